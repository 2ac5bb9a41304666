"""Whether frames are missing inside an MP3."""

from __future__ import annotations

import lameenc
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from services import speech

from baonoi.voices.online.answer import decode, frames
from baonoi.voices.online.reservoir import lacks_frames
from baonoi.voices.online.service import TransientError

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
    assert not lacks_frames(frames(data))


def test_silence_and_one_stream_behind_another_are_honest() -> None:
    assert not lacks_frames(frames(_encoded(bytes(96_000), 24000, 48)))
    assert not lacks_frames(frames(MP3 + MP3))


def test_an_info_frame_holds_no_sound() -> None:
    first = frames(MP3)[0]
    info = first[:4] + bytes(9) + b"Info" + bytes(range(1, len(first) - 16))
    assert not lacks_frames([info, *frames(MP3)])


SILENCE = bytes(12_000)
"""As the services send it before and behind speech."""
NOISE = frames(_encoded(SILENCE + _noise(4.0, 24000) + SILENCE, 24000, 48))


@pytest.mark.parametrize("count", [1, 3, 10, 45])
def test_frames_missing_inside_sound_are_noticed(count: int) -> None:
    """But for the cuts after which the reservoir is as full as before by chance."""
    starts = range(14, len(NOISE) - count - 14)
    missed = sum(not lacks_frames(NOISE[:at] + NOISE[at + count :]) for at in starts)
    assert missed <= len(starts) / 20


def test_the_end_or_beginning_missing_is_noticed() -> None:
    assert lacks_frames(NOISE[:60])
    assert lacks_frames(NOISE[20:])


def test_what_lacks_frames_is_refused_before_it_is_decoded(
    capfd: pytest.CaptureFixture[str],
) -> None:
    for at in range(14, 90):
        cut = NOISE[:at] + NOISE[at + 9 :]
        if lacks_frames(cut):
            with pytest.raises(TransientError, match="a part is missing"):
                decode(b"".join(cut))
    assert capfd.readouterr().err == ""


def test_what_another_encoder_leaves_in_its_room_is_its_affair() -> None:
    silent = bytes.fromhex("fff364c4") + bytes(9)
    odd = [silent + bytes([number]) * 100 + bytes(31) for number in range(5)]
    assert not lacks_frames(odd)
    named = silent + b"LAME3.100" + b"U" * 122
    assert not lacks_frames([named] * 3)
    assert lacks_frames([named, *odd])


@given(st.lists(st.sampled_from(NOISE[:40]), min_size=1), st.binary(min_size=13, max_size=20))
def test_whatever_the_frames_say_it_is_told(some: list[bytes], noise: bytes) -> None:
    lacks_frames([*some, NOISE[0][:4] + noise + NOISE[0][4 + len(noise) :]])
