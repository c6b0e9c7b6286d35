"""How much memory there is and what this process takes of it: one small interface, and the machine's RAM behind it."""

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import psutil

MIB = 1 << 20
KIB_A_MIB = 1 << 10
ROLLUP, STATUS, CLEAR = Path("/proc/self/smaps_rollup"), Path("/proc/self/status"), Path("/proc/self/clear_refs")
RESET_PEAK = "5"  # what the kernel is told to forget its high-water mark


class Device(Protocol):
    """Something that models are loaded into. One thread at a time calls, but for the three figures."""

    def total_mib(self) -> int:
        """What there is."""

    def free_mib(self) -> int:
        """What nobody on this machine takes."""

    def used_mib(self) -> int:
        """What this process takes, of shared pages its share; takes some milliseconds."""

    def mark(self) -> None:
        """From here on `peak_mib` counts; costs microseconds."""

    def peak_mib(self) -> int:
        """How far above its level at the mark this process has been since; microseconds too."""

    def trim(self) -> None:
        """Give back to the system what was freed and is only kept for later."""


class Ram:
    """This machine's memory. On Linux the proportional set size counts; elsewhere what psutil knows."""

    def __init__(self) -> None:
        self._level_mib = 0

    def total_mib(self) -> int:
        return int(psutil.virtual_memory().total) // MIB

    def free_mib(self) -> int:
        return int(psutil.virtual_memory().available) // MIB

    def used_mib(self) -> int:
        if ROLLUP.exists():
            return _figure(ROLLUP, "Pss:")
        full: Any = psutil.Process().memory_full_info()
        return int(full.uss) // MIB

    def mark(self) -> None:
        with suppress(OSError):  # a kernel that keeps no mark, or does not let it be set back
            CLEAR.write_text(RESET_PEAK)
        self._level_mib = _resident_mib()

    def peak_mib(self) -> int:
        peak = _figure(STATUS, "VmHWM:") if CLEAR.exists() else _resident_mib()
        return max(0, peak - self._level_mib)

    def trim(self) -> None:
        if sys.platform == "linux":
            with suppress(OSError, AttributeError):  # a C library other than glibc
                ctypes.CDLL(None).malloc_trim(0)


def _resident_mib() -> int:
    return int(psutil.Process(os.getpid()).memory_info().rss) // MIB


def _figure(file: Path, name: str) -> int:
    """A line of /proc that gives kB, in MiB."""
    for line in file.read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) // KIB_A_MIB
    return 0
