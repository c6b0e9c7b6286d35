"""Folder runs: what is done is kept and not done again, whatever ends the run; the report says what is there."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlparse

import numpy as np
import pytest
from headless import FLAGS
from machine import find_chromium
from playwright.sync_api import Page, Playwright
from pycocotools.coco import COCO

from assistant import folder_run, masks, run_records
from assistant.errors import AssistantError, BadInput, CallFailed, EngineUnusable
from assistant.folder_run import Done, Failed, Job, Result
from assistant.messages import Detection, Finding, Image, Thing
from tests import odd_pictures
from tests.test_exports import yolo_read

ALL = frozenset({"png", "coco", "labelme", "yolo", "svg"})
NAMES = ("a.png", "b.png", "c.png")
HEIGHT, WIDTH = 60, 80


class Eyes:
    """Finds one thing more in each picture than in the one before; `asked` counts the pictures."""

    def __init__(self, trouble: dict[int, BaseException] | None = None) -> None:
        self.asked = 0
        self._trouble = trouble or {}

    def __call__(self, image: Image) -> tuple[Finding, str]:
        self.asked += 1
        if self.asked in self._trouble:
            raise self._trouble[self.asked]
        things = tuple(self._thing(number) for number in range(1, self.asked))
        return Finding(image, "segment", things), f"I have outlined {len(things)} dogs."

    def _thing(self, number: int) -> Thing:
        inside = np.zeros((HEIGHT, WIDTH), np.bool_)
        inside[10:50, 20 * number - 15 : 20 * number] = True
        mask = masks.encode(inside, number)
        return Thing(number, f"dog <{number}>", Detection(number, "dog", "dog", 0.8, masks.box_of(mask)), mask)


class Told(list[Result]):
    """What is told of each picture."""

    @property
    def before(self) -> list[bool]:
        return [isinstance(one, Done) and one.was_before for one in self]


@pytest.fixture
def job(tmp_path: Path) -> Job:
    folder = tmp_path / "the dogs"
    folder.mkdir()
    random = np.random.default_rng(0)
    for name in NAMES:
        data = odd_pictures.encoded(random.integers(0, 255, (HEIGHT, WIDTH, 3), dtype=np.uint8), "PNG")
        (folder / name).write_bytes(data)
    return Job(folder, "dogs & <cats>", ("dog", "cat"), {"detector": "d"}, tmp_path / "out", ALL)


def ran(job: Job, eyes: Eyes, paths: Sequence[Path] | None = None) -> Told:
    told = Told()
    folder_run.run(job, paths or sorted(job.folder.iterdir()), eyes, told.append)
    return told


def out(job: Job) -> Path:
    assert job.results
    return job.results


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_folder_becomes_files_for_each_picture_and_for_all(job: Job) -> None:
    told = ran(job, Eyes())
    assert [one.path.name for one in told] == list(NAMES)
    assert told.before == [False, False, False]
    there = files(out(job))
    assert {"report.html", "annotations.coco.json", "yolo/data.yaml", "yolo/labels/c.txt"} <= set(there)
    assert {"c/c_overlay.png", "c/c_labelme.json", "c/c_outlines.svg", "c/c_coco.json", "c/c_cutout.png"} <= set(there)
    last = told[-1]
    assert isinstance(last, Done)
    assert all(Path(file).is_file() for file in last.files)
    assert not [name for name in there if "unfinished" in name]


def test_the_whole_folder_is_one_coco_file_and_one_yolo_data_set(job: Job) -> None:
    ran(job, Eyes())
    reader = COCO(str(out(job) / "annotations.coco.json"))
    assert [image["file_name"] for image in reader.loadImgs(reader.getImgIds())] == list(NAMES)
    assert [annotation["image_id"] for annotation in reader.loadAnns(reader.getAnnIds())] == [2, 3, 3]
    read = yolo_read(out(job) / "yolo" / "data.yaml")
    assert {name: len(things) for name, things in read.items()} == {"a.png": 0, "b.png": 1, "c.png": 2}


def test_what_is_done_is_not_done_again(job: Job) -> None:
    first = ran(job, Eyes())
    eyes = Eyes()
    again = ran(job, eyes)
    assert eyes.asked == 0
    assert again.before == [True, True, True]
    for one, other in zip(first, again, strict=True):
        assert isinstance(one, Done)
        assert isinstance(other, Done)
        assert (one.record, one.files) == (other.record, other.files)


def test_it_says_what_was_done_before(job: Job, capsys: pytest.CaptureFixture[str]) -> None:
    ran(job, Eyes(), [job.folder / "a.png"])
    ran(job, Eyes())
    said = capsys.readouterr().err
    assert "1 of 1 pictures looked at" in said
    assert "2 of 3 pictures looked at; 1 done before; report: " in said


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), SystemExit(), EngineUnusable("it died too often")])
def test_an_interrupted_run_keeps_what_is_done_and_goes_on_there(
    job: Job, stop: BaseException, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(type(stop)):
        ran(job, Eyes({3: stop}))
    assert "2 of 3 pictures looked at" in (said := capsys.readouterr().err)
    assert "the same command goes on from here" in said
    coco = json.loads((out(job) / "annotations.coco.json").read_text())
    assert [image["file_name"] for image in coco["images"]] == ["a.png", "b.png"]
    assert "still to be looked at" in (out(job) / "report.html").read_text()
    eyes = Eyes()
    assert ran(job, eyes).before == [True, True, False]
    assert eyes.asked == 1
    assert "still to be looked at" not in (out(job) / "report.html").read_text()


def test_what_stops_in_the_middle_of_a_picture_leaves_that_picture_to_be_done(
    job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as context:
        context.setattr(run_records, "save", stops)
        with pytest.raises(KeyboardInterrupt):
            ran(job, Eyes())
    assert (out(job) / "a" / "a_overlay.png").is_file()
    assert ran(job, Eyes()).before == [False, False, False]


CHANGES: dict[str, Callable[[Job], Job]] = {
    "another phrase": lambda job: replace(job, phrase="cats"),
    "another model": lambda job: replace(job, made_by={"detector": "another"}),
    "another export": lambda job: replace(job, exports=frozenset({"png"})),
    "asked for": lambda job: replace(job, is_again=True),
}


@pytest.mark.parametrize("change", CHANGES)
def test_everything_is_done_again_for(job: Job, change: str) -> None:
    ran(job, Eyes())
    eyes = Eyes()
    assert ran(CHANGES[change](job), eyes).before == [False, False, False]
    assert eyes.asked == 3
    assert not list(out(job).glob("a.png*")), "it takes the place of what was there"


def test_a_changed_picture_and_one_whose_files_are_gone_are_done_again(job: Job) -> None:
    ran(job, Eyes())
    (job.folder / "a.png").write_bytes((job.folder / "b.png").read_bytes())
    (out(job) / "b" / "b_overlay.png").unlink()
    assert ran(job, Eyes()).before == [False, False, True]


def test_a_damaged_record_does_no_harm(job: Job) -> None:
    ran(job, Eyes())
    (out(job) / ".oriel" / "a.json").write_bytes(b'{"key": 1}')
    (out(job) / ".oriel" / "b.json").write_bytes(b"\xff{")
    assert ran(job, Eyes()).before == [False, False, True]


def test_one_bad_picture_is_told_and_tried_again_the_next_time(job: Job) -> None:
    told = ran(job, Eyes({2: CallFailed("the detector failed: too <small>")}))
    assert isinstance(told[1], Failed)
    assert "too &lt;small&gt;" in (out(job) / "report.html").read_text()
    assert ran(job, Eyes()).before == [True, False, True]
    assert "too &lt;small&gt;" not in (out(job) / "report.html").read_text()


def test_a_folder_without_a_good_picture_is_an_error(job: Job, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadInput, match="none of the 3 pictures could be looked at"):
        ran(job, Eyes(dict.fromkeys((1, 2, 3), CallFailed("no"))))
    assert not (out(job) / "report.html").exists()
    assert capsys.readouterr().err == "", "the error is the one line"


def test_without_a_place_for_results_nothing_is_written(job: Job, tmp_path: Path) -> None:
    told = ran(replace(job, results=None), Eyes())
    assert all(isinstance(one, Done) and one.files == () for one in told)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["the dogs"]


def test_results_that_cannot_be_written_end_the_run(job: Job) -> None:
    out(job).write_text("a file where the folder should be")
    with pytest.raises(AssistantError, match="cannot write to"):
        ran(job, Eyes())


def test_pictures_of_one_name_do_not_overwrite_each_other(job: Job) -> None:
    for name in ("a.jpg", "A.webp", "yolo.png"):
        (job.folder / name).write_bytes((job.folder / "b.png").read_bytes())
    told = ran(job, Eyes())
    places = {one.path.name: one.record.place for one in told if isinstance(one, Done)}
    assert places == {
        "A.webp": "A",
        "a.jpg": "a.jpg",
        "a.png": "a.png",
        "b.png": "b",
        "c.png": "c",
        "yolo.png": "yolo.png",
    }
    assert ran(job, Eyes()).before == [True] * 6


def test_a_long_run_says_how_far_it_is(
    job: Job, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_run, "LINE_EVERY_S", 0.0)
    ran(job, Eyes())
    said = capsys.readouterr()
    assert [line for line in said.err.splitlines() if line.endswith("of 3 pictures")] == [
        f"{number} of 3 pictures" for number in (1, 2, 3)
    ]
    assert said.out == ""


ON_A_TERMINAL = """
from assistant import folder_run
with folder_run._shown(2) as show:
    for number in (1, 2):
        print('{"picture": %d, "text": "[bold]' % number + "long " * 60 + '"}')
        show([None] * number)
