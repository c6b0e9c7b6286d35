import io
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image as Picture

from assistant.errors import BadInput, LedgerError, SentOn
from assistant.remote.picture_fetch import Fetched, IpAddress, Ways, fetch, host_of, is_public, resolved
from tests.certificate import self_signed
from tests.loopback import Loopback, Page, serving


def png() -> bytes:
    out = io.BytesIO()
    Picture.new("RGB", (8, 6), "red").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def site() -> Iterator[Loopback]:
    with serving() as one:
        yield one


@dataclass
class Told:
    """Who was told of, and what the caller says to it."""

    requests: list[tuple[str, str, int]] = field(default_factory=list)

    def __call__(self, host: str, address: str, size: int) -> None:
        self.requests.append((host, address, size))


def anyone(_: IpAddress) -> bool:
    return True


def here(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


HERE = Ways(here, anyone)  # every name is this machine, which may be asked


def at(site: Loopback, path: str, host: str = "cats.example") -> str:
    return f"{site.url.replace('127.0.0.1', host)}{path}"


def test_a_picture_comes_with_its_name_and_is_told_of_before(site: Loopback) -> None:
    site.pages["/a/red%20cat.png?size=1"] = Page(png())
    told = Told()
    address = at(site, "/a/red cat.png?size=1#left")
    assert fetch(address, told, ways=HERE) == Fetched(png(), "red cat.png")
    assert told.requests == [("cats.example", at(site, "/a/red%20cat.png?size=1"), len("/a/red%20cat.png?size=1"))]


def test_nothing_is_asked_where_it_cannot_be_written_down(site: Loopback) -> None:
    def refuse(*_: object) -> None:
        raise LedgerError("it cannot be written down")

    with pytest.raises(LedgerError):
        fetch(at(site, "/cat.png"), refuse, ways=HERE)
    assert site.requests == []


SET_ASIDE = """127.0.0.1 127.8.9.1 10.0.0.1 172.16.5.4 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1
240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fc00::1 fd12::1 ff02::1 2001:db8::1 fec0::1
::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1
2002:7f00:1:: 2002:a00:1:: 2001:0:5ef5:79fd:0:59d:f5ff:fffe""".split()


@pytest.mark.parametrize("address", SET_ASIDE)
def test_addresses_that_are_not_of_the_public_internet_are_refused(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::6810:84e5", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses_may_be_asked(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::1]", "[::ffff:7f00:1]", "localhost", "0"]
)
def test_no_way_of_writing_this_machine_gets_past_the_check(site: Loopback, host: str) -> None:
    site.pages["/cat.png"], told = Page(png()), Told()
    with pytest.raises(BadInput, match=r"set aside|no site called"):
        fetch(at(site, "/cat.png", host), told)
    assert site.requests == []
    assert told.requests == []


def test_one_private_address_among_public_ones_is_enough_to_refuse(site: Loopback) -> None:
    ways = Ways(lambda *_: ["8.8.8.8", "192.168.1.1"], is_public)
    with pytest.raises(BadInput, match="public sites only"):
        fetch(at(site, "/cat.png"), Told(), ways=ways)


def test_the_address_that_was_checked_is_the_one_that_is_asked(site: Loopback) -> None:
    """The name points at another machine the second time; it is not looked up a second time."""
    answers = iter([["127.0.0.1"], ["192.0.2.1"]])
    looked_up: list[str] = []

    def resolve(host: str, _: int) -> list[str]:
        looked_up.append(host)
        return next(answers)

    site.pages["/cat.png"] = Page(png())
    assert fetch(at(site, "/cat.png"), Told(), ways=Ways(resolve, anyone)).data == png()
    assert looked_up == ["cats.example"]


