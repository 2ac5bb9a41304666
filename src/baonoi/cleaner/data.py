"""The article's text where the page holds it as data: JSON-LD's ``articleBody``.

It is used where the page shows nothing, because its scripts were to show it, and where the page
shows only the beginning of the very same text. Never where the publisher says that the article is
not free: what is held back from readers is not for taking from behind the page.
"""

from __future__ import annotations

import re

from baonoi.cleaner import region, roles, wall
from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.decision import Decision, Rule
from baonoi.cleaner.draft import Draft, frame
from baonoi.cleaner.metadata import plain
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role
from baonoi.store.patterns import compile_pattern

_LEAST = 200
"""Characters that such a text must have."""
_MORE = 1.3
"""How many times as long as what is shown it must be."""
_TAG = compile_pattern(r"</?[a-zA-Z][^>]*>")
_BREAK = compile_pattern(r"<(?:br|/p|/div|/h\d|/li)\b[^>]*>", re.IGNORECASE)
_TEXT = frozenset({Role.LEAD, Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE})


def draft_of(page: Draft, found: bool) -> Draft | None:
    """The article as the page's data tell it; None where the page itself is to be believed."""
    facts = page.facts
    if facts.free is False or len(facts.text) < _LEAST:
        return None
    shown = wall.shown(page) if found else 0
    if len(facts.text) < _MORE * shown or (shown > _LEAST and not page.incomplete):
        return None
    told = _paragraphs(facts.text)
    if shown and not _same(page, "".join(told)):
        return None
    shell = (Decision(n, Reason.SHELL, Rule.DATA) for n in range(len(page.candidates)))
    frame(page.candidates, shell)
    candidates = [Candidate(text) for text in told]
    if facts.title:
        candidates.insert(0, Candidate(facts.title, level=1))
    draft = Draft(candidates + page.candidates, facts)
    if not region.bound_page(draft, 0, len(candidates)):
        return None
    roles.assign(draft)
    return draft


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a text that may hold markup."""
    marked = _BREAK.sub("\n", text)
    found = [plain(_TAG.sub("", line)) for line in marked.splitlines()]
    return [line for line in found if line]


def _same(page: Draft, told: str) -> bool:
    """Whether the page shows the beginning of a text: its first paragraphs stand there."""
    near = "".join(told.split()).casefold()
    shown = [page.text(n) for n, v in enumerate(page.verdicts) if v in _TEXT]
    starts = ["".join(text.split()).casefold()[:40] for text in shown if len(text) > 40]
    return bool(starts) and sum(start in near for start in starts) * 2 >= len(starts)
