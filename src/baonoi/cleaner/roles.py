"""What each candidate of the article is, from its markup, its place and its neighbours."""

from __future__ import annotations

import re

from baonoi.cleaner import byline, captions, dates, junk, shape
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role

_TURN = re.compile(r"[*–-]\s?\S")
_BULLET = re.compile(r"[•●▪◦·+✓►■♦]\s+\S")
_NUMBERED = re.compile(r"(?:\d{1,2}[.)]|[a-eđ]\))\s+\S")
_HEADING_LENGTH = 130
_TWIN = 2
"""How near a repeated paragraph must stand to its twin to be a slip."""

_RUNNING = {Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE, Role.LEAD, Role.TABLE}


def assign(draft: Draft) -> None:
    """Give every candidate a role or a reason."""
    _frame(draft)
    start = _head(draft)
    _body(draft, start)
    _drop_twins(draft, start)


def _frame(draft: Draft) -> None:
    """Cut what stands before and after the article."""
    size = len(draft.candidates)
    for n in (*range(draft.first), *range(draft.last + 1, size)):
        if draft.verdicts[n] is not None:
            continue
        known = draft.families[n]
        text = draft.text(n)
        if known is not None:
            draft.verdicts[n] = known[0]
        elif shape.section_name(text):
            draft.verdicts[n] = Reason.MENU
        elif dates.dateline(text) is not None:
            draft.verdicts[n] = Reason.CLOCK
        else:
            draft.verdicts[n] = Reason.BEFORE if n < draft.first else Reason.AFTER


def _head(draft: Draft) -> int:
    """Decide what stands around the title; the first candidate of the running text."""
    dated = False
    n = draft.first
    while n <= draft.last:
        if draft.verdicts[n] is None:
            text = draft.text(n)
            known = draft.families[n]
            candidate = draft.candidates[n]
            if known is not None:
                draft.verdicts[n] = known[0]
            elif (stamp := dates.dateline(text)) is not None or candidate.hint is Role.DATELINE:
                draft.verdicts[n] = Role.DATELINE if stamp and not dated else Reason.CLOCK
                dated = dated or stamp is not None
            elif candidate.hint is Role.LEAD or draft.prose[n] or shape.ends_sentence(text):
                break
            elif n < draft.title or shape.section_name(text):
                draft.verdicts[n] = Reason.MENU
            elif byline.is_person(text) or candidate.hint is Role.BYLINE:
                draft.verdicts[n] = Role.BYLINE
            else:
                break
        n += 1
    return n


def _body(draft: Draft, start: int) -> None:
    last_prose = max((n for n in range(start, draft.last + 1) if draft.prose[n]), default=start)
    marked = sum(
        captions.credited(draft.text(n)) and not draft.verdicts[n]
        for n in range(start, last_prose)
    )
    interview = _is_interview(draft, start)
    previous: Role | None = None
    count = 0
    pictured = False
    for n in range(start, draft.last + 1):
        if draft.verdicts[n] is not None:
            pictured = pictured or draft.verdicts[n] in {Reason.PICTURE, Reason.ALT}
            continue
        text = draft.text(n)
        candidate = draft.candidates[n]
        known = draft.families[n]
        if known is not None:
            draft.verdicts[n] = known[0]
            pictured = pictured or known[0] is Reason.PICTURE
            continue
        if junk.link_line(text):
            draft.verdicts[n] = Reason.LINK
            continue
        if junk.series_line(text):
            draft.verdicts[n] = Reason.SERIES
            continue
        if junk.picture_label(text):
            draft.verdicts[n] = Reason.ALT
            pictured = True
            continue
        pictured = pictured or candidate.pictured
        role = _marked(draft, n, previous, last_prose)
        if role is None and count == 0 and _is_lead(draft, n):
            role = Role.LEAD
        if role is None and pictured and not draft.prose[n] and len(text) < 200:
            role = Role.CAPTION
        if role is None:
            role = _unmarked(draft, n, previous, count, marked, interview, last_prose)
        draft.verdicts[n] = role
        if role in _RUNNING:
            count += 1
        previous = role
        pictured = False


