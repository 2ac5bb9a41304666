"""What is wrong with a document."""

from __future__ import annotations


class DocumentError(Exception):
    """``what`` completes "a document that …"; ``hint`` says what to do, if not the usual."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint
