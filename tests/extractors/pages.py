"""Pages as tests need them: an article of plain prose, with parts put around and into it."""

from extractors.article import extract_article
from extractors.records import Article, Page

URL = "https://news.example/film/2026/05/lantern-keeper"
TITLE = "The Lantern Keeper was drawn by nine people"
PROSE = (
    "The Lantern Keeper cost 1.2 million euros, and its makers say that nobody stood before a camera for any of it.",
    "Nine people in Ghent worked on the film for fourteen months, most of them on weekends and none of them for "
    "much money.",
    "“We drew every storyboard by hand,” said Mira Aldous, who directed. “The machine only filled in the weather.”",
    "The studio had raised 400,000 euros from a regional fund before a single picture existed, which is unusual.",
    "A festival in Oulu will show it in June, and a distributor in Lyon has bought the rights for three countries.",
    "What happens after that is anybody's guess, but a second feature is already being written in the same kitchen.",
)
TEXT = "\n\n".join(PROSE)


def build_page(body: str, *, head: str = "", url: str = URL) -> Page:
    """A page with this body, in UTF-8."""
    html = f'<!doctype html><html lang="en"><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>'
    return Page(url, html.encode())


def paragraphs(*extra: str, after: int = 3) -> str:
    """The prose as <p> elements, with `extra` markup after the paragraph of that number."""
    marked = [f"<p>{line}</p>" for line in PROSE]
    return "\n".join([*marked[:after], *extra, *marked[after:]])


def read(body: str, *, head: str = "", url: str = URL) -> Article:
    """The article of a page with this body."""
    return extract_article(build_page(body, head=head, url=url))
