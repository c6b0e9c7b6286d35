"""Has a transformers model continue a text as GenerationParams say, all sixteen of them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal

import torch
from transformers import GenerationConfig, PreTrainedModel, PreTrainedTokenizerBase, TextStreamer

from assistant.generation import GenerationParams
from local_models.generation import for_transformers


@dataclass(frozen=True)
class Token:
    """One token; log_probability: as the model gave it before anything was done to it, natural logarithm."""

    id: int
    text: str
    log_probability: float


@dataclass(frozen=True)
class Written:
    """A continuation. ended: by a stop text or the model's own end, or because it was long enough.

    tokens: of the answer, with `details`; prompt: the tokens that were read, from the second on, with
    `decoder_input_details` (nothing comes before the first, so that it has no probability). Empty without.
    """

    text: str
    ended: Literal["stop", "length"]
    tokens: tuple[Token, ...] = ()
    prompt: tuple[Token, ...] = ()


def write(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    prompt: str,
    params: GenerationParams,
    say: Callable[[str], None] | None = None,
) -> Written:
    """Blocks until all is written; with `stream`, `say` is given each piece as soon as it cannot change any more.

    1. The prompt's last `truncate` tokens are read.
    2. `best_of` answers are drawn; the one whose tokens are likeliest on average is kept.
    3. It is cut before the first stop text, and `return_full_text` puts the whole prompt before it.
    """
    ids = tokenizer(prompt, return_tensors="pt")["input_ids"].to(model.device)
    if params.truncate is not None:
        ids = ids[:, -params.truncate :]
    if say is not None and params.stream and params.return_full_text:
        say(prompt)
    written = go_on(model, tokenizer, {"input_ids": ids, "attention_mask": torch.ones_like(ids)}, params, say)
    return replace(
        written,
        text=prompt + written.text if params.return_full_text else written.text,
        prompt=_read(model, ids, tokenizer) if params.decoder_input_details else (),
    )


def go_on(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    inputs: Mapping[str, torch.Tensor],
    params: GenerationParams,
    say: Callable[[str], None] | None = None,
) -> Written:
    """What `write` does with a prompt that was made ready, pictures and all; of the parameters, all about the answer.

    inputs: what the model is called with, on its device; `input_ids` is int64 [1, n].
    """
    pieces = _Pieces(tokenizer, params.stop, say) if say is not None and params.stream else None
    with torch.inference_mode(), _chance(params.seed, model.device):
        drawn = model.generate(  # type: ignore[operator]  # from a mixin that the base class does not name
            **inputs,
            generation_config=_config(model, tokenizer, params),
            tokenizer=tokenizer,
            streamer=pieces,
        )
    read = inputs["input_ids"].shape[1]
    answers = [_answer(row[read:], model, tokenizer) for row in drawn.sequences]
    scored = [_scored(answer, drawn.logits, number, tokenizer) for number, answer in enumerate(answers)]
    best = max(range(len(answers)), key=lambda number: _mean(scored[number]))
    text, cut = _before(str(tokenizer.decode(answers[best], skip_special_tokens=True)), params.stop)
    return Written(
        text=text,
        ended="stop" if cut or len(answers[best]) < params.max_new_tokens else "length",
        tokens=scored[best] if params.details else (),
    )


class _Pieces(TextStreamer):
    """Passes on what is written, but nothing from a stop text on, nor what may become one. `write`'s thread alone."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase, stop: tuple[str, ...], say: Callable[[str], None]) -> None:
        super().__init__(tokenizer, skip_prompt=True, skip_special_tokens=True)
        self.say = say
        self._stop = stop
        self._held = ""
        self._cut = False

    def on_finalized_text(self, text: str, stream_end: bool = False) -> None:
        """Called by TextStreamer with what follows the text before."""
        if self._cut:
            return
        self._held, self._cut = _before(self._held + text, self._stop)
        keep = 0 if self._cut or stream_end else _begun(self._held, self._stop)
        said = self._held[: len(self._held) - keep]
        self._held = self._held[len(said) :]
        if said:
            self.say(said)


def _before(text: str, stop: tuple[str, ...]) -> tuple[str, bool]:
    """The text before the first stop text, and whether there was one."""
    places = [place for one in stop if (place := text.find(one)) >= 0]
    return (text[: min(places)], True) if places else (text, False)


def _begun(text: str, stop: tuple[str, ...]) -> int:
    """How many last characters may be the beginning of a stop text."""
    return max((n for one in stop for n in range(1, len(one)) if text.endswith(one[:n])), default=0)


@contextmanager
def _chance(seed: int | None, device: torch.device) -> Iterator[None]:
    """`generate` draws from torch's global generators; a seed is set for it alone, and they go on as before."""
    if seed is None:
        yield
        return
    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
        torch.manual_seed(seed)
        yield


def _config(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, params: GenerationParams) -> GenerationConfig:
    """What the model brings along of its own (its end, say) and this does not say, `generate` adds."""
    wanted = {**for_transformers(params), "pad_token_id": _pad(model, tokenizer)}
    return GenerationConfig(**wanted)  # type: ignore[no-untyped-call]


def _ends(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> set[int]:
    """The tokens by which the model ends an answer; none where it cannot."""
    told = model.generation_config.eos_token_id if model.generation_config is not None else None
    several = told if isinstance(told, list) else [told]
    return {int(token) for token in (*several, tokenizer.eos_token_id) if token is not None}


def _pad(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> int:
    """What stands behind answers that ended before the longest one."""
    if tokenizer.pad_token_id is not None:
        return int(tokenizer.pad_token_id)
    return min(_ends(model, tokenizer), default=0)


def _answer(row: torch.Tensor, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> list[int]:
    """row: int64 [n], padded → the tokens before its end."""
    over = {*_ends(model, tokenizer), _pad(model, tokenizer)}
    ids = [int(token) for token in row]
    return ids[: next((place for place, token in enumerate(ids) if token in over), len(ids))]


def _scored(
    answer: list[int], logits: tuple[torch.Tensor, ...] | None, number: int, tokenizer: PreTrainedTokenizerBase
) -> tuple[Token, ...]:
    """logits: a float [answers, vocabulary] for each step; None: nobody asked for them."""
    if logits is None or not answer:
        return ()
    return _tokens(answer, torch.stack([step[number] for step in logits[: len(answer)]]), tokenizer)


def _read(model: PreTrainedModel, ids: torch.Tensor, tokenizer: PreTrainedTokenizerBase) -> tuple[Token, ...]:
    """ids: int64 [1, n] → the tokens after the first, each as likely as those before it make it."""
    with torch.inference_mode():
        logits = model(ids).logits[0, :-1]
    return _tokens([int(token) for token in ids[0, 1:]], logits, tokenizer)


def _tokens(ids: list[int], logits: torch.Tensor, tokenizer: PreTrainedTokenizerBase) -> tuple[Token, ...]:
    """logits: float [n, vocabulary], a row for each of the n ids."""
    sure = torch.log_softmax(logits.float(), dim=-1)
    return tuple(Token(id, str(tokenizer.decode([id])), float(sure[n, id])) for n, id in enumerate(ids))


def _mean(tokens: tuple[Token, ...]) -> float:
    """As text-generation-inference compares answers; an empty one is the last choice."""
    return sum(token.log_probability for token in tokens) / len(tokens) if tokens else float("-inf")
