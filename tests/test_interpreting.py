"""Which words begin and end interpreting, in five languages, and which are still for Oriel meanwhile."""

import pytest

from assistant.telling.interpreting import SENTENCES, begun, ended, step
from assistant.words.commands import Command
from assistant.words.interpreting import (
    Between,
    Interpreting,
    Into,
    begins,
    ends,
    from_value,
    ordered,
    target,
    value,
)
from assistant.words.interpreting_tables import ALSO, EXAMPLES, NAMES, TONGUES

BOTH_WAYS = [
    ("en", "de en", "Interpret between German and English."),
    ("en", "de en", "Please translate between German and English for us."),
    ("en", "en it", "Start interpreting between English and Italian."),
    ("en", "de fr", "Oriel, be our interpreter for German and French, please."),
    ("en", "pl de", "Could you translate for us between Polish and German?"),
    ("en", "de en", "Interpreter mode: German, English."),
    ("en", "en es", "Be my interpreter for Spanish."),
    ("en", "en ja", "I need an interpreter for Japanese."),
    ("en", "en zh", "Can you be my interpreter for Mandarin, please?"),
    ("de", "de en", "Dolmetsche zwischen Deutsch und Englisch."),
    ("de", "de en", "Dolmetscher zwischen Deutsch und Englisch."),
    ("de", "de en", "Dolmetsche bitte für uns zwischen dem Deutschen und dem Englischen."),
    ("de", "de fr", "Kannst du zwischen Deutsch und Französisch dolmetschen?"),
    ("de", "de es", "Sei mein Dolmetscher für Spanisch."),
    ("de", "de es", "Dolmetschermodus Deutsch Spanisch"),
    ("fr", "fr en", "Fais l'interprète entre le français et l'anglais."),
    ("fr", "fr de", "Traduisez entre le français et l'allemand, s'il vous plaît."),
    ("fr", "fr es", "Sois mon interprète pour l'espagnol."),
    ("es", "es de", "Haz de intérprete entre el español y el alemán."),
    ("es", "es en", "¿Puedes traducir entre español e inglés?"),
    ("es", "es fr", "Sé mi intérprete de francés."),
    ("zh", "zh en", "请帮我们在中文和英文之间做口译。"),
    ("zh", "zh de", "做我的德语翻译。"),
    ("zh", "zh ja", "請幫我們在中文和日語之間做口譯"),
]
ONE_WAY = [
    ("en", "de", "Translate what I say into German."),
    ("en", "zh", "Please translate everything I say into Chinese from now on."),
    ("en", "fr", "Say everything I say in French."),
    ("en", "en", "Interpret from German into English."),
    ("de", "en", "Übersetze alles, was ich sage, ins Englische."),
    ("de", "fr", "Kannst du alles, was ich sage, auf Französisch wiederholen?"),
    ("de", "es", "Dolmetsche ins Spanische."),
    ("fr", "de", "Traduis tout ce que je dis en allemand."),
    ("es", "en", "Traduce todo lo que digo al inglés."),
    ("zh", "en", "把我说的话翻译成英语。"),
]
NO_ORDERS = [
    "Translate this into German.",
    "How do you say cat in German?",
    "Translate good morning into Spanish.",
    "Translate it.",
    "Is German or English harder?",
    "I need an interpreter.",
    "What does an interpreter do?",
    "How do you interpret between the lines?",
    "Interpret this poem.",
    "I work as an interpreter between German and English.",
    "Was heißt Hund auf Englisch?",
    "Übersetze guten Morgen ins Englische.",
    "Was ist ein Dolmetscher?",
    "Comment dit-on chat en anglais ?",
    "¿Cómo se dice gato en inglés?",
    "德语怎么说你好？",
    "把这句话翻译成英语",
    "Interpret between German and German.",
]
ENDINGS = [
    "Stop interpreting.",
    "Oriel, please stop translating now.",
    "You can stop interpreting now, thanks.",
    "End interpreter mode.",
    "Don't translate anymore.",
    "Hör auf zu dolmetschen.",
    "Hör bitte auf zu übersetzen.",
    "Danke, du musst nicht mehr dolmetschen.",
    "Beende das Dolmetschen.",
    "Schluss mit dem Dolmetschen.",
    "Arrête de traduire.",
    "Ne traduisez plus, merci.",
    "Deja de traducir.",
    "No traduzcas más.",
    "停止翻译",
    "不用翻译了，谢谢。",
]
GOING_ON = [
    "Stop.",
    "Stop the car.",
    "Please stop interpreting my silence as a yes.",
    "When will you stop?",
    "Hör auf.",
    "Hör auf zu lachen.",
    "Ich kann nicht mehr.",
    "Arrête.",
    "Deja de hablar.",
    "停车",
    "He stopped interpreting.",
]


