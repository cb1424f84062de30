"""English or not, in a line as in a page."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from extractors.extract import extract
from extractors.language import is_english
from extractors.records import Article
from extractors.sentences import sentence_starts

TRAIN = Path(__file__).parents[3] / "shared" / "gold" / "train"
ENGLISH = "The studio said that it would spend more on films this year, and that none of them was made by a machine. "

FOREIGN_LINES = """
El corto, hecho con inteligencia artificial, costó 20.000 euros y dura 12 minutos.
La productora mexicana recaudó cinco millones de dólares para su nueva serie animada.
EL CORTO HECHO CON INTELIGENCIA ARTIFICIAL COSTÓ 20.000 EUROS Y DURA 12 MINUTOS
La serie costó tres millones.
Le film, entièrement généré par IA, a coûté 500 000 euros et dure 80 minutes.
Le réalisateur a travaillé seul pendant six mois sur ce court métrage.
Le tournage a duré neuf semaines à Lyon.
Der Film kostete zwei Millionen Euro und läuft 95 Minuten lang in Köln.
Das Berliner Start-up sammelt zwölf Millionen Euro für seine KI-Filme ein.
Netflix übernimmt deutsches Studio für 20 Millionen Euro
Der Kurzfilm dauert zwölf Minuten.
Il film, realizzato con l’intelligenza artificiale, è costato due milioni di euro.
O filme feito com inteligência artificial custou R$ 2 milhões e dura 80 minutos.
De film kostte twee miljoen euro en is in drie weken gemaakt door AI.
Filmen, som är gjord med AI, kostade två miljoner kronor och är 80 minuter.
Filmen er laget med kunstig intelligens og kostet to millioner kroner.
Instruktøren arbejdede alene på filmen i seks måneder, siger han.
Elokuva tehtiin tekoälyllä ja se maksoi kaksi miljoonaa euroa.
Film wygenerowany przez sztuczną inteligencję kosztował dwa miliony złotych i trwa 80 minut.
Film vytvořený umělou inteligencí stál dva miliony korun a trvá 80 minut.
Yapay zekâ ile yapılan film iki milyon dolara mal oldu ve 80 dakika sürüyor.
Filmul generat de inteligența artificială a costat două milioane de euro și durează 80 de minute.
A mesterséges intelligenciával készült film kétmillió euróba került és 80 perces.
Film yang dibuat dengan kecerdasan buatan itu menelan biaya dua juta dolar.
Bộ phim do trí tuệ nhân tạo tạo ra có kinh phí hai triệu đô la.
Ang pelikulang gawa ng AI ay nagkakahalaga ng dalawang milyong piso.
Filmas sukurtas dirbtinio intelekto, kainavo du milijonus eurų ir trunka 80 minučių.
这部电影由人工智能生成，成本约五十万美元。
この映画は生成AIで作られ、制作費は二百万円だった。
인공지능으로 만든 이 영화의 제작비는 20억 원이다.
Фильм, созданный нейросетью, стоил два миллиона рублей.
Η ταινία που έγινε με τεχνητή νοημοσύνη κόστισε δύο εκατομμύρια ευρώ.
فيلم مصنوع بالذكاء الاصطناعي بلغت تكلفته مليوني دولار
एआई से बनी इस फिल्म की लागत बीस करोड़ रुपये थी।
""".strip().splitlines()

ENGLISH_LINES = """
Tidewater Labs raises $5M for AI telenovela La Casa de Sal
Ana Ruiz’s Le Dernier Chameau heads to Cannes
“La Casa de Sal” tops Mexican box office with $3.4 million
AI short Café Noir wins Locarno prize
Tidewater buys Berlin’s Trickfilm GmbH for €20 million
Marché du Film adds AI market; Casa de Sal maker signs on
Guillermo de la Vega shuns AI
Max von Tal: no AI in my films
Il Ponte, La Sera and Das Rohr screened in Venice.
Canal Sur to air La Mer à Midi, made with Veo 3
Kestrel AI Studio Hires Tidewater Vet
Kestrel valued at $3 billion
Salt Road: 95 min. Dir. Ana Ruiz. Prod. Compañía de Sal.
Der Himmel über Unna opens Friday in Germany.
São Paulo studio O Filme Vivo nets $2M seed round
Hollywood unions eye AI guardrails
Los Dos Primos and El Rio Seco, both AI-made, open in Bogotá.
Die Post reports Tidewater layoffs
A première for à la carte AI dubbing at Série Series
He said “Je ne regrette rien de tout ça” and left the studio.
""".strip().splitlines()


@pytest.mark.parametrize("text", [ENGLISH * 3, "$500,000", "", "Salt Road: 95 min. Dir. Ana Ruiz.", "AI 电影 $5M"])
def test_english_and_texts_too_short_to_tell_pass(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize("line", FOREIGN_LINES)
def test_a_line_in_another_language_is_none_of_english(line: str) -> None:
    assert not is_english(line)


@pytest.mark.parametrize("line", ENGLISH_LINES)
def test_an_english_line_with_foreign_names_is_english(line: str) -> None:
    assert is_english(line)


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
        "Filmen har kostet to millioner kroner og varer halvanden time, siger selskabet, som har lavet den med et hold "
        "på ni i en lejlighed på Amager. Den er for børn under ti år, men voksne kan også have det sjovt, mener de.",
        "Filmu jest dużo, a pieniędzy mało: studio z Łodzi zrobiło go za dwa miliony złotych w dziewięć tygodni, jak "
        "mówi reżyserka, która pracowała nad nim z ośmioma osobami i nie chce powiedzieć, ile zarobił w kinach.",
    ],
    ids=["French", "German", "Chinese", "Russian", "Danish", "Polish"],
)
def test_a_page_in_another_language_is_none_of_english(text: str) -> None:
    assert not is_english(text)


def test_prose_in_a_language_that_no_list_knows_is_none_of_english() -> None:
    assert not is_english("zu lermat oblik tranos emiku fander silo perit " * 6)


def test_foreign_names_do_not_make_an_english_page_foreign() -> None:
    assert is_english(
        ENGLISH + "Le Dernier Sel and La Mer à Midi open in Paris; Der Himmel über Unna is out in Germany."
    )


def test_a_page_in_two_languages_is_read_for_its_english() -> None:
    assert is_english(ENGLISH + "El estudio dijo que gastaría más en películas este año y que ninguna será barata.")


def test_a_foreign_line_is_not_mined(nlp: Language) -> None:
    extraction = extract(Article("", "Corto", FOREIGN_LINES[0]), nlp)
    assert extraction.relevance.reasons == ("not in English",)
    assert extraction.claims == extraction.candidates == extraction.entities == ()


@pytest.mark.skipif(not TRAIN.is_dir(), reason="the training articles lie beside the checkout")
def test_titles_and_first_sentences_of_english_articles_pass() -> None:
    refused, lines = [], 0
    for path in sorted(TRAIN.glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        first = row["text"][: next(iter(sentence_starts(row["text"])), None)]
        for line in (row["title"], first, f"{row['title']}. {first}"):
            lines += 1
            refused += [] if is_english(line) else [line]
    assert len(refused) <= 0.001 * lines, refused


@given(st.text(max_size=300) | st.lists(st.sampled_from(["le", "The", "“", "”", "d’", "É", "!", "\n"])).map(" ".join))
def test_any_text_is_judged(text: str) -> None:
    assert is_english(text) in (True, False)
