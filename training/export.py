"""Writes a trained network as the folder that users load: weights of 4, 8 and 16 bits, an ONNX graph, a config."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from extractors.network import EPSILON, GRAMMAR_LAYERS, model_shape
from training.grammar import GrammarNetwork
from training.model import BLOCK, Network, nearest_levels
from training.topic import TopicTable

# Network, words, shift: as long as nothing better has been fitted.
EVEN = [0.5, 0.5, 0.0]
# Matrices of this many weights and more are rounded to 8 bits.
_LARGE = 20_000
_INNER_IDEOGRAPH = re.compile("##[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def export(
    network: Network,
    topic: TopicTable,
    tokenizer: Tokenizer,
    config: dict[str, Any],
    folder: Path,
    grammar: tuple[GrammarNetwork, dict[str, list[str]]] | None = None,
) -> None:
    """Fill `folder` with a complete model; it appears at once or not at all, and replaces one that stood there.
    `grammar` are the heads for it with their labels, without which the model reads none."""
    fresh = folder.with_name(folder.name + ".new")
    if fresh.exists():
        shutil.rmtree(fresh)
    fresh.mkdir(parents=True)
    state = {name: tensor.detach().cpu().numpy() for name, tensor in network.state_dict().items()}
    onnx.save(encoder_graph(network, state), fresh / "encoder.onnx")
    np.savez_compressed(
        fresh / "weights.npz", **packed(state, unreachable(tokenizer)), topic_terms=topic.weights.astype(np.float16)
    )  # type: ignore[arg-type]
    (fresh / "topic.txt").write_text("\n".join(topic.terms) + "\n", "utf-8")
    tokenizer.save(str(fresh / "tokenizer.json"), pretty=False)
    text = json.dumps(
        {**model_shape(), "topic_bias": topic.bias, "topic_blend": EVEN, **config}, ensure_ascii=False, indent=1
    )
    (fresh / "config.json").write_text(text + "\n", "utf-8")
    if grammar is not None:
        heads, labels = grammar
        stored = {name: tensor.cpu().numpy() for name, tensor in heads.state_dict().items()}
        np.savez_compressed(
            fresh / "grammar.npz", **{k: v for name, array in stored.items() for k, v in in_bytes(name, array).items()}
        )
        (fresh / "grammar.json").write_text(json.dumps(labels, ensure_ascii=False) + "\n", "utf-8")
    for kept in ("CARD.md", "__init__.py"):
        if (folder / kept).exists():
            shutil.copy(folder / kept, fresh / kept)
    replace_folder(fresh, folder)


def replace_folder(fresh: Path, folder: Path) -> None:
    """Put one folder in the place of another, if there is one; both lie on the same file system."""
    old = folder.with_name(folder.name + ".old")
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    if old.exists():
        shutil.rmtree(old)


def unreachable(tokenizer: Tokenizer) -> list[int]:
    """Pieces that no text gives: the vocabulary's spare places, and ideographs within a word, since each is a word."""
    pieces = tokenizer.get_vocab()
    return [place for piece, place in pieces.items() if piece.startswith("[unused") or _INNER_IDEOGRAPH.match(piece)]


def packed(state: dict[str, NDArray[Any]], unused: list[int]) -> dict[str, NDArray[Any]]:
    """The weights outside the graph. Word embeddings: codes of 4 bits, two to a byte, those of `unused` pieces empty;
    large matrices: int8 with a scale per row; the others float16. A scale has its weight's name and `:scale`."""
    codes, scale = nearest_levels(torch.from_numpy(state["encoder.words.weight"]))
    codes[unused], scale[unused] = 0, 0
    arrays: dict[str, NDArray[Any]] = {"words": two_to_a_byte(codes), "words:scale": scale.numpy().astype(np.float16)}
    for name, array in state.items():
        if name.startswith(("encoder.layers.", "encoder.words.")):
            continue
        arrays |= in_bytes(name, array)
    return arrays


