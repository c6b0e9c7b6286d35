"""`oriel talk --record` and `oriel replay`: a conversation recorded, run again, and what is printed of it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant import bundle
from assistant.album import Album
from assistant.bundle import Bundle, ModelUsed, TurnOver
from assistant.config import Config, Folders
from assistant.errors import AssistantError
from assistant.history import History
from assistant.made_with import made_with, models_used, take_up, teach
from assistant.messages import HEARING_RATE, Image
from assistant.output import print_json, print_line
from assistant.recorder import Recorder
from assistant.replay import ChangedModel, ComparedTurn, Comparison, compare, run
from assistant.session import Session
from assistant.talk import VirtualClock

Converse = Callable[[Config, VirtualClock], AbstractContextManager[Session]]  # a session on warm models


@contextmanager
def recording(settings: Config, session: Session, file: Path | None) -> Iterator[Recorder]:
    """What is to be fed in the session's place; what goes through it is written into `file`, if there is one.

    All of it is taken as said to Oriel.
    """
    recorder = Recorder(session)
    if file is None:
        yield recorder
        return
    history = History(settings.folders.history)
    try:
        heard_as = replace(settings, listening=replace(settings.listening, addressee="open"))
        recorder.start(made_with(heard_as, history))
    finally:
        history.close()
    yield recorder
    bundle.save(file, recorder.stop())


def replay(file: Path, settings: Config, converse: Converse, as_json: bool) -> None:
    """Run a recording again and print how the turns compare; raises AssistantError where they differ."""
    recorded = bundle.read(file)
    clock = VirtualClock()
    with TemporaryDirectory(prefix="oriel-") as folder:
        again = take_up(recorded.made_with, _apart(settings.folders, Path(folder)))
        pictures = _prepare(recorded, again)
        with converse(again, clock) as session:
            turns = run(recorded, pictures, session, clock)
        compared = compare(recorded, turns, models_used(again))
    if as_json:
        print_json(file=str(file), **document(recorded, compared))
    else:
        _print(compared)
    if differences := compared.differences:
        first, more = differences[0], len(differences) - 1
        raise AssistantError(f"the replay differs: {first}" + (f", and {more} more" if more else ""))


def document(recorded: Bundle, compared: Comparison) -> dict[str, Any]:
    """A comparison as it stands in JSON."""
    return {
        "same": not compared.differences,
        "repeatable": recorded.made_with.repeatable,
        "duration_s": round(len(recorded.mic) / HEARING_RATE, 3),
        "turns": [_turn(turn) for turn in compared.turns],
        "models": [_model(model) for model in compared.models],
        "differences": list(compared.differences),
    }


def _turn(turn: ComparedTurn) -> dict[str, Any]:
    return {
        "same": not turn.differences,
        "similarity": round(turn.similarity, 3),
        "recorded": _side(turn.recorded),
        "now": _side(turn.now),
    }


def _side(turn: TurnOver | None) -> dict[str, Any] | None:
    """One of the two turns that are compared."""
    if turn is None:
        return None
    return {
        "heard": turn.heard,
        "intent": turn.intent,
        "said": turn.said,
        "spoken": turn.spoken,
        "interrupted": turn.interrupted,
        "times_ms": turn.times_ms,
    }


def _model(model: ChangedModel) -> dict[str, Any]:
    sides = {"recorded": model.recorded, "now": model.now}
    return {"role": model.role} | {side: asdict(used) if used else None for side, used in sides.items()}


def _print(compared: Comparison) -> None:
    for turn in compared.turns:
        shown = turn.now or turn.recorded
        mark = "same" if not turn.differences else "differs"
        print_line(f"{mark} ({turn.similarity:.0%} alike): {shown.heard if shown else ''}")
    for difference in compared.differences:
        print_line(f"  {difference}")
    for model in compared.models:
        print_line(f"  {model.role}: {_named(model.recorded)} then, {_named(model.now)} now")


def _named(used: ModelUsed | None) -> str:
    return f"{used.name} ({used.revision[:12]})" if used else "nothing"


def _apart(folders: Folders, folder: Path) -> Folders:
    """The user's models and engine, and nothing else of the user's: a replay leaves no trace in history or album."""
    return replace(folders, config=folder, data=folder / "data")


def _prepare(recorded: Bundle, settings: Config) -> dict[str, Image]:
    """What the session is to find: the learned words, and the pictures by their name in the bundle."""
    history = History(settings.folders.history)
    try:
        teach(recorded.made_with, history)
    finally:
        history.close()
    album = Album(settings.folders.pictures)
    return {name: album.add(data, name).image for name, data in recorded.pictures.items()}
