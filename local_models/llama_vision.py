"""VisionModel and LanguageModel in one, on llama.cpp: a GGUF with a projector answers about pictures and converses.

The projector ("mmproj") turns a picture into tokens of the language model; llama.cpp's multimodal part runs it.
"""

import ctypes
import hashlib
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any, TypeAlias

import jinja2
import llama_cpp
from llama_cpp import mtmd_cpp
from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from assistant.errors import BadInput, BadSetting, ModelMissing
from assistant.generation import GenerationParams
from assistant.messages import Image, Message
from assistant.roles import Stream
from local_models import llama, pixels, vision_prompts
from local_models.generation import for_llama

# Between so many tensors the projector looks whether it is still wanted; a layer has about 30.
LOOKS_EVERY = 32
NO_TOKEN = -1  # what stands in the library's record of what it has read where a picture was
MARKER = mtmd_cpp.mtmd_default_marker().decode()  # where a picture goes in a prompt
SILENT = llama_cpp.llama_log_callback(lambda *_: None)


Key: TypeAlias = tuple[int, ...] | tuple[str, int]


@dataclass(frozen=True)
class Piece:
    """Some of a prompt as the model reads it: its key is tokens, or a picture's hash and the piece's place."""

    key: Key
    chunk: int  # llama.cpp's address of it


@dataclass(frozen=True)
class Held:
    """A piece that lies in the model's cache. end: the position after it."""

    key: Key
    end: int


