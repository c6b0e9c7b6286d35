"""Spanish: what is found, put into words. Articles and agreement are made here; sentences stand in `SAY`."""

import re
from collections.abc import Sequence

from assistant.plan import Place, Wanted
from assistant.telling.found import fair
from assistant.telling.mentions import Text, joined, replaced, text
from assistant.telling.wording import Case, Name, is_plural, named

NUMBERS = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce".split()
ORDINALS = "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo".split()
SHORT = {"primero": "primer", "tercero": "tercer"}  # before a masculine noun
UNCHANGING = re.compile(r"(?:de|a) .+|.+ (?:oscuro|claro|marino)|rosa|naranja|violeta|beige|turquesa")
STRESSED_A = r"(?=(?:agua|águila|ala|ave|hacha|arma|alga|aula|ancla|área|asa)\b)"  # "el agua", and "las aguas"
SIDE = {"largest": "más grande", "smallest": "más pequeño", "larger": "más grande", "smaller": "más pequeño"}
OF = {
    "left": "de la izquierda",
    "right": "de la derecha",
    "top": "de arriba",
    "bottom": "de abajo",
    "middle": "del centro",
}
FROM = {
    "left": "empezando por la izquierda",
    "right": "empezando por la derecha",
    "top": "empezando por arriba",
    "bottom": "empezando por abajo",
}
AT = {
    "left": "a la izquierda",
    "right": "a la derecha",
    "top": "arriba",
    "above": "arriba",
    "bottom": "abajo",
    "below": "abajo",
    "middle": "en el centro",
    "corner": "en una esquina",
    "top left": "arriba a la izquierda",
    "top right": "arriba a la derecha",
    "bottom left": "abajo a la izquierda",
    "bottom right": "abajo a la derecha",
}
RELATIONS = {
    "left": "a la izquierda de",
    "right": "a la derecha de",
    "behind": "detrás de",
    "in front of": "delante de",
    "next to": "al lado de",
    "between": "entre",
    "above": "encima de",
    "below": "debajo de",
}
SPOTS = {
    "on the left": "a la izquierda",
    "on the right": "a la derecha",
    "at the top": "arriba",
    "at the bottom": "abajo",
    "in the middle": "en el centro",
    "at the top left": "arriba a la izquierda",
    "at the top right": "arriba a la derecha",
    "at the bottom left": "abajo a la izquierda",
    "at the bottom right": "abajo a la derecha",
    "across most of the picture": "en casi toda la imagen",
}
SAY = {
    "and": " y ",
    "comma": ", ",
    "each comma": ", ",
    "each last": " y ",
    "end": ".",
    "edit background": "todavía no puedo cambiar el fondo",
    "edit remove": "todavía no puedo quitar nada",
    "edit replace": "todavía no puedo reemplazar nada",
    "edit blur": "todavía no puedo difuminar nada",
    "edit enlarge": "todavía no puedo ampliar imágenes",
    "edit recolour": "todavía no puedo cambiar colores",
    "edit change": "todavía no puedo modificar imágenes",
    "offer": "{cannot}, pero puedo recortar {them}.",
    "offer any": "{cannot}, pero puedo recortar cosas.",
    "that": "eso",
    "generate": "todavía no puedo crear imágenes nuevas, pero puedo recortar cosas de una que me muestres.",
    "unknown": "mi detector nunca aprendió a reconocer {names}.",
    "or": " ni ",
    "cannot tell": "no sabría decirlo.",
    "more": "{answer}. No puedo decir más que eso.",
    "yes": "sí, {answer}",
    "no": "no, {answer}",
    "see": "veo {things}",
    "see at": "veo {things} {place}",
    "see alike at": "veo {things}, {place}",
    "there": "hay {things}",
    "there many": "hay {things}",
    "there at": "hay {things} {place}",
    "bare": "{things}",
    "bare at": "{things}, {place}",
    "whole": "{answer} que ocupa casi toda la imagen",
    "comma at": "{answer}, {place}",
    "spots": "{answer}: {spots}",
    "each": "{one} {place}",
    "each whole": "{one} {place}",
    "is at": "{the} está {place}",
    "is at many": "{the} están {place}",
    "is whole": "{the} ocupa casi toda la imagen",
    "is whole many": "{the} ocupan casi toda la imagen",
    "miscounted": "pediste {wanted}; encuentro {number}",
    "list at": "{things} {place}",
    "other": "otra {noun}",
    "others": "otras {number} {noun}",
    "thing": "cosa",
    "things": "cosas",
    "see none": "no veo {none}",
    "but": "{answer}, pero {none}",
    "but none": "{answer}, pero {none}",
    "outlined": "he marcado el contorno de {them}",
    "cut out": "he recortado {them}",
    "asked for": "{answer}; pediste {number}",
    "but not outlined": "{answer}, pero no he podido marcar el contorno de {left}",
    "found not outlined": "he encontrado {them}, pero no he podido marcar el contorno",
    "and none": "{answer}; {none}",
    "leaving out": "dejando fuera {names}, {answer}",
    "not counting": "sin contar {names}, {answer}",
    "doubt people": "{answer}; no distingo a las personas por su color",
    "doubt colour": "{answer}; no puedo juzgar el color",
    "doubt size": "{answer}; no puedo juzgar el tamaño",
    "doubt one": "{answer}; no puedo decir si es {kind}",
    "doubt many": "{answer}; no puedo decir si son {kind}",
    "believe": "de acuerdo, te creo: {claims}.",
    "told": "me dijiste que {claims}.",
    "and claim": " y ",
    "and that": " y que ",
    "claim there": "hay {kind}",
    "claim absent": "no hay {none}",
    "claim somebody": "hay alguien así",
    "claim nobody": "no hay nadie así",
    "claim is": "{one} es {kind}",
    "claim is not": "{one} no es {none}",
    "claim is instead": "{one} es {kind}, no {none}",
    "that there": "hay {kind}",
    "that absent": "no hay {none}",
    "that somebody": "hay alguien así",
    "that nobody": "no hay nadie así",
    "that is": "{one} es {kind}",
    "that is not": "{one} no es {none}",
    "that is instead": "{one} es {kind}, no {none}",
    "unsure which": "¿{which} no es {none}? Elígelo en la imagen y dilo otra vez.",
    "which few": "veo {things}, {each}. ¿{which}?",
    "which many": "veo {things}. ¿{which}?",
    "chosen": "de acuerdo: {them}.",
    "failed": "no he podido marcar el contorno.",
}


