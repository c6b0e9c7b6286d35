"""Fixed sentences in five languages, and what is said of a plan: what is under way, what was understood, what is asked.

What a language lacks is said in English.
"""

import re
from collections.abc import Mapping, Sequence

from assistant.plan import Step, Wanted
from assistant.telling import describer, tellers
from assistant.telling.beyond import edit, is_cut_out
from assistant.telling.choosing import choices as choices  # what is said of a plan that is in doubt
from assistant.telling.choosing import intent_label as intent_label
from assistant.telling.found import fair
from assistant.telling.mentions import Text, filled, joined, text
from assistant.telling.sentences_of_its_own import SAYINGS
from assistant.telling.tellers import TONGUES
from assistant.telling.wording import Case
from assistant.words.lexicon import counted, plural

DOING: dict[str, dict[str, str]] = {  # said before something slow begins
    "segment": {
        "en": "outlining {them}",
        "de": "ich umrande {them}",
        "fr": "je détoure {them}",
        "es": "marco el contorno de {them}",
        "zh": "正在勾{them}的轮廓",
    },
    "cut out": {
        "en": "cutting out {them}",
        "de": "ich schneide {them} aus",
        "fr": "je découpe {them}",
        "es": "recorto {them}",
        "zh": "正在抠{them}",
    },
    "find": {
        "en": "looking for {them}",
        "de": "ich suche {them}",
        "fr": "je cherche {them}",
        "es": "busco {them}",
        "zh": "正在找{them}",
    },
    "describe": {
        "en": "looking at the picture",
        "de": "ich sehe mir das Bild an",
        "fr": "je regarde l'image",
        "es": "miro la imagen",
        "zh": "正在看图",
    },
    "everything": {"en": "everything", "de": "alles", "fr": "tout", "es": "todo", "zh": "所有东西"},
    "everything but": {
        "en": "everything except {names}",
        "de": "alles außer {names}",
        "fr": "tout sauf {names}",
        "es": "todo menos {names}",
        "zh": "除了{names}以外的所有东西",
    },
    "not": {
        "en": "{answer}, not {names}",
        "de": "{answer}, nicht {names}",
        "fr": "{answer}, pas {names}",
        "es": "{answer}, no {names}",
        "zh": "{answer}，不要{names}",
    },
}
PLANNED: dict[str, dict[str, str]] = {  # a step, as the screen shows it
    "segment": {
        "en": "outline {them}",
        "de": "{them} umranden",
        "fr": "détourer {them}",
        "es": "marcar {them}",
        "zh": "勾出{them}",
    },
    "cut out": {
        "en": "cut out {them}",
        "de": "{them} ausschneiden",
        "fr": "découper {them}",
        "es": "recortar {them}",
        "zh": "抠出{them}",
    },
    "find": {
        "en": "find {them}",
        "de": "{them} suchen",
        "fr": "chercher {them}",
        "es": "buscar {them}",
        "zh": "找{them}",
    },
    "count": {
        "en": "count {them}",
        "de": "{them} zählen",
        "fr": "compter {them}",
        "es": "contar {them}",
        "zh": "数{them}",
    },
    "describe": {
        "en": "describe {them}",
        "de": "{them} beschreiben",
        "fr": "décrire {them}",
        "es": "describir {them}",
        "zh": "描述{them}",
    },
    "picture": {"en": "the picture", "de": "Bild", "fr": "l'image", "es": "la imagen", "zh": "图片"},
    "not": {
        "en": " · not {name}",
        "de": " · nicht {name}",
        "fr": " · pas {name}",
        "es": " · no {name}",
        "zh": " · 不要{name}",
    },
    "then": {"en": ", then ", "de": ", dann ", "fr": ", puis ", "es": ", luego ", "zh": "，然后"},
}
EDITS: dict[str, dict[str, str]] = {
    "background": {
        "en": "change the background",
        "de": "Hintergrund ändern",
        "fr": "changer l'arrière-plan",
        "es": "cambiar el fondo",
        "zh": "更换背景",
    },
    "remove": {
        "en": "remove {them}",
        "de": "{them} entfernen",
        "fr": "effacer {them}",
        "es": "quitar {them}",
        "zh": "去掉{them}",
    },
    "replace": {
        "en": "replace {them}",
        "de": "{them} ersetzen",
        "fr": "remplacer {them}",
        "es": "reemplazar {them}",
        "zh": "替换{them}",
    },
    "blur": {
        "en": "blur {them}",
        "de": "{them} unscharf machen",
        "fr": "flouter {them}",
        "es": "difuminar {them}",
        "zh": "模糊{them}",
    },
    "enlarge": {
        "en": "enlarge {them}",
        "de": "{them} vergrößern",
        "fr": "agrandir {them}",
        "es": "ampliar {them}",
        "zh": "放大{them}",
    },
    "recolour": {
        "en": "recolour {them}",
        "de": "{them} umfärben",
        "fr": "recolorer {them}",
        "es": "recolorear {them}",
        "zh": "给{them}改颜色",
    },
    "change": {
        "en": "change {them}",
        "de": "{them} bearbeiten",
        "fr": "retoucher {them}",
        "es": "modificar {them}",
        "zh": "修改{them}",
    },
}
TELL_ME = re.compile(  # before a question that follows another step
    r"^(?:(?:(?:and|then|und|dann|et|puis|y|luego)\b|然后|再)[ ,，]*)*(?:(?:tell me|say|see|check)\b"
    r"|(?:sag|sage|erzähl) mir,?"
    r"|dis-moi|dites-moi|dime|告诉我|说说|看看)?\s*",
    re.IGNORECASE,
)


