"""Writes all-MiniLM-L6-v2 as two ONNX files: onnx_model.py SAFETENSORS FOLDER

f32.onnx: float32, queries, keys and values in one fused attention. int8.onnx: weights in signed bytes with a scale a column, inputs quantised when they come
(DynamicQuantizeLinear and MatMulInteger, which ONNX Runtime fuses). Both end in the mean of the tokens, of length 1; neither has a mask, since the texts of a
batch are equally long here. Needs nothing but Python's own library: the few messages of ONNX's protocol-buffer format are written by hand.
"""
import json
import os
import struct
import sys
from array import array

WIDTH, LAYERS, HEADS, WORDS, POSITIONS = 384, 6, 12, 30522, 512
FLOAT, INT8, INT64 = 1, 3, 7


class Checkpoint:
    def __init__(self, path):
        self.file = open(path, "rb")
        size = struct.unpack("<Q", self.file.read(8))[0]
        self.head = json.loads(self.file.read(size))
        self.base = 8 + size

    def floats(self, name):
        entry = self.head[name]
        if entry["dtype"] != "F16":
            raise SystemExit(f"{name} is {entry['dtype']}, F16 is expected")
        start, end = entry["data_offsets"]
        self.file.seek(self.base + start)
        return array("f", struct.unpack(f"<{(end - start) // 2}e", self.file.read(end - start)))

    def linear(self, names):
        """Weights, one output after the other, and biases of layers side by side."""
        weights, bias = array("f"), array("f")
        for name in names:
            weights.extend(self.floats(name + ".weight"))
            bias.extend(self.floats(name + ".bias"))
        return weights, bias


def number(value):
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out) + bytes([value])


def integer(field, value):
    return number(field << 3) + number(value)


def message(field, value):
    value = value.encode() if isinstance(value, str) else value
    return number(field << 3 | 2) + number(len(value)) + value


class Graph:
    def __init__(self):
        self.nodes, self.tensors, self.names, self.count = [], [], set(), 0

    def new(self):
        self.count += 1
        return f"t{self.count}"

    def node(self, op, inputs, outputs=1, domain="", **attributes):
        outputs = outputs if isinstance(outputs, list) else [self.new() for _ in range(outputs)]
        text = b"".join(message(1, name) for name in inputs) + b"".join(message(2, name) for name in outputs)
        text += message(3, self.new()) + message(4, op)
        for name, value in attributes.items():
            if isinstance(value, float):
                kind = number(2 << 3 | 5) + struct.pack("<f", value) + integer(20, 1)
            else:
                kind = integer(3, value) + integer(20, 2)
            text += message(5, message(1, name) + kind)
        self.nodes.append(text + (message(7, domain) if domain else b""))
        return outputs[0] if len(outputs) == 1 else outputs

    def tensor(self, name, dimensions, kind, raw):
        if name not in self.names:
            self.names.add(name)
            self.tensors.append(b"".join(integer(1, d) for d in dimensions) + integer(2, kind) + message(8, name) + message(9, raw))
        return name

    def floats(self, name, dimensions, values):
        return self.tensor(name, dimensions, FLOAT, values.tobytes())

    def integers(self, name, values):
        return self.tensor(name, [len(values)], INT64, array("q", values).tobytes())


def value_info(name, kind, dimensions):
    shape = b"".join(message(1, message(2, d) if isinstance(d, str) else integer(1, d)) for d in dimensions)
    return message(1, name) + message(2, message(1, integer(1, kind) + message(2, shape)))


def by_inputs(rows, outputs, kind):
    """One row an input, as ONNX multiplies, from one row an output."""
    inputs = len(rows[0])
    turned = array(kind, bytes(outputs * inputs * array(kind).itemsize))
    for output, row in enumerate(rows):
        turned[output::outputs] = row
    return turned


