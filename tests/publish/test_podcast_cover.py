from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.publish.podcast_cover import refusal, size_of


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)


def jpeg(width: int, height: int) -> bytes:
    head = b"\xff\xe0" + struct.pack(">H", 16) + bytes(14) + b"\xff"  # a filling byte
    return b"\xff\xd8" + head + b"\xff\xc2" + struct.pack(">HBHH", 17, 8, height, width) + bytes(9)


@pytest.mark.parametrize("make", [png, jpeg])
def test_what_is_refused(make) -> None:
    assert size_of(make(1400, 900)) == (1400, 900)
    assert refusal(make(1400, 1400)) == refusal(make(3000, 3000)) == ""
    assert "not square" in refusal(make(1400, 1401))
    assert "1399 pixels" in refusal(make(1399, 1399))
    assert "3001 pixels" in refusal(make(3001, 3001))
    assert "neither" in refusal(b"GIF89a" + bytes(50))


@given(st.binary(max_size=60), st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n"]))
def test_no_picture_breaks_it(data: bytes, start: bytes) -> None:
    refusal(start + data)
