"""The word lists of the cleaner: data, read once and only when needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from baonoi.cleaner.letters import one_style
from baonoi.common import tables

_FOLDER = Path(__file__).parent


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of ``NAME.tsv`` as tuples of cells, without comments."""
    return tables.rows(_FOLDER / f"{name}.tsv")


@cache
def words(name: str) -> frozenset[str]:
    """The first cells of ``NAME.tsv``, as ``plain`` gives them."""
    return frozenset(plain(row[0]) for row in rows(name))


def plain(text: str) -> str:
    """A text as it is looked up in a list: case-folded, and in one style of tone marks."""
    return one_style(text.casefold())
