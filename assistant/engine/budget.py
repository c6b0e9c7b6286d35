"""Which models are loaded, and who may use each: one call a model at a time."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psutil

from assistant.engine.wire import Handle, Loaded, Status
from assistant.errors import CallFailed

MIB = 1 << 20
WAIT_S = 0.05  # how often a call that waits for a model looks whether it is still wanted

GIVE_WAY_S = 0.1  # longest stop for urgent calls between two items: a book being read aloud must not stop all else


class NotWanted(Exception):
    """The call was cancelled while it waited for its model."""


class _Slot:
    """One model: a lock that the call using it holds, and the model once loaded."""

    def __init__(self) -> None:
        self.in_use = threading.Lock()
        self.model: Any = None
        self.mib = 0
        self.pinned = False


class Precedence:
    """Lets urgent calls go first: others stop between two items until those are through. Any thread may call.

    A clause is spoken in 20 ms on a free core and in 100 ms beside a language model that keeps every core busy, while
    the language model loses nothing that anybody hears.
    """

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._urgent = 0

    @contextmanager
    def urgent(self) -> Iterator[None]:
        """For as long as this block runs, `give_way` waits."""
        with self._free:
            self._urgent += 1
        try:
            yield
        finally:
            with self._free:
                self._urgent -= 1
                self._free.notify_all()

    def give_way(self, wanted: Callable[[], bool]) -> None:
        """Return when no urgent call runs or the caller is not wanted any more, and in any case soon."""
        with self._free:
            if self._urgent and wanted():
                self._free.wait(GIVE_WAY_S)


class Budget:
    """The engine's models. Any thread may lease; a handle is never entered twice, so llama.cpp is safe with it."""

    def __init__(self, load: Callable[[Handle], Any]) -> None:
        self._load = load
        self._slots: dict[Handle, _Slot] = {}
        self._guard = threading.Lock()

    @contextmanager
    def lease(self, handle: Handle, wanted: Callable[[], bool]) -> Iterator[Any]:
        """The loaded model, for this call alone until the block ends; raises NotWanted when no longer wanted.

        A load that has begun is finished even if the call is cancelled: the next one will want the model.
        """
        with self._guard:
            slot = self._slots.setdefault(handle, _Slot())
        while not slot.in_use.acquire(timeout=WAIT_S):
            if not wanted():
                raise NotWanted
        try:
            if slot.model is None:
                before = _resident_mib()
                slot.model = self._load(handle)
                slot.mib = max(0, _resident_mib() - before)
            if not wanted():
                raise NotWanted
            yield slot.model
        finally:
            slot.in_use.release()

    def status(self) -> Status:
        """What is loaded, and what it takes."""
        with self._guard:
            slots = list(self._slots.items())
        loaded = tuple(
            Loaded(handle, slot.mib, slot.in_use.locked(), slot.pinned)
            for handle, slot in slots
            if slot.model is not None
        )
        return Status(loaded, process_mib=_resident_mib())

    def unload(self, handle: Handle) -> None:
        """Let go of a model; CallFailed while a call has it."""
        with self._guard:
            slot = self._slots.setdefault(handle, _Slot())
        if not slot.in_use.acquire(blocking=False):
            raise CallFailed(f"{handle.name} is in use just now; it can be unloaded when its work is done")
        try:
            slot.model = None
            gc.collect()
        finally:
            slot.in_use.release()

    def pin(self, handle: Handle, pinned: bool) -> None:
        """Whether a model stays when room is wanted."""
        with self._guard:
            self._slots.setdefault(handle, _Slot()).pinned = pinned


def _resident_mib() -> int:
    return int(psutil.Process().memory_info().rss) // MIB
