"""Whether a clip can be what it should be: an empty or cut-off answer is a failure, not a pause."""

from __future__ import annotations

from array import array
from operator import le
from typing import TYPE_CHECKING

from baonoi.errors import SynthesisError
from baonoi.model import Clip, Passage
from baonoi.told import Told

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHORTEST = 0.06
"""Seconds a syllable takes at the very least: anchors speak 4 to 6 syllables a second, the fastest
setting of any voice about 12."""
LONGEST = 1.5
"""Seconds a syllable takes at most, over a whole passage."""
GRACE = 2.0
"""Seconds a passage may take beyond that: short ones have long edges."""
RATES = (4000, 192_000)
"""Hertz: from less than a telephone has to more than anybody hears."""
FULL = 32767
"""The end of the scale."""
FAINT = 330
"""A sample below which there is no speech: -40 dB of full scale."""
CLIPPED = 0.002
"""Share of samples at the end of the scale from which clipping is heard."""


def check(clip: Clip, passage: Passage) -> None:
    """Hold the clip against its syllables.

    Raises:
        SynthesisError: it is empty, silent, clipped, far too short or long, or lacks a sentence.
    """
    fault = _misshapen(clip)
    if fault:
        raise _faulty(str(getattr(clip, "voice", "The voice")), fault, passage)
    import numpy as np

    samples = np.frombuffer(clip.pcm, dtype="<i2")
    syllables = sum(len(text.spoken.replace("-", " ").split()) for text in passage.sentences)
    seconds = len(clip.pcm) / 2 / clip.sample_rate
    if len(clip.sentences) != len(passage.sentences) or list(clip.sentences)[-1:] != [
        len(clip.pcm) // 2
    ]:
        fault = Told("its sentences are not all there")
    elif loudest(samples) < FAINT:
        fault = Told("it is silent")
    elif clipped(samples):
        fault = Told("it is clipped")
    elif seconds < syllables * SHORTEST:
        fault = Told(
            "{seconds:.1f} s are too short for {syllables} syllables",
            seconds=seconds,
            syllables=syllables,
        )
    elif seconds > syllables * LONGEST + GRACE:
        fault = Told(
            "{seconds:.1f} s are too long for {syllables} syllables",
            seconds=seconds,
            syllables=syllables,
        )
    else:
        return
    raise _faulty(clip.voice, fault, passage)


def _faulty(voice: str, fault: str, passage: Passage) -> SynthesisError:
    text = passage.sentences[0].written[:80]
    return SynthesisError(
        Told(
            "{voice} did not say this rightly ({reason}): {text}",
            voice=voice,
            reason=fault,
            text=text,
        ),
        "voice-faulty",
    )


def _misshapen(clip: object) -> str:
    """What is wrong with the form of what an engine gave, whoever made the engine; "" if nothing.

    Nothing of it is believed: types, whole samples, a rate that is one, times in order and inside.
    """
    if not isinstance(clip, Clip) or not isinstance(clip.voice, str):
        return Told("it is no clip")
    pcm = clip.pcm
    if isinstance(pcm, memoryview):
        whole = pcm.itemsize == 1 and pcm.contiguous
    else:
        whole = isinstance(pcm, bytes | bytearray)
    if not whole or len(pcm) % 2:
        return Told("its audio is not bytes of int16")
    rate = clip.sample_rate
    if type(rate) is not int or not RATES[0] <= rate <= RATES[1]:
        return Told("its sample rate is {rate} Hz", rate=str(rate)[:20])
    size = len(pcm) // 2
    if not _in_order(clip.sentences, size):
        return Told("its sentences do not follow each other")
    if not isinstance(clip.words, array):
        return Told("its words' times are no array")
    starts, ends = clip.words[::2], clip.words[1::2]
    if (
        len(starts) != len(ends)
        or not _in_order(starts, size)
        or not _in_order(ends, size)
        or any(end < start for start, end in zip(starts, ends, strict=True))
    ):
        return Told("its words' times are out of order or outside the audio")
    return ""


def _in_order(times: array[int], size: int) -> bool:
    """Whether they are whole numbers of samples from 0 to ``size``, none before the last."""
    if not isinstance(times, array) or times.typecode not in "hilq":
        return False
    return all(map(le, (0, *times), (*times, size)))


def loudest(samples: NDArray[np.int16]) -> int:
    """The largest sample, whatever its sign."""
    return max(-int(samples.min()), int(samples.max())) if len(samples) else 0


def clipped(samples: NDArray[np.int16]) -> bool:
    """Whether much of it stands at the end of the scale."""
    if loudest(samples) < FULL:
        return False
    full = (samples >= FULL).sum() + (samples <= -FULL).sum()
    return bool(full > len(samples) * CLIPPED)
