"""Which models of a profile stay in memory, which take turns, and that they never take more than there is.

It is told by simulation: typical conversations run through the same rules (engine/policy.py) that the engine asks.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.engine.policy import Bounds, Resident, to_evict
from assistant.errors import NoMemory
from local_models import profiles
from local_models.manifest import Model, Role
from local_models.profiles import GPU_ROLES
from local_models.sizes import need_mib

VOICE, EYES, GPU, APP = "voice", "eyes", "gpu", "app"  # the processes that hold models, where there is a GPU one
# What each takes with its libraries and no model, as measured on Linux; on a GPU, CUDA's own context.
BASE_MIB = {VOICE: 150, EYES: 700, GPU: 410}
CONVERSATION: tuple[Role, ...] = ("transcriber", "language_model", "voice")  # who is waited for in every turn
IN_APP: tuple[Role, ...] = ("speech_detector", "turn_detector", "wake_detector")
# Reading a file that the system has at hand, and bringing it to where it computes.
MIB_A_S = {VOICE: 400, EYES: 400, GPU: 800}
FIRST_S = 0.5

# A step is the roles that are in use at once; a turn is steps, one after another.
Turn = tuple[tuple[Role, ...], ...]
_HEARD: Turn = (("transcriber",), ("multilingual_embedder",))
TALK: Turn = (*_HEARD, ("language_model", "voice"))
FIND: Turn = (*_HEARD, ("embedder",), ("detector",), ("voice",))
CUT: Turn = (*_HEARD, ("embedder",), ("detector",), ("segmenter",), ("voice",))
LOOK: Turn = (*_HEARD, ("vision_model", "voice"))
READ: Turn = (*_HEARD, ("text_reader",), ("voice",))
TURNS: tuple[Turn, ...] = (TALK, FIND, CUT, LOOK, READ)
TYPICAL: tuple[tuple[Turn, ...], ...] = (
    (TALK,) * 6,
    (FIND, CUT, TALK, FIND, CUT, CUT),
    (LOOK, TALK, LOOK, CUT, READ, TALK),
    (TALK, FIND, LOOK, CUT, READ, TALK, CUT, LOOK, FIND, TALK),
)


@dataclass(frozen=True)
class Part:
    """A model in a role, where it is held and what it needs there."""

    role: Role
    model: Model
    mib: int
    place: str


@dataclass(frozen=True)
class Swap:
    """A model that comes when it is needed, and how long that takes, roughly."""

    part: Part
    seconds: float


@dataclass(frozen=True)
class Plan:
    """What a profile comes to on a machine. peak_mib: the most that was ever held in the simulation."""

    profile: str
    budget_mib: int
    resident: tuple[Part, ...]
    swapped: tuple[Swap, ...]
    peak_mib: int
    on_gpu: bool
    conversations: int


@dataclass(frozen=True)
class Loading:
    """How models are loaded, as far as it changes their size."""

    context_tokens: int = 4096
    cache: str = "f16"
    compute: str = "int8"


def parts(chosen: Mapping[Role, Model], on_gpu: bool, loading: Loading) -> list[Part]:
    """The models of each role with their sizes and places."""
    found = []
    for role, model in chosen.items():
        gpu = on_gpu and role in GPU_ROLES and model.name not in profiles.CPU_ONLY
        mib = need_mib(model, "gpu" if gpu else "cpu", loading.context_tokens, loading.cache, loading.compute)
        found.append(Part(role, model, mib, GPU if gpu else _process(role)))
    return found


def _process(role: Role) -> str:
    return APP if role in IN_APP else VOICE if role in CONVERSATION else EYES


def shares(found: Sequence[Part], memory_mib: int) -> dict[str, Bounds]:
    """How the two engines on a CPU divide memory: by what their models need together, and never less than one needs."""
    needs = {place: BASE_MIB[place] + sum(_once(found, place).values()) for place in (VOICE, EYES)}
    least = {place: BASE_MIB[place] + _at_once(found, place) for place in (VOICE, EYES)}
    voice = round(memory_mib * needs[VOICE] / sum(needs.values()))
    voice = max(least[VOICE], min(voice, memory_mib - least[EYES]))
    return {
        VOICE: Bounds(voice, BASE_MIB[VOICE]),
        EYES: Bounds(max(least[EYES], memory_mib - voice), BASE_MIB[EYES]),
    }


def pinned(found: Sequence[Part], place: str, bounds: Bounds) -> set[str]:
    """The models that never go: those of every turn, as long as beside them there is room for any other."""
    kept: dict[str, int] = {}
    for part in sorted((one for one in found if one.place == place and one.role in CONVERSATION), key=_turn):
        tried = kept | {part.model.name: part.mib}
        if bounds.base_mib + sum(tried.values()) + _at_once(found, place, tried) <= bounds.budget_mib:
            kept = tried
    return set(kept)


def _turn(part: Part) -> int:
    return CONVERSATION.index(part.role)


def _once(found: Sequence[Part], place: str) -> dict[str, int]:
    """Model → MiB in one place; one that plays two roles counts once."""
    return {part.model.name: part.mib for part in found if part.place == place}


def _at_once(found: Sequence[Part], place: str, but: Container[str] = ()) -> int:
    """The most that models in one place need at the same moment, beside those that are there anyway."""
    steps = [_once([part for part in found if part.role in step], place) for turn in TURNS for step in turn]
    steps += [_once([part], place) for part in found]
    return max((sum(mib for name, mib in step.items() if name not in but) for step in steps), default=0)


class Simulation:
    """Memory as the engines hold it while conversations go on. Raises NoMemory where a model has no room."""

    def __init__(self, found: Sequence[Part], bounds: Mapping[str, Bounds]) -> None:
        self._bounds = bounds
        self._places = {part.role: part for part in found if part.place in bounds}
        self._pinned = {place: pinned(found, place, bound) for place, bound in bounds.items()}
        self._residents: dict[str, list[Resident]] = {place: [] for place in bounds}  # the least recently used first
        self.evicted: set[str] = set()
        self.loads = 0
        self.peak_mib = self.held_mib()

    def held_mib(self, place: str = "") -> int:
        """What is taken now, in one place or in all."""
        return sum(
            self._bounds[one].base_mib + sum(resident.mib for resident in residents)
            for one, residents in self._residents.items()
            if place in ("", one)
        )

    def run(self, session: Iterable[Turn]) -> None:
        """Every turn of a conversation."""
        for turn in session:
            for step in turn:
                self._step([role for role in step if role in self._places])

    def _step(self, roles: Sequence[Role]) -> None:
        for role in roles:
            self._lease(self._places[role])
        for place, residents in self._residents.items():
            self._residents[place] = [replace(one, leased=False) for one in residents]

    def _lease(self, part: Part) -> None:
        residents, name = self._residents[part.place], part.model.name
        if all(one.key != name for one in residents):
            leaving = to_evict(residents, name, part.mib, self._bounds[part.place])
            self.evicted |= {one.key for one in leaving}
            residents = [one for one in residents if one not in leaving]
            self.loads += 1
        rest = [one for one in residents if one.key != name]
        used = Resident(name, name, part.mib, name in self._pinned[part.place], leased=True)
        self._residents[part.place] = [*rest, used]
        self.peak_mib = max(self.peak_mib, self.held_mib())


def plan(profile: str, found: Sequence[Part], memory_mib: int, on_gpu: bool) -> Plan:
    """What stays and what is swapped, by simulation of typical conversations.

    memory_mib: of the GPU, or what both engines may take together. Raises NoMemory where it cannot be done.
    """
    bounds = {GPU: Bounds(memory_mib, BASE_MIB[GPU])} if on_gpu else shares(found, memory_mib)
    if sum(one.budget_mib for one in bounds.values()) > memory_mib:
        need = sum(one.budget_mib for one in bounds.values())
        raise NoMemory(f"profile {profile} needs {need} MiB of memory at least; {memory_mib} MiB are there")
    simulation = Simulation(found, bounds)
    for session in TYPICAL:
        simulation.run(session)
    resident = tuple(part for part in found if part.model.name not in simulation.evicted)
    swapped = tuple(Swap(part, _seconds(part)) for part in found if part.model.name in simulation.evicted)
    return Plan(profile, memory_mib, resident, swapped, simulation.peak_mib, on_gpu, len(TYPICAL))


def _seconds(part: Part) -> float:
    return round(FIRST_S + part.mib / MIB_A_S[part.place], 1)
