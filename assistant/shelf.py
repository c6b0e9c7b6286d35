"""The models as somebody at the Models page has them in hand: what is in memory; load, switch, try and fetch them."""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from assistant.backends import Backends
from assistant.config import Config, Hub
from assistant.downloads import Downloads
from assistant.engine_roles import Part
from assistant.errors import AssistantError, BadInput
from assistant.getting import get
from assistant.ledger import Ledger
from assistant.session import Session
from assistant.trying import try_out
from local_models import licences, manifest
from local_models.fetch import OnProgress
from local_models.manifest import Model, Role

# Role → the section whose setting of the same name chooses its model.
CHOSEN_IN: dict[Role, str] = {
    "transcriber": "models",
    "language_model": "models",
    "detector": "vision",
    "segmenter": "vision",
    "vision_model": "vision",
}
CHOICES = {"models": ("profile", "transcriber", "language_model"), "vision": ("detector", "segmenter", "vision_model")}


@dataclass(frozen=True)
class Held:
    """A model in memory. busy: a call has it; stays: it does not make room for others."""

    role: str
    model: str
    mib: int
    busy: bool
    stays: bool


@dataclass(frozen=True)
class Memory:
    """What an engine holds. taken_mib: by its whole process; budget_mib: what it may take, 0 for no bound."""

    engine: str
    held: tuple[Held, ...]
    taken_mib: int
    budget_mib: int


@dataclass(frozen=True)
class Note:
    """What is being done about a role's model, or what came of it last."""

    text: str
    running: bool = False
    is_problem: bool = False


