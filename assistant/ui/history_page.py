"""What the History page does: searching, opening, saving and deleting conversations."""

from datetime import datetime

import streamlit as st

from assistant import transcript
from assistant.errors import AssistantError
from assistant.history import Conversation
from assistant.messages import Turn
from assistant.ui import desk
from assistant.ui.telling import plain

WORDS = "history: words"  # what is searched for
OPEN = "history: open"  # the conversation that is shown
DELETING = "history: deleting"  # what waits for a yes: a conversation's number, or ALL
SHOWN = "history: shown"  # how many of the list
PROBLEM = "history: problem"
ALL = 0
PAGE = 25
OPENING_LENGTH = 60  # characters


def found() -> list[Conversation]:
    """The conversations that the search words leave, the newest first."""
    return desk().history.search(st.session_state.get(WORDS, ""))


def opened() -> Conversation | None:
    """The conversation that was opened, unless it is gone."""
    # Streamlit forgets what stands in a box that is not drawn; the way back leads to the same list.
    st.session_state[WORDS] = st.session_state.get(WORDS, "")
    number = st.session_state.get(OPEN)
    return next((one for one in desk().history.search() if one.id == number), None) if number else None


def shown() -> int:
    """How many conversations of the list are shown."""
    return int(st.session_state.get(SHOWN, PAGE))


def title(conversation: Conversation) -> str:
    """When it was, what it began with, and how long it is, as Markdown."""
    opening = " ".join(conversation.opening.split())
    if len(opening) > OPENING_LENGTH:
        opening = opening[:OPENING_LENGTH].rstrip() + " …"
    turns = "1 turn" if conversation.turns == 1 else f"{conversation.turns} turns"
    return f"**{when(conversation)}** · {plain(opening)} · {turns}"


def when(conversation: Conversation) -> str:
    """The day and minute it began, on this machine's clock."""
    begun = datetime.fromisoformat(conversation.started_at).astimezone()
    return f"{begun.day} {begun:%B %Y, %H:%M}"


def lines(turn: Turn) -> tuple[str, str]:
    """What was heard and said, as Markdown; struck through where it was corrected later."""
    if not turn.superseded:
        return plain(turn.heard.strip()), plain(turn.said.strip())
    return f"{_struck(turn.heard)} (corrected)", _struck(turn.said)


def _struck(text: str) -> str:
    line = " ".join(text.split())  # Markdown strikes nothing through across paragraphs
    return f"~~{plain(line)}~~" if line else ""


def draw_downloads(conversation: Conversation, turns: list[Turn]) -> None:
    """Two buttons that save the conversation as a file."""
    name = f"oriel-{conversation.started_at[:10]}-{conversation.id}"
    markdown = transcript.as_markdown(conversation.started_at, turns)
    document = transcript.as_json(conversation.started_at, turns)
    st.download_button("Save as text", markdown, f"{name}.md", "text/markdown", on_click="ignore")
    st.download_button("Save as JSON", document, f"{name}.json", "application/json", on_click="ignore")


def draw_deletion(which: int) -> None:
    """The question before something is deleted, where it was asked for; which: a conversation's number, or ALL."""
    if st.session_state.get(DELETING) != which:
        return
    what = "all conversations" if which == ALL else "this conversation"
    st.warning(f"Delete {what}? This cannot be undone.")
    with st.container(horizontal=True):
        st.button("Yes, delete", type="primary", on_click=delete, args=(which,))
        st.button("No, keep", on_click=keep)


def open_one(number: int) -> None:
    """Show a conversation."""
    st.session_state[OPEN] = number
    keep()


def close() -> None:
    """Back to the list."""
    st.session_state[OPEN] = None
    keep()


def show_more() -> None:
    """Show more of the list."""
    st.session_state[SHOWN] = shown() + PAGE


def ask_before_deleting(which: int) -> None:
    """Ask first."""
    st.session_state[DELETING] = which


def keep() -> None:
    """Delete nothing after all."""
    st.session_state[DELETING] = None


def delete(which: int) -> None:
    """Delete one conversation or all, once that was confirmed."""
    try:
        if which == ALL:
            desk().history.delete_all()
        else:
            desk().history.delete(which)
    except AssistantError as error:
        st.session_state[PROBLEM] = str(error)
    close()


def problem() -> str:
    """What went wrong at the last click, said once."""
    return str(st.session_state.pop(PROBLEM, ""))
