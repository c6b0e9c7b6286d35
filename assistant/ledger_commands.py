"""`oriel ledger`: what left this computer, listed and forgotten."""

import os
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

import typer

from assistant import config
from assistant.errors import BadInput
from assistant.ledger import Entry, Ledger
from assistant.output import print_json, print_line
from assistant.telling.leavings import Total, counted, dollars, recipient

app = typer.Typer(help="What left this computer.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")]


@app.command("list")
def list_entries(
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="Only from this day on: 2026-11-24.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List what left this computer, the oldest first, and how much it was each day."""
    settings = config.load(os.environ)
    ledger = Ledger(settings.folders.ledger)
    entries, totals = ledger.entries(since), ledger.totals(since.date() if since else None)
    price, forgotten = settings.polly.price_per_million, ledger.forgotten()
    if as_json:
        print_json(
            entries=[_entry_document(one) for one in entries],
            totals=[_total_document(one, price) for one in totals],
            forgotten_until=forgotten.isoformat() if forgotten else None,
        )
        return
    if forgotten:
        print_line(f"What was sent before {forgotten.astimezone():%Y-%m-%d %H:%M:%S} is forgotten.")
    for line in (*map(_entry_line, entries), *_total_lines(totals, price)):
        print_line(line)
    if not entries:
        print_line(f"Nothing has left this computer{' since' if forgotten or since else ''}.")


@app.command()
def forget(
    before: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="Only what was sent before this day.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All of it.")] = False,
    as_json: AsJson = False,
) -> None:
    """Forget for good what was sent."""
    if (before is None) is not everything:
        raise BadInput("say what to forget: --before DAY, or --all")
    ledger = Ledger(config.load(os.environ).folders.ledger)
    gone = ledger.forget(before.date() if before else None)
    if as_json:
        print_json(forgotten=gone)
    else:
        print_line(f"{gone} {'entry is' if gone == 1 else 'entries are'} forgotten.")


def _entry_line(entry: Entry) -> str:
    at = f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S}"
    amount = f"{counted(entry.characters, 'character')}  {counted(entry.size, 'byte')}"
    text = " ".join(entry.text.split())
    return "  ".join([at, recipient(entry.to, entry.where), entry.purpose, amount, *([text] if text else [])])


def _total_lines(totals: Iterable[Total], price: float) -> Iterable[str]:
    for one in totals:
        cost = f"  {dollars(one.characters, price):.2f} dollars" if price else ""
        amounts = ((one.requests, "request"), (one.characters, "character"), (one.size, "byte"))
        whole = "  ".join(counted(*amount) for amount in amounts)
        yield f"{one.day}  {recipient(one.to, one.where)}  {whole}{cost}"


def _entry_document(entry: Entry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "to": entry.to,
        "where": entry.where,
        "purpose": entry.purpose,
        "text": entry.text,
        "characters": entry.characters,
        "bytes": entry.size,
    }


def _total_document(total: Total, price: float) -> dict[str, Any]:
    return {
        "day": total.day.isoformat(),
        "to": total.to,
        "where": total.where,
        "requests": total.requests,
        "characters": total.characters,
        "bytes": total.size,
        "dollars": round(dollars(total.characters, price), 4) if price else None,
    }