class Shelf:
    """Any thread may call; what takes time is done in a thread of its own, one thing at a time for each role.

    keep: writes settings of a section, and takes them over; hub: where models come from.
    """

    def __init__(
        self,
        backends: Backends,
        session: Session,
        ledger: Ledger,
        settings: Callable[[], Config],
        keep: Callable[[str, Mapping[str, Any]], None],
        hub: Callable[[], Hub],
    ) -> None:
        self._backends, self._session, self._ledger = backends, session, ledger
        self._settings, self._keep, self._hub = settings, keep, hub
        self._guard = threading.Lock()
        self._switching = threading.Lock()
        self._notes: dict[str, Note] = {}
        self._before: list[Config] = []
        self.downloads = Downloads(self._get, session.nudge)

    # What there is.

    def memory(self) -> list[Memory]:
        """What each engine holds; nothing where none runs."""
        return [
            Memory(
                engine,
                tuple(Held(one.handle.role, one.handle.name, one.mib, one.leased, one.pinned) for one in status.loaded),
                status.process_mib,
                status.budget_mib,
            )
            for engine, status in self._backends.memory().items()
        ]

    @property
    def on_gpu(self) -> bool:
        """Whether the memory that counts is the GPU's."""
        return self._backends.on_gpu

    def loaded(self) -> dict[str, bool]:
        """Role → whether its model stays in memory, for those whose model is there."""
        held = {(one.role, one.model): one.stays for memory in self.memory() for one in memory.held}
        playing = {role: (part.handle.role, part.handle.name) for role, part in self._backends.parts().items()}
        return {role: held[key] for role, key in playing.items() if key in held}

    def notes(self) -> dict[str, Note]:
        """Role → what is being done, or was; "profile" for all of them together."""
        with self._guard:
            return dict(self._notes)

    def busy(self) -> bool:
        """Whether anything is being done or fetched."""
        return any(note.running for note in self.notes().values()) or any(one.running for one in self.downloads.all())

    def playable(self) -> set[str]:
        """The roles whose models live in an engine, so that they can be loaded and tried."""
        return set(self._backends.parts())

    # One model.

    def load(self, role: Role) -> None:
        """Have the role's model loaded now."""
        part = self._backends.parts()[role]
        self._do(role, "Loading …", lambda: self._loaded(part))

    def unload(self, role: Role) -> None:
        """Let go of it; it comes back when it is needed."""
        part = self._backends.parts()[role]
        self._do(role, "Unloading …", lambda: self._unloaded(part))

    def pin(self, role: Role, stays: bool) -> None:
        """Whether it stays when room is wanted for another."""
        part = self._backends.parts()[role]
        part.engine.pin(part.handle, stays)

    def try_out(self, role: Role) -> None:
        """Run one real input, and note what came out and how long it took."""
        part = self._backends.parts()[role]
        pictures = self._session.snapshot().pictures
        picture = pictures[-1].image if pictures else None

        def tried() -> str:
            found = try_out(part, self._backends.voice, picture)
            return f"{found.took_ms / 1000:.2f} seconds: {found.says}."

        self._do(role, "Trying it out …", tried)

    # Another model for a role.

    def choose(self, role: Role, name: str) -> None:
        """Another model for a role, from the end of the turn under way on; "" for the profile's."""
        settings, section = self._settings(), CHOSEN_IN[role]
        wanted = replace(settings, **{section: replace(getattr(settings, section), **{role: name})})
        self._do(role, "Loading; the switch is at a turn's end …", lambda: self._adopt(wanted, settings))

    def choose_profile(self, name: str) -> None:
        """Another set of models, instead of whatever was chosen role by role."""
        settings = self._settings()
        models = replace(settings.models, profile=name, transcriber="", language_model="")
        vision = replace(settings.vision, detector="", segmenter="", vision_model="")
        wanted = replace(settings, models=models, vision=vision)
        self._do("profile", "Loading; the switch is at a turn's end …", lambda: self._adopt(wanted, settings))

    def can_go_back(self) -> bool:
        """Whether a switch can be undone."""
        return bool(self._before)

    def back(self) -> None:
        """Undo the last switch."""
        if not self._before:
            raise BadInput("no model was switched since Oriel started; there is nothing to go back to")
        before = self._before.pop()
        wanted = _with_choices(self._settings(), before)
        self._do("profile", "Going back …", lambda: self._adopt(wanted, None))

    def _adopt(self, wanted: Config, before: Config | None) -> str:
        """Load what is new, switch when no turn is under way, write it down, and let go of what is old.

        before: what going back leads to. Where the new model cannot be loaded, everything stays as it was.
        """
        with self._switching:
            old, new = self._backends.parts(), self._backends.parts(wanted)
            changed = [role for role, part in new.items() if _key(old, role) != part.handle.key]
            kept = {part.handle.key for part in new.values()}
            gone = [role for role, part in old.items() if part.handle.key not in kept]
            try:
                for role in gone:
                    old[role].engine.pin(old[role].handle, False)  # it makes room where there is not enough for both
                self._backends.warm(*(new[role] for role in changed))
            except AssistantError:
                for role in gone:
                    old[role].engine.pin(old[role].handle, old[role].handle.pinned)
                raise
            self._session.at_turns_end(lambda: self._backends.switch(wanted))
            if before is not None:
                self._before.append(before)
            for role in gone:
                with suppress(AssistantError):  # a call still has it; it goes when room is wanted
                    old[role].engine.unload(old[role].handle)
            for section, names in CHOICES.items():
                self._keep(section, {name: getattr(getattr(wanted, section), name) for name in names})
            if "language_model" in changed:
                self._session.warm()
        return "Switched." if changed else "That is what Oriel uses already."

    def _loaded(self, part: Part) -> str:
        self._backends.warm(part)
        return "Loaded."

    def _unloaded(self, part: Part) -> str:
        part.engine.unload(part.handle)
        return "Unloaded; it is loaded again when it is needed."

    # Fetching.

    def accept(self, name: str) -> None:
        """The user has read the model's licence and accepts it."""
        licences.accept(self._model(name), self._settings().folders.models)

    def fetch(self, name: str) -> None:
        """Bring a model while talk goes on."""
        self.downloads.start(self._model(name))

    def close(self) -> None:
        """Stop what is being fetched."""
        self.downloads.close()

    def _get(self, model: Model, tell: OnProgress, wanted: Callable[[], bool]) -> None:
        get([model], self._settings(), self._hub(), self._ledger, tell, wanted)

    def _model(self, name: str) -> Model:
        return manifest.find(name, folder=self._settings().folders.models)

    def _do(self, role: str, running: str, job: Callable[[], str]) -> None:
        """Run the job in a thread of its own; nothing where one for this role is under way."""
        with self._guard:
            if (note := self._notes.get(role)) is not None and note.running:
                return
            self._notes[role] = Note(running, running=True)

        def run() -> None:
            try:
                note = Note(job())
            except AssistantError as error:
                note = Note(str(error), is_problem=True)
            except Exception as error:  # noqa: BLE001  # the top of a thread
                note = Note(f"that failed: {type(error).__name__}; see the log of the engine", is_problem=True)
            with self._guard:
                self._notes[role] = note
            with suppress(RuntimeError):  # the session was closed meanwhile
                self._session.nudge()

        threading.Thread(target=run, name=f"models {role}", daemon=True).start()


def _key(parts: Mapping[Role, Any], role: Role) -> object:
    return parts[role].handle.key if role in parts else None


def _with_choices(settings: Config, of: Config) -> Config:
    """Settings, but with the models that other settings chose."""
    changed = {
        section: replace(getattr(settings, section), **{name: getattr(getattr(of, section), name) for name in names})
        for section, names in CHOICES.items()
    }
    return replace(settings, **changed)
