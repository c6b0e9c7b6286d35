"""What is said of a text: the table of cases, and what holds for every text, whole or cut anywhere."""

import json
import random
import time
from pathlib import Path

import pytest

from assistant.speakable import Said, plain, speakable, spoken_text
from assistant.spoken_forms.markup import shown

CASES = [json.loads(line) for line in (Path(__file__).parent / "data" / "speakable.jsonl").read_text().splitlines()]
MARKS = set("*#|`~<>[]{}^\\_")
BITS = [
    *(case["text"] for case in CASES),
    *"*_`#|~<>[](){}$^=+-/\\.,:;!?0123456789 \n\n  aAÄß²½€°%&@'\"",
    *("```", "**", "](http", "| a |\n", "|---|\n", "\\frac{1}{"),
]
FUZZED = 700
LONG = 24_000  # characters
# What a careless pattern would go over again and again.
TEDIOUS = [
    "*a ", "`a` ``b ", "[a](", "[[[[", "((((", "aaaa", "1", "1,", "1-", "0 ", "a.", "a@", "a.a.", "http://", "/a", "A.",
    "$1", "<a ", "|a", "| a |\n", "```\n", "_a", "\n", "- a\n", "x+", "x^", "√", "1/", "1:", "A1", "\\frac{1}{", "> ",
    "![", "&amp;", "😀", "Louis X", "Nov ", "$x_", "[1]",
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['text']}"[:60])
def test_a_text_is_said_as_it_would_be_read_aloud(case: dict[str, str]) -> None:
    assert plain(case["text"], case["language"]) == case["spoken"]


def test_the_table_holds_two_hundred_english_and_eighty_german_cases_at_least() -> None:
    texts = {language: {case["text"] for case in CASES if case["language"] == language} for language in ("en", "de")}
    assert len(texts["en"]) >= 200
    assert len(texts["de"]) >= 80
    assert sum(map(len, texts.values())) == len(CASES) >= 300, "no case stands there twice"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['text']}"[:60])
def test_what_is_said_is_said_the_same_when_it_is_read_again(case: dict[str, str]) -> None:
    assert plain(case["spoken"], case["language"]) == case["spoken"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "On **Nov 27, 2026** we go.",
            [
                ("On", "On"),
                ("Nov 27, 2026", "November twenty-seventh, twenty twenty-six"),
                ("we", "we"),
                ("go.", "go."),
            ],
        ),
        ("Well done 🎉 all", [("Well", "Well"), ("done", "done"), ("🎉", ""), ("all", "all")]),
        ("(only €3!)", [("(only", "(only"), ("€3!)", "three euros!)")]),
        ("Run:\n```\nls\n```", [("Run:", "Run:"), ("", "The code is on the screen.")]),
        ("2. Boil it", [("2.", "Two:"), ("Boil", "Boil"), ("it", "it")]),
        (
            "| Age |\n|---|\n| 30 years |",
            [("Age", ""), ("", "Age:"), ("30", "thirty"), ("years", "years")],
        ),
    ],
)
def test_shown_and_spoken_words_stand_beside_each_other(text: str, said: list[tuple[str, str]]) -> None:
    assert [(pair.written, pair.said) for pair in speakable(text)] == said


def fuzzed(seed: int) -> str:
    """Cases and marks in any order, half of them cut anywhere."""
    chance = random.Random(seed)
    text = "".join(chance.choice(BITS) for _ in range(chance.randint(1, 12)))
    start = chance.randrange(len(text) + 1) if chance.random() < 0.5 else 0
    return text[start : chance.randrange(start, len(text) + 1) if start else len(text)]


@pytest.mark.parametrize("language", ["en", "de", "fr", "zh", "it"])
def test_whatever_comes_no_shown_word_is_lost_and_no_mark_is_said(language: str) -> None:
    for text in map(fuzzed, range(FUZZED)):
        said = speakable(text, language)
        assert " ".join(pair.written for pair in said if pair.written).split() == shown(text).split(), text
        assert not MARKS & set(spoken_text(said)), text


