"""What is kept comes back as it was, or not at all."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baonoi.store import kept
from baonoi.store.kept import Kept

HEAD = {"tên": "bài", "số": [1, 2, 3]}
BODY = b"head of the body, " + bytes(range(256))


def read(told: Kept) -> tuple[dict[str, Any], bytes]:
    return told.head, bytes(told.body)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "kept" / "things" / "one"
    kept.store(path, HEAD, (BODY[:7], memoryview(BODY)[7:]), tmp_path / "kept")
    return path


def test_what_is_kept_comes_back(path: Path) -> None:
    assert kept.load(path, read) == (HEAD, BODY)
    kept.store(path, {})
    assert kept.load(path, read) == ({}, b"")
    assert [each.name for each in path.parent.iterdir()] == ["one"]
    assert kept.load(path.with_name("two"), read) is None


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_is_damaged_is_none(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("kept") / "one"
    kept.store(path, HEAD, (BODY,))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    mask = data.draw(st.integers(1, 255))
    other = data.draw(st.binary(max_size=9))
    damaged = data.draw(
        st.sampled_from(
            [
                whole[:at],
                whole[:at] + bytes([whole[at] ^ mask]) + whole[at + 1 :],
                whole[:at] + other + whole[at:],
                other,
                whole[at:] + whole[:at],
            ]
        )
    )
    path.write_bytes(damaged)
    assert kept.load(path, read) in ((None,) if damaged != whole else ((HEAD, BODY),))


def test_one_in_another_place_is_none(path: Path) -> None:
    other = path.with_name("two")
    shutil.copy(path, other)
    assert kept.load(other, read) is None
    assert kept.load(path, read) == (HEAD, BODY)


@pytest.mark.parametrize(
    "head", [b"[]", b"5", b"null", b"[" * 100_000, b'{"a": ' * 50_000, b"{", b"\xff", b""]
)
def test_a_head_that_is_none(path: Path, head: bytes) -> None:
    """Even one whose sum fits."""
    content = len(head).to_bytes(4, "little") + head
    check = crc32(content, crc32(path.name.encode()))
    path.write_bytes(check.to_bytes(4, "little") + content)
    assert kept.load(path, read) is None


@pytest.mark.parametrize("error", [KeyError, TypeError, ValueError, OverflowError, RecursionError])
def test_a_head_of_another_kind(path: Path, error: type[Exception]) -> None:
    def other(_: Kept) -> None:
        raise error

    assert kept.load(path, other) is None


def test_it_says_so(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.write_bytes(b"")
    caplog.set_level("WARNING", logger="baonoi")
    assert kept.load(path, read) is None
    assert f"{path} is damaged, and made again" in caplog.text


def test_what_is_used_is_marked_as_used(path: Path) -> None:
    os.utime(path, (1e9, 1e9))
    kept.load(path, read)
    assert path.stat().st_mtime > 1.7e9


@pytest.mark.skipif(os.name == "nt", reason="other rights there")
def test_nobody_else_gets_in(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        kept.store(tmp_path / "kept" / "things" / "one", HEAD)
    finally:
        os.umask(mask)
    for folder in (tmp_path / "kept", tmp_path / "kept" / "things"):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_the_head_is_plain_json(path: Path) -> None:
    assert json.dumps(HEAD).encode() in path.read_bytes()
