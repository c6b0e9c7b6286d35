"""The app's end of the engine: starts it, calls it, and says what happened when it dies."""

import contextlib
import hashlib
import itertools
import logging
import os
import queue
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Any

import msgspec
import psutil
from filelock import FileLock

from assistant import errors
from assistant.engine import wire
from assistant.roles import Stream

START_S = 30.0
POLL_S = 0.02
END_S = 0.5  # the engine ends at once with its last client; with others left there is nothing to wait for
# numpy's own threads would spin beside those of the models.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
PULSE_S = 6.0  # how often an engine that somebody waits for is asked whether it is there
SILENT_PULSES = 3  # so many without an answer: it is stopped or stuck, and is ended
CONNECT_S = 20.0
MAX_DEATHS = 3
DEATHS_WITHIN_S = 60.0
MAX_LOG_BYTES = 1_000_000
MAX_SOCKET_PATH = 100  # sun_path holds 108 bytes on Linux, 104 on macOS

log = logging.getLogger(__name__)


class _Link:
    """One live connection. Any thread calls; one reader thread hands each answer to the queue of its call."""

    def __init__(
        self,
        connection: Connection,
        lost: Callable[[list[wire.Handle], str], Exception],
        end: Callable[[], None],
        pulse_s: float,
    ) -> None:
        self.alive = True
        self._end, self._pulse_s = end, pulse_s
        self._why = ""  # it is lost, where that is known
        self._unanswered = 0  # pulses
        self._over = threading.Event()
        self._connection = connection
        self._lost = lost
        self._sending = threading.Lock()
        self._guard = threading.Lock()
        self._ids = itertools.count(1)
        self._answers: dict[int, queue.SimpleQueue[Any]] = {}
        self._handles: dict[int, wire.Handle] = {}
        self._reader = threading.Thread(target=self._read, name="engine-reader", daemon=True)
        self._reader.start()
        threading.Thread(target=self._feel_pulse, name="engine-pulse", daemon=True).start()

    def open_call(
        self, asked: Callable[[int], wire.ToEngine], handle: wire.Handle | None = None
    ) -> tuple[int, "queue.SimpleQueue[Any]"]:
        """Send what `asked` makes of an id; returns that id and the queue of its answers.

        handle: the model that is to run, which is blamed if the engine dies over it.
        """
        answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        with self._guard:
            number = next(self._ids)
            self._answers[number] = answers
            if handle is not None:
                self._handles[number] = handle
        try:
            self._send(asked(number))
        except OSError:
            log.debug("the engine was gone before call %s", number)  # the reader thread tells the call
        if not self.alive:
            answers.put(errors.EngineDied("the engine ended before it could be asked; ask again"))
        return number, answers

    def end_call(self, number: int) -> None:
        """Forget a call; what still comes for it is dropped."""
        with self._guard:
            self._answers.pop(number, None)
            self._handles.pop(number, None)

    def cancel(self, number: int) -> None:
        """Stop a call in the engine and wake whoever waits for it."""
        with self._guard:
            answers = self._answers.get(number)
        self.end_call(number)
        if answers is not None:
            answers.put(wire.Done(number))
            with contextlib.suppress(OSError):
                self._send(wire.Cancel(number))

    def close(self) -> None:
        """End the connection; the engine ends too when this was its last client."""
        self.alive = False
        self._over.set()
        with contextlib.suppress(OSError):
            _hang_up(self._connection)
        self._reader.join(END_S)
        self._connection.close()

    def _send(self, message: wire.ToEngine) -> None:
        with self._sending:
            wire.send(self._connection, message)

    def _read(self) -> None:
        try:
            while True:
                self._take(wire.receive(self._connection, wire.ToClient))
        except (EOFError, OSError, TypeError, errors.WireError):  # TypeError: closed in the middle of a read
            self._fail_all()

    def _take(self, message: wire.ToClient) -> None:
        self._unanswered = 0
        if isinstance(message, wire.Leaving):
            self._why = message.reason
            if not self._answers:  # nobody loses anything, and whoever calls now must not meet it
                self.alive = False
                self._lost([], message.reason)
        elif not isinstance(message, wire.Pong):
            with self._guard:
                answers = self._answers.get(message.id)
            if answers is not None:
                answers.put(message)

    def _feel_pulse(self) -> None:
        """While somebody waits: an engine that is stopped, or holds its interpreter for ever, is ended."""
        while not self._over.wait(self._pulse_s):
            if not self._answers:
                self._unanswered = 0
            elif self._unanswered >= SILENT_PULSES:
                self._why = f"it gave no sign of life for {self._unanswered * self._pulse_s:.0f} s and was ended"
                self._end()
                with contextlib.suppress(OSError):
                    _hang_up(self._connection)
                return
            else:
                self._unanswered += 1
                self._ping()

    def _ping(self) -> None:
        if self._sending.acquire(timeout=self._pulse_s):  # whoever sends much to a stopped engine has it for ever
            try:
                wire.send(self._connection, wire.Ping())
            except OSError:
                log.debug("the engine was gone before a pulse")
            finally:
                self._sending.release()

    def _fail_all(self) -> None:
        was_alive, self.alive = self.alive, False
        self._over.set()
        with self._guard:
            waiting, running = list(self._answers.values()), list(self._handles.values())
        error = self._lost(running, self._why) if was_alive else errors.EngineDied("the engine was closed")
        for answers in waiting:
            answers.put(error)


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
        self._link: _Link | None = None
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
        return Stream(_items(link, number, answers, role.item), lambda: link.cancel(number))

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
        (status,) = _items(link, number, answers, wire.Status)
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
        for _ in _items(link, number, answers, None):
            pass

    def _connected(self) -> _Link:
        with self._guard:
            if self._closed:
                raise errors.EngineDied("the engine was closed")
            if self._unusable:
                raise errors.EngineUnusable(self._unusable)
            if self._link is None or not self._link.alive:
                self._link = _Link(self._connect(), self._lost, self._end, self._pulse_s)
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


def _hang_up(connection: Connection) -> None:
    """End a connection that another thread reads from: closing it alone would leave both waiting."""
    if sys.platform != "win32":
        with socket.socket(fileno=os.dup(connection.fileno())) as end:
            end.shutdown(socket.SHUT_RDWR)
    else:
        connection.close()


def _items(link: _Link, number: int, answers: "queue.SimpleQueue[Any]", kind: Any) -> Iterator[Any]:
    try:
        while True:
            match answers.get():
                case wire.Item(payload=payload):
                    yield wire.decode(payload, kind)
                case wire.Failed(kind=name, message=message):
                    raise _error(name, message)
                case Exception() as error:
                    raise error
                case _:
                    return
    finally:
        link.end_call(number)


def _error(name: str, message: str) -> errors.AssistantError:
    kind = getattr(errors, name, errors.CallFailed)
    if not (isinstance(kind, type) and issubclass(kind, errors.AssistantError)):
        kind = errors.CallFailed
    return kind.__new__(kind, message)  # not called: a kind's own __init__ may want the parts of its message
