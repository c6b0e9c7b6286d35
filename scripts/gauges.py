"""How far a child is, read from what it prints."""

import re
from pathlib import Path
from typing import Protocol


class Gauge(Protocol):
    """Reads what a child prints and tells how far it is; one thread feeds it, another asks."""

    def see(self, line: str) -> None:
        """Take one line of output."""

    def reading(self) -> tuple[float, str]:
        """The fraction done, 0–1, and a few words for the screen."""


class NoGauge:
    """For children that are too short, or too silent, to be measured."""

    def see(self, line: str) -> None:
        """Nothing to learn."""

    def reading(self) -> tuple[float, str]:
        return 0.0, ""


class NinjaGauge:
    """Reads ninja's "[12/345]"."""

    def __init__(self) -> None:
        self._done = 0
        self._all = 0

    def see(self, line: str) -> None:
        if found := re.match(r"\s*\[(\d+)/(\d+)\] ", line):
            self._done, self._all = int(found[1]), int(found[2])

    def reading(self) -> tuple[float, str]:
        return (self._done / self._all, f"{self._done}/{self._all}") if self._all else (0.0, "preparing")


class PipGauge:
    """Adds up the sizes that pip names before it downloads, over several calls of it."""

    def __init__(self, expected_mb: float) -> None:
        self._expected_mb = expected_mb
        self._mb = 0.0  # up to the package before the one that is being downloaded
        self._next_mb = 0.0
        self._words = "looking"

    def see(self, line: str) -> None:
        if found := re.match(r"\s*(?:Downloading|Using cached) ([\w.]+)-\S* \(([\d.]+) (kB|MB|GB)\)", line):
            self._begin(found[1], float(found[2]) * {"kB": 1e-3, "MB": 1.0, "GB": 1e3}[found[3]])
        elif found := re.match(r"Processing (\S+\.whl)", line):
            file = Path(found[1])
            self._begin(file.name.split("-")[0], file.stat().st_size / 1e6 if file.exists() else 0.0)
        elif line.startswith("Installing collected packages"):
            self._words = "unpacking"

    def _begin(self, name: str, mb: float) -> None:
        self._mb += self._next_mb
        self._next_mb = mb
        self._words = name

    def reading(self) -> tuple[float, str]:
        return min(0.99, self._mb / self._expected_mb), f"{self._mb:.0f} MB, {self._words}"
