"""German: what is found, put into words. Nouns and adjectives are declined here; sentences stand in `SAY`."""

import re
from collections.abc import Sequence
from typing import Literal

from assistant.plan import Place, Wanted
from assistant.telling.found import fair
from assistant.telling.mentions import Text, joined, replaced, text
from assistant.telling.wording import Case, Name, named

Gender = Literal["m", "f", "n", "p"]

NUMBERS = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
ORDINALS = "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft".split()
ENDINGS: dict[str, dict[Case, dict[Gender, str]]] = {  # of adjectives: behind "der", behind "ein" and "kein", alone
    "the": {
        "subject": {"m": "e", "f": "e", "n": "e", "p": "en"},
        "object": {"m": "en", "f": "e", "n": "e", "p": "en"},
        "with": {"m": "en", "f": "en", "n": "en", "p": "en"},
    },
    "a": {
        "subject": {"m": "er", "f": "e", "n": "es", "p": "en"},
        "object": {"m": "en", "f": "e", "n": "es", "p": "en"},
        "with": {"m": "en", "f": "en", "n": "en", "p": "en"},
    },
    "": {
        "subject": {"m": "er", "f": "e", "n": "es", "p": "e"},
        "object": {"m": "en", "f": "e", "n": "es", "p": "e"},
        "with": {"m": "em", "f": "er", "n": "em", "p": "en"},
    },
}
THE: dict[Case, dict[Gender, str]] = {
    "subject": {"m": "der", "f": "die", "n": "das", "p": "die"},
    "object": {"m": "den", "f": "die", "n": "das", "p": "die"},
    "with": {"m": "dem", "f": "der", "n": "dem", "p": "den"},
}
A: dict[Case, dict[Gender, str]] = {  # behind "" and "k"
    "subject": {"m": "ein", "f": "eine", "n": "ein", "p": "eine"},
    "object": {"m": "einen", "f": "eine", "n": "ein", "p": "eine"},
    "with": {"m": "einem", "f": "einer", "n": "einem", "p": "einen"},
}
ONE: dict[Case, dict[Gender, str]] = A | {
    "subject": {"m": "einer", "f": "eine", "n": "eins", "p": "eine"},
    "object": {"m": "einen", "f": "eine", "n": "eins", "p": "eine"},
}
IT: dict[Gender, str] = {"m": "ihn", "f": "sie", "n": "es", "p": "sie"}
WEAK = re.compile(  # masculine nouns that end in -n or -en but in the nominative
    r".*(?:(?<![Ss]e)(?<!Käs)e|ant|ent|ist|yt|ot|at|et|nom|[Bb]är|Mensch|Polyp|Spatz|Pfau|Fels|Held|Bauer|Nachbar|Leopard|graf|Satellit)"
)
UNCHANGING = frozenset("rosa lila pink orange türkis".split())
SIDE: dict[str, str] = {
    "left": "link",
    "right": "recht",
    "top": "ober",
    "bottom": "unter",
    "middle": "mittler",
    "largest": "größt",
    "smallest": "kleinst",
    "larger": "größer",
    "smaller": "kleiner",
}
FROM = {"left": "von links", "right": "von rechts", "top": "von oben", "bottom": "von unten"}
AT = {
    "left": "links",
    "right": "rechts",
    "top": "oben",
    "above": "oben",
    "bottom": "unten",
    "below": "unten",
    "middle": "in der Mitte",
    "corner": "in einer Ecke",
    "top left": "oben links",
    "top right": "oben rechts",
    "bottom left": "unten links",
    "bottom right": "unten rechts",
}
RELATIONS = {
    "left": "links von",
    "right": "rechts von",
    "behind": "hinter",
    "in front of": "vor",
    "next to": "neben",
    "between": "zwischen",
    "above": "über",
    "below": "unter",
}
SPOTS = {
    "on the left": "links",
    "on the right": "rechts",
    "at the top": "oben",
    "at the bottom": "unten",
    "in the middle": "in der Mitte",
    "at the top left": "oben links",
    "at the top right": "oben rechts",
    "at the bottom left": "unten links",
    "at the bottom right": "unten rechts",
    "across most of the picture": "bildfüllend",
}
SAY = {
    "and": " und ",
    "comma": ", ",
    "each comma": ", ",
    "each last": ", ",
    "end": ".",
    "edit background": "ich kann den Hintergrund noch nicht ändern",
    "edit remove": "ich kann noch nichts entfernen",
    "edit replace": "ich kann noch nichts ersetzen",
    "edit blur": "ich kann noch nichts unscharf machen",
    "edit enlarge": "ich kann Bilder noch nicht vergrößern",
    "edit recolour": "ich kann noch keine Farben ändern",
    "edit change": "ich kann Bilder noch nicht bearbeiten",
    "offer": "{cannot}, aber ich kann {them} für dich ausschneiden.",
    "offer any": "{cannot}, aber ich kann etwas ausschneiden.",
    "that": "das",
    "generate": "ich kann noch keine neuen Bilder machen, aber ich kann aus einem Bild, das du mir zeigst, etwas"
    " ausschneiden.",
    "unknown": "mein Detektor hat nie gelernt, was {names} ist.",
    "or": " oder ",
    "cannot tell": "das kann ich nicht sagen.",
    "more": "{answer}. Mehr kann ich dazu nicht sagen.",
    "yes": "ja, {answer}",
    "no": "nein, {answer}",
    "see": "ich sehe {things}",
    "see at": "ich sehe {place} {things}",
    "see alike at": "ich sehe {place} {things}",
    "there": "da ist {things}",
    "there many": "da sind {things}",
    "there at": "{place} ist {things}",
    "bare": "{things}",
    "bare at": "{things}, {place}",
    "whole": "{answer}, bildfüllend",
    "comma at": "{answer}, {place}",
    "spots": "{answer}: {spots}",
    "each": "{one} {place}",
    "each whole": "{one} {place}",
    "is at": "{the} ist {place}",
    "is at many": "{the} sind {place}",
    "is whole": "{the} füllt fast das ganze Bild",
    "is whole many": "{the} füllen fast das ganze Bild",
    "miscounted": "du wolltest {wanted}; ich finde {number}",
    "list at": "{things} {place}",
    "other": "ein weiteres {noun}",
    "others": "{number} weitere {noun}",
    "thing": "Ding",
    "things": "Dinge",
    "see none": "ich sehe {none}",
    "but": "{answer}, aber {none}",
    "but none": "{answer}, aber {none}",
    "outlined": "ich habe {them} umrandet",
    "cut out": "ich habe {them} ausgeschnitten",
    "asked for": "{answer}; du wolltest {number}",
    "but not outlined": "{answer}, aber {left} konnte ich nicht umranden",
    "found not outlined": "ich habe {them} gefunden, aber das Umranden hat nicht geklappt",
    "and none": "{answer}; {none}",
    "leaving out": "{answer}; {names} habe ich weggelassen",
    "not counting": "{answer}; {names} zähle ich nicht mit",
    "doubt people": "{answer}; Menschen unterscheide ich nicht nach Farbe",
    "doubt colour": "{answer}; die Farbe kann ich nicht beurteilen",
    "doubt size": "{answer}; die Größe kann ich nicht beurteilen",
    "doubt one": "{answer}; ob es {kind} ist, kann ich nicht sagen",
    "doubt many": "{answer}; ob es {kind} sind, kann ich nicht sagen",
    "believe": "gut, ich glaube dir, dass {claims}.",
    "told": "du hast mir gesagt, dass {claims}.",
    "and that": " und dass ",
    "and claim": " und dass ",
    "claim there": "es gibt da {kind}",
    "claim absent": "es gibt da {none}",
    "claim somebody": "so jemanden gibt es da",
    "claim nobody": "so jemanden gibt es da nicht",
    "claim is": "{one} ist {kind}",
    "claim is not": "{one} ist {none}",
    "claim is instead": "{one} ist {kind} und {none}",
    "that there": "es da {kind} gibt",
    "that absent": "es da {none} gibt",
    "that somebody": "es da so jemanden gibt",
    "that nobody": "es da so jemanden nicht gibt",
    "that is": "{one} {kind} ist",
    "that is not": "{one} {none} ist",
    "that is instead": "{one} {kind} ist und {none}",
    "unsure which": "{which} ist {none}? Wähle im Bild aus, was du meinst, und sag es noch einmal.",
    "which few": "ich sehe {things}, {each}. {which}?",
    "which many": "ich sehe {things}. {which}?",
    "chosen": "gut: {them}.",
    "failed": "das ließ sich nicht umranden.",
}


