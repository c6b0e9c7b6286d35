"""Models that follow a script, for conversations told as timelines under a virtual clock; each meets its Protocol."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from assistant import masks
from assistant.dialogue import SessionSettings
from assistant.errors import BadInput, EngineDied, UnknownThing
from assistant.generation import ORIEL, GenerationParams
from assistant.history import History
from assistant.messages import (
    HEARING_RATE,
    AudioChunk,
    Box,
    Detection,
    Image,
    Mask,
    Message,
    Pcm,
    ScoredIntent,
    ScoredPhrase,
    Segment,
    TranscribeOptions,
    Utterance,
)
from assistant.playback import RATE
from assistant.roles import Eyes, Models, Stream
from assistant.session import Session
from assistant.talk import MIC_STEP, STEP_S, Headset, Recorded, VirtualClock
from assistant.turns import TurnSettings
from assistant.words.grammar import clear_action

WORD_S = 0.3  # of the voice's sound
VOICE_RATE = 24_000


def spoken(word: int, seconds: float = 1.0) -> Pcm:
    """Speech as these actors understand it: a level that says which line of the script is spoken."""
    return np.full(round(seconds * 16_000), 1000 + word, np.int16)


class Ears:
    """SpeechDetector: anything but silence is speech."""

    def probability(self, frame: Pcm) -> float:
        return 0.95 if np.abs(frame).max() > 500 else 0.01

    def reset(self) -> None:
        pass


@dataclass
class Patience:
    """TurnDetector: says of each line of the script whether it sounds complete."""

    incomplete: set[int] = field(default_factory=set)

    def complete(self, pcm: Pcm) -> float:
        last = int(pcm[pcm > 500][-1]) - 1000
        return 0.1 if last in self.incomplete else 0.99


@dataclass
class Scribe:
    """Transcriber: writes down the lines whose levels it hears, in order."""

    lines: dict[int, str]
    language: str = "en"
    utterances: list[Utterance] = field(default_factory=list)
    fail: bool = False

    def transcribe(self, utterance: Utterance, options: TranscribeOptions) -> Stream[Segment]:
        self.utterances.append(utterance)
        if self.fail:
            raise EngineDied("the engine died while running whisper; this answer is lost, the next one will work")
        levels = dict.fromkeys(int(level) - 1000 for level in utterance.pcm[utterance.pcm > 500])
        text = " ".join(self.lines[level] for level in levels if self.lines.get(level))
        segments = [Segment(0.0, utterance.duration_s, text, self.language, ())] if text else []
        return Stream(iter(segments), lambda: None)


@dataclass
class Wit:
    """LanguageModel: answers by the last message; stalls at None and behind "…", fails where the answer is an error."""

    answers: dict[str, str | Exception | None]
    prompts: list[list[Message]] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)

    def reply(self, messages: list[Message], params: GenerationParams, schema: str | None = None) -> Stream[str]:
        self.prompts.append(messages)
        question = messages[-1].text
        stopped = threading.Event()

        def stop() -> None:
            if not stopped.is_set():
                self.cancelled.append(question)
            stopped.set()

        return Stream(self._words(self.answers.get(question, "I see."), stopped), stop)

    def _words(self, answer: "str | Exception | None", stopped: threading.Event) -> Iterator[str]:
        if answer is None:
            stopped.wait(30)
            return
        if isinstance(answer, Exception):
            yield "Well, "
            raise answer
        for word in answer.removesuffix("…").split(" "):
            yield f"{word} "
        if answer.endswith("…"):
            stopped.wait(30)
        stopped.set()  # a stream that has ended cannot be cancelled any more


class Tongue:
    """Voice: 0.3 s of sound for every word."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def speak(self, text: str, speed: float = 1.0, language: str = "en") -> Stream[AudioChunk]:
        self.said.append(text)
        pcm = np.full(round(len(text.split()) * WORD_S * VOICE_RATE), 5000, np.int16)
        return Stream(iter([AudioChunk(pcm, VOICE_RATE, text)]), lambda: None)


@dataclass
class Eye:
    """Detector: finds what the script says stands in a picture, phrase by phrase; knows nothing of a None."""

    sees: "dict[str, list[tuple[float, Box]] | None]" = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def find(self, image: Image, phrase: str, floor: float) -> Stream[Detection]:
        self.asked.append(phrase)
        if phrase in self.sees and self.sees[phrase] is None:
            raise UnknownThing(f"my detector does not know '{phrase}'")
        found = self.sees.get(phrase) or []
        detections = [Detection(n, phrase, phrase, score, box) for n, (score, box) in enumerate(found, 1)]
        return Stream((one for one in detections if one.score >= floor), lambda: None)


@dataclass
class Onlooker:
    """VisionModel: answers by the last message's words; stalls at None and behind "…", and takes so many pictures."""

    answers: dict[str, str | None] = field(default_factory=dict)
    otherwise: str = "A dog."
    most_pictures: int = 8
    asked: list[str] = field(default_factory=list)
    shown: list[list[Image]] = field(default_factory=list)
    prompts: list[list[Message]] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)

    def answer(self, images: list[Image], messages: list[Message], params: GenerationParams) -> Stream[str]:
        question = messages[-1].text
        if len(images) > self.most_pictures:
            raise BadInput(f"this model takes {self.most_pictures} pictures; got {len(images)}")
        self.asked.append(question)
        self.shown.append(images)
        self.prompts.append(messages)
        stopped = threading.Event()

        def stop() -> None:
            if not stopped.is_set():
                self.cancelled.append(question)
            stopped.set()

        return Stream(self._words(self.answers.get(question, self.otherwise), stopped), stop)

    def _words(self, answer: str | None, stopped: threading.Event) -> Iterator[str]:
        for word in (answer or "").removesuffix("…").split():
            yield f" {word}"
        if answer is None or answer.endswith("…"):
            stopped.wait(30)
        stopped.set()


