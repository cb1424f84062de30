"""Trains the grammar heads on Universal Dependencies, on the vectors of the finished encoder: minutes on one core."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy
import torch
from numpy.typing import NDArray
from spacy.tokens import Doc, DocBin
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from extractors.gazetteer import Gazetteer
from extractors.grammar import HEADS, edit_script
from extractors.grammar.annotate import token_vectors
from extractors.network import Shipped
from extractors.words import cut_words

_RARE = 3
_IGNORED = -100


@dataclass(frozen=True, slots=True)
class GrammarRecipe:
    """Widths, and what decides the outcome."""

    width: int = 256
    arc: int = 192
    relation: int = 64
    epochs: int = 8
    batch_words: int = 700
    rate: float = 2e-3
    dropout: float = 0.3
    seed: int = 1


@dataclass(slots=True)
class Sentence:
    """One sentence: `vectors` (tokens, encoder width) in float16, and what the heads have to answer.

    `heads` are places within the sentence; the root heads itself. Punctuation counts as any other word.
    """

    words: list[str]
    vectors: NDArray[np.float16]
    tags: list[str]
    forms: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]


def read_docs(path: Path) -> list[Doc]:
    """The gold Docs of a spaCy file."""
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def read_sentences(docs: Iterable[Doc], model: Shipped, gazetteer: Gazetteer) -> list[Sentence]:
    """Their sentences, on the vectors that the finished encoder gives the tokens of the whole Doc."""
    sentences = []
    for doc in docs:
        words = cut_words("", doc.text, model.tokenizer, gazetteer)
        _, inner = model.network.encode_with_inner(words)
        vectors = token_vectors(words, inner, [(t.idx, t.idx + len(t)) for t in doc]).astype(np.float16)
        sentences += sentences_of(doc, vectors)
    return sentences


def sentences_of(doc: Doc, vectors: NDArray[np.float16]) -> list[Sentence]:
    """The sentences of a gold Doc with the vectors of its tokens."""
    return [
        Sentence(
            [t.text for t in sent],
            vectors[sent.start : sent.end],
            [t.tag_ for t in sent],
            [f"{t.pos_}|{t.morph}" if str(t.morph) else t.pos_ for t in sent],
            [edit_script(t.text, t.lemma_) for t in sent],
            [t.head.i - sent.start for t in sent],
            [t.dep_ for t in sent],
        )
        for sent in doc.sents
    ]


def label_lists(sentences: Sequence[Sentence]) -> dict[str, list[str]]:
    """What the heads choose from; a lemma's script must come up a few times."""
    counts = Counter(script for s in sentences for script in s.lemmas)
    return {
        "tags": sorted({tag for s in sentences for tag in s.tags}),
        "forms": sorted({form for s in sentences for form in s.forms}),
        "lemmas": sorted(script for script, count in counts.items() if count >= _RARE),
        "relations": sorted({relation for s in sentences for relation in s.relations}),
    }


class GrammarNetwork(nn.Module):
    """The heads of `extractors.grammar.Grammar`, to be trained; the names of the weights are the same."""

    def __init__(self, inputs: int, labels: dict[str, list[str]], recipe: GrammarRecipe) -> None:
        super().__init__()
        width, arc, small = recipe.width, recipe.arc, recipe.relation
        self.dropout = recipe.dropout
        self.enter = nn.Linear(inputs, width)
        self.before, self.after = nn.Linear(3 * width, width), nn.Linear(3 * width, width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.tag = nn.Linear(width, len(labels["tags"]))
        self.form = nn.Linear(width, len(labels["forms"]))
        self.lemma = nn.Linear(width, len(labels["lemmas"]))
        self.dependent, self.head = nn.Linear(width, arc), nn.Linear(width, arc)
        self.arc, self.root = nn.Linear(arc, arc), nn.Linear(arc, 1)
        self.relation_dependent, self.relation_head = nn.Linear(width, small), nn.Linear(width, small)
        self.relation = nn.Parameter(torch.zeros(len(labels["relations"]), small + 1, small + 1))
        nn.init.normal_(self.relation, std=0.02)

    def _drop(self, x: Tensor, rate: float | None = None) -> Tensor:
        return F.dropout(x, self.dropout if rate is None else rate, self.training)

    def hidden(self, vectors: Tensor, mask: Tensor) -> Tensor:
        """Vectors (sentences, tokens, inputs), mask (sentences, tokens)."""
        x = F.layer_norm(vectors, vectors.shape[-1:], eps=1e-5)
        x = F.relu(self.enter(self._drop(x, self.dropout / 2))) * mask[..., None]
        x = (x + self._around(x, self.before)) * mask[..., None]
        batch, length, width = x.shape
        normed = F.layer_norm(x, (width,), eps=1e-5)
        q, k, v = self.qkv(normed).view(batch, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :])
        x = x + self._drop(self.out(attended.transpose(1, 2).reshape(batch, length, width)))
        return (x + self._around(x * mask[..., None], self.after)) * mask[..., None]

    def _around(self, x: Tensor, layer: nn.Linear) -> Tensor:
        padded = F.pad(x, (0, 0, 1, 1))
        return self._drop(F.relu(layer(torch.cat([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]], dim=2))))

    def arcs(self, x: Tensor) -> Tensor:
        dependent = self._drop(F.relu(self.dependent(x)))
        head = self._drop(F.relu(self.head(x)))
        scores = self.arc(dependent) @ head.transpose(1, 2)
        eye = torch.eye(scores.shape[1], dtype=torch.bool)
        return torch.where(eye, self.root(dependent), scores)

    def relations(self, x: Tensor, heads: Tensor) -> Tensor:
        """Scores (tokens, relations) for flat states and the flat places of the heads."""
        dependent, head = F.relu(self.relation_dependent(x)), F.relu(self.relation_head(x))[heads]
        one = torch.ones(len(x), 1)
        left, right = torch.cat([self._drop(dependent), one], 1), torch.cat([self._drop(head), one], 1)
        return torch.einsum("nd,rde,ne->nr", left, self.relation, right)


