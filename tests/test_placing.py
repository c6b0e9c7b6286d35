from dataclasses import replace

import pytest

from assistant import fit, placing
from assistant.engine.wire import Handle
from assistant.errors import BadSetting
from assistant.placing import Placing
from assistant.settings import ModelSettings
from local_models import profiles
from local_models.profiles import Gpu

WHISPER = Handle("transcriber", "local_models.whisper:load", (("folder", "w"), ("threads", 2)))
LLAMA = Handle("language_model", "local_models.llama:load", (("path", "l"), ("gpu_layers", 0)))
SAM = Handle("segmenter", "local_models.sam:load", (("path", "s"),))
CARD = Gpu("a card", 12_282, 11_800, 8.6)


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "gpu", lambda: CARD)


@pytest.fixture
def no_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "gpu", lambda: None)


def place(profile: str, settings: ModelSettings | None = None) -> Placing:
    chosen = {role: profiles.model_for(profile, role) for role in profiles.roles(profile)}
    return placing.placing(settings or ModelSettings(), chosen, profile)


@pytest.mark.usefixtures("card")
def test_models_of_a_gpu_profile_go_to_the_gpu_and_are_told_so() -> None:
    placed = place("gpu-12")
    whisper, llama, sam = (placed.placed(handle) for handle in (WHISPER, LLAMA, SAM))
    assert dict(whisper.options)["device"] == "cuda"
    assert dict(whisper.options)["compute_type"] == "int8_float16"
    assert dict(llama.options)["gpu_layers"] == -1
    assert dict(sam.options)["device"] == "cuda"
    assert {one.device for one in (whisper, llama, sam)} == {"gpu"}
    assert (whisper.mib, whisper.model, whisper.pinned) == (1536, "faster-whisper-large-v3-turbo", True)
    assert not sam.pinned


@pytest.mark.usefixtures("card")
def test_what_is_free_of_the_card_is_the_budget_of_its_one_engine() -> None:
    limits = place("gpu-12").limits(fit.VOICE)
    assert limits.gpu_mib == CARD.free_mib - placing.GPU_RESERVED_MIB
    assert limits.memory_mib > 0


@pytest.mark.usefixtures("no_card")
def test_without_a_gpu_everything_computes_on_the_cpu() -> None:
    placed = place("pocket")
    whisper, llama = placed.placed(WHISPER), placed.placed(LLAMA)
    assert (dict(whisper.options)["device"], dict(whisper.options)["compute_type"]) == ("cpu", "int8")
    assert dict(llama.options)["gpu_layers"] == 0
    assert placed.limits(fit.VOICE).gpu_mib == 0


@pytest.mark.usefixtures("no_card")
def test_a_gpu_that_is_wanted_and_not_there_is_refused() -> None:
    with pytest.raises(BadSetting, match="nvidia-smi lists none here; auto and cpu work everywhere"):
        place("pocket", ModelSettings(device="gpu"))


@pytest.mark.usefixtures("no_card")
def test_two_engines_share_the_memory_that_is_set_and_the_eyes_stand_back() -> None:
    placed = place("pocket", ModelSettings(memory_mib=8_000))
    voice, eyes = placed.limits(fit.VOICE), placed.limits(fit.EYES)
    assert voice.memory_mib + eyes.memory_mib == 8_000
    assert (voice.niceness, eyes.niceness) == (0, placing.EYES_NICENESS)


@pytest.mark.usefixtures("no_card")
def test_context_and_cache_change_what_a_language_model_needs() -> None:
    usual = ModelSettings()
    mib = [
        place("cpu", settings).placed(LLAMA).mib
        for settings in (usual, replace(usual, context_tokens=16_384), replace(usual, kv_cache="q4_0"))
    ]
    assert mib[2] < mib[0] < mib[1]
    assert dict(place("cpu", replace(usual, kv_cache="q4_0")).placed(LLAMA).options)["kv_cache"] == "q4_0"
    assert "kv_cache" not in dict(place("cpu").placed(LLAMA).options)


@pytest.mark.usefixtures("no_card")
def test_one_model_for_two_roles_is_one_model_to_the_engine() -> None:
    placed = place("gpu-8")
    options = (("path", "q"), ("projector", "p"), ("gpu_layers", 0))
    talks = placed.placed(Handle("language_model", "local_models.llama_vision:load", options))
    sees = placed.placed(Handle("vision_model", "local_models.llama_vision:load", options))
    assert talks.key == sees.key
    assert talks.mib == sees.mib
