"""Opening the app: the port that is kept, the Oriel that may hold it already, and a window of its own."""

import hashlib
import http.client
import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path

from assistant.config import Folders
from assistant.errors import AssistantError, BadInput

HOST = "127.0.0.1"
PORTS = range(8600, 8700)  # where the first one is looked for
HELLO = "/assistant/hello"  # answers {"oriel": its version, "home": whose it is}
HELLO_S = 1.0
HELLO_BYTES = 1000
FAILS_AT_ONCE_S = 0.5  # a browser that cannot start has said so by then

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_MACOS = ("Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium")
ON_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Chromium/Application/chrome.exe")
WINDOW = (
    "--autoplay-policy=no-user-gesture-required",  # Oriel may speak after a reload, before any click
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
)

log = logging.getLogger(__name__)


def home_mark(folders: Folders) -> str:
    """Tells one person's Oriel from another's on the same machine, without telling where it keeps its files."""
    return hashlib.sha256(str(folders.data).encode()).hexdigest()[:16]


def port(folders: Folders, wanted: int | None = None) -> int:
    """The port to serve on, always the same: a browser gives the microphone to host and port together.

    wanted: takes the place of the one kept so far. Ask `running` first; a port that is taken is a BadInput here.
    """
    if wanted is not None and not _is_port(wanted):
        raise BadInput(f"{wanted} is no port; choose one from 1024 to 65535, such as {PORTS[0]}")
    file = folders.data / "port"
    number = wanted or _kept(file) or _first_free(folders)
    if not _free(number):
        raise BadInput(f"port {number} is taken by another program; choose another one with: oriel app --port N")
    if number != _kept(file):
        _keep(file, number)
    return number


def running(folders: Folders) -> str | None:
    """The address of an Oriel of this home that serves already, or None."""
    number = _kept(folders.data / "port")
    if number is None:
        return None
    # Not urllib: it would follow a redirect and ask a proxy.
    connection = http.client.HTTPConnection(HOST, number, timeout=HELLO_S)
    try:
        connection.request("GET", HELLO)
        answer = connection.getresponse()
        said = json.loads(answer.read(HELLO_BYTES)) if answer.status == http.HTTPStatus.OK else None
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
    ours = isinstance(said, dict) and "oriel" in said and said.get("home") == home_mark(folders)
    return f"http://{HOST}:{number}" if ours else None


def open_window(url: str, folders: Folders, environ: Mapping[str, str]) -> bool:
    """Show the app in a window of its own, else in the usual browser; False where there is no display."""
    if sys.platform == "linux" and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return False
    browser = find_browser(environ)
    return (browser is not None and _started(browser, url, folders, environ)) or webbrowser.open(url)


def find_browser(environ: Mapping[str, str]) -> str | None:
    """The path of an installed Chromium or Chrome, or None."""
    found = (shutil.which(name, path=environ.get("PATH", "")) for name in BROWSERS)
    usual = (str(path) for path in _usual_places(environ) if path.is_file())
    return next((path for path in (*found, *usual) if path), None)


def _usual_places(environ: Mapping[str, str]) -> list[Path]:
    if sys.platform == "darwin":
        applications = (Path("/Applications"), Path.home() / "Applications")
        return [folder / name for folder in applications for name in ON_MACOS]
    if sys.platform == "win32":
        programs = (environ.get(name) for name in ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"))
        return [Path(folder) / name for folder in programs if folder for name in ON_WINDOWS]
    return []


def _started(browser: str, url: str, folders: Folders, environ: Mapping[str, str]) -> bool:
    """Whether the browser took the address; it goes on when we end."""
    command = [browser, f"--app={url}", f"--user-data-dir={_profile(browser, folders)}", *WINDOW]
    if sys.platform == "linux" and os.geteuid() == 0:
        command.append("--no-sandbox")  # Chromium refuses to run as root with its sandbox
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command, env=dict(environ), stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
        # One that hands the address to a window that is open already ends at once too, but with 0.
        return process.wait(FAILS_AT_ONCE_S) == 0
    except subprocess.TimeoutExpired:
        return True
    except OSError as error:
        log.warning("%s could not be started: %s", browser, error.strerror)
        return False


def _profile(browser: str, folders: Folders) -> Path:
    """The window's own profile, so that its switches hold whatever else is open in this browser."""
    if Path(browser).resolve().name == "snap":  # a snap may write only here, not into hidden folders
        return Path.home() / "snap" / "chromium" / "common" / "oriel"
    return folders.data / "window"


def _kept(file: Path) -> int | None:
    try:
        number = int(file.read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        log.warning("%s holds no port; another one is chosen", file)
        return None
    return number if _is_port(number) else None


def _is_port(number: int) -> bool:
    return 1024 <= number < 2**16  # those below are the system's


def _keep(file: Path, number: int) -> None:
    beside = file.with_name(f"port.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(f"{number}\n", encoding="ascii")
        beside.replace(file)
    except OSError as error:
        raise AssistantError(f"cannot keep the port in {file}: {error.strerror}") from error


def _first_free(folders: Folders) -> int:
    """A free port; where the search begins depends on the home, so that two people get two."""
    first = int(home_mark(folders), 16) % len(PORTS)
    candidates: list[int] = [*PORTS[first:], *PORTS[:first]]
    for number in candidates:
        if _free(number):
            return number
    raise BadInput(f"no port from {PORTS[0]} to {PORTS[-1]} is free; choose another one with: oriel app --port N")


def _free(number: int) -> bool:
    """Whether nothing answers on a port and it can be bound."""
    with socket.socket() as caller:
        caller.settimeout(HELLO_S)
        if caller.connect_ex((HOST, number)) == 0:
            return False  # macOS would let us bind beside a program that serves on every address
    with socket.socket() as binder:
        if sys.platform != "win32":
            binder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # Oriel may have ended a second ago
        try:
            binder.bind((HOST, number))
        except OSError:
            return False
    return True
