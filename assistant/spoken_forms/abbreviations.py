"""Abbreviations that are said in full, and a few words that no voice can guess."""

import re

from assistant.spoken_forms.forms import Rule, Say, rule
from assistant.spoken_forms.numbers import after

SPACE = "[ \u00a0\u202f]?"
# A dot that ends an abbreviation ends the sentence too where the text ends, or after these a capital follows.
MAY_END = frozenset("etc. usw. jr. sr. inc. ltd. co. u.s. u.k. d.c. ph.d. usf. approx. bzw. ff.".split())
ENGLISH = {
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "et cetera",
    "vs.": "versus",
    "vs": "versus",
    "approx.": "approximately",
    "et al.": "and others",
    "cf.": "compare",
    "a.k.a.": "also known as",
    "aka": "also known as",
    "w/o": "without",
    "w/": "with",
    "b/c": "because",
    "incl.": "including",
    "excl.": "excluding",
    "dept.": "department",
    "est.": "established",
    "max.": "maximum",
    "min.": "minimum",
    "temp.": "temperature",
    "Mr.": "Mister",
    "Mrs.": "Missus",
    "Ms.": "Miz",
    "Prof.": "Professor",
    "Rev.": "Reverend",
    "Gen.": "General",
    "Sgt.": "Sergeant",
    "Capt.": "Captain",
    "Lt.": "Lieutenant",
    "Mt.": "Mount",
    "Ft.": "Fort",
    "Jr.": "Junior",
    "Sr.": "Senior",
    "Inc.": "Incorporated",
    "Ltd.": "Limited",
    "Co.": "Company",
    "Corp.": "Corporation",
    "Ave.": "Avenue",
    "Blvd.": "Boulevard",
    "Rd.": "Road",
    "Ln.": "Lane",
    "Apt.": "Apartment",
    "Ph.D.": "P H D",
    "PhD": "P H D",
    "he/she": "he or she",
    "his/her": "his or her",
    "him/her": "him or her",
    "and/or": "and or",
    "n/a": "not applicable",
    "N/A": "not applicable",
    "Jan.": "January",
    "Feb.": "February",
    "Aug.": "August",
    "Sept.": "September",
    "Oct.": "October",
    "Nov.": "November",
    "Dec.": "December",
    "Mon.": "Monday",
    "Tue.": "Tuesday",
    "Wed.": "Wednesday",
    "Thu.": "Thursday",
    "Fri.": "Friday",
    "FAQ": "F A Q",
    "WiFi": "Wi-Fi",
    "H2O": "H two O",
    "C#": "C sharp",
    "C++": "C plus plus",
    ".NET": "dot net",
    "I/O": "I O",
}
ENGLISH_BEFORE_FIGURES = {
    "No.": "number",
    "Nos.": "numbers",
    "Fig.": "figure",
    "fig.": "figure",
    "Figs.": "figures",
    "p.": "page",
    "pp.": "pages",
    "vol.": "volume",
    "Vol.": "Volume",
    "ch.": "chapter",
    "Ch.": "Chapter",
    "sec.": "section",
    "Sec.": "Section",
    "Eq.": "equation",
    "eq.": "equation",
    "ca.": "about",
    "c.": "about",
    "§": "section",
    "№": "number",
    "#": "number",
    "ver.": "version",
}
GERMAN = {
    "z. B.": "zum Beispiel",
    "Z. B.": "Zum Beispiel",
    "d. h.": "das heißt",
    "D. h.": "Das heißt",
    "u. a.": "unter anderem",
    "u. Ä.": "und Ähnliches",
    "o. ä.": "oder ähnlich",
    "o. Ä.": "oder Ähnliches",
    "i. d. R.": "in der Regel",
    "z. T.": "zum Teil",
    "s. o.": "siehe oben",
    "s. u.": "siehe unten",
    "u. U.": "unter Umständen",
    "v. a.": "vor allem",
    "v. Chr.": "vor Christus",
    "n. Chr.": "nach Christus",
    "m. E.": "meines Erachtens",
    "usw.": "und so weiter",
    "usf.": "und so fort",
    "etc.": "et cetera",
    "bzw.": "beziehungsweise",
    "bspw.": "beispielsweise",
    "ca.": "circa",
    "ggf.": "gegebenenfalls",
    "evtl.": "eventuell",
    "vgl.": "vergleiche",
    "Vgl.": "Vergleiche",
    "inkl.": "inklusive",
    "exkl.": "exklusive",
    "zzgl.": "zuzüglich",
    "abzgl.": "abzüglich",
    "max.": "maximal",
    "min.": "minimal",
    "mind.": "mindestens",
    "sog.": "sogenannte",
    "geb.": "geboren",
    "gest.": "gestorben",
    "Tel.": "Telefon",
    "Hr.": "Herr",
    "Fr.": "Frau",
    "Dr.": "Doktor",
    "Prof.": "Professor",
    "Dipl.-Ing.": "Diplomingenieur",
    "St.": "Sankt",
    "Str.": "Straße",
    "Std.": "Stunden",
    "Mio.": "Millionen",
    "Mrd.": "Milliarden",
    "Jh.": "Jahrhundert",
    "Jan.": "Januar",
    "Feb.": "Februar",
    "Aug.": "August",
    "Sept.": "September",
    "Okt.": "Oktober",
    "Nov.": "November",
    "Dez.": "Dezember",
    "GmbH": "G m b H",
    "und/oder": "und oder",
    "er/sie": "er oder sie",
    "H2O": "H zwei O",
    "C#": "C sharp",
    "C++": "C plus plus",
    ".NET": "dot net",
}
GERMAN_BEFORE_FIGURES = {
    "Nr.": "Nummer",
    "Nrn.": "Nummern",
    "S.": "Seite",
    "Abb.": "Abbildung",
    "Kap.": "Kapitel",
    "Abs.": "Absatz",
    "Art.": "Artikel",
    "Bd.": "Band",
    "Aufl.": "Auflage",
    "§": "Paragraph",
    "§§": "Paragraphen",
    "№": "Nummer",
    "#": "Nummer",
    "Hausnr.": "Hausnummer",
}


