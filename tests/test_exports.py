"""Exports: each is read back with the tool it is for, or by what is published of its format, and says the same."""

import base64
import io
import json
import zipfile
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote
from xml.etree import ElementTree

import cv2
import numpy as np
import PIL.Image
import PIL.ImageDraw
import pytest
from headless import FLAGS
from labelformat.formats import YOLOv8InstanceSegmentationInput
from labelformat.model.multipolygon import MultiPolygon
from machine import find_chromium
from playwright.sync_api import Page, Playwright
from pycocotools import mask as coco_masks
from pycocotools.coco import COCO

from assistant import export_files, exports, masks, overlays, pictures
from assistant.errors import AssistantError, UnknownName
from assistant.masks import Inside
from assistant.messages import Box, Detection, Finding, Image, Thing
from tests import odd_pictures
from tests.test_polygons import alike, shapes

HEIGHT, WIDTH = 120, 160
OUTLINED = ("ring with an island", "tilted box", "lattice")
BOX: Box = (20.0, 30.0, 90.0, 100.0)


def inside_of(name: str) -> Inside:
    return shapes()[name].astype(np.bool_)


def thing(number: int, name: str) -> Thing:
    mask = masks.encode(inside_of(name), number)
    return Thing(number, f"the {name}", Detection(number, name.split()[0], name, 0.8, masks.box_of(mask)), mask)


def box_only(number: int) -> Thing:
    return Thing(number, 'the <"odd"> & box', Detection(number, "box", "an odd box", 0.5, BOX), None)


def finding(path: Path, *things: Thing) -> Finding:
    return Finding(Image("ab", str(path), WIDTH, HEIGHT), "segment", things)


def four(path: Path) -> Finding:
    outlined = [thing(number, name) for number, name in enumerate(OUTLINED, 1)]
    return finding(path, *outlined, box_only(4))


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture with a blank and a percent in its name, in a folder of its own."""
    path = tmp_path / "my pictures" / "100% cat.png"
    path.parent.mkdir()
    noise = np.random.default_rng(0).integers(0, 255, (HEIGHT, WIDTH, 3), dtype=np.uint8)
    path.write_bytes(odd_pictures.encoded(noise, "PNG"))
    return path


# LabelMe: its own package brings Qt and an inference engine, so its loader's checks are written out here. Held against
# LabelMe 6.3.1 by hand.

DOCUMENT_KEYS = {"version", "flags", "shapes", "imagePath", "imageData", "imageHeight", "imageWidth"}
SHAPE_KEYS = {"label", "points", "group_id", "description", "shape_type", "flags", "mask"}


def labelme_loaded(path: Path) -> tuple[PIL.Image.Image, list[dict]]:
    """What LabelMe would show: the picture, and shapes that pass its checks."""
    document = json.loads(path.read_text(encoding="utf-8"))
    assert set(document) == DOCUMENT_KEYS
    assert document["version"].split(".")[0] in {"5", "6"}
    assert document["flags"] == {}
    if document["imageData"] is None:
        shown = PIL.Image.open(path.parent / PureWindowsPath(document["imagePath"]).as_posix())
    else:
        shown = PIL.Image.open(io.BytesIO(base64.b64decode(document["imageData"])))
    assert shown.size == (document["imageWidth"], document["imageHeight"])
    for shape in document["shapes"]:
        assert set(shape) == SHAPE_KEYS
        assert isinstance(shape["label"], str)
        assert isinstance(shape["group_id"], int)
        assert isinstance(shape["description"], str)
        assert all(len(point) == 2 and all(isinstance(at, float) for at in point) for point in shape["points"])
        assert len(shape["points"]) == 2 if shape["shape_type"] == "rectangle" else len(shape["points"]) >= 3
        assert shape["shape_type"] in {"polygon", "rectangle"}
        assert shape["flags"] == {}
        assert shape["mask"] is None
    return shown, document["shapes"]


def labelme_drawn(shapes_: list[dict], number: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Inside:
    """The polygons of one thing, filled at eight times the size: LabelMe's own filling adds the line around it."""
    canvas = PIL.Image.new("1", (size[0] * 8, size[1] * 8))
    for shape in shapes_:
        if shape["group_id"] == number:
            PIL.ImageDraw.Draw(canvas).polygon([(x * 8, y * 8) for x, y in shape["points"]], fill=1, outline=None)
    return np.asarray(canvas)[4::8, 4::8]


