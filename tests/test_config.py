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
        (
            "\n[answers]\nmax_token = 3\n",
            r"line 3: unknown setting 'max_token' in \[answers\]; have: preset, max_new_tokens",
        ),
        ("[answers]\nmax_new_tokens = 3\n", r"line 2: max_new_tokens must lie between 8 and 1024; got 3"),
        ('[answers]\nmax_new_tokens = "many"\n', r"line 2: max_new_tokens must be of type int; got 'many'"),
        ("[answers]\nmax_new_tokens = true\n", r"must be of type int; got True"),
        ("[answers\n", r"is not TOML"),
        ("answers = 3\n", r"line 1: answers must be a section: \[answers\]"),
        ("[[answers]]\nseed = 3\n", r"line 1: answers must be a section: \[answers\]"),
        ('[listening]\nlanguage = "english"\n', r"line 2: language must be one of: auto, af, .*; got 'english'"),
        ('[listening]\naddressee = "me"\n', r"line 2: addressee must be one of: attentive, open; got 'me'"),
        ("[answers]\nfillers = 1\n", r"line 2: fillers must be of type bool; got 1"),
        ('[keys]\nstop = "Tab"\n', r"line 2: stop must be one character, such as m, or .* F24.*; got 'Tab'"),
        ('[keys]\nstop = "ab"\n', r"line 2: stop must be one character"),
        ('[keys]\nstop = " "\n', r"line 2: stop must be one character"),
        ("[keys]\ntalk = 3\n", r"line 2: talk must be of type str; got 3"),
        ('[keys]\ntalk = "x"\nmute = "KeyX"\n', r"line 3: talk and mute must be different keys; both are 'KeyX'"),
        ('[keys]\n\ntalk = "M"\n', r"line 3: talk and mute must be different keys"),
        ("[voice]\nspeed = nan\n", r"line 2: speed must lie between 0.7 and 3.0; got nan"),
    ],
)
def test_wrong_value_is_named_with_its_line_and_what_is_allowed(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadSetting, match=says):
        load(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[sounds]\nlistening = true\n\n[keys]\nenabled = true\n[listening]\npause_s = 9.0\n", 7),
        ("[sounds]\nmuted = true\n[voice]\nspeed = 1.0\nvolume = 7\n", 5),
        ('[listening]\nhot_words = """\n[voice]\nvolume = 1\n"""\n[voice]\nvolume = 7\n', 7),
        ('[listening] # which\n\n# pause_s = 9\nhot_words = """\nOriel,\n"""\npause_s = """\n\n"""\n', 7),
        ("voice.speed = 1.0\nvoice.volume = 7\n", 2),
        ("answers = {seed = 1}\nvoice = {speed = 1.0, volume = 7}\n", 2),
        ('["voice"]\n"volume" = 7\n', 2),
        ("[voice]\r\nspeed = 1.0\r\nvolume = 7\r\n", 3),
        ('[voice]\nname = "\u2028"\nvolume = 7\n', 3),
    ],
)
def test_error_names_the_line_in_the_section_it_is_about(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(BadSetting, match=f"config.toml, line {line}: "):
        load(tmp_path, text)


def test_section_may_be_named_like_a_setting_of_another(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="line 3: unknown section 'speed'"):
        load(tmp_path, "[voice]\nspeed = 1.0\n[speed]\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "[voice]\nspeed = 1.5\n"),
        ("", "[voice]\nspeed = 1.5\n"),
        ("[voice]\nspeed = 2.0 # brisk\n", "[voice]\nspeed = 1.5 # brisk\n"),
        ('# mine\n[voice]\nname="hibari"\n', '# mine\n[voice]\nname="hibari"\nspeed = 1.5\n'),
        (
            "[answers]\nseed = 3 # lucky\n\n[voice]\n\n# About keys\n[keys]\n",
            "[answers]\nseed = 3 # lucky\n\n[voice]\nspeed = 1.5\n\n# About keys\n[keys]\n",
        ),
        ("[answers]\nseed = 3\n", "[answers]\nseed = 3\n\n[voice]\nspeed = 1.5\n"),
        ("[answers]\nseed = 3", "[answers]\nseed = 3\n[voice]\nspeed = 1.5\n"),
        ("voice = {}\n", "voice = {speed = 1.5}\n"),
        ("voice.volume = 1.0\n\nkeys = {}\n", "voice.volume = 1.0\nvoice.speed = 1.5\n\nkeys = {}\n"),
        ("[voice]\nspeed = 9 # too much\n", "[voice]\nspeed = 1.5 # too much\n"),
    ],
)
def test_saving_changes_one_value_and_nothing_else(tmp_path: Path, before: str | None, after: str) -> None:
    file = tmp_path / "deep" / "config.toml"
    if before is not None:
        file.parent.mkdir()
        file.write_text(before)
    config.save(file, "voice", "speed", 1.5)
    assert file.read_text() == after
    assert config.load({}, file).voice.speed == 1.5
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["config.toml"]


