"""The article of a plain text: the reading of its lines, and what only the whole of it tells."""

from __future__ import annotations

from baonoi.cleaner import roles, sequence
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.unmarked import BULLET, TURN, Scene
from baonoi.model import Role

_ARTICLE = frozenset(Role)
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
    draft.verdicts = list(read)
    for n in inside:
        if read[n] is Role.PARAGRAPH:
            draft.verdicts[n] = scene.cell(n) or _item(draft.text(n), scene) or Role.PARAGRAPH
    for n, candidate in enumerate(draft.candidates):
        if candidate.hint is Role.NOTE and n > draft.body:
            draft.verdicts[n] = Role.NOTE
            draft.last = max(draft.last, n)
            if draft.candidates[n - 1].hint is Role.HEADING and n - 1 > draft.body:
                draft.verdicts[n - 1] = Role.HEADING
    roles.drop_twins(draft)
    return True


def _assign_alone(draft: Draft) -> bool:
    """A sentence alone is a text, and so is a word; what is longer than any word is none."""
    words = draft.text(0).split()
    draft.title, draft.first, draft.body, draft.last = -1, 0, 0, 0
    draft.verdicts[0] = Role.PARAGRAPH
    spoken = any(character.isalnum() for character in draft.text(0))
    return spoken and max(map(len, words)) <= _LONGEST_WORD


_HEAD = frozenset({Role.DATELINE, Role.BYLINE})


def _item(text: str, scene: Scene) -> Role | None:
    if BULLET.match(text) or (TURN.match(text) and not scene.interview):
        return Role.LIST_ITEM
    return None
