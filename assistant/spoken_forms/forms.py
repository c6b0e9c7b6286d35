"""What all spoken forms share: a rule finds something written, and says how it is read."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Say = Callable[[re.Match[str]], str | None]

# What is shown may touch these and is still a word of its own.
START = r"(?<![\w.,/:@#+^√-])"
END = r"(?![\w^²³]|[.,:/]\d)"


@dataclass(frozen=True)
class Form:
    """Text from `start` to `end`, and what is said for it."""

    start: int
    end: int
    said: str


@dataclass(frozen=True)
class Rule:
    """`say` has the words for a match of `pattern`, or None where it is something else after all.

    Every repetition in a pattern is bounded, or cannot begin where it has failed before: time is linear in the text.
    """

    pattern: re.Pattern[str]
    say: Say


def rule(pattern: str, say: Say, flags: int = 0) -> Rule:
    """A rule from a pattern's text."""
    return Rule(re.compile(pattern, flags), say)


def table(words: dict[str, str], before: str = START, after: str = END, flags: int = 0) -> Rule:
    """Fixed texts, each read in one way; the longest first. A space in a text may be missing, or be a narrow one."""
    longest = sorted(words, key=len, reverse=True)
    pattern = "|".join(re.escape(text).replace(r"\ ", r"[ \u00a0\u202f]?") for text in longest)
    found = {squeezed(text): said for text, said in words.items()}
    if flags & re.IGNORECASE:
        found = {text.casefold(): said for text, said in found.items()}

    def say(match: re.Match[str]) -> str:
        text = squeezed(match[0])
        return found[text.casefold() if flags & re.IGNORECASE else text]

    return rule(f"{before}(?:{pattern}){after}", say, flags)


def squeezed(text: str) -> str:
    """Without any spaces."""
    return "".join(text.split())


def find(text: str, rules: Iterable[Rule]) -> list[Form]:
    """What the rules read, in the text's order; where two would read the same characters, the earlier rule does."""
    taken = bytearray(len(text))
    forms = []
    for one in rules:
        for match in one.pattern.finditer(text):
            start, end = match.span()
            if start == end or any(taken[start:end]):
                continue
            said = one.say(match)
            if said is not None:
                taken[start:end] = b"\1" * (end - start)
                forms.append(Form(start, end, said))
    return sorted(forms, key=lambda form: form.start)
