"""A recorded conversation run again: the same models say the same, and what differs is told."""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image as Pillow

from assistant import audio_files, bundle
from assistant.album import Album
from assistant.audio import silence
from assistant.bundle import Bundle, MadeWith, ModelUsed, TurnOver
from assistant.messages import HEARING_RATE, Image, Pcm
from assistant.recorder import Recorder
from assistant.replay import compare, run, similarity
from assistant.talk import Headset, Recorded
from tests.actors import Eye, MakeScene, cast, scenes, spoken
from tests.conftest import Oriel

MADE_WITH = MadeWith({})
LINES = {1: "Tell me about Rome.", 2: "Stop.", 3: "How many cats are there?"}
ANSWERS: dict[str, str | Exception | None] = {"Tell me about Rome.": "Rome was not built in a day. " * 5}
TURN = TurnOver(0, "Hello?", "chat", "en", "Hi there, you.", "Hi there, you.", False, False, {})
EMPTY = Bundle(np.zeros(0, np.int16), np.zeros(0, np.int16), (TURN,), {}, MADE_WITH)


@pytest.fixture
def scene() -> Iterator[MakeScene]:
    yield from scenes()


@pytest.fixture
def cats(tmp_path: Path) -> Image:
    Pillow.new("RGB", (64, 48), "grey").save(tmp_path / "cats.png")
    return Album(tmp_path / "album").add_file(tmp_path / "cats.png").image


def recorded(scene: MakeScene, cats: Image, tmp_path: Path) -> Bundle:
    """Rome, an interruption, a picture, a spoken question about it, a typed one."""
    played = scene(cast(LINES, ANSWERS, eye=Eye({"cat": [(0.9, (1, 1, 9, 9))]})))
    kept = Recorder(played.session)
    kept.start(MADE_WITH)
    headset = Headset(played.session, played.clock, kept.feed)
    headset.play([Recorded(spoken(1), 0.0), Recorded(spoken(2, 0.6), 4.0)])
    played.session.show(cats, "cats.png")
    headset.play([Recorded(spoken(3), None)])
    kept.typed("Where are the cats?")
    played.session.ask("Where are the cats?")
    headset.finish()
    bundle.save(tmp_path / "kept.zip", kept.stop())
    return bundle.read(tmp_path / "kept.zip")


def test_same_models_hear_and_say_the_same(scene: MakeScene, cats: Image, tmp_path: Path) -> None:
    kept = recorded(scene, cats, tmp_path)
    assert [turn.heard for turn in kept.turns] == ["Tell me about Rome.", "Stop.", LINES[3], "Where are the cats?"]
    assert kept.turns[0].interrupted
    again = scene(cast(LINES, ANSWERS, eye=Eye({"cat": [(0.9, (1, 1, 9, 9))]})))
    turns = run(kept, {"pictures/1.png": cats}, again.session, again.clock)
    compared = compare(kept, turns, {})
    assert compared.differences == ()
    assert [turn.similarity for turn in compared.turns] == [1.0] * 4
    assert [turn.spoken for turn in turns] == [turn.spoken for turn in kept.turns], "cut at the same word, too"


def test_other_models_differ_and_it_is_told_where(scene: MakeScene, cats: Image, tmp_path: Path) -> None:
    kept = recorded(scene, cats, tmp_path)
    lines = LINES | {1: "Tell me about home."}
    again = scene(cast(lines, ANSWERS, eye=Eye({"cat": []})))
    compared = compare(kept, run(kept, {"pictures/1.png": cats}, again.session, again.clock), {})
    told = "\n".join(compared.differences)
    assert "turn 1: heard 'Tell me about Rome.' then, 'Tell me about home.' now" in told
    assert "turn 3: said " in told
    assert "turn 2" not in told


def test_each_difference_is_named() -> None:
    cases = [
        (replace_turn(heard="Hallo?"), "turn 1: heard 'Hello?' then, 'Hallo?' now"),
        (replace_turn(intent="find"), "turn 1: understood as 'chat' then, 'find' now"),
        (replace_turn(interrupted=True), "turn 1: the answer was 'not interrupted' then, 'interrupted' now"),
        (replace_turn(said="Hi there, who?"), "turn 1: said 'Hi there, you.' then, 'Hi there, who?' now (67% alike)"),
    ]
    for now, told in cases:
        assert compare(EMPTY, [now], {}).differences == (told,)
    assert compare(EMPTY, [TURN], {}).differences == ()


