"""The option for readings of one's own, for every command that spells out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from baonoi.normalizer import Lexicon


def _load(_: click.Context, __: click.Parameter, path: str | None) -> Lexicon | None:
    if path is None:
        return None
    from baonoi.normalizer import load_lexicon

    return load_lexicon(path)


lexicon_option = click.option(
    "--lexicon",
    metavar="FILE",
    callback=_load,
    help="Readings of your own, which win over all others: written TAB spoken, one a line.",
)
