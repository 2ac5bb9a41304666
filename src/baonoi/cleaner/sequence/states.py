"""What a line of a pasted page can be, and what may follow what.

A state is a role together with the part of the page it stands in, so that a path through the states
is a whole reading of the paste: menus, one title, what stands under it, the body, the rest.
"""

from __future__ import annotations

from enum import IntEnum

from baonoi.model import Role


class State(IntEnum):
    """A line's role and place."""

    BEFORE = 0
    """The page's frame above the article."""
    TOP_DATE = 1
    TITLE = 2
    HEAD_DATE = 3
    HEAD_BYLINE = 4
    HEAD_CAPTION = 5
    HEAD_JUNK = 6
    """What the page sets between title and body: share buttons, a player, a box."""
    LEAD = 7
    PARAGRAPH = 8
    HEADING = 9
    CAPTION = 10
    BYLINE = 11
    DATE = 12
    BOX_START = 13
    """The first line of what is no part of the article, inside its body."""
    BOX = 14
    AFTER_START = 15
    """The first line of the page's frame below the article."""
    AFTER = 16


S = State
ROLES: dict[State, Role] = {
    S.TOP_DATE: Role.DATELINE,
    S.TITLE: Role.TITLE,
    S.HEAD_DATE: Role.DATELINE,
    S.HEAD_BYLINE: Role.BYLINE,
    S.HEAD_CAPTION: Role.CAPTION,
    S.LEAD: Role.LEAD,
    S.PARAGRAPH: Role.PARAGRAPH,
    S.HEADING: Role.HEADING,
    S.CAPTION: Role.CAPTION,
    S.BYLINE: Role.BYLINE,
    S.DATE: Role.DATELINE,
}
"""The roles of the states that belong to the article; the others are junk."""

_HEAD = (S.HEAD_DATE, S.HEAD_BYLINE, S.HEAD_CAPTION, S.HEAD_JUNK)
_RUNNING = (S.PARAGRAPH, S.HEADING, S.CAPTION, S.BYLINE, S.DATE, S.BOX_START)
_OPENING = (*_HEAD, S.LEAD, S.PARAGRAPH, S.HEADING, S.CAPTION)

STARTS: tuple[State, ...] = (S.BEFORE, S.TOP_DATE, S.TITLE, S.LEAD, S.PARAGRAPH)
ENDS: tuple[State, ...] = (
    *(S.LEAD, S.PARAGRAPH, S.CAPTION, S.BYLINE, S.DATE),
    *(S.AFTER_START, S.AFTER),
)
FOLLOWS: dict[State, tuple[State, ...]] = {
    S.BEFORE: (S.BEFORE, S.TOP_DATE, S.TITLE, S.LEAD, S.PARAGRAPH),
    S.TOP_DATE: (S.BEFORE, S.TITLE, S.LEAD, S.PARAGRAPH),
    S.TITLE: _OPENING,
    S.HEAD_DATE: _OPENING,
    S.HEAD_BYLINE: _OPENING,
    S.HEAD_CAPTION: _OPENING,
    S.HEAD_JUNK: _OPENING,
    S.LEAD: (S.LEAD, *_RUNNING, S.AFTER_START),
    S.PARAGRAPH: (*_RUNNING, S.AFTER_START),
    S.HEADING: (S.PARAGRAPH, S.HEADING, S.CAPTION, S.BOX_START),
    S.CAPTION: (S.LEAD, *_RUNNING, S.AFTER_START),
    S.BYLINE: (*_RUNNING, S.AFTER_START),
    S.DATE: (*_RUNNING, S.AFTER_START),
    S.BOX_START: (S.BOX, *_RUNNING),
    S.BOX: (S.BOX, *_RUNNING),
    S.AFTER_START: (S.AFTER,),
    S.AFTER: (S.AFTER,),
}
