"""`oriel models`: what models there are, getting them, checking them."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.progress import Progress as RichProgress

from assistant import config
from assistant.errors import ModelCorrupt
from local_models import fetch, manifest, profiles
from local_models.manifest import Model

LINE_EVERY_S = 15.0

app = typer.Typer(help="Get, list and check the models that Oriel runs.", no_args_is_help=True)

Names = Annotated[
    list[str] | None, typer.Argument(metavar="[MODEL]...", help="Models by name; see `oriel models list`.")
]
ProfileName = Annotated[str | None, typer.Option("--profile", help="All models of a profile.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")]


@app.command("list")
def list_models(profile: ProfileName = None, as_json: AsJson = False) -> None:
    """List the models and whether they are on this machine."""
    models = profiles.models(profile) if profile else list(manifest.load().values())
    _print(models, {model.name: fetch.state(model, _folder()) for model in models}, as_json)


@app.command("fetch")
def fetch_models(names: Names = None, profile: ProfileName = None, as_json: AsJson = False) -> None:
    """Get models: the named ones, a profile's, or what fits this machine."""
    folder = _folder()
    models = _chosen(names, profile or (None if names else _fitting(folder)))
    console = Console(stderr=True)
    with _shown(console) as show:
        fetched = fetch.fetch(models, folder, show)
    for one in fetched:
        for notice in one.notices:
            console.print(f"{one.model}: {notice}")
    _print(models, {model.name: fetch.state(model, folder) for model in models}, as_json)


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
    models = _chosen(names, profile) if names or profile else list(manifest.load().values())
    checked = {model.name: fetch.verify(model, folder) for model in models}
    _print(models, {name: found.state for name, found in checked.items()}, as_json)
    if problems := [line for found in checked.values() for line in found.problems if found.state == "wrong"]:
        raise ModelCorrupt("; ".join(problems))


def _fitting(folder: Path) -> str:
    return profiles.choose(profiles.probe(folder))


def _chosen(names: list[str] | None, profile: str | None) -> list[Model]:
    models = profiles.models(profile) if profile else []
    return models + [manifest.find(name) for name in names or []]


def _folder() -> Path:
    return config.load(os.environ).folders.models


def _print(models: list[Model], states: dict[str, str], as_json: bool) -> None:
    rows = [
        {
            "name": model.name,
            "role": model.role,
            "state": states[model.name],
            "mib": round(model.size / 2**20, 1),
            "licence": model.licence,
            "source": fetch.source_of(model, _folder()),
        }
        for model in models
    ]
    if as_json:
        typer.echo(json.dumps({"models": rows}))
        return
    for row in rows:
        typer.echo(f"{row['state']:8} {row['mib']:>8} MiB  {row['role']:16} {row['name']}  ({row['licence']})")
