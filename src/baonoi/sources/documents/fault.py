"""What is wrong with a document."""

from __future__ import annotations


class DocumentError(Exception):
    """``what`` completes "a document that …"; ``code`` is the error's to which that leads."""

    def __init__(self, what: str, code: str = "document-broken") -> None:
        super().__init__(what, code)
        self.what = what
        self.code = code


def too_long(what: str) -> DocumentError:
    """A document that holds more of something than a reader will wait for."""
    return DocumentError(f"holds more than {what}", "document-too-long")


def told(error: DocumentError) -> dict[str, str]:
    """The answer of the process that met it."""
    return {"problem": error.what, "code": error.code}
