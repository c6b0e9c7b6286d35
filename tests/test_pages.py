import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from assistant import config, ui
from assistant.audio_files import wav
from assistant.config import Config
from assistant.errors import VoiceFailed
from assistant.generation import DIALOGUE_GUIDED_WORDS, ORIEL
from assistant.history import History
from assistant.ledger import Ledger
from assistant.messages import Snapshot, Turn, TurnTimes
from assistant.ui import history_page, settings_page
from assistant.ui.telling import model_name, plain
from assistant.voices import OfferedVoice
from tests.shelves import FakeShelf

PAGES = Path(__file__).parents[1] / "pages"
TIMEOUT_S = 30
KINDS_OF_CONTROL = ("toggle", "selectbox", "slider", "number_input", "text_input")
TURN = Turn("How far away is the moon?", "en", "Far. Very.", "Far.", True, TurnTimes())
OWN = OfferedVoice("hibari", "Hibari", "American English, on this computer")
ROBOT = OfferedVoice("espeak-ng", "espeak-ng", "robotic, on this computer")
JOANNA = OfferedVoice("Joanna", "Joanna", "US English, female, Amazon Polly: neural", is_remote=True)


@dataclass
class Talk:
    pronunciations: dict[str, str] = field(default_factory=dict)

    def snapshot(self) -> Snapshot:
        return Snapshot("idle", (), (), "")

    def pronounce(self, word: str, said: str) -> None:
        self.pronunciations = {old: how for old, how in self.pronunciations.items() if old != word}
        self.pronunciations |= {word: said} if said else {}


@dataclass
class FakeDesk:
    config: Config
    settings_file: Path
    history: History
    ledger: Ledger
    microphones: tuple[str, ...] = ("Headset", "Webcam")
    models: Literal["loading", "ready", "failed"] = "ready"
    session: Talk = field(default_factory=Talk)
    shelf: FakeShelf = field(default_factory=FakeShelf)
    applied: list[Config] = field(default_factory=list)
    sampled: list[tuple[str, str]] = field(default_factory=list)

    def ask(self, text: str) -> None:
        pass

    def take_over(self) -> None:
        self.apply(config.read(self.settings_file, self.config.folders))

    def apply(self, config: Config) -> None:
        self.config = config
        self.applied.append(config)

    def offered_voices(self, language: str) -> list[OfferedVoice]:
        return [ROBOT] if language == "de" else [OWN, ROBOT]

    def offered_remote_voices(self, language: str) -> list[OfferedVoice]:
        return [JOANNA]

    def sample(self, voice: OfferedVoice, language: str) -> bytes:
        if voice == JOANNA:
            raise VoiceFailed("network", "Amazon Polly cannot be reached")
        self.sampled.append((voice.name, language))
        return wav(np.zeros(2400, np.int16), 24_000)

    def models_state(self) -> Literal["loading", "ready", "failed"]:
        return self.models


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FakeDesk]:
    settings = config.load({"ORIEL_HOME": str(tmp_path)})
    file = config.settings_file({"ORIEL_HOME": str(tmp_path)})
    one = FakeDesk(settings, file, History(settings.folders.history), Ledger(settings.folders.ledger))
    ui.open_desk(one)
    yield one
    ui.open_desk(None)
    one.history.close()
    one.ledger.close()


def page(name: str) -> AppTest:
    return AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=TIMEOUT_S).run()


def texts(test: AppTest) -> str:
    """Everything that a page says in words, without Markdown's escapes."""
    kinds = ("title", "header", "markdown", "caption", "error", "warning", "info", "success")
    said = [str(element.value) for kind in kinds for element in test.get(kind)]
    return "\n".join([*said, *(button.label for button in test.button)]).replace("\\", "")


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.py")))
def test_page_draws_for_a_fresh_home(desk: FakeDesk, name: str) -> None:
    test = page(name)
    assert not test.exception
    assert not test.error


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.py")))
def test_page_without_an_app_says_how_to_start_one(name: str) -> None:
    test = page(name)
    assert not test.exception
    assert "oriel app" in texts(test)


