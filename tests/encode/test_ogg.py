from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from baonoi.encode.ogg import SERIAL, checksum, steady


def pages(data: bytes) -> list[bytes]:
    found = []
    at = 0
    while at < len(data):
        sizes = data[at + 27 : at + 27 + data[at + 26]]
        end = at + 27 + len(sizes) + sum(sizes)
        found.append(data[at:end])
        at = end
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    noise = np.random.default_rng(0).normal(0, 0.1, 50_000)
    soundfile.write(tmp_path / "a.ogg", noise, 22050, "VORBIS", format="OGG")
    return tmp_path / "a.ogg"


def test_the_checksum_is_the_encoders(path: Path) -> None:
    for page in pages(path.read_bytes()):
        told = int.from_bytes(page[22:26], "little")
        assert checksum(page[:22] + bytes(4) + page[26:]) == told


def test_only_the_serial_changes(path: Path) -> None:
    before, _ = soundfile.read(path)
    steady(path)
    for page in pages(path.read_bytes()):
        assert int.from_bytes(page[14:18], "little") == SERIAL
        told = int.from_bytes(page[22:26], "little")
        assert checksum(page[:22] + bytes(4) + page[26:]) == told
    after, _ = soundfile.read(path)
    assert (before == after).all()


def test_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ogg"
    path.write_bytes(b"RIFF" + bytes(60))
    with pytest.raises(ValueError, match="not an Ogg page"):
        steady(path)
