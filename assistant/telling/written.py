"""What is said of the text in a picture, in five languages: the text itself in quotation marks, and little more."""

import re
from collections.abc import Sequence

from assistant.messages import Mention, Thing, Told

SAYINGS: dict[str, dict[str, str]] = {
    "reading": {"en": "Reading", "de": "Lese", "fr": "Lecture", "es": "Leyendo", "zh": "正在读"},
    "nothing": {
        "en": "I can read nothing in this picture.",
        "de": "In diesem Bild kann ich nichts lesen.",
        "fr": "Je ne peux rien lire dans cette image.",
        "es": "No puedo leer nada en esta imagen.",
        "zh": "这张图片里我读不出任何文字。",
    },
    "nothing there": {
        "en": "I can read nothing there.",
        "de": "Dort kann ich nichts lesen.",
        "fr": "Je ne peux rien lire là.",
        "es": "No puedo leer nada ahí.",
        "zh": "那里我读不出任何文字。",
    },
    "elsewhere": {
        "en": "I cannot tell what of it stands there; in the picture I read:",
        "de": "Was davon dort steht, kann ich nicht sagen; im Bild lese ich:",
        "fr": "Je ne sais pas ce qui est écrit à cet endroit ; dans l'image je lis :",
        "es": "No sé qué parte está ahí; en la imagen leo:",
        "zh": "我不知道哪些写在那里；图片里写着：",
    },
    "yes": {"en": "Yes:", "de": "Ja:", "fr": "Oui :", "es": "Sí:", "zh": "有："},
    "no": {
        "en": "No, I do not read that. I read:",
        "de": "Nein, das lese ich nicht. Ich lese:",
        "fr": "Non, je ne lis pas cela. Je lis :",
        "es": "No, eso no lo leo. Leo:",
        "zh": "没有读到。写着：",
    },
    "no number": {
        "en": "I read no number. I read:",
        "de": "Eine Zahl lese ich nicht. Ich lese:",
        "fr": "Je ne lis aucun numéro. Je lis :",
        "es": "No leo ningún número. Leo:",
        "zh": "没有读到数字。写着：",
    },
    "no reader": {
        "en": "I cannot read: the text reader is missing; install Oriel again.",
        "de": "Ich kann nicht lesen: Der Textleser fehlt; installiere Oriel neu.",
        "fr": "Je ne peux pas lire : le lecteur de texte manque ; réinstallez Oriel.",
        "es": "No puedo leer: falta el lector de texto; vuelve a instalar Oriel.",
        "zh": "我无法读文字：缺少文字识别模型，请重新安装 Oriel。",
    },
}
NUMBER = re.compile(r"\+?\d(?:[\d .,:/-]*\d)?")


def saying(name: str, language: str) -> str:
    """One of these, in English where the language has none."""
    return SAYINGS[name].get(language, SAYINGS[name]["en"])


def quoted(things: Sequence[Thing], texts: Sequence[str], before: str = "") -> Told:
    """Texts as they stand, each a sentence of its own behind `before`, tied to the things that they were read off."""
    said, mentions = before, []
    for thing, text in zip(things, texts, strict=True):
        said += "\n" if said else ""
        mentions.append(Mention(len(said), len(said) + len(text) + 2, (thing.number,)))
        said += f"“{text}”"
    return Told(said, tuple(mentions))


def numbers(texts: Sequence[str]) -> list[str]:
    """The numbers in texts, in their order, as they are written."""
    return [found.strip() for text in texts for found in NUMBER.findall(text)]
