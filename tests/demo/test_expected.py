"""`demo/expected.json` and the demo's articles fit each other."""

import json
import re
from typing import Any

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from demo.newsroom import Newsroom
from demo.site import ROOT, load_sites

EXPECTED: dict[str, Any] = json.loads((ROOT / "expected.json").read_text(encoding="utf-8"))
CLAIMS = [(article["key"], claim) for article in EXPECTED["articles"] for claim in article["claims"]]
CLAIM_TYPES = {
    "budget",
    "compute_cost",
    "valuation",
    "funding",
    "revenue",
    "box_office",
    "deal_value",
    "legal_amount",
    "runtime",
    "production_time",
    "team_size",
    "cost_saving",
    "ai_share",
    "premiere",
    "release_date",
    "role",
}


def body_texts(edition: int) -> dict[str, str]:
    articles = (article for site in load_sites(edition) for article in site.articles)
    return {article.key: plain("\n".join(article.blocks)) for article in articles}


def plain(markup: str) -> str:
    body = LexborHTMLParser(markup).body
    return re.sub(r"\s+", " ", body.text() if body else "")


def test_every_article_of_the_newsroom_is_listed_once() -> None:
    states = {article.key: article.state for site in load_sites(1) for article in site.articles}
    assert {article["key"]: article["state"] for article in EXPECTED["articles"]} == states
    assert len(EXPECTED["articles"]) == len(states)


def test_every_quote_stands_in_its_article() -> None:
    texts = body_texts(1)
    for key, claim in CLAIMS:
        assert claim["quote"] in texts[key], (key, claim["quote"])


def test_all_sixteen_claim_types_appear() -> None:
    assert {claim["type"] for _, claim in CLAIMS} == CLAIM_TYPES


def test_all_five_states_and_four_bounds_appear() -> None:
    assert {claim["status"] for _, claim in CLAIMS} == {"asserted", "reported", "estimated", "planned", "denied"}
    assert {claim["bound"] for _, claim in CLAIMS} >= {"exact", "about", "over", "under"}


def test_off_topic_and_foreign_articles_have_no_claims() -> None:
    for article in EXPECTED["articles"]:
        if article["on_topic"] is not True:
            assert article["claims"] == []


def test_forbidden_figures_stand_on_their_pages(newsroom: Newsroom, client: httpx.Client) -> None:
    for forbidden in EXPECTED["must_not_appear"]:
        page = client.get(newsroom.article_urls[forbidden["article"]])
        assert forbidden["text"] in plain(page.text), forbidden


def test_forbidden_figures_of_the_chrome_stand_in_no_body() -> None:
    bodies = " ".join(body_texts(1).values())
    for forbidden in EXPECTED["must_not_appear"]:
        if not forbidden["where"].startswith("body"):
            assert forbidden["text"] not in bodies, forbidden


def test_no_forbidden_figure_is_an_expected_value() -> None:
    values = {(claim["value"], claim["unit"]) for _, claim in CLAIMS}
    for forbidden in EXPECTED["must_not_appear"]:
        assert (forbidden["value"], forbidden["unit"]) not in values, forbidden


def test_each_side_of_the_case_is_stated_by_the_outlets_that_it_names() -> None:
    keys = ("type", "subject", "value", "unit", "object", "label")
    for fact in EXPECTED["case"]["facts"]:
        outlets = {
            (key.split("/")[0], claim["status"])
            for key, claim in CLAIMS
            if all(claim[name] == fact[name] for name in keys)
        }
        stated = {outlet for outlet, status in outlets if status != "denied"}
        assert stated == {*fact["outlets"], *fact["repeated_by"]}, fact
        assert {outlet for outlet, status in outlets if status == "denied"} == set(fact.get("denied_by", []))


def test_the_second_edition_holds_the_new_figure_in_place_of_the_old() -> None:
    change = EXPECTED["second_edition"]
    first, second = body_texts(1)[change["article"]], body_texts(2)[change["article"]]
    assert change["quote_before"] in first
    assert change["quote_before"] not in second
    assert change["quote_after"] in second


def test_the_six_articles_about_the_case_stand_on_six_outlets_in_english() -> None:
    texts = body_texts(1)
    outlets = {
        article["key"].split("/")[0]
        for article in EXPECTED["articles"]
        if article["language"] == "en" and "Hell Grind" in texts[article["key"]]
    }
    assert len(outlets) == 6


@pytest.mark.parametrize(
    "name", ["Hell Grind", "Higgsfield AI", "Alex Mashrabov", "Roco", "SAG-AFTRA", "Marché du Film"]
)
def test_the_names_of_the_case_are_in_its_leading_article(name: str) -> None:
    assert name in body_texts(1)["slate-sprocket/hell-grind-market-screening"]


def test_mashrabov_has_a_role_and_no_words_or_deeds() -> None:
    allowed = (
        "Alex Mashrabov is the chief executive of Higgsfield AI.",
        "Alex Mashrabov, the chief executive of Higgsfield AI, heads a company",
        "Higgsfield AI, whose chief executive is Alex Mashrabov,",
        "Higgsfield AI is run by Alex Mashrabov, its chief executive.",
        "Its chief executive is Alex Mashrabov.",
        "Alex Mashrabov es su consejero delegado.",
    )
    for key, text in body_texts(2).items():
        left = text
        for sentence in allowed:
            left = left.replace(sentence, "")
        assert "Mashrabov" not in left, key


def test_no_other_real_person_company_or_model_is_named() -> None:
    real = {
        *(
            "OpenAI",
            "Google",
            "DeepMind",
            "Amazon",
            "Netflix",
            "Disney",
            "Paramount",
            "Lionsgate",
            "Runway",
            "Midjourney",
        ),
        *("Adobe", "Nvidia", "ElevenLabs", "ByteDance", "Anthropic", "Microsoft", "YouTube", "Veo", "Sora", "Seedance"),
        *(
            "Altman",
            "Musk",
            "Zuckerberg",
            "Iger",
            "Spielberg",
            "Nolan",
            "Scorsese",
            "Villeneuve",
            "Drescher",
            "Johansson",
        ),
        *(
            "Variety",
            "Reuters",
            "Deadline",
            "Sundance",
            "Tribeca",
            "Berlinale",
            "ChatGPT",
            "Oscars",
            "Emmys",
            "Norwood",
        ),
    }
    for key, text in body_texts(2).items():
        assert not real & set(re.findall(r"\w+", text)), key
