"""What no line may be: states against its shape, and cuts that no evidence speaks for.

Losing is worse than keeping. Inside a body a line is cut only where something shows that it is no
part of the article: a label, a known family, repetition, a run of other articles' headlines. A text
without lines of a page's frame is all article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import lru_cache

from baonoi.cleaner import byline, shape
from baonoi.cleaner.reasons import Reason
from baonoi.cleaner.sequence.look import Look, content
from baonoi.cleaner.sequence.states import State

S = State
Bar = tuple[State, ...]
_ARTICLE = (S.TITLE, S.LEAD, S.PARAGRAPH, S.HEADING, S.CAPTION, S.HEAD_CAPTION)
_SIGNED = (S.BYLINE, S.HEAD_BYLINE)
_DATES = (S.TOP_DATE, S.HEAD_DATE, S.DATE)
_CELLS = frozenset({Reason.COUNTER, Reason.AGE})
"""Families that the cells of a table may look like."""
_NO_WITNESS = frozenset({None, Reason.COUNTER, Reason.MARK})
"""Families that stand in articles as well."""
_HEAD = 50
"""Lines that may stand between a title and the running text."""
_FEW = 2
"""Lines of a page's frame without which a text has none."""
_FURNITURE = frozenset({"date", "byline", "person"})
"""What stands between a title and its article, besides lines of the frame."""
_STAMPS = frozenset({"date", "AGE"})
"""What stands under the headlines of a box."""
_BESIDE = 2
"""How near such a line must stand for another to be a part of the frame there."""
_BOX = 12
"""Lines that a box of other articles may hold behind its label."""


def bars(looks: list[Look], whole: list[Look], low: int, high: int) -> list[Collection[State]]:
    """The states that each line cannot have; the running text is from ``low`` to ``high``.

    ``whole`` is all of the paste, ``looks`` the part of it that is weighed.
    """
    counts = Counter(one.folded for one in whole)
    teaser = [
        0 <= low < n - 2 and one.prose and shape.tagged(one.text) for n, one in enumerate(looks)
    ]
    witness = [_witness(one, counts) or teaser[n] for n, one in enumerate(looks)]
    framed = len(whole) > len(looks) or sum(witness) >= _FEW
    last_witness = max((n for n, shown in enumerate(witness) if shown), default=-1)
    runs_on = _runs_on(looks, witness, high)
    furniture = [
        shown or one.kind in _FURNITURE or "dated" in one.shapes
        for one, shown in zip(looks, witness, strict=True)
    ]
    found: list[Collection[State]] = []
    label = -_BOX - 1
    boxed = False
    told = 0
    for n, one in enumerate(looks):
        barred = set(_shape(one, n > high))
        if byline.asks(one.text):
            barred.update((S.HEADING, S.CAPTION, S.HEAD_CAPTION))
        if n and byline.names_author(one.text):
            barred.update((S.TITLE, S.HEADING, S.CAPTION, S.HEAD_CAPTION, S.PARAGRAPH))
        if teaser[n]:
            barred.update(_ARTICLE)
        if not witness[n]:
            barred.update(_box(looks, n, labelled=n - label <= _BOX + 1))
        if not framed and not witness[n]:
            barred.update((S.BOX_START, S.HEAD_JUNK))
        elif not any(furniture[max(0, n - _BESIDE) : n + _BESIDE + 1]):
            barred.add(S.HEAD_JUNK)
        if n > last_witness or runs_on[n]:
            barred.add(S.AFTER_START)
        if not framed or (one.prose and not witness[n] and not one.text.isupper()):
            barred.add(S.BEFORE)
        if low - n > _HEAD:
            barred.add(S.TITLE)
        if n <= low + 1:
            barred.update((S.AFTER_START, S.AFTER))
        if 0 <= low < n:
            barred.update((S.BEFORE, S.TOP_DATE))
        if n == low:
            label = -_BOX - 1
        told += one.prose
        if boxed and _headline(one) and "numbered" not in one.shapes:
            above = next(m for m in range(n - 1, -1, -1) if looks[m].kind not in _STAMPS)
            strange = _headline(looks[above]) and not _speaks_of(one, looks[n + 1 : n + 2])
            if told <= 1 or strange:
                barred.add(S.HEADING)
        elif one.kind not in _STAMPS:
            boxed = one.kind == "RELATED!"
        if one.labels:
            label = n
        found.append(barred)
    return found


