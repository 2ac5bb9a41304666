"""Cut a sentence into requests: few, at clause ends where possible, never inside a number."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from baonoi.model import SpokenText

VERSION = 1
LIMIT = 100
"""Characters that the service takes at a time."""

# What a cut costs, counted in requests.
CLAUSE = 0.05
WORD = 0.5
NUMBER = 40.0

NUMBER_WORDS = frozenset(
    """
    không một mốt hai ba bốn tư năm lăm nhăm sáu bảy bẩy tám chín mười mươi trăm nghìn ngàn vạn
    triệu tỷ tỉ linh lẻ rưỡi phẩy âm phần
    """.split()
)
"""Between two of these a number may go on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one request says, and how it goes on."""

    text: str
    clause_end: bool
    """Whether a speaker pauses after it."""


def pack(sentence: SpokenText, limit: int = LIMIT) -> list[Piece]:
    """The pieces of a sentence, in order, each at most ``limit`` characters; no word is lost.

    The cheapest way to cut it: a request costs 1, a cut what stands above. A word longer than the
    limit is cut into parts of that length; marks that stand alone are dropped.
    """
    words = _words(sentence.spoken, limit)
    costs = _cut_costs(sentence, words)
    best = [0.0] + [float("inf")] * len(words)
    begins = [0] * (len(words) + 1)
    for end in range(1, len(words) + 1):
        length = -1
        for begin in range(end - 1, -1, -1):
            length += words[begin][1] - words[begin][0] + 1
            if length > limit:
                break
            cost = best[begin] + 1 + costs[end - 1]
            if cost < best[end]:
                best[end], begins[end] = cost, begin
    cuts = [len(words)]
    while cuts[-1]:
        cuts.append(begins[cuts[-1]])
    pieces = []
    for begin, end in pairwise(reversed(cuts)):
        text = " ".join(sentence.spoken[first:last] for first, last in words[begin:end])
        pieces.append(Piece(text, text[-1] in ",;:.!?…"))
    return pieces


def _words(text: str, limit: int) -> list[tuple[int, int]]:
    """Start and end of each word with something to say in it."""
    found: list[tuple[int, int]] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        end = at + len(word)
        if any(map(str.isalnum, word)):
            found.extend((start, min(start + limit, end)) for start in range(at, end, limit))
        at = end
    return found


def _cut_costs(sentence: SpokenText, words: list[tuple[int, int]]) -> list[float]:
    """What it costs to cut after each word; nothing after the last."""
    spoken = sentence.spoken
    costs: list[float] = []
    rewrites = iter(sentence.rewrites)
    rewrite = next(rewrites, None)
    for (start, end), (following, until) in pairwise(words):
        while rewrite is not None and rewrite.spoken_end <= end:
            rewrite = next(rewrites, None)
        inside = rewrite is not None and rewrite.spoken_start < end
        word, after = spoken[start:end].lower(), spoken[following:until].lower()
        if inside or (word in NUMBER_WORDS and after.rstrip(",;:.!?") in NUMBER_WORDS):
            costs.append(NUMBER)
        else:
            costs.append(CLAUSE if word[-1] in ",;:" else WORD)
    return [*costs, 0.0]
