"""Where the time of a turn went, in a sentence, and the question that asks for it."""

from dataclasses import replace

import pytest

from assistant.messages import Finding, Image, Turn, TurnTimes
from assistant.slowness import most_unusual, stages, why_slow
from assistant.telling.delays import SENTENCES, STAGES, delay
from assistant.ui.view import Told
from assistant.words.slowness import ASKED, asks_why_slow

PROMPT = TurnTimes(turn_end=400, transcript=290, plan=295, first_token=550, first_sound=750, done=2500)
PATIENT = TurnTimes(turn_end=2100, transcript=290, plan=295, first_token=550, first_sound=2300, done=4000)
TYPED = TurnTimes(turn_end=0, transcript=0, plan=10, first_token=400, first_sound=600, done=2000)


def turn(times: TurnTimes, *findings: Finding) -> Turn:
    return Turn("How far away is the moon?", "en", "Far.", "Far.", False, times, findings=findings)


def test_stages_overlap_and_add_up_to_the_wait_for_the_first_sound() -> None:
    assert stages(turn(PROMPT)) == {"wait": 400, "hear": 0, "plan": 0, "think": 150, "speak": 200}
    assert sum(stages(turn(PATIENT)).values()) == PATIENT.first_sound


def test_stage_that_cost_most_against_its_usual_is_named() -> None:
    earlier = [turn(PROMPT)] * 3
    assert why_slow(turn(PATIENT), earlier) == "Waiting for you to finish took 2.1 seconds, 1.7 more than usual."
    late = turn(replace(PROMPT, first_token=2400, first_sound=2600))
    assert why_slow(late, earlier) == "Finding the first words took 2.0 seconds, 1.9 more than usual."
    mute = turn(replace(PROMPT, first_sound=3050))
    assert why_slow(mute, earlier) == "Speaking the first words took 2.5 seconds, 2.3 more than usual."
    unclear = turn(replace(PROMPT, transcript=1400, plan=1400, first_token=1500, first_sound=1700))
    assert why_slow(unclear, earlier) == "Writing down your words took 1.0 seconds, 1.0 more than usual."


def test_longest_stage_is_not_blamed_where_it_always_takes_so_long() -> None:
    habit = [turn(replace(PATIENT, first_sound=2300 + extra)) for extra in (0, 100, 200)]
    slow_voice = turn(replace(PATIENT, first_sound=3400))
    assert most_unusual(slow_voice, habit).stage == "speak"
    told = why_slow(turn(PATIENT), habit)
    assert told == "Nothing was slower than usual; waiting for you to finish took longest, 2.1 of 2.3 seconds."


def test_quick_turn_was_not_slow() -> None:
    assert why_slow(turn(PROMPT), []) == "Nothing was slow: the first word came after 0.8 seconds."


def test_fewer_than_three_turns_do_not_say_what_is_usual() -> None:
    assert "1.7 more than usual" in why_slow(turn(PATIENT), [turn(PATIENT)] * 2)
    assert "Nothing was slower than usual" in why_slow(turn(PATIENT), [turn(PATIENT)] * 3)


def test_only_turns_of_the_same_kind_say_what_is_usual() -> None:
    image = Image("0" * 64, "/nowhere", 1, 1)
    seen = turn(replace(PROMPT, first_token=4000, first_sound=4200), Finding(image, "find", ()))
    assert why_slow(seen, [turn(PROMPT)] * 5).startswith("Looking at the picture took 3.6 seconds")
    assert why_slow(seen, [seen] * 3).startswith("Nothing was slower than usual; looking at the picture")
    assert why_slow(turn(TYPED), [turn(PATIENT)] * 5) == why_slow(turn(TYPED), [])
    silent = turn(replace(PATIENT, first_sound=None, first_token=2200))
    assert why_slow(silent, [turn(PATIENT)] * 3) == why_slow(silent, [])


def test_old_turns_are_forgotten() -> None:
    assert most_unusual(turn(PATIENT), [turn(PROMPT)] * 30 + [turn(PATIENT)] * 20).more_ms == 0


def test_turn_without_an_answer_has_no_sentence() -> None:
    assert why_slow(turn(TurnTimes(turn_end=400, transcript=300, done=500)), []) == ""


