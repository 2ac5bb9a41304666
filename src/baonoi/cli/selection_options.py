"""The options that say what of an article is read, for every command that lays a reading out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from baonoi.cli import completion
from baonoi.reading.options import PARTS
from baonoi.reading.settings import parts


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--notes``, ``--without`` and ``--say-source``, named as ReadingOptions has them."""
    for option in (
        click.option(
            "--say-source",
            is_flag=True,
            help="Say who published it, and when, instead of the date: Theo báo ..., sáng nay.",
        ),
        click.option(
            "--without",
            multiple=True,
            metavar="PART,...",
            callback=_parts,
            shell_complete=completion.parts,
            help=f"Leave out: {', '.join(PARTS)}.",
        ),
        click.option(
            "--notes/--no-notes", help="Read footnotes and endnotes, too, where they stand."
        ),
    ):
        command = option(command)
    return command


def _parts(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Every part that is named; the options themselves tell which there are not."""
    return parts(" ".join(given))
