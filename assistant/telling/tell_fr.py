"""French: what is found, put into words. Articles, agreement and elision are made here; sentences stand in `SAY`."""

import re
from collections.abc import Sequence

from assistant.plan import Place, Wanted
from assistant.telling.found import fair
from assistant.telling.mentions import Text, joined, replaced, text
from assistant.telling.wording import Case, Name, is_plural, named
from assistant.words.lexicon import PAIRS

NUMBERS = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze".split()
ORDINALS = (
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième".split()
)
BEFORE_NOUN = frozenset("grand gros petit jeune vieux nouveau beau bon mauvais".split())
UNCHANGING = re.compile(r"(?:en|à|de) .+|.+ (?:foncé|clair|marine|ciel)|orange|marron|turquoise|debout|bordeaux")
MUTE = r"(?=[aeiouyàâäéèêëîïôöùûüœæ]|h(?!(?:ibou|éron|érisson|omard|amster|amburger|aie|ache|amac|andball|aricot|arpe"
MUTE += r"|angar|ockey|ot-dog|aut|uit|élico(?!ptère)|utte)))(?!(?:yaourt|yacht|onze|oui)\b)"
ELIDED = re.compile(rf"\b([LlDdJjNn]e|la|La|[Qq]ue|[Cc]e(?= e)) {MUTE}")
FEMININE = {"vieux": "vieille", "nouveau": "nouvelle", "beau": "belle", "gros": "grosse"}
SIDE = {"largest": "plus grand", "smallest": "plus petit", "larger": "plus grand", "smaller": "plus petit"}
OF = {"left": "de gauche", "right": "de droite", "top": "du haut", "bottom": "du bas", "middle": "du milieu"}
FROM = {
    "left": "en partant de la gauche",
    "right": "en partant de la droite",
    "top": "en partant du haut",
    "bottom": "en partant du bas",
}
AT = {
    "left": "à gauche",
    "right": "à droite",
    "top": "en haut",
    "above": "en haut",
    "bottom": "en bas",
    "below": "en bas",
    "middle": "au milieu",
    "corner": "dans un coin",
    "top left": "en haut à gauche",
    "top right": "en haut à droite",
    "bottom left": "en bas à gauche",
    "bottom right": "en bas à droite",
}
RELATIONS = {
    "left": "à gauche de",
    "right": "à droite de",
    "behind": "derrière",
    "in front of": "devant",
    "next to": "à côté de",
    "between": "entre",
    "above": "au-dessus de",
    "below": "en dessous de",
}
SPOTS = {
    "on the left": "à gauche",
    "on the right": "à droite",
    "at the top": "en haut",
    "at the bottom": "en bas",
    "in the middle": "au milieu",
    "at the top left": "en haut à gauche",
    "at the top right": "en haut à droite",
    "at the bottom left": "en bas à gauche",
    "at the bottom right": "en bas à droite",
    "across most of the picture": "sur presque toute l'image",
}
SAY = {
    "and": " et ",
    "comma": ", ",
    "each comma": ", ",
    "each last": " et ",
    "end": ".",
    "edit background": "je ne peux pas encore changer l'arrière-plan",
    "edit remove": "je ne peux encore rien effacer",
    "edit replace": "je ne peux encore rien remplacer",
    "edit blur": "je ne peux encore rien flouter",
    "edit enlarge": "je ne peux pas encore agrandir les images",
    "edit recolour": "je ne peux pas encore changer les couleurs",
    "edit change": "je ne peux pas encore retoucher les images",
    "offer": "{cannot}, mais je peux découper {them} pour vous.",
    "offer any": "{cannot}, mais je peux découper des objets.",
    "that": "cela",
    "generate": "je ne peux pas encore créer d'images, mais je peux découper des objets dans une image que vous"
    " me montrez.",
    "unknown": "mon détecteur n'a jamais appris à reconnaître {names}.",
    "or": " ou ",
    "cannot tell": "je ne peux pas le dire.",
    "more": "{answer}. Je ne peux pas en dire plus.",
    "yes": "oui, {answer}",
    "no": "non, {answer}",
    "see": "je vois {things}",
    "see at": "je vois {things} {place}",
    "see alike at": "je vois {things}, {place}",
    "there": "il y a {things}",
    "there many": "il y a {things}",
    "there at": "il y a {things} {place}",
    "bare": "{things}",
    "bare at": "{things}, {place}",
    "whole": "{answer} qui occupe presque toute l'image",
    "comma at": "{answer}, {place}",
    "spots": "{answer} : {spots}",
    "each": "{one} {place}",
    "each whole": "{one} {place}",
    "is at": "{the} est {place}",
    "is at many": "{the} sont {place}",
    "is whole": "{the} occupe presque toute l'image",
    "is whole many": "{the} occupent presque toute l'image",
    "miscounted": "vous avez demandé {wanted} ; j'en trouve {number}",
    "list at": "{things} {place}",
    "other": "un autre {noun}",
    "others": "{number} autres {noun}",
    "thing": "objet",
    "things": "objets",
    "see none": "je ne vois {none}",
    "but": "{answer}, mais {none}",
    "but none": "{answer}, mais {none}",
    "outlined": "j'ai détouré {them}",
    "cut out": "j'ai découpé {them}",
    "asked for": "{answer} ; vous en vouliez {number}",
    "but not outlined": "{answer}, mais je n'ai pas pu détourer {left}",
    "found not outlined": "j'ai trouvé {them}, mais le détourage a échoué",
    "and none": "{answer} ; {none}",
    "leaving out": "en laissant {names} de côté, {answer}",
    "not counting": "sans compter {names}, {answer}",
    "doubt people": "{answer} ; je ne distingue pas les gens par leur couleur",
    "doubt colour": "{answer} ; je ne peux pas juger de la couleur",
    "doubt size": "{answer} ; je ne peux pas juger de la taille",
    "doubt one": "{answer} ; je ne peux pas dire si c'est {kind}",
    "doubt many": "{answer} ; je ne peux pas dire si ce sont {kind}",
    "believe": "d'accord, je vous crois : {claims}.",
    "told": "vous m'avez dit que {claims}.",
    "and claim": " et ",
    "and that": " et que ",
    "claim there": "il y a {kind}",
    "claim absent": "il n'y a {none}",
    "claim somebody": "il y a quelqu'un comme ça",
    "claim nobody": "il n'y a personne comme ça",
    "claim is": "{one} est {kind}",
    "claim is not": "{one} n'est {none}",
    "claim is instead": "{one} est {kind}, {none}",
    "that there": "il y a {kind}",
    "that absent": "il n'y a {none}",
    "that somebody": "il y a quelqu'un comme ça",
    "that nobody": "il n'y a personne comme ça",
    "that is": "{one} est {kind}",
    "that is not": "{one} n'est {none}",
    "that is instead": "{one} est {kind}, {none}",
    "unsure which": "{which} n'est {none} ? Choisissez-le sur l'image et redites-le.",
    "which few": "je vois {things}, {each}. {which} ?",
    "which many": "je vois {things}. {which} ?",
    "chosen": "d'accord : {them}.",
    "failed": "je n'ai pas pu faire le détourage.",
}


