"""Classifier by transformers' zero-shot pipeline: which label a text is about, told by a model of textual entailment.

Each label is put into a sentence ("The topic is segmentation"), and the model says how far the text entails it (Yin et
al., arXiv 1909.00161). The labels exclude each other: their probabilities are a softmax over entailment alone.
"""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer, pipeline

from assistant.errors import BadInput, ModelCorrupt, ModelMissing
from assistant.messages import ScoredIntent
from assistant.roles import Stream

BEST = 3
MOST_LETTERS = 400  # what a text is about stands at the beginning; each label reads all of it again
FEWEST_LABELS = 2  # a single one would be certain


class ZeroShot:
    """Called by one thread at a time; `Stream.cancel` by any, before the first label has been given."""

    def __init__(self, folder: Path, threads: int) -> None:
        self._threads = threads
        model = AutoModelForSequenceClassification.from_pretrained(folder, local_files_only=True, dtype=torch.float32)
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._pipeline = pipeline("zero-shot-classification", model=model, tokenizer=tokenizer, device="cpu")
        if self._pipeline.entailment_id < 0:
            have = ", ".join(map(str, model.config.label2id))
            raise ModelCorrupt(
                f"{folder}: a label 'entailment' was wanted; have: {have}. Delete it, then: oriel models fetch NAME"
            )

    def classify(self, text: str, labels: list[str], template: str) -> Stream[ScoredIntent]:
        """The three likeliest labels; none for a text without words. template: a sentence with {} for the label."""
        if template.count("{}") != 1 or re.search(r"[{}]", template.replace("{}", "")):
            raise BadInput(f"a template has {{}} once, where the label goes; got {template!r}")
        if len(set(labels)) < max(FEWEST_LABELS, len(labels)):
            raise BadInput(f"at least {FEWEST_LABELS} labels that differ are wanted; got {labels}")
        if "{}" in labels:  # which the pipeline would take for a template without a place
            raise BadInput("a label is a text other than {}")
        stopped = threading.Event()
        return Stream(self._scored(text[:MOST_LETTERS], labels, template, stopped), stopped.set)

    def _scored(self, text: str, labels: list[str], template: str, stopped: threading.Event) -> Iterator[ScoredIntent]:
        if stopped.is_set() or not re.search(r"\w", text):
            return
        torch.set_num_threads(self._threads)  # here, since other models in this process set theirs
        with torch.inference_mode():
            found = self._pipeline(text, candidate_labels=labels, hypothesis_template=template, multi_label=False)
        for label, score in list(zip(found["labels"], found["scores"], strict=True))[:BEST]:
            yield ScoredIntent(label, float(score))


def load(folder: str, threads: int = 1) -> ZeroShot:
    """Load the checkpoint of `folder` and classify a word. Raises ModelMissing, ModelCorrupt."""
    if not (Path(folder) / "model.safetensors").is_file():
        raise ModelMissing(f"no model of textual entailment in {folder}; fetch it with: oriel models fetch NAME")
    model = ZeroShot(Path(folder), threads)
    list(model.classify("warm", ["warm", "cold"], "The topic is {}"))
    return model
