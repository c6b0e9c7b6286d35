"""Talks with Oriel for a long time, with everything that goes wrong in one, and looks for what is left behind.

Recordings are spoken to a session on the real models, language model included, in real time: questions, interruptions,
murmurs, typed questions; now and then the engine is killed. Memory, threads, processes and open files are compared
between the end of the warm-up and the end; every question must have become a turn. Exit code 1 where something is left.

.venv/bin/python scripts/soak_talk.py --minutes 30
"""

import argparse
import concurrent.futures
import gc
import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psutil
from bench_clips import real_people
from bench_room import Room
from over_clips import MURMURS, STOPS, TO_ORIEL, Speech, cough, levelled, say, speakers
from turn_clips import trimmed

from assistant import config
from assistant.backends import Backends
from assistant.errors import AssistantError
from assistant.messages import Snapshot, Turn
from assistant.understand import read_tables

SEED = 2027
WARM_UP = 0.2  # of the time, at most WARM_UP_S: caches fill, models load
WARM_UP_S = 240.0
KILL_EVERY_S = 75.0  # an engine that dies three times within a minute is not started again
ANSWER_S = 60.0  # within which a turn must come, on a busy machine
GROWTH = 0.02  # of the memory, that is not called a leak
TYPED = ("What is the tallest tree?", "How many minutes has a day?", "Name three rivers in Africa.")
MIB = 2**20


@dataclass(frozen=True)
class Left:
    """What the process holds. memory_mib: what would be free if it ended (USS)."""

    memory_mib: float
    threads: int
    processes: int
    files: int


@dataclass
class Tally:
    """What was done, and what came of it."""

    spoken: int = 0
    typed: int = 0
    interrupted: int = 0
    murmured: int = 0
    killed: int = 0
    failed: int = 0  # answers that an engine took with it, and that said so
    lost: list[str] = field(default_factory=list)  # of which nothing was heard any more


