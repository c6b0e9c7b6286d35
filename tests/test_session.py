"""Conversations as timelines: who speaks when, what is heard, what is remembered. Time is virtual."""

from collections.abc import Iterator
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
import pytest

from assistant import audience
from assistant.errors import BadInput, EngineDied
from assistant.history import History
from assistant.messages import Message, Request, Segment, TranscribeOptions, Utterance
from assistant.roles import Stream
from assistant.speakable import plain
from assistant.talk import Headset, Recorded
from tests.actors import MakeScene, Patience, Scene, Scribe, Tongue, Wit, cast, scenes, spoken

LONG = "One two three four five six. Seven eight nine ten. Eleven twelve thirteen. Fourteen fifteen."


@pytest.fixture
def scene() -> Iterator[MakeScene]:
    yield from scenes()


def test_question_is_answered_aloud(scene: MakeScene) -> None:
    played = scene(cast({1: "What is it?"}, {"What is it?": "It is blue."})).play((spoken(1), None))
    (turn,) = played.session.snapshot().turns
    assert (turn.heard, turn.said, turn.spoken) == ("What is it?", "It is blue.", "It is blue.")
    assert not turn.interrupted
    assert played.session.snapshot().state == "idle"
    first, last = played.audible_s()
    assert last - first == pytest.approx(0.9, abs=0.05)


def test_times_are_in_order_and_begin_at_the_end_of_speech(scene: MakeScene) -> None:
    played = scene(cast({1: "What is it?"}, {})).play((spoken(1), None))
    times = played.session.snapshot().turns[0].times_ms
    assert times.turn_end is not None
    assert times.first_sound is not None
    assert times.done is not None
    assert 150 <= times.turn_end <= 300, "0.2 s of silence, in frames of 32 ms"
    assert times.turn_end <= times.first_sound < times.done
    assert times.transcript is not None
    assert times.transcript <= times.turn_end, "the answer was prepared in the pause"


def test_next_question_sees_the_turn_before(scene: MakeScene) -> None:
    models = cast({1: "What is it?", 2: "And there?"}, {"What is it?": "It is blue."})
    scene(models).play((spoken(1), None), (spoken(2), None))
    assert isinstance(models.language_model, Wit)
    assert [message.text for message in models.language_model.prompts[-1]] == [
        "Be brief.",
        "What is it?",
        "It is blue.",
        "And there?",
    ]


def test_interruption_silences_cancels_and_keeps_only_what_was_heard(scene: MakeScene) -> None:
    models = cast({1: "Tell me.", 2: "Why blue?"}, {"Tell me.": LONG, "Why blue?": "Okay."})
    played = scene(models).play((spoken(1), None), (spoken(2, 0.6), 2.5))
    first, second = played.session.snapshot().turns
    assert first.interrupted
    assert 1 <= len(first.spoken.split()) <= 7
    assert LONG.startswith(first.spoken)
    kept = [message for message in played.session.snapshot().messages if message.role == "assistant"]
    assert kept[0].text == first.spoken
    assert second.spoken == "Okay."
    silent_from = round(2.9 * 24_000)
    assert not played.sound[silent_from : silent_from + 4_800].any(), "0.3 s of speech interrupt, at 2.5 s"


def test_interrupted_language_model_is_cancelled(scene: MakeScene) -> None:
    models = cast({1: "Tell me.", 2: "Stop."}, {"Tell me.": None, "Stop.": "Okay."})
    played = scene(models)
    played.session.ask("Tell me.")
    # A model that stalls never settles, so this scene runs in real time.
    Headset(played.session, None).play([Recorded(spoken(2, 0.6), 0.2)])
    assert isinstance(models.language_model, Wit)
    assert models.language_model.cancelled == ["Tell me."]
    assert [turn.heard for turn in played.session.snapshot().turns] == ["Tell me.", "Stop."]


def test_pause_inside_a_sentence_is_one_turn_and_leaves_no_trace(scene: MakeScene) -> None:
    models = replace(cast({1: "Sing a", 2: "song."}, {}), turn_detector=Patience({1}))
    played = scene(models).play((np.concatenate([spoken(1), np.zeros(12_800, np.int16), spoken(2)]), None))
    assert [turn.heard for turn in played.session.snapshot().turns] == ["Sing a song."]
    assert [message.text for message in played.session.snapshot().messages] == ["Sing a song.", "I see."]
    assert isinstance(models.voice, Tongue)


