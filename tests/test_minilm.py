"""The sentence model with its real weights."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import ModelMissing
from local_models import minilm
from local_models.minilm import MiniLm

TEXTS = ["a cat on a mat", "a kitten lies on a rug", "the stock market fell", "zebra " * 500]


@pytest.fixture(scope="module")
def model(model_folder: Callable[[str], Path]) -> MiniLm:
    return minilm.load(str(model_folder("all-minilm-l6-v2")))


def test_rows_are_of_unit_length_one_a_text(model: MiniLm) -> None:
    vectors = model.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
    assert model.embed([]).shape == (0, 384)


def test_what_means_alike_lies_near(model: MiniLm) -> None:
    cat, kitten, stocks, _ = model.embed(TEXTS)
    assert cat @ kitten > 0.5
    assert cat @ stocks < 0.2


def test_neighbours_in_a_pass_do_not_matter(model: MiniLm) -> None:
    many = [f"{text} {number}" for number in range(20) for text in TEXTS]
    alone = np.concatenate([model.embed([text]) for text in many[:3]])
    assert np.abs(model.embed(many)[:3] - alone).max() < 1e-5


def test_vectors_equal_those_of_sentence_transformers(model: MiniLm, model_folder: Callable[[str], Path]) -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(str(model_folder("all-minilm-l6-v2")), device="cpu", local_files_only=True)
    assert np.abs(model.embed(TEXTS) - theirs.encode(TEXTS, normalize_embeddings=True)).max() < 1e-5


def test_folder_without_a_model_is_a_missing_model(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="oriel models fetch"):
        minilm.load(str(tmp_path))
