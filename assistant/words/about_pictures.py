"""What a question about pictures is about, in five languages: several of them, or a thing that "it" stands for."""

import re
from collections.abc import Mapping

from assistant.words.spoken_numbers import numbers

MOST_PICTURES = 4  # of one question
ENGLISH = "en"

# Words that tell of several pictures at once.
PICTURES: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:both|these|those|the|all|my)(?: (?:of )?(?:the|these|those))?(?: \w+)? (?:pictures|photos|images)\b"
        r"|\b(?:pictures?|photos?|images?) (?:number )?\w+,? (?:and|with|to|or|than) |\b(?:in )?which (?:of the \w+ )?"
        r"(?:picture|photo|image)s?\b"
    ),
    "de": re.compile(
        r"\b(?:beiden?|diesen?|den|die|allen?|meinen?)(?: \w+)? (?:bildern?|fotos)\b|\bbild \w+ (?:und|mit|oder|als) "
        r"|\b(?:welchem|welches) (?:bild|foto)\b"
    ),
    "fr": re.compile(
        r"\b(?:ces|les|mes)(?: \w+)? (?:images|photos)\b|\b(?:images?|photos?) \w+ (?:et|avec|ou|que) "
        r"|\bquelle (?:image|photo)\b"
    ),
    "es": re.compile(
        r"\b(?:estas|las|ambas|mis)(?: \w+)? (?:fotos|imágenes)\b|\b(?:fotos?|imagen|imágenes) \w+ (?:y|con|o|que) "
        r"|\b(?:qué|cuál) (?:foto|imagen)\b"
    ),
    "zh": re.compile(r"[两三四这几](?:两|三|四|些|几)?(?:张|幅|个)?(?:图|照片)|哪一?张"),
}
# And words that compare: with several pictures, where no thing is named, it is these that are meant.
COMPARING: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\bcompar\w+|\bdifferen\w+|\bin common\b|\bbetween (?:these|those|the|them)\b|\bthe same\b"),
    "de": re.compile(r"vergleich\w*|unterschied\w*|gemeinsam|\bzwischen (?:den|diesen|ihnen)\b|anders"),
    "fr": re.compile(r"compar\w+|différen\w+|en commun|\bentre (?:ces|les|elles)\b"),
    "es": re.compile(r"compar\w+|diferen\w+|en común|\bentre (?:estas|las|ellas)\b"),
    "zh": re.compile(r"对比|比较|区别|不同|差别|共同|一样"),
}
REFERRING: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\bthe (?:[\w-]+ ){0,3}one\b(?: (?:on|at|in) the (?:left|right|top|bottom|middle))?"
        r"|\b(?:this|that) one\b|\b(?:it|he|she|him|they|them)\b|\bher\b(?! \w)"
    ),
    "de": re.compile(r"\b(?:er|sie|ihn|ihm|dieser|dieses|diese|(?:der|die|das) da)\b(?! \w+(?:bild|foto))"),
    "fr": re.compile(r"(?:\bcelui|\bcelle)-(?:ci|là)\b|\b(?:elle|lui)\b|\bil\b(?! y a)"),
    "es": re.compile(r"\b(?:él|ella|éste|ésta|ése|ésa)\b"),
    "zh": re.compile(r"这个|那个|它|他|她"),
}
HYPHENED = re.compile(r"-(?:t-)?(?:il|elle)\b")  # "que tient-il ?": the name stands behind the verb
POSSESSIVE = re.compile(r"\b(?:its|his|their)\b|\bher(?= \w)")
NOBODY = re.compile(  # "what time is it?": it stands for no thing
    r"\b(?:what|which) (?:time|season|year|day|month)\b|\bis it (?:raining|snowing|sunny|cloudy|foggy|windy|dark|day\w*"
    r"|night|morning|evening|winter|summer|spring|autumn|indoors|outdoors|inside|outside|real|a (?:photo|picture|real))"
    r"|\bit (?:looks|seems) like\b"
)
SURROUNDINGS = re.compile(  # in English words: what is asked about lies outside the thing
    r"\b(?:next to|beside|behind|near|nearby|around|in front of|between|above|below|under|over|left of|right of"
    r"|background|surround\w*|looking at|pointing at|facing|larger|smaller|bigger|than)\b"
)


def several(question: str, language: str, pictures: int, is_about_things: bool) -> tuple[int, ...]:
    """The numbers of the pictures that a question is about together; none where it is about one.

    pictures: how many there are, numbered from 1; is_about_things: it names a thing, which comparing may be about.
    """
    said, tongue = _plain(question), language if language in PICTURES else ENGLISH
    named = bool(PICTURES[tongue].search(said) or PICTURES[ENGLISH].search(said))
    compares = bool(COMPARING[tongue].search(said)) and not is_about_things
    if pictures < 2 or not (named or compares):
        return ()
    known = numbers(tongue)
    words = re.findall(r"\d|[一二两三四五六]" if tongue == "zh" else r"\w+", said)
    spoken = [known[word] for word in words if word in known and word not in ("ein", "eine", "einen", "une", "una")]
    meant = tuple(dict.fromkeys(number for number in spoken if 1 <= number <= pictures))
    if len(meant) > 1:
        return meant[:MOST_PICTURES]
    how_many = meant[0] if meant and meant[0] > 1 else MOST_PICTURES if not compares else 2
    return tuple(range(1, pictures + 1))[-min(how_many, MOST_PICTURES) :]


def refers(question: str, language: str) -> bool:
    """Whether a word of it stands for a thing that was spoken of before."""
    said = _plain(question)
    return bool(_referring(language).search(said) or POSSESSIVE.search(said)) and not NOBODY.search(said)


def refined(question: str, language: str, name: str) -> str:
    """The question with the words that stand for a thing replaced by its name, as it stands in a sentence."""
    said = question.replace("’", "'")
    if language == "fr" and HYPHENED.search(said):
        return HYPHENED.sub(f" {name}", said, count=1)
    pattern = re.compile(_referring(language).pattern, re.IGNORECASE)
    if language in PICTURES and language != ENGLISH:
        return pattern.sub(name, said, count=1).replace(f"qu'{name}", f"que {name}")
    said = re.sub(POSSESSIVE.pattern, f"{name}'s", said, flags=re.IGNORECASE)
    return pattern.sub(name, said)


def is_of_surroundings(question: str) -> bool:
    """Whether the answer lies around the thing rather than on it, so that a picture of it alone would not show it."""
    return bool(SURROUNDINGS.search(_plain(question)))


def _referring(language: str) -> re.Pattern[str]:
    return REFERRING.get(language, REFERRING[ENGLISH])


def _plain(question: str) -> str:
    return question.lower().replace("’", "'")


def number_in(said: str, language: str) -> int:
    """The first number of an answer; 0 where it says none."""
    tongue = language if language in PICTURES else ENGLISH
    known = numbers(tongue)
    words = re.findall(r"\d+|[零一二两三四五六七八九十]+" if tongue == "zh" else r"\w+", _plain(said))
    return next((known[word] for word in words if word in known), 0)
