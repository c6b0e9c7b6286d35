"""What Amazon Polly is sent for a text, and where its speech marks place the words: pure, nothing is sent here."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

RATE = 16_000  # Hz; the most that Polly's pcm has
SLOWEST, FASTEST = 20, 200  # per cent, of <prosody rate>
BILLED_LIMIT = 3_000  # characters in one request, without tags
TOTAL_LIMIT = 6_000  # with tags
TAGS_AT_MOST = 100  # characters of tags around a text
PAUSE = '<break strength="strong"/>'  # between lines
# Polly's engines that refuse <prosody> around less than a full sentence, which a clause is:
# https://docs.aws.amazon.com/polly/latest/dg/prosody-tag.html
WHOLE_SENTENCES_ONLY = frozenset({"generative"})
AT_THE_END = 2**32 - 1  # the start of a word that no mark places: known only when the sound has ended
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Pace:
    """A speed as Polly can be asked for it. left: the factor by which the sound is yet to be made faster."""

    percent: int
    left: float


@dataclass(frozen=True)
class Wording:
    """A text as it is sent. words: as they were written, spans: the bytes of `text` in which each stands."""

    text: str
    ssml: bool
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def pace(speed: float, engine: str) -> Pace:
    """How an engine is asked for a speed: by <prosody> from 0.2 to 2; what it cannot do is left to the caller."""
    if engine in WHOLE_SENTENCES_ONLY:
        return Pace(100, speed)
    percent = min(FASTEST, max(SLOWEST, round(speed * 100)))
    return Pace(percent, 1.0 if abs(percent - speed * 100) < 1 else speed * 100 / percent)


def parts(text: str) -> Iterator[str]:
    """Text in pieces that Polly takes in one request, cut between words; a longer single word stays whole."""
    part: list[str] = []
    room, billed_room = TOTAL_LIMIT - TAGS_AT_MOST, BILLED_LIMIT
    for line in text.splitlines():
        for word in [*line.split(), "\n"]:
            size = len(PAUSE if word == "\n" else escape(word)) + 1
            if part and (room < size or billed_room < len(word) + 1):
                yield " ".join(part)
                part, room, billed_room = [], TOTAL_LIMIT - TAGS_AT_MOST, BILLED_LIMIT
            part.append(word)
            room, billed_room = room - size, billed_room - len(word) - 1
    if "".join(part).strip():
        yield " ".join(part)


def wording(text: str, percent: int) -> Wording:
    """Text as plain text, or as SSML where its pace is not the usual one or where lines ask for a pause between."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    ssml = percent != 100 or len(lines) > 1
    opening, closing = _around(percent) if ssml else ("", "")
    sent, size = [opening], len(opening)
    spans = []
    for number, line in enumerate(lines):
        if number:
            sent.append(PAUSE)
            size += len(sent[-1])
        for at, word in enumerate(line):
            gap = " " if at else ""
            written = _NOT_XML.sub("", word)
            written = escape(written) if ssml else written
            start = size + len(gap)
            size = start + len(written.encode())
            spans.append((start, size))
            sent.append(gap + written)
    words = tuple(word for line in lines for word in line)
    return Wording("".join([*sent, closing]), ssml, words, tuple(spans))


def _around(percent: int) -> tuple[str, str]:
    if percent == 100:
        return "<speak>", "</speak>"
    return f'<speak><prosody rate="{percent}%">', "</prosody></speak>"


def starts(marks: bytes, said: Wording) -> tuple[int, ...]:
    """The sample at which each word begins, by Polly's lines of JSON; empty where they place no word.

    A word without a mark of its own (a dash) begins where the next one does. Raises ValueError for what are no marks.
    """
    placed: list[int | None] = [None] * len(said.words)
    for line in marks.splitlines():
        kind, start, end, sample = _mark(line)
        if kind != "word":
            continue
        for at, (first, last) in enumerate(said.spans):
            if placed[at] is None and start < last and end > first:
                placed[at] = sample
    if all(sample is None for sample in placed):
        return ()
    following, found = AT_THE_END, []
    for own in reversed(placed):
        following = min(following, AT_THE_END if own is None else own)
        found.append(following)
    return tuple(reversed(found))


def _mark(line: bytes) -> tuple[str, int, int, int]:
    """Type, first and last byte, and sample of a mark."""
    try:
        mark = json.loads(line)
        sample = min(max(0, int(mark["time"]) * RATE // 1000), AT_THE_END)
        return mark["type"], int(mark.get("start", 0)), int(mark.get("end", 0)), sample
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no speech mark") from error


def words_of(text: str, ssml: bool) -> str:
    """What of a text that is sent is words: tags left out, entities read."""
    return unescape(_TAG.sub(" ", text)).strip() if ssml else text


def billed_characters(text: str, ssml: bool) -> int:
    """The characters that Amazon bills for a request: all but the tags of SSML."""
    return len(unescape(_TAG.sub("", text))) if ssml else len(text)
