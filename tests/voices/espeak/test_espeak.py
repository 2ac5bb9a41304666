"""The embedded voices: who they are, how high they speak, and that their tones stay apart."""

from __future__ import annotations

import time
import unicodedata
from contextlib import closing

import numpy as np
import pytest
from numpy.typing import NDArray

from baonoi.errors import SynthesisError
from baonoi.model import Clip, Passage, Role, SpokenText, Voice
from baonoi.voices.check import check
from baonoi.voices.espeak import VOICES, EspeakEngine
from baonoi.voices.espeak.pool import Answer, Pool, Request, Worker

TEXT = (
    "Sáng nay, thành phố đã khánh thành một cây cầu mới qua sông.",
    "Người dân hai bờ rất phấn khởi, vì việc đi lại đã dễ dàng hơn.",
    "Các cụ già cũng ra xem.",
)
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
BASES = ("ma", "la", "na", "nga", "đa", "mai", "lan", "van")
POINTS = 8
"""Places at which a syllable's pitch is compared."""


def passage(*sentences: str) -> Passage:
    texts = tuple(SpokenText(sentence, sentence) for sentence in sentences)
    return Passage(Role.PARAGRAPH, texts, (0.45,) * len(texts))


def say(voice: Voice, *passages: Passage) -> list[Clip]:
    with closing(EspeakEngine()) as engine:
        return list(engine.synthesize(passages, voice))


def pitch(clip: Clip, start: int = 0, end: int | None = None) -> NDArray[np.float64]:
    """Fundamental frequency in Hz every 5 ms, 0 where there is no voice."""
    parselmouth = pytest.importorskip("parselmouth", reason="needs praat-parselmouth")
    samples = np.frombuffer(clip.pcm, dtype="<i2")[start:end] / 32768
    sound = parselmouth.Sound(samples, clip.sample_rate)
    track = sound.to_pitch_ac(time_step=0.005, pitch_floor=60, pitch_ceiling=400)
    frequencies: NDArray[np.float64] = track.selected_array["frequency"]
    return frequencies


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_it_speaks_as_high_as_a_man_or_a_woman(voice: Voice) -> None:
    (clip,) = say(voice, passage(*TEXT))
    check(clip, passage(*TEXT))
    heights = pitch(clip)
    median = float(np.median(heights[heights > 0]))
    if voice.gender == "male":
        assert 85 < median < 160
    else:
        assert median > 165


def features(voice: Voice) -> tuple[NDArray[np.float64], NDArray[np.int64], list[str]]:
    """A row a syllable: its pitch in semitones at some points, its length, how much is unvoiced."""
    words = [unicodedata.normalize("NFC", base.replace("a", "a" + tone, 1))
             for base in BASES for tone in TONES]  # fmt: skip
    rows = []
    for clip in say(voice, *(passage(word) for word in words)):
        heights = pitch(clip)
        voiced = np.nonzero(heights)[0]
        heights = heights[voiced[0] : voiced[-1] + 1]
        at = np.nonzero(heights)[0]
        line = np.interp(np.linspace(0, len(heights) - 1, POINTS), at, 12 * np.log2(heights[at]))
        gap = 20 * (1 - len(at) / len(heights))  # nặng breaks off: its last part is creaky
        rows.append([*line, 0.05 * len(heights), gap])
    labels = np.array([number for _ in BASES for number in range(len(TONES))])
    return np.array(rows), labels, [base for base in BASES for _ in TONES]


@pytest.mark.parametrize("voice", VOICES[:2], ids=lambda voice: voice.name)
def test_its_six_tones_are_told_apart(voice: Voice) -> None:
    """Each syllable is nearest to its own tone's mean, reckoned from the other syllables."""
    rows, labels, bases = features(voice)
    right = 0
    for row, label, base in zip(rows, labels, bases, strict=True):
        others = np.array([other != base for other in bases])
        means = [rows[others & (labels == tone)].mean(axis=0) for tone in range(len(TONES))]
        distances = [float(((row - mean) ** 2).sum()) for mean in means]
        right += int(np.argmin(distances)) == label
    assert right / len(rows) >= 0.95
    ma = rows[: len(TONES)]
    apart = [np.linalg.norm(ma[one] - ma[two]) for one in range(6) for two in range(one)]
    assert min(apart) > 0.7


def test_the_voices_differ() -> None:
    clips = [say(voice, passage(TEXT[0]))[0].pcm for voice in VOICES]
    assert len(set(clips)) == len(VOICES)


def test_an_unknown_variant_is_refused() -> None:
    import espeakng_loader

    where = str(espeakng_loader.get_library_path()), str(espeakng_loader.get_data_path())
    settings: dict[str, str | int] = {"voice": "vi+nobody", "rate": 195}
    with closing(Pool(*where, 1)) as pool:
        answer = pool.ask(Request(settings, ["xin chào"]))
    assert (answer.sample_rate, list(answer.ends)) == (0, [])
    assert b"has no voice 'vi+nobody'" in answer.audio


def test_every_voice_says_the_same_at_any_time() -> None:
    """Breath is noise, which the library would draw from the second of the day."""
    text = passage("Mưa rào và dông.")
    first = [say(voice, text)[0].pcm for voice in VOICES]
    begun = int(time.time())
    while int(time.time()) == begun:
        time.sleep(0.05)
    assert [say(voice, text)[0].pcm for voice in VOICES] == first


def test_a_clip_depends_on_its_passage_alone() -> None:
    voice = VOICES[0]
    one, two, three = (passage(text) for text in TEXT)
    first = [clip.pcm for clip in say(voice, one, two, three)]
    again = [clip.pcm for clip in say(voice, three, one, two)]
    assert [again[1], again[2], again[0]] == first


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_words_and_sentences_have_their_times(voice: Voice) -> None:
    said = passage("Nước trong veo, hung tin, họa sĩ giết giặc.", "Tình huống mới.")
    (clip,) = say(voice, said)
    words = [word for text in said.sentences for word in text.spoken.split()]
    assert len(clip.words) == 2 * len(words)
    starts, ends = clip.words[::2].tolist(), clip.words[1::2].tolist()
    assert all(start < end for start, end in zip(starts, ends, strict=True))
    assert starts == sorted(starts)
    assert ends[-1] == clip.sentences[-1] == len(clip.pcm) // 2


def test_a_crash_twice_is_an_error_with_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    from baonoi.voices.espeak import SETTINGS

    nobody = SETTINGS["espeak-nam-bac"] | {"voice": "vi+nobody"}
    monkeypatch.setitem(SETTINGS, "espeak-nam-bac", nobody)
    with pytest.raises(SynthesisError, match="has no voice"):
        say(VOICES[0], passage("Xin chào."))


def test_a_worker_that_died_is_told_of(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ask = Worker.ask

    def die_once(worker: Worker, request: Request) -> Answer:
        monkeypatch.setattr(Worker, "ask", ask)
        worker.close()
        return ask(worker, request)

    monkeypatch.setattr(Worker, "ask", die_once)
    (clip,) = say(VOICES[0], passage("Xin chào."))
    assert len(clip.pcm)
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert record.getMessage().startswith("a worker of eSpeak NG died (")