def some(kind: str, count: int, role: Case = "object", numbers: tuple[int, ...] = ()) -> Text:
    """ "einen Hund", "zwei rote Autos"."""
    name = named(kind, "de")
    if count == 1:
        return text(f"{A[role][_gender(name)]} ") + _noun(name, False, role, "a", numbers=numbers)
    return text(f"{_cardinal(count)} ") + _noun(name, True, role, "", numbers=numbers)


def alike(kind: str, count: int, numbers: tuple[int, ...] = ()) -> Text:
    """ "etwas, das wie ein Hund aussieht,"; the last comma goes where nothing follows."""
    if count == 1:
        return text("etwas, das wie ") + some(kind, 1, "subject", numbers) + " aussieht,"
    things = text(f"{_cardinal(count)} Dinge, die wie ")
    return things + _noun(named(kind, "de"), True, "subject", "", numbers=numbers) + " aussehen,"


def the(
    kind: str, role: Case = "object", numbers: tuple[int, ...] = (), place: Place | None = None, count: int = 1
) -> Text:
    """ "den Hund", "die zweite Tasse von links", "die beiden Hunde"; count 0: "die Hunde"."""
    name = named(kind, "de")
    adjectives, after = _apart(place)
    gender: Gender = _gender(name) if count == 1 else "p"
    number = "beiden " if count == 2 else f"{_cardinal(count)} " if count > 1 else ""
    said = text(f"{THE[role][gender]} {number}")
    return said + _noun(name, count != 1, role, "the", adjectives, numbers) + after


