"""Whether Oriel tells speech to it from speech to others, and stays silent at noise; time is virtual.

Each user first asks three things by name, so that their usual level and pitch are known. "In the window" is shortly
after an answer, "outside" long after one. A television is a reader of a novel, in the window quieter and farther away.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from bench_room import Room, open_models, share
from over_clips import (
    AFTER_AN_ANSWER,
    BESIDE,
    HIBARI,
    TO_ORIEL,
    TO_OTHERS,
    Speech,
    from_afar,
    noises,
    people,
    say,
    speakers,
    spread,
)

from assistant import config
from assistant.addressee import FOLLOW_UP_S, Mode
from assistant.messages import HEARING_RATE, Pcm
from assistant.roles import Models
from assistant.talk import VirtualClock

SEED = 2027
USUAL = 3  # questions by name before anything is measured
SETTLES_S = 7.0  # a turn that was forced to end, and its answer
REPLIES_S = (0.8, 4.0)  # after an answer
AFAR_DB = (12.0, 26.0)  # by which a television is quieter than the user
NOISE_S = 150.0  # of each kind
ASKED = "Oriel, how far is it to the moon?"

MODES: tuple[Mode, ...] = ("open", "attentive")
When = Literal["outside", "in the window"]


@dataclass(frozen=True, eq=False)
class Case:
    """One kind of speech at one time; for_oriel: whether it is to be answered."""

    name: str
    when: When
    for_oriel: bool
    clips: list[Speech]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What came of one clip; heard: its words, "" where none were."""

    case: Case
    speech: Speech
    answered: bool
    heard: str

    @property
    def wrong(self) -> bool:
        """Answered and not for Oriel, or the other way round."""
        return self.answered != self.case.for_oriel


def measure(asked: argparse.Namespace, settings: config.Config) -> None:
    """Print the tables of addressees and of noise."""
    some: int | None = asked.some
    print("\n## Others")
    with open_models(settings) as models:
        outcomes = list[Outcome]()
        for user in (*speakers(asked.tuning), HIBARI):
            outcomes += with_user(models, settings, user, some)
            print(f"  {user}: {len(outcomes)} so far", flush=True)
        print(addressee_table(outcomes), flush=True)
        print(noise_table(models, settings, NOISE_S if some is None else 4.0 * some), flush=True)


def with_user(models: Models, settings: config.Config, user: str, some: int | None) -> Iterator[Outcome]:
    """Every case with this user."""
    random = np.random.default_rng(SEED)
    room = Room(models, settings, VirtualClock(), SEED, mode="attentive", drafts=False)
    first, *more = say(user, [ASKED, *TO_ORIEL[: USUAL - 1]])
    try:
        for speech in (first, *more):
            _answered(room, speech)
        for case in cases(user, some):
            for speech in case.clips:
                if case.when == "outside":
                    room.play(then_s=FOLLOW_UP_S + random.uniform(2.0, 6.0))
                else:
                    _answered(room, first)
                    room.play(then_s=random.uniform(*REPLIES_S))
                yield Outcome(case, speech, *_answered(room, speech))
    finally:
        room.session.close()


def cases(user: str, some: int | None) -> list[Case]:
    """What is said, when, and whether it is for Oriel."""
    random = np.random.default_rng(SEED)
    readers = people()
    afar = [from_afar(speech, random.uniform(*AFAR_DB)) for speech in readers]
    every = [
        Case("to Oriel, by name", "outside", True, say(user, TO_ORIEL)),
        Case("to Oriel", "in the window", True, say(user, AFTER_AN_ANSWER)),
        Case("to others, by name or on the phone", "outside", False, say(user, TO_OTHERS)),
        Case("to others, by name or on the phone", "in the window", False, say(user, TO_OTHERS)),
        Case("to somebody beside", "outside", False, say(user, BESIDE)),
        Case("television", "outside", False, readers),
        Case("television, from afar", "in the window", False, afar),
    ]
    return [replace(case, clips=spread(case.clips, some)) for case in every]


def _answered(room: Room, speech: Speech) -> tuple[bool, str]:
    """Say it, and let whatever comes of it come to its end; whether it was answered, and what was heard."""
    before = len(room.session.snapshot().turns)
    room.play(speech.pcm, lambda seen: len(seen.turns) > before or bool(seen.overheard), SETTLES_S)
    seen = room.session.snapshot()
    answered = len(seen.turns) > before
    return answered, seen.turns[-1].heard if answered else seen.overheard


def addressee_table(outcomes: Sequence[Outcome]) -> str:
    """How many were wrong, by kind, and which."""
    lines = ["", "| speech | when | answered, or missed where it was for Oriel |", "|---|---|---|"]
    kinds = dict.fromkeys((one.case.name, one.case.when) for one in outcomes)
    for name, when in kinds:
        of_kind = [one for one in outcomes if (one.case.name, one.case.when) == (name, when)]
        lines.append(f"| {name} | {when} | {share(sum(one.wrong for one in of_kind), len(of_kind))} |")
    for name, for_oriel in (("all for others: answered", False), ("all for Oriel: missed", True)):
        of_kind = [one for one in outcomes if one.case.for_oriel == for_oriel]
        lines.append(f"| {name} | | {share(sum(one.wrong for one in of_kind), len(of_kind))} |")
    return "\n".join([*lines, *(_told(one) for one in outcomes if one.wrong)])


def _told(wrong: Outcome) -> str:
    what = "answered" if wrong.answered else "missed"
    speech = wrong.speech
    return f"  {what}, {wrong.case.when}: {speech.voice}, {speech.text!r}, heard as {wrong.heard!r}"


def noise_table(models: Models, settings: config.Config, seconds: float) -> str:
    """Turns and words out of noise, in both modes."""
    lines = ["", f"| noise, {seconds:.0f} s of each | mode | turns | overheard |", "|---|---|---|---|"]
    for name, pcm in noises(seconds).items():
        for mode in MODES:
            turns, overheard = _at_noise(models, settings, pcm, mode)
            lines.append(f"| {name} | {mode} | {len(turns)} {', '.join(turns)} | {len(overheard)} |")
    return "\n".join(lines)


def _at_noise(models: Models, settings: config.Config, pcm: Pcm, mode: Mode) -> tuple[list[str], list[str]]:
    """What was taken for a turn, and what for words to others."""
    room = Room(models, settings, VirtualClock(), SEED, mode=mode, drafts=False)
    overheard = dict[str, None]()
    try:
        for first in range(0, len(pcm), HEARING_RATE):
            room.play(pcm[first : first + HEARING_RATE])
            overheard[room.session.snapshot().overheard] = None
        room.play(then_s=SETTLES_S)
        turns = [turn.heard for turn in room.session.snapshot().turns]
        return turns, [text for text in overheard if text]
    finally:
        room.session.close()
