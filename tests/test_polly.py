import threading
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from assistant.errors import VoiceFailed
from assistant.messages import AudioChunk, Pcm
from tests.polly_home import PLS, SETTINGS, TEXT, MakeVoice, running, said, server, sound, voice
from tests.polly_server import LEXICON, SPEECH, VOICES, WORD_TIMES, PollyServer

__all__ = ["running", "server", "voice"]


def letters(text: str) -> str:
    return "".join(char for char in text.lower().replace("7", "seven") if char.isalpha())


def test_what_is_heard_is_the_text(voice: MakeVoice, transcribe: Callable[[Pcm], str]) -> None:
    chunks = list(voice().speak(TEXT))
    assert said(chunks) == TEXT
    assert {chunk.rate for chunk in chunks} == {16_000}
    assert letters(transcribe(sound(chunks))) == letters(TEXT)


def test_chunks_split_anywhere_are_the_sound_that_was_sent(server: PollyServer, voice: MakeVoice) -> None:
    spoken = voice()
    together = sound(list(spoken.speak(TEXT)))
    server.hold()
    stream = spoken.speak(TEXT)
    first = [next(stream)]
    server.release()
    assert np.array_equal(sound(first + list(stream)), together)


@pytest.mark.parametrize(
    "text",
    ['Fish & chips <b>cost</b> "5 €" – in Größe …', "– Well , yes !", "One.\nTwo.", "a\u00a0b\x00c d", "你好 世界"],
)
@pytest.mark.parametrize("speed", [1.0, 1.5])
def test_chunk_texts_join_to_the_words_in_order(voice: MakeVoice, text: str, speed: float) -> None:
    chunks = list(voice().speak(text, speed))
    assert said(chunks).split() == text.split()
    assert [word.word for chunk in chunks for word in chunk.words] in ([], text.split())


def test_word_times_follow_each_other_within_their_chunk(voice: MakeVoice) -> None:
    chunks = list(voice().speak(TEXT))
    assert [word.word for chunk in chunks for word in chunk.words] == TEXT.split()
    for chunk in chunks:
        edges = [edge for word in chunk.words for edge in (word.start_s, word.end_s)]
        assert edges == sorted(edges)
        assert edges[-1] == pytest.approx(chunk.duration_s)


def test_first_sound_does_not_wait_for_the_sentence(server: PollyServer, voice: MakeVoice) -> None:
    spoken = voice()
    server.fault_at = 0.3
    server.hold()
    stream = spoken.speak(TEXT)
    first = next(stream)
    (asked,) = [one for one in server.asked if one.purpose == SPEECH]
    assert not asked.whole
    assert TEXT.startswith(first.text)
    server.release()
    assert said([first, *stream]) == TEXT
    assert asked.pieces > 1


def test_sound_and_word_times_are_asked_for_at_the_same_time_and_once(server: PollyServer, voice: MakeVoice) -> None:
    spoken = voice()
    server.fault_at = 0.0
    server.hold()
    stream = spoken.speak(TEXT)
    got: list[AudioChunk] = []
    thread = threading.Thread(target=lambda: got.extend(stream))
    thread.start()
    while len(server.asked) < 2:  # the sound's first byte is held back: only a request of its own brings the times
        thread.join(0.01)
    server.release()
    thread.join()
    assert sorted(one.purpose for one in server.asked) == [SPEECH, WORD_TIMES]
    assert {one.text for one in server.asked} == {TEXT}
    assert said(got) == TEXT


def test_word_times_that_fail_cost_only_the_early_start(server: PollyServer, voice: MakeVoice) -> None:
    spoken = voice()
    for fault in ("failure", "stall", "html", "empty"):
        server.fail(fault, purposes=(WORD_TIMES,))
        chunks = list(spoken.speak(TEXT))
        assert [chunk.text for chunk in chunks] == [TEXT], fault
        assert chunks[0].words == ()
    server.mend()
    assert len(list(spoken.speak(TEXT))) > 1


@pytest.mark.parametrize(
    ("engine", "name"), [("standard", "Joanna"), ("neural", "Joanna"), ("long-form", "Ruth"), ("generative", "Joanna")]
)
@pytest.mark.parametrize("text", ["A clause that goes on,", "A sentence."])
def test_no_engine_is_sent_what_it_refuses(
    server: PollyServer, voice: MakeVoice, engine: str, name: str, text: str
) -> None:
    spoken = voice(replace(SETTINGS, voice=name, engine=engine))
    assert said(list(spoken.speak(text, 1.5))) == text
    assert {(one.engine, one.voice) for one in server.asked} == {(engine, name)}


def test_engine_without_word_times_is_asked_for_them_once(server: PollyServer, voice: MakeVoice) -> None:
    spoken = voice(replace(SETTINGS, engine="generative"))
    for text in ("One thing.", "Another thing.", "A third."):
        assert [chunk.text for chunk in spoken.speak(text)] == [text]
    assert [len(server.texts(purpose)) for purpose in (SPEECH, WORD_TIMES)] == [3, 1]