def write(checkpoint, path, in_bytes):
    graph = Graph()

    def rows_of(weights, outputs):
        inputs = len(weights) // outputs
        return [weights[n * inputs:(n + 1) * inputs] for n in range(outputs)]

    def linear(x, names):
        weights, bias = checkpoint.linear(names)
        outputs, key = len(bias), names[0]
        rows = rows_of(weights, outputs)
        shape = [len(rows[0]), outputs]
        if in_bytes:
            scales = array("f", [max(map(abs, row)) / 127 or 1 for row in rows])
            coded = [array("b", [max(-127, min(127, round(w / scale))) for w in row]) for row, scale in zip(rows, scales)]
            codes, scale, zero = graph.node("DynamicQuantizeLinear", [x], 3)
            sums = graph.node("MatMulInteger", [codes, graph.tensor(key + ".codes", shape, INT8, by_inputs(coded, outputs, "b").tobytes()), zero,
                                                graph.tensor(key + ".zero", [outputs], INT8, bytes(outputs))])
            y = graph.node("Mul", [graph.node("Cast", [sums], to=FLOAT), graph.node("Mul", [scale, graph.floats(key + ".scales", [outputs], scales)])])
        else:
            y = graph.node("MatMul", [x, graph.floats(key + ".weights", shape, by_inputs(rows, outputs, "f"))])
        return graph.node("Add", [y, graph.floats(key + ".bias", [outputs], bias)])

    def normalise(x, name):
        scale, shift = (graph.floats(f"{name}.{part}", [WIDTH], checkpoint.floats(f"{name}.{part}")) for part in ("weight", "bias"))
        return graph.node("LayerNormalization", [x, scale, shift], axis=-1, epsilon=1e-12)

    def attend(x, layer):
        names = [f"{layer}attention.self.{part}" for part in ("query", "key", "value")]
        if in_bytes:
            parts = graph.node("Split", [linear(x, names), graph.integers("three", [WIDTH] * 3)], 3, axis=-1)
            return graph.node("MultiHeadAttention", parts, domain="com.microsoft", num_heads=HEADS)
        weights, bias = checkpoint.linear(names)
        turned = by_inputs(rows_of(weights, 3 * WIDTH), 3 * WIDTH, "f")
        return graph.node("Attention", [x, graph.floats(names[0] + ".weights", [WIDTH, 3 * WIDTH], turned), graph.floats(names[0] + ".bias", [3 * WIDTH], bias)],
                          domain="com.microsoft", num_heads=HEADS)

    words, positions = (checkpoint.floats(f"embeddings.{part}_embeddings.weight") for part in ("word", "position"))
    types = checkpoint.floats("embeddings.token_type_embeddings.weight")
    for i in range(len(positions)):
        positions[i] += types[i % WIDTH]
    x = graph.node("Add", [graph.node("Gather", [graph.floats("words", [WORDS, WIDTH], words), "input_ids"]),
                           graph.node("Gather", [graph.floats("positions", [POSITIONS, WIDTH], positions), "position_ids"])])
    x = normalise(x, "embeddings.LayerNorm")
    for number_of_layer in range(LAYERS):
        layer = f"encoder.layer.{number_of_layer}."
        attended = linear(attend(x, layer), [layer + "attention.output.dense"])
        x = normalise(graph.node("Add", [attended, x]), layer + "attention.output.LayerNorm")
        inner = graph.node("Gelu", [linear(x, [layer + "intermediate.dense"])])
        x = normalise(graph.node("Add", [linear(inner, [layer + "output.dense"]), x]), layer + "output.LayerNorm")
    mean = graph.node("ReduceMean", [x, graph.integers("one", [1])], keepdims=0)
    graph.node("LpNormalization", [mean], ["vector"], axis=1, p=2)
    body = b"".join(message(1, node) for node in graph.nodes) + message(2, "minilm") + b"".join(message(5, tensor) for tensor in graph.tensors)
    body += b"".join(message(11, value_info(name, INT64, ["batch", "tokens"])) for name in ("input_ids", "position_ids"))
    body += message(12, value_info("vector", FLOAT, ["batch", WIDTH]))
    with open(path, "wb") as file:
        file.write(integer(1, 9) + message(7, body) + message(8, message(1, "") + integer(2, 20)) + message(8, message(1, "com.microsoft") + integer(2, 1)))


if len(sys.argv) != 3:
    raise SystemExit(__doc__)
source = Checkpoint(sys.argv[1])
write(source, os.path.join(sys.argv[2], "f32.onnx"), in_bytes=False)
write(source, os.path.join(sys.argv[2], "int8.onnx"), in_bytes=True)
