"""What a conversation may ask of the program around it, where there is one: the app, or the command line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.errors import BadInput
from assistant.messages import Image
from assistant.telling.leavings import leavings
from assistant.words.commands import Command, sentence_for
from assistant.words.leaving import Asked


def nothing_left(asked: Asked, language: str) -> str:
    """The answer of a program that sends nothing."""
    return leavings(asked, (), datetime.now().astimezone(), language=language)


class NoWeb:
    """A program that fetches nothing."""

    def may_fetch(self) -> bool:
        """Nothing ever."""
        return False

    def host(self, address: str) -> str:
        """Whatever it is, it is not asked."""
        return address

    def fetch(self, address: str) -> tuple[Image, str]:
        """Raises BadInput."""
        raise BadInput(f"nothing is fetched here, also not {address}; show the picture as a file")


NO_WEB = NoWeb()


class Web(Protocol):
    """Where pictures come from whose web address somebody names; called by any thread."""

    def may_fetch(self) -> bool:
        """Whether anything may leave this machine for it."""

    def host(self, address: str) -> str:
        """The site that would be asked; raises BadInput for an address that never is."""

    def fetch(self, address: str) -> tuple[Image, str]:
        """The picture at an address and its name; blocks. Raises SentOn, BadInput, LedgerError."""


@dataclass(frozen=True)
class Surroundings:
    """obey is called on the session's loop, which must not be kept waiting; what_left in a thread of its own.

    obey: an order about more than the conversation, and the language to answer it in (ISO 639-1); returns what to say
    to it, empty where it is the page's to carry out. what_left: the answer to that question, in a language. web: where
    pictures are fetched from.
    """

    obey: Callable[[Command, str], str] = lambda ordered, _: sentence_for(ordered) or ""
    what_left: Callable[[Asked, str], str] = nothing_left
    web: Web = NO_WEB


ALONE = Surroundings()  # no program around it
