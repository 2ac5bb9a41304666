"""Where the article begins and where it ends: position decides what no single line can tell.

Nearly all that is junk stands before the title or after the last paragraph. The page is parted at
lines that only a page's frame has (menus, comment forms, imprints); the part with the most running
text holds the body, and the title is the nearest line above it that can be one.
"""

from __future__ import annotations

from collections import Counter

from baonoi.cleaner import byline, captions, dates, junk, shape
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.junk import Effect
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role

_TEASER = 400
"""Characters that a teaser of another article may have."""
_ABOVE = 14
"""Candidates between the first paragraph and the title that are looked through."""


def bound(draft: Draft, start: int = 0, end: int | None = None) -> bool:
    """Find title, first and last candidate within a range; False where no running text is found."""
    end = len(draft.candidates) if end is None else end
    best: tuple[float, int, int] = (0.0, 0, 0)
    closed = False
    for low, high, closing in _parts(draft, start, end):
        weight = _weight(draft, low, high) * (0.4 if closed else 1.0)
        closed = closed or (closing and best[0] > 0)
        if weight > best[0]:
            best = (weight, low, high)
    if not best[0]:
        return _bound_short(draft, start, end)
    _, low, high = best
    high = _trim_boxes(draft, low, high)
    body = [n for n in range(low, high) if draft.prose[n] and draft.verdicts[n] is None]
    draft.first = body[0]
    draft.last = _tail(draft, body[-1], high)
    _find_title(draft, body[0], start)
    return True


def _parts(draft: Draft, start: int, end: int) -> list[tuple[int, int, bool]]:
    """The ranges between lines of a page's frame, and whether such a line closes the article."""
    menus = [
        draft.candidates[n].reason is None and shape.menu(draft.text(n)) and not draft.prose[n]
        for n in range(start, end)
    ]
    frame = bytearray(end - start)
    for low, high in junk.runs(menus, 4):
        named = sum(shape.section_name(draft.text(start + n)) for n in range(low, high))
        if named >= 2 and named * 4 >= high - low:
            frame[low:high] = b"\1" * (high - low)
    for n in range(start, end):
        known = draft.families[n]
        if known is not None and known[1] is Effect.CLOSES:
            frame[n - start] = 2
    parts: list[tuple[int, int, bool]] = []
    low = start
    for n in range(start, end + 1):
        if n == end or frame[n - start]:
            if low < n:
                parts.append((low, n, n < end and frame[n - start] == 2))
            low = n + 1
    return parts


def _weight(draft: Draft, low: int, high: int) -> float:
    """How much running text a range holds; paragraphs that stand together count most."""
    total = 0.0
    for start, end in junk.runs(draft.prose[low:high], 1):
        size = sum(len(draft.text(low + n)) for n in range(start, end))
        total += size if end - start > 1 or size > _TEASER else 0.4 * size
    return total


def _trim_boxes(draft: Draft, low: int, high: int) -> int:
    """Cut boxes of other articles; the end of what remains."""
    n = low
    while n < high:
        known = draft.families[n]
        if known is not None and known[1] is Effect.OPENS and any(draft.prose[low:n]):
            again = _resumes(draft, n, high)
            if again < 0:
                return n
            draft.cut(n, again, Reason.RELATED)
            n = again
        else:
            n += 1
    return _before_repeats(draft, low, high)


def _resumes(draft: Draft, label: int, high: int) -> int:
    """Where the article goes on after a box's label; -1 where it does not."""
    signed = any(draft.is_byline(n) for n in range(max(label - 2, 0), label))
    n = label + 1
    while n < high and not draft.prose[n]:
        n += 1
    if n >= high or n - label > 12 or signed:
        return -1
    follower = n + 1
    if follower < high and draft.prose[follower]:
        return n
    lone_end = follower >= high or draft.is_byline(follower)
    if lone_end and shape.sentences(draft.text(n)) > 1 and n - label > 1:
        return n
    if follower + 1 < high and captions.credited(draft.text(follower)):
        return n
    return -1


