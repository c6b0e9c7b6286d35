"""Transcriber by faster-whisper's model, with an encoder context that fits the utterance.

Whisper pads all sound to 30 s. Encoded with little more than its own length, a short utterance takes a fifth of the
time and gives the same words, but now and then the decoder says them twice. So every transcript is held against the
speech that Silero heard: what has no room there is dropped when it repeats what was said, else decoded once more in
the full 30 s.
"""

import math
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import get_suppressed_tokens

from assistant.errors import ModelMissing, UnknownName
from assistant.languages import SURE, count_words
from assistant.messages import HEARING_RATE, Pcm, Segment, TranscribeOptions, Utterance, Word
from assistant.roles import Stream
from local_models.speech_windows import Window, heard, windows

FRAME = 160  # samples; the encoder makes 50 positions of 100 frames
FULL_FRAMES = 3000
LEAST_FRAMES = 700  # fewer, and short utterances are repeated or lose their last word
SILENT_FRAMES = 150  # behind the sound, so that the decoder notices its end
SILENCE = -0.4  # a feature of a quiet room; digital silence (-0.6 or less) and faster-whisper's 0 mislead more often
TIMESTAMP_S = 0.02
TOKENS_PER_S = 16  # twice what fast English needs; a script that needs more is decoded again without this bound
TOKENS_AT_LEAST = 24
POLL_S = 0.002

# Whisper's own thresholds for a transcript that is not to be trusted.
COMPRESSION = 2.4
LOG_PROB = -1.0
NO_SPEECH = 0.6
# Ours, against what Silero heard.
CHARACTERS_PER_S = 32.0  # nobody talks so fast; a repeated utterance does
END_SLACK_S = 0.3  # by which Silero's and Whisper's ends of speech differ
SHORT_SPEECH_S = 2.0  # less of it is not believed against Whisper's "no speech": music gives 0.5 to 0.9, people to 0.5
UNHEARD_S = 1.0  # so much speech behind the last word: the decoder stopped early
UNSURE_LOG_PROB = -0.75  # worth a wider search of the same encoding, which costs little
SURE_BEAM = 5  # for what is decoded once more
# To look for another language than the one that is held costs one step of the decoder: 10 ms, 4 to 9 % of a call.
LOOKED_AT_S = 1.0  # of speech; "okay" has 0.5 to 0.8 s, and is said in every language
FEWEST_WORDS = 2  # by which another language can be told

Encoded: TypeAlias = ctranslate2.StorageView  # float32 [1, positions, width]


@dataclass(frozen=True)
class Guess:
    """The language that an utterance is in (ISO 639-1), and how sure the model is, 0–1."""

    language: str
    probability: float


@dataclass(frozen=True)
class Phrase:
    """What Whisper wrote between two timestamps; seconds from the start of the window."""

    start_s: float
    end_s: float
    tokens: tuple[int, ...]
    text: str


@dataclass(frozen=True)
class Decoded:
    """What one run of the decoder gave. `finished` is False where the bound on tokens cut it off."""

    phrases: tuple[Phrase, ...]
    log_prob: float
    no_speech: float
    finished: bool

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(phrase.text for phrase in self.phrases).strip()


NOTHING = Decoded((), 0.0, 1.0, True)


@dataclass(frozen=True, eq=False)
class Call:
    """What stays the same throughout one transcription."""

    pcm: Pcm
    options: TranscribeOptions
    stopped: threading.Event


