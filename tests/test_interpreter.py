"""Interpreting as scripts: two people who share no language, and what each hears of the other. Time is virtual."""

import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import pytest
import wer

from assistant import audio_files
from assistant.generation import GenerationParams
from assistant.interpreter import primer
from assistant.messages import AudioChunk, Message, Pcm, Segment, TranscribeOptions, Utterance
from assistant.roles import Models, Stream
from assistant.talk import Headset, Recorded
from assistant.telling.interpreting import begun, ended
from assistant.words.interpreting import Between
from tests.actors import MakeScene, Patience, Scene, Tongue, Wit, cast, scenes, spoken
from tests.conftest import Oriel


@dataclass(frozen=True)
class Line:
    """What somebody says, in which language, and what Whisper makes of it in English; sounds_like: mistaken for it."""

    language: str
    words: str
    english: str = ""
    sounds_like: str = ""
    sure: float = 0.9  # of the English words


@dataclass
class Polyglot:
    """Transcriber: knows languages; asked for the wrong one it writes down something unlikely."""

    lines: dict[int, Line]
    asked: list[tuple[str | None, bool]] = field(default_factory=list)  # language, whether to translate

    def transcribe(self, utterance: Utterance, options: TranscribeOptions) -> Stream[Segment]:
        self.asked.append((options.language, options.translate))
        levels = dict.fromkeys(int(level) - 1000 for level in utterance.pcm[utterance.pcm > 500])
        line = self.lines[next(iter(levels))]
        is_open = options.language is None or options.held
        language = (line.sounds_like or line.language) if is_open else str(options.language)
        words, sure = (line.words, 0.9) if language == line.language else ("Wubba lub.", 0.3)
        if options.translate:
            words, sure = line.english, line.sure
        segments = [Segment(0.0, utterance.duration_s, words, language, (), 0.9, sure)] if words else []
        return Stream(iter(segments), lambda: None)


@dataclass
class SlowAtFirst:
    """LanguageModel: writes so many characters of its answer and stalls; asked once more it writes all of it."""

    answer: str
    characters: int
    asked: list[str] = field(default_factory=list)

    def reply(self, messages: list[Message], params: GenerationParams, schema: str | None = None) -> Stream[str]:
        self.asked.append(messages[-1].text)
        stopped = threading.Event()
        return Stream(self._written(len(self.asked) == 1, stopped), stopped.set)

    def _written(self, stalls: bool, stopped: threading.Event) -> Iterator[str]:
        yield from self.answer[: self.characters]
        if stalls:
            stopped.wait(30)
        yield from self.answer[self.characters :]


class Voices(Tongue):
    """Voice: remembers in which language it spoke."""

    def __init__(self) -> None:
        super().__init__()
        self.spoke: list[tuple[str, str]] = []

    def speak(self, text: str, speed: float = 1.0, language: str = "en") -> Stream[AudioChunk]:
        self.spoke.append((language, text))
        return super().speak(text, speed, language)


BEGIN = Line("en", "Interpret between German and English.")
BEGIN_GERMAN = Line("de", "Dolmetsche zwischen Deutsch und Englisch.")
INTO_GERMAN = Line("en", "Translate what I say into German.")
END = Line("en", "Stop interpreting.")
WHERE = Line("de", "Wo ist hier der Bahnhof?", "Where is the station here?")
THERE = Line("en", "It is behind the church.")
TO_GERMAN = "Translate into German: It is behind the church."
BEHIND = "Er ist hinter der Kirche."
LONG = "Eins zwei drei vier fünf sechs. Sieben acht neun zehn. Elf zwölf. Dreizehn. Vierzehn."
WRITTEN = 57  # characters of it: two sentences, and the beginning of a third


@pytest.fixture
def scene() -> Iterator[MakeScene]:
    yield from scenes()


def company(lines: tuple[Line, ...], answers: "dict[str, str | Exception | None] | None" = None) -> Models:
    """The actors of a scene in which these lines are spoken, numbered from 1."""
    numbered = dict(enumerate(lines, 1))
    models = cast({}, answers or {TO_GERMAN: BEHIND})
    return replace(models, transcriber=Polyglot(numbered), voice=Voices())


