"""`oriel models`: what models there are, getting them, checking them."""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.progress import Progress as RichProgress

from assistant import config, own_models
from assistant.config import Config
from assistant.errors import ModelCorrupt
from assistant.getting import get
from assistant.ledger import Ledger
from assistant.own_models import AcceptLicence, AsJson, row
from assistant.plan_command import plan
from local_models import fetch, licences, manifest, profiles
from local_models.manifest import Model

LINE_EVERY_S = 15.0
PLAIN = "pocket"  # the profile whose licences ask for no yes

app = typer.Typer(help="Get, list and check the models that Oriel runs.", no_args_is_help=True)

Names = Annotated[
    list[str] | None, typer.Argument(metavar="[MODEL]...", help="Models by name; see `oriel models list`.")
]
ProfileName = Annotated[str | None, typer.Option("--profile", help="All models of a profile.")]

app.command()(plan)
app.command("import")(own_models.import_model)
app.command()(own_models.remove)
app.command()(own_models.pack)
app.command()(own_models.unpack)


@app.command("list")
def list_models(profile: ProfileName = None, as_json: AsJson = False) -> None:
    """List the models and whether they are on this machine."""
    models = profiles.models(profile) if profile else list(manifest.known(_folder()).values())
    _print(models, {model.name: fetch.state(model, _folder()) for model in models}, as_json)


@app.command("fetch")
def fetch_models(
    names: Names = None,
    profile: ProfileName = None,
    accept_licence: AcceptLicence = False,
    as_json: AsJson = False,
) -> None:
    """Get models: the named ones, a profile's, or what fits this machine."""
    settings, hub = _settings(), config.hub(os.environ, config.load(os.environ).models)
    folder = settings.folders.models
    console = Console(stderr=True)
    models = _chosen(names, profile or (None if names else _fitting(folder)))
    refused = _ask_for_licences(models, folder, accept_licence, console)
    if refused and not names and not profile:  # nobody asked for just these: others do
        console.print(f"{PLAIN} is fetched instead of {', '.join(model.name for model in refused)}.", soft_wrap=True)
        models = profiles.models(PLAIN)
    ledger = Ledger(settings.folders.ledger, settings.privacy.keep_history)
    with _shown(console) as show:
        fetched = get(models, settings, hub, ledger, show)
    for one in fetched:
        for notice in one.notices:
            console.print(f"{one.model}: {notice}")
    _print(models, {model.name: fetch.state(model, folder) for model in models}, as_json)


def _ask_for_licences(models: list[Model], folder: Path, accepts: bool, console: Console) -> list[Model]:
    """Have the licences accepted that ask for it; returns the models whose licence nobody has accepted."""
    refused = []
    for model in models:
        if not licences.missing(model, folder) or fetch.state(model, folder) == "present":
            continue
        if not accepts and sys.stdin.isatty() and console.is_terminal:
            console.print(f"{model.name} comes under the {licences.terms_of(model)}", soft_wrap=True, highlight=False)
            accepted = typer.confirm("Have you read it, and do you accept it?", default=False, err=True)
        else:
            accepted = accepts
        if accepted:
            licences.accept(model, folder)
        else:
            refused.append(model)
    return refused


@contextmanager
def _shown(console: Console) -> Iterator[fetch.OnProgress]:
    """Progress as bars on a terminal, else as a line every so often."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = [BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn()]
    with RichProgress(TextColumn("{task.description}"), *columns, console=console) as bars:
        yield _Bars(bars)


class _Bars:
    """One bar a model; called by one thread at a time."""

    def __init__(self, bars: RichProgress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, progress: fetch.Progress) -> None:
        if progress.model not in self._tasks:
            self._tasks[progress.model] = self._bars.add_task(progress.model)
        label = f"{progress.model}: {progress.phase}"
        task = self._tasks[progress.model]
        self._bars.update(task, description=label, completed=progress.done, total=progress.total or None)


class _Lines:
    """Where there is no terminal: what has come so far, at most every 15 s; called by one thread at a time."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._next = time.monotonic() + LINE_EVERY_S
        self._latest: dict[str, fetch.Progress] = {}

    def __call__(self, progress: fetch.Progress) -> None:
        self._latest[progress.model] = progress
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + LINE_EVERY_S
        running = [one for one in self._latest.values() if one.phase != "done"]
        parts = [f"{one.model} {one.phase} {one.done >> 20} of {one.total >> 20} MiB" for one in running]
        self._console.print("; ".join(parts), soft_wrap=True)


@app.command("verify")
def verify_models(names: Names = None, profile: ProfileName = None, as_json: AsJson = False) -> None:
    """Hash what is on this machine; fails when a file's bytes are not the pinned ones."""
    folder = _folder()
    models = _chosen(names, profile) if names or profile else list(manifest.known(folder).values())
    checked = {model.name: fetch.verify(model, folder) for model in models}
    _print(models, {name: found.state for name, found in checked.items()}, as_json)
    if problems := [line for found in checked.values() for line in found.problems if found.state == "wrong"]:
        raise ModelCorrupt("; ".join(problems))


def _fitting(folder: Path) -> str:
    return profiles.choose(profiles.probe(folder))


def _chosen(names: list[str] | None, profile: str | None) -> list[Model]:
    models = profiles.models(profile) if profile else []
    return models + [manifest.find(name, folder=_folder()) for name in names or []]


def _settings() -> Config:
    return config.load(os.environ)


def _folder() -> Path:
    return _settings().folders.models


def _print(models: list[Model], states: dict[str, str], as_json: bool) -> None:
    folder = _folder()
    rows = [row(model, states[model.name], folder) for model in models]
    if as_json:
        typer.echo(json.dumps({"models": rows}))
        return
    for one in rows:
        typer.echo(f"{one['state']:8} {one['mib']:>8} MiB  {one['role']:16} {one['name']}  ({one['licence']})")
