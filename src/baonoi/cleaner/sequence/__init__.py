"""A paste is decided as a whole: every line gets its role from the best reading of all of them.

The lines of a paste have lost their markup; what is left is how they look, where they stand and
what stands around them. ``features`` gathers that evidence and bars what would cut a line without
any; ``model`` finds the path through ``states`` that the evidence speaks for most; ``learn`` makes
its table of weights again from the ``material`` of labelled pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from baonoi.cleaner import dates, junk, shape
from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.junk import Effect
from baonoi.cleaner.reasons import Reason
from baonoi.cleaner.sequence import features, model
from baonoi.cleaner.sequence.features import Evidence
from baonoi.cleaner.sequence.model import Weights
from baonoi.cleaner.sequence.states import ROLES, State
from baonoi.model import Role

_PLACES = {
    State.BEFORE: Reason.BEFORE,
    State.HEAD_JUNK: Reason.BEFORE,
    State.BOX_START: Reason.RELATED,
    State.BOX: Reason.RELATED,
    State.AFTER_START: Reason.AFTER,
    State.AFTER: Reason.AFTER,
}
_LABELLED = frozenset({Reason.RELATED, Reason.COMMENTS, Reason.TAGS, Reason.IMPRINT})
"""Reasons that hold on below their label."""
_FORM = frozenset({Reason.SHARE, Reason.LOGIN})
"""Families that the fields of a comment form look like."""
_SPOKEN = frozenset({"prose", "sentence", "credit"})


_table: ContextVar[Weights | None] = ContextVar("table", default=None)


@contextmanager
def using(table: Weights) -> Iterator[None]:
    """Read with other weights than those that were shipped."""
    token = _table.set(table)
    try:
        yield
    finally:
        _table.reset(token)


def read(candidates: list[Candidate]) -> list[Role | Reason] | None:
    """The role or the reason of every line; None where a page's frame holds no article."""
    evidence = features.gather(candidates)
    path = model.best_path(evidence, _table.get() or model.weights())
    if not path or not _holds_article(path, evidence):
        return None
    below = len(candidates) - evidence.first - len(path)
    path = [State.BEFORE] * evidence.first + path + [State.AFTER] * below
    found: list[Role | Reason] = []
    label: Reason | None = None
    for state, candidate in zip(path, candidates, strict=True):
        if state in ROLES:
            found.append(ROLES[state])
            label = None
            continue
        known = junk.family(candidate.text)
        reason = _reason(candidate.text, known, label) or _PLACES[state]
        if known is not None and known[1] is not Effect.NONE:
            label = known[0] if known[0] in _LABELLED else None
        found.append(reason)
    return found


def _holds_article(path: list[State], evidence: Evidence) -> bool:
    """Whether there is a sentence in what is left, or no frame around it."""
    said = [one for one, state in zip(evidence.looks, path, strict=True) if state in ROLES]
    return any(one.kind in _SPOKEN for one in said) or len(said) == len(path)


def _reason(text: str, known: tuple[Reason, Effect] | None, label: Reason | None) -> Reason | None:
    """Why a line is cut, in words: what it is, else under which label it stands."""
    if junk.series_line(text):
        return Reason.SERIES
    if known is not None:
        form = label is Reason.COMMENTS and known[0] in _FORM
        return Reason.COMMENTS if form else known[0]
    if shape.section_name(text) and label is not Reason.COMMENTS:
        return Reason.MENU
    if junk.link_line(text):
        return Reason.LINK
    if junk.picture_label(text):
        return Reason.ALT
    if dates.dateline(text) is not None:
        return Reason.CLOCK
    return label