def test_every_setting_of_a_group_has_a_control_under_its_own_sentence(desk: FakeDesk) -> None:
    test = page("settings")
    controls = {c.key: c.label for kind in KINDS_OF_CONTROL for c in test.get(kind)}
    for group in settings_page.GROUPS:
        for name in group.names:
            (item,) = (item for item in config.fields(config.SECTIONS[group.section]) if item.name == name)
            assert controls[f"{group.section}.{name}"] == item.metadata["doc"]


def test_changed_speed_is_in_the_file_and_taken_over(desk: FakeDesk) -> None:
    desk.settings_file.write_text("[voice]\nspeed = 1.2 # mine\n")
    test = page("settings")
    assert test.slider(key="voice.speed").value == 1.2
    test.slider(key="voice.speed").set_value(1.5).run()
    assert desk.settings_file.read_text() == "[voice]\nspeed = 1.5 # mine\n"
    assert [settings.voice.speed for settings in desk.applied] == [1.5]
    assert test.slider(key="voice.speed").value == 1.5


def test_values_of_answers_are_in_the_file_and_asked_of_the_language_model(desk: FakeDesk) -> None:
    test = page("settings")
    test.slider(key="answers.temperature").set_value(0.7).run()
    test.slider(key="answers.max_new_tokens").set_value(64).run()
    test.slider(key="answers.top_k").set_value(5).run()
    test.slider(key="answers.top_p").set_value(0.5).run()
    test.slider(key="answers.repetition_penalty").set_value(1.1).run()
    test.number_input(key="answers.seed").set_value(9).run()
    assert not test.exception
    assert not test.error
    assert desk.applied[-1].answers.params == replace(
        ORIEL,
        do_sample=True,
        max_new_tokens=64,
        repetition_penalty=1.1,
        seed=9,
        temperature=0.7,
        top_k=5,
        top_p=0.5,
    )
    assert "max_new_tokens = 64\n" in desk.settings_file.read_text(), "a whole number"
    test.button(key="reset Answers").click().run()
    assert desk.config.answers == config.AnswerSettings()


def test_values_that_count_for_nothing_are_grey(desk: FakeDesk) -> None:
    def grey() -> set[str]:
        controls = [control for kind in KINDS_OF_CONTROL for control in test.get(kind)]
        return {str(control.key).removeprefix("answers.") for control in controls if control.disabled}

    test = page("settings")
    assert grey() == {"top_k", "top_p", "seed"}
    test.slider(key="answers.temperature").set_value(0.5).run()
    assert grey() == set()
    test.selectbox(key="answers.preset").set_value("dialogue-guided-words").run()
    assert grey() == {"temperature", "top_k", "top_p", "repetition_penalty", "seed"}


def test_preset_of_the_demo_names_what_llama_cannot_do_and_is_not_saved(desk: FakeDesk) -> None:
    test = page("settings")
    test.selectbox(key="answers.preset").set_value("dialogue-guided").run()
    assert "cannot do decoder_input_details (true), details (true), watermark (true)" in texts(test)
    assert not desk.settings_file.exists()
    assert desk.applied == []
    test.selectbox(key="answers.preset").set_value("dialogue-guided-words").run()
    assert not test.error
    assert desk.config.answers.params == replace(DIALOGUE_GUIDED_WORDS, max_new_tokens=400)


def test_microphones_are_those_that_the_browser_named_and_the_one_chosen_before(desk: FakeDesk) -> None:
    config.save(desk.settings_file, "listening", "microphone", "Old one")
    test = page("settings")
    box = test.selectbox(key="listening.microphone")
    assert box.options == ["The system's own choice", "Headset", "Webcam", "Old one"]
    box.set_value("Headset").run()
    assert desk.config.listening.microphone == "Headset"