class LlamaVision:
    """One model and its one context for both roles. Called by one thread at a time; `Stream.cancel` by any.

    What two prompts about pictures begin with, pictures and all, is read once, unless `reply` was called in between.
    """

    def __init__(self, path: Path, projector: Path, context: int, threads: int, gpu_layers: int, kv_cache: str) -> None:
        self._speaker = llama.load(str(path), context, threads, gpu_layers, kv_cache=kv_cache)
        self._stopped = threading.Event()
        library = self._speaker.lent(self._stopped)
        if not llama.reads(library, [{"type": "text", "text": llama.PROBE}]):
            raise BadSetting(f"{path} cannot be shown pictures: its chat template takes text alone")
        control = _control_tokens(library)
        self._marks = [MARKER, *control.values()]
        template = library.metadata["tokenizer.chat_template"]
        # The beginning of a text is marked where it is made into tokens, not by the template too.
        self._render = Jinja2ChatFormatter(template, eos_token=control.get(library.token_eos(), ""), bos_token="")
        self._looks = 0
        # ctypes keeps no reference of its own.
        self._between = llama_cpp.ggml_backend_sched_eval_callback(lambda *told: self._look(*told))
        self._projector = self._load(projector, library, gpu_layers != 0)
        self._held: list[Held] = []

    def reply(self, messages: list[Message], params: GenerationParams, schema: str | None = None) -> Stream[str]:
        """As `llama.Llama.reply`."""
        self._held = []
        return self._speaker.reply(messages, params, schema)

    def answer(self, images: list[Image], messages: list[Message], params: GenerationParams) -> Stream[str]:
        """Pieces as they come, or all at once where `params.stream` is off.

        Raises BadInput for pictures that are not there or too many, for more than the context holds, and for parameters
        that llama.cpp cannot do, which are named.
        """
        wanted = for_llama(params)
        order = vision_prompts.shown(messages, len(images))
        stopped = threading.Event()
        pieces = self._pieces([images[number] for number in order], messages, wanted, stopped)
        return Stream(pieces if params.stream else llama.joined(pieces), stopped.set)

    def close(self) -> None:
        """Give the memory back; nothing may be asked afterwards."""
        mtmd_cpp.mtmd_free(self._projector)
        self._speaker.close()

    def _load(self, projector: Path, library: llama_cpp.Llama, use_gpu: bool) -> int:
        mtmd_cpp.mtmd_log_set(SILENT, None)
        mtmd_cpp.mtmd_helper_log_set(SILENT, None)
        params = mtmd_cpp.mtmd_context_params_default()
        params.use_gpu = use_gpu
        params.n_threads = library.n_threads
        params.print_timings = False
        params.cb_eval = self._between
        loaded = mtmd_cpp.mtmd_init_from_file(str(projector).encode(), library.model, params)
        if loaded is None or not mtmd_cpp.mtmd_support_vision(loaded):
            raise BadSetting(f"{projector} is no projector by which this model sees; take the one published beside it")
        return int(loaded)

    def _look(self, _tensor: int, asked: bool, _data: int) -> bool:
        """Asked before a tensor: shall it be shown once it is there? Shown one: shall the computation go on?"""
        if not asked:
            return not self._stopped.is_set()
        self._looks += 1
        return self._looks % LOOKS_EVERY == 0

    def _pieces(
        self, pictures: list[Image], messages: list[Message], wanted: dict[str, Any], stopped: threading.Event
    ) -> Iterator[str]:
        self._stopped = stopped
        library = self._speaker.lent(stopped)
        try:
            prompt = self._prompt(messages)
            seen = [pixels.read_within(one, vision_prompts.MOST_PIXELS) for one in pictures]
            wanted["max_tokens"] = min(wanted["max_tokens"], self._read(library, prompt, seen))
            read = library.input_ids[: library.n_tokens].tolist()
            for chunk in library.create_completion(prompt=read, stream=True, **wanted):
                if stopped.is_set():
                    return
                if piece := chunk["choices"][0]["text"]:
                    yield piece
        except RuntimeError:  # what an abort looks like from outside; see llama.py
            if not stopped.is_set():
                raise
        except (ValueError, jinja2.TemplateError) as error:
            raise BadInput(f"the vision-language model cannot take this: {error}") from error

    def _prompt(self, messages: list[Message]) -> str:
        """The conversation as the chat template in the file writes it, a marker in each picture's place."""
        said = [
            {
                "role": message.role,
                "content": [
                    {"type": "text", "text": part} for part in (*([MARKER] * len(message.images)), message.text)
                ],
            }
            for message in vision_prompts.disarmed(messages, self._marks)
        ]
        return str(self._render(messages=said).prompt)

    def _read(self, library: llama_cpp.Llama, prompt: str, pictures: list[pixels.Rgb]) -> int:
        """Have all of the prompt in the cache, but for what lies there already; returns how many tokens still fit."""
        with ExitStack() as made:
            pieces, size = self._cut(prompt, pictures, made)
            if size >= library.n_ctx():
                raise ValueError(f"pictures and words are {size:,} tokens; it attends to {library.n_ctx():,}")
            kept = [held for held, piece in takewhile(_alike, zip(self._held, pieces[:-1], strict=False))]
            first, shared = pieces[len(kept)], 0
            if len(kept) < len(self._held):  # the first that is another may begin alike
                shared = _shared(self._held[len(kept)].key, first.key)
            self._held = kept
            begin = kept[-1].end if kept else 0
            if not library._ctx.kv_cache_seq_rm(-1, begin + shared, -1):  # as of models that keep a state instead
                library._ctx.kv_cache_clear()
                self._held, begin, shared = [], 0, 0
            # What the library's record said of later places is no more. A later prompt that stood where a picture is
            # now would be taken to be still in the cache, and be answered by the picture.
            library.n_tokens = begin + shared
            library.input_ids[library.n_tokens :] = NO_TOKEN
            for piece in pieces[len(self._held) :]:
                self._take_in(library, piece, shared)
                self._held.append(Held(piece.key, library.n_tokens))
                shared = 0
        return int(library.n_ctx()) - size

    def _take_in(self, library: llama_cpp.Llama, piece: Piece, shared: int) -> None:
        """Read a piece from its token `shared` on."""
        if mtmd_cpp.mtmd_input_chunk_get_type(piece.chunk) == mtmd_cpp.MTMD_INPUT_CHUNK_TYPE_TEXT:
            library.eval([int(token) for token in piece.key[shared:]])
            return
        end = llama_cpp.llama_pos(0)
        failed = mtmd_cpp.mtmd_helper_eval_chunk_single(
            self._projector,
            library.ctx,
            piece.chunk,
            llama_cpp.llama_pos(library.n_tokens),
            llama_cpp.llama_seq_id(0),
            library.n_batch,
            False,  # no scores: a question follows
            ctypes.byref(end),
        )
        if failed:
            raise RuntimeError(f"llama.cpp could not read a picture: {failed}")
        library.n_tokens = end.value

    def _cut(self, prompt: str, pictures: list[pixels.Rgb], made: ExitStack) -> tuple[list[Piece], int]:
        """The prompt in pieces, the last of which is text, and its tokens' number; they are freed with `made`."""
        bitmaps = [_bitmap(rgb, made) for rgb in pictures]
        chunks = mtmd_cpp.mtmd_input_chunks_init()
        made.callback(mtmd_cpp.mtmd_input_chunks_free, chunks)
        data = prompt.encode()
        text = mtmd_cpp.mtmd_input_text()
        text.text, text.text_len, text.add_special, text.parse_special = data, len(data), True, True
        array = (mtmd_cpp.mtmd_bitmap_p_ctypes * len(bitmaps))(*bitmaps)
        if failed := mtmd_cpp.mtmd_tokenize(self._projector, chunks, ctypes.byref(text), array, len(bitmaps)):
            raise ValueError(f"its pictures and words cannot be made into tokens (error {failed})")
        count = mtmd_cpp.mtmd_input_chunks_size(chunks)
        pieces = [_piece(mtmd_cpp.mtmd_input_chunks_get(chunks, number), number) for number in range(count)]
        return pieces, int(mtmd_cpp.mtmd_helper_get_n_tokens(chunks))


