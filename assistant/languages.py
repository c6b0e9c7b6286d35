"""Which language is spoken: held from turn to turn, changed when that is earned, and heard surely enough or not."""

import re
from collections import deque
from collections.abc import Iterable

from assistant.messages import Segment, TranscribeOptions, Transcript

SURE = 0.8  # probability from which another language takes the place of the one that is held
LIKELY = 0.5  # enough where none is held yet, since a better one may follow
FEWEST_WORDS = 4  # shorter turns do not decide which language is spoken

# Scripts that leave no spaces between words, and how many of their signs make a word, about.
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fc]")
# Thai, Lao, Burmese, Khmer, with the marks above and below their letters.
SOUTH_EAST = re.compile("[\u0e01-\u0e4e\u0e81-\u0ece\u1000-\u103e\u1780-\u17d3]")
LETTERS_A_WORD = ((HAN, 1.5), (KANA, 3.0), (SOUTH_EAST, 6.0))

# Base gives the words of people who read clearly 0.64 to 0.85, those of a robot's German, a third of them wrong, 0.3 to
# 0.6; a few words say little about it.
UNSURE_LANGUAGE = 0.6
UNSURE_WORDS = 0.55
REMEMBERED = 3  # turns of FEWEST_WORDS or more
UNSURE_TURNS = 2  # of these
SMALL = frozenset({"whisper-tiny", "whisper-base"})
LARGER = "whisper-small"
NAMES = {"de": "German", "fr": "French", "es": "Spanish", "zh": "Chinese", "it": "Italian", "pt": "Portuguese"}


def count_words(text: str) -> float:
    """How many words are in a text; those of a script without spaces by its signs, about."""
    unspaced = sum(len(script.findall(text)) / letters for script, letters in LETTERS_A_WORD)
    for script, _ in LETTERS_A_WORD:
        text = script.sub(" ", text)
    return unspaced + sum(any(letter.isalnum() for letter in word) for word in text.split())


def joined(segments: Iterable[Segment]) -> Transcript:
    """The segments of an utterance as one; its language is that of most of the text, and so are the probabilities."""
    parts = list(segments)
    lengths: dict[str, int] = {}
    for part in parts:
        lengths[part.language] = lengths.get(part.language, 0) + len(part.text)
    language = max(lengths, key=lambda one: lengths[one], default="")
    own = [part for part in parts if part.language == language]
    return Transcript(
        " ".join(part.text.strip() for part in parts).strip(),
        language,
        tuple(word for part in parts for word in part.words),
        min((part.language_probability for part in own), default=1.0),
        _mean((part.word_probability, len(part.text)) for part in own),
    )


def next_held(held: str | None, heard: Transcript) -> str | None:
    """The language that is held after a turn: another than before only for a long turn that was surely in it."""
    if not heard.language or count_words(heard.text) < FEWEST_WORDS:
        return held
    return heard.language if heard.language_probability >= (SURE if held else LIKELY) else held


def answer_language(options: TranscribeOptions, heard: Transcript) -> str:
    """The language to answer in: the one that is held after this turn, else the one that it was heard in."""
    held = options.language
    if held is None or options.held:
        held = next_held(held, heard)
    return held or heard.language or "en"


class BetterEar:
    """Offers a larger Whisper, once, where another language than English is heard unsurely.

    transcriber: the name of the model in use. Owned by the session's loop.
    """

    def __init__(self, transcriber: str) -> None:
        self._told = transcriber not in SMALL
        self._unsure: deque[bool] = deque(maxlen=REMEMBERED)

    def offer(self, heard: Transcript) -> str:
        """A sentence to be told after this turn; empty for nearly every turn."""
        if self._told or count_words(heard.text) < FEWEST_WORDS:
            return ""
        badly = heard.language_probability < UNSURE_LANGUAGE or heard.word_probability < UNSURE_WORDS
        unsure = badly and heard.language not in ("", "en")
        self._unsure.append(unsure)
        if not unsure or sum(self._unsure) < UNSURE_TURNS:
            return ""
        self._told = True
        language = NAMES.get(heard.language, "this language")
        return (
            f"I hear {language} less surely with this small model. Whisper small hears it better: "
            f"get it with oriel models fetch {LARGER}, and choose it in the settings."
        )


def _mean(weighted: Iterable[tuple[float, int]]) -> float:
    """Of values, each with its weight; 1 of none."""
    pairs = [(value, weight) for value, weight in weighted if weight]
    total = sum(weight for _, weight in pairs)
    return sum(value * weight for value, weight in pairs) / total if total else 1.0