def some(kind: str, count: int, _role: Case = "object", numbers: tuple[int, ...] = ()) -> Text:
    """ "un perro", "dos coches rojos", "unas tijeras"."""
    name = named(kind, "es")
    if count > 1:
        return text(f"{_cardinal(count)} ") + _noun(name, True, numbers=numbers)
    return text(f"{_un(name)}{'s' if is_plural(name) else ''} ") + _noun(name, is_plural(name), numbers=numbers)


def alike(kind: str, count: int, numbers: tuple[int, ...] = ()) -> Text:
    """ "algo que parece un perro"."""
    if count == 1:
        return text("algo que parece ") + some(kind, 1, numbers=numbers)
    return text(f"{_cardinal(count)} cosas que parecen ") + _noun(named(kind, "es"), True, numbers=numbers)


def the(
    kind: str,
    _role: Case = "object",
    numbers: tuple[int, ...] = (),
    place: Place | None = None,
    count: int = 1,
) -> Text:
    """ "el perro", "la segunda taza empezando por la izquierda", "los dos perros"; count 0: "los perros"."""
    name = named(kind, "es")
    before, after = _apart(name, place)
    many = count != 1 or is_plural(name)
    article = {(False, False): "el", (True, False): "la", (False, True): "los", (True, True): "las"}
    number = f"{_cardinal(count)} " if count > 1 else ""
    return text(f"{article[_is_feminine(name), many]} {number}{before}") + _noun(name, many, numbers=numbers) + after


def one(kind: str, count: int, _role: Case = "object", numbers: tuple[int, ...] = ()) -> Text:
    """ "uno", "dos": things whose kind was said."""
    if count > 1:
        return text(_cardinal(count), numbers)
    name = named(kind, "es") if kind else None
    if name is not None and is_plural(name):
        return text("unas" if _is_feminine(name) else "unos", numbers)
    return text("una" if name is None or _is_feminine(name) else "uno", numbers)


def none(wanted: Wanted, _many: bool, role: Case = "object") -> str:
    """ "ningún perro", "ninguna taza al lado del portátil", "nada a la izquierda"; as a subject's noun "un perro"."""
    if not wanted.phrase:
        spot = _spot(wanted.place)
        return f"nada{spot}" if spot else "nada que conozca"
    if fair(wanted.phrase) != wanted.phrase:
        return "a nadie así"
    if role == "subject":
        return some(wanted.phrase, 1).words
    name = named(wanted.phrase, "es")
    place = wanted.place
    is_simple = place and not place.others and place.rank == 1 and place.kind in (*OF, *SIDE)
    before, after = ("", "") if is_simple else _apart(name, place)
    if is_plural(name):
        return f"ningun{'as' if _is_feminine(name) else 'os'} {before}{_noun(name, True).words}{after}"
    return f"{'ninguna' if _is_feminine(name) else 'ningún'} {before}{_noun(name, False).words}{after}"


def nones(parts: Sequence[str]) -> str:
    """ "ningún perro ni ninguna taza"."""
    return joined(parts, ", ", " ni ").words


def together(kind: str, count: int, place: str) -> str:
    """ "los dos a la izquierda": several things that lie in one place."""
    is_feminine = not kind or _is_feminine(named(kind, "es"))
    if count == 2:
        return f"{'las' if is_feminine else 'los'} dos {place}"
    return f"{'todas' if is_feminine else 'todos'} {place}"


def being(kind: str, many: bool) -> str:
    """What somebody may be: "un hombre", "hombres"."""
    return _noun(named(kind, "es"), True).words if many else some(kind, 1).words


