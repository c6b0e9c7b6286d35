"""How people speak of the last result: the parts of such sentences that are the same in every language.

The tables lie in `refining_en`, `refining_de`, `refining_fr`, `refining_es` and `refining_zh`. A row of `ROWS` is
`kind: pattern`, or `as` with what is to be done; a line that begins with a space goes on with the one above. The more
telling rows stand first. A pattern must fit the whole of what is left when hesitation and politeness are taken off. In
it stands <x> for what is named with an article, <any> for what is named in any way, <y> and <the> for what is refused,
<it> for a word that stands for the last result, <n> for a number, <number> for that of a picture, <percent> and
<share> for a share, with and without its unit, <pic> for pictures, <which> for which of them, <def> for an article,
<strict> and <shape> for manners of looking and of an outline. "?" behind a kind: only where something is named that is
surely a thing; "!": only where a place is.
"""

from typing import Protocol

UNIT = r"(?:%|percent|per cent|prozent|pour ?cent|por ?ciento|成)"
PICTURES = {  # which picture, in any language
    "next": r"next|following|nächst|folgend|suivant|prochain|d'après|siguiente|próxim|que viene|^下",
    "previous": r"previous|before|vorig|vorherig|précédent|d'avant|anterior|^上",
    "all": r"all|each|every|both|jede|beide|toutes|tous|chaque|tod[oa]s|cada|rest|übrig|demás|^les$|^las$|dos"
    r"|所有|每|全部|其他|其它|别的|剩|几",
    "last": r"last|letzt|dernière|última",
    "other": r"other|ander|autre|otra|另|à côté|al lado",
}
NUMBERED = r"\b(?:number|nummer|numéro|número|nr)\b|号"
ASKING = (  # words in what is named that show that something else is asked for
    r"\b(?:where|what|who|which|how|cut ?out|traced|marked|outlined|wo|was|wer|silhouette|contour du|freistellen"
    r"|markier\w*|ausschneiden|où|que faire|dónde|qué)\b|\b(?:non|nein|no wait)\b|什么|怎么|哪|谁|有没有|是不是"
    r"|找|删|变成|剪|抠|人剪"
)
NO_THINGS = (
    r"\b(?:voices?|stimmen?|voix|voz|background|hintergrund|fond|fondo|pictures?|photos?|images?|bild\w*|fotos?"
    r"|im[aá]gen\w*|languages?|way|time|mal|fois|vez|day|tag|jour|día|side|hand)\b|背景|声音|图|照片|方式|方法"
    r"|语言"
)
POINTING = r"[左右上下前后中大小第个只那这]"  # Chinese that says which one, if not by a place that is known
NEW_IN_CHINESE = (  # words of a request for something new
    r"找|选中|圈出|剪出|变成|移除|数一数|数一下|几个|可不可以|能不能|画|写"
)


class Words(Protocol):
    """One language. All but `ROWS` are patterns, but for FIND, words that go before a name to have it read.

    OPENERS, CLOSERS: said around it without changing what is meant; REJECTING: the same, and it says "no" to what is
    there; TAKES: what came before is taken back; CLAUSES: stands between clauses; REQUESTS: asks for something new;
    DEFINITE: before a thing that both know; FIRST: "the first three"; COUNTED: a side to count from, and how
    `which.reading` knows it. The others are placeholders of the rows.
    """

    OPENERS: str
    REJECTING: str
    CLOSERS: str
    DEFINITE: str
    IT: str
    PICTURE: str
    STRICT: str
    SHAPE: str
    WHICH: str
    FIND: str
    TAKES: str
    OTHER: str
    FIRST: str
    COUNTED: tuple[str, str]
    CLAUSES: str
    REQUESTS: str
    ROWS: str
