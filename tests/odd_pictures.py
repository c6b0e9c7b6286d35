"""Pictures as they come in, odd, broken and hostile ones among them, made on the spot as the bytes of files."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import PIL.ImageCms
from numpy.typing import NDArray
from pillow_heif import from_bytes, from_pillow

Rgb = NDArray[np.uint8]  # [height, width, 3]

RED, GREEN, BLUE, YELLOW, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (255, 255, 255)
WIDTH, HEIGHT = 96, 64
FORMATS = ["JPEG", "PNG", "WebP", "HEIC", "AVIF", "GIF", "TIFF", "BMP"]
ORIENTATIONS = range(1, 9)
GREY, RGB, GREY_ALPHA, RGB_ALPHA = 0, 2, 4, 6  # PNG's colour types
CHANNELS = {GREY: 1, RGB: 3, GREY_ALPHA: 2, RGB_ALPHA: 4}
# Every orientation undoes itself, but for the two quarter turns, which undo each other.
STORED_AS: dict[int, Callable[[Rgb], Rgb]] = {
    1: lambda upright: upright,
    2: lambda upright: upright[:, ::-1],
    3: lambda upright: upright[::-1, ::-1],
    4: lambda upright: upright[::-1],
    5: lambda upright: upright.transpose(1, 0, 2),
    6: lambda upright: np.rot90(upright),
    7: lambda upright: upright[::-1, ::-1].transpose(1, 0, 2),
    8: lambda upright: np.rot90(upright, -1),
}


def corners(width: int = WIDTH, height: int = HEIGHT) -> Rgb:
    """Red, green; blue, yellow: which way is up can be told from any two."""
    picture = np.empty((height, width, 3), np.uint8)
    middle, half = height // 2, width // 2
    picture[:middle, :half], picture[:middle, half:] = RED, GREEN
    picture[middle:, :half], picture[middle:, half:] = BLUE, YELLOW
    return picture


def noise(width: int, height: int, seed: int = 0) -> Rgb:
    """What no format makes small."""
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def encoded(picture: Rgb, kind: str, **options: Any) -> bytes:
    """uint8 RGB as a file of one of FORMATS."""
    made = PIL.Image.fromarray(np.ascontiguousarray(picture))
    if kind == "HEIC":
        out = io.BytesIO()
        from_pillow(made).save(out, quality=90, **options)
        return out.getvalue()
    if kind in {"JPEG", "WebP", "AVIF"}:
        options = {"quality": 95} | options
    return saved(made, kind, **options)


def saved(picture: PIL.Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def turned(orientation: int, kind: str, upright: Rgb | None = None) -> bytes:
    """A picture, else `corners`, lying as the camera was held, and the EXIF tag that says how.

    JPEG, PNG, WebP, AVIF, HEIC or TIFF.
    """
    stored = STORED_AS[orientation](corners() if upright is None else upright)
    if kind == "TIFF":
        return encoded(stored, kind, tiffinfo={0x0112: orientation})
    exif = PIL.Image.Exif()
    exif[0x0112] = orientation
    return encoded(stored, kind, exif=exif.tobytes())


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def raw_png(width: int, height: int, depth: int, colour: int, rows: bytes, *more: bytes) -> bytes:
    """A PNG by hand; `rows` as stored, each led by its filter; `more` are chunks before the pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(more) + pixels + chunk(b"IEND", b"")


def gradient(width: int = 256) -> "NDArray[np.uint16]":
    """[width] from 0 to 65535."""
    return np.linspace(0, 65535, width).astype(np.uint16)


def png_16_bit(colour: int, *more: bytes) -> bytes:
    """`gradient` in every channel, 4 rows high; alpha, where there is one, is opaque."""
    values = np.repeat(gradient()[:, None], CHANNELS[colour], axis=1)
    if colour in {GREY_ALPHA, RGB_ALPHA}:
        values[:, -1] = 65535  # the last channel
    return raw_png(256, 4, 16, colour, (b"\0" + values.astype(">u2").tobytes()) * 4, *more)


def tiff_16_bit() -> bytes:
    return saved(PIL.Image.fromarray(np.repeat(gradient()[None], 4, axis=0)), "TIFF")


def tiff_of_floats(low: float = -3.0, high: float = 5.0) -> bytes:
    """A ramp with a hole (NaN) in its first place."""
    values = np.repeat(np.linspace(low, high, 256, dtype=np.float32)[None], 4, axis=0)
    values[0, 0] = np.nan
    return saved(PIL.Image.fromarray(values), "TIFF")


def heic_10_bit() -> bytes:
    """`gradient` in every channel, 64 rows high."""
    values = np.repeat(np.repeat(gradient()[None, :, None], 64, axis=0), 3, axis=2)
    out = io.BytesIO()
    from_bytes("RGB;16", (256, 64), values.tobytes()).save(out, quality=95)
    return out.getvalue()


