"""`oriel models plan`: what stays in memory, what takes turns, and why that never is too much."""

import json
import os
from typing import Annotated, Any

import typer

from assistant import config, fit, placing
from assistant.config import Config
from assistant.errors import BadInput
from assistant.fit import GPU, Part, Plan
from assistant.handles import chosen_models, profile_in_use
from local_models import profiles

MIB_A_GIB = 1024

ProfileName = Annotated[str | None, typer.Option("--profile", help="A profile; what is in use when left out.")]
GpuGib = Annotated[float | None, typer.Option("--gpu-gib", help="As if the GPU had so much memory; 0 for no GPU.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")]


def plan(profile: ProfileName = None, gpu_gib: GpuGib = None, as_json: AsJson = False) -> None:
    """Show which models stay in memory and which are swapped in, here or on a machine that you describe."""
    settings = config.load(os.environ)
    made = planned(settings, profile, gpu_gib)
    if as_json:
        typer.echo(json.dumps(document(made)))
        return
    for line in lines(made):
        typer.echo(line)


def planned(settings: Config, profile: str | None = None, gpu_gib: float | None = None) -> Plan:
    """The plan for what is in use, or for another profile or GPU. Raises UnknownName, BadInput or NoMemory."""
    if gpu_gib is not None and gpu_gib < 0:
        raise BadInput(f"--gpu-gib must be 0 or more; got {gpu_gib:g}")
    name = profile or (
        profile_in_use(settings) if gpu_gib is None else profiles.largest_for(round(gpu_gib * MIB_A_GIB))
    )
    if profile or gpu_gib is not None:
        chosen = {role: profiles.model_for(name, role) for role in profiles.roles(name)}
    else:
        chosen = chosen_models(settings)
    on_gpu = profiles.is_gpu(name) and gpu_gib != 0
    memory = _gpu_mib(name, gpu_gib) if on_gpu else placing.memory_mib(settings.models)
    found = fit.parts(chosen, on_gpu, placing.loading(settings.models, on_gpu))
    return fit.plan(name, found, memory, on_gpu)


def _gpu_mib(profile: str, gpu_gib: float | None) -> int:
    return profiles.card_mib(profile) if gpu_gib is None else round(gpu_gib * MIB_A_GIB)


def document(made: Plan) -> dict[str, Any]:
    """The plan as JSON has it. mib counts towards the budget: on a GPU, what lies in RAM does not."""
    return {
        "profile": made.profile,
        "budget_mib": made.budget_mib,
        "resident": [_entry(part, made) for part in made.resident],
        "swapped": [_entry(swap.part, made) | {"seconds": swap.seconds} for swap in made.swapped],
        "peak_mib": made.peak_mib,
        "device": "gpu" if made.on_gpu else "cpu",
        "conversations": made.conversations,
    }


def _entry(part: Part, made: Plan) -> dict[str, Any]:
    counts = (part.place == GPU) == made.on_gpu
    return {
        "role": part.role,
        "model": part.model.name,
        "mib": part.mib if counts else 0,
        "ram_mib": 0 if part.place == GPU else part.mib,
        "device": "gpu" if part.place == GPU else "cpu",
    }


def lines(made: Plan) -> list[str]:
    """The plan for a person."""
    where = "the GPU" if made.on_gpu else "memory"
    taken = fit.BASE_MIB[GPU] if made.on_gpu else fit.BASE_MIB[fit.VOICE] + fit.BASE_MIB[fit.EYES]
    why = "CUDA itself" if made.on_gpu else "the two engines themselves"
    told = [
        f"Profile {made.profile}: {made.budget_mib} MiB of {where}, of which {taken} are for {why}.",
        "",
        "Always there:",
    ]
    told += [_line(part, made) for part in made.resident] or ["  nothing"]
    if made.swapped:
        told += ["", "Loaded when needed, in the place of what was not used for longest (roughly, from a fast disk):"]
        told += [f"{_line(swap.part, made)}, {swap.seconds:g} s" for swap in made.swapped]
    told += ["", f"In {made.conversations} simulated conversations never more than {made.peak_mib} MiB were taken."]
    return told


def _line(part: Part, made: Plan) -> str:
    where = " of RAM" if made.on_gpu and part.place != GPU else ""
    return f"  {part.role.replace('_', ' '):22} {part.model.name:36} {part.mib:>6} MiB{where}"
