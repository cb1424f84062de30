"""Pages come in many character sets, and say so rightly, wrongly or not at all."""

import pytest

from extractors.article import extract_article
from extractors.records import Page
from tests.extractors.pages import URL

LINE = "Für „Die Laterne“ zahlte das Studio in Gent 1,2 Millionen €, sagt die Regisseurin Mira Åldøs; mehr gab es nie."
HTML = f"<html><body>{f'<p>{LINE}</p>' * 4}</body></html>"


def first(body: bytes, content_type: str | None = None) -> str:
    headers = (("content-type", content_type),) if content_type else ()
    return extract_article(Page(URL, body, headers=headers)).text.split("\n\n")[0]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (HTML.encode(), None),
        (HTML.encode(), "text/html; charset=iso-8859-1"),
        (HTML.encode("utf-8-sig"), None),
        (HTML.encode("utf-16"), None),
        (HTML.encode("utf-16-le"), "text/html"),
        (HTML.encode("utf-16-be"), None),
        (HTML.encode("cp1252"), "text/html; charset=windows-1252"),
        (HTML.encode("cp1252"), "text/html; charset=ISO-8859-1"),
        (HTML.encode("cp1252"), "text/html; charset=no-such-set"),
        (b"<meta charset='windows-1252'>" + HTML.encode("cp1252"), None),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">' + HTML.encode("cp1252"), None),
    ],
)
def test_the_text_is_the_same_in_every_character_set(body: bytes, content_type: str | None) -> None:
    assert first(body, content_type) == LINE


def test_a_wrong_utf_8_label_is_overruled_by_the_bytes() -> None:
    assert "zahlte das Studio in Gent" in first(HTML.encode("cp1252"), "text/html; charset=utf-8")


def test_a_few_stray_bytes_do_not_change_the_character_set() -> None:
    body = HTML.encode() * 5 + b"<p>\xff</p>"
    assert first(body, "text/html; charset=utf-8") == LINE


@pytest.mark.parametrize("content_type", [None, "text/html", "text/html; charset=ISO-8859-1"])
def test_a_letter_that_is_cut_in_two_leaves_the_page_in_utf_8(content_type: str | None) -> None:
    body = b'<meta name="description" content="Die Regisseurin Mira \xc3">' + HTML.encode()
    assert first(body, content_type) == LINE


@pytest.mark.parametrize("links", [0, 50, 2_500])
@pytest.mark.parametrize("content_type", [None, "text/html; charset=utf-8"])
def test_the_signs_of_western_text_are_read_however_large_its_page_is(content_type: str | None, links: int) -> None:
    line = "It cost £12 million – or €14 million –, the studio’s founder said, “and that is all of it”, when asked."
    menu = '<div class="menu">' + '<a href="/section/film">Film</a>' * links + "</div>"
    page = f'<meta charset="utf-8"><body>{menu}<article>{f"<p>{line}</p>" * 4}</article>'
    assert first(page.encode("cp1252"), content_type) == line


def test_text_in_other_scripts_is_read_by_what_it_looks_like() -> None:
    line = "Студия в Генте говорит, что фильм стоил один миллион евро, и что никто не стоял перед камерой ни разу."
    assert first(f"<body>{f'<p>{line}</p>' * 9}</body>".encode("cp1251"), "text/html; charset=utf-8") == line


def test_nuls_in_the_text_do_no_harm() -> None:
    assert "zahlte" in first(HTML.replace("zahlte", "zahl\0te").encode()).replace("\ufffd", "").replace("\0", "")
