"""What happens when things come at the wrong moment, as timelines under a virtual clock."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import audience
from assistant.errors import EngineDied
from assistant.history import History
from assistant.messages import AudioChunk, Request
from assistant.reply import LONGEST_CORRECTED, order
from assistant.roles import Stream
from assistant.talk import Headset, Recorded
from tests.actors import MakeScene, Patience, Scene, Tongue, Wit, cast, scenes, spoken

LONG = "One two three four five six. Seven eight nine ten. Eleven twelve thirteen. Fourteen fifteen."
TO_THE_END = "One two three four five six. Seven eight nine ten. More?"
WOLF, VALVE = "What does a wolf cost?", "What does a valve cost?"
NO_VALVE = "No, valve: V-A-L-V-E."


@pytest.fixture
def scene() -> Iterator[MakeScene]:
    yield from scenes()


def closed(scene: Scene) -> Scene:
    """Wait until it is idle again."""
    while scene.state != "idle":
        scene.perform(0.5)
    return scene


# The end of a turn.


def test_key_released_in_a_pause_lets_the_prepared_answer_out(scene: MakeScene) -> None:
    played = scene(replace(cast({1: "Find the"}, {}), turn_detector=Patience({1})))
    played.perform(2.5, (0.0, spoken(1)), (1.5, played.session.finish))
    (turn,) = played.session.snapshot().turns
    assert turn.times_ms.turn_end == pytest.approx(500, abs=40)
    assert played.prompts == [["Find the"]], "it was not made again"


def test_finishing_twice_makes_one_turn(scene: MakeScene) -> None:
    played = scene(cast({1: "Explain it."}, {}))
    played.perform(2.0, (0.0, spoken(1)), (1.0, played.session.finish), (1.0, played.session.finish))
    assert closed(played).heard == ["Explain it."]


def test_order_that_was_prepared_twice_is_obeyed_once(scene: MakeScene) -> None:
    played = scene(replace(cast({1: "Open the", 2: "settings."}, {}), turn_detector=Patience({1})))
    played.perform(3.0, (0.0, spoken(1, 0.5)), (0.8, spoken(2, 0.5)))
    assert played.session.snapshot().request == Request(1, "open", "settings")
    played = scene(replace(cast({1: "Mute."}, {}), turn_detector=Patience({1})))
    played.perform(5.0, (0.0, spoken(1, 0.5)), (0.8, spoken(1, 0.5)))
    assert played.session.snapshot().request == Request(1, "mute", "")


def test_long_speech_beside_a_typed_question_is_heard_from_its_beginning(scene: MakeScene) -> None:
    played = scene(cast({1: "First", 2: "and last."}, {"Hello?": "Hi."}))
    speech = np.concatenate([spoken(1, 2.0), spoken(2, 12.0)])
    played.perform(16.0, (0.0, speech), (1.0, lambda: played.session.ask("Hello?")))
    assert closed(played).heard == ["Hello?", "First and last."]


def test_state_is_listening_again_once_a_question_typed_meanwhile_is_answered(scene: MakeScene) -> None:
    played = scene(cast({1: "Well."}, {"Hello?": "Hi."}))
    played.perform(4.0, (0.0, spoken(1, 4.0)), (0.5, lambda: played.session.ask("Hello?")))
    assert (played.state, played.heard) == ("listening", ["Hello?"])


def test_words_said_before_a_typed_question_are_not_lost(scene: MakeScene) -> None:
    played = scene(replace(cast({1: "Find the dog"}, {}), turn_detector=Patience({1})))
    played.perform(6.0, (0.0, spoken(1)), (1.5, lambda: played.session.ask("Hello?")))
    assert closed(played).heard == ["Hello?", "Find the dog"]


def test_question_typed_in_a_pause_gives_way_when_the_speaker_goes_on(scene: MakeScene) -> None:
    played = scene(replace(cast({1: "Find the", 2: "dog."}, {"Hello?": LONG}), turn_detector=Patience({1})))
    asked = []
    played.perform(
        5.0, (0.0, spoken(1)), (1.5, lambda: asked.append(played.session.ask("Hello?"))), (2.0, spoken(2, 2.0))
    )
    assert asked[0].result(1).interrupted
    assert played.is_silent(2.1, 4.0)
    assert closed(played).heard == ["Hello?", "Find the dog."]


# Corrections.


def test_correction_over_the_wrong_answer_ends_it_and_asks_again(scene: MakeScene) -> None:
    played = scene(cast({1: WOLF, 2: NO_VALVE}, {WOLF: LONG, VALVE: "Ten."}))
    played.perform(5.0, (0.0, spoken(1)), (2.0, spoken(2)))
    wrong, right = closed(played).session.snapshot().turns
    assert (wrong.superseded, wrong.interrupted) == (True, True)
    assert (right.heard, right.spoken) == (VALVE, "Ten.")
    assert played.messages == [VALVE, "Ten."]


def test_turn_whose_answer_failed_can_be_corrected(scene: MakeScene) -> None:
    played = scene(cast({1: WOLF, 2: NO_VALVE}, {WOLF: EngineDied("the engine died"), VALVE: "Ten."}))
    played.perform(6.0, (0.0, spoken(1)), (2.0, spoken(2)))
    assert closed(played).messages == [VALVE, "Ten."]
    assert [turn.superseded for turn in played.session.snapshot().turns] == [True, False]


def test_order_is_no_question_that_could_be_corrected(scene: MakeScene) -> None:
    played = scene(cast({1: WOLF, 2: "Slower.", 3: NO_VALVE}, {VALVE: "Ten."}))
    played.perform(8.0, (0.0, spoken(1)), (3.0, spoken(2)), (5.0, spoken(3)))
    assert closed(played).heard == [WOLF, "Slower.", VALVE]


def test_corrected_turn_is_not_corrected_again(scene: MakeScene) -> None:
    played = scene(cast({}, {}))
    played.session.ask("Wolf")
    closed(played.perform(1.0)).session.correct(0, 0, "")
    asked = played.session.ask("No, valve: V-O-L-F.")
    played.session.correct(0, 0, "valve")
    closed(played.perform(1.0))
    assert asked.result(1).heard == "No, valve: V-O-L-F.", "a question, since there is nothing to correct"
    assert played.heard == ["Wolf", "No, valve: V-O-L-F."]


def test_typed_correction_answers_whoever_typed_it(scene: MakeScene) -> None:
    played = scene(cast({}, {VALVE: "Ten."}))
    played.session.ask(WOLF)
    closed(played.perform(1.0))
    asked = played.session.ask(NO_VALVE)
    closed(played.perform(1.0))
    assert (asked.result(1).heard, asked.result(1).said) == (VALVE, "Ten.")


def test_click_on_a_word_while_somebody_speaks_loses_no_words(scene: MakeScene) -> None:
    played = scene(cast({1: WOLF, 2: "And here?"}, {VALVE: LONG}))
    closed(played.perform(3.0, (0.0, spoken(1))))
    played.perform(4.0, (0.0, spoken(2)), (0.5, lambda: played.session.correct(0, 3, "valve")))
    assert closed(played).heard == [WOLF, VALVE, "And here?"]


def test_click_on_a_word_in_a_pause_loses_no_words(scene: MakeScene) -> None:
    played = scene(replace(cast({1: WOLF, 2: "And here?"}, {}), turn_detector=Patience({2})))
    closed(played.perform(3.0, (0.0, spoken(1))))
    played.perform(6.0, (0.0, spoken(2)), (1.5, lambda: played.session.correct(0, 3, "valve")))
    assert closed(played).heard == [WOLF, VALVE, "And here?"]
    assert played.messages[-2:] == ["And here?", "I see."]


def test_speech_before_a_corrected_answer_sounds_is_a_turn_of_its_own(scene: MakeScene) -> None:
    played = scene(cast({1: WOLF, 2: "And here?"}, {VALVE: None}))
    closed(played.perform(3.0, (0.0, spoken(1))))
    played.session.correct(0, 3, "valve")
    Headset(played.session, None).play([Recorded(spoken(2, 0.5), 0.2)])  # a model that stalls never settles
    assert played.heard == [WOLF, VALVE, "And here?"]


def test_correcting_what_the_model_no_longer_reads_hides_nothing_later(scene: MakeScene) -> None:
    played = scene(cast({}, {}), context_tokens=530)
    for text in ["Wolf", "Two", "Three", "Four", "Five", "Six"]:
        played.session.ask(text)
        closed(played.perform(1.0))
    read_before = played.prompts[-1]
    assert read_before[0] not in ("Wolf", "Two"), "the oldest were trimmed"
    played.session.correct(0, 0, "Valve")
    closed(played.perform(1.0))
    assert played.prompts[-1] == [*read_before, "I see.", "Valve"]


def test_search_for_the_misheard_word_is_bounded() -> None:
    words = "what does the big yellow wolf on the table cost".split()
    assert order(NO_VALVE, " ".join((words * 9)[:LONGEST_CORRECTED])) is not None
    assert order(NO_VALVE, " ".join(words * 1000)) is None


# Another conversation.


def test_new_conversation_in_the_middle_of_an_answer_is_silent_and_empty(scene: MakeScene) -> None:
    played = scene(cast({1: "Explain it."}, {"Explain it.": LONG}))
    played.perform(4.0, (0.0, spoken(1)), (2.0, played.session.begin_anew))
    assert played.is_silent(2.05, 4.0)
    assert (played.state, played.heard, played.messages) == ("idle", [], [])


def test_new_conversation_in_a_pause_takes_the_words_that_are_being_said(scene: MakeScene) -> None:
    played = scene(replace(cast({1: WOLF, 2: "And here?"}, {}), turn_detector=Patience({2})))
    closed(played.perform(3.0, (0.0, spoken(1))))
    played.perform(6.0, (0.0, spoken(2)), (1.5, played.session.begin_anew))
    assert closed(played).heard == ["And here?"]
    assert played.messages == ["And here?", "I see."]
    assert played.prompts[-1] == ["And here?"], "it was prepared again, without what was before"


def test_new_conversation_ends_an_aside(scene: MakeScene) -> None:
    played = scene(cast({}, {}))
    played.perform(2.0, (0.0, lambda: played.session.say(LONG)), (1.0, played.session.begin_anew))
    assert played.is_silent(1.05, 2.0)
    assert played.state == "idle"


# Orders.


def test_language_that_was_asked_for_is_held(scene: MakeScene) -> None:
    played = scene(cast({1: "Switch to German.", 2: "What is the capital of France?"}, {}))
    played.perform(6.0, (0.0, spoken(1)), (2.0, spoken(2)))
    assert closed(played).session.snapshot().language == "de"


def test_speed_asked_for_by_voice_outlives_another_setting(scene: MakeScene) -> None:
    speeds: list[float] = []

    class Metronome(Tongue):
        def speak(self, text, speed=1.0, language="en"):  # type: ignore[no-untyped-def]
            speeds.append(speed)
            return super().speak(text, speed, language)

    played = scene(replace(cast({1: "Slower.", 2: "Yes?"}, {"Yes?": "Yes."}), voice=Metronome()))
    played.perform(2.0, (0.0, spoken(1)))
    played.session.adjust(replace(played.settings, hot_words="valve"))
    closed(played.perform(2.0, (0.0, spoken(2))))
    played.session.adjust(replace(played.settings, speed=1.5))
    played.session.ask("Yes?")
    closed(played.perform(2.0))
    assert speeds == [pytest.approx(1 / 1.2), 1.5]


def test_repeat_says_again_what_was_said_and_more_still_follows(scene: MakeScene) -> None:
    played = scene(cast({1: "Explain.", 2: "Say that again.", 3: "Yes."}, {"Explain.": LONG}))
    closed(played.perform(3.0, (0.0, spoken(1))))
    said = len(played.said)
    closed(played.perform(3.0, (0.0, spoken(2, 0.5))))
    assert " ".join(" ".join(played.said[said:]).split()) == TO_THE_END
    closed(played.perform(3.0, (0.0, spoken(3, 0.5))))
    assert played.session.snapshot().turns[-1].spoken == "Eleven twelve thirteen. Fourteen fifteen."


def test_repeat_with_nothing_said_says_so(scene: MakeScene) -> None:
    played = closed(scene(cast({1: "Say that again."}, {})).perform(2.0, (0.0, spoken(1))))
    assert " ".join(" ".join(played.said).split()) == "I have not said anything yet."


def test_repeat_can_be_interrupted_and_asked_for_again(scene: MakeScene) -> None:
    played = scene(
        cast({1: "Explain it.", 2: "Say that again.", 3: "Stop."}, {"Explain it.": "One two three four five six."})
    )
    played.perform(4.0, (0.0, spoken(1)))
    played.perform(4.0, (0.0, spoken(2, 0.5)), (1.2, spoken(3, 0.6)))
    assert played.is_silent(1.6, 4.0)
    assert played.state == "idle"
    said = len(played.said)
    played.perform(4.0, (0.0, spoken(2, 0.5)))
    assert " ".join(" ".join(played.said[said:]).split()) == "One two three four five six."
    assert played.messages == ["Explain it.", "One two three four five six."], "it stands there once"


def test_typed_order_is_obeyed_and_answers_whoever_typed_it(scene: MakeScene) -> None:
    played = scene(cast({}, {}))
    asked = played.session.ask("Mute!")
    played.perform(0.1)
    assert (asked.result(1).intent, asked.result(1).said) == ("control", "")
    assert played.session.snapshot().request == Request(1, "mute", "")
    asked = played.session.ask("New conversation")
    played.perform(0.1)
    assert asked.result(1).intent == "control"
    assert (played.state, played.heard) == ("idle", [])


# Asides and notices.


@pytest.mark.parametrize("at", [0.5, 1.1, 2.0])
def test_aside_neither_cuts_an_answer_nor_speaks_over_the_user(scene: MakeScene, at: float) -> None:
    played = scene(cast({1: "Explain it."}, {"Explain it.": "One two three four five six."}))
    played.perform(4.0, (0.0, spoken(1)), (at, lambda: played.session.say("I hear you.")))
    (turn,) = closed(played).session.snapshot().turns
    assert (turn.spoken, turn.interrupted) == ("One two three four five six.", False)
    assert played.said == ["One two three four five six."]
    assert played.prompts == [["Explain it."]]


@pytest.mark.parametrize("at", [0.5, 1.1, 2.0])
def test_notice_is_shown_at_once_and_said_when_all_is_quiet(scene: MakeScene, at: float) -> None:
    played = scene(cast({1: "Explain it."}, {"Explain it.": "One two three four five six."}))
    played.perform(at + 0.1, (0.0, spoken(1)), (at, lambda: played.session.tell("It is too loud.")))
    assert played.session.snapshot().notice == "It is too loud."
    assert closed(played.perform(4.0)).session.snapshot().notice == "It is too loud."
    assert " ".join(" ".join(played.said).split()) == "One two three four five six. It is too loud."
    assert not played.session.snapshot().turns[0].interrupted


def test_notice_that_was_dismissed_is_not_said(scene: MakeScene) -> None:
    played = scene(cast({1: "Explain it."}, {}))
    played.perform(
        3.0, (0.0, spoken(1)), (0.3, lambda: played.session.tell("Too loud.")), (0.6, played.session.dismiss)
    )
    assert closed(played).said == ["I see."]
    assert played.session.snapshot().notice == ""


def test_notice_is_gone_after_the_next_turn_but_not_before_its_end(scene: MakeScene) -> None:
    played = scene(replace(cast({1: "Find the"}, {}), turn_detector=Patience({1})))
    played.session.tell("Too loud.")
    closed(played.perform(1.0))
    played.perform(2.0, (0.0, spoken(1)))
    assert played.session.snapshot().notice == "Too loud.", "an answer is prepared, and nothing is decided"
    closed(played.perform(3.0))
    assert played.session.snapshot().notice == ""


def test_microphone_that_dies_during_an_answer_is_named_after_it(scene: MakeScene) -> None:
    played = scene(cast({}, {"Explain it.": " ".join(["word"] * 30) + "."}))
    played.session.listen_through("USB Mic", ("Webcam",))
    played.session.ask("Explain it.")
    played.perform(7.0)
    assert played.session.snapshot().notice == "I hear nothing from 'USB Mic'. Try 'Webcam'?"
    assert len(played.said) == 1
    closed(played.perform(5.0))
    assert played.said[1:] == ["I hear nothing from 'U S B Mic'.", "Try 'Webcam'?"]
    assert not played.session.snapshot().turns[0].interrupted


def test_remedy_goes_with_its_notice(scene: MakeScene) -> None:
    played = scene(cast({}, {"Explain it.": EngineDied("the engine died")}))
    played.session.listen_through("USB Mic", ("Webcam",))
    played.perform(6.0)
    assert played.session.snapshot().remedy == "Webcam"
    played.session.ask("Explain it.")
    played.perform(0.5)
    assert (played.session.snapshot().notice, played.session.snapshot().remedy) == ("the engine died", "")


def test_microphone_that_was_muted_is_judged_anew(scene: MakeScene) -> None:
    played = scene(cast({}, {}))
    session = played.session
    session.listen_through("USB Mic", ())
    played.perform(4.0)
    session.listen_through("", ())
    played.perform(4.0)
    session.listen_through("USB Mic", ())
    played.perform(4.0)
    assert session.snapshot().notice == "", "never 5 s of silence in a row from an open microphone"
    played.perform(1.5)
    assert session.snapshot().notice == "I hear nothing from 'USB Mic'. Is it switched on?"


def test_stop_silences_an_aside(scene: MakeScene) -> None:
    played = scene(cast({}, {}))
    played.perform(2.0, (0.0, lambda: played.session.say(LONG)), (1.0, played.session.interrupt))
    assert played.is_silent(1.05, 2.0)
    assert played.state == "idle"


def test_typed_question_takes_the_place_of_an_aside(scene: MakeScene) -> None:
    played = scene(cast({}, {"Yes?": "Okay."}))
    asked = []
    played.perform(
        3.0,
        (0.0, lambda: played.session.say(LONG)),
        (1.0, lambda: asked.append(played.session.ask("Yes?"))),
    )
    assert asked[0].result(1).spoken == "Okay.", "nothing of the aside is taken for the answer"
    assert played.is_silent(1.5, 3.0)


def test_aside_that_nobody_takes_does_not_hold_the_state(scene: MakeScene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audience, "NOBODY_LISTENS_S", 0.2)
    played = scene(cast({}, {"Yes?": "Okay."}))
    played.session.say("I hear you.")
    played.session.settle()
    assert played.state == "speaking"
    deadline = time.monotonic() + 5
    while played.state != "idle" and time.monotonic() < deadline:
        time.sleep(0.02)
    assert played.state == "idle"
    assert not played.session.playback.pull(24_000).any(), "nor is it said later, to whoever comes"


def test_aside_that_cannot_be_spoken_leaves_everything_as_it_was(scene: MakeScene) -> None:
    class Hoarse(Tongue):
        def speak(self, text, speed=1.0, language="en"):  # type: ignore[no-untyped-def]
            raise ValueError("no voice")

    played = scene(replace(cast({}, {}), voice=Hoarse()))
    played.session.tell("Too loud.")
    played.perform(0.5)
    assert (played.state, played.session.snapshot().notice) == ("idle", "Too loud.")


def test_closing_in_the_middle_of_an_aside_ends_everything() -> None:
    played = Scene(cast({}, {}))
    played.perform(1.0, (0.0, lambda: played.session.say(LONG)))
    assert played.state == "speaking"
    played.session.close()


# Who can hear.


def test_answer_that_nobody_can_hear_any_more_goes_on_in_writing(scene: MakeScene) -> None:
    played = scene(cast({}, {"Explain it.": LONG}))
    asked = played.session.ask("Explain it.")
    played.perform(2.0, (1.0, lambda: played.session.let_hear(False)))
    turn = asked.result(1)
    assert (turn.said, turn.interrupted) == (LONG, False)
    assert 2 <= len(turn.spoken.split()) <= 4
    assert played.state == "idle"


def test_speech_after_a_written_answer_began_is_another_turn(scene: MakeScene) -> None:
    class Slow(Wit):
        def _words(self, answer, stopped):  # type: ignore[no-untyped-def]
            for word in LONG.split():
                yield f"{word} "
                if stopped.wait(0.3):
                    return

    played = scene(replace(cast({1: "Explain it.", 2: "And here?"}, {}), language_model=Slow({})))
    played.session.let_hear(False)
    Headset(played.session, None).play([Recorded(spoken(1, 0.5), None), Recorded(spoken(2, 0.5), 1.5)])
    assert played.heard == ["Explain it.", "And here?"]


# Watching.


def test_flood_of_tokens_is_told_once_a_step(scene: MakeScene) -> None:
    told: list[int] = []
    answer = " ".join(["A few words."] * 1000)
    played = scene(cast({}, {"Explain it.": answer}))
    played.session.let_hear(False)
    played.session.watch(lambda: told.append(len(played.session.snapshot().answer)))
    assert played.session.ask("Explain it.").result(10).said == answer
    assert len(told) <= 3100
    assert told == sorted(told[:-1]) + told[-1:], "and in order"


def test_watcher_that_fails_harms_no_turn(scene: MakeScene) -> None:
    played = scene(cast({1: "Explain it."}, {}))
    played.session.watch(lambda: 1 // 0)
    played.perform(3.0, (0.0, spoken(1)))
    assert closed(played).session.snapshot().turns[0].spoken == "I see."


def test_help_says_and_shows_what_can_be_said(scene: MakeScene) -> None:
    played = scene(cast({1: "What can I say?"}, {}))
    played.perform(6.0, (0.0, spoken(1)))
    notice = played.session.snapshot().notice
    assert notice.startswith("You can say: stop, mute, ")
    tongue = played.models.voice
    assert isinstance(tongue, Tongue)
    assert " ".join(tongue.said) == notice


def test_failed_answer_is_explained_aloud(scene: MakeScene) -> None:
    played = scene(cast({1: "Explain it."}, {"Explain it.": EngineDied("the engine died; the next answer will work")}))
    played.perform(6.0, (0.0, spoken(1)))
    tongue = played.models.voice
    assert isinstance(tongue, Tongue)
    assert " ".join(tongue.said).endswith(played.session.snapshot().notice)


def test_word_is_said_as_it_was_taught_and_written_as_it_was(scene: MakeScene, tmp_path: Path) -> None:
    history = History(tmp_path / "history.sqlite")
    lines = {1: "Pronounce Nguyen as win.", 2: "Who is it?"}
    played = scene(cast(lines, {"Who is it?": "It is Nguyen."}), history)
    closed(played.perform(2.0, (0.0, spoken(1))))
    assert played.said == ["win."], "it is said at once, to be heard"
    closed(played.perform(2.0, (0.0, spoken(2))))
    assert played.said[1:] == ["It is win."]
    turn = played.session.snapshot().turns[-1]
    assert (turn.said, turn.spoken) == ("It is Nguyen.", "It is Nguyen.")
    again = scene(cast({2: "Who is it?"}, {"Who is it?": "It is Nguyen."}), history)
    closed(again.perform(2.0, (0.0, spoken(2))))
    assert again.said == ["It is win."], "and after a restart"


def test_numbers_are_said_in_words_and_an_interruption_cuts_them_as_they_are_written(scene: MakeScene) -> None:
    answers = {"What is it?": "It costs $29.50 today, and it cost $31.20 yesterday, which nobody had expected at all."}
    played = scene(cast({1: "What is it?", 2: "Stop."}, answers))
    closed(played.perform(8.0, (0.0, spoken(1)), (4.5, spoken(2, 0.6))))
    assert played.said[0].split()[:4] == ["It", "costs", "twenty-nine", "dollars"]
    turn = played.session.snapshot().turns[0]
    assert turn.interrupted
    assert turn.spoken
    assert turn.said.startswith(turn.spoken)
    assert turn.spoken != turn.said


def test_voice_speaks_in_the_language_of_the_words(scene: MakeScene) -> None:
    models = cast(
        {1: "Wie heißt die Hauptstadt von Australien?"}, {"Wie": "Die Hauptstadt von Australien ist Canberra."}
    )
    heard: list[str] = []

    class Polyglot(Tongue):
        def speak(self, text, speed=1.0, language="en"):  # type: ignore[no-untyped-def]
            heard.append(language)
            return super().speak(text, speed, language)

    played = scene(replace(models, voice=Polyglot()))
    played.session.ask("Wie")
    closed(played.perform(3.0))
    assert set(heard) == {"de"}


def test_rest_of_a_sound_that_has_no_words_leaves_no_gap_between_those_heard(scene: MakeScene) -> None:
    class Tailed(Tongue):
        def speak(self, text, speed=1.0, language="en"):  # type: ignore[no-untyped-def]
            (chunk,) = super().speak(text, speed, language)
            rest = AudioChunk(np.zeros(240, np.int16), chunk.rate, "")
            return Stream(iter([chunk, rest]), lambda: None)

    played = scene(replace(cast({1: "What is it?"}, {"What is it?": "It is blue. It is round."}), voice=Tailed()))
    closed(played.perform(5.0, (0.0, spoken(1))))
    assert played.session.snapshot().turns[0].spoken == "It is blue. It is round."