def in_bytes(name: str, array: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """A weight as it is stored: float16, or where it is a large matrix int8 with a scale per row."""
    if array.ndim != 2 or array.size < _LARGE:
        return {name: array.astype(np.float16)}
    most = np.abs(array).max(axis=1).clip(1e-6).astype(np.float16)
    steps = np.round(array / (most.astype(np.float32)[:, None] / 127.0)).clip(-127, 127)
    return {name: steps.astype(np.int8), f"{name}:scale": most}


def two_to_a_byte(codes: torch.Tensor) -> NDArray[np.uint8]:
    """Codes of 4 bits (rows, columns) as (rows, columns / 2), the first of two in the lower half."""
    pairs = codes.numpy().astype(np.uint8)
    return np.asarray(pairs[:, 0::2] | (pairs[:, 1::2] << 4), dtype=np.uint8)


class _Graph:
    """Collects nodes, and weights of 4 or 16 bits that are widened to float32 when the session is made."""

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
        """Its rows were rounded to `LEVELS`; they are widened when they are used, so that they take no memory."""
        codes, scale = nearest_levels(torch.from_numpy(weight))
        self._count += 1
        names = [f"c{self._count}", f"s{self._count}"]
        packed = two_to_a_byte(codes).reshape(-1)
        # This operator has the first of two codes in the upper half.
        self.weights.append(numpy_helper.from_array((packed << 4) | (packed >> 4), names[0]))
        self.weights.append(numpy_helper.from_array(scale.numpy().astype(np.float16).reshape(-1), names[1]))
        wide = self.add("Cast", names[1], to=TensorProto.FLOAT)
        product = self.add(
            "MatMulBnb4",
            x,
            names[0],
            wide,
            domain="com.microsoft",
            N=weight.shape[0],
            K=weight.shape[1],
            block_size=BLOCK,
            quant_type=1,
        )
        return self.add("Add", product, self.weight(bias))

    def norm(self, x: str, state: dict[str, Any], name: str) -> str:
        scale, bias = self.weight(state[f"{name}.weight"]), self.weight(state[f"{name}.bias"])
        return self.add("LayerNormalization", x, scale, bias, axis=-1, epsilon=EPSILON)


def encoder_graph(network: Network, state: dict[str, Any]) -> onnx.ModelProto:
    """The transformer layers for one window: x and features (pieces, width) and what relative positions add to the
    attention (heads, pieces, pieces) in, y (pieces, width) and the layers that grammar reads out."""
    sizes, graph = network.sizes, _Graph()
    width, heads = sizes.width, sizes.heads
    each = width // heads
    x = graph.add("Add", "x", "features")
    for index in range(sizes.layers):
        for name, layer in GRAMMAR_LAYERS.items():
            if index == layer:
                graph.nodes.append(helper.make_node("Identity", [x], [name]))
        base = f"encoder.layers.{index}."
        weight, bias = state[f"{base}qkv.weight"], state[f"{base}qkv.bias"]
        q, k, v = (
            graph.add("Reshape", graph.linear(x, weight[part], bias[part]), graph.shape(-1, heads, each))
            for part in (slice(0, width), slice(width, 2 * width), slice(2 * width, 3 * width))
        )
        q, v = graph.add("Transpose", q, perm=[1, 0, 2]), graph.add("Transpose", v, perm=[1, 0, 2])
        scores = graph.add("MatMul", q, graph.add("Transpose", k, perm=[1, 2, 0]))
        scores = graph.add("Mul", scores, graph.weight(np.asarray(1.0 / np.sqrt(each))))
        scores = graph.add("Add", scores, "relative")
        attended = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), v)
        attended = graph.add("Reshape", graph.add("Transpose", attended, perm=[1, 0, 2]), graph.shape(-1, width))
        out = graph.linear(attended, state[f"{base}out.weight"], state[f"{base}out.bias"])
        x = graph.norm(graph.add("Add", x, out), state, f"{base}norm1")
        up = graph.add("Gelu", graph.linear(x, state[f"{base}up.weight"], state[f"{base}up.bias"]))
        down = graph.linear(up, state[f"{base}down.weight"], state[f"{base}down.bias"])
        x = graph.norm(graph.add("Add", x, down), state, f"{base}norm2")
    graph.nodes.append(helper.make_node("Identity", [x], ["y"]))
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["pieces", width]) for name in ("x", "features")]
    inputs.append(helper.make_tensor_value_info("relative", TensorProto.FLOAT, [heads, "pieces", "pieces"]))
    names = ("y", *GRAMMAR_LAYERS)
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["pieces", width]) for name in names]
    made = helper.make_graph(graph.nodes, "encoder", inputs, outputs, graph.weights)
    sets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(made, opset_imports=sets, ir_version=9)
    onnx.checker.check_model(model)
    return model
