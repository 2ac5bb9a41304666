"""From a source as a person names it to a Page."""

from __future__ import annotations

import re
from pathlib import Path

from baonoi.common.log import Log
from baonoi.errors import SourceError
from baonoi.model import Page
from baonoi.sources.kinds import binary_kind, text_kind
from baonoi.sources.local import read_path, read_stdin
from baonoi.sources.mhtml import is_mhtml, unwrap
from baonoi.sources.raw import Raw
from baonoi.sources.unicode import decode, tidy
from baonoi.store.patterns import compile_pattern
from baonoi.told import Told

_log = Log(__name__)
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "pdf": "text/html",
}
"""What a document is read as. A PDF may be a page that was printed, with all that stood on it."""
_SCHEME = compile_pattern(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)


def open_source(source: str, *, allow_private: bool = False, cache_dir: Path | None = None) -> Page:
    """Open a path, an http(s) address or ``-`` (standard input) and decode it.

    ``allow_private`` lets an address lead to this machine or its own network. ``cache_dir`` is
    where pages are kept that a server lets us ask about again; by default the user's cache.

    The text is NFC, its lines end with ``\\n``, and characters nobody sees are gone. Documents
    (.docx, .epub, .pdf) come as simple HTML.

    Raises :class:`SourceError` when the source is missing, unreachable, too large, or not text.
    """
    return to_page(_read(source, allow_private, cache_dir))


def _read(source: str, allow_private: bool, cache_dir: Path | None) -> Raw:
    if source == "-":
        return read_stdin()
    scheme = _SCHEME.match(source)
    if scheme is None:
        return read_path(source)
    if scheme[1].lower() not in ("http", "https"):
        raise SourceError(
            Told(
                "Only http and https addresses can be opened, not {scheme}:",
                scheme=scheme[1].lower(),
            ),
            "scheme-unknown",
            source=source,
        )
    from baonoi.sources.web import fetch

    return fetch(source, allow_private=allow_private, cache_dir=cache_dir)


def to_page(raw: Raw) -> Page:
    """Decode what was read, whatever its format."""
    if is_mhtml(raw):
        raw = unwrap(raw)
    kind = binary_kind(raw)
    media_type: str
    if kind is None:
        text = tidy(decode(raw))
        media_type = text_kind(text, raw)
    else:
        from baonoi.sources.documents import document_to_html

        text = tidy(document_to_html(raw, kind))
        media_type = MEDIA_TYPES[kind]
    if not text.strip():
        raise SourceError(Told("{source} is empty.", source=raw.label), "source-empty")
    _log.debug("%s: %d bytes read as %s", raw.label, len(raw.data), media_type)
    return Page(text, media_type, raw.origin)