def play(scene: MakeScene, lines: tuple[Line, ...], every_s: float = 8.0, **options: object) -> Scene:
    """Each line is spoken when there was time enough to hear what Oriel says to the one before."""
    answers = options.pop("answers", None)
    played = scene(company(lines, answers), **options)  # type: ignore[arg-type]
    cues = [((number - 1) * every_s, spoken(number)) for number in range(1, len(lines) + 1)]
    return played.perform(len(lines) * every_s, *cues)


def turns(played: Scene) -> list[tuple[str, str, str]]:
    """Of each turn its language, what was heard and what was said to it."""
    return [(turn.language, turn.heard, turn.said) for turn in played.session.snapshot().turns]


def spoke(played: Scene) -> list[tuple[str, str]]:
    assert isinstance(played.models.voice, Voices)
    return played.models.voice.spoke


def asked(played: Scene) -> list[tuple[str | None, bool]]:
    assert isinstance(played.models.transcriber, Polyglot)
    return played.models.transcriber.asked


def test_german_is_said_in_english_and_english_in_german(scene: MakeScene) -> None:
    played = play(scene, (BEGIN, WHERE, THERE))
    assert turns(played) == [
        ("en", BEGIN.words, ""),
        ("de", WHERE.words, WHERE.english),
        ("en", THERE.words, BEHIND),
    ]
    assert [turn.intent for turn in played.session.snapshot().turns] == ["control", "translate", "translate"]
    assert spoke(played)[-2:] == [("en", WHERE.english), ("de", BEHIND)]


def test_whisper_translates_into_english_and_the_language_model_into_german(scene: MakeScene) -> None:
    played = play(scene, (BEGIN, WHERE, THERE))
    assert asked(played) == [(None, False), (None, False), ("de", True), (None, False)]
    assert [prompt[-1] for prompt in played.prompts] == [TO_GERMAN]


def test_language_model_translates_what_whisper_only_writes_down(scene: MakeScene) -> None:
    untranslated = replace(WHERE, english="wo ist hier der bahnhof")
    answers = {f"Translate into English: {WHERE.words}": "Where is the station?"}
    played = play(scene, (BEGIN, untranslated), answers=answers)
    assert turns(played)[-1] == ("de", WHERE.words, "Where is the station?")


def test_language_model_translates_what_whisper_translates_unsurely(scene: MakeScene) -> None:
    unsure = replace(WHERE, english="Don't forget to subscribe.", sure=0.4)
    answers = {f"Translate into English: {WHERE.words}": "Where is the station?"}
    played = play(scene, (BEGIN, unsure), answers=answers)
    assert turns(played)[-1] == ("de", WHERE.words, "Where is the station?")


def test_language_that_the_language_model_may_not_know_is_left_to_whisper(scene: MakeScene) -> None:
    welsh = Line("cy", "Bore da i bawb.", "Good morning everybody.", sure=0.4)
    played = play(scene, (Line("en", "Translate what we say into English."), welsh))
    assert turns(played)[-1] == ("cy", welsh.words, welsh.english)


def test_only_the_two_languages_compete(scene: MakeScene) -> None:
    played = play(scene, (BEGIN, replace(WHERE, sounds_like="nl")))
    assert asked(played)[1:] == [(None, False), ("de", False), ("en", False), ("de", True)]
    assert turns(played)[-1] == ("de", WHERE.words, WHERE.english)


def test_beginning_and_end_are_shown_and_spoken_in_the_language_of_the_order(scene: MakeScene) -> None:
    played = scene(company((BEGIN_GERMAN, WHERE, END)))
    played.perform(8.0, (0.0, spoken(1)))
    assert played.session.snapshot().notice == begun("de en", "de")
    assert "zwischen Deutsch und Englisch" in " ".join(played.said)
    played.perform(8.0, (0.0, spoken(3)))
    assert played.session.snapshot().notice == ended("en") == played.said[-1]


