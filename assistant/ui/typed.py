"""What was typed."""

import streamlit as st

from assistant.errors import AssistantError
from assistant.ui import desk

KEY = "typed"


def ask() -> None:
    """Ask what stands in the chat input; an answer comes by the link."""
    text = st.session_state[KEY]
    try:
        desk().session.ask(text)
    except AssistantError as error:
        st.toast(str(error), icon=":material/error:")
