"""The set-up that start.py and check.py share: what it will take, and the steps that put everything there.

Only the standard library is used here: nothing is installed yet.
"""

import json
import os
import platform
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import machine
from gauges import PipGauge
from llama_wheel import compile_s, compile_words, llama_steps, wheel_steps
from machine import GB, CannotSetUp
from place import (
    PIP,
    RUN_LOCK,
    Missing,
    Place,
    Target,
    Wanted,
    base_python,
    empty,
    find_missing,
    find_target,
    here,
    is_done,
    lock_key,
    mark_done,
    models_key,
    models_step,
    project_key,
)
from running import Command, Step, duration, interrupt_on_signals, run_for_output, run_together

# Measured on Linux x86_64; elsewhere there are no CUDA libraries and it is less.
PACKAGES_BYTES = 8 * GB
DOWNLOAD_BYTES = 3.5 * GB  # pip keeps this once in its cache, and a second time while it installs
BUILD_BYTES = 1 * GB
MODELS_BYTES = 1.4 * GB
PACKAGES_S = 240.0
MODELS_S = 120.0
DEBIAN_S = 60.0
BATCH = 16  # packages that one call of pip installs


def debian_needs(missing: Missing) -> list[str]:
    """Debian's packages for what the system lacks for the missing steps."""
    needs = [] if machine.has_venv_module() or not (missing.venv or missing.wheel) else ["python3-venv"]
    if missing.wheel and not machine.find_compiler(os.environ):
        needs.append("g++")
    if missing.packages or missing.llama:
        needs += [machine.LIBRARIES[name] for name in machine.missing_libraries()]
    return list(dict.fromkeys(needs))


def check_system(needs: list[str]) -> None:
    """Refuse in one line where the system lacks something that cannot be installed from here."""
    if not needs or machine.may_apt():
        return
    if platform.system() != "Linux":
        how = "the Visual Studio Build Tools for C++" if platform.system() == "Windows" else "xcode-select --install"
        raise CannotSetUp(f"a C++ compiler is missing; get it with: {how}")
    raise CannotSetUp(
        f"the system lacks {', '.join(needs)}; on Debian or Ubuntu: sudo apt-get install -y {' '.join(needs)}"
    )


def packages_left(place: Place, missing: Missing) -> float:
    """The share of the packages that is not in .venv yet, 0–1."""
    return max(0.02, 1 - folder_bytes(place.venv) / PACKAGES_BYTES) if missing.packages else 0.0


def models_left(place: Place) -> float:
    """The bytes of models that are probably still to come."""
    return max(0.0, MODELS_BYTES - folder_bytes(place.cache / "models"))


def folder_bytes(folder: Path) -> int:
    """The bytes of all files in a folder, 0 where there is none; another set-up may be changing it meanwhile."""
    total = 0
    for file in folder.rglob("*"):
        with suppress(OSError):
            total += file.lstat().st_size
    return total


def space_needs(place: Place, missing: Missing, packages: float) -> list[tuple[Path, int]]:
    """The bytes that the missing steps still take at their peak, and where; `packages`: the share that is missing."""
    build = max(0, BUILD_BYTES - folder_bytes(place.cache / "build")) if missing.wheel else 0
    models = models_left(place) if missing.models else 0.0
    return [
        (place.venv, int(PACKAGES_BYTES * packages)),
        (place.cache, int(DOWNLOAD_BYTES * packages + build + models)),
        (place.cache.parent, int(DOWNLOAD_BYTES * packages)),
    ]


