"""The engine process: holds the local models, runs calls on them, streams the results back.

Started as `python -m assistant.engine.worker ADDRESS KEYFILE NICENESS PACKAGE...` by engine/client.py; it ends when its
last client is gone, also when that client was killed. Threads: one accepts, one a client reads, one a call runs.
"""

import importlib
import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from typing import Any

from assistant.engine import wire
from assistant.engine.budget import Budget, NotWanted, Precedence
from assistant.errors import AssistantError, WireError

FIRST_CLIENT_S = 30.0  # an engine that nobody has spoken to by then was orphaned at its birth

URGENT = {"voice"}  # what a person waits for next, and short; a language model stops for it between tokens

# Two threads that import transformers at once find it half made: its names come lazily.
IMPORTING = threading.Lock()

log = logging.getLogger(__name__)


class Loader:
    """Imports a handle's module and calls its function; only modules of the named packages."""

    def __init__(self, packages: list[str]) -> None:
        self._packages = tuple(packages)

    def __call__(self, handle: wire.Handle) -> Any:
        module, _, function = handle.target.partition(":")
        if module.partition(".")[0] not in self._packages:
            raise WireError(f"models are loaded from {', '.join(self._packages)}; got '{handle.target}'")
        log.info("loading %s", handle.target)
        with IMPORTING:
            loads = getattr(importlib.import_module(module), function)
        return loads(**dict(handle.options))


class RunningCall:
    """One call: cancelled by the client's reader thread, run by its own."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._cancelled = False
        self._stop: Callable[[], None] | None = None

    def wanted(self) -> bool:
        """Whether anybody still waits for the result."""
        return not self._cancelled

    def stop_with(self, stop: Callable[[], None]) -> None:
        """Name what ends the call's stream; called at once if the call was cancelled before it had one."""
        with self._guard:
            self._stop = stop
            cancelled = self._cancelled
        if cancelled:
            stop()

    def cancel(self) -> None:
        """End the call, whatever it is at."""
        with self._guard:
            self._cancelled = True
            stop = self._stop
        if stop is not None:
            stop()


class Client:
    """One connected app or command line: its calls, and the lock under which answers are sent to it."""

    def __init__(self, connection: Connection, budget: Budget, precedence: Precedence) -> None:
        self._connection = connection
        self._budget = budget
        self._precedence = precedence
        self._sending = threading.Lock()
        self._calls: dict[int, RunningCall] = {}

    def serve(self) -> None:
        """Read until the client is gone or talks nonsense; then cancel what it had asked for."""
        try:
            while True:
                self._take(wire.receive(self._connection, wire.ToEngine))
        except (EOFError, OSError):
            pass
        except WireError as error:
            log.warning("client refused: %s", error)
        finally:
            for call in list(self._calls.values()):
                call.cancel()
            self._connection.close()

    def _take(self, message: wire.ToEngine) -> None:
        if isinstance(message, wire.Cancel):
            if (call := self._calls.get(message.id)) is not None:
                call.cancel()
            return
        if isinstance(message, wire.Call | wire.Warm):
            call = self._calls[message.id] = RunningCall()
            run = partial(self._run, message, call)
        else:
            run = partial(self._tell, message)
        threading.Thread(target=run, daemon=True).start()

    def _tell(self, message: wire.Ask | wire.Unload | wire.Pin) -> None:
        """What the engine holds, or a change of it."""
        reply: wire.ToClient = wire.Done(message.id)
        try:
            if isinstance(message, wire.Unload):
                self._budget.unload(message.handle)
            elif isinstance(message, wire.Pin):
                self._budget.pin(message.handle, message.pinned)
            else:
                self._send(wire.Item(message.id, wire.encode(self._budget.status())))
        except AssistantError as error:
            reply = wire.Failed(message.id, type(error).__name__, str(error))
        self._send(reply)

    def _run(self, message: wire.Call | wire.Warm, call: RunningCall) -> None:
        reply: wire.ToClient = wire.Done(message.id)
        try:
            urgent = self._precedence.urgent() if message.handle.role in URGENT else nullcontext()
            with urgent, self._budget.lease(message.handle, call.wanted) as model:
                if isinstance(message, wire.Call):
                    self._stream(model, message, call)
        except NotWanted:
            pass
        except AssistantError as error:
            reply = wire.Failed(message.id, type(error).__name__, str(error))
        except Exception as error:  # noqa: BLE001  # the top of a call's thread: a model may raise anything
            log.error("%s failed with %s", message.handle.target, type(error).__name__)
            text = f"{message.handle.name} failed: {type(error).__name__}: {error}"
            reply = wire.Failed(message.id, "CallFailed", text)
        finally:
            self._calls.pop(message.id, None)
        self._send(reply)

    def _stream(self, model: Any, message: wire.Call, call: RunningCall) -> None:
        role = wire.ROLES.get(message.handle.role)
        if role is None:
            raise WireError(f"unknown role '{message.handle.role}'; have: {', '.join(wire.ROLES)}")
        stream = getattr(model, role.method)(*wire.decode(message.arguments, role.arguments))
        call.stop_with(stream.cancel)
        for item in stream:
            self._send(wire.Item(message.id, wire.encode(item)))
            if message.handle.role not in URGENT:
                self._precedence.give_way(call.wanted)

    def _send(self, message: wire.ToClient) -> None:
        with self._sending:
            try:
                wire.send(self._connection, message)
            except OSError:
                return  # the client is gone; its reader thread notices too and cancels everything


class Worker:
    """Counts its clients; the process ends with the last of them."""

    def __init__(self, packages: list[str]) -> None:
        self._budget = Budget(Loader(packages))
        self._precedence = Precedence()
        self._guard = threading.Lock()
        self._clients = 0
        self._orphaned = threading.Timer(FIRST_CLIENT_S, os._exit, args=(0,))
        self._orphaned.daemon = True

    def run(self, listener: Listener) -> None:
        """Accept clients for ever; the process is ended from `_serve`."""
        self._orphaned.start()
        while True:
            try:
                connection = listener.accept()
            except (AuthenticationError, EOFError, OSError) as error:
                log.warning("a client did not prove itself: %s", type(error).__name__)
                continue
            with self._guard:
                self._clients += 1
            self._orphaned.cancel()
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: Any) -> None:
        try:
            Client(connection, self._budget, self._precedence).serve()
        finally:
            with self._guard:
                self._clients -= 1
                if self._clients == 0:
                    os._exit(0)  # at once, also out of a model's C code: nobody is left to wait for it


def main() -> None:
    """The engine's command line; see the module's docstring."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    address, key_file, niceness, *packages = sys.argv[1:]
    if int(niceness) and sys.platform != "win32":
        os.nice(int(niceness))
    key = Path(key_file).read_bytes()
    with Listener(address, authkey=key) as listener:
        Worker(packages).run(listener)


if __name__ == "__main__":
    main()
