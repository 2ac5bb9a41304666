"""Lines that nothing marks: paragraph, heading, caption, item or cell, by shape and place."""

from __future__ import annotations

from dataclasses import dataclass, field

from baonoi.cleaner import byline, captions, junk, shape
from baonoi.cleaner.decision import Verdict
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role
from baonoi.store.patterns import compile_pattern

BULLET = compile_pattern(r"[•●▪◦·+✓►■♦]\s+\S")
HEADING_LENGTH = 130
RUNNING = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE, Role.LEAD, Role.TABLE})
"""Roles that carry the text on."""

TURN = compile_pattern(r"[*–-]\s?\S")
_NUMBERED = compile_pattern(r"(?:\d{1,2}[.)]|[a-eđ]\))\s+\S")
_NO_HEADING = compile_pattern(r"[:,;/%]|\d")
_STEP = compile_pattern(r"\w+ \d{1,2} ?:")
_LABEL = 60
"""Characters up to which a bold line that ends in a colon heads what follows."""
_RUN = 3
"""Short lines that make a list when they stand together."""
_CELLS = 6
"""Short lines, many of them figures, that make a table."""
_ASKED = 40
"""Characters from which a bold question is asked of someone rather than a heading."""


@dataclass(frozen=True, slots=True)
class Text:
    """An unmarked candidate as far as it matters here."""

    text: str
    prose: bool
    strong: bool
    pictured: bool = True
    """Whether it can stand under a picture: false on a page that shows none above it."""

    @classmethod
    def of(cls, draft: Draft, n: int, pictured: bool) -> Text:
        """A candidate of a draft."""
        candidate = draft.candidates[n]
        seen = pictured or not candidate.box
        return cls(candidate.text, draft.prose[n], candidate.strong, seen)


@dataclass(slots=True)
class Scene:
    """What the whole article tells of its unmarked lines."""

    draft: Draft
    last_prose: int
    """The last long paragraph: what comes after it closes the article."""
    lone: bool
    """Whether there is one long paragraph and no more: the article, not a picture's text."""
    marked: bool
    """Whether the article marks its captions with a credit."""
    interview: bool
    """Whether questions and answers take turns."""
    runs: dict[int, tuple[int, int]]
    """For lines among three and more short ones: the first of them, and past the last."""
    _figured: dict[int, int] = field(default_factory=dict)
    """By the first of such lines, how many of them have figures."""

    @classmethod
    def of(cls, draft: Draft) -> Scene:
        """Look over the article once."""
        inside = range(draft.body, draft.last + 1)
        last_prose = max((n for n in inside if draft.prose[n]), default=draft.body)
        marked = any(
            draft.verdicts[n] is None and captions.credited(draft.text(n))
            for n in range(draft.body, last_prose)
        )
        runs = {
            draft.body + n: (draft.body + low, draft.body + high)
            for low, high in junk.runs([_brief(draft, n) for n in inside], _RUN)
            for n in range(low, high)
        }
        lone = sum(draft.prose[n] for n in inside) == 1
        return cls(draft, last_prose, lone, marked, _is_interview(draft), runs)

    def cell(self, n: int) -> Role | None:
        """TABLE for one of the many short lines that a table becomes when it is pasted."""
        if n not in self.runs:
            return None
        low, high = self.runs[n]
        if high - low < _CELLS or high > self.last_prose:
            return None
        if low not in self._figured:
            lines = map(self.draft.text, range(low, high))
            self._figured[low] = sum(any(c.isdigit() for c in line) for line in lines)
        return Role.TABLE if 3 * self._figured[low] >= high - low else None

    def role(self, n: int, line: Text, previous: Role | None, count: int) -> Verdict:
        """What an unmarked line is; ``count`` running blocks came before it."""
        text = line.text
        final = n > self.last_prose
        if line.prose and not (line.strong and len(text) <= HEADING_LENGTH):
            return Role.PARAGRAPH
        if TURN.match(text):
            return Role.PARAGRAPH if self.interview else Role.LIST_ITEM
        if line.strong and text.endswith(":") and len(text) <= _LABEL and count:
            return Role.HEADING
        if len(text) > HEADING_LENGTH or text.endswith((":", ";", ",")) or count == 0:
            return Role.PARAGRAPH
        if shape.ends_sentence(text):
            return self._sentence(line, previous, final)
        if final and not _NUMBERED.match(text):
            told = line.pictured and captions.leaning(text) > 0
            return Role.CAPTION if told else Role.PARAGRAPH
        ahead = self._ahead(n)
        if ahead <= self.draft.last and captions.picture_credit(self.draft.text(ahead)):
            return Role.CAPTION
        if n in self.runs and not line.strong:
            return self._listed(n, previous)
        return self._caption_or_heading(line, previous, count)

    def _sentence(self, line: Text, previous: Role | None, final: bool) -> Role:
        """A short line that ends as a sentence."""
        text = line.text
        if final or previous not in RUNNING:
            return Role.PARAGRAPH
        if text.endswith("?") and not self.interview and len(text) <= 90:
            return Role.HEADING
        if line.strong and not self.interview and shape.sentences(text) == 1 and len(text) <= 100:
            return Role.HEADING
        told = line.pictured and not self.marked and len(text) <= 60
        if told and captions.leaning(text) >= 2.5:
            return Role.CAPTION
        return Role.PARAGRAPH

    def _listed(self, n: int, previous: Role | None) -> Verdict:
        """One of three and more short lines: an item, or the heading behind the items."""
        low, high = self.runs[n]
        text = self.draft.text(n)
        lines = [self.draft.text(m) for m in range(low, min(high, low + 8))]
        listed = not self.draft.candidates[n].beside
        if listed and previous is Role.LEAD and all(shape.count_words(line) > 4 for line in lines):
            return Reason.RELATED
        if not self.draft.text(low - 1).endswith(":"):
            if n == low and (captions.leaning(text) > 1.0 or _precedes_heading(lines)):
                return Role.CAPTION
            if n <= low + 1 and high - n > 2 and _titles(text):
                return Role.HEADING
        heads = n == high - 1 < self.draft.last and not _NO_HEADING.search(text)
        return Role.HEADING if heads else Role.LIST_ITEM

    def _caption_or_heading(self, line: Text, previous: Role | None, count: int) -> Role:
        lean = captions.leaning(line.text)
        if self.marked:
            lean -= 1.5
        if line.strong:
            lean -= 2.0
        if count == 1:
            lean += 0.7
        if previous is Role.HEADING:
            lean += 3.0
        if lean > 0.6:
            return Role.CAPTION if line.pictured else Role.PARAGRAPH
        return Role.PARAGRAPH if not line.strong and _states(line.text) else Role.HEADING

    def _ahead(self, n: int) -> int:
        n += 1
        while n <= self.draft.last and self.draft.families[n] is not None:
            n += 1
        return n


