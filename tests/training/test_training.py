"""The recipe, kept alive by a model of a few thousand weights that is trained in seconds."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from tokenizers import Tokenizer  # noqa: E402

from extractors.claims.types import OUTPUTS  # noqa: E402
from extractors.extract import extract  # noqa: E402
from extractors.gazetteer import Gazetteer  # noqa: E402
from extractors.grammar.annotate import token_vectors as shipped_vectors  # noqa: E402
from extractors.network import load_model  # noqa: E402
from extractors.pipeline import load_pipeline  # noqa: E402
from extractors.records import Article  # noqa: E402
from tests.training.tiny import CPU, SMALL, TEXT, corpus_of, pretrained_network  # noqa: E402
from training.articles import Name, Sample  # noqa: E402
from training.batches import Noise, encode, encoder_input, noisy  # noqa: E402
from training.examples import build_example, join  # noqa: E402
from training.export import export  # noqa: E402
from training.model import Network  # noqa: E402
from training.recipe import Recipe  # noqa: E402
from training.targets import align  # noqa: E402
from training.tensors import piece_vectors, to_tensors  # noqa: E402
from training.topic import fit_topic  # noqa: E402
from training.train import train  # noqa: E402
from training.treebank import token_vectors  # noqa: E402


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
    recipe = Recipe(epochs=6, rounds=1, head_rate=5e-3, encoder_rate=5e-3, joined=0.0, average=0.0)
    torch.manual_seed(1)
    network = train(Network(SMALL), corpus_of(samples, tokenizer), recipe, log=lines.append)
    losses = [float(line.split("names ")[1].split()[0]) for line in lines]
    assert losses[-1] < losses[0]
    export(network, fit_topic(samples), tokenizer, {"version": "test"}, tmp_path / "model")
    extraction = extract(Article("", "An AI film", TEXT), load_pipeline(tmp_path / "model", threshold=0.0))
    assert extraction.extractor.endswith("test")


def test_capitalised_words_of_off_topic_articles_are_hidden_as_often_as_names(tokenizer: Tokenizer) -> None:
    """Else the network would learn that dark words mean an article on topic."""
    sentence = "yesterday Ana Ruiz met Mira Okafor in town and they spoke about the weather. "
    people = [
        Name(start + offset, start + offset + len(name), name, "PERSON")
        for start in range(0, 200 * len(sentence), len(sentence))
        for name in ("Ana Ruiz", "Mira Okafor")
        for offset in [sentence.index(name)]
    ]
    dark = []
    for on_topic in (True, False):
        sample = Sample("t", "", sentence * 200, "2025-06-01T09:00:00Z", on_topic, people if on_topic else [], [], {})
        example = build_example(align(sample), tokenizer, Gazetteer.of(()))
        capital = example.words.features[:, 0] == 1
        hidden, _ = noisy(example, Noise(), np.random.default_rng(2))
        dark.append((hidden[capital].mean(), hidden[~capital].mean()))
    (named, other), (looks, rest) = dark
    assert named == pytest.approx(0.12, abs=0.03)
    assert looks == pytest.approx(named, abs=0.03)
    assert other == pytest.approx(rest, abs=0.01)


def test_tokens_of_a_tree_get_the_vectors_that_the_shipped_heads_read(
    samples: list[Sample], tokenizer: Tokenizer, tmp_path: Path
) -> None:
    network = pretrained_network()
    corpus = corpus_of(samples, tokenizer)
    export(network, fit_topic(samples), tokenizer, {"version": "test"}, tmp_path / "model")
    rng = np.random.default_rng(0)
    with torch.no_grad():
        theirs = token_vectors(network, corpus, [*corpus.treebank, *corpus.treebank], None, rng).numpy()
    doc = corpus.treebank[0]
    words = corpus.cut(doc)
    _, inner = load_model(tmp_path / "model").network.encode_with_inner(words)
    ours = shipped_vectors(words, inner, [(token.idx, token.idx + len(token)) for token in doc])
    assert np.abs(theirs - np.concatenate([ours, ours])).max() < 0.05


def test_numpy_and_torch_agree(samples: list[Sample], tokenizer: Tokenizer, tmp_path: Path) -> None:
    network = pretrained_network()
    export(network, fit_topic(samples), tokenizer, {"version": "test"}, tmp_path / "model")
    shipped = load_model(tmp_path / "model").network
    example = build_example(align(samples[0]), tokenizer, Gazetteer.of(()))
    with torch.no_grad():
        given = to_tensors(example, CPU)
        fed = encoder_input([example], None, np.random.default_rng(0), CPU)
        pieces = piece_vectors([given], encode(network.encoder, fed)[-1])
        theirs = network.word_vectors(pieces, given.piece_word, fed.own)
        tags = torch.log_softmax(network.tags(theirs), dim=1).numpy()
    ours = shipped.encode(example.words)
    # Weights of the heads are rounded to float16 or int8 on the way.
    assert np.abs(ours - theirs.numpy()).max() < 0.05
    assert np.abs(shipped.tags(ours) - tags).max() < 0.05
