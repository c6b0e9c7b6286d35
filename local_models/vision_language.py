"""VisionModel on transformers: a folder with SmolVLM, Idefics, Qwen-VL, LLaVA or their like answers about pictures.

Whatever `AutoModelForImageTextToText` loads will do; weights are safetensors, and no code that comes with them is run.
"""

import importlib.util
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

import jinja2
import PIL.Image
import torch
from transformers import AutoModelForImageTextToText, AutoProcessor, BitsAndBytesConfig
from transformers.models.smolvlm import processing_smolvlm

from assistant.errors import BadInput, BadSetting, ModelMissing
from assistant.generation import GenerationParams
from assistant.messages import Image, Message
from assistant.roles import Stream
from local_models import pixels, vision_prompts
from local_models.writing import go_on

Quantize = Literal["none", "8bit", "4bit"]

# What cannot be done for a stream of text, and the only value of it that asks for nothing. A prompt cut at a token
# would lose the places of its pictures.
NOT_HERE: dict[str, object] = {
    "decoder_input_details": False,
    "details": False,
    "return_full_text": False,
    "truncate": None,
}
INSTALL = "install both with: pip install bitsandbytes accelerate, or set quantize to none in [vision]"


# What is written, an error in the writing, and None at its end; an answer is short, so there is no bound.
Pieces: TypeAlias = queue.SimpleQueue[str | Exception | None]


class _Stopped(Exception):
    """The call was cancelled."""


class VisionLanguage:
    """Called by one thread at a time (the engine's lease sees to it), `Stream.cancel` by any.

    Each call writes on a thread of its own, since `generate` hands out tokens by calling. Before every layer it looks
    whether it is still wanted, so that reading pictures ends soon too.
    """

    def __init__(self, folder: Path, threads: int, quantize: Quantize, device: str) -> None:
        self._threads = threads
        self._model = _model(folder, quantize, _device(device))
        self._processor = _processor(folder)
        self._kind = str(self._model.config.model_type)
        if self._kind != "idefics" and not self._processor.chat_template and self._kind not in vision_prompts.FORMS:
            have = ", ".join(sorted({"idefics", *vision_prompts.FORMS}))
            raise BadSetting(
                f"{folder} has no chat template, and how '{self._kind}' is asked is not known; have: {have}"
            )
        special = [token for token in self._processor.tokenizer.added_tokens_decoder.values() if token.special]
        self._marks = [str(token) for token in special]
        self._stopped = threading.Event()
        self._writing = threading.Lock()  # a cancelled call may still be in its last layer when the next one comes
        for module in self._model.modules():
            module.register_forward_pre_hook(self._look)
        if self._kind == "idefics":
            self._bound_idefics()

    def answer(self, images: list[Image], messages: list[Message], params: GenerationParams) -> Stream[str]:
        """Pieces as they come, or all at once where `params.stream` is off.

        Raises BadInput for pictures that are not there or too many, for more than the model's context holds, and for
        parameters that are about more than the text of an answer, which are named.
        """
        _check(params)
        vision_prompts.shown(messages, len(images))
        stopped = threading.Event()
        pieces: Pieces = queue.SimpleQueue()

        def stop() -> None:
            stopped.set()
            pieces.put(None)  # whoever waits need not wait for the end of a layer

        return Stream(self._pieces(images, messages, params, stopped, pieces), stop)

    def _pieces(
        self,
        images: list[Image],
        messages: list[Message],
        params: GenerationParams,
        stopped: threading.Event,
        pieces: Pieces,
    ) -> Iterator[str]:
        def write() -> None:
            try:
                with self._writing:
                    self._stopped = stopped
                    self._write(images, messages, params, pieces.put)
            except _Stopped:
                pass
            except Exception as error:  # noqa: BLE001  # the top of a thread: raised again where it is waited for
                pieces.put(error)
            finally:
                pieces.put(None)

        # No daemon: ended with the process in the middle of a layer, it would take the process down with an error.
        threading.Thread(target=write, name="vision-language").start()
        try:
            while (piece := pieces.get()) is not None:
                if isinstance(piece, Exception):
                    raise piece
                yield piece
        finally:
            stopped.set()

    def _write(
        self, images: list[Image], messages: list[Message], params: GenerationParams, say: Callable[[str], None]
    ) -> None:
        torch.set_num_threads(self._threads)  # here, since other models in this process set theirs
        if self._kind == "idefics":
            params = replace(params, stop=(*params.stop, *vision_prompts.IDEFICS_STOPS))
        inputs = self._read(images, messages)
        self._look()
        self._check_room(inputs["input_ids"].shape[1], params.max_new_tokens)
        written = go_on(self._model, self._processor.tokenizer, inputs, params, say)
        if written.text and not params.stream:
            say(written.text)

    def _read(self, images: list[Image], messages: list[Message]) -> dict[str, torch.Tensor]:
        """What the model is called with: the conversation as its family writes it, and the pictures in their places."""
        order = vision_prompts.shown(messages, len(images))
        pictures = {number: self._picture(images[number]) for number in set(order)}
        said = vision_prompts.disarmed(messages, self._marks)
        try:
            if self._kind == "idefics":
                row = vision_prompts.idefics(said)
                inputs = self._processor(
                    text=[one for part in row for one in _for_idefics(part, pictures)],
                    add_end_of_utterance_token=False,
                    return_tensors="pt",
                )
            else:
                text = self._prompt(said)
                begins = self._processor.tokenizer.bos_token
                inputs = self._processor(
                    text=text,
                    images=[pictures[number] for number in order] or None,
                    add_special_tokens=not (begins and text.startswith(begins)),
                    return_tensors="pt",
                )
        except (ValueError, jinja2.TemplateError) as error:
            raise BadInput(f"the vision-language model cannot take this: {error}") from error
        return dict(inputs.to(self._model.device, self._model.dtype))

    @staticmethod
    def _picture(image: Image) -> PIL.Image.Image:
        return PIL.Image.fromarray(pixels.read_within(image, vision_prompts.MOST_PIXELS))

    def _prompt(self, messages: list[Message]) -> str:
        if not self._processor.chat_template:
            return vision_prompts.FORMS[self._kind](messages)
        said = vision_prompts.chat(messages)
        return str(self._processor.apply_chat_template(said, add_generation_prompt=True, tokenize=False))

    def _check_room(self, read: int, most: int) -> None:
        room = getattr(self._model.config.get_text_config(), "max_position_embeddings", None)
        if room is not None and read + most > room:
            raise BadInput(
                f"the question and its pictures are {read:,} tokens and the answer may be {most:,}; the vision-language"
                f" model attends to {room:,}: show fewer pictures, or say less"
            )

    def _look(self, *_: object) -> None:
        if self._stopped.is_set():
            raise _Stopped

    def _bound_idefics(self) -> None:
        """What ends an answer and what it never says; the published checkpoint leaves both to its user."""
        tokens = self._processor.tokenizer.convert_tokens_to_ids
        bounds = self._model.generation_config
        ends = {self._processor.tokenizer.eos_token_id, tokens(vision_prompts.IDEFICS_END)}
        bounds.eos_token_id = sorted(ends - {None})
        bounds.bad_words_ids = [[tokens(mark)] for mark in vision_prompts.IDEFICS_NEVER]


