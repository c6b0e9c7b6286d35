"""How a word is to be said, taught by voice."""

import time

import pytest

from assistant.words.pronouncing import Pronunciation, pronunciation


@pytest.mark.parametrize(
    ("heard", "word", "said"),
    [
        ("Pronounce Nguyen as win.", "Nguyen", "win"),
        ("From now on, pronounce the name Siobhan like shi vawn.", "Siobhan", "shi vawn"),
        ("Please say 'GIF' like jif.", "GIF", "jif"),
        ("The name Siobhan is pronounced shi-vawn.", "Siobhan", "shi-vawn"),
        ("Pronounce New York as noo york.", "New York", "noo york"),
        ("Sprich Nguyen wie Win aus.", "Nguyen", "Win"),
        ("Bitte sprich das Wort Oriel als Oriäl aus.", "Oriel", "Oriäl"),
        ("Das Wort Chef wird wie Scheff ausgesprochen.", "Chef", "Scheff"),
        ("Prononce le nom Nguyen comme ouine.", "Nguyen", "ouine"),
        ("Nguyen spricht man Win aus.", "Nguyen", "Win"),
        ("Pronuncia Xavi como chavi.", "Xavi", "chavi"),
        ("请把“Oriel”读成“奥利尔”。", "Oriel", "奥利尔"),
        ("Pronounce Nguyen normally again.", "Nguyen", ""),
        ("Forget how to pronounce the word Nguyen.", "Nguyen", ""),
        ("Sprich Nguyen wieder normal aus.", "Nguyen", ""),
        ("Prononce Nguyen comme avant.", "Nguyen", ""),
        ("Pronuncia Xavi normalmente.", "Xavi", ""),
        ("把Oriel正常读", "Oriel", ""),
    ],
)
def test_word_is_taught_or_forgotten(heard: str, word: str, said: str) -> None:
    assert pronunciation(heard) == Pronunciation(word, said)


@pytest.mark.parametrize(
    "heard",
    [
        "Say it like a pirate.",
        "Say that again.",
        "What is pronounced as win?",
        "How is Nguyen pronounced?",
        "Say cheese like you mean it.",
        "Say hello to my mother as a poem about rain and thunder.",
        "Sprich bitte lauter.",
        "Wie spricht man Nguyen aus?",
        "Describe the picture as a story.",
        "Say no as politely as you can.",
        "Say good night like Batman.",
        "Warum wird das h nicht ausgesprochen?",
        "Die Strafe wird morgen ausgesprochen.",
        "I wonder why colonel is pronounced kernel.",
        "Pronounce ?! as win.",
        "",
    ],
)
def test_what_teaches_nothing_is_left_alone(heard: str) -> None:
    assert pronunciation(heard) is None


def test_long_text_is_read_at_once() -> None:
    started = time.process_time()
    assert pronunciation("pronounce " * 10_000 + "as win") is None
    assert pronunciation("say 'a' " * 14 + "like") is None
    assert time.process_time() - started < 1.0
