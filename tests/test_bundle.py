"""Recorded conversations as files: what goes in comes out, nothing that comes is trusted; and the recorder."""

import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import bundle, config, recorder
from assistant.bundle import Bundle, MadeWith, ModelUsed, PictureShown, StateChanged, TurnOver, Typed, pack, read, save
from assistant.errors import BadInput
from assistant.history import History
from assistant.made_with import RECORDED, made_with, take_up, teach
from assistant.messages import HEARING_RATE, Image
from assistant.plan import OwnIntent
from assistant.playback import RATE
from assistant.recorder import FULL, Recorder
from assistant.settings import SECTIONS
from assistant.talk import Headset, Recorded
from tests.actors import MakeScene, cast, scenes, spoken

MADE_WITH = MadeWith(
    {"listening": {"language": "de", "pause_s": 0.3}, "answers": {"seed": 7}},
    (OwnIntent("weather", "asks for the weather", ("Will it rain?", "Is it cold?", "Snow?")),),
    {"hot_words": "Wolfram"},
    models={"voice": ModelUsed("hibari", "1"), "transcriber": ModelUsed("whisper", "", {"model.bin": "ab"})},
)
TURN = TurnOver(900, "Hello?", "chat", "en", "Hi. You?", "Hi.", True, False, {"turn_end": 200, "done": None})
EVENTS = (
    StateChanged(0, "idle"),
    PictureShown(3, "pictures/1.png", "cat.png"),
    Typed(500, "How many cats?"),
    TURN,
)
MIC = np.arange(1000, dtype=np.int16)
KEPT = Bundle(MIC, np.arange(1500, dtype=np.int16), EVENTS, {"pictures/1.png": b"picture"}, MADE_WITH)


@pytest.fixture
def scene() -> Iterator[MakeScene]:
    yield from scenes()


def written(path: Path, change: Callable[[dict[str, bytes]], object] = lambda _: None) -> Path:
    """A good bundle's members, changed and packed again."""
    with zipfile.ZipFile(io.BytesIO(pack(KEPT))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_what_is_packed_is_read_again(tmp_path: Path) -> None:
    save(tmp_path / "x.zip", pack(KEPT))
    again = read(tmp_path / "x.zip")
    assert np.array_equal(again.mic, KEPT.mic)
    assert np.array_equal(again.sound, KEPT.sound)
    assert (again.events, again.pictures, again.made_with) == (KEPT.events, KEPT.pictures, MADE_WITH)
    assert again.turns == (TURN,)


def test_file_is_for_its_owner_alone_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    save(tmp_path / "x.zip", pack(KEPT))
    assert (tmp_path / "x.zip").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["x.zip"]


def test_file_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "x.zip").mkdir()
    with pytest.raises(BadInput, match="cannot write"):
        save(tmp_path / "x.zip", b"")
    assert [file.name for file in tmp_path.iterdir()] == ["x.zip"]


