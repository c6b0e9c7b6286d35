"""Numbers in words, and what the neighbours decide: tables of the spoken forms that need no voice and no markup."""

import pytest

from assistant.spoken_forms import english, german
from assistant.spoken_forms.acronyms import roman
from assistant.spoken_forms.markup import Part, parts
from assistant.spoken_forms.tongue import MOST_DIGITS, Tongue


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (40, "forty"),
        (100, "one hundred"),
        (105, "one hundred five"),
        (999, "nine hundred ninety-nine"),
        (1_001, "one thousand one"),
        (21_000, "twenty-one thousand"),
        (1_000_000, "one million"),
        (2_500_017, "two million five hundred thousand seventeen"),
        (10**12, "one trillion"),
    ],
)
def test_english_counts(number: int, words: str) -> None:
    assert english.cardinal(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "null"),
        (1, "eins"),
        (16, "sechzehn"),
        (17, "siebzehn"),
        (21, "einundzwanzig"),
        (30, "dreißig"),
        (100, "hundert"),
        (101, "hunderteins"),
        (200, "zweihundert"),
        (1_000, "tausend"),
        (1_100, "tausendeinhundert"),
        (21_000, "einundzwanzigtausend"),
        (101_000, "hunderteintausend"),
        (123_456, "hundertdreiundzwanzigtausendvierhundertsechsundfünfzig"),
        (1_000_000, "eine Million"),
        (2_000_001, "zwei Millionen eins"),
        (3 * 10**9, "drei Milliarden"),
        (10**12, "eine Billion"),
    ],
)
def test_german_counts(number: int, words: str) -> None:
    assert german.cardinal(number) == words


@pytest.mark.parametrize("tongue", [english.ENGLISH, german.GERMAN], ids=["en", "de"])
def test_no_two_numbers_are_called_alike(tongue: Tongue) -> None:
    numbers = [*range(2_000), *(base + more for base in (10**4, 10**5, 10**6, 10**9, 10**12) for more in range(1, 150))]
    assert len({tongue.cardinal(number) for number in numbers}) == len(numbers)
    assert len({tongue.ordinal(number) for number in numbers[1:2_000]}) == 1_999
    assert tongue.cardinal(10**MOST_DIGITS - 1)


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "first"), (12, "twelfth"), (20, "twentieth"), (101, "one hundred first"), (1000, "one thousandth")],
)
def test_english_ordinals(number: int, words: str) -> None:
    assert english.ordinal(number) == words


@pytest.mark.parametrize(
    ("number", "before", "words"),
    [
        (1, "am ", "ersten"),
        (3, "der ", "dritte"),
        (3, "in der ", "dritten"),
        (7, "die ", "siebte"),
        (8, "ein ", "achter"),
        (19, "", "neunzehnter"),
        (20, "zum ", "zwanzigsten"),
        (31, "bis ", "einunddreißigsten"),
        (100, "das ", "hundertste"),
        (103, "den ", "hundertdritten"),
    ],
)
def test_a_german_ordinal_ends_as_the_words_before_ask(number: int, before: str, words: str) -> None:
    assert german.with_ending(number, before) == words


@pytest.mark.parametrize(
    ("number", "in_english", "in_german"),
    [
        (1066, "ten sixty-six", "tausendsechsundsechzig"),
        (1200, "twelve hundred", "zwölfhundert"),
        (1905, "nineteen oh five", "neunzehnhundertfünf"),
        (2000, "two thousand", "zweitausend"),
        (2009, "two thousand nine", "zweitausendneun"),
        (2026, "twenty twenty-six", "zweitausendsechsundzwanzig"),
    ],
)
def test_years(number: int, in_english: str, in_german: str) -> None:
    assert (english.year(number), german.year(number)) == (in_english, in_german)


def test_a_number_longer_than_any_is_read_digit_by_digit() -> None:
    assert english.ENGLISH.read("1" * (MOST_DIGITS + 1)) == " ".join(["one"] * (MOST_DIGITS + 1))


@pytest.mark.parametrize(("noun", "word"), [("Tag", "ein"), ("Stunde", "eine"), ("Zeitung", "eine"), ("Name", "ein")])
def test_one_takes_the_gender_that_the_nouns_ending_tells(noun: str, word: str) -> None:
    assert german.one(noun) == word


@pytest.mark.parametrize(("text", "number"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("XCIX", 99)])
def test_roman_numerals(text: str, number: int) -> None:
    assert roman(text) == number


def test_a_table_gives_each_cell_its_column() -> None:
    assert parts("| A | B |\n|---|---|\n| 1 | 2 |") == [
        Part("silent", "A"),
        Part("silent", "B"),
        Part("cell", "1", "A"),
        Part("cell", "2", "B"),
        Part("row_end", ""),
    ]
