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
_LINKED = 0.85
"""The share of a text in links from which it is a link to another article."""
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
    for n in range(draft.first, draft.body):
        if draft.verdicts[n] is not None:
            continue
        text = draft.text(n)
        candidate = draft.candidates[n]
        known = draft.families[n]
        if known is not None:
            draft.verdicts[n] = known[0]
        elif (stamp := dates.dateline(text)) is not None:
            draft.verdicts[n] = Reason.CLOCK if dated else Role.DATELINE
            dated = stamp is not None
        elif n < draft.title or shape.section_name(text):
            draft.verdicts[n] = Reason.MENU
        elif candidate.hint is Role.CAPTION or captions.credited(text):
            draft.verdicts[n] = Role.CAPTION
        elif byline.is_byline(text) and (
            byline.is_person(text) or candidate.hint is Role.BYLINE or _beside_date(draft, n)
        ):
            draft.verdicts[n] = Role.BYLINE
        elif candidate.link < 0.5 and _lead_without_stop(draft, n):
            draft.verdicts[n] = Role.LEAD
        else:
            draft.verdicts[n] = Reason.BEFORE
    return draft.body


def _beside_date(draft: Draft, n: int) -> bool:
    """Whether the date of the article stands right above or below."""
    return any(
        draft.first <= near < draft.body and dates.dateline(draft.text(near)) is not None
        for near in (n - 1, n + 1)
    )


def _lead_without_stop(draft: Draft, n: int) -> bool:
    text = draft.text(n)
    if draft.candidates[n].hint is Role.LEAD:
        return len(text) > 20
    return n > draft.title >= 0 and len(text) >= 60 and shape.count_words(text) >= 12


def _body(draft: Draft, start: int) -> None:
    last_prose = max((n for n in range(start, draft.last + 1) if draft.prose[n]), default=start)
    marked = sum(
        captions.credited(draft.text(n)) and not draft.verdicts[n] for n in range(start, last_prose)
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
        if candidate.link >= _LINKED and candidate.hint not in {Role.BYLINE, Role.CAPTION}:
            draft.verdicts[n] = Reason.LINK
            continue
        role = _marked(draft, n, previous, last_prose)
        if role is None and count == 0 and _is_lead(draft, n):
            role = Role.LEAD
        if role is None and pictured and _under_picture(draft, n):
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
    hinted = _hinted(draft, n, previous)
    if hinted is not None:
        return hinted
    if n > last_prose and byline.is_byline(text) and not captions.picture_credit(text):
        return Role.BYLINE
    if captions.credited(text):
        return Role.CAPTION
    if previous in _RUNNING and byline.signs_within(text):
        return Role.BYLINE
    if candidate.level and len(text) <= 200 and not (draft.prose[n] and len(text) > 120):
        return Role.HEADING
    if _BULLET.match(text):
        return Role.LIST_ITEM
    return None


def _hinted(draft: Draft, n: int, previous: Role | None) -> Role | None:
    """The role that its element or class names, where its shape does not gainsay it."""
    candidate = draft.candidates[n]
    text = candidate.text
    match candidate.hint:
        case Role.LEAD:
            return Role.LEAD if previous in {None, Role.LEAD} and len(text) > 20 else None
        case Role.CAPTION:
            return Role.CAPTION if len(text) <= 600 else None
        case Role.BYLINE:
            return Role.BYLINE if len(text) <= 80 and not shape.prose(text) else None
        case Role.HEADING:
            return Role.HEADING if len(text) <= _HEADING_LENGTH else None
        case Role.LIST_ITEM | Role.QUOTE | Role.TABLE:
            return candidate.hint
    return None


def _under_picture(draft: Draft, n: int) -> bool:
    """Whether a text right below a picture is its caption rather than the next paragraph."""
    candidate = draft.candidates[n]
    text = candidate.text
    if len(text) >= 250 or candidate.strong or candidate.level:
        return False
    if not draft.prose[n] or candidate.slanted or candidate.centred:
        return True
    return len(text) <= 120 and shape.sentences(text) == 1 and not text.startswith(('"', "“"))


def _is_lead(draft: Draft, n: int) -> bool:
    """Whether the first paragraph is a lead."""
    text = draft.text(n)
    if shape.agency(text) or text.startswith("LTS"):
        return True
    if (draft.candidates[n].strong and len(text) > 60) or _says(text, draft.facts.lead):
        return True
    if draft.title < 0 or not draft.prose[n] or len(text) > 450 or shape.sentences(text) > 3:
        return False
    return sum(draft.prose[n + 1 : draft.last + 1]) >= 2


def _says(text: str, wanted: str) -> bool:
    """Whether a paragraph is the description in the head of the page."""
    wanted = wanted[shape.agency(wanted) :][:60].casefold()
    return len(wanted) > 30 and text[shape.agency(text) :].casefold().startswith(wanted[:50])


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
        lone = previous in _RUNNING and not final and not marked and len(text) <= 60
        if lone and captions.leaning(text) >= 2.5:
            return Role.CAPTION
        return Role.PARAGRAPH
    if final and not _NUMBERED.match(text):
        return Role.CAPTION if captions.leaning(text) > 0 else Role.PARAGRAPH
    if ahead <= draft.last and captions.picture_credit(draft.text(ahead)):
        return Role.CAPTION
    listed = _listed(draft, n)
    if listed is not None:
        return listed
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


def _listed(draft: Draft, n: int) -> Role | None:
    """What a line is in a run of three and more short ones: an item, or the heading behind them."""
    low = high = n
    while low - 1 > draft.title and _brief(draft, low - 1):
        low -= 1
    while high + 1 <= draft.last and _brief(draft, high + 1):
        high += 1
    if high - low < 2 or draft.candidates[n].strong:
        return None
    heads = n == high < draft.last and not re.search(r"[:,;/%]|\d", draft.text(n))
    return Role.HEADING if heads else Role.LIST_ITEM


def _brief(draft: Draft, n: int) -> bool:
    text = draft.text(n)
    return (
        len(text) <= _HEADING_LENGTH
        and not shape.ends_sentence(text)
        and draft.families[n] is None
        and draft.verdicts[n] not in {Role.CAPTION, Role.HEADING, Role.BYLINE}
        and not isinstance(draft.verdicts[n], Reason)
        and draft.candidates[n].hint is None
        and not captions.credited(text)
        and not byline.signs_within(text)
    )


def _next_live(draft: Draft, n: int) -> int:
    n += 1
    while n <= draft.last and (draft.verdicts[n] is not None or draft.families[n] is not None):
        n += 1
    return n


def _is_interview(draft: Draft, start: int) -> bool:
    """Whether questions and answers take turns: "* …?" or "- …"."""
    asked = bold = 0
    for n in range(start, draft.last + 1):
        text = draft.text(n)
        bold += draft.candidates[n].strong and len(text) > 40 and text.rstrip('"”').endswith("?")
        if bold == 3:
            return True
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
