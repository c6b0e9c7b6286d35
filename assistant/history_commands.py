"""`oriel history`: earlier conversations, listed, searched, shown, saved and deleted."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant import config, transcript
from assistant.album import Album
from assistant.errors import BadInput
from assistant.history import History
from assistant.output import print_json, print_line, print_turns, turn_document

app = typer.Typer(help="What was said in earlier conversations.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")]
Id = Annotated[int, typer.Argument(metavar="ID", help="A number from `oriel history list`.")]


@app.command("list")
def list_sessions(as_json: AsJson = False) -> None:
    """List earlier conversations, the newest first."""
    _print_found("", as_json)


@app.command()
def search(
    words: Annotated[str, typer.Argument(help="Words that must all stand in one turn.")], as_json: AsJson = False
) -> None:
    """List the conversations in which something was said."""
    _print_found(words, as_json)


@app.command()
def show(session: Id, as_json: AsJson = False) -> None:
    """Show one conversation."""
    turns = _history().turns(session)
    if as_json:
        print_json(turns=[turn_document(turn) for turn in turns])
    else:
        print_turns(turns)


@app.command()
def export(
    session: Id,
    out: Annotated[Path, typer.Option(help="The file to write: .json, else Markdown.")],
    as_json: AsJson = False,
) -> None:
    """Save one conversation as a file."""
    history = _history()
    turns = history.turns(session)
    started_at = next(row.started_at for row in history.sessions() if row.id == session)
    written = transcript.as_json if out.suffix == ".json" else transcript.as_markdown
    try:
        out.write_text(written(started_at, turns), encoding="utf-8")
    except OSError as error:
        raise BadInput(f"cannot write {out}: {error.strerror}") from error
    if as_json:
        print_json(file=str(out), turns=[turn_document(turn) for turn in turns])
    else:
        print_line(f"{out}: {len(turns)} turns")


@app.command()
def delete(session: Id, as_json: AsJson = False) -> None:
    """Delete one conversation for good."""
    history = _history()
    turns = history.turns(session)  # BadInput where there is no such conversation
    history.delete(session)
    if as_json:
        print_json(deleted=session, turns=len(turns))
    else:
        print_line(f"Conversation {session} is deleted.")


def _print_found(words: str, as_json: bool) -> None:
    found = _history().search(words)
    if as_json:
        print_json(sessions=[asdict(one) for one in found])
        return
    for one in found:
        print_line(f"{one.id}  {one.started_at}  {one.turns} turns  {one.opening}")
    if not found:
        print_line("Nothing was found." if words else "No conversations yet.")


def _history() -> History:
    folders = config.load(os.environ).folders
    return History(folders.history, Album(folders.pictures).delete)
