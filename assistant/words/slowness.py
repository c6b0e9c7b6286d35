"""The question why Oriel was slow, in five languages; only where the whole of what was said asks it."""

import re
from collections.abc import Mapping

# The name and small words may stand before and after; they say nothing here.
BEFORE = (
    r"(?:(?:oriel|hey|ok|okay|and|so|but|well|wow|tell me|also|aber|und|sag mal|na|et|mais|dis"
    r"|y|pero|oye|dime|那|请问) )*"
)
AFTER = (
    r"(?: (?:oriel|please|today|just now|this time|now|then|again|there|bitte|heute|gerade|eben|diesmal|jetzt"
    r"|s'il te plaît|s'il vous plaît|cette fois|aujourd'hui|por favor|esta vez|hoy|ahora))*"
)
# English
_IT = r"(?:this|that|it|you|(?:the|your) (?:answer|reply))"
_SLOW = r"(?:(?:so|that|this|such|very|terribly|awfully|really) )*(?:slow|sluggish|late|laggy)"
_LONG = r"(?:so|that|this) (?:long|much time)(?: to (?:answer|reply|respond|start|say something))?"
# German
_WARUM = r"(?:warum|wieso|weshalb)"
_DAS = r"(?:das|es|(?:die|deine) antwort)"
_LANGE = r"so lange?"
# French
_LENT = r"(?:si|aussi|tellement) (?:lente?|long(?:ue)?)"
_LONGTEMPS = r"(?:si longtemps|aussi longtemps|autant de temps|tant de temps|tout ce temps)"
_REPONDRE = r"(?: (?:à|pour) répondre)?"
# Spanish
_ESTO = r"(?: (?:esto|eso|la respuesta))?"
_TANTO = r"tanto(?: tiempo)?(?: (?:en|para) (?:contestar|responder))?"
# Chinese
_JUST_NOW = r"(?:你|刚才|刚刚|这次|这)*"
_WHY_ZH = r"(?:为什么|怎么|为何|干嘛)"
_END_ZH = r"(?:才回答|才能回答|才说话)?(?:呢|啊|了)*"
ASKED: Mapping[str, tuple[str, ...]] = {
    "en": (
        rf"(?:why|how come) (?:was|is|were|are) {_IT} {_SLOW}",
        rf"(?:how come|do you know why|can you (?:say|tell me|explain) why) {_IT} (?:was|were|is|are) {_SLOW}",
        rf"why {_SLOW}",
        rf"(?:why did|why does|why do|how come) {_IT} (?:take|took|need|needed)(?: you)? {_LONG}",
        rf"(?:what|what's|what has) (?:took|taken|is taking|taking)(?: you| it| that| this)? {_LONG}",
        r"why did i (?:have to|need to) wait(?: (?:so|that) long)?",
        r"(?:why|what was|what's|what is)(?: (?:was|is) there)?(?: such)? (?:the|a|that) (?:long )?"
        r"(?:delay|hold[ -]?up|lag|wait)(?: about)?",
        r"what was (?:so )?slow",
    ),
    "de": (
        rf"{_WARUM} (?:hat|dauert|dauerte)(?: {_DAS})?(?: denn)? {_LANGE}(?: gedauert| gebraucht)?",
        rf"{_WARUM} (?:hast|brauchst|brauchtest) du(?: denn)? {_LANGE}(?: gebraucht)?"
        r"(?: zum antworten| um zu antworten| für die antwort)?",
        rf"{_WARUM} (?:war|ist|bist|warst) (?:{_DAS}|du)(?: denn| gerade| eben)* so (?:langsam|spät|träge)",
        rf"{_WARUM} so langsam",
        rf"was hat(?: da| denn| dich| bei dir)* {_LANGE} (?:gedauert|gebraucht|aufgehalten)",
        rf"{_WARUM} musste ich {_LANGE} warten",
        r"was war (?:da |denn |daran )?(?:so )?langsam",
    ),
    "fr": (
        r"pourquoi (?:est-ce que )?(?:c'était|c'est|tu es|tu étais|tu as été|vous avez été|ça a été|cela a été|es-tu"
        rf"|étais-tu|as-tu été|était-ce|la réponse (?:était|a été)(?:-elle)?) {_LENT}",
        r"pourquoi (?:si|aussi) lent",
        rf"pourquoi (?:est-ce que )?(?:(?:ça|cela)(?: t')? ?a|tu as|vous avez) (?:mis|pris) {_LONGTEMPS}{_REPONDRE}",
        rf"pourquoi (?:as-tu|avez-vous|(?:cela|ça) a-t-il) (?:mis|pris) {_LONGTEMPS}{_REPONDRE}",
        rf"qu'est-ce qui (?:a|t'a) (?:pris|duré|été) (?:{_LONGTEMPS}|{_LENT})",
        r"pourquoi (?:cette lenteur|cette attente|ce délai|ce retard)",
        r"pourquoi (?:ai-je dû|j'ai dû) attendre(?: si longtemps| autant)?",
    ),
    "es": (
        rf"por qué (?:fue|ha sido|es|eres|fuiste|has sido|estuvo|estás|va|iba){_ESTO} tan (?:lent[oa]|tarde)",
        r"por qué tan lent[oa]",
        r"por qué (?:tardaste|has tardado|tardas|tardó|ha tardado|tarda|demoraste|demoró|te demoraste|se demoró)"
        rf"{_ESTO} {_TANTO}",
        rf"qué (?:te|le) (?:tomó|llevó|ha llevado) {_TANTO}",
        rf"qué (?:tardó|ha tardado|fue|llevó) (?:{_TANTO}|tan lento)",
        r"por qué (?:tuve que|he tenido que) esperar(?: tanto)?",
        r"(?:por qué|a qué se debe) (?:la|esta|esa|tanta) (?:demora|tardanza|espera|lentitud)",
    ),
    "zh": (
        rf"{_JUST_NOW}{_WHY_ZH}{_JUST_NOW}(?:会|回答得|答得|反应|回答)?(?:这么|那么|如此)(?:慢|久|迟){_END_ZH}",
        rf"{_JUST_NOW}{_WHY_ZH}(?:你|要|会|花了?|用了?|等了?|得等)*(?:这么|那么)"
        rf"(?:久|长时间|长的时间|多时间|长|长的)(?:时间)?{_END_ZH}",
        rf"{_JUST_NOW}是?什么(?:东西)?(?:这么|那么)慢{_END_ZH}",
    ),
}
_TRADITIONAL = str.maketrans("為什麼這麼怎剛纔長時間", "为什么这么怎刚才长时间")
_PATTERNS = {tongue: re.compile(rf"{BEFORE}(?:{'|'.join(shapes)}){AFTER}") for tongue, shapes in ASKED.items()}


def asks_why_slow(text: str, language: str) -> bool:
    """Whether this asks why the last answer took so long. language: ISO 639-1; English is understood beside each.

    "Why is the sloth so slow?" asks about something else.
    """
    words = _plain(text)
    return any(_PATTERNS[tongue].fullmatch(words) for tongue in {language, "en"} & _PATTERNS.keys())


def _plain(text: str) -> str:
    """In lower case, without punctuation; Chinese without spaces and in its simplified characters."""
    lowered = text.casefold().replace("’", "'").translate(_TRADITIONAL)
    words = " ".join(re.sub(r"[.,;:!?¿¡…。，、！？：；\"“”„«»()]", " ", lowered).split())
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", words)