"""


def test_the_bar_on_a_terminal_leaves_what_goes_to_a_file_alone() -> None:
    screen, terminal = os.openpty()
    command = [sys.executable, "-c", ON_A_TERMINAL]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=terminal, text=True, env=os.environ | {"TERM": "xterm"}
    )
    os.close(terminal)
    shown = os.read(screen, 100_000).decode()
    os.close(screen)
    assert done.returncode == 0
    assert [json.loads(line)["picture"] for line in done.stdout.splitlines()] == [1, 2]
    assert "2/2" in shown
    assert 'picture"' not in shown


# The report, in Chromium.


@pytest.fixture(scope="module")
def page(playwright: Playwright) -> Page:
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
    return browser.new_page(viewport={"width": 1100, "height": 800})


def cards(page: Page) -> list[str]:
    return [text.split()[0] for text in page.locator(".card:not([hidden]) h3").all_inner_texts()]


def test_the_report_shows_every_picture_and_sorts_them(job: Job, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    ran(job, Eyes({2: CallFailed("too <small>")}))
    page.goto((out(job) / "report.html").as_uri())
    assert page.title() == "dogs & <cats> in the dogs"
    assert page.locator("h1").inner_text() == "dogs & <cats>"
    assert cards(page) == ["a.png", "c.png"]
    page.locator("#order").select_option("most")
    assert cards(page) == ["c.png", "a.png"]
    page.get_by_label("only with something").check()
    assert cards(page) == ["c.png"]
    assert page.locator(".troubles li").all_inner_texts() == ["b.png too <small>"]
    rows = [row.inner_text().split() for row in page.locator("tbody tr").all()]
    assert rows == [["dog", "2", "1", "picture"], ["cat", "0", "0", "pictures"]]
    assert troubles == []
    assert {url.split(":")[0] for url in asked} <= {"file", "data"}, "nothing is asked of the network"


def test_every_picture_of_the_report_says_in_words_what_it_shows(job: Job, page: Page) -> None:
    ran(job, Eyes())
    page.goto((out(job) / "report.html").as_uri())
    assert [image.get_attribute("alt") for image in page.locator("img").all()] == [
        "a.png, in which nothing was found",
        "b.png, with outlines around dog <1>",
        "c.png, with outlines around dog <1>, dog <2>",
    ]
    assert page.evaluate("[...document.images].every((image) => image.complete && image.naturalWidth > 0)")


def test_the_reports_links_lead_to_the_files(job: Job, page: Page) -> None:
    (job.folder / "b.png").rename(job.folder / "50% #b?.png")
    ran(job, Eyes())
    page.goto((out(job) / "report.html").as_uri())
    addresses: list[str] = page.evaluate("[...document.links].map((link) => link.href)")
    paths = [Path(unquote(urlparse(address).path)) for address in addresses]
    assert len(paths) > 20
    assert all(path.is_file() for path in paths)


@pytest.mark.parametrize("width", [320, 1400])
def test_the_report_fits_every_width(job: Job, page: Page, width: int) -> None:
    long = "IMG_" + "x" * 70 + ".png"
    (job.folder / "c.png").rename(job.folder / long)
    ran(replace(job, phrase="everything " * 12), Eyes())
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((out(job) / "report.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_reports_words_can_be_read_by_day_and_by_night(job: Job, page: Page, scheme: str) -> None:
    """The contrast of every text against the ground it lies on, as WCAG counts it."""
    ran(job, Eyes({2: CallFailed("no")}))
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto((out(job) / "report.html").as_uri())
    assert page.evaluate(LOWEST_CONTRAST) >= 4.5
    page.emulate_media(color_scheme="light")


LOWEST_CONTRAST = """
() => {
  const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (element) => {
    for (; element; element = element.parentElement) {
      const colour = parts(getComputedStyle(element).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
  };
  const texts = [...document.querySelectorAll("body *")].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) &&
    !["STYLE", "SCRIPT"].includes(element.tagName));
  return Math.min(...texts.map((element) => {
    const pair = [parts(getComputedStyle(element).color), ground(element)].map(luminance);
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  }));
}
"""
