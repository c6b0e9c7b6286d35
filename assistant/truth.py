"""What a vision-language model says is there, as something that can be looked for, and what became of it.

1. `asserted`: the things that an answer says are there, read from its words in the English that `in_english` makes.
2. `judged`: each held against what the detector found and what the user said: stands, absent, miscounted, unverified.
3. `spoken_of`: where the answer speaks of a thing, so that it can be lit.

A word that no table knows as a thing is looked for too, but if it is not found it is only called unverified: who says
"a hint of sadness" has not contradicted a detector. So is what a detector draws no box around, as a wall or the sky.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.claims import denied
from assistant.messages import Check, Claim, Detection
from assistant.telling.found import doubt, fair
from assistant.words.glosses import in_english
from assistant.words.lexicon import (
    ABSTRACT,
    COLOURS,
    DETERMINERS,
    ENDS,
    LOOKS,
    MEASURES,
    NO_THING,
    NUMBERS,
    SIZES,
    STATES,
    WITHOUT_NOUNS,
    plural,
    singular,
)
from assistant.words.nouns import TONGUES, Tongue, english_names, nouns_heard, plain

LONGEST_NAME = 3  # words of a thing's name
LONGEST_UNKNOWN = 2  # and of one that no table has
MOST = 12  # things of an answer that are looked for
SHADES = COLOURS | {name: name for name in "orange turquoise beige".split()}  # before a noun an orange is no fruit
DENIALS = frozenset(
    """no not without neither nor none never nobody nothing cannot can't don't doesn't isn't aren't wasn't weren't
    couldn't""".split()
)
CLAUSE = re.compile(r"[^.,;:!?…，。；：！？]+[.,;:!?…，。；：！？]*")
OTHERWISE: dict[str, re.Pattern[str]] = {  # where another clause begins without a stop
    "de": re.compile(r"(?=\b(?:aber|sondern)\b)"),
    "fr": re.compile(r"(?=\bmais\b)"),
    "es": re.compile(r"(?=\b(?:pero|sino)\b)"),
    "zh": re.compile(r"(?=但|只)"),
}
# The glosses leave out many a denial, so denied clauses are dropped before; behind "without" only what follows it.
DENIED: dict[str, re.Pattern[str]] = {
    "de": re.compile(r".*\b(?:kein\w*|nicht|nie|niemand|nichts)\b.*|\b(?:ohne|weder)\b.*", re.IGNORECASE),
    "fr": re.compile(r".*(?:\bne\b|\bn'|\baucune?\b|\bpas de\b|\bpersonne ne\b).*|\b(?:sans|ni)\b.*", re.IGNORECASE),
    "es": re.compile(r".*\b(?:no|ning[uú]n\w*|nadie|nada|nunca)\b.*|\b(?:sin|ni)\b.*", re.IGNORECASE),
    "zh": re.compile(r"(?:没|不|无|别).*"),
}
UNDENIED = frozenset(("but", ",")) | ENDS
NO_BOX = frozenset(  # what has no outline to speak of, or is the place rather than a thing in it
    """wall floor ceiling ground grass lawn field meadow sky cloud sea ocean lake river water beach sand snow ice rock
    mountain hill forest wood park garden street road path pavement sidewalk city town room kitchen bathroom bedroom
    office background foreground shadow light sun night day air wind rain colour color picture photo image line
    pattern stripe texture front back side top bottom left right middle center centre edge corner way place area
    scene view""".split()
)
NOT_ANNOUNCED = DETERMINERS - {"another"} - frozenset("that this these those".split())


@dataclass(frozen=True)
class Assertion:
    """A thing that an answer says is there. phrase: in English, as the detector is asked; count: 0 where none is said.

    is_known: it is surely a thing, and one that has an outline; else nothing follows from not finding it.
    """

    phrase: str
    count: int = 0
    is_known: bool = True

    @property
    def noun(self) -> str:
        """Its name without a colour."""
        words = self.phrase.split()
        return " ".join(words[1:]) if len(words) > 1 and words[0] in SHADES else self.phrase


def asserted(answer: str, language: str = "en", about: str = "") -> tuple[Assertion, ...]:
    """What an answer says is there, each thing once; what it denies is left out.

    about: the thing that was asked about, which "red" says something of.
    """
    found: dict[str, Assertion] = {}
    tokens = in_english(_affirmed(answer, language), language).split()
    for one in _assertions(tokens):
        before = found.get(one.phrase)
        found[one.phrase] = replace(one, count=max(one.count, before.count)) if before else one
    if not found and about and len(colours := _colours(tokens)) == 1:
        named = _named(about.split(), 0, is_announced=True)
        return (replace(named, phrase=fair(f"{colours[0]} {named.noun}")),) if named else ()
    return tuple(found.values())[:MOST]


def judged(one: Assertion, found: Sequence[Detection] | None, held: Sequence[Claim], threshold: float) -> Check:
    """What becomes of it. found: all that a detector finds by its phrase, None where it cannot know it.

    held: what the user says of the picture, which outweighs both; threshold: the score from which things are believed.
    """
    kin = [claim for claim in held if claim.box is None and f" {one.phrase}".endswith(f" {claim.phrase}")]
    if kin and not kin[-1].is_there:
        return Check(one.phrase, "absent", one.count)
    believed = believable(found or (), held, threshold)
    if found is None or (not believed and not one.is_known):
        return Check(one.phrase, "unverified", one.count)
    if not believed:
        return Check(one.phrase, "stands" if kin else "absent", one.count)
    if all(not each.certain or doubt(each) for each in believed):
        return Check(one.phrase, "unverified", one.count, len(believed))
    miscounted = one.count > 1 and one.count != len(believed)
    return Check(one.phrase, "miscounted" if miscounted else "stands", one.count, len(believed))


