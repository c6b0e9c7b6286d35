"""What this machine is, what fits it, and what stands in the way of talking to it."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from assistant.config import Config
from assistant.errors import AssistantError, NoMemory
from assistant.handles import chosen_models
from assistant.plan_command import planned
from local_models import profiles, store
from local_models.manifest import Model

LEAST_MEMORY_MIB = 3_500  # what the pocket profile needs with the system beside it
LEAST_DISK_MIB = 1_000
GPU_CHECK = [sys.executable, "-m", "local_models.gpu_check"]  # a process of its own, which may die of what it checks
GPU_CHECK_S = 120.0
NEEDED = ("llama_cpp", "faster_whisper", "hibari", "onnxruntime", "av")


@dataclass(frozen=True)
class Problem:
    """Something that stands in the way, and what to do about it."""

    what: str
    do: str


@dataclass(frozen=True)
class Report:
    """profile: what fits this machine. problems: empty when Oriel can talk."""

    machine: dict[str, Any]
    profile: str
    problems: tuple[Problem, ...]


def examine(settings: Config) -> Report:
    """Look, change nothing; takes up to some seconds without a network."""
    machine = profiles.probe(settings.folders.models)
    return Report(asdict(machine), profiles.choose(machine), tuple(_problems(settings, machine)))


def lines(report: Report) -> list[str]:
    """The report for a person."""
    machine = report.machine
    gpu = machine["gpu_name"] or "no NVIDIA GPU"
    first = f"{machine['cores']} cores, {machine['memory_mib'] / 1024:.0f} GiB memory, {gpu}; profile {report.profile}"
    found = [f"- {problem.what}. {problem.do}." for problem in report.problems]
    return [first, *(found or ["Everything is in place."])]


def _problems(settings: Config, machine: profiles.Machine) -> list[Problem]:
    problems = []
    for package in NEEDED:
        if importlib.util.find_spec(package) is None:
            problems.append(Problem(f"the Python package {package} is missing", "Run: python3 scripts/start.py"))
    if machine.memory_mib < LEAST_MEMORY_MIB:
        problems.append(
            Problem(f"{machine.memory_mib} MiB of memory is too little", "Use a machine with 4 GiB or more")
        )
    if machine.free_disk_mib < LEAST_DISK_MIB:
        problems.append(Problem(f"only {machine.free_disk_mib} MiB of disk are free", "Free some space"))
    if machine.gpu_name is not None:
        problems += [Problem(said, "Or set device in [models] to cpu") for said in gpu_problems(_run_gpu_check)]
    problems += _memory_problems(settings)
    try:
        problems += [
            _model_problem(model, settings) for model in chosen_models(settings).values() if _lacks(model, settings)
        ]
    except AssistantError as error:
        problems.append(Problem(str(error), "Correct the configuration"))
    return problems


def _memory_problems(settings: Config) -> list[Problem]:
    try:
        planned(settings)
    except NoMemory as error:
        return [Problem(str(error), "See what would fit with: oriel models plan --profile pocket")]
    except AssistantError:
        return []  # what is wrong with the configuration is told with its models
    return []


def gpu_problems(run: Callable[[], tuple[int, str]]) -> list[str]:
    """What keeps the models' libraries from the GPU; run: gives the check's exit code and what it printed."""
    code, printed = run()
    if code and not printed.strip():
        return [f"the GPU's libraries end the process that loads them (code {code}); run: python3 scripts/start.py"]
    return [line for line in printed.splitlines() if line.strip()]


def _run_gpu_check() -> tuple[int, str]:
    try:
        ran = subprocess.run(GPU_CHECK, capture_output=True, text=True, timeout=GPU_CHECK_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return 0, f"the GPU's libraries could not be checked: {type(error).__name__}"
    return ran.returncode, ran.stdout


def _lacks(model: Model, settings: Config) -> bool:
    return store.state(model, settings.folders.models) not in ("present", "bundled")


def _model_problem(model: Model, settings: Config) -> Problem:
    state = store.state(model, settings.folders.models)
    return Problem(f"the model {model.name} is {state}", "Run: oriel models fetch")
