"""VisionModel and LanguageModel in one, on llama.cpp: a GGUF with a projector answers about pictures and converses.

The projector ("mmproj") turns a picture into tokens of the language model; llama.cpp's multimodal part runs it.
"""

import ctypes
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jinja2
import llama_cpp
from llama_cpp import mtmd_cpp
from llama_cpp.llama_chat_format import MTMDChatHandler

from assistant.errors import BadInput, BadSetting, ModelMissing
from assistant.generation import GenerationParams
from assistant.messages import Image, Message
from assistant.roles import Stream
from local_models import llama, pixels, vision_prompts
from local_models.generation import for_llama

# Between so many tensors the projector looks whether it is still wanted; a layer has about 30.
LOOKS_EVERY = 32
NO_TOKEN = -1  # what stands in the model's record of what it has read where a picture was
SILENT = llama_cpp.llama_log_callback(lambda *_: None)


class LlamaVision:
    """One model and its one context for both roles. Called by one thread at a time; `Stream.cancel` by any.

    Text that both kinds of prompt begin with is read once, but what comes after a picture is read anew each time.
    """

    def __init__(self, path: Path, projector: Path, context: int, threads: int, gpu_layers: int, kv_cache: str) -> None:
        self._speaker = llama.load(str(path), context, threads, gpu_layers, kv_cache=kv_cache)
        self._stopped = threading.Event()
        library = self._speaker.lent(self._stopped)
        if not llama.reads(library, [{"type": "text", "text": llama.PROBE}]):
            raise BadSetting(f"{path} cannot be shown pictures: its chat template takes text alone")
        self._eyes = _Eyes(projector, gpu_layers != 0, lambda: self._stopped.is_set())
        self._eyes._init_mtmd_context(library)
        self._marks = [mtmd_cpp.mtmd_default_marker().decode(), *_control_tokens(library)]

    def reply(self, messages: list[Message], params: GenerationParams, schema: str | None = None) -> Stream[str]:
        """As `llama.Llama.reply`."""
        return self._speaker.reply(messages, params, schema)

    def answer(self, images: list[Image], messages: list[Message], params: GenerationParams) -> Stream[str]:
        """Pieces as they come, or all at once where `params.stream` is off.

        Raises BadInput for pictures that are not there or too many, for more than the context holds, and for parameters
        that llama.cpp cannot do, which are named.
        """
        wanted = for_llama(params)
        order = vision_prompts.shown(messages, len(images))
        if any(message.images and message.role != "user" for message in messages):
            raise BadInput("only the user's messages can show pictures")
        stopped = threading.Event()
        pieces = self._pieces([images[number] for number in order], messages, wanted, stopped)
        return Stream(pieces if params.stream else llama.joined(pieces), stopped.set)

    def close(self) -> None:
        """Give the memory back; nothing may be asked afterwards."""
        self._speaker.close()

    def _pieces(
        self, pictures: list[Image], messages: list[Message], wanted: dict[str, Any], stopped: threading.Event
    ) -> Iterator[str]:
        self._stopped = stopped
        library = self._speaker.lent(stopped)
        self._eyes.pictures = {
            f"{number}": pixels.read_within(picture, vision_prompts.MOST_PIXELS)
            for number, picture in enumerate(pictures)
        }
        # The handler leaves the record as it was where pictures are. A later prompt that was read there before would be
        # taken to be still in the cache, and be answered by the picture.
        library.input_ids[:] = NO_TOKEN
        try:
            for chunk in self._eyes(llama=library, messages=self._said(messages), stream=True, **wanted):
                if stopped.is_set():
                    return
                if piece := chunk["choices"][0]["delta"].get("content"):
                    yield piece
        except RuntimeError:  # what an abort looks like from outside; see llama.py
            if not stopped.is_set():
                raise
        except (ValueError, jinja2.TemplateError) as error:
            if not stopped.is_set():
                raise BadInput(f"the vision-language model cannot take this: {error}") from error
        finally:
            self._eyes.pictures = {}

    def _said(self, messages: list[Message]) -> list[dict[str, object]]:
        """The conversation as the handler takes it; its pictures are called by their place in the order."""
        numbers = iter(range(vision_prompts.MOST_PICTURES))
        return [
            {
                "role": message.role,
                "content": [
                    *({"type": "image_url", "image_url": f"{next(numbers)}"} for _ in message.images),
                    {"type": "text", "text": message.text},
                ],
            }
            for message in vision_prompts.disarmed(messages, self._marks)
        ]


