"""Language and topic words."""

import numpy as np
import pytest
from tokenizers import Tokenizer

from extractors.gazetteer import Gazetteer
from extractors.language import is_english
from extractors.pipeline import MODEL
from extractors.relevance import TOPIC_FEATURES, topic_features
from extractors.words import cut_words

ENGLISH = "The studio said that it would spend more on films this year, and that none of them was made by a machine. "


@pytest.mark.parametrize("text", [ENGLISH * 3, "$500,000", "", "Salt Road: 95 min. Dir. Ana Ruiz."])
def test_english_and_short_texts_pass(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le film a coûté deux millions d’euros et dure une heure et demie, selon la société qui le produit avec une "
        "équipe de neuf personnes dans un studio de la banlieue de Lyon, où elle est installée depuis trois ans.",
        "Der Film hat zwei Millionen Euro gekostet und ist neunzig Minuten lang, wie die Firma mit Sitz in Köln am "
        "Montag mitteilte, die ihn mit einem Team von neun Leuten hergestellt hat und nicht mehr dazu sagen will.",
        "这部电影由人工智能生成，制作成本约为五十万美元，片长九十五分钟，导演表示团队只有九个人，制作时间为三个月。"
        * 2,
        "Фильм стоил два миллиона долларов и длится девяносто пять минут, сообщила компания в понедельник в Москве."
        * 2,
    ],
    ids=["French", "German", "Chinese", "Russian"],
)
def test_other_languages_do_not(text: str) -> None:
    assert not is_english(text)


def test_foreign_names_do_not_make_an_english_text_foreign() -> None:
    text = ENGLISH + "Le Dernier Chameau and La Mer à l'envers open in Paris; Der Himmel über Köln is out in Germany."
    assert is_english(text)


def test_topic_words_are_counted() -> None:
    if not (MODEL / "tokenizer.json").exists():
        pytest.skip("no tokenizer has been shipped yet")
    tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
    texts = ("The AI-generated film opened.", "Freight rates rose.", "")
    rows = [topic_features(cut_words("", text, tokenizer, Gazetteer.of(()))) for text in texts]
    assert all(row.shape == (TOPIC_FEATURES,) and np.isfinite(row).all() for row in rows)
    assert rows[0][0] > rows[1][0] == rows[2][0] == 0
