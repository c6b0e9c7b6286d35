"""What a model can be to Oriel: one Protocol a role, all of them blocking, and the `Stream` that each returns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.generation import GenerationParams
from assistant.messages import (
    AudioChunk,
    Detection,
    Image,
    Mask,
    Message,
    Pcm,
    ScoredIntent,
    ScoredPhrase,
    Segment,
    TextBox,
    TranscribeOptions,
    Utterance,
)

T = TypeVar("T")


class Stream(Generic[T]):
    """An iterator that any thread may cancel, at once and more than once; a blocked `next` then ends.

    A plain generator cannot do this: closing one that runs raises `ValueError: generator already executing`.
    `source` yields the items; `stop` makes a blocked `source` return soon (set a flag, wake a queue).
    One thread iterates; any thread cancels.
    """

    def __init__(self, source: Iterator[T], stop: Callable[[], None]) -> None:
        self._source = source
        self._stop = stop
        self._cancelled = False

    def __iter__(self) -> "Stream[T]":
        return self

    def __next__(self) -> T:
        if self._cancelled:
            raise StopIteration
        item = next(self._source)
        if self._cancelled:
            raise StopIteration
        return item

    def cancel(self) -> None:
        """End the stream; what was already on its way is dropped."""
        self._cancelled = True
        self._stop()


class SpeechDetector(Protocol):
    """Tells speech from everything else, 32 ms at a time."""

    def probability(self, frame: Pcm) -> float:
        """frame: int16 [512] at 16 kHz → probability of speech, 0–1."""

    def reset(self) -> None:
        """Forget what came before."""


class TurnDetector(Protocol):
    """Tells whether a speaker has finished or only paused."""

    def complete(self, pcm: Pcm) -> float:
        """pcm: int16 [n] at 16 kHz, the last 8 s count → probability that the turn is complete, 0–1."""


class Transcriber(Protocol):
    """Turns speech into words."""

    def transcribe(self, utterance: Utterance, options: TranscribeOptions) -> Stream[Segment]:
        """Segments in order of time; none where nobody spoke. Raises UnknownName for a language it does not know."""


class LanguageModel(Protocol):
    """Continues a conversation."""

    def reply(self, messages: list[Message], params: GenerationParams, schema: str | None = None) -> Stream[str]:
        """Pieces of the next assistant message; with `schema` (JSON Schema as text) they join to JSON that fits it."""


class VisionModel(Protocol):
    """Answers questions about pictures in its own words."""

    def answer(self, images: list[Image], messages: list[Message], params: GenerationParams) -> Stream[str]:
        """Pieces of the next assistant message; `Message.images` says which pictures come before which words.

        Raises BadInput for more pictures than the model takes, and for messages that show one that is not in `images`.
        """


class TextReader(Protocol):
    """Reads what is written in a picture."""

    def read(self, image: Image) -> Stream[TextBox]:
        """Lines of text from top to bottom, those side by side from left to right; none where nothing is written."""


class Detector(Protocol):
    """Finds things by name."""

    def find(self, image: Image, phrase: str, floor: float) -> Stream[Detection]:
        """Everything that `phrase` ("red car") names, scored at least `floor`, the surest first.

        An empty phrase asks for whatever the detector knows. Raises UnknownThing for a noun it cannot know.
        """


class Segmenter(Protocol):
    """Outlines things."""

    def outline(self, image: Image, detections: list[Detection], is_fine: bool = False) -> Stream[Mask]:
        """One mask for each detection, in their order; where nothing can be outlined its area is 0.

        A detection's hints count: its mask reaches to the points inside, and keeps off those outside. is_fine: take
        the time for an edge as exact as the picture has it.
        """


class PhraseExtractor(Protocol):
    """Says what a text is about."""

    def extract(self, text: str) -> Stream[ScoredPhrase]:
        """Phrases of one to three words, the most telling first."""


class IntentClassifier(Protocol):
    """Says at once, though not always rightly, what an utterance asks for."""

    def classify(self, text: str) -> Stream[ScoredIntent]:
        """The likeliest intents, at most three, the likeliest first."""


class Classifier(Protocol):
    """Says which of some labels a text is about, without having learned them."""

    def classify(self, text: str, labels: list[str], template: str) -> Stream[ScoredIntent]:
        """The likeliest labels, at most three, the likeliest first; together all labels' scores are 1.

        template: the sentence that a label is put into, with {} where it goes. Raises BadInput for a template without
        {}, and for fewer than two labels.
        """


class Embedder(Protocol):
    """Places sentences in a space where near means alike."""

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        """n texts → float32 [n, d], rows of unit length."""


class Voice(Protocol):
    """Speaks."""

    def speak(self, text: str, speed: float = 1.0, language: str = "en") -> Stream[AudioChunk]:
        """Text as it should be said in, sound out as soon as it is ready; the chunks' texts join to `text`.

        speed: 2 is twice as fast; language: ISO 639-1. Raises VoiceFailed where the voice breaks off; every word that
        was yielded until then is whole.
        """


@dataclass  # not frozen: other models may take over at a turn's end
class Eyes:
    """What a request about a picture needs. box_threshold: the score from which the detector is believed.

    vision_model: answers in its own words; None where none was chosen, so that only what was found is told.
    text_reader: reads what is written; every profile has one.
    fine_segmenter: outlines where an edge is to be as exact as can be; None: the same that outlines always.
    """

    detector: Detector
    segmenter: Segmenter
    phrase_extractor: PhraseExtractor
    box_threshold: float
    vision_model: VisionModel | None = None
    text_reader: TextReader | None = None
    fine_segmenter: Segmenter | None = None


@dataclass(frozen=True)
class Models:
    """One model for each role that a conversation needs."""

    speech_detector: SpeechDetector
    turn_detector: TurnDetector
    transcriber: Transcriber
    language_model: LanguageModel
    voice: Voice
    eyes: Eyes
    intent_classifier: IntentClassifier
    zero_shot: Classifier | None = None  # where its weights were fetched
