"""``baonoi explain``: what was cut, mended, rewritten or left unspoken, and what is doubtful."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from baonoi.cli.anyway_option import anyway_option, tell_missing
from baonoi.cli.lexicon_option import lexicon_option
from baonoi.cli.offline_option import offline_option, voice_for
from baonoi.cli.output import show, show_drawn
from baonoi.cli.selection_options import selection_options
from baonoi.common.printable import printable

if TYPE_CHECKING:
    from baonoi.model import Article, Script

TITLES = {
    "cuts": "Cut: not part of the article",
    "repairs": "Mended",
    "left_out": "Left unspoken",
    "rewrites": "Rewritten",
    "doubtful": "Doubtful",
}
CUT_FOR_ITS_PLACE = "cut for its place alone, may belong to the article"


@click.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi explain bai-bao.txt\n"
    "  baonoi explain --json bai-bao.html | jq .doubtful\n",
)
@click.argument("source")
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
    report = explain(article, script_of(article, voice_for(source, offline), options))
    if as_json:
        show(json.dumps({"version": 1, **report}, ensure_ascii=False, indent=1))
        return
    _show(report)


def explain(article: Article, script: Script) -> dict[str, list[dict[str, Any]]]:
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
                        "class": span.kind,
                        "confidence": span.confidence,
                        "cue": span.cue,
                        "alternatives": list(span.alternatives),
                    },
                )
    repairs = [
        {"written": each.written, "repaired": each.repaired, "reason": each.reason}
        for each in article.repairs
        if not each.doubtful
    ]
    doubtful: list[dict[str, Any]] = [
        {"written": cut.text, "reason": CUT_FOR_ITS_PLACE} for cut in article.cuts if cut.doubtful
    ]
    doubtful += [
        {"written": each.written, "suggestion": each.repaired, "reason": each.reason}
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
                "reason": cut.reason,
                "rule": cut.rule,
                **({"doubtful": True} if cut.doubtful else {}),
            }
            for cut in article.cuts
        ],
        "repairs": repairs,
        "left_out": [
            {"role": left.role.value, "text": left.text, "reason": left.reason}
            for left in script.left_out
        ],
        "rewrites": list(rewrites.values()),
        "doubtful": doubtful,
        "blocks": [
            {"role": block.role.value, "text": block.text, "rule": block.rule}
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
        table = Table(title=f"{TITLES[part]} ({len(rows)})", title_justify="left", expand=True)
        names = list(dict.fromkeys(name for row in rows for name in row))
        for name in names:
            table.add_column(name, overflow="fold")
        for row in rows:
            table.add_row(*(Text(printable(_cell(row.get(name, "")))) for name in names))
        with console.capture() as drawn:  # what is in the way of writing it is not rich's to judge
            console.print(table)
        show_drawn(drawn.get())


def _doubt(row: dict[str, Any]) -> str:
    """Why a reading is doubtful: how sure it is, what decided, what it could be instead."""
    reason = f"read as {row['class']}, {row['confidence']:.0%} sure"
    if row["cue"]:
        reason += f" ({row['cue']})"
    if row["alternatives"]:
        reason += "; or: " + " | ".join(row["alternatives"])
    return reason


def _cell(value: object) -> str:
    """A value as a cell of the table shows it."""
    if isinstance(value, float):
        return f"{value:.2f}"
    return " | ".join(map(str, value)) if isinstance(value, list) else str(value)
