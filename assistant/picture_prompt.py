"""What a vision-language model is given: the question behind its pictures, what the user said of them, and examples."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.claims import standing
from assistant.generation import GenerationParams
from assistant.messages import Claim, Image, Message
from assistant.words.interpreting_tables import NAMES
from assistant.words.lexicon import counted

# The same before every question and before the caption: what stands before the words need be read only once.
SYSTEM = (
    "You answer questions about pictures in one or two short sentences. Say only what can be seen in them; where that "
    "does not tell, say that you cannot tell."
)
ANSWER = GenerationParams.greedy(max_new_tokens=96)
CAPTION: Mapping[str, str] = {
    "en": "Describe this picture in one sentence.",
    "de": "Beschreibe dieses Bild in einem Satz.",
    "fr": "Décris cette image en une phrase.",
    "es": "Describe esta imagen en una frase.",
    "zh": "用一句话描述这张图片。",
}


@dataclass(frozen=True)
class Example:
    """A question about a picture, and its right answer."""

    image: Image
    question: str
    answer: str


def prompt(
    question: str, images: Sequence[Image], language: str, facts: str = "", examples: Sequence[Example] = ()
) -> tuple[list[Image], list[Message]]:
    """The pictures and the messages. facts: what the user said of the pictures; language: to answer in, ISO 639-1."""
    shown: list[Image] = []
    messages = [Message("system", SYSTEM)]
    for one in examples:
        messages += [_asked([one.image], one.question, shown), Message("assistant", one.answer)]
    words = [facts, question, "" if language == "en" or language not in NAMES else f"Answer in {NAMES[language][0]}."]
    # Where only its own pictures were shown, it is clear which the question is about; else they are shown once more.
    others = any(image not in images for image in shown)
    return shown, [*messages, _asked(images, " ".join(filter(None, words)), shown, once_more=others)]


def _asked(images: Sequence[Image], words: str, shown: list[Image], once_more: bool = False) -> Message:
    """A question behind those of its pictures that were not shown before, or behind all of them."""
    before = [image for image in images if once_more or image not in shown]
    shown += [image for image in before if image not in shown]
    return Message("user", words, tuple(shown.index(image) for image in before))


def facts(claims: Sequence[Claim]) -> str:
    """What the user said of a picture, in English, as the model reads it."""
    told = [
        f"there is {' '.join(counted(1, one.phrase))}" if one.is_there else f"there is no {one.phrase}"
        for one in standing(claims)
        if one.box is None
    ]
    return f"The user says that {' and that '.join(told)}." if told else ""
