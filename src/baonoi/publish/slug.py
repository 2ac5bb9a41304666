"""Names for folders and files: short, ASCII, safe on every system."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from baonoi.store.patterns import compile_pattern

LONGEST = 60
_RESERVED = compile_pattern(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def slugify(text: str, otherwise: str = "bai-viet") -> str:
    """``text`` in lower-case ASCII words joined by hyphens, at most 60 characters.

    ``otherwise`` stands for a text without a letter or digit of its own.
    """
    plain = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        slug = longer
    if not slug:
        return otherwise
    return f"{slug}-bai" if _RESERVED.fullmatch(slug) else slug


def distinguished(slug: str, identity: str) -> str:
    """``slug`` with a short hash of ``identity``, still at most 60 characters."""
    mark = hashlib.sha256(identity.encode("utf-8")).hexdigest()[:8]
    return f"{slug[: LONGEST - len(mark) - 1].rstrip('-')}-{mark}"
