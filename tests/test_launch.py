import json
import os
import shlex
import socket
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant import config, launch
from assistant.config import Folders
from assistant.errors import BadInput


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return config.load({"ORIEL_HOME": str(tmp_path / "home")}).folders


def keep(folders: Folders, text: object) -> None:
    folders.data.mkdir(parents=True, exist_ok=True)
    (folders.data / "port").write_text(f"{text}\n")


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[int]:
    """A server on loopback that answers every GET like this; gives its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,)).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def document(body: object, status: int = 200, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        known = request.path == "/assistant/hello"
        content = json.dumps(body).encode() if not isinstance(body, bytes) else body
        request.send_response(status if known else 404)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(content)

    return answer


def test_first_port_is_kept(folders: Folders) -> None:
    first = launch.port(folders)
    assert first in launch.PORTS
    assert (folders.data / "port").read_text() == f"{first}\n"
    assert launch.port(folders) == first


def test_taken_ports_are_passed_over_at_first(folders: Folders) -> None:
    first = launch.port(folders)
    (folders.data / "port").unlink()
    with closing(socket.create_server(("127.0.0.1", first))):
        assert launch.port(folders) != first


def test_kept_port_that_another_program_took_is_a_clear_error(folders: Folders) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        taken = other.getsockname()[1]
        keep(folders, taken)
        with pytest.raises(BadInput, match=rf"port {taken} is taken .*oriel app --port N"):
            launch.port(folders)
    assert launch.port(folders) == taken


def test_port_taken_on_every_address_is_taken(folders: Folders) -> None:
    with closing(socket.create_server(("0.0.0.0", 0))) as other, pytest.raises(BadInput):
        launch.port(folders, other.getsockname()[1])


def test_port_that_was_asked_for_is_kept_unless_it_is_taken(folders: Folders) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        wanted = other.getsockname()[1]
        with pytest.raises(BadInput, match=f"port {wanted} is taken"):
            launch.port(folders, wanted)
        assert not (folders.data / "port").exists()
    assert launch.port(folders, wanted) == wanted
    assert launch.port(folders) == wanted


@pytest.mark.parametrize("text", ["", "eighty", "99999", "-1", "0"])
def test_file_that_holds_no_port_is_replaced(folders: Folders, text: str) -> None:
    keep(folders, text)
    assert launch.port(folders) in launch.PORTS


@pytest.mark.parametrize("wanted", [-1, 0, 80, 65536])
def test_number_that_is_no_port_is_refused(folders: Folders, wanted: int) -> None:
    with pytest.raises(BadInput, match=f"{wanted} is no port"):
        launch.port(folders, wanted)


def test_two_homes_look_from_different_ports(tmp_path: Path) -> None:
    homes = [config.load({"ORIEL_HOME": str(tmp_path / name)}).folders for name in "abcdefgh"]
    assert len({launch.port(folders) for folders in homes}) > 4


def test_an_oriel_of_this_home_is_found(folders: Folders) -> None:
    with serving(document({"oriel": "1.0", "home": launch.home_mark(folders)})) as number:
        keep(folders, number)
        assert launch.running(folders) == f"http://127.0.0.1:{number}"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"oriel": "1.0", "home": "0123456789abcdef"}, 200),
        ({"home": "MARK"}, 200),
        ({"oriel": "1.0", "home": "MARK"}, 500),
        (["oriel"], 200),
        (b"<html>", 200),
        (b"\xff\xfe", 200),
        (b"{" * 100_000, 200),
    ],
)
def test_anything_else_is_not_ours(folders: Folders, body: object, status: int) -> None:
    if isinstance(body, dict):
        body = {name: launch.home_mark(folders) if value == "MARK" else value for name, value in body.items()}
    with serving(document(body, status)) as number:
        keep(folders, number)
        assert launch.running(folders) is None


def test_a_redirect_is_not_followed(folders: Folders) -> None:
    ours = {"oriel": "1.0", "home": launch.home_mark(folders)}
    with serving(document(ours)) as real:
        location = f"http://127.0.0.1:{real}/assistant/hello"
        with serving(document(ours, 302, Location=location)) as number:
            keep(folders, number)
            assert launch.running(folders) is None


def test_no_proxy_is_asked(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(document({"oriel": "1.0", "home": launch.home_mark(folders)})) as number:
        keep(folders, number)
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        assert launch.running(folders)


def test_a_program_that_hangs_holds_nothing_up(folders: Folders) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        keep(folders, silent.getsockname()[1])
        began = time.monotonic()
        assert launch.running(folders) is None
        assert time.monotonic() - began < 3 * launch.HELLO_S


def test_nobody_there_and_nothing_kept_is_nobody(folders: Folders) -> None:
    assert launch.running(folders) is None
    keep(folders, launch.port(folders))
    assert launch.running(folders) is None


@pytest.fixture
def browser(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Puts a browser that notes its arguments on a PATH of its own; gives the environment to call it in."""

    def put(then: str = "", name: str = "google-chrome") -> dict[str, str]:
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        noted = shlex.quote(str(tmp_path / "arguments"))
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {noted}.new\n/bin/mv {noted}.new {noted}\n{then}\n')
        program.chmod(0o755)
        return {"PATH": str(program.parent), "DISPLAY": ":9"}

    return put


