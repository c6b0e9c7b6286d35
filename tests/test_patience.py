import random
from dataclasses import dataclass
from itertools import pairwise

import pytest

from assistant.patience import LEAST, LONGEST_S, MOST, REMEMBERED, SHORTEST_S, Pauses, wait_s

DECIDED = [0.0, 0.05, 0.2, 0.5, 0.8, 0.95, 1.0]


def test_sure_of_the_end_waits_a_fifth_of_a_second() -> None:
    assert wait_s(0.99, "", 1.0) == pytest.approx(SHORTEST_S, abs=0.05)
    assert wait_s(0.99, "what is the capital of Australia", 1.0, "en") == pytest.approx(SHORTEST_S, abs=0.05)


def test_sure_of_more_to_come_waits_three_seconds() -> None:
    assert wait_s(0.01, "", 1.0) == pytest.approx(LONGEST_S, abs=0.05)


@pytest.mark.parametrize("words", ["", "turn on the light", "where are", "turn on the"])
def test_wait_falls_smoothly_with_the_probability(words: str) -> None:
    waits = [wait_s(percent / 100, words, 1.0, "en") for percent in range(101)]
    assert waits == sorted(waits, reverse=True)
    assert max(longer - shorter for longer, shorter in pairwise(waits)) < 0.3


@pytest.mark.parametrize("probability", DECIDED)
@pytest.mark.parametrize("words", ["", "turn on the light", "turn on the"])
def test_wait_grows_with_patience_within_its_bounds(probability: float, words: str) -> None:
    waits = [wait_s(probability, words, patience, "en") for patience in (0.1, 0.6, 1.0, 2.0, 10.0)]
    assert waits == sorted(waits)
    assert SHORTEST_S <= waits[0] <= waits[-1] <= LONGEST_S


@pytest.mark.parametrize(
    ("language", "unfinished", "finished"),
    [
        ("en", "find the", "find the red car"),
        ("en", "I'd like to know and,", "I'd like to know more about it, and soon"),
        ("en", "put it on the table, erm", "put it on the table"),
        ("en", "has anybody", "has anybody called"),
        ("de", "ich komme nicht, weil", "ich komme nicht, weil es regnet"),
        ("de", "such mir den Hund und", "such mir den Hund und die Katze"),
        ("de", "zeig mir der", "zeig mir den Hund der Nachbarn"),
        ("fr", "trouve le chien et", "trouve le chien et le chat"),
        ("fr", "je voudrais une", "je voudrais une pomme"),
        ("es", "busca el", "busca el coche rojo"),
        ("es", "no quiero porque", "no quiero porque llueve"),
        ("zh", "我想要这个和", "我想要这个和那个苹果"),
        ("zh", "因为", "因为下雨了"),
    ],
)
@pytest.mark.parametrize("told", [True, False])
def test_words_that_cannot_end_a_sentence_lengthen_the_wait(
    language: str, unfinished: str, finished: str, told: bool
) -> None:
    language = language if told else ""
    for probability in DECIDED:
        assert wait_s(probability, unfinished, 1.0, language) > wait_s(probability, finished, 1.0, language) + 0.5


def test_words_that_seldom_end_a_sentence_lengthen_less() -> None:
    waits = [
        wait_s(0.95, words, 1.0, "en") for words in ("tell me where they live", "tell me where they are", "tell me the")
    ]
    assert waits == sorted(set(waits))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Which?"),
        ("en", "No."),
        ("en", "Thank you."),
        ("en", "Help me!"),
        ("en", "What is this?"),
        ("en", "What is that?"),
        ("de", "Wo?"),
        ("de", "Was ist das?"),
        ("de", "Mach das Licht an."),
        ("de", "Ich weiß nicht."),
        ("de", "Danke sehr schön"),
        ("es", "No."),
        ("fr", "Coupe le son."),
        ("zh", "你好"),
    ],
)
def test_short_complete_answers_do_not_wait(language: str, words: str) -> None:
    assert wait_s(0.98, words, 1.0, language) < 0.3


def test_a_word_that_ends_sentences_in_another_language_counts_only_in_its_own() -> None:
    assert wait_s(0.98, "mach das Licht an", 1.0) < 0.3
    assert wait_s(0.98, "have you seen an", 1.0, "en") > 1.0


