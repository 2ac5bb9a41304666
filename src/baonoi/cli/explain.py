"""``baonoi explain``: what was cut, mended, rewritten or left unspoken, and what is doubtful."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from baonoi.cli import completion
from baonoi.cli.anyway_option import anyway_option, tell_missing
from baonoi.cli.language import said
from baonoi.cli.lexicon_option import lexicon_option
from baonoi.cli.offline_option import offline_option, voice_for
from baonoi.cli.output import show, show_drawn
from baonoi.cli.selection_options import selection_options
from baonoi.cli.vocabulary import Name, as_it_is, named
from baonoi.common.printable import printable
from baonoi.told import Told

if TYPE_CHECKING:
    from baonoi.model import Article, Script

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
CUT_FOR_ITS_PLACE = Told("cut for its place alone, may belong to the article")


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


def explain(
    article: Article, script: Script, name: Name = as_it_is
) -> dict[str, list[dict[str, Any]]]:
    """What happened to the source on its way to the voice; rewrites that recur are listed once."""
    from baonoi.publish.page.notes import SURE

    rewrites: dict[tuple[str, str], dict[str, Any]] = {}
    for passage in script.passages():
        for text in passage.sentences:
            for span in text.rewrites:
                written = text.written[span.start : span.end]
                spoken = text.spoken[span.spoken_start : span.spoken_end]
                rewrites.setdefault(
                    (written, spoken),
                    {
                        "written": written,
                        "spoken": spoken,
                        "class": name("kinds", span.kind),
                        "confidence": span.confidence,
                        "cue": name("cues", span.cue),
                        "alternatives": list(span.alternatives),
                    },
                )
    repairs = [
        {"written": each.written, "repaired": each.repaired, "reason": name("reasons", each.reason)}
        for each in article.repairs
        if not each.doubtful
    ]
    doubtful: list[dict[str, Any]] = [
        {"written": cut.text, "reason": CUT_FOR_ITS_PLACE} for cut in article.cuts if cut.doubtful
    ]
    doubtful += [
        {
            "written": each.written,
            "suggestion": each.repaired,
            "reason": name("reasons", each.reason),
        }
        for each in article.repairs
        if each.doubtful
    ] + [
        {
            "written": row["written"],
            "spoken": row["spoken"],
            "reason": _doubt(row),
        }
        for row in rewrites.values()
        if row["confidence"] < SURE
    ]
    return {
        "cuts": [
            {
                "text": cut.text,
                "reason": name("reasons", cut.reason),
                "rule": name("rules", cut.rule),
                **({"doubtful": True} if cut.doubtful else {}),
            }
            for cut in article.cuts
        ],
        "repairs": repairs,
        "left_out": [
            {
                "role": name("roles", left.role.value),
                "text": left.text,
                "reason": name("reasons", left.reason),
            }
            for left in script.left_out
        ],
        "rewrites": list(rewrites.values()),
        "doubtful": doubtful,
        "blocks": [
            {
                "role": name("roles", block.role.value),
                "text": block.text,
                "rule": name("rules", block.rule),
            }
            for _, block in article.blocks()
        ],
    }


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


def _doubt(row: dict[str, Any]) -> str:
    """Why a reading is doubtful: how sure it is, what decided, what it could be instead."""
    reason = Told("read as {kind}, {sure:.0%} sure", kind=row["class"], sure=row["confidence"])
    if row["cue"]:
        reason = Told("{reason} ({cue})", reason=reason, cue=row["cue"])
    if row["alternatives"]:
        others = " | ".join(row["alternatives"])
        reason = Told("{reason}; or: {others}", reason=reason, others=others)
    return reason


def _cell(value: object) -> str:
    """A value as a cell of the table shows it."""
    if isinstance(value, float):
        return said(Told("{value:.2f}", value=value))
    if value is True:
        return said(Told("yes"))
    if isinstance(value, str):
        return said(value)
    return " | ".join(map(str, value)) if isinstance(value, list) else str(value)
