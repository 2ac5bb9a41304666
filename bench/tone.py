"""Make the tones of the embedded voices, and the gains that go with them.

python bench/tone.py

A voice's tone is three things in one filter:

- An equaliser. The voice is mastered without a tone, to the same loudness, for the limiter shapes
  its spectrum too; much of what its third octaves lack of men's is made up for.
- An all-pass. A formant synthesizer begins every pulse of the glottis with all its partials in
  step, which makes peaks that the limiter has to take back; an all-pass around the first formants
  lays them one after another and leaves their levels alone.
- A room, small and faint: reflections of falling noise behind the sound itself.
"""

from __future__ import annotations

import argparse
import math
import random
from dataclasses import dataclass, replace

import loudness
import numpy as np
import sound
from numpy.typing import NDArray

from baonoi.audio import tones
from baonoi.audio.tone import tone
from baonoi.model import Utterance, Voice
from baonoi.reading.source import understand
from baonoi.voices import Host
from baonoi.voices.espeak import VOICES

RATE = 22050
TAPS = 2049
FADED = 220
"""Taps at the end over which the filter fades out."""
SIZE = 8192

LOWEST = {"male": 200, "female": 315}
"""Hz below which the pitch of the voice, and no formant, makes the spectrum."""
EQUALISER_TAPS = 127

ALLPASS_Q = 0.6
ALLPASS_TAPS = 441

ROOM_SECONDS = 0.12
"""In which its sound falls by 60 dB."""
ROOM_HERTZ = (150.0, 5000.0)

Taps = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What differs from voice to voice, as ``bench/sound.py`` scores it best."""

    share: float
    """Of what the third octaves lack."""
    allpass_hertz: float
    allpass_sections: int
    room_level: float
    """dB of all reflections, against the sound itself."""
    room_after: float
    """Seconds to the first reflection."""


RECIPES = {
    "male": Recipe(0.7, 600.0, 6, -20.0, 0.01),
    "female": Recipe(0.4, 400.0, 3, -22.0, 0.006),
}


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.parse_args()
    article = understand(str(loudness.SEED))
    gains = {}
    with Host() as host:
        for voice in VOICES:
            said = loudness.utterances(article, voice, host)
            lacking = correction(voice, said)
            print(f"{voice.name}: " + " ".join(f"{hz}:{db:+.1f}" for hz, db in lacking.items()))
            write(voice.tone, *tone_of(lacking, RECIPES[voice.gender]))
            gains[voice.name] = loudness.calibrated_gain(voice, said)
    loudness.write(gains)


def correction(voice: Voice, said: list[Utterance]) -> dict[int, float]:
    """dB that the third octaves of a voice, mastered without a tone, lack of men's."""
    bare = replace(voice, tone="")
    bare = replace(bare, gain=loudness.calibrated_gain(bare, said))
    heard = sound.speech(said, bare).heard
    lowest = LOWEST[voice.gender]
    return {
        band: sound.men()[band] - level if band >= lowest else 0.0
        for band, level in sound.bands(heard, RATE).items()
    }


def tone_of(lacking: dict[int, float], recipe: Recipe) -> tuple[Taps, int]:
    """The taps of a tone, and by how many samples they are late."""
    allpass, late = _allpass(recipe)
    direct = np.convolve(_equaliser(lacking, recipe.share), allpass)
    whole = np.convolve(direct, _room(recipe))[:TAPS]
    whole[-FADED:] *= (1 + np.cos(np.pi * np.arange(1, FADED + 1) / FADED)) / 2
    return whole, EQUALISER_TAPS // 2 + late


def write(name: str, taps: Taps, delay: int) -> None:
    """Write a tone's table."""
    numbers = [RATE, delay, *np.rint(taps * tones.UNIT).astype(int).tolist()]
    tones.path_of(name).write_text("".join(f"{each}\n" for each in numbers), encoding="utf-8")
    tones.numbers.cache_clear()
    tone.cache_clear()


def _equaliser(lacking: dict[int, float], share: float) -> Taps:
    """A linear phase filter that makes up for a share of what is lacking."""
    bands, levels = np.array([*lacking]), share * np.array([*lacking.values()])
    frequencies = np.maximum(np.fft.rfftfreq(SIZE, 1 / RATE), 20)
    wanted = 10 ** (np.interp(np.log(frequencies), np.log(bands), levels) / 20)
    taps = np.roll(np.fft.irfft(wanted), EQUALISER_TAPS // 2)[:EQUALISER_TAPS]
    return taps * np.hanning(EQUALISER_TAPS + 2)[1:-1]


def _allpass(recipe: Recipe) -> tuple[Taps, int]:
    """Second-order sections, one like the other; and half of their longest delay.

    Low sound is delayed most and high sound hardly: half lies nearest to both.
    """
    angle = 2 * math.pi * recipe.allpass_hertz / RATE
    narrow = math.sin(angle) / (2 * ALLPASS_Q)
    behind = np.array([1 - narrow, -2 * math.cos(angle), 1 + narrow])
    delays = np.exp(-2j * np.pi * np.outer(np.fft.rfftfreq(SIZE), [0, 1, 2]))
    response = ((delays @ behind) / (delays @ behind[::-1])) ** recipe.allpass_sections
    late = -np.diff(np.unwrap(np.angle(response))) / (2 * np.pi / SIZE)
    return np.fft.irfft(response)[:ALLPASS_TAPS], round(float(late.max()) / 2)


def _room(recipe: Recipe) -> Taps:
    """The sound itself and its reflections."""
    ideal = random.Random(1)
    noise = np.array([ideal.uniform(-1, 1) for _ in range(TAPS)])
    low, high = ROOM_HERTZ
    frequencies = np.maximum(np.fft.rfftfreq(SIZE, 1 / RATE), 1)
    within = 1 / np.sqrt((1 + (low / frequencies) ** 8) * (1 + (frequencies / high) ** 8))
    reflected = np.fft.irfft(np.fft.rfft(noise, SIZE) * within)[:TAPS]
    reflected *= 10 ** (-3 * np.arange(TAPS) / RATE / ROOM_SECONDS)
    reflected *= 10 ** (recipe.room_level / 20) / np.sqrt((reflected**2).sum())
    after = round(recipe.room_after * RATE)
    return np.concatenate(([1.0], np.zeros(after - 1), reflected))[:TAPS]


if __name__ == "__main__":
    main()
