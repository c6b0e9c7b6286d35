"""Pictures on the page as people use them: dropped, asked about aloud, chosen, saved; the real small models look."""

import json
from collections.abc import Callable
from pathlib import Path

import PIL.Image
import pytest
import wer
from photos import photo
from pycocotools import mask as coco

from assistant.messages import Pcm
from tests.browser import Visitor, ask, drop, listens
from tests.microphones import ROOM, say
from tests.test_exports import labelme_drawn, labelme_loaded
from tests.test_polygons import alike

Speech = Callable[[str], Pcm]
AtPage = Callable[..., Visitor]
# How much of the canvas over the picture is painted, 0-1.
PAINTED = """
() => {
  const find = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.matches("canvas.masks")) return element;
      const inner = element.shadowRoot && find(element.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  const canvas = find(document);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let painted = 0;
  for (let i = 3; i < data.length; i += 4) painted += data[i] > 0;
  return painted / (data.length / 4);
}
"""


def dropped(visitor: Visitor, name: str) -> None:
    drop(visitor, Path(photo(name).path))
    visitor.waits_until(f"state.view.pictures.some((picture) => picture.name === {json.dumps(name)})")


def test_picture_is_dropped_asked_about_aloud_and_answered_with_its_masks(
    at_page: AtPage, speech: Speech, transcribe: Callable[[Pcm], str]
) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    dropped(visitor, "chelsea.png")
    say(visitor.page, speech("How many cats are there?"))
    visitor.waits_until("state.turns.length === 1")
    (first,) = visitor.turns()
    assert first["heard"] == "How many cats are there?"
    assert first["intent"] == "find"
    assert "cat" in first["said"]
    assert first["spoken"] == first["said"]
    visitor.waits_until("state.view.finding.things.length === 1 && !state.view.finding.things[0].mask")
    visitor.waits_until("state.view.state === 'idle'")
    say(visitor.page, speech("Outline the cat."))
    visitor.waits_until("state.turns.length === 2")
    visitor.waits_until("state.view.finding.things[0].mask")
    spoken = " ".join(turn["spoken"] for turn in visitor.turns())
    assert wer.rate([spoken], [transcribe(visitor.sound())]) <= 0.15
    assert visitor.page.evaluate(PAINTED) > 0.1
    assert visitor.hosts == {f"127.0.0.1:{visitor.page.url.split(':')[2].strip('/')}"}, "no request leaves the machine"


def test_mask_lights_up_while_its_noun_is_spoken(at_page: AtPage) -> None:
    visitor = at_page(scripts=(ROOM,))
    listens(visitor)
    dropped(visitor, "chelsea.png")
    visitor.state(
        "(window.lit = [], (await import(location.origin + '/assistant/page/part.js')).app.store"
        ".subscribe((now) => window.lit.push(now.view.lit.join())), 0)"
    )
    ask(visitor, "Where is the cat?")
    visitor.waits_until("state.turns.length === 1 && state.view.state === 'idle'")
    lit = [
        now
        for now, before in zip(*(lambda all_: (all_[1:], all_))(visitor.page.evaluate("window.lit")), strict=False)
        if now != before
    ]
    assert lit == ["1", ""], "lit while it is spoken of, and not after"


def test_what_was_found_is_chosen_by_keys_and_kept_as_files(at_page: AtPage, tmp_path: Path) -> None:
    visitor = at_page()
    dropped(visitor, "coffee.png")
    ask(visitor, "Cut out the cup.")
    visitor.waits_until("state.turns.length === 1")
    option = visitor.page.get_by_role("option")
    assert option.count() == 1
    assert "cup" in option.inner_text() or "cup" in (option.get_attribute("aria-label") or "")
    visitor.page.get_by_role("listbox").focus()
    visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.press("Enter")
    visitor.waits_until("state.view.selected === 1")
    names = [file["name"] for file in visitor.state("state.view.finding.files")]
    assert "cutout.png" in names
    for file in visitor.state("state.view.finding.files"):
        got = visitor.page.request.get(visitor.page.url.rstrip("/") + file["url"])
        assert (got.status, len(got.body()) > 100) == (200, True), file["name"]


