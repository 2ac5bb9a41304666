"""Lists of other articles inside the body: where one begins, and whether the article goes on."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from baonoi.cleaner import captions, shape
from baonoi.cleaner.decision import Decision, Rule
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.junk import Effect
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role
from baonoi.store.patterns import compile_pattern

_LIST_ENDS = compile_pattern(
    r"(?:kết thúc|hết|end of) (?:đọc|xem|tin|bài|most)\b.{0,40}$", re.IGNORECASE
)
_LIVE = compile_pattern(r"\d{1,2}[h:]\d{2}\b[\s:.–-]+\S")
"""The time that heads an entry of a running report: "17h40 Gió mạnh quật đổ cột"."""


class Inserts(NamedTuple):
    """Lists of other articles within a range of candidates."""

    end: int
    """Where the range ends without those that close it."""
    within: tuple[Decision, ...]
    """What of those before that is to be cut."""


def find(draft: Draft, low: int, high: int) -> Inserts:
    """Find the lists of other articles in the range that holds the body."""
    within: list[Decision] = []
    n = low
    while n < high:
        known = draft.families[n]
        if known is not None and known[1] is Effect.OPENS and any(draft.prose[low:n]):
            again = _resumes(draft, n, high)
            if again < 0:
                return Inserts(n, tuple(within))
            announced = not any(draft.candidates[m].link >= 0.5 for m in range(n + 1, again))
            for item in range(n, again):
                first = item == n or (item == n + 1 and announced)
                if draft.candidates[item].beside and not first:
                    continue
                if draft.verdicts[item] is None and not captions.credited(draft.text(item)):
                    within.append(Decision(item, Reason.RELATED, Rule.LABEL))
            n = again
        else:
            n += 1
    return Inserts(_before_repeats(draft, low, high), tuple(within))


def _resumes(draft: Draft, label: int, high: int) -> int:
    """Where the article goes on after a list's label; -1 where it does not."""
    if draft.candidates[label].box:
        links = next((m for m in range(label, high) if draft.candidates[m].link >= 0.5), high)
        beside = (m for m in range(label + 1, high) if _continues(draft, m, links < m))
        again = next(beside, -1)
        while again - 1 > label and _heads(draft, again - 1):
            again -= 1
        if again > 0:
            return again
    signed = any(draft.is_byline(n) for n in range(max(label - 2, 0), label))
    n = label + 1
    while n < high and not draft.prose[n]:
        if _LIST_ENDS.match(draft.text(n)):
            return n + 1
        n += 1
    if n >= high or n - label > 12 or signed:
        return -1
    for near in range(n, min(n + 8, high - 1)):
        known = draft.families[near]
        if known is not None and known[1] is not Effect.NONE:
            break
        if draft.prose[near] and draft.prose[near + 1]:
            return n - 1 if n - 1 > label and _LIVE.match(draft.text(n - 1)) else n
    lone_end = n + 1 >= high or draft.is_byline(n + 1)
    return n if lone_end and shape.sentences(draft.text(n)) > 1 and n - label > 1 else -1


def _continues(draft: Draft, n: int, linked: bool) -> bool:
    """Whether the article goes on at a line that stands where its text stands.

    Behind a label alone it does at running text, behind links at any such line; a short line right
    below a linked headline of the same kind is its teaser.
    """
    candidate, above = draft.candidates[n], draft.candidates[n - 1]
    if not candidate.beside or draft.verdicts[n] is not None or draft.families[n] is not None:
        return False
    listed = above.hint is Role.LIST_ITEM and candidate.hint is not Role.LIST_ITEM
    return draft.prose[n] or (linked and (above.link < 0.5 or listed))


def _heads(draft: Draft, n: int) -> bool:
    """Whether a line is marked as a heading where the article's text stands."""
    candidate = draft.candidates[n]
    return candidate.beside and (candidate.level > 0 or candidate.strong)


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
        listed = again and shape.count_words(text) > 4 and shape.headline(text)
        listed = listed and not any(c.beside for c in draft.candidates[n:high])
        if listed and 0 < 2 * after < before and not captions.credited(text):
            return n
        before += sizes[n - low]
        after -= sizes[n - low]
    return high
