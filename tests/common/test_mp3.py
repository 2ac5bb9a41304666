from __future__ import annotations

import lameenc
import pytest

from baonoi.common.mp3 import frame_samples, mono_header, parse_header


@pytest.mark.parametrize("header", [b"", b"RIFF", b"\xff\xff\xff\xff", b"\xff\xf3\x00\xc4"])
def test_what_is_no_frame_is_refused(header: bytes) -> None:
    with pytest.raises(ValueError, match="not an MP3 frame"):
        parse_header(header)


@pytest.mark.parametrize(
    ("rate", "bitrate"), [(8000, 8), (16000, 32), (22050, 64), (24000, 160), (44100, 64)]
)
def test_an_encoders_frames_are_walked_to_the_end(rate: int, bitrate: int) -> None:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(bitrate)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_channels(1)
    data = bytes(encoder.encode(bytes(2 * rate)) + encoder.flush())
    at = samples = 0
    while at < len(data):
        frame = parse_header(data[at : at + 4])
        assert frame.samples == frame_samples(rate)
        at += frame.bytes
        samples += frame.samples
    assert at == len(data)
    assert rate < samples < rate + 4 * 1152


@pytest.mark.parametrize("rate", [11025, 16000, 22050, 24000, 44100, 48000])
@pytest.mark.parametrize("least", [4, 100, 190])
def test_a_header_is_of_the_rate_asked_for_or_the_next_that_is_large_enough(
    rate: int, least: int
) -> None:
    frame = parse_header(mono_header(rate, 32, least))
    assert frame.samples == frame_samples(rate)
    assert frame.bytes >= least
    usual = parse_header(mono_header(rate, 32, 0))
    if usual.bytes >= least:
        assert frame == usual
    else:
        assert mono_header(rate, 32, frame.bytes) == mono_header(rate, 32, least)


def test_no_frame_is_endless() -> None:
    with pytest.raises(ValueError, match="that large"):
        mono_header(24000, 64, 5000)
