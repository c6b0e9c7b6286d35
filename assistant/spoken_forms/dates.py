"""Dates, times of day and durations; figures alone are read in American order in English, day first in German."""

import re

from assistant.spoken_forms import english, german
from assistant.spoken_forms.forms import START, Rule, rule
from assistant.spoken_forms.numbers import after, before

MONTHS = (
    "January February March April May June July August September October November December".split(),
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
)
SHORT = {name[:3]: name for name in MONTHS[0]} | {"Sept": "September"}
GERMAN_SHORT = {name[:3]: name for name in MONTHS[1]} | {"Mrz": "März", "Sept": "September"}
MONTH = rf"(?P<month>{'|'.join(MONTHS[0])}|(?:{'|'.join(SHORT)})\b\.?)"
GERMAN_MONTH = rf"(?P<month>{'|'.join(MONTHS[1])}|(?:{'|'.join(GERMAN_SHORT)})\b\.?)"
ISO = rf"{START}(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})"
CLOCK = r"(?:[01]?\d|2[0-4])[:.][0-5]\d"
DASH = r"\s?[–—-]\s?"
NOT_MORE = r"(?![\w/]|[.,:-]\d)"
HALF_DAY = r"(?P<half>[apAP])\.?\s?[mM]\b(?P<dot>\.?)"


def _full_year(text: str) -> int:
    """26 → 2026, 84 → 1984."""
    number = int(text)
    return number if len(text) == 4 else number + (2000 if number < 50 else 1900)


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def spoken_date(year: str | None, month: int, day: int) -> str | None:
    """November twenty-seventh, twenty twenty-six; None where there is no such day."""
    if not _is_day(month, day):
        return None
    said = f"{MONTHS[0][month - 1]} {english.ordinal(day)}"
    return f"{said}, {english.year(_full_year(year))}" if year else said


def spoken_german_date(year: str | None, month: int, day: int, words_before: str) -> str | None:
    """siebenundzwanzigsten November zweitausendsechsundzwanzig; the ending follows from the words before."""
    if not _is_day(month, day):
        return None
    said = f"{german.with_ending(day, words_before)} {MONTHS[1][month - 1]}"
    return f"{said} {german.year(_full_year(year))}" if year else said


def _iso(match: re.Match[str]) -> str | None:
    return spoken_date(match["year"], int(match["month"]), int(match["day"]))


def _figures(match: re.Match[str]) -> str | None:
    first, second, year = int(match[1]), int(match[2]), match[3]
    return spoken_date(year, first, second) or spoken_date(year, second, first)


def _month_day(match: re.Match[str]) -> str | None:
    month = MONTHS[0].index(SHORT[match["month"][:3]]) + 1
    said = spoken_date(None, month, int(match["day"]))
    if said is None:
        return None
    if match["last"]:
        said += f" to {english.ordinal(int(match['last']))}"
    return f"{said}, {english.year(int(match['year']))}" if match["year"] else said


def _day_month(match: re.Match[str]) -> str | None:
    month, day = SHORT[match["month"][:3]], int(match["day"])
    if not 1 <= day <= 31:
        return None
    article = "" if re.search(r"\b[Tt]he\s$", before(match)) else "the "
    year = f", {english.year(int(match['year']))}" if match["year"] else ""
    return f"{article}{english.ordinal(day)} of {month}{year}"


def _month_year(match: re.Match[str]) -> str:
    return f"{SHORT[match['month'][:3]]} {english.year(int(match['year']))}"


def _clock(text: str, plain_hour: str = " o'clock") -> str:
    """14:30 → fourteen thirty."""
    hour, minute = (int(part) for part in re.split("[:.]", text))
    if not minute:
        if hour in (0, 24):
            return "midnight"
        return english.cardinal(hour) + (plain_hour if hour <= 12 else " hundred")
    return f"{english.cardinal(hour)} {'oh ' if minute < 10 else ''}{english.cardinal(minute)}"


def _time(match: re.Match[str]) -> str:
    return _clock(match[1]) + (f" to {_clock(match[2])}" if match[2] else "")


def _half_day(match: re.Match[str]) -> str | None:
    times = [part for part in (match["from"], match["time"]) if part]
    if any(int(re.split("[:.]", part)[0]) > 12 for part in times):
        return None
    said = " to ".join(_clock(part if ":" in part or "." in part else f"{part}:00", "") for part in times)
    letters = f"{match['half'].upper()} M"
    closes = match["dot"] and (not after(match).strip() or re.match(r"\s+[A-Z]", after(match)))
    return f"{said} {letters}{'.' if closes else ''}"


def _duration(match: re.Match[str]) -> str:
    hours, minutes, seconds = (int(part) for part in match.groups())
    return f"{_many(hours, 'hour')}, {_many(minutes, 'minute')} and {_many(seconds, 'second')}"


def _many(number: int, noun: str) -> str:
    return f"{english.cardinal(number)} {noun}{'' if number == 1 else 's'}"


def _seconds_too(match: re.Match[str]) -> str:
    return f"{_clock(match[1], '')} and {_many(int(match[2]), 'second')}"


