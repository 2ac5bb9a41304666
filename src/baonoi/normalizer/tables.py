"""The tables of ``lexicon/``: one entry a line, tab-separated, with a column for its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).with_name("lexicon")


class Entry(NamedTuple):
    """One way to say a written form, and the words around it that ask for this way."""

    spoken: str
    kind: str
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()

    @property
    def default(self) -> bool:
        """Whether it needs no cue."""
        return not (self.before or self.after)


def rows(name: str, columns: int) -> Iterator[list[str]]:
    """The rows of a table, without its header, each of so many columns or more."""
    text = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("# ")]
    padding = "\t" * (columns - 1)
    return ((line + padding).split("\t") for line in lines[1:])


@cache
def pairs(name: str, kind: str = "") -> Mapping[str, str]:
    """Written form to spoken form, from the first two columns; of one class, if it is named."""
    return {
        written: spoken for written, spoken, found, *_ in rows(name, 3) if not kind or found == kind
    }


def _entry(spoken: str, kind: str, context: str) -> Entry:
    if not context:
        return Entry(spoken, kind)
    before: set[str] = set()
    after: set[str] = set()
    for cue in filter(None, (part.strip().lower() for part in context.split(","))):
        word = cue.lstrip("<>").strip()
        if not cue.startswith(">"):
            before.add(word)
        if not cue.startswith("<"):
            after.add(word)
    return Entry(spoken, kind, frozenset(before), frozenset(after))


@cache
def entries(name: str) -> Mapping[str, tuple[Entry, ...]]:
    """Every way to say each written form, those that need a cue first."""
    found: dict[str, tuple[Entry, ...]] = {}
    for written, spoken, kind, _, context, *_ in rows(name, 5):
        entry = _entry(spoken, kind, context)
        others = found.get(written, ())
        found[written] = (*others, entry) if entry.default else (entry, *others)
    return found
