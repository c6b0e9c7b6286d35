import itertools
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import llama_cpp
import pytest

from assistant.errors import BadInput, ModelCorrupt, ModelMissing
from assistant.generation import ORIEL, GenerationParams
from assistant.messages import Message
from local_models import llama, manifest
from tests import tiny_gguf

CONVERSATION = [
    Message("system", "Be brief."),
    Message("user", "What is the capital of Österreich?"),
    Message("assistant", "Vienna."),
    Message("user", "And of Hungary?"),
]
LLAMA_3_PROMPT = (
    "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>"
    "<|start_header_id|>user<|end_header_id|>\n\nWhat is the capital of Österreich?<|eot_id|>"
    "<|start_header_id|>assistant<|end_header_id|>\n\nVienna.<|eot_id|>"
    "<|start_header_id|>user<|end_header_id|>\n\nAnd of Hungary?<|eot_id|>"
    "<|start_header_id|>assistant<|end_header_id|>\n\n"
)
SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {"intent": {"enum": ["find", "chat"]}, "sure": {"type": "boolean"}},
        "required": ["intent", "sure"],
        "additionalProperties": False,
    }
)
GREEDY = GenerationParams.greedy(12)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_gguf.write(tmp_path_factory.mktemp("gguf") / "tiny.gguf")


@pytest.fixture(scope="module")
def qwen(model_folder: Callable[[str], Path]) -> llama.Llama:
    return llama.load(str(next(model_folder("qwen2.5-coder-1.5b-instruct-q4-k-m").glob("*.gguf"))))


def ask(model: llama.Llama, question: str, params: GenerationParams = GREEDY, history: str = "") -> str:
    messages = [Message("system", "Answer in one short sentence." + history), Message("user", question)]
    return "".join(model.reply(messages, params))


def read(model: llama.Llama) -> int:
    """How many tokens the model has evaluated of which it still knows the result."""
    return int(model._llama.n_tokens)


LLAMA_ENTRIES = [name for name in manifest.load() if name.startswith("llama-")]


@pytest.mark.parametrize("chat_format", ["", *sorted({manifest.find(name).chat_format for name in LLAMA_ENTRIES})])
def test_llama_prompt_is_byte_for_byte_the_documented_one(tiny: Path, chat_format: str) -> None:
    model = llama.load(str(tiny), chat_format=chat_format)
    next(model.reply(CONVERSATION, GenerationParams.greedy(1)), None)
    tokens = model._llama._input_ids[: len(LLAMA_3_PROMPT.encode()) + 100].tolist()
    said = model._llama.detokenize(tokens, special=True)
    assert said[: len(LLAMA_3_PROMPT.encode())] == LLAMA_3_PROMPT.encode()


def test_manifest_names_the_chat_format_of_every_llama() -> None:
    assert {manifest.find(name).chat_format for name in LLAMA_ENTRIES} == {"llama-3"}


def test_schema_forces_json_even_from_random_weights(tiny: Path) -> None:
    model = llama.load(str(tiny))
    said = "".join(model.reply(CONVERSATION, GenerationParams.greedy(400), SCHEMA))
    assert set(json.loads(said)) == {"intent", "sure"}


def test_schema_that_is_not_json_is_refused(tiny: Path) -> None:
    with pytest.raises(BadInput, match="JSON Schema"):
        list(llama.load(str(tiny)).reply(CONVERSATION, GREEDY, "{"))


def test_same_seed_gives_the_same_answer(tiny: Path) -> None:
    model = llama.load(str(tiny))
    params = [replace(ORIEL, max_new_tokens=24, do_sample=True, temperature=1.5, seed=seed) for seed in (1, 1, 2)]
    first, again, other = ("".join(model.reply(CONVERSATION, one)) for one in params)
    assert first == again
    assert first != other


def test_conversation_that_does_not_fit_is_refused_and_the_next_one_works(tiny: Path) -> None:
    model = llama.load(str(tiny), context=512)
    with pytest.raises(BadInput, match="512"):
        list(model.reply([Message("user", "x" * 1000)], GREEDY))
    assert list(model.reply([Message("user", "x")], GenerationParams.greedy(3))) != []


