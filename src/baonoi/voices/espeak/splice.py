"""Take out of eSpeak NG's sound what its codes put in, and make its pauses as long as asked for.

The library lays silence (6 ms at the usual pace) before each word whose pitch is set, in the
middle of speech. It is exact: without it the sound is, sample for sample, the one without codes.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FAINT = 100
"""A sample up to which nothing is heard: -50 dB of full scale, before the voice is levelled."""
LONGEST = 6615
"""Samples before a word that may belong to the pause."""
AHEAD = 1102
"""Samples after its beginning: the closure of a consonant."""


def spliced(
    pcm: bytes,
    ends: array[int],
    words: array[int],
    gaps: Mapping[int, int],
    rests: Mapping[int, int],
) -> tuple[bytes, array[int], array[int]]:
    """The sound without gaps and with its pauses, and the moved ends and word times.

    Args:
        pcm: int16 mono.
        ends: where each sentence ends, in samples.
        words: start and end of each word.
        gaps: by the number of a word: how long a gap its code made at most.
        rests: by the number of a word: samples of quiet that shall stand before it.
    """
    sound = np.frombuffer(pcm, dtype="<i2")
    cuts = _gaps(sound, {words[2 * word]: gap for word, gap in gaps.items() if word not in rests})
    wanted = {words[2 * word]: rest for word, rest in rests.items()}
    parts: list[NDArray[np.int16]] = []
    places, shifts = [0], [0]
    done = 0
    for at in sorted(cuts.keys() | wanted.keys()):
        cut, laid = min(cuts.get(at, 0), at - done), 0
        if at in wanted:
            cut, laid = _rest(sound, done, at, wanted[at])
        if cut or laid:
            parts.append(sound[done : at - cut])
            if laid:
                parts.append(np.zeros(laid, dtype="<i2"))
            places.append(at)
            shifts.append(shifts[-1] + laid - cut)
            done = at
    parts.append(sound[done:])

    def moved(times: array[int]) -> array[int]:
        """Times of the old sound as those of the new one."""
        old = np.array(times)
        return array(
            "i", (old + np.array(shifts)[np.searchsorted(places, old, "right") - 1]).tolist()
        )

    return np.concatenate(parts).tobytes(), moved(ends), moved(words)


def _gaps(sound: NDArray[np.int16], most: dict[int, int]) -> dict[int, int]:
    """How many samples before each place are nothing at all, up to so many."""
    longest = max(most.values(), default=0)
    if not longest:
        return {}
    places = np.array(list(most))
    before = places[:, None] - np.arange(1, longest + 1)
    heard = np.ones((len(places), longest + 1), dtype=bool)
    heard[:, :-1] = (sound[np.maximum(before, 0)] != 0) | (before < 0)
    found = np.minimum(heard.argmax(axis=1), list(most.values()))
    return dict(zip(most, found.tolist(), strict=True))


def _rest(sound: NDArray[np.int16], done: int, at: int, wanted: int) -> tuple[int, int]:
    """Samples to cut before a word and to lay there, so that it is quiet as long as wanted."""
    before = _quiet(sound[max(done, at - LONGEST) : at][::-1])
    after = _quiet(sound[at : at + AHEAD])
    lacking = wanted - before - after
    if not before:
        return 0, 0  # the library ran over it, and a cut would be heard
    return (0, lacking) if lacking > 0 else (min(-lacking, before), 0)


def _quiet(samples: NDArray[np.int16]) -> int:
    """How many samples at the beginning are not heard."""
    heard = (samples > FAINT) | (samples < -FAINT)
    first = int(heard.argmax()) if len(heard) else 0
    return first if first or (len(heard) and heard[0]) else len(heard)
