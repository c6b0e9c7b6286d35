"""How a language writes and reads numbers, which every spoken form needs; filled in by `english` and `german`."""

import re
from collections.abc import Callable
from dataclasses import dataclass

MOST_DIGITS = 15
FRACTIONS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8)}
HALVES = "".join(FRACTIONS)
RANGE = re.compile(r"\s?[–—-]\s?(?=[\d½⅓⅔¼¾⅛])")


@dataclass(frozen=True)
class Tongue:
    """One language. `number` matches its figures: with its marks for groups and decimals."""

    code: str
    number: str
    group: str
    decimal: str
    cardinal: Callable[[int], str]
    ordinal: Callable[[int], str]  # in German its stem: "dritt"
    year: Callable[[int], str]
    fraction: Callable[[int, int], str]
    digits: tuple[str, ...]
    point: str
    minus: str
    plus: str
    to: str
    about: str
    with_fraction: Callable[[int, int, int], str]  # 2, 1, 2 → two and a half

    @property
    def quantity(self) -> str:
        """A pattern for one amount, or a range of two."""
        one = rf"(?:\d{{1,6}}[ \u00a0]?[{HALVES}]|{self.number}|[{HALVES}])"
        return rf"(?:[-−+±~≈]\s?)?{one}(?:\s?[–—-]\s?{one}){{0,1}}"

    def read(self, text: str) -> str:
        """The words of one figure ("-1,234.5", "2½") or a range ("3–5"), of what `quantity` matches.

        What is longer than any number, or begins with a zero, is read digit by digit.
        """
        signs = {"-": self.minus, "−": self.minus, "+": self.plus, "±": f"{self.plus} {self.minus}"}
        signs |= {"~": self.about, "≈": self.about}
        if text[0] in signs:
            return f"{signs[text[0]]} {self.read(text[1:].lstrip())}"
        if between := RANGE.search(text):
            return f"{self.read(text[: between.start()])} {self.to} {self.read(text[between.end() :])}"
        if text[-1] in FRACTIONS:
            above, below = FRACTIONS[text[-1]]
            before = self.plain(text[:-1].strip())
            return self.with_fraction(int(before), above, below) if before else self.fraction(above, below)
        whole, _, decimals = self.plain(text).partition(".")
        if len(whole) > MOST_DIGITS or (len(whole) > 1 and whole[0] == "0"):
            return self.spelt(whole + decimals)
        return self.cardinal(int(whole)) + (f" {self.point} {self.spelt(decimals)}" if decimals else "")

    def plain(self, text: str) -> str:
        """The figure with no groups and a point for its decimals: "1234.5"."""
        bare = "".join(mark for mark in text if mark not in self.group)
        return bare.replace(self.decimal, ".")

    def spelt(self, digits: str) -> str:
        """Digit by digit."""
        return " ".join(self.digits[int(digit)] for digit in digits)

    def is_one(self, text: str) -> bool:
        """Whether a figure takes the singular."""
        return self.plain(text).lstrip("-−+±~≈ ") in ("1", "½", "¼", "¾")
