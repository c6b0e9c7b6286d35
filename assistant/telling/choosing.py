"""What an utterance may ask for: asked with short answers where it is in doubt, and the answer read; five languages."""

import re
from collections.abc import Mapping, Sequence

from assistant.plan import Wanted
from assistant.telling import tellers
from assistant.telling.mentions import filled, joined
from assistant.telling.tellers import TONGUES

# Intent → language → (of a thing that is named first, of one that was named just before, of nothing named).
OFFERS: dict[str, dict[str, tuple[str, str, str]]] = {
    "find": {
        "en": ("find {them}", "find it", "look for something"),
        "de": ("{them} suchen", "{it} suchen", "etwas suchen"),
        "fr": ("chercher {them}", "{it} chercher", "chercher quelque chose"),
        "es": ("busque {them}", "{it} busque", "busque algo"),
        "zh": ("找{them}", "找它", "找东西"),
    },
    "segment": {
        "en": ("cut {them} out", "cut it out", "cut something out"),
        "de": ("{them} ausschneiden", "{it} ausschneiden", "etwas ausschneiden"),
        "fr": ("découper {them}", "{it} découper", "découper quelque chose"),
        "es": ("recorte {them}", "{it} recorte", "recorte algo"),
        "zh": ("把{them}抠出来", "把它抠出来", "把东西抠出来"),
    },
    "describe": {
        "en": ("describe {them}", "describe it", "describe the picture"),
        "de": ("{them} beschreiben", "{it} beschreiben", "das Bild beschreiben"),
        "fr": ("décrire {them}", "{it} décrire", "décrire l'image"),
        "es": ("describa {them}", "{it} describa", "describa la imagen"),
        "zh": ("描述{them}", "描述它", "描述这张图"),
    },
}
ALWAYS: dict[str, dict[str, str]] = {
    "chat": {
        "en": "just talk about it",
        "de": "nur darüber reden",
        "fr": "simplement en parler",
        "es": "solo hable de ello",
        "zh": "只是聊聊",
    },
    "edit": {
        "en": "change the picture",
        "de": "das Bild ändern",
        "fr": "modifier l'image",
        "es": "cambie la imagen",
        "zh": "修改图片",
    },
    "generate": {
        "en": "make a new picture",
        "de": "ein neues Bild machen",
        "fr": "créer une nouvelle image",
        "es": "cree una imagen nueva",
        "zh": "画一张新图",
    },
    "refine": {
        "en": "change the last result",
        "de": "das letzte Ergebnis ändern",
        "fr": "modifier le dernier résultat",
        "es": "cambie el último resultado",
        "zh": "修改刚才的结果",
    },
    "translate": {
        "en": "translate that",
        "de": "das übersetzen",
        "fr": "traduire cela",
        "es": "traduzca eso",
        "zh": "翻译这句话",
    },
    "control": {
        "en": "take it as an order to me",
        "de": "es als Befehl an mich verstehen",
        "fr": "prendre cela comme un ordre",
        "es": "lo tome como una orden",
        "zh": "当作给我的指令",
    },
    "other": {
        "en": "do something else",
        "de": "etwas anderes tun",
        "fr": "faire autre chose",
        "es": "haga otra cosa",
        "zh": "做别的事",
    },
}
ASK = {  # one choice, and several
    "en": ("Shall I {choices}?", "Shall I {choices}?"),
    "de": ("Soll ich {choices}?", "Soll ich {choices}?"),
    "fr": ("Dois-je {choices} ?", "Dois-je {choices} ?"),
    "es": ("¿Quieres que {choices}?", "¿Quieres que {choices}?"),
    "zh": ("要我{choices}吗？", "要我{choices}？"),
}
OR = {"en": ", or ", "de": " oder ", "fr": " ou ", "es": " o ", "zh": "，还是"}
LABELS: dict[str, dict[str, str]] = {  # on a button
    "chat": {"en": "Just talk", "de": "Nur reden", "fr": "En parler", "es": "Solo hablar", "zh": "只是聊聊"},
    "find": {"en": "Find", "de": "Suchen", "fr": "Chercher", "es": "Buscar", "zh": "找"},
    "segment": {"en": "Cut out", "de": "Ausschneiden", "fr": "Découper", "es": "Recortar", "zh": "抠图"},
    "describe": {"en": "Describe", "de": "Beschreiben", "fr": "Décrire", "es": "Describir", "zh": "描述"},
    "edit": {
        "en": "Change the picture",
        "de": "Bild ändern",
        "fr": "Modifier l'image",
        "es": "Cambiar la imagen",
        "zh": "修改图片",
    },
    "generate": {"en": "New picture", "de": "Neues Bild", "fr": "Nouvelle image", "es": "Imagen nueva", "zh": "新图片"},
    "refine": {
        "en": "Change the result",
        "de": "Ergebnis ändern",
        "fr": "Modifier le résultat",
        "es": "Cambiar el resultado",
        "zh": "修改结果",
    },
    "translate": {"en": "Translate", "de": "Übersetzen", "fr": "Traduire", "es": "Traducir", "zh": "翻译"},
    "control": {"en": "An order to you", "de": "Ein Befehl", "fr": "Un ordre", "es": "Una orden", "zh": "指令"},
    "other": {"en": "Something else", "de": "Etwas anderes", "fr": "Autre chose", "es": "Otra cosa", "zh": "别的事"},
}
SAID: dict[str, str] = {  # words of a reply by which each is meant, in any language
    "chat": r"\b(?:talk|chat|reden|sprechen|parler|discuter|habl\w+|charlar)\b|聊|谈",
    "find": r"\b(?:find|search|look|locate|count|such\w*|finde\w*|zähl\w*|cherche\w*|trouve\w*|compte\w*|busca\w*"
    r"|busque|encuentra\w*|cuenta)\b|找|数",
    "segment": r"\b(?:cut|outline|mask|segment|highlight|aus(?:schneiden)?|schneide\w*|umrand\w*|mark\w*|découpe\w*"
    r"|détoure\w*|recort\w*|contorno)\b|抠|勾|剪|裁",
    "describe": r"\b(?:describe|description|beschreib\w*|décri\w*|describ\w*)\b|描述|说说",
    "edit": r"\b(?:edit|picture|image|bild|imagen)\b|修改图|图片",
    "generate": r"\b(?:new|make|draw|create|generate|neues?|machen?|zeichne\w*"
    r"|nouvelle|crée\w*|nueva|crea\w*|cree)\b|新|画",
    "refine": r"\b(?:result|last|ergebnis|letzte\w*|résultat|dernier|resultado|último)\b|结果|刚才",
    "translate": r"\b(?:translat\w*|übersetz\w*|tradui\w*|tradu[czj]\w*)\b|翻译",
    "control": r"\b(?:order|command|befehl|ordre|orden)\b|指令|命令",
    "other": r"\b(?:else|other|ander\w*|autre|otra|otro)\b|别的|其他",
}


