"""Tables that come with the code: UTF-8, a row a line, cells parted by tabs."""

from __future__ import annotations

from pathlib import Path

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