Change = Callable[[dict[str, bytes]], object]
BAD: list[tuple[Change, str]] = [
    (lambda members: members.update({"../../evil.sh": b"x"}), "'../../evil.sh' does not belong there"),
    (lambda members: members.update({"/etc/passwd": b"x"}), "does not belong there"),
    (lambda members: members.update({"pictures/../x.png": b"x"}), "does not belong there"),
    (lambda members: members.update({"pictures/1.sh": b"x"}), "does not belong there"),
    (lambda members: members.update({f"pictures/{n}.png": b"x" for n in range(1, 99)}), "104 files"),
    (lambda members: members.pop("models.json"), "models.json is missing"),
    (lambda members: members.update({"bundle.json": b'{"format": 2, "oriel": "9"}'}), "format 2, of Oriel '9'"),
    (lambda members: members.update({"bundle.json": b"{}"}), "bundle.json cannot be read"),
    (lambda members: members.update({"bundle.json": b" " * (1 << 20) + b"  "}), "at most 1,048,576"),
    (lambda members: members.update({"audio.wav": b"RIFF"}), "audio.wav is no WAV file"),
    (lambda members: members.update({"audio.wav": members["out.wav"]}), "audio.wav must be 16-bit mono at 16,000 Hz"),
    (lambda members: members.update({"settings.json": b"[" * 900_000}), "settings.json cannot be read"),
    (lambda members: members.update({"settings.json": b'{"settings": {}}'}), "settings.json cannot be read"),
    (lambda members: members.update({"models.json": b'{"voice": 1}'}), "models.json cannot be read"),
    (lambda members: members.update({"events.jsonl": b'{"event": "explode", "at": 1}'}), "events.jsonl cannot be read"),
    (lambda members: members.update({"events.jsonl": b'{"event": "typed", "at": -1, "text": ""}'}), "events.jsonl"),
    (lambda members: members.update({"events.jsonl": b'{"event": "typed", "at": 2000, "text": ""}'}), "longer than"),
    (lambda members: members.update({"events.jsonl": b""}), "pictures do not match"),
    (lambda members: members.pop("pictures/1.png"), "pictures do not match"),
]


@pytest.mark.parametrize(("change", "reason"), BAD, ids=[reason for _, reason in BAD])
def test_strange_bundle_is_refused_in_one_line(tmp_path: Path, change: Change, reason: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(written(tmp_path / "x.zip", change))
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 400


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no file at"):
        read(tmp_path / "none.zip")
    (tmp_path / "x.zip").write_bytes(b"")
    with pytest.raises(BadInput, match="no whole zip file"):
        read(tmp_path / "x.zip")
    good = written(tmp_path / "good.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(good[: len(good) // 2])
    with pytest.raises(BadInput, match="no whole zip file"):
        read(tmp_path / "cut.zip")


def test_no_damaged_byte_does_more_than_a_refusal(tmp_path: Path) -> None:
    good, path = written(tmp_path / "x.zip").read_bytes(), tmp_path / "x.zip"
    refused = 0
    for at in range(0, len(good), max(1, len(good) // 300)):
        path.write_bytes(good[:at] + bytes([good[at] ^ 0x55]) + good[at + 1 :])
        try:
            read(path)
        except BadInput:
            refused += 1
    assert refused > 200


def test_member_that_is_there_twice_or_packed_otherwise_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "x.zip")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("models.json", b"{}")
    with pytest.raises(BadInput, match=r"'models.json' is in it twice"):
        read(path)
    with zipfile.ZipFile(tmp_path / "y.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("models.json", b"{}")
    with pytest.raises(BadInput, match="in another way than by deflate"):
        read(tmp_path / "y.zip")


def test_every_section_of_the_settings_is_recorded_or_known_not_to_matter() -> None:
    without_matter = {"polly", "sounds", "keys", "page", "privacy"}
    assert set(SECTIONS) <= set(RECORDED) | without_matter, "does the new section change what is heard or said?"
    assert set(RECORDED) <= set(SECTIONS)


def test_settings_are_taken_up_again_and_name_no_path_and_no_device(home: Path) -> None:
    (home / "config.toml").write_text(
        '[listening]\nmicrophone = "Anna\'s headset"\nlanguage = "de"\n[answers]\ntemperature = 0.5\n'
        '[intents.weather]\nmeaning = "asks for the weather"\nexamples = ["Rain?", "Cold?", "Snow?"]\n'
    )
    before = config.load(os.environ)
    history = History(before.folders.history)
    history.learn("hot_words", "Wolfram")
    noted = made_with(before, history)
    history.close()
    packed = pack(replace(KEPT, made_with=noted))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".json"))
    assert str(home) not in text
    assert str(Path.home()) not in text
    assert "Anna" not in text
    apart = replace(before.folders, config=home / "apart", data=home / "apart")
    after = take_up(noted, apart)
    wanted = replace(before, folders=apart, listening=replace(before.listening, microphone=""))
    assert replace(after, models=before.models) == wanted
    assert after.models.profile in {"pocket", "cpu"}, "auto means what was there when it was recorded"
    again = History(after.folders.history)
    teach(noted, again)
    assert again.learned("hot_words") == "Wolfram"
    again.close()


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"keys": {"talk": "x"}}, r"settings \[keys\]"),
        ({"answers": {"charm": 3}}, "unknown setting 'charm'"),
        ({"answers": {"seed": -3}}, "seed must lie between"),
        ({"answers": {"seed": "many"}}, "seed must be of type int"),
    ],
)
def test_settings_that_there_are_not_are_refused(
    home: Path, settings: dict[str, dict[str, bundle.Value]], reason: str
) -> None:
    with pytest.raises(BadInput, match=reason):
        take_up(MadeWith(settings), config.load(os.environ).folders)


