"""Conversation: the live part, drawn above this page, shows it; here stands only how to begin."""

import streamlit as st

from assistant.ui import desk
from assistant.ui.telling import plain, told

with told():
    keys = desk().config.keys
    if desk().models_state() == "loading":
        st.caption("Oriel is getting ready. You can talk already; the first answer takes a moment.")
    elif keys.enabled:
        st.caption(
            f"Talk, or type below. {plain(keys.talk)} starts and stops listening, {plain(keys.mute)} mutes, "
            f"{plain(keys.stop)} stops the answer."
        )
    else:
        st.caption("Talk, or type below.")
