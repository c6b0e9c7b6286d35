"""`oriel models import`, `remove`, `pack` and `unpack`: models of the user's own, and models carried by hand."""

import os
from pathlib import Path
from typing import Annotated

import typer

from assistant import config
from assistant.config import Config
from assistant.errors import BadInput
from assistant.handles import chosen_models
from assistant.output import print_json, print_line
from local_models import importing, manifest, packing, store
from local_models.manifest import Model

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")]
AcceptLicence = Annotated[
    bool, typer.Option("--accept-licence", help="I have read the licences that must be accepted, and accept them.")
]


def import_model(
    path: Annotated[Path, typer.Argument(help="A .gguf or .pth file, or a model's folder.")],
    role: Annotated[str, typer.Option(help="What it is to be; told by its files when left out.")] = "",
    name: Annotated[str, typer.Option(help="What to call it; by its file when left out.")] = "",
    base: Annotated[str, typer.Option(help="Of an adapter: the language model that it adapts.")] = "",
    chat_format: Annotated[str, typer.Option(help="How a GGUF without a chat template is talked to: chatml.")] = "",
    copy: Annotated[bool, typer.Option("--copy", help="Copy the files, instead of linking to where they lie.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a model of your own one of Oriel's: checked first, and never run."""
    folder = _settings().folders.models
    brought = importing.bring(path, folder, role, name, copies=copy, chat_format=chat_format, base=base)
    if as_json:
        print_json(models=[row(brought.model, store.state(brought.model, folder), folder)], says=brought.says)
        return
    print_line(f"{brought.model.name} is {brought.says}. To use it, set {setting_of(brought.model)}.")


def remove(
    names: Annotated[list[str], typer.Argument(metavar="MODEL...", help="Models by name.")],
    force: Annotated[bool, typer.Option("--force", help="Also those that Oriel uses by its settings.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete models, and say what that frees; files of your own that were only linked stay where they are."""
    settings = _settings()
    folder = settings.folders.models
    models = [manifest.find(name, folder=folder) for name in dict.fromkeys(names)]
    in_use = {model.name: role for role, model in chosen_models(settings).items()}
    if not force and (used := [model.name for model in models if model.name in in_use]):
        roles = ", ".join(f"{name} ({in_use[name].replace('_', ' ')})" for name in used)
        raise BadInput(f"Oriel uses {roles} by its settings; choose another model first, or say --force")
    rows = []
    for model in models:
        freed = importing.remove(model, folder)
        rows.append(row(model, "absent", folder) | {"freed_mib": round(freed.mib, 1)})
        if not as_json:
            stays = f"; its files stay in {freed.left_at}" if freed.left_at else ""
            print_line(f"{model.name} is removed: {freed.mib:,.0f} MiB are free again{stays}.")
    if as_json:
        print_json(models=rows)


def pack(
    out: Annotated[Path, typer.Argument(metavar="OUT.tar", help="The file to write.")],
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[MODEL]...", help="Models by name; those in use when left out.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write models into one file, for a machine without a network."""
    settings = _settings()
    folder = settings.folders.models
    if not names:
        models = list(chosen_models(settings).values())
    else:
        models = [manifest.find(name, folder=folder) for name in names]
    models += [manifest.find(model.base, folder=folder) for model in models if model.base]
    models = [model for model in dict.fromkeys(models) if not model.bundled]
    packing.pack(models, folder, out)
    if as_json:
        print_json(models=[row(model, "present", folder) for model in models], file=str(out))
        return
    print_line(f"{out} holds {', '.join(model.name for model in models)}. There: oriel models unpack {out.name}")


def unpack(
    file: Annotated[Path, typer.Argument(metavar="FILE.tar", help="Written by `oriel models pack`.")],
    accept_licence: AcceptLicence = False,
    as_json: AsJson = False,
) -> None:
    """Take models out of such a file; every byte is checked."""
    folder = _settings().folders.models
    models = packing.unpack(file, folder, accepts=accept_licence)
    rows = [row(model, store.state(manifest.find(model.name, folder=folder), folder), folder) for model in models]
    if as_json:
        print_json(models=rows)
        return
    for one in rows:
        print_line(f"{one['name']} is {one['state']}")


def row(model: Model, state: str, folder: Path) -> dict[str, object]:
    """A model as `--json` tells it."""
    return {
        "name": model.name,
        "role": model.role,
        "state": state,
        "mib": round(model.size / 2**20, 1),
        "licence": model.licence,
        "source": store.source_of(model, folder),
    }


def setting_of(model: Model) -> str:
    """The setting that chooses the model, as it stands in the file."""
    section = "models" if model.role in ("transcriber", "language_model") else "vision"
    return f'{model.role} = "{model.name}" in [{section}]'


def _settings() -> Config:
    return config.load(os.environ)
