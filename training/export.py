"""Writes a trained network as the folder that users load: int8 embeddings, float16 weights, an ONNX graph, a config."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from extractors.network import INNER, model_shape
from training.model import Network
from training.topic import TopicTable

# Network, words, shift: as long as nothing better has been fitted.
EVEN = [0.5, 0.5, 0.0]


def export(network: Network, topic: TopicTable, tokenizer: Tokenizer, config: dict[str, Any], folder: Path) -> None:
    """Fill `folder` with a complete model; it appears at once or not at all, and replaces one that stood there."""
    fresh = folder.with_name(folder.name + ".new")
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(parents=True)
    state = {name: tensor.detach().cpu().numpy() for name, tensor in network.state_dict().items()}
    onnx.save(encoder_graph(network, state), fresh / "encoder.onnx")
    np.savez(fresh / "weights.npz", **packed(state), topic_terms=topic.weights.astype(np.float16))
    (fresh / "topic.txt").write_text("\n".join(topic.terms) + "\n", "utf-8")
    tokenizer.save(str(fresh / "tokenizer.json"), pretty=False)
    text = json.dumps(
        {**model_shape(), "topic_bias": topic.bias, "topic_blend": EVEN, **config}, ensure_ascii=False, indent=1
    )
    (fresh / "config.json").write_text(text + "\n", "utf-8")
    for kept in ("CARD.md", "__init__.py"):
        if (folder / kept).exists():
            shutil.copy(folder / kept, fresh / kept)
    old = folder.with_name(folder.name + ".old")
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    if old.exists():
        shutil.rmtree(old)


def packed(state: dict[str, Any]) -> dict[str, Any]:
    """The weights outside the graph: word embeddings as int8 with a scale per row, the others as float16."""
    rows = state["encoder.words.weight"]
    scale = np.abs(rows).max(axis=1) / 127.0
    scale[scale == 0] = 1.0
    kept = {
        name: array.astype(np.float16)
        for name, array in state.items()
        if not name.startswith(("encoder.layers.", "encoder.words."))
    }
    return {"words": np.round(rows / scale[:, None]).astype(np.int8), "words_scale": scale.astype(np.float32), **kept}


class _Graph:
    """Collects nodes and float16 weights that are widened to float32 when the session is made."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self._count = 0

    def add(self, kind: str, *inputs: str, **attributes: Any) -> str:
        self._count += 1
        name = f"t{self._count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def weight(self, array: np.ndarray) -> str:
        self._count += 1
        name = f"w{self._count}"
        self.weights.append(numpy_helper.from_array(array.astype(np.float16), name))
        return self.add("Cast", name, to=TensorProto.FLOAT)

    def shape(self, *sizes: int) -> str:
        self._count += 1
        name = f"s{self._count}"
        self.weights.append(numpy_helper.from_array(np.asarray(sizes, dtype=np.int64), name))
        return name

    def linear(self, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        return self.add("Add", self.add("MatMul", x, self.weight(weight.T)), self.weight(bias))

    def norm(self, x: str, state: dict[str, Any], name: str) -> str:
        scale, bias = self.weight(state[f"{name}.weight"]), self.weight(state[f"{name}.bias"])
        return self.add("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-12)


def encoder_graph(network: Network, state: dict[str, Any]) -> onnx.ModelProto:
    """The transformer layers for one window: x and features (pieces, width) in, y of the same shape out."""
    sizes, graph = network.sizes, _Graph()
    width, heads = sizes.width, sizes.heads
    each = width // heads
    x = "x"
    for index in range(sizes.layers):
        if index == sizes.frozen:
            graph.nodes.append(helper.make_node("Identity", [x], ["lower"]))
            x = graph.add("Add", x, "features")
        if index == sizes.layers - 2:
            graph.nodes.append(helper.make_node("Identity", [x], ["middle"]))
        base = f"encoder.layers.{index}."
        weight, bias = state[f"{base}qkv.weight"], state[f"{base}qkv.bias"]
        q, k, v = (
            graph.add("Reshape", graph.linear(x, weight[part], bias[part]), graph.shape(-1, heads, each))
            for part in (slice(0, width), slice(width, 2 * width), slice(2 * width, 3 * width))
        )
        q, v = graph.add("Transpose", q, perm=[1, 0, 2]), graph.add("Transpose", v, perm=[1, 0, 2])
        scores = graph.add("MatMul", q, graph.add("Transpose", k, perm=[1, 2, 0]))
        scores = graph.add("Mul", scores, graph.weight(np.asarray(1.0 / np.sqrt(each))))
        attended = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), v)
        attended = graph.add("Reshape", graph.add("Transpose", attended, perm=[1, 0, 2]), graph.shape(-1, width))
        out = graph.linear(attended, state[f"{base}out.weight"], state[f"{base}out.bias"])
        x = graph.norm(graph.add("Add", x, out), state, f"{base}norm1")
        up = graph.add("Gelu", graph.linear(x, state[f"{base}up.weight"], state[f"{base}up.bias"]))
        down = graph.linear(up, state[f"{base}down.weight"], state[f"{base}down.bias"])
        x = graph.norm(graph.add("Add", x, down), state, f"{base}norm2")
    graph.nodes.append(helper.make_node("Identity", [x], ["y"]))
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["pieces", width]) for name in ("x", "features")]
    names = ("y", *INNER)
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["pieces", width]) for name in names]
    made = helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.weights)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    onnx.checker.check_model(model)
    return model


def load_checkpoint(network: Network, path: Path) -> None:
    """Take the weights that `torch.save` wrote."""
    network.load_state_dict(torch.load(path, weights_only=True))
