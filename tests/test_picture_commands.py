"""Pictures on the command line: the real small detector and segmenter on real photographs, and on what is none."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from photos import photo
from pycocotools import mask as coco

from tests import odd_pictures
from tests.conftest import Oriel
from tests.test_exports import labelme_drawn, labelme_loaded, yolo_read
from tests.test_polygons import alike


def lines(done: "subprocess.CompletedProcess[str]") -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("name", "phrase", "label"),
    [
        ("chelsea.png", "the cat", "cat"),
        ("coffee.png", "a coffee cup", "cup"),
        ("motorcycle_left.png", "motorbike", "motorcycle"),
    ],
)
def test_photograph_is_segmented_by_name(oriel: Oriel, tmp_path: Path, name: str, phrase: str, label: str) -> None:
    picture = photo(name)
    done = oriel("segment", picture.path, phrase, "--out", tmp_path / "out", "--json")
    assert done.returncode == 0, done.stderr
    (document,) = lines(done)
    (found,) = document["objects"]
    assert found["label"] == label
    assert document["image"] == picture.path
    inside = coco.decode(found["mask"]).astype(bool)
    assert inside.shape == (picture.height, picture.width)
    assert inside.sum() == found["area"]
    x0, y0, x1, y1 = found["box_xyxy"]
    assert 0.25 * (x1 - x0) * (y1 - y0) < found["area"]
    assert {Path(file).name.removeprefix(f"{Path(name).stem}_") for file in document["files"]} >= {
        "overlay.png",
        "cutout.png",
        "index.png",
        "coco.json",
        "mask.json",
    }
    assert all(Path(file).stat().st_size for file in document["files"])


def test_nothing_found_is_an_answer(oriel: Oriel) -> None:
    done = oriel("segment", photo("chelsea.png").path, "elephant", "--json")
    assert done.returncode == 0
    assert lines(done)[0]["objects"] == []
    assert "no elephant" in lines(done)[0]["text"]


def test_noun_that_the_small_detector_does_not_know_is_said(oriel: Oriel) -> None:
    done = oriel("segment", photo("chelsea.png").path, "umpire")
    assert done.returncode == 0
    assert "my small detector knows 80 kinds of things, not 'umpire'" in done.stdout.lower()


def test_one_bad_picture_does_not_end_a_folder(oriel: Oriel, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("chelsea.png", "coffee.png"):
        (folder / name).symlink_to(photo(name).path)
    (folder / "broken.jpg").write_text("not a picture")
    (folder / "notes.txt").write_text("no picture at all")
    done = oriel("segment", folder, "cat", "--json")
    assert done.returncode == 0
    told = {Path(line["image"]).name: line for line in lines(done)}
    assert sorted(told) == ["broken.jpg", "chelsea.png", "coffee.png"]
    assert [one["label"] for one in told["chelsea.png"]["objects"]] == ["cat"]
    assert told["coffee.png"]["objects"] == []
    assert "broken.jpg" in told["broken.jpg"]["error"]
    assert not list((tmp_path / "home" / "data").rglob("*.png")), "the pictures of a folder are not kept"


def test_exports_are_those_that_were_asked_for(oriel: Oriel, tmp_path: Path) -> None:
    oriel("segment", photo("chelsea.png").path, "cat", "--out", tmp_path, "--export", "coco")
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_file()) == [
        "chelsea_coco.json",
        "chelsea_mask.json",
    ]
    wrong = oriel("segment", photo("chelsea.png").path, "cat", "--out", tmp_path, "--export", "coco,word")
    assert wrong.returncode == 2
    assert "unknown export 'word'" in wrong.stderr


def test_every_export_of_a_photograph_is_read_back(oriel: Oriel, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = oriel("segment", photo("chelsea.png").path, "cat", "--out", out, "--export", "labelme,yolo,svg", "--json")
    assert done.returncode == 0, done.stderr
    (document,) = lines(done)
    assert all(Path(file).is_file() for file in document["files"])
    outlined = coco.decode(document["objects"][0]["mask"]).astype(bool)
    shown, shapes = labelme_loaded(out / "chelsea_labelme.json")
    assert shown.size == (451, 300)
    assert alike(labelme_drawn(shapes, 1, shown.size), outlined) >= 0.98
    (kind, drawn) = yolo_read(out / "yolo" / "data.yaml")["chelsea.png"][0]
    assert kind == "cat"
    assert alike(drawn, outlined) >= 0.98
    assert "cat" in (out / "chelsea_outlines.svg").read_text()


@pytest.fixture
def two_pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in ("chelsea.png", "coffee.png"):
        (folder / name).symlink_to(photo(name).path)
    return folder


def test_folder_is_gone_through_once_and_again_when_asked(oriel: Oriel, two_pictures: Path, tmp_path: Path) -> None:
    run = ("segment", two_pictures, "cat", "--out", tmp_path / "out", "--json")
    first, second, third = oriel(*run), oriel(*run), oriel(*run, "--again")
    assert [done.returncode for done in (first, second, third)] == [0, 0, 0], first.stderr
    assert ["done_before" in line for done in (first, second, third) for line in lines(done)] == [
        *(False, False),
        *(True, True),
        *(False, False),
    ]
    told = [{key: value for key, value in line.items() if key != "done_before"} for line in lines(second)]
    assert told == lines(first), "what was done before is told as it was"
    assert "2 done before" in second.stderr
    whole = json.loads((tmp_path / "out" / "annotations.coco.json").read_text())
    assert [image["file_name"] for image in whole["images"]] == ["chelsea.png", "coffee.png"]
    assert (tmp_path / "out" / "report.html").is_file()


def test_interrupted_run_ends_cleanly_and_goes_on(home: Path, oriel: Oriel, tmp_path: Path) -> None:
    cat, many = cv2.imread(photo("chelsea.png").path), 5  # so many that none but a stopped process is too late
    (folder := tmp_path / "pictures").mkdir()
    for number in range(many):
        cv2.imwrite(str(folder / f"{number}.png"), cat[number:])
    run = ("segment", folder, "cat", "--out", tmp_path / "out", "--json")
    running = subprocess.Popen(
        [sys.executable, "-m", "assistant", *map(str, run)],
        env=os.environ | {"ORIEL_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout
    first = running.stdout.readline()
    running.send_signal(signal.SIGINT)
    rest, said = running.communicate()
    assert running.returncode == 130
    begun = [json.loads(line) for line in (first + rest).splitlines()]
    assert 1 <= len(begun) < many
    *_, summary, last = said.splitlines()
    assert last == "oriel: stopped"
    assert summary.startswith(f"{len(begun)} of {many} pictures looked at")
    assert summary.endswith("the same command goes on from here")
    assert (tmp_path / "out" / "report.html").is_file()
    told = lines(oriel(*run, timeout=600))
    assert [line.pop("done_before", False) for line in told] == [number < len(begun) for number in range(many)]
    assert told[: len(begun)] == begun


BAD = {
    "text.jpg": odd_pictures.text(),
    "empty.png": b"",
    "half.jpg": odd_pictures.cut_short(odd_pictures.encoded(odd_pictures.corners(), "JPEG")),
    "bomb.png": odd_pictures.bomb(),
}


@pytest.mark.parametrize("name", sorted(BAD))
@pytest.mark.parametrize("command", ["segment", "ask"])
def test_what_is_no_picture_is_refused_in_one_line(oriel: Oriel, tmp_path: Path, name: str, command: str) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])
    asked = ("segment", path, "cat") if command == "segment" else ("ask", "Is there a cat?", "--image", path)
    done = oriel(*asked, "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert name in done.stderr


def test_file_of_a_hundred_megabytes_is_refused_unread(oriel: Oriel, tmp_path: Path) -> None:
    path = odd_pictures.file_of_zeros(tmp_path / "huge.png", 100 * 2**20)
    done = oriel("segment", path, "cat")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_picture_that_is_not_there_is_said(oriel: Oriel, tmp_path: Path) -> None:
    done = oriel("segment", tmp_path / "gone.png", "cat")
    assert done.returncode == 1
    assert "gone.png" in done.stderr


@pytest.mark.parametrize("phrase", ["", "   ", "?!"])
def test_phrase_without_a_noun_is_refused(oriel: Oriel, phrase: str) -> None:
    done = oriel("segment", photo("chelsea.png").path, phrase)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_phrase_of_a_thousand_words_ends_in_one_line_or_an_answer(oriel: Oriel) -> None:
    done = oriel("segment", photo("chelsea.png").path, "red " * 1000 + "cat")
    assert done.returncode in (0, 1)
    assert len(done.stderr.splitlines()) <= 1


@pytest.mark.parametrize("size", [(1, 1), (200, 20_000)])
def test_picture_of_an_odd_shape_is_looked_at(oriel: Oriel, tmp_path: Path, size: tuple[int, int]) -> None:
    cv2.imwrite(str(tmp_path / "odd.png"), np.full((*size, 3), 128, np.uint8))
    done = oriel("segment", tmp_path / "odd.png", "cat", "--json")
    assert done.returncode == 0, done.stderr
    assert lines(done)[0]["objects"] == []


def test_question_about_a_picture_is_answered_from_what_was_found(warm_oriel: Oriel, tmp_path: Path) -> None:
    done = warm_oriel("ask", "Is there a cat?", "--image", photo("chelsea.png").path, "--out", tmp_path, "--json")
    assert done.returncode == 0, done.stderr
    (document,) = lines(done)
    assert document["intent"] == "find"
    assert [step["action"] for step in document["plan"]] == ["find"]
    assert [one["label"] for one in document["objects"]] == ["cat"]
    assert document["objects"][0]["mask"] is None
    assert "cat" in document["text"]
    assert (tmp_path / "chelsea_overlay.png").exists()
    assert document["times_ms"]["plan"] <= document["times_ms"]["first_token"]


def test_absent_thing_is_denied_and_talk_goes_to_the_language_model(warm_oriel: Oriel) -> None:
    picture = photo("chelsea.png").path
    absent = warm_oriel("ask", "How many elephants are there?", "--image", picture)
    assert "no elephant" in absent.stdout
    talk = warm_oriel("ask", "What is the capital of France?", "--image", picture)
    assert "Paris" in talk.stdout


def test_request_without_a_picture_asks_for_one(warm_oriel: Oriel) -> None:
    assert "Show me a picture" in warm_oriel("ask", "Cut out the dog.").stdout
