"""Short replies in five languages: the words that say which of several is meant, and their reading."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, cast

from assistant.plan import Kind, Place
from assistant.words.lexicon import singular
from assistant.words.spoken_numbers import numbers

LONGEST = 9  # words of a reply
RANKS = range(1, 11)
ALL, NONE, THIS = "all", "none", "this"  # what a reply may mean beside a place, a rank ("second") or a number

# Language → meaning → words that say so, in any form that is spoken.
KINDS: dict[str, dict[str, str]] = {
    "en": {
        "left": "left leftmost lefthand",
        "right": "right rightmost righthand",
        "top": "top upper higher topmost highest above",
        "bottom": "bottom lower lowest bottommost below",
        "middle": "middle center centre central",
        "largest": "largest biggest bigger larger big large",
        "smallest": "smallest smaller small little littlest",
        ALL: "both all everything each every",
        THIS: "this that",
    },
    "de": {
        "left": "links linke linken linker linkes",
        "right": "rechts rechte rechten rechter rechtes",
        "top": "oben obere oberen oberer oberes oberste obersten",
        "bottom": "unten untere unteren unterer unteres unterste untersten",
        "middle": "mitte mittlere mittleren mittlerer mittleres",
        "largest": "größte größten größter größtes größer größere größeren größerer größeres"
        " große großen großer großes",
        "smallest": "kleinste kleinsten kleinere kleineren kleinerer kleineres kleine kleinen kleiner kleines",
        ALL: "beide beiden alle allen alles",
        THIS: "diesen diese dieses dieser",
    },
    "fr": {
        "left": "gauche",
        "right": "droite",
        "top": "haut",
        "bottom": "bas",
        "middle": "milieu centre",
        "largest": "grand grande",
        "smallest": "petit petite",
        ALL: "tous toutes deux",
        THIS: "celui-ci celle-ci celui-là celle-là",
    },
    "es": {
        "left": "izquierda izquierdo",
        "right": "derecha derecho",
        "top": "arriba superior",
        "bottom": "abajo inferior",
        "middle": "medio centro",
        "largest": "grande mayor",
        "smallest": "pequeño pequeña menor",
        ALL: "ambos ambas todos todas dos",
        THIS: "este esta ese esa",
    },
    "zh": {
        "left": "左",
        "right": "右",
        "top": "上",
        "bottom": "下",
        "middle": "中",
        "largest": "大",
        "smallest": "小",
        ALL: "都 全 部 俩",
        THIS: "这",
    },
}
ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth",
    "de": "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte",
    "fr": "première deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième",
    "es": "primera segunda tercera cuarta quinta sexta séptima octava novena décima",
    "zh": "一 二 三 四 五 六 七 八 九 十",
}
MORE_ORDINALS = {"premier": 1, "second": 2, "seconde": 2, "primero": 1, "primer": 1, "segundo": 2, "tercero": 3}
LAST = frozenset("last letzte letzten letzter letztes dernier dernière último última".split())
NUMBERS = {
    "en": "one two three four five six seven eight nine ten",
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn",
    "fr": "un deux trois quatre cinq six sept huit neuf dix",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez",
    "zh": "",
}
NUMBERED = re.compile(r"\b(?:number|nummer|numéro|número|nr|no\.?) (\w+)")
# What a reply is wrapped in.
AROUND = {
    "en": """the one ones on in at of to from side hand please i mean meant want take it's is just only yes yeah ok okay
    select choose pick cut out outline highlight mask thing things them my and uh um erm well number give me corner""",
    "de": """der die das den dem auf in im von aus vom zur seite ganz bitte ich meine meinte will nimm nehme ja nur und
    wähle markiere schneide umrande äh ähm also nummer ding da doch mal""",
    "fr": """le la les à a au de du en celui celle l' plus côté s'il te plaît oui juste tout et je veux prends numéro
    d'en d' partant partir""",
    "es": """el la los las a de del en al lado más por favor sí solo sólo y quiero toma número empezando desde""",
    "zh": "",
}
AROUND_IN_CHINESE = re.compile(  # and the measure words
    "[请我就要选从数起的那边面侧间方角号第是吧呢了点,.!?，。！？ "
    "个只条位辆张匹头把台架本棵朵座栋艘列块件套双顶副根支颗瓶杯碗部扇]"
)
GIVEN_UP = {
    "en": r"never ?mind|forget (?:it|about it|that)|none(?: of (?:them|those))?|neither(?: one| of them)?|nothing"
    r"|no(?: thanks| thank you)?|leave it|don't bother",
    "de": r"schon gut|vergiss (?:es|das)|egal|weder noch|kein(?:e|en|er|es|s)?(?: von (?:beiden|denen))?|nichts"
    r"|nein(?: danke)?|lass(?: es| gut sein)?",
    "fr": r"(?:laisse|laissez)(?: tomber)?|oubliez?(?: ça)?|aucune?(?: des deux)?|ni l'une? ni l'autre|rien|tant pis"
    r"|non(?: merci)?",
    "es": r"olvídalo|olvídelo|déjalo|déjelo|ningun[oa](?: de (?:los|las) dos)?|nada|da igual|no(?: gracias)?",
    "zh": r"算了|不用了?|不要了?|都不要|都不是|没事了?|不",
}

AND = {"en": "and|plus", "de": "und|sowie", "fr": "et", "es": "y|e", "zh": "和|跟|与|还有"}
TAKEN_BACK = {  # between what was said first and what is meant
    "en": r"(?:(?:oh|um|uh|er|well) )*(?:no wait|wait no|no|nope|wait|sorry|i mean|i meant|or rather|scratch that)",
    "de": r"(?:(?:äh|ähm|ach|oh) )*(?:halt nein|nein|nee|quatsch|doch|moment|ich meine|sorry|beziehungsweise)",
    "fr": r"(?:(?:euh|ah|oh) )*(?:non|pardon|plutôt|enfin|je veux dire|attends)",
    "es": r"(?:(?:eh|ay|oh) )*(?:no|perdón|digo|mejor|quiero decir|espera)",
    "zh": "(?:啊|哦|呃)?(?:不对|不是|错了|等等|我是说|不)",
}
EXCEPT = {  # all of them but one
    "en": r"(?:all|both|everything|every one|each)(?: of them| of these)?"
    r" (?:but|except|except for|apart from|without) (.+)",
    "de": r"(?:alle|alles|beide|jeden)(?: davon)? (?:außer|ausser|bis auf|ohne) (.+)",
    "fr": r"(?:tous|toutes|tout) (?:sauf|à part|excepté|sans) (.+)",
    "es": r"(?:todos|todas|todo) (?:menos|excepto|salvo|sin) (.+)",
    "zh": "(?:全部|所有|都要)?(?:除了|除去)(.+?)(?:以外|之外)?(?:的|都|全|要|选)*",
}
COUNTED = {  # as many as there are
    "en": r"(?:the|these|those|all the) (two|three|four|five|six)(?: ones)?",
    "de": r"(?:die|diese|alle) (zwei|drei|vier|fünf|sechs)",
    "fr": r"(?:les|ces|toutes les|tous les) (trois|quatre|cinq|six)",
    "es": r"(?:los|las|estos|estas) (tres|cuatro|cinco|seis)",
    "zh": "[这那](两|三|四|五|六)[个只条位辆]?",
}


@dataclass(frozen=True)
class Counted:
    """So many of them, which are all where there are no more: "the two"."""

    number: int


# int: the number on the picture; str: ALL, NONE or THIS; several: each of them
Meaning: TypeAlias = Place | int | str | Counted | tuple[Place | int, ...]


def reading(text: str, nouns: frozenset[str] = frozenset(), language: str = "") -> tuple[Meaning, str] | None:
    """What a few words choose, and their language; None where they say anything else.

    nouns: what the things may be called; language: the likelier one, where the words are of several.
    """
    said = plain(text)
    nouns = frozenset(noun.casefold() for noun in nouns)
    if not said or len(said.split()) > LONGEST:
        return None
    for tongue in sorted(KINDS, key=lambda one: one != language):
        if re.fullmatch(GIVEN_UP[tongue], said):
            return NONE, tongue
        if (meaning := _said_last(tongue, said, nouns)) is not None:
            return meaning, tongue
    return None


def plain(text: str) -> str:
    """Small letters, "ß" as "ss", no marks."""
    said = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    return re.sub(r"[\s,.;:!?…–—，。！？]+", " ", said).strip()


def parted(said: str, words: Mapping[str, str], tongue: str) -> list[str]:
    """What stands before, between and after such words."""
    between = words[tongue] if tongue == "zh" else rf"(?:^|(?<=\s))(?:{words[tongue]})(?:(?=\s)|$)"
    return [part.strip() for part in re.split(between, said)]


def _said_last(tongue: str, said: str, nouns: frozenset[str]) -> Meaning | None:
    """The last of several takes ("left, no, right"), where each of them is a choice."""
    takes = parted(said, TAKEN_BACK, tongue)
    meanings = [_one_or_several(tongue, take, nouns) for take in takes] if all(takes) else []
    return meanings[-1] if meanings and None not in meanings else None


def _one_or_several(tongue: str, said: str, nouns: frozenset[str]) -> Meaning | None:
    bare = " ".join(word for word in said.split() if word not in nouns)
    if counted := re.fullmatch(COUNTED[tongue], bare):
        return Counted(numbers(tongue)[counted[1]])
    if (one := _in(tongue, said, nouns)) is not None:
        return one
    if exception := re.fullmatch(EXCEPT[tongue], said):
        out = _in(tongue, exception[1], nouns)
        return replace(out, rank=-out.rank) if isinstance(out, Place) and out.rank > 0 else None
    each = [_in(tongue, part, nouns) for part in parted(said, AND, tongue)]
    several = tuple(dict.fromkeys(one for one in each if isinstance(one, Place | int)))
    return several if len(several) == len(each) > 1 else None


def _in(tongue: str, said: str, nouns: frozenset[str]) -> Meaning | None:
    """What the words mean in one language, if every one of them is accounted for."""
    if tongue == "zh":
        for noun in sorted(nouns, key=len)[::-1]:
            said = said.replace(noun, "") if re.search(r"[\u4e00-\u9fff]", noun) else said
        left = list(AROUND_IN_CHINESE.sub("", said)) if re.search(r"[\u4e00-\u9fff]", said) else []
        if not left and re.fullmatch("[这那]一?个", said):
            return THIS
    else:
        if number := NUMBERED.search(said):
            rest = set(NUMBERED.sub(" ", said).split()) - {*AROUND[tongue].split(), *nouns}
            return None if rest else _numbers(tongue).get(number[1])
        for noun in (one for one in nouns if " " in one):
            said = re.sub(rf"\b{re.escape(noun)}\b", "", said)
        words = said.replace("l'", "l' ").split()
        left = [word for word in words if word not in AROUND[tongue].split() and singular(word) not in nouns]
        left = [word for word in left if word not in nouns]
        if not left and words in (["one"], ["un"]):
            return 1
    return _of(left, tongue)


def _of(left: Sequence[str], tongue: str) -> Meaning | None:
    """What the words that are left say: a side, a rank, both of them, a number, all, this one."""
    kinds, ranks, numbers = _kinds(tongue), _ranks(tongue), _numbers(tongue)
    if len(left) == 1:
        (word,) = left
        if word in LAST:
            return Place("right")
        if word in kinds and kinds[word] in (ALL, THIS):
            return kinds[word]
        if word in kinds:
            return Place(cast(Kind, kinds[word]))
        return Place("left", ranks[word]) if word in ranks else numbers.get(word)
    sides = [kinds[word] for word in left if word in kinds]
    counts = [ranks[word] for word in left if word in ranks]
    if ALL in sides and all(kinds.get(word) == ALL or word in numbers or word in "两三" for word in left):
        return ALL
    if len(left) != 2 or {ALL, THIS} & set(sides):
        return None
    if len(sides) == 1 and len(counts) == 1:
        return Place(cast(Kind, sides[0]), counts[0])
    corner = " ".join(sorted(sides, key=lambda side: side in ("left", "right")))
    return Place(cast(Kind, corner)) if corner in ("top left", "top right", "bottom left", "bottom right") else None


def _kinds(tongue: str) -> Mapping[str, str]:
    return {word.casefold(): kind for kind, words in KINDS[tongue].items() for word in words.split()}


def _ranks(tongue: str) -> dict[str, int]:
    ranks = {word: rank for rank, word in enumerate(ORDINALS[tongue].split(), 1)}
    if tongue == "es":
        ranks |= {f"{word[:-1]}o": rank for word, rank in ranks.items()}
    if tongue == "de":
        ranks |= {f"{word}{ending}": rank for word, rank in ranks.items() for ending in "nrs"}
    return ranks | (MORE_ORDINALS if tongue in ("fr", "es") else {})


def _numbers(tongue: str) -> dict[str, int]:
    numbers = {word: number for number, word in enumerate(NUMBERS[tongue].split(), 1)}
    return numbers | {str(number): number for number in RANKS}
