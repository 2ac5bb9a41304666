"""How the embedded voices sound to machines: scores, spectra, intelligibility, loudness, prosody.

python bench/sound.py                     three texts, three voices
python bench/sound.py --before REV        the same of another revision, side by side
python bench/sound.py --write docs/sounds --before REV
                                          ten seconds of each voice as WAV, first before, then after

Scores are DNSMOS and PLCMOS of ``speechmos`` and, where it is installed, DistillMOS: all from 1 to
5, made for recorded and coded speech, so that formant synthesis lies outside what they learned.
``pip install 'baonoi[bench]'`` brings the first two.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import prosody
import soxr
from numpy.typing import NDArray

from baonoi.audio.loudness import Meter, integrated
from baonoi.audio.master import mastered
from baonoi.audio.mastering import LOUDNESS, calibrated
from baonoi.model import Page, Utterance, Voice
from baonoi.reading.source import understand
from baonoi.voices import Host
from baonoi.voices.espeak import VOICES

ROOT = Path(__file__).resolve().parent.parent
TEXTS = {
    "seed": next((ROOT / "seeds").glob("*.txt")),
    "fish": ROOT / "tests/cleaner/articles/text_unmarked_fish.txt",
    "school": ROOT / "tests/cleaner/articles/text_unmarked_school.txt",
}
SECONDS = 20
"""Of each text that are scored."""
SCORED_AT = 16000
"""Hz: what the scores were learned at."""
MEN = Path(__file__).with_name("men.tsv")
PRESENCE = (4000, 8000)
"""Hz: the third octaves in which sibilants lie."""
FRAME = 0.02
QUIET = -40
"""dB below the loudest frame: what lies lower is no speech."""
PIECE_SECONDS = 10
SAMPLE = "Phà ngừng chạy từ sáng nay. Ai vui nhất? Chính là những em nhỏ sống ở bên kia sông."
"""About five seconds, with a question and sibilants."""

Sound = NDArray[np.float64]
Scores = dict[str, float]
"""What is measured, by name."""


@dataclass(frozen=True, slots=True)
class Speech:
    """The same sentences as the engine gave them and as they are heard; full scale is 1."""

    raw: Sound
    heard: Sound
    rate: int
    energies: tuple[float, ...]

    def first(self, seconds: float) -> Speech:
        """Its beginning."""
        count = round(seconds * self.rate)
        return Speech(self.raw[:count], self.heard[:count], self.rate, self.energies)


def speech(said: Iterable[Utterance], voice: Voice, loudness: float = LOUDNESS) -> Speech:
    """Sentences with the silences around them, mastered as for a listener who does not wait."""
    mastering = calibrated(voice, loudness)
    raw, heard = [], []
    meter: Meter | None = None
    rate = 0
    for each in said:
        rate = each.sample_rate
        meter = meter or Meter(rate)
        sound = mastered(each, mastering, each.silence)
        meter.feed(sound)
        before = len(sound) - len(each.pcm) - 2 * each.silence
        raw.append(bytes(before) + bytes(each.pcm) + bytes(2 * each.silence))
        heard.append(sound)
    assert meter is not None
    return Speech(
        *(_samples(b"".join(parts)) for parts in (raw, heard)), rate, tuple(meter.energies)
    )


def scores(said: Speech) -> Scores:
    """Everything that is measured of one text."""
    from pystoi import stoi
    from speechmos import dnsmos, plcmos

    sound = _at(said.heard, said.rate, SCORED_AT)
    dns = dnsmos.run(sound, SCORED_AT)
    np.random.seed(1)  # PLCMOS asks raters whom it draws
    found = {
        "DNSMOS P.808": float(dns["p808_mos"]),
        "DNSMOS OVRL": float(dns["ovrl_mos"]),
        "PLCMOS": float(plcmos.run(sound, SCORED_AT)["plcmos"]),
    }
    if find_spec("distillmos"):
        found["DistillMOS"] = _distilled(sound)
    return found | {
        "4-8 kHz, dB": treble(said.heard, said.rate),
        "ESTOI": float(stoi(said.raw, said.heard, said.rate, extended=True)),
        "LUFS": integrated(said.energies),
        "crest, dB": 20 * float(np.log10(np.abs(said.heard).max() / _rms(said.heard))),
        "silence before, s": float(np.argmax(np.abs(said.heard) > 0.003)) / said.rate,
    }


def bands(sound: Sound, rate: int) -> dict[int, float]:
    """Third octaves of speech in dB of the whole; quiet frames do not count."""
    size = round(FRAME * rate)
    frames = sound[: len(sound) // size * size].reshape(-1, size)
    power = (frames**2).mean(axis=1)
    loud = frames[power > power.max() * 10 ** (QUIET / 10)]
    spectrum = (np.abs(np.fft.rfft(loud * np.hanning(size), 4 * size)) ** 2).sum(axis=0)
    frequencies = np.fft.rfftfreq(4 * size, 1 / rate)
    edge = 2 ** (1 / 6)
    within = {
        band: spectrum[(frequencies >= band / edge) & (frequencies < band * edge)].sum()
        for band in men()
    }
    whole = sum(within.values())
    return {band: float(10 * np.log10(each / whole)) for band, each in within.items()}


@cache
def men() -> dict[int, float]:
    """Third octaves of six men's speech, by the same measure."""
    rows = (line.split("\t") for line in MEN.read_text(encoding="utf-8").splitlines())
    return {int(band): float(level) for band, level in rows if not band.startswith("#")}


