from __future__ import annotations

from io import BytesIO

import lameenc
import pytest
import soundfile

from baonoi.encode.frames import FrameCounter, info_frame
from baonoi.errors import OutputError


def encoded(samples: int, rate: int = 22050, bitrate: int = 64) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(bitrate)
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(1)
    encoder.set_quality(7)
    return bytes(encoder.encode(bytes(2 * samples)) + encoder.flush())


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
