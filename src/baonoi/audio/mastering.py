"""How loud a recording becomes: the settings of its mastering, and how they are corrected."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from baonoi.model import Voice

CEILING = 0.64
"""Largest sample, of full scale: the curve between samples of a sibilant and what MP3 coding at the
usual settings adds bring it to -1.8 dBTP or so."""
LOWEST = 0.45
"""No ceiling is lower: a voice that is pressed further is not loud any more."""
PEAK = -1.45
"""dBTP that a coded recording may reach."""
BELOW = 0.3
"""Decibels by which a ceiling is lowered further than the peak is too high: each coding differs."""
TOLERANCE = 0.3
"""LU by which a calibrated gain may miss before the sections are encoded again: meters differ by
0.1 LU among themselves, and half a unit is what a listener may be promised."""
CLOSER = 0.2
"""LU by which a corrected gain may miss: it costs another encoding already."""
STEP = 0.25
"""Gains are corrected in steps of this many dB, so that a small change keeps the other sections."""
FLATTEST, STEEPEST = 0.15, 1.5
"""LU a dB of gain may give: the more the limiter takes back, the fewer."""


LOUDNESS = -16.0
"""LUFS to which voices are calibrated."""


@dataclass(frozen=True, slots=True)
class Mastering:
    """What is done to every sentence."""

    gain: float
    tone: str = ""
    """Name of the filter before the gain, one of ``audio/tones``; none where it is empty."""
    ceiling: float = CEILING
    """Largest sample, of full scale."""

    @property
    def decibels(self) -> float:
        """The gain in dB."""
        return 20 * math.log10(self.gain)


@dataclass(frozen=True, slots=True)
class Reached:
    """What a mastering came to, after coding."""

    mastering: Mastering
    loudness: float
    """LUFS; minus infinity for silence."""
    peak: float = -math.inf
    """dBTP; minus infinity where it need not be known."""


def calibrated(voice: Voice, loudness: float) -> Mastering:
    """What stands for a measured loudness, for who listens now: there is no second try.

    The ceiling goes down with the gain: the limiter then takes back what it did in calibration.
    """
    change = 10 ** ((loudness - LOUDNESS) / 20)
    return Mastering(voice.gain * change, voice.tone, CEILING * min(change, 1.0))


def corrected(
    tries: list[Reached], loudness: float, tolerance: float = TOLERANCE
) -> Mastering | None:
    """The mastering to try next; None where the last one will do.

    Args:
        tries: what came of the ones before.
        loudness: that is asked for, in LUFS.
        tolerance: LU by which the first of them may miss.

    Gain and loudness are taken to lie on a line through the last two tries: a limiter bends what a
    gain does, so that the plain difference would never arrive.
    """
    last = tries[-1]
    mastering = last.mastering
    if last.peak > PEAK:
        mastering = replace(mastering, ceiling=lowered(mastering.ceiling, last.peak))
    miss = loudness - last.loudness
    if math.isfinite(miss) and abs(miss) > (tolerance if len(tries) == 1 else CLOSER):
        decibels = last.mastering.decibels + miss / _slope(tries)
        gain = 10 ** (round(decibels / STEP) * STEP / 20)
        mastering = replace(mastering, gain=gain)
    return None if mastering == last.mastering else mastering


def lowered(ceiling: float, peak: float) -> float:
    """The ceiling with which a coded peak of so many dBTP comes to rest below ``PEAK``."""
    return max(LOWEST, ceiling * float(10 ** ((PEAK - BELOW - peak) / 20)))


def _slope(tries: list[Reached]) -> float:
    """LU that a dB of gain gave between the last two tries; one where there is but one."""
    if len(tries) < 2:
        return 1.0
    before, last = tries[-2:]
    gained = last.mastering.decibels - before.mastering.decibels
    louder = last.loudness - before.loudness
    if not gained or not math.isfinite(louder):
        return 1.0
    return min(max(louder / gained, FLATTEST), STEEPEST)
