"""``baonoi clean``: the article as it was understood."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from baonoi.cli import completion
from baonoi.cli.anyway_option import anyway_option, tell_missing
from baonoi.cli.lexicon_option import lexicon_option
from baonoi.cli.offline_option import offline_option, voice_for
from baonoi.cli.output import show
from baonoi.cli.selection_options import selection_options
from baonoi.cli.vocabulary import named
from baonoi.errors import NoArticleError, nothing_to_say
from baonoi.model import Role
from baonoi.told import Told

if TYPE_CHECKING:
    from baonoi.model import Page

WIDTH = 10
"""Columns for what a block is."""


@click.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi clean bai-bao.html\n"
    "  baonoi clean --json bai-bao.html | jq .title\n"
    "  baonoi clean --spoken bai-bao.txt\n",
)
@click.argument("source", shell_complete=completion.files)
@click.option("--json", "as_json", is_flag=True, help="The article and its cuts as JSON.")
@click.option("--spoken", is_flag=True, help="The script: one passage a line, spelled out.")
@selection_options
@lexicon_option
@anyway_option
@offline_option
@click.option("--allow-private", is_flag=True, help="Fetch from private networks, too.")
def command(
    source: str,
    as_json: bool,
    spoken: bool,
    lexicon: str | None,
    anyway: bool,
    offline: bool,
    allow_private: bool,
    **selection: Any,
) -> None:
    """Show what SOURCE (a path, a URL or -) holds: title, date, blocks by role.

    Of a feed (RSS or Atom) it lists the articles. What is left out of the reading is left out of
    --spoken alone.
    """
    from baonoi.reading.source import understand
    from baonoi.sources import is_feed, open_source

    page = open_source(source, allow_private=allow_private)
    if is_feed(page):
        _list(page, as_json)
        return
    article = understand(page, anyway=anyway)
    tell_missing(article)
    if spoken:
        from baonoi.reading.options import ReadingOptions
        from baonoi.reading.plan import script_of

        options = ReadingOptions(lexicon=lexicon, **selection)
        script = script_of(article, voice_for(source, offline), options)
        said = False
        for passage in script.passages():
            said = True
            show(" ".join(text.spoken for text in passage.sentences))
        if not said and any(article.blocks()):
            raise nothing_to_say()
    elif as_json:
        from baonoi.cleaner import to_json

        show(json.dumps(to_json(article), ensure_ascii=False, indent=1))
    else:
        width = max(WIDTH, *(len(named("roles", role.value)) for role in Role))
        for _, block in article.blocks():
            show(f"{named('roles', block.role.value):<{width}} {block.text}\n")
    if not any(article.blocks()):
        reasons = ", ".join(dict.fromkeys(named("reasons", cut.reason) for cut in article.cuts))
        raise NoArticleError(
            Told(
                "All of {source} was cut ({reasons}); nothing is left to read.",
                source=page.origin,
                reasons=reasons,
            ),
            "all-cut",
        )


def _list(page: Page, as_json: bool) -> None:
    """The articles of a feed, newest first."""
    from baonoi.sources import open_feed

    rows = [
        {
            "title": item.title,
            "url": item.url,
            "published": item.published.isoformat() if item.published else None,
        }
        for item in open_feed(page)
    ]
    if as_json:
        show(json.dumps({"version": 1, "items": rows}, ensure_ascii=False, indent=1))
        return
    for row in rows:
        show(f"{row['published'] or '':<25} {row['title']}\n{'':<25} {row['url']}")
