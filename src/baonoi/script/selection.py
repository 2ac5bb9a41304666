"""What of an article is said, in which order; what is left out, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import NamedTuple

from baonoi.model import Article, Block, Role, Section

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
RUNNING = (Role.LEAD, Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE)
"""What runs as text, to be weighed against captions."""
FEWEST = 3
"""Captions of a photo essay."""
NOT_WANTED = "not wanted"


@dataclass(frozen=True, slots=True)
class Selection:
    """What a listener wants to hear."""

    captions: bool = False
    """Whether captions are read where they stand; those of a photo essay always are."""
    notes: bool = False
    """Whether footnotes and endnotes are read where they stand."""
    without: frozenset[Role] = frozenset()
    """What is not read, whatever else is asked for."""
    opening: str = ""
    """What is said after the title instead of the date: who published it, and when."""


class Selected(NamedTuple):
    """A text in its place in the reading."""

    section: int
    """Number of its section in the article."""
    role: Role
    text: str
    unspoken: str = ""
    """Why it is left out; empty for what is said."""


def selected(article: Article, selection: Selection) -> Iterator[Selected]:
    """Title, date, lead, sections under their headings, and the byline last."""
    unspoken = {
        Role.CODE: "code",
        **({} if selection.captions or _in_pictures(article) else {Role.CAPTION: "caption"}),
        **({} if selection.notes else {Role.NOTE: "note"}),
        **dict.fromkeys(selection.without, NOT_WANTED),
    }
    for number, section in enumerate(article.sections):
        if number == 0 and selection.opening:
            yield from _opened(article, selection.opening, unspoken)
        elif number == 0:
            yield from (Selected(0, *each, unspoken.get(each[0], "")) for each in _opening(article))
        for role, text, reason in _of_section(article, number, section, unspoken):
            yield Selected(number, role, text, reason or unspoken.get(role, ""))


def characters(article: Article, selection: Selection) -> int:
    """About how many written characters will be said, before anything is laid out."""
    return sum(len(each.text) for each in selected(article, selection) if not each.unspoken)


def dateline(published: datetime | date) -> str:
    """When an article was published, as a newsreader has it written: weekday, date, time of day."""
    day = (
        f"{WEEKDAYS[published.weekday()]}, ngày {published.day}/{published.month}/{published.year}"
    )
    if isinstance(published, datetime):
        return f"{day}, {published.hour}:{published.minute:02d}"
    return day


def _of_section(
    article: Article, number: int, section: Section, unspoken: dict[Role, str]
) -> Iterator[tuple[Role, str, str]]:
    """Its texts in order, with a reason where one is left out for its place."""
    over_notes = unspoken.get(Role.NOTE, "")
    if section.heading is not None:
        reason = over_notes if _are_notes(section.blocks) else ""
        yield Role.HEADING, section.heading.text, reason
    for at, block in enumerate(section.blocks):
        if block.role in (Role.TITLE, Role.DATELINE, Role.BYLINE):
            continue  # said at the head and at the end
        heads = block.role is Role.HEADING and _are_notes(section.blocks, at + 1)
        yield block.role, block.text, over_notes if heads else ""
    if number == len(article.sections) - 1 and article.byline:
        yield Role.BYLINE, f"Bài: {article.byline}", ""


def _opened(article: Article, opening: str, unspoken: dict[Role, str]) -> Iterator[Selected]:
    """Title and what is said instead of the date; a date that is not wanted is told to be left."""
    for role, text in _opening(article):
        if role is Role.TITLE or role in unspoken:
            yield Selected(0, role, text, unspoken.get(role, ""))
    yield Selected(0, Role.DATELINE, opening)


def _opening(article: Article) -> Iterator[tuple[Role, str]]:
    if article.title and not _begins_with_title(article):
        yield Role.TITLE, article.title
    if article.published is not None:
        yield Role.DATELINE, dateline(article.published)


def _are_notes(blocks: tuple[Block, ...], first: int = 0) -> bool:
    """Whether nothing but notes stands under a heading, up to the next one."""
    below = (blocks[at].role for at in range(first, len(blocks)))
    under = list(takewhile(lambda role: role is not Role.HEADING, below))
    return bool(under) and all(role is Role.NOTE for role in under)


def _in_pictures(article: Article) -> bool:
    """Whether it is a photo essay: most of what it says stands under its pictures."""
    captions = [block.text for _, block in article.blocks() if block.role is Role.CAPTION]
    running = [block.text for _, block in article.blocks() if block.role in RUNNING]
    return len(captions) >= FEWEST and sum(map(len, captions)) > sum(map(len, running))


def _begins_with_title(article: Article) -> bool:
    """Whether a title that no block holds was only made of the first words of the text."""
    texts = [block.text for _, block in article.blocks()]
    made_up = all(block.role is not Role.TITLE for _, block in article.blocks())
    return made_up and any(text.startswith(article.title.rstrip("…. ")) for text in texts[:2])
