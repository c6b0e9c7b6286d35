"""Markdown → what is shown of it, part by part; halves of marks, as a cut leaves them, are marks too."""

import html
import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "heading", "item", "number", "cell", "row_end", "silent", "rest", "code"]
MOST_ROWS = 5  # of a table that are read


@dataclass(frozen=True)
class Part:
    """What is shown, without marks. A `cell` may have its `column`; `silent` is only shown.

    `code` and the `rest` of a table stand for what is on the screen alone.
    """

    kind: Kind
    shown: str
    column: str = ""


FENCE = re.compile(r"(?:```|~~~)[^\n]*?(?:(?:```|~~~)|\n|$)")
BLOCK_END = re.compile(r"```|~~~")
RULE = re.compile(r"\s*(?:(?:[-*_=]\s*){3,}|[-=]{2,})$")
QUOTE = re.compile(r"^\s{0,8}(?:>\s?){1,20}")
HEADING = re.compile(r"^\s{0,8}#{1,6}(?:\s+|$)")
ITEM = re.compile(r"^\s*[-*+•◦▪‣]\s+(?:\[[ xX]\]\s+)?(?=\S)")
NUMBER = re.compile(
    r"^\s*(\d{1,3}[.)])\s+(?=\S)"
    r"(?!(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Weltkrieg|Jahrhundert"
    r"|FC|Bundesliga|Liga|Stock|Platz|Klasse)\b)"
)
TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-*:?\s*){0,60}$")

CODE = re.compile(r"(`+)([^`\n]{1,400})(`+)")
IMAGE = re.compile(r"!\[([^\[\]]{0,300})\](?:\([^()\s]{0,500}(?:\s[^()]{0,200})?\))?")
LINK = re.compile(r"\[([^\[\]]{1,500})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,800}(?:\s[^()]{0,200})?\)")
REFERENCE = re.compile(r"\[([^\[\]]{1,500})\]\[[^\[\]]{0,100}\]")
DEFINITION = re.compile(r"^\s*\[[^\[\]]{1,100}\]:\s")
FOOTNOTE = re.compile(r"\[(?:\^[^\[\]]{1,30}|\d{1,3}(?:,\s?\d{1,3}){0,5})\]")
HALF_LINK = re.compile(r"\]\([^()\s]{0,800}\)?")
TEX = (
    (re.compile(r"(?<![\w$])\$(?=[^$\s]{0,80}[\\^=_])([^$\n]{1,200}?)(?<!\s)\$(?!\w)"), r"\1"),
    (re.compile(r"\\(?:d?frac)\{([^{}]{1,60})\}\{([^{}]{1,60})\}"), r"\1/\2"),
    (re.compile(r"\\sqrt\{([^{}]{1,60})\}"), r"√\1"),
    (re.compile(r"\\(?:text|mathrm|mathbf)\{([^{}]{0,200})\}"), r"\1"),
    (re.compile(r"\^\{([^{}]{1,20})\}"), r"^(\1)"),
    (re.compile(r"\\[\[\]()]|\$\$"), " "),
)
TEX_SIGNS = {
    "times": "×",
    "cdot": "·",
    "div": "÷",
    "pm": "±",
    "leq": "≤",
    "le": "≤",
    "geq": "≥",
    "ge": "≥",
    "neq": "≠",
    "ne": "≠",
    "approx": "≈",
    "infty": "∞",
    "pi": "π",
    "alpha": "α",
    "beta": "β",
    "theta": "θ",
    "lambda": "λ",
    "sigma": "σ",
    "Delta": "Δ",
    "sum": "∑",
    "int": "∫",
    "quad": " ",
}
TEX_SIGN = re.compile(rf"\\({'|'.join(sorted(TEX_SIGNS, key=len, reverse=True))})(?![a-zA-Z])")
AUTOLINK = re.compile(r"<((?:https?://|mailto:)?[^\s<>]{1,300}[.@:][^\s<>]{1,300})>")
TAG = re.compile(r"<!--[^<>]{0,500}-->|</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,300})?/?>")
EMPHASIS = re.compile(
    r"(?<![\\*\w)])\*{1,3}(?=[^\s*])|(?<=[^\s\\*])\*{1,3}(?![*\w(])|(?<![\d)*])\*\*(?=\S)|(?<=\S)\*\*(?![\d(*])"
    r"|(?<!\\)~~|(?<![^\W_])(?<!\\)_{1,3}(?=[^\W_])|(?<=[^\s\\_])_{1,3}(?!\w)"
)
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~$%&])")
HARD_BREAK = re.compile(r"\\$")


