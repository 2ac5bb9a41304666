"""Whether frames are missing inside an MP3."""

from __future__ import annotations

import lameenc
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from services import speech

from baonoi.voices.online.answer import decode, frames, may_lack
from baonoi.voices.online.reservoir import Continuity, continuity
from baonoi.voices.online.service import TransientError

WHOLE = Continuity(broken=False, left_over=False)
TEXT = "Cây cầu mới qua sông đã thông xe vào sáng hôm nay."
MP3 = speech(TEXT, 200.0, 1.0, 48)[0]


def _noise(seconds: float, rate: int, channels: int = 1) -> bytes:
    """Sound all along, louder and softer, so that frames need more and less than their room."""
    draw = np.random.default_rng(15)
    count = round(seconds * rate)
    loudness = 4000 * (1 + np.sin(np.arange(count) / rate * 9)) * (draw.random(count) > 0.2)
    return np.repeat(draw.normal(0, 1, count) * loudness, channels).astype("<i2").tobytes()


def _encoded(pcm: bytes, rate: int, kbits: int, channels: int = 1, quality: int = 7) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(channels)
    encoder.set_bit_rate(kbits)
    encoder.set_quality(quality)
    return bytes(encoder.encode(pcm)) + bytes(encoder.flush())


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize(
    ("rate", "kbits"),
    [(24000, 48), (24000, 32), (22050, 64), (44100, 128), (48000, 64), (11025, 24)],
)
def test_an_honest_mp3_goes_on_from_frame_to_frame(rate: int, kbits: int, channels: int) -> None:
    data = _encoded(_noise(2.0, rate, channels), rate, kbits, channels)
    assert continuity(frames(data)) == WHOLE
    assert may_lack(data) == ""


def test_silence_and_one_stream_behind_another_are_honest() -> None:
    assert continuity(frames(_encoded(bytes(96_000), 24000, 48))) == WHOLE
    assert continuity(frames(MP3 + MP3)) == WHOLE


def test_an_info_frame_holds_no_sound() -> None:
    first = frames(MP3)[0]
    info = first[:4] + bytes(9) + b"Info" + bytes(range(1, len(first) - 16))
    assert continuity([info, *frames(MP3)]) == WHOLE


NOISE = frames(_encoded(_noise(4.0, 24000), 24000, 48))


@pytest.mark.parametrize("count", [1, 3, 10, 45])
def test_frames_missing_inside_sound_are_noticed(count: int) -> None:
    """But for the cuts after which the reservoir is as full as before by chance."""
    starts = range(4, len(NOISE) - count - 4)
    missed = sum(continuity(NOISE[:at] + NOISE[at + count :]) == WHOLE for at in starts)
    assert missed <= len(starts) / 20


def test_the_end_or_beginning_missing_is_noticed() -> None:
    assert continuity(NOISE[:60]) != WHOLE
    assert continuity(NOISE[20:]).broken


def test_what_breaks_the_chain_is_refused_before_it_is_decoded(
    capfd: pytest.CaptureFixture[str],
) -> None:
    broken = [
        b"".join(NOISE[:start] + NOISE[start + 9 :])
        for start in range(10, 90)
        if continuity(NOISE[:start] + NOISE[start + 9 :]).broken
    ]
    assert broken
    for data in broken:
        with pytest.raises(TransientError, match="a part is missing"):
            decode(data)
    assert capfd.readouterr().err == ""


def test_bytes_that_nobody_uses_are_doubted() -> None:
    cuts = [b"".join(NOISE[:start] + NOISE[start + 9 :]) for start in range(10, 90)]
    assert any(may_lack(cut) and not continuity(frames(cut)).broken for cut in cuts)


@given(st.lists(st.sampled_from(NOISE[:40]), min_size=1), st.binary(min_size=13, max_size=20))
def test_whatever_the_frames_say_it_is_told(some: list[bytes], noise: bytes) -> None:
    continuity([*some, NOISE[0][:4] + noise + NOISE[0][4 + len(noise) :]])
