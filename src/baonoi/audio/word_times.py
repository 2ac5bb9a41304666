"""When each word is said, reckoned from the audio, for engines that do not tell.

A sentence's loudness over time shows its pauses. With those taken out, what is left is shared among
the words by their syllables; then a search moves the borders between words to the pauses and to the
dips in loudness, as far as that leaves each word about as long as its syllables ask for. The best
borders altogether are found by dynamic programming, as in forced alignment.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray

from baonoi.audio.alignment import Features, features, path, stretched
from baonoi.common.syllable_count import syllable_count
from baonoi.model import Clip

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
FEWEST = 10
"""Frames of speech below which there is nothing to compare."""
NEAR = 20.0
"""Frames of speech over which a pause is given to a border between words."""
MARKED = 6.0
"""Frames that a border behind a mark may be farther away than another."""
LONGEST = 3.0
"""A word is at most this many times as long as its share."""

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
    times = array("i")
    for sentence, said in zip(_sentences(pcm, sample_rate, ends), words, strict=True):
        times.extend(sentence.times(_laid(sentence.speech, said)))
    return times


def warped(
    pcm: bytes | memoryview,
    sample_rate: int,
    ends: Sequence[int],
    words: Sequence[Sequence[str]],
    rendering: Clip,
) -> array[int]:
    """The same, told by another voice's rendering, whose times are known.

    Its sentences are laid over these, pauses taken out of both. A pause falls to the border nearest
    to it, sooner to one behind a mark, and is as exact as where times are reckoned.

    Args:
        pcm, sample_rate, ends, words: as above.
        rendering: the same sentences, with the times of the same words.

    Raises:
        ValueError: it has other sentences or words.
    """
    if len(rendering.sentences) != len(words) or len(rendering.words) != 2 * sum(map(len, words)):
        raise ValueError("the rendering says something else")
    others = _sentences(rendering.pcm, rendering.sample_rate, rendering.sentences)
    times, told = array("i"), iter(rendering.words)
    for mine, other, said in zip(_sentences(pcm, sample_rate, ends), others, words, strict=True):
        starts = [next(told) for _ in range(2 * len(said))][::2]
        times.extend(mine.times(_borders_like(mine, other, starts, said)))
    return times


def _borders_like(
    mine: _Sentence, other: _Sentence, starts: Sequence[int], words: Sequence[str]
) -> list[float]:
    """Where each word begins among the frames of speech, and their end."""
    count = len(mine.speech.frames)
    if count < FEWEST or len(other.speech.frames) < FEWEST or len(words) < 2:
        return _laid(mine.speech, words)
    theirs = other.features()
    row = path(mine.features(), stretched(theirs, count))
    known, at, repeats = np.unique(row, return_index=True, return_counts=True)
    middles = at + (repeats - 1) / 2
    places = np.array([other.frame_of(start) for start in starts[1:]])
    places *= (count - 1) / (len(theirs) - 1)
    borders = np.interp(places, known, middles).tolist()
    return [0.0, *_at_pauses(borders, mine.speech.pauses, words), float(count)]


def _at_pauses(
    borders: list[float], pauses: NDArray[np.bool_], words: Sequence[str]
) -> list[float]:
    """The borders inside a sentence, each pause given to the best one near it."""
    first = 0
    for pause in np.flatnonzero(pauses).tolist():
        costs = {
            number: abs(border - pause) - (MARKED if words[number].endswith(_MARKS) else 0.0)
            for number, border in enumerate(borders[first:], first)
            if abs(border - pause) <= NEAR
        }
        if costs:
            best = min(costs, key=costs.__getitem__)
            borders[best] = float(pause)
            borders[:best] = [min(border, pause) for border in borders[:best]]
            borders[best:] = [max(border, pause) for border in borders[best:]]
            first = best + 1
    return borders


def _sentences(pcm: bytes | memoryview, sample_rate: int, ends: Sequence[int]) -> list[_Sentence]:
    """Each with its speech: what is silence, all of them tell together."""
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
    return [
        _Sentence(
            samples[start:end],
            sample_rate,
            start,
            hop,
            _Speech.of(np.clip((each - silence) / (loud - silence), 0.0, 1.0).astype(np.float32)),
        )
        for start, end, hop, each in zip(starts, ends, hops, decibels, strict=True)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _Sentence:
    """One sentence of a clip."""

    samples: NDArray[np.int16]
    rate: int
    start: int
    """Its first sample in the clip."""
    hop: int
    """Samples a frame."""
    speech: _Speech

    def features(self) -> Features:
        """Of its speech alone."""
        return features(self.samples, self.rate, self.hop)[self.speech.frames]

    def frame_of(self, sample: int) -> float:
        """Where among the frames of speech a sample of the clip lies; a pause is no place."""
        at = (sample - self.start) / self.hop - 0.5
        return float(np.interp(at, self.speech.frames, np.arange(len(self.speech.frames))))

    def times(self, borders: Sequence[float]) -> list[int]:
        """Start and end sample of each word, from where they begin among the frames of speech.

        What begins behind a pause begins when it is over; what ends before one, when it begins.
        """
        frames = self.speech.frames
        if len(borders) < 2 or not len(frames):
            return [self.start] * 2 * max(0, len(borders) - 1)
        last = len(self.samples)

        def sample(frame: int, part: float) -> int:
            return self.start + min(round((int(frames[frame]) + part) * self.hop), last)

        found: list[int] = []
        for first, end in pairwise(borders):
            begin = min(int(first), len(frames) - 1)
            start = sample(begin, first - begin)
            stop = max(0, ceil(end) - 1)
            found += (start, max(start, sample(stop, end - stop) if end else start))
        return found


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


def _laid(speech: _Speech, words: Sequence[str]) -> list[float]:
    """Where each word begins among the frames of speech, and their end, by its syllables."""
    count = len(speech.frames)
    if not count or not words:
        return [0.0] * (len(words) + 1)
    weights = np.array([float(syllable_count(word)) for word in words])
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
    at = [float(count)]
    for length in reversed(lengths):
        at.append(at[-1] - float(length[int(at[-1])]))
    at.reverse()
    return at


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
