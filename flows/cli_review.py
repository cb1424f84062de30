"""`dailies review`: claims that were held back as too unsure, with the lines that accept or reject them."""

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractors.claims.threshold import DEFAULT_THRESHOLD
from flows.settings import load_settings

if TYPE_CHECKING:
    from extractors.review import Candidate


def review_command(config: Path | None, *, html: Path | None, as_json: bool, limit: int) -> None:
    """`dailies review`: on the terminal, as JSON, or as a page in a file."""
    from db.candidates import count_candidates, load_candidates
    from db.store import open_copy
    from flows.cli_show import published_copy

    settings = load_settings(config)
    with open_copy(published_copy(settings)) as copy:
        candidates, total = load_candidates(copy, limit=limit), count_candidates(copy)
    threshold = DEFAULT_THRESHOLD if settings.extraction.threshold is None else settings.extraction.threshold
    options = f" --config {shlex.quote(str(config))}" if config else ""
    console = Console(highlight=False)
    if html is not None:
        from digest.review_page import render_review
        from flows.cli_explain import save_page

        save_page(html, render_review(candidates, total=total, threshold=threshold, options=options))
    if as_json:
        from flows.cli_run import print_json

        rows = [candidate_row(candidate, threshold, options) for candidate in candidates]
        print_json({"total": total, "threshold": threshold, "candidates": rows})
    elif html is None:
        show_review(console, candidates, total=total, threshold=threshold, options=options)
    else:
        console.print(f"written to {html}", markup=False, soft_wrap=True)


def candidate_row(candidate: "Candidate", threshold: float, options: str) -> dict[str, Any]:
    """The fields of --json: those of `dailies extract`, where it stands, why it is a candidate, what to type."""
    from extractors.review import why_candidate
    from flows.cli_files import claim_row

    return {
        "claim_id": candidate.claim_id,
        **claim_row(candidate.claim),
        "why": why_candidate(candidate.claim, threshold),
        "outlet": candidate.outlet,
        "url": candidate.url,
        "title": candidate.title,
        "published": candidate.published.isoformat(),
        "article_id": candidate.article_id,
        "accept": _line("accept", candidate, options),
        "reject": _line("reject", candidate, options),
    }


def _line(verb: str, candidate: "Candidate", options: str) -> str:
    return f'dailies decide {verb} {candidate.claim_id}{options} --reason "…"'


def show_review(
    console: Console, candidates: Sequence["Candidate"], *, total: int, threshold: float, options: str
) -> None:
    """A table, the likeliest first."""
    if not candidates:
        console.print("Nothing waits for a decision.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 1, 0))
    table.add_column("sure", justify="right", no_wrap=True)
    table.add_column("candidate", overflow="fold")
    for candidate in candidates:
        table.add_row(f"{candidate.claim.confidence:.2f}", _told(candidate, threshold, options))
    console.print(table)
    more = f"; the first {len(candidates)} are shown, more with --limit" if len(candidates) < total else ""
    console.print(f"{total} held back as too unsure{more}.", style="dim")


def _told(candidate: "Candidate", threshold: float, options: str) -> Text:
    from digest.phrases import claim_phrase
    from digest.visible import visible
    from extractors.review import why_candidate

    claim = candidate.claim
    details = [claim.status if claim.status != "asserted" else "", claim.attribution or ""]
    details.append(f"as of {claim.as_of}" if claim.as_of else "")
    text = Text(visible(claim_phrase(claim)), "bold")
    text.append(visible("".join(f" · {part}" for part in details if part)), "not bold")
    quote = " ".join(visible(claim.quote).split())
    text.append(f"\n“{quote}”", "not bold italic")
    text.append(visible(f"\n{candidate.outlet}, {candidate.published:%Y-%m-%d}  {candidate.url}"), "not bold")
    text.append(f"\n{why_candidate(claim, threshold)}", "not bold yellow")
    for verb in ("accept", "reject"):
        text.append(f"\n{_line(verb, candidate, options)}", "not bold dim")
    return text