class Scissors:
    """Segmenter: the outline of a thing is its box, a pixel less all around where it is fine; a hint moves a pixel."""

    def outline(self, image: Image, detections: list[Detection], is_fine: bool = False) -> Stream[Mask]:
        return Stream((self._outline(image, one, int(is_fine)) for one in detections), lambda: None)

    def _outline(self, image: Image, detection: Detection, rim: int) -> Mask:
        x0, y0, x1, y1 = (round(edge) for edge in detection.box_xyxy)
        inside = np.zeros((image.height, image.width), bool)
        inside[y0 + rim : y1 - rim, x0 + rim : x1 - rim] = True
        for hint in detection.hints:
            inside[int(hint.y), int(hint.x)] = hint.is_inside
        return masks.encode(inside, detection.id)


class Gist:
    """PhraseExtractor: has nothing to add."""

    def extract(self, text: str) -> Stream[ScoredPhrase]:
        return Stream(iter(()), lambda: None)


@dataclass
class Sorter:
    """IntentClassifier: says what the script says of a text; any other is what its shape tells, or talk."""

    intents: dict[str, list[ScoredIntent]] = field(default_factory=dict)

    def classify(self, text: str) -> Stream[ScoredIntent]:
        told = ScoredIntent(clear_action(text, "", 1) or "chat", 1.0)
        return Stream(iter(self.intents.get(text, [told])), lambda: None)


def cast(
    lines: dict[int, str],
    answers: "dict[str, str | Exception | None]",
    incomplete: Callable[[], set[int]] = set,
    eye: Eye | None = None,
    intents: dict[str, list[ScoredIntent]] | None = None,
    onlooker: Onlooker | None = None,
) -> Models:
    """All actors of a scene."""
    eyes = Eyes(eye or Eye(), Scissors(), Gist(), box_threshold=0.3, vision_model=onlooker)
    return Models(Ears(), Patience(incomplete()), Scribe(lines), Wit(answers), Tongue(), eyes, Sorter(intents or {}))


class Scene:
    """A session on actors and the headset it is heard through."""

    def __init__(
        self,
        models: Models,
        history: History | None = None,
        drafts: bool = False,
        context_tokens: int = 4096,
        attentive: bool = False,
    ) -> None:
        self.models = models
        self.clock = VirtualClock()
        self.settings = SessionSettings(
            "Be brief.",
            ORIEL,
            TurnSettings(),
            context_tokens,
            drafts=drafts,
            addressee="attentive" if attentive else "open",
            hears_itself=False,
        )
        self.session = Session(models, self.settings, history, self.clock)
        self.headset = Headset(self.session, self.clock)
        self.sound: Pcm = np.zeros(0, np.int16)

    def play(self, *lines: tuple[Pcm, float | None]) -> "Scene":
        self.sound = self.headset.play([Recorded(pcm, at) for pcm, at in lines])
        return self

    def perform(self, seconds: float, *cues: "tuple[float, Pcm | Callable[[], object]]") -> "Scene":
        """So many seconds in steps of 10 ms; a cue is spoken, or done, at its second, counted from now."""
        first = self.headset._steps
        mic = np.zeros(round(seconds * HEARING_RATE), np.int16)
        for at, cue in cues:
            if isinstance(cue, np.ndarray):
                start = round(at * HEARING_RATE)
                mic[start : start + len(cue)] = cue[: len(mic) - start]
        doings = sorted((round(at / STEP_S), number) for number, (at, _) in enumerate(cues))
        for step in range(round(seconds / STEP_S)):
            while doings and doings[0][0] <= step:
                doing = cues[doings.pop(0)[1]][1]
                if not isinstance(doing, np.ndarray):
                    self.session.settle()
                    doing()
            self.headset._step(mic[step * MIC_STEP : (step + 1) * MIC_STEP])
        self.session.settle()
        self.sound = np.concatenate(self.headset._recorded[first:])
        return self

    def is_silent(self, first_s: float, last_s: float) -> bool:
        """Whether Oriel was not heard between these seconds."""
        return not self.sound[round(first_s * RATE) : round(last_s * RATE)].any()

    @property
    def state(self) -> str:
        return self.session.snapshot().state

    @property
    def heard(self) -> list[str]:
        return [turn.heard for turn in self.session.snapshot().turns]

    @property
    def messages(self) -> list[str]:
        return [message.text for message in self.session.snapshot().messages]

    @property
    def prompts(self) -> list[list[str]]:
        """What the language model was given, the system's words left out."""
        assert isinstance(self.models.language_model, Wit)
        return [[message.text for message in prompt[1:]] for prompt in self.models.language_model.prompts]

    @property
    def said(self) -> list[str]:
        """What the voice was given."""
        assert isinstance(self.models.voice, Tongue)
        return self.models.voice.said

    def audible_s(self) -> list[float]:
        """Second of the first and the last audible sample."""
        loud = np.flatnonzero(self.sound)
        return [loud[0] / 24_000, loud[-1] / 24_000]


MakeScene = Callable[..., Scene]


def scenes() -> Iterator[MakeScene]:
    """For a fixture: makes scenes, and closes them at the end."""
    made: list[Scene] = []

    def make(*arguments: object, **options: object) -> Scene:
        made.append(Scene(*arguments, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.session.close()
