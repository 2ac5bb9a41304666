"""The common coin of text and HTML: what may become a block, with what its markup tells of it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from baonoi.cleaner.decision import Rule
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role
from baonoi.store.patterns import compile_pattern

_UNSEEN = compile_pattern(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ud800-\udfff]"
)


MOST = 300_000
"""Candidates of a source; a book of a thousand pages has a tenth of that."""
LONGEST = 600_000
"""Characters of a source's visible text; read aloud they take ten hours."""


class TooLongError(Exception):
    """More candidates, or more text, than any article or book has."""


def tidy(text: str) -> str:
    """NFC, without zero-width characters, soft hyphens and control characters."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def flat(text: str) -> str:
    """The text on one line, each run of white space one blank."""
    text = text.strip()
    # no white space but the blank is printable
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


class Edit(NamedTuple):
    """Characters of the source for which a text has others, or none."""

    at: int
    """Where in the text."""
    shown: str
    """What stands there: "⁷"; "" for the mark of a note, which is silent."""
    written: str
    """What the source has: "7"."""


class Room:
    """What a source may still hold before it is longer than any article or book."""

    def __init__(self) -> None:
        self._candidates, self._characters = MOST, LONGEST

    def take(self, text: str) -> None:
        """Room for a candidate of this text.

        Raises:
            TooLongError: there is none.
        """
        self._candidates -= 1
        self._characters -= len(text)
        if self._candidates < 0 or self._characters < 0:
            raise TooLongError


@dataclass(slots=True)
class Candidate:
    """A run of visible text between two boundaries of the source."""

    text: str
    """Tidied, its white space collapsed."""
    hint: Role | None = None
    """What its markup says it is."""
    reason: Reason | None = None
    """Why its container says it is no part of an article."""
    rule: Rule | None = None
    """By what that was decided."""
    level: int = 0
    """Of its heading markup, 1 to 6; 0 for none."""
    strong: bool = False
    """Bold as a whole."""
    slanted: bool = False
    """Italic as a whole."""
    centred: bool = False
    right: bool = False
    """Set to the right margin."""
    link: float = 0.0
    """The share of its characters that stand in links."""
    pictured: bool = False
    """Whether a picture stands right before it."""
    box: int = 0
    """The number of its container; 0 where there are none."""
    beside: bool = False
    """Whether it stands where the running text stands: a paragraph, an item, a heading there."""
    wide: str = ""
    """The words on both sides of a run of spaces that was typed for one, as they were written."""
    joined: str = ""
    """The words around the first line end of those that were joined to make it."""
    field: str = ""
    """The metadata it is and nothing else: the place before a lead, a table's header row."""
    shown: str = ""
    """How it is to be shown where that is not its text: a row of a table with its headers."""
    edits: tuple[Edit, ...] = ()
    """Where its text is not made of the characters of the source, in order."""

    def original(self, start: int = 0, end: int | None = None) -> str:
        """The source of a part of its text; what is silent belongs to the text before it."""
        if not self.edits:
            return self.text[start:end]
        end = len(self.text) if end is None else end
        parts: list[str] = []
        at = start
        for edit in self.edits:
            if _within(edit, start, end):
                parts += (self.text[at : edit.at], edit.written)
                at = edit.at + len(edit.shown)
        return "".join(parts) + self.text[at:end]


def _within(edit: Edit, start: int, end: int) -> bool:
    if edit.shown:
        return start <= edit.at < end
    return start < edit.at <= end or edit.at == start == 0
