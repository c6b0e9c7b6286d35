import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import LedgerError, VoiceFailed
from assistant.messages import AudioChunk, Pcm
from assistant.remote.polly import PollySettings, PollyVoice
from assistant.remote.polly_text import billed_characters
from tests.certificate import self_signed
from tests.polly_home import SETTINGS, TEXT, MakeVoice, running, said, server, sound, voice
from tests.polly_rules import SPEECH, WORD_TIMES
from tests.polly_server import SECRET, PollyServer, polly_server

__all__ = ["running", "server", "voice"]

SECRETIVE = "Xanthippe sold forty-one teapots."
FAULTS = {
    "refuse": "network",
    "cut": "network",
    "throttled": "throttled",
    "expired": "credentials",
    "unknown-key": "credentials",
    "unknown-voice": "voice",
    "failure": "service",
    "malformed-error": "service",
    "odd": "audio",
    "short": "audio",
    "empty": "audio",
    "html": "audio",
    "html-as-pcm": "audio",
}
SLOW = {"slow": "slow", "stall": "slow"}
IN_THE_MIDDLE = {"cut", "odd", "short", "stall"}


def until_it_breaks(voice: PollyVoice, text: str = TEXT) -> tuple[list[AudioChunk], VoiceFailed]:
    chunks: list[AudioChunk] = []
    with pytest.raises(VoiceFailed) as raised:
        chunks.extend(voice.speak(text))  # extend keeps what came before the error
    return chunks, raised.value


def threads_left() -> list[str]:
    """Polly's threads, after they had time to end."""
    mine = [thread for thread in threading.enumerate() if thread.name.startswith("polly-")]
    for thread in mine:
        thread.join(5)
    return [thread.name for thread in mine if thread.is_alive()]


@pytest.mark.parametrize(("fault", "reason"), [*FAULTS.items(), *SLOW.items()])
def test_fault_has_its_reason_and_only_whole_words_before_it(
    server: PollyServer, voice: MakeVoice, fault: str, reason: str
) -> None:
    spoken = voice(replace(SETTINGS, first_byte_s=0.7) if fault in SLOW else SETTINGS)
    whole = list(voice().speak(TEXT))
    server.fail(fault)
    chunks, failed = until_it_breaks(spoken)
    assert failed.reason == reason
    words = said(chunks).split()
    assert words == TEXT.split()[: len(words)]
    assert (0 < len(words) < len(TEXT.split())) == (fault in IN_THE_MIDDLE)
    ends = np.cumsum([round(word.end_s * 16000) - round(word.start_s * 16000) for one in whole for word in one.words])
    lead = round(whole[0].words[0].start_s * 16000)
    assert len(sound(chunks)) == (lead + ends[len(words) - 1] if words else 0), "the sound ends where the word does"
    assert threads_left() == []


@pytest.mark.parametrize("fault", [*FAULTS, "latency"])
def test_nothing_is_tried_twice_and_the_next_text_is_spoken(server: PollyServer, voice: MakeVoice, fault: str) -> None:
    spoken = voice()
    server.fail(fault)
    try:
        list(spoken.speak(TEXT))
    except VoiceFailed:
        assert fault != "latency"
    assert len(server.texts(SPEECH)) == (0 if fault == "refuse" else 1)
    server.mend()
    assert said(list(spoken.speak("It is well again."))) == "It is well again."


def test_what_is_heard_before_a_cut_are_the_words_before_it(
    server: PollyServer, voice: MakeVoice, transcribe: Callable[[Pcm], str]
) -> None:
    spoken = voice()
    server.fail("cut")
    chunks, _ = until_it_breaks(spoken)
    heard = transcribe(np.concatenate([sound(chunks), np.zeros(8000, np.int16)])).lower()
    assert "kitchen table" in heard
    assert said(chunks).endswith("table,")
    assert "then" not in heard


def test_cancel_before_the_first_byte_ends_at_once_and_leaves_no_thread(server: PollyServer, voice: MakeVoice) -> None:
    spoken = voice()
    server.fault_at = 0.0
    server.hold()
    stream = spoken.speak(TEXT)
    got: list[AudioChunk] = []
    waiting = threading.Thread(target=lambda: got.extend(stream))
    waiting.start()
    while len(server.asked) < 2:
        waiting.join(0.01)
    stream.cancel()
    stream.cancel()
    waiting.join(5)
    assert not waiting.is_alive()
    assert threads_left() == [], "the server is still holding its answer back: only a closed connection ends them"
    assert got == []


