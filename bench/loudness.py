"""The loudness each embedded voice reaches with its calibrated gain, and the gain it should have.

python bench/loudness.py
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from baonoi.audio.loudness import Meter, integrated
from baonoi.audio.master import mastered
from baonoi.audio.mastering import LOUDNESS, Mastering
from baonoi.encode import Mp3Sections
from baonoi.model import Article, Utterance, Voice, VoiceChoice, VoiceSpec
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.source import understand
from baonoi.voices import Host
from baonoi.voices.espeak import VOICES

SEED = next((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))


def main() -> None:
    article = understand(str(SEED))
    with Host() as host:
        for voice in VOICES:
            calibrate(article, voice, Resources(host))


def calibrate(article: Article, voice: Voice, resources: Resources) -> None:
    """Try gains until the article comes out as loud as it shall."""
    choice = VoiceChoice(VoiceSpec(voice, voice.engine))
    events = Performance(article, choice, ReadingOptions(), resources).events()
    said = [event for event in events if isinstance(event, Utterance)]
    for _ in range(4):
        mastering = Mastering(voice.gain, voice.presence)
        meter = Meter(said[0].sample_rate)
        for utterance in said:
            meter.feed(mastered(utterance, mastering, utterance.silence))
        reached = integrated(energy * Mp3Sections.scale**2 for energy in meter.energies)
        print(f"{voice.name:<16} gain {voice.gain:.2f} gives {reached:.2f} LUFS")
        if abs(reached - LOUDNESS) < 0.05:
            break
        voice = replace(voice, gain=voice.gain * 10 ** ((LOUDNESS - reached) / 14))


if __name__ == "__main__":
    main()