def _check(params: GenerationParams) -> None:
    refused = [name for name, value in NOT_HERE.items() if getattr(params, name) != value]
    if refused:
        raise BadInput(f"about a picture only text is answered, so these parameters cannot be: {', '.join(refused)}")


def _for_idefics(part: vision_prompts.Part, pictures: dict[int, PIL.Image.Image]) -> list[str | PIL.Image.Image]:
    return [pictures[part]] if isinstance(part, int) else [*vision_prompts.never_an_address(part)]


def _device(wanted: str) -> str:
    return ("cuda" if torch.cuda.is_available() else "cpu") if wanted == "auto" else wanted


def _dtype(device: str) -> torch.dtype:
    """float32 on a processor, where most compute anything shorter more slowly."""
    if device == "cpu":
        return torch.float32
    return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16


def _model(folder: Path, quantize: Quantize, device: str) -> Any:
    if not (folder / "config.json").is_file():
        raise ModelMissing(f"no vision-language model in {folder}: it has no config.json")
    dtype = torch.float16 if quantize == "8bit" else _dtype(device)  # all that its multiplication takes
    wanted: dict[str, Any] = {"dtype": dtype}
    if quantize != "none":
        wanted |= {"quantization_config": _bitsandbytes(quantize, dtype), "device_map": {"": device}}
    try:
        model: Any = AutoModelForImageTextToText.from_pretrained(
            folder, local_files_only=True, use_safetensors=True, trust_remote_code=False, **wanted
        )
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        raise BadSetting(f"{folder} is no vision-language model that can be loaded{_how(quantize)}: {error}") from error
    return (model if quantize != "none" else model.to(device)).eval()


def _how(quantize: Quantize) -> str:
    return "" if quantize == "none" else f" with quantize {quantize} (none may work)"


def _bitsandbytes(quantize: Quantize, dtype: torch.dtype) -> BitsAndBytesConfig:
    missing = [name for name in ("bitsandbytes", "accelerate") if importlib.util.find_spec(name) is None]
    if missing:
        raise BadSetting(f"quantize {quantize} needs {' and '.join(missing)}, not installed here; {INSTALL}")
    if quantize == "8bit":
        return BitsAndBytesConfig(load_in_8bit=True)  # type: ignore[no-untyped-call]
    return BitsAndBytesConfig(  # type: ignore[no-untyped-call]
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True, bnb_4bit_compute_dtype=dtype
    )


def _processor(folder: Path) -> Any:
    # SmolVLM's processor wants num2words, with which it counts the frames of films; digits do.
    names = vars(processing_smolvlm)
    names["num2words"] = names["num2words"] or str
    load: Any = AutoProcessor.from_pretrained
    try:
        return load(folder, local_files_only=True, trust_remote_code=False)
    except (OSError, ValueError, ImportError) as error:
        raise BadSetting(f"what prepares pictures for the model in {folder} cannot be loaded: {error}") from error


def load(folder: str, threads: int = 1, quantize: Quantize = "none", device: str = "auto") -> VisionLanguage:
    """Load the checkpoint of `folder` and answer one token. device: as torch names it; auto: a GPU where there is one.

    Raises ModelMissing, and BadSetting where the model is of another kind or cannot be quantized so.
    """
    model = VisionLanguage(Path(folder), threads, quantize, device)
    for _ in model.answer([], [Message("user", "Hello")], GenerationParams.greedy(1)):
        pass
    return model
