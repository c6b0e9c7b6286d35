"""What the commands print: lines for a person, or one JSON document, whose keys are a contract."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import typer

from assistant.messages import Turn


def print_json(**document: Any) -> None:
    """The one document of a command that was asked for JSON."""
    typer.echo(json.dumps(document, ensure_ascii=False))


def print_line(text: str) -> None:
    """A line for a person."""
    typer.echo(text)


def print_turns(turns: Iterable[Turn]) -> None:
    """A conversation for a person."""
    for turn in turns:
        heard = f"You: {turn.heard}{' [corrected]' if turn.superseded else ''}"
        print_line(f"{heard}\nOriel: {turn.said}{' [interrupted]' if turn.interrupted else ''}")


def turn_document(turn: Turn) -> dict[str, Any]:
    """A turn as it stands in JSON."""
    return {
        "heard": turn.heard,
        "intent": turn.intent,
        "language": turn.language,
        "said": turn.said,
        "spoken": turn.spoken,
        "interrupted": turn.interrupted,
        "superseded": turn.superseded,
        "times_ms": asdict(turn.times_ms),
    }
