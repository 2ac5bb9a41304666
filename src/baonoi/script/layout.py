"""Lay the reading out: title, date, lead, sections under their headings, and the byline last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, takewhile
from typing import NamedTuple

from baonoi.model import (
    Article,
    Block,
    LeftOut,
    Passage,
    Rest,
    Role,
    Script,
    ScriptSection,
    Section,
    SpokenText,
)
from baonoi.script.breath import rests as rests_of
from baonoi.script.pauses import CLAUSE, SENTENCE, between

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
LONGEST = 320
"""Characters of spoken text that a voice says well in one go; a longer sentence is divided."""

RUNNING = (Role.LEAD, Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE)
"""What runs as text, to be weighed against captions."""
FEWEST = 3
"""Captions of a photo essay."""

NOTHING = "nothing in it can be said"
FOREIGN = "in a script that no voice here reads"
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")

Say = Callable[[str], SpokenText]
"""Spells a text out in the voice's accent with the article's glossary."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A passage in its place."""

    section: int
    """Number of its section in the script."""
    heading: str | None
    """Of its section."""
    passage: Passage
    number: int
    """In its section."""
    last: bool
    """Whether it ends its section."""
    ends_script: bool


class Layout:
    """An article on its way into a script: block after block, each spelled out when it is needed.

    A passage is there as soon as the block behind it is spelled out: the pause between them depends
    on both.
    """

    def __init__(
        self,
        article: Article,
        say: Say,
        *,
        pace: float = 1.0,
        captions: bool = False,
        notes: bool = False,
        rests: bool = True,
    ) -> None:
        """Lay out nothing yet.

        Args:
            article: what to read.
            say: spells out one text.
            pace: scale of all pauses.
            captions: whether captions are read where they stand; those of a photo essay always are.
            notes: whether footnotes and endnotes are read where they stand.
            rests: whether the voice is told where to pause inside sentences.
        """
        self._article, self._say, self._pace = article, say, pace
        self._rests = rests
        self._unspoken = {
            Role.CODE: "code",
            **({} if captions or _in_pictures(article) else {Role.CAPTION: "caption"}),
            **({} if notes else {Role.NOTE: "note"}),
        }
        self.left_out: list[LeftOut] = []
        """What was met so far that is not spoken."""

    def __iter__(self) -> Iterator[LaidOut]:
        """Every passage in order."""
        section = number = 0
        spoken = self._spoken()
        block = next(spoken, None)
        while block is not None:
            following = next(spoken, None)
            last = following is None or following.section != block.section
            pause = between(block.role, following.role if following else None)
            passage = self._passage(block, pause)
            yield LaidOut(section, block.heading, passage, number, last, following is None)
            section, number = (section + 1, 0) if last else (section, number + 1)
            block = following

    def _spoken(self) -> Iterator[_Spoken]:
        """The blocks that are said, spelled out."""
        for number, section in enumerate(self._article.sections):
            heading = section.heading.text if section.heading else None
            for role, text in self._texts(number, section):
                said = self._say(text)
                if _LATIN.search(said.spoken):
                    yield _Spoken(number, heading, role, said)
                else:
                    foreign = any(character.isalpha() for character in said.spoken)
                    self.left_out.append(LeftOut(role, text, FOREIGN if foreign else NOTHING))

    def _texts(self, number: int, section: Section) -> Iterator[tuple[Role, str]]:
        """What of a section is to be said, in order."""
        if number == 0:
            yield from _opening(self._article)
        silent_notes = Role.NOTE in self._unspoken
        if section.heading is not None:
            if silent_notes and _are_notes(section.blocks):
                self.left_out.append(LeftOut(Role.HEADING, section.heading.text, "note"))
            else:
                yield Role.HEADING, section.heading.text
        for at, block in enumerate(section.blocks):
            if block.role in (Role.TITLE, Role.DATELINE, Role.BYLINE):
                continue  # said at the head and at the end
            heads = block.role is Role.HEADING
            if silent_notes and heads and _are_notes(section.blocks, at + 1):
                self.left_out.append(LeftOut(block.role, block.text, "note"))
            elif block.role in self._unspoken:
                reason = self._unspoken[block.role]
                self.left_out.append(LeftOut(block.role, block.text, reason))
            else:
                yield block.role, block.text
        if number == len(self._article.sections) - 1 and self._article.byline:
            yield Role.BYLINE, f"Bài: {self._article.byline}"

    def _passage(self, block: _Spoken, last: float) -> Passage:
        sentences: list[SpokenText] = []
        pauses: list[float] = []
        for sentence in block.text.split():
            if not _LATIN.search(sentence.spoken) and any(map(str.isalpha, sentence.spoken)):
                self.left_out.append(LeftOut(block.role, sentence.written, FOREIGN))
                continue
            parts = sentence.divide(LONGEST)
            sentences += parts
            pauses += [CLAUSE] * (len(parts) - 1) + [SENTENCE]
        pauses[-1] = last
        scaled = tuple(round(pause * self._pace, 3) for pause in pauses)
        return Passage(block.role, tuple(sentences), scaled, self._inner(sentences))

    def _inner(self, sentences: list[SpokenText]) -> tuple[tuple[Rest, ...], ...]:
        """The pauses inside the sentences."""
        if not self._rests:
            return ()
        return tuple(
            tuple(Rest(word, round(pause * self._pace, 3)) for word, pause in rests_of(sentence))
            for sentence in sentences
        )


class _Spoken(NamedTuple):
    """A block that is said."""

    section: int
    """Of the article."""
    heading: str | None
    role: Role
    text: SpokenText


def lay_out(
    article: Article,
    say: Say,
    *,
    pace: float = 1.0,
    captions: bool = False,
    notes: bool = False,
    rests: bool = True,
) -> Script:
    """The whole script of an article: see :class:`Layout`."""
    layout = Layout(article, say, pace=pace, captions=captions, notes=notes, rests=rests)
    return as_script(layout, layout.left_out)


def as_script(passages: Iterable[LaidOut], left_out: Iterable[LeftOut]) -> Script:
    """The script of passages that are laid out."""
    sections = tuple(
        ScriptSection(heading, tuple(each.passage for each in group))
        for (_, heading), group in groupby(passages, key=lambda each: (each.section, each.heading))
    )
    return Script(sections, tuple(left_out))


def dateline(published: datetime | date) -> str:
    """When an article was published, as a newsreader has it written: weekday, date, time of day."""
    day = (
        f"{WEEKDAYS[published.weekday()]}, ngày {published.day}/{published.month}/{published.year}"
    )
    if isinstance(published, datetime):
        return f"{day}, {published.hour}:{published.minute:02d}"
    return day


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


def _opening(article: Article) -> Iterator[tuple[Role, str]]:
    if article.title and not _begins_with_title(article):
        yield Role.TITLE, article.title
    if article.published is not None:
        yield Role.DATELINE, dateline(article.published)


def _begins_with_title(article: Article) -> bool:
    """Whether a title that no block holds was only made of the first words of the text."""
    texts = [block.text for _, block in article.blocks()]
    made_up = all(block.role is not Role.TITLE for _, block in article.blocks())
    return made_up and any(text.startswith(article.title.rstrip("…. ")) for text in texts[:2])
