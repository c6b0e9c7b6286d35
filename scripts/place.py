"""Where the set-up puts things, and which of its steps are done.

Every step leaves a stamp in .venv/.oriel when it is done; its key names what the step was done for, so that a step is
done again exactly when that changes.
"""

import hashlib
import os
import platform
import re
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import machine
from machine import CannotSetUp, Cuda

ROOT = Path(__file__).resolve().parent.parent
RUN_LOCK = "requirements.lock"
LLAMA = "llama-cpp-python"
# llama.cpp sets a thread's tile registers up once and relies on them for ever, but other libraries in the process
# (ONNX Runtime, PyTorch) set them up anew or clear them: its numbers become nonsense, or the process ends.
NO_AMX = "-U__AMX_INT8__"
PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input"]


@dataclass(frozen=True)
class Place:
    """Where things go: the folder of the code, and Oriel's folder in the user's cache."""

    root: Path
    cache: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return python_in(self.venv)

    @property
    def python_version(self) -> str:
        """The "3.11" of an existing .venv, else that of the running Python."""
        config = self.venv / "pyvenv.cfg"
        found = re.search(r"^version\s*=\s*(\d+\.\d+)", config.read_text(), re.M) if config.exists() else None
        return found[1] if found else "{}.{}".format(*sys.version_info)

    @property
    def site_packages(self) -> Path:
        if platform.system() == "Windows":
            return self.venv / "Lib" / "site-packages"
        return self.venv / "lib" / f"python{self.python_version}" / "site-packages"

    def log(self, name: str) -> Path:
        """The log of one step; the next run writes over it."""
        return self.cache / "logs" / f"{name}.log"


@dataclass(frozen=True)
class Wanted:
    """What is to be set up: a lock, and the arguments of each `oriel models fetch`."""

    lock: str
    fetches: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Target:
    """What llama.cpp is compiled for; `key` names the folder that its wheel is kept in."""

    cuda: Cuda | None
    options: str
    key: str


@dataclass(frozen=True)
class Missing:
    """The steps that are not done."""

    venv: bool
    packages: bool
    wheel: bool
    llama: bool
    project: bool
    models: bool

    @property
    def something(self) -> bool:
        """Whether the packages need any work; models are looked after by their own command."""
        return self.venv or self.packages or self.llama or self.project


def here() -> Place:
    """This checkout, and the cache of whoever runs it."""
    return Place(ROOT, machine.cache_folder(os.environ, Path.home(), platform.system()))


def python_in(venv: Path) -> Path:
    """The Python of a virtual environment."""
    return venv / ("Scripts/python.exe" if platform.system() == "Windows" else "bin/python")


def base_python() -> str:
    """The Python that makes virtual environments: never one that is itself in .venv, which may be cleared."""
    return str(getattr(sys, "_base_executable", sys.executable))


def empty(folder: Path) -> None:
    """Make the folder, without anything in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def is_done(place: Place, step: str, key: str) -> bool:
    """Whether a step was finished for this key."""
    stamp = place.venv / ".oriel" / step
    return stamp.exists() and stamp.read_text() == key


def mark_done(place: Place, step: str, key: str) -> None:
    """Remember that a step is finished; the stamp appears whole or not at all."""
    stamp = place.venv / ".oriel" / step
    stamp.parent.mkdir(parents=True, exist_ok=True)
    fresh = stamp.with_suffix(".new")
    fresh.write_text(key)
    fresh.replace(stamp)


def lock_key(place: Place, lock: str) -> str:
    """Changes with the lock's bytes and with the version of Python."""
    return f"{hashlib.sha256((place.root / lock).read_bytes()).hexdigest()} {place.python_version}"


def project_key(place: Place) -> str:
    """Changes with pyproject.toml, and when the folder is moved (the `oriel` script holds its path)."""
    return f"{hashlib.sha256((place.root / 'pyproject.toml').read_bytes()).hexdigest()} {place.root}"


def models_key(place: Place) -> str:
    """Changes with the manifest."""
    manifest = place.root / "local_models" / "manifest.toml"
    return hashlib.sha256(manifest.read_bytes()).hexdigest() if manifest.exists() else ""


def models_step(fetch: tuple[str, ...]) -> str:
    """The stamp's name for one `oriel models fetch`."""
    return "-".join(["models", *(word.lstrip("-") for word in fetch)])


def venv_works(place: Place) -> bool:
    """Whether .venv was made to the end; pip is the last thing to come into it, and INSTALLER the last of pip."""
    return place.python.exists() and any(place.site_packages.glob("pip-*.dist-info/INSTALLER"))


def find_target(place: Place, cpu_only: bool) -> Target:
    """What llama.cpp is compiled for here: the GPU where it and its compiler answer, else this processor."""
    cuda = None if cpu_only else machine.find_cuda()
    options = ["-DGGML_NATIVE=on"]
    if machine.has_amx(machine.processor()):
        options += [f"-DCMAKE_{language}_FLAGS={NO_AMX}" for language in ("C", "CXX")]
    if cuda:  # the toolkit's folder stays in the library's search path: it is seldom in the system's
        options += ["-DGGML_CUDA=on", "-DCMAKE_INSTALL_RPATH_USE_LINK_PATH=on"]
    options += shlex.split(os.environ.get("CMAKE_ARGS", ""))
    pin = re.search(rf"^{LLAMA}==\S+", (place.root / "requirements-llama.lock").read_text(), re.M)
    if not pin:
        raise CannotSetUp(f"requirements-llama.lock does not pin {LLAMA}: make it anew with scripts/lock.py")
    package = f"{pin[0]}-py{place.python_version}"
    said = shlex.join(options)
    return Target(cuda, said, machine.wheel_key(package, machine.processor(), cuda, said))


def find_wheel(place: Place, target: Target) -> Path | None:
    """The wheel that was compiled here earlier, or None."""
    return next((place.cache / "wheels" / target.key).glob("*.whl"), None)


def find_missing(place: Place, wanted: Wanted, target: Target) -> Missing:
    """Look at stamps and files only: cheap, and without a network."""
    venv = not venv_works(place)
    llama = venv or not is_done(place, "llama", target.key)
    return Missing(
        venv=venv,
        packages=venv or not is_done(place, wanted.lock, lock_key(place, wanted.lock)),
        wheel=llama and find_wheel(place, target) is None,
        llama=llama,
        project=venv or not is_done(place, "project", project_key(place)),
        models=venv or not all(is_done(place, models_step(fetch), models_key(place)) for fetch in wanted.fetches),
    )
