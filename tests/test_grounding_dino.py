"""Grounding DINO in both implementations: real architectures on the tiny checkpoint, and what surrounds the network."""

import os
import threading
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import shapes
import tiny_original
import torch
from groundingdino.models.GroundingDINO import groundingdino as library

from assistant import config
from assistant.boxes import overlap
from assistant.errors import BadInput, ModelCorrupt, ModelMissing
from assistant.messages import Detection, Image
from local_models import grounding, grounding_dino, grounding_dino_original, manifest, store
from local_models.coco_kinds import KINDS
from local_models.grounding import Interrupted, Scored, Tokens
from local_models.grounding_dino import GroundingDino
from local_models.grounding_dino_original import GroundingDinoOriginal
from local_models.pixels import Rgb

TINY = Path(__file__).parent / "data" / "tiny" / "detector"
TWO_CATS = "ORIEL_TEST_TWO_CATS"  # names COCO's picture 39769, which is not ours to give
FLOOR = 0.35
ROOM = 12  # tokens that the fake network can hold


@pytest.fixture(scope="module")
def model() -> GroundingDino:
    return grounding_dino.load(str(TINY))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> GroundingDinoOriginal:
    folder = tmp_path_factory.mktemp("original")
    tiny_original.write(TINY, folder)
    return grounding_dino_original.load(str(folder))


def saved(rgb: Rgb, path: Path) -> Image:
    PIL.Image.fromarray(rgb).save(path)
    return Image(path.name, str(path), rgb.shape[1], rgb.shape[0])


@pytest.fixture
def picture(tmp_path: Path) -> Image:
    """A red circle, a blue square and a yellow star."""
    kinds = (("red", "circle"), ("blue", "square"), ("yellow", "star"))
    return saved(shapes.draw(shapes.TEST_SEEDS + 7, kinds=kinds).rgb, tmp_path / "shapes.png")


@dataclass
class WordNetwork:
    """A Network whose tokens are words and full stops; it gives the same boxes and chosen scores in each pass."""

    scores: dict[str, list[float]]  # word → its score for each box
    boxes: list[tuple[float, float, float, float]] = field(default_factory=lambda: [(0.5, 0.5, 0.2, 0.4)])
    unknown: tuple[str, ...] = ()
    most_tokens: int = ROOM
    captions: list[str] = field(default_factory=list)
    cancel_after: int = 100

    def read(self, caption: str) -> Tokens:
        words, spans, at = caption.replace(".", " . ").split(), [], 0
        for word in words:
            at = caption.index(word, at)
            spans.append((at, at + len(word)))
            at += len(word)
        return Tokens(((0, 0), *spans, (0, 0)), any(word in self.unknown for word in words))

    def look(self, rgb: Rgb, caption: str, stopped: threading.Event) -> Scored:
        if stopped.is_set():
            raise Interrupted
        self.captions.append(caption)
        if len(self.captions) == self.cancel_after:
            stopped.set()
        words = [caption[first:last] for first, last in self.read(caption).spans]
        scores = [self.scores.get(word, [0.0] * len(self.boxes)) for word in words]
        return Scored(np.array(scores, np.float32).T, np.array(self.boxes, np.float32))


def search(network: WordNetwork, image: Image, phrase: str, floor: float = FLOOR) -> list[Detection]:
    return list(grounding.find(network, image, phrase, floor, 0.3))


def test_named_thing_is_found_with_a_tight_box(model: GroundingDino, tmp_path: Path) -> None:
    hits, asked = 0, 0
    for seed in range(20):
        drawn = shapes.draw(shapes.TEST_SEEDS + seed)
        image = saved(drawn.rgb, tmp_path / f"{seed}.png")
        for one in drawn.drawn:
            found = list(model.find(image, one.phrase, FLOOR))
            asked, hits = asked + 1, hits + any(overlap(each.box_xyxy, one.box) > 0.8 for each in found)
            assert [each.id for each in found] == list(range(1, len(found) + 1))
            assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
            assert all(set(each.label.split()) <= set(one.phrase.split()) for each in found)
            assert all(each.phrase == one.phrase for each in found)
    assert hits / asked > 0.85


def test_capitals_and_punctuation_change_nothing(model: GroundingDino, picture: Image) -> None:
    plain, shouted = (list(model.find(picture, phrase, FLOOR)) for phrase in ("red circle", "  RED  circle?! "))
    assert plain
    assert [(one.label, one.box_xyxy) for one in plain] == [(one.label, one.box_xyxy) for one in shouted]


def test_both_implementations_agree_on_the_same_weights(
    model: GroundingDino, original: GroundingDinoOriginal, picture: Image
) -> None:
    for phrase in ("red circle", "blue square", "yellow star", "green ring", "red thing", ""):
        ours, theirs = (list(each.find(picture, phrase, 0.05)) for each in (model, original))
        assert [one.label for one in ours] == [one.label for one in theirs]
        for one, other in zip(ours, theirs, strict=True):
            assert one.score == pytest.approx(other.score, abs=1e-3)
            shares = np.array([one.box_xyxy, other.box_xyxy]) / picture.width
            assert np.abs(shares[0] - shares[1]).max() < 1e-3


