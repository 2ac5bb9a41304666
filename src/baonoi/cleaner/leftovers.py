"""What the reading of a paste leaves wrong within it, told from a line's words and its neighbours.

The model weighs looks. The length of a film, the name of who asks, the head of a table and a second
article's headline are told surely by what stands around them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from baonoi.cleaner import byline, captions, shape
from baonoi.cleaner.decision import Decision, Rule
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role
from baonoi.store.patterns import compile_pattern

_TIME = compile_pattern(r"\d{1,2}:\d\d")
_LENGTH = compile_pattern(r"0?\d:\d\d")
_FILM = compile_pattern(r"(?i:video|clip|podcast|audio)\b")
_ANSWER = compile_pattern(r"(?:Trả lời|Đáp|TRẢ LỜI|ĐÁP)\s*:?")
_ADDRESSED = compile_pattern(r"(?:Kính|KÍNH) (?:gửi|GỬI|thưa)\b")
_ROW = compile_pattern(r"\d{1,3}[.)]?\s+\S.{1,80}$")
_LOOSE = frozenset({Role.HEADING, Role.PARAGRAPH, Role.CAPTION, Role.LIST_ITEM})
_OFFERED = 2
"""Lines that an advertisement may have between its label and its button."""
_HEADLINE = 160
"""Characters that a headline has at most."""
_OPENING = range(2, 4)
"""Sentences below a title that are too many for a picture and too few for an essay of pictures."""


def settle(draft: Draft) -> None:
    """Decide what the model could not see."""
    for rule in (_times, _offers, _askers, _letters, _second, _captions, _rows):
        draft.decide(rule(draft))


def _inside(draft: Draft) -> range:
    return range(draft.first, draft.last + 1)


def _times(draft: Draft) -> Iterator[Decision]:
    """Times alone on a line: how long a film is, or when a piece of news came in.

    Between the times of a ticker there are sentences, between those of a programme there are none.
    """
    lone = [n for n in _inside(draft) if _TIME.fullmatch(draft.text(n))]
    ticker = len(lone) > 2 and any(draft.verdicts[n] is Role.DATELINE for n in lone)
    ticker = ticker and all(
        any(_says(draft, m) for m in range(low, high)) for low, high in pairwise(lone)
    )
    for n in lone:
        if n <= draft.body or draft.verdicts[n] not in _LOOSE:
            continue
        above = draft.verdicts[n - 1]
        film = _FILM.match(draft.text(n - 1)) is not None and _LENGTH.fullmatch(draft.text(n))
        if film or above in {Reason.AD, Reason.PLAYER}:
            yield Decision(n, Reason.PLAYER, Rule.LABEL)
        elif ticker:
            yield Decision(n, Role.DATELINE, Rule.DATE)


def _offers(draft: Draft) -> Iterator[Decision]:
    """What stands between the label of an advertisement and its button."""
    ads = [n for n in _inside(draft) if draft.verdicts[n] is Reason.AD]
    for low, high in pairwise(ads):
        between = range(low + 1, high)
        if len(between) <= _OFFERED and not any(_says(draft, n) for n in between):
            for n in between:
                if draft.verdicts[n] in _LOOSE:
                    yield Decision(n, Reason.AD, Rule.LABEL)


def _says(draft: Draft, n: int) -> bool:
    return draft.prose[n] or shape.ends_sentence(draft.text(n))


def _askers(draft: Draft) -> Iterator[Decision]:
    """Who asks, right above the answer, and the line that leads to it."""
    for n in range(draft.body + 1, draft.last):
        if not _ANSWER.fullmatch(draft.text(n)) or not isinstance(draft.verdicts[n + 1], Role):
            continue
        if draft.text(n).endswith(":"):
            yield Decision(n, Role.PARAGRAPH, Rule.LOOKS)
        if draft.verdicts[n - 1] is Role.BYLINE:
            yield Decision(n - 1, Role.PARAGRAPH, Rule.LOOKS)


def _letters(draft: Draft) -> Iterator[Decision]:
    """To whom a letter goes, and in brackets below a name where its writer lives."""
    for n in _inside(draft):
        text, verdict = draft.text(n), draft.verdicts[n]
        if isinstance(verdict, Reason):
            told = n > draft.title and _ADDRESSED.match(text) is not None
        else:
            told = verdict is Role.HEADING and text.startswith("(") and text.endswith(")")
        if told:
            yield Decision(n, Role.PARAGRAPH, Rule.LOOKS)


def _second(draft: Draft) -> Iterator[Decision]:
    """Another article in the same paste: a headline, a date and a lead with an agency's tag."""
    for n in range(draft.body + 2, draft.last):
        cut = isinstance(draft.verdicts[n], Reason) and draft.families[n] is None
        if not (cut and shape.tagged(draft.text(n)) and shape.ends_sentence(draft.text(n))):
            continue
        if draft.verdicts[n - 1] is Role.DATELINE and draft.verdicts[n - 2] in _LOOSE:
            if len(draft.text(n - 2)) <= _HEADLINE and not _says(draft, n - 2):
                yield Decision(n - 2, Role.HEADING, Rule.LOOKS)
            yield Decision(n, Role.PARAGRAPH, Rule.LOOKS)


def _captions(draft: Draft) -> Iterator[Decision]:
    """Two or three sentences that open a text without a lead: of captions one would stand there.

    More of them are a photo essay's, and so are those that have a credit.
    """
    told = [n for n in _inside(draft) if draft.verdicts[n] is Role.CAPTION]
    opening = [n for n in range(draft.body, draft.last) if isinstance(draft.verdicts[n], Role)]
    if len(told) not in _OPENING or told != opening[: len(told)]:
        return
    for n in told:
        if captions.credited(draft.text(n)) or not shape.ends_sentence(draft.text(n)):
            return
    for n in told:
        yield Decision(n, Role.PARAGRAPH, Rule.LOOKS)


def _rows(draft: Draft) -> Iterator[Decision]:
    """The rows of a table below its head "STT …", and the line above that says what it shows."""
    for n in range(draft.body + 1, draft.last):
        if not byline.numbers_rows(draft.text(n)) or draft.verdicts[n] not in _LOOSE:
            continue
        rows = [n]
        while rows[-1] < draft.last and _ROW.match(draft.text(rows[-1] + 1)):
            rows.append(rows[-1] + 1)
        if len(rows) > 2:
            for m in rows:
                yield Decision(m, Role.TABLE, Rule.CELL)
            if draft.verdicts[n - 1] is Role.CAPTION and not captions.credited(draft.text(n - 1)):
                yield Decision(n - 1, Role.HEADING, Rule.LOOKS)
