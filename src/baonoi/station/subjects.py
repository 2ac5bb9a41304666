"""What an article is about, by the section of its paper: as its feed or its address files it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from baonoi.common.addresses import parts
from baonoi.common.tables import rows_under_head
from baonoi.publish.slug import slugify

LONGEST = 24
"""Characters of a section's name that is said although no table knows it."""


def subject_of(filed: str, url: str) -> str:
    """The name of the section, as a newsreader says it; empty where none is known."""
    known = _names()
    for told in (filed, *parts(url).path.strip("/").split("/")[:-1]):
        name = known.get(slugify(told.removesuffix(".html"), ""))
        if name is not None:
            return name
    own = " ".join(filed.split())
    return own if len(own) <= LONGEST and not any(map(str.isdigit, own)) else ""


@cache
def _names() -> dict[str, str]:
    table = rows_under_head(Path(__file__).with_name("subjects.tsv"))
    return {slug: name for name, also in table for slug in (slugify(name), *also.split())}
