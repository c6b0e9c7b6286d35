from dataclasses import fields
from pathlib import Path

import pytest

from assistant import config
from assistant.errors import BadSetting

ROOT = Path(__file__).parents[1]


def load(tmp_path: Path, text: str) -> config.Config:
    file = tmp_path / "config.toml"
    file.write_text(text)
    return config.load({"ORIEL_CONFIG": str(file), "ORIEL_HOME": str(tmp_path)})


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert load(tmp_path, "") == config.load({"ORIEL_HOME": str(tmp_path)}, None)


def test_values_are_taken_from_the_file(tmp_path: Path) -> None:
    settings = load(tmp_path, '[listening]\nlanguage = "de"\npause_s = 0.4\n[answers]\ntemperature = 1\n')
    assert settings.listening.language == "de"
    assert settings.listening.pause_s == 0.4
    assert settings.answers.temperature == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[listning]\n", r"line 1: unknown section 'listning'; have: models, listening"),
        ("\n[answers]\nmax_token = 3\n", r"line 3: unknown setting 'max_token' in \[answers\]; have: max_tokens"),
        ("[answers]\nmax_tokens = 3\n", r"line 2: max_tokens must lie between 16 and 4096; got 3"),
        ('[answers]\nmax_tokens = "many"\n', r"line 2: max_tokens must be of type int; got 'many'"),
        ("[answers]\nmax_tokens = true\n", r"must be of type int; got True"),
        ("[answers\n", r"is not TOML"),
        ("answers = 3\n", r"unknown section 'answers'|answers must be"),
    ],
)
def test_wrong_value_is_named_with_its_line_and_what_is_allowed(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadSetting, match=says):
        load(tmp_path, text)


def test_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="no configuration"):
        config.load({"ORIEL_CONFIG": str(tmp_path / "none.toml")})


def test_home_moves_everything_that_is_written(tmp_path: Path) -> None:
    folders = config.load({"ORIEL_HOME": str(tmp_path)}).folders
    assert all(getattr(folders, item.name).is_relative_to(tmp_path) for item in fields(folders))


def test_every_setting_is_documented_with_its_default() -> None:
    documented = (ROOT / "docs" / "settings.md").read_text()
    for section, kind in config.SECTIONS.items():
        assert f"## [{section}]" in documented
        for item in fields(kind):
            assert f"| `{item.name}` | `{item.default!r}` | {item.metadata['doc']} |" in documented
