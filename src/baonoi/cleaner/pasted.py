"""The article of a plain text: the reading of its lines, and what only the whole of it tells."""

from __future__ import annotations

from collections.abc import Iterator

from baonoi.cleaner import leftovers, roles, sequence, underneath
from baonoi.cleaner.decision import Decision, Rule
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.reasons import Reason
from baonoi.cleaner.unmarked import BULLET, TURN, Scene
from baonoi.model import Role

_LONGEST_WORD = 1000
"""Characters."""


def assign(draft: Draft) -> bool:
    """Give every line a role or a reason; False where there is no article."""
    if len(draft.candidates) == 1:
        return _assign_alone(draft)
    read = sequence.read(draft.candidates)
    if read is None:
        return False
    inside = [n for n, verdict in enumerate(read) if isinstance(verdict, Role)]
    draft.first, draft.last = inside[0], inside[-1]
    draft.title = read.index(Role.TITLE) if Role.TITLE in read else -1
    body = [n for n in inside if n > draft.title and read[n] not in _HEAD]
    draft.body = body[0] if body else draft.first
    scene = Scene.of(draft)
    draft.decide(_lines(draft, read))
    draft.decide(_rows(draft, scene))
    draft.decide(_notes(draft))
    leftovers.settle(draft)
    underneath.settle(draft)
    draft.bound()
    draft.incomplete = underneath.lacks_pages(draft)
    draft.decide(roles.twins(draft))
    return True


def _lines(draft: Draft, read: list[Role | Reason]) -> Iterator[Decision]:
    """Every line as the reading of the whole has it."""
    for n, verdict in enumerate(read):
        known = draft.families[n]
        own = known is not None and verdict is known[0]
        yield Decision(n, verdict, Rule.KNOWN if own else Rule.PASTE)


def _rows(draft: Draft, scene: Scene) -> Iterator[Decision]:
    """Cells and items among what was read as paragraphs."""
    for n in range(draft.first, draft.last + 1):
        if draft.verdicts[n] is not Role.PARAGRAPH:
            continue
        cell = scene.cell(n)
        if cell is not None:
            yield Decision(n, cell, Rule.CELL)
        elif _is_item(draft.text(n), scene):
            yield Decision(n, Role.LIST_ITEM, Rule.LISTED)


def _notes(draft: Draft) -> Iterator[Decision]:
    """Notes, wherever the article was taken to end, and what stands over them."""
    for n in range(draft.body + 1, len(draft.candidates)):
        if draft.candidates[n].hint is Role.NOTE:
            yield Decision(n, Role.NOTE, Rule.NOTE)
            if draft.candidates[n - 1].hint is Role.HEADING and n - 1 > draft.body:
                yield Decision(n - 1, Role.HEADING, Rule.NOTE)


def _assign_alone(draft: Draft) -> bool:
    """A sentence alone is a text, and so is a word; what is longer than any word is none."""
    words = draft.text(0).split()
    draft.title, draft.first, draft.body, draft.last = -1, 0, 0, 0
    draft.decide([Decision(0, Role.PARAGRAPH, Rule.ALONE)])
    spoken = any(character.isalnum() for character in draft.text(0))
    return spoken and max(map(len, words)) <= _LONGEST_WORD


_HEAD = frozenset({Role.DATELINE, Role.BYLINE})


def _is_item(text: str, scene: Scene) -> bool:
    return BULLET.match(text) is not None or (TURN.match(text) is not None and not scene.interview)
