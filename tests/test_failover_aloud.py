"""A real voice from a real server that breaks off in every way, and Hibari that goes on: what is heard of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import wer

from assistant.audio import joined
from assistant.errors import VoiceFailed
from assistant.messages import HEARING_RATE, Pcm
from assistant.voices import LocalVoice, Voices
from local_models import hibari
from tests.polly_home import SETTINGS, TEXT, MakeVoice, running, server, voice
from tests.polly_server import OF_ANY, OF_SOUND, PollyServer

__all__ = ["running", "server", "voice"]

IN_TIME = {"latency"}  # no trouble: it only takes its time
SLOW = {"slow", "stall"}
Transcribe = Callable[[Pcm], str]


@pytest.fixture(scope="module")
def here() -> LocalVoice:
    return LocalVoice("hibari", hibari.load(), frozenset({"en"}))


@pytest.mark.parametrize("fault", [fault for fault in OF_SOUND + OF_ANY if fault not in IN_TIME])
def test_no_word_is_lost_and_none_comes_twice(
    server: PollyServer, voice: MakeVoice, here: LocalVoice, transcribe: Transcribe, fault: str
) -> None:
    polly = voice(replace(SETTINGS, first_byte_s=0.7) if fault in SLOW else SETTINGS)
    trouble: list[VoiceFailed] = []
    voices = Voices([here], polly, "polly-first", trouble.append, lambda: 0.0)
    server.fail(fault)
    chunks = list(voices.speak(TEXT))
    assert " ".join(chunk.text for chunk in chunks).split() == TEXT.split()
    assert len(trouble) == 1, "told once"
    assert wer.rate([TEXT], [transcribe(joined(chunks, HEARING_RATE))]) <= 0.1
    asked = len(server.asked)
    list(voices.speak("One more."))
    assert len(server.asked) == asked, "while it rests it is asked nothing"


def test_without_a_fault_only_polly_is_heard(server: PollyServer, voice: MakeVoice, here: LocalVoice) -> None:
    trouble: list[VoiceFailed] = []
    voices = Voices([here], voice(), "polly-first", trouble.append, lambda: 0.0)
    chunks = list(voices.speak(TEXT))
    assert (" ".join(chunk.text for chunk in chunks).split(), trouble) == (TEXT.split(), [])
    assert any(chunk.words for chunk in chunks), "Hibari gives no times"


def test_offline_only_in_the_middle_of_a_sentence_ends_what_is_sent(
    server: PollyServer, voice: MakeVoice, here: LocalVoice, transcribe: Transcribe
) -> None:
    voices = Voices([here], voice(), "polly-first", lambda _: None, lambda: 0.0)
    server.hold()
    stream = voices.speak(TEXT)
    chunks = [next(stream)]
    asked = len(server.targets)
    voices.choose("offline-only", None)
    chunks += list(stream)
    server.release()
    assert " ".join(chunk.text for chunk in chunks).split() == TEXT.split()
    assert wer.rate([TEXT], [transcribe(joined(chunks, HEARING_RATE))]) <= 0.1
    list(voices.speak(TEXT))
    assert len(server.targets) == asked, "not one request more"


def test_polly_is_tried_again_after_its_rest(server: PollyServer, voice: MakeVoice, here: LocalVoice) -> None:
    now = [0.0]
    voices = Voices([here], voice(), "polly-first", lambda _: None, lambda: now[0])
    server.fail("throttled")
    list(voices.speak(TEXT))
    server.mend()
    now[0] = 6.0
    chunks = [chunk for chunk in voices.speak(TEXT) if chunk.text]
    assert all(chunk.words for chunk in chunks), "Polly, to the end: Hibari gives no times"
