"""Reads tokens from the first to the last for the things that they name; `phrases` says what it is for."""

from dataclasses import dataclass, field
from typing import cast

from assistant.lexicon import (
    ALL,
    ATTRIBUTES,
    BEFORE_SIDE,
    COLOURS,
    COMMANDS,
    DEFINITE,
    DETERMINERS,
    DRAWN_AROUND,
    ENDS,
    EXISTS,
    GERMAN,
    GERMAN_PLURALS,
    GERMAN_WORDS,
    ING_NOUNS,
    JOINS,
    LAST,
    LY_NOUNS,
    MARKS,
    MEASURES,
    NO_THING,
    NOTHING,
    NOTHING_IN_GERMAN,
    NOUNS_TOO,
    NUMBERS,
    ONLY,
    OWNERS,
    PEOPLE,
    PRONOUNS,
    RANKS,
    RELATIVES,
    SIDE_NOUNS,
    SIDES,
    SIZES,
    SPEAKERS,
    TURNS,
    UNSEEN,
    WITHOUT_NOUNS,
    plural,
    singular,
)
from assistant.plan import Kind, Place, Wanted


@dataclass
class Thing:
    """One thing as it is being read; open to what is said about it later ("... on the left")."""

    phrase: str
    count: int
    many: bool
    kind: Kind | None
    rank: int
    definite: bool = False
    others: list[str] = field(default_factory=list)

    @property
    def wanted(self) -> list[Wanted]:
        """One, or one for each of "the two largest dogs"."""
        if self.kind is None and not self.rank:
            return [Wanted(self.phrase, self.count, definite=self.definite)]
        kind: Kind = self.kind or "left"
        if self.rank == 0 and self.count > 1 and not self.others:
            return [Wanted(self.phrase, 1, Place(kind, rank)) for rank in range(1, self.count + 1)]
        rank = self.rank or (0 if self.many and kind not in ("largest", "smallest") else 1)
        return [Wanted(self.phrase, self.count, Place(kind, rank, tuple(self.others)))]


