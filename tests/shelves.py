"""A shelf for pages alone: it shows what it is told to, and notes what was asked of it."""

from dataclasses import dataclass, field

from assistant.downloads import Download
from assistant.errors import AssistantError
from assistant.shelf import Held, Memory, Note
from local_models.transfer import Progress

TALKING = Memory(
    "voice",
    (
        Held("transcriber", "whisper-base", 300, busy=False, stays=True),
        Held("language_model", "qwen2.5-coder-1.5b-instruct-q4-k-m", 1500, busy=True, stays=True),
        Held("voice", "hibari", 0, busy=False, stays=False),
    ),
    taken_mib=2104,
    budget_mib=4000,
)


@dataclass
class FakeDownloads:
    """Downloads as they are told to be."""

    shown: list[Download] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)

    def all(self) -> list[Download]:
        return self.shown

    def stop(self, name: str) -> None:
        self.stopped.append(name)


@dataclass
class FakeShelf:
    """asked: the orders that it was given; refuses: what it says to every one, "" for none."""

    on_gpu: bool = False
    held: list[Memory] = field(default_factory=lambda: [TALKING])
    stays: dict[str, bool] = field(default_factory=lambda: {"language_model": True})
    said: dict[str, Note] = field(default_factory=dict)
    downloads: FakeDownloads = field(default_factory=FakeDownloads)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    refuses: str = ""
    undoable: bool = False

    def memory(self) -> list[Memory]:
        return self.held

    def loaded(self) -> dict[str, bool]:
        return self.stays

    def notes(self) -> dict[str, Note]:
        return self.said

    def busy(self) -> bool:
        return any(note.running for note in self.said.values())

    def playable(self) -> set[str]:
        return {"transcriber", "language_model", "voice", "detector", "segmenter"}

    def load(self, role: str) -> None:
        self._note("load", role)

    def unload(self, role: str) -> None:
        self._note("unload", role)

    def pin(self, role: str, stays: bool) -> None:
        self._note("pin", role, str(stays))

    def try_out(self, role: str) -> None:
        self._note("try", role)

    def choose(self, role: str, name: str) -> None:
        self._note("choose", role, name)

    def choose_profile(self, name: str) -> None:
        self._note("profile", name)

    def can_go_back(self) -> bool:
        return self.undoable

    def back(self) -> None:
        self._note("back")

    def accept(self, name: str) -> None:
        self._note("accept", name)

    def fetch(self, name: str) -> None:
        self._note("fetch", name)

    def _note(self, *order: str) -> None:
        if self.refuses:
            raise AssistantError(self.refuses)
        self.asked.append(order)


def coming(name: str, done: int, total: int) -> Download:
    """A download under way."""
    return Download(name, Progress(name, done, total, "downloading"))
