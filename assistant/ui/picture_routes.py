"""Pictures between the page and the album, over HTTP: up as they were dropped, down as they are shown and kept.

POST /assistant/picture: a picture's bytes as the body, its file's name URL-encoded in X-File-Name; answers
{"number", "id", "name", "width", "height"}, or {"error": one clear line} with 400 (no picture), 413 (too large),
403 (not asked for by Oriel's page) or 500. Pictures sent together are taken in any order: send one after the other.
GET /assistant/picture/ID and …/ID/thumbnail: the upright picture, and its small copy.
GET /assistant/finding/NAME: a file made from what was found last, as a download.

Who may ask. server.py refuses requests that name another origin, and other host names than ours. That leaves requests
that name none: what a foreign page embeds (an img, whose loading tells that a picture is here), follows or submits.
Browsers say of those where they come from (Sec-Fetch-Site), and are told to give no answer of ours to another origin
(Cross-Origin-Resource-Policy). To add a picture, a request must name our own origin and carry X-File-Name, for which
a foreign page's browser would first ask leave, and gets none. Neither names nor contents are logged.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from assistant.album import Album, Picture
from assistant.errors import AssistantError, BadInput
from assistant.picture_files import MOST_BYTES, too_large
from assistant.ui.link import is_own_page

PATH = "/assistant/picture"
FINDING_PATH = "/assistant/finding"
NAME_HEADER = "X-File-Name"
GUARD = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
# A picture that is deleted is gone: the browser keeps no copy. Opened as a page, nothing in the file may run.
SHOWN = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}
TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".json": "application/json",
    ".zip": "application/zip",
}
OTHER_TYPE = "application/octet-stream"
NOT_YOURS = "for Oriel's own pages only"

log = logging.getLogger(__name__)


def routes(album: Album, shown: Callable[[Picture], int], files: Callable[[str], bytes | None]) -> list[Route]:
    """The four routes. shown: puts a picture into the conversation and returns its number there.

    files: the bytes of a file made from the current finding, None for a name that it does not offer; `name` is then
    free of slashes and does not begin with a dot. Both are called in worker threads.
    """
    taking = Taking(album, shown)

    def picture(request: Request) -> Response:
        return kept(request, lambda one: Path(one.image.path))

    def thumbnail(request: Request) -> Response:
        return kept(request, lambda one: one.thumbnail)

    def kept(request: Request, path_of: Callable[[Picture], Path]) -> Response:
        if not may_see(request.headers):
            return refused(403, NOT_YOURS)
        try:
            return served(path_of(album.get(request.path_params["id"])))
        except BadInput as error:
            return refused(404, str(error))

    def finding(request: Request) -> Response:
        if not may_see(request.headers):
            return refused(403, NOT_YOURS)
        name: str = request.path_params["name"]
        try:
            data = None if name.startswith(".") or "\\" in name else files(name)
        except BadInput as error:  # the picture that it would be made from is gone
            return refused(404, str(error))
        return refused(404, "there is no such file") if data is None else download(name, data)

    return [
        Route(PATH, taking.take, methods=["POST"]),
        Route(f"{PATH}/{{id}}", picture),
        Route(f"{PATH}/{{id}}/thumbnail", thumbnail),
        Route(f"{FINDING_PATH}/{{name}}", finding),
    ]


class Taking:
    """Owned by the server's loop, which it never holds up: pictures are decoded in a worker thread, one at a time."""

    def __init__(self, album: Album, shown: Callable[[Picture], int]) -> None:
        self._album = album
        self._shown = shown
        self._turn = asyncio.Lock()  # or many pictures at once would occupy all worker threads in waiting

    async def take(self, request: Request) -> Response:
        """Take the picture that a request brings."""
        if not may_send(request.headers):
            return refused(403, NOT_YOURS)
        name = unquote(request.headers[NAME_HEADER], errors="replace")
        try:
            data = await received(request)
            if data is None:
                return refused(413, too_large("this picture"))
            async with self._turn:
                return await run_in_threadpool(self._add, data, name)
        except ClientDisconnect:
            return Response(status_code=400)  # to nobody
        except BadInput as error:
            return refused(400, str(error))
        except AssistantError as error:
            return refused(500, str(error))
        except Exception as error:  # noqa: BLE001  # the top of a task
            log.error("a picture could not be taken: %s", type(error).__name__)
            return refused(500, "this picture could not be taken")

    def _add(self, data: bytes, name: str) -> Response:
        picture = self._album.add(data, name)
        number = self._shown(picture)
        image = picture.image
        about = {"number": number, "id": image.id, "name": picture.name, "width": image.width, "height": image.height}
        return JSONResponse(about, headers=GUARD | {"Cache-Control": "no-store"})


def may_send(headers: Mapping[str, str]) -> bool:
    """Whether a request to add a picture comes from a page of this server, by its own word and its browser's."""
    return (
        is_own_page(headers)
        and headers.get("sec-fetch-site", "same-origin") == "same-origin"
        and NAME_HEADER in headers
    )


def may_see(headers: Mapping[str, str]) -> bool:
    """Whether a request to see something comes from a page of this server, or from the user: "none" is a typed address.

    Browsers before 2023 do not say; then the answer's Cross-Origin-Resource-Policy has to do.
    """
    return headers.get("sec-fetch-site", "none") in {"same-origin", "none"}


async def received(request: Request) -> bytes | None:
    """A request's body; None, without reading on, when it says that it has more than MOST_BYTES, or turns out to."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > MOST_BYTES:
        return None
    pieces, size = [], 0
    async for piece in request.stream():
        pieces.append(piece)
        size += len(piece)
        if size > MOST_BYTES:
            return None
    return b"".join(pieces)


def served(path: Path) -> Response:
    """A file of the album; BadInput when it was deleted just now."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput("this picture is gone; show it again") from error
    return Response(data, media_type=type_of(path.name), headers=GUARD | SHOWN)


def download(name: str, data: bytes) -> Response:
    """A file to be saved, not shown."""
    kept = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}", "Cache-Control": "no-store"}
    return Response(data, media_type=type_of(name), headers=GUARD | kept)


def type_of(name: str) -> str:
    """The content type of a file, by how its name ends."""
    return next((kind for suffix, kind in TYPES.items() if name.lower().endswith(suffix)), OTHER_TYPE)


def refused(status: int, error: str) -> Response:
    """An answer that says why not; it is not kept, for the next may differ."""
    return JSONResponse({"error": error}, status_code=status, headers=GUARD | {"Cache-Control": "no-store"})