def again(check: Check) -> Assertion:
    """What was checked, to be checked once more."""
    named = _named(check.phrase.split(), check.said, is_announced=False)
    return Assertion(check.phrase, check.said, named is not None and named.is_known)


def believable(found: Sequence[Detection], held: Sequence[Claim], threshold: float) -> list[Detection]:
    """Those that score enough and that the user does not deny."""
    return [each for each in found if each.score >= threshold and not denied(each, held)]


def spoken_of(answer: str, noun: str, language: str = "en") -> list[tuple[int, int]]:
    """Where the answer names a thing, by its English noun: characters from, to (outside)."""
    if (tongue := next((tongue for tongue in TONGUES if tongue == language), None)) is not None:
        return _heard_in(answer, noun, tongue)
    forms = "|".join(re.escape(form) for form in sorted({noun, plural(noun)}, key=len, reverse=True))
    return [match.span() for match in re.finditer(rf"\b(?:{forms})\b", answer, re.IGNORECASE)]


def _heard_in(answer: str, noun: str, tongue: Tongue) -> list[tuple[int, int]]:
    heard = nouns_heard(tongue)
    if tongue == "zh":
        forms = sorted((form for form, one in heard.items() if one.english == noun), key=len, reverse=True)
        return [match.span() for match in re.finditer("|".join(map(re.escape, forms)), answer)] if forms else []
    words = re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", answer)
    return [word.span() for word in words if (one := heard.get(plain(word[0]))) and one.english == noun]


def _affirmed(answer: str, language: str) -> str:
    """What an answer in another language than English does not deny."""
    if language not in DENIED:
        return answer
    said = answer.replace("’", "'")
    clauses = [part for clause in CLAUSE.findall(said) for part in OTHERWISE[language].split(clause)]
    return "".join(DENIED[language].sub(" ", clause) for clause in clauses)


def _assertions(tokens: Sequence[str]) -> Iterable[Assertion]:
    """One run of words after the other; a denial reaches to the end of its clause."""
    is_denied, announced, count, at = False, False, 0, 0
    while at < len(tokens):
        token = tokens[at]
        if token in UNDENIED:
            is_denied = False
        is_denied = is_denied or token in DENIALS
        if token in WITHOUT_NOUNS or token.isdigit():
            announced = token in DETERMINERS or token in NUMBERS or token.isdigit() or (announced and token == "of")
            count = NUMBERS.get(token, int(token) if token.isdigit() and len(token) < 3 else 0)
            at += 1
            continue
        end = at
        while end < len(tokens) and tokens[end] not in WITHOUT_NOUNS and not tokens[end].isdigit():
            end += 1
        if not is_denied:
            yield from _of_run(tokens[at:end], announced, count)
        at, announced, count = end, False, 0


def _of_run(run: Sequence[str], is_announced: bool, count: int) -> Iterable[Assertion]:
    """The things of a run of words that no small word parts: "two dogs chase | a red ball"."""
    first, known = 0, False
    while first < len(run):
        end = _name_end(run, first)
        if end is None:
            first += 1
            continue
        while (longer := _name_end(run, end)) is not None and _is_singular(run[end - 1]):
            end = longer  # "kitchen table" is one thing, "men watch" are two words
        start = max(first, end - LONGEST_NAME) if known else 0
        if one := _named(list(run[start:end]), count if not known else 0, is_announced):
            yield one
        first, known = end, True
    if not known and is_announced and run and (one := _unknown(run, count)):
        yield one


def _name_end(run: Sequence[str], first: int) -> int | None:
    """Behind the longest name of the tables that begins at a word; None where none does."""
    ends = range(min(len(run), first + LONGEST_NAME), first, -1)
    return next((end for end in ends if singular(" ".join(run[first:end])) in english_names()), None)


def _named(words: Sequence[str], count: int, is_announced: bool) -> Assertion | None:
    """The thing at the end of some words, with its colour."""
    head = next(
        (
            name
            for first in range(max(0, len(words) - LONGEST_NAME), len(words))
            if (name := singular(" ".join(words[first:]))) in english_names()
        ),
        singular(words[-1]) if words and is_announced else "",
    )
    last = head.rpartition(" ")[2]
    if not head or {head, last} & (NO_THING | ABSTRACT):
        return None
    colour = next((SHADES[word] for word in reversed(words[: -len(head.split())]) if word in SHADES), "")
    is_known = head in english_names() and head not in NO_BOX
    return Assertion(fair(f"{colour} {head}".strip()), count, is_known)


def _unknown(run: Sequence[str], count: int) -> Assertion | None:
    """ "A wug": what is announced as a thing and is in no table."""
    noun = singular(run[-1])
    no_names = {noun, *run} & (NO_THING | MEASURES | ABSTRACT | STATES | LOOKS | COLOURS.keys() | SIZES.keys())
    if len(run) > LONGEST_UNKNOWN or no_names or run[-1].endswith(("ing", "ly", "ed")) or not noun.isalpha():
        return None
    return Assertion(noun, count, is_known=False)


def _is_singular(word: str) -> bool:
    return singular(word) == word


def _colours(tokens: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(SHADES[token] for token in tokens if token in SHADES))
