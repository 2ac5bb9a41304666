from __future__ import annotations

from io import BytesIO

import lameenc
import numpy as np
import pytest
import soundfile

from baonoi.errors import OutputError
from baonoi.stitch.encode import LAME_SCALE
from baonoi.stitch.mp3 import FrameCounter, info_frame


def encoded(samples: int, rate: int = 22050, bitrate: int = 64) -> bytes:
    return encoded_pcm(bytes(2 * samples), rate, bitrate)


def encoded_pcm(pcm: bytes, rate: int = 22050, bitrate: int = 64) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(bitrate)
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(1)
    encoder.set_quality(7)
    return bytes(encoder.encode(pcm) + encoder.flush())


def counted(frames: bytes, step: int = 1 << 20) -> FrameCounter:
    counter = FrameCounter()
    for at in range(0, len(frames), step):
        counter.feed(frames[at : at + step])
    return counter


@pytest.mark.parametrize("rate", [16000, 22050, 24000])
@pytest.mark.parametrize("bitrate", [48, 64, 128])
@pytest.mark.parametrize("samples", [1, 575, 576, 577, 22050, 100_001])
def test_with_an_info_frame_the_length_is_exact(rate: int, bitrate: int, samples: int) -> None:
    frames = encoded(samples, rate, bitrate)
    coded = counted(frames).finish()
    whole = info_frame(rate, bitrate, coded=coded, length=samples) + frames
    decoded, _ = soundfile.read(BytesIO(whole))
    assert len(decoded) == samples


def test_frames_are_counted_however_the_stream_is_cut() -> None:
    frames = encoded(50_000)
    assert counted(frames, 7).finish() == counted(frames).finish()
    assert counted(frames).finish().bytes == len(frames)


def test_a_stream_cut_short_is_an_error() -> None:
    with pytest.raises(OutputError):
        counted(encoded(5000)[:-1]).finish()


def test_lame_turns_what_it_codes_down_by_a_known_factor() -> None:
    tone = (8000 * np.sin(2 * np.pi * 500 * np.arange(60_000) / 22050)).astype("<i2")
    decoded, _ = soundfile.read(BytesIO(encoded_pcm(tone.tobytes())))
    ratio = decoded[5000:50_000].std() / (tone[5000:50_000].std() / 32768)
    assert ratio == pytest.approx(LAME_SCALE, abs=0.002)
