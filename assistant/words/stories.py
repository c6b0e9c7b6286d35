"""Tells apart what is asked for and what is only told before it: "we were at the zoo and I can't find the lemur"."""

from collections.abc import Sequence
from itertools import groupby
from typing import Protocol, TypeVar

from assistant.words.lexicon import (
    COMMANDS,
    DETERMINERS,
    ENDS,
    EXISTS,
    HANDLING,
    INDEFINITE,
    JOINS,
    NOUNS_TOO,
    NUMBERS,
    PEOPLE,
    RELATIVES_OF_MINE,
    SEEING,
    TURNS,
    singular,
)
from assistant.words.nouns import is_noun

TELLERS = frozenset(
    """i we he she they it i'm i've i'd we're we've we'd he's she's they're they've it's that's here's there's there
    he'd she'd they'd i'll we'll it'll you're you've""".split()
)
REASONS = frozenset("because cause cos 'cause since when after before although though".split())
WISHES = frozenset("want need like love wanna gotta wish prefer wonder wondering interested wanted".split())
SUPPOSING = frozenset("think guess mean believe suppose reckon say said know hope see".split())  # "the dog i think"
HAPPENING = frozenset(  # what follows the one a story is about
    """want need is are was were isn't wasn't aren't weren't says said asked asks told tells wants wanted needs
    needed sent sends gave gives thinks thought insists swears reckons claims took takes got gets has had keeps
    loves likes drew wrote bought made makes put puts left came comes went goes looks looked doesn't didn't won't
    can't couldn't would will might may should must lives lived works worked saw sees stood found spotted built
    broke ate painted planted lent borrowed moved sold won used got died married wore""".split()
)
SUBJECT = 6  # tokens at most from an article to what its noun does
POINTING = frozenset("it that this one him her".split())
POINTING_AT_MANY = frozenset("them those these they".split())
BEFORE_COMMAND = frozenset(
    """you please and so just then now to let's me can could would kindly or oriel just's maybe quickly""".split()
)


class Told(Protocol):
    """A thing of the reader; clause: as `clauses` counts them."""

    phrase: str
    clause: int
    count: int
    many: bool


BEFORE_QUESTION = frozenset("reckon know think say and so but ok okay well um uh".split())

T = TypeVar("T", bound=Told)


def clauses(tokens: Sequence[str]) -> list[int]:
    """For each token the clause that it stands in, from 1 on: negative where that only tells something."""
    numbers, number, asks = [], 1, True
    for at, token in enumerate(tokens):
        turns = _turns(tokens, at, asks, starts=at == 0 or _is_boundary(tokens[at - 1]))
        if turns is not None:
            number += 1
            asks = turns
        elif at and not asks and (token in JOINS or token in ENDS or (token in INDEFINITE and tokens[at - 1] == "is")):
            number += 1
        numbers.append(number if asks else -number)
    return _with_its_beginning(tokens, numbers)


def _with_its_beginning(tokens: Sequence[str], numbers: list[int]) -> list[int]:
    """What stands before the first command is a story too, where it says something: "please", "is" of a verb."""
    first = next(
        (at for at in range(len(tokens)) if _asks(tokens, at, _peek(tokens, at - 1), _peek(tokens, at + 1))), 0
    )
    before = tokens[:first]
    if (
        numbers[first : first + 1] != [1]
        or not ({"please", "is", "right", "yeah"} & set(before[1:]))
        or not _names(before)
    ):
        return numbers
    return [-1] * first + [2 if number == 1 else number for number in numbers[first:]]


def _names(tokens: Sequence[str]) -> bool:
    return any(is_noun(singular(token)) and token not in COMMANDS for token in tokens)


def asked_for(things: list[T], tokens: Sequence[str], numbers: Sequence[int]) -> list[T]:
    """The things without those of the story, where anything else is named; else what "it" in the question stands for.

    "There's a van and a car in front can you make that go away": the last of the story.
    """
    asked = [thing for thing in things if thing.clause > 0]
    told = [thing for thing in things if thing.clause < 0]
    for thing in asked:  # "this sewing machine ... just the machine"
        thing.phrase = next((one.phrase for one in told if one.phrase.endswith(f" {thing.phrase}")), thing.phrase)
    if asked or not told:
        return asked or things
    pointing = {token for token, number in zip(tokens, numbers, strict=True) if number > 1}
    pointing |= {"it"} & {"it" for token in pointing if token in ("where", "where's")}
    groups = [list(group) for _, group in groupby(told, key=lambda thing: thing.clause)]
    if pointing & POINTING_AT_MANY:
        return next((group for group in reversed(groups) if len(group) > 1 or _are_many(group[0])), groups[-1])
    if pointing & POINTING and len(groups) > 1:
        return next((group for group in reversed(groups) if not all(map(_are_many, group))), groups[-1])
    return things


def _are_many(thing: Told) -> bool:
    return thing.many or thing.count > 1


def _is_boundary(token: str) -> bool:
    return token in JOINS or token in ENDS or token in TURNS or token.startswith("@again")


