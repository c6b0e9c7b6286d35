"""The album: a picture kept once, whole or not at all, for its owner alone, and missed when it is gone."""

import os
import re
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import pytest

from assistant import picture_files
from assistant.album import LEFTOVER_S, LONGEST_NAME, Album, safe_name
from assistant.errors import AssistantError, BadInput
from local_models import pixels
from tests import odd_pictures as odd
from tests.browser import wait_until

ROOT = Path(__file__).parents[1]
JPEG = odd.encoded(odd.corners(), "JPEG")
TURNED = odd.turned(6, "JPEG")
GONE = "^this picture is gone; show it again$"
IN_TIME_S = 20.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "pictures"


@pytest.fixture
def album(folder: Path) -> Album:
    return Album(folder)


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file, and what changes when it is written anew."""
    return {file.name: (file.stat().st_ino, file.stat().st_mtime_ns) for file in folder.iterdir()}


def test_picture_is_known_by_the_hash_of_its_bytes(album: Album) -> None:
    picture = album.add(TURNED, "cat.jpg")
    assert picture.image.id == sha256(TURNED).hexdigest()
    assert (picture.name, picture.image.width, picture.image.height) == ("cat.jpg", odd.WIDTH, odd.HEIGHT)
    assert album.get(picture.image.id) == picture


@pytest.mark.parametrize(
    "data",
    [
        JPEG,
        TURNED,
        odd.encoded(odd.corners(), "PNG"),
        odd.encoded(odd.corners(), "HEIC"),
        odd.with_alpha("PNG"),
        odd.png_16_bit(odd.GREY),
        odd.cmyk(),
        odd.palette(transparent=True),
        odd.animated("GIF"),
        odd.animated("PNG"),
        odd.one_pixel("PNG"),
        odd.very_wide(),
    ],
)
def test_every_reader_sees_the_same_upright_picture(album: Album, data: bytes) -> None:
    """Ours, Pillow and OpenCV; whether or not they turn, blend or scale by themselves."""
    seen = picture_files.read(data).rgb
    image = album.add(data, "it").image
    assert seen.shape == (image.height, image.width, 3)
    assert np.array_equal(pixels.read(image), seen)
    assert np.array_equal(picture_files.kept(image), seen)
    with PIL.Image.open(image.path) as opened:
        assert (opened.getexif().get(0x0112, 1), opened.has_transparency_data) == (1, False)
    bgr = cv2.imread(image.path)
    assert bgr is not None
    # OpenCV's own JPEG decoder rounds otherwise.
    assert np.abs(bgr[..., ::-1].astype(int) - seen).max() <= (4 if image.path.endswith(".jpg") else 0)


def test_plain_file_is_kept_byte_for_byte(album: Album) -> None:
    assert Path(album.add(JPEG, "cat").image.path).read_bytes() == JPEG
    assert Path(album.add(TURNED, "cat").image.path).suffix == ".png"


def test_picture_that_is_kept_in_more_bytes_than_may_come_in_can_be_read(
    album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As 24 million pixels of leaves, which take 32 MiB as a JPEG and 68 as a PNG."""
    data = odd.encoded(odd.noise(300, 200), "WebP", quality=50)
    monkeypatch.setattr(picture_files, "MOST_BYTES", len(data))
    image = album.add(data, "it").image
    assert Path(image.path).stat().st_size > 2 * len(data)
    assert np.array_equal(picture_files.kept(image), picture_files.read(data).rgb)


def test_thumbnail_is_small_and_upright(album: Album) -> None:
    turned = odd.turned(6, "JPEG", odd.corners(1200, 900))
    with PIL.Image.open(album.add(turned, "cat").thumbnail) as small:
        assert (small.size, small.convert("RGB").getpixel((300, 10))) == ((320, 240), pytest.approx((0, 255, 0), abs=9))


def test_same_picture_again_is_written_no_second_time(album: Album, folder: Path) -> None:
    first = album.add(TURNED, "cat.jpg")
    before = state(folder)
    assert album.add(TURNED, "cat.jpg") == first
    assert Album(folder).add(TURNED, "cat.jpg") == first
    assert state(folder) == before
    assert len(before) == 3


def test_same_picture_by_another_name_takes_the_name_alone(album: Album, folder: Path) -> None:
    first = album.add(TURNED, "IMG_0001.jpg")
    before = state(folder)
    second = album.add(TURNED, "cat.jpg")
    assert (second.image, second.name) == (first.image, "cat.jpg")
    assert album.get(first.image.id) == second
    assert {name for name, was in before.items() if state(folder)[name] != was} == {f"{first.image.id}.json"}


def test_picture_outlives_the_process(album: Album, folder: Path) -> None:
    picture = album.add(JPEG, "cat.jpg")
    assert Album(folder).get(picture.image.id) == picture


