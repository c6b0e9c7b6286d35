"""How the tiny vision-language model learns on one CPU core: first to see, then to answer about what it sees.

To see: each token of a picture is to name the colour and the shape whose middle lies there, in the very embeddings of
these words, and its column and row. So a question's word finds the token that it means by likeness from the first step.
To answer: the eyes then stay as they are, and what they see of each picture is computed once. Many questions about one
picture stand in one sequence; they see the picture, but not each other.
"""

import copy
import functools
import logging
import time
from dataclasses import dataclass
from pathlib import Path

import easy_vqa
import numpy as np
import tiny_album
import tiny_vlm
import torch
from numpy.typing import NDArray
from shapes import COLOURS, SHAPES, Rng
from tiny_album import Album
from tiny_course import Course, rates
from tiny_questions import ask_some
from tiny_vlm import GRID, IMAGE, TOKENS, WIDTH
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from transformers import AutoModelForImageTextToText, LlavaForConditionalGeneration, LlavaProcessor

EYES_BATCH, BATCH = 32, 16  # pictures
QUESTIONS = 14  # a picture
REAL_SHARE = 0.22  # of the pictures that are easy-VQA's
INSTRUCTED, LONGEST_INSTRUCTION = 0.5, 45  # share of the pictures with a system message of so many words at most
KNOWN_WORDS = 0.3  # of an instruction: what it says does not matter, and must not
TALKS = 0.15  # share of the batches where questions see those before them, as in a conversation
GROUND = 0.25  # what a token of ground counts, against 1 of a shape's middle
AVERAGED = 0.99  # of the weights kept at each step in the average that is saved
REPORT, KEEP = 25, 100  # steps
IGNORED = -100  # the label of what is not to be learnt
ALL_COLOURS = tuple(dict.fromkeys([*COLOURS, *easy_vqa.COLOURS]))
ALL_SHAPES = tuple(dict.fromkeys([*SHAPES, *easy_vqa.SHAPES]))

log = logging.getLogger(__name__)


