"""All that is trained on, ready to be drawn from."""

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc
from tokenizers import Tokenizer

from extractors.gazetteer import Gazetteer
from extractors.words import Words, cut_words
from training.articles import Sample
from training.examples import Example, build_example, join
from training.open_names import OpenText, open_example
from training.recipe import Recipe
from training.targets import align


class Corpus:
    """Articles, open texts with names and treebanks. Articles are aligned once, all else when it is drawn."""

    def __init__(
        self,
        samples: Sequence[Sample],
        open_texts: Sequence[OpenText],
        treebank: Sequence[Doc],
        tokenizer: Tokenizer,
        gazetteer: Gazetteer,
    ) -> None:
        self._tokenizer, self._gazetteer = tokenizer, gazetteer
        self._open, self.treebank = open_texts, treebank
        self._aligned = [align(sample) for sample in samples]
        self._single = [build_example(aligned, tokenizer, gazetteer) for aligned in self._aligned]

    def draw_articles(self, recipe: Recipe, rng: np.random.Generator) -> list[Example]:
        """One pass's articles: some on-topic ones are joined in pairs, so that the model meets longer texts."""
        on_topic = [place for place in rng.permutation(len(self._aligned)) if self._aligned[place].sample.on_topic]
        pairs = int(len(on_topic) * recipe.joined) // 2
        first, second = on_topic[:pairs], on_topic[pairs : 2 * pairs]
        joined = {*first, *second}
        # An off-topic article teaches relevance alone, which needs fewer passes.
        examples = [
            example
            for place, example in enumerate(self._single)
            if place not in joined and (example.on_topic or rng.random() < recipe.off_topic)
        ]
        gold = [place for place in on_topic if not self._aligned[place].sample.marked]
        examples += [self._single[place] for place in gold if rng.random() < recipe.again]
        for a, b in zip(first, second, strict=True):
            both = join(self._aligned[a], self._aligned[b])
            examples.append(build_example(both, self._tokenizer, self._gazetteer))
        return examples

    def draw_open(self, count: int, rng: np.random.Generator) -> list[Example]:
        """Open texts, each at most once."""
        places = rng.permutation(len(self._open))[:count]
        return [open_example(self._open[place], self._tokenizer, self._gazetteer) for place in places]

    def draw_trees(self, count: int, rng: np.random.Generator) -> list[Doc]:
        """Docs of the treebanks, each at most once."""
        return [self.treebank[place] for place in rng.permutation(len(self.treebank))[:count]]

    def cut(self, doc: Doc) -> Words:
        """The words of a Doc's text."""
        return cut_words("", doc.text, self._tokenizer, self._gazetteer)