def test_chance_without_a_seed_is_noted(home: Path) -> None:
    (home / "config.toml").write_text('[answers]\npreset = "dialogue-guided-words"\n')
    settings = config.load(os.environ)
    history = History(settings.folders.history)
    assert not made_with(settings, history).repeatable
    history.close()


# The recorder.


def test_recorder_keeps_both_sides_in_step_and_what_happened(scene: MakeScene, tmp_path: Path) -> None:
    played = scene(cast({1: "Hello?", 2: "Who are you?"}, {"Hello?": "Hi there.", "Who are you?": "Oriel."}))
    kept = Recorder(played.session)
    headset = Headset(played.session, played.clock, kept.feed)
    headset.play([Recorded(spoken(9), None)])  # before the recording: nobody may find it in there
    kept.start(MADE_WITH)
    first = len(headset._recorded)
    headset.play([Recorded(spoken(1), None), Recorded(spoken(2), None)])
    kept_bundle = unpacked(kept.stop(), tmp_path)
    sound = np.concatenate(headset._recorded[first:])
    assert [turn.heard for turn in kept_bundle.turns] == ["Hello?", "Who are you?"]
    assert np.count_nonzero(kept_bundle.mic == 1001) == np.count_nonzero(kept_bundle.mic == 1002) == HEARING_RATE
    assert len(kept_bundle.mic) == len(sound) * HEARING_RATE // RATE
    shortened = np.pad(kept_bundle.sound, (0, len(sound) - len(kept_bundle.sound)))
    assert np.array_equal(shortened, sound), "Oriel's side lies where it sounded"
    states = [event.state for event in kept_bundle.events if isinstance(event, StateChanged)]
    assert states[0] == states[-1] == "idle"
    assert {"listening", "speaking"} <= set(states)


def test_recorder_keeps_of_a_cut_answer_what_was_heard(scene: MakeScene, tmp_path: Path) -> None:
    played = scene(cast({1: "Tell me.", 2: "Stop."}, {"Tell me.": "word " * 40}))
    kept = Recorder(played.session)
    kept.start(MADE_WITH)
    sound = Headset(played.session, played.clock, kept.feed).play([Recorded(spoken(1), 0.0), Recorded(spoken(2), 4.0)])
    kept_bundle = unpacked(kept.stop(), tmp_path)
    assert kept_bundle.turns[0].interrupted
    heard, kept_heard = np.count_nonzero(sound), np.count_nonzero(kept_bundle.sound)
    assert heard == kept_heard > 0


