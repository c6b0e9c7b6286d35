"""All rules of a language in the order in which they read, and the user's own words before them."""

import re
from functools import cache, lru_cache

from assistant.spoken_forms import acronyms, addresses, dates, maths, money, numbers, units
from assistant.spoken_forms.english import ENGLISH
from assistant.spoken_forms.forms import Form, Rule, find, rule
from assistant.spoken_forms.german import GERMAN
from assistant.spoken_forms.tidy import EMOTICON

TONGUES = {"en": ENGLISH, "de": GERMAN}
# A text without any of this has nothing that the language's rules could read; most pieces are spared them so.
READABLE = re.compile(
    r"[^\w\s,;:!?'\"()-]|[\d_\x80-\xbf\u0250-\U0010ffff]|[A-ZÄÖÜ](?![a-zäöüß])|(?<![a-z])-|-(?![a-z])"
    r"|[:;](?=[-()DPpOo])|\b(?:vs|aka)\b"
)
CAPITAL_INSIDE = re.compile(r"\w[A-ZÄÖÜ]")


def forms(text: str, language: str, pronunciations: tuple[tuple[str, str], ...]) -> list[Form]:
    """What in a text is read otherwise than it is written."""
    rules = own_rules(pronunciations)
    return find(text, (*rules, *language_rules(language)) if READABLE.search(text) else rules)


@cache
def language_rules(language: str) -> tuple[Rule, ...]:
    """Addresses in every language; all else in English and German alone."""
    silent = rule(EMOTICON, lambda _: "")
    where = addresses.rules(language if language in addresses.WORDS else "en", TONGUES.get(language))
    if language not in TONGUES:
        return (silent, *where)
    tongue = TONGUES[language]
    return (
        silent,
        *where,
        *addresses.phone_rules(tongue),
        *(dates.ENGLISH_RULES if tongue is ENGLISH else dates.GERMAN_RULES),
        *numbers.marked(tongue),
        *money.rules(tongue),
        *units.rules(tongue),
        *maths.rules(tongue),
        *acronyms.rules(tongue),
        *numbers.rules(tongue),
    )


@lru_cache(maxsize=8)
def own_rules(pronunciations: tuple[tuple[str, str], ...]) -> tuple[Rule, ...]:
    """Words the user wants said so, the longest first; a key with a capital inside a word counts as it is written."""
    longest = sorted(((key, said) for key, said in pronunciations if key.strip()), key=lambda pair: -len(pair[0]))
    return tuple(_own_rule(key, said) for key, said in longest)


def _own_rule(key: str, said: str) -> Rule:
    exactly = any(CAPITAL_INSIDE.search(word) for word in key.split())
    words = r"\s+".join(re.escape(word) for word in key.split())
    pattern = rf"(?<!\w){words}(?P<ending>['’]s|['’]|s)?(?!\w)"  # a plural's or possessive's ending stays
    return rule(pattern, lambda match: said + (match["ending"] or ""), 0 if exactly else re.IGNORECASE)
