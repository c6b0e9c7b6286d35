"""The GPU's memory behind the engine's interface: torch knows the card, NVIDIA's tool what this process takes of it."""

import os
import subprocess

import torch

MIB = 1 << 20
ANSWER_S = 5.0
QUERY = ["nvidia-smi", "--query-compute-apps=pid,used_gpu_memory", "--format=csv,noheader,nounits"]


class Gpu:
    """The first GPU; making one creates CUDA's context in this process, which takes some 400 MiB of the card."""

    def __init__(self) -> None:
        torch.cuda.init()  # type: ignore[no-untyped-call]
        self._free_at_start, _ = torch.cuda.mem_get_info()
        self._level_mib = self._torch_level_mib = 0

    def total_mib(self) -> int:
        return torch.cuda.mem_get_info()[1] // MIB

    def free_mib(self) -> int:
        return torch.cuda.mem_get_info()[0] // MIB

    def used_mib(self) -> int:
        """By NVML, as nvidia-smi tells it; in a container, where it knows no process, what has gone since the start."""
        told = used_by(os.getpid(), _processes())
        return max(0, self._free_at_start // MIB - self.free_mib()) if told is None else told

    def mark(self) -> None:
        torch.cuda.reset_peak_memory_stats()
        self._torch_level_mib = torch.cuda.memory_reserved() // MIB
        self._level_mib = self.total_mib() - self.free_mib()

    def peak_mib(self) -> int:
        """torch knows its own peak; what llama.cpp and CTranslate2 took, they mostly still have."""
        by_torch = torch.cuda.max_memory_reserved() // MIB - self._torch_level_mib
        return max(0, by_torch, self.total_mib() - self.free_mib() - self._level_mib)

    def trim(self) -> None:
        torch.cuda.empty_cache()


def used_by(process: int, told: str) -> int | None:
    """What a process takes by nvidia-smi's list of "pid, MiB"; None where it is not in it, or without a figure."""
    for line in told.splitlines():
        pid, _, mib = line.partition(",")
        if pid.strip() == str(process) and mib.strip().isdigit():
            return int(mib)
    return None


def _processes() -> str:
    try:
        return subprocess.run(QUERY, capture_output=True, text=True, timeout=ANSWER_S, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
