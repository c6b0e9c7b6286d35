"""A picture from a web address: every host checked before it is asked, and asked at the very address that was checked.

A name is looked up once; each address that it stands for must be one of the public internet, and the connection goes
to one of those, so that a name which points elsewhere a moment later (DNS rebinding) gains nothing. The same holds for
each redirect. No proxy is used, no cookie kept, and nothing is sent but the request for the picture.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import PurePosixPath
from typing import TypeAlias
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from assistant.errors import BadInput, SentOn

MOST_BYTES = 25 * 2**20
MOST_REDIRECTS = 3
WAIT_S = 8.0  # without a sign of the server
WHOLE_S = 30.0  # for all of it, redirects included
PIECE = 64 * 2**10  # bytes that are read at once
LONGEST_ADDRESS = 2048  # characters
PORTS = {"http": 80, "https": 443}
LOWEST_PORT = 1024  # below it only the two above: the others are those of mail servers and the like
REDIRECTS = {301, 302, 303, 307, 308}
USER_AGENT = "Oriel (a person asked for this picture)"
# What stands inside another address, and where; a public one may wrap one that is not.
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

IpAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Tell = Callable[[str, str, int], None]  # host, whole address, bytes of the request; raises where nothing may leave


@dataclass(frozen=True)
class Ways:
    """How hosts are found and which may be asked; tests look elsewhere.

    resolve: host and port → every address of it, as text; is_allowed: whether an address may be connected to.
    """

    resolve: Callable[[str, int], Sequence[str]]
    is_allowed: Callable[[IpAddress], bool]
    tls: ssl.SSLContext | None = None  # None: the authorities that this machine trusts
    whole_s: float = WHOLE_S
    most_bytes: int = MOST_BYTES


@dataclass(frozen=True)
class Fetched:
    """The bytes of what lay there, whatever they are, and the name of its file."""

    data: bytes
    name: str


def is_public(address: IpAddress) -> bool:
    """Whether an address is one of the public internet: not of this machine, its network or anything set aside."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if wrapped is None and address in NAT64:
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(wrapped)
        if address.is_site_local:
            return False
    set_aside = address.is_private or address.is_loopback or address.is_link_local or address.is_reserved
    return address.is_global and not (set_aside or address.is_multicast or address.is_unspecified)


def resolved(host: str, port: int) -> list[str]:
    """Every address of a host, as the system has them; forms like 0x7f.1 become the address that they stand for."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


PUBLIC = Ways(resolved, is_public)


def host_of(address: str) -> str:
    """The host that an address names, as it is asked for: names in other scripts as xn--…, which nobody mistakes.

    Raises BadInput as `fetch` does for what is no web address.
    """
    return _host(_parts(address))


def fetch(address: str, tell: Tell, goes_anywhere: bool = False, ways: Ways = PUBLIC) -> Fetched:
    """What lies at an address, http or https; blocks, at most `ways.whole_s`.

    tell: told of each request before it leaves. goes_anywhere: a redirect to another site is followed, too; else
    it raises SentOn. Raises BadInput, which says why, for an address that may not be asked, an answer that is too
    large, too slow, an error or a page of text, and whatever `tell` raises. Whether the bytes are a picture only those
    who decode them can tell.
    """
    until = time.monotonic() + ways.whole_s
    asked_for = host_of(address)
    for _ in range(MOST_REDIRECTS + 1):
        parts = _parts(address)
        if not goes_anywhere and not _is_same_site(asked_for, _host(parts)):
            raise SentOn(f"{asked_for} sends on to {_host(parts)}; ask for {address} to fetch it there", address)
        answer = _ask(parts, tell, ways, until)
        if isinstance(answer, Fetched):
            return answer
        following = urljoin(parts.geturl(), answer)
        if parts.scheme == "https" and urlsplit(following).scheme == "http":
            raise BadInput(f"{_host(parts)} sends on to an address that is not encrypted; nothing was fetched")
        address = following
    raise BadInput(f"{asked_for} sends on more than {MOST_REDIRECTS} times; nothing was fetched")


def _parts(address: str) -> SplitResult:
    """An address taken apart, its path and query fit to be sent; raises BadInput for one that may not be asked."""
    if len(address) > LONGEST_ADDRESS:
        raise BadInput(f"the address is longer than {LONGEST_ADDRESS} characters; nothing was fetched")
    try:
        parts = urlsplit(address.strip())
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise BadInput("that is no web address; one looks like https://example.com/cat.jpg") from error
    if parts.scheme not in PORTS or not host:
        raise BadInput("a picture is fetched from http:// or https:// addresses only")
    if parts.username is not None or parts.password is not None:
        raise BadInput("the address has a user name or password in it, which are sent nowhere; leave them out")
    if port is not None and port != PORTS[parts.scheme] and port < LOWEST_PORT and port not in PORTS.values():
        raise BadInput(f"port {port} is none of web sites; nothing was fetched")
    path, query = (quote(part, safe="/%:@!$&'()*+,;=?~-._") for part in (parts.path or "/", parts.query))
    return parts._replace(path=path, query=query, fragment="")


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    try:
        return host if ":" in host else host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise BadInput("that is no web address; one looks like https://example.com/cat.jpg") from error


def _is_same_site(asked_for: str, host: str) -> bool:
    return asked_for.removeprefix("www.") == host.removeprefix("www.")


def _ask(parts: SplitResult, tell: Tell, ways: Ways, until: float) -> Fetched | str:
    """One request: what lies there, or where it sends on to."""
    host, port = _host(parts), parts.port or PORTS[parts.scheme]
    ip = _checked(host, port, ways)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    tell(host, parts.geturl(), len(target))
    connection = _connection(parts.scheme, ip, host, port, ways)
    watch: threading.Timer | None = None
    try:
        connection.connect()
        # Each wait for the server is short, but one that sends a byte now and then could be waited for for ever.
        watch = threading.Timer(max(until - time.monotonic(), 0.0), _shut, (connection.sock,))
        watch.daemon = True
        watch.start()
        connection.request("GET", target, headers=_headers(parts, host), preload_content=False, decode_content=False)
        answer = _answer(connection.getresponse(), parts, ways)
        if time.monotonic() >= until:  # what was shut by the watch may look complete
            raise TimeoutError
    except (urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError) as error:
        is_late = isinstance(error, TimeoutError | urllib3.exceptions.TimeoutError) or time.monotonic() >= until
        what = "took too long" if is_late else "cannot be reached, or broke off"
        raise BadInput(f"{host} {what} ({type(error).__name__}); no picture was fetched") from error
    else:
        return answer
    finally:
        if watch is not None:
            watch.cancel()
        connection.close()


def _checked(host: str, port: int, ways: Ways) -> str:
    """The address to connect to; BadInput where any of the host's may not be asked."""
    try:
        found = [ipaddress.ip_address(one.partition("%")[0]) for one in ways.resolve(host, port)]
    except (OSError, UnicodeError, ValueError) as error:
        raise BadInput(f"there is no site called {host}, or the network is away") from error
    if not found:
        raise BadInput(f"there is no site called {host}, or the network is away")
    if not all(map(ways.is_allowed, found)):
        raise BadInput(
            f"{host} is an address of this computer, of its own network, or one set aside; pictures are fetched from"
            " public sites only"
        )
    return str(next((one for one in found if one.version == 4), found[0]))