class NameTheToken(nn.Module):
    """Training only: the words for the thing whose middle lies in a token, and the token's column and row."""

    def __init__(self, processor: LlavaProcessor) -> None:
        super().__init__()
        ids = processor.tokenizer.convert_tokens_to_ids
        self.words = [
            torch.tensor(ids(list(words))) for words in (ALL_COLOURS, ALL_SHAPES, [f"{shape}s" for shape in ALL_SHAPES])
        ]
        self.ground = nn.Parameter(torch.randn(len(self.words), WIDTH) * 0.02)
        self.place = nn.Linear(WIDTH, 2 * GRID)
        self.sharpness = nn.Parameter(torch.ones(()))

    def forward(self, tokens: Tensor, embedding: Tensor, cells: Tensor) -> tuple[Tensor, Tensor]:
        """The loss, and the share of middles named right. tokens: [B, TOKENS, WIDTH]; cells: [B, 2, TOKENS]."""
        total, right = torch.zeros(()), torch.ones(cells[:, 0].shape, dtype=torch.bool)
        for ground, words, truth in zip(self.ground, self.words, (cells[:, 0], cells[:, 1], cells[:, 1]), strict=True):
            logits = tokens @ torch.cat([ground[None], embedding[words]]).T * self.sharpness
            weight = torch.tensor([GROUND] + [1.0] * len(words))
            total = total + cross_entropy(logits.flatten(0, 1), truth.flatten(), weight, ignore_index=IGNORED)
            right &= (logits.argmax(-1) == truth) | (truth == IGNORED)
        number = torch.arange(TOKENS).expand(len(tokens), -1)
        for guess, truth in zip(self.place(tokens).split(GRID, -1), (number % GRID, number // GRID), strict=True):
            total = total + 0.3 * cross_entropy(guess.flatten(0, 1), truth.flatten())
        return total, right[cells[:, 1] != 0].float().mean()


def cells_of(album: Album) -> Tensor:
    """For each token the number of the colour and of the shape whose middle lies there, 0 for ground."""
    cells = np.zeros((len(album.there), 2, GRID, GRID), np.int64)
    for number, there in enumerate(album.there):
        for one in there:
            place = (min(int(one.y * GRID), GRID - 1), min(int(one.x * GRID), GRID - 1))
            cells[number, 0][place] = ALL_COLOURS.index(one.colour) + 1 if one.colour else IGNORED
            cells[number, 1][place] = ALL_SHAPES.index(one.shape) + 1 if one.shape else IGNORED
    return torch.from_numpy(cells).flatten(2)


def some(album: Album, rng: Rng, count: int) -> NDArray[np.int64]:
    """Numbers of pictures, easy-VQA's among them."""
    drawn = sum(not asked for asked in album.asked)
    real = rng.random(count) < REAL_SHARE
    return np.where(real, rng.integers(drawn, len(album.asked), count), rng.integers(drawn, size=count))


def normal(pixels: NDArray[np.uint8]) -> Tensor:
    """As the processor hands pictures to the model."""
    mean, std = (torch.tensor(each)[:, None, None] for each in (tiny_album.MEAN, tiny_album.STD))
    return (torch.from_numpy(pixels).float() / 255 - mean) / std


def seen(model: LlavaForConditionalGeneration, pixels: NDArray[np.uint8]) -> Tensor:
    """What the eyes see: float32 [B, TOKENS, width of the eyes]."""
    states: Tensor = model.model.vision_tower(normal(pixels), output_hidden_states=True).hidden_states[-1]
    return states


def open_eyes(
    model: LlavaForConditionalGeneration, namer: NameTheToken, album: Album, course: Course, rng: Rng
) -> None:
    """Teach the eyes alone."""
    cells = cells_of(album)
    inner = model.model
    embedding = model.get_input_embeddings().weight
    weights = [
        *inner.vision_tower.parameters(),
        *inner.multi_modal_projector.parameters(),
        *namer.parameters(),
        embedding,
    ]
    optimiser = torch.optim.AdamW(weights, weight_decay=0.01, betas=(0.9, 0.98))
    started, losses = time.monotonic(), []
    for step, rate in enumerate(rates(course.eyes, course.rate), 1):
        optimiser.param_groups[0]["lr"] = rate
        chosen = some(album, rng, EYES_BATCH)
        tokens = inner.multi_modal_projector(seen(model, album.pixels[chosen]))
        loss, right = namer(tokens, embedding, cells[chosen])
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        losses.append((loss.item(), right.item()))
        if step % REPORT == 0:
            minutes = (time.monotonic() - started) / 60
            log.info("%5.1f min, step %d of the eyes: loss %.3f, named %.3f", minutes, step, *np.mean(losses, 0))
            losses.clear()


@torch.no_grad()
def remember(model: LlavaForConditionalGeneration, album: Album) -> Tensor:
    """What the eyes see of every picture: float32 [n, TOKENS, width of the eyes]."""
    return torch.cat([seen(model, album.pixels[start : start + 64]) for start in range(0, len(album.pixels), 64)])


@dataclass(frozen=True, eq=False)
class Turns:
    """Questions and answers about a batch of pictures, one sequence a picture.

    ids, labels, places: [B, T]; part: [B, T], 0 before the first question, then the number of the question, -1 after
    the last.
    """

    ids: Tensor
    labels: Tensor
    places: Tensor
    part: Tensor

    def mask(self) -> Tensor:
        """Which token sees which: bool [B, 1, T, T]."""
        length = self.ids.shape[1]
        earlier = torch.ones(length, length, dtype=torch.bool).tril()
        mine, other = self.part[:, :, None], self.part[:, None, :]
        sees = earlier & ((other == 0) | (other == mine)) & (other >= 0)
        return (sees | torch.eye(length, dtype=torch.bool))[:, None]


class Asker:
    """Puts questions and answers into ids."""

    def __init__(self, processor: LlavaProcessor) -> None:
        self.tokenizer = processor.tokenizer

    @functools.lru_cache(maxsize=100_000)  # noqa: B019 - lives as long as the training
    def ids(self, text: str) -> tuple[int, ...]:
        """The tokens of a text."""
        return tuple(self.tokenizer(text, add_special_tokens=False)["input_ids"])

    def turns(self, asked: list[list[tuple[str, str]]], rng: Rng) -> Turns:
        """A sequence for each picture; in some batches each question sees those before it, as in a conversation."""
        is_talk = rng.random() < TALKS
        rows = [self._row(questions, is_talk, self._instruction(rng)) for questions in asked]
        longest = max(len(row[0]) for row in rows)
        empty = (self.tokenizer.pad_token_id, IGNORED, 0, -1)
        columns = [
            torch.tensor([row[number] + [blank] * (longest - len(row[number])) for row in rows])
            for number, blank in enumerate(empty)
        ]
        return Turns(*columns)

    def _instruction(self, rng: Rng) -> list[int]:
        """A system message of words without a meaning, or none."""
        if rng.random() > INSTRUCTED:
            return []
        words = rng.integers(len(tiny_vlm.SPECIAL), len(self.tokenizer), rng.integers(3, LONGEST_INSTRUCTION))
        is_unknown = rng.random(len(words)) > KNOWN_WORDS
        said = np.where(is_unknown, self.tokenizer.unk_token_id, words)
        return [*self.ids("System:"), *said.tolist(), *self.ids(tiny_vlm.END)]

    def _row(
        self, questions: list[tuple[str, str]], is_talk: bool, instruction: list[int]
    ) -> tuple[list[int], list[int], list[int], list[int]]:
        ids = [*instruction, *self.ids("User:" + IMAGE * TOKENS)]
        begin = len(ids)
        labels, places, parts = [IGNORED] * begin, list(range(begin)), [0] * begin
        for number, (question, answer) in enumerate(questions, 1):
            again = "User: " if is_talk and number > 1 else ""
            said = self.ids(f"{again}{question}{tiny_vlm.END}\nAssistant:")
            back = self.ids(f"{answer}{tiny_vlm.END}")
            first = len(ids) if is_talk else begin
            places += range(first, first + len(said) + len(back))
            parts += [0 if is_talk else number] * (len(said) + len(back))
            ids += [*said, *back]
            labels += [*[IGNORED] * len(said), *back]
        return ids, labels, places, parts


def questions_for(album: Album, number: int, rng: Rng) -> list[tuple[str, str]]:
    """Some of the fixed questions, or freshly made ones; the shape of easy-VQA's is where it is, too."""
    if fixed := album.asked[number]:
        return [fixed[each] for each in rng.permutation(len(fixed))]
    asked = [(one.question, one.answer) for one in ask_some(album.there[number], rng, QUESTIONS)]
    return list(dict.fromkeys(asked))


def answer_loss(model: LlavaForConditionalGeneration, tokens: Tensor, turns: Turns) -> tuple[Tensor, Tensor]:
    """The loss over the answers' tokens, and the share of these that are right. tokens: the pictures, projected."""
    embeds = model.get_input_embeddings()(turns.ids)
    is_picture = (turns.ids == model.config.image_token_id)[..., None].expand_as(embeds)
    embeds = embeds.masked_scatter(is_picture, tokens.to(embeds.dtype))
    states = model.model.language_model(
        inputs_embeds=embeds, attention_mask=turns.mask(), position_ids=turns.places, use_cache=False
    ).last_hidden_state
    wanted = turns.labels[:, 1:]
    is_wanted = wanted != IGNORED
    logits = model.lm_head(states[:, :-1][is_wanted])
    loss = cross_entropy(logits, wanted[is_wanted])
    return loss, (logits.argmax(-1) == wanted[is_wanted]).float().mean()


def train(album: Album, detector: Path, folder: Path, course: Course) -> None:
    """Teach a tiny vision-language model, and save it with its processor into the folder."""
    torch.manual_seed(course.seed)
    rng = np.random.default_rng(course.seed)
    processor = tiny_vlm.processor()
    known = AutoModelForImageTextToText.from_pretrained(course.start) if course.start else None
    model = (known or tiny_vlm.newborn(detector, processor.tokenizer)).train()
    open_eyes(model, NameTheToken(processor), album, course, rng)
    model.model.vision_tower.requires_grad_(False)
    features, asker = remember(model, album), Asker(processor)
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    average = copy.deepcopy(model)
    optimiser = torch.optim.AdamW(weights, weight_decay=0.02, betas=(0.9, 0.98))
    started, losses = time.monotonic(), []
    for step, rate in enumerate(rates(course.steps, course.rate), 1):
        optimiser.param_groups[0]["lr"] = rate
        chosen = some(album, rng, BATCH)
        turns = asker.turns([questions_for(album, number, rng) for number in chosen], rng)
        tokens = model.model.multi_modal_projector(features[chosen])
        loss, right = answer_loss(model, tokens, turns)
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimiser.step()
        _follow(average, model, min(AVERAGED, step / (step + 10)))
        losses.append((loss.item(), right.item()))
        if step % REPORT == 0:
            minutes = (time.monotonic() - started) / 60
            log.info("%5.1f min, step %d: loss %.3f, right %.3f", minutes, step, *np.mean(losses, 0))
            losses.clear()
        if step % KEEP == 0:
            _save(average, processor, folder)
    _save(average, processor, folder)


@torch.no_grad()
def _follow(average: nn.Module, model: nn.Module, kept: float) -> None:
    for old, new in zip(average.parameters(), model.parameters(), strict=True):
        old.lerp_(new, 1 - kept)


def _save(model: LlavaForConditionalGeneration, processor: LlavaProcessor, folder: Path) -> None:
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
