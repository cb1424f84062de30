"""What words alone say about the topic: AI and film terms in title, lead and body, as numbers for the topic head.

The model was trained with exactly these columns: a change here needs a new model.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.gazetteer import TYPES
from extractors.words import Words

_AI = re.compile(
    r"\bAI\b|\bA\.I\.|AI-|artificial intelligence|machine[- ]learning|generative|neural"
    r"|deepfakes?|algorithm|language models?"
)
_MADE = re.compile(
    r"AI[- ](?:generated|made|assisted|animated|driven|powered|native|produced|dubb\w+|film\w*"
    r"|video|actress|actor|studio)"
    r"|generat(?:ed|ing|es?|ion)\b|synthetic|prompt(?:s|ed|ing)?\b|text-to-video|video model"
    r"|digital (?:double|replica)|de-?aged"
    r"|rendered by (?:a|the) machine|image model|diffusion",
    re.IGNORECASE,
)
_FILM = re.compile(
    r"\b(?:films?|movies?|cinemas?|feature|shorts?|series|episodes?|director|directed"
    r"|screenplay|screenwriters?|actors?|actress"
    r"|studios?|streamers?|animat\w+|box office|festival|premi[eè]r\w+|television|TV|trailer"
    r"|VFX|visual effects|dubb\w+|footage"
    r"|shots?|scenes?|Hollywood|Bollywood|filmmak\w+|showrunner|broadcaster)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:chips?|GPUs?|data cent(?:er|re)s?|chatbots?|coding|software|drug|patients?|bank\w*"
    r"|cloud|cars?|robots?|phones?"
    r"|songs?|music\w*|album|games?|gamers?|shares|profit|freight|oil|tokens?)\b",
    re.IGNORECASE,
)
_TERM = re.compile(r"\w[\w-]*")
_DIGITS = re.compile(r"\d+")
_MODEL = TYPES.index("AI_MODEL") + 1
TOPIC_FEATURES = 18
_AGAINST = -0.2


def topic_features(words: Words) -> NDArray[np.float32]:
    """Counts and densities, scaled to about [0, 2]."""
    text, title = words.text, words.title
    lead = text[:500]
    size = max(1.0, len(words) / 100.0)
    row: list[float] = []
    for pattern in (_AI, _MADE, _FILM, _OTHER):
        count = len(pattern.findall(text))
        row += [math.log1p(count) / 2.0, min(count / size / 3.0, 2.0), float(bool(pattern.search(title)))]
        row.append(float(bool(pattern.search(lead))))
    models = int((words.features[:, 4] == _MODEL).sum()) if len(words) else 0
    row += [math.log1p(models) / 2.0, min(row[0], row[8])]
    return np.asarray(row, dtype=np.float32)


def judge_short(words: Words) -> float:
    """A log-odds for a text of a few sentences, too short to be weighed: film and AI both named, or not."""
    both = f"{words.title}\n{words.text}"
    ai = _AI.search(both) or _MADE.search(both) or (words.features[:, 4] == _MODEL).any()
    return 1.5 if ai and _FILM.search(both) else -2.0


def is_hopeless(words: Words, counted: float) -> bool:
    """Whether a text cannot be on topic by its words alone, `counted` being their log-odds: no AI, nothing that AI
    makes and no model is named, and the other words speak against it. Of 1,416 articles on topic 412 name none of
    these; the lowest of the ten among them that nothing was trained on stands at 0.56."""
    if counted > _AGAINST:
        return False
    both = f"{words.title}\n{words.text}"
    return not (_AI.search(both) or _MADE.search(both) or (words.features[:, 4] == _MODEL).any())


class TopicWords:
    """A linear judgement over words and word pairs, beside the network's: it knows rare words, not contexts."""

    def __init__(self, vocabulary: Mapping[str, int], weights: NDArray[np.float32], bias: float) -> None:
        """`weights` has two columns: inverse document frequency, and what the term speaks for (positive: on topic)."""
        self._vocabulary, self._weights, self._bias = vocabulary, weights, bias

    def score(self, title: str, text: str) -> float:
        """A log-odds; 0 where nothing is known."""
        counts = Counter(term for term in topic_terms(title, text) if term in self._vocabulary)
        if not counts:
            return self._bias
        index = np.asarray([self._vocabulary[term] for term in counts])
        values = (1.0 + np.log(np.asarray(list(counts.values()), dtype=np.float64))) * self._weights[index, 0]
        return float(values @ self._weights[index, 1] / np.sqrt((values**2).sum()) + self._bias)


def topic_terms(title: str, text: str) -> Iterator[str]:
    """Words and neighbouring pairs, without case; every number is the same."""
    words = [_DIGITS.sub("0", word) for word in _TERM.findall(f"{title} . {text}".casefold())]
    yield from words
    for first, second in pairwise(words):
        yield f"{first} {second}"
