"""Tables of data: read row by row, each cell with the header of its column."""

from __future__ import annotations

from baonoi.cleaner.candidate import Candidate
from baonoi.model import Role

_WIDEST = 6
"""Columns up to which every cell is named by its header."""
_CELL = 120
"""Characters up to which a cell is data rather than running text."""


class Grid:
    """The cells of one table while it is read."""

    def __init__(self, start: int) -> None:
        self.start = start
        """The first candidate inside."""
        self.rows: list[list[tuple[int, int]]] = []
        """For each row its cells, as ranges of candidates."""
        self.plain = True
        """Whether it holds neither pictures nor other tables."""
        self.headed = False
        """Whether its first row is made of header cells."""

    def cell(self, first: int, end: int, header: bool) -> None:
        """A cell ended."""
        if not self.rows:
            self.rows.append([])
            self.headed = True
        self.rows[-1].append((first, end))
        if len(self.rows) == 1:
            self.headed = self.headed and header

    def row(self) -> None:
        """A row began."""
        if not self.rows:
            self.headed = True
        self.rows.append([])


def rewrite(grid: Grid, found: list[Candidate]) -> None:
    """Put one candidate a row in the place of a data table's cells; leave any other as it is."""
    filled = [row for row in grid.rows if row]
    widths = [len(row) for row in filled]
    if not grid.plain or len(filled) < 2 or max(widths) < 2 or min(widths) < max(widths) - 1:
        return
    texts = [[" ".join(c.text for c in found[a:b]) for a, b in row] for row in filled]
    cells = [text for row in texts for text in row]
    if max(map(len, cells)) > 2 * _CELL or sum(map(len, cells)) > _CELL * len(cells):
        return
    links = sum(c.link * len(c.text) for c in found[grid.start :])
    if links > 0.5 * sum(map(len, cells)):
        return
    inside = found[grid.start :]
    box = inside[0].box if inside else 0
    reason = inside[0].reason if inside else None
    headed = grid.headed or _looks_headed(texts)
    rows: list[Candidate] = []
    for number, row in enumerate(texts):
        line = Candidate(" ".join(text for text in row if text), Role.TABLE, reason, box=box)
        if not line.text:
            continue
        if headed and number == 0 and len(texts) > 1 and max(widths) <= _WIDEST:
            line.field = "table header"
        else:
            line.shown = _spoken(row, texts[0] if headed else [])
        rows.append(line)
    within = {n for row in filled for a, b in row for n in range(a, b)}
    loose = [c for n, c in enumerate(inside, grid.start) if n not in within]
    found[grid.start :] = [*loose, *rows]


def _looks_headed(texts: list[list[str]]) -> bool:
    """Whether the first row holds words and the columns under it hold figures."""
    first = texts[0]
    if any(any(c.isdigit() for c in text) for text in first) or not all(first[1:]):
        return False
    under = [text for row in texts[1:] for text in row[1:] if text]
    return bool(under) and sum(any(c.isdigit() for c in t) for t in under) > 0.6 * len(under)


def _spoken(row: list[str], headers: list[str]) -> str:
    if not headers or len(headers) != len(row) or len(row) > _WIDEST:
        return "; ".join(text for text in row if text)
    named = [
        f"{header} {text}" if header else text
        for header, text in zip(headers[1:], row[1:], strict=True)
        if text
    ]
    return ": ".join(part for part in (row[0], "; ".join(named)) if part)
