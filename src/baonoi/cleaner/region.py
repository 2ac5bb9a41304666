"""Where the article begins and where it ends: position decides what no single line can tell.

Nearly all that is junk stands before the title or after the last paragraph. The page is parted at
lines that only a page's frame has (menus, comment forms, imprints); the part with the most running
text holds the body, and the title is the nearest line above it that can be one.
"""

from __future__ import annotations

from collections.abc import Iterator

from baonoi.cleaner import byline, captions, dates, ending, inserts, junk, shape, titles
from baonoi.cleaner.decision import Decision, Rule
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.junk import Effect
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role

_TEASER = 400
"""Characters that a teaser of another article may have."""
_FEW = 6
"""Lines of a text without a sentence that are read as they stand."""
_LONGEST_WORD = 1000
"""Characters from which a word is none."""
_ABOVE = 14
"""Candidates above the first paragraph in which title, date and lead are looked for."""
_DATE_ABOVE = 5
"""Candidates above the title in which its date is looked for."""
_AROUND_DATES = frozenset({Reason.MENU, Reason.SHARE, Reason.TAGS})
"""Parts of a page's frame that papers set the date of an article in."""
_ABOVE_TEXT = frozenset({Role.CAPTION, Role.BYLINE, Role.DATELINE, Role.LEAD})
_FRAME = frozenset({Reason.COMMENTS, Reason.LOGIN, Reason.IMPRINT, Reason.SHARE, Reason.RELATED})


def bound(draft: Draft) -> bool:
    """Find title, first and last candidate of a text; False where no running text is found."""
    return _bound(draft, 0, len(draft.candidates), 0, -1)


def bound_page(draft: Draft, low: int, high: int) -> bool:
    """The same for a page whose body's container holds the candidates from ``low`` to ``high``."""
    size = len(draft.candidates)
    title = titles.marked(draft, low, high)
    low = max(low, title + 1) if title < high - 1 else low
    if not (_bound(draft, low, high, 0, title) or _bound(draft, 0, size, 0, -1)):
        return False
    draft.body = _first_beside(draft, low)
    draft.body = _lead_above(draft)
    draft.last = ending.signed_below(draft, size)
    return True


def take_all(draft: Draft) -> bool:
    """Take everything that is shown for the article; False where nothing is."""
    live = [n for n, c in enumerate(draft.candidates) if c.reason is not Reason.HIDDEN]
    if not live:
        return False
    for n in live:
        draft.release(n)
    draft.title, draft.first, draft.body, draft.last = -1, live[0], live[0], live[-1]
    return True


def _lead_above(draft: Draft) -> int:
    """Where the running text begins when its lead stands outside the body's container."""
    for n in range(max(draft.title + 1, draft.body - _ABOVE), draft.body):
        candidate = draft.candidates[n]
        if draft.verdicts[n] is None and candidate.link < 0.5 and draft.families[n] is None:
            text = candidate.text
            if draft.prose[n] or (candidate.hint is Role.LEAD and len(text) > 30):
                return n
    return draft.body


def _first_beside(draft: Draft, low: int) -> int:
    """Where the body begins: with whatever stands beside the running text below the title.

    A lead that ends in a colon, a schedule, a footnote's mark are text like any other; only what
    has its own place above an article is not: its date, its writer, a picture, a section's name.
    """
    told = False
    for n in range(max(low, draft.title + 1), draft.body):
        candidate = draft.candidates[n]
        text = candidate.text
        if byline.is_byline(text) or dates.dateline(text) is not None:
            told = True
        elif (
            candidate.beside
            and not candidate.field
            and not (told and candidate.hint is Role.LIST_ITEM)
            and draft.verdicts[n] is None
            and draft.families[n] is None
            and candidate.hint not in _ABOVE_TEXT
            and not (candidate.pictured and captions.leaning(text) > 0)
            and not captions.credited(text)
            and not shape.section_name(text)
        ):
            return n
    return draft.body


