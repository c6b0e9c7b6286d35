from dataclasses import replace
from pathlib import Path

import pytest

from assistant import config, plan_command
from assistant.config import Config
from assistant.errors import BadInput, NoMemory, UnknownName


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    """Those of a machine that may give its models 6 GiB, whatever this one has."""
    loaded = config.load({"ORIEL_HOME": str(tmp_path)})
    return replace(loaded, models=replace(loaded.models, memory_mib=6_144))


def test_plan_has_the_keys_of_the_contract(settings: Config) -> None:
    document = plan_command.document(plan_command.planned(settings, gpu_gib=8))
    assert document.keys() >= {"profile", "budget_mib", "resident", "swapped", "peak_mib"}
    assert all(entry.keys() >= {"role", "model", "mib"} for entry in document["resident"])
    assert all(entry.keys() >= {"role", "model", "mib", "seconds"} for entry in document["swapped"])
    assert (document["profile"], document["budget_mib"]) == ("gpu-8", 8192)
    assert document["peak_mib"] <= document["budget_mib"]


@pytest.mark.parametrize(("gib", "profile"), [(12, "gpu-12"), (11, "gpu-8"), (80, "gpu-48"), (6, "cpu"), (0, "cpu")])
def test_size_of_a_gpu_chooses_the_profile_and_is_its_budget(settings: Config, gib: float, profile: str) -> None:
    made = plan_command.planned(settings, gpu_gib=gib)
    assert made.profile == profile
    assert made.budget_mib == (round(gib * 1024) if made.on_gpu else 6_144)


def test_memory_of_the_machine_itself_does_not_count_towards_a_gpu(settings: Config) -> None:
    document = plan_command.document(plan_command.planned(settings, "gpu-16"))
    entries = {entry["role"]: entry for entry in document["resident"]}
    assert (entries["voice"]["mib"], entries["voice"]["device"]) == (0, "cpu")
    assert entries["voice"]["ram_mib"] > 0
    models = {entry["model"]: entry["mib"] for entry in document["resident"]}
    assert sum(models.values()) < document["peak_mib"] <= document["budget_mib"]


def test_without_an_option_the_plan_is_of_what_is_in_use(settings: Config) -> None:
    own = replace(settings, models=replace(settings.models, transcriber="whisper-small"))
    made = plan_command.planned(own)
    assert made.profile == "pocket"
    assert "whisper-small" in {part.model.name for part in made.resident}


def test_plan_for_a_person_names_every_role_and_what_was_taken(settings: Config) -> None:
    made = plan_command.planned(settings, "gpu-8")
    told = "\n".join(plan_command.lines(made))
    for part in (*made.resident, *(swap.part for swap in made.swapped)):
        assert part.model.name in told
    assert "Loaded when needed" in told
    assert f"never more than {made.peak_mib} MiB" in told


def test_what_cannot_be_planned_is_refused(settings: Config) -> None:
    with pytest.raises(UnknownName, match="unknown profile 'huge'"):
        plan_command.planned(settings, "huge")
    with pytest.raises(BadInput, match="0 or more; got -1"):
        plan_command.planned(settings, gpu_gib=-1)
    with pytest.raises(NoMemory, match="needs"):
        plan_command.planned(settings, "gpu-48", 4)
