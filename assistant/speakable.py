"""Text as it should be said: what is only for the eye is left out. Numbers are the voice's own business."""

import re

CODE_BLOCK = re.compile(r"```.*?(?:```|$)", re.DOTALL)
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
URL = re.compile(r"https?://(?:www\.)?([^/\s]+)\S*")
LINE_START = re.compile(r"^\s*(?:#{1,6}\s+|[-*+•]\s+|>\s*)", re.MULTILINE)
EMPHASIS = re.compile(r"(\*\*|__|`|~~)(.+?)\1|(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\3(?!\w)")
MARKS = re.compile(r"\*\*|__|`+|~~|(?<!\w)[*_#|]+(?!\w)")  # the halves of emphasis that a cut has parted
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]")
SPACES = re.compile(r"\s+")


def speakable(text: str) -> str:
    """One piece of an answer, ready for a voice; empty when nothing in it can be said."""
    text = CODE_BLOCK.sub(" The code is on the screen. ", text)
    text = LINK.sub(r"\1", text)
    text = URL.sub(r"\1", text)
    text = LINE_START.sub("", text)
    text = EMPHASIS.sub(lambda match: match[2] or match[4], text)
    text = EMOJI.sub("", MARKS.sub("", text))
    text = SPACES.sub(" ", text).strip()
    return text if any(character.isalnum() for character in text) else ""
