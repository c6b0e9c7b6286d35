"""The settings: frozen dataclasses, read once from a TOML file and the environment; nothing else reads either."""

import threading
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import Field, dataclass, field, fields
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import platformdirs

from assistant import toml_text
from assistant.choices import KEYS_IN_WORDS, is_key, same_key
from assistant.errors import BadSetting
from assistant.plan import Action, OwnIntent
from assistant.settings import (
    SECTIONS,
    AnswerSettings,
    KeySettings,
    ListeningSettings,
    ModelSettings,
    PageSettings,
    PollySettings,
    PrivacySettings,
    SoundSettings,
    VisionSettings,
    VoiceSettings,
)

CONFIG_VARIABLE = "ORIEL_CONFIG"  # path of the TOML file
OWN_INTENTS = "intents"  # the sections of the user's own intents
FEWEST_EXAMPLES = 3  # from which an intent can be told at all
HUB = "https://huggingface.co"
HOME_VARIABLE = "ORIEL_HOME"  # one folder for all of Oriel's files, instead of the system's usual places

Where = Callable[..., str]  # (section, *names) → what an error about them begins with
_saving = threading.Lock()  # two pages that save at once would lose one of the two values


@dataclass(frozen=True)
class Folders:
    """Where Oriel keeps its files: all under ORIEL_HOME, else where the system expects such things."""

    config: Path
    cache: Path
    data: Path
    log: Path
    runtime: Path

    @property
    def models(self) -> Path:
        """Fetched models."""
        return self.cache / "models"

    @property
    def pictures(self) -> Path:
        """Every picture that was shown, once."""
        return self.data / "pictures"

    @property
    def ledger(self) -> Path:
        """The record of what left this machine."""
        return self.data / "ledger.sqlite"

    @property
    def history(self) -> Path:
        """The record of conversations."""
        return self.data / "history.sqlite"


@dataclass(frozen=True)
class Config:
    """All settings, as they apply to this process."""

    folders: Folders
    models: ModelSettings = field(default_factory=ModelSettings)
    listening: ListeningSettings = field(default_factory=ListeningSettings)
    answers: AnswerSettings = field(default_factory=AnswerSettings)
    vision: VisionSettings = field(default_factory=VisionSettings)
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    polly: PollySettings = field(default_factory=PollySettings)
    sounds: SoundSettings = field(default_factory=SoundSettings)
    keys: KeySettings = field(default_factory=KeySettings)
    page: PageSettings = field(default_factory=PageSettings)
    privacy: PrivacySettings = field(default_factory=PrivacySettings)
    intents: tuple[OwnIntent, ...] = ()


@dataclass(frozen=True)
class Hub:
    """The model hub as it is reached from here. token: the user's own, "" for none."""

    url: str
    token: str = field(repr=False)


def hub(environ: Mapping[str, str], models: ModelSettings) -> Hub:
    """Where models are fetched, by the settings, else as the hub's own tools are told: HF_ENDPOINT, HF_TOKEN and so on.

    The token may also lie in the file where `hf auth login` puts it. Raises BadSetting for what is no address.
    """
    url = models.hub or environ.get("HF_ENDPOINT", "") or HUB
    if not url.startswith(("https://", "http://")):
        raise BadSetting(f"a mirror of the model hub must be like https://example.org; got {url!r}")
    token = environ.get("HF_TOKEN", "") or environ.get("HUGGING_FACE_HUB_TOKEN", "")
    if not token.strip():
        cache = Path(environ.get("XDG_CACHE_HOME", "") or "~/.cache")
        home = Path(environ.get("HF_HOME", "") or cache / "huggingface")
        file = Path(environ.get("HF_TOKEN_PATH", "") or home / "token").expanduser()
        with suppress(OSError, UnicodeError):
            token = file.read_text(encoding="utf-8")
    return Hub(url.rstrip("/"), "".join(token.split()))


def load(environ: Mapping[str, str], path: Path | None = None) -> Config:
    """The settings in `path`, else in the file that ORIEL_CONFIG names, else in the user's own; none is needed.

    Raises BadSetting, naming file, line and what is allowed.
    """
    file = path or settings_file(environ)
    if not file.exists() and (path or environ.get(CONFIG_VARIABLE)):
        raise BadSetting(f"no configuration at {file}")
    return read(file, _folders(environ))


def settings_file(environ: Mapping[str, str]) -> Path:
    """The file that `load` reads, or would read if it were there."""
    named = environ.get(CONFIG_VARIABLE)
    return Path(named) if named else _folders(environ).config / "config.toml"


def read(file: Path, folders: Folders) -> Config:
    """The settings in a file that may be missing; BadSetting names file, line and what is allowed."""
    text = _text(file)
    return Config(folders, **_sections(_tables(file, text), _places(file, text)))


def save(file: Path, section: str, name: str, value: Any) -> None:
    """Change one setting in the file, which is made where missing; see save_all."""
    save_all(file, section, {name: value})


def save_all(file: Path, section: str, values: Mapping[str, Any]) -> None:
    """Change settings of one section in the file, keeping the user's comments and order; all of them or none.

    Raises BadSetting, and leaves the file alone, where `load` would refuse what came of it.
    """
    with _saving:
        text = _text(file)
        tables = _tables(file, text)
        if not isinstance(tables.get(section, {}), dict):
            _sections(tables, _places(file, text))
        wanted = tables | {section: tables.get(section, {}) | dict(values)}
        in_file = _places(file, text)

        def where(at: str, *names: str) -> str:
            return "" if at == section and values.keys() & {*names} else in_file(at, *names)

        _sections(wanted, where)
        kept = {name: _kept(section, name, value) for name, value in values.items()}
        try:
            changed = toml_text.with_values(text, section, kept)
        except ValueError as error:
            raise BadSetting(f"{file} cannot be changed from here; change [{section}] in it by hand") from error
        if tomllib.loads(changed) != wanted:
            raise BadSetting(f"{file} cannot be changed from here; change [{section}] in it by hand")
        try:
            toml_text.put(file, changed)
        except (OSError, UnicodeError) as error:
            raise BadSetting(f"{file} cannot be written: {error}") from error


