"""How long a newsreader pauses, in seconds; where two meet, the longer one is kept."""

from __future__ import annotations

from baonoi.model import Role

BREATH = 0.13
"""Where a long stretch has no mark."""
ITEM = 0.2
"""At the comma behind or before an item of a word or two."""
COMMA = 0.25
MARK = 0.35
"""At a semicolon or colon."""
CLAUSE = 0.25
"""Between the parts of a sentence that was divided."""
SENTENCE = 0.45
PARAGRAPH = 0.75
BEFORE_HEADING = 1.2
END = 1.0

AFTER = {
    Role.TITLE: 0.9,
    Role.HEADING: 0.7,
    Role.LIST_ITEM: 0.6,
}
"""After a block of that role; a paragraph's pause after any other."""

BEFORE = {Role.HEADING: BEFORE_HEADING}


def between(earlier: Role, later: Role | None) -> float:
    """The pause between two blocks, or at the end where no block follows."""
    if later is None:
        return END
    return max(AFTER.get(earlier, PARAGRAPH), BEFORE.get(later, 0.0))
