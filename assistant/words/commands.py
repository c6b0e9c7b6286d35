"""What can be said to Oriel instead of pressing something: the reading of an utterance against each language's table.

"More" and "go on" are not commands on purpose: they continue a cut answer, `goes_on` tells them, and where there is
nothing to continue they are said to the language model. Deleting anything is missing too: it must be asked about first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.words import commands_de, commands_en
from assistant.words.command_table import TAUGHT, UNNAMED, Said, Tongue
from assistant.words.commands_de import GERMAN
from assistant.words.commands_en import ENGLISH
from assistant.words.commands_es import SPANISH
from assistant.words.commands_fr import FRENCH
from assistant.words.commands_zh import CHINESE

TONGUES = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "zh": CHINESE}
# What stands around a request of any kind, in English and German.
FILLER = re.compile(f"{ENGLISH.filler.pattern}|{GERMAN.filler.pattern}")
OPENING = re.compile(rf"\W*(?:{commands_en.POLITE}|{commands_de.POLITE})")
# Orders about talking, which people explain ("louder, I can't hear you") and say twice ("be quiet, that's enough").
OF_TALK = frozenset(
    (
        *("stop", "mute", "new-conversation", "repeat", "slower", "faster", "louder", "quieter", "other-voice"),
        *("language", "save", "look", "text-size", "wake", "go-on", "offline-only"),
    )
)
LONGEST = 300  # characters of an order; to peel more politeness off more than that takes seconds
LONGEST_EXPLAINED = 150  # characters of an order with its reason
LONGEST_TWICE = 12  # words of an order that is said twice in other words
ANSWERS = {  # orders that are answered by a sentence
    "other-voice": "I have only one voice here.",
    "look": "I am light or dark as your computer's own settings are.",
    "text-size": "Your browser makes the text larger or smaller: Ctrl with plus or minus.",
    "full-screen": "Your browser does that: press F11.",
    "leave": "Close the window to leave; Control-C in the terminal ends me.",
    "wake": "I am listening.",
}


@dataclass(frozen=True)
class Command:
    """What the page or the session is to do. value: which device, page or language; empty for the other commands."""

    name: str
    value: str = ""


PHRASES = {"more": "more"} | {row.name: row.phrases[0] for row in ENGLISH.said}


def command(text: str) -> Command | None:
    """A whole utterance that is a command and nothing else, also when it was said twice; None otherwise.

    A device's name comes as it was heard, in lower case, without "the" and "microphone".
    """
    return next((found for tongue in TONGUES.values() if (found := _read(text, tongue, tongue.said))), None)


def nearest(text: str) -> Command | None:
    """The command whose key words stand in an utterance that is known to be a command; None where it may be two."""
    if exactly := command(text):
        return exactly
    found = set()
    for tongue in TONGUES.values():
        words = tongue.words(tongue.plain(text))
        for name, key in tongue.keys.items():
            if match := key.search(words):
                found.add(_command(name, match, tongue))
    return found.pop() if len(found) == 1 else None


def goes_on(text: str) -> bool:
    """Whether an utterance asks for the rest of a cut answer, and for nothing else."""
    return any(_read(text, tongue, tongue.goes_on) for tongue in TONGUES.values())


def reads_all(text: str) -> bool:
    """Whether an utterance asks to hear an answer in full, however long."""
    return any(tongue.reads_all.search(tongue.words(tongue.plain(text))) for tongue in TONGUES.values())


def help_sentence() -> str:
    """What can be said to Oriel itself, to be shown and spoken."""
    return f"You can say: {', '.join(PHRASES[name] for name in TAUGHT)}. And ask me anything."


def sentence_for(ordered: Command) -> str | None:
    """The sentence that is all there is to do about a command; None where something is done."""
    return help_sentence() if ordered.name == "help" else ANSWERS.get(ordered.name)


def spoken_for(button: str) -> str | None:
    """What to say instead of pressing the button with this `data-command`.

    None where nothing can be said: `start`, `continue` and `unmute` are pressed while the microphone is off.
    """
    return PHRASES.get(button)


def _read(text: str, tongue: Tongue, rows: Sequence[Said]) -> Command | None:
    if len(text) > LONGEST:
        return None
    plain = tongue.plain(text)
    if whole := _whole(plain, tongue, rows):
        return whole
    clauses = [clause for clause in re.split(r"[,.;:!?…，。；：！？、]+", plain) if _barest(clause, tongue)]
    of_talk = [row for row in rows if row.name in OF_TALK]
    meant = [_whole(clause, tongue, rows) or _explained(clause, tongue, of_talk) for clause in clauses]
    if len(set(meant)) == 1:  # "Stop. Be quiet." is one command, "Stop. Find the dog." is none
        return meant[0]
    ordered = {one for one in meant if one and one.name in OF_TALK}
    others = [clause for clause, one in zip(clauses, meant, strict=True) if one not in ordered]
    return ordered.pop() if len(ordered) == 1 and all(_is_reason(one, tongue) for one in others) else None


def _whole(plain: str, tongue: Tongue, rows: Sequence[Said]) -> Command | None:
    for bare in _peeled(plain, tongue):  # the politeness may be the command: "wie bitte"
        words = _once(tongue.words(bare), tongue.spaced)
        for row in rows:
            if match := row.pattern.fullmatch(words):
                return _command(row.name, match, tongue)
    return None


def _command(name: str, match: re.Match[str], tongue: Tongue) -> Command:
    heard = next((group for group in match.groups() if group), "")
    return Command(name, tongue.values.get(name, {}).get(heard, heard) or UNNAMED.get(name, ""))


def _explained(plain: str, tongue: Tongue, rows: Sequence[Said]) -> Command | None:
    """An order with its reason, or said twice in other words, with nothing between: "louder I can't hear you"."""
    if whole := _whole(plain, tongue, rows):
        return whole
    is_short = len(plain.split()) <= LONGEST_TWICE
    for cut in _cuts(plain, tongue):
        head, tail = plain[:cut].strip(), plain[cut:].strip()
        begins = len(plain) - len(plain[cut:].lstrip())  # a reason may depend on the word before it
        has_reason = tongue.reason.match(plain, begins)
        before = _whole(head, tongue, rows) if has_reason or is_short else None
        if before and (has_reason or _whole(tail, tongue, rows) == before):
            return before
        if tongue.asking.match(tail) and _is_reason(head, tongue) and (after := _explained(tail, tongue, rows)):
            return after
    return None


def _cuts(plain: str, tongue: Tongue) -> list[int]:
    """The places where an order may end or begin."""
    if len(plain) > LONGEST_EXPLAINED:
        return []
    if not tongue.spaced:
        return list(range(1, len(plain)))
    return [space.start() for space in re.finditer(r"\s+", plain)]


def _is_reason(clause: str, tongue: Tongue) -> bool:
    return any(tongue.reason.match(bare) for bare in _peeled(clause, tongue))


def _barest(said: str, tongue: Tongue) -> str:
    """The words without any politeness and hesitation around them."""
    *_, barest = _peeled(said, tongue)
    return tongue.words(barest)


def _peeled(said: str, tongue: Tongue) -> Iterator[str]:
    """The same with ever less politeness and hesitation around it."""
    yield said
    said = tongue.filler.sub(" " if tongue.spaced else "", said).strip()
    yield said
    while opening := tongue.opening.match(said):
        yield from _closed(said, tongue)
        said = said[opening.end() :].lstrip()
        yield said
    yield from _closed(said, tongue)


def _closed(said: str, tongue: Tongue) -> Iterator[str]:
    while closing := tongue.closing.search(said):
        said = said[: closing.start()].rstrip()
        yield said


def _once(words: str, spaced: bool) -> str:
    """Said once what was said twice: "stop stop stop"."""
    heard = words.split() if spaced else list(words)
    for size in range(1, len(heard) // 2 + 1):
        if heard == heard[:size] * (len(heard) // size):
            return (" " if spaced else "").join(heard[:size])
    return words