def test_labelme_opens_the_picture_that_lies_where_it_lay(picture: Path, tmp_path: Path) -> None:
    results = tmp_path / "results" / "cat"
    export_files.write(four(picture), picture, "cat", results, {"labelme"})
    assert [file.name for file in results.iterdir()] == ["cat_labelme.json"]
    shown, _ = labelme_loaded(results / "cat_labelme.json")
    assert Path(str(shown.filename)).resolve() == picture.resolve()  # type: ignore[attr-defined]
    assert json.loads((results / "cat_labelme.json").read_text())["imagePath"] == "../../my pictures/100% cat.png"


def test_labelmes_polygons_are_the_masks(picture: Path, tmp_path: Path) -> None:
    export_files.write(four(picture), picture, "cat", tmp_path, {"labelme"})
    _, loaded = labelme_loaded(tmp_path / "cat_labelme.json")
    for number, name in enumerate(OUTLINED, 1):
        assert alike(labelme_drawn(loaded, number), inside_of(name)) >= 0.98
    assert {shape["label"] for shape in loaded} == {"ring", "tilted", "lattice", "box"}
    (box,) = (shape for shape in loaded if shape["shape_type"] == "rectangle")
    assert (box["points"], box["description"]) == ([[20, 30], [90, 100]], 'the <"odd"> & box')


def test_a_picture_that_others_see_otherwise_gets_an_upright_copy(tmp_path: Path) -> None:
    """A phone's picture, turned by its EXIF, as the album keeps it: upright, in another file."""
    own, upright = tmp_path / "IMG 1.jpg", tmp_path / "album" / "ab.png"
    own.write_bytes(odd_pictures.turned(6, "JPEG"))
    upright.parent.mkdir()
    upright.write_bytes(odd_pictures.encoded(np.zeros((HEIGHT, WIDTH, 3), np.uint8), "PNG"))
    written = export_files.write(four(upright), own, "IMG 1", tmp_path / "out", {"labelme", "svg"})
    assert [file.name for file in written] == ["IMG 1_upright.png", "IMG 1_labelme.json", "IMG 1_outlines.svg"]
    shown, _ = labelme_loaded(tmp_path / "out" / "IMG 1_labelme.json")
    assert shown.size == (WIDTH, HEIGHT)


# COCO: read with its makers' own tools.


def test_coco_of_many_pictures_is_read_by_its_own_tools(tmp_path: Path) -> None:
    one = finding(Path("/a.png"), thing(1, "tilted box"), thing(2, "lattice"))
    other = finding(Path("/b.png"), thing(1, "lattice"), box_only(2))
    nothing = finding(Path("/c.png"))
    whole = pictures.coco_set([("a.png", one), ("b.png", other), ("c.png", nothing)])
    (tmp_path / "annotations.coco.json").write_text(json.dumps(whole))
    reader = COCO(str(tmp_path / "annotations.coco.json"))
    assert [image["file_name"] for image in reader.loadImgs(reader.getImgIds())] == ["a.png", "b.png", "c.png"]
    assert sorted(reader.getAnnIds()) == [1, 2, 3, 4]
    assert [kind["name"] for kind in reader.loadCats(reader.getCatIds())] == ["tilted", "lattice", "box"]
    both = reader.loadAnns(reader.getAnnIds(catIds=reader.getCatIds(["lattice"])))
    assert [annotation["image_id"] for annotation in both] == [1, 2], "the kind is shared by the two pictures"
    for annotation in both:
        assert np.array_equal(reader.annToMask(annotation).astype(np.bool_), inside_of("lattice"))
    again = reader.loadRes(whole["annotations"])
    assert len(again.getAnnIds()) == 4
    assert np.array_equal(again.annToMask(again.anns[1]).astype(np.bool_), inside_of("tilted box"))


# YOLO: read with labelformat.


def yolo_read(data: Path) -> dict[str, list[tuple[str, Inside]]]:
    """Picture → each thing's class and what its polygon fills."""
    read = {}
    for label in YOLOv8InstanceSegmentationInput(data, "train").get_labels():
        size = (label.image.height, label.image.width)
        read[label.image.filename] = [(one.category.name, yolo_drawn(one.segmentation, size)) for one in label.objects]
    return read


def yolo_drawn(segmentation: object, size: tuple[int, int]) -> Inside:
    assert isinstance(segmentation, MultiPolygon)
    (polygon,) = segmentation.polygons
    filled = coco_masks.frPyObjects([[at for point in polygon for at in point]], *size)
    return np.asarray(coco_masks.decode(filled)[..., 0], np.bool_)


