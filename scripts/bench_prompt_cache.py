"""Measures the first token on a long history: after a plain reply, and after a schema-constrained call in between.

Both are suffixes of one shared prefix on one handle, so the second must hardly cost more than the first.
"""

import json
import os
import time
from statistics import median

from bench_transcriber import machine

from assistant import config
from assistant.backends import Backends
from assistant.generation import GenerationParams
from assistant.messages import Message
from assistant.roles import LanguageModel

ROUNDS = 10
HISTORY_SENTENCES = 110  # about 1,500 tokens
SCHEMA = json.dumps({"type": "object", "properties": {"intent": {"enum": ["chat", "find"]}}, "required": ["intent"]})


def history() -> list[Message]:
    """A conversation of about 1,500 tokens."""
    messages = [Message("system", "Answer in one short sentence.")]
    for number in range(0, HISTORY_SENTENCES, 2):
        messages.append(Message("user", f"What does item {number} cost in the shop on Main Street?"))
        messages.append(Message("assistant", f"Item {number} costs {number * 3} euros there."))
    return messages


def first_token_s(model: LanguageModel, question: str, schema: str | None = None) -> float:
    """Seconds from the question to the first token; the answer is read to its end."""
    began = time.perf_counter()
    first = 0.0
    for _ in model.reply([*history(), Message("user", question)], GenerationParams.greedy(12), schema):
        first = first or time.perf_counter() - began
    return first


def main() -> None:
    """Alternate the two and print medians and their ratio."""
    print(f"before: {machine()}")
    alone, after_schema = [], []
    with Backends(config.load(os.environ)) as backends:
        model = backends.language_model
        print(f"first reading of the history: {first_token_s(model, 'Hello?'):.2f} s")
        for number in range(ROUNDS):
            # Every question is a new one: a repeated one would be in the cache to its last token.
            first_token_s(model, f"Is item {number} sold in summer?")
            alone.append(first_token_s(model, f"And what does item {number + 10} cost?"))
            first_token_s(model, f"Which intent is this, as JSON: find me item {number + 20}?", SCHEMA)
            after_schema.append(first_token_s(model, f"And what does item {number + 30} cost?"))
    ratio = median(after_schema) / median(alone)
    print(f"first token, median of {ROUNDS}: alone {median(alone):.3f} s")
    print(f"after a schema call {median(after_schema):.3f} s")
    print(f"ratio {ratio:.2f}")
    print(f"after: {machine()}")


if __name__ == "__main__":
    main()
