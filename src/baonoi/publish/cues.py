"""Sentences become cues: what is on screen at once, in lines that are read at a glance.

Cues and lines end where a reader pauses: after a mark, else before a function word, which in
Vietnamese comes first in its phrase. So compounds, and numbers with what they count, stay together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from baonoi.model import Recording, SpokenText
from baonoi.publish.times import TimedSentence, sentences
from baonoi.store.patterns import compile_pattern

LINE = 42
"""Characters of a line at most, and two lines of a cue: the measure of broadcasters' guidelines."""

_SPACE = compile_pattern(r"\s+")
_CLOSING = "\"'”’»)]"
_CLOSED = tuple(",”»)]")
_ENDS = tuple(".!?…;:")
_OPENING = tuple("“‘«([")
_DASHES = ("-", "–", "—")
_FUNCTION_WORDS = frozenset(
    "và hoặc hay nhưng mà vì bởi nếu khi sau trước để cho của với về từ tại trong ngoài trên dưới "
    "theo là đã đang sẽ cùng như giữa các những mỗi mọi".split()
)
AFTER_CLAUSE, AFTER_COMMA, BEFORE_PHRASE, IN_PHRASE, IN_TOKEN = 0.0, 0.05, 0.15, 0.4, 0.8
"""What a break costs there; one at the very edge instead of in the middle costs 1."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines of written text, and the samples of the finished audio in which they are said."""

    start: int
    end: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """In one line."""
        return " ".join(self.lines)


class _Gap(NamedTuple):
    """White space between words, and what a break costs there."""

    start: int
    end: int
    cost: float


class _Part(NamedTuple):
    """Written characters that are shown at once, and the gaps between its words."""

    start: int
    end: int
    gaps: Sequence[_Gap]


def cues(recording: Recording) -> Iterator[Cue]:
    """The cues of a recording, one after another: a sentence each, a long one in parts."""
    for said in sentences(recording):
        written = said.text.written
        if len(written) <= LINE:
            yield Cue(said.start, said.end, (written,))
            continue
        parts = list(_divided(_Part(0, len(written), list(_gaps(said.text)))))
        starts = _starts(said, [part.start for part in parts])
        for part, (start, end) in zip(parts, pairwise((*starts, said.end)), strict=True):
            yield Cue(start, end, _lines(written, part))


def _starts(said: TimedSentence, places: Sequence[int]) -> list[int]:
    """When what is written at these places is said; by length where word times do not tell."""
    starts = [said.start, *(_time(said, place) for place in places[1:])]
    if any(first >= second for first, second in pairwise((*starts, said.end))):
        length, duration = len(said.text.written), said.end - said.start
        return [said.start + place * duration // length for place in places]
    return starts


def _time(said: TimedSentence, place: int) -> int:
    """The start of the first word said from there on; -1 where there is none or it is unknown."""
    shift = 0
    for rewrite in said.text.rewrites:
        if rewrite.start >= place:
            break
        shift = rewrite.spoken_end - rewrite.end
    word = 2 * len(said.text.spoken[: place + shift].split())
    return said.words[word] if word < len(said.words) else -1


def _gaps(text: SpokenText) -> Iterator[_Gap]:
    """The gaps of the written text; one inside a token is no place for a break."""
    written = text.written
    rewrites = iter(text.rewrites)
    rewrite = next(rewrites, None)
    before = 0
    for space in _SPACE.finditer(written):
        start, end = space.span()
        while rewrite is not None and rewrite.end <= start:
            rewrite = next(rewrites, None)
        if rewrite is not None and rewrite.start < start:
            cost = IN_TOKEN
        else:
            cost = _cost(written[before:start], written[end : end + 8])
        yield _Gap(start, end, cost)
        before = end


def _cost(word: str, following: str) -> float:
    """What a break between a word and what follows costs."""
    bare = word.rstrip(_CLOSING)
    if bare.endswith(_ENDS):
        return AFTER_CLAUSE
    if word.endswith(_CLOSED) or bare.endswith(","):
        return AFTER_COMMA
    if word.endswith(_DASHES) or word[-1:].isdigit() or word.lower() in _FUNCTION_WORDS:
        return IN_TOKEN
    if following.startswith(_OPENING) or following.split(maxsplit=1)[0] in _FUNCTION_WORDS:
        return BEFORE_PHRASE
    return IN_PHRASE


def _divided(part: _Part) -> Iterator[_Part]:
    """Cut a part in two until each piece fits into two lines, or cannot be cut."""
    if not part.gaps or part.end - part.start <= LINE or any(_in_two(part)):
        yield part
        return
    chosen = _best(part, range(len(part.gaps)))
    gap = part.gaps[chosen]
    yield from _divided(_Part(part.start, gap.start, part.gaps[:chosen]))
    yield from _divided(_Part(gap.end, part.end, part.gaps[chosen + 1 :]))


def _best(part: _Part, numbers: Sequence[int]) -> int:
    """Which of these gaps is the best place to break."""
    middle = (part.start + part.end) / 2
    half = (part.end - part.start) / 2
    return min(
        numbers,
        key=lambda number: (
            part.gaps[number].cost + ((part.gaps[number].start - middle) / half) ** 2
        ),
    )


def _in_two(part: _Part) -> Iterator[int]:
    """The gaps that leave no more than a line on either side."""
    for number, gap in enumerate(part.gaps):
        if gap.start - part.start <= LINE and part.end - gap.end <= LINE:
            yield number


def _lines(written: str, part: _Part) -> tuple[str, ...]:
    """One line, or two about as long as each other; more where words are longer than lines."""
    if part.end - part.start <= LINE:
        return (written[part.start : part.end],)
    if numbers := list(_in_two(part)):
        gap = part.gaps[_best(part, numbers)]
        return written[part.start : gap.start], written[gap.end : part.end]
    lines = [""]
    for word in written[part.start : part.end].split():
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if len(longer) <= LINE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
