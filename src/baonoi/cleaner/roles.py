"""What each candidate of the article is, from its markup, its place and its neighbours."""

from __future__ import annotations

from baonoi.cleaner import byline, captions, dates, junk, shape
from baonoi.cleaner.draft import Draft, Verdict
from baonoi.cleaner.reasons import Reason
from baonoi.cleaner.unmarked import BULLET, HEADING_LENGTH, RUNNING, Scene, Text
from baonoi.model import Role

_LINKED = 0.85
"""The share of a text in links from which it is a link to another article."""
_PULLED = frozenset({Role.CAPTION, Role.HEADING, Role.QUOTE})
_LEAD_LENGTH = 60
"""Characters from which a heading right below the title can be the lead."""
_EARLY = 2
"""Running blocks that may stand above the date of an article."""
_NEAR = 4
"""How near a pulled quote stands to the paragraph it was taken from."""
_TWIN = 2
"""How near a repeated paragraph must stand to its twin to be a slip."""


def assign(draft: Draft) -> None:
    """Give every candidate a role or a reason."""
    _cut_frame(draft)
    _read_head(draft)
    _read_body(draft)
    drop_twins(draft)


def _cut_frame(draft: Draft) -> None:
    """Cut what stands before and after the article."""
    size = len(draft.candidates)
    before: Reason | None = None
    for n in (*range(draft.first), *range(draft.last + 1, size)):
        if draft.verdicts[n] is None:
            draft.verdicts[n] = _frame_reason(draft, n, before)
        verdict = draft.verdicts[n]
        before = verdict if isinstance(verdict, Reason) else None


def _frame_reason(draft: Draft, n: int, before: Reason | None) -> Reason:
    known = draft.families[n]
    text = draft.text(n)
    if known is not None:
        form = before is Reason.COMMENTS and known[0] in {Reason.SHARE, Reason.LOGIN}
        return Reason.COMMENTS if form else known[0]
    if shape.section_name(text):
        return Reason.MENU
    if dates.dateline(text) is not None:
        return Reason.CLOCK
    return Reason.BEFORE if n < draft.first else Reason.AFTER


def _read_head(draft: Draft) -> None:
    """Decide what stands around the title."""
    dated = False
    for n in range(draft.first, draft.body):
        if draft.verdicts[n] is not None:
            continue
        text = draft.text(n)
        candidate = draft.candidates[n]
        known = draft.families[n]
        verdict: Verdict = Reason.BEFORE
        if known is not None:
            verdict = known[0]
        elif dates.dateline(text) is not None:
            verdict = Reason.CLOCK if dated else Role.DATELINE
            dated = True
        elif candidate.hint is Role.CAPTION or captions.credited(text):
            verdict = Role.CAPTION
        elif n < draft.title or shape.section_name(text):
            verdict = Reason.MENU
        elif _lead_as_heading(draft, n):
            verdict = Role.LEAD
        elif candidate.level and n == draft.body - 1 and _heads_like_others(draft, n):
            verdict = Role.HEADING
        elif byline.is_byline(text) and (
            byline.is_person(text) or candidate.hint is Role.BYLINE or _beside_title(draft, n)
        ):
            verdict = Role.BYLINE
        elif candidate.link < 0.5 and _lead_without_stop(draft, n):
            verdict = Role.LEAD
        elif n > draft.title >= 0 and _caption_above(draft, n):
            verdict = Role.CAPTION
        draft.verdicts[n] = verdict


def _beside_title(draft: Draft, n: int) -> bool:
    """Whether the title or the date of the article stands right above or below."""
    return any(
        near == draft.title
        or (draft.first <= near < draft.body and dates.dateline(draft.text(near)) is not None)
        for near in (n - 1, n + 1)
    )


def _lead_as_heading(draft: Draft, n: int) -> bool:
    """Whether a heading below the title is the lead: a sentence, and longer than other headings."""
    candidate = draft.candidates[n]
    text = candidate.text
    if candidate.level < 2 or n <= draft.title or draft.title < 0 or candidate.link >= 0.5:
        return False
    if len(text) < _LEAD_LENGTH or shape.count_words(text) < 12 or text[0].isdigit():
        return False
    others = [
        len(draft.text(m))
        for m in range(n + 1, draft.last + 1)
        if draft.candidates[m].level == candidate.level and draft.verdicts[m] is None
    ]
    return not others or len(text) > 1.5 * max(others)


def _heads_like_others(draft: Draft, n: int) -> bool:
    """Whether a heading right above the body has others of its level in the body."""
    level = draft.candidates[n].level
    return level != 1 and any(
        draft.candidates[m].level == level and draft.verdicts[m] is None
        for m in range(draft.body, draft.last + 1)
    )


def _caption_above(draft: Draft, n: int) -> bool:
    """Whether a line between title and body is the caption of the opening picture."""
    candidate = draft.candidates[n]
    if candidate.link >= 0.5 or shape.count_words(candidate.text) < 5:
        return False
    return candidate.pictured or (candidate.box == 0 and captions.leaning(candidate.text) > 0)


def _lead_without_stop(draft: Draft, n: int) -> bool:
    text = draft.text(n)
    if draft.candidates[n].hint is Role.LEAD:
        return len(text) > 20
    return n > draft.title >= 0 and len(text) >= 60 and shape.count_words(text) >= 12


