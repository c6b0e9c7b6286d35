"""A user's own model among the others: linked or copied into the models folder, hashed, and entered in its manifest."""

import os
import re
import shutil
import threading
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from filelock import FileLock, Timeout

from assistant.errors import BadInput, BadSetting, ModelRefused
from local_models import architectures, manifest, stamps
from local_models.architectures import Found
from local_models.manifest import MODEL_NAME, OWN, Model
from local_models.store import MANIFEST
from local_models.transfer import no_space, writing

MIB = 1 << 20
WORKING_MIB = 200  # beside the weights, until it is measured
NOT_STATED = "not stated"

OnBytes = Callable[[int], None]


@dataclass(frozen=True)
class Imported:
    """A model that is one of Oriel's now; says: what it is."""

    model: Model
    says: str


@dataclass(frozen=True)
class Freed:
    """What removing a model gave back; left_at: where its files still lie, "" where they are gone."""

    mib: float
    left_at: str


def bring(
    path: Path,
    folder: Path,
    role: str = "",
    name: str = "",
    copies: bool = False,
    chat_format: str = "",
    base: str = "",
    on_bytes: OnBytes = lambda _: None,
) -> Imported:
    """Make what lies at `path` a model of this machine; its files are linked, unless `copies`.

    base: the name of the language model that an adapter adapts. Raises ModelRefused where nothing here can run it, or
    not in this role; BadInput for a name that is taken, UnknownName for a base that there is not; NoSpace.
    """
    path = path.expanduser().resolve()
    found = architectures.examine(path, has_chat_format=bool(chat_format))
    if role and role != found.role:
        raise ModelRefused(f"{path.name} is {found.says}: it can be the {found.role}, not the {role}")
    adapted: Model | None = None
    if found.adapts:
        adapted = manifest.find(base or "(give the name of its model with --base)", "language_model", folder)
    elif base:
        raise ModelRefused(f"{path.name} is {found.says}, which stands alone; leave out --base")
    name = _free_name(name or _slug(path), folder)
    place = folder / name
    size = sum(file.stat().st_size for _, file in found.files)
    with writing(folder, f"importing {name}", size if copies else 0):
        if copies and size > shutil.disk_usage(_existing(folder)).free:
            raise no_space(size, _existing(folder), f"importing {name}")
        place.mkdir(parents=True)
        try:
            hashes = _put(found, place, copies, on_bytes)
            entry = _entry(found, path, hashes, copies, adapted)
            enter(folder, name, entry | ({"chat_format": chat_format} if chat_format else {}))
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
    return Imported(manifest.imported(folder)[name], found.says)


def remove(model: Model, folder: Path) -> Freed:
    """Delete a model's files, and what is known of it where it was imported; links go, what they lead to stays.

    Raises BadInput where there is nothing to delete, or another process is fetching it.
    """
    place = folder / model.name
    if model.bundled:
        raise BadInput(f"{model.name} is part of an installed package; it goes with: pip uninstall")
    if not place.exists() and not model.imported:
        raise BadInput(f"{model.name} is not on this machine; there is nothing to remove")
    with writing(folder, f"removing {model.name}", 0), _alone(folder, model):
        files = [file for file in place.rglob("*") if file.is_file() or file.is_symlink()]
        links = [file for file in files if file.is_symlink()]
        freed = sum(file.stat().st_size for file in files if not file.is_symlink() and file.stat().st_nlink == 1)
        left_at = str(links[0].readlink().parent) if links else ""
        shutil.rmtree(place, ignore_errors=not place.exists())
        if model.imported:
            enter(folder, model.name, None)
    return Freed(freed / MIB, left_at)


def enter(folder: Path, name: str, entry: dict[str, Any] | None) -> None:
    """Write a model into the manifest of imported ones, or out of it; BadSetting, and no change, where it is wrong."""
    own = folder / OWN
    (folder / ".locks").mkdir(parents=True, exist_ok=True)
    with FileLock(folder / ".locks" / "own.lock"):
        tables = table(own)
        tables.pop(name, None)
        wanted = tables if entry is None else tables | {name: entry}
        fresh = folder / f"{OWN}.{os.getpid()}.{threading.get_ident()}"
        try:
            fresh.write_text(tomlkit.dumps(wanted), encoding="utf-8")
            manifest.load(fresh)
            fresh.replace(own)
        finally:
            fresh.unlink(missing_ok=True)


def table(own: Path) -> dict[str, Any]:
    """The manifest of imported models as it is written; BadSetting where it is damaged."""
    try:
        return tomllib.loads(own.read_text(encoding="utf-8")) if own.is_file() else {}
    except (OSError, ValueError) as error:
        raise BadSetting(f"{own} is damaged: {error}; put it right, or delete it and import anew") from error


def _put(found: Found, place: Path, copies: bool, on_bytes: OnBytes) -> dict[str, tuple[int, str]]:
    """Link or copy every file; returns the size and sha256 of each."""
    hashes = {}
    for name, source in found.files:
        source, target = source.resolve(), place / name
        if copies:
            shutil.copyfile(source, target)
        else:
            _link(source, target)
        digest = stamps.digest(target, "sha256", on_bytes)
        stamps.remember(place, name, stamps.stamp(target, digest, digest, MANIFEST, ""))
        hashes[name] = (target.stat().st_size, digest.value)
    return hashes


def _link(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source)
    except OSError:  # Windows lets only some users make them
        try:
            target.hardlink_to(source)
        except OSError as error:
            raise BadInput(f"{source} cannot be linked from {target.parent}; import it with --copy") from error


def _entry(
    found: Found, path: Path, hashes: dict[str, tuple[int, str]], copies: bool, adapted: Model | None
) -> dict[str, Any]:
    weights = sum(length for length, _ in hashes.values()) // MIB
    cache = found.context_tokens * found.kv_kib_per_token // 1024
    optional: dict[str, Any] = {
        "like": found.like,
        "base": adapted.name if adapted else "",
        "context_tokens": adapted.context_tokens if adapted else found.context_tokens,
        "kv_kib_per_token": adapted.kv_kib_per_token if adapted else found.kv_kib_per_token,
    }
    return {
        "role": found.role,
        "repository": str(path),
        "licence": found.licence or NOT_STATED,
        "memory_mib": weights + (adapted.memory_mib if adapted else cache + WORKING_MIB),
        **{key: value for key, value in optional.items() if value},
        "files": [{"name": name, "size": length, "sha256": sha} for name, (length, sha) in hashes.items()],
        "sources": [{"kind": "import", "path": str(path), "linked": not copies}],
    }


def _free_name(name: str, folder: Path) -> str:
    if not MODEL_NAME.fullmatch(name):
        raise BadInput(f"'{name}' cannot be a model's name; use a-z, 0-9, '.' and '-'")
    if name in manifest.known(folder) or (folder / name).exists():
        raise BadInput(f"there is already a model called '{name}'; choose another with --name")
    return name


def _slug(path: Path) -> str:
    plain = re.sub(r"[^a-z0-9.]+", "-", (path.stem if path.is_file() else path.name).lower())
    return plain.strip("-.") or "model"


def _existing(folder: Path) -> Path:
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


@contextmanager
def _alone(folder: Path, model: Model) -> Iterator[None]:
    """For as long as the block runs, nobody fetches the model; BadInput where somebody does."""
    (folder / ".locks").mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".locks" / f"{model.name}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise BadInput(f"{model.name} is being fetched just now; stop that first") from error
    try:
        yield
    finally:
        lock.release()
