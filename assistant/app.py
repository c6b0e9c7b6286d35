"""The page that Streamlit runs: navigation, the microphone, the live part, the chosen page, and a place to type."""

from pathlib import Path

import streamlit as st

from assistant.ui import mic, part, typed

PAGES = [
    st.Page("../pages/conversation.py", title="Conversation", icon=":material/forum:", default=True),
    st.Page("../pages/history.py", title="History", icon=":material/history:"),
    st.Page("../pages/models.py", title="Models", icon=":material/memory:"),
    st.Page("../pages/privacy.py", title="Privacy", icon=":material/shield:"),
    st.Page("../pages/settings.py", title="Settings", icon=":material/settings:"),
]

ICON = str(Path(__file__).parent / "ui" / "page" / "icon.svg")  # Streamlit's own icons come from a server elsewhere
FRAME = Path(__file__).parent / "ui" / "page" / "frame.css"

st.set_page_config(page_title="Oriel", page_icon=ICON, layout="wide")
page = st.navigation(PAGES, position="top")
st.html(FRAME)
mic.draw()
part.draw(talking=page.title == "Conversation")
page.run()
with st.container(key="typing"):  # outside one, Streamlit scrolls every page to its end
    typed.draw()