def test_pictures_and_typed_questions_stand_where_they_came(scene: MakeScene, tmp_path: Path) -> None:
    played = scene(cast({}, {"Hello?": "Hi."}))
    kept = Recorder(played.session)
    kept.start(MADE_WITH)
    headset = Headset(played.session, played.clock, kept.feed)
    headset.hear(np.zeros(HEARING_RATE, np.int16))
    (tmp_path / "cat.png").write_bytes(b"a picture")
    played.session.show(Image("0" * 64, str(tmp_path / "cat.png"), 4, 3), "my cat.png")
    headset.hear(np.zeros(HEARING_RATE, np.int16))
    kept.typed("Hello?")
    played.session.ask("Hello?")
    headset.finish()
    kept_bundle = unpacked(kept.stop(), tmp_path)
    assert kept_bundle.pictures == {"pictures/1.png": b"a picture"}
    (shown,) = [event for event in kept_bundle.events if isinstance(event, PictureShown)]
    (typed,) = [event for event in kept_bundle.events if isinstance(event, Typed)]
    assert shown.name == "my cat.png"
    assert abs(shown.at - HEARING_RATE) <= 2 * HEARING_RATE // 100
    assert abs(typed.at - 2 * HEARING_RATE) <= 2 * HEARING_RATE // 100
    assert kept_bundle.turns[0].heard == "Hello?"


def test_picture_that_is_gone_is_named(scene: MakeScene, tmp_path: Path) -> None:
    played = scene(cast({}, {}))
    played.session.show(Image("0" * 64, str(tmp_path / "gone.png"), 4, 3), "cat.png")
    kept = Recorder(played.session)
    kept.start(MADE_WITH)
    kept.feed(np.zeros(160, np.int16))
    with pytest.raises(BadInput, match=r"the picture 'cat.png' is gone"):
        kept.stop()


def test_corrected_turn_is_marked_and_an_ended_conversation_stays(scene: MakeScene, tmp_path: Path) -> None:
    played = scene(cast({1: "What is a wolf?", 2: "Hello?"}, {"What is a valve?": "A tap.", "Hello?": "Hi."}))
    kept = Recorder(played.session)
    kept.start(MADE_WITH)
    headset = Headset(played.session, played.clock, kept.feed)
    headset.play([Recorded(spoken(1), None)])
    played.session.correct(0, 3, "valve")
    headset.finish()
    played.session.begin_anew()
    headset.play([Recorded(spoken(2), None)])
    turns = unpacked(kept.stop(), tmp_path).turns
    assert [(turn.heard, turn.superseded) for turn in turns] == [
        ("What is a wolf?", True),
        ("What is a valve?", False),
        ("Hello?", False),
    ]


def test_nothing_is_kept_unless_asked(scene: MakeScene) -> None:
    played = scene(cast({1: "Hello?"}, {}))
    kept = Recorder(played.session)
    Headset(played.session, played.clock, kept.feed).play([Recorded(spoken(1), None)])
    assert played.heard == ["Hello?"], "the session hears through it all the same"
    assert not kept.is_recording
    with pytest.raises(BadInput, match="nothing was recorded"):
        kept.stop()


def test_recording_ends_by_itself_and_says_so(
    scene: MakeScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder, "LONGEST_S", 2)
    played = scene(cast({1: "Hello?", 2: "Who are you?"}, {}))
    kept = Recorder(played.session)
    kept.start(MADE_WITH)
    Headset(played.session, played.clock, kept.feed).play([Recorded(spoken(1), 0.0), Recorded(spoken(2), None)])
    assert not kept.is_recording
    assert played.session.snapshot().notice == FULL
    assert played.heard == ["Hello?", "Who are you?"], "the conversation goes on"
    kept_bundle = unpacked(kept.stop(), tmp_path)
    assert len(kept_bundle.mic) == 2 * HEARING_RATE
    assert len(kept_bundle.sound) <= 2 * RATE
    assert all(event.at <= 2 * HEARING_RATE for event in kept_bundle.events)


def unpacked(packed: bytes, folder: Path) -> Bundle:
    save(folder / "kept.zip", packed)
    return read(folder / "kept.zip")


def test_files_are_plain_enough_for_other_programs() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(KEPT))) as archive:
        lines = [json.loads(line) for line in archive.read("events.jsonl").splitlines()]
        assert json.loads(archive.read("models.json"))["transcriber"]["files"] == {"model.bin": "ab"}
    assert [line["event"] for line in lines] == ["state", "picture", "typed", "turn"]
    assert lines[-1]["times_ms"]["turn_end"] == 200
