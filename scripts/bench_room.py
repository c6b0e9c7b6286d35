"""A room to measure conversations in: real ears, a scripted mind, and a loudspeaker that the microphone may hear."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import soxr
from numpy.typing import NDArray
from over_clips import by_espeak

from assistant import config
from assistant.addressee import Mode
from assistant.backends import Backends
from assistant.desk import session_settings
from assistant.generation import GenerationParams
from assistant.messages import (
    HEARING_RATE,
    AudioChunk,
    Message,
    Pcm,
    ScoredIntent,
    Segment,
    Snapshot,
    TranscribeOptions,
    Utterance,
)
from assistant.playback import RATE
from assistant.roles import Models, Stream, Transcriber, Voice
from assistant.session import Session
from assistant.talk import MIC_STEP, POLL_S, SPEAKER_STEP, STEP_S, VirtualClock
from assistant.understand import read_tables

ROOM_NOISE = 12.0  # RMS, int16: a quiet room at -69 dB
LOOKED_BACK = 3 * SPEAKER_STEP  # of what was played, resampled at once, so that the middle of it has no edge
ECHO_STEPS = 1  # by which that makes the echo late
LOOKS_EVERY = 5  # steps
NOTHING = np.zeros(0, np.int16)
OTHER_VOICE = "en-gb+f3"
LONG = "Tell me about the harbour and read all of it."
SHORT = "Yes, that can be done."
STORY = """The harbour was built long before the railway came, when wool was still carried down from the hills on mules.
At first there was only a wooden pier, and every second winter the storms took half of it away again.
Then a merchant from the north paid for a wall of granite, which took eleven years and ruined him.
Behind that wall, forty ships could lie through the worst of December without losing a rope.
Fishermen sold their catch on the steps in the morning, and the whole town smelled of smoke and tar by noon.
In the evening lamps were hung along the quay, one for each boat that had not returned.
Later the steamers arrived, and with them came coal, newspapers, and a small orchestra for the summer guests.
The old lighthouse was moved stone by stone to the other bank, because the channel had shifted with the sand.
Children learned to swim between the moorings, although their grandmothers had forbidden it every single year.
When the war was over, most of the fleet was sold, and grass began to grow between the tracks of the crane.
Today a museum stands in the customs house, with nets and compasses, and a bell that was pulled up from the seabed.
Its keeper opens the upper windows at high tide, so that visitors can hear the water beneath the floor.
Painters come in September for the light, and they rent the sheds where sails used to be mended.
Each of them leaves one picture behind, and by now the walls of the tavern have no room for another.
On the last Sunday of the season everybody walks to the end of the mole and throws a pebble for good luck."""


class ScriptedMind:
    """LanguageModel: tells a long story where it is asked for it, and else answers in a few words."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def reply(
        self,
        messages: list[Message],
        params: GenerationParams,  # noqa: ARG002
        schema: str | None = None,  # noqa: ARG002
    ) -> Stream[str]:
        """Every word at once."""
        question = messages[-1].text
        self.asked.append(question)
        text = " ".join(STORY.split()) if question == LONG else SHORT
        return Stream((f"{word} " for word in text.split()), lambda: None)


class Awaited:
    """Transcriber that tells whether it is at work, so that virtual time can wait for it."""

    def __init__(self, transcriber: Transcriber) -> None:
        self._transcriber = transcriber
        self._guard = threading.Lock()  # it is called from several threads
        self.at_work = 0

    def transcribe(self, utterance: Utterance, options: TranscribeOptions) -> Stream[Segment]:
        """As the transcriber it waits for."""
        stream = self._transcriber.transcribe(utterance, options)
        return Stream(self._counted(stream), stream.cancel)

    def _counted(self, stream: Stream[Segment]) -> Iterator[Segment]:
        self._count(1)
        try:
            yield from stream
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self._guard:
            self.at_work += more


class AllTalk:
    """IntentClassifier: everything is talk."""

    def classify(self, text: str) -> Stream[ScoredIntent]:  # noqa: ARG002
        """One intent, sure."""
        return Stream(iter([ScoredIntent("chat", 1.0)]), lambda: None)


