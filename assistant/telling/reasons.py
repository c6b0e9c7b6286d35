"""Why the last result is what it is: scores, threshold, what was looked for in vain, what the user said, which place.

At most three sentences, made from the numbers and from nothing else; each thing that is spoken of is a mention.
"""

from collections.abc import Mapping, Sequence

from assistant.claims import denied, missed
from assistant.messages import Claim, Detection, Finding, Thing, Told
from assistant.places import called
from assistant.plan import Kind, Place, Step, Wanted
from assistant.telling.describer import definite
from assistant.telling.found import fair
from assistant.telling.mentions import Text, filled, joined, text
from assistant.telling.tellers import TONGUES, Tongue
from assistant.telling.wording import Case
from assistant.words.lexicon import ORDINALS, counted

MOST_NAMED = 3  # things whose scores are told one by one; of more only the least and the best
MOST_SENTENCES = 3
SURE = 0.6  # the score of the least sure thing from which "are you sure?" is answered with yes
SIDES: Mapping[str, Kind] = {  # as `places.names` tells things apart
    "left": "left",
    "right": "right",
    "top": "top",
    "bottom": "bottom",
    "middle": "middle",
    "larger": "largest",
    "smaller": "smallest",
}

SAY: Mapping[str, Mapping[str, str]] = {
    "score": {
        "en": "I give {each}; from {threshold} percent on I believe it",
        "de": "Ich gebe {each}; ab {threshold} Prozent glaube ich es",
        "fr": "Je donne {each} ; j'y crois à partir de {threshold} pour cent",
        "es": "Le doy {each}; lo creo a partir del {threshold} por ciento",
        "zh": "我给{each}；达到百分之{threshold}我就相信",
    },
    "each": {
        "en": "{thing} {percent} percent",
        "de": "{thing} {percent} Prozent",
        "fr": "{percent} pour cent à {thing}",
        "es": "el {percent} por ciento a {thing}",
        "zh": "{thing}百分之{percent}",
    },
    "range": {
        "en": "I give {things} between {least} and {percent} percent; from {threshold} percent on I believe it",
        "de": "Ich gebe {things} zwischen {least} und {percent} Prozent; ab {threshold} Prozent glaube ich es",
        "fr": "Je donne entre {least} et {percent} pour cent à {things} ; j'y crois à partir de {threshold} pour cent",
        "es": "Doy entre el {least} y el {percent} por ciento a {things}; lo creo a partir del {threshold} por ciento",
        "zh": "我给{things}百分之{least}到百分之{percent}；达到百分之{threshold}我就相信",
    },
    "things": {"en": "them", "de": "ihnen", "fr": "ces choses", "es": "estas cosas", "zh": "它们"},
    "alike": {
        "en": "my detector only knows things that look like that",
        "de": "mein Detektor kennt nur Dinge, die so ähnlich aussehen",
        "fr": "mon détecteur ne connaît que des choses qui y ressemblent",
        "es": "mi detector solo conoce cosas que se le parecen",
        "zh": "我的检测器只认识样子相似的东西",
    },
    "below": {
        "en": "the best that I found for {thing} has {percent} percent, too little to believe it",
        "de": "das Beste, was ich für {thing} gefunden habe, hat {percent} Prozent, zu wenig, um es zu glauben",
        "fr": "le mieux que j'ai trouvé pour {thing} n'a que {percent} pour cent, trop peu pour y croire",
        "es": "lo mejor que encontré para {thing} tiene un {percent} por ciento, demasiado poco para creerlo",
        "zh": "找{thing}时最好的结果只有百分之{percent}，不足以相信",
    },
    "nowhere": {
        "en": "I looked for {thing} and found nothing like it",
        "de": "nach {thing} habe ich gesucht und nichts Ähnliches gefunden",
        "fr": "j'ai cherché {thing} et n'ai rien trouvé de tel",
        "es": "busqué {thing} y no encontré nada parecido",
        "zh": "我找过{thing}，没有找到类似的",
    },
    "unknown": {
        "en": "my detector was never taught {thing}",
        "de": "mein Detektor hat {thing} nie gelernt",
        "fr": "mon détecteur n'a jamais appris {thing}",
        "es": "mi detector nunca aprendió {thing}",
        "zh": "我的检测器没有学过{thing}",
    },
    "denied": {
        "en": "you told me that this is wrong, which outweighs the {percent} percent for {thing}",
        "de": "du hast gesagt, dass das nicht stimmt, und das zählt mehr als die {percent} Prozent für {thing}",
        "fr": "vous m'avez dit que c'est faux, et cela compte plus que les {percent} pour cent pour {thing}",
        "es": "me dijiste que no es así, y eso vale más que el {percent} por ciento para {thing}",
        "zh": "你说过不对，这比{thing}的百分之{percent}更重要",
    },
    "claimed": {
        "en": "you told me that there is one, but I cannot find {thing}",
        "de": "du hast gesagt, dass es das gibt, aber {thing} finde ich nicht",
        "fr": "vous m'avez dit qu'il y en a, mais je ne trouve pas {thing}",
        "es": "me dijiste que hay, pero no encuentro {thing}",
        "zh": "你说过有，可是我没找到{thing}",
    },
    "place": {
        "en": "of {kinds} you asked for {thing}",
        "de": "von {kinds} war {thing} gefragt",
        "fr": "sur {kinds}, vous vouliez {thing}",
        "es": "de {kinds} pediste {thing}",
        "zh": "一共有{kinds}，你要的是{thing}",
    },
    "nothing": {
        "en": "I have not looked for anything in particular",
        "de": "ich habe nach nichts Bestimmtem gesucht",
        "fr": "je n'ai rien cherché de particulier",
        "es": "no he buscado nada en concreto",
        "zh": "我没有专门找什么",
    },
    "yes": {"en": "Yes. ", "de": "Ja. ", "fr": "Oui. ", "es": "Sí. ", "zh": "是的。"},
    "not very": {
        "en": "Not very. ",
        "de": "Nicht sehr. ",
        "fr": "Pas vraiment. ",
        "es": "No mucho. ",
        "zh": "不太确定。",
    },
    "and": {"en": " and ", "de": " und ", "fr": " et ", "es": " y ", "zh": "和"},
    "end": {"en": ". ", "de": ". ", "fr": ". ", "es": ". ", "zh": "。"},
}


