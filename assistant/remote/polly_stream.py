"""One text on its way from Amazon Polly: sound and word times arrive side by side, whole words go on."""

import queue
import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from assistant.errors import VoiceFailed
from assistant.messages import AudioChunk, Pcm, WordTime
from assistant.remote.calls import Calls, Cancelled
from assistant.remote.phrase_cache import Phrase
from assistant.remote.polly_client import PollyClient, trouble
from assistant.remote.polly_text import AT_THE_END, RATE, Wording, starts

READ_BYTES = 1600  # 50 ms of sound
SAMPLE_BYTES = 2
STALL_S = 1.0  # without a byte in the middle of the sound; longer where the first byte may take longer
MARKS_GRACE = 0.2  # of the time for the first byte, that complete sound waits for its word times
PROBE_BYTES = 48  # as much as tells a page of text from sound


@dataclass(frozen=True)
class Asked:
    """What is asked of Polly. marks: whether word times are worth asking for."""

    wording: Wording
    voice: str
    engine: str
    lexicons: tuple[str, ...]
    marks: bool

    def fields(self) -> dict[str, object]:
        """As boto3 takes them."""
        lexicons: dict[str, object] = {"LexiconNames": list(self.lexicons)} if self.lexicons else {}
        kind = "ssml" if self.wording.ssml else "text"
        return {"Text": self.wording.text, "TextType": kind, "VoiceId": self.voice, "Engine": self.engine, **lexicons}


@dataclass(frozen=True)
class _Sound:
    """More bytes of it; none: it is complete."""

    content: bytes


@dataclass(frozen=True)
class _Placed:
    """The samples at which words begin; none where that stays unknown, `never` where this voice gives no times."""

    starts: tuple[int, ...]
    never: bool = False


@dataclass(frozen=True)
class _Broken:
    """The sound ends here."""

    error: Exception


_Event = _Sound | _Placed | _Broken


class _Released:
    """How far the sound of some words has gone on; `sound` grows meanwhile. Owned by one thread."""

    def __init__(self, words: tuple[str, ...], sound: bytes | bytearray) -> None:
        self._words = words
        self._sound = sound
        self._next = 0
        self._cut = 0

    @property
    def samples(self) -> int:
        """How many have come."""
        return len(self._sound) // SAMPLE_BYTES

    def whole(self, starts: tuple[int, ...]) -> Iterator[AudioChunk]:
        """The words that have come as a whole, and have not gone on yet."""
        begun = bisect_right(starts, self.samples) - 1  # a word is whole where the one after it begins
        if begun > self._next:
            yield self._chunk(starts, begun, starts[begun])

    def rest(self, starts: tuple[int, ...]) -> AudioChunk:
        """The remaining words and the remaining sound."""
        return self._chunk(starts, len(self._words), self.samples)

    def pcm(self, start: int, end: int) -> Pcm:
        """Samples `start` to `end`."""
        return np.frombuffer(bytes(self._sound[start * SAMPLE_BYTES : end * SAMPLE_BYTES]), "<i2").astype(np.int16)

    def _chunk(self, starts: tuple[int, ...], after: int, end: int) -> AudioChunk:
        words = self._words[self._next : after]
        edges = [min(max(start, self._cut), end) - self._cut for start in starts[self._next : after]]
        times = [
            WordTime(word, first / RATE, last / RATE)
            for word, first, last in zip(words, edges, [*edges[1:], end - self._cut], strict=False)
        ]
        chunk = AudioChunk(self.pcm(self._cut, end), RATE, " ".join(words), tuple(times))
        self._next, self._cut = after, end
        return chunk


def said_again(phrase: Phrase, words: tuple[str, ...]) -> AudioChunk:
    """A kept phrase as one chunk."""
    starts = phrase.starts if len(phrase.starts) == len(words) else ()
    return _Released(words, phrase.pcm.astype("<i2").tobytes()).rest(starts)


