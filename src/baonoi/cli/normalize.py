"""``baonoi normalize``: a filter from written to spoken Vietnamese."""

from __future__ import annotations

from typing import TextIO

import click


@click.command(
    epilog="Examples:\n\n\b\n"
    "  echo 'Ngày 9/2/2024 tăng 1,50%' | baonoi normalize\n"
    "  baonoi normalize bai-bao.txt\n",
)
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"), default="-")
def command(file: TextIO) -> None:
    """Spell FILE (or standard input) out: a line in, a line out, each on its own."""
    from baonoi.normalizer import normalize

    for line in file:
        click.echo(normalize(line.rstrip("\r\n")).spoken)
