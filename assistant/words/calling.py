"""Whom somebody calls by name: Oriel, somebody else, or nobody; and the request without the name.

A transcriber that does not expect the name writes "Oriol", "Oreo" or "Or you'll" for it: what counts is where it is.
"The oriel window" and "what is an oriole?" call nobody.
"""

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from assistant.words.calling_tables import (
    ANSWERS_THAT,
    ASKING,
    CALLS_OUT,
    GOES_ON,
    GREETINGS,
    HELPING,
    LIKELY_NAMES,
    MISHEARD,
    NAMING,
    NOT_CALLED,
    NOUNS,
    OPENINGS,
    PERSONS,
    PHONE,
    SPEAKS_OF,
    SURE_NAMES,
    TO_A_SECOND,
)
from assistant.words.commands import command
from assistant.words.first_names import ASSISTANTS, FAMILY, FIRST_NAMES

Call = Literal["oriel", "other", "nobody"]

AROUND = 200  # characters before and behind a name that are looked at
LIKE_ORIEL = 0.6  # difflib's ratio, from which on an unknown name after "hey" may be ours, misheard
STOPS, PAUSES = ".!?…。！？", ",;:，、；：—–"


def _any(words: list[str]) -> str:
    return "|".join(word.replace("~", " ") for word in sorted(words, key=len, reverse=True))


CJK = "\u4e00-\u9fff"
START, END = rf"(?<![^\W{CJK}])(?<!')", rf"(?![^\W{CJK}])(?!-\w)"  # of a word; Chinese writes none
NAME = re.compile(
    rf"{START}(?:(?P<sure>{_any(SURE_NAMES)})|(?P<likely>{_any(LIKELY_NAMES)})|(?P<heard>{MISHEARD})){END}"
)
GREETED = rf"(?:(?:{_any(GREETINGS)}){END}[\s,，]*+)"
OPENED = rf"(?:(?:{_any(GREETINGS + OPENINGS)}){END}[\s,，]*+)"
NOTHING_BEFORE = re.compile(rf"(?:^|[{STOPS}{PAUSES}])\W*{OPENED}*+$")
GREETED_BEFORE = re.compile(rf"(?:^|[{STOPS}])\W*(?:and\s+)?{GREETED}*+$|[{PAUSES}]\s*$")
ONLY_GREETED = re.compile(rf"\W*{GREETED}*+")
CALLED_OUT = re.compile(rf"(?:^|[{STOPS}{PAUSES}]\s*)(?P<said>(?:(?:{_any(CALLS_OUT)}){END}[\s,，]*+)++)$")
GREETING_BEFORE = re.compile(rf"(?:^|[{STOPS}{PAUSES}]\s*)(?P<said>{GREETED}++)$")
NEXT_WORD = re.compile(r"\W*([\w'-]+)")
ASKED = re.compile(rf"\s+(?:{_any(ASKING)})\b")
CONTINUED = re.compile(rf"\s+(?:{GOES_ON})\b")
OF_IT = re.compile(rf"(?:\s+|-)(?:{_any(NOUNS)})(?!\w)|'s\b|(?<=[{CJK}])[说是]")
HELPED = re.compile(rf"\s+(?:{_any(HELPING)})\s+(?!(?:{_any(PERSONS)})\b)")
CALL_OF_ANOTHER = re.compile(rf"^\W*{OPENED}*+(?P<name>[\w~]+)(?P<rest>.*)$", re.DOTALL)
GREETING_OF_UNKNOWN = re.compile(
    r"^\W*(?:(?i:hey|hi|hello|hallo|hola|salut|oye)) (?P<name>[^\W\d_a-z][^\W\d_]+)\s*(?:[,.!?]|$)"
)
LAST_NAME = re.compile(r"^(?P<before>.*)[,，]\s*(?P<name>[\w~]+)\W*$", re.DOTALL)
REFUSED = re.compile(r"\W*(?:no|nein|nee|non|nope|not|不)\W*")
ENUMERATED = re.compile(r"\s*[,，]?\s*(?:and|und|et|y|or|oder|ou|o|和)\b")
ANSWER = {
    language: re.compile(rf"{OPENED}*(?:{pattern})(?: please| bitte| s'il te plaît| por favor| too| auch)?")
    for language, pattern in ANSWERS_THAT.items()
}