class Remembered:
    """Voice that speaks each piece of text once, and from then on plays it again at once."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._said: dict[tuple[str, float, str], list[AudioChunk]] = {}

    def speak(self, text: str, speed: float = 1.0, language: str = "en") -> Stream[AudioChunk]:
        """As the voice that it remembers."""
        key = (text, speed, language)
        if key not in self._said:
            self._said[key] = list(self._voice.speak(text, speed, language))
        return Stream(iter(self._said[key]), lambda: None)


@dataclass(frozen=True)
class Way:
    """The way from the loudspeaker to the microphone: nothing comes through where `gain` is 0."""

    gain: float = 0.0
    delay_s: float = 0.05


NOBODY = Way()  # hears it: a headset


@dataclass(frozen=True, eq=False)
class Stretch:
    """Some time in the room. sound: what Oriel let out, int16 mono at 24 kHz.

    silenced: the step, of STEP_S, after which it was silent first; held_s: for how long it was held back.
    """

    sound: Pcm
    silenced: int | None
    held_s: float


class Room:
    """Owned by the thread that calls it; `clock` None: in real time."""

    def __init__(
        self,
        models: Models,
        settings: config.Config,
        clock: VirtualClock | None,
        seed: int,
        way: Way = NOBODY,
        mode: Mode = "open",
        drafts: bool = True,
    ) -> None:
        wanted = replace(session_settings(settings, aloud=True, addressee=mode), language="en", drafts=drafts)
        models.speech_detector.reset()
        transcriber = Awaited(models.transcriber)
        self.session = Session(replace(models, transcriber=transcriber), wanted, None, clock or time.monotonic)
        self._transcriber = transcriber
        self._clock = clock
        self._way = way
        self._random = np.random.default_rng(seed)
        self._steps = 0
        self._started = time.monotonic()
        self._played = np.zeros(LOOKED_BACK, np.int16)
        self._echo = np.zeros(round(way.delay_s * HEARING_RATE) - MIC_STEP * (1 + ECHO_STEPS), np.float32)

    def play(self, pcm: Pcm = NOTHING, until: Callable[[Snapshot], bool] | None = None, then_s: float = 0.0) -> Stretch:
        """Speak into the microphone, then be silent for `then_s`, or until something is to be seen."""
        spoken = -(-len(pcm) // MIC_STEP)
        steps = spoken + round(then_s / STEP_S)
        mic = np.pad(pcm, (0, steps * MIC_STEP - len(pcm)))
        sound = [np.zeros(0, np.int16)]
        silenced, held = None, 0
        playback = self.session.playback
        for step in range(steps):
            sound.append(self._step(mic[step * MIC_STEP : (step + 1) * MIC_STEP]))
            held += playback.held
            if silenced is None and (playback.held or not playback.waiting_s):
                silenced = step + 1
            if until is not None and step >= spoken and step % LOOKS_EVERY == 0 and until(self.session.snapshot()):
                break
        return Stretch(np.concatenate(sound), silenced, held * STEP_S)

    def catch_up(self) -> None:
        """Real time goes on from here, however long something took beside it."""
        self._started = time.monotonic() - self.now_s

    def tell_the_story(self) -> None:
        """Have Oriel say something long, and wait until it is heard."""
        self.session.ask(LONG)
        self.play(until=lambda seen: seen.state == "speaking", then_s=20.0)

    def rest(self) -> None:
        """End whatever is said, and be silent for a moment."""
        self.session.interrupt()
        self.play(until=lambda seen: seen.state == "idle", then_s=5.0)
        self.session.begin_anew()
        self.play(then_s=0.8)

    @property
    def now_s(self) -> float:
        """Since the room was opened."""
        return self._steps * STEP_S

    @property
    def left_s(self) -> float:
        """How long the sound goes on that waits already."""
        return self.session.playback.waiting_s

    def _step(self, mic: Pcm) -> Pcm:
        if self._clock is None:
            time.sleep(max(0.0, self._started + self._steps * STEP_S - time.monotonic()))
        else:
            self._settle()
            self._clock.now_s = self._steps * STEP_S
        noise = self._random.standard_normal(MIC_STEP) * ROOM_NOISE
        self.session.feed(np.clip(mic + noise + self._echoed(), -32768, 32767).astype(np.int16))
        played = self.session.playback.pull(SPEAKER_STEP)
        self._played = np.concatenate([self._played[SPEAKER_STEP:], played])
        both = soxr.resample(self._played.astype(np.float32), RATE, HEARING_RATE)
        self._echo = np.concatenate([self._echo, both[MIC_STEP : 2 * MIC_STEP]])
        self._steps += 1
        return played

    def _settle(self) -> None:
        """Until nothing is computed; a question over an answer is not waited for by the session itself."""
        self.session.settle()
        while self._transcriber.at_work:
            time.sleep(POLL_S)
            self.session.settle()

    def _echoed(self) -> NDArray[np.float32]:
        """What the microphone hears of the loudspeaker in this step; real time may be too late for it."""
        echo, self._echo = self._echo[:MIC_STEP], self._echo[MIC_STEP:]
        return np.pad(self._way.gain * echo, (0, MIC_STEP - len(echo)))


class EspeakVoice:
    """Voice by espeak-ng, so that Hibari can be the user."""

    def speak(self, text: str, speed: float = 1.0, language: str = "en") -> Stream[AudioChunk]:  # noqa: ARG002
        """One chunk."""
        pcm = next(by_espeak(OTHER_VOICE, [text])).pcm
        return Stream(iter([AudioChunk(np.pad(pcm, (0, HEARING_RATE // 5)), HEARING_RATE, text)]), lambda: None)


@contextlib.contextmanager
def open_models(settings: config.Config) -> Iterator[Models]:
    """Real detectors, transcriber and voice, in engines of this program's own; the mind is scripted."""
    with TemporaryDirectory(prefix="oriel-", ignore_cleanup_errors=True) as folder:
        own = replace(settings, folders=replace(settings.folders, runtime=Path(folder), log=Path(folder)))
        with Backends(own) as backends:
            backends.warm(backends.transcriber, backends.voice)
            read_tables()
            yield replace(
                backends.models(),
                language_model=ScriptedMind(),
                voice=Remembered(backends.voice),
                intent_classifier=AllTalk(),
                zero_shot=None,
            )


def quantiles(values: list[float]) -> str:
    """Median and 95th percentile in seconds."""
    if not values:
        return "–"
    return f"{float(np.median(values)):.2f} s, p95 {float(np.quantile(values, 0.95)):.2f} s"


def share(count: int, total: int) -> str:
    """ "2 of 40 (5.0 %)"."""
    return f"{count} of {total} ({100 * count / max(1, total):.1f} %)"
