"""What the threads of one fetch share: progress, the stop sign, child processes, and names for what went wrong."""

import errno
import http.client
import re
import shutil
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.errors import FetchFailed, NoSpace
from local_models.manifest import Model

AT_ONCE = 4  # downloads, over all models
HUB_ANSWER_S = 4.0  # a hub that has not answered by then is out of reach for this run
OWN_END_S = 0.2  # a child that shares our terminal has heard Ctrl-C itself
CHILD_END_S = 1.5
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}  # EFBIG: the limit is the file system's or the user's
FULL_SIGNS = [f"[Errno {code}]" for code in FULL] + ["ENOSPC"]  # in the words of pip and of npm
EMPTY_WORDS = re.compile(r"ERROR: Exception:|npm error code")  # lines that say less than those after them

Phase = Literal["waiting", "downloading", "joining", "checking", "done"]


@dataclass(frozen=True)
class Progress:
    """How far one model is: `done` of `total` bytes of the phase; each phase begins again. total 0: not known."""

    model: str
    done: int
    total: int
    phase: Phase


OnProgress = Callable[[Progress], None]
OnLeaving = Callable[[str, str], None]  # (to whom, which model); what it raises ends the fetch of that model


class Meter:
    """Turns bytes into Progress for one model; used by the thread that works on it."""

    def __init__(self, model: Model, on_progress: OnProgress) -> None:
        self._model = model
        self._on_progress = on_progress
        self.before = 0  # bytes of the files that this phase has behind it

    def tell(self, done: int, phase: Phase) -> None:
        """`done`: bytes of the file under way."""
        self._on_progress(Progress(self._model.name, self.before + done, self._model.size, phase))


class Run:
    """What the threads of one fetch share: the stop sign, the children, the download slots, and word of the hub.

    Made and interrupted by the thread that called `fetch`; everything else is called by the fetching threads.
    token: who asks, to the hub alone; on_leaving: is told before a model is asked for, by several threads.
    """

    def __init__(self, hub: str, token: str = "", on_leaving: OnLeaving = lambda _to, _model: None) -> None:
        self.hub = hub
        self.token = token
        self.on_leaving = on_leaving
        self._stopped = threading.Event()
        self._slots = threading.Semaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._children: set[subprocess.Popen[str]] = set()
        self._hub_lock = threading.Lock()
        self._hub_answers: bool | None = None

    def check(self) -> None:
        """Raise FetchFailed if the fetch has been interrupted."""
        if self._stopped.is_set():
            raise FetchFailed("interrupted")

    def wait(self, seconds: float) -> None:
        """Sleep, but not through an interruption."""
        self._stopped.wait(seconds)
        self.check()

    def interrupt(self) -> None:
        """Make every thread of this fetch end soon, and end the children."""
        with self._lock:
            self._stopped.set()
            children = list(self._children)
        _end(children)

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Hold one of the few places for downloads."""
        while not self._slots.acquire(timeout=0.2):
            self.check()
        try:
            self.check()
            yield
        finally:
            self._slots.release()

    def hub_answers(self) -> bool:
        """Whether the hub can be reached; found out once, so that only the first model waits for a missing network."""
        with self._hub_lock:
            if self._hub_answers is None:
                self._hub_answers = answers(self.hub, HUB_ANSWER_S)
            return self._hub_answers

    def call(self, command: list[str]) -> None:
        """Run a child to its end; FetchFailed, or OSError for a full disk, carries the line in which it says why."""
        with self._lock:
            self.check()
            child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                errors="replace",
            )
            self._children.add(child)
        try:
            output, _ = child.communicate()
        finally:
            with self._lock:
                self._children.discard(child)
        self.check()
        if child.returncode:
            raise _child_failure(output.strip() or f"it ended with exit code {child.returncode} and no word")


def _end(children: list[subprocess.Popen[str]]) -> None:
    """As Ctrl-C would, so that they clear up their temporary files; by force where one does not end."""
    for child in children:
        if not _ended(child, OWN_END_S):
            child.terminate() if sys.platform == "win32" else child.send_signal(signal.SIGINT)
    for child in children:
        if not _ended(child, CHILD_END_S):
            child.kill()


def _ended(child: subprocess.Popen[str], within_s: float) -> bool:
    try:
        child.wait(within_s)
    except subprocess.TimeoutExpired:
        return False
    return True


def _child_failure(output: str) -> Exception:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    if full := next((line for line in lines if any(sign in line for sign in FULL_SIGNS)), ""):
        return OSError(errno.ENOSPC, full)
    said = [line for line in lines if line.startswith(("ERROR:", "npm error")) and not EMPTY_WORDS.search(line)]
    unanswered = " (the package index did not answer)" if "Retrying (" in output else ""
    return FetchFailed((said[0] if said else lines[-1]) + unanswered)


def answers(url: str, timeout_s: float) -> bool:
    """Whether anything answers at `url` in time. Asked through urllib, as the bytes are, so that proxies count."""
    heard = threading.Event()

    def ask() -> None:
        try:
            urllib.request.urlopen(request(url, "HEAD"), timeout=timeout_s).close()
        except urllib.error.HTTPError as exc:
            exc.close()  # any status is an answer
        except (OSError, http.client.HTTPException):
            return
        heard.set()

    # A thread, because looking up the name of an unreachable host takes no timeout.
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(timeout_s)
    return heard.is_set()


def no_space(needed: int, folder: Path, what: str) -> NoSpace:
    """The error that says how much is needed (bytes) and how much is free."""
    free = shutil.disk_usage(folder).free
    return NoSpace(
        f"{what} needs {needed / 2**20:,.0f} MiB in {folder}, where {free / 2**20:,.0f} MiB are free; "
        "make room, or choose another folder for models"
    )


@contextmanager
def writing(folder: Path, what: str, needed: int) -> Iterator[None]:
    """Turn a full disk into NoSpace, and any other trouble with files into FetchFailed."""
    try:
        yield
    except OSError as exc:
        if exc.errno in FULL:
            raise NoSpace(f"{no_space(needed, folder, what)} ({exc.strerror})") from exc
        raise FetchFailed(f"{what} failed: {exc}") from exc


def request(url: str, method: str = "GET") -> urllib.request.Request:
    """A request that says who asks."""
    return urllib.request.Request(url, headers={"User-Agent": "oriel"}, method=method)
