"""``baonoi explain``: what was cut, mended, rewritten or left unspoken, and what is doubtful."""

from __future__ import annotations

import json
from typing import Any

import click

from baonoi.cli import completion
from baonoi.cli.anyway_option import anyway_option, tell_missing
from baonoi.cli.language import said
from baonoi.cli.lexicon_option import lexicon_option
from baonoi.cli.offline_option import offline_option, voice_for
from baonoi.cli.output import show, show_drawn
from baonoi.cli.selection_options import selection_options
from baonoi.cli.vocabulary import named
from baonoi.common.printable import printable
from baonoi.told import Told

TITLES = {
    "cuts": Told("Cut: not part of the article"),
    "repairs": Told("Mended"),
    "left_out": Told("Left unspoken"),
    "rewrites": Told("Rewritten"),
    "doubtful": Told("Doubtful"),
}
COLUMNS = {
    "text": Told("text"),
    "reason": Told("reason"),
    "rule": Told("rule"),
    "doubtful": Told("doubtful"),
    "written": Told("written"),
    "repaired": Told("repaired"),
    "suggestion": Told("suggestion"),
    "role": Told("role"),
    "spoken": Told("spoken"),
    "class": Told("class"),
    "confidence": Told("confidence"),
    "cue": Told("cue"),
    "alternatives": Told("alternatives"),
}
"""The columns of the tables, by their names in JSON."""


@click.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi explain bai-bao.txt\n"
    "  baonoi explain --json bai-bao.html | jq .doubtful\n",
)
@click.argument("source", shell_complete=completion.files)
@click.option("--json", "as_json", is_flag=True, help="The same as JSON.")
@selection_options
@lexicon_option
@anyway_option
@offline_option
@click.option("--allow-private", is_flag=True, help="Fetch from private networks, too.")
def command(
    source: str,
    as_json: bool,
    lexicon: str | None,
    anyway: bool,
    offline: bool,
    allow_private: bool,
    **selection: Any,
) -> None:
    """Show how SOURCE (a path, a URL or -) was understood and will be read, and why."""
    from baonoi.reading.explanation import as_it_is, explain
    from baonoi.reading.options import ReadingOptions
    from baonoi.reading.plan import script_of
    from baonoi.reading.source import understand

    article = understand(source, allow_private=allow_private, anyway=anyway)
    tell_missing(article)
    options = ReadingOptions(lexicon=lexicon, **selection)
    script = script_of(article, voice_for(source, offline), options)
    report = explain(article, script, as_it_is if as_json else named)
    if as_json:
        show(json.dumps({"version": 1, **report}, ensure_ascii=False, indent=1))
        return
    _show(report)


def _show(report: dict[str, list[dict[str, Any]]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    for part, rows in report.items():
        if part not in TITLES or not rows:
            continue
        table = Table(
            title=f"{said(TITLES[part])} ({len(rows)})", title_justify="left", expand=True
        )
        names = list(dict.fromkeys(name for row in rows for name in row))
        for name in names:
            table.add_column(said(COLUMNS[name]), overflow="fold")
        for row in rows:
            table.add_row(*(Text(printable(_cell(row.get(name, "")))) for name in names))
        with console.capture() as drawn:  # what is in the way of writing it is not rich's to judge
            console.print(table)
        show_drawn(drawn.get())


def _cell(value: object) -> str:
    """A value as a cell of the table shows it."""
    if isinstance(value, float):
        return said(Told("{value:.2f}", value=value))
    if value is True:
        return said(Told("yes"))
    if isinstance(value, str):
        return said(value)
    return " | ".join(map(str, value)) if isinstance(value, list) else str(value)
