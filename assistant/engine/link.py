"""One live connection to the engine: what is asked, whose answer comes, and whether there is still a sign of life."""

import contextlib
import itertools
import logging
import os
import queue
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any

from assistant import errors
from assistant.engine import wire

END_S = 0.5  # for the reader thread to see that it is over
SILENT_PULSES = 3  # so many without an answer: the engine is stopped or stuck, and is ended

log = logging.getLogger(__name__)


class Link:
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


def _hang_up(connection: Connection) -> None:
    """End a connection that another thread reads from: closing it alone would leave both waiting."""
    if sys.platform != "win32":
        with socket.socket(fileno=os.dup(connection.fileno())) as end:
            end.shutdown(socket.SHUT_RDWR)
    else:
        connection.close()


def items(link: Link, number: int, answers: "queue.SimpleQueue[Any]", kind: Any) -> Iterator[Any]:
    """What a call's queue brings, decoded as `kind`; raises what the engine says went wrong, or how it died."""
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