def test_cancel_ends_a_connection_under_tls_before_and_after_the_first_byte(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with polly_server(certificate=self_signed(tmp_path / "loopback.pem")) as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        spoken = PollyVoice(SETTINGS, lambda *_: None, tmp_path / "cache")
        assert said(list(spoken.speak(TEXT))) == TEXT
        for at in (0.0, 0.5):
            server.asked.clear()
            server.fault_at = at
            server.hold()
            stream = spoken.speak(TEXT)
            waiting = threading.Thread(target=lambda stream=stream: list(stream))
            waiting.start()
            while not any(one.purpose == SPEECH and one.pieces >= at for one in server.asked):
                waiting.join(0.01)
            stream.cancel()
            waiting.join(5)
            assert not waiting.is_alive()
            assert threads_left() == []
            server.release()
        assert said(list(spoken.speak(TEXT))) == TEXT


def test_cancel_in_the_middle_closes_the_connection(server: PollyServer, voice: MakeVoice) -> None:
    spoken = voice()
    server.hold()
    stream = spoken.speak(TEXT)
    next(stream)
    stream.cancel()
    assert list(stream) == []
    assert threads_left() == []
    server.release()
    assert said(list(spoken.speak("Something else."))) == "Something else."
    assert not server.asked[0].whole or server.asked[0].purpose == WORD_TIMES


def test_cancelled_before_it_began_sends_nothing(server: PollyServer, voice: MakeVoice) -> None:
    stream = voice().speak(TEXT)
    stream.cancel()
    assert list(stream) == []
    assert server.asked == []


def test_many_texts_leave_no_thread(server: PollyServer, voice: MakeVoice) -> None:
    spoken = voice()
    before = threading.active_count()
    for number in range(10):
        stream = spoken.speak(f"Number {number}.")
        next(stream)
        if number % 2:
            stream.cancel()
        else:
            list(stream)
    assert threads_left() == []
    assert [name.name for name in threading.enumerate() if name.name.startswith("polly-")] == []
    assert threading.active_count() <= before + 20, "the server's own threads, one a kept connection"


def test_every_request_is_told_before_it_leaves(server: PollyServer, tmp_path: Path) -> None:
    told: list[tuple[str, str, int]] = []
    arrived: list[int] = []

    def tell(purpose: str, text: str, size: int) -> None:
        told.append((purpose, text, size))
        arrived.append(len(server.asked))

    spoken = PollyVoice(SETTINGS, tell, tmp_path / "cache")
    spoken.warm()
    assert told == [("voices", "", len(target)) for target in server.targets]
    assert arrived == [0, 1, 2]
    told.clear()
    list(spoken.speak("Fish & chips.", 1.5))
    assert sorted((purpose, text) for purpose, text, _ in told) == [
        ("speech", "Fish & chips."),
        ("word times", "Fish & chips."),
    ]
    sent = {one.purpose: one.text for one in server.asked}
    assert all(size > len(sent[purpose]) for purpose, _, size in told), "the body holds the text and more"
    assert billed_characters(sent[SPEECH], ssml=True) == len("Fish & chips.")


def test_what_cannot_be_told_does_not_leave(server: PollyServer, tmp_path: Path) -> None:
    def tell(*_: object) -> None:
        raise LedgerError("the ledger cannot be written: no space")

    chunks, failed = until_it_breaks(PollyVoice(SETTINGS, tell, tmp_path / "cache"))
    assert (failed.reason, str(failed)) == ("service", "the ledger cannot be written: no space")
    assert chunks == []
    assert server.targets == []


def test_nothing_is_sent_after_it_was_closed(server: PollyServer, voice: MakeVoice) -> None:
    spoken = voice()
    server.targets.clear()
    spoken.close()
    _, failed = until_it_breaks(spoken)
    assert failed.reason == "service"
    assert server.targets == []


def test_neither_words_nor_credentials_are_shown_or_logged(
    server: PollyServer, voice: MakeVoice, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    settings = PollySettings(voice="Joanna", region="eu-central-1", profile="payroll", first_byte_s=10.0)
    assert "payroll" not in repr(settings)
    assert "eu-central-1" not in repr(settings)
    spoken = voice()
    list(spoken.speak(SECRETIVE))
    server.fail("expired")
    _, failed = until_it_breaks(spoken, SECRETIVE)
    shown = caplog.text + repr(spoken) + repr(vars(spoken)) + str(failed) + repr(failed)
    for secret in ("Xanthippe", SECRET, "AKIA", "Signature", "security token"):
        assert secret not in shown


def test_wrong_secret_is_a_matter_of_credentials(
    server: PollyServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    _, failed = until_it_breaks(PollyVoice(SETTINGS, lambda *_: None, tmp_path / "cache"))
    assert failed.reason == "credentials"
    assert "InvalidSignatureException" in str(failed)
    assert server.asked == []


def test_credentials_are_looked_for_again_and_never_on_the_network(
    server: PollyServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_EC2_METADATA_DISABLED")
    monkeypatch.setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.url)
    spoken = PollyVoice(SETTINGS, lambda *_: None, tmp_path / "cache")
    _, failed = until_it_breaks(spoken)
    assert failed.reason == "credentials"
    assert server.targets == []
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)
    assert said(list(spoken.speak(TEXT))) == TEXT


def test_profile_and_region_come_from_the_files_that_boto3_reads(
    server: PollyServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment = server.environment()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)
    unset = PollyVoice(SETTINGS, lambda *_: None, tmp_path / "cache")
    with pytest.raises(VoiceFailed) as raised:
        _ = unset.region
    assert raised.value.reason == "credentials"
    (tmp_path / "config").write_text("[profile work]\nregion = us-west-2\n")
    (tmp_path / "credentials").write_text(
        f"[work]\naws_access_key_id = {environment['AWS_ACCESS_KEY_ID']}\naws_secret_access_key = {SECRET}\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    working = PollyVoice(replace(SETTINGS, profile="work"), lambda *_: None, tmp_path / "cache")
    assert working.region == "us-west-2"
    assert said(list(working.speak(TEXT))) == TEXT
    assert (
        PollyVoice(replace(SETTINGS, profile="work", region="eu-west-1"), lambda *_: None, tmp_path / "cache").region
        == "eu-west-1"
    )
    _, failed = until_it_breaks(PollyVoice(replace(SETTINGS, profile="none"), lambda *_: None, tmp_path / "cache"))
    assert failed.reason == "credentials"
