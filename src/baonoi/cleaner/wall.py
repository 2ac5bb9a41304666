"""Was the article cut off for those who do not pay or log in?"""

from __future__ import annotations

import re
from functools import cache

from baonoi.cleaner.decision import Decision, Rule
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.reasons import Reason
from baonoi.cleaner.tables import rows
from baonoi.model import Role
from baonoi.store.patterns import compile_pattern

_BELOW = 8
"""Candidates below the last paragraph in which the line that cuts it off is looked for."""
_LONGEST = 260
_GOES_ON = 300
"""Characters of running text behind such a line that make it a mere advertisement."""
_SHORT = 1000
"""Characters below which an article that is not free was surely not shown whole."""
_TEXT = frozenset({Role.LEAD, Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE, Role.TABLE})


def cut_off(draft: Draft) -> bool:
    """Whether only the beginning is shown; cuts the offers that stand where the rest should."""
    size = len(draft.candidates)
    walls = [n for n in range(draft.body, min(draft.last + _BELOW, size)) if _is_wall(draft, n)]
    if walls and any(v in _TEXT for v in draft.verdicts[: walls[0]]):
        draft.decide(Decision(n, Reason.WALL, Rule.WALL) for n in walls)
        if not _goes_on(draft, walls[-1]):
            draft.decide(
                Decision(n, Reason.WALL, Rule.BEHIND_WALL)
                for n in range(walls[0], draft.last + 1)
                if isinstance(draft.verdicts[n], Role)
            )
            return True
    if draft.facts.free is not False:
        return False
    text = shown(draft)
    return text < _SHORT or len(draft.facts.text) > 1.3 * text


def shown(draft: Draft) -> int:
    """Characters of the article that the page shows."""
    return sum(len(draft.text(n)) for n, v in enumerate(draft.verdicts) if v in _TEXT)


def _is_wall(draft: Draft, n: int) -> bool:
    candidate = draft.candidates[n]
    if candidate.reason is Reason.WALL:
        return True
    if candidate.reason is Reason.HIDDEN or len(candidate.text) > _LONGEST:
        return False
    return _pattern().fullmatch(candidate.text) is not None


def _goes_on(draft: Draft, wall: int) -> bool:
    """Whether the article goes on behind the line."""
    behind = range(wall + 1, draft.last + 1)
    return sum(len(draft.text(n)) for n in behind if draft.prose[n]) >= _GOES_ON


@cache
def _pattern() -> re.Pattern[str]:
    return compile_pattern("|".join(f"(?:{row[0]})" for row in rows("walls")[1:]), re.IGNORECASE)
