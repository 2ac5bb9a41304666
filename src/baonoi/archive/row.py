"""A line of an archive's list: one article, and how it is to be read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from baonoi.common.identity import canonical
from baonoi.errors import BaonoiError, UsageError
from baonoi.reading.options import ReadingOptions
from baonoi.told import Told

OPTIONS = frozenset("captions notes without say_source loudness bitrate quality anyway".split())
"""What a row may ask for itself: nothing that names a file here, or opens the network."""
KEY = 20
"""Hexadecimal digits of an article's key: of 10 million, two meet in one archive of 10 billion."""
LONGEST = 4096
"""Characters of a source, or of an id."""


@dataclass(frozen=True, slots=True)
class Row:
    """One article of the list."""

    source: str
    """A path, an address of the web, or of an object."""
    id: str = ""
    """What the list knows it by; its source where it tells nothing."""
    voice: str = ""
    """Who reads it, where that is not who reads the others."""
    options: str = ""
    """How, where that is not as the others, as an object of JSON."""
    fault: str = ""
    """What is wrong with the row, where it cannot be used."""

    @property
    def identity(self) -> str:
        """What stays the same when the article is corrected."""
        return self.id or canonical(self.source) or self.source

    @property
    def key(self) -> str:
        """A short name for its identity, as a path of two parts."""
        mark = hashlib.sha256(self.identity.encode("utf-8", "surrogatepass")).hexdigest()[:KEY]
        return f"{mark[:2]}/{mark[2:]}"

    def options_of(self, usual: ReadingOptions) -> ReadingOptions:
        """How it is read where others are read as ``usual``.

        Raises:
            UsageError: what the row asks for cannot be.
        """
        return replace(usual, **_parsed(self.options)) if self.options else usual

    @classmethod
    def from_told(cls, told: Mapping[str, Any]) -> Self:
        """The row that a list tells; what is wrong with it is its ``fault``."""
        source, name = _text(told.get("source")), _text(told.get("id"))
        voice, options = _text(told.get("voice")), told.get("options") or ""
        if not isinstance(options, str):
            options = json.dumps(options, ensure_ascii=False, sort_keys=True)
        row = cls(source[:LONGEST], name[:LONGEST], voice, options)
        if not source:
            return replace(row, fault="there is no source in it")
        if max(len(source), len(name)) > LONGEST:
            return replace(row, fault="its source or id is too long")
        try:
            row.options_of(ReadingOptions())
        except BaonoiError as error:
            return replace(row, fault=str(error.message))
        return row


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _parsed(options: str) -> dict[str, Any]:
    try:
        told = json.loads(options)
        if not isinstance(told, dict) or set(told) - OPTIONS:
            raise ValueError(f"there are {', '.join(sorted(OPTIONS))}")
        if "without" in told:
            told["without"] = tuple(told["without"])
        ReadingOptions(**told)
    except (ValueError, TypeError, RecursionError) as error:
        raise UsageError(
            Told(
                "These options cannot be used: {options} ({reason})",
                options=options[:200],
                reason=str(error),
            ),
            "row-options",
        ) from None
    return told