class PollyPiece:
    """One request for sound and one for its word times, each on a thread of its own; one thread iterates `chunks`.

    After the last chunk, `phrase` is what was heard, to be kept; None where word times are missing that may come
    another time. `no_marks`: Polly refused to give this voice's.
    """

    def __init__(self, client: PollyClient, asked: Asked, wait_s: float, calls: Calls) -> None:
        self._client, self._asked, self._wait_s, self._calls = client, asked, wait_s, calls
        self._sound_call, self._marks_call = calls.new(), calls.new()
        self._events: queue.SimpleQueue[_Event] = queue.SimpleQueue()
        self._sound = bytearray()
        self._placed = None if asked.marks else _Placed(())
        self._released = _Released(asked.wording.words, self._sound)
        self.phrase: Phrase | None = None
        self.no_marks = False

    def chunks(self) -> Iterator[AudioChunk]:
        """Sound up to the last word that is whole, as it comes.

        Raises VoiceFailed where it breaks off, Cancelled where `calls` were.
        """
        self._calls.wake_by(lambda: self._events.put(_Broken(Cancelled())))
        self._start("polly-sound", self._fetch_sound)
        if self._asked.marks:
            self._start("polly-marks", self._fetch_marks)
        try:
            yield from self._arriving()
        finally:
            self._sound_call.cancel()
            self._marks_call.cancel()

    def _arriving(self) -> Iterator[AudioChunk]:
        until = time.monotonic() + self._wait_s
        while True:
            event = self._next(until)
            if isinstance(event, _Broken):
                if not isinstance(event.error, Cancelled):
                    yield from self._before_the_break()
                raise event.error
            if isinstance(event, _Placed):
                self._take(event)
            elif event.content:
                self._sound += event.content
                until = time.monotonic() + max(STALL_S, self._wait_s)
                self._check_beginning()
            else:
                yield from self._rest()
                return
            yield from self._whole_words()

    def _next(self, until: float) -> _Event:
        try:
            return self._events.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            return _Broken(trouble("slow", "no sound in time"))

    def _take(self, placed: _Placed) -> None:
        self._placed = placed
        self.no_marks = placed.never

    def _check_beginning(self) -> None:
        """A page of text, such as a network's sign-in, must not be heard as noise."""
        beginning = bytes(self._sound[:PROBE_BYTES])
        if len(beginning) == PROBE_BYTES and all(byte in b"\t\r\n" or 32 <= byte < 127 for byte in beginning):
            raise trouble("audio", "text")

    def _whole_words(self) -> Iterator[AudioChunk]:
        if self._placed is not None and self._placed.starts:
            yield from self._released.whole(self._placed.starts)

    def _before_the_break(self) -> Iterator[AudioChunk]:
        if self._sound:
            self._wait_for_marks()
            yield from self._whole_words()

    def _wait_for_marks(self) -> None:
        """Word times mostly come with the sound; where they do not, the sound does not wait long."""
        if self._placed is None:
            try:
                event = self._events.get(timeout=MARKS_GRACE * self._wait_s)
            except queue.Empty:
                return
            if isinstance(event, _Placed):
                self._take(event)
            elif isinstance(event, _Broken):
                raise event.error

    def _rest(self) -> Iterator[AudioChunk]:
        """The sound has ended: what was held back, unless the end is not where it belongs."""
        self._wait_for_marks()
        yield from self._whole_words()
        placed, samples = self._placed or _Placed(()), self._released.samples
        beyond = any(samples <= start < AT_THE_END for start in placed.starts)
        if not samples or len(self._sound) % SAMPLE_BYTES or beyond:
            raise trouble("audio", "cut off" if samples else "no sound")
        yield self._released.rest(placed.starts)
        if self._placed is not None and (placed.starts or placed.never or not self._asked.marks):
            kept = tuple(min(start, samples) for start in placed.starts)
            self.phrase = Phrase(self._released.pcm(0, samples), RATE, kept)

    def _start(self, name: str, work: Callable[[], None]) -> None:
        threading.Thread(target=work, name=name, daemon=True).start()

    def _fetch_sound(self) -> None:
        try:
            self._read_sound()
        except Exception as error:  # noqa: BLE001  # the top of a thread: raised again where the sound is awaited
            self._events.put(_Broken(error))

    def _read_sound(self) -> None:
        fields = {**self._asked.fields(), "OutputFormat": "pcm", "SampleRate": str(RATE)}
        content_type, pieces = self._client.stream(self._sound_call, READ_BYTES, fields)
        if not content_type.startswith("audio/pcm"):
            raise trouble("audio", content_type.partition(";")[0][:40])
        for piece in pieces:
            self._events.put(_Sound(piece))
        self._events.put(_Sound(b""))

    def _fetch_marks(self) -> None:
        fields = {**self._asked.fields(), "OutputFormat": "json", "SpeechMarkTypes": ["word"]}
        try:
            _, pieces = self._client.stream(self._marks_call, READ_BYTES, fields)
            self._events.put(_Placed(starts(b"".join(pieces), self._asked.wording)))
        except VoiceFailed as failed:  # the sound's own request tells what is the matter
            self._events.put(_Placed((), never=failed.reason == "voice"))
        except Exception:  # noqa: BLE001  # the top of a thread: sound without word times is whole in the end
            self._events.put(_Placed(()))
