"""Lay the reading out: title, date, lead, sections under their headings, and the byline last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import takewhile

from baonoi.model import (
    Article,
    Block,
    LeftOut,
    Passage,
    Role,
    Script,
    ScriptSection,
    SpokenText,
)
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


def lay_out(
    article: Article,
    say: Say,
    *,
    pace: float = 1.0,
    captions: bool = False,
    notes: bool = False,
) -> Script:
    """The script of an article.

    Args:
        article: what to read.
        say: spells out one text.
        pace: scale of all pauses.
        captions: whether captions are read where they stand; those of a photo essay always are.
        notes: whether footnotes and endnotes are read where they stand.
    """
    unspoken = {
        Role.CODE: "code",
        **({} if captions or _in_pictures(article) else {Role.CAPTION: "caption"}),
        **({} if notes else {Role.NOTE: "note"}),
    }
    left_out: list[LeftOut] = []
    plan: list[tuple[str | None, list[tuple[Role, SpokenText]]]] = []
    for number, section in enumerate(article.sections):
        texts: list[tuple[Role, str]] = []
        if number == 0:
            texts += _opening(article)
        if section.heading is not None:
            if Role.NOTE in unspoken and _are_notes(section.blocks):
                left_out.append(LeftOut(Role.HEADING, section.heading.text, "note"))
            else:
                texts.append((Role.HEADING, section.heading.text))
        for at, block in enumerate(section.blocks):
            if block.role in (Role.TITLE, Role.DATELINE, Role.BYLINE):
                continue  # said at the head and at the end
            below = section.blocks[at + 1 :] if block.role is Role.HEADING else ()
            if Role.NOTE in unspoken and _are_notes(below):
                left_out.append(LeftOut(block.role, block.text, "note"))
            elif block.role in unspoken:
                left_out.append(LeftOut(block.role, block.text, unspoken[block.role]))
            else:
                texts.append((block.role, block.text))
        if number == len(article.sections) - 1 and article.byline:
            texts.append((Role.BYLINE, f"Bài: {article.byline}"))
        spoken: list[tuple[Role, SpokenText]] = []
        for role, text in texts:
            said = say(text)
            if _LATIN.search(said.spoken):
                spoken.append((role, said))
            else:
                foreign = any(character.isalpha() for character in said.spoken)
                left_out.append(LeftOut(role, text, FOREIGN if foreign else NOTHING))
        if spoken:
            plan.append((section.heading.text if section.heading else None, spoken))
    return Script(tuple(_sections(plan, pace, left_out)), tuple(left_out))


def dateline(published: datetime | date) -> str:
    """When an article was published, as a newsreader has it written: weekday, date, time of day."""
    day = (
        f"{WEEKDAYS[published.weekday()]}, ngày {published.day}/{published.month}/{published.year}"
    )
    if isinstance(published, datetime):
        return f"{day}, {published.hour}:{published.minute:02d}"
    return day


def _are_notes(blocks: tuple[Block, ...]) -> bool:
    """Whether nothing but notes stands under a heading, up to the next one."""
    under = list(takewhile(lambda block: block.role is not Role.HEADING, blocks))
    return bool(under) and all(block.role is Role.NOTE for block in under)


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


def _sections(
    plan: list[tuple[str | None, list[tuple[Role, SpokenText]]]],
    pace: float,
    left_out: list[LeftOut],
) -> Iterator[ScriptSection]:
    roles = [role for _, texts in plan for role, _ in texts]
    at = 0
    for heading, texts in plan:
        passages: list[Passage] = []
        for role, text in texts:
            at += 1
            following = roles[at] if at < len(roles) else None
            passages.append(_passage(role, text, between(role, following), pace, left_out))
        yield ScriptSection(heading, tuple(passages))


def _passage(
    role: Role, text: SpokenText, last: float, pace: float, left_out: list[LeftOut]
) -> Passage:
    sentences: list[SpokenText] = []
    pauses: list[float] = []
    for sentence in text.split():
        if not _LATIN.search(sentence.spoken) and any(map(str.isalpha, sentence.spoken)):
            left_out.append(LeftOut(role, sentence.written, FOREIGN))
            continue
        parts = sentence.divide(LONGEST)
        sentences += parts
        pauses += [CLAUSE] * (len(parts) - 1) + [SENTENCE]
    pauses[-1] = last
    return Passage(role, tuple(sentences), tuple(round(pause * pace, 3) for pause in pauses))