@pytest.mark.parametrize(("language", "way", "text"), [*BOTH_WAYS, *ONE_WAY])
def test_order_names_the_languages(language: str, way: str, text: str) -> None:
    begun_so = begins(text, language)
    assert begun_so is not None
    assert value(begun_so) == way
    assert from_value(way) == begun_so
    assert ordered(text, language, None, interrupts=False) == Command("interpret", way)


@pytest.mark.parametrize("text", [*NO_ORDERS, *GOING_ON, *ENDINGS])
def test_nothing_else_begins_it(text: str) -> None:
    assert ordered(text, "en", None, interrupts=False) is None


@pytest.mark.parametrize("text", ["Interpreter mode.", "Start interpreting.", "Sei mein Dolmetscher.", "口译模式"])
def test_order_without_a_language_is_asked_about(text: str) -> None:
    assert ordered(text, "en", None, interrupts=False) == Command("interpret")


@pytest.mark.parametrize("text", ENDINGS)
def test_it_is_ended_in_any_language(text: str) -> None:
    assert ends(text)
    assert ordered(text, "es", Between("de", "en"), interrupts=False) == Command("stop-interpreting")


@pytest.mark.parametrize("text", GOING_ON)
def test_what_people_say_to_each_other_does_not_end_it(text: str) -> None:
    assert not ends(text)
    assert ordered(text, "en", Between("de", "en"), interrupts=False) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [("Slower.", "slower"), ("Lauter bitte.", "louder"), ("Wie bitte?", "repeat"), ("Mute.", "mute")],
)
def test_orders_about_speaking_and_listening_are_taken_meanwhile(text: str, name: str) -> None:
    assert ordered(text, "en", Into("de"), interrupts=False) == Command(name)


@pytest.mark.parametrize(
    "text", ["Help.", "Settings.", "Never mind.", "Show me the history.", "Take a photo.", "Dismiss."]
)
def test_other_orders_are_said_to_somebody_else(text: str) -> None:
    assert ordered(text, "en", Between("de", "en"), interrupts=True) is None


@pytest.mark.parametrize("said", ["so ", "please ", "now so ", "请再", "bitte jetzt ", "and from now on "])
def test_politeness_without_end_is_read_once(said: str) -> None:
    """Read in every way that it can be parted, it would never end."""
    assert ordered((said * 100)[:190], "en", Between("de", "en"), interrupts=True) is None


def test_wait_is_an_order_only_where_there_is_something_to_stop() -> None:
    assert ordered("Wait a moment.", "en", Into("de"), interrupts=True) == Command("stop")
    assert ordered("Wait a moment.", "en", Into("de"), interrupts=False) is None


@pytest.mark.parametrize(
    ("way", "heard", "says"),
    [
        (Between("de", "en"), "de", "en"),
        (Between("de", "en"), "en", "de"),
        (Between("en", "it"), "es", "en"),  # typed Italian, taken for Spanish
        (Between("fr", "de"), "nl", "de"),
        (Into("de"), "en", "de"),
        (Into("de"), "de", "de"),
    ],
)
def test_other_language_is_the_target(way: Interpreting, heard: str, says: str) -> None:
    assert target(way, heard) == says


def test_every_language_has_a_name_in_each_and_an_example_of_its_own() -> None:
    assert NAMES.keys() == EXAMPLES.keys() >= set(ALSO.values())
    assert {len(names) for names in NAMES.values()} == {len(TONGUES)}
    for number in range(3):
        assert len({sentences[number] for sentences in EXAMPLES.values()}) == len(EXAMPLES)


@pytest.mark.parametrize("language", TONGUES)
def test_told_is_what_is_done_and_how_to_end_it(language: str) -> None:
    assert SENTENCES["between"].keys() == SENTENCES["ended"].keys() == set(TONGUES)
    told = begun("fr es", language)
    assert all(NAMES[code][TONGUES.index(language)] in told for code in ("fr", "es"))
    way_out = told.rpartition("“")[2] if language in ("en", "zh") else told
    quoted = {"de": "hör auf zu dolmetschen", "fr": "arrête de traduire", "es": "deja de traducir"}
    assert ends(quoted.get(language, way_out.partition("”")[0]))
    assert quoted.get(language, "") in told
    assert ended(language)
    assert begins(begun("", language).rpartition("：" if language == "zh" else ": ")[2], language)


def test_what_is_done_is_named_in_a_line() -> None:
    assert step(Between("de", "en"), "en") == "Interpreting: German ⇄ English"
    assert step(Between("de", "en"), "de") == "Dolmetschen: Deutsch ⇄ Englisch"
    assert step(Into("es"), "it") == "Interpreting: → Spanish"
