"""How a word is to be said, taught by voice: "pronounce Nguyen as win", in five languages."""

import re
from dataclasses import dataclass

LONGEST = 120  # characters of such an order
MOST_WORDS = 4  # of what is taught, and of how it is said


@dataclass(frozen=True)
class Pronunciation:
    """word: as it is written; said: as a voice should read it, "" for as it would by itself."""

    word: str
    said: str


_QUOTE = "[\"'“”„‘’«»]?"
_WORD, _SAID = (rf"{_QUOTE}(?P<{name}>[^\"“”„«»]+?){_QUOTE}" for name in ("word", "said"))
_QUOTED = '["\'“”„‘’«»](?P<quoted>[^"“”„«»]+?)["\'“”„‘’«»]'
_THE, _DAS, _LE, _LA = (
    "(?:the (?:word|name) )?",
    "(?:das wort |den namen )?",
    "(?:le mot |le nom )?",
    "(?:la palabra )?",
)
_EN = "(?:(?:please|from now on|oriel|ok(?:ay)?),? )*"
TEACHES = (
    rf"{_EN}pronounce {_THE}{_WORD} (?:as|like) {_SAID}",
    rf"{_EN}say (?:the (?:word|name) {_WORD}|{_QUOTED}) (?:as|like) {_SAID}",
    rf"{_EN}(?:the (?:word|name) {_WORD}|(?P<lone>\S+)) is pronounced(?: as| like)? {_SAID}",
    rf"(?:(?:bitte|oriel|ab jetzt),? )*sprich {_DAS}{_WORD} (?:bitte )?(?:wie|als) {_SAID} aus",
    rf"(?:das wort|der name) {_WORD} (?:spricht man|wird) (?:wie )?{_SAID} (?:aus|ausgesprochen)",
    rf"(?P<lone>\S+) spricht man (?:wie )?{_SAID} aus",
    rf"(?:oriel,? )?prononce[zr]? {_LE}{_WORD} comme {_SAID}",
    rf"(?:oriel,? )?pronuncia {_LA}{_WORD} como {_SAID}",
    rf"(?:请)?把{_WORD}(?:读|念)(?:成|作){_SAID}",
)
FORGETS = (
    rf"{_EN}(?:pronounce|say) {_THE}{_WORD} (?:normally|as before|as usual)(?: again)?",
    rf"{_EN}forget how to (?:pronounce|say) {_THE}{_WORD}",
    rf"(?:bitte )?sprich {_DAS}{_WORD} (?:wieder )?(?:normal|wie vorher|wie immer) aus",
    rf"prononce[zr]? {_LE}{_WORD} (?:normalement|comme avant)",
    rf"pronuncia {_LA}{_WORD} (?:normalmente|como antes)",
    rf"(?:请)?把{_WORD}(?:照常|正常)(?:读|念)",
)
# With these it is something else: "say it like a pirate", "what is pronounced as win?"
NOT_TAUGHT = frozenset(
    "it that this everything something hello goodbye what who which how das es alles was wer wie".split()
    + "ça cela tout eso esto".split()
)
NOT_SAID = frozenset("you a an the if i we they in on before usual".split())


def pronunciation(text: str) -> Pronunciation | None:
    """What an utterance teaches about a word, if it does nothing else."""
    if len(text) > LONGEST or text.rstrip().endswith(("?", "？")):
        return None
    if word := _matched(FORGETS, text):
        return Pronunciation(_clean(word["word"]), "") if _fits(word["word"], NOT_TAUGHT) else None
    taught = _matched(TEACHES, text)
    if taught is None:
        return None
    word = next(filter(None, (taught.groupdict().get(name) for name in ("word", "quoted", "lone"))))
    if not (_fits(word, NOT_TAUGHT) and _fits(taught["said"], NOT_SAID)):
        return None
    return Pronunciation(_clean(word), _clean(taught["said"]))


def _matched(shapes: tuple[str, ...], text: str) -> re.Match[str] | None:
    found = (re.fullmatch(rf"\W*{shape}\W*", text, re.IGNORECASE) for shape in shapes)
    return next(filter(None, found), None)


def _fits(text: str, not_first: frozenset[str]) -> bool:
    words = text.lower().split()
    return 0 < len(words) <= MOST_WORDS and words[0] not in not_first and bool(_clean(text))


def _clean(text: str) -> str:
    return text.strip(" ,.;:!?\"'“”")