def treble(sound: Sound, rate: int) -> float:
    """By how many dB the third octaves of sibilants lie above men's."""
    own, low, high = bands(sound, rate), *PRESENCE
    return float(np.mean([own[band] - men()[band] for band in own if low <= band <= high]))


def _distilled(sound: NDArray[np.float32]) -> float:
    """Mean of whole pieces, as long as those that DistillMOS was made for."""
    import torch

    size = PIECE_SECONDS * SCORED_AT
    pieces = sound[: len(sound) // size * size].reshape(-1, size)
    with torch.inference_mode():
        return float(_distillmos()(torch.from_numpy(pieces.copy())).mean())


@cache
def _distillmos() -> Any:
    import distillmos

    with redirect_stdout(sys.stderr):  # it tells where its weights lie
        return distillmos.ConvTransformerSQAModel().eval()


def _samples(pcm: bytes) -> Sound:
    return np.frombuffer(pcm, dtype="<i2") / 32768


def _at(sound: Sound, rate: int, wanted: int) -> NDArray[np.float32]:
    """At another sample rate."""
    return np.clip(soxr.resample(sound.astype(np.float32), rate, wanted, quality="VHQ"), -1, 1)


def _rms(sound: Sound) -> float:
    return float(np.sqrt(np.mean(sound**2)))


def measured(loudness: float = LOUDNESS) -> dict[str, dict[str, Scores]]:
    """Scores by voice and text."""
    with Host() as host:
        return {
            voice.name: {
                name: scores(speech(spoken(path, voice, host), voice, loudness).first(SECONDS))
                for name, path in TEXTS.items()
            }
            for voice in VOICES
        }


def spoken(path: Path, voice: Voice, host: Host) -> list[Utterance]:
    """As much of a text as is scored."""
    said, seconds = [], 0.0
    for each in prosody.utterances(understand(str(path), anyway=True), voice, host):
        said.append(each)
        seconds += (len(each.pcm) // 2 + each.silence) / each.sample_rate
        if seconds > SECONDS:
            break
    return said


def write(folder: Path, *, behind: bool) -> None:
    """About five seconds of each voice as they would be heard, behind those that are there."""
    folder.mkdir(parents=True, exist_ok=True)
    with Host() as host:
        for voice in VOICES:
            said = prosody.utterances(understand(Page(SAMPLE), anyway=True), voice, host)
            heard = speech(said, voice)
            path = folder / f"{voice.name}.wav"
            frames = np.rint(heard.heard * 32768).astype("<i2").tobytes()
            if behind:
                with wave.open(str(path), "rb") as file:
                    frames = file.readframes(file.getnframes()) + frames
            with wave.open(str(path), "wb") as file:
                file.setparams((1, 2, heard.rate, 0, "NONE", ""))
                file.writeframes(frames)


@contextmanager
def checked_out(revision: str) -> Iterator[dict[str, str]]:
    """An environment in which that revision of the repository is imported."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), revision], check=True)
        try:
            yield os.environ | {"PYTHONPATH": str(tree / "src")}
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def tell(now: dict[str, dict[str, Scores]], before: dict[str, dict[str, Scores]]) -> None:
    """Print every measure, the mean of all texts last."""
    for voice, texts in now.items():
        rows = texts | {"mean": _mean(texts)}
        old = before.get(voice, {})
        olds = old | {"mean": _mean(old)} if old else {}
        print(voice)
        for name in rows["mean"]:
            cells = []
            for text, found in rows.items():
                was = f"{olds[text][name]:6.2f} ->" if olds else ""
                cells.append(f"{text} {was}{found[name]:6.2f}")
            print(f"  {name:<18}" + "   ".join(cells))


def _mean(texts: dict[str, Scores]) -> Scores:
    names = next(iter(texts.values()))
    return {name: float(np.mean([found[name] for found in texts.values()])) for name in names}


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--before", metavar="REV", help="do the same with that revision")
    options.add_argument(
        "--loudness", type=float, default=LOUDNESS, metavar="LUFS", help="of the mastered voices"
    )
    options.add_argument(
        "--write", type=Path, metavar="FOLDER", help="write samples, score nothing"
    )
    options.add_argument("--json", action="store_true", help="print scores for a program")
    chosen = options.parse_args()
    before: dict[str, dict[str, Scores]] = {}
    if chosen.before:
        command = [sys.executable, __file__]
        if chosen.write:
            command += ["--write", str(chosen.write.resolve())]
        else:
            command += ["--json", "--loudness", str(chosen.loudness)]
        with checked_out(chosen.before) as environment:
            done = subprocess.run(
                command, env=environment, check=True, stdout=subprocess.PIPE, text=True
            )
        before = json.loads(done.stdout) if not chosen.write else {}
    if chosen.write:
        write(chosen.write, behind=bool(chosen.before))
        return
    now = measured(chosen.loudness)
    if chosen.json:
        print(json.dumps(now))
    else:
        tell(now, before)
        moving = prosody.of_revision(chosen.before) if chosen.before else {}
        prosody.tell(prosody.measured(), moving)


if __name__ == "__main__":
    main()
