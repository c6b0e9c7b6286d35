"""GenerationParams in the words of llama.cpp and of transformers; what one of them cannot do is refused by name.

Pure, so that llama.cpp's process need not load transformers.
"""

import random
from typing import Any

from assistant.errors import BadInput
from assistant.generation import LARGEST_SEED, GenerationParams

# What llama.cpp cannot do, and the only value of it that asks for nothing:
# - best_of, details, decoder_input_details need the scores of every token, for which llama.cpp would have to hold
#   context times vocabulary floats (2.5 GB); and a reply is text, with no place for anything beside it;
# - return_full_text and truncate are about a prompt that is one text. A conversation is not: cut at a token it would
#   lose its system message and the marks of who speaks. It is kept short by whole turns instead (`Conversation`);
# - watermark: llama.cpp has none.
NOT_IN_LLAMA: dict[str, object] = {
    "best_of": 1,
    "decoder_input_details": False,
    "details": False,
    "return_full_text": False,
    "truncate": None,
    "watermark": False,
}
GREEDY = 0.0  # the temperature by which llama-cpp-python is told not to sample
# The watermark of Kirchenbauer et al., "A Watermark for Large Language Models" (2023), as strong as
# text-generation-inference makes it: the half of the vocabulary that the token before chooses gains so much.
WATERMARK = {"greenlist_ratio": 0.5, "bias": 2.0}


def for_llama(params: GenerationParams) -> dict[str, Any]:
    """What llama-cpp-python's `create_chat_completion` is called with, but for the messages; `stream` is the caller's.

    repetition_penalty counts the tokens of the answer alone, where text-generation-inference counts the prompt's too.
    Raises BadInput that names every parameter which llama.cpp cannot do.
    """
    refused = {name: value for name, value in NOT_IN_LLAMA.items() if getattr(params, name) != value}
    if refused:
        asked = ", ".join(f"{name} ({_said(getattr(params, name))})" for name in refused)
        possible = ", ".join(f"{name} {_said(value)}" for name, value in refused.items())
        raise BadInput(f"the language model runs on llama.cpp, which cannot do {asked}; it can do: {possible}")
    return {
        "max_tokens": params.max_new_tokens,
        "temperature": params.temperature if params.do_sample else GREEDY,
        "top_k": params.top_k,
        "top_p": params.top_p,
        "min_p": 0.0,  # none of ours; llama-cpp-python has it on
        "typical_p": params.typical_p,
        "repeat_penalty": params.repetition_penalty,
        # Left to itself, llama-cpp-python draws the same seeds in the same order after every start.
        "seed": random.SystemRandom().randint(0, LARGEST_SEED) if params.seed is None else params.seed,
        "stop": list(params.stop),
    }


def for_transformers(params: GenerationParams) -> dict[str, Any]:
    """What transformers' `GenerationConfig` is made with.

    It has no words for decoder_input_details, return_full_text, seed, stream and truncate, and draws best_of answers
    without choosing: `writing.write` does these.
    """
    wanted: dict[str, Any] = {
        "do_sample": params.do_sample,
        "max_new_tokens": params.max_new_tokens,
        "repetition_penalty": params.repetition_penalty,
        "num_return_sequences": params.best_of,
        "return_dict_in_generate": True,
        "output_logits": params.details or params.best_of > 1,
    }
    if params.do_sample:
        wanted |= {
            "temperature": params.temperature,
            "top_k": params.top_k,
            "top_p": params.top_p,
            "typical_p": params.typical_p,
        }
    if params.stop:
        wanted["stop_strings"] = list(params.stop)
    if params.watermark:
        wanted["watermarking_config"] = dict(WATERMARK)
    return wanted


def _said(value: object) -> str:
    """As the configuration and JSON write it."""
    return "null" if value is None else str(value).lower()
