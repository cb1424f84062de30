"""The network: MPNet with embeddings of case, quotation and gazetteer, and heads for names, topic, claims, pointers.

Its forward pass is repeated in numpy by `extractors.network`; tests hold the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from extractors.claims.compatible import SLOTS
from extractors.claims.features import CANDIDATE_TYPES, PAIR_FEATURES, TRIGGER_FEATURES
from extractors.claims.types import OUTPUTS
from extractors.network import EPSILON, relative_buckets
from extractors.network import LEVELS as SHIPPED_LEVELS
from extractors.relevance import TOPIC_FEATURES
from extractors.tags import TAGS
from extractors.windows import CLS, SEP
from extractors.words import FEATURES
from training.targets import STATUSES


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths of the network; the defaults are those of the shipped one: all-mpnet-base-v2 with two thirds of its layers
    and of their inner units.

    `relative` counts the buckets of relative position; where `packed`, the layers compute with weights of 4 bits.
    """

    width: int = 768
    heads: int = 12
    layers: int = 8
    inner: int = 2048
    vocabulary: int = 30522
    positions: int = 512
    trigger: int = 384
    pointer: int = 224
    relative: int = 32
    packed: bool = True


LEVELS = torch.from_numpy(SHIPPED_LEVELS)
# So many weights of a row have one scale.
BLOCK = 64


def nearest_levels(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Codes (rows, columns) of 4 bits and a scale in float16 precision per block of columns."""
    blocks = weight.reshape(len(weight), -1, BLOCK)
    scale = blocks.abs().amax(dim=2, keepdim=True).clamp(min=1e-6).half().float()
    levels = LEVELS.to(weight.device)
    codes = torch.bucketize(blocks / scale, (levels[1:] + levels[:-1]) / 2)
    return codes.reshape(weight.shape), scale[..., 0]


def rounded(weight: Tensor) -> Tensor:
    """The weight as it will be shipped; gradients pass as if it were not rounded."""
    with torch.no_grad():
        codes, scale = nearest_levels(weight)
        near = (LEVELS.to(weight.device)[codes].reshape(*scale.shape, BLOCK) * scale[..., None]).reshape(weight.shape)
    return near + (weight - weight.detach())


class Layer(nn.Module):
    """One transformer layer (post-norm, as BERT)."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        width = sizes.width
        self.heads, self.dropout, self.packed = sizes.heads, dropout, sizes.packed
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=EPSILON)
        self.up = nn.Linear(width, sizes.inner)
        self.down = nn.Linear(sizes.inner, width)
        self.norm2 = nn.LayerNorm(width, eps=EPSILON)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        q, k, v = (
            self._linear(self.qkv, x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        )
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        attended = attended.transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + F.dropout(self._linear(self.out, attended), self.dropout, self.training))
        inner = F.gelu(self._linear(self.up, x))
        y: Tensor = self.norm2(x + F.dropout(self._linear(self.down, inner), self.dropout, self.training))
        return y

    def _linear(self, layer: nn.Linear, x: Tensor) -> Tensor:
        return F.linear(x, rounded(layer.weight) if self.packed else layer.weight, layer.bias)


