"""TextReader by RapidOCR: PaddleOCR's PP-OCRv6 finds lines of text in a picture, sets them upright and reads them.

The package carries the weights, and a version of it the same ones always; it is handed opened sessions, so that the
code by which it would download others is never reached.
"""

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime
import rapidocr as package
from omegaconf import flag_override
from rapidocr import RapidOCR
from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError
from rapidocr.utils.output import RapidOCROutput

from assistant.errors import CallFailed, ModelMissing
from assistant.messages import Image, TextBox
from assistant.roles import Stream
from local_models.pixels import read

FILES = {  # a part of the package → the weights that it runs
    "Det": "PP-OCRv6_det_small.onnx",  # where lines are
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",  # whether one is upside down
    "Rec": "PP-OCRv6_rec_small.onnx",  # what it says
}
# Pixels of the longer side as lines are looked for, where a picture has more. The package's own way makes the shorter
# side 736, also a small picture's: one line of text, 600 by 90, took it half a minute, and was read worse.
SIDE = 1280
SMALL, LARGER = (
    640,
    2,
)  # a longer side up to which a picture is made so many times larger, for its letters are small, too
LEAST = 0.7  # score from which what was read is believed; below it texture is read as letters


class Session(onnxruntime.InferenceSession):  # type: ignore[misc]
    """A session whose runs any thread may end: `options` are those of the picture that is being read."""

    options = onnxruntime.RunOptions()

    def run(self, names: Sequence[str], feed: dict[str, Any], _: object = None) -> Any:
        """As the session's own."""
        return super().run(names, feed, self.options)


class Reader:
    """Called by one thread at a time; `Stream.cancel` by any."""

    def __init__(self, folder: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.enable_cpu_mem_arena = False  # it would keep what the largest picture took
        options.log_severity_level = 4  # a run that is ended is no error
        self._sessions = {
            part: Session(str(folder / name), options, providers=["CPUExecutionProvider"])
            for part, name in FILES.items()
        }
        limits = {"Det.limit_type": "max", "Det.limit_side_len": SIDE, "Global.text_score": LEAST}
        self._engine = RapidOCR(params={"Global.log_level": "critical", **limits})
        for part, session in self._sessions.items():
            with flag_override(self._engine.cfg, "allow_objects", True):
                self._engine.cfg[part].session = session

    def read(self, image: Image) -> Stream[TextBox]:
        """The lines come together, when all are read. Raises BadInput when the picture's file is gone."""
        stopped, options = threading.Event(), onnxruntime.RunOptions()

        def stop() -> None:
            stopped.set()
            options.terminate = True  # ends a run between two nodes of the graph

        return Stream(self._lines(image, stopped, options), stop)

    def _lines(self, image: Image, stopped: threading.Event, options: onnxruntime.RunOptions) -> Iterator[TextBox]:
        for session in self._sessions.values():
            session.options = options
        rgb = read(image)
        scale = LARGER if max(rgb.shape[:2]) <= SMALL else 1
        if scale > 1:
            rgb = np.asarray(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
        try:
            found = self._engine(np.ascontiguousarray(rgb[:, :, ::-1]))  # it wants blue first
        except ONNXRuntimeError as error:
            if stopped.is_set():
                return
            raise CallFailed(f"this picture could not be read ({type(error).__name__}); show a smaller copy") from error
        if not isinstance(found, RapidOCROutput) or found.boxes is None or not found.txts or not found.scores:
            return
        for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
            yield TextBox(text.strip(), float(score), tuple((float(x) / scale, float(y) / scale) for x, y in corners))


def load(threads: int = 1) -> Reader:
    """Load the weights out of the installed package; raises ModelMissing where they are not there."""
    folder = Path(package.__file__).parent / "models"
    for name in FILES.values():
        if not (folder / name).is_file():
            raise ModelMissing(f"the package rapidocr lacks {name}; install Oriel again")
    return Reader(folder, threads)
