"""Digests of files, written with the name of their function: ``sha256:…``."""

from __future__ import annotations

import hashlib
from pathlib import Path

BLOCK = 1 << 20


def sha256(path: Path) -> str:
    """The digest that is recorded of every file.

    Raises:
        OSError: it cannot be read.
    """
    return f"sha256:{_hash(path, 'sha256')}"


def matches(path: Path, digest: str) -> bool:
    """Whether a file has that digest: SHA-256, MD5, or ``git``'s own of a blob.

    Raises:
        OSError: it cannot be read.
    """
    kind, _, value = digest.partition(":")
    if kind == "git":  # SHA-1 over a header and the content
        return _hash(path, "sha1", f"blob {path.stat().st_size}\0".encode()) == value
    return _hash(path, kind) == value


def _hash(path: Path, kind: str, head: bytes = b"") -> str:
    state = hashlib.new(kind, head, usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            state.update(block)
    return state.hexdigest()