def test_export_is_downloaded_and_opened(at_page: AtPage, tmp_path: Path) -> None:
    visitor = at_page()
    dropped(visitor, "chelsea.png")
    ask(visitor, "Outline the cat.")
    visitor.waits_until("state.turns.length === 1 && state.view.finding.things[0].mask")
    visitor.press("downloads")
    with visitor.page.expect_download() as coming:
        visitor.page.get_by_role("link", name="LabelMe JSON").click()
    assert coming.value.suggested_filename == "labelme.json"
    coming.value.save_as(tmp_path / "labelme.json")
    shown, shapes = labelme_loaded(tmp_path / "labelme.json")
    assert shown.tobytes() == PIL.Image.open(photo("chelsea.png").path).tobytes()
    assert {shape["label"] for shape in shapes} == {"cat"}
    rle = visitor.state("state.view.finding.things[0].mask")
    outlined = coco.decode({"size": [rle["height"], rle["width"]], "counts": rle["counts"].encode()}).astype(bool)
    assert alike(labelme_drawn(shapes, 1, shown.size), outlined) >= 0.98


def test_export_is_saved_by_saying_so(at_page: AtPage) -> None:
    visitor = at_page()
    dropped(visitor, "chelsea.png")
    ask(visitor, "Is there a cat?")
    visitor.waits_until("state.turns.length === 1 && state.view.finding.things.length === 1")
    for order, file in (("Save it as SVG.", "outlines.svg"), ("Export as YOLO.", "yolo.zip")):
        with visitor.page.expect_download() as coming:
            ask(visitor, order)
        assert coming.value.suggested_filename == file


def test_higher_threshold_takes_things_away_and_a_lower_one_brings_them_back(at_page: AtPage) -> None:
    visitor = at_page()
    dropped(visitor, "chelsea.png")
    ask(visitor, "Outline the cat.")
    visitor.waits_until("state.view.finding?.things.length === 1")
    for value, things in ((0.9, 0), (0.3, 1)):
        visitor.state(
            f"((await import(location.origin + '/assistant/page/part.js')).app.socket"
            f".send({{ do: 'threshold', value: {value} }}), 0)"
        )
        visitor.waits_until(f"state.view.finding.things.length === {things}")
    assert visitor.state("Boolean(state.view.finding.things[0].mask)")


def test_several_pictures_are_named_by_number(at_page: AtPage) -> None:
    visitor = at_page()
    dropped(visitor, "chelsea.png")
    dropped(visitor, "coffee.png")
    assert visitor.state("state.view.picture") == 2
    ask(visitor, "Is there a cat in the first picture?")
    visitor.waits_until("state.turns.length === 1")
    assert visitor.turns()[0]["said"].startswith("Yes") or "looks like a cat" in visitor.turns()[0]["said"]
    assert visitor.state("state.view.picture") == 1


@pytest.mark.parametrize(("name", "data"), [("notes.png", b"This is no picture."), ("empty.png", b"")])
def test_what_is_no_picture_is_said_in_one_sentence_and_the_conversation_goes_on(
    at_page: AtPage, tmp_path: Path, name: str, data: bytes
) -> None:
    visitor = at_page()
    (tmp_path / name).write_bytes(data)
    drop(visitor, tmp_path / name)
    visitor.waits_until("state.incoming.error !== ''")
    assert name in visitor.state("state.incoming.error")
    ask(visitor, "What is the capital of Australia?")
    visitor.waits_until("state.turns.length === 1")


def test_new_conversation_puts_the_pictures_away(at_page: AtPage) -> None:
    visitor = at_page()
    dropped(visitor, "chelsea.png")
    visitor.press("new-conversation")
    visitor.waits_until("state.view.pictures.length === 0")