def _piece(chunk: int, number: int) -> Piece:
    if mtmd_cpp.mtmd_input_chunk_get_type(chunk) != mtmd_cpp.MTMD_INPUT_CHUNK_TYPE_TEXT:
        return Piece((mtmd_cpp.mtmd_input_chunk_get_id(chunk).decode(), number), chunk)
    count = ctypes.c_size_t()
    tokens = mtmd_cpp.mtmd_input_chunk_get_tokens_text(chunk, ctypes.byref(count))
    return Piece(tuple(tokens[: count.value]), chunk)


def _bitmap(rgb: pixels.Rgb, made: ExitStack) -> int:
    """A picture as llama.cpp takes it, called by the hash of its pixels; it is freed with `made`."""
    height, width = rgb.shape[:2]
    data = rgb.tobytes()
    bitmap = mtmd_cpp.mtmd_bitmap_init(width, height, (ctypes.c_uint8 * len(data)).from_buffer_copy(data))
    made.callback(mtmd_cpp.mtmd_bitmap_free, bitmap)
    mtmd_cpp.mtmd_bitmap_set_id(bitmap, hashlib.sha256(data).hexdigest().encode())
    return int(bitmap)


def _alike(pair: tuple[Held, Piece]) -> bool:
    held, piece = pair
    return held.key == piece.key


def _shared(held: Key, wanted: Key) -> int:
    """How many first tokens of a text need not be read again; not the last, whose scores the answer begins with."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(held, wanted[:-1], strict=False))
    return 0 if _is_picture(held) or _is_picture(wanted) else sum(1 for _ in alike)


def _is_picture(key: Key) -> bool:
    return isinstance(key[0], str)


def _control_tokens(model: llama_cpp.Llama) -> dict[int, str]:
    vocabulary = model._model.vocab
    return {
        token: llama_cpp.llama_vocab_get_text(vocabulary, token).decode(errors="replace")
        for token in range(model.n_vocab())
        if llama_cpp.llama_vocab_is_control(vocabulary, token)
    }


def load(
    path: str, projector: str, context: int = 4096, threads: int = 2, gpu_layers: int = 0, kv_cache: str = "f16"
) -> LlamaVision:
    """Load a GGUF and its projector. context in tokens, pictures among them; the rest as of `llama.load`."""
    if not Path(projector).is_file():
        raise ModelMissing(f"no projector at {projector}; fetch it with: oriel models fetch")
    return LlamaVision(Path(path), Path(projector), context, threads, gpu_layers, kv_cache)
