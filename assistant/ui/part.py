"""The live part of the page, one component: its JavaScript lies in `page/` and is served by the server."""

from pathlib import Path

import streamlit as st

PAGE = Path(__file__).parent / "page"
CSS = "".join((PAGE / name).read_text(encoding="utf-8") for name in ("part.css", "stage.css"))
HTML = '<div class="oriel"></div>'
# Streamlit runs a component's script as a module without an address of its own, so the real one is named in full.
JS = """
export default function (component) {
  let unmount = () => {};
  let gone = false;
  import(location.origin + "/assistant/page/part.js").then((part) => {
    if (!gone) unmount = part.mount(component);
  });
  return () => { gone = true; unmount(); };
}
"""

_component = st.components.v2.component("oriel", html=HTML, css=CSS, js=JS)


def draw(talking: bool) -> None:
    """Put it into the page; talking: the conversation is the page that is shown, else only a line of it is."""
    _component(key="oriel", data={"talking": talking})
