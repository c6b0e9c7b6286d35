"""Text as it should be said beside text as it is shown, word by word: what is only for the eye is not said."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from assistant.spoken_forms.forms import Form
from assistant.spoken_forms.markup import Part, parts
from assistant.spoken_forms.reading import TONGUES, forms
from assistant.spoken_forms.tidy import has_words, tidy

CODE = {
    "en": "The code is on the screen.",
    "de": "Der Code steht auf dem Bildschirm.",
    "fr": "Le code est à l'écran.",
    "es": "El código está en la pantalla.",
    "zh": "代码在屏幕上。",
}
REST = {
    "en": "The rest of the table is on the screen.",
    "de": "Der Rest der Tabelle steht auf dem Bildschirm.",
    "fr": "Le reste du tableau est à l'écran.",
    "es": "El resto de la tabla está en la pantalla.",
    "zh": "表格的其余部分在屏幕上。",
}
# The mark that is said after a part that ends without one, where more follows.
PAUSES = {"heading": ".", "text": ".", "item": ",", "cell": ",", "row_end": "."}
WORD = re.compile(r"\S+")
CLOSING = "\"'”’»)"
NONE: Mapping[str, str] = MappingProxyType({})
Own = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Said:
    """Whole words as they are shown, without marks, and how they are said; either may be empty."""

    written: str
    said: str


def speakable(text: str, language: str = "en", pronunciations: Mapping[str, str] = NONE) -> tuple[Said, ...]:
    """One piece of an answer, ready for a voice; nothing is said where nothing in it can be.

    The written words are together the text as it is shown. English and German are read in full, of other languages
    (ISO 639-1) only marks and addresses. pronunciations: a word or words → how they are said; case counts only for a
    key with a capital inside a word, and longer keys go first.
    """
    said: list[Said] = []
    pause, own = "", tuple(pronunciations.items())
    for part in _code_once(parts(text)):
        more = _read(part, language, own)
        if pause and _sounds(more):
            _put_behind(said, pause)
            pause = ""
        said += more
        if _sounds(more) or part.kind == "row_end":
            pause = PAUSES.get(part.kind, "")
    return tuple(said) if _sounds(said) else tuple(Said(pair.written, "") for pair in said)


def spoken_text(said: Iterable[Said]) -> str:
    """All that is said, as one text."""
    return " ".join(pair.said for pair in said if pair.said)


def plain(text: str, language: str = "en", pronunciations: Mapping[str, str] = NONE) -> str:
    """Only what is said."""
    return spoken_text(speakable(text, language, pronunciations))


def aligned(shown: str, read: list[Form], language: str) -> list[Said]:
    """Word by word; what is read as one keeps its words together."""
    pairs: list[Said] = []
    words, forms_left = WORD.finditer(shown), iter(read)
    form = next(forms_left, None)
    for word in words:
        start, end = word.span()
        pieces, at = [], start
        while form is not None and form.start < end:
            pieces += [shown[at : form.start], form.said]
            at = form.end
            while end < form.end:
                end = next(words).end()
            form = next(forms_left, None)
        pairs.append(Said(" ".join(shown[start:end].split()), tidy("".join([*pieces, shown[at:end]]), language)))
    return pairs


def _code_once(all_parts: list[Part]) -> Iterable[Part]:
    told = False
    for part in all_parts:
        if part.kind != "code" or not told:
            yield part
        told = told or part.kind == "code"


def _read(part: Part, language: str, own: Own) -> list[Said]:
    if part.kind == "code":
        return [Said("", CODE.get(language, CODE["en"]))]
    if part.kind == "rest":
        return [Said("", REST.get(language, REST["en"]))]
    if part.kind == "silent":
        return [Said(word, "") for word in part.shown.split()]
    if part.kind == "number":
        return [Said(part.shown, _number(part.shown, language))]
    words = aligned(part.shown, forms(part.shown, language, own), language)
    column = spoken_text(aligned(part.column, forms(part.column, language, own), language))
    return [Said("", f"{column}:"), *words] if _sounds(words) and has_words(column) else words


def _number(shown: str, language: str) -> str:
    if language not in TONGUES:
        return shown
    words = TONGUES[language].cardinal(int(shown[:-1]))
    return f"{words[0].upper()}{words[1:]}:"


def _sounds(said: list[Said]) -> bool:
    return any(has_words(pair.said) for pair in said)


def _put_behind(said: list[Said], mark: str) -> None:
    """Put a mark behind the last that is said, where there is none."""
    last = next(place for place in range(len(said) - 1, -1, -1) if said[place].said)
    text = said[last].said
    if text[-1].isalnum() or text[-1] in CLOSING:
        said[last] = replace(said[last], said=text + mark)
