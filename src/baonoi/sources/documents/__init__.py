"""Word documents, e-books and PDFs as simple HTML.

They are read in a process of their own. Their formats are large and their makers careless or
worse: what takes too long, asks for too much memory or crashes ends there, not here.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys

from baonoi.errors import SourceError
from baonoi.sources.documents import fault
from baonoi.sources.documents.fault import DocumentError
from baonoi.sources.kinds import DocumentKind
from baonoi.sources.raw import Raw
from baonoi.told import Told, from_json

TIME_LIMIT = 60.0
"""Seconds that reading a document may take."""

_LIBRARY = {"docx": "mammoth", "pdf": "pypdfium2", "epub": "lxml"}
_NAME = {"docx": Told("a Word document"), "pdf": Told("a PDF"), "epub": Told("an e-book")}


def document_to_html(raw: Raw, kind: DocumentKind) -> str:
    """A document as HTML: headings, paragraphs, lists, tables, and where pictures stand.

    Raises :class:`SourceError` when it is broken, locked, too large, or when the library that
    reads it is not installed.
    """
    if importlib.util.find_spec(_LIBRARY[kind]) is None:
        raise SourceError(
            Told("Reading {source} needs a library that is not installed.", source=raw.label),
            "library-missing",
            library=_LIBRARY[kind],
            extra="documents",
        )
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", __name__, kind],
            input=raw.data,
            capture_output=True,
            timeout=TIME_LIMIT,
            check=False,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired:
        raise SourceError(
            Told(
                "{source} takes longer to read than {limit:g} s.",
                source=raw.label,
                limit=TIME_LIMIT,
            ),
            "document-too-slow",
        ) from None
    return _result(done.stdout, raw, kind)


def _result(output: bytes, raw: Raw, kind: DocumentKind) -> str:
    try:
        answer = json.loads(output)
    except ValueError:  # it died without a word
        answer = fault.told(DocumentError(Told("is broken, or made to break its reader")))
    if "html" not in answer:
        raise SourceError(
            Told(
                "{source} is {kind} that {problem}.",
                source=raw.label,
                kind=_NAME[kind],
                problem=from_json(answer["problem"]),
            ),
            answer["code"],
        )
    return str(answer["html"])
