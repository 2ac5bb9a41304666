"""The tables of ``lexicon/``: one entry a line, tab-separated, with a column for its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from baonoi.common.tables import LazyTable

_FOLDER = Path(__file__).with_name("lexicon")


class Entry(NamedTuple):
    """One sense of a written form, and what around it asks for this sense.

    Cues are parted by commas. ``<`` asks for the word before, ``>`` after, without either both
    ways; ``^`` is a word with a capital (``^v`` a Vietnamese one), ``#`` a number, ``@name`` a
    group of words from the table ``cues``. ``=`` marks the usual sense, ``+#`` allows a number
    without a space.
    """

    spoken: str
    sense: str
    """The field it belongs to; ``sound`` where the letters are only named or said as a word."""
    cues: str = ""

    @property
    def before(self) -> frozenset[str]:
        """The words that ask for it where they stand before."""
        return _sides(self.cues)[0]

    @property
    def after(self) -> frozenset[str]:
        """The words that ask for it where they stand behind."""
        return _sides(self.cues)[1]

    @property
    def usual(self) -> bool:
        """Whether it is what the form means where it stands all alone."""
        return "=" in self.cues

    @property
    def numbered(self) -> bool:
        """Whether a number may be written on to it: QL1, U23."""
        return "+#" in self.cues

    @property
    def default(self) -> bool:
        """Whether it needs no cue: nobody else uses the form."""
        return not self.cues


def rows(name: str, columns: int) -> Iterator[list[str]]:
    """The rows of a table, without its header, each of so many columns or more."""
    padding = "\t" * (columns - 1)
    return ((line + padding).split("\t") for line in lines(name))


def lines(name: str) -> list[str]:
    """The rows of a table, without its header, as they are written."""
    text = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("# ")][1:]


@cache
def pairs(name: str, kind: str = "") -> Mapping[str, str]:
    """Written form to spoken form, from the first two columns; of one class, if it is named."""
    return {
        written: spoken for written, spoken, found, *_ in rows(name, 3) if not kind or found == kind
    }


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(words.split(",")) for name, words, *_ in rows("cues", 3)}


@cache
def _sides(cues: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words that the cues of a row want before the form, and after it."""
    before: set[str] = set()
    after: set[str] = set()
    for cue in filter(None, (part.strip().lower() for part in cues.split(","))):
        if cue in ("=", "+#"):
            continue
        word = cue.lstrip("<>").strip()
        words = _groups()[word[1:]] if word[0] == "@" else (word,)
        if not cue.startswith(">"):
            before.update(words)
        if not cue.startswith("<"):
            after.update(words)
    return frozenset(before), frozenset(after)


@cache
def entries(name: str) -> Mapping[str, tuple[Entry, ...]]:
    """Every sense of each written form, the default last."""
    return LazyTable(lines(name), _senses)


def _senses(rows: list[str]) -> tuple[Entry, ...]:
    found: tuple[Entry, ...] = ()
    for row in rows:
        entry = Entry(*f"{row}\t\t".split("\t")[:3])
        found = (*found, entry) if entry.default else (entry, *found)
    return found
