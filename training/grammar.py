"""Trains the grammar heads on Universal Dependencies, on the vectors of the finished encoder."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import spacy
import torch
from spacy.tokens import Doc, DocBin
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812
from torch.nn.utils.rnn import pad_sequence

from extractors.grammar import HEADS, edit_script

_RARE = 3
_IGNORED = -100


@dataclass(frozen=True, slots=True)
class GrammarRecipe:
    """Widths, and what decides the outcome."""

    width: int = 256
    arc: int = 192
    relation: int = 64
    epochs: int = 6
    batch_words: int = 700
    rate: float = 2e-3
    dropout: float = 0.3
    seed: int = 1


@dataclass(slots=True)
class Sentence:
    """One sentence and what the heads have to answer.

    `heads` are places within the sentence; the root heads itself. Punctuation counts as any other word.
    """

    words: list[str]
    tags: list[str]
    forms: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]


# A sentence with the vectors of its tokens (tokens, inputs), in half precision.
Read = tuple[Sentence, Tensor]
Places = dict[str, dict[str, int]]


def read_docs(path: Path) -> list[Doc]:
    """The gold Docs of a spaCy file."""
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def sentences_of(doc: Doc) -> list[Sentence]:
    """The sentences of a gold Doc; every token is in one."""
    return [
        Sentence(
            [t.text for t in sent],
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


def label_places(labels: dict[str, list[str]]) -> Places:
    """The number of each label."""
    return {name: {label: place for place, label in enumerate(values)} for name, values in labels.items()}


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
        eye = torch.eye(scores.shape[1], dtype=torch.bool, device=scores.device)
        return torch.where(eye, self.root(dependent), scores)

    def labels(self, x: Tensor) -> dict[str, Tensor]:
        """Scores (tokens, labels) of tags, forms and lemmas for flat states."""
        heads = {"tags": self.tag, "forms": self.form, "lemmas": self.lemma}
        return {name: head(self._drop(x)) for name, head in heads.items()}

    def relations(self, x: Tensor, heads: Tensor) -> Tensor:
        """Scores (tokens, relations) for flat states and the flat places of the heads."""
        dependent, head = F.relu(self.relation_dependent(x)), F.relu(self.relation_head(x))[heads]
        one = x.new_ones(len(x), 1)
        left, right = torch.cat([self._drop(dependent), one], 1), torch.cat([self._drop(head), one], 1)
        return torch.einsum("nd,rde,ne->nr", left, self.relation, right)


def train_grammar(
    read: Sequence[Read], recipe: GrammarRecipe, log: Callable[[str], None] = print
) -> tuple[GrammarNetwork, dict[str, list[str]]]:
    """Train the heads, on the device that the vectors are on; returns them with their labels. On a processor the same
    sentences and seed give the same weights."""
    torch.manual_seed(recipe.seed)
    rng = np.random.default_rng(recipe.seed)
    labels = label_lists([sentence for sentence, _ in read])
    places = label_places(labels)
    network = GrammarNetwork(read[0][1].shape[1], labels, recipe).to(read[0][1].device)
    optimizer = torch.optim.AdamW(network.parameters(), lr=recipe.rate, weight_decay=0.01, betas=(0.9, 0.98))
    began = time.monotonic()
    for epoch in range(recipe.epochs):
        network.train()
        batches = _batches(read, recipe.batch_words, rng)
        total = 0.0
        for step, batch in enumerate(batches):
            done = (epoch + step / len(batches)) / recipe.epochs
            for group in optimizer.param_groups:
                group["lr"] = recipe.rate * min(1.0, (done + 0.001) / 0.02) * (1.0 - done)
            vectors = [rows.float() for _, rows in batch]
            loss = grammar_loss(network, [sentence for sentence, _ in batch], vectors, places)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            total += float(loss.detach())
        log(f"grammar {epoch + 1}/{recipe.epochs} {time.monotonic() - began:.0f} s loss {total / len(batches):.3f}")
    return network.eval(), labels


def _batches(read: Sequence[Read], words: int, rng: np.random.Generator) -> list[list[Read]]:
    lengths = np.asarray([len(sentence.words) for sentence, _ in read])
    batches: list[list[Read]] = [[]]
    longest = 0
    for place in np.argsort(lengths + rng.normal(0, 1.5, len(lengths))):
        longest = max(longest, int(lengths[place]))
        if batches[-1] and (len(batches[-1]) + 1) * longest > words:
            batches.append([])
            longest = int(lengths[place])
        batches[-1].append(read[place])
    rng.shuffle(batches)
    return batches


def grammar_loss(
    network: GrammarNetwork, sentences: Sequence[Sentence], vectors: Sequence[Tensor], places: Places
) -> Tensor:
    """What the heads' answers cost to the vectors of each sentence (tokens, inputs)."""
    device = vectors[0].device
    lengths = torch.tensor([len(sentence.words) for sentence in sentences])
    padded = pad_sequence(list(vectors), batch_first=True)
    mask = (torch.arange(padded.shape[1]) < lengths[:, None]).to(device)
    own = [torch.tensor(sentence.heads) for sentence in sentences]
    heads = pad_sequence(own, batch_first=True, padding_value=_IGNORED).to(device)
    starts = torch.cumsum(lengths, 0) - lengths
    flat_heads = torch.cat([row + start for row, start in zip(own, starts, strict=True)]).to(device)
    x = network.hidden(padded, mask)
    arcs = network.arcs(x).masked_fill(~mask[:, None, :], -1e4)
    loss = F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=_IGNORED)
    flat = x[mask]
    rows = {"relations": network.relations(flat, flat_heads), **network.labels(flat)}
    for name, scores in rows.items():
        labels = [places[name].get(label, _IGNORED) for sentence in sentences for label in getattr(sentence, name)]
        wanted = torch.tensor(labels, device=device)
        loss = loss + (1.0 if name == "relations" else 0.5) * F.cross_entropy(scores, wanted, ignore_index=_IGNORED)
    return loss
