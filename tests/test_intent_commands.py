"""`oriel intent`: what is understood is printed, and nothing is done."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import Oriel

KEYS = {"text", "intent", "confidence", "top", "phrases", "excluded", "steps", "asked_language_model", "question"}
SAID = (
    "erm find the no wait just outline the dog not the cat",
    "Wie viele Hunde sind auf dem Bild?",
    "no, the other one",
    "speak slower please",
    "what is the capital of France",
)


def test_utterance_is_understood_and_not_carried_out(oriel: Oriel) -> None:
    done = oriel("intent", SAID[0], "--has-image", "--json")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    told = json.loads(line)
    assert told.keys() == KEYS
    assert (told["intent"], told["phrases"], told["excluded"]) == ("segment", ["dog"], ["cat"])
    assert [step["action"] for step in told["steps"]] == ["segment"]
    assert 0 < told["confidence"] <= 1
    assert told["top"][0][1] >= told["top"][-1][1]


def test_lines_of_standard_input_are_understood_one_by_one(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "intent", "-", "--has-image", "--json"],
        input="\n".join(["", *SAID, "  "]),
        capture_output=True,
        text=True,
        timeout=300,
        env=os.environ | {"ORIEL_HOME": str(home)},
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["text"] for one in told] == list(SAID)
    assert [one["intent"] for one in told] == ["segment", "find", "refine", "control", "chat"]
    assert told[1]["phrases"] == ["dog"]
    assert told[1]["steps"][0]["asks"] == "count"


def test_nothing_said_is_a_failure_with_one_line(home: Path) -> None:
    command = [sys.executable, "-m", "assistant", "intent", "-"]
    done = subprocess.run(
        command, input="\n \n", capture_output=True, text=True, timeout=300, env=os.environ | {"ORIEL_HOME": str(home)}
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
