"""``baonoi normalize``: a filter from written to spoken Vietnamese."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TextIO

import click

from baonoi.cli.lexicon_option import lexicon_option
from baonoi.cli.output import show
from baonoi.errors import SourceError
from baonoi.told import Told

if TYPE_CHECKING:
    from baonoi.model import Accent


@click.command(
    epilog="Examples:\n\n\b\n"
    "  echo 'Ngày 9/2/2024 tăng 1,50%' | baonoi normalize\n"
    "  baonoi normalize bai-bao.txt\n",
)
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"), default="-")
@click.option(
    "--accent",
    type=click.Choice(["northern", "southern"]),
    default="northern",
    show_default=True,
    help="Whose numbers and letters: nghìn, linh, tư or ngàn, lẻ, bốn.",
)
@click.option("--respell", is_flag=True, help="Write foreign words in Vietnamese syllables.")
@lexicon_option
def command(file: TextIO, accent: Accent, respell: bool, lexicon: str | None) -> None:
    """Spell FILE (or standard input) out: a line in, a line out, each on its own."""
    from baonoi.normalizer import load_lexicon, normalize

    foreign: Literal["respell", "keep"] = "respell" if respell else "keep"
    own = None if lexicon is None else load_lexicon(lexicon)
    for line in _lines(file):
        text = line.rstrip("\r\n")
        show(normalize(text, accent=accent, lexicon=own, foreign=foreign).spoken)


def _lines(file: TextIO) -> Iterator[str]:
    """Its lines.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        yield from file
    except OSError as error:
        reason = str(error.strerror or error)
        raise SourceError(
            Told("Cannot read {path}: {reason}.", path=file.name, reason=reason), "file-unreadable"
        ) from None
