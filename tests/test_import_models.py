"""Models of the user's own: what is taken, what is refused, and that nothing in a file is ever run."""

import json
import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import gguf
import pytest

from assistant import config
from assistant.backends import Backends
from assistant.errors import BadInput, BadSetting, ModelRefused, UnknownName
from assistant.handles import chosen_models
from local_models import architectures, gguf_header, importing, manifest, stamps, state_dicts, store
from tests import tiny_gguf
from tests.conftest import Oriel

TINY = Path(__file__).parent / "data" / "tiny"


@pytest.fixture
def gguf_file(tmp_path: Path) -> Path:
    return tiny_gguf.write(tmp_path / "My Llama.gguf")


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


def without_template(path: Path) -> Path:
    """A base model: the header alone."""
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_context_length(64)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def headed(path: Path, architecture: str, **keys: str) -> Path:
    writer = gguf.GGUFWriter(str(path), architecture)
    for name, value in keys.items():
        writer.add_string(name.replace("__", "."), value)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def test_header_of_a_gguf_says_what_it_is(gguf_file: Path) -> None:
    header = gguf_header.read(gguf_file)
    assert (header.architecture, header.kind, header.context_tokens, header.parts) == ("llama", "model", 4096, 1)
    assert "start_header_id" in header.chat_template
    assert header.tensors == 21
    assert header.kv_kib_per_token == 1  # 2 layers of 64, key and value in 2 bytes each: half a KiB, rounded up


def test_imported_gguf_is_linked_hashed_and_known_beside_the_shipped_models(gguf_file: Path, models: Path) -> None:
    brought = importing.bring(gguf_file, models)
    assert brought.model.name == "my-llama"
    assert brought.model.role == "language_model"
    assert brought.model.context_tokens == 4096
    assert "llama" in brought.says
    assert (models / "my-llama" / gguf_file.name).readlink() == gguf_file
    assert store.state(brought.model, models) == "present"
    assert manifest.find("my-llama", "language_model", models) == brought.model
    assert manifest.known(models).keys() == {*manifest.load(), "my-llama"}
    with pytest.raises(UnknownName):
        manifest.find("my-llama")
    assert manifest.find("my-llama", folder=models).files[0].sha256 == stamps.digest(gguf_file, "sha256").value


def test_copied_model_stays_when_the_original_goes(gguf_file: Path, models: Path) -> None:
    model = importing.bring(gguf_file, models, name="mine", copies=True).model
    gguf_file.unlink()
    assert store.state(model, models) == "present"
    assert not (models / "mine" / gguf_file.name).is_symlink()


def test_linked_model_that_was_written_over_is_not_used_unchecked(gguf_file: Path, models: Path) -> None:
    model = importing.bring(gguf_file, models).model
    gguf_file.write_bytes(gguf_file.read_bytes()[:-1] + b"x")
    assert store.state(model, models) == "partial"
    assert store.verify(model, models).state == "wrong"


