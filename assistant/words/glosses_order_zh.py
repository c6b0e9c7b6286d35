"""Puts glossed Chinese in the order of English: what describes stands behind its thing, what is asked in front."""

from assistant.words.glosses_things import (
    AGAIN,
    ASKING,
    DESCRIBING,
    FILLER,
    NOT,
    ONE,
    SOME,
    STOP,
    announces,
    leads,
    thing_before,
)
from assistant.words.glosses_words import Gloss
from assistant.words.lexicon import RANKS

PLACES = {  # behind a noun → before it
    "in": "in",
    "on": "on",
    "at the top": "on",
    "at the bottom": "below",
    "in the middle": "in",
    "on the left": "to the left of",
    "on the right": "to the right of",
    **{
        same: same
        for same in ("next to", "behind", "in front of", "above", "between", "to the left of", "to the right of")
    },
}
SPOTS = frozenset(f"at the {end} {side}" for end in ("top", "bottom") for side in ("left", "right"))
SPOTS |= {"in the corner", "in the picture"}
NUMBERED = frozenset((*RANKS, "last"))  # "in the second picture"
BECOMING = frozenset(("replace", "make", "change", "recolour", "crop"))
LEADING = {
    place: [Gloss(english, "word")]
    for place, english in {
        "on the left": "left",
        "on the right": "right",
        "at the top": "upper",
        "at the bottom": "lower",
        "in the middle": "middle",
    }.items()
}


def in_english_order(glosses: list[Gloss]) -> list[Gloss]:
    """Each clause for itself."""
    return [gloss for clause in _clauses(glosses) for gloss in _chinese(clause)]


def _clauses(glosses: list[Gloss]) -> list[list[Gloss]]:
    """Cut before each stop, each taking back and each turn."""
    clauses: list[list[Gloss]] = [[]]
    for gloss in glosses:
        if gloss.sort == "stop" or gloss.english in ("@again", "but"):
            clauses.append([])
        clauses[-1].append(gloss)
    return clauses


def _chinese(clause: list[Gloss]) -> list[Gloss]:
    """One clause: what describes goes behind, what is left out behind "not", what is asked to the front."""
    lead = clause[:1] if clause and (clause[0].sort == "stop" or clause[0].english in ("@again", "but")) else []
    said = [gloss for gloss in clause[len(lead) :] if gloss is not FILLER and gloss.english != "please"]
    if len(said) == 1 and said[0].said in ("不", "不是", "不不", "没有"):
        return [AGAIN]
    words = _headed(_without_places(_described_in_chinese(_rather(clause[len(lead) :], lead))))
    words.sort(key=lambda gloss: gloss.english.startswith("from the"))  # "从左边数第二只狗"
    asked = [gloss for gloss in words if gloss.english in ASKING]
    words = [gloss for gloss in words if gloss.english not in ASKING] if asked else words
    stop = [STOP] if any(gloss.english == "except" for gloss in words[:2]) else []
    return [*lead, *asked, *_chinese_left_out(_announced(words)), *stop]


def _rather(words: list[Gloss], lead: list[Gloss]) -> list[Gloss]:
    """ "不是鸭子是鹅": not the duck but the goose."""
    denied = any(word.english == "@not" for word in words) or (lead and lead[0].said.endswith("不是"))
    swap = AGAIN if lead and lead[0].english == "@again" else Gloss(",", "stop")
    return [
        swap if denied and word.said == "是" and at and words[at - 1].sort == "noun" else word
        for at, word in enumerate(words)
    ]


def _headed(words: list[Gloss]) -> list[Gloss]:
    """Of two nouns the second counts: "合同签名" is a signature. What a thing is to become is not looked for."""
    out: list[Gloss] = []
    for word in words:
        if word.sort == "noun" and out and out[-1].sort == "noun" and [one.english for one in out[-2:-1]] != ["of"]:
            out.pop()
        out.append(word)
        if word.said and word.said[-1] in "成为变得" and word.sort == "word" and word.english in BECOMING:
            out.append(Gloss("with", "word"))
    return out


def _described_in_chinese(words: list[Gloss]) -> list[Gloss]:
    """ "戴帽子的人" → "person with hat", "盘子里的草莓" → "strawberry in plate", "猫的轮廓" → "the mask of cat"."""
    out: list[Gloss] = []
    tail: list[Gloss] = []
    at = 0
    while at < len(words):
        gloss = words[at]
        if gloss.english == "@of":
            start = _description(out)
            following = _head(words, at + 1)
            if following is not None and start < len(out):
                described = out[start:]
                del out[start:]
                if all(one.sort == "adjective" or announces(one) for one in described):
                    out.extend(described)
                elif words[following].english in ("the mask", "the picture"):
                    out.extend([words[following], Gloss("of", "word"), *described])
                    at = following + 1
                    continue
                else:
                    out.extend(one for one in words[at + 1 : following + 1] if one.english != "@of")
                    tail.extend(_attribute(described))
                    out.extend(tail)
                    tail = []
                    at = following + 1
                    continue
            if following is None and out and out[-1].sort == "adjective":
                is_told = len(out) > 1 and out[-2].english == "is"
                out.extend([] if is_told else [ONE])  # "红的": a red one
            at += 1
            continue
        out.append(gloss)
        at += 1
    return out


