"""`oriel segment` on a folder: picture by picture, each kept when it is done, with a report at the end."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant import picture_files, report, run_records
from assistant.album import Album
from assistant.errors import AssistantError, BadInput, EngineError, EngineUnusable
from assistant.export_files import YOLO, put, write, write_yolo_labels, write_yolo_picture
from assistant.messages import Finding, Image
from assistant.overlays import overlay
from assistant.pictures import coco_set
from assistant.run_records import Record

REPORT, COCO = "report.html", "annotations.coco.json"
THUMBNAIL_PX = 480  # the longer side, of the report's
LINE_EVERY_S = 15.0

Look = Callable[[Image], tuple[Finding, str]]  # a picture → what was found, and what is said of it


@dataclass(frozen=True)
class Job:
    """What is to be done to the pictures of a folder.

    wanted: the things that the phrase names; made_by: the models and what they were set to; results: where everything
    is kept, None: nowhere; is_again: also for the pictures that are done already.
    """

    folder: Path
    phrase: str
    wanted: tuple[str, ...]
    made_by: Mapping[str, str]
    results: Path | None
    exports: frozenset[str]
    is_again: bool = False


@dataclass(frozen=True)
class Done:
    """A picture that was looked at; was_before: in an earlier run; files: what was written, as paths."""

    path: Path
    record: Record
    was_before: bool
    files: tuple[str, ...]


@dataclass(frozen=True)
class Failed:
    """A picture that could not be looked at, and why."""

    path: Path
    error: AssistantError


Result = Done | Failed


def run(job: Job, paths: Sequence[Path], look: Look, tell: Callable[[Result], None]) -> None:
    """Look at each picture, tell of each, and keep it all; a sentence about the whole goes to standard error.

    One bad picture does not end the run. What ends it, Ctrl-C too, leaves the report and the files of the whole folder
    as far as it came. Raises BadInput where no picture could be looked at, and what makes looking impossible.
    """
    before = run_records.load(job.results) if job.results else {}
    names = _Names(record.place for record in before.values())
    results: list[Result] = []
    try:
        with TemporaryDirectory(prefix="oriel-") as folder, _shown(len(paths)) as show:
            album = Album(Path(folder))
            for path in paths:
                results.append(_one(job, path, before.get(path.name), names, album, look))
                tell(results[-1])
                show(results)
    finally:
        _finish(job, results, len(paths))
    if all(isinstance(one, Failed) for one in results):
        raise BadInput(f"none of the {len(results)} pictures could be looked at")


class _Names:
    """The names of results, each given once, also on disks that do not tell A from a."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {YOLO, *(name.casefold() for name in taken)}

    def give(self, path: Path) -> str:
        wanted = [path.stem, path.name, *(f"{path.name} {number}" for number in range(2, len(self._taken) + 3))]
        name = next(name for name in wanted if name.casefold() not in self._taken)
        self._taken.add(name.casefold())
        return name


def _one(job: Job, path: Path, before: Record | None, names: _Names, album: Album, look: Look) -> Result:
    try:
        key = run_records.key(picture_files.load(path), job.phrase, job.made_by, job.exports)
        if before and before.key == key and not job.is_again:
            return _done(job, path, before, was_before=True)
        image = album.add_file(path).image
        try:
            finding, text = look(image)
            place = before.place if before else names.give(path)
            record = Record(key, path.name, place, finding, text, (), b"")
            return _done(job, path, _kept(job, job.results, path, record) if job.results else record, was_before=False)
        finally:
            album.delete(image.id)
    except (BadInput, EngineError) as error:
        if isinstance(error, EngineUnusable):
            raise
        return Failed(path, error)


def _done(job: Job, path: Path, record: Record, was_before: bool) -> Done:
    return Done(path, record, was_before, tuple(str((job.results or Path()) / file) for file in record.files))


def _kept(job: Job, results: Path, path: Path, record: Record) -> Record:
    """Write what belongs to a picture, and that it is done."""
    written = write(record.finding, path, record.place, results / record.place, job.exports)
    if "yolo" in job.exports:
        written.append(write_yolo_picture(record.finding.image, record.place, results))
    files = tuple(file.relative_to(results).as_posix() for file in written)
    drawn = overlay(record.finding, picture_files.kept(record.finding.image))
    small = picture_files.thumbnail(drawn, THUMBNAIL_PX)
    record = Record(record.key, record.source, record.place, record.finding, record.text, files, small)
    run_records.save(record, results)
    return record


def _finish(job: Job, results: Sequence[Result], total: int) -> None:
    """Write what is about all the pictures, and say how it went."""
    done = [one for one in results if isinstance(one, Done)]
    failed = [one for one in results if isinstance(one, Failed)]
    if not done:
        return  # the error says it all
    before = sum(one.was_before for one in done)
    parts = [f"{len(done) - before} of {total} pictures looked at"]
    parts += [f"{before} done before"] if before else []
    parts += [f"{len(failed)} could not be looked at"] if failed else []
    if job.results:
        _write_whole(job, job.results, done, failed, total)
        parts += [f"report: {job.results / REPORT}"]
    if len(results) < total and job.results:
        parts += ["the same command goes on from here"]
    _console().print("; ".join(parts), soft_wrap=True)


def _write_whole(job: Job, results: Path, done: Sequence[Done], failed: Sequence[Failed], total: int) -> None:
    records = [one.record for one in done]
    if "coco" in job.exports:
        whole = coco_set([(record.source, record.finding) for record in records])
        put(results / COCO, json.dumps(whole, ensure_ascii=False).encode())
    if "yolo" in job.exports:
        write_yolo_labels([(record.place, record.finding) for record in records], results)
    cards = tuple(report.Card(one.source, one.finding, one.text, one.files, one.thumbnail) for one in records)
    # Without the way to it: the page may be shown to others.
    troubles = tuple((one.path.name, str(one.error).removeprefix(f"{one.path} ")) for one in failed)
    page = report.Report(job.folder.resolve().name, job.phrase, job.wanted, cards, troubles, total, dict(job.made_by))
    put(results / REPORT, report.page(page).encode())


def _console() -> Console:
    return Console(stderr=True, highlight=False, markup=False)


@contextmanager
def _shown(total: int) -> Iterator[Callable[[Sequence[Result]], None]]:
    """How far the run is: as a bar on a terminal, else as a line every so often."""
    console = _console()
    if not console.is_terminal:
        yield _lines(console, total)
        return
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()]
    # What is told of each picture goes around the bar only where both are on the terminal; else it is a file's.
    with Progress(*columns, console=console, redirect_stdout=sys.stdout.isatty()) as bars:
        task = bars.add_task("pictures", total=total)
        yield lambda results: bars.update(task, completed=len(results))


def _lines(console: Console, total: int) -> Callable[[Sequence[Result]], None]:
    due = time.monotonic() + LINE_EVERY_S

    def show(results: Sequence[Result]) -> None:
        nonlocal due
        if time.monotonic() >= due:
            due = time.monotonic() + LINE_EVERY_S
            console.print(f"{len(results)} of {total} pictures", soft_wrap=True)

    return show
