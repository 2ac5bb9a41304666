from __future__ import annotations

from pathlib import Path

import lameenc
import numpy as np
import pytest
import soundfile

from baonoi.common import decoder
from baonoi.common.decoder import decoded


def restless(rate: int, seconds: float = 8.0) -> np.ndarray:
    """Hum and hiss by turns: a coder of constant bitrate lends bytes from one to the other."""
    times = np.arange(round(rate * seconds)) / rate
    hiss = np.random.default_rng(1).normal(0, 4000, len(times))
    return (6000 * np.sin(1300 * times) + hiss * (np.sin(9 * times) > 0)).astype("<i2")


def mp3(rate: int, bitrate: int) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(bitrate)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_channels(1)
    return bytes(encoder.encode(restless(rate).tobytes()) + encoder.flush())


@pytest.mark.parametrize("block", [1000, 4608, decoder.BLOCK])
@pytest.mark.parametrize(("rate", "bitrate"), [(16000, 32), (22050, 32), (22050, 160), (24000, 64)])
def test_an_mp3_in_blocks_is_the_same_as_whole(
    rate: int,
    bitrate: int,
    block: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(mp3(rate, bitrate))
    whole, _ = soundfile.read(path, dtype="float32")
    monkeypatch.setattr(decoder, "BLOCK", block)
    parts = list(decoded(path))
    assert len(parts) == -(-len(whole) // block)
    np.testing.assert_allclose(np.concatenate(parts), whole, rtol=0, atol=1e-6)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(("ending", "subtype"), [("ogg", "VORBIS"), ("ogg", "OPUS"), ("wav", None)])
def test_so_is_every_other_format(ending: str, subtype: str | None, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    soundfile.write(path, restless(24000), 24000, subtype)
    whole, _ = soundfile.read(path, dtype="float32")
    np.testing.assert_allclose(np.concatenate(list(decoded(path))), whole, rtol=0, atol=1e-6)


def test_of_nothing_there_is_nothing(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", restless(16000, 0.0), 16000)
    assert list(decoded(tmp_path / "a.wav")) == []
