"""What the pages say, in Vietnamese and in English: the tables of ``tables/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from baonoi.common.tables import rows_under_head

_FOLDER = Path(__file__).with_name("tables")


class Wording(NamedTuple):
    """One text in both languages."""

    vi: str
    en: str


@cache
def table(name: str) -> dict[str, Wording]:
    """``strings``, ``reasons`` or ``kinds``: key to both wordings."""
    wordings: dict[str, Wording] = {}
    for key, vietnamese, english in rows_under_head(_FOLDER / f"{name}.tsv"):
        wordings[key] = Wording(vietnamese, english or key)
    return wordings


def look_up(name: str, key: str) -> Wording:
    """The wording of a key; one that is not in the table stands for itself."""
    return table(name).get(key, Wording(key, key))


def clock(seconds: float) -> str:
    """Minutes and seconds as a player shows them: 7:12, 1:02:03."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours}:{minutes:02d}:{whole % 60:02d}"
    return f"{minutes}:{whole % 60:02d}"
