"""Puts what is said in German, French, Spanish or Chinese, word by word, into the English that `reading` reads.

It is no translation: what names nothing is "please", and a verb is the nearest command.
"""

import re
import unicodedata
from functools import cache

from assistant.words.glosses_order import ordered
from assistant.words.glosses_words import SOURCES, Gloss, glossed
from assistant.words.lexicon import ATTRIBUTES, COMMANDS, DETERMINERS, JOINS, NOTHING, THINGS
from assistant.words.nouns import TONGUES, Tongue, nouns_heard

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
TOKEN = re.compile(r"[^\W_][\w'-]*|[,.;:!?…–—&+]")
WORD_APART = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]|[^\W_\u3400-\u4dbf\u4e00-\u9fff]+|[,.;:!?…–—&+]|\s+")
CHINESE_STOPS = str.maketrans("，。？！；：、", ",.?!;:,")
FRENCH_IT = re.compile(r"(?<=[a-zéè])-(?:la|le|les)\b(?=\s*(?:[,.;!?]|$)| (?!\w+s?\b$))", re.I)  # "supprime-la"
AGAIN = ", no wait ,"  # as `phrases` reads that what came before is taken back
SURE_LETTERS: dict[Tongue, str] = {"de": "äöüß", "fr": "àèùâêîôûëïçœ", "es": "ñ¿¡áíóú"}
SURE = 1.5  # what such a letter counts for, in telling words
NAMED = 0.6  # and what a noun counts for
ENGLISH = "en"


def in_english(text: str, language: str) -> str:
    """Lower case, its tokens spaced; of a language that is not known, or English, the text's own words.

    Takes time in proportion to the text.
    """
    tongue = _tongue(language)
    if tongue is None:
        return " ".join(tokens(text))
    units = _characters(text) if tongue == "zh" else _words(text)
    return _written(ordered(glossed(units, tongue), tongue))


def language_of(text: str, otherwise: str = ENGLISH, lead: float = 0.0) -> str:
    """Which of the five languages a short text is in, by its words and letters; `otherwise` where nothing tells.

    lead: by how many telling words more than `otherwise` has another must win.
    """
    if otherwise not in (ENGLISH, *TONGUES):  # of what these words know nothing they can tell nothing
        return otherwise
    if (signs := len(HAN.findall(text))) and (otherwise == "zh" or 2 * signs > sum(map(str.isalpha, text))):
        return "zh"
    words = _words(text)
    scores = {ENGLISH: float(sum(word in _english() for word in words))}
    scores[ENGLISH] += NAMED * sum(word in THINGS for word in words)
    for tongue in TONGUES[:3]:
        telling, nouns = _telling(tongue), nouns_heard(tongue)
        scores[tongue] = sum(word in telling for word in words) + NAMED * sum(word in nouns for word in words)
        scores[tongue] += SURE * sum(letter in text.lower() for letter in SURE_LETTERS[tongue])
    best = max(scores.values())
    first = [language for language, score in scores.items() if score == best]
    is_clear = best > 0 and best - scores.get(otherwise, 0.0) > lead
    return first[0] if is_clear else otherwise


def tokens(text: str) -> list[str]:
    """Words and stops, in lower case."""
    return TOKEN.findall(unicodedata.normalize("NFC", text).lower().replace("’", "'"))


def _tongue(language: str) -> Tongue | None:
    return next((tongue for tongue in TONGUES if language[:2] == tongue), None)


def _words(text: str) -> list[str]:
    text = FRENCH_IT.sub(" cela", text)
    return [part for token in tokens(text) for part in token.replace("'", " ").replace("-", " ").split()]


def _characters(text: str) -> list[str]:
    """Chinese signs one by one, other words whole; a space between two signs is a stop."""
    said = unicodedata.normalize("NFKC", text).lower().strip().translate(CHINESE_STOPS)
    return ["," if unit.isspace() else unit for unit in WORD_APART.findall(said)]


def _written(glosses: list[Gloss]) -> str:
    said: list[str] = []
    for at, gloss in enumerate(glosses):
        if gloss.english == "please" and at and glosses[at - 1].sort == "verb" and said[-1:] != ["please"]:
            continue  # "zeig mir mal die Katze"
        if gloss.english == "@again":
            said.append(AGAIN)
        elif not gloss.english.startswith("@") and not (gloss.english == "please" and said[-1:] == ["please"]):
            said.append(gloss.text)
    return " ".join(said)


@cache
def _telling(tongue: Tongue) -> frozenset[str]:
    return frozenset(SOURCES[tongue].TELLING)


@cache
def _english() -> frozenset[str]:
    return DETERMINERS | COMMANDS | ATTRIBUTES | NOTHING | JOINS | frozenset("not of for to from but".split())
