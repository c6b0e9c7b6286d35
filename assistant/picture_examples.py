"""Examples for a vision-language model: this conversation's own, a thing that is not there, a word that means nothing.

Questions about pictures that were answered well, and answers that the user put right, are chosen by how many telling
words they share with the question. Beside them the model sees that "no" and "I do not know" are answers too.
"""

from collections.abc import Iterator, Mapping, Sequence

from assistant.claims import standing
from assistant.messages import Claim, Finding, Image, Shown, Turn
from assistant.picture_prompt import Example
from assistant.plan import Wanted
from assistant.telling.tellers import TONGUES
from assistant.words.glosses import in_english
from assistant.words.lexicon import COMMANDS, WITHOUT_NOUNS, plural, singular

MOST_ALIKE = 2  # each costs the reading of a picture
NONSENSE = "florp"
LIKELY = ("dog", "bicycle", "umbrella", "elephant", "clock", "boat")  # hardly all of them are in a picture
IS_THERE: Mapping[str, str] = {
    "en": "Are there any {things} in this picture?",
    "de": "Gibt es auf diesem Bild {things}?",
    "fr": "Y a-t-il {things} sur cette image ?",
    "es": "¿Hay {things} en esta imagen?",
    "zh": "这张图片里有{things}吗？",
}
NONE_THERE: Mapping[str, str] = {
    "en": "There are no {none} in this picture.",
    "de": "Auf diesem Bild gibt es {none}.",
    "fr": "Il n'y a {none} sur cette image.",
    "es": "En esta imagen no hay {none}.",
    "zh": "这张图片里没有{none}。",
}
IS_A_WORD: Mapping[str, tuple[str, str]] = {
    "en": (f"Is there a {NONSENSE} in this picture?", f"I do not know what a {NONSENSE} is."),
    "de": (f"Gibt es auf diesem Bild einen {NONSENSE}?", f"Ich weiß nicht, was ein {NONSENSE} ist."),
    "fr": (f"Y a-t-il un {NONSENSE} sur cette image ?", f"Je ne sais pas ce qu'est un {NONSENSE}."),
    "es": (f"¿Hay un {NONSENSE} en esta imagen?", f"No sé qué es un {NONSENSE}."),
    "zh": (f"这张图片里有{NONSENSE}吗？", f"我不知道{NONSENSE}是什么。"),
}


def examples(
    question: str, language: str, turns: Sequence[Turn], pictures: Sequence[Shown], no_thing: Mapping[str, str]
) -> tuple[Example, ...]:
    """The most alike of what was asked before, the most alike last; none where nothing is alike.

    no_thing: a picture's id → what is surely not in it.
    """
    telling = _telling(question, language)
    alike: dict[tuple[str, str], tuple[float, Example]] = {}
    for one in _known(turns, pictures, language):
        words = _telling(one.question, language)
        share = len(words & telling) / len(words | telling) if words and telling else 0.0
        if share:
            alike[one.image.id, one.question.lower()] = (share, one)
    best = [one for _, one in sorted(alike.values(), key=lambda each: each[0])[-MOST_ALIKE:]]
    if not best:
        return ()
    image = best[0].image
    tongue = language if language in IS_A_WORD else "en"
    refusals = (absent(no_thing.get(image.id, LIKELY[0]), tongue), IS_A_WORD[tongue])
    return (*(Example(image, *each) for each in refusals), *best)


def surely_absent(image: Image, findings: Sequence[Finding], claims: Sequence[Claim], seen: Sequence[str]) -> str:
    """A thing that is not in the picture: denied by the user, looked for in vain, or likely and not among `seen`."""
    denied = [one.phrase for one in standing(claims) if not one.is_there and one.box is None]
    in_vain = [name for one in findings if one.image.id == image.id for name in one.missing]
    likely = [name for name in LIKELY if not any(f" {label}".endswith(f" {name}") for label in seen)]
    return next(iter([*denied, *in_vain, *likely]), LIKELY[-1])


def absent(phrase: str, language: str) -> tuple[str, str]:
    """A question for what is not there, and the answer."""
    if language not in TONGUES:
        many = plural(phrase)
        return IS_THERE["en"].format(things=many), NONE_THERE["en"].format(none=many)
    tongue = TONGUES[language]
    some, none = tongue.some(phrase, 1, "object").words, tongue.none(Wanted(phrase), False)
    return IS_THERE[language].format(things=some), NONE_THERE[language].format(none=none)


def _known(turns: Sequence[Turn], pictures: Sequence[Shown], language: str) -> Iterator[Example]:
    """What was asked in this language and answered well; where the user put an answer right, his."""
    images = {shown.image.id: shown.image for shown in pictures}
    for turn in turns:
        if turn.superseded or turn.interrupted or turn.language != language:
            continue
        if turn.intent in ("describe", "find") and len(turn.findings) == 1 and turn.said:
            (finding,) = turn.findings
            if finding.image.id in images and all(check.verdict == "stands" for check in finding.checks):
                yield Example(finding.image, turn.heard, turn.said)
        for right in turn.preferences:
            if right.picture in images:
                yield Example(images[right.picture], right.question, right.chosen)


def _telling(question: str, language: str) -> set[str]:
    """The words by which questions are alike, in English."""
    words = in_english(question, language).split()
    return {singular(word) for word in words if word not in WITHOUT_NOUNS and word not in COMMANDS}
