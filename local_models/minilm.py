"""Embedder by all-MiniLM-L6-v2: English sentences as points, near where they mean alike.

What sentence-transformers does for this model (its modules.json) in three steps: BERT, the mean over the real tokens,
unit length.
"""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModel, AutoTokenizer

from assistant.errors import ModelMissing

MOST_TOKENS = 256  # the length that the model was trained with; what lies behind it is not read
AT_ONCE = 32  # texts a pass
WIDTH = 384


class MiniLm:
    """Called by one thread at a time."""

    def __init__(self, folder: Path, threads: int) -> None:
        self._threads = threads
        self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._model = AutoModel.from_pretrained(folder, local_files_only=True, dtype=torch.float32).eval()

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        """n texts → float32 [n, 384], rows of unit length; the first 256 tokens of each count."""
        parts = [self._pass(texts[first : first + AT_ONCE]) for first in range(0, len(texts), AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros((0, WIDTH), np.float32)

    @torch.inference_mode()
    def _pass(self, texts: list[str]) -> NDArray[np.float32]:
        torch.set_num_threads(self._threads)  # here, since other models in this process set theirs
        read = self._tokenizer(texts, padding=True, truncation=True, max_length=MOST_TOKENS, return_tensors="pt")
        tokens = self._model(**read).last_hidden_state  # [n, tokens, 384]
        real = read["attention_mask"][..., None]
        mean = (tokens * real).sum(1) / real.sum(1)
        unit: NDArray[np.float32] = torch.nn.functional.normalize(mean, dim=1).numpy()
        return unit


def load(folder: str, threads: int = 1) -> MiniLm:
    """Load the model of `folder` and embed one word. Raises ModelMissing."""
    if not (Path(folder) / "model.safetensors").is_file():
        raise ModelMissing(f"no sentence model in {folder}; fetch it with: oriel models fetch")
    model = MiniLm(Path(folder), threads)
    model.embed(["warm"])
    return model
