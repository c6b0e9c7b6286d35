"""The command line as a user or a script meets it: real processes, real models, real files."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest
import wer

from assistant import audio_files, config
from assistant.audio import silence
from assistant.history import History
from assistant.messages import HEARING_RATE, Pcm, Turn, TurnTimes
from tests.conftest import Oriel

Speech = Callable[[str], Pcm]


@pytest.fixture
def recording(tmp_path: Path, speech: Speech) -> Callable[[str], Path]:
    def record(text: str) -> Path:
        path = tmp_path / f"{abs(hash(text))}.wav"
        padded = np.concatenate([silence(0.3, HEARING_RATE), speech(text), silence(0.3, HEARING_RATE)])
        audio_files.write_wav(path, padded, HEARING_RATE)
        return path

    return record


Record = Callable[[str], Path]


def test_spoken_question_gets_a_spoken_answer_and_the_next_one_is_understood_from_it(
    warm_oriel: Oriel, recording: Record, tmp_path: Path
) -> None:
    out = tmp_path / "answer.wav"
    questions = ["What is the capital of Australia?", "And how far is it from Sydney?"]
    done = warm_oriel("talk", *map(recording, questions), "--out", out, "--json")
    assert done.returncode == 0, done.stderr
    first, second = json.loads(done.stdout)["turns"]
    assert [wer.errors(turn["heard"], text) for turn, text in zip((first, second), questions, strict=True)] == [0, 0]
    assert "Canberra" in first["said"]
    assert re.search("kilomet|km|mile", second["said"])
    assert not first["interrupted"]
    assert first["times_ms"]["turn_end"] <= first["times_ms"]["first_sound"] < first["times_ms"]["done"]
    heard = json.loads(warm_oriel("transcribe", out, "--language", "en", "--json").stdout)["text"]
    said = f"{first['spoken']} {second['spoken']}"
    assert wer.rate([said], [heard]) <= 0.1, f"{said!r} sounded like {heard!r}"


def test_another_question_gets_another_answer_and_both_are_in_the_history(warm_oriel: Oriel, recording: Record) -> None:
    said = []
    for question in ("What is the capital of Hungary?", "How many legs does a spider have?"):
        done = warm_oriel("talk", recording(question), "--fast", "--json")
        said.append(json.loads(done.stdout)["turns"][0]["said"])
    assert "Budapest" in said[0]
    assert "eight" in said[1].lower() or "8" in said[1]
    sessions = json.loads(warm_oriel("history", "list", "--json").stdout)["sessions"]
    kept = [
        json.loads(warm_oriel("history", "show", row["id"], "--json").stdout)["turns"][0]["said"] for row in sessions
    ]
    assert kept[:2] == said[::-1]


def test_speaking_over_the_answer_stops_it(warm_oriel: Oriel, recording: Record, tmp_path: Path) -> None:
    out = tmp_path / "answer.wav"
    question, stop = recording("Tell me about the history of Rome."), recording("Stop, please be quiet now.")
    done = warm_oriel("talk", question, stop, "--at", 0, "--at", 6, "--out", out, "--fast", "--json")
    first = json.loads(done.stdout)["turns"][0]
    assert first["interrupted"]
    assert first["said"].startswith(first["spoken"].split(".")[0][:20])
    assert len(first["spoken"]) < len(first["said"])


def test_misheard_word_is_corrected_by_spelling_it(warm_oriel: Oriel, recording: Record) -> None:
    question, correction = recording("What is a wolf used for?"), recording("No, valve: V, A, L, V, E.")
    done = warm_oriel("talk", question, correction, "--fast", "--json")
    wrong, right = json.loads(done.stdout)["turns"]
    assert (wrong["heard"], wrong["superseded"]) == ("What is a wolf used for?", True)
    assert (right["heard"], right["superseded"]) == ("What is a valve used for?", False)
    assert right["spoken"]


def test_stop_is_obeyed_and_not_answered(warm_oriel: Oriel, recording: Record) -> None:
    done = warm_oriel("talk", recording("Stop."), "--fast", "--json")
    (turn,) = json.loads(done.stdout)["turns"]
    assert (turn["intent"], turn["said"], turn["spoken"]) == ("control", "", "")
    sessions = json.loads(warm_oriel("history", "list", "--json").stdout)["sessions"]
    kept = [json.loads(warm_oriel("history", "show", row["id"], "--json").stdout)["turns"] for row in sessions]
    assert "Stop." not in [turn["heard"] for turns in kept for turn in turns]


def test_talking_needs_no_network(oriel: Oriel, recording: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent / "no_network"))
    done = oriel("talk", recording("What is the capital of Australia?"), "--fast", "--json")
    assert done.returncode == 0, done.stderr
    assert "NETWORK" not in done.stderr
    assert "Canberra" in done.stdout


def test_ask_answers_and_speaks(warm_oriel: Oriel, tmp_path: Path) -> None:
    out = tmp_path / "answer.wav"
    done = warm_oriel("ask", "What is the capital of Australia?", "--speak", out, "--json")
    answer = json.loads(done.stdout)
    assert "Canberra" in answer["text"]
    assert answer["files"] == [str(out)]
    assert set(answer) == {"intent", "plan", "text", "language", "objects", "checks", "files", "times_ms"}
    assert answer["times_ms"]["first_token"] <= answer["times_ms"]["first_sound"] <= answer["times_ms"]["done"]
    assert "Canberra" in warm_oriel("transcribe", out, "--language", "en").stdout


def test_say_and_transcribe_agree(warm_oriel: Oriel, tmp_path: Path) -> None:
    out = tmp_path / "said.wav"
    text = "The quick brown fox jumps over the lazy dog."
    said = json.loads(warm_oriel("say", text, "--out", out, "--json").stdout)
    heard = json.loads(warm_oriel("transcribe", out, "--json").stdout)
    assert (said["file"], said["voice"]) == (str(out), "hibari")
    assert heard["duration_s"] == pytest.approx(said["duration_s"], abs=0.05)
    assert wer.errors(text, heard["text"]) == 0
    assert heard["language"] == "en"
    words = [word for segment in heard["segments"] for word in segment["words"]]
    assert len(words) == 9
    assert all(word["start_s"] <= word["end_s"] and 0 <= word["probability"] <= 1 for word in words)


def test_say_names_the_voice_that_spoke_where_polly_could_not(
    warm_oriel: Oriel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    done = warm_oriel("say", "Hello there.", "--voice", "polly:Joanna", "--out", tmp_path / "said.wav", "--json")
    assert "a voice of this computer goes on" in done.stderr
    assert json.loads(done.stdout)["voice"] == "hibari"


def test_chinese_file_is_transcribed_into_english(warm_oriel: Oriel) -> None:
    file = Path(__file__).parent / "data" / "voice" / "weather_zh.flac"
    heard = json.loads(warm_oriel("transcribe", file, "--language", "zh", "--translate", "--json").stdout)
    assert {"weather", "park"} <= set(wer.words(heard["text"]))
    assert "天" in warm_oriel("transcribe", file).stdout, "untranslated, in the language that is heard"


def one_line(done: "subprocess.CompletedProcess[str]", code: int = 1) -> str:
    """The one line on standard error of a command that failed as it should."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.strip().splitlines()
    return line


