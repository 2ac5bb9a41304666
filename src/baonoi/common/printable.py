"""Text of others, made fit to be shown: a control character acts instead of being seen.

An escape sequence in a file's name or an article's words may clear a terminal, rename its window
or type into it; a change of direction hides what really stands there; half a surrogate pair cannot
be written at all. Sources leave such characters out of what is read aloud; everything else that
shows foreign text asks here.
"""

from __future__ import annotations

import re

ACTING = "\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff"
"""Inside a class of a pattern: what acts instead of being seen, all but tab and line end."""
_ACTING = re.compile(f"[{ACTING}]")


def printable(text: str) -> str:
    r"""The text with what acts written out as ``\u001b``: seen, harmless, and still told apart."""
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def in_one_line(text: str) -> str:
    """The same on one line, each run of white space one blank."""
    return printable(" ".join(text.split()))


def without_acting(text: str) -> str:
    """The text without what acts: for files that others' players and browsers open."""
    return _ACTING.sub("", text)
