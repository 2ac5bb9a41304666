"""Pages that a browser saved as one file: MHTML (RFC 2557)."""

from __future__ import annotations

import contextlib
import dataclasses
import re

from baonoi.errors import SourceError
from baonoi.sources.raw import Raw
from baonoi.told import Told

_HEAD = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,40}", re.IGNORECASE)

_MAX_PARTS = 10_000


def is_mhtml(raw: Raw) -> bool:
    """Whether the bytes begin as a message of related parts."""
    head = _HEAD.match(raw.data[:8192])
    return head is not None and all(
        mark in head[0].lower() for mark in (b"mime-version:", b"multipart/related")
    )


def unwrap(raw: Raw) -> Raw:
    """The page alone: the first part that is HTML. Raises :class:`SourceError` without one."""
    import email

    body: object = None
    charset: str | None = None
    if raw.data.count(b"\n--") <= _MAX_PARTS:
        with contextlib.suppress(StopIteration, RecursionError, LookupError, ValueError):
            message = email.message_from_bytes(raw.data)
            page = next(part for part in message.walk() if part.get_content_type() == "text/html")
            body = page.get_payload(decode=True)
            charset = page.get_content_charset()
    if not isinstance(body, bytes):
        raise SourceError(
            Told("{source} is a saved page without the page in it.", source=raw.label),
            "saved-page-empty",
        )
    return dataclasses.replace(raw, data=body, media_type="text/html", charset=charset)
