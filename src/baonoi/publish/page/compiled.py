"""Compiled templates, kept where Python keeps compiled modules, and under the same conditions."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from baonoi.store.files import whole_file


class CompiledTemplates(BytecodeCache):
    """``templates/__pycache__``; a folder that cannot be written means compiling each time."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The path of what is compiled; Jinja itself checks it against source and versions."""
        return str(Path(cache_from_source(filename or name)).with_suffix(".jinja"))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what is kept, if it is still right."""
        with suppress(OSError), Path(bucket.key).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if sys.dont_write_bytecode:
            return
        path = Path(bucket.key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole_file(path) as file:
                bucket.write_bytecode(file)