def announce(place: Place, missing: Missing, target: Target, needs: list[str], left: float, untested: str) -> None:
    """Say what is here, what is still to do, and how long it may take."""
    free = shutil.disk_usage(machine.existing(place.venv)).free / GB
    name = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    print(f"Oriel on {name}, {machine.cores()} cores, {free:.0f} GB of disk free" + (f"; {untested}" * bool(untested)))
    side_by_side = max(PACKAGES_S * left, compile_s(target) * missing.wheel)
    total_s = side_by_side + MODELS_S * models_left(place) / MODELS_BYTES * missing.models + DEBIAN_S * bool(needs)
    print(f"Still to do, about {max(1, round(total_s / 60))} min in all:")
    if needs:
        print(f"  system     {', '.join(needs)} (Debian packages)")
    if missing.packages:
        network = f"{left * DOWNLOAD_BYTES / GB:.1f} GB over the network"
        print(f"  packages   about {left * PACKAGES_BYTES / GB:.1f} GB on the disk, {network}")
    if missing.wheel:
        print(f"  llama.cpp  {compile_words(target, machine.find_compiler(os.environ))}")
    elif missing.llama:
        print("  llama.cpp  compiled here earlier, only to be installed")
    if missing.project and not missing.packages:
        print("  oriel      the command itself")
    if missing.models:
        left_gb = models_left(place) / GB
        words = f"about {left_gb:.1f} GB, or what fits this machine better" if left_gb > 0.1 else "only to be looked at"
        print(f"  models     {words}")


@contextmanager
def only_one(path: Path) -> Iterator[int]:
    """Hold the lock file, waiting while another set-up (or what an ended one left running) holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        said = False
        while not take(file.fileno()):
            if not said:
                print("Another set-up is running; this one waits for it (Ctrl-C ends the waiting).", flush=True)
            said = True
            time.sleep(0.5)
        yield file.fileno()


def take(file: int) -> bool:
    """Try to lock an open file."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def set_up(wanted: Wanted, cpu_only: bool = False, only_say: bool = False) -> Place:
    """Bring everything that is missing; done already, it takes no network and little more than a look at each stamp."""
    untested = machine.check_platform()
    place = here()
    target = find_target(place, cpu_only)
    missing = find_missing(place, wanted, target)
    if not (missing.something or missing.models):
        print("Everything is in place.")
    else:
        needs = debian_needs(missing)
        check_system(needs)
        left = packages_left(place, missing)
        announce(place, missing, target, needs, left, untested)
        machine.check_space(space_needs(place, missing, left))
    if missing.something and not only_say:
        with only_one(place.cache / "setup.lock") as lock:
            install(place, wanted, target, lock)
    if not only_say:
        for fetch in wanted.fetches:
            fetch_models(place, fetch)
    return place


def install(place: Place, wanted: Wanted, target: Target, lock: int) -> None:
    """Install the packages and compile llama.cpp side by side, then put the two together.

    What is missing is looked at again: another set-up may have held the lock until now.
    """
    missing = find_missing(place, wanted, target)
    started = time.monotonic()
    if needs := debian_needs(missing):
        run_together([debian_steps(place, needs)], (lock,))
        if still := debian_needs(missing):
            raise CannotSetUp(f"{', '.join(still)} came, but what was wanted of it still cannot be found")
    chains = [package_steps(place, wanted, missing), wheel_steps(place, target) if missing.wheel else []]
    run_together(chains, (lock,))
    if missing.llama:
        run_together([llama_steps(place, target)], (lock,))
    print(f"Packages are in place after {duration(time.monotonic() - started)}.", flush=True)


def debian_steps(place: Place, packages: list[str]) -> list[Step]:
    """Install Debian packages; only ever called where no password is asked for."""
    update = ["apt-get", "update"]
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    wanted = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    return [
        Command(f"Debian's {', '.join(packages)}", [update, wanted], place.log("debian"), DEBIAN_S, environ=quiet),
    ]


