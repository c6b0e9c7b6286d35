"""Measures how well intents are told: F1 by language and intent, who is confused with whom, who was asked, how long.

.venv/bin/python scripts/bench_intents.py --cheap      (the classifier alone, and behind the commands: 2 minutes)
.venv/bin/python scripts/bench_intents.py              (with the language model of the current profile: an hour)

On the measuring part of tests/data/intents.jsonl and intents_short.jsonl, and on tests/data/intents_others.jsonl.
Writes the confusion matrices as a picture.
"""

import argparse
import asyncio
import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from bench_transcriber import machine
from intent_data import LANGUAGES, OTHERS, Example, everything, read, split
from intent_scores import Answered, calibration_error, picture, table, trust

from assistant import config
from assistant.backends import Backends
from assistant.messages import Message
from assistant.roles import Models
from assistant.understand import understand, unordered
from assistant.words.commands import command
from local_models import intents
from local_models.intents import Voters
from local_models.manifest import find
from local_models.store import installed

PICTURE = Path(__file__).parents[1] / "docs" / "images" / "intents.png"
SYSTEM = Message("system", "You are Oriel, a helpful assistant that sees pictures. Answer in one or two sentences.")


def cheaply(voters: Voters, example: Example) -> Answered:
    """What the classifier alone makes of it."""
    began = time.perf_counter()
    top = list(voters.classify(example.text))
    return Answered(example, top[0].intent, top[0].score, time.perf_counter() - began)


def read_first(voters: Voters, example: Example) -> Answered:
    """The same as Oriel takes it: what is a command is none of the classifier's business."""
    began = time.perf_counter()
    if command(example.text):
        return Answered(example, "control", 1.0, time.perf_counter() - began)
    first = unordered(tuple(voters.classify(example.text)), example.text)[0]
    return Answered(example, first.intent, first.score, time.perf_counter() - began)


def wholly(models: Models, example: Example) -> Answered:
    """What Oriel makes of it while a picture is on show and something was found in it."""
    began = time.perf_counter()
    messages = [SYSTEM, Message("user", example.text)]
    understood = asyncio.run(understand(example.text, example.language, 1, True, models, messages))
    seconds = time.perf_counter() - began
    return Answered(example, understood.intent, understood.confidence, seconds, understood.asked_language_model)


def report(title: str, answers: Sequence[Answered]) -> None:
    """Print the tables of one file."""
    times = 1000 * np.array([one.seconds for one in answers])
    spread = ", ".join(f"p{rank} {np.percentile(times, rank):.1f} ms" for rank in (50, 95, 99))
    print(f"\n## {title}: {len(answers)} utterances; {spread}\n\n{table(answers)}\n\n{trust(answers)}")
    print(f"\ncalibration error {calibration_error(answers):.3f}")


def some(examples: list[Example], of_each: int) -> list[Example]:
    """The first so many of each language and intent; 0: all."""
    counts: dict[tuple[str, str], int] = {}
    kept = []
    for example in examples:
        key = (example.language, example.intent)
        counts[key] = counts.get(key, 0) + 1
        if not of_each or counts[key] <= of_each:
            kept.append(example)
    return kept


def main() -> None:
    """Measure both files and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cheap", action="store_true", help="the classifier alone")
    parser.add_argument("--picture", type=Path, default=PICTURE, help="where the matrices go (%(default)s)")
    parser.add_argument("--some", type=int, default=0, help="so many of each language and intent; all, unless told")
    parser.add_argument("--languages", nargs="*", default=LANGUAGES, help="only these")
    parser.add_argument("--wrong", action="store_true", help="print what was taken for something else")
    asked = parser.parse_args()
    parts = [("measuring part", split(everything())[1]), ("written by others", read(OTHERS))]
    parts = [(title, [one for one in part if one.language in asked.languages]) for title, part in parts]
    parts = [(title, some(part, asked.some)) for title, part in parts]
    print(f"before: {machine()}")
    if asked.cheap:
        voters = intents.load(str(installed(find("multilingual-e5-small"), config.load({}).folders.models)))
        answered = [
            (f"{title}{how}", answers(partial(answer, voters), part))
            for answer, how in ((cheaply, ""), (read_first, ", with the commands read before"))
            for title, part in parts
        ]
    else:
        with Backends(config.load(os.environ)) as backends:
            backends.warm(backends.language_model, backends.intent_classifier)
            answered = [(title, answers(partial(wholly, backends.models()), part)) for title, part in parts]
    for title, part in answered:
        report(title, part)
        for one in part if asked.wrong else ():
            if not one.right:
                said = one.example
                print(f"{said.language} {said.intent} → {one.intent} {one.confidence:.2f}: {said.text}")
    cv2.imwrite(str(asked.picture), picture(answered[:2])[..., ::-1])
    print(f"\nafter: {machine()}")


def answers(answer: Callable[[Example], Answered], examples: Sequence[Example]) -> list[Answered]:
    """All of them, after one that does not count."""
    answer(examples[0])
    return [answer(example) for example in examples]


if __name__ == "__main__":
    main()
