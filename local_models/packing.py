"""Models carried to a machine without a network: one tar file with an index of hashes, checked as it is unpacked."""

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import BadInput, BadSetting, ModelCorrupt, ModelRefused
from local_models import importing, licences, manifest, stamps, store
from local_models.manifest import OWN, ImportedSource, Model, ModelFile
from local_models.stamps import Digest
from local_models.transfer import no_space, writing

INDEX = "oriel-models.json"
VERSION = 1
LARGEST_INDEX = 1 << 22  # bytes
BLOCK = 1 << 20  # bytes

OnBytes = Callable[[int], None]


@dataclass(frozen=True)
class Packed:
    """A model as the index has it. sha256: of each file by name; entry: its table where it was imported, else empty."""

    model: Model
    sha256: dict[str, str]
    entry: dict[str, Any]


def pack(models: list[Model], folder: Path, out: Path, on_bytes: OnBytes = lambda _: None) -> None:
    """Write these models into a tar file. Raises ModelMissing or ModelCorrupt for one that is not here as it should."""
    models = [model for model in dict.fromkeys(models) if not model.bundled]
    for model in models:
        store.installed(model, folder)
    size = sum(path.stat().st_size for _, path in _files(models, folder))
    partial = out.with_name(f"{out.name}.partial")
    with writing(out.absolute().parent, f"packing {out.name}", size):
        if size > shutil.disk_usage(out.absolute().parent).free:
            raise no_space(size, out.absolute().parent, f"packing {out.name}")
        try:
            with tarfile.open(partial, "w", format=tarfile.PAX_FORMAT) as archive:
                index = json.dumps(_index(models, folder), indent=1).encode()
                archive.addfile(_member(INDEX, len(index)), io.BytesIO(index))
                for name, path in _files(models, folder):
                    with path.open("rb") as file:
                        archive.addfile(_member(name, path.stat().st_size), _Counted(file, on_bytes))
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)


def unpack(file: Path, folder: Path, accepts: bool = False, on_bytes: OnBytes = lambda _: None) -> list[Model]:
    """Take models out of a tar file; those that are here already stay as they are.

    accepts: the user accepts the licences that ask for it, else LicenceNotAccepted. Raises ModelRefused for a file that
    `pack` did not write, or that holds anything but the files that its index names; ModelCorrupt for wrong bytes.
    """
    with writing(folder, f"unpacking {file}", 0):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with tarfile.open(file, "r:") as archive:
                packed = _read_index(archive, file, folder)
                _check_licences([one.model for one in packed], folder, accepts, file)
                wanted = [one for one in packed if store.state(one.model, folder) != "present"]
                _check_room(wanted, folder, file)
                _take(archive, file, packed, wanted, folder, on_bytes)
        except (tarfile.TarError, EOFError) as error:
            raise ModelRefused(f"{file} is not a whole tar file: {error}; pack it again") from error
    return [one.model for one in packed]


def _files(models: list[Model], folder: Path) -> Iterator[tuple[str, Path]]:
    for model in models:
        for file in model.files:
            yield f"{model.name}/{file.name}", folder / model.name / file.name


def _index(models: list[Model], folder: Path) -> dict[str, Any]:
    return {"oriel models": VERSION, "models": [_described(model, folder) for model in models]}


def _described(model: Model, folder: Path) -> dict[str, Any]:
    files = [{"name": file.name, "sha256": _sha256(model, file, folder)} for file in model.files]
    entry = importing.table(folder / OWN)[model.name] if model.imported else {}
    if entry:
        origin = Path(entry["repository"]).name  # where it lay on this machine is nobody's business
        entry |= {"repository": origin, "sources": [{"kind": "import", "path": origin, "linked": False}]}
    return {"name": model.name, "files": files, "entry": entry}


def _sha256(model: Model, file: ModelFile, folder: Path) -> str:
    return file.sha256 or stamps.digest(folder / model.name / file.name, "sha256").value


