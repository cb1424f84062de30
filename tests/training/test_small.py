"""The small engine's recipe, kept alive by CNNs of a few rows that are trained in seconds."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.cli.train import train
from spacy.tokens import Doc, DocBin, Span
from weasel.util.config import load_project_config  # type: ignore[import-untyped]

from bench.engines import joined
from extractors.gazetteer import Gazetteer
from extractors.network import load_model
from extractors.pipeline import MODEL
from training.articles import Name, Sample
from training.small.assemble import assemble
from training.small.corpus import article_docs, open_docs, plain, read_whole, save_vectors, some, treebank_docs

CONFIGS = Path(__file__).parents[2] / "training" / "small"
TITLE = "‘Salt Road’ is an AI film"
TEXT = "Ana Ruiz directed ‘Salt Road’ with Veo 3.\n\n“It’s ours,” Ruiz said."
TINY = {"variables.width": 16, "variables.steps": 30, "training.eval_frequency": 30, "training.optimizer.L2": 0.0}
RATE = {"training.optimizer.learn_rate.initial_rate": 0.02, "training.optimizer.learn_rate.warmup_steps": 1}


def sample(*, on_topic: bool = True) -> Sample:
    forms = {"Salt Road": "WORK", "Ana Ruiz": "PERSON", "Ruiz": "PERSON", "Veo 3": "AI_MODEL"}
    names = [Name(TITLE.find("Salt"), TITLE.find("Salt") + 9, "Salt Road", "WORK", in_title=True)]
    names += [Name(TEXT.rfind(form), TEXT.rfind(form) + len(form), form, kind) for form, kind in forms.items()]
    names.append(Name(TEXT.find("ours"), TEXT.find("ours") + 4, "Salt Road", "WORK", is_name=False))
    return Sample("t1", TITLE, TEXT, "2025-06-01T09:00:00Z", on_topic, names)


def tree() -> Doc:
    words, tags = ["Ana", "directed", "“", "films", "”", "."], ["NNP", "VBD", "``", "NNS", "''", "."]
    return Doc(
        spacy.blank("en").vocab,
        words,
        [True, True, False, False, False, False],
        tags=tags,
        pos=["PROPN", "VERB", "PUNCT", "NOUN", "PUNCT", "PUNCT"],
        morphs=["Number=Sing", "Tense=Past", "", "Number=Plur", "", ""],
        lemmas=["Ana", "direct", "“", "film", "”", "."],
        heads=[1, 1, 3, 1, 3, 1],
        deps=["nsubj", "ROOT", "punct", "obj", "punct", "punct"],
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    words = ["film", "road", "salt", "directed"]
    save_vectors(words, np.eye(4, 8, dtype=np.float32), tmp_path / "vectors")
    articles = list(article_docs([sample()] * 4, spacy.blank("en")))
    trees = list(treebank_docs([tree()] * 8))
    for name, docs in {"names": articles, "names-dev": articles, "grammar": trees, "grammar-dev": trees}.items():
        DocBin(docs=docs).to_disk(tmp_path / f"{name}.spacy")
    return tmp_path


def train_tiny(part: str, corpus: Path, out: str) -> Path:
    tok2vec = "components.tok2vec.model" if part == "grammar" else "components.ner.model.tok2vec"
    overrides: dict[str, Any] = {**TINY, **RATE, "paths.corpus": str(corpus), f"{tok2vec}.embed.rows": [200] * 4}
    if part == "grammar":
        # Rare relations become "dep", and here all are rare.
        overrides["components.parser.min_action_freq"] = 1
    train(CONFIGS / f"{part}.cfg", corpus / out, overrides=overrides)
    return corpus / out / "model-last"


@given(st.text(alphabet="‘’'“”\"ab \u00a0\n", max_size=60))
def test_plain_typography_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_a_title_in_single_quotation_marks_stands_in_double_ones_and_a_possessive_does_not() -> None:
    assert plain("‘Hell Grind’ cost $80M, Ana’s ‘It’s On’ less") == '"Hell Grind" cost $80M, Ana\'s "It\'s On" less'


def test_names_keep_their_places_and_anaphors_are_none() -> None:
    (doc,) = article_docs([sample()], spacy.blank("en"))
    found = [(ent.text, ent.label_) for ent in doc.ents]
    people, work = [("Ana Ruiz", "PERSON"), ("Ruiz", "PERSON")], ("Salt Road", "WORK")
    assert found == [work, people[0], work, ("Veo 3", "AI_MODEL"), people[1]]
    source = f"{TITLE}\n\n{TEXT}"
    assert [source[ent.start_char : ent.end_char] for ent in doc.ents] == [name for name, _ in found]


def test_off_topic_articles_teach_no_names() -> None:
    assert list(article_docs([sample(on_topic=False)], spacy.blank("en"))) == []


def test_an_open_label_that_may_be_any_of_ours_stays_unknown() -> None:
    doc = Doc(spacy.blank("en").vocab, ["Ana", "left", "Acme", "in", "Rome", "today"])
    spans = [Span(doc, i, i + 1, label) for i, label in ((0, "PERSON"), (2, "ORG"), (4, "LOC"))]
    doc.set_ents(spans, missing=[doc[5:6]])
    (ours,) = open_docs([doc])
    assert [(ent.text, ent.label_) for ent in ours.ents] == [("Ana", "PERSON")]
    assert [token.ent_iob for token in ours] == [3, 2, 0, 2, 2, 0]


def test_what_is_drawn_from_open_data_depends_on_the_seed_alone() -> None:
    vocab = spacy.blank("en").vocab
    docs = [Doc(vocab, [str(i)] * 5) for i in range(20)]
    first, again, other = (some(docs, 30, seed) for seed in (1, 1, 2))
    assert sum(map(len, first)) == 30
    assert first == again != other


def test_capitalised_words_keep_their_vectors_after_saving(corpus: Path) -> None:
    doc = spacy.load(corpus / "vectors")("Film FILM film unseen")
    assert [token.has_vector for token in doc] == [True, True, True, False]


def test_a_tiny_pipeline_learns_names_and_grammar(corpus: Path) -> None:
    names, grammar = (train_tiny(part, corpus, part) for part in ("names", "grammar"))
    assemble(names, grammar, corpus / "model")
    nlp = spacy.load(corpus / "model")
    doc = nlp(read_whole(nlp, TITLE, TEXT))
    assert {(ent.text, ent.label_) for ent in doc.ents} >= {("Salt Road", "WORK"), ("Ana Ruiz", "PERSON")}
    read = nlp("Ana directed films.")
    assert [(t.tag_, t.lemma_, t.dep_, t.head.text) for t in read][:2] == [
        ("NNP", "Ana", "nsubj", "directed"),
        ("VBD", "direct", "ROOT", "directed"),
    ]
    assert nlp.vocab["Film"].has_vector


def test_the_same_seed_gives_the_same_weights(corpus: Path) -> None:
    first, second = (train_tiny("names", corpus, out) / "ner" / "model" for out in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_names_of_the_small_engine_are_joined_as_the_encoders_are() -> None:
    if not (MODEL / "config.json").exists():
        pytest.skip("no model has been shipped yet")
    (doc,) = article_docs([sample()], spacy.blank("en"))
    found = joined(doc, TITLE, TEXT, load_model(MODEL), Gazetteer.of(()))
    assert found == {("Salt Road", "WORK"), ("Ana Ruiz", "PERSON"), ("Veo 3", "AI_MODEL")}


def test_every_step_of_the_project_runs_a_module_and_files_that_are_there() -> None:
    project = load_project_config(CONFIGS.parent)
    commands = {command["name"]: command for command in project["commands"]}
    assert {step for steps in project["workflows"].values() for step in steps} == set(commands)
    for command in commands.values():
        for line in command["script"]:
            program, flag, module, *_ = line.split()
            assert (program, flag) == ("python", "-m")
            assert find_spec(module) is not None
        made = str(project["vars"]["work"])
        assert all((CONFIGS.parent / dep).exists() for dep in command["deps"] if not dep.startswith(made))
