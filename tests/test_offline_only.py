"""With "offline only" nothing leaves this machine: every socket of every process of a session is watched.

What is watched is what Python opens; espeak-ng, a program of its own, has no network code.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant import config
from assistant.ledger import Ledger
from tests.conftest import Oriel

POLLY = "polly.eu-central-1.amazonaws.com"
# All that Amazon Polly would need; only the setting is in the way.
ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "nobody's",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
ASK_POLLY = """
import boto3
from botocore.config import Config
client = boto3.client("polly", config=Config(retries={"total_max_attempts": 1}))
client.synthesize_speech(Text="hello", OutputFormat="pcm", VoiceId="Joanna")
"""
CONNECT = """
import socket
here = socket.create_server(("127.0.0.1", 0))
socket.create_connection(here.getsockname()).close()
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    for address in (("192.0.2.1", 9), ("2001:db8::1", 9)):
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        try:
            one = socket.socket(family, kind)
            one.connect(address) if kind == socket.SOCK_STREAM else one.sendto(b"hello", address)
        except OSError:
            pass
"""


@dataclass(frozen=True)
class Noted:
    """A line of the watcher."""

    kind: str  # watches, here, leaves
    what: str


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Noted]]:
    """From now on child processes are watched; what was noted of them."""
    file = tmp_path / "sockets.txt"
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent / "watched_network"))
    monkeypatch.setenv("WATCHED_SOCKETS", str(file))
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)

    def read() -> list[Noted]:
        lines = (line.split(" ", 2) for line in file.read_text().splitlines())
        return [Noted(kind, what) for kind, _, what in lines]

    return read


def child(source: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False, env=os.environ)


def test_watcher_sees_and_refuses_what_would_leave_and_lets_be_what_stays(noted: Callable[[], list[Noted]]) -> None:
    done = child(CONNECT)
    assert done.returncode == 0, done.stderr
    assert [one.what for one in noted() if one.kind == "leaves"] == [
        "socket.connect 192.0.2.1",
        "socket.connect 2001:db8::1",
        "socket.sendto 192.0.2.1",
        "socket.sendto 2001:db8::1",
    ]
    assert Noted("here", "socket.connect 127.0.0.1") in noted()


def test_watcher_sees_how_polly_would_be_reached(noted: Callable[[], list[Noted]]) -> None:
    done = child(ASK_POLLY)
    assert "EndpointConnectionError" in done.stderr
    assert Noted("leaves", f"socket.getaddrinfo {POLLY}") in noted()


def test_session_that_is_offline_only_opens_no_socket_but_to_this_machine(
    noted: Callable[[], list[Noted]], oriel: Oriel, home: Path, tmp_path: Path
) -> None:
    (home / "config.toml").write_text('[voice]\norder = "offline-only"\n')
    done = oriel("ask", "What is the capital of Australia?", "--speak", tmp_path / "said.wav", "--json")
    assert done.returncode == 0, done.stderr
    assert "Canberra" in json.loads(done.stdout)["text"]
    assert (tmp_path / "said.wav").stat().st_size > 10_000
    assert [one for one in noted() if one.kind == "leaves"] == []
    assert [one for one in noted() if one.kind == "here"], "the engine was reached"
    assert [one for one in noted() if one.kind == "watches" and "assistant.engine.worker" in one.what]
    assert Ledger(config.load({"ORIEL_HOME": str(home)}).folders.ledger).entries() == ()


def test_same_session_would_turn_to_polly_first_if_it_might(
    noted: Callable[[], list[Noted]], oriel: Oriel, home: Path, tmp_path: Path
) -> None:
    (home / "config.toml").write_text('[voice]\norder = "polly-first"\n')
    done = oriel("ask", "What is the capital of Australia?", "--speak", tmp_path / "said.wav", "--json")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "said.wav").stat().st_size > 10_000, "a voice of this machine goes on"
    assert {one.what for one in noted() if one.kind == "leaves"} == {f"socket.getaddrinfo {POLLY}"}
    entries = Ledger(config.load({"ORIEL_HOME": str(home)}).folders.ledger).entries()
    assert entries, "written down before it leaves, though it never arrived"
    assert {(entry.to, entry.where) for entry in entries} == {("Amazon Polly", "eu-central-1")}
