"""What Oriel says of interpreting: that it begins, between which languages, and that it has ended."""

from collections.abc import Mapping

from assistant.words.interpreting import Between, Interpreting, from_value
from assistant.words.interpreting_tables import NAMES, TONGUES

ENGLISH = "en"
SENTENCES: Mapping[str, Mapping[str, str]] = {
    "between": {
        "en": "Now I interpret between {first} and {second}. Say “stop interpreting” when you are done.",
        "de": "Ich dolmetsche jetzt zwischen {first} und {second}. Sag „hör auf zu dolmetschen“, wenn ihr fertig seid.",
        "fr": "J'interprète maintenant entre le {first} et le {second}. Dites « arrête de traduire » pour finir.",
        "es": "Ahora interpreto entre {first} y {second}. Di «deja de traducir» para terminar.",
        "zh": "现在我在{first}和{second}之间口译。要结束，请说“停止翻译”。",
    },
    "into": {
        "en": "Now I say in {first} what you say. Say “stop interpreting” when you are done.",
        "de": "Ich sage jetzt auf {first}, was du sagst. Sag „hör auf zu dolmetschen“, wenn du fertig bist.",
        "fr": "Je redis maintenant en {first} ce que vous dites. Dites « arrête de traduire » pour finir.",
        "es": "Ahora digo en {first} lo que dices. Di «deja de traducir» para terminar.",
        "zh": "现在我把你说的话翻译成{first}。要结束，请说“停止翻译”。",
    },
    "which": {
        "en": "Between which languages? Say, for example: interpret between German and English.",
        "de": "Zwischen welchen Sprachen? Sag zum Beispiel: dolmetsche zwischen Deutsch und Englisch.",
        "fr": "Entre quelles langues ? Dites par exemple : interprète entre le français et l'anglais.",
        "es": "¿Entre qué idiomas? Di, por ejemplo: interpreta entre español e inglés.",
        "zh": "在哪两种语言之间？请说，例如：在中文和英语之间口译。",
    },
    "ended": {
        "en": "I have stopped interpreting.",
        "de": "Ich dolmetsche nicht mehr.",
        "fr": "Je ne traduis plus.",
        "es": "Ya no traduzco más.",
        "zh": "口译结束了。",
    },
    "step": {
        "en": "Interpreting: {way}",
        "de": "Dolmetschen: {way}",
        "fr": "Interprétation : {way}",
        "es": "Interpretando: {way}",
        "zh": "口译：{way}",
    },
}


def begun(value: str, language: str) -> str:
    """What is said as interpreting begins; value: of the order, empty where the languages are to be asked for."""
    if not value:
        return _sentence("which", language)
    way = from_value(value)
    if isinstance(way, Between):
        return _sentence("between", language, first=_named(way.first, language), second=_named(way.second, language))
    return _sentence("into", language, first=_named(way.language, language))


def ended(language: str) -> str:
    """What is said at its end."""
    return _sentence("ended", language)


def step(way: Interpreting, language: str) -> str:
    """What is being done, in a line for the eye: "Interpreting: German ⇄ English"."""
    if isinstance(way, Between):
        return _sentence("step", language, way=f"{_named(way.first, language)} ⇄ {_named(way.second, language)}")
    return _sentence("step", language, way=f"→ {_named(way.language, language)}")


def _sentence(name: str, language: str, **parts: str) -> str:
    told = SENTENCES[name]
    return told.get(language, told[ENGLISH]).format(**parts)


def _named(code: str, language: str) -> str:
    """What a language is called in another."""
    return NAMES[code][TONGUES.index(language) if language in TONGUES else 0]
