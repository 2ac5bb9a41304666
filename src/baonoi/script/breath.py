"""Where a reader pauses inside a sentence: at its marks, and for breath before function words.

A stretch of more than a dozen syllables is not said in one go. Where it has no mark a reader of
news parts it before a word that opens a phrase, near its middle, and never inside a name, a number
or a compound.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from baonoi.common.tables import rows_under_head
from baonoi.model import MARKS, Rest, SemioticClass, SpokenText
from baonoi.script.pauses import BREATH, COMMA, ITEM, MARK

LONG = 12
"""Syllables that are said in one go."""
LONGEST = 16
"""Syllables from which a reader breathes where it is less fitting."""
LEAST = 4
"""Syllables on either side of a breath."""
SHORT_ITEM = 2
"""Syllables of an item of a list that is said quickly."""
SHORT_JOINED = 5
"""Syllables after *và* that make it join phrases and not two words."""
SHORT_QUOTE = 8
"""Words of a quotation that is a name."""
BALANCE = 2.0
"""Ranks that a breath at the edge of a stretch is worse than one in its middle."""

_JOINING = frozenset({"và", "hoặc"})
_HEADS = frozenset("tâm viện sở bộ ban cục vụ hội quỹ ty luật án trình trường phòng khoa".split())
"""Last syllables of what a body's or a law's name begins with: Trung tâm, Viện, Công ty."""
_NUMBERS = frozenset(
    """không một mốt hai ba bốn tư năm lăm nhăm sáu bảy bẩy tám chín mười mươi trăm nghìn ngàn vạn
    triệu tỷ tỉ linh lẻ rưỡi phẩy phần""".split()
)
_QUOTES = '"“”«»„'


class Place(NamedTuple):
    """A row of the table: words before which a reader may breathe."""

    words: tuple[str, ...]
    rank: int
    not_after: frozenset[str]
    not_before: frozenset[str]


def rests(text: SpokenText) -> tuple[Rest, ...]:
    """The pauses inside a sentence, in order: what its marks ask for, and breaths."""
    words = text.spoken.split()
    sizes = [word.count("-") + 1 for word in words]
    ends = [at + 1 for at, word in enumerate(words) if word[-1] in MARKS and at + 1 < len(words)]
    stretches = list(pairwise((0, *ends, len(words))))
    found = [
        Rest(ends[at], _pause(words[ends[at] - 1][-1], sum(sizes[slice(*before)]),
                              sum(sizes[slice(*after)])))
        for at, (before, after) in enumerate(pairwise(stretches))
    ]  # fmt: skip
    if any(sum(sizes[start:end]) > LONG for start, end in stretches):
        ranks = _ranks(text, words, sizes)
        for start, end in stretches:
            found += (Rest(at, BREATH) for at in _breaths(start, end, sizes, ranks))
    return tuple(sorted(found))


def _pause(mark: str, before: int, after: int) -> float:
    if mark != ",":
        return MARK
    return ITEM if min(before, after) <= SHORT_ITEM else COMMA


def _breaths(start: int, end: int, sizes: Sequence[int], ranks: dict[int, int]) -> Iterator[int]:
    """Part a stretch at its best place, and what is still too long again."""
    whole = sum(sizes[start:end])
    if whole <= LONG:
        return
    best, at = 0.0, 0
    left = 0
    for place in range(start + 1, end):
        left += sizes[place - 1]
        rank = ranks.get(place, 0)
        if not rank or min(left, whole - left) < LEAST or (rank == 1 and whole <= LONGEST):
            continue
        worth = 10 + rank - BALANCE * abs(2 * left - whole) / whole
        if worth > best:
            best, at = worth, place
    if at:
        yield from _breaths(start, at, sizes, ranks)
        yield at
        yield from _breaths(at, end, sizes, ranks)


def _ranks(text: SpokenText, words: Sequence[str], sizes: Sequence[int]) -> dict[int, int]:
    """How well a reader may breathe before each word where he may at all."""
    plain = [word.rstrip(MARKS) for word in words]
    barred = _barred(text)
    found = {}
    for at in range(1, len(words)):
        place = None if at in barred else _place(plain, at)
        if place is None or not place.rank or words[at - 1][-1] in MARKS:
            continue
        before, behind = plain[at - 1], at + len(place.words)
        after = plain[behind] if behind < len(words) else ""
        if (
            before.lower() in place.not_after
            or after.lower() in place.not_before
            or _clings(before)
            or (before[:1].isupper() and after[:1].isupper())
            or (plain[at] == "của" and after[:1].isupper())
            or (before.lower() in _NUMBERS and plain[behind - 1] in _NUMBERS)
            or (before.lower() in _NUMBERS and after.lower() in _NUMBERS)
        ):
            continue
        if plain[at] in _JOINING and not _joins_phrases(plain, words, at):
            continue
        found[at] = place.rank
    return found


def _place(words: Sequence[str], at: int) -> Place | None:
    """The longest row that stands there, in small letters."""
    for place in _table().get(words[at], ()):
        if tuple(words[at : at + len(place.words)]) == place.words:
            return place
    return None


def _clings(word: str) -> bool:
    """Whether what stands behind a word belongs to it: another function word, say."""
    return any(len(place.words) == 1 for place in _table().get(word, ()))


def _joins_phrases(plain: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Whether an *and* joins more than two short nouns, and is not part of a name."""
    after = plain[at + 1] if at + 1 < len(plain) else ""
    if after[:1].isupper():
        return False  # Bộ Giáo dục và Đào tạo
    named = at >= 3 and plain[at - 2][:1].isupper() and plain[at - 3].lower() in _HEADS
    if named and after not in _table():
        return False  # Trung tâm Hỗ trợ và phát triển
    for count, following in enumerate(words[at + 1 : at + 1 + SHORT_JOINED]):
        if following.lower() in _table() and count:
            return False
        if following[-1] in MARKS:
            return count + 1 >= SHORT_JOINED
    return at + 1 + SHORT_JOINED <= len(words)


def _barred(text: SpokenText) -> set[int]:
    """Words inside a token that was spelled out, and inside a short quotation."""
    starts = []
    at = 0
    for word in text.spoken.split():
        at = text.spoken.index(word, at)
        starts.append(at)
        at += len(word)

    def between(first: int, last: int) -> range:
        """Words that begin from ``first`` up to ``last``."""
        return range(bisect_right(starts, first - 1), bisect_right(starts, last - 1))

    barred: set[int] = set()
    opened: int | None = None
    for span in text.rewrites:
        inside = between(span.spoken_start, span.spoken_end)
        barred.update(inside[1:] if len(inside) > 1 else inside)
        if span.kind in (SemioticClass.QUOTE, SemioticClass.PAUSE):
            for sign in text.written[span.start : span.end]:
                if sign not in _QUOTES:
                    continue
                if opened is not None:
                    quoted = between(opened + 1, span.spoken_start)
                    barred.update(quoted if len(quoted) < SHORT_QUOTE else ())
                opened = span.spoken_end if opened is None else None
    return barred


@cache
def _table() -> dict[str, tuple[Place, ...]]:
    """Rows by their first word, the longest first."""
    table: dict[str, list[Place]] = {}
    for words, rank, after, before in rows_under_head(Path(__file__).with_name("breath.tsv")):
        place = Place(
            tuple(words.split()), int(rank), frozenset(after.split()), frozenset(before.split())
        )
        table.setdefault(place.words[0], []).append(place)
    return {
        first: tuple(sorted(places, key=lambda place: -len(place.words)))
        for first, places in table.items()
    }
