"""How Oriel takes being spoken over: by murmurs and coughs, by somebody who interrupts it, by its own echo.

Time is virtual, so that what a model computes takes none, but for the replies, which are timed as they come. The mind
is scripted: its own time is not in them. The sound of loudspeaker and microphone takes no time either.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from bench_room import NOBODY, EspeakVoice, Remembered, Room, Way, open_models, quantiles, share
from over_clips import HIBARI, MURMURS, QUESTIONS, Speech, interruptions, murmurs, say, speakers, spread

from assistant import config
from assistant.messages import HEARING_RATE
from assistant.playback import RATE
from assistant.roles import Models
from assistant.talk import STEP_S, VirtualClock

SEED = 2027
OVER_S = (1.0, 6.0)  # how far the story is when somebody speaks
SETTLES_S = 5.0  # after which it is decided what was said over it
HEARD_S = 4.0  # after which the words that cut it have been answered
FADES_S = 0.02  # from the order to be silent to silence
ENOUGH_S = 14.0  # of the story left, or it is begun again
ECHO_S = 25.0
ECHO_DB = (0.0, -12.0)
ECHO_DELAYS_S = (0.05, 0.2, 0.4)
OVER_ECHO = 4  # users over each echo
REPLIES = 12
AUDIBLE = 300  # int16


@dataclass(frozen=True, eq=False)
class Taken:
    """How something said over the story was taken. cut: the story ended there, for what was `heard`.

    silent_s: from the beginning of the speech to silence, None where the sound was never held back. held_s: for how
    long it was.
    """

    speech: Speech
    cut: bool
    heard: str
    silent_s: float | None
    held_s: float


def measure(asked: argparse.Namespace, settings: config.Config) -> None:
    """Print all tables."""
    some: int | None = asked.some
    print("\n## Spoken over")
    with open_models(settings) as models:
        users = speakers(asked.tuning)
        espeak_speaks = replace(models, voice=Remembered(EspeakVoice()))  # so that Hibari can be the user
        murmured = [*over(models, settings, spread(murmurs(users), some))]
        murmured += over(espeak_speaks, settings, spread(say(HIBARI, MURMURS), some))
        print(murmur_table(murmured), flush=True)
        print(interruption_table([*over(models, settings, spread(interruptions(users), some))]), flush=True)
        questions = [speech for user in users for speech in say(user, QUESTIONS)]
        print(echo_table(models, settings, spread(questions, min(some or OVER_ECHO, OVER_ECHO))), flush=True)
        timed = [*replies(models, settings, spread(questions, min(some or REPLIES, REPLIES)))]
    print(f"\nReply to the interruption, real time, from the end of speech: {quantiles(timed)} ({len(timed)} clips)")


def over(models: Models, settings: config.Config, clips: Sequence[Speech], way: Way = NOBODY) -> Iterator[Taken]:
    """Every clip over the story, which goes on until one cuts it."""
    room = Room(models, settings, VirtualClock(), SEED, way=way)
    random = np.random.default_rng(SEED)
    try:
        for number, speech in enumerate(clips, 1):
            if room.session.snapshot().state != "speaking" or room.left_s < ENOUGH_S:
                room.rest()
                room.tell_the_story()
            room.play(then_s=random.uniform(*OVER_S))
            taken = _taken(room, speech)
            print(f"  {number} of {len(clips)}: {speech.text!r} {'cut' if taken.cut else 'went on'}", file=sys.stderr)
            yield taken
    finally:
        room.session.close()


def _taken(room: Room, speech: Speech) -> Taken:
    before = len(room.session.snapshot().turns)
    stretch = room.play(speech.pcm, lambda seen: len(seen.turns) > before, SETTLES_S)
    cut = len(room.session.snapshot().turns) > before
    if cut:
        room.play(until=lambda seen: len(seen.turns) > before + 1, then_s=HEARD_S)
    seen = room.session.snapshot()
    heard = seen.turns[before + 1].heard if len(seen.turns) > before + 1 else seen.live.text
    silent_s = None if stretch.silenced is None else stretch.silenced * STEP_S + FADES_S
    return Taken(speech, cut, heard, silent_s, stretch.held_s)


def murmur_table(taken: Sequence[Taken]) -> str:
    """How many stopped the story, by voice, and how long the others held it back."""
    lines = ["", "| murmurs and coughs | stopped it for good | held it back | for, median |", "|---|---|---|---|"]
    for voice in [*sorted({one.speech.voice for one in taken}), "all"]:
        of_voice = [one for one in taken if voice in (one.speech.voice, "all")]
        held = [one.held_s for one in of_voice if one.held_s and not one.cut]
        cut = share(sum(one.cut for one in of_voice), len(of_voice))
        lines.append(f"| {voice} | {cut} | {len(held)} | {quantiles(held)} |")
    return "\n".join([*lines, *_told("stopped it", [one for one in taken if one.cut])])


def interruption_table(taken: Sequence[Taken]) -> str:
    """How many were missed, and how soon the sound was silent."""
    missed = [one for one in taken if not one.cut]
    silent = [one.silent_s for one in taken if one.cut and one.silent_s is not None]
    lines = ["", "| interruptions | missed | silent after they began, median |", "|---|---|---|"]
    lines.append(f"| {len(taken)} | {share(len(missed), len(taken))} | {quantiles(silent)} |")
    slow = [one for one in taken if one.cut and one.silent_s is not None and one.silent_s > 0.45]
    return "\n".join([*lines, *_told("missed", missed), *_told("slow", slow)])


def _told(name: str, taken: Sequence[Taken]) -> list[str]:
    return [
        f"  {name}: {one.speech.voice}, {one.speech.text!r}, heard as {one.heard!r}, "
        f"silent after {one.silent_s or 0:.2f} s, held for {one.held_s:.2f} s"
        for one in taken
    ]


def echo_table(models: Models, settings: config.Config, clips: Sequence[Speech]) -> str:
    """Its own output in the microphone: how often that interrupts it, and whether somebody over it is heard."""
    lines = ["", "| echo | delay | interrupted itself | held back for | users missed |", "|---|---|---|---|---|"]
    for level_db in ECHO_DB:
        for delay_s in ECHO_DELAYS_S:
            way = Way(10.0 ** (level_db / 20.0), delay_s)
            cut, held_s = _alone(models, settings, way)
            missed = [one for one in over(models, settings, clips, way) if not one.cut]
            users = share(len(missed), len(clips))
            lines.append(f"| {level_db:g} dB | {1000 * delay_s:.0f} ms | {cut} | {held_s:.2f} s | {users} |")
            lines += _told("missed", missed)
    return "\n".join(lines)


def _alone(models: Models, settings: config.Config, way: Way) -> tuple[int, float]:
    """How many turns there were that nobody asked for in ECHO_S of the story, and for how long it held back."""
    room = Room(models, settings, VirtualClock(), SEED, way=way)
    try:
        room.tell_the_story()
        stretch = room.play(then_s=ECHO_S)
        return len(room.session.snapshot().turns), stretch.held_s
    finally:
        room.session.close()


def replies(models: Models, settings: config.Config, clips: Sequence[Speech]) -> Iterator[float]:
    """Seconds from the end of an interruption to the first sound of its answer, in real time."""
    for speech in clips:
        room = Room(models, settings, None, SEED)
        try:
            room.tell_the_story()
            room.play(then_s=2.0)
            stretch = room.play(speech.pcm, then_s=HEARD_S)
        finally:
            room.session.close()
        behind = round(len(speech.pcm) / HEARING_RATE * RATE)
        audible = np.flatnonzero(np.abs(stretch.sound[behind:]) > AUDIBLE)
        if len(audible):
            yield float(audible[0]) / RATE