def calls(text: str, language: str) -> Call:
    """Who is called by name, or talked to on the phone. language: what was transcribed; "" where that is not known."""
    plain = _plain(text)
    if next(_own_calls(plain), None):
        return "oriel"
    if _calls_another(plain, language) or _greets_unknown(text):
        return "other"
    phones = any(phone.search(plain) for phone in _spoken(PHONE, language))
    return "other" if phones and command(text) is None else "nobody"  # "mute, I'm on the phone"


def without_call(text: str) -> str:
    """The request without Oriel's name: "Oriel, what is a valve?" → "What is a valve?"; empty where that is all."""
    text = _composed(text)
    for name in reversed(list(_own_calls(_lower(text)))):
        text = _cut(text, name.start(), name.end())
    return text


def answers_that(text: str, language: str) -> bool:
    """Whether Oriel is told, in any such words, that what was said before was for it: "Oriel, that was for you"."""
    words = " ".join(re.findall(r"[\w'-]+", _plain(without_call(text))))
    words = re.sub(rf"(?<=[{CJK}]) (?=[{CJK}])", "", words)
    return any(pattern.fullmatch(words) for pattern in _spoken(ANSWER, language))


def _own_calls(plain: str) -> Iterator[re.Match[str]]:
    """Every place where Oriel is called, in a text as `_plain` gives it."""
    for name in NAME.finditer(plain):
        before, after = plain[: name.start()][-AROUND:], plain[name.end() :][:AROUND]
        called = {"sure": _is_called, "likely": _may_be_called, "heard": _seems_called}[name.lastgroup or "sure"]
        if called(name.group(), before, after):
            yield name


def _is_called(_: str, before: str, after: str) -> bool:
    """Whether a name that is surely ours is called, and not spoken of."""
    if _is_spoken_of(after):
        return False
    if NOTHING_BEFORE.search(before):
        return True
    last = re.search(r"[\w']+(?=\s*$)", before)
    spoken_of = last is None or last.group() in SPEAKS_OF or bool(NAMING.search(before))
    return _ends(after) and not spoken_of


def _may_be_called(_: str, before: str, after: str) -> bool:
    """The same of a name that others have too."""
    if before.rstrip().endswith(tuple(PAUSES)) and not ONLY_GREETED.fullmatch(before):
        return _ends(after) and not REFUSED.fullmatch(before)
    asked = bool(ASKED.match(after)) and not _is_spoken_of(after)
    return bool(GREETED_BEFORE.search(before)) and (_pauses(after) or asked)


def _seems_called(heard: str, before: str, after: str) -> bool:
    """The same of words that may be the name."""
    if heard in ("or you'll", "or y'all"):
        at_end = before.rstrip().endswith((",", "，")) and _ends(after)
        at_start = bool(GREETED_BEFORE.search(before)) and (not before.strip() or bool(ONLY_GREETED.fullmatch(before)))
        return at_end or ((at_start or before.strip() == "and") and not CONTINUED.match(after))
    if not ONLY_GREETED.fullmatch(before):
        return False
    if heard == "or you":
        return bool(before.strip()) and _pauses(after)
    return _pauses(after) and (heard != "for real" or not _ends(after))


def _is_spoken_of(after: str) -> bool:
    """Whether the words behind a name make it the subject of a statement, or part of another name."""
    is_question = after.rstrip().endswith(("?", "？"))
    return bool(OF_IT.match(after)) or (bool(HELPED.match(after)) and not is_question)


