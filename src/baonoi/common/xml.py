"""What XML 1.0 can hold."""

from __future__ import annotations

import re

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit_for_xml(text: str) -> str:
    """The text without the characters that it cannot hold."""
    return _UNFIT.sub("", text)