def test_turns_that_are_missing_or_new_are_named() -> None:
    assert compare(EMPTY, [], {}).differences == ("turn 1: 'Hello?' is missing now",)
    assert compare(EMPTY, [TURN, TURN], {}).differences == ("turn 2: 'Hello?' is new",)


def test_changed_model_is_told_and_is_no_difference_by_itself() -> None:
    then = ModelUsed("whisper", "1", {"model.bin": "a"})
    kept = replace(EMPTY, made_with=replace(MADE_WITH, models={"transcriber": then, "voice": then}))
    compared = compare(kept, [TURN], {"transcriber": replace(then, files={"model.bin": "b"}), "voice": then})
    (changed,) = compared.models
    assert (changed.role, changed.recorded, changed.now and changed.now.files) == (
        "transcriber",
        then,
        {"model.bin": "b"},
    )
    assert compared.differences == ()


def test_cut_answers_are_compared_as_far_as_both_go() -> None:
    cut = replace_turn(said="Rome was not built", interrupted=True)
    longer = replace_turn(said="Rome was not built in a day", interrupted=True)
    assert similarity(cut, longer) == 1.0
    assert similarity(replace_turn(said="Rome was not built"), replace_turn(said="Rome was not built in a day")) < 0.9
    assert similarity(cut, replace_turn(said="Berlin was never finished", interrupted=True)) < 0.5


def replace_turn(**changes: object) -> TurnOver:
    return msgspec.structs.replace(TURN, **changes)


# The command line.


Kept = tuple[Path, subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def kept_file(warm_oriel: Oriel, speech: Callable[[str], Pcm], tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A recording of one question, and what `oriel talk` printed."""
    folder, rest = tmp_path_factory.mktemp("kept"), silence(0.3, HEARING_RATE)
    padded = np.concatenate([rest, speech("What is the capital of Australia?"), rest])
    audio_files.write_wav(folder / "question.wav", padded, HEARING_RATE)
    out = folder / "kept.zip"
    return out, warm_oriel("talk", folder / "question.wav", "--fast", "--record", out, "--json")


def test_recorded_talk_is_replayed_and_is_the_same(warm_oriel: Oriel, kept_file: Kept) -> None:
    path, done = kept_file
    assert done.returncode == 0, done.stderr
    sessions = warm_oriel("history", "list", "--json").stdout
    again = warm_oriel("replay", path, "--json")
    assert again.returncode == 0, again.stderr
    told = json.loads(again.stdout)
    (turn,) = told["turns"]
    assert (told["same"], told["models"], told["differences"]) == (True, [], [])
    assert turn["recorded"]["heard"] == json.loads(done.stdout)["turns"][0]["heard"]
    assert "Canberra" in turn["now"]["said"]
    assert turn["similarity"] == 1.0
    assert warm_oriel("history", "list", "--json").stdout == sessions, "a replay is no conversation of the user's"


def test_replay_that_differs_ends_in_one_line_and_exit_1(warm_oriel: Oriel, kept_file: Kept, tmp_path: Path) -> None:
    kept = bundle.read(kept_file[0])
    turns = [msgspec.structs.replace(event, heard="Where is it?") for event in kept.turns]
    bundle.save(tmp_path / "x.zip", bundle.pack(replace(kept, events=tuple(turns))))
    again = warm_oriel("replay", tmp_path / "x.zip", "--json")
    assert again.returncode == 1
    (line,) = again.stderr.strip().splitlines()
    assert line.startswith("oriel: the replay differs: turn 1: heard 'Where is it?' then, 'What is the capital")
    assert json.loads(again.stdout)["same"] is False


def test_what_is_no_recording_is_one_line(warm_oriel: Oriel, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("no zip at all")
    done = warm_oriel("replay", tmp_path / "x.zip")
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.strip().splitlines()
    assert "is no recording that can be replayed" in line
    assert warm_oriel("talk", "x.wav", "--record", tmp_path / "none" / "x.zip").returncode == 1