# What each part of a layer is called in MPNet.
_MPNET = {
    "out": "attention.attn.o",
    "norm1": "attention.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}
_KINDS = ("weight", "bias")


class Encoder(nn.Module):
    """Piece ids and word features to contextual vectors. The embeddings of pieces and positions stay as pretrained."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(sizes.vocabulary, sizes.width)
        self.positions = nn.Embedding(sizes.positions, sizes.width)
        # Zero at first, so that the pretrained encoder starts undisturbed.
        self.features = _tables(sizes.width, std=0.0)
        self.hidden_word = nn.Parameter(torch.randn(sizes.width) * 0.1)
        self.norm = nn.LayerNorm(sizes.width, eps=EPSILON)
        self.relative = nn.Embedding(sizes.relative, sizes.heads)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))
        for part in (self.words, self.positions, self.norm):
            part.requires_grad_(False)

    def forward(self, ids: Tensor, features: Tensor, hidden: Tensor, mask: Tensor) -> list[Tensor]:
        """What every layer gives (windows, pieces, width); `hidden` pieces are to be guessed, `mask` (windows, pieces)
        is true where there is one."""
        length = ids.shape[1]
        x = self.norm(self.words(ids) + self.positions.weight[:length])
        x = torch.where(hidden[..., None], self.hidden_word, x)
        for column, table in enumerate(self.features):
            x = x + table(features[..., column])
        buckets = torch.from_numpy(relative_buckets(length, self.relative.num_embeddings)).to(ids.device)
        near = self.relative(buckets).permute(2, 0, 1)[None].masked_fill(~mask[:, None, None, :], -1e9)
        outputs = []
        for layer in self.layers:
            x = layer(x, near)
            outputs.append(x)
        return outputs

    def load_mpnet(self, old: Mapping[str, Tensor]) -> None:
        """Take the lowest layers of MPNet, as many as there are here. The rows of the word embeddings are put in the
        order of BERT's ids, and rounded to 4 bits."""
        words = old["embeddings.word_embeddings.weight"]
        own = words[4 : 4 + len(self.words.weight)].clone()
        own[CLS], own[SEP] = words[0], words[2]
        self.words.weight.data = rounded(own)
        self.positions.weight.data = old["embeddings.position_embeddings.weight"][2:].clone()
        self.norm.load_state_dict({kind: old[f"embeddings.LayerNorm.{kind}"] for kind in _KINDS})
        self.relative.weight.data = old["encoder.relative_attention_bias.weight"].clone()
        for index, layer in enumerate(self.layers):
            base = f"encoder.layer.{index}."
            for kind in _KINDS:
                parts = [old[f"{base}attention.attn.{name}.{kind}"] for name in ("q", "k", "v")]
                getattr(layer.qkv, kind).data = torch.cat(parts)
                for mine, theirs in _MPNET.items():
                    getattr(getattr(layer, mine), kind).data = old[f"{base}{theirs}.{kind}"].clone()


def _tables(width: int, std: float) -> nn.ModuleList:
    """An embedding per word feature."""
    tables = []
    for size in FEATURES.values():
        tables.append(nn.Embedding(size, width))
        nn.init.normal_(tables[-1].weight, std=std)
    return nn.ModuleList(tables)


class Network(nn.Module):
    """Encoder and heads. The heads work on one article at a time, on its word vectors."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        width, hidden, small = sizes.width, sizes.trigger, sizes.pointer
        self.sizes, self.dropout = sizes, dropout
        self.encoder = Encoder(sizes, dropout)
        self.word_norm = nn.LayerNorm(width)
        self.word_features = _tables(width, std=0.02)
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

    @property
    def device(self) -> torch.device:
        """Where the weights lie."""
        return self.nothing.device

    def _drop(self, x: Tensor, rate: float | None = None) -> Tensor:
        return F.dropout(x, self.dropout if rate is None else rate, self.training)

    def word_vectors(self, pieces: Tensor, piece_word: Tensor, features: Tensor) -> Tensor:
        """Mean of each word's pieces, with the features added once more."""
        x: Tensor = self.word_norm(word_means(pieces, piece_word, len(features)))
        for column, table in enumerate(self.word_features):
            x = x + table(features[:, column])
        return x

    def tags(self, v: Tensor) -> Tensor:
        scores: Tensor = self.tag(self._drop(F.relu(self.tag_hidden(self._drop(v)))))
        return scores

    def relevance(self, v: Tensor, article: Tensor, rules: Tensor) -> Tensor:
        """Log-odds (articles,); `article` is the place of each word's article, `rules` (articles, features)."""
        count = len(rules)
        attention = self.topic_attention(v)[:, 0]
        weights = torch.exp(attention - attention.detach().max())
        sums = v.new_zeros(count).index_add_(0, article, weights)
        sizes = v.new_zeros(count).index_add_(0, article, torch.ones_like(weights))
        attended = v.new_zeros(count, v.shape[1]).index_add_(0, article, weights[:, None] * v) / sums[:, None]
        means = v.new_zeros(count, v.shape[1]).index_add_(0, article, v) / sizes[:, None]
        hidden = self.topic_hidden(self._drop(torch.cat([attended, means], dim=1))) + self.topic_rules(rules)
        scores: Tensor = self.topic(F.relu(hidden))[:, 0]
        return scores

    def triggers(self, v: Tensor, first: Tensor, last: Tensor, edges: Tensor, sentence: Tensor, rows: Tensor) -> Tensor:
        """A vector per trigger; `edges` are the first and past-the-last word of its article, `sentence` of its
        sentence."""
        means = span_means(v, first, last)
        around = span_means(v, sentence[:, 0], sentence[:, 1])
        before = v[torch.maximum(first - 1, edges[:, 0])]
        after = v[torch.minimum(last, edges[:, 1] - 1)]
        x = self.trigger_words(self._drop(torch.cat([means, before, after, around], dim=1), 0.2))
        return F.relu(x + self.trigger_rules(self._drop(rows)))

    def output_scores(self, t: Tensor) -> Tensor:
        scores: Tensor = self.outputs(self._drop(t, 0.2))
        return scores

    def statuses(self, t: Tensor, output: Tensor) -> Tensor:
        scores: Tensor = self.status(self._drop(F.relu(t + self.status_outputs(output))))
        return scores

    def candidates(self, v: Tensor, first: Tensor, last: Tensor, kind: Tensor) -> Tensor:
        """Vectors of the candidates."""
        x = torch.cat([span_means(v, first, last), v[first], v[last - 1]], dim=1)
        return F.relu(self.candidate_words(self._drop(x)) + self.candidate_types(kind))

    def pointers(self, t: Tensor, output: Tensor, slot: Tensor, candidates: Tensor, pairs: Tensor) -> Tensor:
        """Scores (rows, candidates + 1) for the candidates of one article; the last column is "none"."""
        keys = torch.cat([candidates, self.nothing[None]])
        query = self.query(t) + self.query_outputs(output) + self.query_slots(slot)
        weighted = pairs * (1.0 + self.pair_slots(slot))[:, None, :]
        padded = F.pad(self.pair(weighted), (0, 0, 0, 1))
        hidden = F.relu(query[:, None] + self.key(keys)[None] + padded)
        dot = self.dot_query(t) + self.dot_outputs(output) + self.dot_slots(slot)
        scores: Tensor = self.score(self._drop(hidden))[..., 0] + dot @ self.dot_key(keys).T / 8.0
        return scores


def word_means(pieces: Tensor, piece_word: Tensor, count: int) -> Tensor:
    """Mean vectors of the pieces of each of `count` words."""
    sums = pieces.new_zeros(count, pieces.shape[1]).index_add_(0, piece_word, pieces)
    sizes = pieces.new_zeros(count).index_add_(0, piece_word, pieces.new_ones(len(piece_word)))
    return sums / sizes[:, None]


def span_means(v: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Mean vectors of the words [first, last) of each row; zero where there is none."""
    sums = torch.cat([v.new_zeros(1, v.shape[1]), v.cumsum(dim=0)])
    return (sums[last] - sums[first]) / (last - first).clamp(min=1)[:, None]


def parameter_groups(network: Network, encoder_rate: float, head_rate: float) -> list[dict[str, Any]]:
    """Encoder and heads learn at different rates; the word embeddings stay as they are."""
    inside = [p for p in network.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in known]
    return [{"params": inside, "lr": encoder_rate}, {"params": heads, "lr": head_rate}]
