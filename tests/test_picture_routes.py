"""Pictures over HTTP as a page, a stranger's page and a careless client meet it: a real server on loopback."""

import http.client
import json
import logging
import socket
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
import uvicorn
from headless import FLAGS
from machine import find_chromium
from playwright.sync_api import Page, Playwright
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from assistant import picture_files
from assistant.album import Album, Picture
from assistant.errors import BadInput
from assistant.server import OwnPagesOnly
from assistant.ui.picture_routes import FINDING_PATH, PATH, routes
from tests import odd_pictures as odd
from tests.browser import wait_until

IN_TIME_S = 10.0
JPEG = odd.encoded(odd.corners(), "JPEG")
TURNED = odd.turned(6, "JPEG")
HUGE = 100_000_000  # bytes
SECRET = "Tante Erna am Strand.jpg"
FOREIGN = ["cross-site", "same-site"]  # what browsers say of a page that is not ours; the second: of another port


@dataclass
class Answer:
    status: int
    headers: dict[str, str]  # by names in lower case
    body: bytes

    @property
    def told(self) -> dict[str, object]:
        told: dict[str, object] = json.loads(self.body)
        return told

    @property
    def error(self) -> str:
        error = self.told["error"]
        assert isinstance(error, str)
        assert "\n" not in error
        return error


@dataclass
class Stage:
    """What the routes show pictures to. hold: while it is clear, showing takes its time; most: shown at once."""

    pictures: list[Picture] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)
    within: int = 0
    most: int = 0
    threads: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    fails: Exception | None = None

    def __post_init__(self) -> None:
        self.hold.set()

    def show(self, picture: Picture) -> int:
        self.threads.add(threading.current_thread().name)
        self.within += 1
        self.most = max(self.most, self.within)
        self.hold.wait(IN_TIME_S)
        self.within -= 1
        if self.fails:
            raise self.fails
        self.pictures.append(picture)
        return len(self.pictures)

    def file(self, name: str) -> bytes | None:
        self.asked.append(name)
        if name == "gone.png":
            raise BadInput("this picture is gone; show it again")
        return {"overlay.png": b"png", "der linke Hund.json": b"{}" * 999, "outline.svg": b"<svg/>"}.get(name)


class Serving:
    """The routes behind what the app's server puts before them, in a thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.album = Album(folder)
        self.stage = Stage()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"

        async def ping(_: Request) -> Response:
            return PlainTextResponse("pong")

        async def page(_: Request) -> Response:
            return HTMLResponse("<!doctype html><title>a page</title>")

        app = Starlette(
            routes=[Route("/", page), Route("/ping", ping), *routes(self.album, self.stage.show, self.stage.file)],
            middleware=[
                Middleware(OwnPagesOnly),
                Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"]),
                Middleware(GZipMiddleware),
            ],
        )
        self._server = uvicorn.Server(uvicorn.Config(app, log_config=None))
        self.thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]}, name="loop")
        self.thread.start()

    def close(self) -> None:
        self._server.should_exit = True
        self.thread.join()

    def request(self, method: str, path: str, body: bytes | Iterable[bytes] = b"", **headers: str) -> Answer:
        """Header names with _ for -; a body in pieces is sent chunked."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=IN_TIME_S)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, named, encode_chunked="Transfer-Encoding" in named)
            answer = connection.getresponse()
            got = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, got, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.request("GET", path, **headers)

    def send(self, data: bytes | Iterable[bytes], name: str = "cat.jpg", **headers: str) -> Answer:
        """As Oriel's own page does."""
        own = {"Origin": self.origin, "Sec_Fetch_Site": "same-origin", "X_File_Name": quote(name)}
        if not isinstance(data, bytes) and "Content_Length" not in headers:
            own["Transfer_Encoding"] = "chunked"
        return self.request("POST", PATH, data, **(own | headers))

    def begin(self, *lines: str, body: bytes = b"") -> socket.socket:
        """A POST of our own page, by hand, with more header lines and the beginning of a body."""
        head = [f"POST {PATH} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Origin: {self.origin}", "X-File-Name: it"]
        connection = socket.create_connection(("127.0.0.1", self.port), IN_TIME_S)
        connection.sendall("\r\n".join([*head, *lines, "", ""]).encode() + body)
        return connection