def saying(name: str, language: str, **values: str) -> str:
    """One of `SAYINGS`; `phrase`, an English name, is said in the language too."""
    if "phrase" in values:
        values["phrase"] = _bare(Wanted(values["phrase"], definite=True), language)
    return _in(SAYINGS[name], language).format(**values)


def acknowledged(step: Step, language: str) -> str:
    """What is said before a slow step: "Outlining the dog, not the cat.", "Ich umrande den Hund, nicht die Katze."."""
    doing = "cut out" if step.action == "segment" and is_cut_out(step) else step.action
    template = _in(DOING.get(doing, DOING["describe"]), language)
    them = joined([_definite(one, language) for one in step.wanted], _comma(language), _and(language))
    if not step.wanted:
        them = _everything(step, language)
    answer = filled(template, them=them)
    if step.wanted and step.excluded and "{them}" in template:
        names = joined([_the(name, language) for name in step.excluded], _comma(language), _and(language))
        of = "el de " if template.endswith("contorno de {them}") else ""
        answer = filled(_in(DOING["not"], language), answer=answer, names=text(of) + names)
    answer += "。" if language == "zh" else "."
    return (TONGUES[language].polish(answer) if language in TONGUES else answer).told().text


def summary(steps: Sequence[Step], language: str = "en") -> str:
    """A plan in one short line for the eye: "outline dog · not cat", "find cups, then which is fuller"."""
    told = [_planned(step, language) for step in steps]
    return _in(PLANNED["then"], language).join(told)


def _planned(step: Step, language: str) -> str:
    if step.after and step.action in ("describe", "chat"):
        return TELL_ME.sub("", step.question, count=1).strip(" .!?。？！")
    kind: str = "cut out" if step.action == "segment" and is_cut_out(step) else step.action
    kind = "count" if kind == "find" and step.asks == "count" else kind
    if kind != "edit" and kind not in PLANNED:
        return intent_label(kind, language)
    template = _in(EDITS[edit(step, language)] if kind == "edit" else PLANNED[kind], language)
    everything = PLANNED["picture"] if kind in ("describe", "edit") else DOING["everything"]
    them = joined([_bare(one, language) for one in step.wanted], _comma(language), _comma(language))
    told = filled(template, them=them if step.wanted else _in(everything, language)).words
    not_ = _in(PLANNED["not"], language)
    return told + "".join(not_.format(name=_bare(Wanted(name, definite=True), language)) for name in step.excluded)


def _bare(wanted: Wanted, language: str) -> str:
    """A thing in few words: "dog", "two cups", "second dog from the left"."""
    kind, many = fair(wanted.phrase), not wanted.definite and wanted.count != 1
    tongue = TONGUES.get(language)
    if tongue is None:
        if wanted.place is not None or not kind:
            return describer.definite(wanted).removeprefix("the ")
        return " ".join(counted(wanted.count, kind)) if wanted.count > 1 else plural(kind) if many else kind
    if wanted.place is not None or wanted.count > 1 or not kind:
        return tongue.polish(tellers.definite(wanted, tongue)).words
    return tongue.bare(kind, many)


def _definite(wanted: Wanted, language: str) -> str:
    """ "the dog", "die zweite Tasse von links", as an object."""
    tongue = TONGUES.get(language)
    return describer.definite(wanted) if tongue is None else tellers.definite(wanted, tongue).words


def _the(kind: str, language: str, role: Case = "object") -> str:
    tongue = TONGUES.get(language)
    return f"the {fair(kind)}" if tongue is None else tongue.the(fair(kind), role).words


def _everything(step: Step, language: str) -> Text:
    """ "alles außer der Bank"."""
    if not step.excluded:
        return text(_in(DOING["everything"], language))
    names = [_the(name, language, "with") for name in step.excluded]
    return filled(_in(DOING["everything but"], language), names=joined(names, _comma(language), _and(language)))


def _in(table: Mapping[str, str], language: str) -> str:
    return table.get(language, table["en"])


def _comma(language: str) -> str:
    return "、" if language == "zh" else ", "


def _and(language: str) -> str:
    return TONGUES[language].SAY["and"] if language in TONGUES else " and "
