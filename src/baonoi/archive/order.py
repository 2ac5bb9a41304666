"""What a run of the archive is told: a value that goes to every worker."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime

from baonoi.model import VoiceRequest
from baonoi.reading.options import ReadingOptions

ONLINE = 4
"""Requests to a service's voices that are under way at once, over all workers."""
PER_HOST = 2
"""Pages of one host that are fetched at once, over all workers."""


def new_run() -> str:
    """A name for a run: later ones come later in the order of names."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"


@dataclass(frozen=True, slots=True)
class Order:
    """How every row is read and where it goes."""

    target: str
    """A folder, or a prefix of an object store."""
    voice: VoiceRequest = field(default_factory=VoiceRequest)
    """Who reads, by name: no other takes over, or an archive had several voices by chance."""
    options: ReadingOptions = field(default_factory=ReadingOptions)
    run: str = field(default_factory=new_run)
    conditional: bool = True
    """Whether the store puts a file only if there is none."""
    cached: bool = False
    """Whether clips are kept in the cache of the worker's machine."""
    online: int = ONLINE
    per_host: int = PER_HOST
