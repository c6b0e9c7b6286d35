"""What asks to have a word spelled, or a list read once more, in five languages; and which word, which list is meant.

Only where the whole of what was said asks it: "how do you write a letter?" is a question like any other.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from assistant.messages import Turn
from assistant.telling.spelling import spelled_word
from assistant.words import commands_de, commands_en, commands_es, commands_fr, commands_zh

LONGEST = 120  # characters
FEWEST = 2  # lines that make a list
LAST = -1  # the number of the last item


@dataclass(frozen=True)
class Spell:
    """A word is to be spelled; empty: the one that was told last."""

    word: str


@dataclass(frozen=True)
class ReadList:
    """The last list is to be read again."""


@dataclass(frozen=True)
class ReadItem:
    """One entry of it is; number from 1, LAST for the last."""

    number: int


Again: TypeAlias = Spell | ReadList | ReadItem

# What stands for the word that was told last.
IT = (
    r"(?:that|it|this|(?:that|this|the|his|her|their)(?: last)? (?:word|name|one|city|place)|das|es|dies|(?:das|dieses)"
    r"(?: letzte)? wort|(?:den|seinen|ihren|diesen) (?:namen|ort)|ça|cela|le|la|(?:ce|le|son)(?: dernier)? (?:mot|nom)"
    r"|eso|esto|(?:esa|la|esta)(?: última)? palabra|(?:ese|el|su|este) nombre|这个词|那个词|这个|那个|它)"
)
WORD = r"(?P<word>(?!(?:an?|the|my|your|eine?n?|une?|una?)\b)[^\W_][\w'’.-]*(?: [^\W_][\w'’-]*){0,2}?)"
# English
_FOR_ME = r"(?: (?:again|out|out loud|aloud|for me|to me|once more|letter by letter|please|slowly|now))*"
_SAY = r"(?:read|re ?read|say|repeat|tell|give|go (?:over|through)|run through)(?: me| us)?(?: out)?(?: again)?"
_AGAIN = r"(?: (?:again|once more|one more time|out|out loud|aloud|to me|for me|back|please|slowly))*"
_OF_LIST = r"(?: (?:of|on|from|in) (?:the|that|your) (?:last )?list)?"
_ITEM = r"(?:item|point|step|entry|line|bullet|bullet point)"
# German
_MAL = r"(?: (?:mir|uns|mal|bitte|doch|noch ?mal|noch einmal|nochmals|für mich|vor|langsam|wieder))*"
_LIES = r"(?:lies|lese|lest|sag|sage|wiederhole?|nenne?|geh|vorlesen)"
_PUNKT = r"(?:punkt|nummer|schritt|eintrag|zeile)"
# French
_LIS = r"(?:relis|relisez|lis|lisez|répète|répétez|redis|redites)(?:[ -](?:moi|nous))?(?: encore)?"
_ENCORE = r"(?: (?:encore|une fois|à voix haute|s'il te plaît|s'il vous plaît|de nouveau))*"
# Spanish
_LEE = r"(?:lee|léeme|lea|léame|relee|repite|repíteme|repita|dime|vuelve a leer(?:me)?)(?: otra vez| de nuevo)?"
_OTRA_VEZ = r"(?: (?:otra vez|de nuevo|en voz alta|por favor|entera|una vez más))*"
# Chinese
_ZH = r"(?:请|你|再|重新|给我|帮我|能不能|可以)*"
_ZH_LIST = r"(?:刚才|上次|最后|上面|那个|这个|上一个|的)*(?:清单|列表|单子)"

SPELLING: tuple[str, ...] = (
    rf"spell(?: out)?(?: the (?:word|name))? {{what}}{_FOR_ME}",
    r"how (?:do|would|can|should) (?:you|i|we|one|people) spell(?: the (?:word|name))? {what}(?: again)?",
    r"how (?:is|was|are) {what} (?:spelled|spelt)(?: again)?|what(?:'s| is) the spelling of {what2}",
    rf"buchstabier(?:e|en|st)?{_MAL}(?: das wort| den namen)? {{what}}{_MAL}",
    rf"(?:(?:mir|uns|bitte|mal|doch) )*(?:das wort |den namen )?{{what}}{_MAL} buchstabieren",
    r"wie (?:buchstabiert|schreibt) (?:man|sich|du)(?: denn)? {what}(?: noch ?mal)?",
    r"wie wird {what} (?:geschrieben|buchstabiert)",
    rf"(?:épelle|épelez|épeler)(?:[ -](?:moi|nous))?(?: le mot| le nom)?[ -]{{what}}{_ENCORE}",
    r"comment (?:s'écrit|écrit-on|s'épelle|épelle-t-on|on écrit|on épelle|tu écris|tu épelles) {what}",
    r"comment {it} s'(?:écrit|épelle)",
    rf"deletre(?:a|e|ar)(?: la palabra| el nombre)? {{what}}{_OTRA_VEZ}|deletr(?:éalo|éelo|earlo)",
    r"cómo se (?:escribe|deletrea) {what}",
    rf"{_ZH}(?:拼一下|拼读|拼写|拼出)(?:一下)? ?{{what}}|{_ZH}(?:把)?{{what2}} ?(?:怎么拼写?|拼一下|拼出来)",
    r"spell|buchstabieren|buchstabiere|épelle|épelez|deletrea|怎么拼写?|拼一下|comment ça s'écrit|cómo se escribe"
    r"|how (?:do you|is it) spell(?:ed)?|wie schreibt man das|what(?:'s| is) the spelling",
)
LISTS: tuple[str, ...] = (
    rf"{_SAY} (?:the|that|this|your|my)(?: (?:last|whole|entire|previous))* (?:list|items|points|steps|bullet points)"
    rf"{_AGAIN}|what was on (?:the|that|your)(?: last)? list(?: again)?|the (?:last )?list again",
    rf"{_LIES}{_MAL} (?:die|deine|diese|meine)(?: (?:letzte|ganze|letzten))* (?:liste|punkte|schritte|aufzählung)"
    rf"(?:{_MAL}| durch| von vorne)*|was (?:stand|steht) auf der(?: letzten)? liste"
    rf"|(?:die|diese)(?: (?:letzte|ganze))* liste{_MAL}(?: (?:vor)?lesen)?",
    rf"{_LIS} (?:la|cette|ta|votre|les)(?: (?:dernière|derniers|dernières))? (?:liste|points|étapes){_ENCORE}",
    rf"{_LEE} (?:la|esa|esta|tu|los)(?: (?:última|últimos))? (?:lista|puntos|pasos){_OTRA_VEZ}",
    rf"{_ZH}(?:读|念|说)(?:一遍|一下)?{_ZH_LIST}|{_ZH}把?{_ZH_LIST}再?(?:读|念|说)(?:一遍|一下)",
)
ITEMS: tuple[str, ...] = (
    rf"{_SAY} (?:{_ITEM}|number|item number) {{n}}{_OF_LIST}{_AGAIN}",
    rf"{_SAY} the {{n}} (?:{_ITEM}|one|thing){_OF_LIST}{_AGAIN}",
    rf"what (?:is|was) (?:{_ITEM} {{n}}|the {{n2}} {_ITEM}){_OF_LIST}(?: again)?",
    rf"{_LIES}{_MAL} {_PUNKT} {{n}}{_MAL}|was (?:ist|war) {_PUNKT} {{n2}}(?: noch ?mal)?",
    rf"{_LIES}{_MAL} (?:den|die|das) {{n}} {_PUNKT}{_MAL}",
    rf"{_LIS} (?:le |la |l')?(?:point|numéro|élément|étape) {{n}}{_ENCORE}",
    rf"{_LIS} (?:le|la) {{n}} (?:point|élément|étape|ligne){_ENCORE}",
    rf"{_LEE} (?:el |la )?(?:punto|número|elemento|paso|línea) {{n}}{_OTRA_VEZ}",
    rf"{_LEE} (?:el|la) {{n}} (?:punto|elemento|paso|línea){_OTRA_VEZ}",
    rf"{_ZH}(?:读|念|说)(?:一下|一遍)?第{{n}}(?:条|项|点|个|步)(?:吧)?",
)
_BEFORE = (
    r"(?:(?:oriel|hey|ok|okay|please|now|and|so|can you|could you|would you|will you|bitte|kannst du|könntest du"
    r"|würdest du|und|peux-tu|pouvez-vous|tu peux|et|s'il (?:te|vous) plaît|por favor|puedes|podrías|y|请)[ ,]*+)*+"
)
_AFTER = r"(?:[ ,]*(?:please|oriel|thanks|bitte|danke|s'il te plaît|s'il vous plaît|merci|por favor|gracias|吧|谢谢))*"
CHECKED = re.compile(r"(?:check|checker|checking|bound|casting|cast)\b", re.I)  # "spell check this"

# A line of a list, as a language model writes it.
LIST_LINE = re.compile(r"^[ \t]*(?:[-*+•–][ \t]+|(?P<number>\d{1,3})[.)][ \t]+)(?P<item>\S.*)$", re.M)
TOKEN = re.compile(r"[^\W\d_][\w'’-]*|[.!?:\n]")
SENTENCE_ENDS = ".!?:\n"
# Words that begin sentences; with a capital they name nothing.
COMMON = frozenset(
    """the a an it its it's i i'm he she they we you this that these those there here in on at of for from to is are was
    were yes no and but so because if when while what who where how my your his her their our one two as with by not
    der die das ein eine einen es er sie wir ihr ich du dies diese dieser dieses hier da in im am auf von für mit aus
    ist sind war waren ja nein und aber weil wenn als was wer wo wie mein dein sein nicht man zu den dem des bei
    le la les l un une il elle ils elles nous vous je tu ce cette ces c'est dans en sur de du des pour avec par est sont
    était oui non et mais parce si quand que qui où comment mon ton son sa leur d'après
    el los las una unos es él ella ellos nosotros yo tú esto eso esta este en sobre de del para con por son era sí no y
    pero porque si cuando qué quién dónde cómo mi tu su se lo al hay""".split()
)


def asked_again(text: str) -> Again | None:
    """What is to be spelled or read again, if that is all that was said."""
    said = _plain(text)
    if len(said) > LONGEST:
        return None
    if (match := _first(_SPELLING, said)) is not None:
        word = next((found for found in match.groupdict().values() if found), "")
        return None if CHECKED.match(word) else Spell(word.strip(" '’-"))
    if (match := _first(_ITEMS, said)) is not None:
        heard = next(found for found in match.groupdict().values() if found)
        return ReadItem(_NUMBERS[_bare(heard)])
    return ReadList() if _first(_LISTS, said) is not None else None


def last_list(turns: Sequence[Turn]) -> tuple[tuple[str, ...], str]:
    """The entries of the list that was shown last, and its language; none where there was no list.

    A list is two lines or more with bullets or numbers, or what was found in a picture.
    """
    for turn in reversed(turns):
        if turn.superseded:
            continue
        lines = tuple(LIST_LINE.finditer(turn.said))
        if len(lines) >= FEWEST:
            return tuple(_entry(line) for line in lines), turn.language
        if turn.findings and (things := turn.findings[-1].things):
            return tuple(thing.name for thing in things), turn.language
    return (), ""


def telling_word(turns: Sequence[Turn]) -> str:
    """The word of the last answer that somebody may want to have spelled; empty where nothing was answered.

    The one that was spelled, if a word was; else the last name in it that the question did not have, else the last
    name, else the longest word.
    """
    answered = (turn for turn in reversed(turns) if turn.said and not turn.superseded)
    if (turn := next(answered, None)) is None:
        return ""
    if word := spelled_word(turn.said):
        return word
    asked = turn.heard.casefold()
    names = list(_names(turn.said))
    words: list[str] = re.findall(r"[^\W\d_][\w'’-]+", turn.said)
    new = [name for name in names if name.casefold() not in asked]
    fresh = [word for word in words if word.casefold() not in asked]
    return (new or names or [max(fresh or words, key=len, default="")])[-1]


def _entry(line: re.Match[str]) -> str:
    return f"{line['number']}. {line['item'].strip()}" if line["number"] else line["item"].strip()


def _names(said: str) -> Iterator[str]:
    """Runs of words with a capital, in order; a common word at the start of a sentence is none."""
    run: list[str] = []
    for found in (*TOKEN.findall(said), "."):
        is_name = found[0].isupper() and found.casefold() not in COMMON
        if not is_name and run:
            yield " ".join(run)
            run = []
        if is_name:
            run.append(found)


def _plain(text: str) -> str:
    """The words as they were said, with their capitals, without what is around them."""
    text = unicodedata.normalize("NFC", text).replace("’", "'")
    text = " ".join(re.sub(r"[,;:!?¿¡…\"“”„«»()，。？！；：、]|\.(?=\s|$)", " ", text).split())
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", text)


def _bare(word: str) -> str:
    """In lower case, French and Spanish without accents, as the tables of the commands have numbers."""
    lowered = word.casefold()
    if lowered in _NUMBERS:
        return lowered
    return "".join(letter for letter in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(letter))


def _counted() -> dict[str, int]:
    """Words for numbers, and "last", → the number of an item."""
    tongues = (commands_en, commands_de, commands_fr, commands_es, commands_zh)
    words = {word: int(number) for tongue in tongues for word, number in tongue.NUMBERS.items()}
    last = {word: LAST for tongue in tongues for word in tongue.LAST}
    return words | last | {str(number): number for number in range(1, 100)}


_NUMBERS: Mapping[str, int] = _counted()
_ACCENTED = (
    "deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième première dernière"
    " séptimo séptima décimo décima último última"
).split()
_NUMBER = "|".join(sorted([*_NUMBERS, *_ACCENTED], key=len, reverse=True))


def _compiled(shapes: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    word, second = f"(?:{IT}|{WORD})", f"(?:{IT}|{WORD.replace('<word>', '<word2>')})"
    patterns = []
    for shape in shapes:
        shape = shape.replace("{what}", word).replace("{what2}", second).replace("{it}", IT)
        shape = shape.replace("{n}", f"(?P<n>{_NUMBER})").replace("{n2}", f"(?P<n2>{_NUMBER})")
        patterns.append(re.compile(f"{_BEFORE}(?:{shape}){_AFTER}", re.I))
    return tuple(patterns)


_SPELLING, _LISTS, _ITEMS = _compiled(SPELLING), _compiled(LISTS), _compiled(ITEMS)


def _first(patterns: tuple[re.Pattern[str], ...], said: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.fullmatch(said))), None)