def some(kind: str, count: int, _role: Case = "object", numbers: tuple[int, ...] = ()) -> Text:
    """ "un chien", "deux voitures rouges", "une paire de ciseaux"."""
    name = named(kind, "fr")
    if _is_pair(kind, name):
        pair = "une paire" if count == 1 else f"{_cardinal(count)} paires"
        return text(f"{pair} de ") + _noun(name, True, numbers=numbers)
    if is_plural(name) and count == 1:
        return text("des ") + _noun(name, True, numbers=numbers)
    number = _one(name) if count == 1 else _cardinal(count)
    return text(f"{number} ") + _noun(name, count != 1, numbers=numbers)


def alike(kind: str, count: int, numbers: tuple[int, ...] = ()) -> Text:
    """ "quelque chose qui ressemble à un chien"."""
    if count == 1:
        return text("quelque chose qui ressemble à ") + some(kind, 1, numbers=numbers)
    return text(f"{_cardinal(count)} choses qui ressemblent à des ") + _noun(named(kind, "fr"), True, numbers=numbers)


def the(
    kind: str,
    _role: Case = "object",
    numbers: tuple[int, ...] = (),
    place: Place | None = None,
    count: int = 1,
) -> Text:
    """ "le chien", "la deuxième tasse en partant de la gauche", "les deux chiens"; count 0: "les chiens"."""
    name = named(kind, "fr")
    before, after = _apart(place)
    many = count != 1 or is_plural(name)
    number = f"{_cardinal(count)} " if count > 1 else ""
    article = "les" if many else "la" if _is_feminine(name) else "le"
    return text(f"{article} {number}") + _noun(name, many, before, numbers) + after


