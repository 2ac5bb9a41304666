"""What an article is before it is spelled out: a page, its blocks, what was cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

VIETNAM_TIME = timezone(timedelta(hours=7))
"""The zone of a time that names none; Vietnam has kept it, without summer time, since 1975."""


@dataclass(frozen=True, slots=True)
class Page:
    """A source as it was opened: decoded text, not yet understood."""

    text: str
    media_type: str = "text/plain"
    """``text/plain``, ``text/markdown``, ``text/html``, ``text/vtt`` or ``application/x-subrip``;
    the type of the file for a book (.epub) and a Word document. The text of these is HTML, and so
    is that of a PDF, which counts as a page.
    """
    origin: str = "-"
    """The path, the final URL, or ``-`` for standard input."""


class Role(StrEnum):
    """What a block is to the article."""

    TITLE = "title"
    DATELINE = "dateline"
    LEAD = "lead"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    TABLE = "table"
    CAPTION = "caption"
    BYLINE = "byline"
    NOTE = "note"
    """A footnote or endnote; unspoken unless asked for."""
    CODE = "code"
    """A line of a program, which nobody reads aloud."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the article, as it will be shown: repaired, NFC, without line breaks."""

    role: Role
    text: str
    raw: str | None = None
    """The characters of the source it was made from, where repair changed them; else None."""
    rule: str = field(default="", compare=False)
    """By what its role was decided."""

    @property
    def original(self) -> str:
        """The block as it stands in the source."""
        return self.text if self.raw is None else self.raw


@dataclass(frozen=True, slots=True)
class Cut:
    """Something of the source that is not part of the article, and why."""

    text: str
    reason: str
    doubtful: bool = False
    """Whether it is running text that was cut for its place alone."""
    rule: str = field(default="", compare=False)
    """By what it was decided to be none."""


@dataclass(frozen=True, slots=True)
class Metadatum:
    """Characters of the source that became metadata and are in no block: an agency tag, say."""

    text: str
    field: str


@dataclass(frozen=True, slots=True)
class Repair:
    """What typing broke and the cleaner mended; with ``doubtful`` it was left as it stands."""

    written: str
    repaired: str
    reason: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; the opening section has no heading."""

    heading: Block | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A news article, understood. Its blocks stand in the order of the source."""

    title: str
    sections: tuple[Section, ...]
    source: str | None = None
    """Who published it: an agency tag, the paper's name, a host name."""
    published: datetime | date | None = None
    """With its time zone; a plain date where the page gives no time of day."""
    byline: str | None = None
    url: str | None = None
    picture: str | None = None
    bulletin: bool = False
    """Whether it is a bulletin, put together from articles of several papers."""
    incomplete: bool = False
    """Whether the source shows only its beginning, and holds back the rest for subscribers."""
    cuts: tuple[Cut, ...] = ()
    metadata: tuple[Metadatum, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def doubted(self) -> int:
        """Characters that were cut and may belong to the article all the same."""
        return sum(len(cut.text) for cut in self.cuts if cut.doubtful)

    def blocks(self) -> Iterator[tuple[int, Block]]:
        """Every block, headings included, with the number of its section."""
        for number, section in enumerate(self.sections):
            if section.heading is not None:
                yield number, section.heading
            for block in section.blocks:
                yield number, block
