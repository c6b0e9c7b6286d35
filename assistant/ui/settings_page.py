"""The controls of the Settings page: each shows what stands in the file and saves as soon as it is changed."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import streamlit as st

from assistant import config
from assistant.backends import TABLE
from assistant.choices import LANGUAGES
from assistant.config import Config
from assistant.errors import AssistantError
from assistant.settings import SECTIONS
from assistant.ui import desk
from assistant.ui.telling import plain

PROBLEM = "problem of "  # + a control's key: why what was put in was not saved


@dataclass(frozen=True)
class Group:
    """Settings of one section that are shown, and reset, together."""

    title: str
    section: str
    names: tuple[str, ...]


GROUPS = (
    Group("Microphone", "listening", ("microphone",)),
    Group("Voice", "voice", ("name", "volume")),
    Group("Speed", "voice", ("speed",)),
    Group("Language", "listening", ("language", "hot_words")),
    Group("Pictures", "vision", ("certainty",)),
    Group("Keys", "keys", ("enabled", "talk", "mute", "stop")),
    Group("Sounds", "sounds", ("listening", "taken", "muted", "needs_you")),
    Group("Privacy", "privacy", ("keep_history",)),
    Group("Screen reader", "page", ("screen_reader",)),
)
STEPS = {"speed": 0.1, "volume": 0.05}


def on_disk() -> Config:
    """The settings as the file has them; BadSetting where it has a wrong one."""
    return config.read(desk().settings_file, desk().config.folders)


def draw(settings: Config, group: Group) -> None:
    """A group's heading with its reset, and its controls."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(group.title, anchor=False, width="content")
        wanted = {name: getattr(settings, group.section).__dict__[name] for name in group.names}
        st.button(
            f"Reset {group.title.lower()}",
            key=f"reset {group.title}",
            type="tertiary",
            help="Back to what Oriel came with.",
            disabled=wanted == _defaults(group) and not any(_problem(group.section, name) for name in group.names),
            on_click=_reset,
            args=(group,),
        )
    for name in group.names:
        _draw_control(settings, group.section, name)


def _draw_control(settings: Config, section: str, name: str) -> None:
    """One control under its setting's own sentence, and beside it what was wrong with the last thing put in."""
    key = _key(section, name)
    value = getattr(getattr(settings, section), name)
    if key not in st.session_state:  # the page was left meanwhile, and what was put in is forgotten
        st.session_state.pop(PROBLEM + key, None)
    problem = _problem(section, name)  # with one, what was put in stands there to be corrected
    if not problem and st.session_state.get(key) != value:  # set in vain, a slider would jump back while it is moved
        st.session_state[key] = value
    (item,) = (item for item in fields(SECTIONS[section]) if item.name == name)
    common: dict[str, Any] = {"key": key, "on_change": _save, "args": (section, name)}
    doc, low, high = item.metadata["doc"], item.metadata["low"], item.metadata["high"]
    if isinstance(value, bool):
        st.toggle(doc, **common)
    elif choices := _choices(name, value):
        st.selectbox(doc, choices, format_func=_words.get(name, str), **common)
    elif low is not None:
        st.slider(doc, float(low), float(high), step=STEPS[name], **common)
    else:
        st.text_input(doc, **common)
    if problem:
        st.error(plain(problem))


def _choices(name: str, value: str) -> list[str]:
    """What a control offers, with what is chosen now though it be gone; [] for one that offers nothing."""
    offers: dict[str, list[str]] = {
        "microphone": ["", *desk().microphones],
        "name": [voice for role, voice in TABLE if role == "voice"],
        "language": ["auto", *sorted(LANGUAGES, key=LANGUAGES.__getitem__)],
        "certainty": ["normal", "strict"],
    }
    offered = offers.get(name, [])
    return [*offered, value] if offered and value not in offered else offered


_words: dict[str, Callable[[str], str]] = {
    "microphone": lambda label: label or "The system's own choice",
    "name": str.capitalize,
    "certainty": str.capitalize,
    "language": lambda code: f"{LANGUAGES[code]} ({code})" if code in LANGUAGES else "Let Oriel find out",
}


def _save(section: str, name: str) -> None:
    value = st.session_state[_key(section, name)]
    _change(section, {name: round(value, 2) if isinstance(value, float) else value}, name)


def _reset(group: Group) -> None:
    _change(group.section, _defaults(group), *group.names)


def _change(section: str, values: dict[str, Any], *names: str) -> None:
    """Save and take over; what stands in the way is kept for the control that it is about."""
    for name in names:
        st.session_state.pop(PROBLEM + _key(section, name), None)
    try:
        config.save_all(desk().settings_file, section, values)
        desk().apply(on_disk())
    except AssistantError as error:
        st.session_state[PROBLEM + _key(section, names[-1])] = str(error)


def _defaults(group: Group) -> dict[str, Any]:
    return {item.name: item.default for item in fields(SECTIONS[group.section]) if item.name in group.names}


def _problem(section: str, name: str) -> str:
    return str(st.session_state.get(PROBLEM + _key(section, name), ""))


def _key(section: str, name: str) -> str:
    return f"{section}.{name}"
