"""Segmenter for small machines: ISNet (Qin et al., 2022; xuebinqin/DIS) around each box, and GrabCut.

ISNet outlines what stands out in a picture and knows nothing of boxes. Two cats side by side, or a dog on a bench,
stand out together, so that the crop of each yields both. Hence a mask ends a little outside its box, and what two masks
share is divided: a thing that is mostly shared lies in front of the other and keeps all of it; of things side by side
each keeps what lies deeper in its own box.
"""

import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from numpy.typing import NDArray
from onnx import numpy_helper

from assistant.errors import ModelCorrupt, ModelMissing
from assistant.masks import Inside, box_of, clean, decode, encode, keep_apart, meet, window
from assistant.messages import Box, Detection, Hint, Image, Mask
from assistant.roles import Stream
from local_models.edges import finer
from local_models.hints import agrees, heeded, reached
from local_models.pixels import Rgb, read

FILE = "isnet.onnx"
INPUT, OUTPUT = "input", "output"
SIDE = 1024  # pixels of the square that the model sees
AROUND = 0.12  # of the box's sides: what is seen around it
SLIMMEST = 0.5  # width by height of what is seen, and the reverse: squeezed farther into a square, things look unlike
# Probabilities. Between OUT and IN colours decide, where there is much of it: a hind leg gets less than the cat.
OUT, MAYBE, BELONGS, IN = 0.05, 0.2, 0.5, 0.7
UNSURE = 0.06  # of the box, from which there is much of it
FILLED = 0.25  # of the box; below it, ISNet has seen something else, or nothing
CUT_SIDE = 320  # pixels; GrabCut takes seconds on more, and its edges are the colours' anyway
CUT_ROUNDS = 4
SMOOTH = 5  # pixels of a square of CUT_SIDE, in which the majority decides
PLAIN = 4.0  # grey levels of deviation; in less there is nothing to tell apart
IN_FRONT = 0.35  # of the smaller mask, shared with the larger: from here on it is not beside it
MOST_KEPT = 200  # masks of boxes

Probability = NDArray[np.float32]  # [height, width], 0–1
Kinds = NDArray[np.uint8]  # [height, width], GrabCut's four: surely or perhaps background or thing
Windows = tuple[slice, slice]  # rows and columns
Key = tuple[str, Box, tuple[Hint, ...], bool]  # picture, box, hints, whether it is fine


