"""The words that the user has taught Oriel to say, each with a button to forget it, and a place to add one."""

import streamlit as st

from assistant.ui import desk
from assistant.ui.telling import plain

WORD, SAID = "pronounced word", "pronounced as"  # keys of the two fields
NONE = "None yet. Say, for example: “Pronounce Nguyen as win.”"


def draw() -> None:
    """The list, and below it the two fields of a new one."""
    st.subheader("Pronunciations", anchor=False)
    session = desk().session
    taught = session.pronunciations
    if not taught:
        st.caption(NONE)
    for word, said in sorted(taught.items(), key=lambda pair: pair[0].casefold()):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(word)}** is said “{plain(said)}”", width="stretch")
            st.button(plain(f"Forget {word}"), key=f"forget {word}", on_click=session.pronounce, args=(word, ""))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("A word, as it is written", key=WORD)
        st.text_input("How it is said", key=SAID)
        st.button("Add this pronunciation", key="add pronunciation", on_click=_add)


def _add() -> None:
    word, said = (str(st.session_state[key]).strip() for key in (WORD, SAID))
    if word and said:
        desk().session.pronounce(word, said)
        st.session_state[WORD] = st.session_state[SAID] = ""