@pytest.mark.parametrize("size", [(1, 1), (3000, 60), (60, 3000), (3, 700), (2400, 1800)])
def test_boxes_lie_within_pictures_of_any_shape(
    model: GroundingDino, original: GroundingDinoOriginal, size: tuple[int, int], tmp_path: Path
) -> None:
    rgb = np.asarray(PIL.Image.fromarray(shapes.draw(shapes.TEST_SEEDS).rgb).resize(size))
    image = saved(rgb, tmp_path / "odd.png")
    for detector in (model, original):
        for one in detector.find(image, "red thing", 0.01):
            x0, y0, x1, y1 = one.box_xyxy
            assert 0 <= x0 < x1 <= size[0]
            assert 0 <= y0 < y1 <= size[1]


def test_cancelled_pass_ends_between_two_layers(
    model: GroundingDino, original: GroundingDinoOriginal, picture: Image
) -> None:
    rgb = np.zeros((64, 64, 3), np.uint8)
    for detector in (model, original):
        stopped = threading.Event()
        stopped.set()
        with pytest.raises(Interrupted):
            detector.look(rgb, "thing.", stopped)
        stream = detector.find(picture, "red circle", FLOOR)
        stream.cancel()
        assert list(stream) == []
        assert list(detector.find(picture, "red circle", FLOOR)), "the next call is not cancelled"


def test_thousand_words_are_refused_in_one_line(model: GroundingDino, picture: Image) -> None:
    with pytest.raises(BadInput, match=r"^'red circle .*…' is too long to look for; name the thing in a few words$"):
        model.find(picture, "red circle " * 500, FLOOR)


def test_picture_that_is_gone_is_said_to_be(model: GroundingDino) -> None:
    with pytest.raises(BadInput, match="this picture is gone"):
        list(model.find(Image("gone", "/nowhere/gone.png", 10, 10), "red circle", FLOOR))


@pytest.mark.parametrize("module", [grounding_dino, grounding_dino_original])
def test_folder_without_a_model_is_a_missing_model(module: "type[grounding_dino]", tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="oriel models fetch"):
        module.load(str(tmp_path))


def test_checkpoint_that_lacks_weights_is_refused(original: GroundingDinoOriginal, tmp_path: Path) -> None:
    tiny_original.write(TINY, tmp_path)
    path = next(tmp_path.glob("*.pth"))
    state = torch.load(path, weights_only=True)["model"]
    torch.save({"model": {key: value for key, value in state.items() if "feat_map" not in key}}, path)
    with pytest.raises(ModelCorrupt, match="2 weights are missing, 0 are strange"):
        grounding_dino_original.load(str(tmp_path))


def test_what_only_training_needed_and_prefixes_of_many_gpus_are_put_up_with(tmp_path: Path) -> None:
    tiny_original.write(TINY, tmp_path)
    path = next(tmp_path.glob("*.pth"))
    state = torch.load(path, weights_only=True)["model"] | dict.fromkeys(
        grounding_dino_original.IDLE_KEYS, torch.zeros(1)
    )
    torch.save({"model": {f"module.{key}": value for key, value in state.items()}}, path)
    assert grounding_dino_original.load(str(tmp_path)).most_tokens > 0


def test_the_library_is_left_as_it_was(original: GroundingDinoOriginal) -> None:
    assert library.BertModelWarper.__module__ == "groundingdino.models.GroundingDINO.bertwarper"
    assert library.get_tokenlizer.__name__ == "groundingdino.util.get_tokenlizer"


def test_label_is_the_words_that_were_seen_whole_and_in_order(picture: Image) -> None:
    network = WordNetwork({"red": [0.2], "delivery": [0.4], "van": [0.9]})
    (found,) = search(network, picture, "red delivery van")
    assert (found.label, found.phrase, found.score) == ("delivery van", "red delivery van", pytest.approx(0.9))


def test_half_a_word_makes_it_whole() -> None:
    tokens = Tokens(((0, 0), (0, 4), (4, 7), (7, 8), (0, 0)), False)  # [CLS] mini ##van . [SEP]
    scored = Scored(np.array([[0, 0, 0.8, 0, 0]], np.float32), np.array([[0.5, 0.5, 0.2, 0.2]], np.float32))
    assert [one.label for one in grounding.believed(scored, tokens, ["minivan"], FLOOR, 0.3)] == ["minivan"]


def test_label_is_the_whole_phrase_where_no_word_is_sure_enough(picture: Image) -> None:
    assert [one.label for one in search(WordNetwork({"van": [0.25]}), picture, "red van", 0.2)] == ["red van"]


def test_score_is_the_highest_of_any_token_and_the_floor_holds(picture: Image) -> None:
    network = WordNetwork({"cat": [0.5, 0.34], ".": [0.6, 0.1]}, [(0.2, 0.5, 0.2, 0.4), (0.8, 0.5, 0.2, 0.4)])
    (found,) = search(network, picture, "cat")
    assert found.score == pytest.approx(0.6)
    assert len(search(network, picture, "cat", 0.3)) == 2