def _states(text: str) -> bool:
    """Whether a line without a stop tells something rather than heading what follows.

    "Kết quả: Hải Phòng 2-1 Bình Định", "(Lan Hương, Nam Định)", a line-up.
    """
    if (text.startswith("(") and text.endswith(")")) or byline.asks(text):
        return True
    if _NUMBERED.match(text) or _STEP.match(text):
        return False
    return ";" in text or (":" in text and any(c.isdigit() for c in text)) or byline.is_person(text)


def _titles(text: str) -> bool:
    """Whether a short line can head a list."""
    return shape.count_words(text) <= 7 and not _NO_HEADING.search(text)


def _precedes_heading(lines: list[str]) -> bool:
    """Whether the first of some short lines is too long to head the list and the second is not."""
    return len(lines) > 3 and not _titles(lines[0]) and _titles(lines[1])


def _brief(draft: Draft, n: int) -> bool:
    """Whether a line may be one of a list or of a table that lost its marks."""
    candidate = draft.candidates[n]
    text = candidate.text
    known = draft.families[n]
    if known is not None:
        return known[0] is Reason.COUNTER
    return (
        draft.verdicts[n] is None
        and len(text) <= HEADING_LENGTH
        and candidate.hint is None
        and not candidate.level
        and not candidate.strong
        and not shape.ends_sentence(text)
        and not captions.credited(text)
        and not byline.signs_within(text)
    )


def _is_interview(draft: Draft) -> bool:
    """Whether questions and answers take turns: "* …?", "- …", or bold questions."""
    starred = bold = 0
    for n in range(draft.body, draft.last + 1):
        text = draft.text(n)
        asks = text.rstrip('"”').endswith("?")
        starred += text.startswith("*") or (asks and TURN.match(text) is not None)
        bold += asks and draft.candidates[n].strong and len(text) > _ASKED
        if starred == 2 or bold == 3:
            return True
    return False
