"""What the tokens of a take say by themselves: a place, a command, what is put in; `reading` reads them in turn."""

from dataclasses import dataclass

from assistant.plan import Kind
from assistant.words.lexicon import (
    ATTRIBUTES,
    BEFORE_SIDE,
    COMMANDS,
    DETERMINERS,
    ENDS,
    HANDLING,
    INDEFINITE,
    JOINS,
    NOTHING,
    NOUNS_TOO,
    NUMBERS,
    SIDE_NOUNS,
    SIDES,
    TURNS,
    WITHOUT_NOUNS,
    singular,
)
from assistant.words.marks import ADJECTIVES
from assistant.words.nouns import is_noun

PUTTING = frozenset("put stick hang plant".split())


@dataclass(frozen=True)
class Tokens:
    """The tokens of one take, each asked for by its number."""

    words: tuple[str, ...]

    def at(self, at: int) -> str:
        """The token there; nothing before the first and behind the last."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def may_name(self, at: int) -> bool:
        """Whether the token there is a word that may name a thing."""
        token = self.at(at)
        return token in ("one", "ones") or bool(
            token and token[0].isalpha() and not token.startswith("@") and token not in WITHOUT_NOUNS
        )

    def place(self, at: int, run: list[str]) -> tuple[Kind, int] | None:
        """ "on the left", "from the right side", "left" after a run: the place, and how many tokens tell it."""
        start = at
        if self.at(at) in BEFORE_SIDE:
            at += 1
        elif not run:
            return None
        while self.at(at) in ("the", "very", "far", "a"):
            at += 1
        if at == start and singular(self.at(at)) == "corner" and all(word in ADJECTIVES for word in run):
            return None  # "the torn corner"
        kind = SIDES.get(self.at(at))
        if kind is None or (self.may_name(at + 1) and self.at(at + 1) not in SIDE_NOUNS):
            return None
        at += 1
        while self.at(at) in SIDE_NOUNS or self.at(at) in SIDES:
            at += 1
        return kind, at - start

    def adds(self, at: int) -> bool:
        """Whether the command there puts something into the picture: "put a hat on the dog", "stick glasses on him"."""
        token, following = self.at(at), self.at(at + 1)
        bare = token in PUTTING and is_noun(singular(following))
        return following in INDEFINITE or token == "add" or (token in ("give", "put") and following == "the") or bare

    def commands(self, at: int, described: bool) -> bool:
        """Whether the token there is a command and no noun. described: words of a thing stand right before it."""
        token, before, following = self.at(at), self.at(at - 1), self.at(at + 1)
        if token in HANDLING and (following in DETERMINERS or following in NUMBERS):
            return True
        if token not in COMMANDS:
            return False
        if following in DETERMINERS or following in NUMBERS or following in ("it", "them", "me"):
            return True
        if described or before in DETERMINERS or before in NUMBERS:
            return False
        return token not in NOUNS_TOO or not (
            before in COMMANDS or following in {"", *JOINS, *ENDS, *TURNS} or following.startswith("@")
        )

    def says_is(self, at: int) -> bool:
        """Whether the "'s" there is "is": a noun with what is no noun behind it."""
        token, following = self.at(at), self.at(at + 1)
        if following.endswith("ing") and is_noun(singular(self.at(at + 2))):
            return False  # "grandmother's sewing box"
        told = following in ADJECTIVES | NOTHING | INDEFINITE or following in ATTRIBUTES or following.endswith("ing")
        return is_noun(token.removesuffix("'s")) and told and not is_noun(following)
