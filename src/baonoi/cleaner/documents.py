"""Documents: what a person wrote to be read as it stands, without a page's menus around it.

Nothing of a document is cut for where it stands. What its markup names keeps that name, the rest
is running text, and only what is hidden or marked as front matter of a book is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from baonoi.cleaner import byline, captions, dates, shape, titles
from baonoi.cleaner.boxes import Boxes
from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.decision import Decision, Rule
from baonoi.cleaner.draft import Draft, Facts, frame
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role

_LEFT_OUT = frozenset({Reason.HIDDEN, Reason.FRONT_MATTER})
"""What markup may take out of a document; all else that it names is for pages."""
_KEPT = frozenset(
    {Role.CAPTION, Role.CODE, Role.LIST_ITEM, Role.NOTE, Role.QUOTE, Role.TABLE, Role.LEAD}
)
"""Roles that markup gives to any text."""
_HEADING = 300
"""Characters that a marked heading may have."""
_STRONG_HEADING = 100
"""Characters that a bold line may have to be a heading."""
_CAPTION = 400
_HEAD = 4
"""Blocks below the title in which date and writer are looked for."""
_LEAD = 450


class Kind(Enum):
    """What a document is."""

    TEXT = auto()
    """It may begin with a title, a date and a writer."""
    BOOK = auto()
    """Its headings of the first level are its chapters."""
    SPEECH = auto()
    """All of it was said."""


def draft(candidates: list[Candidate], boxes: Boxes, facts: Facts) -> Draft:
    """A document that was read as HTML, with the reasons that hold in one."""
    reasons: list[Reason | None] = [None] * len(boxes.parents)
    for box in range(1, len(reasons)):
        own = boxes.reasons[box]
        reasons[box] = own if own in _LEFT_OUT else reasons[boxes.parents[box]]
    frame(
        candidates,
        (Decision(n, reasons[c.box], Rule.MARKUP) for n, c in enumerate(candidates)),
    )
    return Draft(candidates, facts)


def assign(draft: Draft, kind: Kind) -> bool:
    """Give every candidate its role; False where there is nothing to read."""
    live = [
        n
        for n, candidate in enumerate(draft.candidates)
        if candidate.reason is None and not candidate.field
    ]
    if not any(character.isalnum() for n in live for character in draft.text(n)):
        return False
    draft.first, draft.last = live[0], live[-1]
    if kind is not Kind.SPEECH:
        draft.title = _title(draft, live, kind)
    if draft.title >= 0:
        draft.decide([Decision(draft.title, Role.TITLE, Rule.TITLE)])
    if kind is Kind.TEXT:
        draft.decide(_edges(draft, live))
    draft.decide(_text(draft, live, kind))
    if kind is Kind.BOOK:
        draft.inner = {n for n in live if draft.candidates[n].level != 1}
    return True


def _text(draft: Draft, live: list[int], kind: Kind) -> Iterator[Decision]:
    """What is not its title, its date or its writer."""
    opening = kind is Kind.TEXT
    before: Role | None = None
    for at, n in enumerate(live):
        role = draft.verdicts[n]
        if role is None:
            below = draft.candidates[live[at + 1]] if at + 1 < len(live) else None
            role = _role(draft.candidates[n], below, before)
            if opening and role is Role.PARAGRAPH and _is_lead(draft, n):
                role = Role.LEAD
            opening = opening and role in {Role.CAPTION, Role.QUOTE}
            yield Decision(n, role, Rule.TEXT)
        before = role if isinstance(role, Role) else before


def _title(draft: Draft, live: list[int], kind: Kind) -> int:
    """The block that is the title; -1 where the document shows none."""
    named = draft.facts.title.casefold()
    for n in live[:_HEAD]:
        if draft.text(n).casefold() == named:
            return n
    first = live[0]
    candidate = draft.candidates[first]
    if kind is Kind.BOOK:
        return -1
    if candidate.level:
        return first
    alone = len(live) == 1 or candidate.hint is not None or draft.prose[first]
    return first if not alone and not named and titles.brief(candidate.text) else -1


def _edges(draft: Draft, live: list[int]) -> Iterator[Decision]:
    """The date and the writer, who stand below the title or at the end."""
    below = live.index(draft.title) + 1 if draft.title in live else 0
    dated = False
    for n in live[below : below + _HEAD]:
        candidate = draft.candidates[n]
        if candidate.level or candidate.hint not in {None, Role.DATELINE, Role.BYLINE}:
            continue
        if not dated and dates.dateline(candidate.text) is not None:
            yield Decision(n, Role.DATELINE, Rule.DATE)
            dated = True
        elif n != live[-1] and byline.is_labelled(candidate.text):
            yield Decision(n, Role.BYLINE, Rule.WRITER)
    final = draft.candidates[live[-1]]
    plain = final.hint in {None, Role.BYLINE} and not final.level
    if len(live) > below + 1 and plain and _signs(final):
        yield Decision(live[-1], Role.BYLINE, Rule.WRITER)


def _signs(candidate: Candidate) -> bool:
    """Whether a last line is surely the writer's name: set apart, or with a family name."""
    text = candidate.text
    if byline.is_person(text):
        return True
    apart = candidate.strong or candidate.slanted or candidate.right
    return apart and byline.is_byline(text) and shape.count_words(text) > 1


def _role(candidate: Candidate, below: Candidate | None, before: Role | None) -> Role:
    """What a block is by its markup, its shape and what stands around it."""
    text = candidate.text
    if candidate.hint in _KEPT:
        return candidate.hint or Role.PARAGRAPH
    if (candidate.level or candidate.hint is Role.HEADING) and len(text) <= _HEADING:
        return Role.HEADING
    told = candidate.slanted or captions.credited(text)
    if told and (candidate.pictured or before is Role.CAPTION) and len(text) <= _CAPTION:
        return Role.CAPTION
    if candidate.strong and below is not None and not below.level and not below.strong:
        heads = len(text) <= _STRONG_HEADING and not shape.closed(text)
        return Role.HEADING if heads else Role.PARAGRAPH
    return Role.PARAGRAPH


def _is_lead(draft: Draft, n: int) -> bool:
    """Whether the first paragraph sums up what follows."""
    candidate = draft.candidates[n]
    text = candidate.text
    if draft.title < 0 or len(text) <= 60:
        return False
    wanted = draft.facts.lead.casefold()
    if candidate.strong or (len(wanted) > 30 and text.casefold().startswith(wanted[:50])):
        return True
    brief = draft.prose[n] and len(text) <= _LEAD and shape.sentences(text) <= 3
    return brief and sum(draft.prose[n + 1 :]) >= 2
