"""What the Models page says and does: the models of the configuration, what is in memory, and every change of it."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from assistant.config import Config
from assistant.errors import AssistantError
from assistant.handles import chosen_models
from assistant.shelf import CHOSEN_IN, Note
from assistant.ui import Desk, desk, memory_bar
from assistant.ui.telling import model_name, plain
from local_models import manifest, store
from local_models.manifest import Model, Role

DOES = {
    "speech_detector": "Notices that somebody speaks",
    "turn_detector": "Notices that you have finished",
    "transcriber": "Writes down what you say",
    "language_model": "Answers",
    "vision_model": "Looks at pictures",
    "detector": "Finds things in pictures",
    "segmenter": "Outlines things in pictures",
    "embedder": "Compares meanings",
    "multilingual_embedder": "Tells what you want",
    "phrase_extractor": "Picks out what you talk about",
    "classifier": "Tells topics apart",
    "wake_detector": "Listens for its name",
    "text_reader": "Reads text in pictures",
    "voice": "Speaks",
}
STATES: dict[str, str] = {
    "present": "Here",
    "absent": "Missing",
    "partial": "Incomplete",
    "wrong": "Damaged",
    "bundled": "Comes with Oriel",
}
LACKING = {"Missing", "Incomplete", "Damaged"}
HEADINGS = ("What it does", "Model", "Size", "State")
ORIGIN_HEADINGS = ("Model", "Licence", "From")
EVERY_S = 2.0  # so often memory is looked at while the page is open
ROLE, CHOICE, STAYS, PROBLEM = "models: role", "models: choice of ", "models: stays ", "models: problem"
SEEN = "models: seen"  # what the page was drawn for
PROFILES = "profile"  # under which the shelf notes what concerns all roles


@dataclass(frozen=True)
class Row:
    """One model of the table, in words."""

    does: str
    model: str
    size: str
    state: str
    licence: str
    source: str


def rows(config: Config) -> list[Row]:
    """The models that the configuration chooses; AssistantError where it names one that does not exist."""
    return [_row(role, model, config) for role, model in chosen_models(config).items()]


def table(shown: list[Row]) -> str:
    """What each model does, and whether it is here."""
    return markdown(HEADINGS, [(row.does, model_name(row.model), row.size, row.state) for row in shown])


def origins(shown: list[Row]) -> str:
    """Where each model comes from, under the name that the settings know."""
    return markdown(ORIGIN_HEADINGS, [(row.model, row.licence, row.source) for row in shown])


def markdown(headings: tuple[str, ...], cells: list[tuple[str, ...]]) -> str:
    """A Markdown table; unlike st.dataframe's canvas it can be read by a screen reader."""
    lines = [headings, ("---",) * len(headings), *(tuple(map(plain, line)) for line in cells)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def lacking(shown: list[Row]) -> bool:
    """Whether one of them still has to be fetched."""
    return any(row.state in LACKING for row in shown)


def ready(desk: Desk) -> str:
    """How far the models are, in a sentence."""
    return {
        "ready": "The models are loaded. Oriel can answer at once.",
        "loading": "The models are being loaded.",
        "failed": "The models could not be loaded. What is missing or damaged is marked below.",
    }[desk.models_state()]


def profile(config: Config) -> str:
    """The profile in a sentence."""
    name = config.models.profile
    return "Oriel uses these models here." if name == "auto" else f"Oriel uses the set '{name}', as its settings say."


def _row(role: str, model: Model, config: Config) -> Row:
    folder = config.folders.models
    return Row(
        does=DOES.get(role, role.replace("_", " ").capitalize()),
        model=model.name,
        size=f"{max(1, round(model.size / 2**20)):,} MiB" if model.size else "–",
        state=STATES[store.state(model, folder)],
        licence=model.licence,
        source=store.source_of(model, folder),
    )


# What is in memory, seen anew every so often.


@st.fragment(run_every=EVERY_S)
def draw_memory() -> None:
    """The bars, and what was said about the last change; the page is drawn anew when something has ended."""
    memories = [one for one in desk().shelf.memory() if one.held]
    with st.container(key="memory"):  # frame.css keeps it from turning pale each time it is looked at anew
        for memory in memories:
            st.html(memory_bar.html(memory, on_gpu=desk().shelf.on_gpu))
        if not memories:
            st.write("No model is in memory just now; each is loaded when it is needed.")
    _redraw_when_something_has_ended([one.model for memory in memories for one in memory.held])


def _redraw_when_something_has_ended(held: list[str]) -> None:
    """What is being done ends in another thread; the sentences and buttons then mean something else."""
    now = (desk().models_state(), desk().shelf.busy(), *held)
    was = st.session_state.get(SEEN, now)
    st.session_state[SEEN] = now
    if was != now:
        st.rerun()


# One role's model.


def draw_role() -> None:
    """Choose a role, and then its model; load, keep, unload and try it."""
    settings, shelf = desk().config, desk().shelf
    chosen, playable = chosen_models(settings), shelf.playable()
    roles = [role for role in chosen if role in playable]
    if st.session_state.get(ROLE) not in roles:
        st.session_state[ROLE] = "language_model" if "language_model" in roles else roles[0]
    role: Role = st.selectbox("Which one?", roles, format_func=lambda one: DOES.get(one, one), key=ROLE)
    note, loaded = shelf.notes().get(role), shelf.loaded()
    running = note is not None and note.running
    if role in CHOSEN_IN:
        _draw_choice(role, chosen[role], settings, running)
    with st.container(horizontal=True, vertical_alignment="center"):
        if role in loaded:
            st.button("Unload", on_click=_act, args=(shelf.unload,), disabled=running)
        else:
            st.button("Load now", on_click=_act, args=(shelf.load,), disabled=running)
        st.button("Try it out", on_click=_act, args=(shelf.try_out,), disabled=running)
        if shelf.can_go_back():
            st.button("Back to the model before", on_click=_try, args=(shelf.back,), disabled=running)
    st.session_state[STAYS + role] = loaded.get(role, False)
    label = "Stays in memory, also when room is wanted for another"
    st.toggle(label, key=STAYS + role, on_change=_keep, args=(role,), disabled=role not in loaded)
    draw_note(note)


def _draw_choice(role: Role, current: Model, settings: Config, running: bool) -> None:
    """The models that are here for this role."""
    folder = settings.folders.models
    here = [
        model.name
        for model in manifest.known(folder).values()
        if model.role == role and store.state(model, folder) in ("present", "bundled")
    ]
    names = [*here, *([current.name] if current.name not in here else [])]
    key = CHOICE + role
    st.session_state[key] = current.name
    st.selectbox("Its model", names, format_func=model_name, key=key, on_change=_choose, args=(role,), disabled=running)


def draw_note(note: Note | None) -> None:
    """What is being done, or was."""
    if note is not None:
        (st.error if note.is_problem else st.write)(plain(note.text))


def problem() -> str:
    """What went wrong at the last click, said once."""
    return str(st.session_state.pop(PROBLEM, ""))


def _choose(role: Role) -> None:
    _try(desk().shelf.choose, role, st.session_state[CHOICE + role])


def _keep(role: Role) -> None:
    _try(desk().shelf.pin, role, st.session_state[STAYS + role])


def _act(action: Callable[[Role], None]) -> None:
    """On the role that is chosen when it is pressed, though the page was drawn for another a moment ago."""
    _try(action, st.session_state[ROLE])


def _try(action: Callable[..., None], *arguments: object) -> None:
    """Do what a button is for; what stands in the way is said above."""
    try:
        action(*arguments)
    except AssistantError as error:
        st.session_state[PROBLEM] = str(error)