def test_speed_is_polly_s_own_up_to_twice(server: PollyServer, voice: MakeVoice) -> None:
    spoken = voice()
    usual, fast, faster, slow = (len(sound(list(spoken.speak(TEXT, speed)))) for speed in (1.0, 2.0, 3.0, 0.7))
    assert fast < 0.65 * usual < 0.65 * slow / 1.2
    assert faster < 0.7 * fast
    rates = [text.partition('rate="')[2].partition('"')[0] for text in server.texts(SPEECH)]
    assert rates == ["", "200%", "200%", "70%"]


def test_line_break_is_heard_as_a_pause(voice: MakeVoice) -> None:
    spoken = voice()
    assert len(sound(list(spoken.speak("First\nsecond.")))) > len(sound(list(spoken.speak("First second.")))) + 1600


def test_long_text_is_several_requests_one_after_the_other(server: PollyServer, voice: MakeVoice) -> None:
    text = "This is said again and again. " * 150
    assert said(list(voice().speak(text))) == text.strip()
    assert [len(server.texts(purpose)) for purpose in (SPEECH, WORD_TIMES)] == [2, 2]
    assert " ".join(server.texts(SPEECH)) == text.strip()


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_to_say_sends_nothing(server: PollyServer, voice: MakeVoice, text: str) -> None:
    assert list(voice().speak(text)) == []
    assert server.asked == []


def test_marks_alone_are_a_breath_and_are_not_sent(server: PollyServer, voice: MakeVoice) -> None:
    (breath,) = voice().speak("– …")
    assert breath.text == "– …"
    assert not breath.pcm.any()
    assert server.asked == []


@pytest.mark.parametrize(
    ("chosen", "engine", "language", "speaks"),
    [
        ("Joanna", "neural", "en", "Joanna"),
        ("Joanna", "neural", "de", "Vicki"),
        ("", "neural", "en", "Danielle"),
        ("", "standard", "en", "Joanna"),
        ("", "neural", "zh", "Zhiyu"),
        ("Aditi", "standard", "hi", "Aditi"),
        ("Hannah", "neural", "de", "Hannah"),
    ],
)
def test_chosen_voice_speaks_its_languages_and_the_first_of_others(
    server: PollyServer, voice: MakeVoice, chosen: str, engine: str, language: str, speaks: str
) -> None:
    list(voice(replace(SETTINGS, voice=chosen, engine=engine)).speak("Hello.", language=language))
    assert {one.voice for one in server.asked} == {speaks}


def test_language_without_a_voice_says_so(voice: MakeVoice) -> None:
    with pytest.raises(VoiceFailed, match="no neural voice speaks 'tlh'") as raised:
        list(voice().speak("Hello.", language="tlh"))
    assert raised.value.reason == "voice"


def test_voices_are_listed_by_language_and_asked_for_once(server: PollyServer, voice: MakeVoice) -> None:
    spoken = voice()
    assert [one.name for one in spoken.voices("de")] == ["Vicki", "Marlene", "Hannah"]
    assert [one.name for one in spoken.voices("zh")] == ["Zhiyu"]
    assert "Aditi" in [one.name for one in spoken.voices("hi")]
    assert len(spoken.voices()) == 14
    joanna = next(one for one in spoken.voices("en") if one.name == "Joanna")
    assert (joanna.language, joanna.engines) == ("en-US", ("standard", "neural", "generative"))
    assert server.texts(VOICES) == []


def test_lexicons_are_listed_put_applied_and_deleted(
    server: PollyServer, voice: MakeVoice, transcribe: Callable[[Pcm], str]
) -> None:
    spoken = voice(replace(SETTINGS, lexicons=("w3c",)))
    with pytest.raises(VoiceFailed) as raised:
        list(spoken.speak("The W3C met on Monday."))
    assert raised.value.reason == "voice"
    spoken.put_lexicon("w3c", PLS)
    (listed,) = spoken.lexicons()
    assert (listed.name, listed.language, listed.lexemes, listed.size) == ("w3c", "en-US", 1, len(PLS))
    chunks = list(spoken.speak("The W3C met on Monday."))
    assert said(chunks) == "The W3C met on Monday."
    assert "consortium" in transcribe(sound(chunks)).lower()
    spoken.delete_lexicon("w3c")
    assert spoken.lexicons() == ()
    assert len(server.texts(LEXICON)) == 4


@pytest.mark.parametrize(("engine", "most", "speed"), [("neural", 2.0, 3.0), ("generative", 1.0, 1.5)])
def test_speed_that_the_engine_cannot_do_is_made_up_for(
    server: PollyServer, voice: MakeVoice, engine: str, most: float, speed: float
) -> None:
    spoken = voice(replace(SETTINGS, engine=engine))
    by_itself, fast = (list(spoken.speak(TEXT, pace)) for pace in (most, speed))
    assert said(fast) == TEXT
    assert len(sound(by_itself)) / len(sound(fast)) == pytest.approx(speed / most, rel=0.02)
    for chunk in fast:
        assert all(word.end_s <= chunk.duration_s + 0.01 for word in chunk.words)
