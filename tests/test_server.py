"""The app as a process: what it answers to whom, what it prints, what it opens, and how it ends."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from assistant import __version__, config
from assistant.launch import home_mark
from assistant.ui import link
from tests.browser import App, running_app, wait_until
from tests.conftest import make_home

STREAM = "/_stcore/stream"  # Streamlit's own WebSocket
ENDS_WITHIN_S = 10.0
HELLO = json.dumps({"do": "hello", "client": "one"})


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with running_app(make_home(tmp_path_factory.mktemp("server") / "home")) as running:
        yield running


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[App]:
    """For tests that end it."""
    with running_app(make_home(tmp_path / "home")) as running:
        yield running


def get(app: App, path: str, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def socket_status(app: App, path: str, origin: str | None, host: str = "") -> int:
    """101 when the socket is opened to a page of that origin."""
    here = f"127.0.0.1:{app.port}"
    there = socket.create_connection(("127.0.0.1", app.port))
    try:
        with connect(f"ws://{host or here}{path}", sock=there, origin=origin):  # type: ignore[arg-type]
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def engines(app: App) -> list[psutil.Process]:
    """The processes that the app started."""
    return psutil.Process(app.process.pid).children(recursive=True)


def printed(app: App) -> str:
    """Both its outputs."""
    return (app.home / "app.log").read_text()


def test_hello_says_who_is_there(app: App) -> None:
    status, body = get(app, "/assistant/hello")
    mark = home_mark(config.load({"ORIEL_HOME": str(app.home)}).folders)
    assert (status, json.loads(body)) == (200, {"oriel": __version__, "home": mark})


def test_page_and_its_files_are_served(app: App) -> None:
    assert get(app, "/")[0] == 200
    status, body = get(app, "/assistant/page/part.js")
    assert status == 200
    assert b"export function mount" in body


@pytest.mark.parametrize("path", ["/assistant/page/../link.py", "/assistant/page/%2e%2e/link.py", "/assistant/link.py"])
def test_only_the_files_of_the_page_are_served(app: App, path: str) -> None:
    assert b"is_own_page" not in get(app, path)[1]


def test_second_start_finds_the_first(app: App) -> None:
    environment = os.environ | {"ORIEL_HOME": str(app.home)}
    command = [sys.executable, "-m", "assistant", "app", "--no-open"]
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=30)
    assert (done.returncode, done.stdout, done.stderr) == (0, app.url.rstrip("/") + "\n", "")
    assert time.monotonic() - began < 30.0, "nothing was loaded for it"


@pytest.mark.parametrize("path", ["/", "/assistant/hello", "/assistant/page/part.js", "/_stcore/health"])
def test_name_that_was_made_to_point_here_is_refused(app: App, path: str) -> None:
    assert get(app, path, Host=f"rebound.example:{app.port}")[0] == 400


@pytest.mark.parametrize("path", ["/", "/assistant/hello", "/_stcore/health", "/_stcore/host-config"])
def test_request_of_another_site_is_refused(app: App, path: str) -> None:
    assert get(app, path, Origin="https://elsewhere.example")[0] == 403
    assert get(app, path, Origin="http://127.0.0.1:1")[0] == 403
    assert get(app, path, Origin=f"http://127.0.0.1:{app.port}")[0] == 200


@pytest.mark.parametrize("path", [link.PATH, STREAM])
def test_socket_is_for_own_pages_only(app: App, path: str) -> None:
    own = f"http://127.0.0.1:{app.port}"
    assert socket_status(app, path, own) == 101
    for origin in ("https://elsewhere.example", "http://127.0.0.1:1", "http://localhost:1", "null", None):
        assert socket_status(app, path, origin) == 403
    rebound = f"rebound.example:{app.port}"
    assert socket_status(app, path, f"http://{rebound}", rebound) == 403


def test_every_socket_is_on_loopback(app: App) -> None:
    processes = [psutil.Process(app.process.pid), *engines(app)]
    sockets = [one for process in processes for one in process.net_connections("inet")]
    listening = [one.laddr for one in sockets if one.status == psutil.CONN_LISTEN]
    assert listening == [("127.0.0.1", app.port)]
    ends = {end.ip for one in sockets for end in (one.laddr, one.raddr) if end}
    assert ends == {"127.0.0.1"}


def test_app_maps_no_heavy_library(app: App) -> None:
    mapped = {one.path for one in psutil.Process(app.process.pid).memory_maps()}
    heavy = re.compile(r"libtorch|ctranslate2|libllama|libggml|sklearn")
    assert not [path for path in mapped if heavy.search(path)]


def test_only_the_address_is_printed(app: App) -> None:
    wait_until(lambda: printed(app), ENDS_WITHIN_S)
    assert printed(app) == app.url.rstrip("/") + "\n"


def test_end_is_quick_and_quiet_while_pages_are_open(own_app: App) -> None:
    wait_until(lambda: engines(own_app), ENDS_WITHIN_S)
    started = engines(own_app)
    own = f"http://127.0.0.1:{own_app.port}"
    address = f"ws://127.0.0.1:{own_app.port}"
    with connect(address + STREAM, origin=own), connect(address + link.PATH, origin=own) as page:  # type: ignore[arg-type]
        page.send(HELLO)
        assert "welcome" in page.recv(5)
        own_app.process.send_signal(signal.SIGTERM)
        assert own_app.process.wait(ENDS_WITHIN_S) == 130
    _, alive = psutil.wait_procs(started, ENDS_WITHIN_S)
    assert alive == []
    assert printed(own_app) == f"{own}\noriel: stopped\n"


def test_killed_app_leaves_no_engine(own_app: App) -> None:
    wait_until(lambda: engines(own_app), ENDS_WITHIN_S)
    started = engines(own_app)
    own_app.process.kill()
    _, alive = psutil.wait_procs(started, 2 * ENDS_WITHIN_S)
    assert alive == []
