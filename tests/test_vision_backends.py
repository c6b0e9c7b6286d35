from dataclasses import replace
from pathlib import Path
from typing import Any

import PIL.Image
import pytest

from assistant import handles, vision_backends
from assistant.backends import Backends
from assistant.config import Config, load
from assistant.errors import BadSetting, ModelMissing, UnknownName
from assistant.generation import GenerationParams
from assistant.messages import Image, Message
from assistant.settings import ModelSettings, VisionSettings
from local_models import manifest
from tests import tiny_mmproj, tiny_vision

GGUF, WHOLE = "smolvlm-500m-instruct-q8-0", "smolvlm2-2.2b-instruct"


def config(language_model: str = "", **vision: Any) -> Config:
    models = ModelSettings(profile="pocket", language_model=language_model)
    return replace(load({}), models=models, vision=VisionSettings(**vision))


def folder_with(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for name in names:
        (folder / name).touch()
    return folder


def test_nothing_is_chosen_unless_it_is_asked_for() -> None:
    assert "vision_model" not in handles.chosen_models(config())
    assert vision_backends.folder_of(config(), None) is None


def test_model_of_the_manifest_is_chosen_by_name_and_missing_until_it_is_fetched(tmp_path: Path) -> None:
    chosen = handles.chosen_models(config(vision_model=WHOLE))["vision_model"]
    assert chosen.name == WHOLE
    folders = replace(config().folders, cache=tmp_path)
    with pytest.raises(ModelMissing, match=f"oriel models fetch {WHOLE}"):
        vision_backends.folder_of(replace(config(vision_model=WHOLE), folders=folders), chosen)


def test_unknown_model_is_refused_with_those_that_see() -> None:
    with pytest.raises(UnknownName, match=f"unknown vision model 'clip'; have: .*{GGUF}"):
        handles.chosen_models(config(vision_model="clip"))


def test_folder_of_the_users_own_is_taken_by_its_path(tmp_path: Path) -> None:
    own = folder_with(tmp_path / "own", "config.json", "model.safetensors")
    settings = config(vision_model=str(own), quantize="4bit")
    assert "vision_model" not in handles.chosen_models(settings)
    assert vision_backends.folder_of(settings, None) == own
    handle = vision_backends.vision_handle(own, settings, 3)
    assert handle.target == handles.TABLE["vision_model", "transformers"]
    assert dict(handle.options) == {"folder": str(own), "threads": 3, "quantize": "4bit"}
    with pytest.raises(BadSetting, match="which is no folder; nor is it a model's name"):
        vision_backends.folder_of(config(vision_model=str(tmp_path / "none")), None)


def test_folder_with_a_gguf_is_for_llama_cpp(tmp_path: Path) -> None:
    own = folder_with(tmp_path / "own", "vl-q4.gguf", "mmproj-vl.gguf")
    handle = vision_backends.vision_handle(own, config(), 3)
    assert handle.target == handles.TABLE["vision_model", "llama-cpp"]
    assert dict(handle.options)["path"] == str(own / "vl-q4.gguf")
    assert dict(handle.options)["projector"] == str(own / "mmproj-vl.gguf")


@pytest.mark.parametrize(
    ("names", "kind", "says"),
    [
        (["vl.gguf"], ModelMissing, "a file mmproj-….gguf, by which it sees, is missing in"),
        (["mmproj-vl.gguf"], ModelMissing, "the model itself, a .gguf, is missing in"),
        (["a.gguf", "b.gguf", "mmproj.gguf"], BadSetting, "must have one model and one projector; got a.gguf, b.gguf"),
    ],
)
def test_folder_must_have_one_model_and_its_projector(
    tmp_path: Path, names: list[str], kind: type[Exception], says: str
) -> None:
    with pytest.raises(kind, match=says.replace(".", r"\.")):
        vision_backends.vision_handle(folder_with(tmp_path / "own", *names), config(), 1)


def test_gguf_that_sees_can_be_the_language_model_and_is_loaded_once_for_both(tmp_path: Path) -> None:
    chosen = handles.chosen_models(config(language_model=GGUF, vision_model=GGUF))
    assert chosen["language_model"] == chosen["vision_model"] == manifest.find(GGUF)
    own = folder_with(tmp_path / "own", "vl.gguf", "mmproj.gguf")
    sees, talks = (vision_backends.llama_handle(role, own, config(), 2) for role in ("vision_model", "language_model"))
    assert sees != talks
    assert sees.key == talks.key


def test_model_for_transformers_cannot_be_the_language_model() -> None:
    with pytest.raises(UnknownName, match=f"unknown language model '{WHOLE}'"):
        handles.chosen_models(config(language_model=WHOLE))


@pytest.mark.parametrize("kind", ["llama.cpp", "transformers"])
def test_configured_folder_answers_through_the_engine(home: Path, tmp_path: Path, kind: str) -> None:
    own = tmp_path / "own"
    made = tiny_mmproj.write(own) if kind == "llama.cpp" else tiny_vision.write("smolvlm", own)
    (home / "config.toml").write_text(f"[models]\nprofile = 'pocket'\n[vision]\nvision_model = '{made}'\n")
    PIL.Image.new("RGB", (40, 30), "teal").save(tmp_path / "a.png")
    image = Image("a", str(tmp_path / "a.png"), 40, 30)
    with Backends(load({"ORIEL_HOME": str(home)})) as opened:
        model = opened.eyes().vision_model
        assert model is not None
        answer = "".join(model.answer([image], [Message("user", "What?", (0,))], GenerationParams.greedy(9)))
    assert len(answer) == 9
