"""Measures turn-taking, section by section; each prints a table and may save a picture to docs/images.

.venv/bin/python scripts/bench_turns.py ends      (cut-ins against delay at the end of a turn: some 5 minutes)
.venv/bin/python scripts/bench_turns.py over      (murmurs, interruptions, its own echo)
.venv/bin/python scripts/bench_turns.py others    (speech to others, noise)

From the end of speech to the first word of an answer: scripts/bench_talk.py.
"""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

import bench_others
import bench_over
import turn_ends
from bench_transcriber import machine

from assistant import config

IMAGES = Path(__file__).parents[1] / "docs" / "images"
SECTIONS: dict[str, Callable[[argparse.Namespace, config.Config], None]] = {
    "ends": turn_ends.measure,
    "over": bench_over.measure,
    "others": bench_others.measure,
}


def main() -> None:
    """Run the sections that were asked for, with the machine's load before and after."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="+", choices=SECTIONS, help="what to measure")
    parser.add_argument("--tuning", action="store_true", help="on the voices that the rules were tuned on")
    parser.add_argument("--some", type=int, help="only so many clips of each kind, to try it (over, others)")
    parser.add_argument("--images", type=Path, default=IMAGES, help="where pictures go (%(default)s)")
    asked = parser.parse_args()
    print(f"before: {machine()}")
    for section in asked.sections:
        SECTIONS[section](asked, config.load(os.environ))
    print(f"after: {machine()}")


if __name__ == "__main__":
    main()
