"""What is said of a vision-language model's answer once it was checked, in five languages, from the checks alone."""

from collections.abc import Mapping, Sequence

from assistant.messages import Check
from assistant.telling.found import fair
from assistant.telling.mentions import Text, joined
from assistant.telling.tellers import TONGUES
from assistant.words.lexicon import counted

SAY: Mapping[str, Mapping[str, str]] = {
    "mentions one": {
        "en": "My captioner mentions {things}; I cannot find one.",
        "de": "Mein Bildbeschreiber nennt {things}; das kann ich nicht finden.",
        "fr": "Mon descripteur mentionne {things} ; je ne trouve rien de tel.",
        "es": "Mi descriptor menciona {things}; no encuentro nada así.",
        "zh": "我的图像描述提到了{things}，但我没有找到。",
    },
    "mentions": {
        "en": "My captioner mentions {things}; I cannot find them.",
        "de": "Mein Bildbeschreiber nennt {things}; das kann ich nicht finden.",
        "fr": "Mon descripteur mentionne {things} ; je ne les trouve pas.",
        "es": "Mi descriptor menciona {things}; no los encuentro.",
        "zh": "我的图像描述提到了{things}，但我没有找到。",
    },
    "count": {
        "en": "I count at least {things}.",
        "de": "Ich zähle mindestens {things}.",
        "fr": "Je compte au moins {things}.",
        "es": "Cuento al menos {things}.",
        "zh": "我数到至少{things}。",
    },
    "at least": {
        "en": "At least {things}, as far as I can see.",
        "de": "Mindestens {things}, soweit ich sehe.",
        "fr": "Au moins {things}, d'après ce que je vois.",
        "es": "Al menos {things}, por lo que veo.",
        "zh": "据我看，至少有{things}。",
    },
    "cannot check": {
        "en": "I cannot check {things}.",
        "de": "{things} kann ich nicht prüfen.",
        "fr": "Je ne peux pas vérifier {things}.",
        "es": "No puedo comprobar {things}.",
        "zh": "{things}我没法核实。",
    },
    "nothing to check": {
        "en": "There is nothing in that answer that I could look for.",
        "de": "In dieser Antwort ist nichts, wonach ich suchen könnte.",
        "fr": "Il n'y a rien dans cette réponse que je puisse chercher.",
        "es": "En esa respuesta no hay nada que pueda buscar.",
        "zh": "这个回答里没有我能去找的东西。",
    },
    "again": {
        "en": "I looked again, more closely.",
        "de": "Ich habe noch einmal genauer hingesehen.",
        "fr": "J'ai regardé encore une fois, de plus près.",
        "es": "He mirado otra vez, más de cerca.",
        "zh": "我又仔细看了一遍。",
    },
    "found": {
        "en": "I found {things}.",
        "de": "Ich habe {things} gefunden.",
        "fr": "J'ai trouvé {things}.",
        "es": "He encontrado {things}.",
        "zh": "我找到了{things}。",
    },
    "perhaps": {
        "en": "Perhaps I see {things}, but I am not sure.",
        "de": "Vielleicht sehe ich {things}, bin aber nicht sicher.",
        "fr": "Je vois peut-être {things}, sans en être sûr.",
        "es": "Quizá vea {things}, pero no estoy seguro.",
        "zh": "我好像看到了{things}，但不确定。",
    },
    "nowhere": {
        "en": "I cannot find {things}.",
        "de": "Ich kann {things} nicht finden.",
        "fr": "Je ne trouve pas {things}.",
        "es": "No encuentro {things}.",
        "zh": "我没有找到{things}。",
    },
    "yes": {"en": "Yes.", "de": "Ja.", "fr": "Oui.", "es": "Sí.", "zh": "是的。"},
    "no": {"en": "No.", "de": "Nein.", "fr": "Non.", "es": "No.", "zh": "不。"},
    "not quite": {
        "en": "Not quite.",
        "de": "Nicht ganz.",
        "fr": "Pas tout à fait.",
        "es": "No del todo.",
        "zh": "不完全是。",
    },
    "not sure": {
        "en": "I am not sure.",
        "de": "Ich bin nicht sicher.",
        "fr": "Je ne suis pas sûr.",
        "es": "No estoy seguro.",
        "zh": "我不确定。",
    },
}


def contradictions(checks: Sequence[Check], language: str) -> str:
    """ "My captioner mentions a clock; I cannot find one."; empty where nothing is contradicted."""
    absent = [one for one in checks if one.verdict == "absent"]
    other = [one for one in checks if one.verdict == "miscounted"]
    are_many = len(absent) > 1 or any(one.said > 1 for one in absent)
    said = [_said("mentions" if are_many else "mentions one", language, _said_things(absent, language))] * bool(absent)
    if other:
        said.append(_said("count", language, _things([(one.phrase, one.found) for one in other], language)))
    return _together(said, language)


def at_least(phrase: str, count: int, language: str) -> str:
    """A number that nothing but the model's word stands for: "At least three wugs, as far as I can see."."""
    return _said("at least", language, _things([(phrase, count)], language))


def cannot_check(phrases: Sequence[str], language: str) -> str:
    """ "I cannot check a wug."."""
    return _said("cannot check", language, _things([(phrase, 1) for phrase in phrases], language))


def looked_again(checks: Sequence[Check], perhaps: Sequence[str], language: str, was_denied: bool = False) -> str:
    """The answer to "are you sure?" after another, closer look.

    perhaps: what was found with too low a score to be believed; was_denied: the answer said that these are not there.
    """
    if not checks:
        return _said("nothing to check", language)
    found = [(one.phrase, one.found) for one in checks if one.found]
    absent = [(one.phrase, 1) for one in checks if one.verdict == "absent" and one.phrase not in perhaps]
    unclear = [(one.phrase, 1) for one in checks if one.verdict == "unverified" and not one.found]
    parts = {
        "found": found,
        "perhaps": [(phrase, 1) for phrase in perhaps],
        "nowhere": absent,
        "cannot check": unclear,
    }
    said = [_said(_opening(checks, perhaps, was_denied), language), _said("again", language)]
    said += [_said(name, language, _things(things, language)) for name, things in parts.items() if things]
    return _together(said, language)


def _opening(checks: Sequence[Check], perhaps: Sequence[str], was_denied: bool) -> str:
    """Whether the answer still holds."""
    right = [one for one in checks if one.verdict == ("absent" if was_denied else "stands")]
    wrong = [one for one in checks if one.verdict == ("stands" if was_denied else "absent")]
    if perhaps or not (right or wrong):
        return "not sure"
    return "yes" if len(right) == len(checks) else "no" if not right and len(wrong) == len(checks) else "not quite"


def _said_things(checks: Sequence[Check], language: str) -> str:
    return _things([(one.phrase, max(1, one.said)) for one in checks], language)


def _things(things: Sequence[tuple[str, int]], language: str) -> str:
    """ "a clock and two dogs", as the object of a sentence."""
    named: list[Text | str] = []
    for phrase, count in things:
        tongue = TONGUES.get(language)
        named.append(tongue.some(fair(phrase), count, "object").words if tongue else " ".join(counted(count, phrase)))
    if language not in TONGUES:
        return joined(named, ", ", " and ").words
    return joined(named, TONGUES[language].SAY["comma"], TONGUES[language].SAY["and"]).words


def _said(name: str, language: str, things: str = "") -> str:
    """A sentence of `SAY`, in English where the language is none of the five."""
    sentence = SAY[name].get(language, SAY[name]["en"]).format(things=things)
    return sentence[:1].upper() + sentence[1:]


def _together(sentences: Sequence[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(filter(None, sentences))
