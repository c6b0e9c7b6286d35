"""What loose speech names: things wanted, things not wanted, and which of several; English, and German where cheap.

There is no tagger: words that name nothing are listed (`lexicon`), and the runs of words between them are the
candidates. A run counts when something announces it (an article, a number, a command, a thing before it that counted);
any other only when it is also among the phrases that say what the text is about.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lexicon import COMMANDS, DETERMINERS, NUMBERS
from assistant.messages import ScoredPhrase
from assistant.plan import Wanted
from assistant.reading import Reader, Thing

LONGEST = 200  # words that are read
LETTERS = 20  # to a word, at most
TELLING = 0.4  # score from which a phrase of the extractor lets a run count that nothing announces

STARTS = "|".join(
    sorted((*DETERMINERS - {"no"}, *NUMBERS, *COMMANDS, "just", "only", "not", "nur", "rather"), key=len)[::-1]
)
CORRECTED = re.compile(  # a speaker takes back what came before
    r"(?<=\S) (?:[,.;…—–] )*(?:(?:oh|no|nein|uh|um|er|erm|äh|ach|well|but) (?:, )?)*(?:"
    r"no (?:, )?wait(?: (?:, )?no)?|wait (?:, )?no|scratch that|strike that|forget that|or rather|i mean|i meant"
    r"|on second thoughts?|nein (?:, )?warte|warte (?:, )?nein|quatsch|besser gesagt|ich mein(?:t)?e|vielmehr"
    rf"|(?:wait|sorry|actually|hold on|make that|no|nein|warte|doch lieber)(?= (?:[,.…—–] )*(?:{STARTS}) )"
    r")(?= )(?: [,.;…—–])*"
)
TOKEN = re.compile(r"[^\W_][\w'-]*|[,.;:!?…–—&+]")


@dataclass(frozen=True)
class Named:
    """What a text names. unread: how many words at its end were too many to be read."""

    wanted: tuple[Wanted, ...] = ()
    excluded: tuple[str, ...] = ()
    unread: int = 0


def phrases(text: str, keyphrases: Sequence[ScoredPhrase] = ()) -> Named:
    """The things that a text names, in its order, each once; of several self-corrections the last counts.

    keyphrases: what the text is about. Those of one word let a thing count that nothing announces ("we lost fork and
    knife"); longer ones are no help, because the extractor leaves out what stands between ("car dogs cat").
    Takes time in proportion to the text.
    """
    telling = {one.text.lower() for one in keyphrases if one.score >= TELLING}
    named, antecedent = Named(), ""
    for take in takes(text):
        reader = Reader(take.split(), telling, antecedent)
        reader.read()
        antecedent, read = reader.antecedent, _named(reader.wanted, reader.refused)
        named = read if read.wanted or read.excluded else named
    return Named(named.wanted, named.excluded, max(0, len(text.split()) - LONGEST))


def takes(text: str) -> list[str]:
    """What was said, each time anew: cut where the speaker takes back the words before; lower case, tokens spaced."""
    said = " ".join(_tokens(" ".join(text[: LONGEST * LETTERS].split()[:LONGEST]))[: 2 * LONGEST])
    return [take for part in CORRECTED.split(f"{said} ") if (take := part.strip(" ,.;:…–—"))] or [""]


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(unicodedata.normalize("NFC", text).lower().replace("’", "'"))


def _named(wanted: list[Thing], refused: list[Thing]) -> Named:
    """Each once. "The dogs, not the left one" cannot be refused by name: it becomes a place of the dogs."""
    excluded: dict[str, None] = {}
    for thing in refused:
        same = [one for one in wanted if f" {one.phrase}".endswith(f" {thing.phrase}")]
        if thing.kind is None and not thing.rank:
            excluded[thing.phrase] = None
        elif plain := [one for one in same if one.kind is None and not one.rank]:
            plain[-1].kind, plain[-1].rank = thing.kind or "left", -max(1, thing.rank)
            plain[-1].others = thing.others
        elif not same and thing.phrase:
            excluded[thing.phrase] = None
    things = dict.fromkeys(each for thing in wanted for each in thing.wanted)
    return Named(tuple(one for one in things if one.phrase not in excluded), tuple(excluded))
