"""Pictures from and to files: what cameras, phones, browsers and scanners write in, 8-bit RGB standing upright out."""

import io
import struct
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import PIL.Image
import PIL.ImageCms
import PIL.TiffImagePlugin
from numpy.typing import NDArray
from pillow_heif import HeifImageFile

from assistant.errors import BadInput
from assistant.messages import Image

MOST_BYTES = 64 * 2**20
MOST_PIXELS = 80_000_000  # a phone's widest panorama has 63 million; below Pillow's own limit, at which readers warn
THUMBNAIL_PX = 320  # the longer side
WANTED = "JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF or BMP"

Rgb = NDArray[np.uint8]  # [height, width, 3]
Picture = PIL.Image.Image

# What Pillow and libheif raise on damaged files: the first six were seen, with 60,000 of them.
DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    RuntimeError,
    EOFError,
    TypeError,
    LookupError,
    ArithmeticError,
    struct.error,
)
# EXIF orientation → what sets it upright.
TURNS = {
    2: PIL.Image.Transpose.FLIP_LEFT_RIGHT,
    3: PIL.Image.Transpose.ROTATE_180,
    4: PIL.Image.Transpose.FLIP_TOP_BOTTOM,
    5: PIL.Image.Transpose.TRANSPOSE,
    6: PIL.Image.Transpose.ROTATE_270,
    7: PIL.Image.Transpose.TRANSVERSE,
    8: PIL.Image.Transpose.ROTATE_90,
}
EXIF_ORIENTATION = 0x0112
PNG_BIT_DEPTH_AT, PNG_END = 24, b"IEND\xaeB`\x82"
RAW_TAG, REDUCED_TAG = 50706, 254  # DNGVersion; NewSubfileType, whose lowest bit says that this is only a preview
SAME_COLOUR = 3  # levels of 255 by which a profile may differ from sRGB and still be taken for it


@dataclass(frozen=True, eq=False)
class Decoded:
    """A picture as models see it. rgb: uint8 [height, width, 3], sRGB, upright, on white where it was transparent.

    suffix: ".jpg" or ".png" where the file's own bytes are that very picture to every reader, "" where they are not.
    """

    rgb: Rgb
    suffix: str


def load(path: Path) -> bytes:
    """The bytes of a file; BadInput when there is none, or when it is larger than MOST_BYTES (then nothing is read)."""
    try:
        if path.is_dir():
            raise BadInput(f"{path} is a folder; a picture is needed")
        if not path.is_file():
            raise BadInput(f"no file at {path}")
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(too_large(str(path)))
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)  # it may have grown just now
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}") from error


def too_large(name: str) -> str:
    """The sentence for more than MOST_BYTES."""
    return f"{name} is larger than {MOST_BYTES // 2**20} MiB; show a smaller copy of it"


def too_many_pixels(name: str) -> str:
    """The sentence for more than MOST_PIXELS."""
    return f"{name} says it has more than {MOST_PIXELS // 1_000_000} million pixels; show a smaller copy of it"


def read(data: bytes, name: str = "this file") -> Decoded:
    """A picture out of the bytes of its file; of an animation, or of several pages, the first.

    16-bit values keep their high byte; 32-bit and floating-point ones, which state no range, are stretched from the
    darkest to the brightest. `name` begins each error: BadInput for what is empty, too large in bytes or in pixels
    (which is known before anything is decoded), not a picture, or cut short, be it by a few bytes.
    """
    if not data:
        raise BadInput(f"{name} is empty; a picture is needed: {WANTED}")
    if len(data) > MOST_BYTES:
        raise BadInput(too_large(name))
    kind = _kind(data)
    if not kind:
        raise BadInput(_no_picture(data, name))
    # Pillow tells on standard error what it thinks of a file; what matters of that is raised below.
    warnings.filterwarnings("ignore", module="PIL")
    try:
        with _opened(data, kind) as opened:
            _check(opened, name)
            opened.load()
            return _decoded(opened, data, kind)
    except PIL.Image.DecompressionBombError as error:  # twice Pillow's own limit, which it meets first
        raise BadInput(too_many_pixels(name)) from error
    except DAMAGED as error:
        raise BadInput(f"{name} is a {kind} that is cut short or damaged; copy or download it again") from error
    except MemoryError as error:
        raise BadInput(f"{name} needs more memory than is free; show a smaller copy of it") from error


