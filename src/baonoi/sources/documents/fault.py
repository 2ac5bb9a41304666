"""What is wrong with a document."""

from __future__ import annotations

from typing import Any

from baonoi.told import Told, to_json


class DocumentError(Exception):
    """``what`` completes "a document that …"; ``code`` is the error's to which that leads."""

    def __init__(self, what: Told, code: str = "document-broken") -> None:
        super().__init__(what, code)
        self.what = what
        self.code = code


def too_long(what: Told) -> DocumentError:
    """A document that holds more of something than a reader will wait for."""
    return DocumentError(Told("holds more than {what}", what=what), "document-too-long")


def told(error: DocumentError) -> dict[str, Any]:
    """The answer of the process that met it."""
    return {"problem": to_json(error.what), "code": error.code}
