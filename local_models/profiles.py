"""Which model plays which role, as named sets, and the set that fits a machine."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
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
GPU_CAPABILITY = 7.5  # the oldest GPUs (Turing) that the installed torch is built for
FEWEST_CORES = 2  # of a machine on which a model of 3 B answers as fast as somebody speaks
OF_A_CARD = 0.95  # a card sold with 8 GiB reports a little less

POCKET: dict[Role, str] = {
    "speech_detector": "silero-vad",
    "turn_detector": "smart-turn-v3.2",
    "transcriber": "whisper-base",
    "language_model": "qwen2.5-coder-1.5b-instruct-q4-k-m",
    "detector": "centernet",
    "segmenter": "isnet",
    "embedder": "all-minilm-l6-v2",
    "multilingual_embedder": "multilingual-e5-small",
    "text_reader": "rapidocr",
    "voice": "hibari",
}
PROFILES: dict[str, dict[Role, str]] = {
    "pocket": POCKET,  # everything can be had from a package index alone
    "cpu": POCKET | {"language_model": "llama-3.2-3b-instruct-q4-k-m"},
    "gpu-8": POCKET
    | {
        "transcriber": "whisper-small",
        "language_model": "qwen3-vl-4b-instruct-q4-k-m",  # one model for both
        "vision_model": "qwen3-vl-4b-instruct-q4-k-m",
        "detector": "grounding-dino-tiny",
        "segmenter": "sam-vit-b-01ec64",
    },
    "gpu-12": POCKET
    | {
        "transcriber": "faster-whisper-large-v3-turbo",
        "language_model": "llama-3.2-3b-instruct-q4-k-m",
        "vision_model": "smolvlm2-2.2b-instruct-q4-k-m",
        "detector": "grounding-dino-tiny",
        "segmenter": "sam-vit-b-01ec64",
    },
    "gpu-16": POCKET
    | {
        "transcriber": "faster-whisper-large-v3-turbo",
        "language_model": "llama-3.1-8b-instruct-q4-k-m",
        "vision_model": "qwen3-vl-4b-instruct-q4-k-m",
        "detector": "grounding-dino-tiny",
        "segmenter": "sam-vit-b-01ec64",
    },
    "gpu-24": POCKET
    | {
        "transcriber": "faster-whisper-large-v3",
        "language_model": "llama-3.1-8b-instruct-q4-k-m",
        "vision_model": "qwen3-vl-8b-instruct-q4-k-m",
        "detector": "grounding-dino-base",
        "segmenter": "sam-vit-h-4b8939",
    },
    "gpu-48": POCKET
    | {
        "transcriber": "faster-whisper-large-v3",
        "language_model": "llama-3.1-8b-instruct-q8-0",
        "vision_model": "qwen3-vl-8b-instruct-q8-0",
        "detector": "grounding-dino-base",
        "segmenter": "sam-vit-h-4b8939",
    },
}
GPU_ROLES: tuple[Role, ...] = ("transcriber", "language_model", "vision_model", "detector", "segmenter")
CPU_ONLY = {"centernet", "isnet"}  # they run on ONNX Runtime as it is installed, which knows no GPU


@dataclass(frozen=True)
class Machine:
    """What a choice of models depends on. gpu_name None: no NVIDIA GPU, and then the figures about it are 0.

    free_memory_mib, gpu_free_mib: what nobody takes just now; gpu_capability: as CUDA counts the ages of GPUs.
    """

    cores: int
    memory_mib: int
    free_disk_mib: int
    hub_reachable: bool
    gpu_name: str | None
    gpu_mib: int
    free_memory_mib: int = 0
    gpu_free_mib: int = 0
    gpu_capability: float = 0.0


@dataclass(frozen=True)
class Gpu:
    """What NVIDIA's own tool says of the first GPU."""

    name: str
    mib: int
    free_mib: int
    capability: float


def roles(profile: str) -> dict[Role, str]:
    """Role → name of the model that plays it, where one may play two; UnknownName lists the profiles."""
    if profile not in PROFILES:
        raise UnknownName("profile", profile, sorted(PROFILES))
    return PROFILES[profile]


def model_for(profile: str, role: Role) -> Model:
    """The model that plays a role; UnknownName for a profile, or a role that nothing plays in it."""
    names = roles(profile)
    if role not in names:
        raise UnknownName(f"role in profile {profile}", role, sorted(names))
    return manifest.find(names[role])


def models(profile: str) -> list[Model]:
    """Every model of a profile once, in the order of its roles; UnknownName lists the profiles."""
    return [manifest.find(name) for name in dict.fromkeys(roles(profile).values())]


def choose(machine: Machine) -> str:
    """The profile that fits: the largest that GPU and disk have room for, else Llama where the CPU's memory has."""
    if not machine.hub_reachable:
        return "pocket"
    if machine.gpu_capability >= GPU_CAPABILITY:
        for name in reversed(PROFILES):
            if is_gpu(name) and has_room(name, machine.gpu_mib) and disk_mib(name) <= machine.free_disk_mib:
                return name
    fits = machine.memory_mib >= CPU_MEMORY_MIB and machine.cores >= FEWEST_CORES
    return "cpu" if fits and disk_mib("cpu") <= machine.free_disk_mib else "pocket"


def is_gpu(profile: str) -> bool:
    """Whether a profile's models are for a GPU."""
    return profile.startswith("gpu-")


def card_mib(profile: str) -> int:
    """The memory of the GPU that a profile is made for."""
    return int(profile.removeprefix("gpu-")) * 1024


def has_room(profile: str, gpu_mib: int) -> bool:
    """Whether a GPU of that size is what a profile for GPUs is made for, or more."""
    return gpu_mib >= card_mib(profile) * OF_A_CARD


def largest_for(gpu_mib: int) -> str:
    """The profile for a GPU of that size; "cpu" where it is too small for any."""
    return next((name for name in reversed(PROFILES) if is_gpu(name) and has_room(name, gpu_mib)), "cpu")


def disk_mib(profile: str) -> int:
    """What a profile's models take on the disk."""
    return sum(model.size for model in models(profile)) // MIB


def probe(folder: Path) -> Machine:
    """Look at this machine; takes up to some seconds without a network. `folder`: where models will be kept."""
    card = gpu()
    memory = psutil.virtual_memory()
    return Machine(
        cores=psutil.cpu_count(logical=False) or os.cpu_count() or 1,
        memory_mib=memory.total // MIB,
        free_disk_mib=shutil.disk_usage(_existing(folder)).free // MIB,
        hub_reachable=answers(HUB, HUB_ANSWER_S),
        gpu_name=card.name if card else None,
        gpu_mib=card.mib if card else 0,
        free_memory_mib=memory.available // MIB,
        gpu_free_mib=card.free_mib if card else 0,
        gpu_capability=card.capability if card else 0.0,
    )


def _existing(folder: Path) -> Path:
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


@cache
def gpu() -> Gpu | None:
    """The first GPU that NVIDIA's own tool lists; it is asked once in a process, since it takes a while."""
    tool = shutil.which("nvidia-smi")
    if not tool:
        return None
    query = [tool, "--query-gpu=name,memory.total,memory.free,compute_cap", "--format=csv,noheader,nounits"]
    try:
        listed = subprocess.run(query, capture_output=True, text=True, timeout=GPU_ANSWER_S, check=True).stdout
        name, total, free, capability = (part.strip() for part in listed.splitlines()[0].rsplit(",", 3))
        return Gpu(name, int(total), int(free), float(capability))
    except (OSError, subprocess.SubprocessError, IndexError, ValueError):
        return None  # the tool is there but no working driver
