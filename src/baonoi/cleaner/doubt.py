"""Running text that was cut for its place alone, and so may belong to the article after all.

A line below the last paragraph is junk for sure where a label stands between them ("Tin liên quan",
a comment form), where it is or accompanies a link, where the page has it twice. A sentence for
which nothing of that speaks was cut because of where it stands, and a reader must be told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from baonoi.cleaner import junk, shape
from baonoi.cleaner.decision import Decision, Rule
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.junk import Effect
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role

_PLACES = frozenset({Rule.PLACE, Rule.HEAD, Rule.BETWEEN, Rule.PASTE})
"""Rules that cut a line for nothing but its place."""
_OWN = frozenset({Reason.MENU, Reason.SERIES, Reason.LINK, Reason.ALT})
"""Reasons that a line gives itself, whichever rule saw it."""
_LABELS = frozenset(
    {Reason.RELATED, Reason.COMMENTS, Reason.TAGS, Reason.IMPRINT, Reason.LOGIN, Reason.SHARE}
)
"""Families of lines that part an article from the rest of its page."""
_SENTENCE_WORDS = 6
"""Words of a short sentence; three words and a stop are a slogan or a button."""
_HEADLINE_WORDS = 4
_NEAR = 2
"""How far below a headline that is a link its teaser stands."""


def find(draft: Draft) -> Iterator[Decision]:
    """Cuts of running text that nothing but its place speaks for, told as doubtful."""
    weak = [n for n, rule in enumerate(draft.rules) if rule in _PLACES and _runs(draft, n)]
    if not weak:
        return
    counts = Counter(candidate.text for candidate in draft.candidates)
    for n in weak:
        if counts[draft.text(n)] == 1 and not (_labelled(draft, n) or _among_links(draft, n)):
            yield Decision(n, draft.verdicts[n], draft.rules[n] or Rule.PLACE, doubtful=True)


def _runs(draft: Draft, n: int) -> bool:
    """Whether a candidate is running text of which neither its words nor its container tell."""
    candidate = draft.candidates[n]
    text = candidate.text
    verdict = draft.verdicts[n]
    if not isinstance(verdict, Reason) or verdict in _OWN:
        return False
    if candidate.reason is not None or draft.families[n] is not None or candidate.link >= 0.5:
        return False
    if shape.tagged(text) or text.isupper():
        return False
    if not (shape.ends_sentence(text) or text.endswith(":")):
        return len(text) >= 160 and shape.prose(text)
    return not text.endswith("?") and shape.count_words(text) >= _SENTENCE_WORDS


def _labelled(draft: Draft, n: int) -> bool:
    """Whether a label stands between a line and the article.

    Above the article that is a line of the frame on the way down to it, below it one on the way up.
    Within it, and between its title and its body, there are buttons of all kinds: only the label
    of a list tells there.
    """
    within = max(draft.title, draft.first) < n < draft.last
    way = range(n + 1, draft.first) if n < draft.first else range(n - 1, -1, -1)
    for m in way:
        if isinstance(draft.verdicts[m], Role):
            return False
        known = draft.families[m]
        if known is not None and known[1] is Effect.OPENS:
            return True
        if within:
            continue
        if draft.candidates[m].reason is not None or shape.section_name(draft.text(m)):
            return True
        if known is not None and (known[0] in _LABELS or known[1] is Effect.CLOSES):
            return True
    return False


def _among_links(draft: Draft, n: int) -> bool:
    """Whether a line stands under a headline that is a link, or points to another article."""
    if junk.link_line(draft.text(n)):
        return True
    return any(
        draft.candidates[m].link >= 0.5
        and shape.count_words(draft.text(m)) >= _HEADLINE_WORDS
        and not isinstance(draft.verdicts[m], Role)
        for m in range(max(n - _NEAR, 0), n)
    )