def one(kind: str, count: int, role: Case = "object", numbers: tuple[int, ...] = ()) -> Text:
    """ "einen", "zwei": things whose kind was said; without a kind "eins"."""
    gender: Gender = _gender(named(kind, "de")) if kind else "n"
    return text(ONE[role][gender] if count == 1 else _cardinal(count), numbers)


def none(wanted: Wanted, many: bool, role: Case = "object") -> str:
    """ "keinen Hund", "keine dritte Tasse von links", "links nichts"."""
    adjectives, after = _apart(wanted.place)
    if not wanted.phrase:
        return f"{after.strip()} nichts" if after else "nichts, was ich kenne"
    if fair(wanted.phrase) != wanted.phrase:
        return "niemanden, auf den das zutrifft"
    name = named(wanted.phrase, "de")
    if not adjectives or adjectives[0] in SIDE.values():
        adjectives = []  # there is no left dog, so there is none
    noun = _noun(name, many, role, "a", adjectives).words
    return f"k{A[role]['p' if many else _gender(name)]} {noun}{after}"


def nones(parts: Sequence[str]) -> str:
    """ "keinen Hund und keine Katze"."""
    return joined(parts, ", ", " und ").words


def together(_kind: str, count: int, place: str) -> str:
    """ "beide links": several things that lie in one place."""
    return f"{'beide' if count == 2 else 'alle'} {place}"


def being(kind: str, many: bool) -> str:
    """What somebody may be: "ein Mann", "Männer"."""
    return _noun(named(kind, "de"), True, "subject", "").words if many else some(kind, 1, "subject").words


def that_one(kind: str, place: str) -> str:
    """ "der links": the thing at a place, which is no `kind`."""
    article = THE["subject"][_gender(named(kind, "de"))]
    return f"{article} im Bild" if place == "bildfüllend" else f"{article} {place}"


def it(kind: str) -> str:
    """A thing that was just spoken of, as an object."""
    return IT[_gender(named(kind, "de"))]


def which(kind: str, role: Case = "object") -> str:
    """ "welchen"."""
    gender: Gender = _gender(named(kind, "de")) if kind else "n"
    return f"welch{ENDINGS[''][role][gender]}".capitalize()


def apart(kind: str, apart_by: str, rank: int) -> str:
    """What tells one thing from the others of its kind: "einen links", "den zweiten von links", "einen kleineren"."""
    name = named(kind, "de") if kind else None
    gender: Gender = _gender(name) if name else "n"
    if rank > 1:
        return f"{THE['object'][gender]} {_ordinal(rank, ENDINGS['the']['object'][gender])} {FROM[apart_by]}"
    if apart_by in ("larger", "smaller"):
        return f"{A['object'][gender]} {SIDE[apart_by]}{ENDINGS['a']['object'][gender]}"
    return f"{ONE['object'][gender]} {AT[apart_by]}"


