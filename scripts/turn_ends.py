"""How well the end of a turn is told: how often a pause inside is taken for it, and how long the wait behind it is.

The sound goes frame by frame through Silero and `Turns`, which give the pauses; Smart Turn is asked in each. What a
rule would have done is then worked out: the silence at which it ends the turn, against how long the silence lasted.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import matplotlib as mpl
import numpy as np
from turn_clips import WORD, TurnClip, measuring, tuning

from assistant import config
from assistant.listening import BEFORE_S, DETECTOR_S
from assistant.messages import HEARING_RATE, Pcm
from assistant.patience import wait_s
from assistant.turns import FRAME, PauseBegan, SpeechResumed, SpeechStarted, Turns, TurnSettings
from local_models import manifest, silero, smart_turn, store

FORCED_S = 3.0
ASK_S = 0.2
JUDGING_S = 0.06  # Smart Turn's time on a core of its own
NEAR_S = 0.4  # a pause that the detector heard is the clip's where their starts differ by less
SILENCES_S = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.5)
THRESHOLDS = (0.02, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.985, 0.99)
PATIENCES = (0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.4, 1.6, 1.8, 2.0)


@dataclass(frozen=True)
class Stop:
    """A silence in a turn, as the detectors heard it. end: the last sample of speech before it.

    lasts_s: until speech was heard again; infinite behind the last words. words: what was said so far, "" where the
    clip does not tell. probability: Smart Turn's, at ASK_S.
    """

    end: int
    lasts_s: float
    words: str
    language: str
    probability: float


@dataclass(frozen=True, eq=False)
class Heard:
    """A clip and the silences in it, in order."""

    clip: TurnClip
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Score:
    """cut_in: share of the clips with a pause inside whose turn ended too early; seconds of delay of the others."""

    setting: float
    cut_in: float
    median_s: float
    p95_s: float


Rule = Callable[[Stop], float]  # the silence in seconds at which the turn is over, if it lasts so long


def silence_only(silence_s: float) -> Rule:
    """A fixed length of silence."""
    return lambda _: silence_s


def smart_turn_only(threshold: float) -> Rule:
    """At once where Smart Turn's probability reaches the threshold, else at the forced end."""
    return lambda stop: ASK_S + JUDGING_S if stop.probability >= threshold else FORCED_S


def oriel(patience: float) -> Rule:
    """What assistant/patience.py says."""
    return lambda stop: max(ASK_S + JUDGING_S, wait_s(stop.probability, stop.words, patience, stop.language))


SYSTEMS: dict[str, tuple[Callable[[float], Rule], Sequence[float]]] = {
    "silence only (s)": (silence_only, SILENCES_S),
    "Smart Turn only (threshold)": (smart_turn_only, THRESHOLDS),
    "Oriel (patience)": (oriel, PATIENCES),
}


def measure(asked: argparse.Namespace, settings: config.Config) -> None:
    """Print the scores of all systems and draw cut-ins against delay."""
    heard = listen_to(tuning() if asked.tuning else measuring(), settings)
    scores = {
        name: [score(heard, system(setting), setting) for setting in swept] for name, (system, swept) in SYSTEMS.items()
    }
    broken = [one for one in heard if one.clip.pauses]
    voices = sorted({one.clip.voice for one in heard})
    print(f"\n## The end of a turn: {len(broken)} clips with a pause inside, {len(heard) - len(broken)} without")
    print(f"\nVoices: {', '.join(voices)}\n\n{table(scores)}\n\n{by_voice(heard, oriel(1.0))}")
    draw(scores, asked.images / "turns.png")


def listen_to(clips: Sequence[TurnClip], settings: config.Config) -> list[Heard]:
    """All clips through the two models."""
    folder = partial(store.installed, folder=settings.folders.models)
    ears = silero.load(str(folder(manifest.find("silero-vad")) / "silero_vad.onnx"))
    judge = smart_turn.load(str(folder(manifest.find("smart-turn-v3.2")) / "smart-turn-v3.2-cpu.onnx"))
    return [Heard(clip, tuple(_stops(clip, ears, judge))) for clip in clips]


