"""Sentences about the last result, in five languages, read: "no, the other one", "ohne den Schatten", "pourquoi ?".

1. What is said around it is taken off, layer by layer (`_layers`); of several self-corrections the last counts.
2. What is left is held against the rows of `refining_words`, at last against the names of places ("the left one").
3. What a row captured is read: the things by `phrases`, places and numbers by `which.reading`, shares as numbers.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import cast

from assistant.plan import Place, Wanted
from assistant.words import refining_words
from assistant.words.glosses import language_of
from assistant.words.lexicon import THINGS
from assistant.words.nouns import Tongue, noun, nouns_heard
from assistant.words.phrases import phrases
from assistant.words.refining_tables import LANGUAGES, LONGEST_NAME, About, Do, Row, table
from assistant.words.spoken_numbers import numbers, share
from assistant.words.which_words import ALL, MORE_ORDINALS, NONE, ORDINALS, THIS, Counted, Meaning, reading

LONGEST = 40  # words
SHORT = 4  # words; so few are held against the tables of every language
MOST_LETTERS = 300
SHORT_NAME = 4  # and where nothing else says that it is about the last result
LEAST_SHARE = 0.05  # less is no threshold, but some other number


@dataclass(frozen=True)
class Refinement:
    """What a sentence says about the last result. said: in the user's words; language: of these words.

    wanted: what is named, with an empty phrase where only a place is; refused: what is named as not meant. is_other:
    another one than shown; is_pointed: "that one"; are_all: all of them; number: that of a thing on the picture; count:
    how many things, or steps to undo; threshold: the share that was said, 0: none; picture: "next", "previous",
    "other", "last", "all" or a number; do: what is to be done with the things.
    """

    kind: About
    said: str
    language: str
    wanted: tuple[Wanted, ...] = ()
    refused: tuple[str, ...] = ()
    is_other: bool = False
    is_pointed: bool = False
    are_all: bool = False
    number: int = 0
    count: int = 0
    threshold: float = 0.0
    picture: str = ""
    do: Do = ""


ALL_OTHERS = re.compile(r"\bother (?:ones|two|three|four|five)\b")
EVERYTHING = re.compile(r"\b(?:everything|all|alles|todo|tout(?! à l'heure))\b|全部|全都|所有|一切")
AS_BEFORE = re.compile(r"\b(?:like|as|how|way|wie|comme|como)\b|样")  # "everything as it was": that is one step
UNMISTAKABLE: tuple[About, ...] = (  # kinds whose words say nothing else, also beside other clauses
    "usual",
    "undo",
    "why",
    "sure",
    "looser",
    "stricter",
    "adjust",
    "finer",
    "elsewhere",
    "again",
)

ASKED_ABOUT: tuple[About, ...] = ("why", "sure", "undo", "redo", "elsewhere", "other", "as")


def refinement(text: str, language: str = "") -> Refinement | None:
    """What a sentence says about the last result; None where it is about anything else.

    language: in which it was heard (ISO 639-1); the likelier one, another is read too.
    """
    said = _plain(text[: 2 * MOST_LETTERS])
    if not said or len(said) > MOST_LETTERS or len(said.split()) > LONGEST:
        return None
    first = language if language in LANGUAGES else language_of(text)
    anywhere = LANGUAGES if len(said.split()) <= SHORT else ()  # too short to tell its language: "annule", "Warum?"
    for tongue in dict.fromkeys((first, language_of(text), *anywhere)):
        if (read := _corrected(said, text, tongue)) is not None:
            return read
    return None


def _plain(text: str) -> str:
    """Lower case, without punctuation but for commas; Chinese without spaces."""
    said = unicodedata.normalize("NFC", text).lower().replace("’", "'").replace("ß", "ß")
    said = re.sub(r"(?<!\d)[.,](?!\d)|(?<=\D)[.,](?=\d)|(?<=\d)[.,](?=\D|$)|[;:!?¿¡…–—，。！？；、\"“”„«»]", ", ", said)
    said = re.sub(r"(?<=[\u4e00-\u9fff,])\s+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]),\s*$", ",", said)
    return re.sub(r"(?:\s*,\s*)+", ", ", " ".join(said.split())).strip(" ,")


def _corrected(said: str, text: str, tongue: str) -> Refinement | None:
    """The last of several takes, if the one before was about the last result too; a mere name takes over its kind."""
    takes = [take.strip(" ,") for take in table(tongue).takes.split(said)]
    read: Refinement | None = None
    for at, take in enumerate(takes):
        if not take or (at + 1 < len(takes) and _is_nothing(take, tongue)):
            continue
        now = _read(take, text, tongue, is_corrected=at > 0)
        if now is None:
            return _clause(said, text, tongue)
        is_name = read is not None and read.wanted and now.kind in ("instead", "which")
        read = replace(now, kind=read.kind) if is_name and read is not None else now
    return read


def _clause(said: str, text: str, tongue: str) -> Refinement | None:
    """One clause that is about the last result, where none asks for something new."""
    clauses = [clause for clause in re.split(LANGUAGES[tongue].CLAUSES, said) if clause]
    if len(clauses) < 2 or any(re.search(LANGUAGES[tongue].REQUESTS, clause) for clause in clauses):
        return None
    clauses = [clause for clause in clauses if not _is_nothing(clause, tongue)]
    read = [one for clause in clauses if (one := _read(clause, text, tongue, is_corrected=False))]
    told = [one for one in read if one.kind in UNMISTAKABLE]
    if not told and len(read) == len(clauses):
        told = sorted(read, key=lambda one: one.kind in ("wrong", "all"))
    return told[0] if told else None


def _is_nothing(take: str, tongue: str) -> bool:
    return not _layers(take, tongue)[0][0][0]


def _read(take: str, text: str, tongue: str, is_corrected: bool) -> Refinement | None:
    """One take, the most bared layer first."""
    for layers in _layers(take, tongue):
        for said, _ in layers:
            for row in table(tongue).rows:
                if (match := row.pattern.fullmatch(said)) and (read := _of(row, match, text, tongue)):
                    return read
        for said, rejects in layers:
            if (named := _bare_name(said, text, tongue, rejects or is_corrected)) is not None:
                return named
    return None


def _layers(take: str, tongue: str) -> list[list[tuple[str, bool]]]:
    """A take without what is said around it, and whether something of that rejects; the most bared one first.

    What comes before "no," is only in the last list: "no, el gato" is not "no el gato".
    """
    words, rejects, said = table(tongue), False, take
    layers: list[list[tuple[str, bool]]] = [[]]
    while True:
        layers[0].insert(0, (re.sub(r"[, ]+", "" if tongue == "zh" else " ", said).strip(), rejects))
        rejected = words.rejecting.match(said)
        opened = rejected or words.openers.match(said)
        rejects = rejects or bool(rejected)
        shorter = said[opened.end() :] if opened else words.closers.sub("", said)
        if shorter == said:
            return layers
        said = shorter.strip(" ,")
        if rejected and "," in rejected[0] and said:
            layers.insert(0, [])


def _bare_name(said: str, text: str, tongue: str, rejects: bool) -> Refinement | None:
    """ "The left one", "the second from the left"; after a "no" also "the cat"."""
    if not said or (tongue != "zh" and not 1 < len(said.split()) <= LONGEST_NAME + 2):
        return None
    read = _named(Refinement("which", text, tongue), said, tongue)
    if read is None or read.is_other:
        return None
    meaning = _meaning(said, tongue)
    if isinstance(meaning, Place) or read.number or read.is_pointed:
        return read
    if read.are_all and not read.wanted:
        return replace(read, kind="all")
    is_definite = bool(re.match(table(tongue).definite, said)) and len(said.split()) <= SHORT_NAME
    return replace(read, kind="instead") if rejects and is_definite and _are_known(read) else None


def _of(row: Row, match: re.Match[str], text: str, tongue: str) -> Refinement | None:
    """What a row and the words that it captured say; None where these name nothing that they should."""
    caught = {name.rstrip("0123456789"): words for name, words in match.groupdict().items() if words}
    read = Refinement(row.kind, text, tongue, do=row.do)
    if row.kind == "which" and "x" not in caught:
        read = _named(read, match.string, tongue) or read
    if words := caught.get("x"):
        named = _named(read, words, tongue)
        is_open = row.kind in ("why", "sure", "wrong", "other") or (not row.mark and tongue != "zh")
        is_open = is_open or bool(re.search(refining_words.POINTING, words))
        if (named is None and not is_open) or re.search(refining_words.ASKING, words):
            return None
        read = named or read
        if (row.mark or (row.kind == "other" and read.wanted)) and not _are_telling(read):
            return None
        if row.kind == "only" and not _are_telling(read) and len(words.split()) > SHORT_NAME - 1 and "one" not in words:
            return None
        if row.mark == "!" and any(one.phrase for one in read.wanted):
            return None
        if tongue == "zh" and row.kind not in ASKED_ABOUT and re.search(refining_words.NEW_IN_CHINESE, text):
            return None
        is_of_things = row.kind in ("other", "also") or (row.kind == "without" and tongue == "zh")
        if is_of_things and re.match(rf"(?:\S+ )?(?:{refining_words.NO_THINGS})", words):
            return None
    if words := caught.get("y"):
        refused = _named(read, words, tongue)
        read = replace(read, refused=tuple(one.phrase for one in refused.wanted if one.phrase) if refused else ())
    if words := caught.get("n"):
        read = replace(read, count=numbers(tongue).get(words, 0))
    if words := caught.get("picture"):
        read = replace(read, picture=str(numbers(tongue).get(words, 0)))
    if row.kind == "undo":
        read = _undone(read, match[0], tongue)
    if row.kind == "other" and ALL_OTHERS.search(match[0]):
        read = replace(read, are_all=True)
    if words := caught.get("percent"):
        said = share(words, tongue)
        if said is None or said < LEAST_SHARE:
            return None
        read = replace(read, threshold=said)
    if words := caught.get("which"):
        read = replace(read, picture=_picture(words, tongue))
    return _settled(read)


def _undone(read: Refinement, said: str, tongue: str) -> Refinement:
    """How many steps: all of them, or a number that stands anywhere in the sentence."""
    if EVERYTHING.search(said) and not AS_BEFORE.search(said):
        return replace(read, are_all=True)
    words = re.findall(r"[二两三四五六七八九十]|\d+", said) if tongue == "zh" else said.split()
    counts = [numbers(tongue)[word] for word in words if word in numbers(tongue)]
    return replace(read, count=read.count or next((count for count in counts if count > 1), 0))


def _settled(read: Refinement) -> Refinement:
    """ "I meant the left one" names no other thing, only which one; "and the other one" is another one too."""
    if read.kind in ("instead", "which"):
        if read.is_other:
            return replace(read, kind="other")
        if read.are_all:
            return replace(read, kind="all")
        is_place = not any(one.phrase for one in read.wanted) and bool(read.wanted or read.number or read.is_pointed)
        return replace(read, kind="which") if is_place else read
    if read.kind == "without" and read.is_pointed:
        return replace(read, kind="other")
    return replace(read, is_other=True) if read.kind == "other" else read


def _named(read: Refinement, words: str, tongue: str) -> Refinement | None:
    """The same with what the words name: things, a place, a number, all of them, the other one; None: nothing."""
    if re.search(refining_words.ASKING, words):
        return None
    is_other = bool(table(tongue).other.search(words))
    bare = " ".join(table(tongue).other.sub(" ", words).split())
    meaning = _meaning(bare, tongue)
    read = replace(
        read,
        is_other=is_other,
        are_all=meaning == ALL,
        is_pointed=meaning == THIS,
        number=meaning if isinstance(meaning, int) else 0,
    )
    found = phrases(f"{LANGUAGES[tongue].FIND} {bare}", language=tongue)
    wanted = tuple(one for one in found.wanted if one.phrase or one.place)
    noun_said = next((one.phrase for one in wanted if _is_known(one.phrase)), "")
    if isinstance(meaning, Place):
        wanted = (Wanted(noun_said, place=meaning),)
    elif isinstance(meaning, int):
        wanted = ()
    if counted := table(tongue).first.match(bare):
        read = replace(read, count=max(numbers(tongue).get(one, 0) for one in counted.groups() if one))
    is_named = wanted or is_other or read.are_all or read.is_pointed or read.number
    return replace(read, wanted=wanted) if is_named else None


def _meaning(words: str, tongue: str) -> Meaning | None:
    """Which of several the words choose, if every one of them is about that."""
    pattern, plain = LANGUAGES[tongue].COUNTED
    nouns = _nouns(words, tongue)
    read = reading(re.sub(pattern, plain, words), nouns, tongue) if len(nouns) <= 1 else None
    meaning = read[0] if read is not None else None
    if isinstance(meaning, tuple | Counted):
        meaning = ALL if isinstance(meaning, Counted) else None
    if isinstance(meaning, int) and not re.search(refining_words.NUMBERED, words):
        return None
    is_vague = meaning == THIS and tongue == "en" and not words.endswith(" one")
    return None if meaning == NONE or is_vague or re.match(r"an? (?:second|minute)", words) else meaning


def _nouns(words: str, tongue: str) -> frozenset[str]:
    """The words among these that name things."""
    if tongue == "en":
        return frozenset(word for word in words.split() if _is_known(word) or _is_known(word.removesuffix("s")))
    known = nouns_heard(cast(Tongue, tongue))
    return frozenset(word for word in re.split(r"[\s']", words) if word in known)


def _are_known(read: Refinement) -> bool:
    return all(_is_known(one.phrase) for one in read.wanted) and bool(read.wanted)


def _are_telling(read: Refinement) -> bool:
    """Whether something is named that is surely a thing, or one of those on the picture."""
    if read.is_other or read.are_all or read.number or read.is_pointed:
        return True
    return bool(read.wanted) and all(_is_known(one.phrase) if one.phrase else bool(one.place) for one in read.wanted)


def _is_known(phrase: str) -> bool:
    """Whether it is something that pictures show."""
    head = phrase.rpartition(" ")[2]
    return head in THINGS or phrase in THINGS or noun(head, "de") is not None or noun(phrase, "de") is not None


def _picture(words: str, tongue: str) -> str:
    """Which picture a word means: "next", "all", "2"."""
    for meaning, pattern in refining_words.PICTURES.items():
        if re.search(pattern, words):
            return meaning
    ranks = {word: rank for rank, word in enumerate(ORDINALS[tongue].split(), 1)} | MORE_ORDINALS
    said = numbers(tongue) | ranks | {f"{word}{end}": rank for word, rank in ranks.items() for end in "nrs"}
    return next((str(said[word]) for word in [words, *words.split(), words.lstrip("第")] if word in said), "other")
