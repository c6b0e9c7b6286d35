"""Puts the glossed words of another language in the order that English has them in.

Adjectives stand before their noun, what is left out behind "not", and a command before what it is about.
"""

from collections.abc import Callable
from dataclasses import replace

from assistant.words.glosses_order_zh import in_english_order
from assistant.words.glosses_things import (
    AGAIN,
    ASKING,
    FILLER,
    IT,
    NOT,
    ONE,
    SOME,
    announces,
    leads,
    thing_before,
)
from assistant.words.glosses_words import Gloss
from assistant.words.lexicon import COMMANDS, MEASURES, RANKS
from assistant.words.nouns import Tongue

ENDING = frozenset(("but", "but not", "@again", "instead of", "except", "without"))  # a clause ends before them
SEEING = frozenset(("see", "find"))
TAKING = frozenset(("make", "take", "get", "can", "want", "is", "add"))
STAYING = frozenset("is want can make look see keep".split())
NUMBERED = frozenset((*RANKS, "last"))
COMPOUND_HEADS = MEASURES | {"part"}
BEFORE_NAMELESS = frozenset(("the", "a", "all the", "of the", "some", "which"))  # "a the picture"
OWNED = frozenset(("noun", "adjective", "unknown"))
OWNING = frozenset(("the mask", "the picture", "how many", "which", "the one", "one", "all the", "next to", "except"))
RESULTING = frozenset(("make", "recolour", "put"))  # what follows the thing is what it is to become
POSTPOSED = frozenset(("largest", "smallest", "leftmost", "rightmost", "left", "right", "upper", "lower"))


def ordered(glosses: list[Gloss], tongue: Tongue) -> list[Gloss]:
    """The same words, some of them moved."""
    if tongue == "zh":
        return _pictures(in_english_order(glosses))
    return _meant_last(_left_out(_known(_pictures(ORDERS[tongue](_parted(_taken_back(glosses, tongue)))))))


def _parted(glosses: list[Gloss]) -> list[Gloss]:
    """ "Trenn die Erbsen von den Möhren": one thing from the other."""
    out: list[Gloss] = []
    parting = False
    for at, gloss in enumerate(glosses):
        parting = gloss.english == "separate" or (parting and gloss.sort != "stop")
        if parting and gloss.english in ("of the", "of") and out and out[-1].sort in ("noun", "adjective", "unknown"):
            follows = at + 1 < len(glosses) and glosses[at + 1].english == "the"
            gloss, parting = Gloss("from" if follows else "from the", "word"), False
        out.append(gloss)
    return out


def _pictures(glosses: list[Gloss]) -> list[Gloss]:
    """ "auf dem zweiten Bild" → "in the second picture"."""
    out: list[Gloss] = []
    for gloss in glosses:
        ranked = out[-1] if out else FILLER
        if gloss.english in ("the picture", "in the picture") and ranked.english in NUMBERED:
            out.pop()
            while out and out[-1].english in ("the", "in", "on", "please"):
                gloss = Gloss("in the picture", "word") if out.pop().english in ("in", "on") else gloss
            gloss = Gloss(gloss.english.replace("picture", f"{ranked.english} picture"), "word")
        elif gloss.english in ("the picture", "the mask") and ranked.english in BEFORE_NAMELESS:
            gloss = Gloss(gloss.english.removeprefix("the "), "word", said=gloss.said)
        out.append(gloss)
    return out


def _taken_back(glosses: list[Gloss], tongue: Tongue) -> list[Gloss]:
    """ "..., nein, die Katze": a "no" between takes back; a Spanish one without a stop refuses what follows."""
    out: list[Gloss] = []
    for at, gloss in enumerate(glosses):
        if gloss.english == "no" and out and tongue == "es" and NOT in out[-6:]:
            gloss = AGAIN  # "no la silla, no la mesa"
        elif gloss.english == "no" and out:
            following = glosses[at + 1] if at + 1 < len(glosses) else None
            if tongue != "es" or out[-1].sort == "stop" or (following is not None and following.sort == "stop"):
                gloss = AGAIN
            elif following is not None and (announces(following) or following.sort == "noun"):
                gloss = NOT
        out.append(gloss)
    return out


