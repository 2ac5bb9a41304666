"""What belongs to a paste below the line where the reading of the whole has it end.

The buttons and tags of a page end an article for the model. Below them some papers sign it, and
below the counters in a table's cells the text goes on.
"""

from __future__ import annotations

from collections.abc import Iterator

from baonoi.cleaner import byline, captions, dates, junk, shape
from baonoi.cleaner.decision import Decision, Rule
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.junk import Effect
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role

_PASSED = frozenset(
    {Reason.TAGS, Reason.SHARE, Reason.ADDRESS, Reason.MARK, Reason.AD, Reason.POLL, Reason.PICTURE}
)
"""Families of lines below which an article may still be signed."""
_SILENT = frozenset({Reason.COUNTER, Reason.AD, Reason.PICTURE, Reason.MARK, Reason.LINK})
"""Families that stand within articles too."""
_BELOW = 12
"""Lines below the article in which its signature is looked for."""
_TAG_WORDS = 5
"""Words that a tag on a line of its own has at most."""
_TABLE = 120
"""Lines that a pasted table has at most."""
_CELLS = 6
"""Short lines, many of them figures, that make a table."""
_CELL_WORDS = 6
_SENTENCE = 8
"""Words of a whole sentence; fewer are a slogan or a button."""


def settle(draft: Draft) -> None:
    """Take in what goes on below the end, then who signs and from where it was taken."""
    for rule in (_goes_on, _behind_dates, _signed, _sources):
        draft.bound()
        draft.decide(rule(draft))


def _goes_on(draft: Draft) -> Iterator[Decision]:
    """A sentence below the end that only a table, a picture or an advertisement parts from it."""
    if draft.verdicts[draft.last] is Role.BYLINE:
        return  # what stands below who signed is another article's
    low = draft.last + 1
    high = low
    found = -1
    for high in range(low, min(low + _TABLE, len(draft.candidates))):
        known, text = draft.families[high], draft.text(high)
        if known is not None:
            if known[1] is not Effect.NONE or known[0] not in _SILENT:
                break
        elif _is_text(text):
            found = high if high > low else -1
        elif not (_is_cell(text) or captions.credited(text) or junk.link_line(text)):
            break
    if found < 0:
        return
    cells = [n for n in range(low, found) if _may_be_cell(draft, n)]
    table = len(cells) >= _CELLS and 3 * sum(_figured(draft, n) for n in cells) >= len(cells)
    if cells and not table:
        return
    for n in range(low, found + 1):
        if n in cells:
            yield Decision(n, Role.TABLE, Rule.CELL)
        elif _is_text(draft.text(n)):
            yield Decision(n, Role.PARAGRAPH, Rule.LOOKS)
        elif captions.credited(draft.text(n)):
            yield Decision(n, Role.CAPTION, Rule.CREDIT)


def _may_be_cell(draft: Draft, n: int) -> bool:
    known = draft.families[n]
    if known is not None and known[0] is not Reason.COUNTER:
        return False
    return _is_cell(draft.text(n))


def _is_cell(text: str) -> bool:
    return shape.count_words(text) <= _CELL_WORDS and not shape.ends_sentence(text)


def _figured(draft: Draft, n: int) -> bool:
    return any(character.isdigit() for character in draft.text(n))


def _is_text(text: str) -> bool:
    """Whether it is a whole sentence, and no teaser or question to the reader."""
    if shape.tagged(text) or junk.link_line(text) or captions.credited(text) or text.isupper():
        return False
    said = shape.ends_sentence(text) and not text.endswith("?")
    return said and shape.count_words(text) >= _SENTENCE


def _behind_dates(draft: Draft) -> Iterator[Decision]:
    """The last sentences and the name below a box in which every headline has its date.

    A sentence that has none is no item of the box, and a name right below signs it.
    """
    n = draft.last + 1
    if n >= len(draft.candidates) or (draft.families[n] or (None, None))[1] is not Effect.OPENS:
        return
    n += 1
    low = n
    while n + 1 < len(draft.candidates) and not _is_text(draft.text(n)) and _dated(draft, n + 1):
        n += 2
    start = n
    while n < len(draft.candidates) and draft.families[n] is None and _is_text(draft.text(n)):
        n += 1
    if low < start < n < len(draft.candidates) and draft.is_byline(n):
        for m in range(start, n):
            yield Decision(m, Role.PARAGRAPH, Rule.LOOKS)
        yield Decision(n, Role.BYLINE, Rule.WRITER)


def _dated(draft: Draft, n: int) -> bool:
    known = draft.families[n]
    return dates.dateline(draft.text(n)) is not None or (
        known is not None and known[0] is Reason.AGE
    )


def _signed(draft: Draft) -> Iterator[Decision]:
    """Who signs below the tags and the buttons that follow the article."""
    signed = any(
        v is Role.BYLINE and byline.names_person(draft.text(n))
        for n, v in enumerate(draft.verdicts)
    )
    tagged = False
    for n in range(draft.last + 1, min(draft.last + _BELOW, len(draft.candidates))):
        text, known = draft.text(n), draft.families[n]
        if known is not None:
            if known[1] is not Effect.NONE or known[0] not in _PASSED:
                return
            tagged = known[0] is Reason.TAGS
        elif byline.is_labelled(text) or (not signed and (_signs(text) or _next(draft, n))):
            yield Decision(n, Role.BYLINE, Rule.WRITER)
            signed = True
        elif not (captions.picture_credit(text) or (tagged and _is_tag(text))):
            return


def _next(draft: Draft, n: int) -> bool:
    """Whether a name stands right below the text, with the page's own lines below it."""
    beside = n == draft.last + 1 < len(draft.candidates) - 1
    return beside and draft.families[n + 1] is not None and byline.is_byline(draft.text(n))


def _signs(text: str) -> bool:
    """Whether a line signs and is nothing else: a name in full, or from where it was taken."""
    if not byline.is_byline(text):
        return False
    return byline.is_person(text) or not byline.names_person(text)


def _is_tag(text: str) -> bool:
    return shape.count_words(text) <= _TAG_WORDS and not shape.ends_sentence(text)


def _sources(draft: Draft) -> Iterator[Decision]:
    """From where it was taken, below who wrote it or where it looks like a last heading."""
    for n in range(draft.body + 1, len(draft.candidates)):
        text = draft.text(n)
        beside = draft.verdicts[n - 1] is Role.BYLINE or draft.verdicts[n] is Role.HEADING
        if not beside or draft.families[n] is not None:
            continue
        told = byline.is_byline(text) and not byline.names_person(text)
        below = n >= draft.last or not any(draft.prose[n : draft.last + 1])
        paper = draft.verdicts[n - 1] is Role.BYLINE and byline.is_paper(text)
        if below and draft.verdicts[n] is not Role.BYLINE and (told or paper):
            yield Decision(n, Role.BYLINE, Rule.WRITER)


def lacks_pages(draft: Draft) -> bool:
    """Whether a line says that it is one page of several, and the others are not there."""
    pages: set[int] = set()
    count = 0
    for n, candidate in enumerate(draft.candidates):
        known = draft.families[n]
        if n > draft.last and known is not None and known[1] is Effect.CLOSES:
            break
        found = junk.page_of(candidate.text)
        if found is not None:
            pages.add(found[0])
            count = max(count, found[1])
    return len(pages) < count
