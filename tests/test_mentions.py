"""Texts keep hold of where they speak of things."""

import re

from assistant.messages import Mention
from assistant.telling.mentions import Text, filled, joined, replaced, text


def spoken(whole: Text) -> list[tuple[str, tuple[int, ...]]]:
    return [(whole.words[one.start : one.end], one.numbers) for one in whole.mentions]


def test_template_puts_parts_in_its_own_order() -> None:
    whole = filled("{place} ist {things}.", things=text("ein ") + text("Hund", (1,)), place="links")
    assert (whole.words, spoken(whole)) == ("links ist ein Hund.", [("Hund", (1,))])


def test_parts_are_joined() -> None:
    parts: list[Text | str] = [text("a", (1,)), "b", text("c", (3,))]
    whole = joined(parts, ", ", " und ")
    assert (whole.words, spoken(whole)) == ("a, b und c", [("a", (1,)), ("c", (3,))])
    assert joined(parts[:1], ", ", " und ").words == "a"
    assert joined([], ", ", " und ").words == ""


def test_mentions_move_when_words_before_them_shrink_or_grow() -> None:
    whole = text("de le ") + text("chien", (1,)) + " et de le " + text("chat", (2,))
    shorter = replaced(whole, re.compile("de le "), "du ")
    assert (shorter.words, spoken(shorter)) == ("du chien et du chat", [("chien", (1,)), ("chat", (2,))])
    longer = replaced(whole, re.compile(r"\b(c)"), r"\1\1")
    assert spoken(longer) == [("cchien", (1,)), ("cchat", (2,))]


def test_mention_of_no_words_or_of_nothing_is_none() -> None:
    assert text("", (1,)).mentions == text("dog").mentions == ()


def test_first_letter_is_made_large() -> None:
    told = text("éléphants", (1,)).told()
    assert (told.text, told.mentions) == ("Éléphants", (Mention(0, 9, (1,)),))
