"""The zero-shot classifier on a tiny checkpoint of a real class, on sentences that it was not trained on."""

import json
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
import tiny_nli
from tiny_nli import FOLDER, LABELS, THINGS, UNSEEN

from assistant.errors import BadInput, ModelCorrupt, ModelMissing
from assistant.messages import ScoredIntent
from assistant.topics import TEMPLATES, TOPICS, intents, topics
from local_models import nli
from local_models.nli import ZeroShot

SPOKEN = [  # no request has such a beginning in training, nor these things
    ("en", "well would you cut out the bridge", "Segmentation"),
    ("en", "so make a mask of the clock", "Mask creation"),
    ("en", "er where is the clock", "Object detection"),
    ("en", "please get rid of the bridge now", "Inpainting"),
    ("en", "well paint a bridge and a clock", "Generating an image from text"),
    ("en", "right turn this bridge into a painting", "Creating an image from another one"),
    ("en", "so upscale the picture please", "Upscaling"),
    ("en", "well tell me a joke please", "Others"),
    ("de", "mal eben schneide den fisch aus", "Segmentierung"),
    ("de", "so wo ist der fisch", "Objekterkennung"),
    ("fr", "bon découpe le vélo", "la segmentation"),
    ("fr", "dis où est le vélo", "la détection d'objets"),
    ("es", "oye recorta el coche", "la segmentación"),
    ("es", "oye dónde está el coche", "la detección de objetos"),
    ("zh", "麻烦把花抠出来", "图像分割"),
    ("zh", "麻烦花在哪里", "物体检测"),
]


@pytest.fixture(scope="module")
def model() -> ZeroShot:
    return nli.load(str(FOLDER))


def test_the_topic_of_a_request_is_told_in_the_speakers_language(model: ZeroShot) -> None:
    missed = [text for language, text, topic in SPOKEN if topics(model, text, language)[0].intent != topic]
    assert len(missed) <= 0.15 * len(SPOKEN), missed


def test_requests_with_unseen_things_have_their_topic_nine_times_in_ten(model: ZeroShot) -> None:
    right = [
        topics(model, form.format(*UNSEEN[language] * 2), language)[0].intent == topic
        for language, requests in tiny_nli.REQUESTS.items()
        for topic, forms in zip(TOPICS[language], requests, strict=True)
        for form in forms
    ]
    assert len(right) > 100
    assert np.mean(right) >= 0.9


def test_what_a_sentence_says_is_there_wins_over_what_it_denies_or_does_not_say(model: ZeroShot) -> None:
    rng = np.random.default_rng(7)
    right = []
    for _ in range(60):
        here, denied, unsaid = (str(thing) for thing in rng.choice(THINGS["en"], 3, replace=False))
        said = f"there is no {denied} in the school and a green {here} is in the field"
        right.append(next(model.classify(said, [denied, unsaid, here], "there is a {}")).intent == here)
    assert np.mean(right) >= 0.9


def test_the_three_likeliest_labels_come_the_likeliest_first(model: ZeroShot) -> None:
    found = topics(model, "cut out the dog", "en")
    scores = [one.score for one in found]
    assert len(found) == nli.BEST
    assert scores == sorted(scores, reverse=True)
    assert 0 < sum(scores) <= 1 + 1e-6


def test_labels_exclude_each_other_so_all_of_two_add_up_to_1(model: ZeroShot) -> None:
    found = list(model.classify("a red dog is in the garden", ["dog", "boat"], "there is a {}"))
    assert [one.intent for one in found] == ["dog", "boat"]
    assert sum(one.score for one in found) == pytest.approx(1)


def test_topics_become_intents_with_the_sum_of_their_scores() -> None:
    found = [ScoredIntent("Segmentation", 0.4), ScoredIntent("Object detection", 0.3)]
    assert intents([*found, ScoredIntent("Mask creation", 0.2)]) == (
        ScoredIntent("segment", pytest.approx(0.6)),
        ScoredIntent("find", 0.3),
    )


def test_every_language_has_the_same_intents_in_the_same_order() -> None:
    assert TOPICS.keys() == TEMPLATES.keys()
    assert len({tuple(spoken.values()) for spoken in TOPICS.values()}) == 1


def test_a_language_without_topics_is_asked_in_english(model: ZeroShot) -> None:
    assert {one.intent for one in topics(model, "cut out the dog", "it")} <= set(TOPICS["en"])


@pytest.mark.parametrize("text", ["", "  ", "?!", "🙂"])
def test_text_without_words_has_no_topic(model: ZeroShot, text: str) -> None:
    assert topics(model, text, "en") == ()


@pytest.mark.parametrize("text", ["word " * 5000, "Сегодня хорошая погода", "{} {0} {text}", "x" * 5000])
def test_odd_text_has_topics_too(model: ZeroShot, text: str) -> None:
    assert len(topics(model, text, "en")) == nli.BEST


def test_braces_in_a_label_are_only_letters(model: ZeroShot) -> None:
    assert {one.intent for one in model.classify("a dog", ["{x}", "{0}"], "The topic is {}")} == {"{x}", "{0}"}
    with pytest.raises(BadInput, match="a label is a text"):
        model.classify("a dog", ["{}", "dog"], "The topic is {}")


@pytest.mark.parametrize("template", ["The topic", "{} {}", "The topic is {0}", "{.__class__}", "{"])
def test_a_template_without_one_place_for_the_label_is_refused(model: ZeroShot, template: str) -> None:
    with pytest.raises(BadInput, match=r"a template has \{\} once"):
        model.classify("a dog", ["dog", "cat"], template)


@pytest.mark.parametrize("labels", [[], ["dog"], ["dog", "dog"]])
def test_fewer_than_two_labels_are_refused(model: ZeroShot, labels: list[str]) -> None:
    with pytest.raises(BadInput, match="at least 2 labels that differ"):
        model.classify("a dog", labels, "The topic is {}")


def test_cancelled_stream_ends(model: ZeroShot) -> None:
    stream = model.classify("cut out the dog", ["dog", "cat", "car"], "The topic is {}")
    next(stream)
    threading.Thread(target=stream.cancel).run()
    assert list(stream) == []


def test_folder_without_a_model_is_a_missing_model(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="oriel models fetch"):
        nli.load(str(tmp_path))


def test_a_checkpoint_that_knows_no_entailment_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(FOLDER, tmp_path / "model")
    shape = json.loads((folder / "config.json").read_text())
    names = {"0": "joy", "1": "anger", "2": "fear"}
    shape |= {"id2label": names, "label2id": {name: int(number) for number, name in names.items()}}
    (folder / "config.json").write_text(json.dumps(shape))
    with pytest.raises(ModelCorrupt, match="a label 'entailment' was wanted; have: joy, anger, fear"):
        nli.load(str(folder))


def test_training_never_asks_about_the_unseen_things() -> None:
    rng = np.random.default_rng(0)
    for _ in range(3000):
        one = tiny_nli.topic(rng)
        assert not any(thing in one.premise for things in UNSEEN.values() for thing in things)


def test_drawn_pairs_have_every_label() -> None:
    rng = np.random.default_rng(0)
    assert {tiny_nli.pair(rng).label for _ in range(200)} == set(range(len(LABELS)))


def test_the_checkpoint_stays_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 500_000