def with_alpha(kind: str) -> bytes:
    """`corners`, of which the left half is transparent; PNG, WebP, AVIF, TIFF or HEIC."""
    alpha = np.full((HEIGHT, WIDTH, 1), 255, np.uint8)
    alpha[:, : WIDTH // 2] = 0
    picture = PIL.Image.fromarray(np.concatenate([corners(), alpha], axis=2))
    if kind == "HEIC":
        out = io.BytesIO()
        from_pillow(picture).save(out, quality=90)
        return out.getvalue()
    return saved(picture, kind, **({"lossless": True} if kind == "WebP" else {}))


def grey(kind: str) -> bytes:
    """A ramp from black to white, 8 bits."""
    return saved(PIL.Image.fromarray(np.repeat(np.arange(256, dtype=np.uint8)[None], 16, axis=0)), kind)


def black_and_white() -> bytes:
    """One bit a pixel: the left half black."""
    picture = np.zeros((HEIGHT, WIDTH), np.uint8)
    picture[:, WIDTH // 2 :] = 255
    return saved(PIL.Image.fromarray(picture).convert("1"), "PNG")


def palette(*, transparent: bool = False) -> bytes:
    """`corners` in a PNG with a palette; red, if so wished, is transparent."""
    picture = PIL.Image.fromarray(corners()).quantize(8)
    red = picture.getpixel((0, 0))
    return saved(picture, "PNG", **({"transparency": red} if transparent else {}))


def cmyk() -> bytes:
    """`corners` as a print shop's JPEG."""
    return saved(PIL.Image.fromarray(corners()).convert("CMYK"), "JPEG", quality=95)


def profile(*, swapped: bool = False) -> bytes:
    """sRGB as an ICC profile; swapped: with the primaries of red and green exchanged."""
    data = bytearray(PIL.ImageCms.ImageCmsProfile(PIL.ImageCms.createProfile("sRGB")).tobytes())
    if not swapped:
        return bytes(data)
    tags = {bytes(data[at : at + 4]): at + 4 for at in range(132, 132 + 12 * int.from_bytes(data[128:132], "big"), 12)}
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    data[red : red + 8], data[green : green + 8] = data[green : green + 8], data[red : red + 8]
    return bytes(data)


def animated(kind: str) -> bytes:
    """Two frames, `corners` and then white; GIF, WebP or PNG; a TIFF then has two pages."""
    first, second = PIL.Image.fromarray(corners()), PIL.Image.new("RGB", (WIDTH, HEIGHT), WHITE)
    options: dict[str, Any] = {"lossless": True} if kind == "WebP" else {}
    return saved(first, kind, save_all=True, append_images=[second], **options)


def one_pixel(kind: str) -> bytes:
    return encoded(np.full((1, 1, 3), RED, np.uint8), kind)


def very_wide() -> bytes:
    """20,000 by 200."""
    return encoded(corners(20_000, 200), "PNG")


def bomb(width: int = 60_000, height: int = 50_000, kind: str = "PNG") -> bytes:
    """A few bytes that say they are 3,000 million pixels; PNG, GIF, BMP or JPEG."""
    if kind == "PNG":
        return raw_png(width, height, 8, RGB, b"\0" * 1000)
    if kind == "GIF":
        return b"GIF89a" + struct.pack("<HH", width, height) + encoded(corners(), "GIF")[10:]
    if kind == "BMP":
        return b"BM" + struct.pack("<IIIIiiHHIIiiII", 54, 0, 54, 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    small = bytearray(encoded(corners(), "JPEG"))
    at = small.index(b"\xff\xc0") + 5  # the frame's header: length, precision, height, width
    small[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(small)


def cut_short(data: bytes, share: float = 0.5) -> bytes:
    return data[: int(len(data) * share)]


def text() -> bytes:
    return "A cat, they say – but only in words.\n".encode() * 40


def svg() -> bytes:
    return b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>\n'


def pdf() -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


def video() -> bytes:
    return struct.pack(">I4s4sI4s4s", 24, b"ftyp", b"isom", 512, b"isom", b"mp41") + b"\0" * 100


def camera_raw() -> bytes:
    """As a camera's raw file begins: a small preview that would pass for the picture."""
    return encoded(corners(), "TIFF", tiffinfo={254: 1})


def zeros(count: int) -> Iterator[bytes]:
    """So many bytes, in pieces, none of which is kept."""
    piece = bytes(2**16)
    for _ in range(count // len(piece)):
        yield piece
    yield piece[: count % len(piece)]


def file_of_zeros(path: Path, count: int) -> Path:
    """A file of that size that takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(count)
    return path