def choices(intents: Sequence[str], phrase: str, language: str) -> str:
    """One short question: "Shall I find the dog, cut it out, or just talk about it?". phrase: an English name, or none.

    An intent that the user added is offered by its name.
    """
    tongue, tell = TONGUES.get(language), language if language in ASK else "en"
    them = tellers.definite(Wanted(phrase, definite=True), tongue).words if tongue and phrase else f"the {phrase}"
    it = tongue.it(phrase) if tongue and phrase else "it"
    told, is_named = [], False
    for intent in intents:
        if intent not in OFFERS:
            told.append(ALWAYS[intent][tell] if intent in ALWAYS else intent)
            continue
        first, again, without = OFFERS[intent][tell]
        told.append(without if not phrase else (again if is_named else first).format(them=them, it=it))
        is_named = True
    one, several = ASK[tell]
    comma = "、" if tell == "zh" else ", "
    between = OR[tell] if len(told) > 2 or tell != "en" else " or "
    question = filled(one if len(told) == 1 else several, choices=joined(told, comma, between))
    return (tongue.polish(question) if tongue else question).words


def intent_label(intent: str, language: str) -> str:
    """The same on a button."""
    table: Mapping[str, str] = LABELS.get(intent, {})
    return table.get(language) or table.get("en", intent)


def intent_said(said: str, intents: Sequence[str], labels: Sequence[str]) -> str | None:
    """The one intent that a short reply means; None where it means none of them, or several. said: lower case."""
    for intent, label in zip(intents, labels, strict=False):
        if said == label.lower() or said == intent.lower():
            return intent
    meant = [intent for intent in intents if re.search(SAID.get(intent, rf"\b{re.escape(intent.lower())}\b"), said)]
    return meant[0] if len(meant) == 1 else None
