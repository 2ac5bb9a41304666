"""In which order passages are said: for who listens now, and for who waits for the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from baonoi.script import LaidOut


def balanced(passages: Iterable[LaidOut], at_once: int) -> Iterator[LaidOut]:
    """An order in which so many sections at once progress evenly, so that no core idles at the end.

    Passages of one section stay in their order.
    """
    sections = [list(group) for _, group in groupby(passages, key=lambda each: each.section)]
    for first in range(0, len(sections), at_once):
        turns: list[tuple[float, int, LaidOut]] = []
        for section in sections[first : first + at_once]:
            ends = list(accumulate(_length(each) for each in section))
            turns += [
                (end / (ends[-1] or 1), each.section, each)
                for end, each in zip(ends, section, strict=True)
            ]
        for _, _, each in sorted(turns, key=lambda turn: turn[0]):
            yield each


def _length(laid_out: LaidOut) -> int:
    """Characters to say."""
    return sum(len(text.spoken) for text in laid_out.passage.sentences)
