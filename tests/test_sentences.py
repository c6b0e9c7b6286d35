import pytest

from assistant.sentences import Pieces


def cut(text: str, size: int = 3) -> list[str]:
    pieces = Pieces()
    found = [piece for first in range(0, len(text), size) for piece in pieces.feed(text[first : first + size])]
    return [piece.text for piece in [*found, *pieces.flush()]]


def test_first_clause_is_cut_at_its_comma() -> None:
    assert cut("Yes, it is warm in Sydney today.")[0] == "Yes,"


def test_first_clause_comes_as_soon_as_what_follows_proves_it_complete() -> None:
    pieces = Pieces()
    assert pieces.feed("It is warm.") == []
    assert [piece.text for piece in pieces.feed(" I")] == ["It is warm."]


@pytest.mark.parametrize(
    "whole",
    [
        "It costs $29.50 today",
        "Ask Dr. Smith about it",
        "About 3.5 of them",
        "At 9:30 a.m. today",
        "Es beginnt am 27. November",
        "Das Bad liegt im 2. Stock",
        "Nimm Obst, z. B. Kirschen",
    ],
)
def test_marks_inside_a_word_or_number_do_not_cut(whole: str) -> None:
    assert not [piece for piece in cut(whole + ".")[:-1] if piece.rstrip().endswith(".")]


def test_age_ends_a_sentence_though_it_is_a_number() -> None:
    assert cut("I am 30. You are five.") == ["I am 30.", " You are five."]


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_pieces_join_to_the_text_however_it_arrives(size: int) -> None:
    text = "Well, the U.S. has 50 states; Canada has ten provinces.\n\nIt is large! Is it? Yes... it is, e.g. in area."
    assert "".join(cut(text, size)) == text


def test_cuts_do_not_depend_on_how_the_text_arrives() -> None:
    text = "First, there is this. Then, Mr. Jones said 3.5 is enough; and that was it. Good."
    assert cut(text, 4) == cut(text, 7)


def test_later_pieces_are_whole_sentences() -> None:
    assert cut("Yes, it is, of course, and so on. Now, then, we go home.")[-1] == " Now, then, we go home."


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("The capital of Australia is Canberra.", "The capital of Australia"),
        ("There are twelve bottles on the second shelf.", "There are twelve bottles"),
        ("A heat pump moves heat from the outside.", "A heat pump moves heat"),
        ("It is in the kitchen.", "It is in the kitchen."),
        ("What you can do is wait.", "What you can do"),
        ("Yes, the dog is here.", "Yes,"),
    ],
)
def test_opening_is_also_cut_where_a_phrase_ends(text: str, opening: str) -> None:
    assert cut(text)[0] == opening


def test_only_the_opening_is_cut_without_a_mark() -> None:
    assert cut("The capital of Australia is a city in the south.")[1:] == [" is a city in the south."]


def test_only_the_last_piece_of_a_sentence_ends_it() -> None:
    pieces = Pieces()
    found = pieces.feed("Yes, it is warm there. ") + pieces.feed("So go.") + pieces.flush()
    assert [piece.ends_sentence for piece in found] == [False, True, True]


def test_numbered_list_keeps_number_and_item_together() -> None:
    assert cut("1. Open the door. 2. Go in.")[0] == "1. Open the door."


def test_nothing_comes_of_nothing() -> None:
    assert cut("") == []
    assert cut("  \n ") == []
