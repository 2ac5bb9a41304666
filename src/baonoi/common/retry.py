"""How long a server asks to be left alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime

LONGEST = 24 * 3600.0
"""Seconds. Nobody here waits so long: what asks for more asks for no less."""
_SECONDS = re.compile(r"\d+(?:\.\d*)?", re.ASCII)


def retry_after(value: str | None) -> float | None:
    """Seconds of a ``Retry-After`` header, from 0 to ``LONGEST``; None where it says nothing.

    It is a number of seconds, of which some servers give parts, or a date (RFC 9110, 10.2.3).
    """
    value = (value or "").strip()
    if _SECONDS.fullmatch(value):
        return min(float(value), LONGEST)
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value)
        left = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    except (ValueError, OverflowError):
        return None
    return min(max(left, 0.0), LONGEST)
