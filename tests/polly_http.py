"""HTTP for the loopback Polly: connections, chunks, and errors in AWS's shape."""

import json
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.polly_rules import Refused, Request, as_asked, checked_signature, refusal

if TYPE_CHECKING:
    from tests.polly_server import PollyServer

KEY_ID, SECRET = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"  # AWS's own documentation's pair
LATENCY_S = 0.15


class Cut(Exception):
    """The connection is to be closed without an end."""


class Listening(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for them
    allow_reuse_address = True
    owner: "PollyServer"

    def __init__(self, *arguments: object) -> None:
        self._connections: set[socket.socket] = set()
        super().__init__(*arguments)  # type: ignore[arg-type]

    def process_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        self._connections.add(request)
        super().process_request(request, client_address)  # type: ignore[arg-type]

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:  # type: ignore[override]
        """A client that goes away in the middle is no error here."""
        if not isinstance(error := sys.exception(), OSError):
            self.owner.errors.append(error)

    def close_connections(self) -> None:
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # gone already


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Listening

    def _serve(self) -> None:
        began = time.monotonic()
        address = urlsplit(self.path)
        self.server.owner.targets.append(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Request(self.command, self.path, address.path, parse_qs(address.query), dict(self.headers), body)
        if address.path.startswith("/control/"):
            self._control(address.path.removeprefix("/control/"))
            return
        try:
            checked_signature(request, KEY_ID, SECRET)
            self._answer(request, began)
        except Refused as refused:
            self._send(refused.status, refused.body, {"x-amzn-ErrorType": refused.kind})
        except Cut:
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815  # the names that http.server calls

    def _answer(self, request: Request, began: float) -> None:
        owner = self.server.owner
        spoken = json.loads(request.body) if request.path == "/v1/speech" else {}
        asked = as_asked(request, spoken)
        owner.asked.append(asked)
        fault = owner.met(asked.purpose)
        if refused := refusal(fault):
            raise refused
        if not spoken:
            answer = owner.polly.answer(request)
            self._wait(began, fault)
            self._send(200, json.dumps(answer).encode())
            asked.whole = True
            return
        kind, sound, characters = owner.polly.spoken(spoken)
        self._wait(began, fault)
        if fault.startswith("html"):
            sound = b"<!DOCTYPE html><html><body>Sign in to the hotel's network.</body></html>" * 100
            kind = kind if fault == "html-as-pcm" else "text/html"
        self._stream(owner.pieces(asked, sound, fault), kind, characters)

    def _wait(self, began: float, fault: str) -> None:
        """An answer that was ready at once still takes as long as it is said to."""
        wanted = LATENCY_S if fault == "latency" else self.server.owner.delay_s
        time.sleep(max(0.0, began + wanted - time.monotonic()))

    def _stream(self, pieces: Iterator[bytes], kind: str, characters: int) -> None:
        first = next(pieces, b"")  # a slow first byte is slow before the status line
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("x-amzn-RequestCharacters", str(characters))
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in [first] if first else []:
            self._chunk(piece)
        for piece in pieces:
            self._chunk(piece)
        self.wfile.write(b"0\r\n\r\n")

    def _chunk(self, piece: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _control(self, name: str) -> None:
        owner = self.server.owner
        if name == "none":
            owner.mend()
        elif name not in {"asked", "refuse"}:  # which could not be taken back from here
            try:
                owner.fail(name)
            except ValueError as error:
                self._send(404, json.dumps({"message": str(error)}).encode() + b"\n")
                return
        self._send(200, json.dumps([asdict(one) for one in owner.asked], indent=1).encode() + b"\n")

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing to standard error."""
