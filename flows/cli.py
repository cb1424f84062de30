"""The command line. A contract: names, options and the fields of --json stay.

Heavy imports (Prefect, spaCy, DuckDB) wait until a command needs them, so that `--help` answers at once.
"""

import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import DailiesError, InputError, SettingsError
from flows.cli_decide import decide_app
from flows.cli_outlets import outlets_app
from flows.complaints import complain

app = typer.Typer(
    name="dailies",
    help="Tracks the coverage of AI in film and television: who said what a film cost, how long it runs, what a "
    "company is worth; with quote, hedge and source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(outlets_app, name="outlets")
app.add_typer(decide_app, name="decide")

Config = Annotated[
    Path | None, typer.Option("--config", "-c", help="Settings file (default: ./dailies.toml, else the shipped one).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a script.")]


class Form(StrEnum):
    """What `export` writes."""

    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"


def main() -> None:
    """Runs a command; what goes wrong is one line on standard error, and exit status 1.

    It is 2 where the settings or the command line are wrong, but not for what a file or a statement holds.
    """
    try:
        app(standalone_mode=True)
    except (SettingsError, InputError) as exc:
        complain(exc)
        raise SystemExit(2) from None
    except DailiesError as exc:
        complain(exc)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        typer.echo("dailies: interrupted; what was saved stays, and the next run goes on from there", err=True)
        raise SystemExit(130) from None
    except BrokenPipeError:
        # The reader of our output has gone (`dailies sql … | head`).
        sys.stderr.close()
        raise SystemExit(0) from None


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"dailies {installed('dailies')}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def demo(
    folder: Annotated[Path, typer.Option("--dir", help="Where the demo keeps its files.")] = Path("out/demo"),
    fresh: Annotated[bool, typer.Option("--fresh", help="Start over: delete the demo's folder first.")] = False,
) -> None:
    """Run the whole pipeline against a newsroom on this machine: fetch, extract, store, digest, mail."""
    from flows.cli_demo import run_demo

    run_demo(folder, fresh=fresh)


@app.command()
def run(config: Config = None, as_json: AsJson = False) -> None:
    """Ask all outlets that are due, read what is new, and publish the record: one ingest."""
    from flows.cli_run import run_ingest_command

    run_ingest_command(config, as_json=as_json)


@app.command()
def digest(
    config: Config = None,
    day: Annotated[datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help="Default: today.")] = None,
    send: Annotated[bool, typer.Option("--send", help="Freeze it, and mail it to who has not had it.")] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the files (default: paths.digests).")] = None,
    as_json: AsJson = False,
) -> None:
    """Build the digest of a day as .html, .txt, .json and .eml; without --send nothing is mailed and nothing frozen."""
    from flows.cli_run import digest_command

    chosen: date | None = day.date() if day else None
    digest_command(config, day=chosen, send_mail=send, out=out, as_json=as_json)


@app.command()
def serve(config: Config = None) -> None:
    """Keep both flows on their schedules: ingest every hour, the digest every morning. Ends with Ctrl-C."""
    from flows.cli_run import serve_command

    serve_command(config)


@app.command()
def status(config: Config = None, as_json: AsJson = False) -> None:
    """Show how each outlet is doing, what failed and why, and how much is stored."""
    from flows.cli_show import status_command

    status_command(config, as_json=as_json)


@app.command()
def doctor(config: Config = None, as_json: AsJson = False) -> None:
    """Check the published record: orphans, offsets of quotes, counts; says what is wrong and how to mend it."""
    from flows.cli_show import doctor_command

    doctor_command(config, as_json=as_json)


@app.command()
def sql(
    statement: Annotated[str, typer.Argument(help="One SELECT statement; the views are described in docs/schema.md.")],
    config: Config = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: AsJson = False,
    limit: Annotated[int, typer.Option("--max-rows", min=1, help="Rows to print at most.")] = 10_000,
) -> None:
    """Query the published copy: read-only, sandboxed, at any moment."""
    from flows.cli_show import sql_command

    sql_command(config, statement, form="csv" if as_csv else "json" if as_json else "table", limit=limit)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="What to look for; a misspelt name finds the name.")],
    config: Config = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Articles to show at most.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Search titles, quotes and texts of the published copy, best first."""
    from flows.cli_search import search_command

    search_command(config, " ".join(words), limit=limit, as_json=as_json)


@app.command()
def export(
    folder: Annotated[
        Path | None,
        typer.Argument(help="Where the files go, one for each view; without it one view goes to the output."),
    ] = None,
    config: Config = None,
    views: Annotated[
        list[str] | None, typer.Option("--view", help="A view of docs/schema.md, again for more (default: all).")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="Of the files.")] = Form.csv,
    since: Annotated[
        datetime | None,
        typer.Option("--since", formats=["%Y-%m-%d"], help="Only what became known since that day (UTC)."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Write views of the published copy as CSV, JSON lines or Parquet."""
    from flows.cli_export import export_command

    export_command(config, folder, views=views or [], form=form.value, since=since, force=force)


@app.command()
def rebuild(config: Config = None, as_json: AsJson = False) -> None:
    """Make claims, facts and stories anew out of the stored articles, with the present extractor, in one swap."""
    from flows.cli_run import rebuild_command

    rebuild_command(config, as_json=as_json)


@app.command()
def reread(config: Config = None, as_json: AsJson = False) -> None:
    """Read every page that was kept again, with the present reader and extractor: no request is made."""
    from flows.cli_run import reread_command

    reread_command(config, as_json=as_json)


@app.command()
def read(
    pages: Annotated[list[Path], typer.Argument(help=".html or .html.gz files, or folders of them.")],
) -> None:
    """Read article pages: one JSON line for each, with title, text, authors, date."""
    from flows.cli_files import read_command

    read_command(pages)


@app.command()
def extract(
    articles: Annotated[list[Path], typer.Argument(help="Article files (JSON), or folders of them.")],
    config: Config = None,
) -> None:
    """Extract entities and claims from article files: one JSON line for each."""
    from flows.cli_files import extract_command

    extract_command(articles, config)


@app.command()
def explain(
    article: Annotated[
        str, typer.Argument(help="Id or URL of a stored article, a file (text, HTML, JSON), or - for standard input.")
    ],
    config: Config = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page that stands alone to this file.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="List names that state nothing, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show an article with all that was found in it, and why each figure was taken or dropped."""
    from flows.cli_explain import explain_command

    explain_command(article, config, html=html, as_json=as_json, everything=everything)


@app.command()
def review(
    config: Config = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page that stands alone to this file.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="Candidates to show at most.")] = 200,
    as_json: AsJson = False,
) -> None:
    """List claims held back as too unsure, likeliest first, with the lines that accept or reject them."""
    from flows.cli_review import review_command

    review_command(config, html=html, as_json=as_json, limit=limit)


if __name__ == "__main__":
    main()
