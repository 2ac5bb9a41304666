"""The loudness each embedded voice reaches with its calibrated gain, and the gain it should have.

python bench/loudness.py
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from baonoi.audio.loudness import Meter, integrated
from baonoi.audio.mastering import Mastering
from baonoi.encode import Mp3Sections
from baonoi.pipeline import lay_out, understand
from baonoi.stitch.encode import Piece
from baonoi.stitch.join import LOUDNESS
from baonoi.voices.espeak import VOICES, EspeakEngine

SEED = next((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))


def main() -> None:
    article = understand(str(SEED))
    for voice in VOICES:
        passages = list(lay_out(article, voice).passages())
        clips = list(EspeakEngine().synthesize(passages, voice))
        for _ in range(4):
            mastering = Mastering(voice.gain, voice.presence)
            meter = Meter(clips[0].sample_rate)
            for passage, clip in zip(passages, clips, strict=True):
                silences = tuple(round(pause * clip.sample_rate) for pause in passage.pauses)
                for pcm in Piece(clip, mastering, silences).pcm():
                    meter.feed(pcm)
            reached = integrated(energy * Mp3Sections.scale**2 for energy in meter.energies)
            print(f"{voice.name:<16} gain {voice.gain:.2f} gives {reached:.2f} LUFS")
            if abs(reached - LOUDNESS) < 0.05:
                break
            voice = replace(voice, gain=voice.gain * 10 ** ((LOUDNESS - reached) / 14))


if __name__ == "__main__":
    main()
