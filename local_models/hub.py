"""Bytes from the model hub by HTTP, going on where a download stopped, and the hash that the hub states for them."""

import http.client
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from assistant.errors import FetchFailed
from local_models.manifest import Model, ModelFile
from local_models.stamps import Digest
from local_models.transfer import HUB_ANSWER_S, Run, no_space, request

HUB = "https://huggingface.co"
STALL_S = 20.0  # a download that brings nothing for so long is tried again
STILL_TRIES = 3  # tries in a row that bring nothing
BLOCK = 1 << 18  # bytes
REDIRECTS = {301, 302, 303, 307, 308}
BEYOND_THE_END = 416
CLOSED = {401, 403}

OnBytes = Callable[[int], None]


def url_of(run: Run, model: Model, file: ModelFile) -> str:
    """Where the hub keeps the file. Without a pinned revision it is the newest, which only a sha256 makes safe."""
    return f"{run.hub}/{quote(model.repository)}/resolve/{model.revision or 'main'}/{quote(file.path)}"


def stated_digest(run: Run, url: str) -> Digest:
    """The hash that the hub itself states for a file: a sha256 for large files, git's blob hash for small ones.

    It stands in the headers of the hub's own reply (see huggingface_hub's get_hf_file_metadata), not in those of the
    storage that it redirects to; so only redirects within the hub, as of renamed repositories, are followed.
    """
    opener = urllib.request.build_opener(_StayPut)
    host = urlsplit(url).netloc
    for _ in range(5):
        try:
            with _open(run, opener.open, _asked(run, url, "HEAD"), HUB_ANSWER_S) as reply:
                headers = reply.headers
        except ConnectionError as exc:
            raise FetchFailed(f"no answer from {host}: {exc}") from exc
        target = urljoin(url, headers.get("Location", ""))
        if headers.get("X-Linked-Etag") or target == url or urlsplit(target).netloc != host:
            break
        url = target
    value = (headers.get("X-Linked-Etag") or headers.get("ETag") or "").removeprefix("W/").strip('"')
    if len(value) == 64:
        return Digest("sha256", value)
    if len(value) == 40:
        return Digest("git-blob", value)
    raise FetchFailed(f"the hub states no hash for {url}")


def download(run: Run, url: str, target: Path, size: int | None, on_bytes: OnBytes) -> None:
    """Get `url` into `target`, going on from what is there; on return the file is as long as the hub says.

    `on_bytes` is told the file's length so far. Raises FetchFailed, or NoSpace.
    """
    still = 0
    fault = "the connection was cut"
    while still < STILL_TRIES:
        before = _length(target)
        try:
            if _receive(run, url, target, size, on_bytes):
                return
        except ConnectionError as exc:
            fault = str(exc)
        still = 0 if _length(target) > before else still + 1
        run.wait(0.5 * still)
    raise FetchFailed(f"{fault} ({STILL_TRIES} times in a row)")


def _receive(run: Run, url: str, target: Path, size: int | None, on_bytes: OnBytes) -> bool:
    """One GET; False where it ended early."""
    have = _length(target)
    if size is not None and have > size:
        target.unlink()
        have = 0
    if have and have == size:
        return True
    wanted = _asked(run, url)
    if have:
        wanted.add_header("Range", f"bytes={have}-")
    with _open(run, urllib.request.build_opener(_TokenStaysHere).open, wanted, STALL_S) as reply:
        span = reply.headers.get("Content-Range", "")
        if reply.status == BEYOND_THE_END:  # all there, or another file
            return span.endswith(f"/{have}") or _start_again(target)
        resumed = reply.status == 206 and span.startswith(f"bytes {have}-")
        total = (have if resumed else 0) + int(reply.headers.get("Content-Length") or 0)
        if size is not None and total not in (0, size):
            raise FetchFailed(f"the hub offers {total:,} bytes where {size:,} are expected")
        if total - have > shutil.disk_usage(target.parent).free:
            raise no_space(total - have, target.parent, f"downloading {target.stem}")
        return _write(run, reply, target, "ab" if resumed else "wb", on_bytes) >= total


def _start_again(target: Path) -> bool:
    target.unlink()
    return False


def _write(run: Run, reply: http.client.HTTPResponse, target: Path, mode: str, on_bytes: OnBytes) -> int:
    """The file's length when the reply ended."""
    with target.open(mode) as file:
        while block := _block(reply):
            run.check()
            file.write(block)
            on_bytes(file.tell())
        return file.tell()


def _block(reply: http.client.HTTPResponse) -> bytes:
    try:
        return reply.read1(BLOCK)
    except (OSError, http.client.HTTPException) as exc:
        raise ConnectionError(str(exc) or type(exc).__name__) from exc


def _asked(run: Run, url: str, method: str = "GET") -> urllib.request.Request:
    """A request with the user's token, where it goes to the hub itself."""
    asked = request(url, method)
    if run.token and _origin(url) == _origin(run.hub):
        asked.add_unredirected_header("Authorization", f"Bearer {run.token}")
    return asked


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def _open(
    run: Run, opener: Callable[..., http.client.HTTPResponse], wanted: urllib.request.Request, timeout_s: float
) -> http.client.HTTPResponse:
    """The reply, also where its status is a redirect that is not followed or a range beyond the end.

    Raises ConnectionError where nothing answers, FetchFailed for any other status.
    """
    try:
        return opener(wanted, timeout=timeout_s)
    except urllib.error.HTTPError as exc:
        if exc.code in REDIRECTS or exc.code == BEYOND_THE_END:
            return exc  # type: ignore[return-value]  # it is the reply too: status, headers, read
        exc.close()
        if exc.code in CLOSED:
            raise FetchFailed(_why_closed(run, wanted.full_url, exc.code)) from exc
        raise FetchFailed(f"{exc.code} {exc.reason} for {wanted.full_url}") from exc
    except (OSError, http.client.HTTPException) as exc:
        raise ConnectionError(str(getattr(exc, "reason", "") or exc) or type(exc).__name__) from exc


def _why_closed(run: Run, url: str, code: int) -> str:
    """What to do about a repository that is not for everybody, in one sentence."""
    repository = url.removeprefix(f"{run.hub}/").partition("/resolve/")[0]
    page = f"{run.hub}/{repository}"
    if run.token:
        return (
            f"{page} does not let the owner of your token in ({code}): open that page signed in as the same person, "
            "accept its terms, and see that the token may read gated repositories"
        )
    return (
        f"{page} is only for those who have accepted its terms ({code}): sign in there and accept them, make a token "
        f"at {run.hub}/settings/tokens, and give it as HF_TOKEN or with: hf auth login"
    )


class _TokenStaysHere(urllib.request.HTTPRedirectHandler):
    """Follows redirects; the token goes along within the hub, and not to the storage that it redirects to."""

    def redirect_request(self, req: urllib.request.Request, *rest: Any) -> urllib.request.Request | None:
        """The next request."""
        following = super().redirect_request(req, *rest)
        token = req.unredirected_hdrs.get("Authorization")
        if following is not None and token and _origin(following.full_url) == _origin(req.full_url):
            following.add_unredirected_header("Authorization", token)
        return following


class _StayPut(urllib.request.HTTPRedirectHandler):
    """Hands back a redirect instead of following it."""

    def redirect_request(self, *_args: object) -> None:
        """No further request."""


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