@pytest.mark.parametrize("language", ["en", "de"])
def test_whatever_comes_no_figure_is_left_to_the_voice(language: str) -> None:
    for text in map(fuzzed, range(FUZZED)):
        assert not any(character.isdecimal() for character in plain(text, language)), text


@pytest.mark.parametrize("text", TEDIOUS)
def test_four_times_the_text_takes_four_times_the_work(text: str) -> None:
    part, whole = (work((text * (size // len(text) + 1))[:size]) for size in (LONG // 4, LONG))
    assert whole < 10 * max(part, 0.01), "a quadratic pattern takes sixteen times as much"


def work(text: str) -> float:
    """What it costs at the least: other programs share the machine, and now and then garbage is collected."""
    taken = []
    for _ in range(3):
        before = time.thread_time()
        plain(text)
        taken.append(time.thread_time() - before)
    return min(taken)


def test_a_text_of_a_hundred_thousand_characters_is_read_whole() -> None:
    text = " ".join(random.Random(1).choices([case["text"] for case in CASES], k=6000))[:100_000]
    assert len(speakable(text)) > 5000


@pytest.mark.parametrize("text", ["---", "", "  \n", "**", "😀", "|---|", "...", "[]()"])
def test_nothing_that_can_be_said_is_silence(text: str) -> None:
    assert plain(text) == ""


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("It is the **capital", "It is the capital"),
        ("of** France", "of France"),
        ("```python", "The code is on the screen."),
        ("See [the page](https://exam", "See the page"),
        ("page](https://example.org/x) here", "page here"),
        ("| Anna | 30 |", "Anna, thirty"),
    ],
)
def test_halves_of_marks_are_marks(text: str, spoken: str) -> None:
    assert plain(text) == spoken


def test_of_a_long_table_five_rows_are_read() -> None:
    rows = "".join(f"| row{letter} |\n" for letter in "abcdefgh")
    said = speakable(f"| Name |\n|---|\n{rows}")
    assert spoken_text(said).count("Name:") == 5
    assert spoken_text(said).endswith("Name: rowe. The rest of the table is on the screen.")
    assert [pair.written for pair in said][-3:] == ["rowf", "rowg", "rowh"]


@pytest.mark.parametrize(
    ("text", "pronunciations", "spoken"),
    [
        ("Ask Siobhan.", {"siobhan": "shivawn"}, "Ask shivawn."),
        ("SIOBHAN's dog", {"Siobhan": "shivawn"}, "shivawn's dog"),
        ("two GIFs, one gif", {"GIF": "jif"}, "two jifs, one gif"),
        ("York and New York", {"York": "yorck", "new york": "the big apple"}, "yorck and the big apple"),
        ("Yorkshire", {"York": "yorck"}, "Yorkshire"),
        ("**SQL** is fine", {"SQL": "sequel"}, "sequel is fine"),
        ("C++ is old", {"c++": "see plus plus"}, "see plus plus is old"),
    ],
)
def test_the_users_own_words_are_said_as_the_user_says(text: str, pronunciations: dict[str, str], spoken: str) -> None:
    assert spoken_text(speakable(text, "en", pronunciations)) == spoken


def test_a_changed_list_of_pronunciations_counts_at_once() -> None:
    own = {"gif": "jif"}
    assert spoken_text(speakable("a gif", "en", own)) == "a jif"
    own["gif"] = "ghif"
    assert spoken_text(speakable("a gif", "en", own)) == "a ghif"


@pytest.mark.parametrize(
    ("language", "text", "spoken"),
    [
        ("fr", "**Voir** https://example.com/docs à 14:30 🎉", "Voir example point com slash docs à 14:30"),
        ("es", "- uno\n- 2 de ana@example.com", "uno, 2 de ana arroba example punto com"),
        ("zh", "# 标题\n`代码`在 https://example.com。", "标题. 代码在 example 点 com。"),
        ("it", "**Ecco** 3 mele", "Ecco 3 mele"),
    ],
)
def test_in_other_languages_figures_are_left_to_the_voice(language: str, text: str, spoken: str) -> None:
    assert plain(text, language) == spoken


def test_a_pair_compares_by_its_words() -> None:
    assert speakable("Hi") == (Said("Hi", "Hi"),)
