"""The small detector with its real weights: the graph it is built from, words for its kinds, things in photographs."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from photos import photo

from assistant.boxes import overlap
from assistant.errors import BadInput, ModelMissing, UnknownThing
from assistant.messages import Box, Detection, Image
from local_models import centernet, centernet_graph
from local_models.centernet import CenterNet
from local_models.coco_kinds import KINDS, NAMES, head, kinds_of

THRESHOLD = 0.3


@pytest.fixture(scope="module")
def model(model_folder: Callable[[str], Path]) -> CenterNet:
    return centernet.load(str(model_folder("centernet")))


@pytest.fixture(scope="module")
def reading_model(model_folder: Callable[[str], Path]) -> CenterNet:
    return centernet.load(str(model_folder("centernet")), embedder_folder=str(model_folder("all-minilm-l6-v2")))


def find(model: CenterNet, image: Image, phrase: str, floor: float = THRESHOLD) -> list[Detection]:
    return list(model.find(image, phrase, floor))


def saved(rgb: "np.ndarray", path: Path) -> Image:  # type: ignore[type-arg]
    PIL.Image.fromarray(rgb).save(path)
    return Image(path.name, str(path), rgb.shape[1], rgb.shape[0])


@pytest.mark.parametrize(
    ("name", "phrase", "box"),
    [
        ("chelsea.png", "cat", (0, 0, 430, 300)),
        ("coffee.png", "coffee cup", (160, 15, 420, 265)),
        ("motorcycle_left.png", "motorbike", (115, 35, 680, 450)),
        ("astronaut.png", "woman", (10, 10, 370, 512)),
    ],
)
def test_photographed_thing_is_found_once_and_where_it_is(model: CenterNet, name: str, phrase: str, box: Box) -> None:
    (found,) = find(model, photo(name), phrase)
    assert overlap(found.box_xyxy, box) > 0.85
    assert (found.id, found.phrase) == (1, phrase)
    assert found.label in kinds_of(phrase)


@pytest.mark.parametrize("phrase", ["elephant", "dog", "pizza", "bus"])
@pytest.mark.parametrize("name", ["chelsea.png", "coffee.png", "motorcycle_left.png"])
def test_what_is_not_there_is_not_found(model: CenterNet, name: str, phrase: str) -> None:
    assert find(model, photo(name), phrase) == []


def test_score_below_the_sure_one_only_looks_alike(model: CenterNet) -> None:
    (cat,), (motorcycle,) = find(model, photo("chelsea.png"), "cat"), find(model, photo("motorcycle_left.png"), "bike")
    assert (cat.score >= centernet.SURE, cat.certain) == (False, False)
    assert (motorcycle.score >= centernet.SURE, motorcycle.certain) == (True, True)


def test_floor_is_respected_and_the_surest_comes_first(model: CenterNet) -> None:
    scores = [one.score for one in find(model, photo("motorcycle_left.png"), "", 0.1)]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)
    assert [one.score for one in find(model, photo("motorcycle_left.png"), "", scores[0])] == scores[:1]


def test_without_a_phrase_everything_is_found_each_thing_as_one_kind(model: CenterNet) -> None:
    found = find(model, photo("motorcycle_left.png"), "", 0.1)
    assert {one.label for one in found} <= set(KINDS)
    for number, one in enumerate(found, 1):
        assert one.id == number
        assert all(overlap(one.box_xyxy, other.box_xyxy) <= centernet.ANY_KIND for other in found[number:])


def test_many_phrases_take_one_pass(model: CenterNet, tmp_path: Path) -> None:
    image = saved(np.full((60, 90, 3), 90, np.uint8), tmp_path / "once.png")
    before = model.passes
    for phrase in ("cat", "dog", "", "cat"):
        find(model, image, phrase)
    assert model.passes == before + 1
    others = [saved(np.full((8, 8, 3), n, np.uint8), tmp_path / f"{n}.png") for n in range(centernet.REMEMBERED)]
    for other in others:
        find(model, other, "cat")
    find(model, image, "cat")
    assert model.passes == before + 2 + len(others), "a picture from long ago is looked at anew"


def test_adjectives_are_kept_in_the_phrase_and_not_in_the_label(model: CenterNet) -> None:
    (found,) = find(model, photo("coffee.png"), "the red cup")
    assert (found.phrase, found.label) == ("the red cup", "cup")


def test_unknown_noun_is_refused_in_plain_words(model: CenterNet) -> None:
    with pytest.raises(UnknownThing, match=r"^my small detector knows 80 kinds of things, not 'umpire'$"):
        model.find(photo("chelsea.png"), "the umpire", THRESHOLD)
    with pytest.raises(UnknownThing, match="not 'dog house'"):
        model.find(photo("chelsea.png"), "a dog house", THRESHOLD)


def test_word_that_is_near_one_kind_is_taken_for_it_but_never_as_certain(reading_model: CenterNet) -> None:
    (found,) = find(reading_model, photo("chelsea.png"), "kittycat", 0.2)
    assert (found.label, found.certain) == ("cat", False)


# Related to a kind, near several, or near none.
@pytest.mark.parametrize("word", ["umpire", "leash", "tree", "milk", "engine", "fur", "lion", "cloud", "wheel", "lamp"])
def test_word_that_only_goes_with_a_kind_stays_unknown(reading_model: CenterNet, word: str) -> None:
    with pytest.raises(UnknownThing):
        reading_model.find(photo("chelsea.png"), word, THRESHOLD)


@pytest.mark.parametrize("size", [(1, 1), (2000, 20), (20, 2000), (3, 1000), (4000, 3000)])
def test_boxes_lie_within_pictures_of_any_shape(model: CenterNet, size: tuple[int, int], tmp_path: Path) -> None:
    width, height = size
    with PIL.Image.open(photo("chelsea.png").path) as cat:
        image = saved(np.asarray(cat.convert("RGB").resize(size)), tmp_path / "odd.png")
    for one in find(model, image, "", 0.1):
        x0, y0, x1, y1 = one.box_xyxy
        assert 0 <= x0 < x1 <= width
        assert 0 <= y0 < y1 <= height


def test_cat_is_found_wherever_it_stands_in_a_wide_or_tall_picture(model: CenterNet, tmp_path: Path) -> None:
    with PIL.Image.open(photo("chelsea.png").path) as cat:
        rgb = np.asarray(cat.convert("RGB"))
    wide = np.full((300, 900, 3), 128, np.uint8)
    wide[:, 449:] = rgb
    (found,) = find(model, saved(wide, tmp_path / "wide.png"), "cat", 0.2)
    assert found.box_xyxy[0] > 400
    tall = np.full((900, 451, 3), 128, np.uint8)
    tall[600:] = rgb
    (found,) = find(model, saved(tall, tmp_path / "tall.png"), "cat", 0.2)
    assert found.box_xyxy[1] > 550


def test_cancelled_search_ends(model: CenterNet) -> None:
    stream = model.find(photo("motorcycle_left.png"), "", 0.1)
    next(stream)
    threading.Thread(target=stream.cancel).start()
    stream.cancel()
    assert list(stream) == []


def test_picture_that_is_gone_is_said_to_be(model: CenterNet) -> None:
    with pytest.raises(BadInput, match="this picture is gone"):
        find(model, Image("gone", "/nowhere/gone.png", 10, 10), "cat")


def test_folder_without_a_model_is_a_missing_model(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="oriel models fetch"):
        centernet.load(str(tmp_path))


def test_a_graph_of_another_kind_is_refused(model_folder: Callable[[str], Path]) -> None:
    with pytest.raises(ValueError, match="no idea how to build a Sub"):
        centernet_graph.build(model_folder("centernet") / "centernet.json", ("tower_0/detections",))


def test_peak_becomes_one_box_in_the_pictures_pixels() -> None:
    heat, sides = np.zeros((80, 128, 128), np.float32), np.zeros((4, 128, 128), np.float32)
    heat[KINDS.index("dog"), 50, 60] = 0.8
    heat[KINDS.index("dog"), 50, 61] = 0.6  # the slope of the same peak
    sides[:, 50, 60] = (40, 80, 20, 100)  # left, up, right, down
    (found,) = centernet.decode(heat, sides, 0.5, 500, 560)
    assert found.label == "dog"
    assert found.score == pytest.approx(0.8)
    assert found.box_xyxy == (400, 240, 500, 560), "(240-40, 200-80, 240+20, 200+100) at half size, then clipped"


def test_two_kinds_at_one_place_are_the_surer_one() -> None:
    heat, sides = np.zeros((80, 128, 128), np.float32), np.full((4, 128, 128), 40, np.float32)
    heat[KINDS.index("dog"), 50, 60] = 0.5
    heat[KINDS.index("cat"), 51, 60] = 0.6
    assert [one.label for one in centernet.decode(heat, sides, 1.0, 512, 512)] == ["cat"]


@pytest.mark.parametrize(
    ("phrase", "kinds"),
    [
        ("kitten", {"cat"}),
        ("sofa", {"couch"}),
        ("couches", {"couch"}),
        ("the red car", {"car"}),
        ("men", {"person"}),
        ("people", {"person"}),
        ("TVs", {"tv"}),
        ("phone", {"cell phone"}),
        ("motorbikes", {"motorcycle"}),
        ("bike", {"bicycle", "motorcycle"}),
        ("knives", {"knife"}),
        ("hot dog", {"hot dog"}),
        ("teddy bears", {"teddy bear"}),
        ("a slice of pizza", {"pizza"}),
        ("two rows of chairs", {"chair"}),
        ("cup of coffee", {"cup"}),
        ("the woman with an umbrella", {"person"}),
        ("cutlery", {"fork", "knife", "spoon"}),
        ("glasses", set()),
        ("the man's hat", set()),
        ("bird cage", set()),
        ("tiger", set()),
        ("", set()),
    ],
)
def test_phrase_names_its_kinds(phrase: str, kinds: set[str]) -> None:
    assert set(kinds_of(phrase)) == kinds


def test_every_kind_is_known_by_its_own_name_and_names_no_other() -> None:
    assert len(KINDS) == 80
    for kind in KINDS:
        assert kinds_of(kind) == (kind,)
        assert kind in NAMES


def test_head_ends_where_more_is_said_about_the_thing() -> None:
    assert head("The dog, next to the bench") == ["the", "dog"]