def _before_repeats(draft: Draft, low: int, high: int) -> int:
    """The end of the range without a closing list whose headlines stand there again and again."""
    counts = Counter(
        draft.text(n).casefold() for n in range(low, high) if len(draft.text(n)) <= 200
    )
    sizes = [len(draft.text(n)) if draft.prose[n] else 0 for n in range(low, high)]
    after = sum(sizes)
    before = 0
    for n in range(low, high):
        text = draft.text(n)
        again = len(text) <= 200 and counts[text.casefold()] > 1
        if again and before and shape.headline(text) and after * 4 < before:
            return n
        before += sizes[n - low]
        after -= sizes[n - low]
    return high


def _tail(draft: Draft, last: int, high: int) -> int:
    """The last candidate of the article: closing sentences, list items, bylines, credits."""
    n = last + 1
    signed = False
    while n < high:
        text = draft.text(n)
        if draft.verdicts[n] is not None:
            break
        if draft.families[n] is not None:
            if draft.families[n][0] in {Reason.PICTURE, Reason.MARK}:  # type: ignore[index]
                n += 1
                continue
            break
        if draft.is_byline(n):
            signed = True
        elif captions.credited(text) or (junk.picture_label(text) and not signed):
            pass
        elif signed or not _closing(text):
            break
        last = n
        n += 1
    return last


def _closing(text: str) -> bool:
    """Whether a short line can still be a sentence of the article."""
    if shape.agency(text) or junk.link_line(text):
        return False
    if text.startswith(("- ", "+ ", "• ", "* ", "– ")):
        return shape.count_words(text) >= 3
    return shape.ends_sentence(text) and not text.endswith("?") and shape.count_words(text) >= 4


def _find_title(draft: Draft, body: int, start: int) -> None:
    """The nearest line above the body that can be a title, and where the article then begins."""
    wanted = draft.facts.title.casefold()
    choices: list[int] = []
    dated = -1
    for n in range(body - 1, max(start, body - _ABOVE) - 1, -1):
        text = draft.text(n)
        if wanted and text.casefold() == wanted:
            choices = [n]
            break
        if draft.candidates[n].reason is not None or draft.families[n] is not None:
            continue
        stamp = dates.dateline(text)
        if stamp is not None:
            dated = n if dated < 0 else dated
            continue
        if shape.section_name(text) or byline.is_person(text) or captions.credited(text):
            continue
        if shape.headline(text) and not junk.link_line(text):
            choices.append(n)
            if len(choices) == 3:
                break
    if not choices:
        draft.title = -1
        draft.first = min(body, dated) if 0 <= dated else body
        return
    title = _choose(draft, choices, dated)
    twin = title - 1
    if twin >= start and draft.text(twin).casefold() == draft.text(title).casefold():
        draft.verdicts[title] = Reason.REPEAT
        title = twin
    draft.title = title
    draft.verdicts[title] = Role.TITLE
    draft.first = min(title, dated) if 0 <= dated and title - dated <= 4 else title


def _choose(draft: Draft, choices: list[int], dated: int) -> int:
    """The title among headline-shaped lines, nearest to the body first."""
    nearest = choices[0]
    if len(choices) > 1 and choices[1] == nearest - 1:
        upper, lower = draft.text(choices[1]), draft.text(nearest)
        if len(lower) >= 100 and len(upper) < len(lower):
            return choices[1]
    if dated >= 0:
        for n in choices:
            if abs(n - dated) == 1 and n < dated:
                return n
    return nearest


def _bound_short(draft: Draft, start: int, end: int) -> bool:
    """A text of a few short sentences: everything in it that is no junk."""
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
        brief = [n for n in live if shape.count_words(draft.text(n)) >= 5]
        if not brief or len(live) > 6:
            return False
        spoken = brief
    draft.first, draft.last = spoken[0], spoken[-1]
    above = spoken[0] - 1
    if above in live and shape.headline(draft.text(above)):
        draft.title = draft.first = above
        draft.verdicts[above] = Role.TITLE
    draft.last = _tail(draft, spoken[-1], end)
    return True
