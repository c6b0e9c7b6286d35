"""Text that knows where it speaks of which things, put together from parts in whatever order a language wants."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.messages import Mention, Told

SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Text:
    """Words, and the stretches of them that stand for things."""

    words: str = ""
    mentions: tuple[Mention, ...] = ()

    def __add__(self, other: "Text | str") -> "Text":
        if isinstance(other, str):
            return replace(self, words=self.words + other)
        by = len(self.words)
        moved = (replace(one, start=one.start + by, end=one.end + by) for one in other.mentions)
        return Text(self.words + other.words, (*self.mentions, *moved))

    def told(self) -> Told:
        """The answer; its first letter large."""
        return Told(self.words[:1].upper() + self.words[1:], self.mentions)


def text(words: str, numbers: tuple[int, ...] = ()) -> Text:
    """Words that stand for the things with these numbers."""
    return Text(words, (Mention(0, len(words), numbers),) if numbers and words else ())


def filled(template: str, **parts: Text | str) -> Text:
    """A template such as "ich sehe {things}" with its slots filled."""
    whole, at = Text(), 0
    for slot in SLOT.finditer(template):
        whole += template[at : slot.start()]
        whole += parts[slot[1]]
        at = slot.end()
    return whole + template[at:]


def joined(parts: Sequence[Text | str], between: str, last: str) -> Text:
    """ "a, b and c"."""
    whole = Text()
    for at, part in enumerate(parts):
        whole += "" if at == 0 else last if at == len(parts) - 1 else between
        whole += part
    return whole


def replaced(whole: Text, pattern: re.Pattern[str], by: str) -> Text:
    r"""Each match replaced by a template of `re` ("\1n"); mentions move with their words."""
    words, at, shifts = "", 0, [(0, 0)]  # from where on → by how much
    for match in pattern.finditer(whole.words):
        words += whole.words[at : match.start()] + match.expand(by)
        at = match.end()
        shifts.append((at, len(words) - at))
    words += whole.words[at:]

    def moved(place: int) -> int:
        return place + next(by for start, by in reversed(shifts) if start <= place)

    mentions = tuple(replace(one, start=moved(one.start), end=moved(one.end)) for one in whole.mentions)
    return Text(words, mentions)