@pytest.fixture
def usual(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the system's usual browser was asked for."""
    opened: list[str] = []

    def note(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", note)
    return opened


URL = "http://127.0.0.1:8600"


def test_window_has_its_own_profile_and_may_speak(
    browser: Callable[..., dict[str, str]], usual: list[str], folders: Folders, tmp_path: Path
) -> None:
    assert launch.open_window(URL, folders, browser())
    given = (tmp_path / "arguments").read_text().splitlines()
    assert given[:2] == [f"--app={URL}", f"--user-data-dir={folders.data / 'window'}"]
    assert set(launch.WINDOW) <= set(given)
    assert ("--no-sandbox" in given) == (os.geteuid() == 0)
    assert usual == []


def test_window_that_stays_open_is_not_waited_for(
    browser: Callable[..., dict[str, str]], usual: list[str], folders: Folders, tmp_path: Path
) -> None:
    began = time.monotonic()
    assert launch.open_window(URL, folders, browser(f"echo $$ > {tmp_path}/id\nexec /bin/sleep 5", "chromium"))
    assert time.monotonic() - began < 3
    process = int((tmp_path / "id").read_text())
    assert os.getsid(process) == process  # Ctrl-C for us is not for the window
    os.kill(process, 15)
    assert usual == []


@pytest.mark.parametrize("then", ["exit 1", "kill -9 $$"])
def test_browser_that_cannot_start_gives_way_to_the_usual_one(
    browser: Callable[..., dict[str, str]], usual: list[str], folders: Folders, then: str
) -> None:
    assert launch.open_window(URL, folders, browser(then))
    assert usual == [URL]


def test_browser_that_is_no_program_gives_way_to_the_usual_one(
    browser: Callable[..., dict[str, str]], usual: list[str], folders: Folders, tmp_path: Path
) -> None:
    environ = browser()
    (tmp_path / "bin" / "google-chrome").write_text("#!/nowhere/at/all\n")
    assert launch.open_window(URL, folders, environ)
    assert usual == [URL]


def test_without_chromium_the_usual_browser_opens(usual: list[str], folders: Folders, tmp_path: Path) -> None:
    assert launch.open_window(URL, folders, {"PATH": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0"})
    assert usual == [URL]


def test_without_a_display_nothing_is_opened(
    browser: Callable[..., dict[str, str]], usual: list[str], folders: Folders, tmp_path: Path
) -> None:
    environ = browser() | {"DISPLAY": ""}
    assert not launch.open_window(URL, folders, environ)
    assert not (tmp_path / "arguments").exists()
    assert usual == []


def test_a_snap_gets_a_profile_where_it_may_write(
    browser: Callable[..., dict[str, str]], usual: list[str], folders: Folders, tmp_path: Path
) -> None:
    environ = browser(name="snap")
    (tmp_path / "bin" / "chromium").symlink_to(tmp_path / "bin" / "snap")
    assert launch.open_window(URL, folders, environ)
    profile = Path.home() / "snap" / "chromium" / "common" / "oriel"
    assert f"--user-data-dir={profile}" in (tmp_path / "arguments").read_text().splitlines()