def kept(image: Image) -> Rgb:
    """A picture of the album, which may have more than MOST_BYTES as a PNG: uint8 RGB [height, width, 3].

    Raises BadInput when its file is gone, or is no longer a picture.
    """
    try:
        with PIL.Image.open(image.path) as opened:
            return np.asarray(opened.convert("RGB"))
    except DAMAGED as error:
        raise BadInput("this picture is gone; show it again") from error


def kept_file(image: Image) -> bytes:
    """The file of a picture of the album; raises BadInput when it is gone."""
    try:
        return Path(image.path).read_bytes()
    except OSError as error:
        raise BadInput("this picture is gone; show it again") from error


def png(rgb: Rgb) -> bytes:
    """uint8 RGB [height, width, 3] as a PNG, quickly rather than small."""
    out = io.BytesIO()
    PIL.Image.fromarray(rgb).save(out, "PNG", compress_level=1)
    return out.getvalue()


def thumbnail(rgb: Rgb, most_px: int = THUMBNAIL_PX) -> bytes:
    """uint8 RGB [height, width, 3] as a WebP of at most so many pixels on its longer side."""
    out = io.BytesIO()
    small = PIL.Image.fromarray(rgb)
    small.thumbnail((most_px, most_px))
    small.save(out, "WEBP", quality=80)
    return out.getvalue()


