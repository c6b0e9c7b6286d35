"""What this machine has and lacks: platform, Python, disk, compiler, processor, GPU and system libraries."""

import ctypes
import hashlib
import importlib
import importlib.util
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

NEWEST_PYTHON = (3, 14)  # the newest one for which every locked package has a wheel
GB = 10**9
MEMORY_PER_COMPILER = 2 * GB  # what one compiler process may need at worst
ASK_TIMEOUT_S = 20

# Debian's package for each thing that may be missing.
LIBRARIES = {  # wanted by opencv-python, and the last by llama.cpp
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb.so.1": "libxcb1",
    "libgomp.so.1": "libgomp1",
}


class CannotSetUp(Exception):
    """Why the set-up cannot go on, in one line that a person can act on.

    Not an AssistantError: the set-up runs before Oriel's own package can be relied on.
    """


@dataclass(frozen=True)
class Compiler:
    """A C++ compiler and the first line of what it says of itself."""

    path: str
    says: str


@dataclass(frozen=True)
class Cuda:
    """An NVIDIA GPU and the toolkit that compiles for it: ("NVIDIA L4", "8.9", "13.0", "/usr/local/cuda/bin/nvcc")."""

    gpu: str
    capability: str
    toolkit: str
    compiler: str


def check_platform() -> str:
    """What is said of this platform beside its name, "" for a supported one; refuses one that cannot work."""
    system, machine = platform.system(), platform.machine().lower()
    name = f"{system} {machine}"
    if sys.version_info[:2] > NEWEST_PYTHON:
        newest = ".".join(map(str, NEWEST_PYTHON))
        raise CannotSetUp(f"Oriel's packages exist for Python 3.11 to {newest}, this is {platform.python_version()}")
    if sys.maxsize < 2**32:
        raise CannotSetUp("Oriel needs a 64-bit Python, this one has 32 bits")
    if system == "Linux" and platform.libc_ver()[0] != "glibc":
        raise CannotSetUp(
            "Oriel's packages need a Linux with glibc (Debian, Ubuntu, Fedora …), this one has another libc"
        )
    if name == "Linux x86_64":
        return ""
    if name in ("Linux aarch64", "Darwin arm64", "Windows amd64"):
        return f"{name} is written for but untested"
    raise CannotSetUp(f"Oriel runs on Linux x86_64; there are no packages for {name}")


def cache_folder(environ: Mapping[str, str], home: Path, system: str) -> Path:
    """Oriel's cache: under ORIEL_HOME, else where platformdirs says; by hand, because nothing is installed yet."""
    if chosen := environ.get("ORIEL_HOME"):
        return Path(chosen).expanduser().absolute() / "cache"
    if system == "Windows":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "oriel" / "oriel" / "Cache"
    if system == "Darwin":
        return home / "Library" / "Caches" / "oriel"
    chosen = environ.get("XDG_CACHE_HOME", "").strip()
    return (Path(chosen) if chosen else home / ".cache") / "oriel"


def ask(*command: str) -> str:
    """What a small program prints; "" where it is missing, fails or hangs."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=ASK_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def find_compiler(environ: Mapping[str, str]) -> Compiler | None:
    """The C++ compiler that CMake will take, or None; on Windows Visual Studio's, wherever its installer put it."""
    if platform.system() == "Windows":
        files = environ.get("ProgramFiles(x86)", "")
        where = str(Path(files) / "Microsoft Visual Studio" / "Installer" / "vswhere.exe")
        part = "Microsoft.VisualStudio.Component.VC.Tools.x86.x64"
        studio = ask(where, "-latest", "-products", "*", "-requires", part, "-property", "displayName")
        return Compiler(where, studio.splitlines()[0]) if studio else None
    for name in filter(None, [environ.get("CXX"), "c++", "g++", "clang++"]):
        words = shlex.split(name)
        if words and (path := shutil.which(words[0])) and (says := ask(*words, "--version")):
            return Compiler(path, says.splitlines()[0])
    return None


