"""The real espeak-ng, which scripts/check.py installs: what it says is heard, and nothing of it is left behind."""

import os
import shutil
import stat
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest
import wer

from assistant.audio import resample
from assistant.engine.client import Engine
from assistant.engine.wire import Handle
from assistant.errors import ModelError, ModelMissing, UnknownName
from assistant.messages import HEARING_RATE, AudioChunk, Pcm, TranscribeOptions, Utterance
from local_models import espeak, whisper

Hear = Callable[..., tuple[str, str]]
# Clear enough for Whisper base, which hears a sixth of a robot's German words wrong elsewhere.
GERMAN = """Das Fenster ist offen und die Tür ist zu.
Das Licht im Wohnzimmer ist an.
Was ist der Unterschied zwischen den beiden?
Ich glaube, dass das richtig ist.
Guten Morgen, wie geht es dir?
Vielen Dank für die Information.
Ich möchte gerne eine Tasse Kaffee.
In diesem Jahr ist alles anders.
Das Museum ist am Montag geschlossen.
Er hat gestern einen Brief geschrieben.
Das Hotel liegt direkt am Meer.
Die Hauptstadt von Frankreich ist Paris."""
ENGLISH = "The meeting was moved to Thursday morning."
OTHERS = {
    "fr": "Bonjour, comment allez-vous aujourd'hui? Il fait très beau et nous allons à la plage.",
    "es": "Buenos días, ¿cómo está usted hoy? Hace muy buen tiempo y vamos a la playa.",
}
EVERYDAY = {"en", "de", "fr", "es", "zh", "it", "pt", "nl", "pl", "ru", "sv", "da", "no", "tr", "ja", "ko", "ar", "hi"}
LISTING = """Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  cmn             --/M      Chinese_(Mandarin,_latin_as_English) sit/cmn              (zh-cmn 5)(zh 5)
 5  fr-be           --/M      French_(Belgium)   roa/fr-BE            (fr 8)
 5  fr-fr           --/M      French_(France)    roa/fr               (fr 5)
 5  mi              --/M      Māori             poz/mi
no row
"""


@pytest.fixture(scope="module")
def voice() -> espeak.EspeakVoice:
    return espeak.load()


@pytest.fixture(scope="module")
def hear(model_folder: Callable[[str], Path]) -> Hear:
    """Chunks → the words that Whisper hears in them, and the language; it is told the language, or finds it."""
    loaded = whisper.load(str(model_folder("whisper-base")), threads=2)

    def heard(chunks: list[AudioChunk], language: str | None) -> tuple[str, str]:
        pcm = joined(chunks)
        segments = list(loaded.transcribe(Utterance(pcm, HEARING_RATE, 0, len(pcm)), TranscribeOptions(language)))
        return " ".join(one.text.strip() for one in segments), segments[0].language if segments else ""

    return heard