@pytest.mark.parametrize(
    "target", ["http://private.example{port}/cat.png", "http://192.168.1.1/cat.png", "//[::1]{port}/cat.png"]
)
def test_each_redirect_is_checked_again(site: Loopback, target: str) -> None:
    port = site.url.rpartition(":")[2]
    site.pages["/cat.png"] = Page(png())
    site.pages["/go"] = Page(status=302, headers={"Location": target.format(port=f":{port}")})
    ways = Ways(
        lambda host, port: ["127.0.0.1"] if host == "cats.example" else ["10.0.0.1"] if "private" in host else [host],
        lambda address: str(address) == "127.0.0.1",
    )
    told = Told()
    with pytest.raises(BadInput, match="public sites only"):
        fetch(at(site, "/go"), told, goes_anywhere=True, ways=ways)
    assert [request.path for request in site.requests] == ["/go"]
    assert len(told.requests) == 1


def test_redirects_on_one_site_are_followed_and_each_is_told_of(site: Loopback) -> None:
    site.pages["/1"] = Page(status=301, headers={"Location": "/2"})
    site.pages["/2"] = Page(status=307, headers={"Location": at(site, "/cat.png", "www.cats.example")})
    site.pages["/cat.png"], told = Page(png()), Told()
    assert fetch(at(site, "/1"), told, ways=HERE).data == png()
    assert [host for host, _, _ in told.requests] == ["cats.example", "cats.example", "www.cats.example"]


def test_another_site_is_asked_only_where_that_is_wanted(site: Loopback) -> None:
    elsewhere = at(site, "/cat.png", "storage.example")
    site.pages["/go"], site.pages["/cat.png"] = Page(status=302, headers={"Location": elsewhere}), Page(png())
    with pytest.raises(SentOn, match=r"storage\.example") as raised:
        fetch(at(site, "/go"), Told(), ways=HERE)
    assert raised.value.address == elsewhere
    assert [request.path for request in site.requests] == ["/go"]
    assert fetch(at(site, "/go"), Told(), goes_anywhere=True, ways=HERE).data == png()


def test_a_chain_of_redirects_has_an_end(site: Loopback) -> None:
    for number in range(9):
        site.pages[f"/{number}"] = Page(status=302, headers={"Location": f"/{number + 1}"})
    with pytest.raises(BadInput, match="more than 3 times"):
        fetch(at(site, "/0"), Told(), ways=HERE)
    assert len(site.requests) == 4


@pytest.mark.parametrize("states_its_length", [True, False])
def test_what_is_too_large_is_given_up(site: Loopback, states_its_length: bool) -> None:
    site.pages["/cat.png"] = Page(b"x" * 3_000_000)
    ways = replace(HERE, most_bytes=100_000)
    if states_its_length:
        with pytest.raises(BadInput, match="larger than"):
            fetch(at(site, "/cat.png"), Told(), ways=ways)
        return
    with endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536, 0.0) as (port, sent):
        with pytest.raises(BadInput, match="larger than"):
            fetch(f"http://cats.example:{port}/cat.png", Told(), ways=ways)
        assert sent[0] < 64 * 2**20, "it was not read to an end that never comes"


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\n", b""])
def test_a_server_that_drips_is_not_waited_for(head: bytes) -> None:
    """Each byte comes in time: before the status, among the headers, or in the picture."""
    with (
        endless(head, b"a", 0.02) as (port, _),
        pytest.raises(BadInput, match=r"took too long|broke off"),
    ):
        fetch(f"http://cats.example:{port}/cat.png", Told(), ways=replace(HERE, whole_s=0.5))


def test_what_breaks_off_is_not_taken_for_whole(site: Loopback) -> None:
    site.pages["/cat.png"] = Page(png(), cut_after=20)
    with pytest.raises(BadInput, match="broke off"):
        fetch(at(site, "/cat.png"), Told(), ways=HERE)


def test_a_page_is_no_picture_whatever_it_says_it_is(site: Loopback) -> None:
    site.pages["/cat.png"] = Page(b"\n<!doctype html><p>cat", headers={"Content-Type": "image/png"})
    with pytest.raises(BadInput, match="sent a page and not a picture"):
        fetch(at(site, "/cat.png"), Told(), ways=HERE)