def test_language_is_chosen_by_its_name(desk: FakeDesk) -> None:
    test = page("settings")
    box = test.selectbox(key="listening.language")
    assert box.options[0] == "Let Oriel find out"
    assert "German (de)" in box.options
    box.set_value("de").run()
    assert desk.config.listening.language == "de"


def test_whom_oriel_answers_is_chosen_in_words(desk: FakeDesk) -> None:
    test = page("settings")
    box = test.selectbox(key="listening.addressee")
    assert box.options == ["Answers only what is meant for it", "Answers everything it hears"]
    box.set_value("open").run()
    assert desk.config.listening.addressee == "open"
    test.button(key="reset Attention").click().run()
    assert desk.config.listening.addressee == "attentive"


def test_filler_can_be_switched_off_beside_any_preset(desk: FakeDesk) -> None:
    test = page("settings")
    test.selectbox(key="answers.preset").set_value("dialogue-guided-words").run()
    filler = test.toggle(key="answers.fillers")
    assert (filler.value, filler.disabled) == (True, False)
    filler.set_value(False).run()
    assert desk.config.answers.fillers is False


def test_key_that_cannot_be_is_not_saved_and_says_why_where_it_stands(desk: FakeDesk) -> None:
    test = page("settings")
    test.text_input(key="keys.stop").set_value("m").run()
    assert "mute and stop must be different keys" in texts(test)
    assert test.text_input(key="keys.stop").value == "m"
    assert not desk.settings_file.exists()
    assert desk.applied == []
    test.text_input(key="keys.stop").set_value("x").run()
    assert not test.error
    assert desk.config.keys.stop == "x"


def test_reset_brings_a_group_back_and_leaves_the_others(desk: FakeDesk) -> None:
    config.save_all(desk.settings_file, "keys", {"talk": "m", "mute": "Space"})
    config.save_all(desk.settings_file, "voice", {"speed": 2.0, "volume": 0.5})
    test = page("settings")
    assert test.button(key="reset Sounds").disabled
    test.button(key="reset Keys").click().run()
    test.button(key="reset Speed").click().run()
    assert desk.config.keys == config.KeySettings()
    assert (desk.config.voice.speed, desk.config.voice.volume) == (1.0, 0.5)
    assert test.text_input(key="keys.talk").value == "Space"
    assert test.button(key="reset Keys").disabled


def test_reset_also_clears_what_was_wrongly_put_in(desk: FakeDesk) -> None:
    test = page("settings")
    test.text_input(key="keys.stop").set_value("Tab").run()
    test.button(key="reset Keys").click().run()
    assert not test.error
    assert test.text_input(key="keys.stop").value == "Escape"


def test_wrong_value_in_the_file_is_named_and_nothing_is_repaired(desk: FakeDesk) -> None:
    text = "[sounds]\nmuted = true\n\n[voice]\nspeed = 9\n"
    desk.settings_file.write_text(text)
    test = page("settings")
    said = texts(test)
    assert f"{desk.settings_file}, line 5: speed must lie between 0.7 and 3.0; got 9" in said
    assert [button.label for button in test.button] == ["Look again"]
    assert not test.slider
    desk.settings_file.write_text("[voice]\nspeed = 2\n")
    test.button[0].click().run()
    assert not test.error
    assert test.slider(key="voice.speed").value == 2


def test_file_that_became_wrong_while_the_page_was_open_is_not_written(desk: FakeDesk) -> None:
    test = page("settings")
    desk.settings_file.write_text("[answers]\nseed = -1\n")
    test.slider(key="voice.speed").set_value(1.5).run()
    assert "line 2: seed must lie between" in texts(test)
    assert desk.settings_file.read_text() == "[answers]\nseed = -1\n"


