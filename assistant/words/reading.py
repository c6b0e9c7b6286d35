"""Reads tokens from the first to the last for the things that they name; `phrases` says what it is for."""

from typing import cast

from assistant.plan import Kind
from assistant.words.lexicon import (
    ADDING,
    ALL,
    ATTRIBUTES,
    BY_THE_WAY,
    CHANGING,
    COMMANDS,
    DEFINITE,
    DETERMINERS,
    DRAWN,
    EDGES,
    ENDS,
    EXISTS,
    HAVING,
    INDEFINITE,
    ING_NOUNS,
    JOINS,
    LAST,
    LOOSE,
    LY_NOUNS,
    MEASURES,
    NO_THING,
    NOTHING,
    NUMBERS,
    ON_IT,
    ONE_OF_TWO,
    ONLY,
    OWNERS,
    PARTICLES,
    PEOPLE,
    PRONOUNS,
    RANKS,
    RELATIVES,
    ROUND,
    SEEING,
    SIDES,
    SPEAKERS,
    TOLD_BY_THE_WAY,
    TOLD_OF,
    TURNS,
    plural,
    singular,
)
from assistant.words.marks import ADJECTIVES, marked
from assistant.words.naming import Thing, full_name, is_comparative, is_told_apart, is_told_of_it, phrase_of
from assistant.words.nouns import is_noun
from assistant.words.rewords import MATERIALS
from assistant.words.stories import asked_for, clauses
from assistant.words.tokens import Tokens

SHORT = 4  # tokens; in so short a text a word that is not known is a thing, though nothing announces it


