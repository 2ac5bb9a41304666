"""The lines that sign an article, told from headings above text and from what tells of the writer.

A bold name heads what stands below it, unless that is nothing but notes; in a box of its writer's
the name is followed by who that is.
"""

from __future__ import annotations

from baonoi.cleaner import byline, shape
from baonoi.cleaner.draft import Draft
from baonoi.model import Role
from baonoi.store.patterns import compile_pattern

_NOTE = compile_pattern(r"(?:\[\d{1,2}\]|\(\d{1,2}\)|\d{1,2}[.)]|\*+|[¹²³⁴])\s*\S")
"""How a note below the writer's name begins."""
_WORDS = 6
"""Words above which a text tells of the writer rather than gives a name or an office."""


def heads(draft: Draft, n: int) -> bool:
    """Whether a name is a heading: set as one, with text right below where the text stands."""
    candidate = draft.candidates[n]
    if candidate.right or not (candidate.level or candidate.strong) or n >= draft.last:
        return False
    return draft.candidates[n + 1].beside and not draft.is_byline(n + 1)


def above_notes(draft: Draft, n: int) -> bool:
    """Whether it is surely a name, and nothing but notes stands between it and the end."""
    if n >= draft.last or not byline.is_person(draft.text(n)):
        return False
    return all(
        draft.candidates[m].hint is Role.NOTE
        or (draft.candidates[m].slanted and _NOTE.match(draft.text(m)) is not None)
        for m in range(n + 1, draft.last + 1)
    )


def is_office(draft: Draft, n: int) -> bool:
    """Whether an office signs a notice, or a paper's name at the right an article from there."""
    candidate = draft.candidates[n]
    told = byline.is_office(candidate.text) or (candidate.right and byline.is_paper(candidate.text))
    return candidate.box > 0 and told


def tells_of_writer(draft: Draft, n: int) -> bool:
    """Whether a text below the name in a box of the writer's says who that is."""
    candidate, above = draft.candidates[n], draft.candidates[n - 1]
    if candidate.hint is not Role.BYLINE or above.hint is not Role.BYLINE:
        return False
    return byline.is_byline(above.text) and shape.count_words(candidate.text) > _WORDS