class _Eyes(MTMDChatHandler):  # type: ignore[misc]  # untyped upstream
    """llama-cpp-python's handler, given pictures as they lie in memory, and stopped between tensors.

    pictures: by what the messages call them; uint8 RGB [height, width, 3].
    """

    def __init__(self, projector: Path, use_gpu: bool, stopped: Callable[[], bool]) -> None:
        super().__init__(str(projector), verbose=False, use_gpu=use_gpu)
        self.mtmd_ctx: Any = None
        self.pictures: dict[str, pixels.Rgb] = {}
        self._tensors = 0
        self._stopped = stopped
        # ctypes keeps no reference of its own.
        self._between = llama_cpp.ggml_backend_sched_eval_callback(self._look)

    def _init_mtmd_context(self, llama_model: llama_cpp.Llama) -> None:
        if self.mtmd_ctx is not None:
            return
        mtmd_cpp.mtmd_log_set(SILENT, None)
        mtmd_cpp.mtmd_helper_log_set(SILENT, None)
        params = mtmd_cpp.mtmd_context_params_default()
        params.use_gpu = self.use_gpu
        params.n_threads = llama_model.n_threads
        params.print_timings = False
        params.cb_eval = self._between
        projector = self.clip_model_path
        self.mtmd_ctx = mtmd_cpp.mtmd_init_from_file(projector.encode(), llama_model.model, params)
        if self.mtmd_ctx is None or not mtmd_cpp.mtmd_support_vision(self.mtmd_ctx):
            raise BadSetting(f"{projector} is no projector by which this model sees; take the one published beside it")
        llama_model._stack.callback(mtmd_cpp.mtmd_free, self.mtmd_ctx)

    def _look(self, _tensor: int, asked: bool, _data: int) -> bool:
        """Asked before a tensor: shall it be shown once it is there? Shown one: shall the computation go on?"""
        if not asked:
            return not self._stopped()
        self._tensors += 1
        return self._tensors % LOOKS_EVERY == 0

    def load_image(self, image_url: str) -> bytes:
        """What `_create_bitmap_from_bytes` is given; nothing is fetched from anywhere."""
        return image_url.encode()

    def _create_bitmap_from_bytes(self, image_bytes: bytes) -> int:
        rgb = self.pictures[image_bytes.decode()]
        height, width = rgb.shape[:2]
        data = (ctypes.c_uint8 * rgb.size).from_buffer_copy(rgb.tobytes())
        return int(mtmd_cpp.mtmd_bitmap_init(width, height, data))

    def _postprocess_template_text(self, text: str, image_urls: list[str], media_marker: str) -> str:  # noqa: ARG002
        return text  # upstream writes the marker wherever the text holds a picture's name


def _control_tokens(model: llama_cpp.Llama) -> list[str]:
    vocabulary = model._model.vocab
    return [
        llama_cpp.llama_vocab_get_text(vocabulary, token).decode(errors="replace")
        for token in range(model.n_vocab())
        if llama_cpp.llama_vocab_is_control(vocabulary, token)
    ]


def load(
    path: str, projector: str, context: int = 4096, threads: int = 2, gpu_layers: int = 0, kv_cache: str = "f16"
) -> LlamaVision:
    """Load a GGUF and its projector. context in tokens, pictures among them; the rest as of `llama.load`."""
    if not Path(projector).is_file():
        raise ModelMissing(f"no projector at {projector}; fetch it with: oriel models fetch")
    return LlamaVision(Path(path), Path(projector), context, threads, gpu_layers, kv_cache)
