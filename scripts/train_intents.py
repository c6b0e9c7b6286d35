"""Trains what tells intents apart, on the learning part of tests/data/intents*.jsonl: local_models/intent_weights/.

.venv/bin/python scripts/train_intents.py                (about 20 minutes on 2 idle cores)
.venv/bin/python scripts/train_intents.py --keep-adapter (about 3 minutes: new utterances, the adapter as it was)

Two voters: a linear model on character n-grams and words, and a linear head on the multilingual sentence model with an
adapter of low rank, which is trained here. Everything is seeded.
"""

import argparse
import json
import math
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from intent_data import Example, to_learn
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from torch import Tensor, nn

from assistant import config
from local_models.e5 import WIDTH
from local_models.intent_features import Adapter, Points, Sentences, grams, layers, unit, weighted
from local_models.intents import FOLDER, INTENTS
from local_models.manifest import find
from local_models.store import installed

RANK = 8
EPOCHS, BATCH = 6, 32
RATE, HEAD_RATE = 1e-3, 3e-3
WARM_UP = 50  # steps
DROPOUT, SMOOTHING = 0.15, 0.05
RIGIDITY = 20.0  # scikit-learn's C of the linear model
HEAD_PASSES = 60  # over all points, where only the head learns
SCATTER = 8.0  # letters by which lengths are shaken before batches of like length are made


class Low(nn.Module):
    """A frozen linear layer and what is learned beside it."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        self.down = nn.Parameter(torch.randn(RANK, layer.in_features) / math.sqrt(layer.in_features))
        self.up = nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, x: Tensor) -> Tensor:
        """[..., in] → [..., out]."""
        y: Tensor = self.layer(x) + x @ self.down.T @ self.up.T
        return y


class Pupil:
    """A sentence model with an adapter that learns, and the head on it."""

    def __init__(self, folder: Path, threads: int) -> None:
        self.sentences = Sentences(folder, threads)
        model: Any = self.sentences.model.requires_grad_(False)
        self.low = {name: Low(layer) for name, layer in layers(model).items()}
        for name, low in self.low.items():
            number, _, part = name.partition(".")
            block = model.encoder.layer[int(number)]
            owner, attribute = {
                "query": (block.attention.self, "query"),
                "key": (block.attention.self, "key"),
                "value": (block.attention.self, "value"),
                "output": (block.attention.output, "dense"),
                "up": (block.intermediate, "dense"),
                "down": (block.output, "dense"),
            }[part]
            setattr(owner, attribute, low)
        self.head = nn.Linear(WIDTH, len(INTENTS))

    def logits(self, texts: list[str]) -> Tensor:
        """n texts → [n, intents]."""
        points, _ = self.sentences.read(texts)
        logits: Tensor = self.head(nn.functional.dropout(points, DROPOUT, training=True))
        return logits

    def adapter(self) -> Adapter:
        """What was learned, as `intent_features.adapt` takes it."""
        learned: Adapter = {}
        for name, low in self.low.items():
            learned[f"{name}.down"] = low.down.detach().numpy().astype(np.float16)
            learned[f"{name}.up"] = low.up.detach().numpy().astype(np.float16)
        return learned


def batches(examples: list[Example], rng: np.random.Generator) -> list[list[Example]]:
    """Every example once, with others of about its length."""
    order = sorted(examples, key=lambda example: len(example.text) + SCATTER * float(rng.normal()))
    cut = [order[first : first + BATCH] for first in range(0, len(order), BATCH)]
    return [cut[number] for number in rng.permutation(len(cut))]


def teach(pupil: Pupil, examples: list[Example], seed: int) -> None:
    """Train adapter, words and head; prints the loss of each pass."""
    rng = np.random.default_rng(seed)
    groups = [
        {"params": [weight for low in pupil.low.values() for weight in (low.down, low.up)], "lr": RATE},
        {"params": list(pupil.head.parameters()), "lr": HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    heights = [float(group["lr"]) for group in optimiser.param_groups]
    steps, step, began = EPOCHS * math.ceil(len(examples) / BATCH), 0, time.monotonic()
    for epoch in range(EPOCHS):
        losses = []
        for batch in batches(examples, rng):
            height = min(1, (step + 1) / WARM_UP) * 0.5 * (1 + math.cos(math.pi * step / steps))
            for group, rate in zip(optimiser.param_groups, heights, strict=True):
                group["lr"] = rate * height
            wanted = torch.tensor([INTENTS.index(example.intent) for example in batch])
            texts = [example.text for example in batch]
            loss = nn.functional.cross_entropy(pupil.logits(texts), wanted, label_smoothing=SMOOTHING)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            losses.append(loss.item())
            step += 1
        print(f"  {(time.monotonic() - began) / 60:.1f} min, pass {epoch + 1}: loss {np.mean(losses):.3f}", flush=True)


def linear(examples: list[Example]) -> dict[str, NDArray[Any]]:
    """The model on n-grams: rarity, and a weight for each intent and each n-gram that occurs."""
    counts = grams([example.text for example in examples])
    occurs = np.asarray((counts > 0).sum(0)).ravel()
    rarity = np.where(occurs > 1, np.log((1 + len(examples)) / (1 + occurs)) + 1, 0).astype(np.float32)
    model = LogisticRegression(C=RIGIDITY, max_iter=500)
    model.fit(weighted(counts, rarity), [INTENTS.index(example.intent) for example in examples])
    used = np.flatnonzero(rarity)
    return {
        "used": used.astype(np.int32),
        "rarity": rarity[used],
        "weights": model.coef_[:, used],
        "bias": model.intercept_,
    }


def teach_head(head: nn.Linear, points: NDArray[np.float32], examples: list[Example], seed: int) -> None:
    """Train a head alone, from where it stands, on the examples' points behind the last layer, [n, 384]."""
    rng = np.random.default_rng(seed)
    optimiser = torch.optim.AdamW(head.parameters(), HEAD_RATE, weight_decay=0.01)
    inputs, wanted = torch.from_numpy(points), torch.tensor([INTENTS.index(example.intent) for example in examples])
    for _ in range(HEAD_PASSES):
        for rows in torch.from_numpy(rng.permutation(len(examples))).split(BATCH * 4):  # type: ignore[no-untyped-call]
            logits = head(nn.functional.dropout(inputs[rows], DROPOUT, training=True))
            loss = nn.functional.cross_entropy(logits, wanted[rows], label_smoothing=SMOOTHING)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    print(f"  head alone: loss {loss.item():.3f}", flush=True)