def joined(chunks: list[AudioChunk]) -> Pcm:
    """All of it, with a little silence around, at the rate for hearing."""
    quiet = np.zeros(HEARING_RATE // 5, np.int16)
    return np.concatenate([quiet, *(resample(one.pcm, one.rate, HEARING_RATE) for one in chunks), quiet])


def seconds(chunks: list[AudioChunk]) -> float:
    return sum(one.duration_s for one in chunks)


def children() -> list[psutil.Process]:
    """Of this program, but for the engine that other tests share."""
    return [child for child in psutil.Process().children(recursive=True) if not _is_engine(child)]


def _is_engine(child: psutil.Process) -> bool:
    try:
        return any(part.startswith("assistant.engine") for part in child.cmdline())
    except psutil.NoSuchProcess:
        return False


def test_german_is_understood(voice: espeak.EspeakVoice, hear: Hear) -> None:
    heard, _ = hear(list(voice.speak(GERMAN, language="de")), "de")
    assert wer.rate([GERMAN], [heard]) <= 0.1, heard


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_told_by_ear(voice: espeak.EspeakVoice, hear: Hear, language: str) -> None:
    assert hear(list(voice.speak(OTHERS[language], language=language)), None)[1] == language


def test_mandarin_is_spoken_from_its_signs(voice: espeak.EspeakVoice) -> None:
    (one,), (two,) = voice.speak("你好", language="zh"), voice.speak("你好你好你好", language="zh")
    assert 0.3 < one.duration_s < 2.0, "signs that it could not read would be named, at length"
    assert one.duration_s < two.duration_s < 4 * one.duration_s


def test_each_sentence_is_a_chunk_and_texts_join(voice: espeak.EspeakVoice) -> None:
    text = "Heute regnet es. Morgen auch – sagt man.  Danach nicht?"
    chunks = list(voice.speak(text, language="de"))
    assert [one.text for one in chunks] == ["Heute regnet es.", "Morgen auch – sagt man.", "Danach nicht?"]
    assert " ".join(one.text for one in chunks).split() == text.split()
    assert {(one.rate, one.pcm.dtype) for one in chunks} == {(22_050, np.dtype(np.int16))}


def test_speech_begins_at_once_and_a_comma_pauses_less_than_a_full_stop(voice: espeak.EspeakVoice) -> None:
    (clause,), (sentence,) = voice.speak("It is blue,"), voice.speak("It is blue.")
    loud = np.flatnonzero(np.abs(sentence.pcm) > 300)
    assert loud[0] / sentence.rate < 0.1
    assert clause.duration_s < sentence.duration_s


@pytest.mark.parametrize("text", ["", "  ", "\n", "…", "?!", "🙂"])
def test_nothing_to_say_is_silence(voice: espeak.EspeakVoice, text: str) -> None:
    assert list(voice.speak(text)) == []


@pytest.mark.parametrize(("speed", "shorter_by"), [(0.7, 0.7), (1.5, 1.5), (2.0, 2.0), (2.5, 2.5), (3.0, 3.0)])
def test_speed_is_what_was_asked(voice: espeak.EspeakVoice, speed: float, shorter_by: float) -> None:
    natural = seconds(list(voice.speak(ENGLISH)))
    assert natural / seconds(list(voice.speak(ENGLISH, speed))) == pytest.approx(shorter_by, rel=0.15)


@pytest.mark.parametrize("speed", [0.7, 1.5])
def test_german_is_understood_at_other_speeds(voice: espeak.EspeakVoice, hear: Hear, speed: float) -> None:
    heard, _ = hear(list(voice.speak(GERMAN, speed, "de")), "de")
    assert wer.rate([GERMAN], [heard]) <= 0.3, heard


def same_sound(voice: espeak.EspeakVoice, text: str, other: str) -> bool:
    first, second = ([one.pcm for one in voice.speak(written)] for written in (text, other))
    return len(first) == len(second) and all(np.array_equal(*pair) for pair in zip(first, second, strict=True))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("It is \x01200Sblue", "It is 200Sblue"),
        ("It is\x00 blue", "It is blue"),
        ("It is\tblue", "It is blue"),
        ("It is \x1b[31m blue", "It is [31m blue"),
    ],
)
def test_orders_to_the_program_are_spoken_as_text(voice: espeak.EspeakVoice, text: str, other: str) -> None:
    assert same_sound(voice, text, other)


@pytest.mark.parametrize("brackets", ["[[{}]]", "[[[{}]]]", "[[[[{}]]]]"])
def test_phonemes_between_brackets_are_spelled_out_and_not_obeyed(voice: espeak.EspeakVoice, brackets: str) -> None:
    program = espeak.Program(shutil.which("espeak-ng") or "")
    obeyed, rate = espeak.read_wav(program.run(["--stdout", "--stdin", "-v", "en-us"], "[[h@l'oU]]"))
    (said,) = voice.speak(brackets.format("h@l'oU"))
    assert said.duration_s > 1.3 * len(obeyed) / rate