def test_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="oriel models fetch"):
        llama.load(str(tmp_path / "none.gguf"))


def test_smallest_real_llama_loads_and_speaks(model_folder: Callable[[str], Path]) -> None:
    model = llama.load(str(next(model_folder("smollm2-135m-instruct-q4-1").glob("*.gguf"))))
    assert ask(model, "Say hello.").strip()


@pytest.mark.parametrize("kv_cache", ["q8_0", "q4_0"])
def test_cache_of_fewer_bits_is_smaller_and_still_speaks(model_folder: Callable[[str], Path], kv_cache: str) -> None:
    path = str(next(model_folder("smollm2-135m-instruct-q4-1").glob("*.gguf")))
    full, small = llama.load(path, context=512), llama.load(path, context=512, kv_cache=kv_cache)
    assert len(ask(small, "Hello")) > 0
    ask(full, "Hello")
    sizes = [llama_cpp.llama_state_get_size(model.lent(threading.Event()).ctx) for model in (small, full)]
    assert sizes[0] < sizes[1]
    small.close()
    full.close()


def test_facts_are_right(qwen: llama.Llama) -> None:
    assert "Canberra" in ask(qwen, "What is the capital of Australia?")


def test_alternating_suffixes_read_the_shared_history_once(qwen: llama.Llama) -> None:
    history = " " + " ".join(f"Fact {number}: item {number} costs {number * 3} euros." for number in range(100))
    ask(qwen, "What does item 5 cost?", history=history)
    evaluated: list[int] = []
    evaluate = qwen._llama.eval

    def counting(tokens: list[int]) -> None:
        evaluated.append(len(tokens))
        evaluate(tokens)

    qwen._llama.eval = counting
    try:
        messages = [
            Message("system", "Answer in one short sentence." + history),
            Message("user", "Find item 7. As JSON:"),
        ]
        list(qwen.reply(messages, GREEDY, SCHEMA))
        planner, evaluated[:] = max(evaluated), []
        ask(qwen, "What does item 7 cost?", history=history)
    finally:
        qwen._llama.eval = evaluate
    assert read(qwen) > 1_200, "the history is long enough to matter"
    assert planner < 60
    assert max(evaluated) < 60


@pytest.mark.parametrize("after_s", [0.05, 1.0])
def test_cancel_during_prefill_returns_soon_and_the_next_answer_is_right(qwen: llama.Llama, after_s: float) -> None:
    before = ask(qwen, "What is the capital of Hungary?")
    stream = qwen.reply([Message("user", "Summarise: " + "the fox jumps over the dog " * 500)], GREEDY)
    timer = threading.Timer(after_s, stream.cancel)
    timer.start()
    assert list(stream) == []
    timer.join()
    assert read(qwen) < 2_000, "the prefill was left before its end"
    assert ask(qwen, "What is the capital of Hungary?") == before


def test_cancel_between_tokens_ends_the_stream(qwen: llama.Llama) -> None:
    stream = qwen.reply([Message("user", "Count from one to one hundred.")], GenerationParams.greedy(200))
    first = list(itertools.islice(stream, 5))
    stream.cancel()
    assert len(first) == 5
    assert list(stream) == []
    assert "Canberra" in ask(qwen, "What is the capital of Australia?")


def test_adapter_changes_what_its_model_says(tmp_path: Path) -> None:
    path = str(tiny_gguf.write(tmp_path / "base.gguf"))
    adapted = llama.load(path, adapter=str(tiny_gguf.write_adapter(tmp_path / "lora.gguf")))
    plain = llama.load(path)
    said = ["".join(one.reply(CONVERSATION, GREEDY)) for one in (plain, adapted, plain)]
    assert said[0] == said[2]
    assert said[0] != said[1]


def test_adapter_of_another_model_is_refused(tmp_path: Path) -> None:
    adapter = tiny_gguf.write_adapter(tmp_path / "lora.gguf", width=32)
    with pytest.raises(ModelCorrupt, match=r"lora\.gguf does not fit base\.gguf"):
        llama.load(str(tiny_gguf.write(tmp_path / "base.gguf")), adapter=str(adapter))