def _witness(one: Look, counts: Counter[str]) -> bool:
    """Whether a line bears witness that it is no part of an article."""
    return (
        one.chrome
        or one.family not in _NO_WITNESS
        or (one.size > 20 and not one.prose and counts[one.folded] > 1)
    )


def _box(looks: list[Look], n: int, *, labelled: bool) -> Bar:
    """What a line without evidence may not be inside a body: the line of a box."""
    one = looks[n]
    listed = _headline(one) and any(
        0 <= m < len(looks) and _headline(looks[m]) for m in (n - 1, n + 1)
    )
    barred: Bar = () if listed else (S.BOX_START,)
    if not labelled and (one.prose or not listed):
        barred += (S.BOX,)
    if one.kind == "credit":
        barred += (S.BOX, S.BOX_START)
    if one.prose or one.kind == "sentence" or one.size > 100:
        barred += (S.HEAD_JUNK,)
    return barred


def _speaks_of(one: Look, below: list[Look]) -> bool:
    """Whether a headline has a word of its own in common with the line below."""
    words = content(one.text)
    return any(words & content(other.text) for other in below)


def _headline(one: Look) -> bool:
    """Whether it may be the headline of another article, a question among them."""
    return one.kind == "headline" or (one.kind == "sentence" and one.text.endswith("?"))


def _runs_on(looks: list[Look], witness: list[bool], high: int) -> list[bool]:
    """Whether the running text goes on after a line with too little of a frame between.

    Inside the running text only a label ends it, and that of a box only where no two paragraphs
    stand together below: there the article goes on.
    """
    flags = [False] * len(looks)
    goes_on = together = False
    shown = 0
    for n in range(len(looks) - 1, -1, -1):
        one = looks[n]
        if one.prose and not witness[n]:
            together = n + 1 < len(looks) and looks[n + 1].prose and not witness[n + 1]
            goes_on, shown = True, 0
        elif one.kind in {"COMMENTS!", "teaser"} or (one.kind == "RELATED!" and not together):
            shown += 2
        elif witness[n] and n >= high:
            shown += 1
        flags[n] = goes_on and shown < (2 if n < high else 1)
    return flags


@lru_cache(maxsize=4096)
def _shape(one: Look, below: bool) -> Bar:
    """What a line cannot be by its shape; ``below`` the running text an imprint is no paragraph."""
    own = one.shapes
    if one.family in _CELLS:
        return (S.TITLE, S.LEAD, S.HEADING, S.CAPTION, S.HEAD_CAPTION, *_SIGNED)
    if one.family is Reason.IMPRINT and not below:
        return (*(s for s in _ARTICLE if s is not S.PARAGRAPH), *_SIGNED, *_DATES)
    if one.family is not None or one.kind in {"teaser", "link", "alt"}:
        return (*_ARTICLE, *_SIGNED, *_DATES)
    if one.kind == "date":
        return (*_ARTICLE, *_SIGNED)
    barred: Bar = () if "dated" in own else _DATES
    if one.kind not in {"byline", "person"} and not {"signed", "signs"}.intersection(own):
        barred += _SIGNED
    if one.kind == "section":
        barred += (S.LEAD, S.PARAGRAPH, S.CAPTION, *_SIGNED)
    return barred + _lengths(one, own)


def _lengths(one: Look, own: tuple[str, ...]) -> Bar:
    text, size = one.text, one.size
    barred: Bar = ()
    fits = 5 <= size <= 250 and " " in text and one.kind != "section"
    if not fits or text[0].islower() or text.endswith((":", ";", ",")):
        barred += (S.TITLE,)
    if size > 200 or (one.prose and size > 130) or ("end." in own and size > 60):
        barred += (S.HEADING,)
    if text.startswith(("- ", "– ", "+ ", "• ", "* ")):
        barred += (S.HEADING, S.CAPTION, S.HEAD_CAPTION)
    if size > 320 and one.kind != "credit":
        barred += (S.CAPTION, S.HEAD_CAPTION)
    if size < 40:
        barred += (S.LEAD,)
    return barred
