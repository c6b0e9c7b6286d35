"""Speech and its words: as they were written, and which of them had sounded when it was cut off."""

from collections.abc import Sequence
from itertools import accumulate

from assistant.messages import AudioChunk, WordTime
from assistant.speakable import Said

WORD_STARTED = 0.3  # a word of which at least this share was played counts as heard


class AsWritten:
    """The chunks of one text that is spoken, in the words in which it is shown; "$29.50" takes five words to say.

    `chunk` is called with each of them in their order.
    """

    def __init__(self, parts: Sequence[Said]) -> None:
        self._parts = parts
        self._words = [(word, place) for place, part in enumerate(parts) for word in part.said.split()]
        self._next = 0

    @property
    def text(self) -> str:
        """All of it, as it is written."""
        return " ".join(filter(None, (" ".join(_shown(part)) for part in self._parts if part.said)))

    def chunk(self, chunk: AudioChunk) -> AudioChunk:
        """The same sound; a word that is said in two chunks is in the one where it ends."""
        times = _times(chunk)
        start = self._find([time.word for time in times])
        said = self._words[start : start + len(times)]
        self._next = start + len(said)
        written: list[WordTime] = []
        begins_s = 0.0
        for number, ((_, place), time) in enumerate(zip(said, times, strict=False)):
            begins_s = time.start_s if number == 0 or said[number - 1][1] != place else begins_s
            behind = start + number + 1
            if behind == len(self._words) or self._words[behind][1] != place:
                written += _evenly(_shown(self._parts[place]), begins_s, time.end_s)
        return AudioChunk(chunk.pcm, chunk.rate, " ".join(time.word for time in written), tuple(written))

    def _find(self, words: list[str]) -> int:
        """Where these words begin; a voice may leave out what it cannot say."""
        for start in range(self._next, len(self._words) - len(words) + 1):
            if [_bare(word) for word, _ in self._words[start : start + len(words)]] == [_bare(word) for word in words]:
                return start
        return self._next


def _bare(word: str) -> str:
    """Without what may close after it: a voice may drop that."""
    return word.rstrip('"”’»)]')


def _shown(part: Said) -> list[str]:
    return (part.written or part.said).split()


def _evenly(words: list[str], start_s: float, end_s: float) -> list[WordTime]:
    step_s = (end_s - start_s) / max(1, len(words))
    return [
        WordTime(word, start_s + place * step_s, start_s + (place + 1) * step_s) for place, word in enumerate(words)
    ]


def _times(chunk: AudioChunk) -> list[WordTime]:
    """When each word of a chunk is said; where the voice does not tell, by its share of the letters."""
    words = chunk.text.split()
    if len(chunk.words) == len(words):
        return [WordTime(word, time.start_s, time.end_s) for word, time in zip(words, chunk.words, strict=True)]
    total = sum(map(_weight, words))
    ends_s = [end * chunk.duration_s / total for end in accumulate(map(_weight, words))]
    return [WordTime(word, start, end) for word, start, end in zip(words, [0.0, *ends_s], ends_s, strict=False)]


def spoken_part(chunk: AudioChunk, offset: int) -> str:
    """The words of a chunk that sound in its first `offset` samples, with its own spaces."""
    heard = [time.start_s + WORD_STARTED * (time.end_s - time.start_s) < offset / chunk.rate for time in _times(chunk)]
    return _first_words(chunk.text, sum(heard))


def _weight(word: str) -> float:
    return len(word) + 1.5 + 3.0 * (word[-1:] in ".,;:!?")


def _first_words(text: str, count: int) -> str:
    """The first `count` words of `text` with its own spaces."""
    end = 0
    for _ in range(count):
        while end < len(text) and text[end].isspace():
            end += 1
        while end < len(text) and not text[end].isspace():
            end += 1
    return text[:end]