def test_an_answer_that_says_no_is_told(site: Loopback) -> None:
    with pytest.raises(BadInput, match="answered 404"):
        fetch(at(site, "/no.png"), Told(), ways=HERE)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("ftp://cats.example/cat.png", "http"),
        ("file:///etc/passwd", "http"),
        ("http:///cat.png", "http"),
        ("https://me:secret@cats.example/cat.png", "user name"),
        ("https://me@cats.example/cat.png", "user name"),
        ("http://cats.example:25/cat.png", "port 25"),
        ("http://cats.example:99999/cat.png", "no web address"),
        ("http://[::1/cat.png", "no web address"),
        ("http://cats.example/" + "a" * 3000, "longer"),
        ("http://" + "a" * 70 + ".example/cat.png", "no web address"),
    ],
)
def test_addresses_that_are_never_asked(address: str, says: str) -> None:
    told = Told()
    with pytest.raises(BadInput, match=says) as raised:
        fetch(address, told, ways=HERE)
    assert told.requests == []
    assert "secret" not in str(raised.value)


def test_nothing_that_stands_in_an_address_becomes_another_request(site: Loopback) -> None:
    told = Told()
    with pytest.raises(BadInput, match="answered 404"):
        fetch(at(site, "/a b\r\nX-Evil: 1\r\n\r\nGET /x"), told, ways=HERE)
    assert len(site.requests) == 1
    assert "\r" not in told.requests[0][1]


def test_names_in_other_scripts_are_told_as_they_are_asked() -> None:
    assert host_of("https://exаmple.com/cat.png") == "xn--exmple-4nf.com", "its second a is a Cyrillic one"
    assert host_of("https://Bücher.Example./") == "xn--bcher-kva.example"


def test_an_encrypted_site_must_prove_its_name(tmp_path: Path) -> None:
    pem = self_signed(tmp_path / "own.pem")
    tls = ssl.create_default_context(cafile=str(pem))
    with encrypted(pem) as port:
        ways = replace(HERE, tls=tls)
        assert fetch(f"https://127.0.0.1:{port}/cat.png", Told(), ways=ways).data == png()
        with pytest.raises(BadInput, match="cannot be reached"):
            fetch(f"https://cats.example:{port}/cat.png", Told(), ways=ways)
        with pytest.raises(BadInput, match="cannot be reached"):
            fetch(f"https://127.0.0.1:{port}/cat.png", Told(), ways=HERE)


def test_nobody_is_sent_from_an_encrypted_site_to_one_that_is_not(tmp_path: Path) -> None:
    pem = self_signed(tmp_path / "own.pem")
    ways = replace(HERE, tls=ssl.create_default_context(cafile=str(pem)))
    with (
        encrypted(
            pem, b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/cat.png\r\nContent-Length: 0\r\n\r\n"
        ) as port,
        pytest.raises(BadInput, match="not encrypted"),
    ):
        fetch(f"https://127.0.0.1:{port}/cat.png", Told(), ways=ways)


def test_the_systems_own_look_up_gives_addresses() -> None:
    assert set(resolved("127.0.0.1", 80)) == {"127.0.0.1"}


@contextmanager
def endless(head: bytes, piece: bytes, every_s: float) -> Iterator[tuple[int, list[int]]]:
    """A server that sends the same piece for as long as somebody takes it; how many bytes it has sent."""
    sent, over = [0], threading.Event()

    def serve() -> None:
        connection, _ = server.accept()
        with closing(connection):
            connection.recv(4096)
            try:
                connection.sendall(head)
                while not over.wait(every_s):
                    connection.sendall(piece)
                    sent[0] += len(piece)
            except OSError:
                return

    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1], sent
        over.set()
        thread.join(5)


@contextmanager
def encrypted(pem: Path, answer: bytes = b"") -> Iterator[int]:
    """A server that speaks TLS and has one answer, the picture where none is given, for whoever trusts it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    answer = answer or b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(png()), png())

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(connection, server_side=True) as talk:
                    talk.recv(4096)
                    talk.sendall(answer)
            except OSError:
                connection.close()

    server = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, daemon=True).start()
    try:
        yield server.getsockname()[1]
    finally:
        server.close()
