"""What pages are called, and the phrases by which each kind that is no article is known."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from baonoi.cleaner import metadata, shape
from baonoi.cleaner.tables import rows
from baonoi.store.patterns import compile_pattern

_DAY = compile_pattern(r"\b\d{1,2}[/-]\d{1,2}\b")


class Kind(StrEnum):
    """What a page is, for people to read."""

    ARTICLE = "an article"
    HOME = "a home page"
    LIST = "a list of articles"
    ERROR = "an error page"
    LOGIN = "a log-in wall"
    BOT = "a bot check"
    SEARCH = "search results"
    OFFER = "a subscription offer"
    SCRIPT = "a page that needs JavaScript"


def forms(*told: str) -> list[str]:
    """Titles as they stand and without the site's name."""
    return [form for each in told if each for form in metadata.without_site(each)]


def general(title: str) -> bool:
    """Whether a title is one of a front page or of a section: no day is named in it."""
    if _DAY.search(title):
        return False
    return shape.section_name(title) or fits(Kind.LIST, title) or fits(Kind.HOME, title)


@cache
def _patterns(kind: Kind, where: str) -> re.Pattern[str]:
    found = [
        pattern for name, place, pattern in rows("pages")[1:] if (name, place) == (kind.name, where)
    ]
    return compile_pattern("|".join(f"(?:{each})" for each in found) or r"(?!)", re.IGNORECASE)


def fits(kind: Kind, title: str) -> bool:
    """Whether a title, as a whole, is one of such a page."""
    return len(title) <= 200 and _patterns(kind, "title").fullmatch(title.strip()) is not None


def holds(kind: Kind, line: str) -> bool:
    """Whether a line holds a phrase of such a page."""
    return bool(line) and _patterns(kind, "line").search(line) is not None