@pytest.fixture
def serving(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Serving]:
    caplog.set_level(logging.INFO)
    running = Serving(tmp_path / "pictures")
    yield running
    running.close()
    assert not [record for record in caplog.records if record.exc_info], "nothing reaches the top of the server"
    assert "Erna" not in caplog.text


def kept(serving: Serving) -> int:
    return len(list(serving.folder.glob("*.json")))


# In.


def test_picture_is_taken_and_told_of(serving: Serving) -> None:
    answer = serving.send(TURNED, SECRET)
    about = {"id": sha256(TURNED).hexdigest(), "name": SECRET, "width": odd.WIDTH, "height": odd.HEIGHT}
    assert (answer.status, answer.told) == (200, {"number": 1, **about})
    assert serving.stage.pictures == [serving.album.get(sha256(TURNED).hexdigest())]
    assert serving.send(JPEG).told["number"] == 2


@pytest.mark.parametrize("name", ["März – am Meer.jpg", "a b+c&d=e.png", "猫.webp", "100%.png"])
def test_name_arrives_as_it_was(serving: Serving, name: str) -> None:
    assert serving.send(JPEG, name).told["name"] == name


def test_name_brings_no_folders_and_no_broken_letters(serving: Serving) -> None:
    assert serving.send(JPEG, "../../etc/passwd").told["name"] == "passwd"
    assert serving.send(JPEG, X_File_Name="%ff%00%zz.jpg").told["name"] == "\ufffd%zz.jpg"
    assert serving.send(JPEG, X_File_Name="").told["name"] == "picture"


def test_body_in_pieces_is_taken(serving: Serving) -> None:
    pieces = [TURNED[at : at + 100] for at in range(0, len(TURNED), 100)]
    assert serving.send(iter(pieces)).told["id"] == sha256(TURNED).hexdigest()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "cat.jpg is empty"),
        (odd.text(), "cat.jpg is text, not a picture"),
        (odd.cut_short(JPEG), "cat.jpg is a JPEG that is cut short or damaged"),
        (odd.bomb(), "cat.jpg says it has more than 80 million pixels"),
        (odd.svg(), "cat.jpg is an SVG"),
    ],
)
def test_what_is_no_picture_is_refused_in_one_line(serving: Serving, data: bytes, says: str) -> None:
    answer = serving.send(data)
    assert answer.status == 400
    assert answer.error.startswith(says)
    assert serving.stage.pictures == []
    assert kept(serving) == 0
    assert serving.send(JPEG).status == 200


def test_100_mb_are_refused_before_they_are_sent(serving: Serving) -> None:
    with serving.begin(f"Content-Length: {HUGE}", "Expect: 100-continue") as connection:
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_client_that_sends_100_mb_all_the_same_is_told_why_not(serving: Serving) -> None:
    answer = serving.send(odd.zeros(HUGE), Content_Length=str(HUGE))
    assert (answer.status, answer.error) == (413, "this picture is larger than 64 MiB; show a smaller copy of it")


def test_100_mb_of_unstated_length_are_refused_once_they_are_too_many(serving: Serving) -> None:
    answer = serving.send(odd.zeros(HUGE))
    assert (answer.status, answer.error) == (413, "this picture is larger than 64 MiB; show a smaller copy of it")
    assert kept(serving) == 0


