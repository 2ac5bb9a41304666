"""The article as the page shows it, and where in it each sentence of a recording stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from baonoi.model import Article, Passage, Role, Script
from baonoi.publish.times import TimedSentence

_ELSEWHERE = (Role.TITLE, Role.DATELINE, Role.BYLINE)
"""Roles that are shown at the head and at the end, wherever the source has them."""
_AHEAD = 64
"""Blocks to look ahead for the one that a passage says."""


class Shown(NamedTuple):
    """One block of the page."""

    role: Role
    text: str
    section: int
    """Number of the article's section, counted from zero."""


def shown(article: Article, script: Script) -> list[Shown]:
    """What the page shows, in order: as written, with what is said at the head and at the end."""
    said = list(script.passages())
    head = [Shown(Role.TITLE, article.title, 0)] if article.title else []
    head += [Shown(each.role, _written(each), 0) for each in said if each.role is Role.DATELINE]
    body = [
        Shown(block.role, block.text, number)
        for number, block in article.blocks()
        if block.role not in _ELSEWHERE
    ]
    last = max(len(article.sections) - 1, 0)
    tail = [Shown(each.role, _written(each), last) for each in said if each.role is Role.BYLINE]
    return head + body + tail


def _written(passage: Passage) -> str:
    return " ".join(text.written for text in passage.sentences)


def places(
    blocks: Sequence[Shown], sentences: Iterable[TimedSentence]
) -> Iterator[tuple[int, int]]:
    """For each sentence its block and its first character there; (-1, 0) where it has no place."""
    block = 0
    passage: Passage | None = None
    found: tuple[int, Iterator[int]] | None = None
    for said in sentences:
        if said.passage is not passage:
            passage = said.passage
            found = _find(blocks, block, passage)
            if found is not None:
                block = found[0] + 1
        yield (-1, 0) if found is None else (found[0], next(found[1]))


def _find(
    blocks: Sequence[Shown], start: int, passage: Passage
) -> tuple[int, Iterator[int]] | None:
    for number in range(start, min(start + _AHEAD, len(blocks))):
        if blocks[number].role is passage.role:
            starts = _starts(blocks[number].text, passage)
            if starts is not None:
                return number, iter(starts)
    return None


def _starts(text: str, passage: Passage) -> list[int] | None:
    starts: list[int] = []
    at = 0
    for sentence in passage.sentences:
        at = text.find(sentence.written, at)
        if at < 0:
            return None
        starts.append(at)
        at += len(sentence.written)
    return starts