def why(
    step: Step,
    finding: Finding,
    seen: Mapping[str, Sequence[Detection]],
    held: Sequence[Claim],
    language: str,
    is_doubted: bool = False,
    about: Sequence[str] = (),
) -> Told:
    """The reasons for a finding.

    seen: phrase → all that was found by it, also what scored too little to be believed; held: what the user says of
    the picture; is_doubted: the question was "are you sure?", and wants a yes or no first; about: only these kinds
    ("why is that a dog?"), where they are among the things or were looked for.
    """
    language = language if language in TONGUES else "en"
    things = [thing for thing in finding.things if not about or _is_about(thing.detection, about)]
    things = things or list(finding.things)
    told = [
        *_scores(things, finding.box_threshold, language),
        *_outweighed(seen, finding, held, language),
        *_in_vain(finding, seen, held, language),
        *_placed(step, finding, seen, things, language),
    ] or [text(_say("nothing", language))]
    whole = text(_say("yes" if _is_sure(things, finding, seen) else "not very", language)) if is_doubted else Text()
    for sentence in told[:MOST_SENTENCES]:
        polished = TONGUES[language].polish(sentence) if language in TONGUES else sentence
        whole += Text(polished.words[:1].upper() + polished.words[1:], polished.mentions)
        whole += _say("end", language)
    return Told(whole.words.rstrip(), whole.mentions)


def _scores(things: Sequence[Thing], box_threshold: float, language: str) -> list[Text]:
    """ "I give the left dog 92 percent and the cat 61 percent; from 30 percent on I believe it"."""
    if not things:
        return []
    threshold = str(_percent(box_threshold))
    if len(things) > MOST_NAMED:
        scores = sorted(thing.detection.score for thing in things)
        them = text(_say("things", language), tuple(thing.number for thing in things))
        least, best = str(_percent(scores[0])), str(_percent(scores[-1]))
        said = filled(_say("range", language), things=them, least=least, percent=best, threshold=threshold)
    else:
        parts: list[Text | str] = [
            filled(
                _say("each", language),
                thing=_named(thing, language),
                percent=str(_percent(thing.detection.score)),
            )
            for thing in things
        ]
        each = joined(parts, "、" if language == "zh" else ", ", _say("and", language))
        said = filled(_say("score", language), each=each, threshold=threshold)
    if all(thing.detection.certain for thing in things):
        return [said]
    return [said + ("；" if language == "zh" else " ; " if language == "fr" else "; ") + _say("alike", language)]