def test_models_of_the_profile_are_told_in_words(desk: FakeDesk) -> None:
    said = texts(page("models"))
    assert "Writes down what you say" in said
    assert "Whisper Base" in said
    assert "Missing" in said  # this home has none
    assert "loaded" in said


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("qwen2.5-coder-1.5b-instruct-q4-k-m", "Qwen2.5 Coder 1.5B"),
        ("smollm2-135m-instruct-q4-1", "SmolLM2 135M"),
        ("faster-whisper-large-v3-turbo", "Faster Whisper Large v3 Turbo"),
        ("hibari", "Hibari"),
    ],
)
def test_model_is_called_by_its_name(model: str, name: str) -> None:
    assert model_name(model) == name


def test_models_that_cannot_be_chosen_are_an_error_with_the_choices(desk: FakeDesk) -> None:
    desk.config = replace(desk.config, models=config.ModelSettings(profile="huge"))
    assert "unknown profile 'huge'; have: cpu, gpu-12" in texts(page("models"))


@pytest.fixture
def kept(desk: FakeDesk) -> FakeDesk:
    """Conversations: 1 about the moon, 2 about Ulm with a corrected turn."""
    first, second = desk.history.begin_session(), desk.history.begin_session()
    desk.history.add_turn(first, TURN)
    desk.history.add_turn(second, replace(TURN, heard="Where is *Ulm*?", said="In Peru.", superseded=True))
    desk.history.add_turn(second, replace(TURN, heard="Where is Ulm?", said="![](http://x/y.png) In Germany."))
    return desk


def openers(test: AppTest) -> list[str]:
    return [button.key for button in test.button if str(button.key).startswith("open ")]


def test_history_lists_the_newest_first(kept: FakeDesk) -> None:
    test = page("history")
    assert openers(test) == ["open 2", "open 1"]
    assert "Where is *Ulm*? · 2 turns" in texts(test)


def test_search_finds_and_survives_a_look_at_a_conversation(kept: FakeDesk) -> None:
    test = page("history")
    test.text_input(key=history_page.WORDS).set_value("MOON").run()
    assert openers(test) == ["open 1"]
    test.button(key="open 1").click().run()
    assert "How far away is the moon?" in texts(test)
    assert "You interrupted here" in texts(test)
    test.button[0].click().run()
    assert openers(test) == ["open 1"]
    test.text_input(key=history_page.WORDS).set_value("sun").run()
    assert "No conversation has all these words." in texts(test)


def test_corrected_turn_is_struck_through_and_what_was_said_is_not_markdown(kept: FakeDesk) -> None:
    test = page("history")
    test.button(key="open 2").click().run()
    said = [element.value for element in test.markdown]
    assert f"**You:** ~~{plain('Where is *Ulm*?')}~~ (corrected)" in said
    assert r"**You:** Where is Ulm\?" in said
    assert not [text for text in said if "![](" in text]


def test_conversation_can_be_saved(kept: FakeDesk) -> None:
    test = page("history")
    test.button(key="open 2").click().run()
    assert [button.label for button in test.get("download_button")] == ["Save as text", "Save as JSON"]


def click(test: AppTest, label: str) -> None:
    next(button for button in test.button if button.label == label).click().run()


def test_conversation_is_deleted_only_after_a_yes(kept: FakeDesk) -> None:
    test = page("history")
    test.button(key="open 2").click().run()
    click(test, "Delete …")
    assert "cannot be undone" in texts(test)
    click(test, "No, keep")
    assert "cannot be undone" not in texts(test)
    assert len(kept.history.sessions()) == 2
    click(test, "Delete …")
    click(test, "Yes, delete")
    assert openers(test) == ["open 1"]


def test_all_conversations_are_deleted_only_after_a_yes(kept: FakeDesk) -> None:
    test = page("history")
    click(test, "Delete all conversations …")
    assert len(kept.history.sessions()) == 2
    click(test, "Yes, delete")
    assert kept.history.sessions() == []
    assert "No conversations yet." in texts(test)


def test_conversation_that_another_window_deleted_is_no_fault(kept: FakeDesk) -> None:
    test = page("history")
    test.button(key="open 2").click().run()
    click(test, "Delete …")
    kept.history.delete(2)
    click(test, "Yes, delete")
    assert not test.exception
    assert "no conversation 2" in texts(test)


