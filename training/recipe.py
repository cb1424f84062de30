"""What decides the outcome of a training."""

from dataclasses import dataclass, field

from extractors.network import GRAMMAR_LAYERS
from training.batches import Noise
from training.model import Sizes


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one network is trained.

    `pieces` is the size of a batch. `joined` is the share of on-topic articles that are joined in pairs, `off_topic`
    the share of off-topic ones that a pass takes, `again` the share of gold articles, which are nearest to the press,
    that a pass takes twice; `renamed` is the share of on-topic articles of a pass whose names are swapped for others.
    A pass takes so many `open_texts`, and so many Docs of the treebanks as `trees`. Weights
    are averaged `rounds` times a pass, and `average` of the mean is kept each time. Of articles whose ids do not begin
    with one of `new`, a pass takes the share `taken`.
    """

    epochs: int
    encoder_rate: float
    head_rate: float
    tree_rate: float = 2e-3
    warm_up: float = 0.06
    pieces: int = 900
    joined: float = 0.5
    off_topic: float = 0.6
    again: float = 0.7
    renamed: float = 0.4
    open_texts: int = 600
    trees: int = 0
    dropout: float = 0.1
    decay: float = 0.02
    average: float = 0.95
    rounds: int = 40
    seed: int = 1
    noise: Noise = field(default_factory=Noise)
    new: tuple[str, ...] = ()
    taken: float = 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """Large networks are trained first, one a seed, and teach a small one, which starts from the `picked` layers of the
    first.

    `large` are the sizes of a teacher, `sizes` those of the student; `swapped` is the share of the names of an article
    that are swapped together.
    """

    sizes: Sizes = field(default_factory=Sizes)
    large: Sizes = field(default_factory=lambda: Sizes(layers=12, inner=3072, packed=False))
    picked: tuple[int, ...] = (0, 1, 3, 4, 6, 8, 9, 11)
    seeds: tuple[int, ...] = (1, 2)
    swapped: float = 0.6
    teacher: Recipe = Recipe(epochs=4, encoder_rate=6e-5, head_rate=6e-4)
    student: Recipe = Recipe(
        epochs=7,
        encoder_rate=9e-5,
        head_rate=4.5e-4,
        pieces=1100,
        warm_up=0.03,
        dropout=0.06,
        trees=900,
        open_texts=1600,
    )


@dataclass(frozen=True, slots=True)
class Further:
    """How the shipped network is trained on with more articles.

    Its `frozen` lowest layers stay, which the grammar reads too. Of the weights that come out `share` is mixed with the
    old ones, which have forgotten nothing (Wortsman et al. 2022).
    """

    frozen: int = GRAMMAR_LAYERS["middle"]
    share: float = 1.0
    recipe: Recipe = Recipe(
        epochs=3,
        encoder_rate=4e-5,
        head_rate=2e-4,
        pieces=1100,
        dropout=0.06,
        open_texts=250,
        taken=0.35,
        rounds=20,
    )
