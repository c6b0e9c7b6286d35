"""A real HTTP server on loopback that stands in for the model hub and for a package index, with faults on request."""

import hashlib
import io
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BLOCK = 4096


@dataclass
class Page:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut_after: int | None = None  # bytes; the connection is then closed, once
    bytes_per_s: int | None = None


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    start: int  # of the range asked for
    authorization: str = ""


@dataclass
class Loopback:
    url: str
    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    def put_large(self, repository: str, revision: str, path: str, body: bytes, stated: str = "") -> Page:
        """As the hub serves large files: a redirect to storage, with the sha256 stated in the redirect's headers."""
        storage = f"/storage/{path}"
        etag = f'"{stated or hashlib.sha256(body).hexdigest()}"'
        headers = {"Location": self.url.replace("127.0.0.1", "localhost") + storage, "X-Linked-Etag": etag}
        self.pages[f"/{repository}/resolve/{revision}/{path}"] = Page(status=302, headers=headers)
        page = self.pages[storage] = Page(body)
        return page

    def put_small(self, repository: str, revision: str, path: str, body: bytes) -> Page:
        """As the hub serves small files: directly, with git's blob hash as the ETag."""
        blob = hashlib.sha1(b"blob %d\0" % len(body) + body).hexdigest()
        page = self.pages[f"/{repository}/resolve/{revision}/{path}"] = Page(body, headers={"ETag": f'"{blob}"'})
        return page

    def put_package(self, name: str, members: dict[str, bytes]) -> Page:
        """A package `name` 1.0 on the index below /simple, as a wheel with these members."""
        file = f"{name.replace('-', '_')}-1.0-py3-none-any.whl"
        self.pages[f"/simple/{name}/"] = Page(
            f'<a href="/files/{file}">{file}</a>'.encode(), headers={"Content-Type": "text/html"}
        )
        page = self.pages[f"/files/{file}"] = Page(wheel(name, members))
        return page

    def gets(self, start: str = "/") -> list[Request]:
        return [request for request in self.requests if request.method == "GET" and request.path.startswith(start)]


def wheel(name: str, members: dict[str, bytes]) -> bytes:
    info = f"{name.replace('-', '_')}-1.0.dist-info"
    text = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, body in {**members, **text}.items():
            archive.writestr(path, body)
    return out.getvalue()


@contextmanager
def serving() -> Iterator[Loopback]:
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def log_message(self, *_: object) -> None:
            pass

        def _answer(self, with_body: bool) -> None:
            start = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").removesuffix("-"))
            token = self.headers.get("Authorization", "")
            site.requests.append(Request(self.command, self.path, start, token))
            page = site.pages.get(self.path, Page(status=404))
            size = len(page.body)
            if page.status != 200:
                start = 0
            if start and start >= size:
                self._head(Page(status=416), {"Content-Range": f"bytes */{size}"}, 0)
            elif start:
                self._head(Page(status=206), {"Content-Range": f"bytes {start}-{size - 1}/{size}"}, size - start)
            else:
                self._head(page, page.headers, size)
            if with_body:
                self._send(page, page.body[start:])

        def _head(self, page: Page, headers: dict[str, str], length: int) -> None:
            self.send_response(page.status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(length))
            self.end_headers()

        def _send(self, page: Page, body: bytes) -> None:
            if page.cut_after is not None:
                body, page.cut_after = body[: page.cut_after], None
                self.close_connection = True
            for at in range(0, len(body), BLOCK):
                try:
                    self.wfile.write(body[at : at + BLOCK])
                except OSError:
                    return  # the client has gone
                if page.bytes_per_s:
                    time.sleep(BLOCK / page.bytes_per_s)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Loopback(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
