"""The loudness each embedded voice reaches with its calibrated gain, and the gain it should have.

python bench/loudness.py            what it is
python bench/loudness.py --write    what it should be, written into the table of gains
python bench/loudness.py --samples ARTICLE...
                                    how far the beginning of each text is from the whole of it: what
                                    is measured before anything is coded
"""

from __future__ import annotations

import argparse
import math
import statistics
from dataclasses import replace
from pathlib import Path

from baonoi.audio.loudness import Meter, integrated
from baonoi.audio.master import mastered
from baonoi.audio.mastering import LOUDNESS, Mastering
from baonoi.encode import Mp3Sections
from baonoi.model import Article, Utterance, Voice, VoiceChoice, VoiceSpec
from baonoi.reading.levelling import SAMPLE
from baonoi.reading.options import ReadingOptions
from baonoi.reading.perform import Performance, Resources
from baonoi.reading.source import understand
from baonoi.voices import Host
from baonoi.voices.espeak import GAINS_TABLE, VOICES

SEED = next((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
NEAR = 0.05
"""LU by which a gain may miss."""
TRIES = 6


def utterances(article: Article, voice: Voice, host: Host) -> list[Utterance]:
    """Everything of an article, said by a voice."""
    choice = VoiceChoice(VoiceSpec(voice, voice.engine))
    events = Performance(article, choice, ReadingOptions(), Resources(host)).events()
    return [event for event in events if isinstance(event, Utterance)]


def reached(voice: Voice, said: list[Utterance]) -> float:
    """LUFS with the voice's gain."""
    mastering = Mastering(voice.gain, voice.tone)
    meter = Meter(said[0].sample_rate)
    for utterance in said:
        meter.feed(mastered(utterance, mastering, utterance.silence))
    return integrated(energy * Mp3Sections.scale**2 for energy in meter.energies)


def told_beforehand(voice: Voice, said: list[Utterance]) -> tuple[float, float]:
    """LUFS of what is measured before anything is coded, and of the whole."""
    characters, first = 0, 0
    while characters < SAMPLE and first < len(said):
        characters += len(said[first].text.spoken)
        first += 1
    return reached(voice, said[:first]), reached(voice, said)


def print_samples(sources: list[str], host: Host) -> None:
    """How near samples come, one source a line, and altogether."""
    voice, misses = VOICES[0], []
    for source in sources:
        sample, whole = told_beforehand(voice, utterances(understand(source), voice, host))
        misses.append(sample - whole)
        print(f"{whole:7.2f} LUFS, told beforehand {sample:7.2f}  {Path(source).name}")
    off = math.sqrt(statistics.fmean(miss**2 for miss in misses))
    print(f"off by {off:.2f} LU (root mean square), {max(map(abs, misses)):.2f} at most")


def calibrated_gain(voice: Voice, said: list[Utterance]) -> float:
    """The gain with which an article comes out as loud as it shall, with two decimals."""
    for _ in range(TRIES):
        loudness = reached(voice, said)
        tone = voice.tone or "no tone"
        print(f"{voice.name:<16} {tone:<9} gain {voice.gain:.2f} gives {loudness:.2f} LUFS")
        if abs(loudness - LOUDNESS) < NEAR:
            break
        gain = voice.gain * 10 ** ((LOUDNESS - loudness) / 12)  # the limiter takes much of it back
        voice = replace(voice, gain=round(gain, 2))
    return voice.gain


def write(gains: dict[str, float]) -> None:
    """Write the table of gains."""
    rows = "".join(f"{name}\t{gain:.2f}\n" for name, gain in gains.items())
    GAINS_TABLE.write_text(rows, encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--write", action="store_true", help="write the gains")
    options.add_argument("--samples", nargs="+", metavar="ARTICLE", help="look at beginnings")
    chosen = options.parse_args()
    article = understand(str(SEED))
    gains = {}
    with Host() as host:
        if chosen.samples:
            print_samples(chosen.samples, host)
            return
        for voice in VOICES:
            gains[voice.name] = calibrated_gain(voice, utterances(article, voice, host))
    if chosen.write:
        write(gains)


if __name__ == "__main__":
    main()
