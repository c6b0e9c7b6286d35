"""Word error rate, for benchmarks and tests."""

import re

# Small numbers and titles, which Whisper writes as figures and short, count as the words that were said.
NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
SAME = {str(number): name for number, name in enumerate(NUMBERS)} | {"mr": "mister", "mrs": "missus", "dr": "doctor"}


def words(text: str) -> list[str]:
    """Lower case, without punctuation; small numbers spelt out."""
    plain = re.sub(r"[^\w' ]+", " ", text.casefold().replace("’", "'"))
    return [SAME.get(word, word) for word in plain.split()]


def errors(wanted: str, got: str) -> int:
    """How many words must be changed, added or left out to turn one text into the other (Levenshtein)."""
    costs = list(range(len(words(got)) + 1))
    for row, word in enumerate(words(wanted), 1):
        above, costs = costs, [row]
        for column, other in enumerate(words(got), 1):
            costs.append(min(above[column] + 1, costs[-1] + 1, above[column - 1] + (word != other)))
    return costs[-1]


def rate(wanted: list[str], got: list[str]) -> float:
    """Word errors over all texts by the number of words wanted; 0 is perfect."""
    wrong = sum(errors(text, other) for text, other in zip(wanted, got, strict=True))
    return wrong / sum(len(words(text)) for text in wanted)
