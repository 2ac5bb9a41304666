"""The server's log: a line a request and a line a job, for a person or for a program.

What a client sends is told as little as can be: no query, no header, no text of an article.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

from baonoi.common.printable import in_one_line


class Journal:
    """Writes lines to standard error, or wherever it is told."""

    def __init__(
        self, form: str = "text", file: TextIO | None = None, *, requests: bool = True
    ) -> None:
        """Write nothing yet; ``form`` is ``text`` or ``json``, ``requests`` whether those too."""
        self._requests = requests
        self._json = form == "json"
        self._file = file

    def tell(self, event: str, **facts: Any) -> None:
        """One line of what happened."""
        if event == "request" and not self._requests:
            return
        when = datetime.now(UTC).isoformat(timespec="milliseconds")
        if self._json:
            line = json.dumps(
                {"time": when, "event": event, **facts}, ensure_ascii=False, default=str
            )
        else:
            told = " ".join(f"{name}={value}" for name, value in facts.items() if value is not None)
            line = in_one_line(f"{when} {event} {told}")
        try:
            print(line, file=self._file or sys.stderr, flush=True)
        except (OSError, ValueError):
            return  # nobody reads it: no reason to serve nobody