def _kind(data: bytes) -> str:
    """The format, by the first bytes; "" for what is not read here. A file's name says nothing."""
    head = data[:32]
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if head.startswith(b"BM"):
        return "BMP"
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "TIFF"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head[4:8] == b"ftyp":
        brands = data[8 : max(12, min(int.from_bytes(head[:4], "big"), 256))]
        if b"avif" in brands or b"avis" in brands:
            return "AVIF"
        if any(brand in brands for brand in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")):
            return "HEIC"
    return ""


def _no_picture(data: bytes, name: str) -> str:
    """What it is instead, and what would work."""
    head = data[:4096]
    if b"%PDF-" in head[:1024]:
        return f"{name} is a PDF; save the page that you mean as a PNG, or take a screenshot of it"
    if b"<svg" in head.lower():
        return f"{name} is an SVG, which is drawn rather than stored; export it as a PNG"
    if head[4:8] == b"ftyp" or head[:4] == b"\x1aE\xdf\xa3" or (head[:4] == b"RIFF" and head[8:12] == b"AVI "):
        return f"{name} is a video; save a still of it as a JPEG or PNG"
    if _is_text(head):
        return f"{name} is text, not a picture; what can be read: {WANTED}"
    return f"{name} is not a picture that can be read here; what can: {WANTED}"


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, by its mark
        return True
    text = head.decode("utf-8", errors="ignore")
    lost = len(head) - len(text.encode())
    return lost <= 3 and all(letter.isprintable() or letter in "\t\n\r\f" for letter in text)  # 3: one cut at the end


def _opened(data: bytes, kind: str) -> Picture:
    """The file, its header read; nothing is decoded yet."""
    if kind == "HEIC":
        heic: Picture = HeifImageFile(io.BytesIO(data))
        return heic
    return PIL.Image.open(io.BytesIO(data), formats=[kind.upper()])


def _check(opened: Picture, name: str) -> None:
    width, height = opened.size
    if width * height > MOST_PIXELS:
        raise BadInput(too_many_pixels(name))
    if isinstance(opened, PIL.TiffImagePlugin.TiffImageFile):
        tags = opened.tag_v2
        if RAW_TAG in tags or tags.get(REDUCED_TAG, 0) & 1:  # else its small preview would pass for the picture
            raise BadInput(f"{name} is a camera's raw file; export it as a JPEG, or show the JPEG beside it")


def _decoded(opened: Picture, data: bytes, kind: str) -> Decoded:
    turn, profile = TURNS.get(_orientation(opened)), opened.info.get("icc_profile", b"")
    picture = _in_srgb(_on_white(_in_8_bits(opened)), profile)
    if turn is not None:
        picture = picture.transpose(turn)
    is_as_stored = picture is opened  # no step had anything to do
    suffix = _suffix(opened, data, kind) if is_as_stored else ""
    return Decoded(np.asarray(picture.convert("RGB")), suffix)


def _suffix(opened: Picture, data: bytes, kind: str) -> str:
    """Which readers differ on: colours that are not RGB, 16 bits, animation, a PNG without its end or with more."""
    if opened.mode not in {"RGB", "L"}:
        return ""
    if kind == "JPEG":
        return ".jpg"
    is_plain_png = kind == "PNG" and data[PNG_BIT_DEPTH_AT] == 8 and data.endswith(PNG_END)
    return ".png" if is_plain_png and not getattr(opened, "is_animated", False) else ""


def _orientation(opened: Picture) -> int:
    """As EXIF says. Pillow has turned a TIFF already, and libheif a HEIC; both then say 1, or nothing."""
    try:
        return int(opened.getexif().get(EXIF_ORIENTATION, 1))
    except DAMAGED:  # EXIF that cannot be read turns nothing, and is no reason to refuse the picture
        return 1


def _in_8_bits(picture: Picture) -> Picture:
    """Pillow itself cuts 16-bit grey off at 255. RGB of 16 bits it has made 8-bit already, by the high byte."""
    if picture.mode.startswith("I;16"):
        values = np.asarray(picture)
        grey = PIL.Image.fromarray((values >> 8).astype(np.uint8))
        clear = picture.info.get("transparency")
        if clear is not None:
            grey.putalpha(PIL.Image.fromarray(np.where(values == clear, 0, 255).astype(np.uint8)))
        return grey
    if picture.mode in {"I", "F"}:
        return PIL.Image.fromarray(_stretched(np.asarray(picture).astype(np.float32)))
    return picture


def _stretched(values: "NDArray[np.float32]") -> "NDArray[np.uint8]":
    """[height, width] from its darkest finite value, as 0, to its brightest, as 255."""
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    values = np.nan_to_num(values, nan=low, posinf=high, neginf=low)
    levels: NDArray[np.uint8] = np.rint((values - low) * (255 / max(high - low, 1e-12))).astype(np.uint8)
    return levels


def _on_white(picture: Picture) -> Picture:
    """What is transparent has any colour below, often black."""
    if not picture.has_transparency_data:
        return picture
    seen = picture.convert("RGBA")
    ground = PIL.Image.new("RGB", picture.size, "white")
    ground.paste(seen, mask=seen)
    return ground


def _in_srgb(picture: Picture, profile: bytes) -> Picture:
    """Colours as a screen shows them; a profile that amounts to sRGB changes nothing."""
    if not profile:
        return picture
    try:
        source = PIL.ImageCms.ImageCmsProfile(io.BytesIO(profile))
        shown = picture.convert("RGB") if picture.mode in {"P", "1"} else picture
        convert = PIL.ImageCms.buildTransform(source, PIL.ImageCms.createProfile("sRGB"), shown.mode, "RGB")
        if shown.mode == "RGB" and _changes_little(convert):
            return picture
        return convert.apply(shown)
    except (PIL.ImageCms.PyCMSError, *DAMAGED):  # a profile that cannot be read, or for other colours than these
        return picture


def _changes_little(convert: PIL.ImageCms.ImageCmsTransform) -> bool:
    levels = np.linspace(0, 255, 6).astype(np.uint8)
    before = np.stack(np.meshgrid(levels, levels, levels), axis=-1).reshape(1, -1, 3)
    after = np.asarray(convert.apply(PIL.Image.fromarray(before)))
    return int(np.abs(after.astype(int) - before).max()) <= SAME_COLOUR
