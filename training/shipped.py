"""A shipped model as a network that can be trained on: the weights as they are rounded, in float32."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from extractors.network import widen, widened
from training.model import BLOCK, Network, Sizes
from training.topic import TopicTable

# The parts of a layer whose weights have 4 bits, and its norms, in the order of the graph.
_PRODUCTS = ("q", "k", "v", "out", "up", "down")
_NORMS = ("norm1", "norm2")


def read_network(folder: Path, sizes: Sizes, dropout: float) -> Network:
    """The network of a model folder, whose sizes have to be known."""
    with np.load(folder / "weights.npz", allow_pickle=False) as archive:
        stored = {name: archive[name] for name in archive.files}
    words = widen(stored.pop("words"), stored.pop("words:scale"))
    del stored["topic_terms"]
    state = widened(stored) | {"encoder.words.weight": words} | dict(_layers(onnx.load(folder / "encoder.onnx").graph))
    network = Network(sizes, dropout)
    network.load_state_dict({name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in state.items()})
    return network


def read_topic(folder: Path) -> TopicTable:
    """What words alone say of the topic in a model folder."""
    with np.load(folder / "weights.npz", allow_pickle=False) as archive:
        weights = archive["topic_terms"].astype(np.float32)
    config = json.loads((folder / "config.json").read_text("utf-8"))
    return TopicTable((folder / "topic.txt").read_text("utf-8").splitlines(), weights, float(config["topic_bias"]))


def _layers(graph: Any) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The weights of the transformer layers under their names in `Network`."""
    weights = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    # Those of 16 bits are widened by a node before they are used.
    weights |= {one.output[0]: weights[one.input[0]] for one in graph.node if one.input[0] in weights}
    makers = {one.output[0]: one for one in graph.node}
    products = [one for one in graph.node if one.op_type == "Add" and _is_product(makers.get(one.input[0]))]
    norms = [one for one in graph.node if one.op_type == "LayerNormalization"]
    for layer in range(len(products) // len(_PRODUCTS)):
        base = f"encoder.layers.{layer}."
        first = layer * len(_PRODUCTS)
        parts: dict[str, list[tuple[NDArray[np.float32], NDArray[np.float32]]]] = {}
        for name, added in zip(_PRODUCTS, products[first : first + len(_PRODUCTS)], strict=True):
            weight = _wide(makers[added.input[0]], weights)
            bias = weights[added.input[1]].astype(np.float32)
            parts.setdefault("qkv" if name in ("q", "k", "v") else name, []).append((weight, bias))
        for name, pairs in parts.items():
            yield f"{base}{name}.weight", np.concatenate([weight for weight, _ in pairs])
            yield f"{base}{name}.bias", np.concatenate([bias for _, bias in pairs])
        for name, norm in zip(_NORMS, norms[2 * layer : 2 * layer + 2], strict=True):
            yield f"{base}{name}.weight", weights[norm.input[1]].astype(np.float32)
            yield f"{base}{name}.bias", weights[norm.input[2]].astype(np.float32)


def _is_product(node: Any) -> bool:
    return node is not None and node.op_type == "MatMulBnb4"


def _wide(product: Any, weights: dict[str, NDArray[Any]]) -> NDArray[np.float32]:
    """The weight (N, K) of a product of 4 bits."""
    sizes = {one.name: one.i for one in product.attribute}
    packed = weights[product.input[1]]
    codes = ((packed << 4) | (packed >> 4)).reshape(sizes["N"], sizes["K"] // 2)
    return widen(codes, weights[product.input[2]].reshape(sizes["N"], sizes["K"] // BLOCK))