def _german_iso(match: re.Match[str]) -> str | None:
    return spoken_german_date(match["year"], int(match["month"]), int(match["day"]), before(match))


def _german_figures(match: re.Match[str]) -> str | None:
    return spoken_german_date(match[3] or None, int(match[2]), int(match[1]), before(match))


def _german_day_month(match: re.Match[str]) -> str | None:
    name = match["month"].removesuffix(".")
    month = MONTHS[1].index(GERMAN_SHORT[name if name in ("Mrz", "Sept") else name[:3]]) + 1
    said = spoken_german_date(match["year"], month, int(match["day"]), before(match))
    if said is None or not match["last"]:
        return said
    first, _, rest = said.partition(" ")
    return f"{first} bis {german.with_ending(int(match['last']), 'bis')} {rest}"


def _german_clock(text: str) -> str:
    """14:30 → vierzehn Uhr dreißig."""
    hour, _, minute = text.replace(".", ":").partition(":")
    words = "ein" if int(hour) == 1 else german.cardinal(int(hour))
    return f"{words} Uhr {german.cardinal(int(minute))}" if int(minute or 0) else f"{words} Uhr"


def _german_time(match: re.Match[str]) -> str:
    if not match["until"]:
        return _german_clock(match["time"])
    first = _german_clock(match["time"])
    return f"{first.removesuffix(' Uhr')} bis {_german_clock(match['until'])}"


def _german_duration(match: re.Match[str]) -> str:
    hours, minutes, seconds = (int(part) for part in match.groups())
    parts = [_german_many(hours, "Stunde"), _german_many(minutes, "Minute"), _german_many(seconds, "Sekunde")]
    return f"{parts[0]}, {parts[1]} und {parts[2]}"


def _german_many(number: int, noun: str) -> str:
    return f"eine {noun}" if number == 1 else f"{german.cardinal(number)} {noun}n"


def _german_seconds_too(match: re.Match[str]) -> str:
    return f"{_german_clock(match[1])} und {_german_many(int(match[2]), 'Sekunde')}"


ISO_DATE = rf"{ISO}(?=T\d|(?![\w-]))"
ISO_TIME = r"(?<=\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d{1,6})?)?(?:Z|\+00:00)?(?!\w)"
YEAR = r"(?P<year>\d{4})(?!\w|[.,:-]\d)"

ENGLISH_RULES: tuple[Rule, ...] = (
    rule(ISO_DATE, _iso),
    rule(ISO_TIME, lambda match: f" {_clock(match[1])}"),
    rule(rf"{START}(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}|\d{{2}}){NOT_MORE}", _figures),
    rule(
        rf"\b{MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\w|[.,:/]\d|%)"
        rf"(?:{DASH}(?P<last>\d{{1,2}})(?:st|nd|rd|th)?(?!\w|[.,:/]\d|%))?(?:,?\s{YEAR})?",
        _month_day,
    ),
    rule(rf"{START}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{MONTH}(?!\w)(?:,?\s{YEAR})?", _day_month),
    rule(rf"\b{MONTH},?\s{YEAR}", _month_year),
    rule(
        rf"{START}(?:(?P<from>\d{{1,2}}(?:[:.][0-5]\d)?){DASH})?(?P<time>\d{{1,2}}(?:[:.][0-5]\d)?)\s?{HALF_DAY}",
        _half_day,
    ),
    rule(rf"{START}(\d):([0-5]\d):([0-5]\d){NOT_MORE}", _duration),
    rule(rf"{START}(\d{{2}}:[0-5]\d):([0-5]\d){NOT_MORE}", _seconds_too),
    rule(
        rf"{START}((?:[01]?\d|2[0-4]):[0-5]\d)(?:{DASH}((?:[01]?\d|2[0-4]):[0-5]\d))?{NOT_MORE}",
        _time,
    ),
)
GERMAN_RULES: tuple[Rule, ...] = (
    rule(ISO_DATE, _german_iso),
    rule(ISO_TIME, lambda match: f" {_german_clock(match[1])}"),
    rule(rf"{START}(\d{{1,2}})\.\s?(\d{{1,2}})\.(?:\s?(\d{{4}}|\d{{2}}){NOT_MORE}|(?!\d))", _german_figures),
    rule(
        rf"{START}(?P<day>\d{{1,2}})\.(?:{DASH}(?P<last>\d{{1,2}})\.)?\s{GERMAN_MONTH}(?!\w)(?:\s{YEAR})?",
        _german_day_month,
    ),
    rule(rf"{START}(?P<time>{CLOCK}|\d{{1,2}})(?:{DASH}(?P<until>{CLOCK}|\d{{1,2}}))?\sUhr\b", _german_time),
    rule(rf"{START}(\d):([0-5]\d):([0-5]\d){NOT_MORE}", _german_duration),
    rule(rf"{START}(\d{{2}}:[0-5]\d):([0-5]\d)(?:\sUhr)?{NOT_MORE}", _german_seconds_too),
    rule(
        rf"{START}(?P<time>(?:[01]?\d|2[0-4]):[0-5]\d)(?:{DASH}(?P<until>(?:[01]?\d|2[0-4]):[0-5]\d))?{NOT_MORE}",
        _german_time,
    ),
)