def test_adjective_behind_an_article_awaits_its_noun() -> None:
    assert wait_s(0.98, "find the red", 1.0, "en") > 0.8
    assert wait_s(0.98, "paint it red", 1.0, "en") < 0.3
    assert wait_s(0.98, "such das rote", 1.0, "de") > 0.8


@pytest.mark.parametrize("words", ["...", " ", "?", "“”", "the" * 5000, "\n\t", "¿"])
def test_odd_words_are_no_error(words: str) -> None:
    assert SHORTEST_S <= wait_s(0.5, words, 1.0) <= LONGEST_S


@dataclass(frozen=True)
class Talker:
    """Pauses inside his turns: their usual length and how many a turn, with Smart Turn's doubt about them."""

    pause_s: float
    pauses: int
    doubt: tuple[float, float] = (0.3, 0.75)

    def turn(self, pauses: Pauses, chance: random.Random) -> int:
        """One turn of his; how often he was cut in on."""
        cut_in = 0
        for _ in range(self.pauses):
            pause_s = self.pause_s * chance.uniform(0.9, 1.1)
            if pause_s < wait_s(chance.uniform(*self.doubt), "send the letter", pauses.patience):
                pauses.resumed(pause_s)
            else:
                cut_in += 1
                pauses.ended()
                pauses.reopened(pause_s)
        pauses.ended()
        return cut_in


@pytest.mark.parametrize("seed", range(20))
def test_slow_talker_is_cut_in_on_at_most_once_after_five_turns(seed: int) -> None:
    pauses, chance = Pauses(), random.Random(seed)
    talker = Talker(pause_s=1.2, pauses=2)
    for _ in range(5):
        talker.turn(pauses, chance)
    assert pauses.patience > 1.5
    assert sum(talker.turn(pauses, chance) for _ in range(20)) <= 1


@pytest.mark.parametrize("seed", range(20))
def test_the_same_talker_would_be_cut_in_on_without_learning(seed: int) -> None:
    chance, talker = random.Random(seed), Talker(pause_s=1.2, pauses=2)
    assert sum(talker.turn(Pauses(), chance) for _ in range(25)) > 5


@pytest.mark.parametrize("talker", [Talker(pause_s=0.3, pauses=1), Talker(pause_s=0.0, pauses=0)])
def test_quick_talker_waits_less_than_usual(talker: Talker) -> None:
    pauses, chance = Pauses(), random.Random(1)
    for _ in range(20):
        talker.turn(pauses, chance)
    assert pauses.patience < 0.8
    assert wait_s(0.5, "", pauses.patience) < 0.8 * wait_s(0.5, "", 1.0)


def test_new_speaker_is_usual() -> None:
    assert Pauses().patience == pytest.approx(1.0)
    assert Pauses.from_list([]).patience == pytest.approx(1.0)


def test_cut_in_counts_more_than_a_pause() -> None:
    paused, cut = Pauses(), Pauses()
    paused.resumed(1.2)
    cut.ended()
    cut.reopened(1.2)
    assert cut.patience > paused.patience >= 1.0


def test_reopened_turn_was_not_a_quick_one() -> None:
    cut, taken_back = Pauses(), Pauses()
    cut.reopened(1.2)
    taken_back.ended()
    taken_back.reopened(1.2)
    assert taken_back.as_list() == cut.as_list()


def test_silence_within_a_word_is_no_pause() -> None:
    pauses = Pauses()
    pauses.resumed(0.1)
    assert pauses.as_list() == Pauses().as_list()


def test_slow_talker_who_hurries_becomes_quick() -> None:
    pauses = Pauses([1.5] * REMEMBERED)
    assert pauses.patience == MOST
    for _ in range(REMEMBERED):
        pauses.ended()
    assert pauses.patience == LEAST


def test_list_is_bounded_and_goes_on_where_it_was() -> None:
    pauses, chance = Pauses(), random.Random(0)
    for _ in range(200):
        pauses.resumed(chance.uniform(0.0, 100.0))
    kept = pauses.as_list()
    assert len(kept) == REMEMBERED
    assert all(SHORTEST_S <= pause_s <= LONGEST_S for pause_s in kept)
    assert Pauses.from_list(kept).patience == pauses.patience
    assert Pauses.from_list(kept).as_list() == kept


def test_damaged_list_is_brought_within_bounds() -> None:
    pauses = Pauses.from_list([float("nan"), float("inf"), -4.0, 1e9, *[0.5] * 100])
    assert len(pauses.as_list()) == REMEMBERED
    assert LEAST <= pauses.patience <= MOST