def test_only_the_owner_may_read(album: Album, folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o755)
    album.add(JPEG, "cat.jpg")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_empty_album_leaves_no_trace(album: Album, folder: Path) -> None:
    with pytest.raises(BadInput, match=GONE):
        album.get("0" * 64)
    album.delete("0" * 64)
    assert album.forget_unused(set()) == 0
    with pytest.raises(BadInput):
        album.add(odd.text(), "cat.jpg")
    assert not folder.exists()


# What is missing.


@pytest.mark.parametrize("ending", [".png", ".json"])
def test_picture_whose_file_was_deleted_is_missed_and_can_be_shown_again(
    album: Album, folder: Path, ending: str
) -> None:
    picture = album.add(TURNED, "cat.jpg")
    (folder / f"{picture.image.id}{ending}").unlink()
    with pytest.raises(BadInput, match=GONE):
        album.get(picture.image.id)
    assert album.add(TURNED, "cat.jpg") == picture
    assert album.get(picture.image.id) == picture
    assert np.array_equal(pixels.read(picture.image), picture_files.read(TURNED).rgb)


def test_picture_whose_file_was_cut_short_is_missed_and_can_be_shown_again(album: Album) -> None:
    picture = album.add(TURNED, "cat.jpg")
    os.truncate(picture.image.path, 100)
    with pytest.raises(BadInput, match=GONE):
        album.get(picture.image.id)
    with pytest.raises(BadInput, match=GONE):
        picture_files.kept(picture.image)
    assert pixels.read(album.add(TURNED, "cat.jpg").image).shape == (odd.HEIGHT, odd.WIDTH, 3)


def test_lost_thumbnail_costs_only_itself_and_is_made_again(album: Album) -> None:
    picture = album.add(TURNED, "cat.jpg")
    picture.thumbnail.unlink()
    assert album.get(picture.image.id) == picture
    album.add(TURNED, "cat.jpg")
    assert picture.thumbnail.exists()


def test_folder_that_was_deleted_is_made_again(album: Album, folder: Path) -> None:
    picture = album.add(JPEG, "cat.jpg")
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    with pytest.raises(BadInput, match=GONE):
        album.get(picture.image.id)
    assert album.add(JPEG, "cat.jpg") == picture


@pytest.mark.parametrize("card", [b"", b"{", b"[]", b'{"name": "cat"}', b"\xff\xfe"])
def test_card_that_cannot_be_read_is_none(album: Album, folder: Path, card: bytes) -> None:
    picture = album.add(JPEG, "cat.jpg")
    (folder / f"{picture.image.id}.json").write_bytes(card)
    with pytest.raises(BadInput, match=GONE):
        album.get(picture.image.id)
    assert album.add(JPEG, "cat.jpg") == picture


@pytest.mark.parametrize("id", ["", "..", "../../etc/passwd", "0" * 63, "0" * 64 + "\n", "A" * 64, "0" * 62 + "/x"])
def test_id_that_is_none_leads_nowhere(album: Album, folder: Path, id: str) -> None:
    album.add(JPEG, "cat.jpg")
    before = state(folder)
    with pytest.raises(BadInput, match=GONE):
        album.get(id)
    album.delete(id)
    assert state(folder) == before


# What goes.


def test_deleted_picture_is_gone_from_the_disk(album: Album, folder: Path) -> None:
    one, other = album.add(JPEG, "one"), album.add(TURNED, "other")
    album.delete(one.image.id)
    with pytest.raises(BadInput, match=GONE):
        album.get(one.image.id)
    assert {name[:64] for name in state(folder)} == {other.image.id}


def test_only_what_is_used_is_kept(album: Album, folder: Path) -> None:
    pictures = [album.add(odd.encoded(odd.noise(9, 9, seed), "PNG"), "it") for seed in range(4)]
    (folder / "notes.txt").write_text("not ours")
    kept = {picture.image.id for picture in pictures[:2]}
    assert album.forget_unused(kept | {"0" * 64}) == 2
    assert {name[:64] for name in state(folder)} == kept | {"notes.txt"}
    assert album.forget_unused(set()) == 2
    assert set(state(folder)) == {"notes.txt"}


def test_leftovers_of_a_crash_go_once_nobody_can_be_writing_them(album: Album, folder: Path) -> None:
    picture = album.add(JPEG, "cat.jpg")
    leftovers = [folder / ".unfinished-abc", folder / f"{'0' * 64}.png", folder / f"{'0' * 64}.thumbnail.webp"]
    for file in leftovers:
        file.write_bytes(b"half")
    album.forget_unused({picture.image.id})
    assert all(file.exists() for file in leftovers)
    long_ago = time.time() - LEFTOVER_S - 1
    for file in [*leftovers, *folder.glob(f"{picture.image.id}*")]:
        os.utime(file, (long_ago, long_ago))
    album.forget_unused({picture.image.id})
    assert not any(file.exists() for file in leftovers)
    assert album.get(picture.image.id) == picture


