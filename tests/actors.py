"""Models that follow a script, for conversations told as timelines under a virtual clock; each meets its Protocol."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from assistant.errors import EngineDied
from assistant.messages import AudioChunk, Message, Pcm, ReplyParams, Segment, TranscribeOptions, Utterance
from assistant.roles import Models, Stream

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
        return 0.1 if last in self.incomplete else 0.9


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
    """LanguageModel: answers by the last message; stalls where the answer is None, fails where it is an error."""

    answers: dict[str, str | Exception | None]
    prompts: list[list[Message]] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)

    def reply(self, messages: list[Message], params: ReplyParams, schema: str | None = None) -> Stream[str]:
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
        for word in answer.split(" "):
            yield f"{word} "
        stopped.set()  # a stream that has ended cannot be cancelled any more


class Tongue:
    """Voice: 0.3 s of sound for every word."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def speak(self, text: str, speed: float = 1.0) -> Stream[AudioChunk]:
        self.said.append(text)
        pcm = np.full(round(len(text.split()) * WORD_S * VOICE_RATE), 5000, np.int16)
        return Stream(iter([AudioChunk(pcm, VOICE_RATE, text)]), lambda: None)


def cast(
    lines: dict[int, str], answers: "dict[str, str | Exception | None]", incomplete: Callable[[], set[int]] = set
) -> Models:
    """All actors of a scene."""
    return Models(Ears(), Patience(incomplete()), Scribe(lines), Wit(answers), Tongue())