def test_incomplete_sentence_is_answered_after_the_longest_pause(scene: MakeScene) -> None:
    models = replace(cast({1: "Find the"}, {}), turn_detector=Patience({1}))
    played = scene(models).play((spoken(1), None))
    (turn,) = played.session.snapshot().turns
    assert turn.times_ms.turn_end == pytest.approx(3000, abs=60)


def test_words_that_go_on_before_the_answer_is_heard_belong_to_the_turn(scene: MakeScene) -> None:
    models = cast({1: "Sing a song", 2: "about the sea."}, {"Sing a song": None})
    played = scene(models)
    gap = np.zeros(round(0.6 * 16_000), np.int16)
    Headset(played.session, None).play([Recorded(np.concatenate([spoken(1), gap, spoken(2)]), None)])
    assert [turn.heard for turn in played.session.snapshot().turns] == ["Sing a song about the sea."]
    assert [message.role for message in played.session.snapshot().messages] == ["user", "assistant"]


def test_noise_without_words_is_no_turn(scene: MakeScene) -> None:
    played = scene(cast({1: ""}, {})).play((spoken(1), None))
    assert played.session.snapshot().turns == ()
    assert played.session.snapshot().state == "idle"
    assert not played.sound.any()


def test_long_answer_is_spoken_for_two_sentences_and_asks(scene: MakeScene) -> None:
    played = scene(cast({1: "Explain."}, {"Explain.": LONG})).play((spoken(1), None))
    (turn,) = played.session.snapshot().turns
    assert turn.said == LONG
    assert turn.spoken == "One two three four five six. Seven eight nine ten. More?"


def test_there_is_no_gap_between_pieces(scene: MakeScene) -> None:
    answer = "Well, one two three. Four five six, seven eight nine."
    played = scene(cast({1: "Go."}, {"Go.": answer})).play((spoken(1), None))
    audible = np.flatnonzero(played.sound)
    assert len(audible) == audible[-1] - audible[0] + 1 == 10 * round(0.3 * 24_000)


def test_yes_goes_on_where_it_stopped_without_repeating(scene: MakeScene) -> None:
    models = cast({1: "Explain.", 2: "Yes, please."}, {"Explain.": LONG})
    played = scene(models).play((spoken(1), None), (spoken(2), None))
    assert played.session.snapshot().turns[1].spoken == "Eleven twelve thirteen. Fourteen fifteen."


def test_just_read_it_reads_everything(scene: MakeScene) -> None:
    question = "Explain, just read it all out."
    played = scene(cast({1: question}, {question: LONG})).play((spoken(1), None))
    assert played.session.snapshot().turns[0].spoken == LONG


def test_answer_stops_before_twelve_seconds(scene: MakeScene) -> None:
    sentence = "So " + " ".join(["word"] * 34) + "."
    played = scene(cast({1: "Explain."}, {"Explain.": f"{sentence} {sentence}"})).play((spoken(1), None))
    (turn,) = played.session.snapshot().turns
    assert turn.spoken == f"{sentence} More?"


def test_failed_answer_is_said_and_the_next_turn_works(scene: MakeScene) -> None:
    died = EngineDied("the engine died while running llama; this answer is lost, the next one will work")
    models = cast({1: "Tell me.", 2: "And now?"}, {"Tell me.": died, "And now?": "Now it works."})
    played = scene(models).play((spoken(1), None))
    assert "engine died" in played.session.snapshot().notice
    played.play((spoken(2), None))
    assert played.session.snapshot().turns[-1].spoken == "Now it works."
    assert played.session.snapshot().notice == ""


def test_failed_transcription_is_said_and_the_next_turn_works(scene: MakeScene) -> None:
    models = cast({1: "Tell me."}, {})
    played = scene(models)
    assert isinstance(models.transcriber, Scribe)
    models.transcriber.fail = True
    played.play((spoken(1), None))
    assert "engine died" in played.session.snapshot().notice
    models.transcriber.fail = False
    played.play((spoken(1), None))
    assert [turn.heard for turn in played.session.snapshot().turns] == ["Tell me."]


def test_typed_question_takes_the_same_path(scene: MakeScene) -> None:
    played = scene(cast({2: "And?"}, {"What is it?": "It is blue."}))
    asked = played.session.ask("What is it?")
    played.play((spoken(2), None))
    assert asked.result(5).said == "It is blue."
    assert [turn.heard for turn in played.session.snapshot().turns] == ["What is it?", "And?"]