def main() -> int:
    """Talk, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30.0, help="how long (%(default)s)")
    asked = parser.parse_args()
    logging.disable(logging.WARNING)  # deaths of the engine are meant
    before = left()
    with engines_of_its_own(config.load(os.environ)) as settings:
        tally, warm, end = talk(settings, asked.minutes * 60.0)
    closed = settled(before)
    print(table(before, warm, end, closed))
    print(tally)
    problems = [*compared(warm, end), *remaining(before, closed), *(f"lost: {text}" for text in tally.lost)]
    print("\n".join(problems) or "nothing was left behind, and no turn was lost")
    return 1 if problems else 0


@contextmanager
def engines_of_its_own(settings: config.Config) -> Iterator[config.Config]:
    """The settings with a runtime folder that nobody shares: what is killed there is ours."""
    with TemporaryDirectory(prefix="oriel-", ignore_cleanup_errors=True) as folder:
        yield replace(settings, folders=replace(settings.folders, runtime=Path(folder), log=Path(folder)))


def talk(settings: config.Config, seconds: float) -> tuple[Tally, Left, Left]:
    """The whole conversation; what the process held after the warm-up, and just before the end."""
    tally, random = Tally(), np.random.default_rng(SEED)
    with Backends(settings) as backends:
        backends.warm(backends.transcriber, backends.language_model, backends.voice, backends.intent_classifier)
        read_tables()
        clips = Clips()
        room = Room(backends.models(), settings, None, SEED)
        try:
            room.session.warm()
            began = time.monotonic()
            warm: Left | None = None
            killed_at = began
            while (gone := time.monotonic() - began) < seconds:
                if warm is None and gone > min(WARM_UP * seconds, WARM_UP_S):
                    warm = left()
                if time.monotonic() - killed_at > KILL_EVERY_S:
                    killed_at = time.monotonic()
                    tally.killed += kill_an_engine(random)
                exchange(room, clips, tally, random)
            recover(room)
            end = left()
        finally:
            room.session.close()
    return tally, warm or end, end


class Clips:
    """What is said, made once."""

    def __init__(self) -> None:
        voice = speakers(tuned=False)[0]
        self.questions = [
            *say(voice, TO_ORIEL),
            *(Speech(c.name, c.text, levelled(trimmed(c.pcm))) for c in real_people()),
        ]
        self.stops = say(voice, STOPS)
        self.murmurs = [*say(voice, MURMURS), *(cough(number) for number in range(4))]


def exchange(room: Room, clips: Clips, tally: Tally, random: np.random.Generator) -> None:
    """One question, spoken or typed, and what may be said over its answer."""
    room.catch_up()
    before = len(room.session.snapshot().turns)
    if random.random() < 0.25:
        tally.typed += 1
        asked: concurrent.futures.Future[Turn] | None = room.session.ask(TYPED[random.integers(len(TYPED))])
        text = "a typed question"
    else:
        tally.spoken += 1
        speech = clips.questions[random.integers(len(clips.questions))]
        asked, text = None, speech.text
        room.play(speech.pcm)
    room.play(until=lambda seen: seen.state == "speaking" or is_over(seen, before), then_s=ANSWER_S)
    over = random.random()
    if room.session.snapshot().state == "speaking" and over < 0.6:
        room.play(then_s=random.uniform(0.3, 2.5))
        chosen = clips.murmurs if over < 0.3 else clips.stops
        tally.murmured += over < 0.3
        tally.interrupted += over >= 0.3
        room.play(chosen[random.integers(len(chosen))].pcm)
    room.play(until=lambda seen: is_over(seen, before), then_s=ANSWER_S)
    _count(room.session.snapshot(), before, asked, text, tally)
    room.session.dismiss()
    if len(room.session.snapshot().turns) > 30:
        room.session.begin_anew()
    room.play(then_s=0.5)


def is_over(seen: Snapshot, before: int) -> bool:
    """Whether nothing is under way any more, and something has come of the question."""
    return seen.state == "idle" and (len(seen.turns) > before or bool(seen.notice))


def _count(
    seen: Snapshot, before: int, asked: "concurrent.futures.Future[Turn] | None", text: str, tally: Tally
) -> None:
    """A question becomes a turn, or its loss is told."""
    told = bool(seen.notice) or (asked is not None and asked.done() and asked.exception() is not None)
    if told:
        tally.failed += 1
    elif len(seen.turns) <= before or (asked is not None and not asked.done()):
        tally.lost.append(f"{text!r} in state {seen.state}")


def recover(room: Room) -> None:
    """After the last fault one question is answered, so that all models are there when things are counted."""
    with_models = room.session.ask(TYPED[0])
    room.catch_up()
    room.play(until=lambda _: with_models.done(), then_s=ANSWER_S)
    try:
        with_models.result(timeout=ANSWER_S)
    except AssistantError as error:
        print(f"the last question failed: {error}")


def kill_an_engine(random: np.random.Generator) -> int:
    """End one of the engines that this process started, by its number; how many were."""
    engines = children()
    if not engines:
        return 0
    engines[random.integers(len(engines))].kill()
    return 1


def children() -> list[psutil.Process]:
    """Living processes that this one started."""
    return [one for one in psutil.Process().children(recursive=True) if one.status() != psutil.STATUS_ZOMBIE]


def left() -> Left:
    """What this process holds now."""
    gc.collect()
    me = psutil.Process()
    files = len(me.open_files()) if sys.platform == "win32" else me.num_fds()
    return Left(me.memory_full_info().uss / MIB, me.num_threads(), len(children()), files)


def settled(before: Left) -> Left:
    """What it holds once everything is closed; threads take a moment to end."""
    deadline = time.monotonic() + 5.0
    while (now := left()).processes > before.processes and time.monotonic() < deadline:
        time.sleep(0.2)
    return now


def compared(warm: Left, end: Left) -> list[str]:
    """What grew while it talked."""
    problems = []
    if end.memory_mib > warm.memory_mib * (1 + GROWTH):
        problems.append(f"memory grew from {warm.memory_mib:.0f} to {end.memory_mib:.0f} MiB")
    for name in ("threads", "processes", "files"):
        if getattr(end, name) > getattr(warm, name):
            problems.append(f"{name} grew from {getattr(warm, name)} to {getattr(end, name)}")
    return problems


def remaining(before: Left, closed: Left) -> list[str]:
    """What is still there behind the end."""
    return [f"{closed.processes} processes are left"] if closed.processes > before.processes else []


def table(*moments: Left) -> str:
    """One row a moment."""
    lines = ["| | memory | threads | processes | files |", "|---|---|---|---|---|"]
    names = ("before", "warm", "end", "closed")
    lines += [
        f"| {name} | {one.memory_mib:.1f} MiB | {one.threads} | {one.processes} | {one.files} |"
        for name, one in zip(names, moments, strict=True)
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