def _member(name: str, size: int) -> tarfile.TarInfo:
    """No owner, no times: the same models make the same file."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o644
    return info


class _Counted:
    """A file that tells how many bytes were read."""

    def __init__(self, file: Any, on_bytes: OnBytes) -> None:
        self._file, self._on_bytes = file, on_bytes

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._file.read(size)
        self._on_bytes(len(data))
        return data


def _read_index(archive: tarfile.TarFile, file: Path, folder: Path) -> list[Packed]:
    member = archive.next()
    if member is None or member.name != INDEX or not member.isreg() or member.size > LARGEST_INDEX:
        raise ModelRefused(f"{file} was not written by `oriel models pack`: it does not begin with {INDEX}")
    content = archive.extractfile(member)
    try:
        index = json.loads(content.read() if content else b"")
        if index["oriel models"] != VERSION:
            raise ModelRefused(f"{file} has version {index['oriel models']!r}; this Oriel reads {VERSION}")
        return [_packed(entry, folder) for entry in index["models"]]
    except (ValueError, LookupError, TypeError, AttributeError, BadSetting) as error:
        raise ModelRefused(f"{file} has an index that cannot be used: {str(error)[:200]}") from error


def _packed(described: dict[str, Any], folder: Path) -> Packed:
    """What a model's files must be: by the manifest if it is one of Oriel's, else by the entry that comes with it."""
    name, entry = described["name"], described["entry"]
    sha256 = {str(file["name"]): str(file["sha256"]) for file in described["files"]}
    known = manifest.known(folder)
    model = known[name] if name in known else manifest.parsed({name: entry})[name]
    if name not in known and not all(isinstance(source, ImportedSource) for source in model.sources):
        raise BadSetting(f"'{name}' is neither one of Oriel's models nor one that was imported")
    if model.bundled or sha256.keys() != {file.name for file in model.files}:
        raise BadSetting(f"the files of '{name}' are not those that it has")
    if differing := [file.name for file in model.files if file.sha256 and file.sha256 != sha256[file.name]]:
        raise BadSetting(f"{name}/{differing[0]} is another file than the one that is known under this name")
    return Packed(model, sha256, {} if name in known else entry)


def _check_licences(models: list[Model], folder: Path, accepts: bool, file: Path) -> None:
    unaccepted = [model for model in models if licences.missing(model, folder)]
    if unaccepted and not accepts:
        raise licences.refusal(unaccepted, f"oriel models unpack {file} --accept-licence")
    for model in unaccepted:
        licences.accept(model, folder)


def _check_room(wanted: list[Packed], folder: Path, file: Path) -> None:
    needed = sum(one.model.size for one in wanted)
    if needed > shutil.disk_usage(folder).free:
        raise no_space(needed, folder, f"unpacking {file}")


def _take(
    archive: tarfile.TarFile, file: Path, packed: list[Packed], wanted: list[Packed], folder: Path, on_bytes: OnBytes
) -> None:
    """Only what the index names has a place here, so that no name in the archive can lead out of the models folder."""
    named = {f"{one.model.name}/{each.name}": (one, each) for one in packed for each in one.model.files}
    seen: set[str] = set()
    for member in iter(archive.next, None):
        if member.name not in named or not member.isreg() or member.name in seen:
            raise ModelRefused(f"{file} holds '{member.name[:100]}', which is no file of a model that it names")
        seen.add(member.name)
        one, each = named[member.name]
        if one in wanted:
            _write(archive, member, one, each, folder, on_bytes)
    if missing := named.keys() - seen:
        raise ModelCorrupt(f"{file} is cut short: {min(missing)} is missing; pack it again")
    for one in wanted:
        if one.entry:
            importing.enter(folder, one.model.name, one.entry)


def _write(
    archive: tarfile.TarFile, member: tarfile.TarInfo, one: Packed, file: ModelFile, folder: Path, on_bytes: OnBytes
) -> None:
    """One file under a name of its own until its bytes are known to be right."""
    place = folder / one.model.name
    target = place / file.name
    if target.is_symlink():
        raise BadInput(
            f"{target} is a link to a file of your own, which is not overwritten; remove {one.model.name} first"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    unpacking, hasher = place / f"{file.name}.unpacking", hashlib.sha256()
    try:
        content = archive.extractfile(member)
        with unpacking.open("wb") as fresh:
            while content and (block := content.read(BLOCK)):
                fresh.write(block)
                hasher.update(block)
                on_bytes(len(block))
            fresh.flush()
            os.fsync(fresh.fileno())
        found, expected = Digest("sha256", hasher.hexdigest()), Digest("sha256", one.sha256[file.name])
        if found != expected:
            raise ModelCorrupt(f"{member.name} is {found} where {expected} is expected; refused")
        unpacking.replace(target)
    finally:
        unpacking.unlink(missing_ok=True)
    authority = store.MANIFEST if file.sha256 else store.hub_authority(one.model)
    stamps.remember(place, file.name, stamps.stamp(target, found, expected, authority, "unpacked"))
