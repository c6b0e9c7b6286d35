"""Sets Oriel up where anything is missing, and starts it: python3 scripts/start.py (nothing else is needed first)."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - until here an older Python can read this file
    sys.exit("Oriel needs Python 3.11 or newer; this is %d.%d, so call a newer one" % sys.version_info[:2])  # noqa: UP031

import argparse
import os
import subprocess

from install import set_up, to_the_end
from place import RUN_LOCK, Place, Wanted

WANTED = Wanted(RUN_LOCK, fetches=((),))  # the models of the profile that fits this machine


def main() -> int:
    """Read the arguments and start; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cpu", action="store_true", help="compile llama.cpp for the processor even where a GPU is")
    parser.add_argument("--plan", action="store_true", help="only say what is still to do")
    parser.add_argument("--no-open", action="store_true", help="only print the address; open no window")
    options = parser.parse_args()
    return to_the_end(lambda: start(options.cpu, options.plan, options.no_open))


def start(cpu_only: bool, only_say: bool, no_open: bool) -> int:
    """Set up what is missing and become the app, or only say what is missing."""
    place = set_up(WANTED, cpu_only, only_say)
    return 0 if only_say else arrive(place, no_open)


def arrive(place: Place, no_open: bool) -> int:
    """What a start ends with: Oriel itself, in place of this process where the system can do that."""
    app = [str(place.python), "-m", "assistant", "app", *["--no-open"] * no_open]
    if os.name != "posix":
        return subprocess.call(app, cwd=place.root)
    os.chdir(place.root)
    sys.stdout.flush()
    return os.execv(app[0], app)


if __name__ == "__main__":
    sys.exit(main())
