"""Reading pictures: every format the right way up and in the right colours, and one clear line for what is none."""

import io
import re
import tracemalloc
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from assistant import picture_files
from assistant.errors import BadInput
from assistant.picture_files import MOST_BYTES, MOST_PIXELS, Rgb, read
from tests import odd_pictures as odd

LOSSY = 40  # levels by which a lossy format may miss a colour in the middle of a flat quarter


def quarters(rgb: Rgb) -> list[tuple[int, ...]]:
    """The colours in the middle of each quarter: top left, top right, bottom left, bottom right."""
    height, width, _ = rgb.shape
    places = [(y, x) for y in (height // 4, 3 * height // 4) for x in (width // 4, 3 * width // 4)]
    return [tuple(int(level) for level in rgb[place]) for place in places]


def is_about(found: Sequence[tuple[int, ...]], wanted: Sequence[tuple[int, ...]]) -> bool:
    return bool(np.abs(np.array(found) - np.array(wanted)).max() <= LOSSY)


CORNERS = [odd.RED, odd.GREEN, odd.BLUE, odd.YELLOW]
LEFT_CLEAR = [odd.WHITE, odd.GREEN, odd.WHITE, odd.YELLOW]


@pytest.mark.parametrize("kind", odd.FORMATS)
def test_every_format_is_read_as_rgb(kind: str) -> None:
    rgb = read(odd.encoded(odd.corners(), kind)).rgb
    assert (rgb.shape, rgb.dtype) == ((odd.HEIGHT, odd.WIDTH, 3), np.uint8)
    assert is_about(quarters(rgb), CORNERS)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP"])
def test_lossless_pictures_come_out_bit_for_bit(kind: str) -> None:
    picture = odd.noise(37, 23)
    assert np.array_equal(read(odd.encoded(picture, kind)).rgb, picture)


@pytest.mark.parametrize("orientation", odd.ORIENTATIONS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP", "AVIF", "HEIC", "TIFF"])
def test_picture_stands_upright_however_the_camera_was_held(kind: str, orientation: int) -> None:
    rgb = read(odd.turned(orientation, kind)).rgb
    assert rgb.shape == (odd.HEIGHT, odd.WIDTH, 3)
    assert is_about(quarters(rgb), CORNERS)


@pytest.mark.parametrize("colour", [odd.GREY, odd.RGB, odd.GREY_ALPHA, odd.RGB_ALPHA])
def test_16_bits_are_scaled_and_not_cut_off(colour: int) -> None:
    expected = np.repeat((odd.gradient() >> 8)[:, None], 3, axis=1)
    assert np.array_equal(read(odd.png_16_bit(colour)).rgb[0], expected)


def test_16_bit_tiff_is_scaled_and_not_cut_off() -> None:
    assert np.array_equal(read(odd.tiff_16_bit()).rgb[0, :, 0], odd.gradient() >> 8)


def test_transparent_shade_of_a_16_bit_png_is_white() -> None:
    black_is_clear = odd.chunk(b"tRNS", b"\0\0")
    rgb = read(odd.png_16_bit(odd.GREY, black_is_clear)).rgb
    assert rgb[0, :3, 0].tolist() == [255, 1, 2]


def test_floats_are_stretched_over_what_there_is() -> None:
    rgb = read(odd.tiff_of_floats()).rgb
    assert rgb[1, :, 0].tolist() == list(range(256))
    assert rgb[0, 0].tolist() == [0, 0, 0]


def test_ten_bit_heic_keeps_its_range() -> None:
    row = read(odd.heic_10_bit()).rgb[32, :, 0].astype(int)
    assert np.abs(row - np.arange(256)).max() <= 4


@pytest.mark.parametrize("kind", ["PNG", "WebP", "AVIF", "TIFF", "HEIC"])
def test_transparent_parts_are_white(kind: str) -> None:
    assert is_about(quarters(read(odd.with_alpha(kind)).rgb), LEFT_CLEAR)


def test_palette_is_looked_up() -> None:
    assert quarters(read(odd.palette()).rgb) == CORNERS
    assert quarters(read(odd.palette(transparent=True)).rgb) == [odd.WHITE, *CORNERS[1:]]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_grey_becomes_three_equal_channels(kind: str) -> None:
    rgb = read(odd.grey(kind)).rgb.astype(int)
    assert np.array_equal(rgb[..., 0], rgb[..., 2])
    assert np.abs(rgb[8, :, 1] - np.arange(256)).max() <= 2


def test_one_bit_is_black_and_white() -> None:
    assert quarters(read(odd.black_and_white()).rgb) == [(0, 0, 0), odd.WHITE] * 2


def test_print_shops_jpeg_has_its_colours() -> None:
    assert is_about(quarters(read(odd.cmyk()).rgb), CORNERS)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_colours_follow_the_profile(kind: str) -> None:
    """One that exchanges red and green, so that nobody can overlook it."""
    rgb = read(odd.encoded(odd.corners(), kind, icc_profile=odd.profile(swapped=True))).rgb
    assert is_about(quarters(rgb), [odd.GREEN, odd.RED, odd.BLUE, odd.YELLOW])


@pytest.mark.parametrize("profile", [b"", b"no profile", odd.profile()])
def test_profile_that_says_nothing_new_changes_nothing(profile: bytes) -> None:
    picture = odd.noise(64, 64)
    decoded = read(odd.encoded(picture, "PNG", icc_profile=profile))
    assert (decoded.suffix, np.array_equal(decoded.rgb, picture)) == (".png", True)


@pytest.mark.parametrize("kind", ["GIF", "WebP", "PNG", "TIFF"])
def test_first_frame_stands_for_an_animation(kind: str) -> None:
    assert is_about(quarters(read(odd.animated(kind)).rgb), CORNERS)


@pytest.mark.parametrize("kind", odd.FORMATS)
def test_one_pixel_is_a_picture(kind: str) -> None:
    assert is_about([tuple(read(odd.one_pixel(kind)).rgb[0, 0].tolist())], [odd.RED])


def test_very_wide_picture_is_read_whole() -> None:
    rgb = read(odd.very_wide()).rgb
    assert (rgb.shape, quarters(rgb)) == ((200, 20_000, 3), CORNERS)
    small = PIL.Image.open(io.BytesIO(picture_files.thumbnail(rgb)))
    assert small.size == (320, 3)


def test_broken_exif_is_no_reason_to_refuse_a_picture() -> None:
    data = odd.encoded(odd.corners(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert is_about(quarters(read(data).rgb), CORNERS)


# Which files every reader takes for the same picture.


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (odd.encoded(odd.corners(), "JPEG"), ".jpg"),
        (odd.encoded(odd.corners(), "JPEG", progressive=True), ".jpg"),
        (odd.turned(1, "JPEG"), ".jpg"),
        (odd.grey("JPEG"), ".jpg"),
        (odd.encoded(odd.corners(), "PNG"), ".png"),
        (odd.grey("PNG"), ".png"),
        (odd.turned(6, "JPEG"), ""),
        (odd.turned(6, "PNG"), ""),
        (odd.cmyk(), ""),
        (odd.encoded(odd.corners(), "JPEG", icc_profile=odd.profile(swapped=True)), ""),
        (odd.with_alpha("PNG"), ""),
        (odd.palette(), ""),
        (odd.png_16_bit(odd.RGB), ""),
        (odd.animated("PNG"), ""),
        (odd.encoded(odd.corners(), "PNG") + b"more", ""),
        (odd.encoded(odd.corners(), "PNG")[:-12], ""),
        (odd.encoded(odd.corners(), "WebP"), ""),
    ],
)
def test_only_plain_files_are_kept_as_they_are(data: bytes, suffix: str) -> None:
    decoded = read(data)
    assert decoded.suffix == suffix
    if suffix:
        other = PIL.Image.open(io.BytesIO(data)).convert("RGB")
        assert np.array_equal(decoded.rgb, np.asarray(other))


def test_png_and_thumbnail_hold_the_picture() -> None:
    picture = odd.corners(640, 480)
    assert np.array_equal(np.asarray(PIL.Image.open(io.BytesIO(picture_files.png(picture)))), picture)
    small = PIL.Image.open(io.BytesIO(picture_files.thumbnail(picture)))
    assert (small.format, small.size) == ("WEBP", (320, 240))
    assert is_about(quarters(np.asarray(small.convert("RGB"))), CORNERS)


def test_small_picture_is_not_blown_up() -> None:
    assert PIL.Image.open(io.BytesIO(picture_files.thumbnail(odd.corners(8, 6)))).size == (8, 6)


# What is refused.


def refusal(data: bytes) -> str:
    with pytest.raises(BadInput) as refused:
        read(data, "cat.jpg")
    sentence = str(refused.value)
    assert re.fullmatch(r"cat\.jpg [^\n]{20,160}", sentence), sentence
    return sentence


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty; a picture is needed: JPEG, PNG"),
        (odd.text(), "is text, not a picture"),
        (odd.text()[:-1] + "…".encode() * 2000, "is text, not a picture"),
        ("Grüße".encode("utf-16"), "is text, not a picture"),
        (odd.svg(), "is an SVG"),
        (odd.pdf(), "is a PDF"),
        (odd.video(), "is a video"),
        (odd.camera_raw(), "is a camera's raw file"),
        (bytes(1000), "is not a picture that can be read here"),
        (odd.noise(99, 99).tobytes(), "is not a picture that can be read here"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "is text, not a picture"),
    ],
)
def test_what_is_no_picture_is_refused_by_what_it_is(data: bytes, says: str) -> None:
    assert says in refusal(data)


@pytest.mark.parametrize("share", [0.99, 0.5, 0.1])
@pytest.mark.parametrize("kind", odd.FORMATS)
def test_picture_that_is_cut_short_is_refused(kind: str, share: float) -> None:
    whole = odd.encoded(odd.noise(200, 150), kind)
    assert f"is a {kind} that is cut short or damaged" in refusal(odd.cut_short(whole, share))


def test_jpeg_that_lacks_its_last_bytes_is_refused() -> None:
    assert "cut short" in refusal(odd.encoded(odd.corners(), "JPEG")[:-2])
    assert "cut short" in refusal(odd.encoded(odd.corners(), "JPEG", progressive=True)[:-2])


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "JPEG"])
def test_bomb_is_refused_by_what_it_says_of_itself(kind: str) -> None:
    """Also between Pillow's own limits, where Pillow would only warn."""
    for width, height in [(60_000, 50_000), (10_000, 10_000), (10_000, MOST_PIXELS // 10_000 + 1)]:
        assert "says it has more than 80 million pixels" in refusal(odd.bomb(width, height, kind))


def test_just_under_the_limit_is_not_refused_for_its_size() -> None:
    assert "cut short" in refusal(odd.bomb(10_000, MOST_PIXELS // 10_000))


def test_too_many_bytes_are_refused() -> None:
    data = odd.encoded(odd.corners(), "PNG") + bytes(MOST_BYTES)
    assert "is larger than 64 MiB" in refusal(data)


@pytest.mark.parametrize(
    "make", [odd.camera_raw, odd.bomb, lambda: odd.bomb(10_000, 10_000), lambda: odd.cut_short(odd.turned(6, "TIFF"))]
)
def test_refusal_is_all_that_is_said(make: Callable[[], bytes], capfd: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = lambda message, *_: print(message)  # as outside of tests
        refusal(make())
    assert capfd.readouterr() == ("", "")


def test_thousand_damaged_files_end_as_pictures_or_refusals() -> None:
    wholes = [odd.encoded(odd.corners(), kind) for kind in odd.FORMATS]
    chance = np.random.default_rng(0)
    read_well = 0
    for number in range(1000):
        damaged = bytearray(wholes[number % len(wholes)])
        for at in chance.integers(0, min(len(damaged), 300), 3):
            damaged[at] = chance.integers(0, 256)
        try:
            read_well += read(bytes(damaged)).rgb.ndim == 3
        except BadInput:
            continue
    assert 0 < read_well < 1000


# From files.


def test_file_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "cat.png"
    file.write_bytes(b"bytes")
    assert picture_files.load(file) == b"bytes"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=f"no file at {tmp_path}/gone"):
        picture_files.load(tmp_path / "gone.jpg")
    with pytest.raises(BadInput, match="is a folder; a picture is needed"):
        picture_files.load(tmp_path)
    with pytest.raises(BadInput, match="no file at /dev/zero"):
        picture_files.load(Path("/dev/zero"))
    with pytest.raises(BadInput, match="cannot be read: File name too long"):
        picture_files.load(tmp_path / ("x" * 300))


def test_file_of_100_mb_is_refused_unread(tmp_path: Path) -> None:
    file = odd.file_of_zeros(tmp_path / "huge.jpg", 100_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(BadInput, match=r"huge\.jpg is larger than 64 MiB; show a smaller copy of it"):
            picture_files.load(file)
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()
