"""How well the things named in loose speech are read: precision, recall and F1 over whole phrases.

A row is a dict with "text", "language", "wanted" and "excluded" (English noun phrases); "corrected" where the speaker
takes something back. Only rows about pictures count: find, segment, edit. British and American spelling are one; so
are, in a row that is not English, the names that `nouns` holds for one thing: which of them a translator takes is
chance.
"""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.words.nouns import first_name
from assistant.words.phrases import Named, phrases

ABOUT_PICTURES = ("find", "segment", "edit")
SPELLINGS = {
    "gray": "grey",
    "licence": "license",
    "tyre": "tire",
    "tumour": "tumor",
    "aeroplane": "airplane",
    "moustache": "mustache",
    "mould": "mold",
    "colourful": "colorful",
    "harbour": "harbor",
    "neighbour": "neighbor",
    "fibre": "fiber",
    "pyjamas": "pajamas",
    "doughnut": "donut",
}
Row = Mapping[str, Any]
Read = Callable[[Row], Named]


@dataclass
class Score:
    """Phrases that were right, that were read and that should have been read."""

    right: int = 0
    read: int = 0
    gold: int = 0

    def add(self, read: set[str], gold: set[str]) -> None:
        """Count one row."""
        self.right += len(read & gold)
        self.read += len(read)
        self.gold += len(gold)

    @property
    def f1(self) -> float:
        """Micro-averaged; 1 where nothing was to be read and nothing was."""
        return 2 * self.right / (self.read + self.gold) if self.read + self.gold else 1.0


@dataclass(frozen=True)
class Scores:
    """wanted: of all rows; excluded: of all rows; corrected: what is wanted in the rows with a self-correction."""

    wanted: Score
    excluded: Score
    corrected: Score


def read_row(row: Row) -> Named:
    """What `phrases` reads in a row."""
    return phrases(row["text"], language=row["language"])


def wanted_of(named: Named) -> set[str]:
    """The phrases of what is wanted, without those that only say "the largest"."""
    return {one.phrase for one in named.wanted if one.phrase}


def scores(rows: Iterable[Row], read: Read = read_row) -> Scores:
    """Over the rows about pictures; the others are skipped."""
    all_ = Scores(Score(), Score(), Score())
    for row in rows:
        if row["intent"] not in ABOUT_PICTURES:
            continue
        named = read(row)
        english = row["language"] == "en"
        wanted, excluded = _alike(wanted_of(named), english), _alike(named.excluded, english)
        gold = _alike(row.get("wanted", ()), english)
        all_.wanted.add(wanted, gold)
        all_.excluded.add(excluded, _alike(row.get("excluded", ()), english))
        if row.get("corrected"):
            all_.corrected.add(wanted, gold)
    return all_


def _alike(phrases: Iterable[str], is_english: bool) -> set[str]:
    spelled = {" ".join(SPELLINGS.get(word, word) for word in phrase.split()) for phrase in phrases}
    return spelled if is_english else {first_name(phrase) for phrase in spelled}


def main() -> None:
    """A line for each language of the files named on the command line."""
    rows = [json.loads(line) for path in sys.argv[1:] for line in Path(path).read_text().splitlines() if line.strip()]
    for language in dict.fromkeys(row["language"] for row in rows):
        of = scores(row for row in rows if row["language"] == language)
        print(
            f"{language}: phrases {of.wanted.f1:.3f} of {of.wanted.gold}, exclusions {of.excluded.f1:.3f} of"
            f" {of.excluded.gold}, self-corrections {of.corrected.f1:.3f} of {of.corrected.gold}"
        )


if __name__ == "__main__":
    main()
