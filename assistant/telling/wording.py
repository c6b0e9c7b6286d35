"""An English phrase as a noun and its adjectives in another language; what the tables lack is quoted in English."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.words.lexicon import plural, singular
from assistant.words.nouns import Gender, Noun, Tongue, adjective, noun

Case = Literal["subject", "object", "with"]  # nominative, accusative, dative; only German tells them apart
QUOTES: dict[Tongue, str] = {"de": "„{}“", "fr": "« {} »", "es": "«{}»", "zh": "“{}”"}
FOREIGN: dict[Tongue, Gender] = {"de": "n", "fr": "m", "es": "m", "zh": ""}  # as an unknown word is treated


@dataclass(frozen=True)
class Name:
    """A kind of thing in one language. adjectives: as `nouns.adjective` has them; is_quoted: the noun is English."""

    noun: Noun
    adjectives: tuple[str, ...] = ()
    is_quoted: bool = False


@cache
def named(english: str, tongue: Tongue) -> Name:
    """How a thing is called: the longest end of the phrase that is a known noun, and adjectives before it."""
    words = english.split()
    for at in range(len(words)):
        head = " ".join(words[at:])
        found = noun(head, tongue) or noun(singular(head), tongue)
        adjectives = _adjectives(words[:at], tongue)
        if found is not None and adjectives is not None:
            return Name(found, adjectives)
    one, many = (QUOTES[tongue].format(each) for each in (english, plural(english)))
    return Name(Noun(one, many, FOREIGN[tongue], "个" if tongue == "zh" else ""), is_quoted=True)


def _adjectives(words: list[str], tongue: Tongue) -> tuple[str, ...] | None:
    """All of the words as adjectives, "dark blue" as one; None where the tables lack any."""
    if not words:
        return ()
    for end in range(len(words), 0, -1):
        first = adjective(" ".join(words[:end]), tongue)
        rest = _adjectives(words[end:], tongue) if first is not None else None
        if first is not None and rest is not None:
            return (first, *rest)
    return None


def is_plural(name: Name) -> bool:
    """Whether one such thing is spoken of in the plural: "les ciseaux"."""
    return name.noun.only_many
