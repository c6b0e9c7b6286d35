"""What is said to begin and end interpreting, in five languages, and which orders Oriel still takes meanwhile.

"Translate this into German" is a single request and is none of it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from assistant.words.commands import Command, command
from assistant.words.interpreting_tables import ALSO, NAMES

BEGIN, END = "interpret", "stop-interpreting"  # the names of the orders
LONGEST = 200  # characters of an order
ENGLISH = "en"
# Two people who talk through Oriel say "never mind", "help" and "settings" to each other.
OBEYED = frozenset(
    (
        "mute",
        "repeat",
        "slower",
        "faster",
        "louder",
        "quieter",
        "other-voice",
        "new-conversation",
        "offline-only",
        "polly",
    )
)


@dataclass(frozen=True)
class Between:
    """What is said in one of two languages (ISO 639-1) is said in the other."""

    first: str
    second: str


@dataclass(frozen=True)
class Into:
    """Whatever is said is said in this language."""

    language: str


Interpreting: TypeAlias = Between | Into


def ordered(text: str, language: str, under_way: Interpreting | None, interrupts: bool) -> Command | None:
    """What the whole of `text` orders an interpreter to do; None where it is to be answered, or interpreted.

    language: in which it was said; interrupts: it was said into an answer, which alone gives "wait!" something to stop.
    """
    if under_way is not None:
        if ends(text):
            return Command(END)
        order = command(text)
        if order is not None and (order.name in OBEYED or (order.name == "stop" and interrupts)):
            return order
    if (begun := begins(text, language)) is not None:
        return Command(BEGIN, value(begun))
    return Command(BEGIN) if _matches(_UNNAMED, text) else None


def begins(text: str, language: str) -> Interpreting | None:
    """How to interpret from now on, if that is what was said; language: the speaker's own, in which it was said."""
    if (match := _matches(_BETWEEN, text)) is not None:
        first, second = _code(match["a"]), _code(match["b"])
        return Between(first, second) if first != second else None
    if (match := _matches(_FOR, text)) is not None:
        other = _code(match["a"])
        own = language if language in NAMES and language != other else ENGLISH
        return Between(own, other) if own != other else None
    match = _matches(_INTO, text)
    return Into(_code(match["b"])) if match is not None else None


def ends(text: str) -> bool:
    """Whether this ends interpreting."""
    return _matches(_ENDS, text) is not None


def target(way: Interpreting, language: str) -> str:
    """The language to say in what was said in `language`.

    What is in neither of two languages is taken for another than English, which is told most surely.
    """
    if isinstance(way, Into):
        return way.language
    if language in (way.first, way.second):
        return way.second if language == way.first else way.first
    return ENGLISH if ENGLISH in (way.first, way.second) else way.second


def value(way: Interpreting) -> str:
    """As the value of a command; `from_value` reads it."""
    return way.language if isinstance(way, Into) else f"{way.first} {way.second}"


def from_value(written: str) -> Interpreting:
    """What `value` wrote."""
    first, _, second = written.partition(" ")
    return Between(first, second) if second else Into(first)


def _plain(text: str) -> str:
    """In lower case, without accents and punctuation; Chinese without spaces."""
    lowered = unicodedata.normalize("NFD", text.casefold()).translate(_TRADITIONAL)
    bare = "".join(letter for letter in lowered if not unicodedata.combining(letter))
    words = " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", bare).replace("'", " ").replace("’", " ")))
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", words)


_TRADITIONAL = str.maketrans("語個請幫給譯話們間結與說講韓漢國為別還開轉", "语个请帮给译话们间结与说讲韩汉国为别还开转")


def _called() -> Iterator[tuple[str, str]]:
    """Every name of a language as it is heard, and its code."""
    for code, names in NAMES.items():
        for name in names:
            yield _plain(name), code
    for name, code in ALSO.items():
        yield _plain(name), code


CODES: Mapping[str, str] = dict(_called())
_NAME = "|".join(sorted(CODES, key=len, reverse=True))


def _code(heard: str) -> str:
    """Of a name; a German one may have an ending: "ins Deutsche"."""
    return CODES.get(heard) or CODES.get(heard.removesuffix("n")) or CODES[heard.removesuffix("n").removesuffix("e")]