def test_file_cut_short_is_refused_and_leaves_nothing(gguf_file: Path, models: Path) -> None:
    whole = gguf_file.read_bytes()
    for length in (10, 200, len(whole) // 3):
        gguf_file.write_bytes(whole[:length])
        with pytest.raises(ModelRefused, match=r"damaged|cut short|not a GGUF"):
            importing.bring(gguf_file, models)
    assert not list(models.glob("*"))


def test_header_that_claims_too_much_is_refused_within_bounds(tmp_path: Path) -> None:
    path = tmp_path / "huge.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 2**60, 2))
    with pytest.raises(ModelRefused, match="more than any model has"):
        gguf_header.read(path)
    path.write_bytes(b"GGUF" + struct.pack("<IQQQ", 3, 1, 1, 2**60))
    with pytest.raises(ModelRefused, match="damaged"):
        gguf_header.read(path)


def test_base_model_needs_to_be_told_how_it_is_talked_to(tmp_path: Path, models: Path) -> None:
    path = without_template(tmp_path / "base.gguf")
    with pytest.raises(ModelRefused, match="no chat template"):
        importing.bring(path, models)
    assert importing.bring(path, models, chat_format="chatml").model.chat_format == "chatml"


@pytest.mark.parametrize(
    ("architecture", "said"), [("bert", "writes no answers"), ("clip", "the eye of a vision-language model")]
)
def test_gguf_that_cannot_answer_is_refused_by_its_architecture(tmp_path: Path, architecture: str, said: str) -> None:
    with pytest.raises(ModelRefused, match=said):
        architectures.examine(headed(tmp_path / "x.gguf", architecture))


def test_adapter_needs_the_model_that_it_adapts(tmp_path: Path, models: Path) -> None:
    path = headed(tmp_path / "lora.gguf", "llama", general__type="adapter")
    with pytest.raises(UnknownName, match="--base"):
        importing.bring(path, models)
    with pytest.raises(UnknownName, match="unknown language model 'whisper-base'"):
        importing.bring(path, models, base="whisper-base")
    adapter = importing.bring(path, models, base="smollm2-135m-instruct-q4-1").model
    assert adapter.base == "smollm2-135m-instruct-q4-1"
    assert adapter.memory_mib == manifest.find(adapter.base).memory_mib


def test_adapter_of_peft_is_refused_with_the_way_to_convert_it(tmp_path: Path) -> None:
    (tmp_path / "adapter_config.json").write_text('{"base_model_name_or_path": "meta/llama"}')
    with pytest.raises(ModelRefused, match=r"LoRA adapter of meta/llama.*convert_lora_to_gguf"):
        architectures.examine(tmp_path)


def test_two_ggufs_of_which_one_sees_are_a_vision_model(tmp_path: Path, models: Path) -> None:
    folder = tmp_path / "seeing"
    folder.mkdir()
    tiny_gguf.write(folder / "model.gguf")
    headed(folder / "projector.gguf", "clip")
    model = importing.bring(folder, models).model
    assert model.role == "vision_model"
    assert [file.name for file in model.files] == ["model.gguf", "mmproj-projector.gguf"]


def test_whisper_of_ctranslate2_is_a_transcriber(model_folder: Callable[[str], Path], models: Path) -> None:
    model = importing.bring(model_folder("whisper-base"), models, name="my-whisper").model
    assert model.role == "transcriber"
    assert {file.name for file in model.files} >= {"model.bin", "config.json", "tokenizer.json", "vocabulary.json"}


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (struct.pack("<IH", 6, 16) + b"TransformerSpec\0", "'TransformerSpec'"),
        (b"\1", "is not CTranslate2's"),
        (struct.pack("<IH", 6, 12) + b"WhisperSpec\0", r"lacks tokenizer.json, vocabulary.json"),
    ],
)
def test_folder_of_ctranslate2_is_told_by_the_head_of_its_weights(tmp_path: Path, start: bytes, said: str) -> None:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "model.bin").write_bytes(start)
    with pytest.raises(ModelRefused, match=said):
        architectures.examine(tmp_path)


def test_checkpoint_of_segment_anything_is_told_by_the_names_of_its_weights() -> None:
    found = architectures.examine(TINY / "segmenter.pth")
    assert (found.role, found.like) == ("segmenter", "sam-vit-b-01ec64")


def test_folders_of_transformers_are_told_by_their_type(tmp_path: Path) -> None:
    assert architectures.examine(TINY / "detector").role == "detector"
    assert architectures.examine(TINY / "vlm").role == "vision_model"
    with pytest.raises(ModelRefused, match=r"'bert'.*nothing here runs"):
        architectures.examine(TINY / "nli")
    (tmp_path / "config.json").write_text('{"model_type": "whisper"}')
    with pytest.raises(ModelRefused, match="ct2-transformers-converter"):
        architectures.examine(tmp_path)


def test_folder_with_code_or_pickled_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "llava"}')
    (tmp_path / "pytorch_model.bin").write_bytes(b"x")
    with pytest.raises(ModelRefused, match="weights in other files could run code"):
        architectures.examine(tmp_path)
    (tmp_path / "config.json").write_text('{"model_type": "llava", "auto_map": {"AutoModel": "x.Y"}}')
    with pytest.raises(ModelRefused, match="code of its own"):
        architectures.examine(tmp_path)


def test_code_beside_a_model_is_not_taken_along(tmp_path: Path, models: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    for file in (TINY / "detector").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "config.py").write_text("raise SystemExit")
    model = importing.bring(folder, models).model
    assert "config.py" not in {file.name for file in model.files}
    assert not (models / "mine" / "config.py").exists()


RAN = "it-ran"


