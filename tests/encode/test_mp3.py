from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from baonoi.encode import Mp3Sections
from baonoi.encode.mp3 import Mp3

RATE = 22050


def test_lame_turns_what_it_codes_down_by_a_known_factor(tmp_path: Path) -> None:
    tone = (8000 * np.sin(2 * np.pi * 500 * np.arange(60_000) / RATE)).astype("<i2")
    how = Mp3Sections()
    encoder = how.encoder(RATE)
    path = tmp_path / "01.frames"
    path.write_bytes(encoder.encode(tone.tobytes()) + encoder.finish())
    decoded = np.concatenate(list(how.decoded(path)))
    ratio = decoded[5000:50_000].std() / (tone[5000:50_000].std() / 32768)
    assert ratio == pytest.approx(how.scale, abs=0.002)


@pytest.mark.parametrize(
    ("bitrate", "quality", "watched"),
    [(None, 7, False), (64, 7, False), (32, 7, True), (None, 2, True), (160, 9, True)],
)
def test_the_peak_is_looked_at_where_the_usual_settings_do_not_vouch_for_it(
    bitrate: int | None, quality: int, watched: bool
) -> None:
    assert Mp3(".mp3").sections(bitrate, quality).watched is watched


def test_what_stands_in_front_tells_the_length(tmp_path: Path) -> None:
    how = Mp3Sections(48, 5)
    encoder = how.encoder(RATE)
    frames = encoder.encode(bytes(2 * 40_001)) + encoder.finish()
    path = tmp_path / "bai.mp3"
    path.write_bytes(how.head(RATE, encoder.coded, 40_001) + frames)
    assert sum(map(len, Mp3(".mp3").decoded(path))) == 40_001


@pytest.mark.parametrize("rate", [16000, 22050, 24000, 44100, 48000])
@pytest.mark.parametrize("samples", [1, 575, 576, 1151, 20_000])
def test_no_more_is_left_over_than_told_to_two_milliseconds(rate: int, samples: int) -> None:
    how = Mp3Sections()
    encoder = how.encoder(rate)
    encoder.encode(bytes(2 * samples))
    encoder.finish()
    assert samples <= encoder.coded.samples <= samples + how.left_over(rate) + 47