def test_typed_question_interrupts_the_answer(scene: MakeScene) -> None:
    played = scene(cast({}, {"Tell me.": LONG, "Why blue?": "Okay."}))
    first = played.session.ask("Tell me.")
    played.session.settle()
    played.session.playback.pull(24_000)
    second = played.session.ask("Why blue?")
    played.play((np.zeros(1600, np.int16), None))
    assert first.result(5).interrupted
    assert 2 <= len(first.result(5).spoken.split()) <= 4
    assert second.result(5).spoken == "Okay."


@pytest.mark.parametrize(("text", "says"), [("", "empty"), ("  \n", "empty"), ("x" * 100_000, "100,000 characters")])
def test_question_that_cannot_be_taken_is_refused_in_a_line(scene: MakeScene, text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        scene(cast({}, {})).session.ask(text)


class Listening(Scribe):
    """Notes which language it was told to expect."""

    def __init__(self, lines: dict[int, str]) -> None:
        super().__init__(lines)
        self.told: list[str | None] = []

    def transcribe(self, utterance: Utterance, options: TranscribeOptions) -> Stream[Segment]:
        self.told.append(options.language)
        return super().transcribe(utterance, options)


def test_language_is_held_once_a_longer_turn_was_heard_in_it(scene: MakeScene) -> None:
    scribe = Listening({1: "Hello.", 2: "What is the capital here?", 3: "And there?"})
    models = replace(cast({}, {}), transcriber=scribe)
    scene(models).play((spoken(1), None), (spoken(2), None), (spoken(3), None))
    assert scribe.told == [None, None, "en"]


def test_turns_are_kept_in_the_history(scene: MakeScene, tmp_path: Path) -> None:
    history = History(tmp_path / "history.sqlite")
    scene(cast({1: "What is it?"}, {"What is it?": "It is blue."}), history).play((spoken(1), None))
    (session,) = history.sessions()
    assert [(turn.heard, turn.said) for turn in history.turns(session.id)] == [("What is it?", "It is blue.")]


def test_messages_are_those_of_the_conversation(scene: MakeScene) -> None:
    played = scene(cast({1: "What is it?"}, {"What is it?": "It is blue."})).play((spoken(1), None))
    assert played.session.snapshot().messages == (Message("user", "What is it?"), Message("assistant", "It is blue."))


def test_closing_in_the_middle_of_an_answer_ends_everything(scene: MakeScene) -> None:
    played = Scene(cast({}, {"Tell me.": None}))
    asked = played.session.ask("Tell me.")
    played.session.close()
    assert asked.result(5).interrupted


def test_question_typed_while_somebody_speaks_gives_way_and_is_kept(scene: MakeScene) -> None:
    played = scene(cast({1: "And now?"}, {"Tell me.": LONG, "And now?": "Now this."}))
    for _ in range(50):
        played.session.feed(spoken(1, 0.01))
    asked = played.session.ask("Tell me.")
    played.session.settle()
    played.play((np.zeros(1600, np.int16), None))
    assert asked.result(5).interrupted
    assert [turn.heard for turn in played.session.snapshot().turns] == ["Tell me.", "And now?"]
    assert played.session.snapshot().turns[1].spoken == "Now this."
    assert played.session.snapshot().state == "idle"


def test_interrupt_in_a_pause_does_not_lose_the_words(scene: MakeScene) -> None:
    models = replace(cast({1: "Find the dog"}, {}), turn_detector=Patience({1}))
    played = scene(models)
    for _ in range(100):
        played.session.feed(spoken(1, 0.01))
    for _ in range(50):
        played.session.feed(np.zeros(160, np.int16))
    played.session.interrupt()
    played.play((np.zeros(1600, np.int16), None))
    assert [turn.heard for turn in played.session.snapshot().turns] == ["Find the dog"]


def test_half_a_character_is_replaced_and_the_answer_comes(scene: MakeScene, tmp_path: Path) -> None:
    played = scene(cast({}, {}), History(tmp_path / "history.sqlite"))
    asked = played.session.ask("caf\udce9?")
    played.play((np.zeros(1600, np.int16), None))
    assert asked.result(5).said == "I see."


def test_code_is_announced_once_and_not_read(scene: MakeScene) -> None:
    answer = "Here it is:\n```python\ndef add(a, b):\n    return a + b\n```\nCall it with two numbers."
    played = scene(cast({1: "Go on, everything."}, {"Go on, everything.": answer})).play((spoken(1), None))
    (turn,) = played.session.snapshot().turns
    assert turn.spoken == "Here it is: The code is on the screen. Call it with two numbers."
    assert turn.said == answer


def test_interrupted_answer_goes_on_and_what_was_not_yet_written_is_asked_for(scene: MakeScene) -> None:
    models = cast({2: "Stop.", 3: "Go on."}, {"Tell me.": "One two three four…"})
    played = scene(models)
    played.session.ask("Tell me.")
    # A model that stalls never settles, so this scene runs in real time.
    Headset(played.session, None).play([Recorded(spoken(2, 0.6), 0.4), Recorded(spoken(3, 0.6), 3.0)])
    assert [turn.spoken for turn in played.session.snapshot().turns][2] == "One two three four I see."
    assert isinstance(models.language_model, Wit)
    asked = models.language_model.prompts[-1][-1].text
    assert asked.startswith("Go on. ")
    assert 'after these words: "One two three four"' in asked


def test_answer_that_cannot_be_said_does_not_ask_for_more(scene: MakeScene) -> None:
    answer = "One two. Three four. 😀"
    played = scene(cast({1: "Go."}, {"Go.": answer})).play((spoken(1), None))
    assert played.session.snapshot().turns[0].spoken == "One two. Three four."


def test_open_microphone_keeps_only_the_last_seconds(scene: MakeScene) -> None:
    session = scene(cast({}, {})).session
    for _ in range(6_000):
        session.feed(np.zeros(1_600, np.int16))
    session.settle()
    assert len(session._dialogue._ear._recording) < 12 * 16_000, "of ten minutes"


def test_stop_said_over_an_answer_is_obeyed_without_a_word(scene: MakeScene) -> None:
    models = cast({1: "Tell me.", 2: "Stop."}, {"Tell me.": LONG})
    played = scene(models).play((spoken(1), None), (spoken(2, 0.6), 2.5))
    answered, stopped = played.session.snapshot().turns
    assert answered.interrupted
    assert (stopped.intent, stopped.said, stopped.spoken) == ("control", "", "")
    assert played.audible_s()[1] < 2.9
    assert [message.role for message in played.session.snapshot().messages] == ["user", "assistant"]


def test_words_show_while_they_are_spoken_and_the_model_reads_ahead(scene: MakeScene) -> None:
    seen: list[tuple[str, bool]] = []
    played = scene(cast({1: "What is", 2: "the time?"}, {}), drafts=True)
    played.session.watch(lambda: seen.append(astuple(played.session.snapshot().live)))
    played.play((np.concatenate([spoken(1), spoken(2)]), None))
    shown = list(dict.fromkeys(seen))
    assert shown == [("", False), ("What is", False), ("What is the time?", False), ("What is the time?", True)]
    wit = played.models.language_model
    assert isinstance(wit, Wit)
    asked = [prompt[-1].text for prompt in wit.prompts]
    assert asked[0] == "What", "the last word may still change"
    assert asked[-1] == "What is the time?"
    assert len(played.session.snapshot().turns) == 1


def test_drafts_leave_no_trace_in_the_conversation(scene: MakeScene) -> None:
    played = scene(cast({1: "What is", 2: ""}, {}), drafts=True).play((spoken(2, 2.0), None))
    assert played.session.snapshot().turns == ()
    assert played.session.snapshot().live.text == ""


def test_correction_by_voice_asks_again_and_is_learned(scene: MakeScene, tmp_path: Path) -> None:
    history = History(tmp_path / "history.sqlite")
    models = cast({1: "What does a wolf cost?", 2: "No, valve: V-A-L-V-E."}, {"What does a valve cost?": "Ten."})
    played = scene(models, history).play((spoken(1), None), (spoken(2), None))
    wrong, right = played.session.snapshot().turns
    assert (wrong.heard, wrong.superseded) == ("What does a wolf cost?", True)
    assert (right.heard, right.said, right.superseded) == ("What does a valve cost?", "Ten.", False)
    assert [message.text for message in played.session.snapshot().messages] == ["What does a valve cost?", "Ten."]
    assert history.learned("hot_words") == "valve"
    assert [turn.superseded for turn in history.turns(history.sessions()[0].id)] == [True, False]


def test_corrected_word_is_expected_by_the_transcriber(scene: MakeScene) -> None:
    told: list[str] = []

    class Listening(Scribe):
        def transcribe(self, utterance: Utterance, options: TranscribeOptions) -> Stream[Segment]:
            told.append(options.hot_words)
            return super().transcribe(utterance, options)

    models = replace(cast({}, {}), transcriber=Listening({1: "What does a wolf cost?", 2: "And here?"}))
    played = scene(models).play((spoken(1), None))
    played.session.correct(0, 3, "valve")
    played.play((spoken(2), None))
    assert told == ["Oriel", "Oriel, valve"]
    assert [turn.heard for turn in played.session.snapshot().turns][1:] == ["What does a valve cost?", "And here?"]


def test_correcting_what_is_not_there_changes_nothing(scene: MakeScene) -> None:
    played = scene(cast({1: "What is it?"}, {})).play((spoken(1), None))
    for place, word in [(7, 0), (-1, 0), (0, 99), (0, -1)]:
        played.session.correct(place, word, "valve")
    played.session.settle()
    assert [turn.superseded for turn in played.session.snapshot().turns] == [False]


def test_released_key_ends_the_turn_at_once(scene: MakeScene) -> None:
    played = scene(cast({1: "Tell me."}, {}, lambda: {1}))
    session = played.session
    session.feed(spoken(1))
    session.finish()
    played.play((np.zeros(1600, np.int16), None))
    (turn,) = session.snapshot().turns
    assert turn.heard == "Tell me."
    assert turn.times_ms.turn_end is not None
    assert turn.times_ms.turn_end < 32, "although it sounds incomplete"
    assert isinstance(played.models.transcriber, Scribe)
    (utterance,) = played.models.transcriber.utterances
    assert utterance.duration_s == pytest.approx(1.0, abs=0.05)


def test_finishing_in_silence_does_nothing(scene: MakeScene) -> None:
    played = scene(cast({}, {}))
    played.session.finish()
    played.session.settle()
    assert played.session.snapshot().state == "idle"


def test_aside_is_spoken_and_belongs_to_no_turn(scene: MakeScene) -> None:
    played = scene(cast({}, {}))
    played.session.say("I hear you.")
    played.play((np.zeros(1600, np.int16), None))
    first, last = played.audible_s()
    assert last - first == pytest.approx(0.9, abs=0.05)
    assert played.session.snapshot().turns == ()
    assert played.session.snapshot().state == "idle"


def test_speaking_over_an_aside_silences_it(scene: MakeScene) -> None:
    played = scene(cast({1: "What is it?"}, {"What is it?": "Blue."}))
    played.session.say("I hear you and I could say a great many more words than these about it.")
    played.play((spoken(1), 0.5))
    (turn,) = played.session.snapshot().turns
    assert turn.spoken == "Blue.", "nothing of the aside is taken for the answer"


def test_without_ears_an_answer_is_written_and_counts_as_given(scene: MakeScene) -> None:
    played = scene(cast({}, {"Tell me.": "It is blue."}))
    played.session.let_hear(False)
    turn = played.session.ask("Tell me.").result(5)
    assert (turn.said, turn.spoken, turn.interrupted) == ("It is blue.", "", False)
    assert played.session.snapshot().messages[-1].text == "It is blue."


def test_sound_that_nobody_takes_ends_the_turn(scene: MakeScene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audience, "NOBODY_LISTENS_S", 0.2)
    played = scene(cast({}, {"Tell me.": "It is blue."}))
    turn = played.session.ask("Tell me.").result(5)
    assert (turn.said, turn.spoken, turn.interrupted) == ("It is blue.", "", True)
    assert played.session.snapshot().state == "idle"


def test_new_conversation_forgets_the_old_one(scene: MakeScene) -> None:
    models = cast({1: "What is it?", 2: "New conversation.", 3: "And now?"}, {})
    played = scene(models).play((spoken(1), None), (spoken(2), None), (spoken(3), None))
    assert [turn.heard for turn in played.session.snapshot().turns] == ["And now?"]
    wit = played.models.language_model
    assert isinstance(wit, Wit)
    assert [message.text for message in wit.prompts[-1][1:]] == ["And now?"]


def test_what_only_a_page_can_do_is_passed_on_once(scene: MakeScene) -> None:
    models = cast({1: "Mute.", 2: "Open the settings."}, {})
    played = scene(models).play((spoken(1), None), (spoken(2), None))
    assert played.session.snapshot().request == Request(2, "open", "settings")
    assert [turn.intent for turn in played.session.snapshot().turns] == ["control", "control"]


def test_dead_microphone_is_named_once_and_another_proposed(scene: MakeScene) -> None:
    played = scene(cast({}, {}))
    played.session.listen_through("USB Mic", ("Webcam",))
    played.play((np.zeros(16_000 * 8, np.int16), None))
    snapshot = played.session.snapshot()
    assert snapshot.notice == "I hear nothing from 'USB Mic'. Try 'Webcam'?"
    assert snapshot.remedy == "Webcam"
    tongue = played.models.voice
    assert isinstance(tongue, Tongue)
    assert " ".join(tongue.said) == plain(snapshot.notice)