class Whisper:
    """Called by one thread at a time; `Stream.cancel` by any."""

    def __init__(self, folder: Path, threads: int, beam_size: int, device: str, compute_type: str) -> None:
        self._model = WhisperModel(str(folder), device=device, compute_type=compute_type, cpu_threads=threads)
        self._beam_size = beam_size
        self.languages: list[str] = sorted(self._model.supported_languages)
        silence = Window(0, HEARING_RATE, ())
        warm_up = Call(np.zeros(HEARING_RATE, np.int16), TranscribeOptions(), threading.Event())
        next(windows(warm_up.pcm), None)
        self._run(warm_up, silence, self._encode(warm_up.pcm, silence), self._tokenizer("en", False), beam_size, 4)

    def transcribe(self, utterance: Utterance, options: TranscribeOptions) -> Stream[Segment]:
        """Segments in order of time, each as soon as its window is decoded; none where nobody spoke.

        Raises UnknownName for a language that the model does not know.
        """
        if options.language is not None and options.language not in self.languages:
            raise UnknownName("language", options.language, self.languages)
        call = Call(heard(utterance), options, threading.Event())
        return Stream(self._segments(call), call.stopped.set)

    def language(self, utterance: Utterance) -> Guess | None:
        """The language of the first window of speech, by one step of the decoder; None where nobody spoke."""
        pcm = heard(utterance)
        window = next(windows(pcm), None)
        return None if window is None else _likeliest(self._chances(self._encode(pcm, window)))

    def _segments(self, call: Call) -> Iterator[Segment]:
        language = call.options.language
        for found in windows(call.pcm):
            window: Window | None = found
            while window is not None and not call.stopped.is_set():
                encoded = self._encode(call.pcm, window)
                spoken, decoded = self._first(call, window, encoded, language)
                language = language or spoken.language
                segments = self._window_segments(call, window, encoded, spoken, decoded)
                yield from segments
                window = _unheard(window, segments)

    def _first(self, call: Call, window: Window, encoded: Encoded, held: str | None) -> tuple[Guess, Decoded]:
        """The first run, in the language that is held, or in another that is surely heard and makes better words.

        Of 276 clips of English, some in noise, base surely took 3 for Bulgarian, Vietnamese or Thai; the words told.
        """
        is_open = call.options.held or call.options.language is None
        if held is not None and not (is_open and window.speech_s >= LOOKED_AT_S):
            return Guess(held, 1.0), self._in(held, call, window, encoded)
        chances = self._chances(encoded)
        likeliest = _likeliest(chances)
        language = held or likeliest.language
        decoded = self._in(language, call, window, encoded)
        if language != likeliest.language and likeliest.probability >= SURE:
            other = self._in(likeliest.language, call, window, encoded)
            if count_words(other.text) >= FEWEST_WORDS and (not decoded.text or other.log_prob > decoded.log_prob):
                return likeliest, other
        return Guess(language, chances[language]), decoded

    def _in(self, language: str, call: Call, window: Window, encoded: Encoded) -> Decoded:
        tokenizer = self._tokenizer(language, call.options.translate)
        return _held_against(self._run(call, window, encoded, tokenizer, self._beam_size, _bound(window)), window)

    def _window_segments(
        self, call: Call, window: Window, encoded: Encoded, spoken: Guess, decoded: Decoded
    ) -> list[Segment]:
        """What `decoded`, the first run, gives, or another run where that one is not to be trusted."""
        tokenizer, bound = self._tokenizer(spoken.language, call.options.translate), _bound(window)
        if decoded.log_prob < UNSURE_LOG_PROB and self._beam_size < SURE_BEAM and not call.stopped.is_set():
            decoded = _held_against(self._run(call, window, encoded, tokenizer, SURE_BEAM, bound), window)
        if _doubtful(decoded, window) and not call.stopped.is_set():
            encoded = self._encode(call.pcm, window, FULL_FRAMES)
            decoded = self._run(call, window, encoded, tokenizer, SURE_BEAM, self._model.max_length)
            decoded = _believed(_held_against(decoded, window), window)
        if call.stopped.is_set() or not decoded.phrases:
            return []
        segments = _segments(decoded, window, spoken)
        # Whisper rounds its timestamps, at times to a second: before more is decoded, the words are looked at.
        if call.options.word_times or _unheard(window, segments):
            words = self._words(decoded, window, encoded, tokenizer)
            segments = [_timed(segment, part, call.options) for segment, part in zip(segments, words, strict=True)]
        return segments

    def _encode(self, pcm: Pcm, window: Window, frames: int = 0) -> Encoded:
        """int16 [n] → what the decoder attends to; `frames` 0: as many as the window needs."""
        sound = pcm[window.start : window.end].astype(np.float32) / 32768.0
        needed = min(FULL_FRAMES, max(LEAST_FRAMES, len(sound) // FRAME + SILENT_FRAMES))
        frames = frames or needed + needed % 2
        features = self._model.feature_extractor(sound)[:, :frames]
        silence = ((0, 0), (0, frames - features.shape[1]))
        encoded: Encoded = self._model.encode(np.pad(features, silence, constant_values=SILENCE))
        return encoded

    def _run(
        self, call: Call, window: Window, encoded: Encoded, tokenizer: Tokenizer, beam_size: int, bound: int
    ) -> Decoded:
        prompt = self._model.get_prompt(tokenizer, [], hotwords=call.options.hot_words or None)
        running = self._model.model.generate(
            encoded,
            [prompt],
            asynchronous=True,
            beam_size=beam_size,
            max_length=min(self._model.max_length, len(prompt) + bound),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
        )[0]
        while not running.done():  # CTranslate2 cannot be interrupted; a run that is cancelled ends unheeded
            if call.stopped.wait(POLL_S):
                return NOTHING
        result = running.result()
        tokens = result.sequences_ids[0]
        return Decoded(
            phrases=tuple(_phrases(tokens, tokenizer, window.duration_s)),
            log_prob=result.scores[0] * len(tokens) / (len(tokens) + 1),
            no_speech=result.no_speech_prob,
            finished=len(tokens) < min(bound, self._model.max_length - len(prompt)),
        )

    def _words(
        self, decoded: Decoded, window: Window, encoded: Encoded, tokenizer: Tokenizer
    ) -> list[tuple[Word, ...]]:
        """The words of each phrase, by aligning the text with the decoder's attention."""
        # faster-whisper's own form; it adds "words" to each.
        phrases: list[dict[str, Any]] = [
            {"seek": 0, "start": phrase.start_s, "end": phrase.end_s, "tokens": list(phrase.tokens)}
            for phrase in decoded.phrases
        ]
        frames = round(window.duration_s * HEARING_RATE) // FRAME
        self._model.add_word_timestamps(
            [phrases], tokenizer, encoded, frames, "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、", 0.0
        )
        return [tuple(_word(word, window) for word in phrase["words"]) for phrase in phrases]

    def _chances(self, encoded: Encoded) -> dict[str, float]:
        """Every language's probability, by one step of the decoder."""
        found = self._model.model.detect_language(encoded)[0]
        return {token.strip("<|>"): probability for token, probability in found}

    def _tokenizer(self, language: str, translate: bool) -> Tokenizer:
        task = "translate" if translate else "transcribe"
        return Tokenizer(self._model.hf_tokenizer, self._model.model.is_multilingual, task=task, language=language)


def _likeliest(chances: dict[str, float]) -> Guess:
    return Guess(*max(chances.items(), key=lambda chance: chance[1]))


def _bound(window: Window) -> int:
    """Of the tokens that the first run may write."""
    return TOKENS_AT_LEAST + round(TOKENS_PER_S * window.duration_s)


def _phrases(tokens: list[int], tokenizer: Tokenizer, duration_s: float) -> Iterator[Phrase]:
    """Cut a decoder's output at its timestamps; text behind the last one reaches to the end of the window."""
    start_s, text = 0.0, list[int]()
    for token in [*tokens, tokenizer.timestamp_begin + round(duration_s / TIMESTAMP_S)]:
        if token < tokenizer.timestamp_begin:
            text.append(token)
            continue
        at_s = (token - tokenizer.timestamp_begin) * TIMESTAMP_S
        if text:
            yield Phrase(start_s, max(start_s, at_s), tuple(text), tokenizer.decode(text))
        start_s, text = at_s, []


def _held_against(decoded: Decoded, window: Window) -> Decoded:
    """Without the phrases that only repeat what was said, at a place where no speech is left that could say it."""
    for index, phrase in enumerate(decoded.phrases):
        said = _letters("".join(before.text for before in decoded.phrases[:index]))
        left_s = window.speech_end_s - phrase.start_s  # Whisper rounds its timestamps, at times to a second
        needed_s = max(END_SLACK_S, len(phrase.text) / CHARACTERS_PER_S)
        if left_s <= needed_s and _letters(phrase.text) in said:
            return replace(decoded, phrases=decoded.phrases[:index], finished=True)
    return decoded


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _doubtful(decoded: Decoded, window: Window) -> bool:
    late = any(phrase.start_s > window.speech_end_s for phrase in decoded.phrases)
    unsure = decoded.log_prob < LOG_PROB or decoded.no_speech > NO_SPEECH
    unsure = unsure or not decoded.finished or not decoded.phrases
    return late or unsure or _repetitive(decoded.text) or _too_fast(decoded.text, window)


def _believed(decoded: Decoded, window: Window) -> Decoded:
    """What is still not speech after the second run is none."""
    unsure = decoded.log_prob < LOG_PROB or window.speech_s < SHORT_SPEECH_S
    invented = decoded.no_speech > NO_SPEECH and unsure
    return NOTHING if invented or _too_fast(decoded.text, window) else decoded


def _repetitive(text: str) -> bool:
    raw = text.encode()
    return len(raw) > COMPRESSION * len(zlib.compress(raw))


def _too_fast(text: str, window: Window) -> bool:
    return len(text) > CHARACTERS_PER_S * (window.speech_s + END_SLACK_S)


def _segments(decoded: Decoded, window: Window, spoken: Guess) -> list[Segment]:
    """Phrases as segments of the utterance, kept within the window's speech."""
    words_sure = min(1.0, math.exp(decoded.log_prob))
    spans = [(window.seconds(phrase.start_s), window.seconds(phrase.end_s)) for phrase in decoded.phrases]
    return [
        Segment(*span, phrase.text.strip(), spoken.language, (), spoken.probability, words_sure)
        for span, phrase in zip(spans, decoded.phrases, strict=True)
    ]


def _word(word: dict[str, Any], window: Window) -> Word:
    start_s, end_s = window.spoken(float(word["start"]), float(word["end"]))
    return Word(start_s, end_s, word["word"].strip(), float(word["probability"]))


def _timed(segment: Segment, words: tuple[Word, ...], options: TranscribeOptions) -> Segment:
    if not words:
        return segment
    kept = words if options.word_times else ()
    return replace(segment, start_s=words[0].start_s, end_s=words[-1].end_s, words=kept)


def _unheard(window: Window, segments: list[Segment]) -> Window | None:
    """The rest of the window, where the decoder stopped although people spoke on."""
    rest = window.after(segments[-1].end_s) if segments else None
    worth_it = rest is not None and rest.speech_s > UNHEARD_S and rest.start > window.start + HEARING_RATE
    return rest if worth_it else None


def load(folder: str, threads: int = 2, beam_size: int = 1, device: str = "cpu", compute_type: str = "int8") -> Whisper:
    """Load the model of `folder` (a CTranslate2 conversion) and run it once. Raises ModelMissing.

    device: "cpu" or "cuda"; compute_type: as CTranslate2 names it.
    """
    if not (Path(folder) / "model.bin").is_file():
        raise ModelMissing(f"no Whisper model in {folder}; fetch it with: oriel models fetch")
    return Whisper(Path(folder), threads, beam_size, device, compute_type)
