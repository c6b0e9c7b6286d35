"""The place to type: what is entered there is asked, once; an answer comes by the link."""

import streamlit as st

from assistant.errors import AssistantError
from assistant.ui import desk

KEY, IS_ASKED = "typed", "typed_is_asked"


def draw() -> None:
    """The chat input.

    Its callback asks before the page is drawn, and survives a run that is broken off; but a server that has just been
    started again knows no callback yet, and has the text only as the input's value.
    """
    text = st.chat_input("Type to Oriel", key=KEY, on_submit=_asked)
    if not st.session_state.pop(IS_ASKED, False) and text:
        _ask(text)


def _asked() -> None:
    st.session_state[IS_ASKED] = True
    _ask(st.session_state[KEY])


def _ask(text: str) -> None:
    try:
        desk().ask(text)
    except AssistantError as error:
        st.toast(str(error), icon=":material/error:")
