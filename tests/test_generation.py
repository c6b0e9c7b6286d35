from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import pytest
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
from transformers.generation import WatermarkDetector, WatermarkingConfig

from assistant import backends
from assistant.config import Config, load
from assistant.engine import wire
from assistant.errors import BadInput, BadSetting
from assistant.generation import DIALOGUE_GUIDED, DIALOGUE_GUIDED_WORDS, ORIEL, GenerationParams
from assistant.messages import Message
from assistant.settings import AnswerSettings
from local_models import generation, llama
from local_models.writing import Written, write
from tests import tiny_gguf

DEMO = {
    "best_of": 1,
    "decoder_input_details": True,
    "details": True,
    "do_sample": True,
    "max_new_tokens": 20,
    "repetition_penalty": 1.03,
    "return_full_text": False,
    "seed": None,
    "stop": (),
    "temperature": 0.5,
    "top_k": 10,
    "top_p": 0.95,
    "truncate": None,
    "typical_p": 0.95,
    "watermark": True,
    "stream": False,
}
QUESTION = [Message("system", "Be brief."), Message("user", "What is the capital of Hungary?")]
SHORT = GenerationParams.greedy(24)
VARIED = replace(SHORT, do_sample=True, temperature=1.5, top_k=0, top_p=1.0, seed=2)
ALPHABET = [*"abcdefghijklmnopqrstuvwxyz.", "Ġ", "<end>"]  # Ġ: how a byte-level tokenizer writes a space
PROMPT = "how many cups are there."


@pytest.fixture(scope="module")
def gguf(tmp_path_factory: pytest.TempPathFactory) -> llama.Llama:
    path = tiny_gguf.write(tmp_path_factory.mktemp("gguf") / "tiny.gguf")
    return llama.load(str(path), threads=1)


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerFast:
    """One token a letter."""
    made = Tokenizer(models.BPE(vocab={letter: number for number, letter in enumerate(ALPHABET)}, merges=[]))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    return PreTrainedTokenizerFast(tokenizer_object=made, eos_token="<end>")


@pytest.fixture(scope="module")
def causal() -> LlamaForCausalLM:
    """A Llama of 20,000 random weights."""
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(ALPHABET),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=512,
        initializer_range=0.4,
        bos_token_id=ALPHABET.index("<end>"),
        eos_token_id=ALPHABET.index("<end>"),
    )
    return LlamaForCausalLM(config).eval()


def said(model: llama.Llama, params: GenerationParams) -> str:
    return "".join(model.reply(QUESTION, params))


Write = Callable[..., Written]


@pytest.fixture
def written(causal: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast) -> Write:
    def run(params: GenerationParams, prompt: str = PROMPT, say: Callable[[str], None] | None = None) -> Written:
        return write(causal, tokenizer, prompt, params, say)

    return run


# What may be asked for.


def test_defaults_are_the_values_of_the_articles_demo() -> None:
    assert asdict(GenerationParams()) == DEMO
    assert [item.name for item in fields(GenerationParams)] == list(DEMO)


def test_every_parameter_has_a_line_in_the_docstring() -> None:
    lines = (GenerationParams.__doc__ or "").splitlines()
    assert [line.split(":")[0].removeprefix("    - ") for line in lines if line.startswith("    - ")] == list(DEMO)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"max_new_tokens": 0}, "max_new_tokens must lie between 1 and 131,072; got 0"),
        ({"temperature": 0.0}, "temperature must lie between 0.01 and 100.0; got 0.0"),
        ({"temperature": float("nan")}, "temperature must lie between 0.01 and 100.0; got nan"),
        ({"top_p": 1.5}, "top_p must lie between 0.01 and 1.0; got 1.5"),
        ({"typical_p": 0.0}, "typical_p must lie"),
        ({"top_k": -1}, "top_k must lie between 0 and 1,000,000; got -1"),
        ({"repetition_penalty": 0.0}, "repetition_penalty must lie"),
        ({"seed": -1}, "seed must lie between 0 and 4,294,967,295; got -1"),
        ({"truncate": 0}, "truncate must lie between 1 and 131,072; got 0"),
        ({"best_of": 17}, "best_of must lie between 1 and 16; got 17"),
        ({"stop": ("\n", "")}, "stop must be texts of at least one character"),
        ({"best_of": 2, "do_sample": False}, "best_of 2 needs do_sample"),
        ({"best_of": 2, "stream": True, "decoder_input_details": False}, "best_of 2 cannot stream"),
        ({"details": False}, "decoder_input_details are part of the details; set details to true"),
        ({"stream": True}, "decoder_input_details do not come in a stream; set stream to false"),
    ],
)
def test_value_that_cannot_be_is_refused_with_what_is_allowed(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput) as refused:
        GenerationParams(**wrong)
    assert says in str(refused.value)


