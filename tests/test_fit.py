import random
from collections.abc import Sequence

import pytest

from assistant import fit
from assistant.engine.policy import Bounds
from assistant.errors import NoMemory
from assistant.fit import GPU, TURNS, TYPICAL, Loading, Part, Plan, Simulation
from local_models import manifest, profiles
from local_models.sizes import need_mib

GPU_PROFILES = [name for name in profiles.PROFILES if profiles.is_gpu(name)]
CPU_MIB = 6_144  # of a machine with 8 GiB


def parts(profile: str) -> list[Part]:
    chosen = {role: profiles.model_for(profile, role) for role in profiles.roles(profile)}
    return fit.parts(chosen, profiles.is_gpu(profile), Loading())


def planned(profile: str, memory_mib: int = 0) -> Plan:
    on_gpu = profiles.is_gpu(profile)
    memory = memory_mib or (profiles.card_mib(profile) if on_gpu else CPU_MIB)
    return fit.plan(profile, parts(profile), memory, on_gpu)


def roles(found: Sequence[Part]) -> set[str]:
    return {part.role for part in found}


@pytest.mark.parametrize("profile", profiles.PROFILES)
def test_no_profile_ever_takes_more_than_the_memory_it_is_made_for(profile: str) -> None:
    made = planned(profile)
    assert 0 < made.peak_mib <= made.budget_mib
    assert roles(made.resident) | roles([swap.part for swap in made.swapped]) == set(profiles.roles(profile))


@pytest.mark.parametrize("profile", ["gpu-12", "gpu-16", "gpu-24", "gpu-48"])
def test_from_12_gib_on_nothing_is_swapped(profile: str) -> None:
    assert planned(profile).swapped == ()


def test_on_8_gib_one_model_talks_and_sees_and_those_for_pictures_take_turns() -> None:
    made = planned("gpu-8")
    both = {part.role: part for part in made.resident}
    assert both["language_model"].model == both["vision_model"].model
    assert {swap.part.role for swap in made.swapped} == {"detector", "segmenter"}
    assert all(swap.seconds > 0 for swap in made.swapped)


def test_model_with_two_roles_takes_its_memory_once() -> None:
    bounds = {GPU: Bounds(8192, 400)}
    simulation = Simulation(parts("gpu-8"), bounds)
    simulation.run([fit.TALK, fit.LOOK])
    assert simulation.held_mib() == 400 + 720 + 4100


def test_who_is_waited_for_in_every_turn_never_leaves_where_there_is_room_beside() -> None:
    simulation = Simulation(parts("gpu-8"), {GPU: Bounds(8192, 410)})
    for session in TYPICAL:
        simulation.run(session)
    assert not simulation.evicted & {"whisper-small", "qwen3-vl-4b-instruct-q4-k-m"}


def test_engines_on_a_cpu_share_memory_and_neither_gets_less_than_it_needs() -> None:
    found = parts("pocket")
    shares = fit.shares(found, 12_000)
    assert sum(one.budget_mib for one in shares.values()) == 12_000
    for place, bounds in fit.shares(found, 1_000).items():
        largest = max(part.mib for part in found if part.place == place)
        assert bounds.budget_mib >= fit.BASE_MIB[place] + largest


def test_memory_that_is_too_small_for_a_profile_is_refused_with_what_it_needs() -> None:
    with pytest.raises(NoMemory, match=r"profile pocket needs \d+ MiB of memory at least; 1500 MiB are there"):
        planned("pocket", 1500)
    with pytest.raises(NoMemory, match=r"needs 6000 MiB of memory, and \d+ of 4000 MiB are free"):
        planned("gpu-16", 4000)


@pytest.mark.parametrize("seed", range(40))
def test_random_conversations_on_random_memory_never_exceed_it(seed: int) -> None:
    chance = random.Random(seed)
    profile = chance.choice(list(profiles.PROFILES))
    found = parts(profile)
    on_gpu = profiles.is_gpu(profile)
    most = profiles.card_mib(profile) if on_gpu else 2 * CPU_MIB
    memory = chance.randint(most // 3, most)
    bounds = {GPU: Bounds(memory, fit.BASE_MIB[GPU])} if on_gpu else fit.shares(found, memory)
    simulation = Simulation(found, bounds)
    for _ in range(30):
        try:
            simulation.run(chance.choices(TURNS, k=chance.randint(1, 12)))
        except NoMemory:
            assert on_gpu, "engines on a CPU get what their largest step needs"
        for place, bound in bounds.items():
            assert simulation.held_mib(place) <= bound.budget_mib
    assert simulation.peak_mib <= sum(bound.budget_mib for bound in bounds.values())


def test_what_a_language_model_remembers_is_part_of_its_size() -> None:
    llama = manifest.find("llama-3.2-3b-instruct-q4-k-m")
    usual = need_mib(llama)
    assert usual == llama.memory_mib
    assert need_mib(llama, context_tokens=8192) == usual + 4 * 112
    assert need_mib(llama, context_tokens=8192, cache="q8_0") < need_mib(llama, context_tokens=8192)
    assert need_mib(llama, context_tokens=8192, cache="q4_0") < need_mib(llama, context_tokens=8192, cache="q8_0")


def test_a_transcriber_of_wider_numbers_needs_more() -> None:
    whisper = manifest.find("whisper-base")
    assert need_mib(whisper) < need_mib(whisper, compute="float16") < need_mib(whisper, compute="float32")


def test_every_language_model_says_what_a_token_of_context_takes() -> None:
    for model in manifest.load().values():
        if model.context_tokens:
            assert model.kv_kib_per_token, model.name
