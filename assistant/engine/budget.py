"""Which models are loaded, and who may use each: one call a model at a time, and together never over the budget."""

import gc
import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from assistant.engine import policy
from assistant.engine.memory import Device, Ram
from assistant.engine.policy import Bounds, Resident
from assistant.engine.sizes import Sizes
from assistant.engine.wire import Handle, Loaded, Status
from assistant.errors import BadSetting, CallFailed, NoMemory

WAIT_S = 0.05  # how often a call that waits for a model, or for room, looks whether it is still wanted
PATIENCE_S = 10.0  # how long a call waits for room that other calls hold, before it is refused
UNBOUNDED_MIB = 1 << 40
MOST_KEPT = 0.25  # of the budget: so much may libraries keep of models that went, before the engine starts anew
MOST_EVICTIONS = 1000  # that are remembered

log = logging.getLogger(__name__)


class NotWanted(Exception):
    """The call was cancelled while it waited for its model."""


@dataclass(frozen=True)
class Place:
    """Where models are loaded, and how much of it they may take; 0 for no bound."""

    device: Device
    budget_mib: int = 0


@dataclass(frozen=True)
class Eviction:
    """A model that went: what it had taken, and what was measured to be free again afterwards."""

    name: str
    took_mib: int
    freed_mib: int


@dataclass(eq=False)
class _Slot:
    """One model: a lock that the call using it holds, and the model once loaded.

    in_room: it counts as being in memory, from the moment it is let in until the moment it is told to go.
    """

    handle: Handle
    pinned: bool
    in_use: threading.Lock = field(default_factory=threading.Lock)
    model: Any = None
    in_room: bool = False
    held_mib: int = 0  # as measured when it was loaded
    last_used: int = 0
    loading_since: float | None = None
    has_left: bool = False  # once in this process: what was not given back then are its libraries
    handles: dict[Handle, None] = field(default_factory=dict)  # every role that it plays


