"""What a conversation may ask of the program around it, where there is one: the app, or the command line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assistant.telling.leavings import leavings
from assistant.words.commands import Command, sentence_for
from assistant.words.leaving import Asked


def nothing_left(asked: Asked, language: str) -> str:
    """The answer of a program that sends nothing."""
    return leavings(asked, (), datetime.now().astimezone(), language=language)


@dataclass(frozen=True)
class Surroundings:
    """obey is called on the session's loop, which must not be kept waiting; what_left in a thread of its own.

    obey: an order about more than the conversation, and the language to answer it in (ISO 639-1); returns what to say
    to it, empty where it is the page's to carry out. what_left: the answer to that question, in a language.
    """

    obey: Callable[[Command, str], str] = lambda ordered, _: sentence_for(ordered) or ""
    what_left: Callable[[Asked, str], str] = nothing_left


ALONE = Surroundings()  # no program around it
