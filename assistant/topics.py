"""What "Dialogue-guided visual language processing" asked a zero-shot classifier: which topic a request is about.

Its topics and its sentence for them, in five languages, and which of Oriel's intents each topic is.
"""

from collections.abc import Iterable

from assistant.messages import ScoredIntent
from assistant.plan import Action
from assistant.roles import Classifier

TEMPLATES = {
    "en": "The topic is {}",
    "de": "Das Thema ist {}",
    "fr": "Le sujet est {}",
    "es": "El tema es {}",
    "zh": "主题是{}",
}
TOPICS: dict[str, dict[str, Action]] = {
    "en": {
        "Mask creation": "segment",
        "Object detection": "find",
        "Inpainting": "edit",
        "Segmentation": "segment",
        "Upscaling": "edit",
        "Creating an image from another one": "generate",
        "Generating an image from text": "generate",
        "Others": "chat",
    },
    "de": {
        "Erstellen einer Maske": "segment",
        "Objekterkennung": "find",
        "Ausbessern eines Bildes": "edit",
        "Segmentierung": "segment",
        "Hochskalieren": "edit",
        "Erzeugen eines Bildes aus einem anderen": "generate",
        "Erzeugen eines Bildes aus Text": "generate",
        "Sonstiges": "chat",
    },
    "fr": {
        "la création d'un masque": "segment",
        "la détection d'objets": "find",
        "la retouche d'une image": "edit",
        "la segmentation": "segment",
        "l'agrandissement d'une image": "edit",
        "la création d'une image à partir d'une autre": "generate",
        "la génération d'une image à partir d'un texte": "generate",
        "autre chose": "chat",
    },
    "es": {
        "la creación de una máscara": "segment",
        "la detección de objetos": "find",
        "el retoque de una imagen": "edit",
        "la segmentación": "segment",
        "la ampliación de una imagen": "edit",
        "la creación de una imagen a partir de otra": "generate",
        "la generación de una imagen a partir de un texto": "generate",
        "otra cosa": "chat",
    },
    "zh": {
        "创建蒙版": "segment",
        "物体检测": "find",
        "图像修补": "edit",
        "图像分割": "segment",
        "放大图像": "edit",
        "由一张图像生成另一张": "generate",
        "由文字生成图像": "generate",
        "其他": "chat",
    },
}
SPOKEN_ELSE = "en"  # the language asked in where there are no topics in the speaker's


def asked(language: str) -> tuple[list[str], str]:
    """The topics, and the sentence for them, in the speaker's language."""
    spoken = language if language in TOPICS else SPOKEN_ELSE
    return list(TOPICS[spoken]), TEMPLATES[spoken]


def topics(classifier: Classifier, text: str, language: str) -> tuple[ScoredIntent, ...]:
    """The three likeliest topics of a request. Raises what the classifier raises."""
    return tuple(classifier.classify(text, *asked(language)))


def intents(found: Iterable[ScoredIntent]) -> tuple[ScoredIntent, ...]:
    """Topics of any of the languages → the intents that they are, each once with what its topics have, sorted."""
    known = {topic: intent for spoken in TOPICS.values() for topic, intent in spoken.items()}
    scores: dict[str, float] = {}
    for topic in found:
        intent = known[topic.intent]
        scores[intent] = scores.get(intent, 0) + topic.score
    return tuple(ScoredIntent(intent, score) for intent, score in sorted(scores.items(), key=lambda one: -one[1]))