def test_what_is_done_is_shown_meanwhile(scene: MakeScene) -> None:
    played = scene(company((BEGIN, WHERE, THERE)))
    steps: list[str] = []
    played.session.watch(lambda: steps.append(played.session.snapshot().step))
    played.perform(16.0, (0.0, spoken(1)), (8.0, spoken(3)))
    assert "Interpreting: German ⇄ English" in steps


def test_after_the_end_questions_are_answered_again(scene: MakeScene) -> None:
    played = play(scene, (BEGIN, END, THERE), answers={THERE.words: "Thank you."})
    assert turns(played)[-1] == ("en", THERE.words, "Thank you.")


def test_in_the_other_language_it_ends_as_well(scene: MakeScene) -> None:
    played = play(scene, (BEGIN, Line("de", "Hör auf zu dolmetschen.")))
    assert [turn.intent for turn in played.session.snapshot().turns] == ["control", "control"]
    assert played.session.snapshot().notice == ended("de")


def test_a_question_back_names_no_language_until_there_is_one(scene: MakeScene) -> None:
    played = play(scene, (Line("en", "Interpreter mode."), THERE), answers={THERE.words: "Thank you."})
    assert "Between which languages?" in played.said[0]
    assert turns(played)[-1] == ("en", THERE.words, "Thank you.")


def test_orders_about_speaking_are_obeyed_and_what_people_say_to_each_other_is_not(scene: MakeScene) -> None:
    lines = (BEGIN, Line("en", "Slower."), Line("en", "Never mind."), Line("en", "Spell it."))
    answers: dict[str, str | Exception | None] = {
        "Translate into German: Never mind.": "Schon gut.",
        "Translate into German: Spell it.": "Buchstabier es.",
    }
    played = play(scene, lines, answers=answers)
    assert [said for _, _, said in turns(played)] == ["", "", "Schon gut.", "Buchstabier es."]


def test_stop_over_a_translation_stops_it_and_go_on_says_the_rest_in_the_same_language(scene: MakeScene) -> None:
    lines = (BEGIN, THERE, Line("en", "Stop."), Line("en", "Go on."))
    played = scene(company(lines, {TO_GERMAN: LONG}))
    played.perform(8.0, (0.0, spoken(1)))
    played.perform(20.0, (0.0, spoken(2)), (3.2, spoken(3, 0.6)), (8.0, spoken(4)))
    (_, first, stop, rest) = played.session.snapshot().turns
    assert (first.interrupted, stop.intent, rest.said) == (True, "control", LONG.partition(". ")[2])
    assert spoke(played)[-1] == ("de", "Vierzehn.")


def test_translation_that_was_cut_while_it_was_written_is_finished_without_a_word_twice(scene: MakeScene) -> None:
    models = company((BEGIN, THERE, Line("en", "Stop."), Line("en", "Go on.")))
    slow = SlowAtFirst(LONG, WRITTEN)
    played = scene(replace(models, language_model=slow))
    played.perform(8.0, (0.0, spoken(1)))
    # A model that stalls never settles, so this is played in real time.
    lines = [Recorded(spoken(2), 0.1), Recorded(spoken(3, 0.6), 3.7), Recorded(spoken(4, 0.6), 6.0)]
    Headset(played.session, None).play(lines)
    (_, first, _, rest) = played.session.snapshot().turns
    assert (first.said, first.interrupted) == (LONG[:WRITTEN], True)
    assert rest.said == LONG.partition(". ")[2], "from the start of the clause that was cut"
    assert slow.asked == [TO_GERMAN, TO_GERMAN]


def test_repeat_says_the_translation_again_in_its_language(scene: MakeScene) -> None:
    played = play(scene, (BEGIN, THERE, Line("en", "Say that again.")))
    assert spoke(played)[-2:] == [("de", BEHIND), ("de", BEHIND)]


def test_long_translation_is_spoken_to_its_end(scene: MakeScene) -> None:
    played = play(scene, (BEGIN, THERE), every_s=14.0, answers={TO_GERMAN: LONG})
    assert played.session.snapshot().turns[-1].spoken == LONG
    assert "Mehr?" not in played.said


