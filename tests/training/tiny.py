"""A corpus of three articles and a pretrained encoder of a few thousand weights: trained in seconds."""

from typing import Any

import torch
from spacy.tokens import Doc
from spacy.vocab import Vocab
from tokenizers import Tokenizer

from extractors.gazetteer import Gazetteer
from training.articles import Sample
from training.corpus import Builder, Corpus
from training.model import Network, Sizes
from training.open_names import OpenText

SMALL = Sizes(width=64, heads=4, layers=6, inner=64, trigger=24, pointer=16)
CPU = torch.device("cpu")
TEXT = "Ana Ruiz directed Salt Road, an AI film. It cost about $1.2 million and runs 95 minutes, she said in May 2025."
# Threads that wait for each other on a busy machine make small sums a hundred times slower.
torch.set_num_threads(1)


def gold(number: int, **changes: Any) -> dict[str, Any]:
    base = {"value_high": None, "object": None, "label": None, "date": None, "as_of": None, "attribution": None}
    base |= {"status": "asserted", "bound": "exact", "subject": "Salt Road", "quote": TEXT, "value": None, "unit": None}
    row = {
        "id": f"t{number}",
        "title": "An AI film",
        "text": TEXT,
        "published": "2025-06-01T09:00:00Z",
        "on_topic": True,
        "entities": [
            {"name": "Salt Road", "type": "WORK", "aliases": []},
            {"name": "Ana Ruiz", "type": "PERSON", "aliases": []},
        ],
        "claims": [
            {**base, "type": "budget", "value": 1200000, "unit": "USD", "bound": "about", "as_of": "2025-05"},
            {**base, "type": "runtime", "value": 95, "unit": "minute", "attribution": "Ana Ruiz"},
            {**base, "type": "role", "object": "Ana Ruiz", "label": "director"},
        ],
    }
    return {**row, **changes}


NAMES = {"WORK": ["salt pans, at noon", "7 Uncles"], "PERSON": ["Ilse van der Kolk", "Bram Osei"]}


def corpus_of(samples: list[Sample], tokenizer: Tokenizer, workers: int = 0) -> Corpus:
    """Three articles, one open text and one tree."""
    text = "Mira Okafor sings in Lagos.\nThe choir sings."
    opened = OpenText(text, ((0, 11, "PERSON"), (21, 26, "LOC")), ((28, 37),))
    heads = {"heads": [1, 2, 2, 2], "deps": ["det", "nsubj", "ROOT", "punct"]}
    doc = Doc(Vocab(), ["The", "choir", "sings", "."], [True, True, False, False], **heads)  # type: ignore[arg-type]
    return Corpus(Builder(samples, [opened], tokenizer, Gazetteer.of(()), NAMES, 1.0), [doc], workers)


def mpnet(layers: int) -> dict[str, torch.Tensor]:
    """Weights of a narrow MPNet by the names of the registry package."""
    width, random = SMALL.width, torch.Generator().manual_seed(3)
    tables = {
        "embeddings.word_embeddings": (SMALL.vocabulary + 5, width),
        "embeddings.position_embeddings": (SMALL.positions + 2, width),
        "encoder.relative_attention_bias": (SMALL.relative, SMALL.heads),
    }
    linear, norms = {}, ["embeddings.LayerNorm"]
    for index in range(layers):
        base = f"encoder.layer.{index}."
        linear |= {f"{base}attention.attn.{name}": (width, width) for name in "qkvo"}
        linear |= {f"{base}intermediate.dense": (SMALL.inner, width), f"{base}output.dense": (width, SMALL.inner)}
        norms += [f"{base}attention.LayerNorm", f"{base}output.LayerNorm"]
    weights = {f"{name}.weight": 0.1 * torch.randn(size, generator=random) for name, size in (tables | linear).items()}
    weights |= {f"{name}.bias": torch.zeros(size[0]) for name, size in linear.items()}
    weights |= {f"{name}.weight": torch.ones(width) for name in norms}
    return weights | {f"{name}.bias": torch.zeros(width) for name in norms}


def pretrained_network() -> Network:
    """New heads on a pretrained encoder."""
    torch.manual_seed(0)
    network = Network(SMALL).eval()
    network.encoder.load_mpnet(mpnet(SMALL.layers))
    return network
