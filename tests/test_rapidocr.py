"""RapidOCR with its own weights: rendered and photographed lines of text, read and placed; calls cancelled."""

import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from photos import photo
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from assistant.errors import BadInput, ModelMissing
from assistant.messages import Image
from local_models import rapidocr

FONTS = Path("/usr/share/fonts/truetype/dejavu")
SERIF, SANS = "DejaVuSerif.ttf", "DejaVuSans.ttf"
PAGE = """Region-based segmentation Let us first determine markers of the coins and the background. These markers are
pixels that we can label unambiguously as either object or background. Here, the markers are found at the two extreme
parts of the histogram of grey values:"""

Write = Callable[..., Image]


@pytest.fixture(scope="module")
def reader() -> rapidocr.Reader:
    return rapidocr.load()


def font(size: int, name: str = SANS) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """One of Debian's, or the one inside Pillow where those are not installed."""
    try:
        return ImageFont.truetype(str(FONTS / name), size)
    except OSError:
        return ImageFont.load_default(size)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Text → a picture of it, turned by `angle` degrees against the clock."""

    def draw(text: str, size: int = 36, angle: float = 0, ink: int = 0, paper: int = 255, face: str = SANS) -> Image:
        letters = font(size, face)
        box = ImageDraw.Draw(Picture.new("RGB", (1, 1))).multiline_textbbox((0, 0), text, font=letters)
        picture = Picture.new("RGB", (round(box[2]) + 2 * size, round(box[3]) + 2 * size), (paper,) * 3)
        ImageDraw.Draw(picture).multiline_text((size, size), text, font=letters, fill=(ink,) * 3)
        turned = picture.rotate(angle, Picture.Resampling.BICUBIC, expand=True, fillcolor=(paper,) * 3)
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.png"
        turned.save(path)
        return Image(str(path), str(path), *turned.size)

    return draw


def text_of(reader: rapidocr.Reader, image: Image) -> str:
    return " ".join(line.text for line in reader.read(image))


def error_rate(read: str, true: str) -> float:
    """Characters put in, left out or changed, by the characters that stand there (Levenshtein); spaces count as one."""
    read, true = " ".join(read.split()), " ".join(true.split())
    row = list(range(len(true) + 1))
    for at, letter in enumerate(read, 1):
        before, row[0] = row[0], at
        for place, right in enumerate(true, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != right))
    return row[-1] / len(true)


@pytest.mark.parametrize(
    "text",
    [
        "Emergency exit\nKeep this door shut",
        "Ausfahrt freihalten\nÄpfel für 3,50 € – größer",
        "Où est la bibliothèque ?\nFermé le dimanche à Noël",
        "¿Dónde está el baño?\nEl niño comió piñas",
    ],
    ids=["en", "de", "fr", "es"],
)
@pytest.mark.parametrize(("size", "face"), [(14, SANS), (20, SERIF), (36, SANS), (72, SERIF)])
def test_rendered_text_is_read_in_each_language_and_size(
    reader: rapidocr.Reader, write: Write, text: str, size: int, face: str
) -> None:
    assert error_rate(text_of(reader, write(text, size, face=face)), text) <= 0.06


@pytest.mark.parametrize("angle", [-30, -15, -5, 5, 15, 30, 90, 180, 270])
def test_text_that_stands_askew_is_read(reader: rapidocr.Reader, write: Write, angle: float) -> None:
    assert error_rate(text_of(reader, write("Speed limit 50", 40, angle)), "Speed limit 50") <= 0.1


@pytest.mark.parametrize(("ink", "paper"), [(200, 225), (60, 40), (255, 0), (150, 120)])
def test_text_in_little_contrast_is_read(reader: rapidocr.Reader, write: Write, ink: int, paper: int) -> None:
    assert error_rate(text_of(reader, write("Low contrast", 40, ink=ink, paper=paper)), "Low contrast") <= 0.1


def test_a_photographed_page_is_read(reader: rapidocr.Reader) -> None:
    said = text_of(reader, photo("page.png"))
    read, _, _ = said.partition(" >>>")  # below the paragraph stands code, half of it cut off
    assert error_rate(read.partition(" markers =")[0], PAGE) <= 0.03


def test_a_word_on_a_thing_in_a_photo_is_read_where_it_stands(reader: rapidocr.Reader) -> None:
    (line,) = [line for line in reader.read(photo("motorcycle_left.png")) if line.score >= 0.75]
    assert line.text == "YAMAHA"
    for (x, y), near in zip(line.corners, [(398, 197), (446, 188), (449, 206), (401, 215)], strict=True):
        assert abs(x - near[0]) < 12
        assert abs(y - near[1]) < 12


@pytest.mark.parametrize("name", ["chelsea.png", "coffee.png"])
def test_where_nothing_can_be_read_nothing_is(reader: rapidocr.Reader, name: str) -> None:
    assert [line.text for line in reader.read(photo(name))] == []


def test_lines_come_from_top_to_bottom_with_their_corners_in_the_pictures_own_pixels(
    reader: rapidocr.Reader, write: Write
) -> None:
    for size in (30, 120):  # the first is made larger for reading, the second smaller
        image = write("First line\nSecond line\nThird line", size)
        lines = list(reader.read(image))
        assert [line.text for line in lines] == ["First line", "Second line", "Third line"]
        tops = [line.corners[0][1] for line in lines]
        assert tops == sorted(tops)
        for line in lines:
            assert len(line.corners) == 4
            assert 0.4 * size < line.corners[0][0] < 1.4 * size
            assert line.corners[2][1] - line.corners[0][1] < 2 * size
            assert 0.7 <= line.score <= 1


def test_a_cancelled_call_ends_and_the_next_one_reads(reader: rapidocr.Reader, write: Write) -> None:
    image = write("Long enough to be cancelled\n" * 20, 40)
    stream = reader.read(image)
    stopper = threading.Timer(0.05, stream.cancel)
    stopper.start()
    assert list(stream) == []
    stopper.join()
    assert text_of(reader, write("Still here")) == "Still here"


def test_a_picture_that_is_gone_is_bad_input(reader: rapidocr.Reader, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="gone"):
        list(reader.read(Image("1", str(tmp_path / "1.png"), 10, 10)))


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert text_of(rapidocr.load(), write("EXIT")) == "EXIT"


def test_a_package_without_its_weights_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("rapidocr.__file__", str(tmp_path / "__init__.py"))
    with pytest.raises(ModelMissing, match="install Oriel again"):
        rapidocr.load()


def test_it_runs_on_one_thread(reader: rapidocr.Reader) -> None:
    for session in reader._sessions.values():
        assert session.get_session_options().intra_op_num_threads == 1
