"""Amounts of money: "$29.50", "3 €", "£1.2bn", "1,2 Mrd. €"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.spoken_forms import english, german
from assistant.spoken_forms.forms import Rule, Say, rule
from assistant.spoken_forms.tongue import Tongue


@dataclass(frozen=True)
class Currency:
    """What one, and several, of a currency are called, and its hundredth part; no hundredths where that is ""."""

    one: str
    many: str
    cent: str = ""
    cents: str = ""


SYMBOLS = {
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "Fr.": "CHF",
}
ENGLISH = {
    "USD": Currency("dollar", "dollars", "cent", "cents"),
    "AUD": Currency("Australian dollar", "Australian dollars", "cent", "cents"),
    "CAD": Currency("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "EUR": Currency("euro", "euros", "cent", "cents"),
    "GBP": Currency("pound", "pounds", "penny", "pence"),
    "JPY": Currency("yen", "yen"),
    "INR": Currency("rupee", "rupees", "paisa", "paise"),
    "KRW": Currency("won", "won"),
    "CHF": Currency("Swiss franc", "Swiss francs", "centime", "centimes"),
}
GERMAN = {
    "USD": Currency("Dollar", "Dollar", "Cent", "Cent"),
    "AUD": Currency("Australischer Dollar", "Australische Dollar", "Cent", "Cent"),
    "CAD": Currency("Kanadischer Dollar", "Kanadische Dollar", "Cent", "Cent"),
    "EUR": Currency("Euro", "Euro", "Cent", "Cent"),
    "GBP": Currency("Pfund", "Pfund", "Penny", "Pence"),
    "JPY": Currency("Yen", "Yen"),
    "INR": Currency("Rupie", "Rupien", "Paisa", "Paise"),
    "KRW": Currency("Won", "Won"),
    "CHF": Currency("Franken", "Franken", "Rappen", "Rappen"),
}
SCALES = {
    "en": {"k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million", "b": "billion"}
    | {"bn": "billion", "B": "billion", "tn": "trillion", "T": "trillion"}
    | {word: word for word in ("hundred", "thousand", "million", "billion", "trillion")},
    "de": {"Tsd.": "Tausend", "Mio.": "Millionen", "Mrd.": "Milliarden", "Bio.": "Billionen"}
    | {"Tsd": "Tausend", "Mio": "Millionen", "Mrd": "Milliarden", "Million": "Millionen", "Milliarde": "Milliarden"}
    | {word: word for word in ("Tausend", "Millionen", "Milliarden", "Billionen")},
}
ONE_OF = {"Tausend": "ein Tausend", "Millionen": "eine Million", "Milliarden": "eine Milliarde"}
ONE_OF |= {"Billionen": "eine Billion"}
PER = {
    "en": {"month": "month", "mo": "month", "year": "year", "yr": "year", "day": "day", "hour": "hour", "h": "hour"}
    | {"hr": "hour", "week": "week", "kg": "kilogram", "person": "person", "user": "user", "night": "night"},
    "de": {"Monat": "Monat", "Jahr": "Jahr", "Tag": "Tag", "Stunde": "Stunde", "h": "Stunde", "Woche": "Woche"}
    | {"kg": "Kilogramm", "Person": "Person", "Nacht": "Nacht", "kWh": "Kilowattstunde", "m²": "Quadratmeter"},
}
PER_WORD = {"en": "per", "de": "pro"}


def _amount(tongue: Tongue) -> Say:
    currencies = ENGLISH if tongue.code == "en" else GERMAN
    signs = {"-": tongue.minus, "−": tongue.minus, "+": tongue.plus, "~": tongue.about}

    def say(match: re.Match[str]) -> str:
        mark = match["mark"]
        currency = currencies[SYMBOLS.get(mark, mark)]
        amount = "".join(part for part in re.split(MARK, match["amount"]) if part)
        if tongue.code == "en" and english.MEASURED.match(match.string, match.end()):
            currency = replace(currency, many=currency.one)
        said = _scaled(tongue, amount, match["scale"], currency) or _counted(tongue, amount, currency)
        sign = f"{signs[match['sign']]} " if match["sign"] else ""
        rate = f" {PER_WORD[tongue.code]} {PER[tongue.code][match['per']]}" if match["per"] else ""
        return sign + said + rate

    return say


def _scaled(tongue: Tongue, amount: str, scale: str | None, currency: Currency) -> str:
    if not scale:
        return ""
    name = SCALES[tongue.code][scale]
    is_one = tongue.code == "de" and amount == "1"
    return f"{ONE_OF[name] if is_one else f'{tongue.read(amount)} {name}'} {currency.many}"


def _counted(tongue: Tongue, amount: str, currency: Currency) -> str:
    whole, _, cents = tongue.plain(amount).partition(".")
    if not re.fullmatch(r"\d{1,15}", whole) or len(cents) != 2 or not currency.cent:
        return f"{_number(tongue, amount)} {currency.one if tongue.is_one(amount) else currency.many}"
    small = f"{_number(tongue, str(int(cents)))} {currency.cent if int(cents) == 1 else currency.cents}"
    if not int(whole):
        return small
    large = f"{_number(tongue, whole)} {currency.one if int(whole) == 1 else currency.many}"
    if not int(cents):
        return large
    return f"{large} {tongue.read(str(int(cents)))}" if tongue.code == "de" else f"{large} and {small}"


def _number(tongue: Tongue, amount: str) -> str:
    return german.one("Euro") if tongue.code == "de" and amount == "1" else tongue.read(amount)


def _cents(tongue: Tongue) -> Say:
    currency = (ENGLISH if tongue.code == "en" else GERMAN)["EUR"]

    def say(match: re.Match[str]) -> str:
        return f"{_number(tongue, match['amount'])} {currency.cent if match['amount'] == '1' else currency.cents}"

    return say


def _alternatives(texts: Iterable[str]) -> str:
    return "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))


MARK = _alternatives([*SYMBOLS, *ENGLISH])


def rules(tongue: Tongue) -> tuple[Rule, ...]:
    """The currency before the amount, and behind it."""
    scale = rf"(?:[ \u00a0]?(?P<scale>{_alternatives(SCALES[tongue.code])})(?!\w))?"
    range_ = rf"(?P<amount>{tongue.number}(?:\s?[–—-]\s?(?:{MARK})?{tongue.number})?)"
    per = rf"(?:\s?/\s?(?P<per>{_alternatives(PER[tongue.code])})(?!\w))?"
    left, sign, end = r"(?<![\w.,])", r"(?P<sign>[-−+~]?)", r"(?!\w|[.,]\d)"
    none = r"(?:,[–—-]{1,2})?"  # "5,– €"
    say = _amount(tongue)
    return (
        rule(rf"{left}{sign}(?P<mark>{MARK})[ \u00a0]?{range_}{none}{scale}{per}{end}", say),
        rule(rf"{left}{sign}{range_}{none}{scale}[ \u00a0]?(?P<mark>{MARK}){per}{end}", say),
        rule(rf"{left}(?P<amount>{tongue.number})[ \u00a0]?(?:¢|ct\b)", _cents(tongue)),
    )
