"""The engine process: holds the local models, runs calls on them, streams the results back.

Started as `python -m assistant.engine.worker ADDRESS KEYFILE SIZESFILE LIMITS PACKAGE...` by engine/client.py; it ends
when its last client is gone, also when that client was killed. Threads: one accepts, one a client reads, one a call
runs, one watches over loads that hang and libraries that keep memory.
"""

import importlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from typing import Any

import msgspec

from assistant.engine import wire
from assistant.engine.budget import Budget, NotWanted, Place
from assistant.engine.memory import Ram
from assistant.engine.precedence import Precedence, Standing
from assistant.engine.sizes import Sizes
from assistant.errors import AssistantError, WireError

FIRST_CLIENT_S = 30.0  # an engine that nobody has spoken to by then was orphaned at its birth
WATCH_S = 0.5  # how often the watch looks
# What a model raises when memory has run out: Python and ONNX Runtime, torch, and what llama.cpp and CTranslate2 write.
OUT_OF_MEMORY = {"MemoryError", "OutOfMemoryError", "AcceleratorError"}
SAYS_OUT_OF_MEMORY = ("out of memory", "bad_alloc", "failed to allocate", "bad allocation")

GPU_MEMORY = wire.Handle("memory", "local_models.gpu_memory:Gpu", ())

# Two threads that import transformers at once find it half made: its names come lazily.
IMPORTING = threading.Lock()

log = logging.getLogger(__name__)