def _turns(tokens: Sequence[str], at: int, asks: bool, starts: bool) -> bool | None:
    """True where a clause that asks begins here, False where one that tells does, None where the clause goes on."""
    token, following = tokens[at], _peek(tokens, at + 1)
    before = _peek(tokens, at - 1)
    if _asks(tokens, at, before, following):
        return True if not asks else None
    if token == "you" and following == "know" and starts and _peek(tokens, at + 2) in DETERMINERS:
        return False  # "you know that cafe by the station"
    if token in REASONS:
        return False if at else None
    if token in ("it", "there") and (following not in HAPPENING or before in COMMANDS):
        return None  # "find it"
    if token in TELLERS and not _is_wish(tokens, at):
        return None if token in EXISTS and before in ("is", "are", "if", "whether") else _only_told(token, following)
    if starts or before in (
        "so",
        "well",
        "okay",
        "um",
        "uh",
        "hi",
        "hey",
        "hello",
        "right",
        "oh",
        "erm",
        "yeah",
        "listen",
        "look",
    ):
        if token in ("this", "that", "these", "those", "here") and following in ("is", "are", "was", "were"):
            return False
        if token in DETERMINERS and token not in INDEFINITE - {"a", "an"} and _is_told_of(tokens, at):
            return False
    if token in ("the", "some") and following in RELATIVES_OF_MINE and set(tokens[:at]) <= {"please", "so", "and"}:
        return False if _peek(tokens, at + 2) in ("please", "has", "is", "want", "say") else None
    return None


def _only_told(token: str, following: str) -> bool | None:
    return None if token in ("i", "we", "you") and following in SUPPOSING else False


def _asks(tokens: Sequence[str], at: int, before: str, following: str) -> bool:
    token = tokens[at]
    if (token == "how" and following in ("many", "much")) or token == "where's":
        return True
    if token == "where" and following in ("is", "are", "was", "did", "do", "does", "the"):
        return True
    if token == "which" and before not in ("in", "on", "of", "from", "with") and not is_noun(before):
        return True
    if token in ("is", "are") and following in ("there", "any", "that", "this", "those", "these"):
        return not is_noun(before) and before not in ("this", "that", "these", "those", "here", "it", "he", "she")
    if token == "find" and before in ("i", "we", "i'd", "um"):
        return True  # "I can't find" is "I find" here
    if token in ("is", "are") and following in DETERMINERS and (_is_boundary(before) or before in BEFORE_QUESTION):
        return True
    if token in COMMANDS and token not in WISHES:
        return _commands(token, before, following) and not _is_mine(tokens, at)
    if token in HANDLING and following in DETERMINERS and before not in TELLERS - {"it"} and before != "to":
        return True
    return token in WISHES and before in ("i", "we", "i'd", "we'd", "really", "just", "to", "also", "only", "and")


def _commands(token: str, before: str, following: str) -> bool:
    if before in BEFORE_COMMAND or _is_boundary(before) or not before or before.startswith("@"):
        return not (token in SEEING and (before in ("to", "and", "or")))
    if before == "it" and (following in DETERMINERS or token not in NOUNS_TOO):
        return True  # "... drew it cut out the"
    if before in TELLERS or before in DETERMINERS or before in NUMBERS:
        return False
    pointed = following in ("it", "them", "me", "him", *PEOPLE) or following in NUMBERS
    return following in DETERMINERS or (pointed and token not in NOUNS_TOO)


def _is_mine(tokens: Sequence[str], at: int) -> bool:
    """ "I can see the fork", "we just see reeds": what the speaker does."""
    while at and tokens[at - 1] in ("can", "could", "would", "just", "really", "only", "still", "always", "also", "do"):
        at -= 1
    return at > 0 and tokens[at - 1] in TELLERS - {"it"}


def _is_wish(tokens: Sequence[str], at: int) -> bool:
    """ "I want", "I'd really like", "we are looking for" (which stands as "find")."""
    if tokens[at] not in ("i", "we", "i'd", "we'd", "i'm", "we're", "i'll"):
        return False
    after = list(tokens[at + 1 : at + 4])
    return not WISHES.isdisjoint(after) or (tokens[at] in ("i'd", "i'm", "we'd") and "to" in after)


def _is_told_of(tokens: Sequence[str], at: int) -> bool:
    """ "The boss wants ...", "my daughter drew ...", "the sky is a bit dull": a noun and what it does."""
    if _peek(tokens, at + 1).endswith("'s") and _peek(tokens, at + 1) not in TELLERS:
        return True
    for number, token in enumerate(tokens[at + 2 : at + SUBJECT], at + 2):
        if token in HAPPENING and (token != "left" or _peek(tokens, number + 1) in DETERMINERS):
            return True
        if token in DETERMINERS or _is_boundary(token) or token.startswith("@") or token in COMMANDS:
            return token in COMMANDS and singular(tokens[at + 1]) in RELATIVES_OF_MINE
    return False


def _peek(tokens: Sequence[str], at: int) -> str:
    return tokens[at] if 0 <= at < len(tokens) else ""