def one(kind: str, count: int, _role: Case = "object", numbers: tuple[int, ...] = ()) -> Text:
    """ "un", "deux": things whose kind was said."""
    if count > 1:
        return text(_cardinal(count), numbers)
    name = named(kind, "fr") if kind else None
    return text("une" if name is None or _is_pair(kind, name) else _one(name), numbers)


def none(wanted: Wanted, many: bool, role: Case = "object") -> str:
    """ "pas de chien", "pas de tasse à côté du portable", "rien à gauche"; as a subject's noun "pas un chien"."""
    name = named(wanted.phrase, "fr") if wanted.phrase else None
    before, after = _apart(wanted.place) if name else ([], _spot(wanted.place))
    if name is None:
        return f"rien{after}" if after else "rien que je connaisse"
    if fair(wanted.phrase) != wanted.phrase:
        return "personne qui corresponde"
    if wanted.place and not wanted.place.others and wanted.place.rank == 1 and wanted.place.kind in OF:
        before, after = [], ""  # there is no dog on the left end, so there is none
    if role == "subject":
        return f"pas {some(wanted.phrase, 1).words}"
    plural = (many and name.noun.gender == "") or is_plural(name)
    return f"pas de {_noun(name, plural, [each for each in before if each not in SIDE.values()]).words}{after}"


def nones(parts: Sequence[str]) -> str:
    """ "pas de chien ni de chat"."""
    others = [f"ni {part.removeprefix('pas ')}" for part in parts[1:]]
    return (", " if len(parts) > 2 else " ").join([parts[0], *others])


def together(kind: str, count: int, place: str) -> str:
    """ "tous les deux à gauche": several things that lie in one place."""
    all_ = "toutes" if not kind or _is_feminine(named(kind, "fr")) else "tous"
    return f"{all_} les {_cardinal(count)} {place}" if count == 2 else f"{all_} {place}"


def being(kind: str, many: bool) -> str:
    """What somebody may be: "un homme", "des hommes"."""
    return f"des {_noun(named(kind, 'fr'), True).words}" if many else some(kind, 1).words


def that_one(kind: str, place: str) -> str:
    """ "celui de gauche": the thing at a place, which is no `kind`."""
    that = "celle" if _is_feminine(named(kind, "fr")) else "celui"
    of = {"à gauche": "de gauche", "à droite": "de droite", "en haut": "du haut", "en bas": "du bas"}
    if place.startswith("sur "):
        return f"{that} de l'image"
    return f"{that} {of.get(place, place.replace('au milieu', 'du milieu'))}"


def it(kind: str) -> str:
    """A thing that was just spoken of, as an object."""
    name = named(kind, "fr")
    return "les" if is_plural(name) else "la" if _is_feminine(name) else "le"


def which(kind: str, _role: Case = "object") -> str:
    """ "Lequel"."""
    return "Laquelle" if not kind or _is_feminine(named(kind, "fr")) else "Lequel"


def apart(kind: str, apart_by: str, rank: int) -> str:
    """What tells one thing from the others of its kind: "un à gauche", "le deuxième en partant de la gauche"."""
    is_feminine = not kind or _is_feminine(named(kind, "fr"))
    if rank > 1:
        return f"{'la' if is_feminine else 'le'} {_ordinal(rank)} {FROM[apart_by]}"
    told = _agreed(SIDE[apart_by], is_feminine, False) if apart_by in SIDE else AT[apart_by]
    return f"{'une' if is_feminine else 'un'} {told}"


def label(kind: str, apart_by: str, rank: int) -> str:
    """The same for a button: "à gauche", "deuxième en partant de la gauche"."""
    if rank > 1:
        return f"{_ordinal(rank)} {FROM[apart_by]}"
    return _agreed(SIDE[apart_by], _is_feminine(named(kind, "fr")), False) if apart_by in SIDE else AT[apart_by]


def bare(kind: str, many: bool) -> str:
    """A noun without any article: "chien", "voitures rouges"."""
    return _noun(named(kind, "fr"), many).words


