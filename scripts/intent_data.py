"""The labelled utterances of tests/data, and their split: what may be learned, what only measures."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parents[1] / "tests" / "data"
INTENTS = DATA / "intents.jsonl"
SHORT = DATA / "intents_short.jsonl"  # mostly short orders and what is mistaken for them; things are not labelled
TERSE = DATA / "intents_terse.jsonl"  # a few words each, written after the others were split: is only learned
OTHERS = DATA / "intents_others.jsonl"  # written by others, who saw none of the first file: measures only
LANGUAGES = ("en", "de", "fr", "es", "zh")
SEED = 2026
MEASURED = 0.25  # share of the utterances that only measure


@dataclass(frozen=True)
class Example:
    """One utterance as a transcriber gives it.

    wanted, excluded: the things it names, in English, for find, segment and edit; corrected: the speaker takes back
    something within it.
    """

    text: str
    language: str
    intent: str
    wanted: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    corrected: bool = False

    @property
    def names_things(self) -> bool:
        """Whether it is labelled with things."""
        return self.intent in ("find", "segment", "edit")


def read(path: Path = INTENTS) -> list[Example]:
    """All utterances of a file, in its order."""
    examples = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        row["wanted"], row["excluded"] = tuple(row.get("wanted", ())), tuple(row.get("excluded", ()))
        examples.append(Example(**row))
    return examples


def everything() -> list[Example]:
    """All utterances that the split divides, of two files."""
    return read(INTENTS) + read(SHORT)


def to_learn() -> list[Example]:
    """All utterances that may be learned."""
    return split(everything())[0] + read(TERSE)


def split(examples: list[Example]) -> tuple[list[Example], list[Example]]:
    """What may be learned, and what only measures: by a hash of the text, so that new lines move no old ones."""
    learned: list[Example] = []
    measured: list[Example] = []
    for example in examples:
        digest = hashlib.sha256(f"{SEED} {example.text}".encode()).digest()
        (measured if int.from_bytes(digest[:4]) < MEASURED * 2**32 else learned).append(example)
    return learned, measured