# English
_MODE = r"(?:interpret(?:er|ing|ation)|translat(?:or|ion|ing))"
_EVERYTHING = r"(?:(?:everything|anything|whatever|what|all|all that)(?: that)? (?:i|we|they|he|she) (?:am |are |is )?"
_EVERYTHING += r"say(?:ing|s)?|everything that is said|everything you hear|me|us)"
# German
_DOLMETSCHE = r"(?:dolmetsch|ubersetz)(?:e|en|er|est)?(?: (?:fur (?:mich|uns)|mir|uns|mich|mal|bitte|jetzt|ab jetzt))*"
_MODUS = r"(?:dolmetsch(?:er)?|ubersetzungs|ubersetzer) ?modus"
_ALLES = (
    r"(?:alles|das|alles das)? ?was (?:ich|wir|er|sie|man|hier)(?: gerade| jetzt)? (?:sage?|sagen|sagt|gesagt wird)"
)
_ZU = r"(?:dolmetschen|ubersetzen)"
# French
_FAIS = r"(?:(?:interprete|traduis|interpretez|traduisez)(?: pour (?:moi|nous)| nous| moi)?"
_FAIS += r"|(?:fais|faites|sers|servez|sois|soyez)(?: moi| nous)?(?: l| d| mon| notre| un)? ?interprete(?: pour nous)?)"
_CE_QUE = r"(?:tout )?ce que (?:je dis|nous disons|on dit|j ai dit|je dirai)"
# Spanish
_HAZ = r"(?:(?:interpreta|traduce|interprete|traduzca)(?: para (?:mi|nosotros)|nos|me)?"
_HAZ += r"|(?:haz|hazme|haznos|actua|sirve|se|sea)(?: de| mi| nuestro| como| un)* (?:interprete|traductor))"
_LO_QUE = r"(?:todo )?lo que (?:yo )?(?:digo|diga|decimos|digamos)"
# Chinese
_VERB_ZH = r"(?:口译|翻译|传译|互译)"
_FOR_US = r"(?:请|你|能不能|可以)*(?:帮|给|为|替)?(?:我们|我)?"