def test_yolo_data_set_gives_the_masks_back(picture: Path, tmp_path: Path) -> None:
    found = {"first.jpg": four(picture), "second": finding(picture, thing(1, "lattice")), "third": finding(picture)}
    for name, each in found.items():
        export_files.write_yolo_picture(each.image, name, tmp_path)
    export_files.write_yolo_labels(list(found.items()), tmp_path)
    read = yolo_read(tmp_path / "yolo" / "data.yaml")
    assert {name: [kind for kind, _ in things] for name, things in read.items()} == {
        "first.jpg.png": ["ring", "tilted", "lattice", "box"],
        "second.png": ["lattice"],
        "third.png": [],
    }
    for (_, drawn), name in zip(read["first.jpg.png"], OUTLINED, strict=False):
        assert alike(drawn, inside_of(name)) >= 0.98
    x0, y0, x1, y1 = map(int, BOX)
    assert read["first.jpg.png"][3][1].sum() == (x1 - x0) * (y1 - y0), "what has no outline is its box"
    assert read["first.jpg.png"][3][1][y0:y1, x0:x1].all()


def test_yolo_values_are_shares_and_every_line_is_a_polygon(picture: Path) -> None:
    outside = Thing(1, "the dog", Detection(1, "dog", "dog", 0.9, (-4.0, -2.0, WIDTH + 9.0, HEIGHT + 3.0)), None)
    for found in (four(picture), finding(picture, outside)):
        for line in exports.yolo_labels(found, exports.classes([found])).splitlines():
            number, *values = line.split()
            assert number.isdecimal()
            assert len(values) >= 6
            assert len(values) % 2 == 0
            assert all(0 <= float(value) <= 1 for value in values)


def test_names_of_classes_may_hold_anything() -> None:
    import yaml

    names = {'a "quoted": name': 0, "null": 1, "Katze 🐈": 2, "- item # no comment": 3}
    assert yaml.safe_load(exports.yolo_data(names))["names"] == {number: name for name, number in names.items()}
    assert yaml.safe_load(exports.yolo_data({})) == {"train": "images", "val": "images", "nc": 0, "names": {}}


# SVG: drawn by Chromium.


@pytest.fixture(scope="module")
def page(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Page:
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
    return browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})


def screenshot(page: Page) -> np.ndarray:
    return np.asarray(PIL.Image.open(io.BytesIO(page.screenshot())).convert("RGB")).astype(int)


def test_svg_is_drawn_as_the_masks_with_their_holes(page: Page, picture: Path, tmp_path: Path) -> None:
    for number, name in enumerate(OUTLINED, 1):
        export_files.write(finding(picture, thing(number, name)), picture, "cat", tmp_path, {"svg"})
        page.goto((tmp_path / "cat_outlines.svg").as_uri())
        page.evaluate(
            "const look = document.getElementById('things');"
            "document.querySelector('image').remove(); look.setAttribute('fill-opacity', 1);"
            "for (const path of look.children) path.setAttribute('stroke', 'none')"
        )
        page.evaluate("document.documentElement.style.background = 'white'")
        colour = np.array(overlays.colour_of(number))
        filled = np.abs(screenshot(page) - colour).sum(2) < np.abs(screenshot(page) - 255).sum(2)
        assert alike(filled, inside_of(name)) >= 0.97, name


def test_svg_lies_over_the_picture_it_names(page: Page, picture: Path, tmp_path: Path) -> None:
    export_files.write(finding(picture), picture, "cat", tmp_path / "out" / "cat", {"svg"})
    page.goto((tmp_path / "out" / "cat" / "cat_outlines.svg").as_uri())
    assert np.abs(screenshot(page) - np.asarray(PIL.Image.open(picture)).astype(int)).max() <= 2