class IsNet:
    """Called by one thread at a time; `Stream.cancel` by any."""

    def __init__(self, path: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.enable_cpu_mem_arena = False  # it keeps 1.2 GB between calls and saves no time
        self._session = onnxruntime.InferenceSession(in_floats(path), options, providers=["CPUExecutionProvider"])
        self._kept: dict[Key, Mask] = {}  # before they are kept apart from others
        self.runs = 0  # of the model, so far

    def outline(self, image: Image, detections: list[Detection], is_fine: bool = False) -> Stream[Mask]:
        """One mask for each detection, in their order, none overlapping another; so all come together at the end.

        Raises BadInput when the picture's file is gone.
        """
        stopped, options = threading.Event(), onnxruntime.RunOptions()

        def stop() -> None:
            stopped.set()
            options.terminate = True  # ends a run between two nodes of the graph

        return Stream(self._masks(image, detections, is_fine, stopped, options), stop)

    def _masks(
        self,
        image: Image,
        detections: list[Detection],
        is_fine: bool,
        stopped: threading.Event,
        options: onnxruntime.RunOptions,
    ) -> Iterator[Mask]:
        picture = cache(lambda: read(image))
        masks: list[Mask] = []
        try:
            for detection in detections:
                if stopped.is_set():
                    return
                key = image.id, detection.box_xyxy, detection.hints, is_fine
                mask = self._kept.get(key) or encode(self._outline(picture(), detection, is_fine, options), 0)
                self._keep(key, mask)
                masks.append(replace(mask, detection_id=detection.id))
        except onnxruntime.capi.onnxruntime_pybind11_state.Fail:
            if not stopped.is_set():
                raise
            return
        yield from keep_apart(_divide(masks, [reached(one.box_xyxy, one.hints) for one in detections]))

    def _keep(self, key: Key, mask: Mask) -> None:
        self._kept[key] = mask
        if len(self._kept) > MOST_KEPT:
            self._kept.pop(next(iter(self._kept)))

    def _outline(self, rgb: Rgb, detection: Detection, is_fine: bool, options: onnxruntime.RunOptions) -> Inside:
        height, width = rgb.shape[:2]
        box = reached(detection.box_xyxy, detection.hints)
        inside = np.zeros((height, width), np.bool_)
        within = window(box, 0.0, height, width)
        around = window(_less_slim(box), AROUND, height, width)
        if not inside[within].size:
            return inside
        likely, inner = self._look(rgb[around], options), _moved(within, around)
        found = likely > BELONGS
        if np.mean((likely[inner] > OUT) & (likely[inner] < IN)) >= UNSURE:
            found = (likely >= IN) | _cut(rgb[around], _guess(likely)) & (likely > OUT)
        if np.mean(found[inner]) < FILLED:
            cut = _cut(rgb[around], _anything(found.shape, inner))
            found = max(found, cut, key=lambda one: np.mean(one[inner]))
        inside[around] = found
        for hint in detection.hints:
            inside = inside if agrees(inside, hint) else heeded(rgb, inside, hint, box)
        return clean(finer(rgb, inside) if is_fine else inside, box)

    def _look(self, crop: Rgb, options: onnxruntime.RunOptions) -> Probability:
        """How likely each pixel of a crop belongs to what stands out in it."""
        self.runs += 1
        height, width = crop.shape[:2]
        # Averaging where a side shrinks; where it grows that would repeat pixels, in whose steps ISNet sees texture.
        small = cv2.resize(crop, (min(SIDE, width), min(SIDE, height)), interpolation=cv2.INTER_AREA)
        square = cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
        pixels = (square.astype(np.float32) - 128.0) / 256.0
        (found,) = self._session.run([OUTPUT], {INPUT: pixels.transpose(2, 0, 1)[None]}, options)
        return np.asarray(cv2.resize(found[0, 0], (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def load(folder: str, threads: int = 1) -> IsNet:
    """Load the model from its folder; raises ModelMissing where it is not there."""
    path = Path(folder) / FILE
    if not path.is_file():
        raise ModelMissing(f"no segmenter at {path}; fetch it with: oriel models fetch isnet")
    return IsNet(path, threads)


def in_floats(path: Path) -> bytes:
    """The published graph as bytes of ONNX, its convolutions computed in floats from the same 8-bit weights.

    As published, each layer rounds its input to 8 bits between its extremes. Where those are outliers, as on grass or
    leaves, the rest is lost and the mask is noise. In floats it is clean, and a quarter faster. ModelCorrupt where the
    graph is another one.
    """
    try:
        model = onnx.load(path)
        nodes, weights = _float_nodes(model.graph)
    except (DecodeError, LookupError, ValueError) as error:
        raise ModelCorrupt(f"{path} is not the ISNet that this was written for: {error!r}") from error
    wanted, kept = {OUTPUT}, []
    for node in reversed(nodes):
        if wanted & set(node.output):
            kept.append(node)
            wanted |= set(node.input)
    graph = onnx.helper.make_graph(
        kept[::-1],
        "isnet",
        list(model.graph.input),
        [output for output in model.graph.output if output.name == OUTPUT],
        [value for value in [*weights, *model.graph.initializer] if value.name in wanted],
    )
    return bytes(onnx.helper.make_model(graph, opset_imports=model.opset_import[:1]).SerializeToString())


def _float_nodes(graph: onnx.GraphProto) -> tuple[list[onnx.NodeProto], list[onnx.TensorProto]]:
    """All nodes, with Conv where DynamicQuantizeLinear, ConvInteger, Cast and Mul were needed; and Conv's weights."""
    values = {value.name: numpy_helper.to_array(value) for value in graph.initializer}
    maker = {name: node for node in graph.node for name in node.output}
    user = {name: node for node in graph.node for name in node.input}
    nodes: list[onnx.NodeProto] = []
    weights: list[onnx.TensorProto] = []
    replaced: set[str] = set()
    for node in graph.node:
        if node.op_type == "ConvInteger":
            rounded, kernel, _, zero = node.input
            scaled = user[user[node.output[0]].output[0]]  # after the cast of the sums to floats
            scale = values[maker[scaled.input[1]].input[1]]  # the kernel's; beside it stands that of the input
            weights.append(
                numpy_helper.from_array((values[kernel].astype(np.float32) - values[zero]) * scale, f"{kernel} float")
            )
            conv = onnx.helper.make_node("Conv", [maker[rounded].input[0], weights[-1].name], scaled.output)
            conv.attribute.extend(node.attribute)
            nodes.append(conv)
            replaced |= set(scaled.output)
        elif node.output[0] not in replaced:
            nodes.append(node)
    return nodes, weights


def _guess(likely: Probability) -> Kinds:
    """What GrabCut starts from where ISNet has seen something."""
    steps = np.searchsorted((OUT, MAYBE, IN), likely, side="right")
    return np.array([cv2.GC_BGD, cv2.GC_PR_BGD, cv2.GC_PR_FGD, cv2.GC_FGD], np.uint8)[steps]


def _anything(shape: tuple[int, ...], within: Windows) -> Kinds:
    """What GrabCut starts from where ISNet has seen nothing: all of the box may belong to the thing."""
    kinds = np.full(shape, cv2.GC_BGD, np.uint8)
    kinds[within] = cv2.GC_PR_FGD
    return kinds


def _cut(crop: Rgb, kinds: Kinds) -> Inside:
    """What has the colours of the thing rather than of its surroundings (Rother et al., 2004).

    Nothing where there is nothing to tell apart: no thing, no surroundings, or a plain crop.
    """
    height, width = crop.shape[:2]
    scale = min(1.0, CUT_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(crop, size, interpolation=cv2.INTER_AREA)
    few = cv2.resize(kinds, size, interpolation=cv2.INTER_NEAREST)
    things = np.isin(few, (cv2.GC_FGD, cv2.GC_PR_FGD))
    if small.std(axis=(0, 1)).max() < PLAIN or things.all() or not things.any():
        return np.zeros((height, width), np.bool_)
    cv2.setRNGSeed(0)  # the colours' first clusters are drawn by lot
    cv2.grabCut(small, few, (0, 0, 0, 0), np.zeros((1, 65)), np.zeros((1, 65)), CUT_ROUNDS, cv2.GC_INIT_WITH_MASK)
    things = np.isin(few, (cv2.GC_FGD, cv2.GC_PR_FGD))
    smooth = cv2.medianBlur(things.astype(np.uint8), SMOOTH).astype(np.float32)
    return np.asarray(cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR) > 0.5, np.bool_)


def _divide(masks: list[Mask], boxes: list[Box]) -> list[Mask]:
    """The masks without what they share with those beside them; those in front of others are left to `keep_apart`."""
    divided = list(masks)
    for one in range(len(masks)):
        for other in range(one):
            if meet(box_of(divided[one]), box_of(divided[other])):
                divided[one], divided[other] = _divided(divided[one], divided[other], boxes[one], boxes[other])
    return divided


def _divided(one: Mask, other: Mask, box: Box, other_box: Box) -> tuple[Mask, Mask]:
    mine, theirs = decode(one), decode(other)
    rows, columns = np.nonzero(mine & theirs)
    if not len(rows) or len(rows) > IN_FRONT * min(one.area, other.area):
        return one, other
    deeper = _depth(box, rows, columns) >= _depth(other_box, rows, columns)
    mine[rows[~deeper], columns[~deeper]] = False
    theirs[rows[deeper], columns[deeper]] = False
    return encode(mine, one.detection_id), encode(theirs, other.detection_id)


def _depth(box: Box, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float64]:
    """How far pixels lie from the nearest edge of a box, as a share of its sides; negative outside."""
    x, y = (columns + 0.5 - box[0]) / (box[2] - box[0]), (rows + 0.5 - box[1]) / (box[3] - box[1])
    depth: NDArray[np.float64] = np.minimum(np.minimum(x, 1.0 - x), np.minimum(y, 1.0 - y))
    return depth


def _less_slim(box: Box) -> Box:
    """The box, its shorter sides moved out until none is less than SLIMMEST of the others."""
    x0, y0, x1, y1 = box
    across = max(0.0, SLIMMEST * (y1 - y0) - (x1 - x0)) / 2
    down = max(0.0, SLIMMEST * (x1 - x0) - (y1 - y0)) / 2
    return x0 - across, y0 - down, x1 + across, y1 + down


def _moved(within: Windows, around: Windows) -> Windows:
    """The one window as seen from the other's corner."""
    rows, columns = (
        slice(inner.start - outer.start, inner.stop - outer.start) for inner, outer in zip(within, around, strict=True)
    )
    return rows, columns