def _marked(draft: Draft, n: int, previous: Role | None, last_prose: int) -> Role | None:
    """The role that markup or marks in the text give away."""
    text = draft.text(n)
    candidate = draft.candidates[n]
    if candidate.hint is not None:
        return candidate.hint
    if n > last_prose and byline.is_byline(text) and not captions.picture_credit(text):
        return Role.BYLINE
    if captions.credited(text):
        return Role.CAPTION
    if previous in _RUNNING and byline.signs_within(text):
        return Role.BYLINE
    if candidate.level and len(text) <= 200:
        return Role.HEADING
    if _BULLET.match(text):
        return Role.LIST_ITEM
    return None


def _is_lead(draft: Draft, n: int) -> bool:
    """Whether the first paragraph is a lead."""
    text = draft.text(n)
    if shape.agency(text) or text.startswith("LTS"):
        return True
    if draft.candidates[n].strong and len(text) > 60:
        return True
    if draft.title < 0 or not draft.prose[n] or len(text) > 450 or shape.sentences(text) > 3:
        return False
    return sum(draft.prose[n + 1 : draft.last + 1]) >= 2


def _unmarked(
    draft: Draft,
    n: int,
    previous: Role | None,
    count: int,
    marked: int,
    interview: bool,
    last_prose: int,
) -> Role:
    """Paragraph, heading or caption: what a line without any mark is."""
    text = draft.text(n)
    ahead = _next_live(draft, n)
    final = n > last_prose
    if draft.prose[n] and not (draft.candidates[n].strong and len(text) <= _HEADING_LENGTH):
        return Role.PARAGRAPH
    if _TURN.match(text):
        return Role.PARAGRAPH if interview else Role.LIST_ITEM
    if len(text) > _HEADING_LENGTH or text.endswith((":", ";", ",")) or count == 0:
        return Role.PARAGRAPH
    if shape.ends_sentence(text):
        if text.endswith("?") and not final and not interview and len(text) <= 90:
            return Role.HEADING
        lone = previous is Role.PARAGRAPH and not final and not marked and len(text) <= 60
        if lone and captions.leaning(text) >= 2.5:
            return Role.CAPTION
        return Role.PARAGRAPH
    if final and not _NUMBERED.match(text):
        return Role.CAPTION if captions.leaning(text) > 0 else Role.PARAGRAPH
    lean = captions.leaning(text) - (1.5 if marked else 0.0)
    if draft.candidates[n].strong:
        lean -= 2.0
    if count == 1:
        lean += 0.7
    if previous is Role.HEADING:
        lean += 3.0
    if ahead > draft.last:
        lean += 2.0
    return Role.CAPTION if lean > 0.6 else Role.HEADING


def _next_live(draft: Draft, n: int) -> int:
    n += 1
    while n <= draft.last and (draft.verdicts[n] is not None or draft.families[n] is not None):
        n += 1
    return n


def _is_interview(draft: Draft, start: int) -> bool:
    """Whether questions and answers take turns: "* …?" or "- …"."""
    asked = 0
    for n in range(start, draft.last + 1):
        text = draft.text(n)
        if text.startswith("*") or (_TURN.match(text) and text.rstrip('"”').endswith("?")):
            asked += 1
            if asked == 2:
                return True
    return False


def _drop_twins(draft: Draft, start: int) -> None:
    """Cut a paragraph that repeats one right beside it."""
    recent: list[str] = []
    for n in range(start, draft.last + 1):
        if not isinstance(draft.verdicts[n], Role):
            continue
        text = draft.text(n)
        if text in recent and len(text) > 20:
            draft.verdicts[n] = Reason.REPEAT
            continue
        recent = [*recent[1 - _TWIN :], text] if _TWIN > 1 else [text]