def _head(words: list[Gloss], at: int) -> int | None:
    """Where the noun is that a description leads to; None where none follows."""
    for end in range(at, len(words)):
        if words[end].sort == "noun" or words[end].english in ("the mask", "the picture"):
            return end
        if not (words[end].sort == "adjective" or announces(words[end]) or words[end].english in ("please", "@of")):
            return None
    return None


def _description(out: list[Gloss]) -> int:
    """Where the description begins that ends here: back to a verb, a filler, a joint or a word that announces."""
    at = len(out)
    while at > 0:
        gloss = out[at - 1]
        if gloss.sort in ("stop",) or gloss.english in ("please", "and", "or", "is", "@not", "not", "only", "but not"):
            break
        if (
            gloss.sort == "word"
            and gloss.english not in (*PLACES, *SPOTS, "with", "without", "@at", "the mask")
            and not (announces(gloss))
        ):
            break
        at -= 1
    while at < len(out) and announces(out[at]) and out[at].english not in DESCRIBING - {"which"}:
        at += 1
    return at


def _attribute(described: list[Gloss]) -> list[Gloss]:
    last = described[-1]
    if last.english in SPOTS or (len(described) > 1 and described[-2].english in SPOTS):
        return [one for one in described if one.english in (*SPOTS, *NUMBERED)]
    if last.english in PLACES and len(described) > 1:
        return [Gloss(PLACES[last.english], "word"), *described[:-1]]
    if described[0].english in ("with", "without"):
        return [Gloss("with", "word"), *described[1:]]
    return [Gloss("of", "word"), *described]


def _without_places(words: list[Gloss]) -> list[Gloss]:
    """ "路上有几辆车": where it is goes to the end; "在 ... 旁边" is a relation."""
    out: list[Gloss] = []
    tail: list[Gloss] = []
    for at, gloss in enumerate(words):
        if (
            gloss.english in PLACES
            and gloss.said
            and not _things(out)
            and at + 1 < len(words)
            and (leads(words[at + 1]) or announces(words[at + 1]))
        ):
            out.extend(LEADING.get(gloss.english, []))  # "左边那只狗"
        elif gloss.english in ("in", "on") and gloss.said and not _things(out):
            continue  # where it is was not understood
        elif (
            gloss.english in PLACES
            and gloss.said
            and out
            and out[-1].sort == "noun"
            and not _is_place_of_its_own(words, at)
        ):
            start = len(out) - 1
            while start > 0 and (out[start - 1].sort == "adjective" or announces(out[start - 1])):
                start -= 1
            place = [Gloss(PLACES[gloss.english], "word"), *out[start:]]
            del out[start:]
            while out and out[-1].english == "@at":
                out.pop()
            if any(one.sort == "noun" for one in out):
                out.extend(place)
            else:
                tail.extend(place)
        else:
            out.append(gloss)
    return [*out, *tail]


def _things(words: list[Gloss]) -> bool:
    return any(word.sort == "noun" for word in words)


def _is_place_of_its_own(words: list[Gloss], at: int) -> bool:
    """ "狗在左边": the dog is on the left; "狗的左边" is what lies left of it."""
    return words[at].english in ("on the left", "on the right", "at the top", "at the bottom") and any(
        one.english in ("@at", "is") for one in words[max(0, at - 2) : at]
    )


def _chinese_left_out(words: list[Gloss]) -> list[Gloss]:
    out: list[Gloss] = []
    for at, gloss in enumerate(words):
        rest = words[at + 1 :]
        if gloss.english == "@left_out" or (
            gloss.english == "@not" and not any(one.sort == "noun" or one.english == "one" for one in rest)
        ):
            start = thing_before(out)
            if start is not None:
                out.insert(start, NOT)
        elif gloss.english == "@not":
            out.append(NOT)
        elif gloss.english == "@again" or not gloss.english.startswith("@"):
            out.append(gloss)
    return out


def _announced(words: list[Gloss]) -> list[Gloss]:
    """A thing that nothing announces is some thing; "红的" is a red one."""
    out: list[Gloss] = []
    for at, gloss in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        if gloss.sort == "unknown":
            continue
        before = out[-1] if out else FILLER
        is_told = gloss.sort == "adjective" and before.english == "is"
        if gloss.sort in ("noun", "adjective") and before.sort != "adjective" and not (announces(before) or is_told):
            out.append(SOME)
        out.append(gloss)
        if gloss.sort == "adjective" and not (following is not None and leads(following)):
            out.append(FILLER)
    return out