def that_one(kind: str, place: str) -> str:
    """ "el de la izquierda": the thing at a place, which is no `kind`."""
    that = "la" if _is_feminine(named(kind, "es")) else "el"
    if place.startswith("en casi"):
        return f"{that} de la imagen"
    return f"{that} de {place.removeprefix('a ').replace('en el centro', 'el centro')}"


def it(kind: str) -> str:
    """A thing that was just spoken of, as an object."""
    name = named(kind, "es")
    return f"{'la' if _is_feminine(name) else 'lo'}{'s' if is_plural(name) else ''}"


def which(_kind: str, _role: Case = "object") -> str:
    """ "Cuál"."""
    return "Cuál"


def apart(kind: str, apart_by: str, rank: int) -> str:
    """What tells one thing from the others of its kind: "uno a la izquierda", "uno más pequeño"."""
    is_feminine = not kind or _is_feminine(named(kind, "es"))
    if rank > 1:
        return f"{'la' if is_feminine else 'el'} {_ordinal(rank, is_feminine)} {FROM[apart_by]}"
    told = _agreed(SIDE[apart_by], is_feminine, False) if apart_by in SIDE else AT[apart_by]
    return f"{'una' if is_feminine else 'uno'} {told}"


def label(kind: str, apart_by: str, rank: int) -> str:
    """The same for a button: "a la izquierda", "segundo empezando por la izquierda"."""
    is_feminine = _is_feminine(named(kind, "es"))
    if rank > 1:
        return f"{_ordinal(rank, is_feminine)} {FROM[apart_by]}"
    return _agreed(SIDE[apart_by], is_feminine, False) if apart_by in SIDE else AT[apart_by]


def bare(kind: str, many: bool) -> str:
    """A noun without any article: "perro", "coches rojos"."""
    return _noun(named(kind, "es"), many).words


def polish(whole: Text) -> Text:
    """ "de el perro" → "del perro", "la águila" → "el águila", "uno … y uno" → "uno … y otro"."""
    for heard, said in (
        (rf"\bla {STRESSED_A}", "el "),
        (rf"\b(un|ningun)a {STRESSED_A}", r"\1 "),
        (r"\bningun (?!as|os)", "ningún "),
        (r"\bde el ", "del "),
        (r"\ba el ", "al "),
        (r"\by (?=h?i(?!e))", "e "),
        (r"\b(un[oa] (?:a la|arriba|abajo|en|más) [^,:;.]*y )un([oa])(?= (?:a la|arriba|abajo|en|más)\b)", r"\1otr\2"),
    ):
        whole = replaced(whole, re.compile(heard), said)
    return whole


def _noun(name: Name, many: bool, numbers: tuple[int, ...] = ()) -> Text:
    """Noun and adjectives, in agreement."""
    form = name.noun.many if many else name.noun.one
    adjectives = (_agreed(one, _is_feminine(name), many) for one in reversed(name.adjectives))
    return text(" ".join([form, *adjectives]), numbers)


def _agreed(adjective: str, is_feminine: bool, many: bool) -> str:
    if UNCHANGING.fullmatch(adjective):
        return adjective
    *before, word = adjective.split(" ")
    word = word.partition("/")[0]
    if is_feminine and word.endswith("o"):
        word = f"{word[:-1]}a"
    if many:
        word = _plural(word)
    return " ".join([*before, word])


def _plural(word: str) -> str:
    if word == "joven":
        return "jóvenes"
    if word[-1] in "aeiou":
        return f"{word}s"
    return f"{word[:-2]}{word[-2].translate(str.maketrans('áéíóú', 'aeiou'))}{word[-1]}es"


def _apart(name: Name, place: Place | None) -> tuple[str, str]:
    """What stands before the noun and behind it: ("segunda ", " empezando por la izquierda")."""
    if place is None or place.rank < 0:
        return "", ""
    is_feminine = _is_feminine(name)
    ordinal = f"{_ordinal(place.rank, is_feminine, short=True)} " if place.rank > 1 else ""
    if place.others:
        return ordinal, f" {RELATIONS[place.kind]} {_others(place)}"
    if place.kind in ("largest", "smallest"):
        return ordinal, f" {_agreed(SIDE[place.kind], is_feminine, False)}"
    if place.kind in FROM and ordinal:
        return ordinal, f" {FROM[place.kind]}"
    if place.kind in OF and place.rank == 1:
        return "", f" {OF[place.kind]}"
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
    return joined(parts, ", ", f" y {'de ' if RELATIONS[place.kind].endswith(' de') else ''}").words


def _is_feminine(name: Name) -> bool:
    return name.noun.gender == "f"


def _un(name: Name) -> str:
    if is_plural(name):
        return "una" if _is_feminine(name) else "uno"
    return "una" if _is_feminine(name) else "un"


def _ordinal(rank: int, is_feminine: bool, short: bool = False) -> str:
    if rank > len(ORDINALS):
        return f"{rank}.{'ª' if is_feminine else 'º'}"
    word = ORDINALS[rank - 1]
    if is_feminine:
        return f"{word[:-1]}a"
    return SHORT.get(word, word) if short else word


def _cardinal(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