class Malicious:
    """What its pickle does when it is opened: writes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.write_text, (self.path, "ran")


def zipped(path: Path, data: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", data)
    return path


@pytest.mark.parametrize("protocol", range(6))
def test_malicious_checkpoint_is_refused_and_nothing_in_it_runs(tmp_path: Path, models: Path, protocol: int) -> None:
    data = pickle.dumps({"image_encoder.pos_embed": Malicious(tmp_path / RAN)}, protocol)
    for path in (zipped(tmp_path / "zipped.pth", data), tmp_path / "plain.pth"):
        if path.name == "plain.pth":
            path.write_bytes(b"".join(pickle.dumps(head, protocol) for head in (1, 2, 3)) + data)
        with pytest.raises(ModelRefused, match="would run"):
            importing.bring(path, models)
    assert not (tmp_path / RAN).exists()


@pytest.mark.parametrize("place", range(3))
def test_old_checkpoint_that_hides_an_import_before_its_weights_is_refused(tmp_path: Path, place: int) -> None:
    heads: list[object] = [1, 2, 3, {}]
    heads[place] = Malicious(tmp_path / RAN)
    path = tmp_path / "old.pth"
    path.write_bytes(b"".join(pickle.dumps(head, 2) for head in heads))
    with pytest.raises(ModelRefused, match="would run"):
        state_dicts.weight_names(path)
    assert not (tmp_path / RAN).exists()


def test_import_whose_names_come_from_memory_is_refused(tmp_path: Path) -> None:
    hidden = (
        b"\x80\x04"
        b"\x8c\x02os\x94\x8c\x06system\x94"  # remembered as 0 and 1
        b"\x8c\x0bcollections\x8c\x0bOrderedDict"  # what a careless reader would take for the names
        b"h\x00h\x01\x93\x8c\x04true\x85R."
    )
    with pytest.raises(ModelRefused, match="would run"):
        state_dicts.weight_names(zipped(tmp_path / "x.pth", hidden))


@pytest.mark.parametrize("data", [b"", b"not a pickle", b"\x80\x02"])
def test_file_that_is_no_checkpoint_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.pth").write_bytes(data)
    with pytest.raises(ModelRefused):
        architectures.examine(tmp_path / "x.pth")


def test_what_is_no_model_is_refused_with_what_would_do(tmp_path: Path) -> None:
    with pytest.raises(ModelRefused, match=r"nothing at .*give a \.gguf"):
        architectures.examine(tmp_path / "gone.gguf")
    (tmp_path / "letter.docx").write_text("Dear")
    with pytest.raises(ModelRefused, match="none of"):
        architectures.examine(tmp_path / "letter.docx")
    with pytest.raises(ModelRefused, match=r"no config\.json"):
        architectures.examine(tmp_path)


def test_wrong_role_and_taken_name_are_refused(gguf_file: Path, models: Path) -> None:
    with pytest.raises(ModelRefused, match="can be the language_model, not the detector"):
        importing.bring(gguf_file, models, role="detector")
    with pytest.raises(BadInput, match="already a model called 'isnet'"):
        importing.bring(gguf_file, models, name="isnet")
    with pytest.raises(BadInput, match="cannot be a model's name"):
        importing.bring(gguf_file, models, name="../up")


def test_manifest_that_names_code_is_refused() -> None:
    entry = {
        "role": "detector",
        "repository": "x",
        "licence": "x",
        "memory_mib": 1,
        "like": "groundingdino-swint-ogc",
        "files": [{"name": "config.py", "sha256": "0" * 64}],
        "sources": [{"kind": "import", "path": "x", "linked": False}],
    }
    with pytest.raises(BadSetting, match="is code"):
        manifest.parsed({"m": entry})


def test_removing_says_what_is_free_again_and_spares_what_was_linked(gguf_file: Path, models: Path) -> None:
    linked = importing.bring(gguf_file, models, name="linked").model
    copied = importing.bring(gguf_file, models, name="copied", copies=True).model
    freed = importing.remove(linked, models)
    assert (round(freed.mib, 3), freed.left_at) == (0, str(gguf_file.parent))
    assert gguf_file.exists()
    assert importing.remove(copied, models).mib >= gguf_file.stat().st_size / 2**20
    assert manifest.imported(models) == {}
    with pytest.raises(BadInput, match="nothing to remove"):
        importing.remove(manifest.find("isnet"), models)


def test_models_of_ones_own_are_chosen_by_the_settings_and_loaded_by_the_engine(
    home: Path, oriel: Oriel, tmp_path: Path
) -> None:
    models = tmp_path / "own-models"  # the machine's own folder is not for tests to write into
    models.mkdir()
    link = home / "cache" / "models"
    for there in link.resolve().iterdir():
        if there.is_dir() and not there.name.startswith("."):
            (models / there.name).symlink_to(there)
    link.unlink()
    link.symlink_to(models)
    llama = tiny_gguf.write(tmp_path / "tiny.gguf")
    for path, name in ((llama, "my-llama"), (TINY / "detector", "my-detector"), (TINY / "segmenter.pth", "my-sam")):
        brought = oriel("models", "import", path, "--name", name, "--json")
        assert json.loads(brought.stdout)["models"][0]["state"] == "present", brought.stderr
    (home / "config.toml").write_text(
        '[models]\nlanguage_model = "my-llama"\n[vision]\ndetector = "my-detector"\nsegmenter = "my-sam"\n'
    )
    settings = config.load({"ORIEL_HOME": str(home)})
    assert chosen_models(settings)["language_model"].name == "my-llama"
    with Backends(settings) as backends:
        eyes = backends.eyes()
        backends.warm(backends.language_model, eyes.detector, eyes.segmenter)  # type: ignore[arg-type]
    kept = oriel("models", "remove", "my-llama")
    assert kept.returncode == 1
    assert "my-llama (language model) by its settings" in kept.stderr
    gone = oriel("models", "remove", "my-llama", "--force")
    assert "its files stay in" in gone.stdout
    assert llama.exists()