def train_grammar(
    sentences: Sequence[Sentence], recipe: GrammarRecipe, log: Callable[[str], None] = print
) -> tuple[GrammarNetwork, dict[str, list[str]]]:
    """Train the heads; returns them with their labels. The same sentences and seed give the same weights."""
    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    labels = label_lists(sentences)
    places = {name: {label: i for i, label in enumerate(values)} for name, values in labels.items()}
    network = GrammarNetwork(sentences[0].vectors.shape[1], labels, recipe)
    optimizer = torch.optim.AdamW(network.parameters(), lr=recipe.rate, weight_decay=0.01, betas=(0.9, 0.98))
    began = time.monotonic()
    for epoch in range(recipe.epochs):
        network.train()
        batches = _batches(sentences, recipe.batch_words, rng)
        total = 0.0
        for step, batch in enumerate(batches):
            done = (epoch + step / len(batches)) / recipe.epochs
            for group in optimizer.param_groups:
                group["lr"] = recipe.rate * min(1.0, (done + 0.001) / 0.02) * (1.0 - done)
            loss = _loss(network, batch, places)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            total += float(loss.detach())
        log(f"grammar {epoch + 1}/{recipe.epochs} {time.monotonic() - began:.0f} s loss {total / len(batches):.3f}")
    return network.eval(), labels


def _batches(sentences: Sequence[Sentence], words: int, rng: np.random.Generator) -> list[list[Sentence]]:
    order = np.argsort([len(s.words) for s in sentences] + rng.normal(0, 1.5, len(sentences)))
    batches: list[list[Sentence]] = [[]]
    for index in order:
        sentence = sentences[int(index)]
        if batches[-1] and (len(batches[-1]) + 1) * max(len(sentence.words), len(batches[-1][-1].words)) > words:
            batches.append([])
        batches[-1].append(sentence)
    rng.shuffle(batches)  # type: ignore[arg-type]
    return batches


def _loss(network: GrammarNetwork, batch: Sequence[Sentence], places: dict[str, dict[str, int]]) -> Tensor:
    longest = max(len(s.words) for s in batch)
    vectors = torch.zeros(len(batch), longest, batch[0].vectors.shape[1])
    mask = torch.zeros(len(batch), longest, dtype=torch.bool)
    heads = torch.full((len(batch), longest), _IGNORED)
    for row, s in enumerate(batch):
        size = len(s.words)
        vectors[row, :size] = torch.from_numpy(s.vectors).float()
        mask[row, :size] = True
        heads[row, :size] = torch.tensor(s.heads)
    x = network.hidden(vectors, mask)
    arcs = network.arcs(x).masked_fill(~mask[:, None, :], -1e4)
    loss = F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=_IGNORED)
    flat = x[mask]
    offset = torch.cumsum(torch.tensor([0, *[len(s.words) for s in batch[:-1]]]), 0)
    flat_heads = torch.cat([torch.tensor(s.heads) + start for s, start in zip(batch, offset, strict=True)])
    rows = {
        "relations": network.relations(flat, flat_heads),
        "tags": network.tag(network._drop(flat)),
        "forms": network.form(network._drop(flat)),
        "lemmas": network.lemma(network._drop(flat)),
    }
    for name, scores in rows.items():
        wanted = torch.tensor([places[name].get(label, _IGNORED) for s in batch for label in getattr(s, name)])
        loss = loss + (1.0 if name == "relations" else 0.5) * F.cross_entropy(scores, wanted, ignore_index=_IGNORED)
    return loss


def save_grammar(network: GrammarNetwork, labels: dict[str, list[str]], folder: Path) -> None:
    """Write `grammar.npz` (float16) and `grammar.json` into a model folder."""
    state = {name: tensor.numpy().astype(np.float16) for name, tensor in network.state_dict().items()}
    np.savez(folder / "grammar.npz", **state)  # type: ignore[arg-type]
    (folder / "grammar.json").write_text(json.dumps(labels, ensure_ascii=False) + "\n", "utf-8")
