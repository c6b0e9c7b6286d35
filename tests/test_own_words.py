"""Oriel hears itself, or a person over itself: what was played, what was transcribed, and whose words those are."""

from time import perf_counter

import pytest

from assistant.words.own_words import is_own, without_own

HEAT_PUMP = (
    "A heat pump moves heat from outside into your home. It works like a refrigerator in reverse, "
    "and it needs about a third of the electricity."
)
GERMAN = "Eine Wärmepumpe holt Wärme von draußen ins Haus. Sie arbeitet wie ein umgekehrter Kühlschrank."
FRENCH = "Une pompe à chaleur prend la chaleur dehors et l'amène dans la maison."
SPANISH = "Una bomba de calor toma el calor de fuera y lo lleva dentro de la casa."
CHINESE = "热泵把外面的热量搬到室内，就像反过来的冰箱一样。"
WHICH = "I see two dogs: one on the left and one on the right. Which one do you mean?"

OWN = [
    (HEAT_PUMP, "A heat pump moves heat from outside into your home."),
    (HEAT_PUMP, "heat from outside into your"),
    (HEAT_PUMP, "moves heat from outside"),
    (HEAT_PUMP, "A heat pump moves eat from outside in to your home."),
    (HEAT_PUMP, "Heat pumps moves heat from outside"),
    (HEAT_PUMP, "It works like a refrigerator and reverse."),
    (HEAT_PUMP, "its works like the refrigerator in reverse and it needs"),
    (HEAT_PUMP, "needs about a 3rd of the electricity"),
    (HEAT_PUMP, "Works like a refrigerator"),
    (HEAT_PUMP, "And it needs about a third of the electricity, a heat"),
    ("It was published in eighteen thirteen, and it tells a story.", "Ablished in 1813."),
    ("It was published in eighteen thirteen, and it tells a story.", "13 and it tells"),
    (GERMAN, "holt Wärme von draußen ins Haus"),
    (GERMAN, "Eine Wärmepumpe holt Werme von draussen ins Haus."),
    (GERMAN, "Sie arbeitet wie ein umgekehrte Kühlschrank"),
    (FRENCH, "Une pompe à chaleur prend la chaleur de hors."),
    (FRENCH, "la chaleur dehors et l’amène dans la maison"),
    (SPANISH, "toma el calor de fuera y lo lleva"),
    (CHINESE, "把外面的热量搬到室内"),
    (CHINESE, "就像反过来的冰箱一样"),
    (WHICH, "I see two dogs one on the left and one on the right"),
    (WHICH, "Which one do you mean?"),
]
NOT_OWN = [
    (HEAT_PUMP, ""),
    (HEAT_PUMP, "Stop."),
    (HEAT_PUMP, "Wait."),
    (HEAT_PUMP, "Pump?"),
    (HEAT_PUMP, "A heat pump?"),
    (HEAT_PUMP, "What do you mean by heat pump?"),
    (HEAT_PUMP, "Why is it like a refrigerator in reverse?"),
    (HEAT_PUMP, "How does it work?"),
    (HEAT_PUMP, "You said it works like a refrigerator, but is it as loud?"),
    (HEAT_PUMP, "Stop. A heat pump moves heat from outside"),
    (HEAT_PUMP, "moves heat from outside, no stop"),
    (HEAT_PUMP, "And what does a heat pump cost in a year?"),
    (HEAT_PUMP, "my home is small"),
    (HEAT_PUMP, "Find the dog."),
    ("The bus stop is on the left.", "Stop."),
    ("You can say stop listening at any time.", "Stop listening."),
    ("I see two dogs and a bicycle next to the bench.", "Is there a bicycle next to the bench?"),
    (WHICH, "The left one."),
    (WHICH, "One on the left."),
    (WHICH, "The one on the right."),
    (WHICH, "Both dogs."),
    ("Shall I take Berlin or Hamburg?", "Hamburg."),
    (GERMAN, "Was ist ein Kühlschrank?"),
    (GERMAN, "Stopp."),
    (GERMAN, "Warum ein umgekehrter Kühlschrank?"),
    (FRENCH, "Qu'est-ce que c'est, une pompe à chaleur ?"),
    (SPANISH, "¿Qué es una bomba de calor?"),
    (CHINESE, "什么是热泵？"),
    (CHINESE, "停"),
    ("", "A heat pump moves heat."),
]  # fmt: skip
MIXED = [
    (HEAT_PUMP, "A heat pump moves heat from outside. Stop.", "Stop."),
    (HEAT_PUMP, "moves heat from outside into stop", "stop"),
    (HEAT_PUMP, "It works like a refrigerator. What is a valve?", "What is a valve?"),
    (HEAT_PUMP, "Stop. It works like a refrigerator", "Stop."),
    (HEAT_PUMP, "Wait a moment. It works like a refrigerator in reverse.", "Wait a moment."),
    (HEAT_PUMP, "it works like a refrigerator in reverse how loud is that", "how loud is that"),
    (HEAT_PUMP, "And how loud is it moves heat from outside into your home", "And how loud is it"),
    (HEAT_PUMP, "moves heat from outside", ""),
    (HEAT_PUMP, "What do you mean by heat pump?", "What do you mean by heat pump?"),
    (HEAT_PUMP, "The heat pump is too loud.", "The heat pump is too loud."),
    (HEAT_PUMP, "Find the dog.", "Find the dog."),
    (
        "I see two dogs and a bicycle next to the bench.",
        "Is there a bicycle next to the bench?",
        "Is there a bicycle next to the bench?",
    ),
    (GERMAN, "holt Wärme von draußen. Was kostet das?", "Was kostet das?"),
    (GERMAN, "Stopp. Sie arbeitet wie ein umgekehrter", "Stopp."),
    (FRENCH, "prend la chaleur dehors. Combien ça coûte ?", "Combien ça coûte ?"),
    (SPANISH, "toma el calor de fuera. ¿Cuánto cuesta?", "¿Cuánto cuesta?"),
    (CHINESE, "把外面的热量搬到室内。多少钱？", "多少钱？"),
]


@pytest.mark.parametrize(("played", "heard"), OWN)
def test_what_it_says_itself_is_its_own(played: str, heard: str) -> None:
    assert is_own(heard, played)


@pytest.mark.parametrize(("played", "heard"), NOT_OWN)
def test_what_a_person_says_is_not(played: str, heard: str) -> None:
    assert not is_own(heard, played)


@pytest.mark.parametrize(("played", "heard", "said"), MIXED)
def test_a_persons_words_are_kept_without_its_own_around_them(played: str, heard: str, said: str) -> None:
    assert without_own(heard, played) == said


def test_long_texts_are_compared_in_time_for_the_next_word() -> None:
    started = perf_counter()
    is_own("moves heat from outside " * 500, HEAT_PUMP * 2)
    without_own("and what about winter " * 500, HEAT_PUMP * 2)
    assert perf_counter() - started < 0.5
