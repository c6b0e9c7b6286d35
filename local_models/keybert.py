"""PhraseExtractor by KeyBERT on all-MiniLM-L6-v2: the phrases of a text that lie nearest to the whole of it.

Grootendorst, KeyBERT (2020), with maximal marginal relevance (Carbonell and Goldstein, 1998), so that "red car" is
not followed at once by "car". KeyBERT's own candidates leave out stop words first and then join what was never side by
side ("a car that I drive" gives "car drive", its issue #160), and of a text that is one stop word ("Name", #69) nothing
is left. So candidates are made here: words that stand together, in the order of the text.
"""

import re
import threading
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from keybert import KeyBERT
from keybert.backend import BaseEmbedder
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, CountVectorizer  # type: ignore[import-untyped]

from assistant.messages import ScoredPhrase
from assistant.roles import Stream
from local_models import minilm

LONGEST = 3  # words
MOST_PHRASES = 10
DIVERSITY = 0.5  # 0: the nearest phrases, however alike; 1: the most different ones
MOST_CANDIDATES = 300  # more are the end of a text of over 100 words
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
# These stand in scikit-learn's list and yet are what somebody may ask for.
TELLING = frozenset(
    "amount back bill bottom call computer cry detail empty fifteen fifty fill fire front full interest mill mine name "
    "side system thick thin top".split()
)
STOP_WORDS = frozenset(ENGLISH_STOP_WORDS) - TELLING


class Extractor:
    """Called by one thread at a time; `Stream.cancel` by any."""

    def __init__(self, folder: str, threads: int) -> None:
        self._keybert = KeyBERT(model=_Sentences(minilm.load(folder, threads)))
        self._vectorizer = CountVectorizer(analyzer=candidates)

    def extract(self, text: str) -> Stream[ScoredPhrase]:
        """Up to ten phrases of one to three words, in lower case, the most telling first; none where no word stands."""
        stopped = threading.Event()
        return Stream(self._phrases(text, stopped), stopped.set)

    def _phrases(self, text: str, stopped: threading.Event) -> Iterator[ScoredPhrase]:
        if not candidates(text) or stopped.is_set():
            return
        chosen = self._keybert.extract_keywords(
            text, vectorizer=self._vectorizer, use_mmr=True, diversity=DIVERSITY, top_n=MOST_PHRASES
        )
        for phrase, score in chosen:
            if stopped.is_set():
                return
            yield ScoredPhrase(phrase, min(1.0, max(0.0, float(score))))


class _Sentences(BaseEmbedder):  # type: ignore[misc]
    """MiniLM as KeyBERT wants it."""

    def __init__(self, model: minilm.MiniLm) -> None:
        super().__init__()
        self._model = model

    def embed(self, documents: list[str], verbose: bool = False) -> NDArray[np.float32]:  # noqa: ARG002
        """n texts → float32 [n, 384]."""
        return self._model.embed([str(document) for document in documents])


def candidates(text: str) -> list[str]:
    """Every run of one to three words with nothing but spaces between them, none of them a stop word.

    Where only stop words stand they are taken after all.
    """
    words = list(WORD.finditer(text.lower()))
    telling = [word for word in words if word[0] not in STOP_WORDS] or words
    phrases: list[str] = []
    for first, word in enumerate(telling):
        together = [word]
        phrases.append(word[0])
        for before, after in pairwise(telling[first : first + LONGEST]):
            if text[before.end() : after.start()].strip():
                break
            together.append(after)
            phrases.append(" ".join(one[0] for one in together))
    return phrases[:MOST_CANDIDATES]


def load(folder: str, threads: int = 1) -> Extractor:
    """Load all-MiniLM-L6-v2 from `folder` and read one sentence. Raises ModelMissing."""
    extractor = Extractor(folder, threads)
    list(extractor.extract("a warm cup"))
    return extractor
