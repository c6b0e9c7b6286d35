"""Text on a page: the user's words as they are, a model by its name, and an error as one sentence."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from assistant.errors import AssistantError

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BUILD = re.compile(r"-(?:instruct|chat)\b|-q\d.*")  # how it was trained and packed
_SIZE, _VERSION = re.compile(r"[\d.]+[bm]"), re.compile(r"v[\d.]+")
_SPELLED = {
    "centernet": "CenterNet",
    "dino": "DINO",
    "isnet": "ISNet",
    "minilm": "MiniLM",
    "rapidocr": "RapidOCR",
    "sam": "SAM",
    "smollm2": "SmolLM2",
    "vad": "VAD",
    "vit": "ViT",
    "vl": "VL",
}


def plain(text: str) -> str:
    """Markdown that shows the text as it is: no picture is fetched because somebody said so."""
    return _PUNCTUATION.sub(r"\\\1", text).replace("\n", "  \n")


def model_name(model: str) -> str:
    """A model of the manifest as people call it: "Qwen2.5 Coder 1.5B" for "qwen2.5-coder-1.5b-instruct-q4-k-m"."""
    return " ".join(_spelled(word) for word in _BUILD.sub("", model).split("-"))


def _spelled(word: str) -> str:
    if word in _SPELLED:
        return _SPELLED[word]
    if _VERSION.fullmatch(word):
        return word
    return word.upper() if _SIZE.fullmatch(word) else word.capitalize()


@contextmanager
def told() -> Iterator[None]:
    """Shows an error of ours where the page has got to, in place of the rest of what is drawn within."""
    try:
        yield
    except AssistantError as error:
        st.error(plain(str(error)))