def _kept(section: str, name: str, value: Any) -> Any:
    """A value as it is written: 1 for a number with a fraction becomes 1.0."""
    return float(value) if isinstance(getattr(SECTIONS[section](), name), float) else value


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{file} cannot be read: {error}") from error


def _tables(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{file} is not TOML: {error}") from error


def _folders(environ: Mapping[str, str]) -> Folders:
    if home := environ.get(HOME_VARIABLE):
        root = Path(home).expanduser().absolute()
        return Folders(root, root / "cache", root / "data", root / "log", root / "run")
    return Folders(
        platformdirs.user_config_path("oriel"),
        platformdirs.user_cache_path("oriel"),
        platformdirs.user_data_path("oriel"),
        platformdirs.user_log_path("oriel"),
        # Not the system's runtime folder: without a login session that is a guessable place under /tmp.
        platformdirs.user_cache_path("oriel") / "run",
    )


def _sections(tables: dict[str, Any], where: Where) -> dict[str, Any]:
    return {
        name: _own_intents(values, where) if name == OWN_INTENTS else _section(name, values, where)
        for name, values in tables.items()
    }


def _own_intents(tables: Any, where: Where) -> tuple[OwnIntent, ...]:
    """What a user adds to the intents: [intents.NAME] with `meaning` and `examples`."""
    if not isinstance(tables, dict):
        raise BadSetting(f"{where(OWN_INTENTS)}{OWN_INTENTS} must be sections: [{OWN_INTENTS}.NAME]")
    own = []
    for name, values in tables.items():
        section = f"{OWN_INTENTS}.{name}"
        if not isinstance(values, dict) or values.keys() != {"meaning", "examples"}:
            raise BadSetting(f"{where(section)}[{section}] has exactly two settings: meaning and examples")
        meaning, examples = values["meaning"], values["examples"]
        if not isinstance(meaning, str) or not meaning.strip():
            raise BadSetting(f"{where(section, 'meaning')}meaning must be a sentence; got {meaning!r}")
        said = isinstance(examples, list) and all(isinstance(one, str) and one.strip() for one in examples)
        if not said or len(examples) < FEWEST_EXAMPLES:
            raise BadSetting(
                f"{where(section, 'examples')}examples must be at least {FEWEST_EXAMPLES} things that you would say"
            )
        if name in get_args(Action):
            raise BadSetting(f"{where(section)}'{name}' is one of Oriel's own intents; choose another name")
        own.append(OwnIntent(name, meaning, tuple(examples)))
    return tuple(own)


def _section(name: str, values: Any, where: Where) -> Any:
    kind = SECTIONS.get(name)
    if kind is None:
        raise BadSetting(f"{where(name)}unknown section '{name}'; have: {', '.join([*SECTIONS, OWN_INTENTS])}")
    if not isinstance(values, dict):
        raise BadSetting(f"{where(name)}{name} must be a section: [{name}], and its settings below it")
    known = {item.name: item for item in fields(kind)}
    for key, value in values.items():
        if key not in known:
            raise BadSetting(f"{where(name, key)}unknown setting '{key}' in [{name}]; have: {', '.join(known)}")
        if problem := _problem(known[key], value) or (_key_problem(key, value) if kind is KeySettings else ""):
            raise BadSetting(where(name, key) + problem)
    made = kind(**values)
    if isinstance(made, KeySettings):
        _check_distinct(made, where)
    return made


def _problem(item: "Field[Any]", value: Any) -> str:
    """What is wrong with a value and what is allowed; "" where it is right."""
    wanted = type(item.default)
    if isinstance(value, bool) is not (wanted is bool) or not isinstance(
        value, (int, float) if wanted is float else wanted
    ):
        return f"{item.name} must be of type {wanted.__name__}; got {value!r}"
    low, high, choices = (item.metadata[rule] for rule in ("low", "high", "choices"))
    if low is not None and not low <= value <= high:
        return f"{item.name} must lie between {low} and {high}; got {value}"
    if choices and value not in choices:
        return f"{item.name} must be one of: {', '.join(choices)}; got {value!r}"
    return ""


def _key_problem(name: str, value: Any) -> str:
    return f"{name} must be {KEYS_IN_WORDS}; got {value!r}" if isinstance(value, str) and not is_key(value) else ""


def _check_distinct(keys: KeySettings, where: Where) -> None:
    named = {"talk": keys.talk, "mute": keys.mute, "stop": keys.stop}
    for (one, key), (other, second) in combinations(named.items(), 2):
        if same_key(key, second):
            raise BadSetting(
                f"{where('keys', one, other)}{one} and {other} must be different keys; both are {second!r}"
            )


def _places(file: Path, text: str) -> Where:
    """Names file and line of a section, or of whichever of its settings is written last."""

    def where(section: str, *names: str) -> str:
        lines = [toml_text.line_of(text, section, name) for name in names] or [toml_text.line_of(text, section)]
        return f"{file}, line {max(lines)}: "

    return where