def prototypes(points: Points) -> dict[str, Any]:
    """Where the examples lie, rows of unit length in steps of `_step`; the middle ones less `usual`, over `spread`."""
    usual, spread = points.middle.mean(0), points.middle.std(0)
    kept: dict[str, Any] = {"usual": usual.astype(np.float16), "spread": spread.astype(np.float16)}
    for name, rows in (("last", unit(points.last)), ("middle", unit((points.middle - usual) / spread))):
        step = np.abs(rows).max() / 127
        kept |= {name: np.round(rows / step).astype(np.int8), f"{name}_step": np.array(step, np.float32)}
    return kept


def save(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays, those of fractions as float16."""
    halved: dict[str, Any] = {
        name: array.astype(np.float16) if array.dtype.kind == "f" else array for name, array in arrays.items()
    }
    np.savez_compressed(path, **halved)


def taught(folder: Path, examples: list[Example], threads: int, seed: int) -> tuple[Adapter, nn.Linear]:
    """An adapter and the head on it, trained together from nothing."""
    pupil = Pupil(folder, threads)
    teach(pupil, examples, seed)
    return pupil.adapter(), pupil.head


def kept(weights: Path) -> tuple[Adapter, nn.Linear]:
    """The adapter of weights that were trained before, and the head on it."""
    head, before = nn.Linear(WIDTH, len(INTENTS)), np.load(weights / "head.npz")
    for parameter, name in ((head.weight, "weights"), (head.bias, "bias")):
        parameter.data = torch.from_numpy(before[name].astype(np.float32))
    return dict(np.load(weights / "adapter.npz")), head


def main() -> None:
    """Train both and write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--keep-adapter", action="store_true", help="leave the adapter in --out as it is")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    learned = to_learn()
    print(f"{len(learned)} utterances to learn from: {dict(Counter(example.language for example in learned))}")
    torch.manual_seed(asked.seed)
    torch.set_num_threads(asked.threads)
    folder = installed(find("multilingual-e5-small"), config.load({}).folders.models)
    adapter, head = kept(asked.out) if asked.keep_adapter else taught(folder, learned, asked.threads, asked.seed)
    points = Sentences(folder, asked.threads, adapter).embed([example.text for example in learned])
    if asked.keep_adapter:
        teach_head(head, points.last, learned, asked.seed)
    asked.out.mkdir(parents=True, exist_ok=True)
    save(asked.out / "adapter.npz", adapter)
    save(asked.out / "head.npz", {"weights": head.weight.detach().numpy(), "bias": head.bias.detach().numpy()})
    save(asked.out / "grams.npz", linear(learned))
    np.savez_compressed(asked.out / "prototypes.npz", **prototypes(points))
    with (asked.out / "prototypes.jsonl").open("w", encoding="utf-8") as file:
        for example in learned:
            file.write(json.dumps([example.intent, example.language, example.text], ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
