import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from assistant import config
from assistant.errors import BadInput
from assistant.ledger import Ledger
from assistant.ledger_commands import app
from tests.test_ledger import FRANKFURT, NOON, POLLY, Clock, in_berlin, say

__all__ = ["in_berlin"]
pytestmark = pytest.mark.usefixtures("in_berlin")


@pytest.fixture
def run_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ORIEL_HOME", str(tmp_path))
    return config.load({"ORIEL_HOME": str(tmp_path)}).folders.ledger


@pytest.fixture
def three(run_in: Path) -> Path:
    """Two requests on the 24th, one on the 25th."""
    clock = Clock(NOON)
    ledger = Ledger(run_in, clock=clock)
    say(ledger, "Guten\nTag.")
    ledger.sent(POLLY, FRANKFURT, "voices", "", 31)
    clock.at = NOON.replace(day=25)
    say(ledger, "x")
    ledger.close()
    return run_in


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def test_list_tells_every_request_and_each_day(three: Path) -> None:
    lines = call("list").stdout.splitlines()
    assert lines == [
        "2026-11-24 13:00:00  Amazon Polly in Frankfurt  speech  10 characters  110 bytes  Guten Tag.",
        "2026-11-24 13:00:01  Amazon Polly in Frankfurt  voices  0 characters  31 bytes",
        "2026-11-25 13:00:00  Amazon Polly in Frankfurt  speech  1 character  101 bytes  x",
        "2026-11-25  Amazon Polly in Frankfurt  1 request  1 character  101 bytes",
        "2026-11-24  Amazon Polly in Frankfurt  2 requests  10 characters  141 bytes",
    ]


def test_list_tells_only_what_was_sent_since_a_day(three: Path) -> None:
    document = json.loads(call("list", "--since", "2026-11-25", "--json").stdout)
    assert [entry["text"] for entry in document["entries"]] == ["x"]
    assert [total["day"] for total in document["totals"]] == ["2026-11-25"]


def test_json_has_the_texts_as_they_were_sent_and_what_they_cost(three: Path, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[polly]\nprice_per_million = 100.0\n")
    document = json.loads(call("list", "--json").stdout)
    assert document["entries"][0] == {
        "at": "2026-11-24T12:00:00.500000+00:00",
        "to": POLLY,
        "where": FRANKFURT,
        "purpose": "speech",
        "text": "Guten\nTag.",
        "characters": 10,
        "bytes": 110,
    }
    assert document["totals"][1] == {
        "day": "2026-11-24",
        "to": POLLY,
        "where": FRANKFURT,
        "requests": 2,
        "characters": 10,
        "bytes": 141,
        "dollars": 0.001,
    }
    assert "0.00 dollars" in call("list").stdout


def test_nothing_was_sent_where_there_is_no_record(run_in: Path) -> None:
    assert call("list").stdout == "Nothing has left this computer.\n"
    empty = {"entries": [], "totals": [], "forgotten_until": None}
    assert json.loads(call("list", "--json").stdout) == empty


def test_what_was_sent_before_a_day_is_forgotten(three: Path) -> None:
    assert call("forget", "--before", "2026-11-25").stdout == "2 entries are forgotten.\n"
    assert [entry.text for entry in Ledger(three).entries()] == ["x"]
    assert call("list").stdout.splitlines()[0] == "What was sent before 2026-11-25 00:00:00 is forgotten."
    assert json.loads(call("forget", "--all", "--json").stdout) == {"forgotten": 1}
    assert Ledger(three).entries() == ()
    assert call("list").stdout.splitlines()[-1] == "Nothing has left this computer since."


@pytest.mark.parametrize("arguments", [(), ("--all", "--before", "2026-11-25")])
def test_forgetting_must_be_told_what(three: Path, arguments: tuple[str, ...]) -> None:
    refused = call("forget", *arguments)
    assert isinstance(refused.exception, BadInput)
    assert "--before DAY, or --all" in str(refused.exception)
    assert len(Ledger(three).entries()) == 3


def test_day_that_is_none_is_a_wrong_call(three: Path) -> None:
    assert call("list", "--since", "yesterday").exit_code == 2
