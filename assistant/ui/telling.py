"""Text on a page: the user's words as they are, and an error as one sentence."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from assistant.errors import AssistantError

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """Markdown that shows the text as it is: no picture is fetched because somebody said so."""
    return _PUNCTUATION.sub(r"\\\1", text).replace("\n", "  \n")


@contextmanager
def told() -> Iterator[None]:
    """Shows an error of ours where the page has got to, in place of the rest of what is drawn within."""
    try:
        yield
    except AssistantError as error:
        st.error(plain(str(error)))
