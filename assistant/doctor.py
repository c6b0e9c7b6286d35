"""What this machine is, what fits it, and what stands in the way of talking to it."""

import importlib.util
from dataclasses import asdict, dataclass
from typing import Any

from assistant.backends import chosen_models
from assistant.config import Config
from assistant.errors import AssistantError
from local_models import profiles, store
from local_models.manifest import Model

LEAST_MEMORY_MIB = 3_500  # what the pocket profile needs with the system beside it
LEAST_DISK_MIB = 1_000
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
    try:
        problems += [
            _model_problem(model, settings) for model in chosen_models(settings).values() if _lacks(model, settings)
        ]
    except AssistantError as error:
        problems.append(Problem(str(error), "Correct the configuration"))
    return problems


def _lacks(model: Model, settings: Config) -> bool:
    return store.state(model, settings.folders.models) not in ("present", "bundled")


def _model_problem(model: Model, settings: Config) -> Problem:
    state = store.state(model, settings.folders.models)
    return Problem(f"the model {model.name} is {state}", "Run: oriel models fetch")
