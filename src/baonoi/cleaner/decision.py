"""What is decided of a candidate, and by which rule.

Rules yield decisions and change nothing. They are applied in one place, ``Draft.decide`` (and
``draft.frame`` for what its container says of a candidate before there is a draft), in the order
in which they are made: a later decision overrules an earlier one, and a rule that is for what is
still undecided looks for itself.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from baonoi.cleaner.reasons import Reason
from baonoi.model import Role

Verdict = Role | Reason | None
"""What a candidate is, or why it is no part of the article; None while that is open."""


class Rule(StrEnum):
    """By what something was decided, for people to read."""

    FRAME = "in the page's frame"
    OTHER = "whole article beside the one that is read"
    CARD = "linked headline with its teaser"
    DATA = "the page's data hold the text"
    HIDDEN = "hidden by its markup"
    PLACE = "outside the article"
    HEAD = "between title and text"
    LABEL = "label above"
    DESK = "tag of a desk"
    BETWEEN = "between the last lines of the article"
    KNOWN = "line that only pages have"
    SECTION = "name of a section"
    LINK = "nearly all of it is a link"
    POINTER = "points to another article"
    FILE = "unaccented name of a picture"
    SERIES = "lists or announces a series"
    TITLE_AGAIN = "says the title again"
    REPEATED = "repeated nearby"
    PULLED = "part of a paragraph nearby"
    WALL = "offer where the text ends"
    BEHIND_WALL = "behind the offer where the text ends"
    TITLE = "headline"
    DATE = "date"
    MARKUP = "named by its markup"
    WRITER = "name of a writer or a source"
    CREDIT = "credit of a picture"
    PICTURE = "under a picture"
    LEAD = "sums up what follows"
    CELL = "among many short lines with figures"
    LISTED = "begins with a bullet"
    NOTE = "begins with the mark of a note"
    LOOKS = "its looks and its neighbours"
    ALONE = "all there is"
    PASTE = "best reading of the paste"
    TEXT = "text of a document"


class Decision(NamedTuple):
    """A verdict on one candidate."""

    number: int
    verdict: Verdict
    """None: it is open again, whatever its words look like."""
    rule: Rule
    doubtful: bool = False
    """Whether it was cut on weak evidence and may belong to the article."""
