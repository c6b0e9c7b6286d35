"""What can be said to Oriel instead of pressing something: the reading of an utterance against `command_table`.

"More" and "go on" are missing on purpose: they continue a cut answer, `reply.GO_ON` knows whether there is one, and
where there is none they are said to the language model. Deleting anything is missing too: it must be asked about first.
"""

import re
import unicodedata
from dataclasses import dataclass

from assistant.command_table import COMMANDS, MEANINGS, TAUGHT

# Said around a command without changing it. A mere "no" is not taken off: "no sounds" is not "sounds".
FILLER = re.compile(r"\b(?:please|bitte|oriel|auriel|oriole|u+h+m*|u+m+|erm?|ä+h+m?|h+m+|(?<!noch )mal|doch)\b")
OPENING = re.compile(
    r"\W*(?:(?:no|nope|nein|nee|sorry)\s*[,.!…–-]"
    r"|(?:hey|hi|hello|hallo|okay|ok|all ?right|right|well|so|oh|and|und|now|just|yes|yeah|yep|ja|wait|warte|thanks"
    r"|thank you|danke|also|you can|du kannst|can (?:you|we)|(?:c|w)ould (?:you|we)|will you|i want(?: you)?(?: to)?"
    r"|i(?: would|'d) like(?: you)?(?: to)?|let'?s|kannst du|könntest du|würdest du|können wir|lass uns|ich möchte)\b)"
)
CLOSING = re.compile(
    r"\b(?:now|right now|then|okay|ok|thanks|thank you|for me|(?:will|would|can|could) you|jetzt|danke|für mich|ja)\W*$"
)


@dataclass(frozen=True)
class Command:
    """What the page or the session is to do. value: which device, page or language; empty for the other commands."""

    name: str
    value: str = ""


PHRASES = {"more": "more"} | {spoken.name: spoken.english[0] for spoken in COMMANDS}


def command(text: str) -> Command | None:
    """A whole utterance that is a command and nothing else, also when it was said twice; None otherwise.

    A device's name comes as it was heard, in lower case, without "the" and "microphone".
    """
    said = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
    if whole := _single(said):
        return whole
    clauses = [clause for clause in re.split(r"[,.;:!?…]+", said) if _words(_bare(clause))]
    found = {_single(clause) for clause in clauses}  # "Stop. Be quiet." is one command, "Stop. Find the dog." is none
    return found.pop() if len(found) == 1 else None


def help_sentence() -> str:
    """What can be said to Oriel itself, to be shown and spoken."""
    return f"You can say: {', '.join(row.english[0] for row in COMMANDS if row.name in TAUGHT)}. And ask me anything."


def spoken_for(button: str) -> str | None:
    """What to say instead of pressing the button with this `data-command`.

    None where nothing can be said: `start`, `continue` and `unmute` are pressed while the microphone is off.
    """
    return PHRASES.get(button)


def _single(said: str) -> Command | None:
    bare = _once(_words(_bare(said)))
    # The filler may be the command: "wie bitte".
    for words in (_once(_words(said)), bare):
        for spoken in COMMANDS:
            if match := spoken.pattern.fullmatch(words):
                value = next((heard for heard in match.groupdict().values() if heard), "")
                return Command(spoken.name, MEANINGS.get(spoken.name, {}).get(value, value))
    return None


def _bare(said: str) -> str:
    """Without the politeness and hesitation around a command."""
    said = FILLER.sub(" ", said).strip()
    while opening := OPENING.match(said):
        said = said[opening.end() :].lstrip()
    while closing := CLOSING.search(said):
        said = said[: closing.start()].rstrip()
    return said


def _words(said: str) -> str:
    return " ".join(re.findall(r"\w+", said.replace("'", "")))


def _once(words: str) -> str:
    """Said once what was said twice: "stop stop stop"."""
    heard = words.split()
    for size in range(1, len(heard) // 2 + 1):
        if heard == heard[:size] * (len(heard) // size):
            return " ".join(heard[:size])
    return words
