from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import VoiceFailed
from assistant.remote.polly import PollyVoice
from tests.polly_home import PLS, SETTINGS, TEXT, MakeVoice, running, said, server, sound, voice
from tests.polly_server import SPEECH, PollyServer

__all__ = ["running", "server", "voice"]


def test_phrase_said_before_sends_nothing(server: PollyServer, voice: MakeVoice) -> None:
    first = list(voice(cache_mib=4).speak(TEXT))
    again = list(voice(cache_mib=4).speak(TEXT))
    assert server.asked == []
    assert said(again) == TEXT
    assert np.array_equal(sound(again), sound(first))
    words = [word for chunk in first for word in chunk.words]
    assert [word.word for word in again[0].words] == [word.word for word in words]
    assert again[0].words[5].end_s - again[0].words[5].start_s == pytest.approx(words[5].end_s - words[5].start_s)


def test_phrase_said_before_asks_not_even_for_the_voices(server: PollyServer, voice: MakeVoice, tmp_path: Path) -> None:
    list(voice(cache_mib=4).speak(TEXT))
    server.targets.clear()
    anew = PollyVoice(SETTINGS, lambda *_: None, tmp_path / "cache", 4)
    assert said(list(anew.speak(TEXT))) == TEXT
    assert server.targets == []


@pytest.mark.parametrize(
    "other",
    [
        {"settings": replace(SETTINGS, voice="Matthew")},
        {"settings": replace(SETTINGS, engine="standard")},
        {"speed": 1.2},
        {"text": TEXT + " Yes."},
    ],
    ids=["voice", "engine", "speed", "text"],
)
def test_phrase_that_differs_is_sent(server: PollyServer, voice: MakeVoice, other: dict[str, object]) -> None:
    list(voice(cache_mib=4).speak(TEXT))
    settings = other.get("settings", SETTINGS)
    list(voice(settings, cache_mib=4).speak(str(other.get("text", TEXT)), float(str(other.get("speed", 1.0)))))
    assert len(server.texts(SPEECH)) == 1


def test_changed_lexicon_forgets_what_was_kept(server: PollyServer, voice: MakeVoice) -> None:
    spoken = voice(cache_mib=4)
    list(spoken.speak(TEXT))
    spoken.put_lexicon("w3c", PLS)
    list(spoken.speak(TEXT))
    assert len(server.texts(SPEECH)) == 2


@pytest.mark.parametrize("fault", ["cut", "odd", "short"])
def test_phrase_that_broke_off_is_not_kept(server: PollyServer, voice: MakeVoice, fault: str) -> None:
    spoken = voice(cache_mib=4)
    server.fail(fault, requests=1)
    with pytest.raises(VoiceFailed):
        list(spoken.speak(TEXT))
    assert said(list(spoken.speak(TEXT))) == TEXT
    assert len(server.texts(SPEECH)) == 2