def _bound(draft: Draft, start: int, end: int, top: int, title: int) -> bool:
    best: tuple[float, int, int] = (0.0, 0, 0)
    closed = False
    for low, high, closing in _parts(draft, start, end):
        weight = _weight(draft, low, high) * (0.4 if closed else 1.0)
        closed = closed or (closing and best[0] > 0)
        if weight > best[0]:
            best = (weight, low, high)
    if not best[0]:
        return _bound_short(draft, start, end, title)
    _, low, high = best
    high, related = inserts.find(draft, low, high)
    draft.decide(related)
    running = [n for n in range(low, high) if draft.prose[n] and draft.verdicts[n] is None]
    if not running:
        return _bound_short(draft, start, end, title)
    draft.decide(_teasers(draft, running))
    running = [n for n in running if draft.verdicts[n] is None]
    draft.body = running[0]
    _end(draft, running[-1], high)
    if title < 0:
        title = titles.above(draft, running[0], top)
    _place_title(draft, title, top)
    return True


def _end(draft: Draft, last: int, high: int) -> None:
    """Let the article end where what closes it ends."""
    draft.last, between = ending.tail(draft, last, high)
    draft.decide(between)


def _teasers(draft: Draft, running: list[int]) -> Iterator[Decision]:
    """Teasers among running text, with their headlines: only a lead begins with a desk's tag."""
    for n in running[2:]:
        if not shape.tagged(draft.text(n)):
            continue
        draft.disown(n)
        yield Decision(n, Reason.RELATED, Rule.DESK)
        if shape.headline(draft.text(n - 1)) and not draft.prose[n - 1]:
            yield Decision(n - 1, Reason.RELATED, Rule.DESK)


def _parts(draft: Draft, start: int, end: int) -> list[tuple[int, int, bool]]:
    """The ranges between lines of a page's frame, and whether such a line closes the article."""
    menus = [
        draft.candidates[n].reason is None
        and not draft.candidates[n].beside
        and shape.menu(draft.text(n))
        and not draft.prose[n]
        for n in range(start, end)
    ]
    frame = bytearray(end - start)
    for low, high in junk.runs(menus, 4):
        named = sum(shape.section_name(draft.text(start + n)) for n in range(low, high))
        if named >= 2 and named * 4 >= high - low:
            frame[low:high] = b"\1" * (high - low)
    for n in range(start, end):
        known = draft.families[n]
        if known is not None and known[1] is Effect.CLOSES and _surely_closes(draft, n, end):
            frame[n - start] = 2
    parts: list[tuple[int, int, bool]] = []
    low = start
    for n in range(start, end + 1):
        if n == end or frame[n - start]:
            if low < n:
                parts.append((low, n, n < end and frame[n - start] == 2))
            low = n + 1
    return parts


def _surely_closes(draft: Draft, n: int, end: int) -> bool:
    """Whether a line of the frame is more than a heading that reads the same ("Bình luận")."""
    if "(" in draft.text(n) or "©" in draft.text(n):
        return True
    if _goes_on_beside(draft, n, end):
        return False
    near = range(n + 1, min(n + 5, end))
    if any((k := draft.families[m]) is not None and k[0] in _FRAME for m in near):
        return True
    return not any(draft.prose[m] for m in near)


def _goes_on_beside(draft: Draft, n: int, end: int) -> bool:
    """Whether a line and running text after it both stand where the article's text stands."""
    if not draft.candidates[n].beside:
        return False
    return any(draft.prose[m] and draft.candidates[m].beside for m in range(n + 1, end))


def _weight(draft: Draft, low: int, high: int) -> float:
    """How much running text a range holds; paragraphs that stand together count most."""
    total = 0.0
    for start, end in junk.runs(draft.prose[low:high], 1):
        size = sum(len(draft.text(low + n)) for n in range(start, end))
        total += size if end - start > 1 or size > _TEASER else 0.4 * size
    return total


