"""Trains and measures the tiny Grounding DINO, Segment Anything and LLaVA that the tests of vision run on.

They are of the same classes as the large ones, know coloured shapes only, and load through the product's own code.
One core and no GPU are enough. Everything drawn by lot is seeded, and training ends after so many steps, not minutes.
"""

import argparse
import logging
import sys
import tempfile
from pathlib import Path

import cv2
import tiny_album
import tiny_detector
import tiny_measure
import tiny_original
import tiny_pool
import tiny_segmenter
import tiny_vlm_course
import tiny_vlm_measure
import torch
from tiny_course import Course

MODELS = Path(__file__).parents[1] / "tests" / "data" / "tiny"
PICTURES = 14_000  # to train on
EYES_STEPS, DETECTOR_STEPS, SEGMENTER_STEPS = 600, 2_800, 1_800
ALBUM = 16_000  # pictures that the vision-language model is trained on, beside easy-VQA's
VLM_EYES_STEPS, VLM_STEPS = 220, 1_000
RATE = 1e-3
VLM_RATE = 1.5e-3
SHAPES_FILE = "album.npy"  # in the pool
EXAMS = 240  # held-out pictures to measure with
FLOOR = 0.35  # the score from which the product believes Grounding DINO


def main() -> None:
    """Read the arguments and do the one thing asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the checkpoints (%(default)s)")
    deeds = parser.add_subparsers(dest="deed", required=True)
    draw = deeds.add_parser("draw", help="draw the training pictures (2 minutes, 3 GB)")
    draw.add_argument("pool", type=Path)
    draw.add_argument("--count", type=int, default=PICTURES)
    album = deeds.add_parser("draw-album", help="draw the pictures to ask about (3 minutes, 0.6 GB)")
    album.add_argument("pool", type=Path)
    album.add_argument("--count", type=int, default=ALBUM)
    for name, steps, eyes, rate in (
        ("detector", DETECTOR_STEPS, EYES_STEPS, RATE),
        ("segmenter", SEGMENTER_STEPS, 0, RATE),
        ("vlm", VLM_STEPS, VLM_EYES_STEPS, VLM_RATE),
    ):
        train = deeds.add_parser(name, help=f"train the {name} on drawn pictures")
        train.add_argument("pool", type=Path)
        train.add_argument("--steps", type=int, default=steps)
        if eyes:
            train.add_argument(
                "--eyes", type=int, default=eyes, help="steps of the backbone alone before (%(default)s)"
            )
        train.set_defaults(eyes=eyes)
        train.add_argument("--rate", type=float, default=rate, help="of learning, at its height (%(default)s)")
        train.add_argument("--seed", type=int, default=0)
        train.add_argument("--start", default="", help="a checkpoint to go on from")
    sharpen = deeds.add_parser("sharpen", help="multiply the detector's logits, so that its scores leave the middle")
    sharpen.add_argument("factor", type=float)
    convert = deeds.add_parser("convert", help="write the detector as groundingdino-py reads it")
    convert.add_argument("folder", type=Path)
    measure = deeds.add_parser("measure", help="print how well both see pictures that were never trained on")
    answers = deeds.add_parser("measure-vlm", help="print how well it answers about pictures it was never trained on")
    for examining in (measure, answers):
        examining.add_argument("--count", type=int, default=EXAMS)
        examining.add_argument("--first", type=int, default=0, help="number of the first held-out picture")
    measure.add_argument("--floor", type=float, default=FLOOR, help="score from which a box counts")
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    do(parser.parse_args())


def do(asked: argparse.Namespace) -> None:
    """The one thing asked for."""
    detector, segmenter = asked.models / "detector", asked.models / "segmenter.pth"
    if asked.deed == "draw":
        tiny_pool.fill(asked.pool, asked.count)
    elif asked.deed == "detector":
        tiny_detector.train(tiny_pool.Pool(asked.pool), detector, course(asked))
    elif asked.deed == "segmenter":
        tiny_segmenter.train(tiny_pool.Pool(asked.pool), segmenter, course(asked))
    elif asked.deed == "draw-album":
        tiny_album.fill(asked.pool / SHAPES_FILE, asked.count)
    elif asked.deed == "vlm":
        tiny_vlm_course.train(tiny_album.read(asked.pool / SHAPES_FILE), detector, asked.models / "vlm", course(asked))
    elif asked.deed == "sharpen":
        tiny_detector.sharpen(detector, asked.factor)
    elif asked.deed == "convert":
        tiny_original.write(detector, asked.folder)
    elif asked.deed == "measure-vlm":
        sys.stdout.write(tiny_vlm_measure.table(answers(asked)) + "\n")
    else:
        sys.stdout.write(tiny_measure.table(seen(asked, detector, segmenter)) + "\n")


def seen(asked: argparse.Namespace, detector: Path, segmenter: Path) -> dict[str, list[float]]:
    """How well the detector and the segmenter see."""
    from local_models import grounding_dino, sam

    with tempfile.TemporaryDirectory() as folder:
        exams = tiny_measure.exams(Path(folder), asked.count, asked.first)
        return tiny_measure.measure(grounding_dino.load(str(detector)), sam.load(str(segmenter)), exams, asked.floor)


def answers(asked: argparse.Namespace) -> tiny_vlm_measure.Results:
    """How well the vision-language model answers."""
    from local_models import vision_language

    model = vision_language.load(str(asked.models / "vlm"))
    with tempfile.TemporaryDirectory() as folder:
        exams = tiny_vlm_measure.shapes_exams(Path(folder), asked.count, asked.first)
        real = tiny_vlm_measure.easy_vqa_exams(Path(folder))
        return tiny_vlm_measure.measure(model, exams) | tiny_vlm_measure.measure(model, real)


def course(asked: argparse.Namespace) -> Course:
    """How long and how fast to train."""
    return Course(asked.steps, asked.rate, asked.seed, asked.start, asked.eyes)


if __name__ == "__main__":
    main()
