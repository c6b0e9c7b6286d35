"""Where a thing begins among glossed words, and the words that are put in around it."""

from assistant.words.glosses_words import Gloss
from assistant.words.lexicon import DETERMINERS, NUMBERS, RANKS, SIDES

NOT, ONE, SOME, FILLER, IT = (Gloss(each, "word") for each in ("but not", "one", "some", "please", "it"))
AGAIN, STOP = Gloss("@again", "word"), Gloss(";", "stop")
DESCRIBING = frozenset((*SIDES, *RANKS, *NUMBERS, "last", "next", "other", "which", "one"))  # stands before a noun
ASKING = frozenset(("how many", "where is", "there is"))


def leads(gloss: Gloss | None) -> bool:
    """Whether a thing may begin here."""
    return gloss is not None and (gloss.sort in ("noun", "adjective", "unknown") or gloss.english in DESCRIBING)


def announces(gloss: Gloss) -> bool:
    """Whether a thing follows: an article, a number, a side."""
    return gloss.english.split()[-1] in DETERMINERS or gloss.english in DESCRIBING


def thing_before(out: list[Gloss]) -> int | None:
    """Where the last thing begins, with those that "and" joins to it; None where the clause has none."""
    at = len(out) - 1
    while at >= 0 and (out[at].english in ("please", "is", "can", "want", ",") or out[at].sort == "verb"):
        at -= 1
    if at < 0 or not (out[at].sort == "noun" or out[at].english == "one" or out[at].sort == "unknown"):
        return None
    while at > 0 and (out[at - 1].sort == "adjective" or announces(out[at - 1])):
        at -= 1
    if at > 1 and out[at - 1].english in ("and", "or", "of", "of the") and out[at - 2].sort == "noun":
        return thing_before(out[: at - 1])
    return at