BETWEEN: tuple[str, ...] = (
    r"(?:interpret|translate)(?: for (?:me|us))?(?: back and forth)?(?: between)? {a} and {b}(?: for (?:me|us))?",
    rf"(?:(?:start|begin|turn on|switch on|switch to|enter|use)(?: the)? )?{_MODE}(?: mode)?"
    r"(?: (?:between|for|with|in))? {a} (?:and )?{b}",
    r"(?:(?:be|act as|you are|you re|i need|we need|play)(?: (?:my|our|an|the))? )(?:interpreter|translator)"
    r"(?: for (?:me|us))?(?: (?:between|for))? {a} and {b}",
    rf"{_DOLMETSCHE} zwischen (?:dem )?{{a}} und (?:dem )?{{b}}",
    r"zwischen (?:dem )?{a} und (?:dem )?{b} (?:dolmetschen|ubersetzen)",
    r"(?:sei|werde|du bist|spiel) (?:mein|unser|meine|unsere|der) (?:dolmetscher|ubersetzer)(?:in)?"
    r" (?:fur|zwischen) {a} und {b}",
    rf"(?:starte? (?:den )?)?{_MODUS}(?: (?:fur|zwischen))? {{a}}(?: und)? {{b}}",
    rf"{_FAIS} entre (?:le |l )?{{a}} et (?:le |l )?{{b}}",
    r"mode (?:interprete|traduction)(?: entre)? (?:le |l )?{a} (?:et )?(?:le |l )?{b}",
    rf"{_HAZ} entre (?:el )?{{a}} [ye] (?:el )?{{b}}",
    r"(?:traducir(?:nos)?|interpretar) entre (?:el )?{a} [ye] (?:el )?{b}",
    r"modo (?:interprete|traduccion)(?: entre)? (?:el )?{a} (?:[ye] )?(?:el )?{b}",
    rf"{_FOR_US}(?:在)?{{a}}(?:和|与|跟|同|到)?{{b}}(?:之间)?(?:做|当|进行|来回)?(?:个)?{_VERB_ZH}(?:吧|员)?",
    rf"{_FOR_US}(?:做|当|担任)(?:我的|我们的|一下)?{{a}}(?:和|与|跟)?{{b}}(?:之间)?的?{_VERB_ZH}(?:员)?",
)
FOR: tuple[str, ...] = (
    r"(?:be|act as|you are|you re|i need|play)(?: (?:my|our|an|the|a))? (?:interpreter|translator) (?:for|in|into) {a}",
    rf"(?:(?:start|begin|turn on|switch on|switch to|enter)(?: the)? )?{{a}} {_MODE} mode",
    rf"{_MODE}(?: mode)? (?:for|in|with|into) {{a}}",
    r"(?:sei|werde|du bist|spiel|ich brauche) (?:mein|unser|meine|unsere|einen|eine) (?:dolmetscher|ubersetzer)(?:in)?"
    r" (?:fur|ins|auf) {a}",
    rf"{_MODUS}(?: fur| auf| ins)? {{a}}",
    r"(?:sois|soyez|il me faut|j ai besoin d)(?: mon| notre| un)? ?interprete (?:en|pour|pour le|pour l|d|de) {a}",
    r"mode (?:interprete|traduction)(?: en)? {a}",
    r"(?:se|sea|necesito)(?: mi| nuestro| un)? (?:interprete|traductor) (?:de|del|en|para|para el|al) {a}",
    r"modo (?:interprete|traduccion)(?: en| de)? {a}",
    rf"{_FOR_US}(?:做|当|担任)(?:我的|我们的)?{{a}}的?{_VERB_ZH}(?:员)?",
)
INTO: tuple[str, ...] = (
    rf"(?:interpret|translate) {_EVERYTHING}(?: from (?:\w+))?(?: from now on)? (?:in|into|to) {{b}}(?: from now on)?",
    r"interpret(?: for me)?(?: from (?:\w+))? (?:into|to) {b}",
    rf"(?:say|repeat) {_EVERYTHING} in {{b}}",
    rf"(?:dolmetsche?|ubersetze?)(?: mir| bitte| mal)? {_ALLES} (?:ins|auf|in|nach) {{b}}",
    rf"{_ALLES} (?:ins|auf|in|nach) {{b}} (?:dolmetschen|ubersetzen|wiederholen|sagen)",
    r"(?:dolmetsche?|ubersetze?) mich (?:ins|auf|in) {b}",
    r"dolmetsche?(?: fur mich)?(?: (?:vom|von|aus dem) (?:\w+))? (?:ins|auf|in) {b}",
    rf"(?:sage?|wiederhole?) {_ALLES} auf {{b}}",
    rf"(?:traduis|traduisez|interprete|interpretez|repete|dis|redis) {_CE_QUE} (?:en|vers le|vers l) {{b}}",
    rf"(?:traduis|traduisez|interprete|interpretez) en {{b}} {_CE_QUE}",
    rf"(?:traduce|traduzca|interpreta|interprete|repite|di) {_LO_QUE} (?:al|en|a) {{b}}",
    rf"(?:traduce|traduzca|interpreta|interprete) (?:al|en) {{b}} {_LO_QUE}",
    r"(?:请|你)*把(?:我|我们)(?:说|讲)的(?:话|一切|东西|所有话)?(?:全|都)*(?:翻译|翻|译|口译)(?:成|为){b}",
)
UNNAMED: tuple[str, ...] = (
    rf"(?:(?:start|begin|turn on|switch on|switch to|enter)(?: the)? )?{_MODE} mode(?: on)?",
    r"(?:be|act as) (?:my|our|an) interpreter|start interpreting|interpret for (?:me|us)",
    rf"(?:starte? (?:den )?)?{_MODUS}(?: an| ein)?|sei (?:mein|unser) dolmetscher|dolmetsche? fur (?:mich|uns)",
    r"mode interprete|(?:sois|soyez) (?:mon|notre) interprete|modo interprete|(?:se|sea) (?:mi|nuestro) interprete",
    r"(?:做|当)(?:我的|我们的)(?:口译|翻译)(?:员)?|口译模式|翻译模式",
)
ENDS: tuple[str, ...] = (
    r"(?:you can |you may )?(?:stop|quit|finish|no more|that s enough|enough)(?: with)?(?: the)?"
    r" (?:interpreting|translating|interpretation|translation)(?: (?:now|for (?:me|us)|everything|any ?more|mode))*",
    rf"(?:stop|end|leave|exit|quit|turn off|switch off|finish|close)(?: the)? {_MODE}(?: mode)?",
    rf"(?:turn|switch) (?:the )?{_MODE}(?: mode)? off|{_MODE}(?: mode)? off",
    r"(?:don t|do not) (?:translate|interpret)(?: (?:that|it|this|everything|for (?:me|us)))? any ?more",
    r"(?:we|i) (?:don t|do not) need (?:an|the|your|any) interpreter any ?more|stop being (?:my|our|an) interpreter",
    rf"(?:du kannst )?hore?(?: jetzt| bitte)*(?: auf)?(?: bitte)* (?:auf )?(?:zu|mit dem) {_ZU}(?: auf)?",
    r"(?:du kannst )?(?:jetzt )?auf ?horen zu (?:dolmetschen|ubersetzen)",
    r"(?:du (?:brauchst|musst) )?(?:jetzt )?nicht (?:mehr|langer)(?: zu)? (?:dolmetschen|ubersetzen)(?: jetzt)?",
    rf"(?:dolmetsche?|ubersetze?) (?:jetzt )?nicht mehr|(?:schluss|genug|ende) mit(?: dem)? {_ZU}",
    rf"(?:beende?|stopp?e?|verlasse?) (?:das |den |die )?(?:dolmetschen|ubersetzen|ubersetzung|{_MODUS})",
    rf"(?:das )?(?:dolmetschen|ubersetzen|{_MODUS}) (?:beenden|stoppen|aus|fertig|vorbei)",
    r"genug (?:gedolmetscht|ubersetzt)",
    r"(?:arrete|arretez|cesse|cessez|stop)(?: maintenant)? (?:de traduire|d interpreter|la traduction)",
    r"ne (?:traduis|traduisez|interprete|interpretez) plus|fin de (?:la traduction|l interpretation)"
    r"|(?:quitte|quittez) le mode interprete",
    r"(?:deja|deje|para|pare) (?:ya )?de (?:traducir|interpretar)|no (?:traduzcas|interpretes) mas"
    r"|(?:termina|acaba|fin de|deten) (?:la )?(?:traduccion|interpretacion)|sal del modo interprete",
    r"(?:请|你)?(?:可以)?(?:停止|停|别|不要|不用|不必|结束|退出)(?:再)?(?:给我|给我们)?(?:口译|翻译|传译)(?:模式)?(?:了)?(?:吧)?",
)
# What may stand around each, and says nothing.
_BEFORE = (
    r"(?:(?:oriel|hey|ok|okay|please|now|so|and|from now on|can you|could you|would you|will you|i want you to"
    r"|i would like you to|i d like you to|let s|bitte|kannst du|konntest du|wurdest du|ab jetzt|jetzt|und|danke"
    r"|thanks|thank you|s il te plait|s il vous plait|peux tu|pouvez vous|merci|maintenant|je veux que tu|por favor"
    r"|puedes|podrias|quiero que|ahora|gracias|oye|我要你|请|好|谢谢|现在)(?: |(?<=[\u4e00-\u9fff])))*+"
)
_AFTER = (
    r"(?: ?(?:please|now|oriel|thanks|thank you|for me|for us|from now on|will you|would you|bitte|jetzt|danke|mal"
    r"|s il te plait|s il vous plait|maintenant|merci|por favor|ahora|gracias|吧|谢谢|了))*"
)


def _compiled(shapes: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    german = rf"(?:{_NAME})(?:(?<=sch)en?)?"
    named = [shape.replace("{a}", f"(?P<a>{german})").replace("{b}", f"(?P<b>{german})") for shape in shapes]
    return tuple(re.compile(f"{_BEFORE}(?:{shape}){_AFTER}") for shape in named)


_BETWEEN, _FOR, _INTO, _UNNAMED, _ENDS = map(_compiled, (BETWEEN, FOR, INTO, UNNAMED, ENDS))


def _matches(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    if len(text) > LONGEST:
        return None
    plain = _plain(text)
    return next((match for pattern in patterns if (match := pattern.fullmatch(plain))), None)
