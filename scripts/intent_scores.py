"""What is counted over answers to labelled utterances: F1, who was confused with whom, and how far to trust a score."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from intent_data import LANGUAGES, Example
from numpy.typing import NDArray

from local_models.intents import INTENTS

Pixels = NDArray[np.uint8]
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)
CELL, EDGE, FONT = 46, 110, cv2.FONT_HERSHEY_SIMPLEX


@dataclass(frozen=True)
class Answered:
    """What was made of an utterance. asked: the language model had to be asked."""

    example: Example
    intent: str
    confidence: float
    seconds: float
    asked: bool = False

    @property
    def right(self) -> bool:
        """Whether it is what the label says."""
        return self.intent == self.example.intent


def confusion(answers: Sequence[Answered]) -> NDArray[np.int64]:
    """[intents, intents]: how often what is labelled as the row was taken for the column; others' names count as wrong.

    The last column is for names that are none of Oriel's.
    """
    counts = np.zeros((len(INTENTS), len(INTENTS) + 1), np.int64)
    for one in answers:
        column = INTENTS.index(one.intent) if one.intent in INTENTS else len(INTENTS)
        counts[INTENTS.index(one.example.intent), column] += 1
    return counts


def f1(answers: Sequence[Answered]) -> dict[str, float]:
    """Intent → F1, of the intents that occur."""
    counts = confusion(answers)
    right, meant, taken = np.diag(counts), counts.sum(1), counts[:, :-1].sum(0)
    return {
        intent: float(2 * right[number] / max(1, meant[number] + taken[number]))
        for number, intent in enumerate(INTENTS)
        if meant[number]
    }


def macro_f1(answers: Sequence[Answered]) -> float:
    """The mean F1 of the intents that occur."""
    return float(np.mean(list(f1(answers).values())))


def of_language(answers: Sequence[Answered], language: str) -> list[Answered]:
    """Those of one language."""
    return [one for one in answers if one.example.language == language]


def table(answers: Sequence[Answered]) -> str:
    """F1 by language and intent, as Markdown."""
    lines = [f"| | all | {' | '.join(INTENTS)} | asked |", f"|---|{'---|' * (len(INTENTS) + 2)}"]
    for language in (*LANGUAGES, "all"):
        part = list(answers) if language == "all" else of_language(answers, language)
        scores = f1(part)
        cells = " | ".join(f"{scores.get(intent, float('nan')):.2f}" for intent in INTENTS)
        asked = sum(one.asked for one in part) / max(1, len(part))
        lines.append(f"| {language} | {macro_f1(part):.3f} | {cells} | {asked:.0%} |")
    return "\n".join(lines)


def trust(answers: Sequence[Answered]) -> str:
    """By language and threshold: the share that is not surer than that, and how many of both are right; Markdown."""
    lines = [
        f"| | {' | '.join(f'below {threshold:.1f}: share, right; right above' for threshold in THRESHOLDS)} |",
        f"|---|{'---|' * len(THRESHOLDS)}",
    ]
    for language in LANGUAGES:
        part = of_language(answers, language)
        cells = []
        for threshold in THRESHOLDS:
            unsure = [one.right for one in part if one.confidence < threshold]
            sure = [one.right for one in part if one.confidence >= threshold]
            cells.append(f"{len(unsure) / len(part):.0%}, {_share(unsure)}; {_share(sure)}")
        lines.append(f"| {language} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _share(right: Sequence[bool]) -> str:
    return f"{np.mean(right):.3f}" if right else "–"


def calibration_error(answers: Sequence[Answered], bins: int = 10) -> float:
    """Mean distance of confidence from the share that is right, over bins of confidence (Guo et al., 1706.04599)."""
    scores = np.array([one.confidence for one in answers])
    right = np.array([one.right for one in answers])
    which = np.minimum((scores * bins).astype(int), bins - 1)
    gaps = [abs(float((right[which == n] - scores[which == n]).sum())) for n in range(bins)]
    return sum(gaps) / len(answers)


def picture(parts: Sequence[tuple[str, Sequence[Answered]]]) -> Pixels:
    """Confusion matrices side by side, uint8 [h, w, 3] RGB: rows what was meant, columns what it was taken for."""
    drawn = []
    for title, answers in parts:
        counts = confusion(answers)[:, :-1]
        size = EDGE + CELL * len(INTENTS) + 12
        canvas = np.full((size + 30, size, 3), 255, np.uint8)
        cv2.putText(canvas, title, (EDGE, 22), FONT, 0.55, (20, 20, 20), 1, cv2.LINE_AA)
        shares = counts / np.maximum(counts.sum(1, keepdims=True), 1)
        for row in range(len(INTENTS)):
            _label(canvas, INTENTS[row], row)
            for column in range(len(INTENTS)):
                _cell(canvas, row, column, int(counts[row, column]), float(shares[row, column]))
        drawn.append(canvas)
    return np.concatenate(drawn, 1)


def _label(canvas: Pixels, name: str, number: int) -> None:
    middle = EDGE + CELL * number + CELL // 2
    (width, _), _ = cv2.getTextSize(name, FONT, 0.45, 1)
    cv2.putText(canvas, name, (EDGE - width - 8, middle + 5), FONT, 0.45, (20, 20, 20), 1, cv2.LINE_AA)
    turned = np.full((width + 8, 18, 3), 255, np.uint8)
    flat = np.full((18, width + 8, 3), 255, np.uint8)
    cv2.putText(flat, name, (2, 13), FONT, 0.45, (20, 20, 20), 1, cv2.LINE_AA)
    turned[:] = np.rot90(flat)
    canvas[EDGE - width - 12 : EDGE - 4, middle - 9 : middle + 9] = turned


def _cell(canvas: Pixels, row: int, column: int, count: int, share: float) -> None:
    top, left = EDGE + CELL * row, EDGE + CELL * column
    far = np.array([30, 90, 160] if row == column else [190, 60, 30])
    colour = tuple(int(part) for part in 255 - (255 - far) * min(1.0, share * (1 if row == column else 3)))
    cv2.rectangle(canvas, (left, top), (left + CELL - 2, top + CELL - 2), colour, -1)
    if count:
        dark = (255, 255, 255) if sum(colour) < 380 else (20, 20, 20)
        (width, height), _ = cv2.getTextSize(str(count), FONT, 0.45, 1)
        place = (left + (CELL - width) // 2, top + (CELL + height) // 2)
        cv2.putText(canvas, str(count), place, FONT, 0.45, dark, 1, cv2.LINE_AA)
