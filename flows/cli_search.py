"""`dailies search`: articles by words, out of the published copy."""

from dataclasses import asdict
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from digest.visible import visible
from flows.cli_run import print_json
from flows.cli_show import published_copy
from flows.settings import load_settings

if TYPE_CHECKING:
    from db.search import Found, Hit


def search_command(config: Path | None, words: str, *, limit: int, as_json: bool) -> None:
    """`dailies search`: exit status 1 where nothing is found, as grep does."""
    from db.search import search
    from db.store import open_copy

    with open_copy(published_copy(load_settings(config))) as copy:
        found = search(copy, words, limit=limit)
    if as_json:
        print_json(found_row(words, found))
    else:
        show_found(Console(), found)
    if not found.hits:
        raise SystemExit(1)


def found_row(words: str, found: "Found") -> dict[str, Any]:
    """The documented fields of a search."""
    return {
        "words": words,
        "articles": found.articles,
        "articles_with_any": found.total,
        "corrected": {asked: list(others) for asked, others in found.corrected.items()},
        "hits": [_hit_row(hit) for hit in found.hits],
    }


def _hit_row(hit: "Hit") -> dict[str, Any]:
    row = asdict(hit)
    snippet = row.pop("snippet")
    published = hit.published.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return {
        **row,
        "published": published,
        "snippet": snippet["text"],
        "where": snippet["where"],
        "marks": snippet["marks"],
    }


def show_found(console: Console, found: "Found") -> None:
    """Three lines for each article: title, source, and the place with its words marked."""
    for asked, others in found.corrected.items():
        console.print(Text(visible(f"{asked}: looked for {', '.join(others)} too"), style="yellow"))
    for hit in found.hits:
        console.print(Text(visible(hit.title), style="bold"), soft_wrap=True)
        copied = ", a copy" if hit.copy_of else ""
        source = f"  {hit.outlet}, {hit.published:%Y-%m-%d}{copied}  {hit.url}"
        console.print(Text(visible(source), style="dim"), soft_wrap=True)
        line = Text("  ")
        last = 0
        # Piece by piece: what is shown of a text may be shorter than the text.
        for start, end in hit.snippet.marks:
            line.append(visible(hit.snippet.text[last:start]))
            line.append(visible(hit.snippet.text[start:end]), style="bold yellow")
            last = end
        line.append(visible(hit.snippet.text[last:]))
        if hit.claim_id:
            line.append(f"  [claim {hit.claim_id}]", style="dim")
        console.print(line, soft_wrap=True)
    word = "article holds" if found.articles == 1 else "articles hold"
    console.print(f"{found.articles} {word} every word, {found.total} any of them.", style="dim", highlight=False)
