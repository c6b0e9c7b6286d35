"""What an intent is told by: the character n-grams and words of an utterance, and a sentence model's point for it.

An adapter of low rank (LoRA, arXiv 2106.09685), trained on Oriel's own examples, teaches the sentence model what people
ask of Oriel. Shared by the training script and the classifier, so that both see the same.
"""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import HashingVectorizer  # type: ignore[import-untyped]
from torch import Tensor, nn

from local_models import e5

MOST_TOKENS = 48  # what an intent is told by stands at the beginning
MOST_LETTERS = 400
AT_ONCE = 64
GRAMS = 2**16  # columns for the character n-grams, and as many for the words
MIDDLE = 6  # of 12 layers
ADAPTED = ("query", "key", "value", "output", "up", "down")  # the linear layers of each block

Adapter = dict[str, NDArray[Any]]


def plain(text: str) -> str:
    """As it is compared: lower case, one space between words, no punctuation, so much of it."""
    said = unicodedata.normalize("NFKC", text).casefold()[:MOST_LETTERS]
    return " ".join(re.findall(r"[\w']+", said))


def _vectorizer(analyzer: str, ngrams: tuple[int, int]) -> HashingVectorizer:
    return HashingVectorizer(
        analyzer=analyzer,
        ngram_range=ngrams,
        n_features=GRAMS,
        alternate_sign=False,
        norm=None,
        token_pattern=r"(?u)[\w']+",
        dtype=np.float32,
    )


GRAM_READERS = (_vectorizer("char_wb", (1, 5)), _vectorizer("word", (1, 3)))


def grams(texts: list[str]) -> csr_matrix:
    """n texts → float32 [n, 2 × GRAMS]: 1 + log of how often each n-gram stands, unscaled."""
    counts = hstack([reader.transform([plain(text) for text in texts]) for reader in GRAM_READERS]).tocsr()
    counts.data = 1 + np.log(counts.data)
    return csr_matrix(counts)


def weighted(counts: csr_matrix, rarity: NDArray[np.float32]) -> csr_matrix:
    """Each n-gram by how rare it is (rarity [2 × GRAMS]); both halves of each row have unit length."""
    halves = []
    for half in (slice(0, GRAMS), slice(GRAMS, 2 * GRAMS)):
        part = counts[:, half].multiply(rarity[half]).tocsr()
        length = np.sqrt(part.multiply(part).sum(1)).A1 if part.shape[0] else np.zeros(0)
        halves.append(csr_matrix(part.multiply(1 / np.maximum(length, 1e-9)[:, None])))
    return csr_matrix(hstack(halves))


@dataclass(frozen=True, eq=False)
class Points:
    """float32 [n, 384] each: where texts lie behind the last and behind the middle layer of the sentence model."""

    last: NDArray[np.float32]
    middle: NDArray[np.float32]


class Sentences:
    """The multilingual sentence model, with an adapter where one is given. Called by one thread at a time."""

    def __init__(self, folder: Path, threads: int, adapter: Adapter | None = None) -> None:
        self._threads = threads
        self.model, self._tokenizer = e5.load(folder)
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.enable_padding(pad_id=e5.PADDING, pad_token="<pad>")
        if adapter is not None:
            adapt(self.model, adapter)

    def read(self, texts: list[str]) -> tuple[Tensor, Tensor]:
        """n texts → two of float32 [n, 384], means over their tokens: behind the last layer, and behind the middle one.

        The last is shaped by Oriel's intents alone; the middle still tells apart what is alike for them.
        """
        read = self._tokenizer.encode_batch([plain(text) for text in texts])
        real = torch.tensor([one.attention_mask for one in read])
        tokens = torch.tensor([one.ids for one in read])
        states = self.model(tokens, attention_mask=real, output_hidden_states=True).hidden_states
        last, middle = ((states[n] * real[..., None]).sum(1) / real.sum(1, keepdim=True) for n in (-1, MIDDLE))
        return last, middle

    @torch.inference_mode()
    def embed(self, texts: list[str]) -> Points:
        """n texts → their points, not scaled."""
        torch.set_num_threads(self._threads)  # here, since other models in this process set theirs
        parts = [self.read(texts[first : first + AT_ONCE]) for first in range(0, len(texts), AT_ONCE)]
        last, middle = (np.concatenate([part[n].numpy() for part in parts]) for n in (0, 1))
        return Points(last, middle)


def unit(points: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row at length 1."""
    scaled: NDArray[np.float32] = points / np.maximum(np.linalg.norm(points, axis=-1, keepdims=True), 1e-9)
    return scaled


def layers(model: Any) -> dict[str, nn.Linear]:
    """The linear layers that are adapted, by a name such as "0.query"."""
    named: dict[str, nn.Linear] = {}
    for number, block in enumerate(model.encoder.layer):
        own, around = block.attention.self, block.attention.output
        six = (own.query, own.key, own.value, around.dense, block.intermediate.dense, block.output.dense)
        named |= {f"{number}.{name}": layer for name, layer in zip(ADAPTED, six, strict=True)}
    return named


@torch.no_grad()
def adapt(model: Any, adapter: Adapter) -> None:
    """Add an adapter to the weights: for each layer `down` [rank, in] and `up` [out, rank]."""
    for name, layer in layers(model).items():
        down, up = (torch.from_numpy(adapter[f"{name}.{part}"].astype(np.float32)) for part in ("down", "up"))
        layer.weight += up @ down
