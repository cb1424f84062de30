"""`dailies explain`: one article with everything that was found in it, and why it was taken or dropped."""

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from flows.article_input import find_article
from flows.settings import load_settings

if TYPE_CHECKING:
    from extractors.explanation import Explanation


def explain_command(given: str, config: Path | None, *, html: Path | None, as_json: bool, everything: bool) -> None:
    """`dailies explain`: on the terminal, as JSON, or as a page in a file."""
    settings = load_settings(config)
    article = find_article(given, settings)

    from extractors.explain import explain
    from flows.model import pipeline_for

    explanation = explain(article, pipeline_for(settings))
    if html is not None:
        from digest.explanation_page import render_explanation

        save_page(html, render_explanation(explanation))
    if as_json:
        from flows.cli_run import print_json

        print_json(explanation_row(explanation))
    elif html is None:
        from flows.explain_text import show_explanation

        show_explanation(Console(highlight=False), explanation, everything=everything)
    else:
        Console(highlight=False).print(f"written to {html}", markup=False, soft_wrap=True)


def save_page(path: Path, page: str) -> None:
    """Writes a page, with the folder that it lies in. Raises SettingsError where that cannot be."""
    from extractors.errors import SettingsError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, "utf-8")
    except OSError as exc:
        raise SettingsError(f"{path} cannot be written: {exc.strerror}", hint="choose another file") from exc


def explanation_row(explanation: "Explanation") -> dict[str, Any]:
    """The fields of --json: those of `extractors.explanation`, amounts as plain figures."""
    row: dict[str, Any] = _plain(asdict(explanation))
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, datetime) else value
