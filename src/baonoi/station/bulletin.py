"""A bulletin as an article of its own: opening, headlines, the news by subject, a close.

Every item is a section, and depends on nothing but its article: what was said and coded of it once
is used in every bulletin.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from itertools import groupby
from pathlib import Path

from baonoi.common.tables import rows_under_head
from baonoi.model import VIETNAM_TIME, Article, Block, Role, Section
from baonoi.reading.said_source import PARTS, said_source
from baonoi.station.choice import Pick, Story

NAME = "Báo Nói"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Edition:
    """Which bulletin it is: that of a day and a part of it."""

    day: date
    part: str
    begins: int
    """The hour."""

    @classmethod
    def at(cls, now: float) -> Edition:
        """That of a moment, in seconds since 1970."""
        local = datetime.fromtimestamp(now, VIETNAM_TIME)
        begins = 0
        for ends, part in PARTS:
            if local.hour < ends:
                return cls(local.date(), part, begins)
            begins = ends
        raise ValueError(f"no part of the day has the hour {local.hour}")

    @property
    def name(self) -> str:
        """A name that no other edition has."""
        return f"{self.day.isoformat()} {self.part}"

    @property
    def moment(self) -> datetime:
        """When its part of the day begins: the same whenever it is made."""
        return datetime.combine(self.day, time(self.begins), VIETNAM_TIME)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What is read, and which of its texts are of which article."""

    article: Article
    parts: dict[str, Article]
    items: frozenset[int]
    """The numbers of the sections that are of one article alone."""


def compose(edition: Edition, told: list[Pick], accent: str) -> Bulletin:
    """The bulletin, in the words of that accent."""
    words = wording(accent)
    day = edition.day
    title = words["title"].format(
        part=edition.part,
        weekday=WEEKDAYS[day.weekday()],
        day=day.day,
        month=day.month,
        year=day.year,
    )
    sections = [_opening(words, [each.story for each in told])]
    items = []
    for subject, group in groupby(told, key=lambda each: each.story.subject):
        if subject:
            sections.append(Section(Block(Role.HEADING, subject), ()))
        for each in group:
            items.append(len(sections))
            sections.append(item(each, words))
    sections.append(_close(words))
    article = Article(title, tuple(sections), source=NAME, published=edition.moment, bulletin=True)
    return Bulletin(article, _parts(told), frozenset(items))


def alone(told: Pick, accent: str) -> Bulletin:
    """A bulletin of one article: whoever keeps what is made of it needs not make it again."""
    words = wording(accent)
    sections = (_opening(words, [told.story]), item(told, words), _close(words))
    return Bulletin(Article("", sections, bulletin=True), _parts([told]), frozenset((1,)))


def item(told: Pick, words: dict[str, str]) -> Section:
    """An article's section: its title, who published it, its lead or all of it."""
    article = told.story.article
    source = said_source(article, datetime.now(VIETNAM_TIME), dated=False)
    said = (Block(Role.PARAGRAPH, words["source"].format(source=source)),) if source else ()
    blocks = told.story.whole if told.whole else told.story.lead
    return Section(Block(Role.HEADING, article.title), said + blocks)


def _opening(words: dict[str, str], stories: list[Story]) -> Section:
    intro = words["headlines" if len(stories) > 1 else "headline"]
    return Section(
        None,
        (
            Block(Role.PARAGRAPH, words["greeting"]),
            Block(Role.PARAGRAPH, intro),
            *(Block(Role.LIST_ITEM, story.article.title) for story in stories),
        ),
    )


def _close(words: dict[str, str]) -> Section:
    thanks = Block(Role.PARAGRAPH, words["thanks"])
    return Section(Block(Role.HEADING, words["close"]), (thanks,))


def _parts(told: list[Pick]) -> dict[str, Article]:
    return {
        text: each.story.article
        for each in told
        for text in (each.story.article.title, *(block.text for block in each.story.whole))
    }


@cache
def wording(accent: str) -> dict[str, str]:
    """The bulletin's own words in an accent."""
    column = 2 if accent == "southern" else 1
    table = rows_under_head(Path(__file__).with_name("words.tsv"))
    return {row[0]: row[column] for row in table}
