"""What goes wrong with a model's file: one sentence, and the next call works in the same engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.engine.client import Engine
from assistant.engine.wire import Handle
from assistant.errors import ModelCorrupt, ModelMissing
from assistant.generation import GenerationParams
from assistant.messages import Message
from local_models import manifest, store
from tests import tiny_gguf


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = Engine("faults", tmp_path / "run", tmp_path / "log")
    yield opened
    opened.close()


def ask(engine: Engine, path: Path) -> str:
    handle = Handle("language_model", "local_models.llama:load", (("path", str(path)), ("context", 512)))
    return "".join(engine.call(handle, [Message("user", "Hello")], GenerationParams.greedy(4), None))


def test_model_file_that_is_cut_short_or_is_none_costs_one_call(engine: Engine, tmp_path: Path) -> None:
    whole = tiny_gguf.write(tmp_path / "whole.gguf")
    process = engine.status().process_mib
    assert process == 0
    ask(engine, whole)
    (tmp_path / "short.gguf").write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    (tmp_path / "other.gguf").write_bytes(b"<html>not found</html>" * 100)
    for name in ("short.gguf", "other.gguf"):
        with pytest.raises(ModelCorrupt, match=f"llama.cpp cannot read {name}: .*oriel models verify") as raised:
            ask(engine, tmp_path / name)
        assert "\n" not in str(raised.value)
        ask(engine, whole)
    assert [one.handle.name for one in engine.status().loaded] == ["llama"], "what was not loaded takes no memory"


def test_model_file_that_has_gone_since_the_start_is_named(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"no language model at .*gone\.gguf; fetch it with: oriel models fetch"):
        ask(engine, tmp_path / "gone.gguf")


def test_pinned_file_that_was_cut_short_is_found_before_it_is_loaded(tmp_path: Path) -> None:
    model = manifest.find("smollm2-135m-instruct-q4-1")
    (tmp_path / model.name).mkdir()
    (tmp_path / model.name / model.files[0].name).write_bytes(b"GGUF")
    with pytest.raises(ModelCorrupt, match=r"is damaged in .*; run: oriel models fetch smollm2"):
        store.installed(model, tmp_path)
