"""The controls of the Settings page: each shows what stands in the file and saves as soon as it is changed."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

import streamlit as st

from assistant import config
from assistant.backends import check_params
from assistant.choices import LANGUAGES
from assistant.config import Config
from assistant.errors import AssistantError
from assistant.settings import SECTIONS, AnswerSettings
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
    Group("Voice", "voice", ("order", "volume")),
    Group("Amazon Polly", "polly", ("engine", "region", "profile", "lexicons", "cache_mib", "price_per_million")),
    Group("Speed", "voice", ("speed",)),
    Group("Attention", "listening", ("addressee",)),
    Group("Language", "listening", ("language", "hot_words")),
    Group(
        "Answers",
        "answers",
        ("fillers", "preset", "max_new_tokens", "temperature", "top_k", "top_p", "repetition_penalty", "seed"),
    ),
    Group("Pictures", "vision", ("certainty", "edges")),
    Group("Keys", "keys", ("enabled", "talk", "mute", "stop")),
    Group("Sounds", "sounds", ("listening", "taken", "muted", "needs_you", "unsure")),
    Group("Privacy", "privacy", ("keep_history", "fetch_pictures")),
    Group("Screen reader", "page", ("screen_reader",)),
)
STEPS = {
    "speed": 0.1,
    "volume": 0.05,
    "max_new_tokens": 4,
    "temperature": 0.05,
    "top_k": 1,
    "top_p": 0.05,
    "repetition_penalty": 0.01,
}
PRESETS = {
    "oriel": "Oriel's own: the values below",
    "dialogue-guided": "All of the demo's",
    "dialogue-guided-words": "The demo's, as far as they choose words",
}
CHANCE = {"top_k", "top_p", "seed"}  # what counts only where answers vary
# Preset → which of the values below it count.
COUNTED = {
    "dialogue-guided": {"fillers", "preset"},
    "dialogue-guided-words": {"fillers", "preset", "max_new_tokens"},
}
ORDERS = {
    "offline-only": "Only voices on this computer; nothing is sent",
    "offline-first": "Voices on this computer, and Amazon Polly for other languages",
    "polly-first": "Amazon Polly while it can be reached",
}
ADDRESSEES = {"attentive": "Answers only what is meant for it", "open": "Answers everything it hears"}


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
    idle = section == "answers" and _idle(settings.answers, name)
    common: dict[str, Any] = {"key": key, "on_change": _save, "args": (section, name), "disabled": idle}
    doc, low, high = item.metadata["doc"], item.metadata["low"], item.metadata["high"]
    if isinstance(value, bool):
        st.toggle(doc, **common)
    elif choices := _choices(name, value):
        st.selectbox(doc, choices, format_func=_words.get(name, str), **common)
    elif low is not None and name in STEPS:
        kind: Callable[[float], float] = float if item.type is float else int  # the file may have 1 for 1.0
        st.slider(doc, kind(low), kind(high), step=STEPS[name], **common)
    elif low is not None:
        st.number_input(doc, low, high, **common)
    else:
        st.text_input(doc, **common)
    if problem:
        st.error(plain(problem))


def _idle(answers: AnswerSettings, name: str) -> bool:
    """Whether a value counts for nothing just now."""
    if answers.preset in COUNTED:
        return name not in COUNTED[answers.preset]
    return name in CHANCE and not answers.params.do_sample


def _choices(name: str, value: str) -> list[str]:
    """What a control offers, with what is chosen now though it be gone; [] for one that offers nothing."""
    offers: dict[str, list[str]] = {
        "microphone": ["", *desk().microphones],
        "order": list(ORDERS),
        "engine": ["standard", "neural", "long-form", "generative"],
        "language": ["auto", *sorted(LANGUAGES, key=LANGUAGES.__getitem__)],
        "addressee": list(ADDRESSEES),
        "certainty": ["normal", "strict"],
        "edges": ["normal", "fine"],
        "preset": list(PRESETS),
    }
    offered = offers.get(name, [])
    return [*offered, value] if offered and value not in offered else offered


_words: dict[str, Callable[[str], str]] = {
    "microphone": lambda label: label or "The system's own choice",
    "order": lambda order: ORDERS.get(order, order),
    "engine": str.capitalize,
    "addressee": lambda addressee: ADDRESSEES.get(addressee, addressee),
    "certainty": str.capitalize,
    "edges": str.capitalize,
    "preset": lambda preset: PRESETS.get(preset, preset),
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
        if section == "answers":
            settings = on_disk()
            check_params(replace(settings, answers=replace(settings.answers, **values)))
        config.save_all(desk().settings_file, section, values)
        desk().take_over()
    except AssistantError as error:
        st.session_state[PROBLEM + _key(section, names[-1])] = str(error)


def _defaults(group: Group) -> dict[str, Any]:
    return {item.name: item.default for item in fields(SECTIONS[group.section]) if item.name in group.names}


def _problem(section: str, name: str) -> str:
    return str(st.session_state.get(PROBLEM + _key(section, name), ""))


def _key(section: str, name: str) -> str:
    return f"{section}.{name}"
