"""Pack a passage into requests: few, at clause ends where possible, never inside a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from baonoi.model import Span, SpokenText

VERSION = 3
LIMIT = 200
"""Characters that the service takes at a time, as those found out who asked for more and more."""
LEAST = 100
"""Characters that it took at a time when it was new, and will take whatever else it refuses."""

# What a cut costs, counted in requests; at the end of a sentence nothing.
CLAUSE = 0.05
WORD = 0.5
PHRASE = 0.8
NUMBER = 40.0
CROSSING = 0.5
"""What it costs to ask for the end of a sentence and the beginning of the next one together: its
place in the answer must be found again by the pause there."""

NUMBER_WORDS = frozenset(
    """
    không một mốt hai ba bốn tư năm lăm nhăm sáu bảy bẩy tám chín mười mươi trăm nghìn ngàn vạn
    triệu tỷ tỉ linh lẻ rưỡi phẩy âm phần
    """.split()
)
"""Between two of these a number may go on."""

PAUSE_MARKS = frozenset("-–—…‥·•*\"'“”„‘’«»()[]{}.,;:!?/|")
"""A word of nothing but these is not said."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a request says of one sentence."""

    sentence: int
    text: str
    last: bool
    """Whether the sentence ends with it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for at a time, of one sentence or of some that follow each other."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """As it is sent."""
        return " ".join(part.text for part in self.parts)

    @property
    def clause_end(self) -> bool:
        """Whether a speaker pauses after it."""
        return self.text[-1] in ",;:.!?…"


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    sentence: int
    cut: float
    """What it costs to cut after it."""
    last: bool


def pack(sentences: Sequence[SpokenText], limit: int = LIMIT) -> list[Request]:
    """The requests for the sentences of a passage, in order; no word is lost.

    The cheapest way to cut them: a request costs 1, cuts and crossings what stands above. A word
    longer than the limit is cut into parts of that length; marks that stand alone are dropped.
    """
    words = [word for number, text in enumerate(sentences) for word in _words(text, number, limit)]
    best = [0.0] + [float("inf")] * len(words)
    begins = [0] * (len(words) + 1)
    for end in range(1, len(words) + 1):
        length = -1
        crossings = 0
        for begin in range(end - 1, -1, -1):
            length += len(words[begin].text) + 1
            if length > limit:
                break
            crossings += words[begin].last and begin < end - 1
            cost = best[begin] + 1 + CROSSING * crossings + words[end - 1].cut
            if cost < best[end]:
                best[end], begins[end] = cost, begin
    cuts = [len(words)]
    while cuts[-1]:
        cuts.append(begins[cuts[-1]])
    return [_request(words[begin:end]) for begin, end in pairwise(reversed(cuts))]


def _request(words: list[_Word]) -> Request:
    parts = []
    for number, group in groupby(words, lambda word: word.sentence):
        own = list(group)
        parts.append(Part(number, " ".join(word.text for word in own), own[-1].last))
    return Request(tuple(parts))


def _words(sentence: SpokenText, number: int, limit: int) -> list[_Word]:
    """The words of a sentence with something to say in them, and what a cut after each costs."""
    places = _places(sentence.spoken, limit)
    costs = _cut_costs(sentence, places)
    return [
        _Word(sentence.spoken[start:end], number, cost, at == len(places) - 1)
        for at, ((start, end), cost) in enumerate(zip(places, costs, strict=True))
    ]


def _places(text: str, limit: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        end = at + len(word)
        if not PAUSE_MARKS.issuperset(word):
            found.extend((start, min(start + limit, end)) for start in range(at, end, limit))
        at = end
    return found


def _cut_costs(sentence: SpokenText, places: list[tuple[int, int]]) -> list[float]:
    """What it costs to cut after each word; nothing after the last."""
    spoken = sentence.spoken
    costs: list[float] = []
    rewrites = iter(sentence.rewrites)
    rewrite = next(rewrites, None)
    for (start, end), (following, until) in pairwise(places):
        while rewrite is not None and rewrite.spoken_end <= end:
            rewrite = next(rewrites, None)
        around = rewrite if rewrite is not None and rewrite.spoken_start < end else None
        word, after = spoken[start:end].lower(), spoken[following:until].lower()
        if _goes_on(word, after) or (around is not None and _tells_number(around, spoken)):
            costs.append(NUMBER)
        elif word[-1] in ",;:":
            costs.append(CLAUSE)
        else:
            costs.append(WORD if around is None else PHRASE)
    return [*costs, 0.0] if places else []


def _goes_on(word: str, after: str) -> bool:
    """Whether two words may belong to one number."""
    return word in NUMBER_WORDS and after.rstrip(",;:.!?") in NUMBER_WORDS


def _tells_number(rewrite: Span, spoken: str) -> bool:
    """Whether a rewritten token holds a number: a date, a sum, a document's number."""
    words = spoken[rewrite.spoken_start : rewrite.spoken_end].lower().split()
    return not NUMBER_WORDS.isdisjoint(words)
