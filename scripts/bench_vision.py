"""Measures how long seeing takes: each detector and segmenter on a picture, the first time and again.

SAM is measured with random weights of the published size, which are as slow as the real ones; what counts is how much
faster a second phrase is than the first, since the picture is encoded once. Give pictures of your own as arguments.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from bench_transcriber import machine
from photos import photo

from assistant import config
from assistant.album import Album
from assistant.messages import Detection, Image, Mask, ScoredPhrase
from assistant.roles import Detector, PhraseExtractor, Segmenter, TextReader
from local_models import centernet, isnet, keybert, rapidocr, sam
from local_models.manifest import find as manifest_entry
from local_models.store import installed

FLOOR = 0.3
AGAIN = 5  # times a repeated call is measured
WHOLE = 0.8  # of the picture: the box that stands in where a detector finds nothing


def seconds(call: Callable[[], object]) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def search(detector: Detector, image: Image, phrase: str) -> list[Detection]:
    """One search, to its end."""
    return list(detector.find(image, phrase, FLOOR))


def outline(segmenter: Segmenter, image: Image, detection: Detection) -> list[Mask]:
    """One outline."""
    return list(segmenter.outline(image, [detection]))


def extract(extractor: PhraseExtractor, text: str) -> list[ScoredPhrase]:
    """One text's keyphrases."""
    return list(extractor.extract(text))


def measure_detector(detector: Detector, image: Image) -> list[Detection]:
    """Print the first search and the next ones; returns what is there."""
    found: list[Detection] = []
    first = seconds(lambda: found.extend(detector.find(image, "", FLOOR)))
    again = [seconds(partial(search, detector, image, phrase)) for phrase in ("dog", "cat", "car", "cup", "tv")]
    print(f"  detector: first {first * 1000:.0f} ms, another phrase {median(again) * 1000:.1f} ms, {len(found)} found")
    return found


def measure_segmenter(name: str, segmenter: Segmenter, image: Image, boxes: list[Detection]) -> None:
    """Print the first outline, one of another box, and the same again."""
    first = seconds(partial(outline, segmenter, image, boxes[0]))
    other = median(seconds(partial(outline, segmenter, image, box)) for box in shifted(boxes[0]))
    again = median(seconds(partial(outline, segmenter, image, boxes[0])) for _ in range(AGAIN))
    print(
        f"  {name}: first {first:.2f} s, another box {other:.3f} s ({first / other:.0f} times faster), "
        f"the same again {again * 1000:.0f} ms"
    )


def measure_reader(reader: TextReader, image: Image) -> None:
    """Print how long it takes to read the picture."""
    lines = list(reader.read(image))
    again = median(seconds(lambda: list(reader.read(image))) for _ in range(AGAIN))
    print(f"  text reader: {again:.2f} s, {len(lines)} lines")


def shifted(detection: Detection) -> list[Detection]:
    """Boxes near this one, none the same."""
    x0, y0, x1, y1 = detection.box_xyxy
    return [
        Detection(n, detection.label, detection.phrase, 0.9, (x0 + n, y0 + n, x1 - n, y1 - n))
        for n in range(1, AGAIN + 1)
    ]


def in_the_middle(image: Image) -> Detection:
    """A box around most of the picture."""
    edge = (1 - WHOLE) / 2
    box = (edge * image.width, edge * image.height, (1 - edge) * image.width, (1 - edge) * image.height)
    return Detection(1, "thing", "thing", 1.0, box)


def main() -> None:
    """Measure everything on each picture, then the phrases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pictures", nargs="*", type=Path)
    own = parser.parse_args().pictures
    pictures = own or [
        Path(photo(name).path) for name in ("chelsea.png", "coffee.png", "motorcycle_left.png", "page.png")
    ]
    folder = config.load({}).folders.models

    def model_folder(name: str) -> Path:
        return installed(manifest_entry(name), folder)

    print(machine())
    print(f"loading CenterNet {seconds(lambda: centernet.load(str(model_folder('centernet')))):.2f} s")
    print(f"loading ISNet {seconds(lambda: isnet.load(str(model_folder('isnet')))):.2f} s")
    detector, small = centernet.load(str(model_folder("centernet"))), isnet.load(str(model_folder("isnet")))
    print(f"loading RapidOCR {seconds(rapidocr.load):.2f} s")
    reader = rapidocr.load()
    large = sam.untrained("vit_b", threads=2)
    with tempfile.TemporaryDirectory() as place:
        album = Album(Path(place))
        for path in pictures:
            image = album.add_file(path).image
            print(f"{path.name}, {image.width} by {image.height}")
            boxes = measure_detector(detector, image) or [in_the_middle(image)]
            measure_reader(reader, image)
            measure_segmenter("ISNet", small, image, boxes)
            measure_segmenter("SAM vit_b (random weights)", large, image, boxes)
    minilm = str(model_folder("all-minilm-l6-v2"))
    print(f"loading KeyBERT {seconds(lambda: keybert.load(minilm)):.2f} s")
    extractor = keybert.load(minilm)
    texts = [f"please find the red car and {n} dogs in this picture, but not the cat" for n in range(AGAIN)]
    print(f"keyphrases {median(seconds(partial(extract, extractor, text)) for text in texts) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
