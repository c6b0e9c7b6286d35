"""The settings: frozen dataclasses, read once from a TOML file and the environment; nothing else reads either."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

from assistant.errors import BadSetting

CONFIG_VARIABLE = "ORIEL_CONFIG"  # path of the TOML file
HOME_VARIABLE = "ORIEL_HOME"  # one folder for all of Oriel's files, instead of the system's usual places


def setting(default: Any, doc: str, low: float | None = None, high: float | None = None) -> Any:
    """A dataclass field that a user may set; doc says what it does, low and high bound numbers."""
    return field(default=default, metadata={"doc": doc, "low": low, "high": high})


@dataclass(frozen=True)
class ModelSettings:
    """[models]"""

    profile: str = setting("auto", "Which set of models to use: a profile's name, or auto for what fits this machine.")
    language_model: str = setting(
        "", "A model of the manifest to use instead of the profile's; empty for the profile's."
    )
    threads: int = setting(0, "Threads for each model that computes; 0 for one per core, at most 8.", 0, 64)
    context_tokens: int = setting(4096, "How many tokens the language model can attend to.", 1024, 131072)


@dataclass(frozen=True)
class ListeningSettings:
    """[listening]"""

    language: str = setting("auto", "ISO 639-1 code of the language spoken, or auto to detect it.")
    pause_s: float = setting(
        0.2, "Seconds of silence after which Oriel asks itself whether you have finished.", 0.1, 2.0
    )
    longest_pause_s: float = setting(3.0, "Seconds of silence that end every turn.", 0.5, 10.0)
    complete: float = setting(0.5, "How sure the turn detector must be that you have finished, 0 to 1.", 0.0, 1.0)


@dataclass(frozen=True)
class AnswerSettings:
    """[answers]"""

    max_tokens: int = setting(400, "Longest answer, in tokens.", 16, 4096)
    temperature: float = setting(0.0, "0 gives the likeliest answer, higher values more varied ones.", 0.0, 2.0)
    seed: int = setting(0, "Makes varied answers repeatable; the same seed gives the same answer.", 0, 2**31 - 1)


@dataclass(frozen=True)
class VoiceSettings:
    """[voice]"""

    name: str = setting("hibari", "The voice that reads answers.")


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
    voice: VoiceSettings = field(default_factory=VoiceSettings)


SECTIONS: dict[str, Any] = {
    "models": ModelSettings,
    "listening": ListeningSettings,
    "answers": AnswerSettings,
    "voice": VoiceSettings,
}


def load(environ: Mapping[str, str], path: Path | None = None) -> Config:
    """The settings in `path`, else in the file that ORIEL_CONFIG names, else in the user's own; none is needed.

    Raises BadSetting, naming file, line and what is allowed.
    """
    folders = _folders(environ)
    named = path or (Path(environ[CONFIG_VARIABLE]) if environ.get(CONFIG_VARIABLE) else None)
    file = named or folders.config / "config.toml"
    if not file.exists():
        if named is not None:
            raise BadSetting(f"no configuration at {file}")
        return Config(folders)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{file} cannot be read: {error}") from error
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{file} is not TOML: {error}") from error
    return Config(folders, **{name: _section(name, values, text, file) for name, values in tables.items()})


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


def _section(name: str, values: Any, text: str, file: Path) -> Any:
    kind = SECTIONS.get(name)
    if kind is None or not isinstance(values, dict):
        raise BadSetting(f"{file}, line {_line(text, name)}: unknown section '{name}'; have: {', '.join(SECTIONS)}")
    known = {item.name: item for item in fields(kind)}
    for key, value in values.items():
        where = f"{file}, line {_line(text, key)}"
        if key not in known:
            raise BadSetting(f"{where}: unknown setting '{key}' in [{name}]; have: {', '.join(known)}")
        _check(where, known[key], value)
    return kind(**values)


def _check(where: str, item: "Field[Any]", value: Any) -> None:
    wanted = type(item.default)
    if isinstance(value, bool) is not (wanted is bool) or not isinstance(
        value, (int, float) if wanted is float else wanted
    ):
        raise BadSetting(f"{where}: {item.name} must be of type {wanted.__name__}; got {value!r}")
    low, high = item.metadata["low"], item.metadata["high"]
    if low is not None and not low <= value <= high:
        raise BadSetting(f"{where}: {item.name} must lie between {low} and {high}; got {value}")


def _line(text: str, key: str) -> int:
    """The line on which a key or section is written, counted from 1."""
    pattern = re.compile(rf"^\s*(?:\[\s*{re.escape(key)}\s*\]|[\"']?{re.escape(key)}[\"']?\s*=)")
    return next((number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)), 1)
