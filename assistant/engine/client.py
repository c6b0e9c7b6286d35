"""The app's end of the engine: starts it, calls it, and says what happened when it dies."""

import contextlib
import hashlib
import logging
import os
import queue
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Any

import msgspec
import psutil
from filelock import FileLock

from assistant import errors
from assistant.engine import wire
from assistant.engine.link import Link, items
from assistant.roles import Stream

START_S = 30.0
POLL_S = 0.02
END_S = 0.5  # the engine ends at once with its last client; with others left there is nothing to wait for
# numpy's own threads would spin beside those of the models.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
PULSE_S = 6.0  # how often an engine that somebody waits for is asked whether it is there
CONNECT_S = 20.0
MAX_DEATHS = 3
DEATHS_WITHIN_S = 60.0
MAX_LOG_BYTES = 1_000_000
MAX_SOCKET_PATH = 100  # sun_path holds 108 bytes on Linux, 104 on macOS

log = logging.getLogger(__name__)


class Engine:
    """The engine called `name`, shared by every process of this user; started when first needed.

    Any thread may call. `packages` are the ones that models may be loaded from; `clock` gives seconds; `limits` hold
    where this client is the one that starts the engine; `on_notice` is told, in the thread that reads, when the engine
    starts anew by itself; `pulse_s` is how often it is asked whether it is there, while somebody waits for it.
    """

    def __init__(
        self,
        name: str,
        runtime_folder: Path,
        log_folder: Path,
        packages: tuple[str, ...] = ("local_models",),
        clock: Callable[[], float] = time.monotonic,
        limits: wire.Limits = wire.NO_LIMITS,
        on_notice: Callable[[str], None] = lambda _: None,
        pulse_s: float = PULSE_S,
    ) -> None:
        self._name = name
        self._limits = limits
        self._on_notice = on_notice
        self._pulse_s = pulse_s
        self._folder = runtime_folder
        self._log_file = log_folder / f"engine-{name}.log"
        self._packages = packages
        self._clock = clock
        self._guard = threading.Lock()
        self._link: Link | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._deaths: list[float] = []
        self._unusable = ""
        self._closed = False

    def call(self, handle: wire.Handle, *arguments: object) -> Stream[Any]:
        """Run the role's method on the model; items arrive as the engine sends them.

        The stream raises what the model raised, or EngineDied when the engine ended in the middle.
        """
        role = wire.ROLES[handle.role]
        link, sent = self._connected(), wire.encode(arguments)
        number, answers = link.open_call(lambda number: wire.Call(number, handle, sent), handle)
        return Stream(items(link, number, answers, role.item), lambda: link.cancel(number))

    def warm(self, handle: wire.Handle) -> None:
        """Have the model loaded; returns when it is."""
        self._order(lambda number: wire.Warm(number, handle), handle)

    def status(self) -> wire.Status:
        """What the engine holds; nothing where none runs, which this does not change."""
        with self._guard:
            link = self._link
        if link is None or not link.alive:
            return wire.Status()
        number, answers = link.open_call(wire.Ask)
        (status,) = items(link, number, answers, wire.Status)
        return status  # type: ignore[no-any-return]  # it was decoded as one

    def unload(self, handle: wire.Handle) -> None:
        """Have the model let go of; raises CallFailed while a call has it."""
        self._order(lambda number: wire.Unload(number, handle))

    def pin(self, handle: wire.Handle, pinned: bool) -> None:
        """Whether the model stays when room is wanted for another."""
        self._order(lambda number: wire.Pin(number, handle, pinned))

    def close(self) -> None:
        """Leave the engine; if nobody else uses it, it is gone when this returns."""
        with self._guard:
            self._closed = True
            if self._link is not None:
                self._link.close()
            if self._process is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(END_S)

    def _order(self, asked: Callable[[int], wire.ToEngine], handle: wire.Handle | None = None) -> None:
        """Returns when it is done."""
        link = self._connected()
        number, answers = link.open_call(asked, handle)
        for _ in items(link, number, answers, None):
            pass

    def _connected(self) -> Link:
        with self._guard:
            if self._closed:
                raise errors.EngineDied("the engine was closed")
            if self._unusable:
                raise errors.EngineUnusable(self._unusable)
            if self._link is None or not self._link.alive:
                self._link = Link(self._connect(), self._lost, self._end, self._pulse_s)
            return self._link

    def _lost(self, running: list[wire.Handle], why: str) -> Exception:
        """Called by the reader thread when the connection was lost without our closing it; why: where that is known."""
        if why and not running:
            log.warning("engine %s starts anew: %s", self._name, why)
            self._on_notice(f"The models are loaded anew when they are needed: {why}")
            return errors.EngineDied(f"the engine was starting anew ({why}); ask again")
        now = self._clock()
        self._deaths = [at for at in self._deaths if now - at < DEATHS_WITHIN_S] + [now]
        model = running[0].name if running else "no model"
        log.warning("engine %s died while running %s", self._name, model)
        if len(self._deaths) >= MAX_DEATHS:
            self._unusable = (
                f"the engine died {MAX_DEATHS} times in {DEATHS_WITHIN_S:.0f} s, the last time while running {model}; "
                f"it is not started again. See {self._log_file}, then start Oriel anew"
            )
        because = f" ({why})" if why else ""
        return errors.EngineDied(
            f"the engine died while running {model}{because}; this answer is lost, the next one will work"
        )

    def _end(self) -> None:
        """Kill the engine, whoever started it; it does not answer any more."""
        try:
            process = psutil.Process(int(self._pid_file.read_text()))
            if self._address in process.cmdline():  # not a number that somebody else has by now
                log.warning("engine %s does not answer and is ended", self._name)
                process.kill()
        except (OSError, ValueError, psutil.Error) as error:
            log.warning("engine %s does not answer and cannot be ended: %s", self._name, type(error).__name__)

    # Starting: whoever holds the lock file starts the process, everybody else finds it running.

    def _connect(self) -> Connection:
        if (connection := self._try_connect()) is not None:
            return connection
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(self._folder / f"{self._name}.lock"):
                return self._try_connect() or self._start()
        except OSError as error:
            raise errors.EngineUnusable(f"the engine could not be started: {error}") from error

    def _try_connect(self) -> Connection | None:
        """A connection, or None; an engine that takes one and then says nothing is ended."""
        made: queue.SimpleQueue[Connection | None] = queue.SimpleQueue()

        def connect() -> None:
            try:
                made.put(Client(self._address, authkey=self._key_file.read_bytes()))
            except (OSError, EOFError, AuthenticationError):
                made.put(None)

        threading.Thread(target=connect, name="engine-connect", daemon=True).start()
        try:
            return made.get(timeout=CONNECT_S)
        except queue.Empty:
            self._end()
            return made.get()

    def _start(self) -> Connection:
        self._write_key()
        if not self._address.startswith("\\\\"):
            Path(self._address).unlink(missing_ok=True)
        self._log_file.parent.mkdir(parents=True, exist_ok=True)
        mode = "ab" if self._log_file.exists() and self._log_file.stat().st_size < MAX_LOG_BYTES else "wb"
        command = [sys.executable, "-m", "assistant.engine.worker"]
        command += [self._address, str(self._key_file), str(self._sizes_file)]
        command += [msgspec.json.encode(self._limits).decode(), *self._packages]
        with self._log_file.open(mode) as log_file:
            # A session of its own: Ctrl-C in the terminal must not kill an engine that others share.
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log_file,
                stderr=log_file,
                start_new_session=True,
                env=os.environ | ONE_THREAD,
            )
        self._pid_file.write_text(str(self._process.pid))
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline and self._process.poll() is None:
            if (connection := self._try_connect()) is not None:
                return connection
            time.sleep(POLL_S)
        raise errors.EngineUnusable(f"the engine could not be started; {self._log_file} says why")

    def _write_key(self) -> None:
        self._key_file.unlink(missing_ok=True)
        descriptor = os.open(self._key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))

    @property
    def _key_file(self) -> Path:
        return self._folder / f"{self._name}-{wire.VERSION}.key"

    @property
    def _pid_file(self) -> Path:
        return self._folder / f"{self._name}-{wire.VERSION}.pid"

    @property
    def _sizes_file(self) -> Path:
        return self._folder / f"{self._name}-sizes.json"

    @property
    def _address(self) -> str:
        stem = f"{self._name}-{wire.VERSION}"
        if sys.platform == "win32":
            return rf"\\.\pipe\oriel-{hashlib.sha256(str(self._folder).encode()).hexdigest()[:16]}-{stem}"
        path = str(self._folder / f"{stem}.sock")
        if len(path.encode()) > MAX_SOCKET_PATH:
            raise errors.EngineUnusable(
                f"{self._folder} is too long a path for a socket; choose a shorter runtime folder"
            )
        return path