def parts(text: str) -> list[Part]:
    """All that is shown, in order; nothing is shown twice."""
    found: list[Part] = []
    for is_code, block in _blocks(text):
        if is_code:
            found.append(Part("code", ""))
        else:
            found += _of_lines(block.splitlines())
    return found


def shown(text: str) -> str:
    """The words that are shown, with one space between them."""
    return " ".join(" ".join(part.shown for part in parts(text)).split())


def _blocks(text: str) -> list[tuple[bool, str]]:
    """Text, and what stands between fences; a fence that is never closed reaches to the end."""
    blocks, start = [], 0
    while (fence := FENCE.search(text, start)) is not None:
        blocks.append((False, text[start : fence.start()]))
        closed = (
            fence if BLOCK_END.search(text, fence.start() + 3, fence.end()) else BLOCK_END.search(text, fence.end())
        )
        blocks.append((True, ""))
        start = closed.end() if closed else len(text)
    blocks.append((False, text[start:]))
    return blocks


def _of_lines(lines: list[str]) -> list[Part]:
    found: list[Part] = []
    paragraph: list[str] = []
    table: _Table | None = None
    for line, following in zip(lines, [*lines[1:], ""], strict=False):
        bare = QUOTE.sub("", line)
        table = table if "|" in bare else None
        if table is None and "|" in bare and TABLE_RULE.match(following):
            table = _Table(cells(bare))
            alone: list[Part] | None = [Part("silent", cell) for cell in table.columns]
        else:
            alone = _alone(bare, table)
        if alone is None:
            paragraph.append(bare)
        else:
            found += [*_paragraph(paragraph), *alone]
            paragraph = []
    return found + _paragraph(paragraph)


class _Table:
    """The table that is being read, and how many of its rows were."""

    def __init__(self, columns: list[str]) -> None:
        self.columns = columns
        self._rows = 0

    def row(self, line: str) -> list[Part]:
        self._rows += 1
        row = cells(line)
        if self._rows > MOST_ROWS:
            rest = [Part("rest", "")] if self._rows == MOST_ROWS + 1 else []
            return [*rest, *(Part("silent", cell) for cell in row)]
        names = [*self.columns, *[""] * len(row)]
        return [*(Part("cell", cell, name) for cell, name in zip(row, names, strict=False)), Part("row_end", "")]


def _paragraph(lines: list[str]) -> list[Part]:
    return [Part("text", inline(" ".join(lines)))] if lines else []


def _alone(line: str, table: _Table | None) -> list[Part] | None:
    """The parts of a line that is no part of a paragraph; None where it is."""
    if not line.strip() or RULE.match(line) or TABLE_RULE.match(line) or DEFINITION.match(line):
        return []
    if table is not None:
        return table.row(line)
    if line.strip().startswith("|") and line.count("|") > 1:  # a row that was parted from its table
        return _Table([]).row(line)
    if (mark := HEADING.match(line)) is not None:
        return [Part("heading", inline(line[mark.end() :].rstrip("# \t")))]
    if (mark := ITEM.match(line)) is not None:
        return _item(line[mark.end() :])
    return _item(line) if NUMBER.match(line) else None


def _item(text: str) -> list[Part]:
    """An item of a list; its number, where it has one, is a part of its own."""
    if (mark := NUMBER.match(text)) is not None:
        return [Part("number", mark[1]), Part("item", inline(text[mark.end() :]))]
    return [Part("item", inline(text))]


def cells(line: str) -> list[str]:
    """What stands in a row of a table."""
    return [inline(cell) for cell in re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))]


def inline(text: str) -> str:
    """A text without marks; what is code is left as it is written."""
    pieces, start = [], 0
    for code in CODE.finditer(text):
        pieces += [_without_marks(text[start : code.start()]), code[2]]
        start = code.end()
    pieces.append(_without_marks(text[start:]))
    return " ".join("".join(pieces).split())


def _without_marks(text: str) -> str:
    if not MARKED.search(text):
        return text
    text = html.unescape(text)
    for pattern, plain in TEX:
        text = pattern.sub(plain, text)
    text = TEX_SIGN.sub(lambda sign: TEX_SIGNS[sign[1]], text)
    text = AUTOLINK.sub(r"\1", text)
    text = TAG.sub(" ", text)
    text = FOOTNOTE.sub("", IMAGE.sub(r"\1", text))
    text = REFERENCE.sub(r"\1", LINK.sub(r"\1", text))
    text = HALF_LINK.sub("", text)
    text = EMPHASIS.sub("", text)
    return ESCAPED.sub(r"\1", HARD_BREAK.sub("", text)).replace("`", "")


MARKED = re.compile(r"[&\\$<\[\]*_~`]")
