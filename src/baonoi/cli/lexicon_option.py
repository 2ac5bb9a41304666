"""The option for readings of one's own, for every command that spells out."""

from __future__ import annotations

import click

from baonoi.cli import completion


def _checked(_: click.Context, __: click.Parameter, path: str | None) -> str | None:
    """The path, once what stands there was seen to be a lexicon."""
    if path is not None:
        from baonoi.normalizer import load_lexicon

        load_lexicon(path)
    return path


lexicon_option = click.option(
    "--lexicon",
    metavar="FILE",
    shell_complete=completion.files,
    callback=_checked,
    help="Readings of your own, which win over all others: written TAB spoken, one a line.",
)
