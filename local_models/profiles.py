"""Which model plays which role, as named sets, and the set that fits a machine."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psutil

from assistant.errors import UnknownName
from local_models import manifest
from local_models.hub import HUB
from local_models.manifest import Model, Role
from local_models.transfer import answers

MIB = 1 << 20
# A machine sold with 8 GiB reports a little less.
CPU_MEMORY_MIB = 7_600
HUB_ANSWER_S = 3.0
GPU_ANSWER_S = 5.0

POCKET: dict[Role, str] = {
    "speech_detector": "silero-vad",
    "turn_detector": "smart-turn-v3.2",
    "transcriber": "whisper-base",
    "language_model": "qwen2.5-coder-1.5b-instruct-q4-k-m",
    "detector": "centernet",
    "segmenter": "isnet",
    "embedder": "all-minilm-l6-v2",
    "multilingual_embedder": "multilingual-e5-small",
    "voice": "hibari",
}
PROFILES: dict[str, dict[Role, str]] = {
    "pocket": POCKET,  # everything can be had from a package index alone
    "cpu": POCKET | {"language_model": "llama-3.2-3b-instruct-q4-k-m"},
}


@dataclass(frozen=True)
class Machine:
    """What a choice of models depends on. gpu_name None: no NVIDIA GPU, and then gpu_mib is 0."""

    cores: int
    memory_mib: int
    free_disk_mib: int
    hub_reachable: bool
    gpu_name: str | None
    gpu_mib: int


def model_for(profile: str, role: Role) -> Model:
    """The model that plays a role; UnknownName for a profile, or a role that nothing plays in it."""
    roles = _roles(profile)
    if role not in roles:
        raise UnknownName(f"role in profile {profile}", role, sorted(roles))
    return manifest.find(roles[role])


def models(profile: str) -> list[Model]:
    """Every model of a profile once, in the order of its roles; UnknownName lists the profiles."""
    return [manifest.find(name) for name in dict.fromkeys(_roles(profile).values())]


def choose(machine: Machine) -> str:
    """The profile that fits: Llama where it can be fetched and has room in memory, else what packages carry."""
    return "cpu" if machine.hub_reachable and machine.memory_mib >= CPU_MEMORY_MIB else "pocket"


def probe(folder: Path) -> Machine:
    """Look at this machine; takes up to some seconds without a network. `folder`: where models will be kept."""
    gpu_name, gpu_mib = _gpu()
    return Machine(
        cores=psutil.cpu_count(logical=False) or os.cpu_count() or 1,
        memory_mib=psutil.virtual_memory().total // MIB,
        free_disk_mib=shutil.disk_usage(_existing(folder)).free // MIB,
        hub_reachable=answers(HUB, HUB_ANSWER_S),
        gpu_name=gpu_name,
        gpu_mib=gpu_mib,
    )


def _roles(profile: str) -> dict[Role, str]:
    if profile not in PROFILES:
        raise UnknownName("profile", profile, sorted(PROFILES))
    return PROFILES[profile]


def _existing(folder: Path) -> Path:
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


def _gpu() -> tuple[str | None, int]:
    """Name and MiB of the first GPU that NVIDIA's own tool lists."""
    tool = shutil.which("nvidia-smi")
    if not tool:
        return None, 0
    query = [tool, "--query-gpu=name,memory.total", "--format=csv,noheader,nounits"]
    try:
        listed = subprocess.run(query, capture_output=True, text=True, timeout=GPU_ANSWER_S, check=True).stdout
        name, _, mib = listed.splitlines()[0].rpartition(",")
        return name.strip(), int(mib)
    except (OSError, subprocess.SubprocessError, IndexError, ValueError):
        return None, 0  # the tool is there but no working driver
