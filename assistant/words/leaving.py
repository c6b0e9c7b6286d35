"""The question what left this computer and what it cost, in five languages; only where all of what was said asks it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Period = Literal["today", "yesterday", "week", "last week", "month", "last month", "ever"]
POLLY = "Amazon Polly"


@dataclass(frozen=True)
class Asked:
    """What is wanted: of which days, of which recipient alone ("" for all of them), and whether above all the cost."""

    period: Period
    to: str = ""
    is_about_cost: bool = False


# All patterns read lower case without accents and punctuation; an apostrophe or hyphen is a space, Chinese has none.
PERIODS: Mapping[str, Mapping[Period, str]] = {
    "en": {
        "today": "today|this (?:morning|afternoon|evening)",
        "yesterday": "yesterday",
        "week": "this week",
        "last week": "last week",
        "month": "this month",
        "last month": "last month",
        "ever": "so far|ever|in total|altogether|until now|up to now|yet",
    },
    "de": {
        "today": "heute(?: (?:morgen|vormittag|nachmittag|abend))?",
        "yesterday": "gestern",
        "week": "(?:in )?diese[r]? woche",
        "last week": "(?:in der )?letzten? woche",
        "month": "(?:in )?diese[nm] monat",
        "last month": "(?:im )?letzten monat",
        "ever": "bisher|bis jetzt|insgesamt|jemals|je|schon(?: mal| einmal)?|uberhaupt",
    },
    "fr": {
        "today": "aujourd hui|ce matin|cet apres midi|ce soir",
        "yesterday": "hier",
        "week": "cette semaine",
        "last week": "la semaine (?:derniere|passee)",
        "month": "ce mois(?: ci)?",
        "last month": "le mois (?:dernier|passe)",
        "ever": "jusqu ici|jusqu a (?:present|maintenant)|au total|en tout|deja",
    },
    "es": {
        "today": "hoy|esta (?:manana|tarde|noche)",
        "yesterday": "ayer",
        "week": "esta semana",
        "last week": "la semana pasada",
        "month": "este mes",
        "last month": "el mes pasado",
        "ever": "hasta (?:ahora|hoy)|en total|alguna vez|ya",
    },
    "zh": {
        "today": "今天|今日|今早|今晚",
        "yesterday": "昨天|昨日",
        "week": "(?:这|本)(?:一|个)?(?:周|星期|礼拜)",
        "last week": "上(?:一|个)?(?:周|星期|礼拜)",
        "month": "(?:这|本)(?:一)?个?月",
        "last month": "上(?:一)?个?月",
        "ever": "到目前为止|到现在为止|至今|总共|一共|曾经",
    },
}
# English
_PC = r"(?:my|this|the) (?:computer|machine|pc|laptop|device|workstation)"
_AMAZON = r"(?:amazon polly|amazon|polly|aws)"
_OUT = rf"(?: (?:out|away|anywhere|online|off {_PC}|from {_PC}|to {_AMAZON}|to any(?:one|body)"
_OUT += r"|(?:(?:over|to|through) )?the (?:internet|cloud|outside|net)))*"
_YOU = r"(?:did you|have you|do you|are you|you(?: have| ve)?)"
_SEND = r"(?:send|sent|sending|upload(?:ed|ing)?|transmit(?:ted|ting)?)"
_ANYTHING = r"(?:anything|something|any (?:data|text|words|of my (?:data|words))|my (?:data|words))"
_WHAT = r"(?:(?:what|which|how much)(?: (?:data|text))?|how many (?:characters|words|bytes))"
_LEFT = r"(?:left|leave|leaves|leaving|gone out of)"
# German
_RECHNER = r"(?:meinen|diesen|den) (?:computer|rechner|pc|laptop)"
_AN = rf"(?: (?:an (?:{_AMAZON}|irgendwen|jemanden)|irgendwohin|in die cloud|nach (?:draussen|aussen)"
_AN += r"|(?:ins|uber das|ubers) (?:internet|netz)))?"
_GESCHICKT = r"(?:geschickt|gesendet|verschickt|versendet|ubertragen|hochgeladen|(?:raus|weg|hinaus)geschickt)"
_ETWAS = r"(?:etwas|was|irgendetwas|irgendwas|irgendwelche daten|daten)"
# French
_ORDI = r"(?:de )?(?:mon|cet|l|ce) ?(?:ordinateur|ordi|pc|machine)"
_A = rf"(?: (?:a (?:{_AMAZON}|quelqu un)|(?:sur|par) internet|ailleurs|quelque part|dans le cloud"
_A += r"|a l exterieur))?"
_ENVOYE = r"(?:envoye|transmis|expedie)"
_TU_AS = r"(?:as tu|avez vous|(?:est ce que )?(?:tu as|t as|vous avez))"
_QUELQUE = r"(?:quelque chose|quoi que ce soit|des donnees|du texte)"
# Spanish
_EQUIPO = r"(?:de )?(?:mi|este|esta|el) (?:ordenador|computadora|computador|equipo|pc|portatil)"
_AL = rf"(?: (?:a (?:{_AMAZON}|internet|la nube|alguien|alguna parte|algun sitio)|fuera|por internet))?"
_ENVIADO = r"(?:has enviado|enviaste|has mandado|mandaste|has transmitido|transmitiste|se (?:ha enviado|envio|mando))"
_ALGO = r"(?:algo|alguna cosa|datos|algun dato)"
# Chinese
_DIANNAO = r"(?:我|这台|我的|这个|了|过|的)*(?:电脑|计算机|机器)"
_SHENME = r"(?:什么|哪些|啥)(?:东西|数据|内容|文字)?"
_GEI = r"(?:(?:给|向|往|到|对)(?:了)?(?:amazon(?: ?polly)?|polly|aws|亚马逊|云端|网上|外面|别人|外))?"
_FA = r"(?:发送|发出|发|上传|传送|传输|传|送)(?:出去)?(?:了|过)?"
SENT: Mapping[str, tuple[str, ...]] = {
    "en": (
        rf"{_WHAT}(?: has| have| is)? {_LEFT} {_PC}",
        rf"(?:did|has|have|does|is) {_ANYTHING} {_LEFT} {_PC}",
        rf"{_WHAT}(?: exactly)? {_YOU} {_SEND}{_OUT}",
        rf"{_YOU} {_SEND} {_ANYTHING}{_OUT}",
        rf"(?:what|how much)(?: data| text)? (?:was|were|has been|have been|got|is being) {_SEND}{_OUT}",
        rf"(?:was|has|is) {_ANYTHING} (?:been |being )?{_SEND}{_OUT}",
        rf"(?:show|tell) me what {_YOU} {_SEND}{_OUT}",
    ),
    "de": (
        rf"was (?:hat|verlasst|verliess) (?:alles )?{_RECHNER}(?: alles)?(?: verlassen)?",
        rf"hat(?: denn)? {_ETWAS} {_RECHNER} verlassen",
        rf"(?:was|wie viel|wieviel|welche daten) hast du(?: alles| denn)?{_AN}(?: alles)? {_GESCHICKT}",
        rf"hast du(?: denn)?(?: {_ETWAS}{_AN}|{_AN} {_ETWAS}) {_GESCHICKT}",
        rf"(?:was|wie viel|wieviel|wurde {_ETWAS})(?: (?:wurde|ist))?(?: alles)?{_AN} {_GESCHICKT}(?: worden)?",
        rf"(?:schickst|sendest) du(?: gerade| denn)?(?: {_ETWAS}{_AN}|{_AN} {_ETWAS})",
    ),
    "fr": (
        rf"qu est ce qui (?:est sorti|est parti|a quitte|sort|part) {_ORDI}",
        rf"(?:est ce que )?{_QUELQUE} (?:est sorti|est parti|a quitte|a t il quitte|est il sorti) {_ORDI}",
        rf"(?:qu|que|combien|qu est ce que) ?(?:{_TU_AS}) {_ENVOYE}{_A}",
        rf"{_TU_AS} {_ENVOYE} {_QUELQUE}{_A}",
        rf"qu est ce qui (?:a ete|est) {_ENVOYE}{_A}",
    ),
    "es": (
        rf"que (?:ha salido|salio|sale|ha abandonado|abandono) {_EQUIPO}",
        rf"(?:ha salido|salio|sale) {_ALGO} {_EQUIPO}",
        rf"(?:que|cuanto|que datos) {_ENVIADO}{_AL}",
        rf"{_ENVIADO} {_ALGO}{_AL}",
        rf"(?:me )?(?:has|estas) enviando {_ALGO}{_AL}",
    ),
    "zh": (
        rf"(?:有)?(?:{_SHENME}|没有(?:东西|数据|内容))(?:离开|传出|流出|发出)(?:了|过)?{_DIANNAO}(?:吗|呢)?",
        rf"{_DIANNAO}(?:发出|传出|送出|上传)(?:了|过)?{_SHENME}(?:吗|呢)?",
        rf"你?(?:都|有没有|有)?{_GEI}{_FA}"
        rf"(?:{_SHENME}|任何东西|东西|数据|内容|多少(?:数据|内容|字符|字)?){_GEI}(?:吗|呢|没有)?",
        rf"你?(?:把)?{_SHENME}{_FA}{_GEI}(?:吗|呢|了)*",
    ),
}
_POLLY = r"(?:amazon polly|polly|aws)"
COST: Mapping[str, tuple[str, ...]] = {
    "en": (
        rf"(?:how much|what) (?:did|does|has|is|was) (?:the )?{_POLLY}(?: voice)? (?:cost|costing)(?: me| us)?",
        rf"(?:how much|what) (?:did|have|do) (?:i|we) (?:spend|spent|paid|pay|owe) (?:on|for|to)? ?{_POLLY}(?: for)?",
        rf"how expensive (?:was|is|has) {_POLLY}(?: been)?",
    ),
    "de": (
        rf"(?:wie viel|wieviel|was) (?:hat|kostet|kostete)(?: mich| uns)? {_POLLY}(?: mich| uns)?"
        r"(?: gekostet)?",
        rf"(?:wie viel|wieviel|was) hab(?:e|en)? (?:ich|wir) fur {_POLLY} (?:ausgegeben|bezahlt|gezahlt)",
        rf"wie teuer (?:war|ist) {_POLLY}",
    ),
    "fr": (
        rf"combien (?:m |nous )?(?:a coute|coute|a t il coute) {_POLLY}",
        rf"combien {_POLLY} (?:m |nous )?(?:a(?: t il)?(?: m)? coute|coute(?: t il)?)",
        rf"{_POLLY} (?:m )?(?:a coute|coute) combien",
        rf"combien (?:ai je|j ai|avons nous) (?:depense|paye) (?:pour|avec) {_POLLY}",
    ),
    "es": (
        rf"cuanto (?:me |nos )?(?:costo|ha costado|cuesta) {_POLLY}",
        rf"cuanto (?:he gastado|gaste|hemos gastado|he pagado|pague) (?:en|por|con) {_POLLY}",
    ),
    "zh": (
        r"(?:使?用)?(?:amazon ?polly|polly|亚马逊语音)(?:花|用|费|收)?(?:费)?(?:了|掉)*(?:我)?多少钱(?:了|呢)?",
        r"(?:我)?在?(?:amazon ?polly|polly|亚马逊语音)(?:上|上面)?(?:花|用)(?:了|掉)*多少(?:钱)?(?:了|呢)?",
    ),
}
# The name and small words may stand before and after; they say nothing here.
BEFORE = r"(?:(?:oriel|hey|ok|okay|and|so|but|well|tell me|also|aber|und|sag mal|sag mir|na|et|mais|dis(?: moi)?"
BEFORE += r"|y|pero|oye|dime|那|请问|告诉我) ?)*"
AFTER = r"(?: (?:oriel|please|then|bitte|denn|eigentlich|s il te plait|s il vous plait|por favor))*"
_TRADITIONAL = str.maketrans(
    "離開電腦發給麼錢過傳這週費禮總個計機數據內沒輸雲別對為現東馬遜語裡雲網訴請問",
    "离开电脑发给么钱过传这周费礼总个计机数据内没输云别对为现东马逊语里云网诉请问",
)
_TO_POLLY = re.compile("amazon|polly|aws|亚马逊")


def _patterns(shapes: Mapping[str, tuple[str, ...]]) -> dict[str, re.Pattern[str]]:
    return {tongue: re.compile(f"{BEFORE}(?:{'|'.join(rows)}){AFTER}") for tongue, rows in shapes.items()}


_SENT, _COST = _patterns(SENT), _patterns(COST)


def asks_what_left(text: str, language: str) -> Asked | None:
    """What this asks about what left the computer; None where it asks something else, or more.

    language: ISO 639-1; English is understood beside each. Without a time it is asked about everything so far.
    """
    plain = _plain(text)
    for tongue in sorted({language, "en"} & PERIODS.keys(), key="en".__eq__):
        period, words = _without_period(plain, tongue)
        for is_about_cost, pattern in ((False, _SENT[tongue]), (True, _COST[tongue])):
            if pattern.fullmatch(words):
                return Asked(period, POLLY if _TO_POLLY.search(words) else "", is_about_cost)
    return None


def days(period: Period, today: date) -> tuple[date | None, date | None]:
    """The first and the last day of a period; None where there is no first. Weeks begin on Monday."""
    monday, first = today - timedelta(today.weekday()), today.replace(day=1)
    begins: dict[Period, tuple[date | None, date | None]] = {
        "today": (today, today),
        "yesterday": (today - timedelta(1), today - timedelta(1)),
        "week": (monday, today),
        "last week": (monday - timedelta(7), monday - timedelta(1)),
        "month": (first, today),
        "last month": ((first - timedelta(1)).replace(day=1), first - timedelta(1)),
        "ever": (None, None),
    }
    return begins[period]


def _without_period(plain: str, tongue: str) -> tuple[Period, str]:
    """The period that is named, and the words without it."""
    for period, pattern in PERIODS[tongue].items():
        named = pattern if tongue == "zh" else rf"\b(?:{pattern})\b"
        words, count = re.subn(named, "" if tongue == "zh" else " ", plain, count=1)
        if count:
            return period, " ".join(words.split())
    return "ever", plain


def _plain(text: str) -> str:
    """In lower case, without accents and punctuation; Chinese without spaces and in its simplified characters."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter)
    )
    words = " ".join(re.findall(r"\w+", bare.translate(_TRADITIONAL)))
    return re.sub(r"(?<=[\u4e00-\u9fff]) | (?=[\u4e00-\u9fff])", "", words)
