"""What a bulletin tells: of what is new the newest, of many papers and subjects, nothing twice."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from baonoi.common.syllable_count import syllable_count
from baonoi.model import Article, Block, Role
from baonoi.reading.estimate import SYLLABLE
from baonoi.station.content import unpacked
from baonoi.station.database import Database
from baonoi.station.likeness import BODY, RELATED, Likeness
from baonoi.station.subjects import subject_of

PAUSES = 3.0
"""Seconds of an item that nobody speaks."""
AGED = 3 * 3600.0
"""Seconds that an article is older than another and worth as much as one of a paper, or a subject,
that was not heard so often yet."""


@dataclass(frozen=True, slots=True)
class Story:
    """An article that a bulletin may tell."""

    number: int
    paper: str
    subject: str
    published: float
    article: Article
    likeness: Likeness

    @property
    def lead(self) -> tuple[Block, ...]:
        """What it is told in short: its lead, or its first paragraph."""
        blocks = self.whole
        leads = tuple(block for block in blocks if block.role is Role.LEAD)
        return leads or tuple(block for block in blocks if block.role is Role.PARAGRAPH)[:1]

    @property
    def whole(self) -> tuple[Block, ...]:
        """All that is said of it."""
        return tuple(block for _, block in self.article.blocks() if block.role in BODY)


@dataclass(frozen=True, slots=True)
class Pick:
    """An article in a bulletin."""

    story: Story
    whole: bool = False


def stories(
    database: Database,
    directory: Path,
    since: float,
    until: float,
    papers: Iterable[str],
    name: str,
) -> list[Story]:
    """What was read and may be told, the newest first.

    Args:
        database: the station's.
        directory: where the recordings are.
        since: seconds since 1970: nothing that was published before.
        until: nothing that was published after.
        papers: names of those that are wanted; none is all.
        name: of the bulletin: what others told is not told again.
    """
    rows = database.rows(
        "SELECT article.*, paper.name FROM article LEFT JOIN paper ON paper.id = article.paper"
        " WHERE state = 'read' AND content IS NOT NULL AND directory = ?"
        " AND published >= ? AND published <= ? AND (told IS NULL OR told = ?)"
        " ORDER BY published DESC, article.url",
        *(str(directory), since, until, name),
    )
    wanted = set(papers)
    found = (_story(row) for row in rows if not wanted or row["name"] in wanted)
    return [story for story in found if story.lead]


def _story(row: sqlite3.Row) -> Story:
    return Story(
        row["id"],
        row["name"] or "",
        subject_of(row["subject"], row["url"]),
        row["published"],
        unpacked(row["content"]),
        Likeness.kept(row["sketch"], row["numbers"]),
    )


def chosen(candidates: list[Story], seconds: float) -> list[Pick]:
    """What is told in so many seconds, by subject; in short, and in whole where time is left."""
    left = list(candidates)
    picked: list[Story] = []
    papers: Counter[str] = Counter()
    subjects: Counter[str] = Counter()
    time = seconds
    while left:
        # However old it is, one of a paper that was not heard yet comes before its fifth.
        best = max(
            left,
            key=lambda each: (
                each.published - AGED * (papers[each.paper] + subjects[each.subject]),
                -left.index(each),
            ),
        )
        left.remove(best)
        cost = _seconds(best, best.lead)
        if cost > time or any(_alike(best, each) for each in picked):
            continue
        time -= cost
        picked.append(best)
        papers[best.paper] += 1
        subjects[best.subject] += 1
    whole: set[int] = set()
    for each in picked:
        more = _seconds(each, each.whole) - _seconds(each, each.lead)
        if more <= time:
            time -= more
            whole.add(each.number)
    picked.sort(key=lambda each: (not each.subject, -each.published, each.number))
    order: dict[str, int] = {}
    for each in picked:
        order.setdefault(each.subject, len(order))
    picked.sort(key=lambda each: order[each.subject])
    return [Pick(each, each.number in whole) for each in picked]


def _alike(one: Story, other: Story) -> bool:
    """Whether they tell the same: their texts, or most words of their titles."""
    first, second = (set(each.article.title.casefold().split()) for each in (one, other))
    fewer = min(len(first), len(second))
    same_title = fewer > 2 and len(first & second) >= 0.75 * fewer
    return same_title or one.likeness.resemblance(other.likeness) >= RELATED


def _seconds(story: Story, blocks: Iterable[Block]) -> float:
    """About how long it takes: the title twice, as a headline, too."""
    texts = (story.article.title, story.article.title, *(block.text for block in blocks))
    words = [word for text in texts for word in text.split()]
    return PAUSES + SYLLABLE * sum(map(syllable_count, words))
