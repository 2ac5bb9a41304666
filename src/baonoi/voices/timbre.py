"""A man's timbre for a female voice: pitch and formants together, the tones' contours kept.

Praat does it ("Change gender"): pulses are laid wider apart (PSOLA) and the spectrum is scaled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec

from baonoi.model import Clip, Passage, Voice
from baonoi.told import Told
from baonoi.voices.altered import Altered
from baonoi.voices.engine import Availability, Engine

VERSION = 1
FORMANTS = 0.85
"""A man's formants against a woman's: his vocal tract is longer by about this."""
PITCH = 120.0
"""Hz: the median; every tone keeps its intervals around it."""
LOWEST, HIGHEST = 90.0, 450.0
"""Hz between which the pitch of a female voice is looked for."""
SUFFIX = "-tram"


def deepened_voice(voice: Voice) -> Voice:
    """What the voice is called with a man's timbre."""
    return replace(
        voice, name=voice.name + SUFFIX, label=f"Giọng nam mô phỏng từ {voice.label}", gender="male"
    )


def deepen(clip: Clip) -> Clip:
    """The clip with a man's timbre, as long as before."""
    import numpy as np
    import parselmouth

    samples = np.frombuffer(clip.pcm, dtype="<i2")
    sound = parselmouth.Sound(samples / 32768.0, clip.sample_rate)
    # Formant ratio, new median pitch, pitch range factor, duration factor.
    change = (LOWEST, HIGHEST, FORMANTS, PITCH, 1.0, 1.0)
    changed = parselmouth.praat.call(sound, "Change gender", *change).values[0]
    changed = np.pad(changed, (0, max(0, len(samples) - len(changed))))[: len(samples)]
    loudest = float(np.abs(changed).max()) or 1.0
    changed = changed * (float(np.abs(samples).max()) / loudest)
    pcm = np.rint(changed).clip(-32768, 32767).astype("<i2").tobytes()
    return replace(clip, pcm=pcm, voice=clip.voice + SUFFIX)


class Deepened(Altered):
    """An engine whose one female voice is given a man's timbre."""

    def __init__(self, engine: Engine, original: Voice) -> None:
        super().__init__(engine, f"deepened{VERSION}")
        self._original = original

    def voices(self) -> Sequence[Voice]:
        """The one voice."""
        return (deepened_voice(self._original),)

    def availability(self, voice: Voice) -> Availability:
        """The engine's, where Praat is installed."""
        if find_spec("parselmouth") is None:
            return Availability(False, Told("a man's timbre needs Praat"), "mend-timbre")
        return super().availability(self._original)

    def synthesize(self, passages: Iterable[Passage], voice: Voice) -> Iterator[Clip]:
        """The female voice's clips, deepened."""
        return super().synthesize(passages, self._original)

    def _change(self, clip: Clip) -> Clip:
        return deepen(clip)
