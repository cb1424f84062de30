"""The same text gives the same bytes: in any company, in any process, in any number of threads."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from spacy.language import Language

from extractors.extract import extract, extract_many
from extractors.records import Article

PUBLISHED = datetime(2025, 9, 3, tzinfo=UTC)
TEXTS = (
    "Salt Road, the first feature by the AI film studio Tidewater Labs, cost about $1.2 million and runs 95 minutes. "
    "It was directed by Ana Ruiz, who also wrote it, and premiered at the Tribeca Festival in June.",
    "The AI video startup Kestrel was valued at €80 million last year, up from €30 million. It employs 40 people. "
    "Its founder, Max von Tal, told the Harbour Gazette that one pound in eleven went on computing.",
    "Shares in the container line Vantor rose 4 percent on Tuesday.",
    "El corto, hecho con inteligencia artificial, costó 20.000 euros y dura 12 minutos.",
)
ARTICLES = [Article(f"https://reel.example/{n}", "An AI film", text, "", PUBLISHED) for n, text in enumerate(TEXTS)]
ELSEWHERE = """
import hashlib
from extractors.extract import extract
from extractors.pipeline import load_pipeline
from tests.extractors.test_same_answer import ARTICLES
nlp = load_pipeline()
print(hashlib.sha256(repr([extract(article, nlp) for article in ARTICLES]).encode()).hexdigest())
"""


def test_the_order_and_the_company_of_articles_change_nothing(nlp: Language) -> None:
    alone = [extract(article, nlp) for article in ARTICLES]
    assert list(extract_many(reversed(ARTICLES), nlp)) == alone[::-1]
    assert list(extract_many([*ARTICLES, *ARTICLES], nlp)) == [*alone, *alone]
    assert alone[0].claims
    assert alone[1].claims


def test_another_process_gives_the_same_bytes(nlp: Language) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "OMP_NUM_THREADS": "2"}
    run = [sys.executable, "-c", ELSEWHERE]
    said = subprocess.run(run, env=environment, check=True, capture_output=True, text=True).stdout
    here = repr([extract(article, nlp) for article in ARTICLES]).encode()
    assert said.strip() == hashlib.sha256(here).hexdigest()


def test_threads_that_share_a_pipeline_give_the_same_answers(nlp: Language) -> None:
    wanted = [extract(article, nlp) for article in ARTICLES] * 3
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda article: extract(article, nlp), ARTICLES * 3)) == wanted


def test_new_words_are_forgotten_with_their_article(nlp: Language) -> None:
    def known() -> int:
        return len(nlp.vocab.strings)

    extract(ARTICLES[0], nlp)
    before = known()
    for number in range(20):
        extract(
            Article("", "", f"The AI film Zorgblat{number} cost ${number + 7_654_321} and so did Kwixel{number}."), nlp
        )
    assert known() == before
