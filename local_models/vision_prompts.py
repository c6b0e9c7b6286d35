"""How each family of vision-language models is asked: a conversation and its pictures, written as the family does.

Pure. A checkpoint's own chat template goes before the forms here; they are for those that come without one, and for
IDEFICS, which has none and is asked with texts and pictures in a row.
"""

from collections.abc import Callable, Iterable

from assistant.errors import BadInput
from assistant.messages import Message

MOST_PICTURES = 16  # in one question, examples included; a model's context usually ends before
# Larger pictures are made smaller first: Qwen-VL reads each 28×28 pixels as a token, a photograph of 12 MP as 16,000.
MOST_PIXELS = 1024 * 1024
Part = str | int  # some text, or which of a call's pictures, from 0

# What ends an answer of IDEFICS, and what it must never write: https://huggingface.co/HuggingFaceM4/idefics-9b-instruct
IDEFICS_END = "<end_of_utterance>"
IDEFICS_STOPS = (IDEFICS_END, "\nUser:")
IDEFICS_NEVER = ("<image>", "<fake_token_around_image>")


def shown(messages: list[Message], pictures: int) -> list[int]:
    """Which pictures the messages show, in order; one may come twice.

    Raises BadInput for one that is not among the call's `pictures`, and for too many.
    """
    order = [number for message in messages for number in message.images]
    if strange := sorted({number for number in order if not 0 <= number < pictures}):
        numbers = ", ".join(map(str, strange))
        raise BadInput(f"a message shows picture {numbers}, counted from 0; this question has {pictures}")
    if len(order) > MOST_PICTURES:
        raise BadInput(f"{len(order)} pictures in one question are too many; at most {MOST_PICTURES} can be looked at")
    return order


def disarmed(messages: list[Message], marks: Iterable[str]) -> list[Message]:
    """The messages with every mark of the model's own ("<image>") spelled apart, so that it is mere text.

    Else a text read out of a picture could end the user's turn, or stand for a picture that is not there.
    """
    apart = {mark: f"{mark[0]} {mark[1:]}" for mark in marks if len(mark) > 1}

    def plain(text: str) -> str:
        for mark, spelled in apart.items():
            text = text.replace(mark, spelled)
        return text

    return [Message(message.role, plain(message.text), message.images) for message in messages]


def chat(messages: list[Message]) -> list[dict[str, object]]:
    """What a checkpoint's chat template is rendered with: the parts of each message, pictures before text."""
    return [
        {
            "role": message.role,
            "content": [*({"type": "image"} for _ in message.images), {"type": "text", "text": message.text}],
        }
        for message in messages
    ]


def idefics(messages: list[Message]) -> list[Part]:
    """IDEFICS-9b-instruct: turns of `User:` and `Assistant:`, each ended by its mark, the pictures inside them."""
    parts: list[Part] = []
    for message in messages:
        lead = "\n" if parts else ""
        if message.role == "system":
            parts += [f"{lead}{message.text}"]
        else:
            gap = "" if message.images else " "
            parts += [f"{lead}{message.role.capitalize()}:", *message.images, f"{gap}{message.text}{IDEFICS_END}"]
    return _joined([*parts, "\nAssistant:"])


def _joined(parts: list[Part]) -> list[Part]:
    """Texts that follow each other as one: IDEFICS' processor takes blanks from the ends of each."""
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def never_an_address(part: str) -> list[str]:
    """A text in pieces of which none is an address, since IDEFICS' processor would fetch it from the network.

    It takes for one whatever has no blank in it but a scheme and a host, and joins the pieces as they are.
    """
    if " " in part:
        return [part]
    pieces = part.split(":")
    return [piece for piece in (*(f"{piece}:" for piece in pieces[:-1]), pieces[-1]) if piece]


def _smolvlm(messages: list[Message]) -> str:
    return f"<|im_start|>{_utterances(messages)}"


def _idefics3(messages: list[Message]) -> str:
    return f"<|begin_of_text|>{_utterances(messages)}"


def _utterances(messages: list[Message]) -> str:
    """Turns as Idefics2 and its successors have them."""
    turns = [
        f"{message.role.capitalize()}:{'<image>' * len(message.images) or ' '}{message.text}<end_of_utterance>\n"
        for message in messages
    ]
    return f"{''.join(turns)}Assistant:"


def _qwen2_vl(messages: list[Message]) -> str:
    usual = [] if messages and messages[0].role == "system" else [Message("system", "You are a helpful assistant.")]
    return _qwen3_vl([*usual, *messages])


def _qwen3_vl(messages: list[Message]) -> str:
    turns = [
        f"<|im_start|>{message.role}\n{'<|vision_start|><|image_pad|><|vision_end|>' * len(message.images)}"
        f"{message.text}<|im_end|>\n"
        for message in messages
    ]
    return f"{''.join(turns)}<|im_start|>assistant\n"


_IMAGE_LINE = "<image>\n"


def _llava(messages: list[Message]) -> str:
    turns = [
        f"{'' if message.role == 'system' else f'{message.role.upper()}: '}"
        f"{_IMAGE_LINE * len(message.images)}{message.text} "
        for message in messages
    ]
    return f"{''.join(turns)}ASSISTANT:"


# transformers' `model_type` → the form of its family.
FORMS: dict[str, Callable[[list[Message]], str]] = {
    "idefics2": _utterances,
    "idefics3": _idefics3,
    "llava": _llava,
    "qwen2_5_vl": _qwen2_vl,
    "qwen2_vl": _qwen2_vl,
    "qwen3_vl": _qwen3_vl,
    "smolvlm": _smolvlm,
}
