"""Getting models on the Models page: which can be had, their licences, how far each is; and sets of models."""

import streamlit as st

from assistant.config import Config
from assistant.downloads import Download
from assistant.errors import AssistantError
from assistant.fit import Part, Plan
from assistant.handles import profile_in_use
from assistant.plan_command import planned
from assistant.ui import desk, models_page
from assistant.ui.telling import model_name, plain
from local_models import licences, manifest, profiles, store
from local_models.manifest import Model

WANTED, PROFILE, ACCEPTED = "models: wanted", "models: profile", "models: accepted "
EVERY_S = 1.0  # so often a download's bar moves
HERE = ("present", "bundled")
PLAN_HEADINGS = ("What it does", "Model", "Needs up to", "In memory")
PHASES = {
    "waiting": "waiting for its turn",
    "downloading": "downloading",
    "joining": "putting together",
    "checking": "checking every byte",
    "done": "here",
}


def draw_missing(settings: Config) -> None:
    """Choose one of the models that are not here, see what it is, and have it fetched."""
    folder = settings.folders.models
    coming = {one.model for one in desk().shelf.downloads.all() if one.running}
    absent = {
        model.name: model
        for model in manifest.known(folder).values()
        if store.state(model, folder) not in HERE and not model.imported and model.name not in coming
    }
    lacking = [name for name in dict.fromkeys(profiles.roles(profile_in_use(settings)).values()) if name in absent]
    if not absent:
        st.write("Every model that Oriel knows is here, or coming.")
        return
    names = [*lacking, *(name for name in absent if name not in lacking)]
    if st.session_state.get(WANTED) not in names:
        st.session_state[WANTED] = names[0]
    name = st.selectbox("Model", names, format_func=lambda one: _title(absent[one]), key=WANTED)
    model = absent[name]
    st.markdown(f"{plain(model.licence)} · {plain(model.repository)}")
    may = _draw_licence(model, settings)
    st.button("Get it", on_click=_get_chosen, disabled=not may)
    if len(free := [absent[one] for one in lacking if not licences.missing(absent[one], folder)]) > 1:
        size = sum(one.size for one in free) >> 20
        st.button(f"Get all {len(free)} that are missing ({size:,} MiB)", on_click=_get, args=tuple(free))
    st.caption("Whom a model was asked from, and when, stands on the Privacy page.")


def _title(model: Model) -> str:
    does = models_page.DOES.get(model.role, model.role)
    size = f" · {model.size >> 20:,} MiB" if model.size else ""
    return f"{model_name(model.name)} · {does}{size}"


def _draw_licence(model: Model, settings: Config) -> bool:
    """Ask for the licence where it has to be accepted; whether the model may be fetched."""
    if not licences.missing(model, settings.folders.models):
        return True
    st.markdown(f"Its licence must be accepted first. [Read the {plain(model.licence)}]({model.licence_url})")
    return st.checkbox("I have read it and accept it", key=ACCEPTED + model.name)


def _get_chosen() -> None:
    """What is chosen when it is pressed, though the page was drawn for another a moment ago."""
    _get(manifest.find(st.session_state[WANTED], folder=desk().config.folders.models))


def _get(*models: Model) -> None:
    shelf, folder = desk().shelf, desk().config.folders.models
    try:
        for model in models:
            if licences.missing(model, folder) and st.session_state.get(ACCEPTED + model.name):
                shelf.accept(model.name)
            shelf.fetch(model.name)
    except AssistantError as error:
        st.session_state[models_page.PROBLEM] = str(error)


@st.fragment(run_every=EVERY_S)
def draw_downloads() -> None:
    """A bar for each model that comes; the page is drawn anew when one has come."""
    downloads = desk().shelf.downloads.all()
    with st.container(key="downloads"):
        for one in downloads:
            _draw_download(one)
    running = sum(one.running for one in downloads)
    if running < st.session_state.get("models: downloading", 0):
        st.session_state["models: downloading"] = running
        st.rerun()
    st.session_state["models: downloading"] = running


def _draw_download(one: Download) -> None:
    name = model_name(one.model)
    if one.running:
        progress = one.progress
        share = min(1.0, progress.done / progress.total) if progress.total else 0.0
        amount = f"{progress.done >> 20:,} of {progress.total >> 20:,} MiB" if progress.total else ""
        st.progress(share, f"{plain(name)}: {PHASES[progress.phase]} {amount}")
        st.button(f"Stop getting {name}", on_click=desk().shelf.downloads.stop, args=(one.model,))
    elif one.problem == "stopped":
        st.write(f"{plain(name)} was stopped; what has come is kept.")
        st.button(f"Go on getting {name}", on_click=desk().shelf.fetch, args=(one.model,))
    elif one.problem:
        st.error(plain(one.problem))
        st.button(f"Try again to get {name}", on_click=desk().shelf.fetch, args=(one.model,))
    else:
        st.write(f"{plain(name)} is here.")


def draw_profile(settings: Config) -> None:
    """Choose a set of models; what stays in memory with it and what takes turns; and have it used."""
    folder, shelf = settings.folders.models, desk().shelf
    names = list(profiles.PROFILES)
    st.session_state.setdefault(PROFILE, profile_in_use(settings))
    name = st.selectbox("Set of models", names, key=PROFILE)
    lacking = [one for one in profiles.models(name) if store.state(one, folder) not in HERE]
    try:
        st.markdown(explained(planned(settings, name)))
    except AssistantError as error:
        st.write(plain(str(error)))
    if lacking:
        size = sum(one.size for one in lacking) >> 20
        missing = ", ".join(model_name(one.name) for one in lacking)
        st.write(plain(f"Not here yet: {missing} ({size:,} MiB). Get them below, then choose this set."))
    note = shelf.notes().get(models_page.PROFILES)
    waiting = bool(lacking) or (note is not None and note.running)
    st.button("Use this set", on_click=_use, disabled=waiting)
    models_page.draw_note(note)


def explained(made: Plan) -> str:
    """What stays in memory, what takes turns, and how much is ever taken, as Markdown."""
    where = "of the GPU" if made.on_gpu else "of memory"
    rows = [(part, "always") for part in made.resident]
    rows += [(swap.part, f"when needed, in {swap.seconds:g} s") for swap in made.swapped]
    table = models_page.markdown(PLAN_HEADINGS, [_row(part, when) for part, when in rows])
    most = (
        f"In {made.conversations} simulated conversations never more than {made.peak_mib:,} MiB {where} were taken; "
        f"{made.budget_mib:,} MiB may be."
    )
    return f"{table}\n\n{plain(most)}"


def _row(part: Part, when: str) -> tuple[str, ...]:
    return models_page.DOES.get(part.role, part.role), model_name(part.model.name), f"{part.mib:,} MiB", when


def _use() -> None:
    try:
        desk().shelf.choose_profile(st.session_state[PROFILE])
    except AssistantError as error:
        st.session_state[models_page.PROBLEM] = str(error)
