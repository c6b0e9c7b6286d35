"""What loose speech names: things wanted, things not wanted, and which of several; in five languages.

There is no tagger: words that name nothing are listed (`lexicon`), and the runs of words between them are the
candidates. A run counts when something announces it (an article, a number, a command, a thing before it that counted);
any other only when it is also among the phrases that say what the text is about.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.messages import ScoredPhrase
from assistant.plan import Wanted
from assistant.words.glosses import in_english, language_of
from assistant.words.lexicon import COMMANDS
from assistant.words.naming import Thing
from assistant.words.reading import Reader
from assistant.words.second_thoughts import takes_of

LONGEST = 200  # words that are read
LETTERS = 20  # to a word, at most
TELLING = 0.4  # score from which a phrase of the extractor lets a run count that nothing announces

HE = re.compile(
    r"\b(?:COMMAND) (him|her)\b(?! \w+s\b)".replace(
        "COMMAND", "|".join({*COMMANDS, "make", "take", "pop", "put", "move", "place"})
    )
)


@dataclass(frozen=True)
class Named:
    """What a text names. unread: how many words at its end were too many to be read."""

    wanted: tuple[Wanted, ...] = ()
    excluded: tuple[str, ...] = ()
    unread: int = 0


def phrases(text: str, keyphrases: Sequence[ScoredPhrase] = (), language: str = "") -> Named:
    """The things that a text names, in its order, each once; of several self-corrections the last counts.

    keyphrases: what the text is about. Those of one word let a thing count that nothing announces ("we lost fork and
    knife"); longer ones are no help, because the extractor leaves out what stands between ("car dogs cat").
    Takes time in proportion to the text.
    """
    telling = {one.text.lower() for one in keyphrases if one.score >= TELLING}
    named, antecedent, refusing = Named(), "", False
    for take in takes(text, language):
        reader = Reader(take.split(), telling, antecedent)
        reader.read()
        antecedent, read = reader.antecedent, _named(reader.wanted, reader.refused)
        if refusing and read.wanted and not read.excluded and COMMANDS.isdisjoint(take.split()):
            named = _refused_anew(named, read)  # "all but the red ones, no, the white ones"
        elif read.wanted or read.excluded:
            named = read if reader.of_everything else _taken_anew(named, read)
        refusing = reader.refused_last if read.wanted or read.excluded else refusing
    if not named.wanted and not named.excluded and (one := HE.search(takes(text, language)[-1])):
        named = Named((Wanted("man" if one[1] == "him" else "woman"),))
    return Named(named.wanted, named.excluded, max(0, len(text.split()) - LONGEST))


def takes(text: str, language: str = "") -> list[str]:
    """What was said, in English and each time anew: cut where the speaker takes back the words before.

    Lower case, tokens spaced; a language that is not given is told by the words.
    """
    read = " ".join(text[: LONGEST * LETTERS].split()[:LONGEST])
    said = " ".join(in_english(read, language or language_of(read)).split()[: 2 * LONGEST])
    return takes_of(said)


def _refused_anew(before: Named, now: Named) -> Named:
    """What was refused last was meant to be another thing."""
    return Named(before.wanted, (*before.excluded[:-1], *(one.phrase for one in now.wanted if one.phrase)))


def _taken_anew(before: Named, now: Named) -> Named:
    """What was wanted before and is refused now is only taken back; who now only refuses wants the same as before."""
    wanted = {one.phrase for one in before.wanted}
    turned = bool(before.excluded and now.wanted)  # "a not b, sorry, b not a"
    excluded = tuple(phrase for phrase in now.excluded if turned or not any(_ends_alike(one, phrase) for one in wanted))
    kept = tuple(one for one in before.wanted if not any(_ends_alike(one.phrase, phrase) for phrase in now.excluded))
    return Named(now.wanted or kept, excluded)


def _ends_alike(whole: str, phrase: str) -> bool:
    return whole == phrase or whole.endswith(f" {phrase}")


def _is_again(thing: Thing, wanted: list[Thing]) -> bool:
    """ "the old sewing machine ... just the machine": a thing by its last word only, after its whole name."""
    before = wanted[: next(at for at, one in enumerate(wanted) if one is thing)]
    plain = thing.definite and " " not in thing.phrase and thing.kind is None and not thing.rank
    return plain and any(one.phrase.endswith(f" {thing.phrase}") for one in before)


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
    things = {
        (each.phrase, each.count, each.place): each  # whether it is "the" tells no two apart
        for thing in wanted
        if not _is_again(thing, wanted)
        for each in thing.wanted
    }
    return Named(tuple(one for one in things.values() if one.phrase not in excluded), tuple(excluded))
