"""Intonation: pitch and pace of every word, as eSpeak NG does not give them by itself.

It says each sentence on one level, question or not. What is laid over it here is what phonetics
finds in Vietnamese as in most languages (Đỗ, Trần and Boulakia 1998; Ladd 2008): pitch goes down
over a breath group, begins anew at the next one, though not as high, and ends lowest where the
sentence ends; last syllables are longer; a question ends high. A syllable is moved as a whole, so
that its tone keeps its shape.

eSpeak NG obeys codes in its text: Ctrl-A and ``58P`` set the pitch, ``175S`` the pace. They hold
until others come, over the end of a sentence, too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import add
from pathlib import Path
from typing import NamedTuple

from baonoi.common.tables import rows_under_head
from baonoi.model import MARKS, Passage, Role, SpokenText
from baonoi.store.patterns import compile_pattern

VERSION = 1

TOP = 2.4
"""Semitones above the voice's own level at which a sentence begins."""
DROP = 3.8
"""Semitones by which a breath group goes down."""
A_SYLLABLE = 0.5
"""Semitones by which it goes down a syllable at most: a short one goes down less."""
STEP = 0.8
"""Semitones by which each group of a sentence begins lower than the one before it."""
LOWEST_TOP = 0.8
PARAGRAPH = (0.8, 0.2, -0.2)
"""Semitones by which its first, second and other sentences lie higher."""
QUOTED = 0.8
"""Semitones by which what somebody says lies higher."""
LONG_QUOTE = 5
"""Words from which a quotation is one and no name."""
CALL = 1.0
"""Semitones by which an exclamation lies higher."""
QUESTION_DROP = 1.5
"""Semitones by which the last group of a question goes down before it rises."""


class Shape(NamedTuple):
    """How the last words before a pause are said, the last one first."""

    steps: tuple[float, ...]
    """Semitones above the line."""
    paces: tuple[float, ...]
    """Shares of the usual pace."""


INNER = Shape((0.0,), (0.9,))
FALL = Shape((-0.8, -0.4), (0.78, 0.92))
RISE = Shape((3.9, 1.3), (0.8, 0.95))

_WORD = compile_pattern(r"\S+")
_CONTROLS = compile_pattern(r"[\x00-\x1f\x7f-\x9f]")
"""What no text may bring along: it would be a code."""
_STOPS = compile_pattern(r"[.!?…][\"'”’»)\]]*$")
_SETS_PITCH = compile_pattern(r"(?:\x01[0-9]+S)?\x01[0-9]+P")
_OPENERS, _CLOSERS = "“«„", "”»"
SILENT = "\u0335"
"""A word of which nothing is left: a combining stroke, which is not said."""


class Said(NamedTuple):
    """How one word is said."""

    height: float
    """Semitones above the voice's own level."""
    pace: float
    """Share of its own pace."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What a voice's codes count in."""

    pitch: int
    """Its own level, in eSpeak NG's units."""
    semitone: float
    """Units a semitone, near that level."""
    rate: int
    """Its own pace, in words a minute."""

    def codes(self, melody: Iterable[Said]) -> Iterator[str]:
        """The code before each word of a sentence: what differs from the word before.

        Setting the pitch lays a silence whose length goes by the pace that holds: the usual one
        inside a sentence, and before its first word the one that is set with it.
        """
        height = pace = None
        for said in melody:
            pitch = min(max(round(self.pitch + said.height * self.semitone), 0), 99)
            rate = min(max(round(self.rate * said.pace), 80), 450)
            set_pitch = "" if pitch == height else f"\x01{pitch}P"
            set_pace = "" if rate == pace else f"\x01{rate}S"
            yield set_pace + set_pitch if height is None else set_pitch + set_pace
            height, pace = pitch, rate


def marked(passage: Passage, texts: Sequence[str], scale: Scale) -> list[str]:
    """The sentences with codes before their words; each sentence sets its own.

    Args:
        passage: what is said; of its sentences only the quotation marks count.
        texts: the same sentences as eSpeak NG gets them, with as many words.
        scale: the voice's.
    """
    sentences = [[_CONTROLS.sub("", word) or SILENT for word in text.split()] for text in texts]
    return [
        " ".join(map(add, scale.codes(melody), words))
        for words, melody in zip(sentences, melodies(passage, sentences), strict=True)
    ]