def test_one_target_takes_what_is_said_in_any_language(scene: MakeScene) -> None:
    french = Line("fr", "Elle est derrière la grande église.")
    answers: dict[str, str | Exception | None] = {
        TO_GERMAN: BEHIND,
        f"Translate into German: {french.words}": "Sie ist hinter der großen Kirche.",
    }
    played = play(scene, (INTO_GERMAN, THERE, french, WHERE), answers=answers)
    said = [said for _, _, said in turns(played)]
    assert said == ["", BEHIND, "Sie ist hinter der großen Kirche.", WHERE.words], "German stays as it is"


def test_typed_words_are_translated_by_the_language_model(scene: MakeScene) -> None:
    typed = f"Translate into English: {WHERE.words}"
    played = scene(company((BEGIN,), {typed: "Where is the station?"}))
    played.perform(8.0, (0.0, spoken(1)))
    played.perform(6.0, (0.0, lambda: played.session.ask(WHERE.words)))
    assert turns(played)[-1] == ("de", WHERE.words, "Where is the station?")


def test_whoever_interprets_takes_all_it_hears_as_meant_for_it(scene: MakeScene) -> None:
    called = replace(BEGIN, words=f"Oriel, {BEGIN.words}")
    for begins in (called, replace(called, words="Oriel, hello.")):
        played = scene(company((begins, THERE)), attentive=True)
        played.perform(40.0, (0.0, spoken(1)), (30.0, spoken(2)))
        heard = [begins.words, THERE.words] if begins is called else [begins.words]
        assert played.heard == heard


def test_once_it_has_ended_it_listens_for_its_name_again(scene: MakeScene) -> None:
    lines = (replace(BEGIN, words=f"Oriel, {BEGIN.words}"), END, THERE)
    played = scene(company(lines), attentive=True)
    played.perform(60.0, (0.0, spoken(1)), (20.0, spoken(2)), (50.0, spoken(3)))
    assert played.heard == [lines[0].words, END.words]


def test_new_conversation_is_none_that_is_interpreted(scene: MakeScene) -> None:
    played = play(scene, (BEGIN, Line("en", "New conversation."), THERE), answers={THERE.words: "Thank you."})
    assert turns(played) == [("en", THERE.words, "Thank you.")]


def test_words_that_follow_a_pause_belong_to_the_same_translation(scene: MakeScene) -> None:
    models = replace(company((BEGIN, THERE)), turn_detector=Patience({2}))
    played = scene(models)
    played.perform(8.0, (0.0, spoken(1)))
    played.perform(8.0, (0.0, spoken(2)), (1.5, spoken(2)))
    assert turns(played)[1:] == [("en", THERE.words, BEHIND)]
    assert played.messages[-2:] == [THERE.words, BEHIND]


def test_words_that_are_not_yet_all_said_are_read_ahead_by_the_interpreter(scene: MakeScene) -> None:
    played = scene(company((BEGIN, THERE)), drafts=True)
    played.perform(8.0, (0.0, spoken(1)))
    assert isinstance(played.models.language_model, Wit)
    before = len(played.models.language_model.prompts)
    played.perform(8.0, (0.0, spoken(2, 2.0)))
    prompts = played.models.language_model.prompts[before:]
    examples = primer(Between("de", "en")).prompt("")[:-1]
    assert len(prompts) > 1
    assert all(prompt[:-1] == examples for prompt in prompts), "one beginning, which the model keeps"


def test_examples_show_both_directions_and_never_the_same_sentence_twice_in_a_row() -> None:
    messages = [message.text for message in primer(Between("de", "fr")).prompt("?")[1:-1]]
    assert len(messages) == 12
    assert [asked.partition(":")[0] for asked in messages[::2]] == [
        "Translate into French",
        "Translate into German",
    ] * 3
    pairs = list(zip(messages[::2], messages[1::2], strict=True))
    assert all(answer not in following[0] for (_, answer), following in pairwise(pairs))


