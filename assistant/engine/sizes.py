"""What each model really took on this machine, remembered from one start of the engine to the next."""

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from assistant.engine.wire import Handle

ENOUGH_RUNS = 3  # after so many the measured peak is believed where it is smaller than what was expected
MOST_REMEMBERED = 200

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Size:
    """held_mib: what a loaded model keeps; peak_mib: the most it took while loading or running; runs: how many seen."""

    held_mib: int
    peak_mib: int
    runs: int = 0


class Sizes:
    """Handle → Size, in a file where one is named. Called under its owner's lock."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._known = _read(file) if file is not None else {}

    def need_mib(self, handle: Handle) -> int:
        """What to keep free for a model: what was expected, until enough has been measured."""
        known = self._known.get(_key(handle))
        if known is None:
            return handle.mib
        return known.peak_mib if known.runs >= ENOUGH_RUNS else max(known.peak_mib, handle.mib)

    def loaded(self, handle: Handle, held_mib: int, peak_mib: int) -> None:
        """A model was loaded: what it keeps, and the most that loading took."""
        known = self._known.get(_key(handle), Size(0, 0))
        self._keep(handle, replace(known, held_mib=held_mib, peak_mib=max(known.peak_mib, held_mib, peak_mib)))

    def ran(self, handle: Handle, above_mib: int) -> None:
        """A loaded model ran: the most that it took above what it keeps, which must be known to say anything."""
        known = self._known.get(_key(handle))
        if known is None:
            return
        peak, runs = max(known.peak_mib, known.held_mib + above_mib), min(known.runs + 1, ENOUGH_RUNS)
        self._keep(handle, replace(known, peak_mib=peak, runs=runs))

    def _keep(self, handle: Handle, size: Size) -> None:
        key = _key(handle)
        if self._known.get(key) == size:
            return
        self._known.pop(key, None)
        self._known[key] = size
        while len(self._known) > MOST_REMEMBERED:
            self._known.pop(next(iter(self._known)))
        if self._file is not None:
            _write(self._file, self._known)


def _key(handle: Handle) -> str:
    """Names no path: where a model lies is nobody's business, and the file may be sent with a report."""
    made_with = hashlib.sha256(repr(handle.options).encode()).hexdigest()[:16]
    return f"{handle.target} {made_with}"


def _read(file: Path) -> dict[str, Size]:
    try:
        found: Any = json.loads(file.read_text(encoding="utf-8"))
        return {str(key): Size(**{name: int(value) for name, value in size.items()}) for key, size in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError):
        log.warning("what models took before cannot be read from %s; it is measured anew", file.name)
        return {}


def _write(file: Path, sizes: Mapping[str, Size]) -> None:
    unfinished = file.with_suffix(".partial")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps({key: asdict(size) for key, size in sizes.items()}, indent=1))
        unfinished.replace(file)
    except OSError as error:
        log.warning("what models took cannot be remembered: %s", type(error).__name__)
