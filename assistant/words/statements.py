"""Sentences that say what is or is not in a picture, in five languages: "there is no cat", "das ist kein Hund"."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.plan import Place
from assistant.words.lexicon import ABSTRACT
from assistant.words.phrases import phrases

LONGEST = 20  # words; who says more has something else to say
LONGEST_NAME = 5  # words for the thing

PLAIN = (  # contractions and their like → as the shapes below have them
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"\b(that|there|it|what)'s\b"), r"\1 is"),
    (re.compile(r"\b(there|they|these|those|you)'re\b"), r"\1 are"),
    (re.compile(r"\bca not\b"), "can not"),
    (re.compile(r"\bcannot\b"), "can not"),
    (re.compile(r"\bgibt's\b"), "gibt es"),
    (re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])"), ""),
)
CONTRADICTION = re.compile(
    r"(?:no|nope|nein|nee|non|wrong|not true|falsch|faux|falso|mentira"
    r"|(?:you are|that is|this is|it is) (?:wrong|mistaken|not (?:right|true|correct)|incorrect|a mistake)"
    r"|du (?:irrst dich|liegst falsch|hast unrecht)|sie irren sich|das (?:ist falsch|stimmt nicht)|stimmt nicht"
    r"|tu te trompes|vous vous trompez|c'est faux|ce n'est pas vrai"
    r"|te equivocas|se equivoca|estás equivocad[oa]|eso no es (?:así|cierto|verdad)"
    r"|你错了|错了|不对|不是的|不是这样的)(?![\w'-])(?!\s+hay\b)|(?:你错了|错了|不对|不是的)(?=[\u4e00-\u9fff])"
)
HESITATION = re.compile(
    r"(?:well|but|and|actually|look|sorry|oriel|hey|um+|uh+|erm?|oh|i think|i am sure|aber|doch|also|äh+m?|mais|enfin"
    r"|en fait|euh|pero|bueno|en realidad|eh|但是|其实|可是|嗯)(?![\w'-])|(?:但是|其实|可是|嗯)(?=[\u4e00-\u9fff])"
)
AFTER_ALL = re.compile(r"\b(?:after all|though|indeed|doch|quand même|finalement|bien|al final|sí)\b|还是|其实|明明")
TAIL = re.compile(
    r"\s*(?:\b(?:(?:at all|anywhere|here|there|either|after all|though|indeed)"
    r"|(?:in|on) (?:the|this|that|my) (?:picture|photo|image|screen)|in it|on it"
    r"|(?:hier|da|dort|im bild|(?:auf|in) (?:dem|diesem) (?:bild|foto)|zu sehen)"
    r"|(?:ici|là|(?:dans|sur) (?:la|cette|l') ?(?:photo|image)|quand même|finalement)"
    r"|(?:aquí|ahí|allí|en (?:la|esta) (?:foto|imagen)|al final))|在(?:这张)?(?:图|照片|画面)[里中上]?|了|啊|呀|的)$"
)
CHINESE_ONE = r"(?:[一任]?何?[只个条匹辆头张把位台架棵朵本]?)"
CHINESE_PICTURE = r"(?:(?:在)?(?:这张)?(?:图片?|照片|画面)[里中上]?|这里|那里|里面)?"
X, Y, NO = r"(?P<x>.+?)", r"(?P<y>.+?)", r"(?:not an?|not any|no)"
ONE = (
    r"(?:that|this|it|that one|this one|(?:the )?(?P<which>(?:(?:\w+ )?(?:left|right|middle|top|bottom|largest|biggest"
    r"|smallest|first|second|third|last) (?:one|thing|animal))|(?:one|thing|animal) (?:on|in|at) the \w+))"
)
GERMAN_THERE = r"(?:da|hier|dort|es|im bild|auf (?:dem|diesem) (?:bild|foto)) (?:ist|sind|gibt es|gibt|war)"
GERMAN_THIS = r"(?:das|dies|es) (?:ist|war)"
SPANISH_THIS = r"(?:es[oae]|est[oae]|ése|ésa)? ?"
CHINESE_THIS = r"(?:这|那|它)[个只条]?"
ABSENT: dict[str, tuple[str, ...]] = {
    "en": (
        rf"there (?:is|are|was|were) {NO}(?: such thing as an?)? {X}(?:,? (?:it|that) is an? {Y})?",
        rf"(?:i|you|we) (?:can )?see no {X}",
        rf"(?:the|this) (?:picture|photo|image) (?:has|shows) no {X}",
    ),
    "de": (rf"{GERMAN_THERE} (?:(?:da|hier|gar|überhaupt|aber) )*keine?[nrms]? {X}(?:, (?:es|das) ist eine?n? {Y})?",),
    "fr": (rf"(?:il )?(?:n')?y a (?:pas|plus|aucune?)(?: de| d'|) ?{X}(?:, c'est une? {Y})?",),
    "es": (rf"(?:aquí |ahí |ya )?no hay (?:ninguna?|ningún|una?|) ?{X}(?:, es una? {Y})?",),
    "zh": (rf"{CHINESE_PICTURE}(?:根本|并)?没有{CHINESE_ONE}{X}",),
}
NOT_THIS: dict[str, tuple[str, ...]] = {
    "en": (
        rf"{ONE} (?:is|was) {NO} {X}(?:,? (?:but|(?:it|that|this) is)(?: an?)? {Y})?",
        rf"{ONE} (?:is|was) an? {Y},? (?:and )?not an? {X}",
        rf"(?P<all>these|those|they) (?:are|were) (?:not|no|not any) {X}(?:,? (?:but|(?:these|they) are) {Y})?",
    ),
    "de": (
        rf"{GERMAN_THIS} (?:gar |doch |aber )?keine?[nrms]? {X}(?:,? (?:sondern|das ist|es ist) eine?n? {Y})?",
        rf"{GERMAN_THIS} eine?n? {Y},? (?:und )?(?:keine?n?|nicht eine?) {X}",
    ),
    "fr": (
        rf"c(?:e n)?'est pas une? {X}(?:,? (?:mais|c'est) une? {Y})?",
        rf"c'est une? {Y},? (?:et )?pas une? {X}",
    ),
    "es": (
        rf"{SPANISH_THIS}no es (?:una?|ninguna?|ningún) {X}(?:,? (?:sino|es) una? {Y})?",
        rf"{SPANISH_THIS}es una? {Y},? (?:y )?no una? {X}",
    ),
    "zh": (
        rf"{CHINESE_THIS}(?:并)?不是{CHINESE_ONE}{X}(?:, (?:而)?是{CHINESE_ONE}{Y})?",
        rf"{CHINESE_THIS}是{CHINESE_ONE}{Y}, (?:而)?不是{CHINESE_ONE}{X}",
    ),
}
PRESENT: dict[str, tuple[str, ...]] = {
    "en": (rf"there (?:is|are|was|were) (?:indeed |really )?(?:an?|one|some) {X}",),
    "de": (rf"{GERMAN_THERE} (?:(?:da|hier|doch|sehr wohl) )*eine?n? {X}",),
    "fr": (rf"(?:il )?y a (?:bien |quand même )?(?:une?|des) {X}",),
    "es": (rf"(?:sí )?(?:que )?hay (?:una?|alguna?|algún) {X}",),
    "zh": (rf"{CHINESE_PICTURE}(?:还是|明明|确实)?有{CHINESE_ONE}{X}",),
}
IS_THIS: dict[str, tuple[str, ...]] = {
    "en": (rf"{ONE} (?:is|was) (?:indeed |really |actually )?an? {X}",),
    "de": (rf"{GERMAN_THIS} (?:doch )?eine?n? {X}",),
    "fr": (rf"c'est (?:bien |quand même )?une? {X}",),
    "es": (rf"{SPANISH_THIS}(?:sí )?(?:que )?es una? {X}",),
    "zh": (rf"{CHINESE_THIS}(?:还是|就是|是){CHINESE_ONE}{X}",),
}
FIND = {"en": "find the", "de": "finde die", "fr": "trouve le", "es": "busca el", "zh": "找"}  # so that a name is read
Of = Literal["picture", "one", "all"]
KINDS: tuple[tuple[dict[str, tuple[str, ...]], bool, Of], ...] = (
    (ABSENT, False, "picture"),
    (NOT_THIS, False, "one"),
    (PRESENT, True, "picture"),
    (IS_THIS, True, "one"),
)
SHAPES = tuple(
    (language, is_there, of, re.compile(shape))
    for by_language, is_there, of in KINDS
    for language, shapes in by_language.items()
    for shape in shapes
)


@dataclass(frozen=True)
class Statement:
    """What a sentence says, whatever it is about. names: of the things, in English; instead: what one thing is.

    of: the whole picture, one thing, or several that are before us; place: which one. insists: it contradicts.
    """

    names: tuple[str, ...]
    is_there: bool
    of: Of
    instead: str = ""
    place: Place | None = None
    insists: bool = False


def statement(text: str) -> Statement | None:
    """A sentence that says what is or is not there; None for anything else, also for a question."""
    said = unicodedata.normalize("NFC", text).lower().replace("’", "'").strip()
    if said.endswith(("?", "？")) or len(said.split()) > LONGEST:
        return None
    said = re.sub(r"\s*[，。！；、]\s*", lambda mark: ", " if mark[0].strip() in "，、" else ". ", said)
    for pattern, plain in PLAIN:
        said = pattern.sub(plain, said)
    said, insists = _opened(" ".join(said.split()).strip(" .,!;:"))
    insists = insists or bool(AFTER_ALL.search(said))
    bare = _without_tail(said)
    for language, is_there, of, shape in SHAPES:
        if match := shape.fullmatch(bare):
            return _stated(match.groupdict(), language, is_there, of, insists)
    return None


def _opened(said: str) -> tuple[str, bool]:
    """Without what comes before the claim, and whether that contradicts."""
    insists = False
    while opening := CONTRADICTION.match(said) or HESITATION.match(said):
        insists = insists or bool(CONTRADICTION.match(said))
        said = said[opening.end() :].lstrip(" ,.;:!–—-")
    return said, insists


def _without_tail(said: str) -> str:
    while (shorter := TAIL.sub("", said)) != said:
        said = shorter.rstrip(" ,")
    return said


def _stated(found: Mapping[str, str | None], language: str, is_there: bool, of: Of, insists: bool) -> Statement | None:
    names = _names(found["x"] or "", language)
    instead = _names(found.get("y") or "", language)
    if not names or (of == "one" and len(names) > 1):
        return None
    place = None
    if which := found.get("which"):
        wanted = phrases(f"find the {which}").wanted
        place = wanted[0].place if wanted else None
    return Statement(names, is_there, "all" if found.get("all") else of, "".join(instead[:1]), place, insists)


def _names(said: str, language: str) -> tuple[str, ...]:
    """The things in "cat and no dog", singular, as the detector is asked for them; none where no thing is named."""
    said = _without_tail(said)
    if not said or len(said.split()) > LONGEST_NAME:
        return ()
    named = phrases(f"{FIND[language]} {said}", language=language)
    names = [one.phrase for one in named.wanted if one.place is None] + list(named.excluded)
    return tuple(name for name in names if name and name.rpartition(" ")[2] not in ABSTRACT)
