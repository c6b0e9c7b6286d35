"""The roles whose models live in the engine: each is a call on a handle there."""

from dataclasses import dataclass

from assistant.engine.client import Engine
from assistant.engine.wire import Handle
from assistant.generation import GenerationParams
from assistant.messages import (
    AudioChunk,
    Detection,
    Image,
    Mask,
    Message,
    ScoredIntent,
    ScoredPhrase,
    Segment,
    TextBox,
    TranscribeOptions,
    Utterance,
)
from assistant.roles import Stream


@dataclass  # not frozen: another model may take over at a turn's end
class EngineTranscriber:
    """A Transcriber whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def transcribe(self, utterance: Utterance, options: TranscribeOptions) -> Stream[Segment]:
        return self.engine.call(self.handle, utterance, options)


@dataclass  # not frozen: another model may take over at a turn's end
class EngineLanguageModel:
    """A LanguageModel whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def reply(self, messages: list[Message], params: GenerationParams, schema: str | None = None) -> Stream[str]:
        return self.engine.call(self.handle, messages, params, schema)


@dataclass(frozen=True)
class EngineVoice:
    """A Voice whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def speak(self, text: str, speed: float = 1.0, language: str = "en") -> Stream[AudioChunk]:
        return self.engine.call(self.handle, text, speed, language)


@dataclass(frozen=True)
class EngineDetector:
    """A Detector whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def find(self, image: Image, phrase: str, floor: float) -> Stream[Detection]:
        return self.engine.call(self.handle, image, phrase, floor)


@dataclass(frozen=True)
class EngineSegmenter:
    """A Segmenter whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def outline(self, image: Image, detections: list[Detection], is_fine: bool = False) -> Stream[Mask]:
        return self.engine.call(self.handle, image, detections, is_fine)


@dataclass(frozen=True)
class EngineVisionModel:
    """A VisionModel whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def answer(self, images: list[Image], messages: list[Message], params: GenerationParams) -> Stream[str]:
        return self.engine.call(self.handle, images, messages, params)


@dataclass(frozen=True)
class EngineTextReader:
    """A TextReader whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def read(self, image: Image) -> Stream[TextBox]:
        return self.engine.call(self.handle, image)


@dataclass(frozen=True)
class EnginePhraseExtractor:
    """A PhraseExtractor whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def extract(self, text: str) -> Stream[ScoredPhrase]:
        return self.engine.call(self.handle, text)


@dataclass(frozen=True)
class EngineIntentClassifier:
    """An IntentClassifier whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def classify(self, text: str) -> Stream[ScoredIntent]:
        return self.engine.call(self.handle, text)


@dataclass(frozen=True)
class EngineClassifier:
    """A Classifier whose model lives in the engine. Any thread may call."""

    engine: Engine
    handle: Handle

    def classify(self, text: str, labels: list[str], template: str) -> Stream[ScoredIntent]:
        return self.engine.call(self.handle, text, labels, template)


Part = (
    EngineTranscriber
    | EngineLanguageModel
    | EngineVoice
    | EngineDetector
    | EngineSegmenter
    | EngineVisionModel
    | EngineTextReader
    | EnginePhraseExtractor
    | EngineIntentClassifier
    | EngineClassifier
)
