"""Class ``percent``: 105,0% is "một trăm linh năm phẩy không phần trăm"."""

from __future__ import annotations

from baonoi.normalizer.reading import Context
from baonoi.store.patterns import compile_pattern

_SIGN = compile_pattern(r"\s?(%|‰|％)")
_NAMES = {"%": "phần trăm", "％": "phần trăm", "‰": "phần nghìn"}


def suffix(context: Context, at: int) -> tuple[int, str] | None:
    """The sign after a number: where it ends, and its name."""
    found = _SIGN.match(context.text, at)
    return (found.end(), _NAMES[found[1]]) if found else None