def has_amx(processor: str) -> bool:
    """Whether the processor multiplies matrices in tile registers (Intel's AMX)."""
    return "amx_tile" in processor.split()


def find_cuda() -> Cuda | None:
    """The first NVIDIA GPU where both its driver and the CUDA compiler answer, else None."""
    compiler = shutil.which("nvcc") or shutil.which("nvcc", path="/usr/local/cuda/bin")
    if not compiler or not shutil.which("nvidia-smi"):
        return None
    gpu = ask("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader").split("\n")[0]
    toolkit = re.search(r"release (\d+\.\d+)", ask(compiler, "--version"))
    name, _, capability = gpu.rpartition(", ")
    return Cuda(name, capability, toolkit[1], compiler) if name and toolkit else None


def processor() -> str:
    """Everything that decides what code compiled for this processor may contain: its model and feature flags."""
    if platform.system() == "Darwin":
        return ask("sysctl", "-n", "machdep.cpu.brand_string", "hw.optional")
    if platform.system() == "Windows":
        return platform.processor()
    return processor_from(Path("/proc/cpuinfo").read_text())


def processor_from(cpuinfo: str) -> str:
    """The lines of /proc/cpuinfo that are the same for every core and at every moment."""
    kept = ("model name", "flags", "features", "cpu implementer", "cpu part")
    lines = {line.strip() for line in cpuinfo.splitlines() if line.lower().startswith(kept)}
    return "\n".join(sorted(lines))


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def memory_bytes() -> int:
    """The machine's memory; 0 where it cannot be told."""
    if sys.platform == "win32":
        return 0
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def compilers_at_once() -> int:
    """How many compiler processes this machine can feed: one a core, where the memory allows."""
    by_memory = memory_bytes() // MEMORY_PER_COMPILER
    return max(1, min(cores(), by_memory or cores()))


def wheel_key(package: str, cpu: str, cuda: Cuda | None, options: str) -> str:
    """The name of the folder for a wheel compiled here: readable, and another one wherever its code may not run."""
    built_for = f"cuda{cuda.toolkit}-sm{cuda.capability}" if cuda else "cpu"
    place = f"{platform.system()}-{platform.machine()}-{platform.libc_ver()[1]}"
    digest = hashlib.sha256("\n".join([cpu, options]).encode()).hexdigest()[:12]
    return f"{package}-{place}-{built_for}-{digest}".lower().replace("==", "-").replace(" ", "")


def existing(path: Path) -> Path:
    """The path itself or the nearest folder above it that exists."""
    return path if path.exists() else existing(path.parent)


def check_space(needs: Iterable[tuple[Path, int]]) -> None:
    """Refuse where the disks under the given folders have fewer free bytes than wanted; folders on one disk add up."""
    wanted: dict[int, int] = {}
    places: dict[int, Path] = {}
    for folder, size in needs:
        there = existing(folder)
        disk = there.stat().st_dev
        wanted[disk] = wanted.get(disk, 0) + size
        places.setdefault(disk, there)
    for disk, size in wanted.items():
        free = shutil.disk_usage(places[disk]).free
        if free < size:
            raise CannotSetUp(
                f"the set-up needs {size / GB:.1f} GB on the disk of {places[disk]} while it installs, which has "
                f"{free / GB:.1f} GB free: make room and run it again"
            )


def missing_libraries() -> list[str]:
    """The shared libraries that packages load from the system and that are not there (Linux only)."""
    return [name for name in LIBRARIES if platform.system() == "Linux" and not loads(name)]


def loads(library: str) -> bool:
    """Whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_venv_module() -> bool:
    """Whether `python -m venv` can work; Debian keeps a part of it in a package of its own."""
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def may_apt() -> bool:
    """Whether Debian packages can be installed without asking anybody."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def is_debian() -> bool:
    """Whether this is Debian itself; Ubuntu's `chromium` package is only a pointer to another store."""
    return platform.system() == "Linux" and platform.freedesktop_os_release().get("ID") == "debian"


def find_chromium() -> str | None:
    """The path of an installed Chromium or Chrome, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)
