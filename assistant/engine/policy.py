"""Who may stay in memory and who must go: the rules of the budget, without threads, clocks or measuring.

The engine asks them before it loads a model, and `oriel models plan` asks the same ones in its simulation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import NoMemory


@dataclass(frozen=True)
class Resident:
    """A model in memory, or on its way there. mib: its weights and what it needs to work, together."""

    key: str
    name: str
    mib: int
    pinned: bool = False
    leased: bool = False

    @property
    def stays(self) -> bool:
        """Whether it may not be asked to go just now."""
        return self.pinned or self.leased


@dataclass(frozen=True)
class Bounds:
    """What there is to share. base_mib: taken by the process itself, whatever is loaded."""

    budget_mib: int
    base_mib: int = 0

    def free_mib(self, residents: Sequence[Resident]) -> int:
        """What nobody has; below 0 where more is taken than the budget gives."""
        return self.budget_mib - self.base_mib - sum(one.mib for one in residents)


def to_evict(residents: Sequence[Resident], name: str, need_mib: int, bounds: Bounds) -> tuple[Resident, ...]:
    """Which of `residents`, the least recently used first, make room for a newcomer by going.

    Raises NoMemory, with need, free space and holders, where those that may go do not make enough.
    """
    free = bounds.free_mib(residents)
    leaving: list[Resident] = []
    for one in residents:
        if free >= need_mib:
            break
        if not one.stays:
            leaving.append(one)
            free += one.mib
    if free < need_mib:
        raise NoMemory(refusal(residents, name, need_mib, bounds))
    return tuple(leaving)


def may_fit_later(residents: Sequence[Resident], need_mib: int, bounds: Bounds) -> bool:
    """Whether there would be room once the calls of this moment have ended."""
    return bounds.free_mib([one for one in residents if one.pinned]) >= need_mib


def refusal(residents: Sequence[Resident], name: str, need_mib: int, bounds: Bounds) -> str:
    """Why a model is not loaded, in a sentence."""
    holders = [f"{one.name} {one.mib} MiB{_why_it_stays(one)}" for one in residents]
    if bounds.base_mib:
        holders.append(f"the engine itself {bounds.base_mib} MiB")
    free = max(0, bounds.free_mib(residents))
    return (
        f"{name} needs {need_mib} MiB of memory, and {free} of {bounds.budget_mib} MiB are free; "
        f"held by: {', '.join(holders) or 'nobody'}. Choose a smaller model or profile, "
        "or set [models] memory_mib higher"
    )


def _why_it_stays(one: Resident) -> str:
    return " (in use)" if one.leased else " (pinned)" if one.pinned else ""