def polish(whole: Text) -> Text:
    """ "le éléphant" → "l'éléphant", "de le chien" → "du chien", "à les" → "aux"."""
    whole = replaced(whole, ELIDED, r"\1'")
    whole = replaced(whole, re.compile(r"\b([LlDdJjNn])e'|\b([Ll])a'|\b([Qq]u)e'|\b([Cc])e'"), r"\1\2\3\4'")
    for contracted, said in (("de le ", "du "), ("de les ", "des "), ("à le ", "au "), ("à les ", "aux ")):
        whole = replaced(whole, re.compile(rf"\b{contracted}"), said)
    return whole


def _noun(name: Name, many: bool, before: Sequence[str] = (), numbers: tuple[int, ...] = ()) -> Text:
    """Adjectives and noun, in agreement. before: what stands in front of it beside the noun's own adjectives."""
    is_feminine = _is_feminine(name)
    front = [*before, *(one for one in name.adjectives if _is_before(one))]
    behind = [one for one in reversed(name.adjectives) if not _is_before(one)]
    form = name.noun.many if many else name.noun.one
    words = "".join(f"{_agreed(one, is_feminine, many, form)} " for one in front)
    return text(words) + text(" ".join([form, *(_agreed(one, is_feminine, many) for one in behind)]), numbers)


def _is_before(adjective: str) -> bool:
    return adjective.partition("/")[0] in BEFORE_NOUN


def _agreed(adjective: str, is_feminine: bool, many: bool, noun: str = "") -> str:
    """An adjective with the gender and number of its noun; "vieil" before a vowel."""
    if UNCHANGING.fullmatch(adjective):
        return adjective
    *before, word = adjective.split(" ")
    word, _, feminine = word.partition("/")
    if is_feminine:
        word = feminine or _feminine(word)
    elif not many and re.match(MUTE, noun):
        word = {"vieux": "vieil", "nouveau": "nouvel", "beau": "bel"}.get(word, word)
    if many:
        word = word if word.endswith(("s", "x")) else f"{word}x" if word.endswith("eau") else f"{word}s"
    return " ".join([*before, word])


def _feminine(word: str) -> str:
    if word in FEMININE:
        return FEMININE[word]
    for ending, other in (("e", "e"), ("eux", "euse"), ("f", "ve"), ("er", "ère"), ("el", "elle"), ("en", "enne")):
        if word.endswith(ending):
            return f"{word.removesuffix(ending)}{other}"
    return f"{word}e"


def _apart(place: Place | None) -> tuple[list[str], str]:
    """What stands before the noun and behind it: (["deuxième"], " en partant de la gauche")."""
    if place is None or place.rank < 0:
        return [], ""
    ordinal = [_ordinal(place.rank)] if place.rank > 1 else []
    if place.others:
        return ordinal, f" {RELATIONS[place.kind]} {_others(place)}"
    if place.kind in ("largest", "smallest"):
        return [*ordinal, SIDE[place.kind]], ""
    if place.kind in FROM and ordinal:
        return ordinal, f" {FROM[place.kind]}"
    if place.kind in OF and place.rank == 1:
        return [], f" {OF[place.kind]}"
    return ordinal, _spot(place)


def _spot(place: Place | None) -> str:
    if place is None:
        return ""
    if place.others:
        return f" {RELATIONS[place.kind]} {_others(place)}"
    return f" {AT[place.kind]}" if place.kind in AT else ""


def _others(place: Place) -> str:
    if place.kind == "between" and len(place.others) == 1:
        return the(fair(place.others[0]), count=2).words
    parts = [the(fair(other)).words for other in place.others]
    repeated = f" et {'de ' if RELATIONS[place.kind].endswith(' de') else ''}"
    return joined(parts, ", ", repeated).words


def _is_feminine(name: Name) -> bool:
    return name.noun.gender == "f"


def _is_pair(kind: str, name: Name) -> bool:
    """Whether it is counted in pairs: "ciseaux", "lunettes"."""
    return is_plural(name) and kind.rpartition(" ")[2] in PAIRS


def _one(name: Name) -> str:
    return "une" if _is_feminine(name) else "un"


def _ordinal(rank: int) -> str:
    return ORDINALS[rank - 1] if rank <= len(ORDINALS) else f"{rank}e"


def _cardinal(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
