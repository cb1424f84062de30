"""An explained article on a terminal: colours where there are any, brackets where there are none."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from digest.marks import Piece, cut_text, cut_title
from digest.pages import share
from digest.phrases import claim_phrase
from digest.visible import visible
from extractors.explanation import Choice, Explanation, Fate, ReadingExplained, TriggerExplained

_NAMES = {
    "WORK": "magenta",
    "COMPANY": "bright_blue",
    "PERSON": "cyan",
    "CHARACTER": "bright_magenta",
    "EVENT": "bright_yellow",
    "ORG": "bright_cyan",
    "AI_MODEL": "bright_red",
    "VENUE": "bright_black",
}
_FATES: dict[Fate, str] = {"taken": "bold black on green", "candidate": "bold black on yellow", "dropped": "underline"}
_HEADS: dict[Fate, str] = {"taken": "bold green", "candidate": "bold yellow", "dropped": "bold"}
_TITLES: tuple[tuple[Fate, str], ...] = (("taken", "Taken"), ("candidate", "Candidates"))
_QUOTE = 300


def show_explanation(console: Console, explanation: Explanation, *, everything: bool) -> None:
    """The marked text, then each trigger; those that plainly state nothing are counted unless `everything`."""
    coloured = console.color_system is not None
    _show_head(console, explanation, coloured=coloured)
    console.print(_marked(cut_text(explanation), coloured=coloured))
    for fate, title in _TITLES:
        triggers = explanation.of(fate)
        if triggers or fate == "taken":
            console.print(f"\n[bold]{title} ({len(triggers)})[/bold]")
        for trigger in triggers:
            _show_trigger(console, trigger, everything=everything)
    _show_dropped(console, explanation, everything=everything)


def _show_head(console: Console, explanation: Explanation, *, coloured: bool) -> None:
    if explanation.title:
        title = _marked(cut_title(explanation), coloured=coloured)
        title.stylize("bold")
        console.print(title)
    published = f"{explanation.published:%Y-%m-%d}" if explanation.published else "no day of publication"
    about = " · ".join(part for part in (explanation.outlet, published, explanation.url) if part)
    relevance = explanation.relevance
    kept = "on topic" if relevance.keep else "not mined"
    console.print(Text(visible(about), "dim"), soft_wrap=True)
    console.print(Text(f"{kept}: {'; '.join(relevance.reasons)}. {explanation.extractor}.", "dim"))
    console.print(_legend(coloured=coloured))
    console.print()


def _legend(*, coloured: bool) -> Text:
    if not coloured:
        return Text("‹name›  «amount or day»  «taken»[number type]  «candidate»[number type?]")
    legend = Text()
    for kind, style in _NAMES.items():
        legend.append(kind.lower().replace("_", " "), style).append("  ")
    for fate, style in _FATES.items():
        legend.append(fate, style).append("  ")
    return legend


def _marked(pieces: Sequence[Piece], *, coloured: bool) -> Text:
    text = Text()
    for before, piece, after in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
        shown, style = visible(piece.text), _style(piece) if coloured else ""
        if not coloured and (_states(piece) or (piece.figure and piece.name is None)):
            shown = f"«{shown}»"
        if not coloured and piece.name is not None:
            opening = "‹" if before is None or before.name is not piece.name else ""
            shown = f"{opening}{shown}{'›' if after is None or after.name is not piece.name else ''}"
        text.append(shown, style)
        if piece.trigger is not None and piece.closes and _states(piece):
            label = f"[{piece.trigger.number} {piece.trigger.says}"
            text.append(label + ("]" if piece.trigger.fate == "taken" else "?]"), _HEADS[piece.trigger.fate])
    return text


def _states(piece: Piece) -> bool:
    return piece.trigger is not None and piece.trigger.fate != "dropped"


def _style(piece: Piece) -> str:
    if piece.trigger is not None and _states(piece):
        return _FATES[piece.trigger.fate]
    name = _NAMES.get(piece.name.type, "") if piece.name else ""
    return f"{name} underline" if piece.figure else name


def _show_trigger(console: Console, trigger: TriggerExplained, *, everything: bool) -> None:
    line = Text(f"[{trigger.number}] ", _HEADS[trigger.fate]).append(_one_line(trigger.text), "bold")
    line.append(f"  {trigger.kind}", "dim")
    if trigger.meaning and trigger.meaning != trigger.text:
        line.append(f", read as {_one_line(trigger.meaning)}", "dim")
    console.print(line)
    for number, reading in enumerate(trigger.readings):
        if number == 0 or everything or reading.fate != "dropped":
            shown: Table | Text = _reading_table(trigger, reading)
        else:
            shown = Text(f"also read as {reading.output}, dropped: {reading.reason}", "dim")
        console.print(Padding(shown, (0, 0, 0, 4)))


def _reading_table(trigger: TriggerExplained, reading: ReadingExplained) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True, width=11)
    table.add_column(overflow="fold")
    said = claim_phrase(reading.claim) if reading.claim else reading.output
    table.add_row(reading.fate, Text(visible(said), _HEADS[reading.fate]))
    table.add_row("why", Text(visible(reading.reason)))
    scores = [f"{output} {share(score)}" for output, score in trigger.scores]
    table.add_row("type", Text(" · ".join(scores)))
    for slot, choices in reading.slots.items():
        table.add_row(slot.replace("_", " "), Text(visible(" · ".join(map(_choice, choices)))))
    table.add_row("status", Text(" · ".join(f"{status} {share(part)}" for status, part in reading.statuses)))
    table.add_row("confidence", Text(share(reading.confidence)))
    if reading.vetoes:
        table.add_row("vetoes", Text("; ".join(reading.vetoes)))
    if reading.claim:
        quote = _one_line(reading.claim.quote)
        table.add_row("quote", Text(quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE]} …", "italic"))
    return table


def _one_line(text: str) -> str:
    return " ".join(visible(text).split())


def _choice(choice: Choice) -> str:
    return f"{choice.name or 'none'} {share(choice.share)}"


def _show_dropped(console: Console, explanation: Explanation, *, everything: bool) -> None:
    dropped = explanation.of("dropped")
    shown = [
        trigger for trigger in dropped if everything or trigger.readings or trigger.kind not in ("name", "pronoun")
    ]
    if shown:
        console.print(f"\n[bold]Dropped ({len(dropped)})[/bold]")
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(overflow="fold", ratio=2)
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold", ratio=3)
        for trigger in shown:
            what = f"{trigger.says}: " if trigger.says else ""
            table.add_row(Text(_one_line(trigger.text)), trigger.kind, Text(visible(what + trigger.reason)))
        console.print(table)
    if len(shown) < len(dropped):
        rest = len(dropped) - len(shown)
        console.print(f"\n{rest} names and pronouns state nothing; --all lists them.", style="dim")
