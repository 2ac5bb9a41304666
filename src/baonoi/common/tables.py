"""Tables that come with the code: UTF-8, a row a line, cells parted by tabs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

Value = TypeVar("Value")

COMMENT = "# "
"""What a line begins with that is no row."""

Row = tuple[str, ...]


def rows(path: Path) -> tuple[Row, ...]:
    """The cells of each line, without comments and empty lines."""
    text = path.read_text(encoding="utf-8")
    return tuple(
        tuple(line.split("\t"))
        for line in text.splitlines()
        if line and not line.startswith(COMMENT)
    )


def rows_under_head(path: Path) -> tuple[Row, ...]:
    """The same without the first row, which names the columns."""
    return rows(path)[1:]


class LazyTable(Mapping[str, Value]):
    """Rows by their first cell, each read when it is first asked for: an article asks for few."""

    def __init__(self, lines: Iterable[str], read: Callable[[list[str]], Value]) -> None:
        """Read nothing yet.

        Args:
            lines: the rows, without head, comments and empty lines.
            read: what becomes of the rows that have the same first cell: of the text behind it.
        """
        self._rows: dict[str, list[str]] = {}
        for line in lines:
            key, _, rest = line.partition("\t")
            if key in self._rows:
                self._rows[key].append(rest)
            else:
                self._rows[key] = [rest]
        self._read = read
        self._known: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        if key not in self._known:
            self._known[key] = self._read(self._rows[key])
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