def test_endless_body_is_answered_while_it_goes_on(serving: Serving) -> None:
    piece = b"10000\r\n" + bytes(2**16) + b"\r\n"
    with serving.begin("Transfer-Encoding: chunked") as connection:
        for _ in range(picture_files.MOST_BYTES // 2**16 + 1):
            connection.sendall(piece)
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_client_that_goes_in_the_middle_is_no_trouble(serving: Serving) -> None:
    serving.begin("Content-Length: 5000", body=JPEG[:100]).close()
    assert serving.send(JPEG).told["number"] == 1


def test_server_answers_others_while_a_picture_is_taken(serving: Serving) -> None:
    serving.stage.hold.clear()
    with ThreadPoolExecutor(1) as client:
        sending = client.submit(serving.send, TURNED)
        wait_until(lambda: serving.stage.within, IN_TIME_S)
        assert serving.get("/ping").body == b"pong"
        assert serving.get(f"{PATH}/{sha256(TURNED).hexdigest()}").status == 200
        assert not sending.done()
        serving.stage.hold.set()
        assert sending.result().status == 200
    assert "loop" not in serving.stage.threads


def test_many_pictures_at_once_are_taken_one_at_a_time(serving: Serving) -> None:
    datas = [odd.encoded(odd.noise(30, 20, seed), "PNG") for seed in range(8)]
    with ThreadPoolExecutor(8) as clients:
        numbers = [answer.told["number"] for answer in clients.map(serving.send, datas)]
    assert sorted(numbers) == list(range(1, 9))  # type: ignore[type-var]
    assert serving.stage.most == 1


def test_trouble_is_told_in_one_line(serving: Serving, caplog: pytest.LogCaptureFixture) -> None:
    serving.stage.fails = RuntimeError(SECRET)
    answer = serving.send(JPEG, SECRET)
    assert (answer.status, answer.error) == (500, "this picture could not be taken")
    assert "a picture could not be taken: RuntimeError" in caplog.text
    serving.stage.fails = BadInput("there are too many pictures")
    assert (serving.send(JPEG).status, serving.send(JPEG).error) == (400, "there are too many pictures")


def test_disk_that_takes_nothing_is_told_of(serving: Serving) -> None:
    serving.folder.write_text("where a folder is wanted")
    answer = serving.send(JPEG)
    assert answer.status == 500
    assert answer.error.startswith("cannot keep a picture in ")


# Out.


def test_picture_is_served_upright_and_not_kept_by_the_browser(serving: Serving) -> None:
    id = serving.send(TURNED).told["id"]
    answer = serving.get(f"{PATH}/{id}", Accept_Encoding="gzip", Sec_Fetch_Site="same-origin")
    assert answer.status == 200
    assert np.array_equal(picture_files.read(answer.body).rgb, picture_files.read(TURNED).rgb)
    wanted = {
        "content-type": "image/png",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "content-length": str(len(answer.body)),
    }
    assert {name: answer.headers[name] for name in wanted} == wanted
    assert "content-encoding" not in answer.headers
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_kept_file_and_thumbnail_have_their_types(serving: Serving) -> None:
    id = serving.send(JPEG).told["id"]
    whole, small = serving.get(f"{PATH}/{id}"), serving.get(f"{PATH}/{id}/thumbnail")
    assert (whole.headers["content-type"], whole.body) == ("image/jpeg", JPEG)
    assert (small.headers["content-type"], small.body[8:12]) == ("image/webp", b"WEBP")
    assert serving.request("HEAD", f"{PATH}/{id}").headers["content-length"] == str(len(JPEG))


@pytest.mark.parametrize(
    "id",
    ["0" * 64, "0" * 63, "x", "..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "%2e%2e%2f" + "0" * 64, "0" * 64 + "%00"],
)
def test_what_is_no_picture_of_ours_is_not_found(serving: Serving, id: str) -> None:
    (serving.folder.parent / ("0" * 64)).write_text("not yours")
    serving.send(JPEG)
    for path in (f"{PATH}/{id}", f"{PATH}/{id}/thumbnail", f"{PATH}/{id}.json"):
        answer = serving.get(path)
        assert answer.status in {404, 405}
        assert b"not yours" not in answer.body


def test_picture_that_was_deleted_is_told_gone_until_it_is_shown_again(serving: Serving) -> None:
    id = serving.send(TURNED).told["id"]
    Path(serving.album.get(str(id)).image.path).unlink()
    answer = serving.get(f"{PATH}/{id}")
    assert (answer.status, answer.error) == (404, "this picture is gone; show it again")
    assert answer.headers["cache-control"] == "no-store"
    assert serving.send(TURNED).told["id"] == id
    assert serving.get(f"{PATH}/{id}").status == 200


def test_lost_thumbnail_is_not_found(serving: Serving) -> None:
    id = str(serving.send(TURNED).told["id"])
    serving.album.get(id).thumbnail.unlink()
    assert serving.get(f"{PATH}/{id}/thumbnail").status == 404
    assert serving.get(f"{PATH}/{id}").status == 200


@pytest.mark.parametrize(
    ("name", "kind", "body"),
    [
        ("overlay.png", "image/png", b"png"),
        ("der linke Hund.json", "application/json", b"{}" * 999),
        ("outline.svg", "application/octet-stream", b"<svg/>"),  # never as a page
    ],
)
def test_finding_is_a_download(serving: Serving, name: str, kind: str, body: bytes) -> None:
    answer = serving.get(f"{FINDING_PATH}/{quote(name)}")
    wanted = {
        "content-type": kind,
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "cross-origin-resource-policy": "same-origin",
    }
    assert (answer.status, answer.body) == (200, body)
    assert {name: answer.headers[name] for name in wanted} == wanted


@pytest.mark.parametrize("name", ["other.png", "..", "%2e%2e", ".hidden", "..%5cx", "a%2fb", "..%2f..%2fetc%2fpasswd"])
def test_finding_that_is_not_offered_is_not_found(serving: Serving, name: str) -> None:
    assert serving.get(f"{FINDING_PATH}/{name}").status == 404
    assert set(serving.stage.asked) <= {"other.png"}


def test_finding_of_a_picture_that_is_gone_says_so(serving: Serving) -> None:
    answer = serving.get(f"{FINDING_PATH}/gone.png")
    assert (answer.status, answer.error) == (404, "this picture is gone; show it again")


# Strangers.


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example", "Sec_Fetch_Site": "cross-site"},
        {"Origin": "http://127.0.0.1:1", "Sec_Fetch_Site": "same-site"},
        {"Origin": "null", "Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "cross-site"},  # it hides its origin
        {"Sec_Fetch_Site": "cross-site", "Host": "rebound.example"},
        {"Sec_Fetch_Site": "none"},
        {},
    ],
)
def test_stranger_can_add_nothing(serving: Serving, headers: dict[str, str]) -> None:
    """Neither by a script nor by a form; here even with the header for which a script would have to ask."""
    for more in ({"X_File_Name": "it.jpg"}, {}, {"Content_Type": "multipart/form-data; boundary=x"}):
        assert serving.request("POST", PATH, JPEG, **headers, **more).status in {400, 403}
    assert serving.stage.pictures == []
    assert kept(serving) == 0


def test_own_origin_alone_does_not_open(serving: Serving) -> None:
    own = {"Origin": serving.origin}
    assert serving.request("POST", PATH, JPEG, **own).status == 403
    for site in [*FOREIGN, "none"]:
        assert serving.send(JPEG, Sec_Fetch_Site=site).status == 403
    assert serving.request("POST", PATH, JPEG, **own, X_File_Name="it").status == 200  # a browser that does not say


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "own"])
def test_nobody_is_given_leave_to_send_from_elsewhere(serving: Serving, origin: str) -> None:
    asking = {"Access_Control_Request_Method": "POST", "Access_Control_Request_Headers": "x-file-name"}
    named = serving.origin if origin == "own" else origin
    answer = serving.request("OPTIONS", PATH, Origin=named, **asking)
    assert answer.status in {403, 405}
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("site", FOREIGN)
def test_stranger_cannot_tell_whether_a_picture_is_here(serving: Serving, site: str) -> None:
    here, not_here = serving.send(JPEG).told["id"], "0" * 64
    for path in (f"{PATH}/%s", f"{PATH}/%s/thumbnail"):
        answers = [serving.get(path % id, Sec_Fetch_Site=site, Sec_Fetch_Dest="image") for id in (here, not_here)]
        assert [answer.status for answer in answers] == [403, 403]
        assert answers[0].body == answers[1].body
    assert serving.get(f"{FINDING_PATH}/overlay.png", Sec_Fetch_Site=site).status == 403
    assert serving.stage.asked == []