def package_steps(place: Place, wanted: Wanted, missing: Missing) -> list[Step]:
    """The virtual environment, everything in the lock, and Oriel itself."""
    steps: list[Step] = []
    if missing.venv:
        fresh = [[base_python(), "-m", "venv", "--clear", str(place.venv)]]
        steps.append(Command("virtual environment", fresh, place.log("venv"), 10))
    if missing.packages:
        steps += locked_steps(place, wanted)
    if missing.project:
        itself = ["install", "--no-deps", "--no-index", "--no-build-isolation", "--editable", str(place.root)]
        steps.append(Command("oriel", [[str(place.python), *PIP, *itself]], place.log("oriel"), 10))
        steps.append(lambda: mark_done(place, "project", project_key(place)))
    return steps


def locked_steps(place: Place, wanted: Wanted) -> list[Step]:
    """Install a lock, a few packages at a time: what is installed stays when the rest is interrupted.

    setuptools goes first, so that a package that is a source is built by nothing unhashed.
    """
    temporary = place.cache / "temporary"
    parts = batches((place.root / wanted.lock).read_text())
    files = [place.cache / "locks" / f"{number}.lock" for number in range(len(parts))]

    def prepare() -> None:
        empty(temporary)
        empty(place.cache / "locks")
        drop_half_installed(place.site_packages)
        for file, part in zip(files, parts, strict=True):
            file.write_text(part, encoding="utf-8")

    def finish() -> None:
        for spent in (temporary, place.cache / "locks"):
            shutil.rmtree(spent, ignore_errors=True)
        for done in {wanted.lock, RUN_LOCK}:  # the development lock holds all of the other
            mark_done(place, done, lock_key(place, done))

    hashed = ["install", "--require-hashes", "--no-deps", "--no-build-isolation", "--use-pep517"]
    calls = [[str(place.python), *PIP, *hashed, "-r", str(file)] for file in files]
    # pip keeps gigabytes in the temporary folder while it works, and the system's is often memory.
    environ = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    gauge = PipGauge(DOWNLOAD_BYTES / 1e6)
    return [prepare, Command("packages", calls, place.log("packages"), PACKAGES_S, gauge, environ), finish]


def batches(lock: str) -> list[str]:
    """The lock in parts of at most BATCH pins with their hashes; in front, in a part of its own, setuptools."""
    pins = re.findall(r"^[a-z0-9].*==.*\n(?: .*\n)*", lock, re.M)
    first = [pin for pin in pins if pin.startswith("setuptools==")]
    others = [pin for pin in pins if pin not in first]
    return ["".join(first), *("".join(others[at : at + BATCH]) for at in range(0, len(others), BATCH))]


def drop_half_installed(site_packages: Path) -> None:
    """Forget packages that were interrupted while they came, or pip takes them for whole; it writes INSTALLER last."""
    for info in site_packages.glob("*.dist-info"):
        if not (info / "INSTALLER").exists():
            shutil.rmtree(info)


def fetch_models(place: Place, fetch: tuple[str, ...]) -> None:
    """Fetch models by Oriel's own command, which shows its progress.

    What came is remembered by name, so that the next start asks for the same models without looking at machine and
    network again.
    """
    known = place.venv / ".oriel" / f"{models_step(fetch)}.names"
    done = is_done(place, models_step(fetch), models_key(place))
    arguments = known.read_text().split() if done and known.exists() else fetch
    command = [str(place.python), "-m", "assistant", "models", "fetch", *arguments, "--json"]
    rows = json.loads(run_for_output(command, place.root))["models"]
    known.write_text("\n".join(row["name"] for row in rows))
    mark_done(place, models_step(fetch), models_key(place))
    if not done:
        print(f"Models are in place: {', '.join(row['name'] for row in rows)}.", flush=True)


def to_the_end(work: Callable[[], int]) -> int:
    """Run a command's work; returns its exit code, whatever ends it."""
    interrupt_on_signals()
    try:
        return work()
    except CannotSetUp as reason:
        print(reason, file=sys.stderr)
        return 1
    except OSError as error:  # a full disk, a folder that cannot be written
        print(f"the set-up stopped: {error}; run it again to continue", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped; run it again to continue", file=sys.stderr)
        return 130