def _in_full(words: dict[str, str]) -> Say:
    squeezed = {"".join(text.split()): said for text, said in words.items()}

    def say(match: re.Match[str]) -> str:
        text = "".join(match[0].split())
        said = squeezed.get(text) or squeezed[text[0].lower() + text[1:]]
        said = said[0].upper() + said[1:] if text not in squeezed else said
        behind = after(match)
        closes = text.lower() in MAY_END and (not behind.strip() or re.match(r"\s+[A-ZÄÖÜ]", behind))
        ends = text.endswith(".") and (closes or not behind)
        return f"{said}{'.' if ends else ' ' if behind[:1].isalnum() else ''}"

    return say


def _table(words: dict[str, str], behind: str = r"(?!\w)") -> Rule:
    """Each of the words, also with a capital where a sentence begins, and with any space inside."""
    texts = set(words) | {
        text[0].upper() + text[1:] for text in words if text[0].islower() and text not in ("vs", "aka", "min.")
    }
    longest = sorted(texts, key=len, reverse=True)
    pattern = "|".join(re.escape(text).replace(r"\ ", SPACE) for text in longest)
    return rule(rf"(?<![\w./&#])(?:{pattern}){behind}", _in_full(words))


BEFORE_FIGURES = r"(?=\s?[\dIVX])"
ENGLISH_RULES = (_table(ENGLISH_BEFORE_FIGURES, BEFORE_FIGURES), _table(ENGLISH))
GERMAN_RULES = (_table(GERMAN_BEFORE_FIGURES, BEFORE_FIGURES), _table(GERMAN))
