"""Compiled templates, kept where Python keeps compiled modules.

What is compiled is run, so it is taken only where nobody else can have put it.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from io import BytesIO
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from baonoi.store import kept, paths


class CompiledTemplates(BytecodeCache):
    """``templates/__pycache__``; a folder that others can write means compiling each time."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The path of what is compiled; Jinja itself checks it against source and versions."""
        return str(Path(cache_from_source(filename or name)).with_suffix(".jinja"))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept, if it is still right."""
        path = Path(bucket.key)
        if paths.guarded(path.parent) and paths.guarded(path):
            compiled = kept.load(path, lambda told: bytes(told.body))
            if compiled is not None:
                bucket.load_bytecode(BytesIO(compiled))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if sys.dont_write_bytecode:
            return
        path = Path(bucket.key)
        compiled = BytesIO()
        bucket.write_bytecode(compiled)
        with suppress(OSError):
            path.parent.mkdir(0o755, parents=True, exist_ok=True)
            if paths.guarded(path.parent):
                kept.store(path, {}, (compiled.getvalue(),))
                path.chmod(path.stat().st_mode & ~paths.OTHERS_WRITE)
