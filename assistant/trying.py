"""A model tried out on one real input: what it made of it, and how long that took."""

import math
import time
from dataclasses import dataclass

import numpy as np

from assistant.audio import joined, resample
from assistant.engine_roles import (
    EngineDetector,
    EngineIntentClassifier,
    EngineLanguageModel,
    EnginePhraseExtractor,
    EngineSegmenter,
    EngineTranscriber,
    EngineVisionModel,
    EngineVoice,
    Part,
)
from assistant.errors import BadInput
from assistant.generation import GenerationParams
from assistant.messages import HEARING_RATE, Detection, Image, Message, TranscribeOptions, Utterance

SENTENCE = "Hello, this is how I sound."
QUESTION = "What is the capital of France? Answer in one word."
REQUEST = "Find the two dogs on the left."
ABOUT_A_PICTURE = "What is in this picture? Answer in a few words."
MOST_TOKENS = 24
NO_PICTURE = "drop a picture on the conversation first; this model is tried on the last one"


@dataclass(frozen=True)
class Tried:
    """says: what was put in and what came out; took_ms: from asking to the last of it."""

    says: str
    took_ms: int


def try_out(part: Part, voice: EngineVoice, picture: Image | None) -> Tried:
    """Run one real input; the model is loaded before the clock starts. Raises BadInput where a picture is needed."""
    if picture is None and isinstance(part, EngineDetector | EngineSegmenter | EngineVisionModel):
        raise BadInput(NO_PICTURE)
    heard = _spoken(voice) if isinstance(part, EngineTranscriber) else None
    part.engine.warm(part.handle)
    began = time.monotonic()
    says = _run(part, heard, picture)
    return Tried(says, math.ceil((time.monotonic() - began) * 1000))


def _spoken(voice: EngineVoice) -> Utterance:
    chunks = list(voice.speak(SENTENCE))
    if not chunks:
        raise BadInput("the voice that was to speak for the test says nothing")
    pcm = resample(joined(chunks, chunks[0].rate), chunks[0].rate, HEARING_RATE)
    return Utterance(pcm.astype(np.int16), HEARING_RATE, 0, len(pcm))


def _run(part: Part, heard: Utterance | None, picture: Image | None) -> str:
    match part:
        case EngineTranscriber() if heard is not None:
            words = " ".join(one.text.strip() for one in part.transcribe(heard, TranscribeOptions("en")))
            return f"“{SENTENCE}” was heard as “{words}”"
        case EngineLanguageModel():
            answer = "".join(part.reply([Message("user", QUESTION)], GenerationParams.greedy(MOST_TOKENS)))
            return f"“{QUESTION}” “{answer.strip()}”"
        case EngineVoice():
            chunks = list(part.speak(SENTENCE))
            seconds = sum(len(chunk.pcm) / chunk.rate for chunk in chunks)
            return f"{seconds:.1f} seconds of speech"
        case EnginePhraseExtractor():
            return f"“{REQUEST}” is about: {', '.join(one.text for one in part.extract(REQUEST)) or 'nothing'}"
        case EngineIntentClassifier():
            best = max(part.classify(REQUEST), key=lambda one: one.score, default=None)
            return f"“{REQUEST}” asks for: {best.intent if best else 'nothing'}"
    if picture is None:
        raise BadInput(NO_PICTURE)
    return _seen(part, picture)


def _seen(part: Part, picture: Image) -> str:
    match part:
        case EngineDetector():
            found = [one.label for one in part.find(picture, "", 0.35)]
            return f"in the last picture: {', '.join(found) or 'nothing that it knows'}"
        case EngineSegmenter():
            middle = (picture.width / 4, picture.height / 4, picture.width * 3 / 4, picture.height * 3 / 4)
            masks = list(part.outline(picture, [Detection(1, "middle", "middle", 1.0, middle)]))
            return f"{len(masks)} outline in the middle of the last picture"
        case EngineVisionModel():
            params = GenerationParams.greedy(MOST_TOKENS)
            answer = "".join(part.answer([picture], [Message("user", ABOUT_A_PICTURE)], params))
            return f"the last picture: “{answer.strip()}”"
    raise BadInput(f"{part.handle.name} cannot be tried from here")