def test_long_history_is_shown_in_parts(desk: FakeDesk) -> None:
    for _ in range(history_page.PAGE + 3):
        desk.history.add_turn(desk.history.begin_session(), TURN)
    test = page("history")
    assert len(openers(test)) == history_page.PAGE
    click(test, "Show more")
    assert len(openers(test)) == history_page.PAGE + 3


def test_transcripts_hold_every_turn(kept: FakeDesk) -> None:
    turns = kept.history.turns(2)
    document = json.loads(history_page.transcript.as_json("2025-01-02T03:04:05.000Z", turns))
    assert [(turn["heard"], turn["superseded"]) for turn in document["turns"]] == [
        ("Where is *Ulm*?", True),
        ("Where is Ulm?", False),
    ]
    text = history_page.transcript.as_markdown("2025-01-02T03:04:05.000Z", turns)
    assert text.startswith("# Conversation of 2025-01-02\n\n**You:** ~~Where is *Ulm*?~~\n")


def test_voices_are_listed_by_language_and_polly_s_only_once_it_may_be_asked(desk: FakeDesk) -> None:
    test = page("settings")
    listed = [button.key for button in test.button if str(button.key).startswith("listen ")]
    assert listed == ["listen en hibari", "listen en espeak-ng"]
    assert "once it may speak" in texts(test)
    test.selectbox(key="voice.order").select("polly-first").run()
    test.selectbox(key="voices of language").select("de").run()
    listed = [button.key for button in test.button if str(button.key).startswith("listen ")]
    assert listed == ["listen de espeak-ng", "listen de Joanna"]
    assert "once it may speak" not in texts(test)


def test_voice_is_heard_before_it_is_chosen_and_chosen_by_its_own_button(desk: FakeDesk) -> None:
    test = page("settings")
    test.button(key="listen en espeak-ng").click().run()
    assert desk.sampled == [("espeak-ng", "en")]
    assert len(test.get("audio")) == 1
    assert desk.config.voice.name == "hibari", "listening changes nothing"
    assert "Hibari** (in use)" in texts(test)
    test.button(key="use en espeak-ng").click().run()
    assert desk.settings_file.read_text() == '[voice]\nname = "espeak-ng"\n'
    assert "espeak-ng** (in use)" in texts(test)
    assert [button.key for button in test.button if str(button.key).startswith("use ")] == ["use en hibari"]


def test_taught_words_are_listed_added_and_forgotten(desk: FakeDesk) -> None:
    desk.session.pronunciations = {"Nguyen": "win"}
    test = page("settings")
    assert "**Nguyen** is said “win”" in texts(test)
    test.text_input(key="pronounced word").set_value(" Siobhan ")
    test.text_input(key="pronounced as").set_value("shi-vawn")
    test.button(key="add pronunciation").click().run()
    assert desk.session.pronunciations == {"Nguyen": "win", "Siobhan": "shi-vawn"}
    assert test.text_input(key="pronounced word").value == ""
    test.button(key="forget Nguyen").click().run()
    assert desk.session.pronunciations == {"Siobhan": "shi-vawn"}
    assert "None yet" not in texts(test)
    test.button(key="forget Siobhan").click().run()
    assert "None yet" in texts(test)


def test_voice_of_polly_that_cannot_be_heard_says_why_and_can_be_chosen(desk: FakeDesk) -> None:
    desk.apply(replace(desk.config, voice=replace(desk.config.voice, order="polly-first")))
    desk.settings_file.write_text('[voice]\norder = "polly-first"\n')
    test = page("settings")
    test.button(key="listen en Joanna").click().run()
    assert "cannot be reached" in texts(test)
    assert not test.get("audio")
    test.button(key="use en Joanna").click().run()
    assert desk.config.polly.voice == "Joanna"
    assert desk.config.voice.name == "hibari", "which goes on where Polly stops"
