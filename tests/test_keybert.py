"""Phrases of requests, with the real sentence model."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import ModelMissing
from local_models import keybert
from local_models.keybert import Extractor, candidates


@pytest.fixture(scope="module")
def extractor(model_folder: Callable[[str], Path]) -> Extractor:
    return keybert.load(str(model_folder("all-minilm-l6-v2")))


def phrases(extractor: Extractor, text: str) -> list[str]:
    return [found.text for found in extractor.extract(text)]


def test_request_gives_what_it_is_about(extractor: Extractor) -> None:
    found = phrases(extractor, "the red car and two dogs, not the cat")
    assert {"red car", "dogs", "cat"} <= set(found)
    assert found[0] == "red car"


def test_things_of_two_words_stay_whole(extractor: Extractor) -> None:
    assert "fire hydrant" in phrases(extractor, "Is there a fire hydrant behind the teddy bear?")
    assert "teddy bear" in phrases(extractor, "Is there a fire hydrant behind the teddy bear?")


@pytest.mark.parametrize("word", ["Name", "dog", "Fire", "the", "E-Mail", "Straße"])
def test_one_word_is_its_own_phrase(extractor: Extractor, word: str) -> None:
    assert phrases(extractor, word) == [word.lower()]


@pytest.mark.parametrize("text", ["", "   ", "?!", "…"])
def test_text_without_words_has_no_phrases(extractor: Extractor, text: str) -> None:
    assert phrases(extractor, text) == []


def test_phrases_stand_in_the_text_as_they_are(extractor: Extractor) -> None:
    text = "This is a car I drive, a small blue car with big wheels and an old engine."
    for phrase in phrases(extractor, text):
        assert phrase in text.lower()
        assert 1 <= len(phrase.split()) <= 3


def test_scores_lie_between_0_and_1_the_most_telling_first(extractor: Extractor) -> None:
    scores = [found.score for found in extractor.extract("Segment the woman with the green umbrella and her dog.")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_very_long_text_has_ten_phrases_too(extractor: Extractor) -> None:
    text = " ".join(f"thing{number}" for number in range(1000))
    assert len(candidates(text)) == keybert.MOST_CANDIDATES
    assert len(phrases(extractor, text)) == keybert.MOST_PHRASES


def test_cancelled_stream_ends(extractor: Extractor) -> None:
    stream = extractor.extract("a red car and a blue boat")
    next(stream)
    stream.cancel()
    assert list(stream) == []


def test_candidates_are_words_side_by_side_and_no_stop_words() -> None:
    assert candidates("a car I drive") == ["car", "drive"]
    assert candidates("Cats, dogs") == ["cats", "dogs"]
    assert candidates("big old red car") == [
        *("big", "big old", "big old red"),
        *("old", "old red", "old red car"),
        *("red", "red car"),
        "car",
    ]


def test_folder_without_a_model_is_a_missing_model(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="oriel models fetch"):
        keybert.load(str(tmp_path))
