"""Patterns, compiled once for all runs and kept where Python keeps compiled modules.

To compile those of one reading takes longer than all else before its first word. What is kept is
what ``re`` itself makes of a pattern, and its engine checks it before it is used; where this Python
has no such thing, or nothing may be kept, a pattern is compiled as ever.
"""

from __future__ import annotations

import atexit
import re
import sys
from array import array
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, NamedTuple

from baonoi.store import kept, paths

_CODE = "I"
"""The type of a word of the engine's code."""
MOST = 2_000
"""Patterns that are kept; beyond them are those of versions that are gone."""


class Compiled(NamedTuple):
    """A pattern as the engine takes it."""

    flags: int
    code: array[int]
    groups: int
    names: dict[str, int]
    """The numbers of the groups that have one."""

    def pattern(self, written: str) -> re.Pattern[str]:
        """The pattern that was compiled.

        Raises:
            RuntimeError: the engine does not take it.
        """
        named: list[str | None] = [None] * (self.groups + 1)
        for name, number in self.names.items():
            named[number] = name
        code = self.code.tolist()
        made: re.Pattern[str] = _engine().compile(
            written, self.flags, code, self.groups, self.names, tuple(named)
        )
        return made


def compile_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What :func:`re.compile` gives, made by an earlier run if there was one.

    For the patterns of the program and its tables, not for those that hold what a person wrote.
    """
    if _engine() is None:
        return re.compile(pattern, flags)
    known = _known()
    key = pattern, int(flags)
    if key in known.patterns:
        with suppress(RuntimeError, *kept.UNFIT):
            return known.patterns[key].pattern(pattern)
    known.patterns[key] = made = _compile(pattern, int(flags))
    known.new.add(key)
    return made.pattern(pattern)


class _Known:
    """The patterns of this run and of those before."""

    def __init__(self, patterns: dict[tuple[str, int], Compiled]) -> None:
        self.patterns = patterns
        self.new: set[tuple[str, int]] = set()

    def keep(self) -> None:
        """Keep them for the runs to come, if there are new ones and the place is nobody else's."""
        path = where()
        if not self.new or sys.dont_write_bytecode:
            return
        few = self.patterns if len(self.patterns) <= MOST else dict.fromkeys(self.new)
        rows = [(*key, *self.patterns[key]) for key in few]
        head = [
            (written, asked, flags, len(code), groups, names)
            for written, asked, flags, code, groups, names in rows
        ]
        with suppress(OSError):
            path.parent.mkdir(0o755, parents=True, exist_ok=True)
            if paths.guarded(path.parent):
                kept.store(path, {"for": _version(), "patterns": head}, (row[3] for row in rows))
                path.chmod(path.stat().st_mode & ~paths.OTHERS_WRITE)


@cache
def _known() -> _Known:
    path = where()
    there = paths.guarded(path.parent) and paths.guarded(path)
    known = _Known((kept.load(path, _read) if there else None) or {})
    atexit.register(known.keep)
    return known


def _read(told: kept.Kept) -> dict[tuple[str, int], Compiled]:
    if told.head["for"] != _version():
        return {}
    codes = array(_CODE, bytes(told.body))
    patterns = {}
    at = 0
    for written, asked, flags, size, groups, names in told.head["patterns"]:
        patterns[written, asked] = Compiled(flags, codes[at : at + size], groups, names)
        at += size
    return patterns


def where() -> Path:
    """``store/__pycache__/patterns.cpython-….patterns``, or as Python was told to keep it."""
    return Path(cache_from_source(__file__)).with_suffix(".patterns")


def _version() -> list[int]:
    return [sys.hexversion, _engine().MAGIC]


@cache
def _engine() -> Any:
    """The engine behind ``re``; None where it is not as it was from Python 3.11 on."""
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]  # no public names

        engine = _compiler._sre
        there = callable(engine.compile) and callable(_compiler._code) and callable(_parser.parse)
        return engine if there and array(_CODE).itemsize == engine.CODESIZE else None
    except (ImportError, AttributeError):
        return None


def _compile(pattern: str, flags: int) -> Compiled:
    """What :func:`re.compile` does before it hands a pattern to its engine.

    Raises:
        re.error: it is no pattern.
    """
    from re import _compiler, _parser  # type: ignore[attr-defined]  # no public names

    parsed = _parser.parse(pattern, flags)
    state = parsed.state
    code = array(_CODE, _compiler._code(parsed, flags))
    return Compiled(flags | state.flags, code, state.groups - 1, dict(state.groupdict))