def _ends(after: str) -> bool:
    """Whether the sentence ends there."""
    return bool(re.match(rf"\s*(?:[{STOPS}]|$)", after))


def _pauses(after: str) -> bool:
    return bool(re.match(rf"\s*(?:[{STOPS}{PAUSES}]|$)", after))


def _calls_another(plain: str, language: str) -> bool:
    """Whether it begins or ends with the name of somebody else, as one calls a person."""
    plain = _joined(plain, language)
    if called := CALL_OF_ANOTHER.match(plain):
        name, rest = called["name"], called["rest"]
        before = plain[: called.start("name")]
        is_verb = name == "google" and not re.search(GREETED, before)  # "google that"
        if name in ASSISTANTS and not is_verb and not REFUSED.fullmatch(before):
            return True
        if _is_person(name, language) and _is_spoken_to(before, rest, language):
            return True
    if last := LAST_NAME.match(plain):
        enumerates = _is_person(last["before"].rpartition(",")[2].strip(), language)
        return _is_person(last["name"], language) and not REFUSED.fullmatch(last["before"]) and not enumerates
    return False


def _is_spoken_to(before: str, rest: str, language: str) -> bool:
    """Whether what stands around a person's name at the start is said to them."""
    if re.match(rf"\s*[{PAUSES}]", rest):
        following = NEXT_WORD.match(rest)
        return not ENUMERATED.match(rest) and not (following and _is_person(following[1], language))
    if _ends(rest):
        return rest.lstrip().startswith(("?", "!", "？", "！")) or bool(re.search(GREETED, before))
    return bool(TO_A_SECOND.match(rest.lstrip()))


def _is_person(name: str, language: str) -> bool:
    family = FAMILY[language] if language in FAMILY else " ".join(FAMILY.values())
    return name in FIRST_NAMES or name in family.split() or name in FAMILY["en"].split()


def _joined(plain: str, language: str) -> str:
    """With one word for what people are called in several: "mon~amour"."""
    for name in FAMILY.get(language, "").split():
        if "~" in name:
            plain = plain.replace(name.replace("~", " "), name)
    return plain


def _greets_unknown(text: str) -> bool:
    """ "Hey Rashida, …": a capital letter is all that tells an unknown name."""
    greeted = GREETING_OF_UNKNOWN.match(_composed(text))
    if not greeted:
        return False
    name = greeted["name"].casefold()
    return name not in NOT_CALLED and SequenceMatcher(None, name, "oriel").ratio() < LIKE_ORIEL


def _cut(text: str, start: int, end: int) -> str:
    """Without what stands there and the greeting in front of it, punctuated as if it had not been said."""
    before, after = text[:start], text[end:]
    has_more = bool(re.search(r"\w", after))
    greeting = (GREETING_BEFORE if has_more else CALLED_OUT).search(before.casefold())
    before = (before[: greeting.start("said")] if greeting else before).rstrip()
    if not re.search(r"\w", before) or before.endswith(tuple(STOPS)):
        after = after.lstrip(f"{STOPS}{PAUSES}- ")
        return f"{before} {after[:1].upper()}{after[1:]}".strip() if re.search(r"\w", before + after) else ""
    paused, bare = before.endswith(tuple(PAUSES)), before.rstrip(f"{PAUSES} ")
    if _pauses(after):
        return bare + after.lstrip()
    return f"{bare}, {after.lstrip()}" if paused else f"{bare} {after.lstrip()}"


def _spoken(patterns: dict[str, re.Pattern[str]], language: str) -> list[re.Pattern[str]]:
    """Those of the language and of English; all of them where it is not known."""
    return [patterns[language], patterns["en"]] if language in patterns else list(patterns.values())


def _plain(text: str) -> str:
    return _lower(_composed(text))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("’", "'").strip()


def _lower(text: str) -> str:
    """Lower case that keeps every letter at its place."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
