"""IntentClassifier: two linear models and the nearest examples vote on what an utterance asks for.

The weights are Oriel's own, made by scripts/train_intents.py. A user's own intents are learned when the model is
loaded, each by one more linear model, which takes an utterance only where it is surer than nearly all known examples
of the old intents make it, by some way towards the intent's own examples.
"""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, vstack  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from assistant.messages import ScoredIntent
from assistant.plan import OwnIntent
from assistant.roles import Stream
from local_models.intent_features import GRAMS, Points, Sentences, grams, unit, weighted

FOLDER = Path(__file__).parent / "intent_weights"
INTENTS = ("chat", "describe", "find", "segment", "edit", "generate", "refine", "translate", "control", "other")
BEST = 3
READING = 0.5  # how much the sentence model's voter counts beside the n-grams'
NEIGHBOURS = 12  # examples that vote beside them
NEIGHBOURLY = 0.2  # how much they count
SHARPNESS = 20.0  # of the neighbours: e-fold per 1/20 of cosine
EXAMPLES = 3  # known utterances that go with each intent
OWN_RIGIDITY = 5.0  # scikit-learn's C
OWN_WEIGHT = 3.0  # of each of the two points beside the n-grams
SPARED = 0.999  # share of the known examples that a user's own intent must not take
TOWARDS = 0.25  # the bar stands so far above those, on the way to the intent's own examples


