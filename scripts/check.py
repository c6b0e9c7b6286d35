"""Sets everything up, development tools included, then checks it all: format, lint, types, tests.

Arguments after -- go to pytest, for example: python3 scripts/check.py -- -k turns
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - until here an older Python can read this file
    sys.exit("Oriel needs Python 3.11 or newer; this is %d.%d, so call a newer one" % sys.version_info[:2])  # noqa: UP031

import argparse
import shutil
import time

import machine
from install import debian_steps, set_up, to_the_end
from machine import CannotSetUp
from place import Place, Wanted, is_done, mark_done
from running import Command, run_in_view, run_together

WANTED = Wanted("requirements-dev.lock", fetches=(("--profile", "pocket"), ("smollm2-135m-instruct-q4-1",)))
TYPED = ["assistant", "local_models", "scripts"]
CHROMIUM_S = 60.0
SOAK_MINUTES = "30"
NO_CHROMIUM = (
    "No Chromium could be had, so tests that need a browser will fail: install Chromium or Google Chrome, or run "
    ".venv/bin/python -m playwright install --with-deps chromium"
)


def main() -> int:
    """Read the arguments and check; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="also the tests of scale, and half an hour of talk")
    parser.add_argument("pytest", nargs="*", help="arguments for pytest, after --")
    options = parser.parse_args()
    return to_the_end(lambda: check(options.full, options.pytest))


def check(full: bool, pytest_arguments: list[str]) -> int:
    """The set-up and the stages, each with its seconds; the first stage that fails ends it."""
    started = time.monotonic()
    place = set_up(WANTED)
    get_system_tools(place)
    times = [f"set-up {time.monotonic() - started:.0f} s"]
    selected = [] if full else ["-m", "not full"]
    stages = {
        "format": ["-m", "ruff", "format", "--check"],
        "lint": ["-m", "ruff", "check"],
        "types": ["-m", "mypy", *TYPED],
        "tests": ["-m", "pytest", *selected, *pytest_arguments],
    }
    if full:
        stages["soak"] = ["scripts/soak_talk.py", "--minutes", SOAK_MINUTES]
    for name, command in stages.items():
        print(f"== {name}: {' '.join(command).removeprefix('-m ')}", flush=True)
        since = time.monotonic()
        code = run_in_view([str(place.python), *command], place.root)
        times.append(f"{name} {time.monotonic() - since:.0f} s")
        if code:
            print(f"{name} failed (exit {code}) after: {', '.join(times)}", flush=True)
            return 1
    print(f"All passed: {', '.join(times)}", flush=True)
    return 0


def get_system_tools(place: Place) -> None:
    """Install npm, espeak-ng and Chromium where nobody need be asked; Oriel itself runs without them."""
    chromium = machine.find_chromium() or is_done(place, "chromium", place.python_version)
    packages = [] if chromium or not machine.is_debian() else ["chromium"]
    packages += [program for program in ("npm", "espeak-ng") if not shutil.which(program)]
    try:
        if packages and machine.may_apt():
            run_together([debian_steps(place, packages)])
        if not chromium and not machine.find_chromium():
            get_playwright_chromium(place)
    except CannotSetUp as reason:
        print(f"{reason}\n{NO_CHROMIUM}")


def get_playwright_chromium(place: Place) -> None:
    """Fetch the Chromium that Playwright brings."""
    system = ["--with-deps"] if machine.may_apt() else []
    command = [str(place.python), "-m", "playwright", "install", *system, "chromium"]
    run_together([[Command("Chromium", [command], place.log("chromium"), CHROMIUM_S)]])
    mark_done(place, "chromium", place.python_version)


if __name__ == "__main__":
    sys.exit(main())
