"""The recipe, kept alive by a model of a few thousand weights that is trained in seconds."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from tokenizers import Tokenizer  # noqa: E402

from extractors.claims.types import OUTPUTS  # noqa: E402
from extractors.extract import extract  # noqa: E402
from extractors.gazetteer import Gazetteer  # noqa: E402
from extractors.network import load_model  # noqa: E402
from extractors.pipeline import MODEL, load_pipeline  # noqa: E402
from extractors.records import Article  # noqa: E402
from training.articles import Sample, read_gold  # noqa: E402
from training.batches import encoder_input, piece_vectors, window_ids  # noqa: E402
from training.examples import build_example, join  # noqa: E402
from training.export import export  # noqa: E402
from training.model import Network, Sizes  # noqa: E402
from training.targets import align  # noqa: E402
from training.topic import fit_topic  # noqa: E402
from training.train import Recipe, read_tokenizer, train  # noqa: E402

SMALL = Sizes(width=32, heads=4, layers=2, inner=48, trigger=24, pointer=16, frozen=1)
TEXT = "Ana Ruiz directed Salt Road, an AI film. It cost about $1.2 million and runs 95 minutes, she said in May 2025."


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


@pytest.fixture
def samples(tmp_path: Path) -> list[Sample]:
    rows = [gold(1), gold(2), gold(3, on_topic=False, entities=[], claims=[])]
    for row in rows:
        (tmp_path / f"{row['id']}.json").write_text(json.dumps(row), "utf-8")
    return read_gold(tmp_path)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    if not (MODEL / "tokenizer.json").exists():
        pytest.skip("no tokenizer has been shipped yet")
    return read_tokenizer(MODEL)


def test_every_claim_finds_its_trigger(samples: list[Sample]) -> None:
    aligned = align(samples[0])
    assert aligned.missed == []
    places = {OUTPUTS[output]: TEXT[start:end] for start, end, output in aligned.positives}
    assert places == {"budget": "about $1.2 million", "runtime": "95 minutes", "role:director": "Ana Ruiz"}


def test_joined_articles_keep_every_answer_at_its_place(samples: list[Sample], tokenizer: Tokenizer) -> None:
    joined = join(align(samples[0]), align(samples[1]))
    text = joined.sample.text
    assert sorted(text[start:end] for start, end, _ in joined.positives) == sorted(
        ["about $1.2 million", "95 minutes", "Ana Ruiz"] * 2
    )
    assert all(text[name.start : name.end] == name.entity for name in joined.sample.names)
    example = build_example(joined, tokenizer, Gazetteer.of(()))
    assert (example.targets > 0).sum() == 6
    assert example.pointer_gold.any(axis=1).all()


def test_a_small_model_learns_exports_and_reads(samples: list[Sample], tokenizer: Tokenizer, tmp_path: Path) -> None:
    lines: list[str] = []
    recipe = Recipe(epochs=6, workers=1, rounds=1, head_rate=5e-3, encoder_rate=5e-3, joined=0.0, average=0.0)
    network = train(samples, tokenizer, Gazetteer.of(()), None, recipe, sizes=SMALL, log=lines.append)
    losses = [float(line.split("names ")[1].split()[0]) for line in lines]
    assert losses[-1] < losses[0]
    export(network, fit_topic(samples), tokenizer, {"version": "test"}, tmp_path / "model")
    extraction = extract(Article("", "An AI film", TEXT), load_pipeline(tmp_path / "model", threshold=0.0))
    assert extraction.extractor.endswith("test")


def test_two_workers_train_the_same_weights_twice(samples: list[Sample], tokenizer: Tokenizer) -> None:
    recipe = Recipe(epochs=2, workers=2, rounds=1, joined=0.0)
    first, second = (
        train(samples, tokenizer, Gazetteer.of(()), None, recipe, sizes=SMALL, log=lambda _: None).state_dict()
        for _ in range(2)
    )
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_numpy_and_torch_agree(samples: list[Sample], tokenizer: Tokenizer, tmp_path: Path) -> None:
    torch.manual_seed(0)
    network = Network(SMALL).eval()
    export(network, fit_topic(samples), tokenizer, {"version": "test"}, tmp_path / "model")
    shipped = load_model(tmp_path / "model").network
    example = build_example(align(samples[0]), tokenizer, Gazetteer.of(()))
    with torch.no_grad():
        example.lower = [network.encoder.lower(window_ids(example.words, window)) for window in example.windows]
        fed = encoder_input([example], None, np.random.default_rng(0))
        encoded = list(network.encoder(fed.x, fed.features, fed.hidden, fed.mask))
        words = torch.from_numpy(example.words.piece_word.astype("int64"))
        theirs = network.word_vectors(piece_vectors(example, encoded), words, fed.own[0])
        tags = torch.log_softmax(network.tags(theirs), dim=1).numpy()
    ours = shipped.encode(example.words)
    # Embeddings are rounded to int8 and weights to float16 on the way.
    assert np.abs(ours - theirs.numpy()).max() < 0.05
    assert np.abs(shipped.tags(ours) - tags).max() < 0.05
