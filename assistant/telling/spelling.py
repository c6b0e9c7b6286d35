"""Words spelled letter by letter, in five languages, and what is said where there is nothing to spell or to read again.

Capitals are named inside a word alone ("iPhone"), digits stay digits, and marks on letters are said with them.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

ENGLISH = "en"
SPELLED = re.compile(r"(?P<word>[^:\n]+): (?:.+)\.")
CAPITAL: Mapping[str, str] = {
    "en": "capital {letter}",
    "de": "großes {letter}",
    "fr": "{letter} majuscule",
    "es": "{letter} mayúscula",
    "zh": "大写{letter}",
}
# What combines with a letter, by its Unicode sign: two dots, acute, grave, circumflex, tilde, cedilla, ring, caron.
MARKED: Mapping[str, Mapping[str, str]] = {
    "en": {
        "\u0308": "{letter} with two dots",
        "\u0301": "{letter} with an acute accent",
        "\u0300": "{letter} with a grave accent",
        "\u0302": "{letter} with a circumflex",
        "\u0303": "{letter} with a tilde",
        "\u0327": "{letter} with a cedilla",
        "\u030a": "{letter} with a ring",
        "\u030c": "{letter} with a caron",
    },
    "de": {
        "\u0308": "{letter}-Umlaut",
        "\u0301": "{letter} mit Akut",
        "\u0300": "{letter} mit Gravis",
        "\u0302": "{letter} mit Zirkumflex",
        "\u0303": "{letter} mit Tilde",
        "\u0327": "{letter} mit Cedille",
        "\u030a": "{letter} mit Ring",
        "\u030c": "{letter} mit Hatschek",
    },
    "fr": {
        "\u0308": "{letter} tréma",
        "\u0301": "{letter} accent aigu",
        "\u0300": "{letter} accent grave",
        "\u0302": "{letter} accent circonflexe",
        "\u0303": "{letter} tilde",
        "\u0327": "{letter} cédille",
        "\u030a": "{letter} rond en chef",
        "\u030c": "{letter} caron",
    },
    "es": {
        "\u0308": "{letter} con diéresis",
        "\u0301": "{letter} con tilde",
        "\u0300": "{letter} con acento grave",
        "\u0302": "{letter} con circunflejo",
        "\u0327": "{letter} con cedilla",
        "\u030a": "{letter} con anillo",
        "\u030c": "{letter} con carón",
    },
    "zh": {
        "\u0308": "{letter}加两点",
        "\u0301": "{letter}加锐音符",
        "\u0300": "{letter}加钝音符",
        "\u0302": "{letter}加抑扬符",
        "\u0303": "{letter}加波浪号",
        "\u0327": "{letter}加下加符",
        "\u030a": "{letter}加圈",
        "\u030c": "{letter}加抑扬钩",
    },
}
SIGNS: Mapping[str, Mapping[str, str]] = {
    "en": {"-": "hyphen", "'": "apostrophe", " ": "space", ".": "dot", "@": "at", "_": "underscore", "&": "and"},
    "de": {"-": "Bindestrich", "'": "Apostroph", " ": "Leerzeichen", ".": "Punkt", "@": "At", "_": "Unterstrich"},
    "fr": {"-": "trait d'union", "'": "apostrophe", " ": "espace", ".": "point", "@": "arobase", "_": "tiret bas"},
    "es": {"-": "guion", "'": "apóstrofo", " ": "espacio", ".": "punto", "@": "arroba", "_": "guion bajo"},
    "zh": {"-": "连字符", "'": "撇号", " ": "空格", ".": "点", "@": "at", "_": "下划线"},
}
SHARP_S: Mapping[str, str] = {"en": "sharp S", "de": "Eszett", "fr": "eszett", "es": "eszett", "zh": "德语双S"}
OWN = {"es": "Ñ"}  # letters with a mark that have a name of their own in this language

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "no-word": {
        "en": "There is no word yet that I could spell. Say, for example: spell Canberra.",
        "de": "Es gibt noch kein Wort, das ich buchstabieren könnte. Sag zum Beispiel: buchstabiere Canberra.",
        "fr": "Il n'y a pas encore de mot à épeler. Dites par exemple : épelle Canberra.",
        "es": "Todavía no hay ninguna palabra que deletrear. Di, por ejemplo: deletrea Canberra.",
        "zh": "还没有可以拼读的词。请说，例如：拼一下 Canberra。",
    },
    "no-list": {
        "en": "There is no list yet that I could read again.",
        "de": "Es gibt noch keine Liste, die ich noch einmal vorlesen könnte.",
        "fr": "Il n'y a pas encore de liste que je pourrais relire.",
        "es": "Todavía no hay ninguna lista que pueda volver a leer.",
        "zh": "还没有可以再读一遍的清单。",
    },
    "no-item": {
        "en": "The list ends with number {count}.",
        "de": "Die Liste endet mit Nummer {count}.",
        "fr": "La liste s'arrête au numéro {count}.",
        "es": "La lista termina con el número {count}.",
        "zh": "清单只有{count}项。",
    },
}


def spelled(word: str, language: str) -> str:
    """The word and its letters, one by one: "Canberra: C, A, N, B, E, R, R, A."; else in English."""
    tongue = language if language in SIGNS else ENGLISH
    return f"{word}: {', '.join(_letters(word, tongue))}."


def spelled_word(said: str) -> str:
    """The word that an answer spelled; empty where it spelled none."""
    match = SPELLED.fullmatch(said)
    return match["word"] if match and any(spelled(match["word"], tongue) == said for tongue in SIGNS) else ""


def nothing(name: str, language: str, count: int = 0) -> str:
    """That there is nothing to spell or to read; name: of the sentence."""
    told = SENTENCES[name]
    return told.get(language, told[ENGLISH]).format(count=count)


def _letters(word: str, tongue: str) -> Iterator[str]:
    names_capitals = any(letter.islower() for letter in word)
    begins = True
    for sign in unicodedata.normalize("NFC", word).replace("’", "'"):
        if sign.isalpha():
            name = _name(sign, tongue)
            yield CAPITAL[tongue].format(letter=name) if names_capitals and sign.isupper() and not begins else name
        else:
            yield SIGNS[tongue].get(sign, sign)
        begins = not sign.isalnum()


def _name(letter: str, tongue: str) -> str:
    if letter in "ßẞ":
        return SHARP_S[tongue]
    upper = letter.upper()
    parted = unicodedata.normalize("NFD", upper)
    mark = MARKED[tongue].get(parted[1:2])
    return upper if mark is None or upper == OWN.get(tongue) else mark.format(letter=parted[0])