def test_parameters_travel_to_the_engine_and_arrive_as_they_were() -> None:
    params = replace(DIALOGUE_GUIDED, stop=("User:", "\n"), seed=7, truncate=None)
    kind = wire.ROLES["language_model"].arguments
    assert wire.decode(wire.encode((QUESTION, params, None)), kind) == (QUESTION, params, None)


# On llama.cpp.


def test_demos_values_on_llama_name_exactly_the_three_that_it_cannot_do(gguf: llama.Llama) -> None:
    with pytest.raises(BadInput) as refused:
        said(gguf, DIALOGUE_GUIDED)
    named = str(refused.value)
    assert "llama.cpp, which cannot do decoder_input_details (true), details (true), watermark (true);" in named
    assert [name for name in DEMO if f"{name} (" in named] == ["decoder_input_details", "details", "watermark"]
    assert "can do: decoder_input_details false, details false, watermark false" in named
    assert said(gguf, SHORT), "and the next answer works"


@pytest.mark.parametrize(
    "asked", [{"best_of": 2, "stream": False}, {"details": True}, {"return_full_text": True}, {"truncate": 8}], ids=str
)
def test_what_llama_cannot_do_is_refused_by_its_name(gguf: llama.Llama, asked: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match=rf"llama\.cpp, which cannot do {next(iter(asked))} \("):
        said(gguf, replace(VARIED, **asked))


def test_demos_values_that_choose_words_reach_llama_unchanged() -> None:
    assert generation.for_llama(replace(DIALOGUE_GUIDED_WORDS, stop=("User:",), seed=3)) == {
        "max_tokens": 20,
        "temperature": 0.5,
        "top_k": 10,
        "top_p": 0.95,
        "min_p": 0.0,
        "typical_p": 0.95,
        "repeat_penalty": 1.03,
        "seed": 3,
        "stop": ["User:"],
    }


def test_llama_with_a_seed_repeats_itself_and_without_one_does_not(gguf: llama.Llama) -> None:
    assert said(gguf, VARIED) == said(gguf, VARIED)
    assert said(gguf, VARIED) != said(gguf, replace(VARIED, seed=3))
    assert len({said(gguf, replace(VARIED, seed=None)) for _ in range(4)}) == 4


def test_seed_that_nobody_chose_is_not_the_same_after_every_start() -> None:
    assert len({generation.for_llama(ORIEL)["seed"] for _ in range(8)}) == 8


def test_llama_without_chance_says_the_same_whatever_the_seed(gguf: llama.Llama) -> None:
    assert said(gguf, replace(SHORT, seed=1, temperature=2.0)) == said(gguf, replace(SHORT, seed=2)) != ""


@pytest.mark.parametrize("narrow", [{"top_k": 1}, {"top_p": 0.01}, {"temperature": 0.01}], ids=str)
def test_llama_that_is_narrowed_takes_the_likeliest(gguf: llama.Llama, narrow: dict[str, Any]) -> None:
    assert said(gguf, VARIED)[:9] != said(gguf, SHORT)[:9]
    assert said(gguf, replace(VARIED, **narrow))[:9] == said(gguf, SHORT)[:9]