def test_killed_process_leaves_whole_pictures_or_none(album: Album, folder: Path) -> None:
    adding = (
        "import sys; from pathlib import Path\n"
        "from assistant.album import Album; from tests import odd_pictures as odd\n"
        "album = Album(Path(sys.argv[1]))\n"
        "for seed in range(10_000): album.add(odd.encoded(odd.noise(300, 200, seed), 'WebP'), 'it')\n"
    )
    process = subprocess.Popen([sys.executable, "-c", adding, str(folder)], cwd=ROOT)
    try:
        wait_until(lambda: len(list(folder.glob("*.json"))) >= 5, IN_TIME_S)
    finally:
        process.kill()
        process.wait()
    ids = {file.name[:64] for file in folder.iterdir() if not file.name.startswith(".")}
    whole = [id for id in ids if (folder / f"{id}.json").exists()]
    assert len(whole) >= 5
    for id in whole:
        assert pixels.read(album.get(id).image).shape == (200, 300, 3)
    for seed in range(len(ids) + 1):
        data = odd.encoded(odd.noise(300, 200, seed), "WebP")
        assert np.array_equal(pixels.read(album.add(data, "it").image), picture_files.read(data).rgb)


# Many at once, and no room.


def test_many_threads_add_and_delete_the_same_pictures(folder: Path) -> None:
    datas = [odd.encoded(odd.noise(40, 30, seed), "WebP") for seed in range(3)]

    def play(number: int) -> None:
        album, data = Album(folder), datas[number % 3]  # each with a lock of its own, as another process has
        for _ in range(10):
            picture = album.add(data, f"{number}.webp")
            if number < 3:
                album.delete(picture.image.id)
            try:
                assert album.get(picture.image.id).image == picture.image
            except BadInput:
                continue

    with ThreadPoolExecutor(9) as threads:
        list(threads.map(play, range(9)))
    album = Album(folder)
    for data in datas:
        image = album.add(data, "it").image
        assert np.array_equal(pixels.read(image), picture_files.read(data).rgb)
    assert len(state(folder)) == 9


def test_no_room_is_told_in_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("where a folder is wanted")
    with pytest.raises(AssistantError, match=f"^cannot keep a picture in {re.escape(str(blocked))}/pictures: "):
        Album(blocked / "pictures").add(JPEG, "cat.jpg")


# From files, and names.


def test_file_is_added_by_its_name(album: Album, tmp_path: Path) -> None:
    file = tmp_path / "my cat.jpg"
    file.write_bytes(TURNED)
    picture = album.add_file(file)
    assert (picture.name, picture.image.id) == ("my cat.jpg", sha256(TURNED).hexdigest())


def test_refusals_name_the_path_or_the_name(album: Album, tmp_path: Path) -> None:
    file = tmp_path / "cat.jpg"
    file.write_bytes(odd.text())
    with pytest.raises(BadInput, match=f"^{re.escape(str(file))} is text"):
        album.add_file(file)
    with pytest.raises(BadInput, match=r"^cat\.jpg is text"):
        album.add(odd.text(), "C:\\pictures\\cat.jpg")
    with pytest.raises(BadInput, match="is larger than 64 MiB"):
        album.add_file(odd.file_of_zeros(tmp_path / "huge.png", 100_000_000))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("cat.jpg", "cat.jpg"),
        ("/home/ann/cat.jpg", "cat.jpg"),
        (r"C:\Users\Ann\cat.jpg", "cat.jpg"),
        ("../../etc/passwd", "passwd"),
        ("..", "picture"),
        ("", "picture"),
        ("folder/", "picture"),
        (".hidden.png", "hidden.png"),
        ("two\nlines\t of it.png", "two lines of it.png"),
        ("gpj.\u202etac.png", "gpj.tac.png"),  # which would be shown from right to left
        ("a\x00b\x1b[31m.png", "ab[31m.png"),
        ("Katze am Fenster – März.jpg", "Katze am Fenster – März.jpg"),
        ("Ma\u0308rz.jpg", "März.jpg"),
        ("\udcff.jpg", "jpg"),
        ("x" * 500 + ".jpeg", "x" * 74 + "….jpeg"),
        ("x" * 500, "x" * 79 + "…"),
        ("<b>cat</b>.jpg", "b>.jpg"),
    ],
)
def test_names_are_fit_to_be_shown(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert len(safe_name(name)) <= LONGEST_NAME