def test_two_boxes_around_one_thing_are_one(picture: Image) -> None:
    network = WordNetwork({"cat": [0.5, 0.7]}, [(0.5, 0.5, 0.4, 0.4), (0.51, 0.5, 0.4, 0.42)])
    (found,) = search(network, picture, "cat")
    assert found.score == pytest.approx(0.7)


def test_box_is_in_pixels_and_ends_at_the_pictures_edge(tmp_path: Path) -> None:
    image = saved(np.zeros((100, 200, 3), np.uint8), tmp_path / "wide.png")
    (found,) = search(WordNetwork({"cat": [0.9]}, [(0.9, 0.5, 0.4, 0.2)]), image, "cat")
    assert found.box_xyxy == pytest.approx((140, 40, 200, 60))


def test_box_without_area_is_none(picture: Image) -> None:
    assert search(WordNetwork({"cat": [0.9, 0.9]}, [(1.5, 0.5, 0.2, 0.2), (0.5, 0.5, 0, 0)]), picture, "cat") == []


def test_without_a_phrase_each_box_is_one_of_the_80_kinds(picture: Image) -> None:
    boxes = [(0.2, 0.5, 0.2, 0.4), (0.8, 0.5, 0.2, 0.4)]
    network = WordNetwork({"cat": [0.5, 0.2], "dog": [0.6, 0.1], "traffic": [0.1, 0.7], "light": [0.1, 0.8]}, boxes)
    found = search(network, picture, "")
    assert [(one.label, one.score) for one in found] == [
        ("traffic light", pytest.approx(0.8)),
        ("dog", pytest.approx(0.6)),
    ]
    names = [name for caption in network.captions for name in caption.removesuffix(".").split(". ")]
    assert tuple(names) == KINDS
    assert all(len(network.read(caption).spans) <= ROOM for caption in network.captions)


def test_one_pass_has_at_most_twenty_names(picture: Image) -> None:
    network = WordNetwork({}, most_tokens=256)
    assert search(network, picture, "?!") == []
    assert [len(caption.split(". ")) for caption in network.captions] == [20, 20, 20, 20]


def test_kinds_that_the_vocabulary_lacks_are_not_asked_for(picture: Image) -> None:
    network = WordNetwork({}, unknown=("cat", "stop"))
    search(network, picture, "")
    asked = ". ".join(caption.removesuffix(".") for caption in network.captions).split(". ")
    assert set(KINDS) - set(asked) == {"cat", "stop sign"}


def test_cancelling_ends_the_search_between_two_passes(picture: Image) -> None:
    network = WordNetwork({"cat": [0.9]}, cancel_after=2)
    assert search(network, picture, "") == []
    assert len(network.captions) == 2


@pytest.mark.gpu
def test_gpu_and_cpu_find_the_same(model: GroundingDino, picture: Image) -> None:
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device on this machine")
    on_gpu = grounding_dino.load(str(TINY), device="cuda")
    for phrase in ("red circle", "yellow star"):
        ours, theirs = (list(each.find(picture, phrase, FLOOR)) for each in (model, on_gpu))
        assert [one.label for one in ours] == [one.label for one in theirs]
        for one, other in zip(ours, theirs, strict=True):
            assert one.score == pytest.approx(other.score, abs=5e-3)
            assert overlap(one.box_xyxy, other.box_xyxy) > 0.98


@pytest.mark.weights
def test_published_weights_find_two_cats_as_published() -> None:
    found = list(grounding_dino.load(str(published("grounding-dino-tiny"))).find(two_cats(), "a cat", FLOOR))
    assert [one.score for one in found] == pytest.approx([0.4526, 0.4082], abs=5e-3)
    assert found[0].box_xyxy == pytest.approx((344.81, 23.18, 637.40, 373.83), abs=2)
    assert [one.label for one in found] == ["a cat", "a cat"]


@pytest.mark.weights
def test_authors_own_checkpoint_finds_the_same_two_cats() -> None:
    vocabulary = published("all-minilm-l6-v2")
    detector = grounding_dino_original.load(str(published("groundingdino-swint-ogc")), text_encoder=str(vocabulary))
    found = list(detector.find(two_cats(), "a cat", FLOOR))
    assert [one.score for one in found] == pytest.approx([0.4526, 0.4082], abs=2e-2)
    assert found[0].box_xyxy == pytest.approx((344.81, 23.18, 637.40, 373.83), abs=4)


def published(name: str) -> Path:
    try:
        return store.installed(manifest.find(name), config.load({}).folders.models)
    except (ModelMissing, ModelCorrupt) as missing:
        pytest.skip(str(missing))


def two_cats() -> Image:
    if TWO_CATS not in os.environ:
        pytest.skip(f"{TWO_CATS} does not name the file of COCO's picture 39769")
    return Image("two cats", os.environ[TWO_CATS], 640, 480)