def test_every_answer_says_that_it_is_for_one_origin(serving: Serving) -> None:
    id = serving.send(JPEG).told["id"]
    for answer in (
        serving.get(f"{PATH}/{id}"),
        serving.get(f"{PATH}/{'0' * 64}"),
        serving.send(b""),
        serving.send(JPEG),
    ):
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"


# In a real browser, which decides by itself what it tells.

SEND = """async ([address, how]) => {
  const body = new Uint8Array([1, 2, 3]);
  try { return (await fetch(address, { method: "POST", body, ...how })).status } catch { return "failed" }
}"""
EMBED = """(address) => new Promise((done) => {
  const image = new Image();
  image.onload = () => done(image.naturalWidth);
  image.onerror = () => done("failed");
  image.src = address;
})"""
SUBMIT = """(address) => {
  const form = document.body.appendChild(document.createElement("form"));
  Object.assign(form, { action: address, method: "post", enctype: "multipart/form-data" });
  form.submit();
}"""


@pytest.fixture(scope="module")
def page(playwright: Playwright) -> Iterator[Page]:
    chromium = playwright.chromium.launch(executable_path=str(find_chromium()), args=FLAGS)
    yield chromium.new_page()
    chromium.close()


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Serving]:
    """Another site on this machine, which runs the very same code."""
    running = Serving(tmp_path / "elsewhere")
    yield running
    running.close()