def _stops(clip: TurnClip, ears: silero.Silero, judge: smart_turn.SmartTurn) -> list[Stop]:
    """The silences of ASK_S or more; nobody answers the doubt, so the turn ends by force."""
    ears.reset()
    turns = Turns(TurnSettings())
    turn_start, paused_at = 0, 0
    spans = list[tuple[int, int, float]]()  # start of the turn, end of speech, how long the silence lasted
    for first in range(0, len(clip.pcm) - FRAME + 1, FRAME):
        for event in turns.push(ears.probability(clip.pcm[first : first + FRAME]), speaking=False):
            match event:
                case SpeechStarted(start):
                    turn_start = start
                case PauseBegan(end):
                    paused_at = end
                case SpeechResumed():
                    spans.append((turn_start, paused_at, (first + FRAME - paused_at) / HEARING_RATE))
    spans.append((turn_start, paused_at, np.inf))
    return [
        Stop(end, lasts_s, _words(clip, end), clip.language, judge.complete(_judged(clip, start, end)))
        for start, end, lasts_s in spans
        if lasts_s >= ASK_S
    ]


def _judged(clip: TurnClip, turn_start: int, end: int) -> Pcm:
    """What Smart Turn is given at ASK_S, as the session's ear cuts it."""
    last = end + frames(ASK_S) * FRAME
    first = max(0, turn_start - round(BEFORE_S * HEARING_RATE), last - round(DETECTOR_S * HEARING_RATE))
    return clip.pcm[first:last]


def _words(clip: TurnClip, end: int) -> str:
    """The reference's words, where a transcriber would have them by then, without their marks."""
    near = round(NEAR_S * HEARING_RATE)
    said = [pause.words for pause in clip.pauses if abs(end - pause.start) < near]
    said += [clip.text] if abs(end - clip.end) < near else []
    return " ".join(WORD.findall(said[0])) if said else ""


def frames(seconds: float) -> int:
    """Whole frames until so much silence is noticed."""
    return -(-round(seconds * HEARING_RATE) // FRAME)


def score(heard: Sequence[Heard], rule: Rule, setting: float) -> Score:
    """Cut-ins on the clips with a pause inside, delay on those without, from their true end of speech."""
    cut_in, delay_s = list[bool](), list[float]()
    for one in heard:
        ended = next(
            (stop, waited_s)
            for stop in one.stops
            if (waited_s := frames(rule(stop)) * FRAME / HEARING_RATE) <= stop.lasts_s
        )
        early = ended[0] is not one.stops[-1]
        if one.clip.pauses:
            cut_in.append(early)
        elif not early:
            delay_s.append((ended[0].end - one.clip.end) / HEARING_RATE + ended[1])
    return Score(setting, float(np.mean(cut_in)), float(np.median(delay_s)), float(np.quantile(delay_s, 0.95)))


def table(scores: dict[str, list[Score]]) -> str:
    """One row a setting."""
    lines = ["| | setting | cut in | delay, median | p95 |", "|---|---|---|---|---|"]
    for name, row in scores.items():
        lines += [
            f"| {name} | {one.setting:g} | {100 * one.cut_in:.1f} % | {one.median_s:.2f} s | {one.p95_s:.2f} s |"
            for one in row
        ]
    return "\n".join(lines)


def by_voice(heard: Sequence[Heard], rule: Rule) -> str:
    """The rule's scores for each voice."""
    lines = ["| voice, patience 1.0 | cut in | delay, median | p95 |", "|---|---|---|---|"]
    for voice in sorted({one.clip.voice for one in heard}):
        one = score([each for each in heard if each.clip.voice == voice], rule, 1.0)
        lines.append(f"| {voice} | {100 * one.cut_in:.1f} % | {one.median_s:.2f} s | {one.p95_s:.2f} s |")
    return "\n".join(lines)


def draw(scores: dict[str, list[Score]], path: Path) -> None:
    """Cut-ins against the median delay, and against the 95th percentile."""
    mpl.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(10, 4), sharey=True)
    for axis, field, aim_s, label in ((axes[0], "median_s", 0.5, "median"), (axes[1], "p95_s", 1.6, "95th percentile")):
        axis.axvspan(0.0, aim_s, ymax=0.05, color="0.85")
        for name, row in scores.items():
            axis.plot([getattr(one, field) for one in row], [100 * one.cut_in for one in row], "o-", ms=3, label=name)
        axis.set(xlabel=f"end of speech to end of turn, {label} (s)", xlim=(0.0, 3.4), ylim=(0, 100))
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("pauses of 0.4–1.0 s taken for the end (%)")
    axes[1].legend(frameon=False)
    figure.tight_layout()
    figure.savefig(path, dpi=110)