def test_file_that_is_not_there(warm_oriel: Oriel) -> None:
    assert "no file at nowhere.wav" in one_line(warm_oriel("transcribe", "nowhere.wav"))


def test_empty_file(warm_oriel: Oriel, tmp_path: Path) -> None:
    (tmp_path / "empty.wav").touch()
    assert "is empty" in one_line(warm_oriel("talk", tmp_path / "empty.wav"))


def test_file_without_audio(warm_oriel: Oriel, tmp_path: Path) -> None:
    (tmp_path / "notes.mp3").write_text("not sound at all\n" * 50)
    assert "cannot be decoded as audio" in one_line(warm_oriel("transcribe", tmp_path / "notes.mp3"))


def test_picture_without_sound(warm_oriel: Oriel, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (8, 8)).save(tmp_path / "picture.png")
    assert "holds no audio" in one_line(warm_oriel("transcribe", tmp_path / "picture.png"))


def test_tenth_of_a_second_is_too_short_to_hold_words(warm_oriel: Oriel, tmp_path: Path) -> None:
    audio_files.write_wav(tmp_path / "short.wav", silence(0.1, HEARING_RATE), HEARING_RATE)
    done = warm_oriel("transcribe", tmp_path / "short.wav", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["text"] == ""
    assert "no speech" in one_line(warm_oriel("talk", tmp_path / "short.wav", "--fast"))


def test_wav_with_a_lying_header_is_read_as_far_as_it_goes(warm_oriel: Oriel, recording: Record) -> None:
    path = recording("What is the capital of Australia?")
    data = bytearray(path.read_bytes())
    data[40:44] = (2**31 - 1).to_bytes(4, "little")  # the data chunk claims two gigabytes
    path.write_bytes(data)
    assert "capital of Australia" in warm_oriel("transcribe", path, "--language", "en").stdout
    data[24:28] = (0).to_bytes(4, "little")  # and a rate of nothing
    path.write_bytes(data)
    assert "cannot be decoded" in one_line(warm_oriel("transcribe", path))


def test_header_that_promises_sound_and_holds_none(warm_oriel: Oriel, tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "header.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(HEARING_RATE)
    assert one_line(warm_oriel("transcribe", tmp_path / "header.wav"))


def test_unknown_language_names_the_known_ones(warm_oriel: Oriel, recording: Record) -> None:
    line = one_line(warm_oriel("transcribe", recording("Hello."), "--language", "xx"), code=2)
    assert "unknown language 'xx'; have: af" in line


def test_unknown_voice_names_the_known_ones(warm_oriel: Oriel, tmp_path: Path) -> None:
    line = one_line(warm_oriel("say", "Hello.", "--out", tmp_path / "x.wav", "--voice", "nobody"), code=2)
    assert "unknown voice 'nobody'; have: hibari" in line


def test_missing_model_says_how_to_get_it(home: Path, oriel: Oriel) -> None:
    (home / "cache" / "models").unlink()
    assert "oriel models fetch" in one_line(oriel("ask", "Hello?"))
    assert "whisper-base" in oriel("doctor").stdout


def test_text_that_is_too_long(warm_oriel: Oriel) -> None:
    line = one_line(warm_oriel("ask", "x" * 100_000))
    assert "100,000 characters" in line
    assert len(line) < 200


def test_text_that_cannot_be_said(warm_oriel: Oriel, tmp_path: Path) -> None:
    assert "nothing in this text" in one_line(warm_oriel("say", "… !", "--out", tmp_path / "x.wav"))


def test_folder_that_cannot_be_written(warm_oriel: Oriel, tmp_path: Path) -> None:
    assert "cannot write" in one_line(warm_oriel("say", "Hello.", "--out", tmp_path / "none" / "x.wav"))


def test_wrong_call_exits_with_two(warm_oriel: Oriel) -> None:
    assert warm_oriel("talk").returncode == 2
    assert warm_oriel("sing").returncode == 2
    assert warm_oriel("models", "list", "--profile", "enormous").returncode == 2


def test_wrong_setting_is_one_line(home: Path, oriel: Oriel) -> None:
    (home / "config.toml").write_text("[answers]\nmax_new_tokens = 1\n")
    assert "line 2: max_new_tokens must lie between" in one_line(oriel("ask", "Hello?"))


def test_doctor_finds_everything_in_place(warm_oriel: Oriel) -> None:
    report = json.loads(warm_oriel("doctor", "--json").stdout)
    assert report["problems"] == []
    assert report["machine"]["cores"] >= 1
    assert report["profile"] in {"pocket", "cpu"}


def test_models_are_listed_with_their_licences(warm_oriel: Oriel) -> None:
    listed = json.loads(warm_oriel("models", "list", "--profile", "pocket", "--json").stdout)["models"]
    assert {model["role"] for model in listed} >= {"transcriber", "language_model", "voice", "embedder"}
    assert all(set(model) >= {"name", "role", "state", "mib", "licence", "source"} for model in listed)
    assert {model["state"] for model in listed} <= {"present", "bundled"}


@pytest.mark.parametrize("after_s", [0.0, 2.0, 6.0])
def test_ctrl_c_at_any_point_ends_in_a_line_and_leaves_no_process(
    home: Path, recording: Record, after_s: float
) -> None:
    """The first point lies in the midst of the imports; before them Python itself has not set up its handler."""
    command = [sys.executable, "-m", "assistant", "talk", str(recording("Tell me about the history of Rome."))]
    environment = os.environ | {"ORIEL_HOME": str(home)}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    process = psutil.Process(running.pid)
    while not any("numpy" in part.path for part in process.memory_maps()):
        time.sleep(0.01)
    time.sleep(after_s)
    children = process.children(recursive=True)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "Traceback" not in errors
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []


def test_history_is_searched_saved_and_deleted(oriel: Oriel, home: Path, tmp_path: Path) -> None:
    history = History(config.load({"ORIEL_HOME": str(home)}).folders.history)
    for heard in ("What is a valve?", "Who wrote Faust?"):
        history.add_turn(history.begin_session(), Turn(heard, "en", "Well.", "Well.", False, TurnTimes()))
    (found,) = json.loads(oriel("history", "search", "VALVE", "--json").stdout)["sessions"]
    out = tmp_path / "valve.md"
    assert oriel("history", "export", found["id"], "--out", out).returncode == 0
    assert "**You:** What is a valve?" in out.read_text()
    assert oriel("history", "delete", found["id"]).returncode == 0
    assert "valve" not in oriel("history", "list").stdout
    refused = oriel("history", "delete", found["id"])
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