def test_llama_draws_from_the_most_typical_tokens_alone(gguf: llama.Llama) -> None:
    def openings(typical_p: float) -> int:
        params = [replace(VARIED, typical_p=typical_p, max_new_tokens=1, seed=seed) for seed in range(30)]
        return len({said(gguf, one) for one in params})

    assert openings(1.0) > 3 * openings(0.01)


def test_llama_writes_no_more_tokens_than_asked_for(gguf: llama.Llama) -> None:
    said(gguf, GenerationParams.greedy(1))
    read = gguf._llama.n_tokens
    for most in (5, 17):
        said(gguf, GenerationParams.greedy(most))
        assert gguf._llama.n_tokens - read == most - 1, "the last one is said and not read"


def test_llama_stops_before_a_stop_text(gguf: llama.Llama) -> None:
    whole = said(gguf, VARIED)
    stop = next(letter for letter in whole[2:] if letter.isascii() and letter.isprintable())
    assert said(gguf, replace(VARIED, stop=(stop,))) == whole[: whole.index(stop)]
    assert said(gguf, replace(VARIED, stop=("not in there", whole[5:7]))) == whole[: whole.index(whole[5:7])]


def test_llama_that_is_made_to_repeats_itself_less(gguf: llama.Llama) -> None:
    def most_often(penalty: float) -> int:
        params = replace(GenerationParams.greedy(200), repetition_penalty=penalty)
        return Counter(said(gguf, params)).most_common(1)[0][1]

    assert most_often(1.0) > 3 * most_often(1.5)


def test_llama_that_does_not_stream_answers_in_one_piece(gguf: llama.Llama) -> None:
    pieces = list(gguf.reply(QUESTION, SHORT))
    assert len(pieces) > 10
    assert list(gguf.reply(QUESTION, replace(SHORT, stream=False))) == ["".join(pieces)]


# On transformers.


def test_demos_values_all_work_on_transformers(written: Write, tokenizer: PreTrainedTokenizerFast) -> None:
    result = written(replace(DIALOGUE_GUIDED, seed=1))
    assert "".join(token.text for token in result.tokens) == result.text
    assert "".join(token.text for token in result.prompt) == PROMPT[1:]
    assert all(token.log_probability < 0 for token in (*result.tokens, *result.prompt))
    assert (result.ended == "length") == (len(result.tokens) == 20)


def test_details_are_left_out_where_nobody_asked_for_them(written: Write) -> None:
    assert written(SHORT).tokens == written(SHORT).prompt == ()


def test_transformers_with_a_seed_repeats_itself_and_leaves_chance_elsewhere_alone(written: Write) -> None:
    torch.manual_seed(5)
    undisturbed = torch.rand(1)
    torch.manual_seed(5)
    first, again, other = (written(replace(VARIED, seed=seed)).text for seed in (1, 1, 2))
    assert torch.equal(torch.rand(1), undisturbed)
    assert first == again != other
    assert written(replace(VARIED, seed=None)).text != written(replace(VARIED, seed=None)).text


@pytest.mark.parametrize("narrow", [{"top_k": 1}, {"top_p": 0.01}, {"temperature": 0.01}], ids=str)
def test_transformers_narrowed_to_one_token_takes_the_likeliest(written: Write, narrow: dict[str, Any]) -> None:
    assert written(VARIED).text != written(SHORT).text
    assert written(replace(VARIED, **narrow)).text == written(SHORT).text


def test_transformers_stops_before_a_stop_text(written: Write) -> None:
    whole = written(VARIED).text
    result = written(replace(VARIED, stop=("0", whole[4:6])))
    assert result.text == whole[: whole.index(whole[4:6])]
    assert result.ended == "stop"


def test_transformers_says_why_it_ended(written: Write) -> None:
    ends = {
        result.ended: len(result.tokens)
        for result in (written(replace(VARIED, seed=n, details=True)) for n in range(30))
    }
    assert ends["length"] == VARIED.max_new_tokens
    assert ends["stop"] < VARIED.max_new_tokens