def test_svg_has_a_path_with_a_title_for_each_thing_in_the_overlays_colour(picture: Path) -> None:
    root = ElementTree.fromstring(exports.svg(four(picture), "cat.png"))
    assert root.attrib["viewBox"] == f"0 0 {WIDTH} {HEIGHT}"
    paths = {path.attrib["id"]: path for path in root.iter("{http://www.w3.org/2000/svg}path")}
    assert sorted(paths) == ["thing-1", "thing-2", "thing-3", "thing-4"]
    titles = [paths[f"thing-{number}"][0].text for number in range(1, 5)]
    assert titles == ["the ring with an island", "the tilted box", "the lattice", 'the <"odd"> & box']
    for number in range(1, 5):
        assert paths[f"thing-{number}"].attrib["stroke"] == "#{:02x}{:02x}{:02x}".format(*overlays.colour_of(number))
    assert paths["thing-4"].attrib["fill"] == "none"
    assert paths["thing-1"].attrib["d"].count("M") == 3, "the ring, its hole and its island in one path"
    areas = [overlays.size(one) for one in four(picture).things]
    assert list(paths) == [f"thing-{1 + at}" for at in np.argsort([-area for area in areas], kind="stable")]


# What is downloaded alone carries its picture.


def test_a_downloaded_labelme_file_carries_its_picture(picture: Path, tmp_path: Path) -> None:
    data = picture.read_bytes()
    made = exports.file(four(picture), data, "cat.png", "labelme.json")
    assert made
    (tmp_path / "labelme.json").write_bytes(made)
    shown, loaded = labelme_loaded(tmp_path / "labelme.json")
    assert np.array_equal(np.asarray(shown), np.asarray(PIL.Image.open(picture)))
    assert json.loads(made)["imagePath"] == "cat.png"
    assert alike(labelme_drawn(loaded, 2), inside_of("tilted box")) >= 0.98


def test_a_downloaded_svg_carries_its_picture(page: Page, picture: Path, tmp_path: Path) -> None:
    made = exports.file(finding(picture), picture.read_bytes(), "cat.png", "outlines.svg")
    assert made
    (tmp_path / "alone.svg").write_bytes(made)
    page.goto((tmp_path / "alone.svg").as_uri())
    assert np.abs(screenshot(page) - np.asarray(PIL.Image.open(picture)).astype(int)).max() <= 2


def test_a_downloaded_yolo_data_set_is_whole(picture: Path, tmp_path: Path) -> None:
    made = exports.file(four(picture), picture.read_bytes(), "100% cat.png", "yolo.zip")
    assert made
    with zipfile.ZipFile(io.BytesIO(made)) as members:
        assert members.testzip() is None
        members.extractall(tmp_path / "data")
    ((name, things),) = yolo_read(tmp_path / "data" / "data.yaml").items()
    assert (name, len(things)) == ("100% cat.png", 4)
    assert exports.file(four(picture), b"", "cat.png", "other.txt") is None


def test_an_address_of_an_odd_name_leads_to_the_file() -> None:
    assert unquote(exports.address("../my pictures/100% #1?.png")) == "../my pictures/100% #1?.png"
    assert not {"#", "?", " "} & set(exports.address("../my pictures/100% #1?.png"))


def test_an_unknown_export_is_named() -> None:
    assert export_files.check_exports("png, svg,") == {"png", "svg"}
    with pytest.raises(UnknownName, match="unknown export 'word'; have: png, coco, labelme, yolo, svg"):
        export_files.check_exports("coco,word")


def test_what_cannot_be_written_is_said_in_a_line(picture: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(AssistantError, match=r"cannot write to .*file"):
        export_files.write(four(picture), picture, "cat", tmp_path / "file" / "out", {"labelme"})


def test_half_a_file_never_stands_under_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export_files.put(tmp_path / "a.json", b"whole")
    full = OSError(28, "No space left on device")

    def fails(path: Path, data: bytes) -> int:
        raise full

    monkeypatch.setattr(Path, "write_bytes", fails)
    with pytest.raises(AssistantError, match="No space left on device"):
        export_files.put(tmp_path / "a.json", b"half")
    assert (tmp_path / "a.json").read_bytes() == b"whole"


def test_a_things_edge_is_where_opencv_sees_it(picture: Path) -> None:
    """Independent of our tracing: OpenCV's own contour of the mask lies within a pixel of the polygon."""
    shape = exports.yolo_labels(finding(picture, thing(1, "tilted box")), {"tilted": 0}).split()[1:]
    polygon = (np.array(shape, float).reshape(-1, 2) * (WIDTH, HEIGHT)).astype(np.float32)
    contours, _ = cv2.findContours(inside_of("tilted box").view(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    away = [abs(cv2.pointPolygonTest(polygon, (float(x) + 0.5, float(y) + 0.5), True)) for x, y in contours[0][:, 0]]
    assert max(away) <= 1.8  # half a pixel of its middle, one of simplifying, and a corner