def sets_pitch(word: str) -> bool:
    """Whether a word of a marked sentence has a code for its pitch."""
    return _SETS_PITCH.match(word) is not None


def melodies(passage: Passage, sentences: Sequence[Sequence[str]]) -> Iterator[list[Said]]:
    """How each word of each sentence is said."""
    register, pace = _manners().get(passage.role, (0.0, 1.0))
    quoted = _quoted(passage.sentences)
    number = group = 0
    for at, words in enumerate(sentences):
        own = iter(quoted[at])
        said: list[Said] = []
        rise = register + PARAGRAPH[min(number, len(PARAGRAPH) - 1)]
        mark = _end(words, last=at == len(sentences) - 1)
        for start, end in _groups(words):
            finished = end == len(words) and bool(mark)
            for each in _line(end - start, group, mark, finished=finished):
                higher = rise + QUOTED * next(own, False)
                said.append(Said(each.height + higher, each.pace * pace))
            group += 1
        if mark:
            number, group = number + 1, 0
        yield said


def _line(count: int, group: int, mark: str, *, finished: bool) -> Iterator[Said]:
    """A breath group of a sentence that ends with ``mark``."""
    top = max(TOP - STEP * group, LOWEST_TOP)
    drop = QUESTION_DROP if mark == "?" and finished else DROP
    drop = min(drop, A_SYLLABLE * (count - 1))
    top += CALL if mark == "!" else 0.0
    shape = INNER
    if finished:
        shape = RISE if mark == "?" else FALL
    for at in range(count):
        left = count - 1 - at
        step = shape.steps[left] if left < len(shape.steps) else 0.0
        pace = shape.paces[left] if left < len(shape.paces) else 1.0
        yield Said(top - drop * at / max(1, count - 1) + step, pace)


def _end(words: Sequence[str], *, last: bool) -> str:
    """The mark a sentence ends with, a stop where there is none; "" where it goes on."""
    final = words[-1] if words else ""
    if found := _STOPS.search(final):
        return found[0][0]
    goes_on = final.endswith((",", ";", ":"))
    return "" if goes_on or not last else "."


def _groups(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First word of each breath group and the one after its last."""
    ends = [at + 1 for at, word in enumerate(words) if word[-1] in MARKS]
    yield from pairwise(dict.fromkeys((0, *ends, len(words))))


def _quoted(sentences: Sequence[SpokenText]) -> list[list[bool]]:
    """For each word whether it stands in a long quotation, which may go over several sentences."""
    inside: list[bool] = []
    opened: int | None = None
    for sentence in sentences:
        signs = deque(_signs(sentence))
        for word in _WORD.finditer(sentence.spoken):
            while signs and signs[0][0] <= word.start():
                opened = _turned(signs.popleft()[1], opened, inside)
            inside.append(False)
        for _, sign in signs:
            opened = _turned(sign, opened, inside)
    rest = iter(inside)
    return [[next(rest) for _ in sentence.spoken.split()] for sentence in sentences]


def _turned(sign: str, opened: int | None, inside: list[bool]) -> int | None:
    """Open or close a quotation; a closed one that is long counts."""
    if sign in _OPENERS or (sign not in _CLOSERS and opened is None):
        return len(inside)
    if opened is not None and len(inside) - opened >= LONG_QUOTE:
        inside[opened:] = [True] * (len(inside) - opened)
    return None


def _signs(sentence: SpokenText) -> list[tuple[int, str]]:
    """Its quotation marks, by where they were in the spoken text."""
    return [
        (span.spoken_start, sign)
        for span in sentence.rewrites
        for sign in sentence.written[span.start : span.end]
        if sign in '"' + _OPENERS + _CLOSERS
    ]


@cache
def _manners() -> dict[Role, tuple[float, float]]:
    table = rows_under_head(Path(__file__).with_name("intonation.tsv"))
    return {Role(role): (float(register), float(pace)) for role, register, pace in table}