def test_transformers_that_is_made_to_repeats_itself_less(written: Write) -> None:
    def most_often(penalty: float) -> int:
        params = replace(GenerationParams.greedy(60), repetition_penalty=penalty)
        return Counter(written(params).text).most_common(1)[0][1]

    assert most_often(1.0) > 2 * most_often(3.0)


def test_transformers_reads_only_the_last_tokens_of_a_prompt(written: Write) -> None:
    params = replace(SHORT, truncate=6)
    assert written(params).text == written(SHORT, PROMPT[-6:]).text != written(SHORT).text
    details = replace(params, details=True, decoder_input_details=True, stream=False)
    assert "".join(token.text for token in written(details).prompt) == PROMPT[-5:]


def test_transformers_returns_the_whole_prompt_before_the_answer(written: Write) -> None:
    full = replace(SHORT, return_full_text=True, truncate=6)
    assert written(full).text == PROMPT + written(replace(SHORT, truncate=6)).text


def test_best_of_several_is_likelier_than_the_first(written: Write) -> None:
    def mean(best_of: int, seed: int) -> float:
        params = replace(VARIED, best_of=best_of, seed=seed, details=True, stream=False)
        tokens = written(params).tokens
        return sum(token.log_probability for token in tokens) / len(tokens)

    assert all(mean(8, seed) > mean(1, seed) for seed in range(3))


def test_watermark_changes_the_words_and_can_be_told(
    written: Write, causal: LlamaForCausalLM, tokenizer: PreTrainedTokenizerFast
) -> None:
    marked = replace(VARIED, max_new_tokens=200, watermark=True)
    plain = replace(marked, watermark=False)
    assert written(marked).text != written(plain).text
    detector = WatermarkDetector(causal.config, "cpu", WatermarkingConfig(**generation.WATERMARK))

    def z_score(params: GenerationParams) -> float:
        several = "".join(written(replace(params, seed=seed)).text for seed in range(20))
        return float(detector(tokenizer(several, return_tensors="pt")["input_ids"], return_dict=True).z_score[0])

    assert z_score(marked) > 4 > z_score(plain)


def test_streamed_pieces_join_to_the_answer_and_hold_nothing_of_a_stop_text(written: Write) -> None:
    whole = written(VARIED).text
    stop = whole[6:9]
    pieces: list[str] = []
    result = written(replace(VARIED, stop=(stop,), return_full_text=True), say=pieces.append)
    assert "".join(pieces) == result.text == PROMPT + whole[: whole.index(stop)]
    pieces.clear()
    written(replace(VARIED, stream=False), say=pieces.append)
    assert pieces == []


# In the settings.


def test_settings_as_they_come_are_greedy_and_as_oriel_answers() -> None:
    assert AnswerSettings().params == replace(ORIEL, seed=0)
    assert not ORIEL.do_sample


def test_settings_are_what_the_language_model_is_asked_for() -> None:
    answers = AnswerSettings("oriel", 64, 0.7, 5, 0.5, 1.1, 9)
    assert answers.params == replace(
        ORIEL,
        do_sample=True,
        max_new_tokens=64,
        temperature=0.7,
        top_k=5,
        top_p=0.5,
        repetition_penalty=1.1,
        seed=9,
    )


def test_preset_of_the_demo_is_refused_before_anything_is_loaded_and_its_words_are_not(tmp_path: Path) -> None:
    def configured(preset: str) -> Config:
        (tmp_path / "config.toml").write_text(f'[answers]\npreset = "{preset}"\nmax_new_tokens = 64\n')
        return load({"ORIEL_HOME": str(tmp_path)})

    assert configured("dialogue-guided").answers.params == DIALOGUE_GUIDED
    with pytest.raises(BadSetting, match=r"decoder_input_details \(true\), details \(true\), watermark \(true\)"):
        backends.Backends(configured("dialogue-guided"))
    words = configured("dialogue-guided-words")
    assert words.answers.params == replace(DIALOGUE_GUIDED_WORDS, max_new_tokens=64)
    backends.check_params(words)