class Budget:
    """The engine's models. Any thread may lease; a model is never entered twice, so llama.cpp is safe with it.

    Handles that load the same thing share one model, whatever roles they name. prepare: imports what loading needs, so
    that libraries are not counted as the model's memory. What is measured while two calls run at once is not believed:
    nobody can tell whose memory it was.
    """

    def __init__(
        self,
        load: Callable[[Handle], Any],
        places: Mapping[str, Place] | None = None,
        sizes: Sizes | None = None,
        prepare: Callable[[Handle], object] = lambda _: None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._load, self._prepare = load, prepare
        self._places = dict(places or {"cpu": Place(Ram())})
        self._sizes = sizes or Sizes()
        self._patience_s = patience_s
        self._slots: dict[object, _Slot] = {}
        self._base_mib = dict.fromkeys(self._places, 0)
        self._guard = threading.Lock()
        self._changing = threading.Lock()  # one model is let go at a time, or nobody knows what that gave back
        self._uses = itertools.count(1)
        self._active = 0
        self._crowded = 0  # grows whenever a call begins beside another
        self.evictions: list[Eviction] = []
        self._kept_mib = 0
        self.keeps_memory = ""  # why this process should end as soon as nobody needs it

    @contextmanager
    def lease(self, handle: Handle, wanted: Callable[[], bool]) -> Iterator[Any]:
        """The loaded model, for this call alone until the block ends.

        Raises NotWanted when no longer wanted, NoMemory where there is no room. A load that has begun is finished even
        if the call is cancelled: the next one will want the model.
        """
        slot = self._slot(handle)
        while not slot.in_use.acquire(timeout=WAIT_S):
            if not wanted():
                raise NotWanted
        quiet = self._begin()
        try:
            if slot.model is None:
                self._bring_in(slot, wanted, quiet)
            if not wanted():
                raise NotWanted
            device = self._places[slot.handle.device].device
            device.mark()
            yield slot.model
            if quiet():
                with self._guard:
                    self._sizes.ran(slot.handle, device.peak_mib())
        finally:
            slot.last_used = next(self._uses)
            self._end()
            slot.in_use.release()
        self._shrink(slot.handle.device)

    def status(self) -> Status:
        """What is loaded and what it takes; of a model with two roles the second entry has 0 MiB."""
        with self._guard:
            slots = [slot for slot in self._slots.values() if slot.model is not None]
            sizes = [self._sizes.need_mib(slot.handle) for slot in slots]
        loaded = tuple(
            Loaded(handle, size if handle is next(iter(slot.handles)) else 0, slot.in_use.locked(), slot.pinned)
            for slot, size in zip(slots, sizes, strict=True)
            for handle in list(slot.handles)
        )
        place = self._places["gpu"] if "gpu" in self._places else self._places["cpu"]
        return Status(loaded, place.budget_mib, place.device.used_mib())

    def unload(self, handle: Handle) -> None:
        """Let go of a model; CallFailed while a call has it."""
        slot = self._slot(handle)
        if not slot.in_use.acquire(blocking=False):
            raise CallFailed(f"{handle.name} is in use just now; it can be unloaded when its work is done")
        try:
            with self._guard:
                slot.in_room = False
            if slot.model is not None:
                self._let_go(slot)
        finally:
            slot.in_use.release()

    def unload_idle(self) -> None:
        """Let go of every model that nobody uses, pinned or not: memory has run out."""
        for slot in list(self._slots.values()):
            if slot.model is not None and not slot.in_use.locked():
                try:
                    self.unload(slot.handle)
                except CallFailed:
                    log.debug("%s was taken again meanwhile", slot.handle.name)

    def pin(self, handle: Handle, pinned: bool) -> None:
        """Whether a model stays when room is wanted."""
        self._slot(handle).pinned = pinned

    @property
    def idle(self) -> bool:
        """Whether no call runs."""
        return self._active == 0

    def loading(self) -> list[tuple[str, float]]:
        """Which models are being loaded, and since when on the monotonic clock."""
        slots = list(self._slots.values())
        return [(slot.handle.name, slot.loading_since) for slot in slots if slot.loading_since is not None]

    def _slot(self, handle: Handle) -> _Slot:
        if handle.device not in self._places:
            have = ", ".join(self._places)
            raise BadSetting(f"{handle.name} is to run on '{handle.device}', which is not here; have: {have}")
        with self._guard:
            slot = self._slots.setdefault(handle.key, _Slot(handle, handle.pinned))
            slot.handles.setdefault(handle)
            return slot

    # Coming and going.

    def _bring_in(self, slot: _Slot, wanted: Callable[[], bool], quiet: Callable[[], bool]) -> None:
        self._prepare(slot.handle)
        place = self._places[slot.handle.device]
        self._make_room(slot, wanted, quiet)
        before = place.device.used_mib()
        place.device.mark()
        slot.loading_since = time.monotonic()
        try:
            slot.model = self._load(slot.handle)
        except BaseException:
            with self._guard:
                slot.in_room = False
            gc.collect()  # a half-made model hangs in the error's own frames until they are gone
            place.device.trim()
            raise
        finally:
            slot.loading_since = None
        peak = place.device.peak_mib()
        place.device.trim()
        held = max(0, place.device.used_mib() - before)
        with self._guard:
            if quiet():
                self._sizes.loaded(slot.handle, held, peak)
                slot.held_mib = held
            else:  # some of it may be the other's
                slot.held_mib = min(held, self._need(slot))
        log.info("loaded %s: %s MiB, %s at most", slot.handle.name, held, peak)

    def _make_room(self, slot: _Slot, wanted: Callable[[], bool], quiet: Callable[[], bool]) -> None:
        """Let a model in, and others go for it. Waits for room that running calls hold; raises NoMemory.

        What was promised is measured afterwards: where a library kept memory, more have to go.
        """
        until = time.monotonic() + self._patience_s
        if quiet():
            self._settle(slot.handle.device)
        while not slot.in_room:
            leaving = self._let_in(slot, time.monotonic() < until)
            if leaving is None:
                if not wanted():
                    raise NotWanted
                time.sleep(WAIT_S)
                continue
            for one in leaving:
                self._let_go(one)
                one.in_use.release()
            if leaving and quiet():
                self._settle(slot.handle.device)
                slot.in_room = self._fits(slot)

    def _let_in(self, slot: _Slot, patient: bool) -> list[_Slot] | None:
        """Those that have to go, their locks held; None where it is worth waiting. Raises NoMemory."""
        with self._guard:
            need, bounds, residents = self._need(slot), self._bounds(slot.handle.device), self._residents(slot)
            try:
                leaving = policy.to_evict(list(residents), slot.handle.name, need, bounds)
            except NoMemory:
                if patient and policy.may_fit_later(list(residents), need, bounds):
                    return None
                raise
            taken: list[_Slot] = []
            for one in leaving:
                if not residents[one].in_use.acquire(blocking=False):  # a call came between
                    for other in taken:
                        other.in_use.release()
                    return None
                taken.append(residents[one])
            for gone in taken:
                gone.in_room = False
            slot.in_room = True
            return taken

    def _let_go(self, slot: _Slot) -> None:
        """Drop a model whose lock is held, and measure what that gave back."""
        with self._changing:
            device = self._places[slot.handle.device].device
            before, alone = device.used_mib(), self._active <= 1
            close = getattr(slot.model, "close", None)
            slot.model = None
            if close is not None:
                close()
            del close  # a bound method holds its model
            gc.collect()
            device.trim()
            gone = Eviction(slot.handle.name, slot.held_mib, before - device.used_mib())
            log.info("let go of %s: %s of %s MiB given back", gone.name, gone.freed_mib, gone.took_mib)
            if alone:
                self._note(gone, slot)

    def _note(self, gone: Eviction, slot: _Slot) -> None:
        """Remember an eviction; what a library keeps each time adds up until the process had better end."""
        self.evictions = [*self.evictions, gone][-MOST_EVICTIONS:]
        first, slot.has_left = not slot.has_left, True
        if first:
            return
        self._kept_mib += max(0, gone.took_mib - gone.freed_mib)
        budget_mib = self._places[slot.handle.device].budget_mib
        if budget_mib and self._kept_mib > MOST_KEPT * budget_mib:
            self.keeps_memory = f"{gone.name} does not give its memory back; {self._kept_mib} MiB are lost in all"

    def _fits(self, slot: _Slot) -> bool:
        """Whether there is room now for a model that was let in."""
        with self._guard:
            free = self._bounds(slot.handle.device).free_mib(list(self._residents(slot)))
            return free >= self._need(slot)

    def _shrink(self, device: str) -> None:
        """After a call that took more than was known: idle models go until the budget holds again."""
        with self._guard:
            residents = self._residents(None, device)
            over = -self._bounds(device).free_mib(list(residents))
            leaving = []
            for one, slot in residents.items():
                if over <= 0:
                    break
                if not one.pinned and slot.in_use.acquire(blocking=False):
                    slot.in_room = False
                    leaving.append(slot)
                    over -= one.mib
        for slot in leaving:
            self._let_go(slot)
            slot.in_use.release()

    # Figures.

    def _need(self, slot: _Slot) -> int:
        return self._sizes.need_mib(slot.handle)

    def _bounds(self, device: str) -> Bounds:
        return Bounds(self._places[device].budget_mib or UNBOUNDED_MIB, self._base_mib[device])

    def _residents(self, but: _Slot | None, device: str = "") -> dict[Resident, _Slot]:
        """Who is in memory beside `but`, the least recently used first."""
        device = but.handle.device if but is not None else device
        inside = [slot for slot in self._slots.values() if slot.in_room and slot.handle.device == device]
        return {
            Resident(str(slot.handle.key), slot.handle.name, self._need(slot), slot.pinned, slot.in_use.locked()): slot
            for slot in sorted(inside, key=lambda slot: slot.last_used)
            if slot is not but
        }

    def _settle(self, device: str) -> None:
        """Measure what the process takes beside its models: interpreter, libraries, and what a library keeps."""
        place = self._places[device]
        if not place.budget_mib:
            return
        place.device.trim()
        used = place.device.used_mib()
        with self._guard:
            held = sum(slot.held_mib for slot in self._slots.values() if slot.model is not None and slot.in_room)
            self._base_mib[device] = max(0, used - held)

    def _begin(self) -> Callable[[], bool]:
        """A call begins; returns whether nothing else has run beside it so far."""
        with self._guard:
            self._active += 1
            if self._active > 1:
                self._crowded += 1
            alone, crowded = self._active == 1, self._crowded
        return lambda: alone and self._crowded == crowded

    def _end(self) -> None:
        with self._guard:
            self._active -= 1
