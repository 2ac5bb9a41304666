"""Where an article ends: what may still belong to it after its last long paragraph."""

from __future__ import annotations

from typing import NamedTuple

from baonoi.cleaner import captions, dates, junk, shape
from baonoi.cleaner.decision import Decision, Rule
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role

_SET_APART = frozenset({Role.LIST_ITEM, Role.CAPTION, Role.TABLE, Role.QUOTE, Role.NOTE})
_FEW = 6
"""Short lines that may stand before the last sentence of an article."""
_LINKED = 0.85
"""The share of a text in links from which it is nothing else."""
_CELL_WORDS = 6
"""Words that such a line may have; a headline has more."""


def signed_below(draft: Draft, size: int) -> int:
    """The last candidate, with a byline set right below the body's container."""
    for n in range(draft.last + 1, min(draft.last + 4, size)):
        candidate = draft.candidates[n]
        if candidate.reason is not None or draft.families[n] is not None:
            continue
        linked = candidate.link >= 0.5 and candidate.hint is not Role.BYLINE
        if draft.is_byline(n) and not linked:
            return n
        if candidate.hint is not Role.BYLINE and not _passes(draft, n, size):
            break
    return draft.last


class Tail(NamedTuple):
    """What follows the last long paragraph of an article."""

    last: int
    """Its last candidate."""
    between: tuple[Decision, ...]
    """What stands before that and is none of it."""


def tail(draft: Draft, last: int, high: int) -> Tail:
    """Where the article ends: after closing sentences, list items, bylines, credits."""
    between: list[Decision] = []
    n = last + 1
    signed = False
    stays = max((m for m in range(n, high) if _stays(draft, m)), default=-1)
    while n < high:
        text = draft.text(n)
        decided = draft.verdicts[n] is not None
        if n < stays and (decided or not draft.candidates[n].beside):
            if not decided and (reason := _between(draft, n)) is not None:
                between.append(Decision(n, reason, Rule.BETWEEN))
            n += 1
            continue
        if decided:
            break
        known = draft.families[n]
        points = junk.link_line(text)
        if known is not None or points:
            passing = points or (known is not None and known[0] is Reason.SHARE)
            beside = passing and n + 1 < high and draft.is_byline(n + 1)
            silent = known is not None and known[0] in {Reason.PICTURE, Reason.MARK}
            if beside or silent or n < stays:
                n += 1
                continue
            break
        candidate = draft.candidates[n]
        if not signed and _passes(draft, n, high):
            n += 1
            continue
        if draft.is_byline(n) or (candidate.hint is Role.BYLINE and len(text) <= 60):
            signed = True
        elif (
            (candidate.hint in _SET_APART and candidate.link < 0.5 and not signed)
            or captions.credited(text)
            or (junk.picture_label(text) and not signed)
        ):
            pass
        elif _stays(draft, n):
            signed = False
        elif signed or not (
            _closing(text) or _heads_more(draft, n, high) or _goes_on(draft, n, high)
        ):
            break
        last = n
        n += 1
    return Tail(last, tuple(between))


def _passes(draft: Draft, n: int, high: int) -> bool:
    """Whether it is but a link, and right below the writer signs by markup and by looks."""
    if n + 1 >= high or draft.candidates[n].link < _LINKED:
        return False
    below = draft.candidates[n + 1]
    return below.hint is Role.BYLINE and below.link < 0.5 and draft.is_byline(n + 1)


def _between(draft: Draft, n: int) -> Reason | None:
    """Why something between the last lines of the article is cut; None where it is one of them."""
    candidate = draft.candidates[n]
    known = draft.families[n]
    if candidate.hint in _SET_APART or captions.credited(candidate.text):
        return None
    if known is not None:
        return known[0]
    return Reason.LINK if candidate.link >= 0.5 else Reason.AFTER


def _stays(draft: Draft, n: int) -> bool:
    """Whether a line stands where the article's text stands and nothing speaks against it."""
    candidate = draft.candidates[n]
    return (
        candidate.beside
        and draft.verdicts[n] is None
        and draft.families[n] is None
        and candidate.hint is not Role.DATELINE
        and not junk.link_line(candidate.text)
        and not shape.tagged(candidate.text)
        and dates.dateline(candidate.text) is None
    )


def _heads_more(draft: Draft, n: int, high: int) -> bool:
    """Whether a heading stands right over a last table, list or sentence of the article."""
    if not draft.candidates[n].level or n + 1 >= high:
        return False
    below = draft.candidates[n + 1]
    if draft.verdicts[n + 1] is not None or draft.families[n + 1] is not None or below.link >= 0.5:
        return False
    return below.hint in _SET_APART or _closing(below.text)


def _goes_on(draft: Draft, n: int, high: int) -> bool:
    """Whether a few short lines, a small table say, stand between here and a last sentence."""
    for m in range(n, min(n + _FEW, high)):
        text = draft.text(m)
        if draft.verdicts[m] is not None or draft.families[m] is not None:
            return False
        if _closing(text):
            return m > n
        if shape.count_words(text) > _CELL_WORDS or draft.is_byline(m):
            return False
    return False


def _closing(text: str) -> bool:
    """Whether a short line can still be a sentence of the article."""
    if shape.tagged(text) or junk.link_line(text):
        return False
    if text.startswith(("- ", "+ ", "• ", "* ", "– ")):
        return shape.count_words(text) >= 3
    return shape.ends_sentence(text) and not text.endswith("?") and shape.count_words(text) >= 4