@pytest.mark.parametrize(
    ("section", "name", "value", "says"),
    [
        ("voice", "speed", 9, "^speed must lie between 0.7 and 3.0; got 9$"),
        ("voice", "speed", "fast", "^speed must be of type float; got 'fast'$"),
        ("voice", "sped", 1.0, r"^unknown setting 'sped' in \[voice\]; have: order, name, piper, speed, volume$"),
        ("vioce", "speed", 1.0, "unknown section 'vioce'; have: models"),
        ("listening", "language", "tlh", "^language must be one of: auto, af"),
        ("keys", "stop", "x", "^mute and stop must be different keys; both are 'x'$"),
        ("keys", "stop", "", "^stop must be one character"),
    ],
)
def test_value_that_loading_would_refuse_is_not_saved(
    tmp_path: Path, section: str, name: str, value: object, says: str
) -> None:
    file = tmp_path / "config.toml"
    text = '[keys]\nmute = "x"\n'
    file.write_text(text)
    with pytest.raises(BadSetting, match=says):
        config.save(file, section, name, value)
    assert file.read_text() == text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[answers]\nseed = 1\n[keys]\nstpo = 3\n", "config.toml, line 4: unknown setting 'stpo'"),
        ("[voice\n", "is not TOML"),
        ("voice = 3\n", "line 1: voice must be a section"),
        ("[voice]\nvolume = 3\n", "line 2: volume must lie between 0.0 and 1.0; got 3"),
    ],
)
def test_file_with_another_mistake_is_named_and_left_alone(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(BadSetting, match=says):
        config.save(file, "voice", "speed", 1.5)
    assert file.read_text() == text


def test_keys_can_change_places_in_one_stroke(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    config.save_all(file, "keys", {"talk": "m", "mute": "Space"})
    assert config.load({}, file).keys == config.KeySettings(talk="m", mute="Space")


def test_saving_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    file, link = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    file.write_text("")
    link.symlink_to(file)
    config.save(link, "voice", "speed", 2)
    assert link.is_symlink()
    assert file.read_text() == "[voice]\nspeed = 2.0\n"


def test_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadSetting, match=r"cannot be (written|read)"):
        config.save(tmp_path / "file" / "config.toml", "voice", "speed", 2.0)


def test_settings_file_is_the_one_that_loading_reads(tmp_path: Path) -> None:
    named = tmp_path / "named.toml"
    named.write_text("[voice]\nspeed = 2.0\n")
    environ = {"ORIEL_HOME": str(tmp_path)}
    assert config.settings_file(environ) == tmp_path / "config.toml"
    assert config.settings_file(environ | {"ORIEL_CONFIG": str(named)}) == named
    assert config.load(environ | {"ORIEL_CONFIG": str(named)}).voice.speed == 2.0


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
