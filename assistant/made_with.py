"""What a recorded conversation depends on: its settings and models, noted down and taken up again."""

from dataclasses import asdict, replace
from importlib.metadata import version

from assistant.bundle import MadeWith, ModelUsed
from assistant.config import Config, Folders, read, save_all
from assistant.errors import BadInput, BadSetting
from assistant.handles import chosen_models
from assistant.history import History
from assistant.memory import HOT_WORDS, PAUSES, PRONUNCIATIONS
from assistant.settings import SECTIONS
from local_models import manifest, profiles
from local_models.manifest import BundledSource, Model

# The sections that can change what is heard or said. What does not stand here is never recorded.
RECORDED = ("models", "listening", "answers", "vision", "voice")
# Settings in them that are about this machine alone; a replay never sends anything.
DEVICES = {"microphone", "volume", "order", "piper", "memory_mib", "device"}
LEARNED = (HOT_WORDS, PAUSES, PRONUNCIATIONS)  # what of earlier conversations Oriel listens with
FILE = "config.toml"


def made_with(config: Config, history: History) -> MadeWith:
    """What a conversation that begins now depends on: no path, no device, of the history only what was learned."""
    settings = {
        section: {name: value for name, value in asdict(getattr(config, section)).items() if name not in DEVICES}
        for section in RECORDED
    }
    models = models_used(config)
    params = config.answers.params
    settings["models"]["profile"] = _profile(config)
    return MadeWith(
        settings,
        config.intents,
        {name: value for name in LEARNED if (value := history.learned(name))},
        params.seed is not None or not params.do_sample,
        models,
    )


def take_up(recorded: MadeWith, folders: Folders) -> Config:
    """The recorded settings as a configuration; writes a settings file into its folders.

    Raises BadInput for a setting that this Oriel does not have, or a value that it does not allow.
    """
    file = folders.config / FILE
    try:
        for section, values in recorded.settings.items():
            _check_section(section)
            if alien := DEVICES & values.keys():
                raise BadInput(f"the recording sets '{min(alien)}' in [{section}], which is about one machine alone")
            save_all(file, section, values)
        return replace(read(file, folders), intents=recorded.intents)
    except BadSetting as error:
        raise BadInput(f"the recorded settings cannot be used: {str(error).removeprefix(f'{file}, ')}") from error


def teach(recorded: MadeWith, history: History) -> None:
    """Let a history know what was learned before the recording; raises BadInput for what this Oriel does not learn."""
    for name, value in recorded.learned.items():
        if name not in LEARNED:
            raise BadInput(f"the recording holds '{name[:40]}' as learned; this Oriel learns: {', '.join(LEARNED)}")
        history.learn(name, value)


def models_used(config: Config) -> dict[str, ModelUsed]:
    """Role → the model that fills it, by the manifest."""
    used: dict[str, ModelUsed] = {role: _used(model) for role, model in chosen_models(config).items()}
    name = config.voice.name
    known = manifest.load()
    return used | {"voice": _used(known[name]) if name in known else ModelUsed(name, "", {})}


def _check_section(section: str) -> None:
    if section not in RECORDED or section not in SECTIONS:
        raise BadInput(f"the recording has settings [{section[:40]}]; those that are recorded: {', '.join(RECORDED)}")


def _used(model: Model) -> ModelUsed:
    return ModelUsed(model.name, _revision(model), {file.name: file.sha256 or "" for file in model.files})


def _revision(model: Model) -> str:
    """The commit of the model's repository, or the version of the package that it comes in."""
    packages = [source.package for source in model.sources if isinstance(source, BundledSource)]
    return f"{packages[0]} {version(packages[0])}" if packages else model.revision or ""


def _profile(config: Config) -> str:
    """The profile that is in use, by its own name also where the setting says auto."""
    wanted = chosen_models(config)
    named = (replace(config, models=replace(config.models, profile=name)) for name in profiles.PROFILES)
    return next(one.models.profile for one in named if chosen_models(one) == wanted)
