"""LanguageModel on llama.cpp: any GGUF with a chat template, streamed, stopped at any moment, JSON on request."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import jinja2
import llama_cpp
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from assistant.errors import BadInput, BadSetting, ModelCorrupt, ModelMissing
from assistant.generation import GenerationParams
from assistant.messages import Message
from assistant.roles import Stream
from local_models.generation import for_llama

BATCH = 512  # tokens that are read at once
# Of a prompt that is only read ahead: when it is stopped, the batches that are done stay in the cache, a half-done one
# is lost.
AHEAD_BATCH = 16
PROBE = "What is shown?"  # a message by which it is seen how a chat template takes one
# How the cache keeps numbers; llama.cpp quantizes its values only together with flash attention.
CACHES = {"f16": llama_cpp.GGML_TYPE_F16, "q8_0": llama_cpp.GGML_TYPE_Q8_0, "q4_0": llama_cpp.GGML_TYPE_Q4_0}


class Llama:
    """One model and its one context, whose cache keeps the prefix that successive prompts share.

    Called by one thread at a time (the engine's lease sees to it); `Stream.cancel` by any.
    """

    def __init__(
        self,
        path: Path,
        context: int,
        threads: int,
        gpu_layers: int,
        chat_format: str,
        kv_cache: str = "f16",
        adapter: str = "",
    ) -> None:
        self._llama = llama_cpp.Llama(
            str(path),
            n_ctx=context,
            n_threads=threads,
            n_threads_batch=threads,
            n_gpu_layers=gpu_layers,
            n_batch=BATCH,
            last_n_tokens_size=context,  # a whole answer counts as repeated, however long
            chat_format=chat_format or None,  # None: the template inside the file
            type_k=CACHES[kv_cache],
            type_v=CACHES[kv_cache],
            flash_attn=kv_cache != "f16",
            lora_path=adapter or None,
            verbose=False,
        )
        # llama-cpp-python takes the null that it gets for an adapter of another model, and would compute with it.
        if adapter and not self._llama._lora_adapter:
            raise ModelCorrupt(f"{Path(adapter).name} does not fit {path.name}: it adapts another model")
        # Templates of models that see may take a message's parts alone, and read a mere text as nothing.
        self._in_parts = not chat_format and reads(self._llama, [{"type": "text", "text": PROBE}])
        self._in_parts &= not reads(self._llama, PROBE)
        self._stopped = threading.Event()
        # llama.cpp asks this between the nodes of its graph, so that a prefill of any length ends within milliseconds.
        # The object must live as long as the context: ctypes keeps no reference of its own.
        self._abort = llama_cpp.ggml_abort_callback(lambda _: self._stopped.is_set())
        llama_cpp.llama_set_abort_callback(self._llama.ctx, self._abort, None)

    def lent(self, stopped: threading.Event) -> llama_cpp.Llama:
        """The library's own model, for a call of another kind; whatever it computes ends when the event is set."""
        self._stopped = stopped
        self._llama.n_batch = BATCH
        return self._llama

    def close(self) -> None:
        """Give the memory back; nothing may be asked afterwards."""
        self._llama.close()

    def reply(self, messages: list[Message], params: GenerationParams, schema: str | None = None) -> Stream[str]:
        """Pieces as they come, or all at once where `params.stream` is off.

        Raises BadInput when the conversation does not fit into the context, the schema is not JSON Schema, or llama.cpp
        cannot do some of the parameters, which are named.
        """
        stopped = threading.Event()
        pieces = self._pieces(messages, params, schema, stopped)
        return Stream(pieces if params.stream else joined(pieces), stopped.set)

    def _content(self, text: str) -> object:
        return [{"type": "text", "text": text}] if self._in_parts else text

    def _pieces(
        self, messages: list[Message], params: GenerationParams, schema: str | None, stopped: threading.Event
    ) -> Iterator[str]:
        wanted = for_llama(params)
        self._stopped = stopped
        self._llama.n_batch = AHEAD_BATCH if params.max_new_tokens == 1 else BATCH
        try:
            for chunk in self._llama.create_chat_completion(
                [{"role": message.role, "content": self._content(message.text)} for message in messages],
                stream=True,
                response_format=_response_format(schema),
                **wanted,
            ):
                if stopped.is_set():
                    return
                if piece := chunk["choices"][0]["delta"].get("content"):
                    yield piece
        except RuntimeError:
            # "llama_decode returned 2" is what an abort looks like from outside. llama.cpp drops the half-done batch
            # itself; what was evaluated before it stays valid, so the shared prefix need not be read again.
            if not stopped.is_set():
                raise
        except ValueError as error:
            raise BadInput(f"the language model cannot take this: {error}") from error


def reads(model: llama_cpp.Llama, content: object) -> bool:
    """Whether the chat template inside the file says PROBE, and nothing of its wrapping, where a message is this."""
    template = model.metadata.get("tokenizer.chat_template")
    if not template:
        return False
    render = Jinja2ChatFormatter(template, eos_token="", bos_token="")
    try:
        said = render(messages=[{"role": "user", "content": content}]).prompt
    except (ValueError, TypeError, jinja2.TemplateError):
        return False
    return PROBE in said and "'text'" not in said


def joined(pieces: Iterator[str]) -> Iterator[str]:
    """All of them as one, once there are no more."""
    if text := "".join(pieces):
        yield text


def _response_format(schema: str | None) -> dict[str, object] | None:
    if schema is None:
        return None
    try:
        return {"type": "json_object", "schema": json.loads(schema)}
    except json.JSONDecodeError as error:
        raise BadInput(f"a schema must be JSON Schema as text: {error}") from error


def load(
    path: str,
    context: int = 4096,
    threads: int = 2,
    gpu_layers: int = 0,
    chat_format: str = "",
    kv_cache: str = "f16",
    adapter: str = "",
) -> Llama:
    """Load a GGUF and answer one token, so that the first real answer finds everything warm. context in tokens.

    kv_cache: f16, q8_0 or q4_0, how what was read is kept; adapter: the GGUF of a LoRA for this very model. Raises
    ModelMissing, ModelCorrupt for an unreadable file or an adapter of another model, or BadSetting for layers on a GPU
    where llama.cpp was built without one.
    """
    if not Path(path).is_file():
        raise ModelMissing(f"no language model at {path}; fetch it with: oriel models fetch")
    if gpu_layers and not llama_cpp.llama_supports_gpu_offload():
        raise BadSetting(
            "llama.cpp was built without CUDA here; set device in [models] to cpu, or run scripts/start.py"
        )
    try:
        llama = Llama(Path(path), context, threads, gpu_layers, chat_format, kv_cache, adapter)
    except ValueError as error:
        raise ModelCorrupt(
            f"llama.cpp cannot read {Path(path).name}: {error}; check Oriel's own models with: oriel models verify"
        ) from error
    for _ in llama.reply([Message("user", "Hello")], GenerationParams.greedy(1)):
        pass
    return llama
