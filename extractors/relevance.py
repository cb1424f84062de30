"""What words alone say about the topic: AI and film terms in title, lead and body, as numbers for the model's topic head.

The model was trained with exactly these columns: a change here needs a new model.
"""

import math
import re

import numpy as np
from numpy.typing import NDArray

from extractors.gazetteer import TYPES
from extractors.words import Words

_AI = re.compile(
    r"\bAI\b|\bA\.I\.|AI-|artificial intelligence|machine[- ]learning|generative|neural|deepfakes?|algorithm|language models?"
)
_MADE = re.compile(
    r"AI[- ](?:generated|made|assisted|animated|driven|powered|native|produced|dubb\w+|film\w*|video|actress|actor|studio)"
    r"|generat(?:ed|ing|es?|ion)\b|synthetic|prompt(?:s|ed|ing)?\b|text-to-video|video model|digital (?:double|replica)|de-?aged"
    r"|rendered by (?:a|the) machine|image model|diffusion",
    re.IGNORECASE,
)
_FILM = re.compile(
    r"\b(?:films?|movies?|cinemas?|feature|shorts?|series|episodes?|director|directed|screenplay|screenwriters?|actors?|actress"
    r"|studios?|streamers?|animat\w+|box office|festival|premi[eè]r\w+|television|TV|trailer|VFX|visual effects|dubb\w+|footage"
    r"|shots?|scenes?|Hollywood|Bollywood|filmmak\w+|showrunner|broadcaster)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:chips?|GPUs?|data cent(?:er|re)s?|chatbots?|coding|software|drug|patients?|bank\w*|cloud|cars?|robots?|phones?"
    r"|songs?|music\w*|album|games?|gamers?|shares|profit|freight|oil|tokens?)\b",
    re.IGNORECASE,
)
_MODEL = TYPES.index("AI_MODEL") + 1
TOPIC_FEATURES = 18


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