class Reader:
    """Reads one take from its first token to its last; the things come out in their order."""

    def __init__(self, tokens: list[str], telling: set[str], antecedent: str) -> None:
        self._tokens = Tokens(tuple(marked(tokens)))
        self._clauses = clauses(self._tokens.words)
        self._at = 0
        self._telling = telling
        self.antecedent = antecedent  # what "one" stands for
        self.wanted: list[Thing] = []
        self.refused: list[Thing] = []
        self._last: Thing | None = None
        self._all = False  # "everything", "all": what follows "but" is refused
        self._refusing = ""  # "@not" or "@except"
        self._relation: Kind | None = None  # the next thing is what the last one is next to
        self._attribute = False  # what follows only tells more of the last thing
        self._asked = "which" in tokens or "how many" in " ".join(tokens)
        self._hollow = False  # a mask was spoken of, or something else that is no thing
        self._beside = False  # nothing was said since the last thing
        self._changing = not CHANGING.isdisjoint(tokens)
        self._adding = self._instead = False  # what is put in its place is no thing to be found
        self._run: list[str] = []
        self._start(announced="which" in tokens[:2] or SPEAKERS.isdisjoint(tokens))
        self._opening = True  # what comes now may also be a command that is in no list
        self._weakly = len(tokens) > SHORT

    def _start(self, announced: bool) -> None:
        """Nothing is known of the next thing but whether something announces it."""
        self._announced, self._count, self._opening, self._definite = announced, 0, False, False
        self._weakly = self._new = self._by_the_way = False
        self._kind: Kind | None = None
        self._rank = 0

    def read(self) -> None:
        """Fill `wanted` and `refused`."""
        while self._at < len(self._tokens.words):
            if self._at and self._clauses[self._at] > 0 > self._clauses[self._at - 1]:
                self._close()  # after a story "how many" asks for things again
                self._attribute, self._relation = False, None
                self._start(announced=True)
            self._at += self._step(self._at)
        self._close()
        self._point()
        self.wanted = asked_for(self.wanted, self._tokens.words, self._clauses)

    @property
    def of_everything(self) -> bool:
        """Whether all is wanted but what is refused."""
        return self._all and not self.wanted and bool(self.refused)

    @property
    def refused_last(self) -> bool:
        """Whether the thing that was named last is one that is not wanted."""
        return bool(self.refused) and self._last is self.refused[-1] and bool(self.wanted or self._all)

    def _step(self, at: int) -> int:
        """Take the token at this place, or more; returns how many."""
        token, following = self._tokens.at(at), self._tokens.at(at + 1)
        if token.startswith("@"):
            self._mark(token)
        elif self._run and token in NOTHING and is_noun(f"{self._run[-1]} {token}"):
            self._run.append(token)  # "trash can"
        elif found := self._tokens.place(at, self._run):
            self._close()
            self._put(found[0])
            return found[1]
        elif self._prefix(at):
            pass
        elif token in MEASURES and following == "of" and not (token == "sign" and self._tokens.at(at - 1) in DEFINITE):
            return 2
        elif token in JOINS or token in ENDS or token in TURNS:
            self._join(token, following)
        elif token in ADDING and self._tokens.adds(at):
            self._command(token, at)
            self._adding, self._new = True, following not in DETERMINERS
        elif token == "where" and following in ("is", "are") and self._tokens.at(at - 1) in JOINS:
            self._command(token, at)  # "and where are the dogs"
        elif token == "where" and following in EXISTS:
            self._close()  # "he says where there is an owl", of a language in which "that" and "where" are one
        elif token == "where" and self._tokens.at(at - 1) in ("know", "me", "tell", "wonder", "sure", "remember"):
            self._command(token, at)  # "I need to know where the thimble is"
        elif token in HAVING and self._asked and (self._last is not None or self._run):
            self._close()
            self._attribute = self._last is not None  # "how many windows does the house have"
        elif self._tokens.commands(at, bool(self._run or self._kind or self._rank)):
            self._command(token, at)
        elif token == "round" and self._tokens.at(at - 1) in DETERMINERS:
            self._add(token, following)
        elif token in ATTRIBUTES or token in RELATIVES or token in OWNERS:
            self._describe(token, at)
        elif (
            token in NOTHING
            or token in PEOPLE
            or (token.endswith("ly") and token not in LY_NOUNS and token not in ADJECTIVES)
        ):
            self._close()
            self._skip(token)
        else:
            self._add(token, following)
        return 1

    def _command(self, token: str, at: int) -> None:
        self._close()
        self._beside = False
        self._refusing = self._refusing if self._tokens.at(at - 1).startswith("@") else ""
        self._attribute, self._relation = False, None
        self._adding = False
        self._start(announced=True)
        self._weakly = token in LOOSE

    def _describe(self, token: str, at: int) -> None:
        """ "of", "with", "who": what follows belongs to the thing before, if there is one."""
        if self._run and (
            (token in (*ROUND, *(ON_IT if self._adding else ())) and singular(self._run[-1]) in DRAWN)
            or (token in ("of", "for", "to", "from") and singular(self._run[-1]) in EDGES)
        ):
            self._run = []
        added = self._adding and (self._new or self._run)
        named = self._close() or self._tokens.at(at - 1) == "@picture"
        named = named or (token in RELATIVES and self._last is not None) or (token == "from" and self._beside)
        if added and self._last is None and token not in RELATIVES:
            self._start(announced=True)  # "a hat on the snowman"
            return
        if not named and token in ATTRIBUTES and token in PARTICLES and self._tokens.at(at - 1) in COMMANDS - SEEING:
            return  # "fill in the hole"
        if token == "of" and not named and not self._attribute:
            self._announced = True  # "a cutout of grandma"
        loosely = token in ("for", "to") and self._tokens.at(at + 1) in (*INDEFINITE, "my", "our")
        self._attribute = self._attribute or named or token in ATTRIBUTES or loosely

    def _mark(self, mark: str) -> None:
        name, _, kind = mark.partition(":")
        self._close(before_determiner=mark == "@picture" and self._opening)
        self._beside = False
        if name == "@at":
            self._put(cast(Kind, kind))
        elif name == "@to" and (self._hollow or self._adding) and self._last is None:
            self._changing, self._adding = self._changing or self._adding, False
            self._start(announced=True)  # "a mask over the dog"
        elif name == "@to":
            self._point()
            self._relation, self._attribute = cast(Kind, kind.replace("_", " ")), False
        elif name == "@instead" and (self._changing or self._adding):
            self._point()
            self._relation, self._attribute, self._instead, self._adding = None, False, True, False
            self._start(announced=True)
        elif name in ("@not", "@except", "@instead"):
            name = "@not" if name == "@instead" else name
            self._point()
            self._refusing, self._relation, self._attribute = name, None, False
            self._start(announced=True)
        else:  # the picture: no thing in it
            announced = self._announced and self._last is None and not self._attribute  # "in the picture dogs"
            self._attribute, self._relation = False, None
            self._start(announced)
            self._weakly = announced

    def _prefix(self, at: int) -> bool:
        """What stands before a thing: an article, a number, a side, a rank."""
        token, following = self._tokens.at(at), self._tokens.at(at + 1)
        if token == "that" and self._run:
            return False  # "the dog that sleeps"
        if token in PRONOUNS and not self._tokens.may_name(at + 1):
            self._stand_in(token)
        elif token in PRONOUNS or token in NUMBERS or token.isdigit():
            self._close(before_determiner=True)
            self._announced = True
            if not self._is_part(at) and not (token == "both" and following in DETERMINERS):
                self._count = NUMBERS.get(token) or (int(token[:4]) if token.isdigit() else 1)
        elif token in DETERMINERS:
            refused = len(self.refused)
            self._close(before_determiner=True)
            if self._refusing == "@not" and len(self.refused) > refused:
                self._refusing = ""  # "not the lamp the candle"
            self._announced, self._all = True, self._all or token in ALL
            self._definite = token in DEFINITE
            self._by_the_way = token in BY_THE_WAY
            self._new = self._adding and token in INDEFINITE
        elif token in RANKS and not self._run:
            self._announced, self._rank = True, RANKS[token]
        elif token in LAST and not self._run:
            self._announced, self._kind = True, "right"
        elif (
            token in SIDES
            and not self._run
            and not is_noun(f"{token} {following}")
            and not (token in ("left", "right") and following in ONE_OF_TWO)
            and not (token == "corners" and not self._tokens.may_name(at + 1) and self._tokens.at(at - 2) in COMMANDS)
        ):
            self._announced, self._kind = True, SIDES[token]
        else:
            return False
        self._opening = self._weakly = False
        return True

    def _is_part(self, at: int) -> bool:
        """Whether the number here counts those of which some are meant: "the largest of the three"."""
        return "of" in (self._tokens.at(at - 1), self._tokens.at(at - 2)) and bool(
            self._kind or self._rank or self._count
        )

    def _join(self, token: str, following: str) -> None:
        self._close()
        self._beside = self._beside and token == "," and following == "the"
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
        if token in TOLD_OF:
            self._start(announced=False)
        if token in EXISTS:
            self._announced, self._opening, self._attribute = True, False, False
        if token in PEOPLE:
            self._announced, self._run = True, ["person"]
            self._close()
        self._all = self._all or token in ALL

    def _add(self, token: str, following: str) -> None:
        """One more word of a run."""
        noun = [word for word in self._run if word not in ADJECTIVES or is_noun(word)]
        if token.endswith("'s") and self._tokens.says_is(self._at):
            self._run.append(token.removesuffix("'s"))
            self._close()  # "the gate's shut"
            self._attribute = True
        elif token.endswith("'s") or (token.endswith("s'") and self._tokens.may_name(self._at + 1)):
            self._run, self._announced = [], True  # the man's hat is a hat
        elif noun and is_told_of_it(token, following):
            self._close()  # "is the car red", "the dog sitting there"
            self._attribute = True
        else:
            self._run.append(token.rstrip("'"))

    def _close(self, before_determiner: bool = False) -> bool:
        """The run of words has ended; whether it named something that counts."""
        words, self._run = self._run, []
        if not words:
            return False
        if not self._announced and not before_determiner:
            words = [word for word in words if word in self._telling]
        words = full_name(words)
        while len(words) > 1 and singular(words[-1]) in ("thing", "object", "stuff"):
            words.pop()  # "the lamp thing"
            if all(word in ADJECTIVES or word in MATERIALS.values() for word in words):
                words.append("object")
                break
        while len(words) > 1 and words[0] in TOLD_BY_THE_WAY and self._by_the_way:
            words.pop(0)  # "this old sewing machine"
        if not words or (self._weakly and not is_noun(singular(words[-1])) and words[-1] not in self._telling):
            self._start(announced=False)
            return False
        if words[-1].endswith("ing") and not (is_noun(words[-1]) or words[-1] in ING_NOUNS):
            self._start(announced=False)
            return False
        if all((word in ADJECTIVES or is_comparative(word)) and not is_noun(word) for word in words):
            return self._only_described(words)
        phrase, many = phrase_of(words)
        if self._attribute or (
            before_determiner and (self._opening or not self._announced)
        ):  # "separate the dog": a verb
            self._start(announced=False)
            return False
        if self._relation:
            self._relate(phrase)
            return True
        if phrase in NO_THING or (
            phrase.rpartition(" ")[2] in NO_THING and not is_noun(phrase) and not is_told_apart(phrase)
        ):
            if not (self._kind or self._rank):
                self._start(announced=False)
                self._hollow = True
                return False
            phrase = ""
        if self._new and phrase != "background":
            self._start(announced=self._adding)
            self._new = True
            return False
        self._thing(phrase, many)
        return True

    def _only_described(self, words: list[str]) -> bool:
        """ "the red": the red one of what was spoken of, where it was told from others; else it says how a thing is."""
        head = self.antecedent.rpartition(" ")[2]
        if self._instead and self.wanted:
            last = self.wanted[-1]
            last.phrase = f"{' '.join(words)} {last.phrase.rpartition(' ')[2]}"  # "a blue dress instead of red"
        elif self._definite and head and not self._attribute:
            self._thing(f"{' '.join(words)} {head}", many=False)
            return True
        self._start(announced=False)
        return False

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
        thing.clause = self._clauses[max(0, self._at - 1)] if self._clauses else 1
        (self.refused if self._refusing else self.wanted).append(thing)
        self._last, self.antecedent = thing, phrase or self.antecedent
        if self._refusing == "@not" and not (thing.kind or thing.rank) and self._take_back(phrase):
            self._refusing = ""
        self._start(announced=False)
        self._beside = True

    def _take_back(self, phrase: str) -> bool:
        """ "the lamp, not the lamp, the candle": what is refused was wanted before; whether it was."""
        same = [one for one in self.wanted if f" {one.phrase}".endswith(f" {phrase}") and not (one.kind or one.rank)]
        if same and phrase:
            self.wanted = [one for one in self.wanted if one not in same]
            self.refused.pop()
        return bool(same and phrase)

    def _stand_in(self, token: str) -> None:
        """ "the blue one", "the second one"."""
        words, self._run = self._run, []
        head = self.antecedent.rpartition(" ")[2]
        bare = self._last is not None and self._last.phrase == head
        if bare and self._beside and words and self._last and not (self._attribute or self._kind or self._rank):
            self._last.phrase = phrase_of([*words, head])[0]  # "the mallet, the wooden one"
        elif not self._attribute and (head or self._kind or self._rank):
            self._thing(phrase_of([*words, *([head] if head else [])])[0], many=token == "ones")
        self._start(announced=False)

    def _point(self) -> None:
        """ "the largest", "the second": a place was told, and no thing; but "the corners" are one."""
        if self._kind == "corner" and not (self._rank or self._run or self.antecedent or self._attribute):
            self._kind = None
            self._thing("corner", many=True)
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
