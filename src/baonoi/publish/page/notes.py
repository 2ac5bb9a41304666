"""How it was read: what was cut and mended, what is left unspoken, what is spelled out how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from baonoi.model import Article, Repair, Script, Span, SpokenText

SURE = 0.7
"""A reading less sure than this is marked as doubtful, here as in ``baonoi explain``."""


@dataclass(slots=True)
class Reading:
    """How a written form is read, wherever it stands."""

    written: str
    spoken: str
    kind: str
    doubtful: bool
    alternatives: tuple[str, ...]
    number: int
    """Its place in the list."""
    count: int = 0
    sentence: int = 0
    """The first sentence that has it."""


class Readings:
    """Every rewritten form once, in the order in which the article has them."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Reading] = {}

    def add(self, text: SpokenText, span: Span, sentence: int) -> Reading:
        """Count one more place where a form stands."""
        written = text.written[span.start : span.end]
        spoken = text.spoken[span.spoken_start : span.spoken_end]
        row = self.rows.get((written, spoken))
        if row is None:
            row = Reading(
                written,
                spoken,
                span.kind,
                span.confidence < SURE,
                span.alternatives,
                number=len(self.rows),
                sentence=sentence,
            )
            self.rows[written, spoken] = row
        row.count += 1
        return row


def worth_telling(text: SpokenText, span: Span) -> bool:
    """Whether a rewriting is more than marks that became pauses."""
    return any(character.isalnum() for character in text.written[span.start : span.end])


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that share a reason."""

    reason: str
    texts: tuple[tuple[str, int], ...]
    """Each text once, and how often it stood there."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What happened to the source on its way to the voice."""

    cuts: tuple[Group, ...]
    cut_in_doubt: tuple[Group, ...]
    """Running text among what was cut that may belong to the article."""
    left_out: tuple[Group, ...]
    mended: tuple[Repair, ...]
    doubted: tuple[Repair, ...]
    """Suspected mistakes that were read as they stand."""


def notes(article: Article, script: Script) -> Notes:
    """Group what ``baonoi explain`` lists one by one."""
    return Notes(
        _groups((cut.reason, cut.text) for cut in article.cuts if not cut.doubtful),
        _groups((cut.reason, cut.text) for cut in article.cuts if cut.doubtful),
        _groups((left.reason, left.text) for left in script.left_out),
        tuple(each for each in article.repairs if not each.doubtful),
        tuple(each for each in article.repairs if each.doubtful),
    )


def _groups(pairs: Iterable[tuple[str, str]]) -> tuple[Group, ...]:
    order: dict[str, int] = {}
    listed = [(order.setdefault(reason, len(order)), reason, text) for reason, text in pairs]
    listed.sort(key=lambda row: row[0])
    return tuple(
        Group(reason, tuple(Counter(text for _, _, text in rows).items()))
        for (_, reason), rows in groupby(listed, key=lambda row: row[:2])
    )