def label(kind: str, apart_by: str, rank: int) -> str:
    """The same for a button: "links", "zweite von links"."""
    if rank > 1:
        gender: Gender = _gender(named(kind, "de"))
        return f"{_ordinal(rank, ENDINGS['a']['subject'][gender])} {FROM[apart_by]}"
    return f"{SIDE[apart_by]}" if apart_by in ("larger", "smaller") else AT[apart_by]


def bare(kind: str, many: bool) -> str:
    """A noun without any article: "Hund", "rote Autos"."""
    name = named(kind, "de")
    return _noun(name, many, "subject", "").words


def polish(whole: Text) -> Text:
    """ "von dem" → "vom"; no comma before another mark."""
    whole = replaced(whole, re.compile(r"\bvon dem\b"), "vom")
    return replaced(whole, re.compile(r",(?=[,.;:])"), "")


def _noun(
    name: Name,
    many: bool,
    role: Case,
    behind: str,
    adjectives: Sequence[str] = (),
    numbers: tuple[int, ...] = (),
) -> Text:
    """Adjectives and noun, declined. behind: "the", "a" or no article."""
    gender: Gender = "p" if many else _gender(name)
    ending = ENDINGS[behind][role][gender]
    form = name.noun.many if many else name.noun.one
    *before, form = form.split(" ") if not name.is_quoted else [form]
    if (
        before and before[-1].islower()
    ):  # "rotes Auge": the last of these is declined, those before it stay ("fett gedruckter Text")
        before = [*before[:-1], _declined(re.sub(r"e[srn]?$", "", before[-1]), ending)]
    if re.fullmatch(r".*(?:wachsene|gehende)n?", form):  # an adjective that has become a noun
        form = f"{form.rstrip('n').removesuffix('e')}{ending}"
    elif role != "subject" and not many and gender == "m" and _is_weak(name):
        form = name.noun.many
    elif role == "with" and many and not form.endswith(("n", "s")) and not name.is_quoted:
        form = f"{form}n"
    described = [one for one in name.adjectives if not one.startswith("aus ")]
    after = "".join(f" aus {one[4:].capitalize()}" for one in name.adjectives if one.startswith("aus "))
    words = [*(_declined(one, ending) for one in [*adjectives, *described]), *before]
    return text("".join(f"{word} " for word in words)) + text(f"{form}{after}", numbers)


def _declined(adjective: str, ending: str) -> str:
    said, _, stem = adjective.partition("/")
    if said in UNCHANGING:
        return said
    return f"{(stem or said).removesuffix('e')}{ending}"


def _gender(name: Name) -> Gender:
    return "p" if name.noun.only_many or not name.noun.gender else name.noun.gender


def _is_weak(name: Name) -> bool:
    noun = name.noun
    return noun.many in (f"{noun.one}n", f"{noun.one}en") and bool(WEAK.fullmatch(noun.one))


def _apart(place: Place | None) -> tuple[list[str], str]:
    """Adjectives before the noun and words behind it: (["zweit"], " von links")."""
    if place is None or place.rank < 0:
        return [], ""
    ordinal = [ORDINALS[place.rank - 1]] if 1 < place.rank <= len(ORDINALS) else []
    if place.others:
        return ordinal, f" {RELATIONS[place.kind]} {_others(place)}"
    if place.kind in ("largest", "smallest"):
        return ([f"{ordinal[0]}{SIDE[place.kind]}"] if ordinal else [SIDE[place.kind]]), ""
    if place.kind in FROM and ordinal:
        return ordinal, f" {FROM[place.kind]}"
    if place.kind in FROM and place.rank == 1:
        return [SIDE[place.kind]], ""
    return ordinal, f" {AT.get(place.kind, '')}".rstrip()


def _others(place: Place) -> str:
    if place.kind == "between" and len(place.others) == 1:
        return the(fair(place.others[0]), "with", count=2).words
    return joined([the(fair(other), "with") for other in place.others], ", ", " und ").words


def _ordinal(rank: int, ending: str) -> str:
    return f"{ORDINALS[rank - 1]}{ending}" if rank <= len(ORDINALS) else f"{rank}."


def _cardinal(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