def _meant_last(glosses: list[Gloss]) -> list[Gloss]:
    """ "den Tisch, also den Stuhl, sorry": taken back at the very end, it is what the last thing takes the place of."""
    end = len(glosses)
    while end and (glosses[end - 1].sort == "stop" or glosses[end - 1].english in ("please", "is", "want")):
        end -= 1
    if not end or glosses[end - 1].english != "@again":
        return glosses
    start = thing_before(glosses[: end - 1])
    if start is None or not any(gloss.sort == "noun" for gloss in glosses[:start]):
        return glosses
    return [*glosses[:start], AGAIN, *glosses[start : end - 1]]


def _german(glosses: list[Gloss]) -> list[Gloss]:
    """ "Mach den Hund weg" is removing it; "die gelben" are the yellow ones; "der Hund, der ..." is one that ..."""
    out: list[Gloss] = []
    for at, gloss in enumerate(glosses):
        following = glosses[at + 1] if at + 1 < len(glosses) else None
        if gloss.english == "away":
            taking = next((back for back in range(len(out) - 1, -1, -1) if out[back].sort == "verb"), None)
            if taking is not None and out[taking].english in TAKING:
                out[taking] = replace(out[taking], english="remove")
            continue
        if gloss.english == "the" and out and out[-1].sort in ("stop", "noun") and not leads(following):
            gloss = Gloss("that", "word")
        if gloss.english == "on" and out and out[-1].english in ("find", "show"):
            continue  # "zeig auf den Baum"
        if gloss.sort == "noun" and out and out[-1].sort == "noun":
            out.append(FILLER)  # "hat das Auto Kratzer"
        last = following is None or following.sort == "stop" or following.english in ENDING
        if gloss.sort == "verb" and gloss.english not in STAYING and _ends_with_noun(out, last):
            out.insert(_clause_start(out), gloss)  # "die Katze ausschneiden" → "cut the cat"
            continue
        out.append(gloss)
        if gloss.sort == "adjective" and not leads(following) and len(out) > 1 and announces(out[-2]):
            out.append(ONE)
    return out


def _ends_with_noun(out: list[Gloss], last: bool) -> bool:
    said = [gloss for gloss in out[-3:] if gloss.english != "please"]
    return bool(said) and (said[-1].sort == "noun" or (last and said[-1].sort == "unknown"))


def _clause_start(out: list[Gloss]) -> int:
    """Where the clause begins that ends here: behind a stop, a turn, a verb or a joint before another clause."""
    for at in range(len(out) - 1, -1, -1):
        gloss = out[at]
        if gloss.sort in ("stop", "verb") or gloss.english in (*ENDING, "where", "that", "in the picture"):
            return at + 1
    return 0


def _romance(glosses: list[Gloss]) -> list[Gloss]:
    """ "la voiture rouge" → "the red car", "la verte" → "the green one", "tache de café" → "coffee stain"."""
    glosses = _compounds(glosses)
    out: list[Gloss] = []
    at = 0
    while at < len(glosses):
        gloss = glosses[at]
        if gloss.sort == "noun":
            moved, at = _described(glosses, at)
            out.extend(moved)
            continue
        at += 1
        following = glosses[at] if at < len(glosses) else None
        if gloss.english == "of the" and not (out and (out[-1].sort in OWNED or out[-1].english in OWNING)):
            gloss = SOME  # "ajoute des lunettes"
        if gloss.english == "the" and (following is None or following.sort in ("verb", "stop")):
            gloss = IT  # "tu la vois", "supprime la"
        out.append(gloss)
        refused = len(out) > 1 and out[-2].english in ("without", "except", "but not")
        if gloss.sort == "adjective" and len(out) > 1 and (refused or announces(out[-2])) and not leads(following):
            out.append(ONE)
    return out


