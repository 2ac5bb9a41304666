"""The process that reads a document: its bytes come in, a JSON object goes out."""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

from baonoi.common.limits import confine
from baonoi.sources.documents.fault import DocumentError, told
from baonoi.sources.raw import MAX_BYTES
from baonoi.told import Told

_MEMORY = 2 * 1024**3
_SECONDS = 90
"""Of the processor: more than the parent waits for, and an end where the parent is gone."""
_FILES = 128


def main() -> None:
    """Convert standard input; the one argument is the kind of document."""
    kind = sys.argv[1]
    confine(memory=_MEMORY, seconds=_SECONDS, files=_FILES)
    answer: dict[str, Any]
    try:
        reader = importlib.import_module(f"baonoi.sources.documents.{kind}")
        answer = {"html": _bounded(reader.to_html(sys.stdin.buffer.read()))}
    except DocumentError as problem:
        answer = told(problem)
    except MemoryError:
        answer = told(DocumentError(Told("needs more memory than a document should")))
    except Exception:  # whatever a library makes of a hostile file
        answer = told(DocumentError(Told("is broken")))
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _bounded(html: str) -> str:
    if len(html) > MAX_BYTES:
        raise DocumentError(
            Told("holds more text than {limit} MB", limit=MAX_BYTES // 1024**2),
            "document-too-large",
        )
    return html


if __name__ == "__main__":
    main()