class Voters:
    """Called by one thread at a time; `Stream.cancel` by any."""

    def __init__(self, folder: Path, weights: Path, threads: int, own: list[OwnIntent]) -> None:
        self._sentences = Sentences(folder, threads, dict(np.load(weights / "adapter.npz")))
        head, ngrams = np.load(weights / "head.npz"), np.load(weights / "grams.npz")
        self._head, self._head_bias = head["weights"].astype(np.float32), head["bias"].astype(np.float32)
        self._rarity = np.zeros(2 * GRAMS, np.float32)
        self._rarity[ngrams["used"]] = ngrams["rarity"]
        self._weights = np.zeros((2 * GRAMS, len(INTENTS)), np.float32)
        self._weights[ngrams["used"]] = ngrams["weights"].T
        self._bias = ngrams["bias"].astype(np.float32)
        lines = (weights / "prototypes.jsonl").read_text("utf-8").splitlines()
        self._known: list[tuple[str, str]] = [(intent, text) for intent, _, text in map(json.loads, lines)]
        kept = np.load(weights / "prototypes.npz")
        self._known_points, self._known_middle = (kept[name] * kept[f"{name}_step"] for name in ("last", "middle"))
        self._usual, self._spread = (kept[name].astype(np.float32) for name in ("usual", "spread"))
        self._known_intents = np.array([INTENTS.index(intent) for intent, _ in self._known])
        self._own = self._learned(own) if own else []

    def classify(self, text: str) -> Stream[ScoredIntent]:
        """The three likeliest intents, the likeliest first, with known utterances that are near and have them."""
        stopped = threading.Event()
        return Stream(self._scored(text, stopped), stopped.set)

    def likeliest(self, texts: list[str]) -> list[ScoredIntent]:
        """What `classify` says first of each, without examples; several times as fast as one after the other."""
        points, ngrams = self._sentences.embed(texts), weighted(grams(texts), self._rarity)
        scores = self.probabilities(points.last, ngrams, unit(points.last) @ self._known_points.T)
        old = [ScoredIntent(INTENTS[int(row.argmax())], float(row.max())) for row in scores]
        return [taken or first for taken, first in zip(self._taken(points, ngrams), old, strict=True)]

    def _scored(self, text: str, stopped: threading.Event) -> Iterator[ScoredIntent]:
        points, ngrams = self._sentences.embed([text]), weighted(grams([text]), self._rarity)
        near = self._known_points @ unit(points.last)[0]
        alike = self._known_middle @ self._middle(points)[0]
        scores = self.probabilities(points.last, ngrams, near[None])[0]
        left = 1.0
        if (own := self._taken(points, ngrams)[0]) is not None:
            left -= own.score
            yield own
        for number in np.argsort(-scores)[: BEST - (left < 1)]:
            if stopped.is_set():
                return
            mine = np.flatnonzero(self._known_intents == number)
            nearest = mine[np.argsort(-alike[mine])[:EXAMPLES]]
            examples = tuple(self._known[each][1] for each in nearest)
            yield ScoredIntent(INTENTS[number], left * float(scores[number]), examples)

    def _taken(self, points: Points, ngrams: csr_matrix) -> list[ScoredIntent | None]:
        """For each text the user's own intent that takes it by most; None where none does."""
        if not self._own:
            return [None] * len(points.last)
        features = _joined(unit(points.last), self._middle(points), ngrams)
        ways = np.array([own.model.decision_function(features) - own.bar for own in self._own])
        return [
            self._own[n].scored(way) if way > 0 else None for n, way in zip(ways.argmax(0), ways.max(0), strict=True)
        ]

    def probabilities(
        self, points: NDArray[np.float32], ngrams: csr_matrix, near: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """points [n, 384], ngrams [n, 2 × GRAMS], near [n, known], cosines → [n, intents], rows that sum to 1."""
        read = _log_softmax(points @ self._head.T + self._head_bias)
        counted = _log_softmax(np.asarray(ngrams @ self._weights) + self._bias)
        beside = np.zeros_like(read)
        for row, cosines in enumerate(near):
            nearest = np.argpartition(-cosines, NEIGHBOURS)[:NEIGHBOURS]
            np.add.at(beside[row], self._known_intents[nearest], np.exp(SHARPNESS * (cosines[nearest] - 1)))
        beside = np.log((beside + 1e-3) / (beside + 1e-3).sum(1, keepdims=True))
        mixed = (1 - NEIGHBOURLY) * (READING * read + (1 - READING) * counted) + NEIGHBOURLY * beside
        probabilities: NDArray[np.float32] = np.exp(_log_softmax(mixed))
        return probabilities

    def _learned(self, own: list[OwnIntent]) -> list["_OwnVoter"]:
        ngrams = weighted(grams([text for _, text in self._known]), self._rarity)
        known = _joined(self._known_points, self._known_middle, ngrams)
        return [self._learn(intent, known) for intent in own]

    def _learn(self, intent: OwnIntent, known: csr_matrix) -> "_OwnVoter":
        """A linear model for a user's intent, against all known examples."""
        texts = [*intent.examples, intent.meaning]
        points = self._sentences.embed(texts)
        own = _joined(unit(points.last), self._middle(points), weighted(grams(texts), self._rarity))
        features, is_own = vstack([own, known]), np.arange(len(texts) + known.shape[0]) < len(texts)
        model = LogisticRegression(C=OWN_RIGIDITY, class_weight="balanced", solver="liblinear", random_state=0)
        decided = model.fit(features, is_own).decision_function(features)
        spared = float(np.quantile(decided[len(texts) :], SPARED))
        return _OwnVoter(intent, model, spared + TOWARDS * (float(np.median(decided[: len(texts)])) - spared))

    def _middle(self, points: Points) -> NDArray[np.float32]:
        return unit((points.middle - self._usual) / self._spread)


@dataclass(frozen=True, eq=False)
class _OwnVoter:
    """bar: what the model must say of an utterance to take it."""

    intent: OwnIntent
    model: Any
    bar: float

    def scored(self, way: float) -> ScoredIntent:
        """How sure it is, 0.5 to 1, of an utterance that lies so far above the bar."""
        return ScoredIntent(self.intent.name, 0.5 + 0.5 * float(np.tanh(way)), self.intent.examples[:EXAMPLES])


def _joined(last: NDArray[np.float32], middle: NDArray[np.float32], ngrams: csr_matrix) -> csr_matrix:
    return csr_matrix(hstack([ngrams, csr_matrix(OWN_WEIGHT * last), csr_matrix(OWN_WEIGHT * middle)]))


def _log_softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    logits = logits - logits.max(1, keepdims=True)
    logs: NDArray[np.float32] = logits - np.log(np.exp(logits).sum(1, keepdims=True))
    return logs


def load(folder: str, threads: int = 1, own: str = "[]", weights: str = str(FOLDER)) -> Voters:
    """Load multilingual-e5-small from `folder` and the voters, and classify a sentence. Raises ModelMissing.

    own: the user's intents, as JSON: [[name, meaning, [example, ...]], ...].
    """
    intents = [OwnIntent(name, meaning, tuple(examples)) for name, meaning, examples in json.loads(own)]
    voters = Voters(Path(folder), Path(weights), threads, intents)
    list(voters.classify("what is there"))
    return voters
