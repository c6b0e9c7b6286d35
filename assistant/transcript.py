"""A conversation as a document to keep: as JSON for programs, as Markdown for people."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from assistant.messages import Turn


def as_json(started_at: str, turns: Sequence[Turn]) -> str:
    """Everything that is kept of the turns; started_at as in the history (UTC, ISO 8601)."""
    document = {"started_at": started_at, "turns": [asdict(turn) for turn in turns]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_markdown(started_at: str, turns: Sequence[Turn]) -> str:
    """Who said what; a turn that was corrected later is struck through."""
    parts = [f"# Conversation of {started_at[:10]}"]
    for turn in turns:
        mark = "~~" if turn.superseded else ""
        parts += [f"**You:** {mark}{_line(turn.heard)}{mark}", f"**Oriel:** {mark}{_line(turn.said)}{mark}"]
    return "\n\n".join(parts) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())