@pytest.mark.parametrize(
    ("language", "slow", "fast"),
    [
        (
            "de",
            "Das Warten auf dein Satzende dauerte 2,1 Sekunden, 1,7 mehr als sonst.",
            "Nichts war langsam: Das erste Wort kam nach 0,8 Sekunden.",
        ),
        (
            "fr",
            "L'attente de la fin de votre phrase a pris 2,1 secondes, 1,7 de plus que d'habitude.",
            "Rien n'a été lent : le premier mot est venu après 0,8 seconde.",
        ),
        (
            "es",
            "Esperar a que terminaras llevó 2,1 segundos, 1,7 más de lo habitual.",
            "Nada fue lento: la primera palabra llegó a los 0,8 segundos.",
        ),
        ("zh", "等你说完用了2.1秒，比平时多1.7秒。", "没有哪一步慢：0.8秒后就说出了第一个字。"),
        (
            "it",
            "Waiting for you to finish took 2.1 seconds, 1.7 more than usual.",
            "Nothing was slow: the first word came after 0.8 seconds.",
        ),
    ],
)
def test_it_is_said_in_five_languages_and_else_in_english(language: str, slow: str, fast: str) -> None:
    assert why_slow(turn(PATIENT), [], language) == slow
    assert why_slow(turn(PROMPT), [], language) == fast


@pytest.mark.parametrize("language", SENTENCES)
def test_every_stage_has_its_own_name_in_every_language(language: str) -> None:
    assert STAGES[language].keys() == STAGES["en"].keys()
    told = {delay("usual", stage, 1.0, 0.0, 2.0, language) for stage in STAGES[language]}
    assert len(told) == len(STAGES["en"])


ASKING = {
    "en": "Why was this slow?|What took you so long?|Why was that so slow, Oriel?|Why did it take so long to answer?"
    "|why are you so slow today?|What was the hold-up?|Why the delay?|Oriel, what took so long?|Why so slow?"
    "|How come that took so long?|What's taking you so long?|Why did that take you so long?|Why did I have to wait?",
    "de": "Warum hat das so lange gedauert?|Wieso warst du so langsam?|Warum hast du so lange gebraucht?"
    "|Was hat da so lange gedauert?|Warum war das denn so langsam?|Warum dauert das so lange?|Why was this slow?",
    "fr": "Pourquoi c'était si lent ?|Pourquoi as-tu mis si longtemps à répondre ?|Pourquoi ça a pris autant de temps ?"
    "|Pourquoi est-ce que c'était si long ?|Qu'est-ce qui a pris si longtemps ?|Pourquoi était-ce si lent ?",
    "es": "¿Por qué fue tan lento?|¿Por qué tardaste tanto?|¿Por qué has tardado tanto en contestar?"
    "|¿Qué te tomó tanto tiempo?|¿Por qué tan lento?",
    "zh": "为什么这么慢？|你怎么这么慢|刚才为什么这么慢？|为什么花了这么久？|为什么等了这么长时间？|為什麼這麼慢？"
    "|你为什么要这么久才回答？",
}
NOT_ASKING = {
    "en": "Why is the sloth so slow?|What took the Romans so long to fall?|Why is my computer so slow?|It was slow."
    "|Why did the war take so long?|Why did you take the second one?|Why?|What was that?|Speak more slowly.",
    "de": "Warum ist die Schnecke so langsam?|Warum hat der Krieg so lange gedauert?|Warum?|Sprich langsamer.",
    "fr": "Pourquoi l'escargot est-il si lent ?|Pourquoi ?",
    "es": "¿Por qué es tan lento el caracol?|¿Por qué?",
    "zh": "为什么蜗牛这么慢？|为什么？|说慢一点",
}


def lines(said: dict[str, str]) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in said.items() for text in texts.split("|")]


@pytest.mark.parametrize(("language", "text"), lines(ASKING))
def test_question_why_it_was_slow_is_told(language: str, text: str) -> None:
    assert asks_why_slow(text, language)


@pytest.mark.parametrize(("language", "text"), lines(NOT_ASKING))
def test_question_about_something_else_is_left_alone(language: str, text: str) -> None:
    assert not asks_why_slow(text, language)


def test_either_apostrophe_will_do() -> None:
    assert asks_why_slow("What\u2019s taking you so long?", "en")
    assert asks_why_slow("Pourquoi c\u2019était si lent ?", "fr")


def test_only_english_is_understood_beside_the_language_that_is_spoken() -> None:
    assert ASKED.keys() == ASKING.keys()
    assert not asks_why_slow("Warum so langsam?", "fr")
    assert asks_why_slow("Why so slow?", "it")


def test_page_is_told_the_sentence_in_the_turns_language_against_the_turns_before() -> None:
    german = replace(turn(PATIENT), language="de")
    told = Told()
    news = told.new_turns((*[turn(PROMPT)] * 3, german))
    assert news is not None
    assert [one["why_slow"][:7] for one in news["turns"]] == ["Nothing"] * 3 + ["Das War"]
    more = told.new_turns((*[turn(PATIENT)] * 3, german))
    assert more is not None
    assert more["turns"][3]["why_slow"].startswith("Nichts war langsamer als sonst")
