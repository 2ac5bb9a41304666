from __future__ import annotations

from pathlib import Path

import numpy as np

from baonoi.encode import Coded, PcmSections


def test_samples_come_out_as_they_went_in(tmp_path: Path) -> None:
    given = np.random.default_rng(0).integers(-32768, 32768, 300_001).astype("<i2")
    encoder = PcmSections().encoder(22050)
    half = len(given) // 2
    parts = [encoder.encode(each.tobytes()) for each in (given[:half], given[half:])]
    path = tmp_path / "01.frames"
    path.write_bytes(b"".join([*parts, encoder.finish()]))
    assert encoder.coded == Coded(300_001, 600_002)
    decoded = np.concatenate(list(PcmSections().decoded(path)))
    assert decoded.dtype == np.float32
    assert (decoded * 32768 == given).all()


def test_nothing_is_added() -> None:
    how = PcmSections()
    assert (how.scale, how.watched, how.left_over(22050)) == (1, False, 0)
    assert how.head(22050, Coded(1, 2), 1) == b""
