"""Sets Oriel up where anything is missing, and starts it: python3 scripts/start.py (nothing else is needed first)."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - until here an older Python can read this file
    sys.exit("Oriel needs Python 3.11 or newer; this is %d.%d, so call a newer one" % sys.version_info[:2])  # noqa: UP031

import argparse
import json
import os
import shlex
from pathlib import Path

from install import set_up, to_the_end
from place import RUN_LOCK, Place, Wanted
from running import run_for_output

SAMPLE = "What is the capital of Australia?"
WANTED = Wanted(RUN_LOCK, fetches=((),))  # the models of the profile that fits this machine


def main() -> int:
    """Read the arguments and start; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cpu", action="store_true", help="compile llama.cpp for the processor even where a GPU is")
    parser.add_argument("--plan", action="store_true", help="only say what is still to do")
    options = parser.parse_args()
    return to_the_end(lambda: start(options.cpu, options.plan))


def start(cpu_only: bool, only_say: bool) -> int:
    """Set up what is missing and arrive, or only say what is missing."""
    place = set_up(WANTED, cpu_only, only_say)
    if not only_say:
        arrive(place)
    return 0


def arrive(place: Place) -> None:
    """What a start ends with: a spoken question is answered aloud, once, into a file."""
    answer = place.cache / "sample" / "answer.wav"
    told = answer.with_suffix(".json")
    if not told.exists():
        answer_sample(place, answer)
    turn = json.loads(told.read_text())["turns"][0]
    print(f"Asked:    {turn['heard']}\nAnswered: {turn['said']}\nTo hear:  {answer}")
    oriel = shlex.quote(os.path.relpath(place.python.with_name("oriel")))
    print(f'Oriel is ready. Ask it:  {oriel} ask "How far away is the moon?" --speak answer.wav')
    print(f"or, from a recording:    {oriel} talk question.wav --out answer.wav")


def answer_sample(place: Place, answer: Path) -> None:
    """Say the sample question into a file, answer that file, and keep what was heard and said."""
    question = answer.with_name("question.wav")
    answer.parent.mkdir(parents=True, exist_ok=True)
    print("A spoken sample question is answered …", flush=True)
    oriel = [str(place.python), "-m", "assistant"]
    run_for_output([*oriel, "say", SAMPLE, "--out", str(question)], place.root)
    told = run_for_output([*oriel, "talk", str(question), "--out", str(answer), "--json"], place.root)
    answer.with_suffix(".json").write_text(told, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
