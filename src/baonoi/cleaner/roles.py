"""What each candidate of the article is, from its markup, its place and its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from baonoi.cleaner import byline, captions, dates, junk, shape, signatures
from baonoi.cleaner.decision import Decision, Rule, Verdict
from baonoi.cleaner.draft import Draft
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
    for rule in (_frame, _head, _body, twins):
        draft.decide(rule(draft))


def _frame(draft: Draft) -> Iterator[Decision]:
    """What stands before and after the article."""
    size = len(draft.candidates)
    before: Reason | None = None
    for n in (*range(draft.first), *range(draft.last + 1, size)):
        if draft.verdicts[n] is None:
            yield Decision(n, *_framed(draft, n, before))
        verdict = draft.verdicts[n]
        before = verdict if isinstance(verdict, Reason) else None


def _framed(draft: Draft, n: int, before: Reason | None) -> tuple[Reason, Rule]:
    known = draft.families[n]
    text = draft.text(n)
    if known is not None:
        form = before is Reason.COMMENTS and known[0] in {Reason.SHARE, Reason.LOGIN}
        return (Reason.COMMENTS, Rule.LABEL) if form else (known[0], Rule.KNOWN)
    if shape.section_name(text):
        return Reason.MENU, Rule.SECTION
    if dates.dateline(text) is not None:
        return Reason.CLOCK, Rule.DATE
    return (Reason.BEFORE if n < draft.first else Reason.AFTER), Rule.PLACE


def _head(draft: Draft) -> Iterator[Decision]:
    """What stands around the title."""
    dated = False
    for n in range(draft.first, draft.body):
        if draft.verdicts[n] is not None:
            continue
        text = draft.text(n)
        candidate = draft.candidates[n]
        known = draft.families[n]
        verdict: Verdict = Reason.BEFORE
        rule = Rule.HEAD
        if known is not None:
            verdict, rule = known[0], Rule.KNOWN
        elif dates.dateline(text) is not None:
            verdict, rule = Reason.CLOCK if dated else Role.DATELINE, Rule.DATE
            dated = True
        elif byline.is_labelled(text):
            verdict, rule = Role.BYLINE, Rule.WRITER
        elif candidate.hint is Role.CAPTION or captions.credited(text):
            verdict, rule = Role.CAPTION, Rule.CREDIT
        elif n < draft.title or shape.section_name(text):
            verdict, rule = Reason.MENU, Rule.SECTION
        elif _lead_as_heading(draft, n):
            verdict, rule = Role.LEAD, Rule.LEAD
        elif candidate.level and n == draft.body - 1 and _heads_like_others(draft, n):
            verdict, rule = Role.HEADING, Rule.MARKUP
        elif byline.is_byline(text) and (
            byline.is_person(text) or candidate.hint is Role.BYLINE or _beside_title(draft, n)
        ):
            verdict, rule = Role.BYLINE, Rule.WRITER
        elif candidate.link < 0.5 and _lead_without_stop(draft, n):
            verdict, rule = Role.LEAD, Rule.LEAD
        elif n > draft.title >= 0 and _caption_above(draft, n):
            verdict, rule = Role.CAPTION, Rule.PICTURE
        yield Decision(n, verdict, rule)


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


def _body(draft: Draft) -> Iterator[Decision]:
    """What stands between the first and the last line of the running text."""
    scene = Scene.of(draft)
    previous: Role | None = None
    count = 0
    pictured = False
    dated = Role.DATELINE in draft.verdicts[draft.first : draft.body]
    for n in range(draft.body, draft.last + 1):
        verdict = draft.verdicts[n]
        if verdict is None:
            cell = scene.cell(n)
            junked = None if cell else _junk(draft, n, scene)
            if cell:
                verdict, rule = cell, Rule.CELL
            elif junked:
                verdict, rule = junked
            else:
                pictured = pictured or draft.candidates[n].pictured
                verdict, rule = _spoken(draft, n, scene, _Above(previous, count, pictured, dated))
                dated = dated or rule is Rule.DATE
            yield Decision(n, verdict, rule)
        if isinstance(verdict, Reason):
            pictured = pictured or verdict in {Reason.PICTURE, Reason.ALT}
            continue
        if verdict is not Role.DATELINE:
            count += verdict in RUNNING
            previous = verdict
            pictured = False


class _Above(NamedTuple):
    """What of the body stands above a line."""

    previous: Role | None
    running: int
    """Blocks of running text."""
    pictured: bool
    """Whether a picture stands above and no text below it yet."""
    dated: bool


def _spoken(draft: Draft, n: int, scene: Scene, above: _Above) -> tuple[Verdict, Rule]:
    """What a candidate is that nothing marks as junk."""
    if above.running <= _EARLY and dates.dateline(draft.text(n)) is not None:
        return Reason.CLOCK if above.dated else Role.DATELINE, Rule.DATE
    if above.running == 0 and above.previous is None and _lead_as_heading(draft, n):
        return Role.LEAD, Rule.LEAD
    marked = _marked(draft, n, above.previous, scene)
    if marked is not None:
        return marked
    if above.running == 0 and _is_lead(draft, n):
        return Role.LEAD, Rule.LEAD
    pictured = above.pictured or (above.previous is Role.TABLE and draft.candidates[n].slanted)
    lone = draft.prose[n] and scene.lone
    if pictured and not lone and _under_picture(draft, n):
        return Role.CAPTION, Rule.PICTURE
    line = Text.of(draft, n, pictured)
    return scene.role(n, line, above.previous, above.running), Rule.LOOKS


def _junk(draft: Draft, n: int, scene: Scene) -> tuple[Reason, Rule] | None:
    """Why a candidate within the article is no part of it."""
    known = draft.families[n]
    candidate = draft.candidates[n]
    text = candidate.text
    if junk.series_line(text):
        return Reason.SERIES, Rule.SERIES
    imprint = known is not None and known[0] is Reason.IMPRINT
    if known is not None and not (imprint and candidate.beside and n < scene.last_prose):
        return known[0], Rule.KNOWN
    if n >= scene.last_prose and signatures.tells_of_writer(draft, n):
        return Reason.AFTER, Rule.WRITER
    if junk.link_line(text):
        return Reason.LINK, Rule.POINTER
    if junk.picture_label(text):
        return Reason.ALT, Rule.FILE
    if candidate.link >= _LINKED and candidate.hint not in {Role.BYLINE, Role.CAPTION}:
        return Reason.LINK, Rule.LINK
    return None


def _marked(draft: Draft, n: int, previous: Role | None, scene: Scene) -> tuple[Role, Rule] | None:
    """The role that markup or marks in the text give away."""
    candidate = draft.candidates[n]
    text = candidate.text
    hinted = _hinted(draft, n, previous)
    if hinted is not None:
        return hinted, Rule.MARKUP
    final = n > scene.last_prose
    signs = final and byline.is_byline(text) and not signatures.heads(draft, n)
    if (signs and not captions.picture_credit(text)) or signatures.above_notes(draft, n):
        return Role.BYLINE, Rule.WRITER
    if final and signatures.is_office(draft, n):
        return Role.BYLINE, Rule.WRITER
    if captions.credited(text):
        return Role.CAPTION, Rule.CREDIT
    if previous in RUNNING and byline.signs_within(text):
        return Role.BYLINE, Rule.WRITER
    if candidate.level and len(text) <= 200 and not (draft.prose[n] and len(text) > 120):
        return Role.HEADING, Rule.MARKUP
    if BULLET.match(text):
        return Role.LIST_ITEM, Rule.LISTED
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


def twins(draft: Draft) -> Iterator[Decision]:
    """What repeats a paragraph right beside it, or a part of one near it."""
    recent: list[str] = []
    for n in range(draft.body, draft.last + 1):
        if not isinstance(draft.verdicts[n], Role):
            continue
        text = draft.text(n)
        if text in recent and len(text) > 20:
            yield Decision(n, Reason.REPEAT, Rule.REPEATED)
            continue
        if _is_pulled(draft, n):
            yield Decision(n, Reason.PULL_QUOTE, Rule.PULLED)
            continue
        recent = [*recent[1 - _TWIN :], text] if _TWIN > 1 else [text]
