"""What the words of a run name: how much of them is the name, and the thing as `reading` fills it."""

from dataclasses import dataclass, field

from assistant.plan import Kind, Place, Wanted
from assistant.words.lexicon import COLOURS, COMMANDS, DETERMINERS, ING_NOUNS, NO_THING, SPELLED, singular
from assistant.words.marks import ADJECTIVES, COMPARATIVES
from assistant.words.nouns import is_noun
from assistant.words.rewords import MATERIALS

NO_NOUN_ENDINGS = ("ed", "able", "ible", "ful", "less", "ous", "ing", "iest", "atic")


@dataclass
class Thing:
    """One thing as it is being read; open to what is said about it later ("... on the left")."""

    phrase: str
    count: int
    many: bool
    kind: Kind | None
    rank: int
    definite: bool = False
    clause: int = 1  # of `stories`
    others: list[str] = field(default_factory=list)

    @property
    def wanted(self) -> list[Wanted]:
        """One, or one for each of "the two largest dogs"."""
        if self.kind is None and not self.rank:
            return [Wanted(self.phrase, self.count, definite=self.definite)]
        kind: Kind = self.kind or "left"
        if self.rank == 0 and self.count > 1 and not self.others:
            return [Wanted(self.phrase, 1, Place(kind, rank)) for rank in range(1, self.count + 1)]
        rank = self.rank or (0 if self.many and kind not in ("largest", "smallest") else 1)
        return [Wanted(self.phrase, self.count, Place(kind, rank, tuple(self.others)))]


def is_comparative(word: str) -> bool:
    """Also a superlative that is no noun: "brighter", "forest" not."""
    return word in COMPARATIVES or word.endswith("ier") or (word.endswith("est") and not is_noun(word))


def is_told_of_it(token: str, following: str) -> bool:
    """Whether a word behind a noun says something of it: "the car red", "the dog sitting", "the crane masked"."""
    if is_noun(singular(token)):
        return False
    if (token.endswith("ing") and token not in ING_NOUNS) or following in DETERMINERS:
        return True  # "the river meets the sea"
    told = token in ADJECTIVES or is_comparative(token) or token.endswith("ed")
    return told and not (is_noun(singular(following)) or following in ADJECTIVES)


def is_told_apart(phrase: str) -> bool:
    """ "Red object", "rusted part": what it is made of or like makes a thing of it."""
    first, _, last = phrase.partition(" ")
    told = first.endswith(("ed", "en")) or first in MATERIALS.values()
    return last == "object" or (last in ("part", "region", "spot", "bit") and told)


def full_name(words: list[str]) -> list[str]:
    """Two words that are one joined ("tea pot"); what is no noun at the end is cut off ("crane masked")."""
    joined: list[str] = []
    for word in words:
        if joined and not is_noun(f"{joined[-1]} {singular(word)}") and is_noun(singular(f"{joined[-1]}{word}")):
            joined[-1] += word
        else:
            joined.append(word)
    for at, word in enumerate(joined[:-1]):  # "the eyes pop", "people turned up": in one name only the last is a plural
        rest = singular(" ".join(joined[at:]))
        if singular(word) != word and is_noun(singular(word)) and not is_noun(rest) and not is_noun(word):
            joined = joined[: at + 1]
            break
    known = [at for at, word in enumerate(joined) if is_noun(singular(word))]
    while known and len(joined) - 1 > known[-1] and _names_nothing(joined[-1]):
        joined.pop()
    return joined


def _names_nothing(word: str) -> bool:
    return word in COMMANDS or singular(word) in NO_THING or word.endswith(NO_NOUN_ENDINGS)


def phrase_of(words: list[str]) -> tuple[str, bool]:
    """Singular; and whether it was a plural."""
    said = " ".join(COLOURS.get(word) or SPELLED.get(word, word) for word in words)
    if words[-1:] == ["background"] and all(word in ADJECTIVES or word in ("plain", "solid") for word in words[:-1]):
        said = "background"  # "a soft blurry background": how it is to look
    said = said.replace("_", " ")  # "singer's_face"
    return singular(said), singular(said) != said