class Reader:
    """Reads one take from its first token to its last; the things come out in their order."""

    def __init__(self, tokens: list[str], telling: set[str], antecedent: str) -> None:
        self._tokens = _marked(tokens)
        self._telling = telling
        self.antecedent = antecedent  # what "one" stands for
        self._german = not GERMAN_WORDS.isdisjoint(tokens)
        self.wanted: list[Thing] = []
        self.refused: list[Thing] = []
        self._last: Thing | None = None
        self._all = False  # "everything", "all": what follows "but" is refused
        self._refusing = ""  # "@not" or "@except"
        self._relation: Kind | None = None  # the next thing is what the last one is next to
        self._attribute = False  # what follows only tells more of the last thing
        self._run: list[str] = []
        self._start(announced=SPEAKERS.isdisjoint(tokens))
        self._opening = True  # what comes now may also be a command that is in no list

    def _start(self, announced: bool) -> None:
        """Nothing is known of the next thing but whether something announces it."""
        self._announced, self._count, self._opening, self._definite = announced, 0, False, False
        self._kind: Kind | None = None
        self._rank = 0

    def read(self) -> None:
        """Fill `wanted` and `refused`."""
        at = 0
        while at < len(self._tokens):
            at += self._step(at)
        self._close()
        self._point()

    def _step(self, at: int) -> int:
        """Take the token at this place, or more; returns how many."""
        token, following = self._tokens[at], self._peek(at + 1)
        if token.startswith("@"):
            self._mark(token)
        elif found := self._place(at):
            self._close()
            self._put(found[0])
            return found[1]
        elif self._prefix(at):
            pass
        elif token in MEASURES and following in ("of", "von"):
            return 2
        elif token in JOINS or token in ENDS or token in TURNS:
            self._join(token, following)
        elif self._is_command(at):
            self._close()
            self._refusing = self._refusing if self._peek(at - 1).startswith("@") else ""
            self._attribute, self._relation = False, None
            self._start(announced=True)
        elif token in ATTRIBUTES or token in RELATIVES or token in OWNERS:
            if token in ("around", "um") and not DRAWN_AROUND.isdisjoint(self._run):
                self._run = []
            named = self._close() or (self._peek(at - 1) == "@picture" and self._last is not None)
            named = named or (token in RELATIVES and self._last is not None)
            self._attribute = self._attribute or named or token in ATTRIBUTES
        elif (
            token in NOTHING
            or token in PEOPLE
            or (self._german and token in NOTHING_IN_GERMAN)
            or (token.endswith("ly") and token not in LY_NOUNS)
        ):
            self._close()
            self._skip(token)
        else:
            self._add(token, following)
        return 1

    def _peek(self, at: int) -> str:
        return self._tokens[at] if 0 <= at < len(self._tokens) else ""

    def _mark(self, mark: str) -> None:
        name, _, kind = mark.partition(":")
        self._close(before_determiner=mark == "@picture" and self._opening)
        if name == "@at":
            self._put(cast(Kind, kind))
        elif name == "@to":
            self._point()
            self._relation, self._attribute = cast(Kind, kind.replace("_", " ")), False
        elif name in ("@not", "@except"):
            self._point()
            self._refusing, self._relation, self._attribute = name, None, False
            self._start(announced=True)
        else:  # the picture: no thing in it
            self._attribute, self._relation = False, None
            self._start(announced=False)

    def _place(self, at: int) -> tuple[Kind, int] | None:
        """ "on the left", "from the right side", "left" after a thing: the place, and how many tokens tell it."""
        start = at
        if self._peek(at) in BEFORE_SIDE:
            at += 1
        elif not self._run:
            return None
        while self._peek(at) in ("the", "der", "very", "far", "ganz", "a"):
            at += 1
        kind = SIDES.get(self._peek(at))
        if kind is None or (self._is_noun(at + 1) and self._peek(at + 1) not in SIDE_NOUNS):
            return None
        at += 1
        while self._peek(at) in SIDE_NOUNS or self._peek(at) in SIDES:
            at += 1
        return kind, at - start

    def _is_noun(self, at: int) -> bool:
        token = self._peek(at)
        return token in ("one", "ones") or bool(
            token and token[0].isalpha() and not token.startswith("@") and token not in WITHOUT_NOUNS
        )

    def _prefix(self, at: int) -> bool:
        """What stands before a thing: an article, a number, a side, a rank."""
        token, following = self._tokens[at], self._peek(at + 1)
        if token == "that" and self._run:
            return False  # "the dog that sleeps"
        if token in PRONOUNS and not self._is_noun(at + 1):
            self._stand_in(token)
        elif token in PRONOUNS or token in NUMBERS or token.isdigit():
            self._close(before_determiner=True)
            self._announced = True
            if not self._is_part(at) and not (token == "both" and following in DETERMINERS):
                self._count = NUMBERS.get(token) or (int(token[:4]) if token.isdigit() else 1)
        elif token in DETERMINERS:
            self._close(before_determiner=True)
            self._announced, self._all = True, self._all or token in ALL
            self._definite = token in DEFINITE
        elif token in RANKS and not self._run:
            self._announced, self._rank = True, RANKS[token]
        elif token in LAST and not self._run:
            self._announced, self._kind = True, "right"
        elif token in SIDES and not self._run and f"{token} {following}" != "top hat":
            self._announced, self._kind = True, SIDES[token]
        else:
            return False
        self._opening = False
        return True

    def _is_part(self, at: int) -> bool:
        """Whether the number here counts those of which some are meant: "the largest of the three"."""
        return "of" in (self._peek(at - 1), self._peek(at - 2)) and bool(self._kind or self._rank or self._count)

    def _is_command(self, at: int) -> bool:
        token, before, following = self._tokens[at], self._peek(at - 1), self._peek(at + 1)
        if token not in COMMANDS:
            return False
        if following in DETERMINERS or following in NUMBERS or following in ("it", "them", "me", "mir", "du"):
            return True
        if self._run or self._kind or self._rank or before in DETERMINERS or before in NUMBERS:
            return False
        return token not in NOUNS_TOO or not (
            before in COMMANDS or following in {"", *JOINS, *ENDS, *TURNS} or following.startswith("@")
        )

    def _join(self, token: str, following: str) -> None:
        self._close()
        joined = self._last is not None and token in JOINS
        if self._relation != "between" or token in ENDS or token in TURNS:
            self._relation = None
        if token in TURNS:
            self._refusing = "@except" if self._all and not self._refusing and self._last is None else ""
        elif token in ENDS or (
            token == "," and self._refusing == "@not" and (following in JOINS or not (self.wanted or self._all))
        ):
            self._refusing = ""
        if not self._attribute or token != ",":
            self._attribute = False
        if not (self._kind or self._rank) or token in ENDS:
            self._point()
            self._start(announced=joined or token in TURNS or bool(self._refusing))

    def _skip(self, token: str) -> None:
        if token in ONLY:
            self._refusing = ""
        if token in EXISTS:
            self._announced, self._opening = True, False
        if token in PEOPLE:
            self._announced, self._run = True, ["person"]
            self._close()
        self._all = self._all or token in ALL

    def _add(self, token: str, following: str) -> None:
        """One more word of a run."""
        noun = [word for word in self._run if word not in UNSEEN]
        if token.endswith("'s") or (token.endswith("s'") and self._is_noun_word(following)):
            self._run, self._announced = [], True  # the man's hat is a hat
        elif noun and (_plain(token) in UNSEEN or (token.endswith("ing") and token not in ING_NOUNS)):
            self._close()  # "is the car red", "the dog sitting there"
            self._attribute = True
        else:
            self._run.append(token.rstrip("'"))

    def _is_noun_word(self, token: str) -> bool:
        return bool(token) and token[0].isalpha() and token not in WITHOUT_NOUNS

    def _close(self, before_determiner: bool = False) -> bool:
        """The run of words has ended; whether it named something that counts."""
        words, self._run = self._run, []
        if not words:
            return False
        if not self._announced and not before_determiner:
            words = [word for word in words if word in self._telling]
        while len(words) > 1 and singular(words[-1]) in ("thing", "object", "stuff"):
            words.pop()  # "the lamp thing"
        if not words:
            self._start(announced=False)
            return False
        phrase, many = self._phrase(words)
        if self._attribute or (
            before_determiner and (self._opening or not self._announced)
        ):  # "separate the dog": a verb
            self._start(announced=False)
            return False
        if self._relation:
            self._relate(phrase)
            return True
        if phrase in NO_THING:
            if not (self._kind or self._rank):
                self._start(announced=False)
                return False
            phrase = ""
        self._thing(phrase, many)
        return True

    def _phrase(self, words: list[str]) -> tuple[str, bool]:
        """Singular and, where the text is German, English; and whether it was a plural."""
        many = self._german and bool(words) and words[-1] in GERMAN_PLURALS
        if self._german:
            words = [GERMAN.get(word, word) for word in words]
        words = [_plain(word) if _plain(word) in COLOURS or _plain(word) in SIZES else word for word in words]
        words = [COLOURS.get(word) or SIZES.get(word) or word for word in words]
        said = " ".join(words)
        return singular(said), many or singular(said) != said

    def _relate(self, phrase: str) -> None:
        if self._last is None:
            self._thing("", many=True, kind=self._relation)
        if self._last is not None:
            self._last.kind = self._relation
            self._last.others.append(phrase)
        if self._relation != "between" or (self._last and len(self._last.others) > 1):
            self._relation = None
        self._start(announced=False)

    def _thing(self, phrase: str, many: bool, kind: Kind | None = None) -> None:
        only = self._definite and not (many or self._count or plural(phrase) == phrase)  # "the sheep" may be many
        thing = Thing(phrase, self._count, many, kind or self._kind, self._rank, only)
        (self.refused if self._refusing else self.wanted).append(thing)
        self._last, self.antecedent = thing, phrase or self.antecedent
        self._start(announced=False)

    def _stand_in(self, token: str) -> None:
        """ "the blue one", "the second one"."""
        words, self._run = self._run, []
        head = self.antecedent.rpartition(" ")[2]
        if not self._attribute and (head or self._kind or self._rank):
            self._thing(self._phrase([*words, *([head] if head else [])])[0], many=token == "ones")
        self._start(announced=False)

    def _point(self) -> None:
        """ "the largest", "the second": a place was told, and no thing."""
        if (self._kind or self._rank) and not self._attribute:
            self._stand_in("one")

    def _put(self, kind: Kind) -> None:
        """Say of the last thing where it is; without one, of whatever there is."""
        if self._attribute and self._last is not None and self._last.kind:
            return
        if self._last is None or self._rank:
            self._kind = self._kind or kind
            self._thing(self.antecedent.rpartition(" ")[2] if self._rank else "", many=not self._rank)
        elif self._last.kind is None:
            self._last.kind = kind


def _marked(tokens: list[str]) -> list[str]:
    said = f"{' '.join(tokens)} "
    for pattern, mark in MARKS:
        said = pattern.sub(mark, said)
    return said.split()


def _plain(word: str) -> str:
    """A German colour or size without its ending: "roten" → "rot"."""
    for ending in ("en", "er", "es", "em", "e"):
        if (bare := word.removesuffix(ending)) != word and word not in COLOURS and bare in {*COLOURS, *SIZES}:
            return bare
    return word