def _connection(scheme: str, ip: str, host: str, port: int, ways: Ways) -> HTTPConnection:
    """To the address that was checked; what is encrypted must prove that it is the host."""
    if scheme == "http":
        return HTTPConnection(ip, port, timeout=WAIT_S)
    context = ways.tls or ssl.create_default_context()
    return HTTPSConnection(ip, port, timeout=WAIT_S, ssl_context=context, server_hostname=host)


def _headers(parts: SplitResult, host: str) -> dict[str, str]:
    name = f"[{host}]" if ":" in host else host
    name += f":{parts.port}" if parts.port and parts.port != PORTS[parts.scheme] else ""
    return {"Host": name, "User-Agent": USER_AGENT, "Accept": "image/*", "Accept-Encoding": "identity"}


def _answer(response: urllib3.BaseHTTPResponse, parts: SplitResult, ways: Ways) -> Fetched | str:
    host = _host(parts)
    if response.status in REDIRECTS and (location := response.headers.get("Location")):
        return location
    if response.status != 200:
        raise BadInput(f"{host} has no picture there: it answered {response.status}")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise BadInput(f"{host} packs its answer in a way that was not asked for; nothing was fetched")
    stated = response.headers.get("Content-Length", "")
    if stated.isdigit() and int(stated) > ways.most_bytes:
        raise BadInput(_too_large(host, ways))
    return Fetched(_read(response, host, ways), _name(parts))


def _read(response: urllib3.BaseHTTPResponse, host: str, ways: Ways) -> bytes:
    data = bytearray()
    for piece in response.stream(PIECE, decode_content=False):
        data += piece
        if len(data) > ways.most_bytes:
            raise BadInput(_too_large(host, ways))
    if data.lstrip()[:1] == b"<":
        raise BadInput(f"{host} sent a page and not a picture; use the address of the picture itself")
    return bytes(data)


def _too_large(host: str, ways: Ways) -> str:
    return f"what lies at {host} is larger than {ways.most_bytes / 2**20:.0f} MiB; nothing was kept of it"


def _name(parts: SplitResult) -> str:
    return PurePosixPath(unquote(parts.path)).name or _host(parts)


def _shut(connection: socket.socket | None) -> None:
    """Whoever waits for the server then waits no longer; called in the watch's thread."""
    if connection is not None:
        with suppress(OSError):  # closed already
            socket.socket.shutdown(connection, socket.SHUT_RDWR)
