"""From the service's word boundaries to the sentences and words of a passage."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from baonoi.voices.edge.request import Boundary
from baonoi.voices.sound import LEAD, TAIL, Sound, pauses, speech_bounds, split_at_pauses

LOOK_AHEAD = 40
"""Letters that may be skipped to find a word again."""
KNOWN = 0.7
"""Share of the words that must be found for their times to be given at all."""
EARLIEST_END = 0.2
"""Seconds by which the speech may end before its last boundary does: a syllable does not fit."""
LATEST_ONSET = 0.3
"""Seconds by which the audio may lag behind the boundaries: the decoder's delay and padding."""


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """The sentences one after another, trimmed, and where they and their words are in it."""

    pcm: bytes
    sentences: array[int]
    words: array[int]

    def seconds(self, rate: int) -> list[float]:
        """How long each sentence is, at that sample rate."""
        return [(end - start) / rate for start, end in pairwise([0, *self.sentences])]


def cut(sound: Sound, sentences: Sequence[str], boundaries: Sequence[Boundary]) -> Cut:
    """Cut an answer into its sentences and drop the silence between them.

    Args:
        sound: the audio of all the sentences.
        sentences: what is said in it, in order.
        boundaries: the service's word times; may be empty.
    """
    tokens = [sentence.split() for sentence in sentences]
    flat = [token for words in tokens for token in words]
    times = word_times(flat, boundaries)
    if times:
        first, _ = speech_bounds(sound)
        late = first / sound.rate + LEAD - times[0][0]
        shift = late if abs(late) < LATEST_ONSET else 0.0
        times = [(start + shift, end + shift) for start, end in times]
        cuts = _cuts_between(sound, tokens, times)
    else:
        letters = [float(len("".join(words))) for words in tokens]
        cuts = split_at_pauses(sound, letters)
    parts: list[bytes] = []
    ends, words = array("i"), array("i")
    done = at = 0
    for words_here, start, end in zip(tokens, [0, *cuts], [*cuts, len(sound.samples)], strict=True):
        begin, stop = speech_bounds(sound.part(start, end))
        begin, stop = start + begin, start + stop
        parts.append(sound.samples[begin:stop].tobytes())
        for said in times[at : at + len(words_here)]:
            for second in said:
                sample = min(max(round(second * sound.rate), begin), stop)
                words.append(sample - begin + done)
        at += len(words_here)
        done += stop - begin
        ends.append(done)
    return Cut(b"".join(parts), ends, words)


def word_times(tokens: Sequence[str], boundaries: Sequence[Boundary]) -> list[tuple[float, float]]:
    """Start and end in seconds of each token; nothing where too few are told.

    A boundary may cover several tokens, or a part of one; both are read as a row of letters. What
    is in no boundary lies between its neighbours.
    """
    row = "".join(map(_letters, tokens))
    owner = [number for number, token in enumerate(tokens) for _ in _letters(token)]
    known: dict[int, tuple[float, float]] = {}
    at = 0
    for boundary in boundaries:
        word = _letters(boundary.text)
        found = row.find(word, at, at + len(word) + LOOK_AHEAD) if word else -1
        if found < 0:
            continue
        pace = (boundary.end - boundary.start) / len(word)
        for place in range(found, found + len(word)):
            start = boundary.start + (place - found) * pace
            known.setdefault(owner[place], (start, start))
            known[owner[place]] = (known[owner[place]][0], start + pace)
        at = found + len(word)
    if not known or len(known) < KNOWN * len(tokens):
        return []
    numbers = sorted(known)
    order = np.arange(len(tokens))
    starts = np.interp(order, numbers, [known[number][0] for number in numbers])
    ends = np.interp(order, numbers, [known[number][1] for number in numbers])
    return list(zip(starts.tolist(), np.maximum(starts, ends).tolist(), strict=True))


def covers(tokens: Sequence[str], boundaries: Sequence[Boundary]) -> bool:
    """Whether the last boundary reaches the last word: else part of the answer is missing."""
    told = "".join(_letters(boundary.text) for boundary in boundaries[-3:])
    last = next((word for word in map(_letters, reversed(tokens)) if word), "")
    return not told or told.endswith(last) or last.endswith(told)


def untold(tokens: Sequence[str], boundaries: Sequence[Boundary]) -> list[str]:
    """The words that no boundary tells, marks apart."""
    row = "".join(_letters(boundary.text) for boundary in boundaries)
    missing: list[str] = []
    at = 0
    for token in tokens:
        word = _letters(token)
        found = row.find(word, at, at + len(word) + LOOK_AHEAD)
        if found < 0:
            missing.append(token)
        else:
            at = found + len(word)
    return missing


def silent_before(sound: Sound, told: float) -> bool:
    """Whether the speech ends well before the second at which the last word is told to end."""
    _, end = speech_bounds(sound)
    return end / sound.rate - TAIL < told - EARLIEST_END


def _cuts_between(
    sound: Sound, tokens: Sequence[Sequence[str]], times: Sequence[tuple[float, float]]
) -> list[int]:
    """Between one sentence's last word and the next one's first: the middle of the silence."""
    silences = pauses(sound)
    cuts: list[int] = []
    at = 0
    for words in tokens[:-1]:
        at += len(words)
        early = times[at - 1][0] if at else 0.0
        late = times[min(at, len(times) - 1)][1]
        wanted = (times[at - 1][1] + times[min(at, len(times) - 1)][0]) / 2 if at else 0.0
        within = [
            (last - first, (first + last) // 2)
            for first, last in silences
            if early * sound.rate <= (first + last) // 2 <= late * sound.rate
        ]
        cuts.append(max(within)[1] if within else round(wanted * sound.rate))
    return cuts


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text).lower()))
