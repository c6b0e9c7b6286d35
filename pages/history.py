"""History: earlier conversations, to search, read, save and delete."""

import streamlit as st

from assistant.ui import desk, history_page
from assistant.ui.telling import plain, told

st.title("History", anchor=False)
with told():
    if problem := history_page.problem():
        st.error(plain(problem))
    if not desk().config.privacy.keep_history:
        st.info("New conversations are not kept. You can change that in Settings.")
    conversation = history_page.opened()
    if conversation:
        turns = desk().history.turns(conversation.id)
        st.button("Back to all conversations", on_click=history_page.close)
        st.header(history_page.when(conversation), anchor=False)
        with st.container(horizontal=True):
            history_page.draw_downloads(conversation, turns)
            st.button("Delete …", on_click=history_page.ask_before_deleting, args=(conversation.id,))
        history_page.draw_deletion(conversation.id)
        for turn in turns:
            heard, said = history_page.lines(turn)
            st.markdown(f"**You:** {heard}")
            st.markdown(f"**Oriel:** {said}")
            if turn.interrupted and not turn.superseded:
                st.caption("You interrupted here.")
    else:
        st.text_input("Search for words", key=history_page.WORDS)
        found = history_page.found()
        for one in found[: history_page.shown()]:
            st.button(
                history_page.title(one),
                key=f"open {one.id}",
                type="tertiary",
                on_click=history_page.open_one,
                args=(one.id,),
            )
        if len(found) > history_page.shown():
            st.button("Show more", on_click=history_page.show_more)
        if found:
            st.button("Delete all conversations …", on_click=history_page.ask_before_deleting, args=(history_page.ALL,))
            history_page.draw_deletion(history_page.ALL)
        elif st.session_state[history_page.WORDS].strip():
            st.write("No conversation has all these words.")
        else:
            st.write("No conversations yet.")
