"""`oriel segment`, and what the commands that take pictures share: showing them, and writing down what was found."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant import folder_run
from assistant.album import Album, Picture
from assistant.backends import Backends
from assistant.config import Config
from assistant.errors import BadInput
from assistant.export_files import USUAL, write, write_yolo_labels, write_yolo_picture
from assistant.ledger import Ledger
from assistant.messages import Finding, Image
from assistant.output import objects, print_json, print_line
from assistant.plan import Step, any_number
from assistant.remote.picture_fetch import PUBLIC, Ways
from assistant.session import Session
from assistant.sight import Sight
from assistant.vision import see
from assistant.web_pictures import WebPictures
from assistant.words.phrases import phrases

WEB = ("http://", "https://")
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".gif", ".tif", ".tiff", ".bmp"}
ANSWERING = {"vision_model", "quantize"}  # of the settings for pictures, those that have no say in what is found


def segment(
    settings: Config, source: Path, phrase: str, out: Path | None, exports: set[str], is_again: bool, as_json: bool
) -> None:
    """Find and outline what `phrase` names in a picture, or in each picture of a folder, a line for each.

    is_again: also in those pictures of a folder that are done already. Raises BadInput when all were bad.
    """
    step = _step(phrase)
    paths = _pictures(source)
    with Backends(settings) as backends:
        eyes = backends.eyes()

        def look(image: Image) -> tuple[Finding, str]:
            sight = Sight()
            sight.fine_edges = settings.vision.edges == "fine"
            seen = asyncio.run(see(step, image, eyes, sight))
            return seen.finding, seen.told.text

        if not source.is_dir():
            _segment_one(source, look, out, exports, as_json)
            return
        wanted = tuple(dict.fromkeys(one.phrase for one in step.wanted))
        job = folder_run.Job(source, phrase, wanted, _made_by(settings, backends), out, frozenset(exports), is_again)
        folder_run.run(job, paths, look, lambda result: _tell(result, as_json))


def _segment_one(path: Path, look: folder_run.Look, out: Path | None, exports: set[str], as_json: bool) -> None:
    with TemporaryDirectory(prefix="oriel-") as folder:
        finding, text = look(Album(Path(folder)).add_file(path).image)
        written = []
        if out:
            written += write(finding, path, path.stem, out, exports)
            if "yolo" in exports:
                written.append(write_yolo_picture(finding.image, path.stem, out))
                written += write_yolo_labels([(path.stem, finding)], out)
    _tell_finding(path, finding, text, [str(file) for file in written], as_json)


def _made_by(settings: Config, backends: Backends) -> dict[str, str]:
    """The models that find and outline, and what was chosen for them."""
    chosen = {name: str(value) for name, value in asdict(settings.vision).items() if value and name not in ANSWERING}
    return chosen | {role: backends.names[role] for role in ("detector", "segmenter")}


def pictures(settings: Config, places: Iterable[str], ways: Ways = PUBLIC) -> list[Picture]:
    """The pictures at these paths and web addresses, in the album; raises BadInput for the first that is none.

    Whoever types an address agrees that it is asked; it is on record, and refused where all is to stay here.
    """
    album, found = Album(settings.folders.pictures), []
    for place in places:
        if not place.lower().startswith(WEB):
            found.append(album.add_file(Path(place)))
            continue
        ledger = Ledger(settings.folders.ledger, settings.privacy.keep_history)
        try:
            web = WebPictures(album, ledger, lambda: settings.privacy.fetch_pictures, ways)
            found.append(web.picture(place, goes_anywhere=True))
        finally:
            ledger.close()
    return found


def show(pictures: Iterable[Picture], session: Session) -> None:
    """Drop pictures on a session."""
    for picture in pictures:
        session.show(picture.image, picture.name)


def write_all(findings: Sequence[Finding], pictures: Iterable[Picture], folder: Path | None) -> list[str]:
    """Write the findings of a turn, each into a folder of its own where there are several; returns the paths."""
    if folder is None:
        return []
    names = {picture.image.id: Path(picture.name).stem for picture in pictures}
    written = []
    for number, finding in enumerate(findings, 1):
        place = folder / f"step {number}" if len(findings) > 1 else folder
        written += write(finding, Path(finding.image.path), names[finding.image.id], place, USUAL)
    return [str(file) for file in written]


def _step(phrase: str) -> Step:
    named = phrases(phrase)
    if not named.wanted:
        raise BadInput("the phrase names nothing to find; say what, for example: red car")
    return any_number(Step(1, "segment", phrase, named.wanted, named.excluded))


def _pictures(source: Path) -> list[Path]:
    if not source.is_dir():
        return [source]
    found = sorted(path for path in source.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    if not found:
        raise BadInput(f"no pictures in {source}; looked for {', '.join(sorted(SUFFIXES))}")
    return found


def _tell(result: folder_run.Result, as_json: bool) -> None:
    """A line about one picture of a folder."""
    if isinstance(result, folder_run.Done):
        record = result.record
        _tell_finding(result.path, record.finding, record.text, result.files, as_json, was_before=result.was_before)
    elif as_json:
        print_json(image=str(result.path), objects=[], files=[], text="", error=str(result.error))
    else:
        print_line(f"{result.path}: {result.error}")


def _tell_finding(
    path: Path, finding: Finding, text: str, files: Sequence[str], as_json: bool, was_before: bool = False
) -> None:
    if as_json:
        more = {"done_before": True} if was_before else {}
        print_json(image=str(path), objects=objects([finding]), files=list(files), text=text, **more)
        return
    print_line(f"{path}: {text}{' (done before)' if was_before else ''}")
    for file in () if was_before else files:
        print_line(f"  {file}")