# On the real models.


@pytest.fixture(scope="module")
def robot(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """German → a file in which espeak-ng says it; fails, rather than skips, where it is missing."""
    program, path = shutil.which("espeak-ng"), tmp_path_factory.mktemp("robot") / "said.wav"
    if program is None:
        pytest.fail("no espeak-ng, which speaks German here; scripts/check.py installs it on Debian")

    def say(text: str) -> Path:
        subprocess.run([program, "-v", "de+m1", "-s", "150", "-w", str(path), text], check=True)
        return path

    return say


@pytest.fixture(scope="module")
def interpreters(model_folder: Callable[[str], Path]) -> Models:
    """Whisper base and Qwen 1.5B, with ears that hear real speech."""
    from local_models import llama, silero, smart_turn, whisper  # takes seconds, which most tests need not wait

    qwen = next(model_folder("qwen2.5-coder-1.5b-instruct-q4-k-m").glob("*.gguf"))
    return replace(
        cast({}, {}),
        speech_detector=silero.load(str(model_folder("silero-vad") / "silero_vad.onnx")),
        turn_detector=smart_turn.load(str(model_folder("smart-turn-v3.2") / "smart-turn-v3.2-cpu.onnx")),
        transcriber=whisper.load(str(model_folder("whisper-base"))),
        language_model=llama.load(str(qwen)),
        voice=Voices(),
    )


VOICES = Path(__file__).parent / "data" / "voice"
PETER = "Guten Morgen, mein Name ist Peter und ich komme aus Deutschland."
BREAD = "How much does the bread cost?"


def test_german_that_is_spoken_is_said_in_english_and_english_in_german(
    scene: MakeScene, interpreters: Models, robot: Callable[[str], Path], speech: Callable[[str], Pcm]
) -> None:
    played = scene(replace(interpreters, voice=Voices()))
    played.session.ask(BEGIN.words)
    played.play((audio_files.read(robot(PETER)), 4.0), (speech(BREAD), None))
    (_, german, english) = played.session.snapshot().turns
    assert (german.language, english.language) == ("de", "en")
    assert {"good", "morning", "peter", "germany"} <= set(wer.words(german.said))
    assert {"bread", "cost"} <= set(wer.words(english.heard))
    assert {"kostet", "brot"} <= set(wer.words(english.said))
    assert [language for language, _ in spoke(played)[-1:]] == ["de"]


@pytest.mark.parametrize("question", ["What is the capital of France?", "Who are you?", "Can you help me?"])
def test_question_is_translated_and_not_answered(scene: MakeScene, interpreters: Models, question: str) -> None:
    played = scene(replace(interpreters, voice=Voices()))
    for text in (BEGIN.words, question):
        played.session.ask(text).result(120)
        played.perform(8.0)
    (_, answer) = played.session.snapshot().turns
    words = set(wer.words(answer.said))
    assert words & {"hauptstadt", "du", "sie", "mir"}
    assert not words & {"paris", "qwen", "ich", "are", "the", "can"}


def test_file_is_written_down_in_english(warm_oriel: Oriel, robot: Callable[[str], Path]) -> None:
    printed = warm_oriel("transcribe", robot(PETER), "--language", "de", "--translate", "--json").stdout
    told = json.loads(printed)
    assert told["language"] == "de"
    assert {"good", "morning", "peter", "germany"} <= set(wer.words(told["text"]))


def test_chinese_that_is_spoken_is_said_in_english(scene: MakeScene, interpreters: Models) -> None:
    played = scene(replace(interpreters, voice=Voices()))
    played.session.ask("Interpret between Chinese and English.")
    for name in ("weather_zh", "station_zh"):
        played.play((audio_files.read(VOICES / f"{name}.flac"), None))
    _, weather, station = played.session.snapshot().turns
    assert (weather.language, station.language) == ("zh", "zh")
    assert {"weather", "park"} <= set(wer.words(weather.said))
    assert {"train", "station"} <= set(wer.words(station.said))
    assert {language for language, _ in spoke(played)[-2:]} == {"en"}
