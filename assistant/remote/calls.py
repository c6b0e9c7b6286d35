"""Requests of boto3 that any thread may cancel: the socket that each goes out by is known, and shut."""

import socket
import threading
from collections.abc import Callable
from typing import Any, ClassVar

from botocore import awsrequest


class Cancelled(Exception):
    """Nobody waits for the answer any more; never leaves this package."""


class Call:
    """One request, whose connection any thread may close: whoever waits for an answer then waits no longer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self.cancelled = False

    def connected(self, connection: socket.socket) -> None:
        """The request goes out by this connection."""
        with self._lock:
            self._socket = connection
            if self.cancelled:
                _shut(connection)

    def answered(self) -> None:
        """The answer is complete: its connection may serve others now."""
        with self._lock:
            self._socket = None

    def cancel(self) -> None:
        """Close the connection at once; called by any thread."""
        with self._lock:
            self.cancelled = True
            if self._socket is not None:
                _shut(self._socket)


class Calls:
    """All requests of one spoken text, cancelled together; called by any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: list[Call] = []
        self._wake: Callable[[], None] = lambda: None
        self.cancelled = False

    def wake_by(self, wake: Callable[[], None]) -> None:
        """What makes whoever waits for the answers look up when they are cancelled; at once where they are."""
        with self._lock:
            self._wake = wake
            cancelled = self.cancelled
        if cancelled:
            wake()

    def new(self) -> Call:
        """One more request; it is cancelled already where the others are."""
        call = Call()
        with self._lock:
            self._calls.append(call)
            call.cancelled = self.cancelled
        return call

    def cancel(self) -> None:
        """Cancel all of them, and those to come."""
        with self._lock:
            self.cancelled = True
            calls, wake = list(self._calls), self._wake
        for call in calls:
            call.cancel()
        wake()


def _shut(connection: socket.socket) -> None:
    # Shut down, not closed: a thread that reads would hold the lock of what it reads from. As a plain socket also where
    # it is TLS, whose own shutdown takes apart what the other thread is reading from.
    try:
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
    except OSError:
        return  # closed already


class Current(threading.local):
    """The request that this thread is making."""

    call: Call | None = None


current = Current()


class _Watched:
    """A connection that tells the request which uses it. Privates of botocore 1.44 and urllib3 2.8 meet here."""

    sock: Any

    def connect(self) -> None:
        """As the connection's own; a request that was cancelled meanwhile finds it shut."""
        super().connect()  # type: ignore[misc]
        self._report()

    def request(self, *arguments: Any, **options: Any) -> Any:
        """As the connection's own; a connection that was kept is reported before the first byte."""
        self._report()
        return super().request(*arguments, **options)  # type: ignore[misc]

    def _report(self) -> None:
        if current.call is not None and self.sock is not None:
            current.call.connected(self.sock)


class _Http(_Watched, awsrequest.AWSHTTPConnection):  # type: ignore[misc]
    pass


class _Https(_Watched, awsrequest.AWSHTTPSConnection):  # type: ignore[misc]
    pass


class _HttpPool(awsrequest.AWSHTTPConnectionPool):  # type: ignore[misc]
    ConnectionCls: ClassVar[Any] = _Http


class _HttpsPool(awsrequest.AWSHTTPSConnectionPool):  # type: ignore[misc]
    ConnectionCls: ClassVar[Any] = _Https


POOLS = {"http": _HttpPool, "https": _HttpsPool}
