"""A desk that knows only the loopback Polly, and voices that speak from it: what several tests need."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.messages import AudioChunk, Pcm
from assistant.remote.polly import PollySettings, PollyVoice
from tests.polly_server import PollyServer, polly_server

TEXT = "She put seven red apples on the kitchen table, then she went home. Nobody saw her leave."
PATIENT_S = 10.0  # to the first byte: on a busy machine Hibari takes its time
SETTINGS = PollySettings(voice="Joanna", first_byte_s=PATIENT_S)
PLS = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-US">
<lexeme><grapheme>W3C</grapheme><alias>World Wide Web Consortium</alias></lexeme></lexicon>"""
MakeVoice = Callable[..., PollyVoice]


@pytest.fixture(scope="module")
def running() -> Iterator[PollyServer]:
    with polly_server() as server:
        yield server


@pytest.fixture
def server(running: PollyServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[PollyServer]:
    running.anew()
    for name, value in running.environment().items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    yield running
    assert running.errors == []


@pytest.fixture
def voice(server: PollyServer, tmp_path: Path) -> Iterator[MakeVoice]:
    """Makes a voice, its list of voices fetched; a cache is kept only where a size is given."""
    made = []

    def make(settings: PollySettings = SETTINGS, cache_mib: int = 0) -> PollyVoice:
        made.append(PollyVoice(settings, lambda *_: None, tmp_path / "cache", cache_mib))
        made[-1].warm()
        server.asked.clear()
        return made[-1]

    yield make
    for one in made:
        one.close()


def sound(chunks: list[AudioChunk]) -> Pcm:
    return np.concatenate([np.zeros(0, np.int16), *(chunk.pcm for chunk in chunks)])


def said(chunks: list[AudioChunk]) -> str:
    return " ".join(chunk.text for chunk in chunks)
