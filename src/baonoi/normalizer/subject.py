"""What an article is about, counted from its words, and how it writes its dates.

An acronym that means one thing in the news of sport and another in those of the stock exchange is
told by that; and a newspaper that writes "chiều 5-9" once does so in the next line too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from baonoi.model import Subject
from baonoi.normalizer.tables import pairs
from baonoi.store.patterns import compile_pattern

_LEAST = 3
"""Words of a subject below which an article is not said to be about it."""
_SHARE = 0.5
"""Of the most frequent subject's words: a subject with fewer is only touched upon."""
_DASHED = compile_pattern(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm)\s[0-3]?[0-9]-(?:1[0-2]|0?[1-9])(?![0-9]|[-/.][0-9])",
    re.IGNORECASE,
)
_SLASHED = compile_pattern(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm)\s[0-3]?[0-9]/(?:1[0-2]|0?[1-9])(?![0-9]|[-/.][0-9])",
    re.IGNORECASE,
)


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(pairs("subjects"), key=len, reverse=True)
    return compile_pattern(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


def fields(text: str) -> Counter[str]:
    """How often the words of each subject occur in a text."""
    table = pairs("subjects")
    return Counter(table[word] for word in _pattern().findall(text.lower()))


def find_subject(texts: Iterable[str]) -> Subject:
    """The subject and the habits of an article, from its blocks."""
    counted: Counter[str] = Counter()
    dashed = slashed = 0
    for text in texts:
        counted += fields(text)
        dashed += len(_DASHED.findall(text))
        slashed += len(_SLASHED.findall(text))
    least = max(_LEAST, _SHARE * max(counted.values(), default=0))
    about = frozenset(name for name, count in counted.items() if count >= least)
    return Subject(about, dashed > slashed)
