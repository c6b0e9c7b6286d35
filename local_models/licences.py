"""Which licences the user has accepted on this machine, in a small file in the models folder."""

import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import LicenceNotAccepted
from local_models.manifest import Model
from local_models.transfer import writing

ACCEPTED = ".licences.json"


def missing(model: Model, folder: Path) -> bool:
    """Whether the model's licence asks for a yes that nobody has given here; a licence of another name asks anew."""
    return model.accept and _read(folder).get(model.name, {}).get("licence") != model.licence


def accept(model: Model, folder: Path) -> None:
    """Write down that the user has accepted it, for good."""
    entry = {"licence": model.licence, "url": model.licence_url, "at": datetime.now(UTC).isoformat(timespec="seconds")}
    text = json.dumps(_read(folder) | {model.name: entry}, indent=1)
    with writing(folder, "writing down an accepted licence", len(text)):
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{ACCEPTED}.{os.getpid()}.{threading.get_ident()}"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(folder / ACCEPTED)


def refusal(models: list[Model], command: str = "") -> LicenceNotAccepted:
    """The error that says what is to be accepted, and by which command; without one, by that which fetches them."""
    terms = "; ".join(f"{model.name}: {terms_of(model)}" for model in models)
    command = command or f"oriel models fetch {' '.join(model.name for model in models)} --accept-licence"
    return LicenceNotAccepted(f"a licence must be accepted first: {terms}; read it, then run: {command}")


def terms_of(model: Model) -> str:
    """The licence and where it can be read, as one phrase."""
    return model.licence + (f", {model.licence_url}" if model.licence_url else "")


def _read(folder: Path) -> dict[str, dict[str, str]]:
    """What was accepted; nothing where the file is missing or damaged, so that it is asked again."""
    try:
        entries = json.loads((folder / ACCEPTED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return (
        {name: entry for name, entry in entries.items() if isinstance(entry, dict)} if isinstance(entries, dict) else {}
    )
