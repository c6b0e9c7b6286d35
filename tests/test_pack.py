"""Models carried in a tar file: whole or not at all, and nothing but models."""

import hashlib
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import LicenceNotAccepted, ModelCorrupt, ModelMissing, ModelRefused
from local_models import importing, licences, manifest, packing, stamps, store
from local_models.manifest import Model
from local_models.stamps import Digest
from tests import tiny_gguf

TINY = Path(__file__).parent / "data" / "tiny"
WRONG = b"not what it says"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "here"


@pytest.fixture
def there(tmp_path: Path) -> Path:
    return tmp_path / "there"


@pytest.fixture
def own(tmp_path: Path, here: Path) -> Model:
    return importing.bring(tiny_gguf.write(tmp_path / "own.gguf"), here, name="own").model


def shipped(folder: Path, name: str = "isnet") -> Model:
    """A shipped model as if it were here: its files are short, their stamps say they are right."""
    model = manifest.find(name)
    for file in model.files:
        path = folder / name / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as made:
            made.truncate(file.size or 3)
        right = Digest("sha256", file.sha256 or "")
        stamps.remember(path.parent, file.name, stamps.stamp(path, right, right, store.MANIFEST, ""))
    return model


def written(path: Path, members: list[tuple[tarfile.TarInfo, bytes]]) -> Path:
    with tarfile.open(path, "w") as archive:
        for info, body in members:
            info.size = len(body) if info.isreg() else 0
            archive.addfile(info, io.BytesIO(body))
    return path


def member(name: str, body: bytes = b"") -> tuple[tarfile.TarInfo, bytes]:
    return tarfile.TarInfo(name), body


def index(*models: dict[str, Any]) -> tuple[tarfile.TarInfo, bytes]:
    return member(packing.INDEX, json.dumps({"oriel models": 1, "models": models}).encode())


def described(body: bytes, name: str = "mine", file: str = "w.gguf", **entry: Any) -> dict[str, Any]:
    sha256 = hashlib.sha256(body).hexdigest()
    files = [{"name": file, "size": len(body), "sha256": sha256}]
    source = {"kind": "import", "path": "w", "linked": False}
    table = {"role": "language_model", "repository": "w", "licence": "MIT", "memory_mib": 1, "files": files}
    return {"name": name, "files": [files[0]], "entry": {**table, "sources": [source], **entry}}


def test_what_was_packed_is_unpacked_as_it_was(here: Path, there: Path, own: Model, tmp_path: Path) -> None:
    packing.pack([own, manifest.find("hibari")], here, tmp_path / "models.tar")
    (unpacked,) = packing.unpack(tmp_path / "models.tar", there)
    assert unpacked.name == "own"
    known = manifest.find("own", "language_model", there)
    assert store.state(known, there) == "present"
    assert store.verify(known, there).problems == ()
    assert (there / "own" / "own.gguf").read_bytes() == (here / "own" / "own.gguf").read_bytes()
    assert not (there / "own" / "own.gguf").is_symlink()


def test_where_a_model_lay_is_not_told(here: Path, own: Model, tmp_path: Path) -> None:
    packing.pack([own], here, tmp_path / "models.tar")
    with tarfile.open(tmp_path / "models.tar") as archive:
        content = archive.extractfile(packing.INDEX)
        assert content is not None
        assert str(tmp_path).encode() not in content.read()


def test_model_that_is_not_here_is_not_packed(here: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        packing.pack([manifest.find("isnet")], here, tmp_path / "models.tar")
    assert not list(tmp_path.glob("models.tar*"))


def test_wrong_bytes_are_refused_and_leave_no_file(here: Path, there: Path, tmp_path: Path) -> None:
    packing.pack([shipped(here)], here, tmp_path / "models.tar")  # its bytes are zeros, whatever its stamp says
    with pytest.raises(ModelCorrupt, match=r"isnet/isnet\.onnx is sha256 .* where sha256 7001d607"):
        packing.unpack(tmp_path / "models.tar", there)
    assert [path for path in there.rglob("*") if path.is_file()] == []


def test_shipped_model_under_another_hash_is_refused(there: Path, tmp_path: Path) -> None:
    fake = described(WRONG, "isnet", "isnet.onnx")
    path = written(tmp_path / "x.tar", [index(fake), member("isnet/isnet.onnx", WRONG)])
    with pytest.raises(ModelRefused, match="another file than the one that is known"):
        packing.unpack(path, there)


@pytest.mark.parametrize("name", ["../escaped", "mine/../../escaped", "/escaped", "mine/w.gguf.py", "other/w.gguf"])
def test_member_that_the_index_does_not_name_is_refused(there: Path, tmp_path: Path, name: str) -> None:
    path = written(tmp_path / "x.tar", [index(described(b"w")), member(name, b"evil"), member("mine/w.gguf", b"w")])
    with pytest.raises(ModelRefused, match="no file of a model that it names"):
        packing.unpack(path, there)
    assert not (tmp_path / "escaped").exists()
    assert manifest.imported(there) == {}


@pytest.mark.parametrize(
    "model",
    [
        described(b"w", name="../up"),
        described(b"w", file="../w.gguf"),
        described(b"w", file="config.py"),
        described(b"w", sources=[{"kind": "hub"}]),
        described(b"w") | {"files": []},
        {"name": "mine"},
        "nonsense",
    ],
)
def test_index_that_leads_elsewhere_is_refused(there: Path, tmp_path: Path, model: Any) -> None:
    path = written(tmp_path / "x.tar", [index(model), member("mine/w.gguf", b"w")])
    with pytest.raises(ModelRefused, match="index that cannot be used"):
        packing.unpack(path, there)


def test_link_in_place_of_a_file_is_refused(there: Path, tmp_path: Path) -> None:
    link = tarfile.TarInfo("mine/w.gguf")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
    with pytest.raises(ModelRefused, match="no file of a model"):
        packing.unpack(written(tmp_path / "x.tar", [index(described(b"w")), (link, b"")]), there)


def test_file_that_was_not_packed_by_oriel_is_refused(there: Path, tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_bytes(b"no tar at all")
    with pytest.raises(ModelRefused, match="not a whole tar file"):
        packing.unpack(tmp_path / "x.tar", there)
    with pytest.raises(ModelRefused, match="does not begin with"):
        packing.unpack(written(tmp_path / "y.tar", [member("a.txt", b"a")]), there)


def test_archive_cut_short_is_refused(here: Path, there: Path, own: Model, tmp_path: Path) -> None:
    path = tmp_path / "models.tar"
    packing.pack([own], here, path)
    path.write_bytes(path.read_bytes()[:100_000])
    with pytest.raises((ModelRefused, ModelCorrupt)):
        packing.unpack(path, there)
    assert manifest.imported(there) == {}
    with pytest.raises(ModelCorrupt, match=r"cut short: mine/w\.gguf is missing"):
        packing.unpack(written(tmp_path / "y.tar", [index(described(b"w"))]), there)


def test_licence_that_asks_for_a_yes_is_asked_for_there_too(here: Path, there: Path, tmp_path: Path) -> None:
    body = b"w"
    path = tmp_path / "x.tar"
    written(path, [index(described(body, accept=True)), member("mine/w.gguf", body)])
    with pytest.raises(LicenceNotAccepted, match=r"unpack .*x\.tar --accept-licence"):
        packing.unpack(path, there)
    (model,) = packing.unpack(path, there, accepts=True)
    assert not licences.missing(model, there)
    assert store.state(model, there) == "present"
