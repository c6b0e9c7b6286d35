"""What the commands print: lines for a person, or one JSON document, whose keys are a contract."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import typer

from assistant.messages import Finding, Thing, Turn
from assistant.plan import Step


def print_json(**document: Any) -> None:
    """The one document of a command that was asked for JSON."""
    typer.echo(json.dumps(document, ensure_ascii=False))


def print_line(text: str) -> None:
    """A line for a person."""
    typer.echo(text)


def print_aside(text: str) -> None:
    """A line for a person that is no result."""
    typer.echo(text, err=True)


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
        "plan": steps(turn.plan),
        "objects": objects(turn.findings),
        "checks": checks(turn.findings),
        "times_ms": asdict(turn.times_ms),
    }


def objects(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """What was found, as it stands in JSON; numbered through where several steps found something."""
    things = [thing for finding in findings for thing in finding.things]
    return [_object(number, thing) for number, thing in enumerate(things, 1)]


def checks(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """What a vision-language model said is there, and what became of each, as it stands in JSON."""
    return [asdict(check) for finding in findings for check in finding.checks]


def _object(number: int, thing: Thing) -> dict[str, Any]:
    found, mask = thing.detection, thing.mask
    return {
        "id": number,
        "name": thing.name,
        "label": found.label,
        "phrase": found.phrase,
        "score": round(found.score, 4),
        "certain": found.certain,
        "box_xyxy": [round(edge, 2) for edge in found.box_xyxy],
        "mask": {"size": [mask.height, mask.width], "counts": mask.counts} if mask else None,
        "area": mask.area if mask else None,
    }


def steps(plan: Iterable[Step]) -> list[dict[str, Any]]:
    """A plan as it stands in JSON."""
    return [asdict(step) for step in plan]