def test_markup_is_spoken_and_not_obeyed(voice: espeak.EspeakVoice) -> None:
    plain, marked = list(voice.speak("Say it")), list(voice.speak('Say <break time="3s"/> it'))
    assert seconds(marked) > seconds(plain)
    assert np.abs(marked[0].pcm[: len(marked[0].pcm) // 2]).max() > 300
    assert not same_sound(voice, "Say <b>it</b>", "Say it"), "what is written between < and > is not swallowed"


@pytest.mark.parametrize("text", ["-v de", "--version", "-f /etc/hostname", "-- help"])
def test_text_is_never_taken_for_an_option(voice: espeak.EspeakVoice, text: str) -> None:
    chunks = list(voice.speak(text))
    assert [one.text for one in chunks] == [text]
    assert seconds(chunks) > 0.3


def test_half_a_character_is_left_out(voice: espeak.EspeakVoice) -> None:
    assert same_sound(voice, "It is \udc80blue", "It is blue")


def test_an_unknown_language_is_named_with_those_that_are_spoken(voice: espeak.EspeakVoice) -> None:
    with pytest.raises(UnknownName, match=r"unknown language 'xx'; have: .*de.*"):
        voice.speak("Hallo", language="xx")


def test_another_throat_says_the_same_words_with_another_sound(voice: espeak.EspeakVoice, hear: Hear) -> None:
    assert "f2" in espeak.variants()
    other = list(espeak.load("f2").speak(ENGLISH))
    assert wer.rate([ENGLISH], [hear(other, "en")[0]]) <= 0.3
    assert not np.array_equal(joined(other), joined(list(voice.speak(ENGLISH))))
    with pytest.raises(UnknownName, match="f2"):
        espeak.load("nobody")


def test_everyday_languages_are_all_there() -> None:
    spoken = espeak.languages()
    assert spoken >= EVERYDAY
    assert len(espeak.voices()) >= 100


def test_the_list_of_voices_is_read_with_its_other_languages() -> None:
    listed = espeak.parse_voices(LISTING)
    assert [(one.info.name, one.info.language, one.info.file) for one in listed] == [
        ("Chinese (Mandarin, latin as English)", "cmn", "sit/cmn"),
        ("French (Belgium)", "fr-be", "roa/fr-BE"),
        ("French (France)", "fr-fr", "roa/fr"),
        ("Māori", "mi", "poz/mi"),
    ]
    assert listed[0].also == (("zh-cmn", 5), ("zh", 5))


def wav(data: bytes, claimed: int, extra: bytes = b"") -> bytes:
    form = (1).to_bytes(2, "little") * 2 + (22_050).to_bytes(4, "little") + (44_100).to_bytes(4, "little")
    form += (2).to_bytes(2, "little") + (16).to_bytes(2, "little")
    head = b"fmt " + len(form).to_bytes(4, "little") + form + extra + b"data" + claimed.to_bytes(4, "little")
    return b"RIFF" + (0).to_bytes(4, "little") + b"WAVE" + head + data


@pytest.mark.parametrize("claimed", [0, 4, 0x7FFFF000, 0xFFFFFFFF])
@pytest.mark.parametrize("extra", [b"", b"LIST" + (3).to_bytes(4, "little") + b"abc\0"])
def test_a_header_that_lies_about_the_length_loses_nothing(claimed: int, extra: bytes) -> None:
    sound, rate = espeak.read_wav(wav(b"\x00\x40\x00\xc0\x00\x20\x01", claimed, extra))
    assert rate == 22_050
    assert sound.tolist() == [0.5, -0.5, 0.25]


@pytest.mark.parametrize("data", [b"", b"RIFF", b"RIFF....WAVE", b"<html>no sound today</html>", wav(b"", 0)[:20]])
def test_what_is_no_sound_is_refused(data: bytes) -> None:
    with pytest.raises(ModelError, match="no 16-bit mono WAV"):
        espeak.read_wav(data)


def test_without_the_program_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for call in (espeak.load, espeak.voices, espeak.languages):
        with pytest.raises(ModelMissing, match="sudo apt install espeak-ng"):
            call()


# A program of that name that lists voices and speaks once as the real one does, and then does as it is told.
STAND_IN = """#!{shell}
case "$1" in --voices*) exec {real} "$@";; esac
if [ ! -e {folder}/warm ]; then touch {folder}/warm; exec {real} "$@"; fi
{then}
"""


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], espeak.EspeakVoice]:
    """What the program does after its first word → a voice that uses it."""
    if sys.platform == "win32":
        pytest.skip("the stand-in is a shell script")

    def load(then: str) -> espeak.EspeakVoice:
        program = tmp_path / "espeak-ng"
        real = shutil.which("espeak-ng")
        assert real is not None, "scripts/check.py installs espeak-ng"
        program.write_text(STAND_IN.format(shell=shutil.which("sh"), real=real, folder=tmp_path, then=then))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        return espeak.load()

    return load


