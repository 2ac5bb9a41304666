"""When each word is said, reckoned from the audio, for engines that do not tell.

A sentence's loudness over time shows its pauses. With those taken out, what is left is shared among
the words by their syllables; then a search moves the borders between words to the pauses and to the
dips in loudness, as far as that leaves each word about as long as its syllables ask for. The best
borders altogether are found by dynamic programming, as in forced alignment.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

FRAME_SECONDS = 0.01
MOST_FRAMES = 3000
"""In a sentence; a longer one has longer frames, so that memory stays bounded."""
DEPTH = 50.0
"""Decibels below loud speech that count as silence; fewer where the voice hisses."""
HISS = 3.0
"""Decibels that silence may be above the quietest twentieth."""
PAUSE_FRAMES = 10
"""Silence of 100 ms is a pause; a shorter one may be the closure of a consonant."""
SPREAD = 0.35
"""How far a word's length may stray from its share, as a part of that, before it counts."""
DIP = 2.0
"""Cost of a border between words in full loudness."""
PAUSED = 1.0
PAUSED_AT_MARK = 6.0
"""What a pause at a border is worth, without and with a punctuation mark."""
LENGTHENING = 0.15
"""Syllables by which the last word before a mark is longer."""
LONGEST = 3.0
"""A word is at most this many times as long as its share."""

_VOWELS = re.compile(r"[aeiouy\u00c0-\u00c6\u00c8-\u00d6\u00d8-\u00f6\u00f8-\u01b0\u1ea0-\u1ef9]+")
_MARKS = tuple(",;:.!?…–—\"'”’»)]")

Levels = NDArray[np.float32]


def estimate(
    pcm: bytes | memoryview, sample_rate: int, ends: Sequence[int], words: Sequence[Sequence[str]]
) -> array[int]:
    """Start and end sample of each word, two numbers a word, in order and without overlap.

    Args:
        pcm: a clip, int16 mono: its sentences one after another.
        sample_rate: in Hz.
        ends: the sample at which each sentence ends.
        words: each sentence's spoken words, with their punctuation marks.
    """
    samples = np.frombuffer(pcm, dtype="<i2")
    starts = [0, *ends][: len(ends)]
    hops = [
        max(round(sample_rate * FRAME_SECONDS), -(-(end - start) // MOST_FRAMES))
        for start, end in zip(starts, ends, strict=True)
    ]
    decibels = [
        _decibels(samples[start:end], hop)
        for start, end, hop in zip(starts, ends, hops, strict=True)
    ]
    every = np.concatenate(decibels) if decibels else np.zeros(1, np.float32)
    quietest, loud = np.percentile(every, (5, 90)) if len(every) else (0.0, 0.0)
    silence = max(loud - DEPTH, min(quietest + HISS, loud - 1.0))
    times = array("i")
    for start, end, hop, each, said in zip(starts, ends, hops, decibels, words, strict=True):
        levels = np.clip((each - silence) / (loud - silence), 0.0, 1.0).astype(np.float32)
        for first, last in _borders(_Speech.of(levels), said):
            times.extend((min(start + first * hop, end), min(start + last * hop, end)))
    return times


def _decibels(samples: NDArray[np.int16], hop: int) -> Levels:
    """Mean power of each ``hop`` samples; the rest at the end is left."""
    count = len(samples) // hop
    frames = samples[: count * hop].reshape(count, hop).astype(np.float32)
    power: Levels = np.square(frames).mean(axis=1)
    return np.asarray(10 * np.log10(power + 1.0), dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Speech:
    """A sentence without its pauses."""

    frames: NDArray[np.intp]
    """Which frames are left: speech."""
    cost: Levels
    """Of a border before each of them, and at the end: loudness."""
    pauses: NDArray[np.bool_]
    """Whether a pause was taken out before each of them; at the end, never."""

    @classmethod
    def of(cls, levels: Levels) -> _Speech:
        """Take out the silence at both edges, and every pause."""
        quiet = np.concatenate(([False], levels <= 0.0, [False]))
        edges = np.flatnonzero(quiet[1:] != quiet[:-1]).reshape(-1, 2)
        kept = np.ones(len(levels), dtype=bool)
        resumed = []
        for first, last in edges.tolist():
            if first == 0 or last == len(levels):
                kept[first:last] = False
            elif last - first >= PAUSE_FRAMES:
                kept[first:last] = False
                resumed.append(last)
        if not kept.any():
            kept[:] = True
        frames = np.flatnonzero(kept)
        pauses = np.zeros(len(frames) + 1, dtype=bool)
        pauses[np.searchsorted(frames, resumed)] = True
        around = np.concatenate(([0.0], levels[frames], [0.0]))
        cost = DIP * np.minimum(around[:-1], around[1:]).astype(np.float32)
        cost[pauses] = 0.0
        return cls(frames, cost, pauses)


def _borders(speech: _Speech, words: Sequence[str]) -> list[tuple[int, int]]:
    """First frame of each word, and the one after its last."""
    count = len(speech.frames)
    if not count or not words:
        return [(0, 0)] * len(words)
    weights = np.array([_syllables(word) for word in words])
    if not weights.any():
        weights[:] = 1.0
    weights += [
        LENGTHENING if word.endswith(_MARKS) and weight else 0.0
        for word, weight in zip(words, weights.tolist(), strict=True)
    ]
    shares = (weights / weights.sum() * count).tolist()
    best = np.full(count + 1, np.inf, dtype=np.float32)
    best[0] = 0.0
    lengths: list[NDArray[np.intp]] = []
    for word, share in zip(words, shares, strict=True):
        best, length = _lay(best, share)
        worth = PAUSED_AT_MARK if word.endswith(_MARKS) else PAUSED
        best += speech.cost - worth * speech.pauses
        lengths.append(length)
    at = [count]
    for length in reversed(lengths):
        at.append(at[-1] - int(length[at[-1]]))
    at.reverse()
    ends = (speech.frames + 1).tolist()
    starts = [*speech.frames.tolist(), ends[-1]]
    return [
        (starts[first], max(starts[first], ends[last - 1] if last else 0))
        for first, last in pairwise(at)
    ]


def _lay(best: Levels, share: float) -> tuple[Levels, NDArray[np.intp]]:
    """Lay a word behind each place: the least cost of ending at each place, and its length then."""
    if not share:
        return best.copy(), np.zeros(len(best), dtype=np.intp)
    longest = min(int(share * LONGEST) + 2, len(best) - 1)
    lengths = np.arange(longest + 1, dtype=np.float32)
    costs = np.square((lengths - share) / (SPREAD * share), dtype=np.float32)
    before = np.concatenate((np.full(longest, np.inf, dtype=np.float32), best))
    choices = np.lib.stride_tricks.sliding_window_view(before, longest + 1)[:, ::-1] + costs
    length = choices.argmin(axis=1)
    return choices[np.arange(len(best)), length], length


def _syllables(word: str) -> float:
    """A group of vowels is a syllable; a word without any is spelled; a mark alone is none."""
    letters = word.lower()
    return float(len(_VOWELS.findall(letters)) or sum(map(str.isalnum, letters)))
