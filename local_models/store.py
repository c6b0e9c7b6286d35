"""Which models are on this machine and in which state: cheaply from sizes and stamps, for certain by hashing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from platformdirs import user_cache_path

from assistant.errors import ModelCorrupt, ModelMissing
from local_models import stamps
from local_models.manifest import Model, ModelFile
from local_models.stamps import Digest
from local_models.transfer import Meter, OnProgress

State = Literal["present", "absent", "partial", "wrong", "bundled"]
FileState = Literal["present", "absent", "unchecked", "wrong"]

PACKAGES = ".packages"  # in a model's folder: package files that wait to be joined
MANIFEST = "manifest"  # the authority of a pinned sha256


@dataclass(frozen=True)
class Verified:
    """What hashing a model's files showed; each problem is one line."""

    state: State
    problems: tuple[str, ...]


def models_folder(override: Path | None = None) -> Path:
    """Where models are kept: `override`, or the user's cache folder."""
    return override or user_cache_path("oriel") / "models"


def state(model: Model, folder: Path) -> State:
    """What is known without reading the files: their sizes, and the stamps of those that have been hashed.

    "partial": something is missing, unfinished, or in place but never hashed; `fetch` completes it.
    """
    if model.bundled:
        return "bundled"
    found = set(file_states(model, folder).values())
    if "wrong" in found:
        return "wrong"
    if found == {"present"}:
        return "present"
    place = folder / model.name
    untouched = not (place / PACKAGES).exists() and not any(place.rglob("*.partial"))
    return "absent" if found == {"absent"} and untouched else "partial"


def installed(model: Model, folder: Path) -> Path:
    """The folder that holds the model's checked files; ModelMissing or ModelCorrupt say what to do otherwise."""
    found = state(model, folder)
    if found == "wrong":
        raise ModelCorrupt(
            f"model '{model.name}' is damaged in {folder / model.name}; run: oriel models fetch {model.name}"
        )
    if found != "present":
        raise ModelMissing(
            f"model '{model.name}' is not in {folder}; get it with: oriel models fetch {model.name}, or all that this "
            "machine needs with: oriel models fetch"
        )
    return folder / model.name


def source_of(model: Model, folder: Path) -> str:
    """Where the model came from, or where it would be tried first."""
    known = stamps.read(folder / model.name).values()
    return next((stamp.source for stamp in known if stamp.source), model.sources[0].label)


def verify(model: Model, folder: Path, on_progress: OnProgress = lambda _: None) -> Verified:
    """Hash every file that is there, whatever is remembered, and remember the outcome."""
    meter = Meter(model, on_progress)
    problems = [problem for file in model.files if (problem := check_in_place(model, file, folder / model.name, meter))]
    meter.tell(model.size, "done")
    return Verified(state(model, folder), tuple(problems))


def file_states(model: Model, folder: Path) -> dict[ModelFile, FileState]:
    """The state of each file, without reading it. "unchecked": in place and of the right size, but not hashed."""
    known = stamps.read(folder / model.name)
    return {file: _file_state(model, file, folder / model.name, known.get(file.name)) for file in model.files}


def _file_state(model: Model, file: ModelFile, place: Path, known: stamps.Stamp | None) -> FileState:
    path = place / file.name
    if not path.exists():
        return "absent"
    if file.size is not None and path.stat().st_size != file.size:
        return "wrong"
    expected = expected_of(model, file, known)
    if (
        known is None
        or expected is None
        or not stamps.still_describes(known, path)
        or known.found.kind != expected.kind
    ):
        return "unchecked"
    return "present" if known.found == expected else "wrong"


def expected_of(model: Model, file: ModelFile, known: stamps.Stamp | None) -> Digest | None:
    """The pinned hash, else the one that the hub stated for this revision when the file was fetched."""
    if file.sha256:
        return Digest("sha256", file.sha256)
    return known.expected if known and known.authority == hub_authority(model) else None


def hub_authority(model: Model) -> str:
    """Who vouches for a file that has no pinned sha256."""
    return f"hub {model.revision}"


def check_in_place(model: Model, file: ModelFile, place: Path, meter: Meter) -> str:
    """Hash one file where it lies and stamp it; "" where it is right or not there."""
    path = place / file.name
    if not path.exists():
        return ""
    size = path.stat().st_size
    if file.size is not None and size != file.size:
        return f"{model.name}/{file.name} has {size:,} bytes where {file.size:,} are expected"
    known = stamps.read(place).get(file.name)
    expected = expected_of(model, file, known)
    if expected is None:
        return f"{model.name}/{file.name} has no known hash; `oriel models fetch` gets it anew"
    found = stamps.digest(path, expected.kind, counter(lambda done: meter.tell(done, "checking")))
    authority, source = (MANIFEST, "") if known is None else (known.authority, known.source)
    stamps.remember(place, file.name, stamps.stamp(path, found, expected, authority, source))
    meter.before += size
    return "" if found == expected else f"{model.name}/{file.name} is {found} where {expected} is expected"


def counter(on_length: Callable[[int], None]) -> Callable[[int], None]:
    """Turns the lengths of blocks into the length so far."""
    length = 0

    def count(block: int) -> None:
        nonlocal length
        length += block
        on_length(length)

    return count
