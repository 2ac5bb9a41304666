"""When what failed is tried again: after pauses that grow, and in the end not at all."""

from __future__ import annotations

from baonoi.errors import BaonoiError, NoArticleError

FIRST, LONGEST = 15 * 60.0, 24 * 3600.0
"""Seconds of the first pause, each of which is twice the one before, and of the longest."""
TRIES = 12
"""After which an article is given up."""
TRIES_OF_REFUSED = 3
"""Where the server says that there is none, or not for us: a page may come later than its feed."""
_REFUSED = ("no-page", "page-withheld", "page-guarded")
_NEVER = ("not-a-page", "source-too-large", "redirect-elsewhere", "address-with-password")
"""What a later try does not change."""


def pause(failures: int, asked_for: float = 0.0) -> float:
    """Seconds to wait after so many failures in a row; ``asked_for`` by the server, at least."""
    return min(max(FIRST * 2.0 ** min(failures - 1, 20), asked_for), LONGEST)


def hopeless(error: BaonoiError, failures: int) -> bool:
    """Whether an article is given up that failed so often, the last time like this."""
    if error.code in _REFUSED:
        return failures >= TRIES_OF_REFUSED
    return isinstance(error, NoArticleError) or error.code in _NEVER or failures >= TRIES