def _in_vain(
    finding: Finding, seen: Mapping[str, Sequence[Detection]], held: Sequence[Claim], language: str
) -> list[Text]:
    """What was looked for and is not there, each with the best that was found for it."""
    told = [filled(_say("unknown", language), thing=_kind(name, language)) for name in finding.unknown]
    claimed = {claim.phrase for claim in missed(finding.missing, held)}
    for name in finding.missing:
        believed = [one for one in seen.get(name, ()) if one.score >= _floor(finding)]
        if name in finding.unknown or any(denied(one, held) for one in believed):
            continue
        below = [one.score for one in seen.get(name, ()) if one.score < _floor(finding)]
        if name in claimed:
            told.append(filled(_say("claimed", language), thing=_kind(name, language)))
        elif below:
            percent = str(_percent(max(below)))
            told.append(filled(_say("below", language), thing=_kind(name, language), percent=percent))
        else:
            told.append(filled(_say("nowhere", language), thing=_kind(name, language, "with")))
    return told


def _outweighed(
    seen: Mapping[str, Sequence[Detection]], finding: Finding, held: Sequence[Claim], language: str
) -> list[Text]:
    """What the detector believes and the user denies; the surest of it."""
    refused = [one for all_ in seen.values() for one in all_ if one.score >= _floor(finding) and denied(one, held)]
    if not refused:
        return []
    best = max(refused, key=lambda one: one.score)
    return [filled(_say("denied", language), thing=_kind(called(best), language), percent=str(_percent(best.score)))]


def _placed(
    step: Step,
    finding: Finding,
    seen: Mapping[str, Sequence[Detection]],
    things: Sequence[Thing],
    language: str,
) -> list[Text]:
    """ "of two dogs you asked for the left one": which of several a place chose."""
    told = []
    for wanted in step.wanted:
        there = [one for one in seen.get(wanted.phrase, ()) if one.score >= _floor(finding)]
        mine = [thing for thing in things if thing.detection.phrase == wanted.phrase]
        if wanted.place is None or len(there) < 2 or len(mine) != 1:
            continue
        kinds = _some(called(mine[0].detection), len(there), "with", language)
        told.append(filled(_say("place", language), kinds=kinds, thing=_asked(wanted, mine[0], language)))
    return told


def _asked(wanted: Wanted, thing: Thing, language: str) -> Text:
    """A thing by the place that it was asked for: "the second dog from the left"."""
    numbers = (thing.number,)
    kind = called(thing.detection)
    if wanted.place is None or wanted.place.rank < 1:
        return _named(thing, language)
    if language not in TONGUES:
        return text(definite(Wanted(kind, place=wanted.place, definite=True)), numbers)
    return TONGUES[language].the(kind, "subject", numbers=numbers, place=wanted.place)


def _named(thing: Thing, language: str) -> Text:
    """A thing by its own name: "the left dog", "dem linken Hund" as German gives it a score."""
    numbers = (thing.number,)
    if language not in TONGUES:
        return text(thing.name, numbers)
    kind = called(thing.detection)
    tongue: Tongue = TONGUES[language]
    return tongue.the(kind, "with", numbers=numbers, place=place_of(thing.name, kind))


def place_of(name: str, kind: str) -> Place | None:
    """The place that a name of `places.names` tells: "the left dog", "the second dog from the left"."""
    words = name.removeprefix("the ")
    if words.endswith(" from the left"):
        return next((Place("left", rank) for rank, word in enumerate(ORDINALS, 1) if words.startswith(word)), None)
    side = words.removesuffix(kind).strip()
    return Place(SIDES[side]) if side in SIDES else None


def _kind(phrase: str, language: str, role: Case = "object") -> str:
    """A kind of thing of which one may be there: "a cat", "eine Katze"."""
    return _some(fair(phrase), 1, role, language)


def _some(kind: str, count: int, role: Case, language: str) -> str:
    if language not in TONGUES:
        return " ".join(counted(count, kind))
    return TONGUES[language].some(kind, count, role).words


def _is_sure(things: Sequence[Thing], finding: Finding, seen: Mapping[str, Sequence[Detection]]) -> bool:
    """Whether every thing scores well above chance, or nothing comes near to what was missed."""
    if things:
        return all(thing.detection.certain and thing.detection.score >= SURE for thing in things)
    best = [one.score for name in finding.missing for one in seen.get(name, ())]
    return not finding.unknown and max(best, default=0.0) < _floor(finding) / 2


def _is_about(detection: Detection, about: Sequence[str]) -> bool:
    return any(f" {name}".endswith(f" {noun}") for noun in about for name in (detection.phrase, called(detection)))


def _floor(finding: Finding) -> float:
    return finding.box_threshold


def _percent(score: float) -> int:
    return round(100 * score)


def _say(name: str, language: str) -> str:
    return SAY[name][language]