class Loader:
    """Imports a handle's module and calls its function; only modules of the named packages."""

    def __init__(self, packages: list[str]) -> None:
        self._packages = tuple(packages)

    def __call__(self, handle: wire.Handle) -> Any:
        log.info("loading %s", handle.target)
        return self.prepare(handle)(**dict(handle.options))

    def prepare(self, handle: wire.Handle) -> Callable[..., Any]:
        """The function that loads a handle's model, its libraries imported."""
        module, _, function = handle.target.partition(":")
        if module.partition(".")[0] not in self._packages:
            raise WireError(f"models are loaded from {', '.join(self._packages)}; got '{handle.target}'")
        with IMPORTING:
            loads: Callable[..., Any] = getattr(importlib.import_module(module), function)
        return loads


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
        if isinstance(message, wire.Ping):
            self.send(wire.Pong())
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
                self.send(wire.Item(message.id, wire.encode(self._budget.status())))
        except AssistantError as error:
            reply = wire.Failed(message.id, type(error).__name__, str(error))
        self.send(reply)

    def _run(self, message: wire.Call | wire.Warm, call: RunningCall) -> None:
        reply: wire.ToClient = wire.Done(message.id)
        try:
            with (
                self._budget.lease(message.handle, call.wanted) as model,
                self._precedence.enter(message.handle.role) as standing,
            ):
                if isinstance(message, wire.Call):
                    self._stream(model, message, call, standing)
        except NotWanted:
            pass
        except AssistantError as error:
            reply = wire.Failed(message.id, type(error).__name__, str(error))
        except Exception as error:  # noqa: BLE001  # the top of a call's thread: a model may raise anything
            reply = self._failed(message, error)
        finally:
            self._calls.pop(message.id, None)
        self.send(reply)

    def _failed(self, message: wire.Call | wire.Warm, error: Exception) -> wire.Failed:
        name, kind = message.handle.name, type(error).__name__
        log.error("%s failed with %s", message.handle.target, kind)
        if not is_out_of_memory(error):
            return wire.Failed(message.id, "CallFailed", f"{name} failed: {kind}: {error}")
        self._budget.unload_idle()
        text = (
            f"{name} ran out of memory, so this answer is lost; the models that nobody used have made room for the next"
        )
        return wire.Failed(message.id, "NoMemory", text)

    def _stream(self, model: Any, message: wire.Call, call: RunningCall, standing: Standing) -> None:
        role = wire.ROLES.get(message.handle.role)
        if role is None:
            raise WireError(f"unknown role '{message.handle.role}'; have: {', '.join(wire.ROLES)}")
        standing.give_way(call.wanted)
        stream = getattr(model, role.method)(*wire.decode(message.arguments, role.arguments))
        call.stop_with(stream.cancel)
        for item in stream:
            self.send(wire.Item(message.id, wire.encode(item)))
            standing.passed(item)
            standing.give_way(call.wanted)

    def send(self, message: wire.ToClient) -> None:
        """One message; any thread may send."""
        with self._sending:
            try:
                wire.send(self._connection, message)
            except OSError:
                return  # the client is gone; its reader thread notices too and cancels everything


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error, whatever library it is from, means that memory has run out."""
    said = str(error).lower()
    return type(error).__name__ in OUT_OF_MEMORY or any(words in said for words in SAYS_OUT_OF_MEMORY)


class Worker:
    """Counts its clients; the process ends with the last of them."""

    def __init__(self, budget: Budget, limits: wire.Limits) -> None:
        self._budget, self._limits = budget, limits
        self._precedence = Precedence()
        self._guard = threading.Lock()
        self._clients: list[Client] = []
        self._orphaned = threading.Timer(FIRST_CLIENT_S, os._exit, args=(0,))
        self._orphaned.daemon = True

    def run(self, listener: Listener) -> None:
        """Accept clients for ever; the process is ended from `_serve`."""
        self._orphaned.start()
        threading.Thread(target=self._watch, name="watch", daemon=True).start()
        while True:
            try:
                connection = listener.accept()
            except (AuthenticationError, EOFError, OSError) as error:
                log.warning("a client did not prove itself: %s", type(error).__name__)
                continue
            client = Client(connection, self._budget, self._precedence)
            with self._guard:
                self._clients.append(client)
            self._orphaned.cancel()
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: Client) -> None:
        try:
            client.serve()
        finally:
            with self._guard:
                self._clients.remove(client)
                if not self._clients:
                    os._exit(0)  # at once, also out of a model's C code: nobody is left to wait for it

    def _watch(self) -> None:
        """Ends the process where only that helps: nothing can stop a load in C, or make a library give memory back."""
        quiet_since = time.monotonic()
        while True:
            time.sleep(WATCH_S)
            now = time.monotonic()
            if not self._budget.idle:
                quiet_since = now
            for name, since in self._budget.loading():
                if now - since > self._limits.load_s:
                    self._leave(f"{name} was not loaded within {self._limits.load_s:.0f} s")
            if self._budget.keeps_memory and now - quiet_since > self._limits.quiet_s:
                self._leave(self._budget.keeps_memory)

    def _leave(self, reason: str) -> None:
        log.warning("the engine ends: %s", reason)
        with self._guard:
            clients = list(self._clients)
        for client in clients:
            client.send(wire.Leaving(reason))
        os._exit(0)


def places(limits: wire.Limits, loader: Loader) -> Mapping[str, Place]:
    """Where models can be loaded; the GPU, whose library takes seconds to import, only where it is to be used."""
    found = {"cpu": Place(Ram(), limits.memory_mib)}
    if limits.gpu_mib:
        found["gpu"] = Place(loader.prepare(GPU_MEMORY)(), limits.gpu_mib)
    return found


def main() -> None:
    """The engine's command line; see the module's docstring."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    address, key_file, sizes_file, settings, *packages = sys.argv[1:]
    limits = msgspec.json.decode(settings, type=wire.Limits)
    if limits.niceness and sys.platform != "win32":
        os.nice(limits.niceness)
    key = Path(key_file).read_bytes()
    loader = Loader(packages)
    with Listener(address, authkey=key) as listener:
        budget = Budget(loader, places(limits, loader), Sizes(Path(sizes_file)), loader.prepare)
        Worker(budget, limits).run(listener)


if __name__ == "__main__":
    main()
