"""CenterNet's published TensorFlow.js graph as an ONNX model, built in memory.

TensorFlow's arrays are [batch, height, width, channel]; everything here is [batch, channel, height, width], which
ONNX's convolutions ask for. Apart from the convolutions' weights the graph's constants are single numbers, so nothing
else needs turning.
"""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 9
Node = dict[str, Any]  # a node of the graph, as its JSON has it


def build(description: Path, outputs: tuple[str, ...]) -> bytes:
    """Read the graph's JSON and the weights beside it; returns an ONNX model with these nodes as its outputs.

    Input and outputs are float32, shaped as the graph says. Raises ValueError for a graph of another kind.
    """
    graph = json.loads(description.read_text(encoding="utf-8"))
    builder = _Builder(graph["modelTopology"]["node"], _weights(graph["weightsManifest"], description.parent))
    return builder.model(graph["signature"], outputs)


def _weights(manifest: list[Node], folder: Path) -> dict[str, NDArray[Any]]:
    """Name → float32 or int32 array. Floats are kept as 16 bits."""
    arrays = {}
    for group in manifest:
        data, at = b"".join((folder / path).read_bytes() for path in group["paths"]), 0
        for weight in group["weights"]:
            stored = np.dtype(weight.get("quantization", weight)["dtype"])
            count = int(np.prod(weight["shape"], dtype=int))
            array = np.frombuffer(data, stored, count, at).reshape(weight["shape"])
            arrays[weight["name"]] = array.astype(weight["dtype"])
            at += count * stored.itemsize
        if at != len(data):
            raise ValueError(f"the weights have {len(data):,} bytes where {at:,} are expected")
    return arrays


class _Builder:
    """Walks from the outputs back to the input, once over each node."""

    def __init__(self, nodes: list[Node], weights: dict[str, NDArray[Any]]) -> None:
        self._nodes = {node["name"]: node for node in nodes}
        self._weights = weights
        self._made: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []
        self._done: dict[str, str] = {}  # TensorFlow's name → the ONNX value of it
        self._kinds: dict[str, Callable[[Node], str]] = {
            "Const": lambda node: self._constant(self._weights[node["name"]]),
            "Conv2D": self._convolution,
            "_FusedConv2D": self._convolution,
            "DepthwiseConv2dNative": self._convolution,
            "FusedDepthwiseConv2dNative": self._convolution,
            "Relu6": lambda node: self._relu6(self._value(node["input"][0])),
            "Mean": lambda node: self._make("ReduceMean", [node["input"][0]], axes=self._axes(node), keepdims=1),
            "ConcatV2": lambda node: self._make("Concat", node["input"][:-1], axis=self._axes(node)[0]),
            "ResizeBilinear": self._resize,
            **dict.fromkeys(("Add", "Mul", "Relu", "Sigmoid", "Identity"), self._same),
        }

    def model(self, signature: Node, outputs: tuple[str, ...]) -> bytes:
        """The finished model, checked."""
        (name,) = signature["inputs"]
        self._done[name] = name
        values = [self._value(output) for output in outputs]
        for output, value in zip(outputs, values, strict=True):
            self._made.append(helper.make_node("Identity", [value], [output]))
        graph = helper.make_graph(
            self._made,
            "centernet",
            [_described(name, signature["inputs"][name])],
            [_described(output, signature["outputs"][output]) for output in outputs],
            self._constants,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        return bytes(model.SerializeToString())

    def _value(self, name: str) -> str:
        if name not in self._done:
            node = self._nodes[name]
            if node["op"] not in self._kinds:
                raise ValueError(f"{name}: no idea how to build a {node['op']}")
            self._done[name] = self._kinds[node["op"]](node)
        return self._done[name]

    def _emit(self, kind: str, values: list[str], **attributes: Any) -> str:
        """Add an ONNX node on ONNX values."""
        name = f"{kind}_{len(self._made)}"
        self._made.append(helper.make_node(kind, values, [name], **attributes))
        return name

    def _make(self, kind: str, inputs: list[str], **attributes: Any) -> str:
        """Add an ONNX node on TensorFlow's values."""
        return self._emit(kind, [self._value(name) for name in inputs], **attributes)

    def _same(self, node: Node) -> str:
        return self._make(node["op"], node["input"])

    def _constant(self, array: NDArray[Any]) -> str:
        name = f"constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def _relu6(self, value: str) -> str:
        return self._emit("Clip", [value, *(self._constant(np.array(edge, np.float32)) for edge in (0, 6))])

    def _axes(self, node: Node) -> list[int]:
        """The axes that the node's last input names, as they are numbered here."""
        return [[0, 2, 3, 1][axis] for axis in np.atleast_1d(self._weights[node["input"][-1]])]

    def _convolution(self, node: Node) -> str:
        depthwise = "Depthwise" in node["op"]
        x, filters, *bias = node["input"]
        weights = self._weights[filters]  # [height, width, in, out], or depthwise [height, width, channel, multiplier]
        groups = 1
        if depthwise:
            groups = weights.shape[2]
            weights = weights.reshape(*weights.shape[:2], 1, -1)
        value = self._emit(
            "Conv",
            [self._value(x), self._constant(weights.transpose(3, 2, 0, 1)), *(self._value(name) for name in bias)],
            auto_pad={"SAME": "SAME_UPPER", "VALID": "VALID"}[_texts(node["attr"]["padding"])[0]],
            strides=_sides(node, "strides"),
            dilations=_sides(node, "dilations"),
            group=groups,
        )
        for fused in _texts(node["attr"].get("fused_ops", {})):
            if fused == "Relu6":
                value = self._relu6(value)
            elif fused == "Relu":
                value = self._emit("Relu", [value])
            elif fused != "BiasAdd":
                raise ValueError(f"{node['name']}: no idea how to build a {fused}")
        return value

    def _resize(self, node: Node) -> str:
        """As TensorFlow 1 did it: the corner of a pixel, not its middle, is where it lies."""
        if any(node["attr"][key]["b"] for key in ("align_corners", "half_pixel_centers")):
            raise ValueError(f"{node['name']}: no idea how to resize so")
        height, width = self._weights[node["input"][1]]
        value = self._value(node["input"][0])
        channels = self._emit("Slice", [self._emit("Shape", [value]), *map(self._constant, (_ints(0), _ints(2)))])
        sizes = self._emit("Concat", [channels, self._constant(_ints(height, width))], axis=0)
        return self._emit("Resize", [value, "", "", sizes], mode="linear", coordinate_transformation_mode="asymmetric")


def _described(name: str, described: Node) -> onnx.ValueInfoProto:
    """An input or output, its last axis moved to the second place."""
    batch, height, width, channels = (int(side["size"]) for side in described["tensorShape"]["dim"])
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, [batch, channels, height, width])


def _ints(*numbers: int) -> NDArray[np.int64]:
    return np.array(numbers, np.int64)


def _texts(attribute: Node) -> list[str]:
    """Attributes that are texts come in base64, alone or as a list."""
    raw = attribute.get("list", {}).get("s", []) if "list" in attribute else [attribute["s"]] if attribute else []
    return [base64.b64decode(text).decode() for text in raw]


def _sides(node: Node, key: str) -> list[int]:
    """The two middle ones of [batch, height, width, channel]."""
    return [int(number) for number in node["attr"][key]["list"]["i"]][1:3]
