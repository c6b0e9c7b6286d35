"""What both implementations of Grounding DINO share: from a phrase to captions, and from scores to detections.

Liu et al., "Grounding DINO" (2023). The network scores every box against every token of a caption. One phrase a caption
is more exact than several joined (DOD: 22.3 against 17.2 mAP), and a word of one phrase cannot be given to another.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from torch import nn
from transformers import PreTrainedTokenizerBase

from assistant.boxes import area, suppress
from assistant.errors import BadInput
from assistant.messages import Box, Detection, Image
from assistant.roles import Stream
from local_models import pixels
from local_models.coco_kinds import KINDS
from local_models.pixels import Rgb

# To warm up with: a strip, since any other shape is made 800 pixels high and takes a CPU as long as a real picture.
STRIP: Rgb = np.zeros((8, 1333, 3), np.uint8)
TEXT_THRESHOLD = 0.3  # from which a word of the phrase counts as seen
KINDS_A_PASS = 20
SAME_PHRASE = 0.7  # intersection over union from which two boxes for one phrase are around one thing
SEPARATORS = re.compile(r"[.?!,;:\s]+")  # the network takes "." and "?" as the end of a phrase


@dataclass(frozen=True)
class Tokens:
    """A caption as the network reads it. spans: the characters of each token, (0, 0) for special ones."""

    spans: tuple[tuple[int, int], ...]
    unknown: bool  # whether the vocabulary lacks a word of it


@dataclass(frozen=True, eq=False)
class Scored:
    """What the network says. scores: float32 [boxes, tokens], 0–1; boxes: float32 [boxes, 4], middle x, y, width,
    height as shares of the picture.
    """

    scores: NDArray[np.float32]
    boxes: NDArray[np.float32]


class Network(Protocol):
    """One implementation with its weights. Called by one thread at a time."""

    most_tokens: int

    def read(self, caption: str) -> Tokens:
        """Split the caption."""

    def look(self, rgb: Rgb, caption: str, stopped: threading.Event) -> Scored:
        """One pass; raises Interrupted soon after `stopped` is set."""


def read(tokenizer: PreTrainedTokenizerBase, caption: str) -> Tokens:
    """Split the caption with a fast tokenizer, which remembers where each token stood."""
    encoded = tokenizer(caption, return_offsets_mapping=True, verbose=False)
    spans = tuple((int(first), int(last)) for first, last in encoded["offset_mapping"])
    return Tokens(spans, tokenizer.unk_token_id in encoded["input_ids"])


class Interrupted(Exception):
    """Nobody waits for this pass any more."""


class Brake:
    """Ends a pass between two layers, since on a CPU it takes seconds. The calling thread sets `stopped` before it."""

    def __init__(self, network: nn.Module) -> None:
        self.stopped = threading.Event()
        for part in network.modules():
            part.register_forward_pre_hook(self._check)

    def _check(self, *_: Any) -> None:
        if self.stopped.is_set():
            raise Interrupted


def find(network: Network, image: Image, phrase: str, floor: float, text_threshold: float) -> Stream[Detection]:
    """Meets roles.Detector.find. Raises BadInput for a phrase that is too long for the network."""
    wanted = cleaned(phrase)
    if wanted:
        tokens = len(network.read(f"{wanted}.").spans)
        if tokens > network.most_tokens:
            raise BadInput(f"'{wanted[:40]}…' is too long to look for; name the thing in a few words")
    stopped = threading.Event()
    return Stream(_search(network, image, phrase, floor, text_threshold, stopped), stopped.set)


def cleaned(phrase: str) -> str:
    """Lower case, one space between words, nothing that would end the phrase early."""
    return SEPARATORS.sub(" ", phrase.lower()).strip()


def _search(
    network: Network, image: Image, phrase: str, floor: float, text_threshold: float, stopped: threading.Event
) -> Iterator[Detection]:
    rgb, wanted = pixels.read(image), cleaned(phrase)
    found: list[Detection] = []
    for names in [[wanted]] if wanted else passes(network, KINDS):
        caption = ". ".join(names) + "."
        try:
            scored = network.look(rgb, caption, stopped)
        except Interrupted:
            return
        candidates = believed(scored, network.read(caption), names, floor, text_threshold)
        found += [replace(one, phrase=phrase, box_xyxy=_scaled(one.box_xyxy, rgb)) for one in candidates]
    whole = (one for one in found if area(one.box_xyxy) > 0)
    for number, one in enumerate(suppress(whole, SAME_PHRASE), 1):
        yield replace(one, id=number)


def passes(network: Network, names: Sequence[str]) -> list[list[str]]:
    """The names in groups that one caption can hold, without those for which the vocabulary lacks words."""
    groups: list[list[str]] = []
    for name in names:
        if network.read(f"{name}.").unknown:
            continue
        last = groups[-1] if groups else []
        together = len(network.read(". ".join([*last, name]) + ".").spans)
        if last and len(last) < KINDS_A_PASS and together <= network.most_tokens:
            last.append(name)
        else:
            groups.append([name])
    return groups


def believed(
    scored: Scored, tokens: Tokens, names: Sequence[str], floor: float, text_threshold: float
) -> list[Detection]:
    """The boxes that score at least `floor`, each with one name; still in shares of the picture.

    With one name the score is the model's own: the highest of any token (transformers'
    post_process_grounded_object_detection). With several it is that of the name's own tokens.
    """
    owners = _owners(tokens, names)
    detections = []
    for scores, (x, y, width, height) in zip(scored.scores, scored.boxes.astype(float).tolist(), strict=True):
        best = [max((scores[at] for at in own), default=0.0) for own in owners]
        chosen = int(np.argmax(best))
        score = float(best[chosen] if len(names) > 1 else scores.max())
        if score >= floor:
            label = _label(scores, tokens, names, text_threshold) if len(names) == 1 else names[chosen]
            box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            detections.append(Detection(0, label, "", score, box))
    return detections


def _owners(tokens: Tokens, names: Sequence[str]) -> list[list[int]]:
    """For each name the indices of its tokens."""
    owners, start = [], 0
    for name in names:
        end = start + len(name)
        owners.append([at for at, (first, last) in enumerate(tokens.spans) if start <= first < last <= end])
        start = end + len(". ")
    return owners


def _label(scores: NDArray[np.float32], tokens: Tokens, names: Sequence[str], text_threshold: float) -> str:
    """The words of the phrase that were seen, whole and in their order; all of them where none is sure enough."""
    seen = [span for span, score in zip(tokens.spans, scores, strict=False) if score > text_threshold]
    words = list(re.finditer(r"\S+", names[0]))
    kept = [word[0] for word in words if any(first < word.end() and word.start() < last for first, last in seen)]
    return " ".join(kept) or names[0]


def _scaled(box: Box, rgb: Rgb) -> Box:
    """From shares of the picture to pixels, clipped to it."""
    height, width = rgb.shape[:2]
    x0, y0, x1, y1 = (min(1.0, max(0.0, edge)) for edge in box)
    return x0 * width, y0 * height, x1 * width, y1 * height
