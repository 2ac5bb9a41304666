"""The article of a plain text: the reading of its lines, and what only the whole of it tells."""

from __future__ import annotations

from baonoi.cleaner import roles, sequence
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.unmarked import BULLET, TURN, Scene
from baonoi.model import Role

_ARTICLE = frozenset(Role)


def assign(draft: Draft) -> bool:
    """Give every line a role or a reason; False where there is no article."""
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
    roles.drop_twins(draft)
    return True


_HEAD = frozenset({Role.DATELINE, Role.BYLINE})


def _item(text: str, scene: Scene) -> Role | None:
    if BULLET.match(text) or (TURN.match(text) and not scene.interview):
        return Role.LIST_ITEM
    return None
