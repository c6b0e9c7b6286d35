from dataclasses import replace

import pytest

from assistant.errors import UnknownName
from local_models import manifest, profiles
from local_models.profiles import Machine

BIG = Machine(cores=8, memory_mib=16_000, free_disk_mib=100_000, hub_reachable=True, gpu_name=None, gpu_mib=0)


def test_every_profile_names_only_models_of_the_manifest_in_their_own_roles():
    for name, roles in profiles.PROFILES.items():
        for role, model in roles.items():
            found = manifest.find(model)
            talks = role == "language_model" and any(file.name.endswith(".gguf") for file in found.files)
            assert found.role == role or (found.role == "vision_model" and talks), f"{name}: {role}"


def test_every_fetchable_file_of_pocket_has_a_size_and_a_sha256():
    for model in profiles.models("pocket"):
        assert model.bundled or model.files
        for file in model.files:
            assert file.sha256, f"{model.name}/{file.name}"
            assert file.size, f"{model.name}/{file.name}"


def test_pocket_can_be_had_without_the_hub():
    for model in profiles.models("pocket"):
        assert not all(isinstance(source, manifest.HubSource) for source in model.sources), model.name


def test_cpu_is_pocket_with_llama_as_its_language_model():
    assert profiles.model_for("cpu", "language_model").name == "llama-3.2-3b-instruct-q4-k-m"
    assert profiles.model_for("cpu", "transcriber") == profiles.model_for("pocket", "transcriber")


def test_a_profile_lists_each_model_once():
    names = [model.name for model in profiles.models("cpu")]
    assert len(names) == len(set(names)) == 10


def test_unknown_profiles_and_roles_are_refused_with_what_there_is():
    with pytest.raises(
        UnknownName, match="unknown profile 'huge'; have: cpu, gpu-12, gpu-16, gpu-24, gpu-48, gpu-8, pocket"
    ):
        profiles.models("huge")
    with pytest.raises(UnknownName, match="have: detector, embedder, language_model"):
        profiles.model_for("pocket", "vision_model")


def test_a_connected_machine_with_8_gib_gets_llama():
    assert profiles.choose(BIG) == "cpu"
    assert profiles.choose(replace(BIG, memory_mib=7_800)) == "cpu"


def test_without_the_hub_or_the_memory_it_is_pocket():
    assert profiles.choose(replace(BIG, hub_reachable=False)) == "pocket"
    assert profiles.choose(replace(BIG, memory_mib=6_000)) == "pocket"


@pytest.mark.parametrize(
    ("gpu_mib", "profile"),
    [
        (6_144, "cpu"),
        (8_188, "gpu-8"),
        (11_264, "gpu-8"),
        (12_282, "gpu-12"),
        (16_376, "gpu-16"),
        (24_564, "gpu-24"),
        (49_140, "gpu-48"),
        (81_559, "gpu-48"),
    ],
)
def test_the_largest_profile_that_a_gpu_holds_is_chosen(gpu_mib: int, profile: str):
    card = replace(BIG, gpu_name="a GPU", gpu_mib=gpu_mib, gpu_capability=8.6)
    assert profiles.choose(card) == profiles.largest_for(gpu_mib) == profile


def test_a_gpu_that_is_too_old_for_the_libraries_is_left_alone():
    assert profiles.choose(replace(BIG, gpu_name="a GPU", gpu_mib=24_564, gpu_capability=6.1)) == "cpu"


def test_models_that_the_disk_cannot_hold_are_not_chosen():
    card = replace(BIG, gpu_name="a GPU", gpu_mib=24_564, gpu_capability=8.9)
    assert profiles.choose(replace(card, free_disk_mib=10_000)) == "gpu-16"
    assert profiles.choose(replace(BIG, free_disk_mib=2_000)) == "pocket"


def test_one_core_is_too_few_for_a_model_of_3_b():
    assert profiles.choose(replace(BIG, cores=1)) == "pocket"


def test_every_file_of_a_gpu_profile_can_be_checked():
    for name in filter(profiles.is_gpu, profiles.PROFILES):
        for model in profiles.models(name):
            assert all(file.sha256 or model.revision for file in model.files), model.name


def test_probe_describes_this_machine_even_before_the_folder_exists(tmp_path):
    machine = profiles.probe(tmp_path / "not" / "yet")
    assert machine.cores >= 1
    assert machine.memory_mib > 500
    assert machine.free_disk_mib > 0
    assert (machine.gpu_name is None) == (machine.gpu_mib == 0)