def _described(glosses: list[Gloss], at: int) -> tuple[list[Gloss], int]:
    """A noun and the adjectives behind it, turned round; and where they end."""
    noun, end = glosses[at], at + 1
    while end < len(glosses) and (glosses[end].sort == "adjective" or glosses[end].english in POSTPOSED):
        end += 1
    results = any(gloss.english in RESULTING for gloss in glosses[max(0, at - 2) : at])
    moved = [noun] if results else [*glosses[at + 1 : end], noun]
    while end + 1 < len(glosses) and end > at + 1 and glosses[end].english in ("and", "or"):
        if glosses[end + 1].sort != "adjective" or (end + 2 < len(glosses) and glosses[end + 2].sort == "noun"):
            break
        moved += [glosses[end], glosses[end + 1], noun]  # "white cows or black ones"
        end += 2
    return moved, end


def _compounds(glosses: list[Gloss]) -> list[Gloss]:
    out: list[Gloss] = []
    for gloss in glosses:
        before = out[-2:]
        if (
            gloss.sort == "noun"
            and len(before) == 2
            and before[0].sort == "noun"
            and before[1].english == "of"
            and before[0].english not in COMPOUND_HEADS
        ):
            head = before[0].english
            whole = gloss.english if gloss.english.endswith(head) else f"{gloss.english} {head}"
            out[-2:] = [replace(before[0], english=whole)]
        else:
            out.append(gloss)
    return out


def _known(glosses: list[Gloss]) -> list[Gloss]:
    """A word that is not known is a thing only where one is asked for, right behind what announces it."""
    out: list[Gloss] = []
    nothing_known = not any(gloss.sort == "noun" for gloss in glosses)
    for at, gloss in enumerate(glosses):
        following = glosses[at + 1] if at + 1 < len(glosses) else None
        if gloss.sort == "unknown":
            announced = bool(out) and (announces(out[-1]) or out[-1].sort == "adjective")
            if not (announced and (nothing_known or _is_asked_for(out))):
                gloss = FILLER
            elif following is not None and (leads(following) or following.english == "one"):
                continue
        led = bool(out) and (announces(out[-1]) or out[-1].sort == "adjective")
        if gloss.sort == "noun" and gloss.english in COMMANDS and not led:
            out.append(SOME)  # a saw is no seeing
        out.append(gloss)
    return out


def _is_asked_for(out: list[Gloss]) -> bool:
    """Whether right before the words that announce a thing stands what asks for one."""
    at = len(out) - 1
    while at >= 0 and (announces(out[at]) or out[at].sort == "adjective" or out[at].english in ("please", "all the")):
        at -= 1
    return at >= 0 and (out[at].sort == "verb" or out[at].english in ASKING) and out[at].english not in STAYING


def _left_out(glosses: list[Gloss]) -> list[Gloss]:
    """ "den Hund nicht", "el avión no", "les oiseaux restent": the thing before is what is refused."""
    out: list[Gloss] = []
    for at, gloss in enumerate(glosses):
        after = gloss.english in ("not", "no") and bool(out) and _ends(glosses, at + 1)
        if gloss.english == "@left_out" or after:
            start = thing_before(out)
            clause = _clause(out)
            if start is not None and not any(each.english in SEEING for each in clause if after):
                while start > 0 and out[start - 1].english in ("but", ",", "and", "not"):
                    start -= 1
                    out.pop(start)
                out.insert(start, NOT)
            continue
        out.append(gloss)
    return out


def _ends(glosses: list[Gloss], at: int) -> bool:
    """Whether no thing follows before the clause ends."""
    for gloss in glosses[at:]:
        if gloss.sort == "stop" or gloss.english in ENDING or gloss.english in ("and", "or"):
            return True
        if gloss.sort not in ("verb",) and gloss.english not in ("please", "is", "can"):
            return False
    return True


def _clause(out: list[Gloss]) -> list[Gloss]:
    for at in range(len(out) - 1, -1, -1):
        if out[at].sort == "stop" or out[at].english in ENDING:
            return out[at:]
    return out


ORDERS: dict[Tongue, Callable[[list[Gloss]], list[Gloss]]] = {"de": _german, "fr": _romance, "es": _romance}