def _place_title(draft: Draft, title: int, start: int) -> None:
    """Take a candidate as the title; cut its twin, and begin the article at title or date."""
    while draft.body - 1 > max(title, start - 1) and _opening(draft, draft.body - 1):
        draft.body -= 1
    body = draft.body
    if title < 0:
        draft.first = min([body, *_dates(draft, max(start, body - _ABOVE), body)])
        return
    text = draft.text(title).casefold()
    twins = [n for n in range(max(start, title - 2), body) if draft.text(n).casefold() == text]
    draft.title = min([title, *twins])
    draft.decide(_told_again(draft, title, twins))
    draft.decide([Decision(draft.title, Role.TITLE, Rule.TITLE)])
    draft.first = min([draft.title, *_dates(draft, max(start, draft.title - _DATE_ABOVE), body)])
    while draft.first > start and _picture_text(draft, draft.first - 1):
        draft.first -= 1


def _told_again(draft: Draft, title: int, twins: list[int]) -> Iterator[Decision]:
    """Lines between title and body that say what the title or the head of the page says."""
    for twin in twins[1:]:
        yield Decision(twin, Reason.REPEAT, Rule.TITLE_AGAIN)
    told = titles.told(draft)
    for n in range(title + 1, draft.body):
        if draft.verdicts[n] is None and draft.text(n).casefold() in told:
            yield Decision(n, Reason.REPEAT, Rule.TITLE_AGAIN)


def _picture_text(draft: Draft, n: int) -> bool:
    """Whether it is what stands under a picture that opens the page, above the title."""
    candidate = draft.candidates[n]
    told = candidate.hint is Role.CAPTION or captions.credited(candidate.text)
    return told and candidate.reason is None and candidate.link < 0.5


def _opening(draft: Draft, n: int) -> bool:
    """Whether a short line above the first long paragraph is a sentence of the article."""
    candidate = draft.candidates[n]
    text = candidate.text
    return (
        draft.verdicts[n] is None
        and draft.families[n] is None
        and candidate.link < 0.5
        and shape.ends_sentence(text)
        and shape.count_words(text) >= 4
        and not captions.credited(text)
        and not draft.is_byline(n)
    )


def _dates(draft: Draft, start: int, end: int) -> list[int]:
    """The date line nearest to the title, one with a time first; a list of none or one."""
    found: list[tuple[bool, bool, int, int]] = []
    for n in range(start, end):
        reason = draft.candidates[n].reason
        if reason is None or reason in _AROUND_DATES:
            stamp = dates.dateline(draft.text(n))
            if stamp is not None:
                away = abs(n - max(draft.title, start))
                found.append((not stamp.timed, reason is not None, away, n))
    if not found:
        return []
    nearest = min(found)[3]
    draft.decide([Decision(nearest, None, Rule.DATE)])
    return [nearest]


def _bound_short(draft: Draft, start: int, end: int, title: int) -> bool:
    """A text of a few short sentences: everything in it that is no junk; one alone as it is."""
    if len(draft.candidates) == 1 and draft.candidates[0].box == 0:
        draft.decide([Decision(0, Role.PARAGRAPH, Rule.ALONE)])
        draft.first = draft.body = draft.last = 0
        words = draft.text(0).split()
        return max(map(len, words)) <= _LONGEST_WORD and any(map(_has_letter, words))
    live = [
        n
        for n in range(start, end)
        if draft.candidates[n].reason is None
        and draft.families[n] is None
        and draft.candidates[n].link < 0.5
    ]
    spoken = [
        n
        for n in live
        if shape.ends_sentence(draft.text(n)) and shape.count_words(draft.text(n)) > 2
    ]
    if not spoken:
        spoken = [n for n in live if shape.count_words(draft.text(n)) >= 5]
        whole = 0 < len(live) == len(draft.candidates) <= _FEW and not draft.candidates[0].box
        if whole and not any(shape.section_name(draft.text(n)) for n in live):
            spoken = live
        if not spoken or len(live) > _FEW:
            return False
    draft.body, draft.last = spoken[0], spoken[-1]
    above = spoken[0] - 1
    if title < 0 and above in live and titles.brief(draft.text(above)):
        title = above
    _place_title(draft, title, start)
    _end(draft, spoken[-1], end)
    return True


def _has_letter(word: str) -> bool:
    return any(character.isalnum() for character in word)
