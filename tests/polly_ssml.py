"""SSML as Amazon Polly's engines read it: words with their bytes in the input, styles, pauses and marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.parsers import expat

BREAKS_S = {"none": 0.0, "x-weak": 0.0, "weak": 0.2, "medium": 0.2, "strong": 0.4, "x-strong": 0.8}
RATES = {"x-slow": 0.5, "slow": 0.8, "medium": 1.0, "fast": 1.3, "x-fast": 1.6, "default": 1.0}
TAGS = {"speak", "prosody", "break", "lang", "p", "s", "sub", "say-as", "mark", "emphasis", "w", "phoneme"}
ONLY_STANDARD = {"emphasis"}


class BadSsml(Exception):
    """What Polly answers with InvalidSsmlException."""


@dataclass(frozen=True)
class Style:
    rate: float = 1.0
    volume_db: float = 0.0
    alias: str = ""  # of <sub>, said instead


@dataclass(frozen=True)
class Token:
    """A word as written, its bytes in the input, and how it is said; or a pause, or an SSML mark."""

    written: str = ""
    start: int = 0
    end: int = 0
    said: str = ""
    style: Style = Style()
    pause_s: float = 0.0
    mark: str = ""


def plain_tokens(text: str) -> list[Token]:
    return list(_words([(char, start, start + len(char.encode())) for char, start in _offsets(text)], Style()))


def _offsets(text: str, start: int = 0) -> Iterator[tuple[str, int]]:
    for char in text:
        yield char, start
        start += len(char.encode())


def _words(chars: list[tuple[str, int, int]], style: Style) -> Iterator[Token]:
    word: list[tuple[str, int, int]] = []
    for item in [*chars, (" ", 0, 0)]:
        if not item[0].isspace():
            word.append(item)
        elif word:
            written = "".join(char for char, _, _ in word)
            yield Token(written, word[0][1], word[-1][2], written, style)
            word = []


@dataclass
class _Reader:
    """Reads SSML as one engine understands it; byte offsets are those of the input."""

    source: bytes
    engine: str
    tokens: list[Token] = field(default_factory=list)
    styles: list[Style] = field(default_factory=lambda: [Style()])
    open: list[str] = field(default_factory=list)
    chars: list[tuple[str, int, int]] = field(default_factory=list)

    def read(self) -> list[Token]:
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = lambda data: self._text(data, parser.CurrentByteIndex)
        try:
            parser.Parse(self.source, True)
        except expat.ExpatError as error:
            raise BadSsml from error
        return self.tokens

    def _text(self, data: str, at: int) -> None:
        if self.source[at : at + 1] == b"&":
            self.chars.append((data, at, self.source.index(b";", at) + 1))
        else:
            self.chars += [(char, start, start + len(char.encode())) for char, start in _offsets(data, at)]

    def _flush(self) -> None:
        style, words = self.styles[-1], list(_words(self.chars, self.styles[-1]))
        self.chars = []
        if style.alias and words:
            written = " ".join(word.written for word in words)
            words = [Token(written, words[0].start, words[-1].end, style.alias, style)]
        self.tokens += words

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._flush()
        if tag not in TAGS or (tag == "speak") != (not self.open):
            raise BadSsml
        if self.engine != "standard" and (tag in ONLY_STANDARD or "pitch" in attributes):
            raise BadSsml
        self.open.append(tag)
        style = self.styles[-1]
        if tag == "prosody":
            style = replace(style, rate=style.rate * _rate(attributes), volume_db=style.volume_db + _volume(attributes))
        elif tag == "sub":
            style = replace(style, alias=attributes["alias"])
        elif tag == "break":
            self.tokens.append(Token(pause_s=_break_s(attributes)))
        elif tag == "mark":
            self.tokens.append(Token(mark=attributes["name"]))
        self.styles.append(style)

    def _end(self, tag: str) -> None:
        self._flush()
        self.open.pop()
        self.styles.pop()
        if tag == "prosody" and self.engine == "generative" and not _whole_sentence(self.tokens):
            raise BadSsml  # only around full sentences
        if tag in {"p", "s"}:
            self.tokens.append(Token(pause_s=BREAKS_S["strong"]))


def _whole_sentence(tokens: list[Token]) -> bool:
    return not tokens or tokens[-1].written.rstrip("\"')”’")[-1:] in {".", "!", "?", ""}


def _rate(attributes: dict[str, str]) -> float:
    said = attributes.get("rate", "medium")
    if said in RATES:
        return RATES[said]
    if not (found := re.fullmatch(r"(\d+(?:\.\d+)?)%", said)) or not 20 <= float(found[1]) <= 200:
        raise BadSsml
    return float(found[1]) / 100


def _volume(attributes: dict[str, str]) -> float:
    found = re.fullmatch(r"([+-]\d+(?:\.\d+)?)dB", attributes.get("volume", "+0dB"))
    return float(found[1]) if found else 0.0


def _break_s(attributes: dict[str, str]) -> float:
    if "time" not in attributes:
        return BREAKS_S[attributes.get("strength", "medium")]
    if not (found := re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s)", attributes["time"])):
        raise BadSsml
    seconds = float(found[1]) / (1000 if found[2] == "ms" else 1)
    if seconds > 10:
        raise BadSsml
    return seconds


def ssml_tokens(text: str, engine: str) -> list[Token]:
    return _Reader(text.encode(), engine).read()