def test_cancelling_kills_a_program_that_hangs(stand_in: Callable[[str], espeak.EspeakVoice], tmp_path: Path) -> None:
    voice = stand_in(f"touch {tmp_path}/hangs; exec sleep 60")
    stream = voice.speak("Das bleibt geheim.", language="de")
    got: list[AudioChunk] = []
    reader = threading.Thread(target=lambda: got.extend(stream))
    reader.start()
    while not (tmp_path / "hangs").exists():
        reader.join(0.01)
        assert reader.is_alive()
    (child,) = children()
    stream.cancel()
    reader.join(10)
    assert not reader.is_alive()
    assert got == []
    assert not child.is_running(), "neither alive nor a zombie"
    assert children() == []


def test_text_is_on_no_command_line(stand_in: Callable[[str], espeak.EspeakVoice], tmp_path: Path) -> None:
    voice = stand_in(f'echo "$@" > {tmp_path}/arguments; exec espeak-ng-that-is-not-there')
    with pytest.raises(ModelError, match="exit code 127") as failed:
        list(voice.speak("Geheim ist das.", language="de"))
    arguments = (tmp_path / "arguments").read_text().split()
    assert "--stdin" in arguments
    assert not {"Geheim", "ist", "das."} & set(arguments)
    assert "Geheim" not in str(failed.value)
    assert children() == []


def test_a_program_that_dies_in_the_middle_is_an_error(stand_in: Callable[[str], espeak.EspeakVoice]) -> None:
    voice = stand_in("kill -9 $$")
    with pytest.raises(ModelError, match="exit code -9"):
        list(voice.speak("Hello."))
    assert children() == []


def test_a_program_that_writes_no_sound_is_an_error(stand_in: Callable[[str], espeak.EspeakVoice]) -> None:
    with pytest.raises(ModelError, match="no 16-bit mono WAV"):
        list(stand_in("echo sorry").speak("Hello."))


def test_a_program_that_was_removed_is_missing(stand_in: Callable[[str], espeak.EspeakVoice], tmp_path: Path) -> None:
    voice = stand_in("exit 0")
    (tmp_path / "espeak-ng").unlink()
    with pytest.raises(ModelMissing, match="sudo apt install espeak-ng"):
        list(voice.speak("Hello."))


def test_cancel_ends_a_long_text_between_sentences(voice: espeak.EspeakVoice) -> None:
    stream = voice.speak("One sentence more, please. " * 200)
    next(stream)
    stream.cancel()
    assert list(stream) == []
    assert children() == []


def test_cancelled_before_it_began_nothing_is_started(
    stand_in: Callable[[str], espeak.EspeakVoice], tmp_path: Path
) -> None:
    stream = stand_in(f"touch {tmp_path}/ran").speak("Hello.")
    stream.cancel()
    assert list(stream) == []
    assert not (tmp_path / "ran").exists()


def test_many_texts_at_once_leave_no_child_behind(voice: espeak.EspeakVoice) -> None:
    said: list[int] = []
    speakers = [
        threading.Thread(target=lambda: said.append(len(list(voice.speak("Eins. Zwei Tage.", language="de")))))
        for _ in range(8)
    ]
    for one in speakers:
        one.start()
    for one in speakers:
        one.join()
    assert said == [2] * 8
    assert children() == []


def test_it_speaks_in_the_engine_in_the_language_that_was_asked_for(voice: espeak.EspeakVoice, tmp_path: Path) -> None:
    engine, handle = Engine("speaking", tmp_path, tmp_path), Handle("voice", "local_models.espeak:load", ())
    try:
        said = list(engine.call(handle, "Guten Morgen.", 1.0, "de"))
        with pytest.raises(UnknownName, match="unknown language 'xx'"):
            list(engine.call(handle, "Guten Morgen.", 1.0, "xx"))
    finally:
        engine.close()
    assert [one.text for one in said] == ["Guten Morgen."]
    assert np.array_equal(joined(said), joined(list(voice.speak("Guten Morgen.", language="de"))))
    assert not np.array_equal(joined(said), joined(list(voice.speak("Guten Morgen.", language="en"))))