def test_browser_lets_our_own_page_send_and_show(serving: Serving, page: Page) -> None:
    page.goto(serving.origin)
    how = {"headers": {"X-File-Name": "it.jpg"}}
    assert page.evaluate(SEND, [PATH, how]) == 400, "three bytes are no picture, but they arrived"
    id = serving.send(JPEG).told["id"]
    assert page.evaluate(EMBED, f"{PATH}/{id}") == odd.WIDTH
    assert page.goto(f"{serving.origin}{PATH}/{id}").status == 200  # type: ignore[union-attr]
    assert page.evaluate("document.images[0].naturalWidth") == odd.WIDTH, "a typed address shows it"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_browser_keeps_strangers_out(serving: Serving, stranger: Serving, page: Page, host: str) -> None:
    """A page of another port, the same site to a browser, and of another name, which is another site."""
    id = serving.send(JPEG).told["id"]
    page.goto(f"http://{host}:{stranger.port}")
    address = serving.origin + PATH
    assert page.evaluate(SEND, [address, {"headers": {"X-File-Name": "it.jpg"}}]) == "failed"
    assert page.evaluate(SEND, [address, {"mode": "no-cors"}]) in {0, "failed"}  # 0: it may not know
    for path in (f"{PATH}/{id}", f"{PATH}/{id}/thumbnail", f"{PATH}/{'0' * 64}"):
        assert page.evaluate(EMBED, serving.origin + path) == "failed"
    with page.expect_navigation() as submitted:
        page.evaluate(SUBMIT, address)
    assert submitted.value.status == 403
    assert [picture.image.id for picture in serving.stage.pictures] == [id]
