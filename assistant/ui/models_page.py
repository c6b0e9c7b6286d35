"""What the Models page says: the models of the configuration in words, and how far they are."""

from dataclasses import dataclass

from assistant.backends import chosen_models
from assistant.config import Config
from assistant.ui import Desk
from assistant.ui.telling import model_name, plain
from local_models import store
from local_models.manifest import Model

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
FETCH = "oriel models fetch"


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
    return _markdown(HEADINGS, [(row.does, model_name(row.model), row.size, row.state) for row in shown])


def origins(shown: list[Row]) -> str:
    """Where each model comes from, under the name that the settings know."""
    return _markdown(ORIGIN_HEADINGS, [(row.model, row.licence, row.source) for row in shown])


def _markdown(headings: tuple[str, ...], cells: list[tuple[str, ...]]) -> str:
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
        size=f"{model.size / 2**20:,.0f} MiB" if model.size else "–",
        state=STATES[store.state(model, folder)],
        licence=model.licence,
        source=store.source_of(model, folder),
    )
