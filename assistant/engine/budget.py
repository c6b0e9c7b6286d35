"""Which models are loaded, and who may use each: one call a model at a time."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from assistant.engine.wire import Handle

WAIT_S = 0.05  # how often a call that waits for a model looks whether it is still wanted


class NotWanted(Exception):
    """The call was cancelled while it waited for its model."""


class _Slot:
    """One model: a lock that the call using it holds, and the model once loaded."""

    def __init__(self) -> None:
        self.in_use = threading.Lock()
        self.model: Any = None


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
                slot.model = self._load(handle)
            if not wanted():
                raise NotWanted
            yield slot.model
        finally:
            slot.in_use.release()