def _read_body(draft: Draft) -> None:
    scene = Scene.of(draft)
    previous: Role | None = None
    count = 0
    pictured = False
    dated = Role.DATELINE in draft.verdicts[draft.first : draft.body]
    for n in range(draft.body, draft.last + 1):
        verdict = draft.verdicts[n] or scene.cell(n) or _junk_reason(draft, n, scene)
        if verdict is None:
            pictured = pictured or draft.candidates[n].pictured
            verdict = None
            if count <= _EARLY and dates.dateline(draft.text(n)) is not None:
                verdict = Reason.CLOCK if dated else Role.DATELINE
                dated = True
            elif count == 0 and previous is None and _lead_as_heading(draft, n):
                verdict = Role.LEAD
            verdict = verdict or _marked(draft, n, previous, scene)
            if verdict is None and count == 0 and _is_lead(draft, n):
                verdict = Role.LEAD
            if verdict is None and previous is Role.TABLE and draft.candidates[n].slanted:
                pictured = True
            lone = draft.prose[n] and scene.lone
            if verdict is None and pictured and not lone and _under_picture(draft, n):
                verdict = Role.CAPTION
            if verdict is None:
                verdict = scene.role(n, Text.of(draft, n, pictured), previous, count)
        draft.verdicts[n] = verdict
        if isinstance(verdict, Reason):
            pictured = pictured or verdict in {Reason.PICTURE, Reason.ALT}
            continue
        if verdict is not Role.DATELINE:
            count += verdict in RUNNING
            previous = verdict
            pictured = False


def _junk_reason(draft: Draft, n: int, scene: Scene) -> Reason | None:
    """Why a candidate within the article is no part of it."""
    known = draft.families[n]
    candidate = draft.candidates[n]
    text = candidate.text
    if junk.series_line(text):
        return Reason.SERIES
    imprint = known is not None and known[0] is Reason.IMPRINT
    if known is not None and not (imprint and candidate.beside and n < scene.last_prose):
        return known[0]
    if junk.link_line(text):
        return Reason.LINK
    if junk.picture_label(text):
        return Reason.ALT
    if candidate.link >= _LINKED and candidate.hint not in {Role.BYLINE, Role.CAPTION}:
        return Reason.LINK
    return None


def _marked(draft: Draft, n: int, previous: Role | None, scene: Scene) -> Role | None:
    """The role that markup or marks in the text give away."""
    candidate = draft.candidates[n]
    text = candidate.text
    hinted = _hinted(draft, n, previous)
    if hinted is not None:
        return hinted
    final = n > scene.last_prose
    heads = (candidate.level or candidate.strong) and _goes_on(draft, n)
    if final and not heads and byline.is_byline(text) and not captions.picture_credit(text):
        return Role.BYLINE
    if final and candidate.box and byline.is_office(text):
        return Role.BYLINE
    if captions.credited(text):
        return Role.CAPTION
    if previous in RUNNING and byline.signs_within(text):
        return Role.BYLINE
    if candidate.level and len(text) <= 200 and not (draft.prose[n] and len(text) > 120):
        return Role.HEADING
    if BULLET.match(text):
        return Role.LIST_ITEM
    return None


def _goes_on(draft: Draft, n: int) -> bool:
    """Whether a line that is no writer's name stands right below, where the text stands."""
    return n < draft.last and draft.candidates[n + 1].beside and not draft.is_byline(n + 1)


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
            return Role.HEADING if len(text) <= HEADING_LENGTH else None
        case Role.LIST_ITEM | Role.QUOTE | Role.TABLE | Role.NOTE:
            return candidate.hint
    return None


def _under_picture(draft: Draft, n: int) -> bool:
    """Whether a text right below a picture is its caption rather than the next paragraph."""
    candidate = draft.candidates[n]
    text = candidate.text
    styled = candidate.slanted and candidate.centred
    if len(text) >= (420 if styled else 250) or candidate.strong or candidate.level:
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
    under = n and draft.verdicts[n - 1] is Role.HEADING
    if (
        under
        or draft.title < 0
        or not draft.prose[n]
        or len(text) > 450
        or shape.sentences(text) > 3
    ):
        return False
    return sum(draft.prose[n + 1 : draft.last + 1]) >= 2


def _says(text: str, wanted: str) -> bool:
    """Whether a paragraph is the description in the head of the page."""
    wanted = wanted[shape.agency(wanted) :][:60].casefold()
    return len(wanted) > 30 and text[shape.agency(text) :].casefold().startswith(wanted[:50])


def _is_pulled(draft: Draft, n: int) -> bool:
    """Whether a short text that stands apart repeats a part of a paragraph near it."""
    text = draft.text(n).strip("\"“”‘’' .…").casefold()
    apart = draft.verdicts[n] in _PULLED or not (
        draft.prose[n] or shape.ends_sentence(draft.text(n)) or not draft.candidates[n].box
    )
    if not apart or len(text) > 250 or shape.count_words(text) < 7:
        return False
    unmarked = draft.verdicts[n] is Role.HEADING or not draft.candidates[n].box
    if unmarked and draft.text(n)[0] not in "\"“‘'":
        return False
    near = range(max(draft.body, n - _NEAR), min(draft.last, n + _NEAR) + 1)
    return any(
        len(draft.text(m)) > 1.3 * len(text) and text in draft.text(m).casefold()
        for m in near
        if m != n and draft.verdicts[m] in {Role.PARAGRAPH, Role.LEAD}
    )


def drop_twins(draft: Draft) -> None:
    """Cut a paragraph that repeats one right beside it."""
    recent: list[str] = []
    for n in range(draft.body, draft.last + 1):
        if not isinstance(draft.verdicts[n], Role):
            continue
        text = draft.text(n)
        if text in recent and len(text) > 20:
            draft.verdicts[n] = Reason.REPEAT
            continue
        if _is_pulled(draft, n):
            draft.verdicts[n] = Reason.PULL_QUOTE
            continue
        recent = [*recent[1 - _TWIN :], text] if _TWIN > 1 else [text]
