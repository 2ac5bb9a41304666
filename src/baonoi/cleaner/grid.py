"""Tables of data: read row by row, each cell with every head that rules it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from baonoi.cleaner.candidate import Candidate, Edit
from baonoi.model import Role

_WIDEST = 12
"""Columns up to which every cell is named by its heads."""
_CELL = 120
"""Characters up to which a cell is data rather than running text."""
_MOST = 200_000
"""Places up to which spans are resolved; a table that claims more is no table."""
_FIGURES = 0.6
"""The share of cells with figures from which what stands above them is their head."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it was read."""

    first: int
    end: int
    """The candidates inside, as a range."""
    header: bool
    rows: int
    columns: int
    """How many of each it takes."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands at one row and column, be it by a span from above or from the left."""

    text: str
    header: bool
    own: bool
    """Whether its cell begins in this row."""


_EMPTY = _Place("", header=False, own=False)


class Grid:
    """The cells of one table while it is read."""

    def __init__(self, start: int) -> None:
        self.start = start
        """The first candidate inside."""
        self.rows: list[list[Cell]] = []
        self.plain = True
        """Whether it holds neither pictures nor other tables."""
        self.in_head = False
        """Whether the rows that are read stand in ``<thead>``."""

    def cell(self, first: int, end: int, header: bool, rows: int = 1, columns: int = 1) -> None:
        """A cell ended."""
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(Cell(first, end, header, rows, columns))

    def row(self) -> None:
        """A row began."""
        self.rows.append([])


def rewrite(grid: Grid, found: list[Candidate]) -> None:
    """Put one candidate a row in the place of a data table's cells; leave any other as it is."""
    filled = [row for row in grid.rows if any(cell.first < cell.end for cell in row)]
    if not grid.plain or len(filled) < 2 or not _is_data(filled, grid.start, found):
        return
    places = _resolve(filled, found)
    if places is None:
        return
    depth = _head_rows(places)
    heads = _heads(places, depth)
    inside = found[grid.start :]
    rows: list[Candidate] = []
    for number, (row, cells) in enumerate(zip(places, filled, strict=True)):
        members = [c for cell in cells for c in found[cell.first : cell.end]]
        if not members:
            continue
        line = _joined(members)
        if number < depth:
            line.field = "table header"
        else:
            line.shown = _spoken(row, heads)
        rows.append(line)
    within = {n for row in filled for cell in row for n in range(cell.first, cell.end)}
    loose = [c for n, c in enumerate(inside, grid.start) if n not in within]
    found[grid.start :] = [*loose, *rows]


def _is_data(rows: list[list[Cell]], start: int, found: list[Candidate]) -> bool:
    """Whether its cells are short and no links: pages were once laid out in tables."""
    sizes = [sum(len(c.text) + 1 for c in found[x.first : x.end]) for row in rows for x in row]
    if max(map(len, rows)) < 2 or max(sizes) > 2 * _CELL or sum(sizes) > _CELL * len(sizes):
        return False
    return sum(c.link * len(c.text) for c in found[start:]) <= 0.5 * sum(sizes)


def _resolve(rows: list[list[Cell]], found: list[Candidate]) -> list[list[_Place]] | None:
    """What stands at every row and column; None where rows do not go together."""
    places: list[list[_Place]] = []
    hanging: dict[int, tuple[int, _Place]] = {}
    room = _MOST
    for row in rows:
        line: list[_Place] = []
        below: dict[int, tuple[int, _Place]] = {}
        for cell in row:
            _come_down(hanging, line, below)
            room -= max(1, cell.columns)
            if room < 0:
                return None
            text = " ".join(c.text for c in found[cell.first : cell.end] if c.text)
            place = _Place(text, cell.header, own=True)
            under = _Place(text, cell.header, own=False)
            for _ in range(max(1, cell.columns)):
                if cell.rows > 1:
                    below[len(line)] = cell.rows - 1, under
                line.append(place)
        _come_down(hanging, line, below)
        hanging = below
        places.append(line)
    widths = [len(line) for line in places]
    if min(widths) < max(widths) - 1:
        return None
    return [line + [_EMPTY] * (max(widths) - len(line)) for line in places]


def _come_down(
    hanging: dict[int, tuple[int, _Place]],
    line: list[_Place],
    below: dict[int, tuple[int, _Place]],
) -> None:
    """Let the cells that span rows come down to where a row has got to."""
    while len(line) in hanging:
        left, place = hanging.pop(len(line))
        if left > 1:
            below[len(line)] = left - 1, place
        line.append(place)


def _head_rows(places: list[list[_Place]]) -> int:
    """How many rows at the top are heads of columns."""
    depth = 0
    while depth < len(places) - 1 and _all_headers(places[depth]):
        depth += 1
    if depth and not _groups(places[depth - 1]):
        return depth
    while depth < len(places) - 1 and _looks_headed(places, depth):
        depth += 1
        if not _groups(places[depth - 1]):
            break
    return depth


def _all_headers(row: list[_Place]) -> bool:
    return any(p.own and p.header for p in row) and all(p.header for p in row if p.text)


def _groups(row: list[_Place]) -> bool:
    """Whether a head stands over several columns, or over one that is blank beside it."""
    return len(row) > 2 and any(
        left.text and (left is right or not right.text) for left, right in pairwise(row[1:])
    )


def _looks_headed(places: list[list[_Place]], at: int) -> bool:
    """Whether a row holds words and the columns under it hold figures."""
    row = places[at]
    if any(_has_figure(place.text) for place in row) or not any(place.text for place in row[1:]):
        return False
    if not all(place.text for place in row[1:]) and not _groups(row):
        return False
    below = [[p.text for p in line[1:] if p.text] for line in places[at + 1 :]]
    first = next((n for n, texts in enumerate(below) if any(map(_has_figure, texts))), 0)
    under = [text for texts in below[first:] for text in texts]
    return bool(under) and sum(map(_has_figure, under)) > _FIGURES * len(under)


def _has_figure(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _heads(places: list[list[_Place]], depth: int) -> list[list[str]]:
    """The heads over each column, from the top down; one that rules them all tells nothing."""
    width = len(places[0])
    heads: list[list[str]] = [[] for _ in range(width)]
    for number, row in enumerate(places[:depth]):
        texts = [place.text for place in row]
        if number < depth - 1:
            for column in range(2, width):
                texts[column] = texts[column] or texts[column - 1]
        common = len(set(texts[1:])) == 1 and number < depth - 1 and width > 2
        for column, text in enumerate(texts):
            if text and not (common and column) and text not in heads[column][-1:]:
                heads[column].append(text)
    return heads


def _spoken(row: list[_Place], heads: list[list[str]]) -> str:
    """A row in words: what it is about, then every cell with its heads."""
    runs: list[tuple[str, list[str]]] = []
    for column, place in enumerate(row):
        if column and place is row[column - 1] and place is not _EMPTY:
            runs[-1][1].extend(heads[column])
        else:
            runs.append((place.text, [*heads[column]]))
    (label, _), *cells = runs
    if not any(heads) or len(row) > _WIDEST:
        return "; ".join(text for text, _ in runs if text)
    named = [f"{', '.join(dict.fromkeys(names))} {text}".strip() for text, names in cells if text]
    return ": ".join(part for part in (label, "; ".join(named)) if part)


def _joined(members: list[Candidate]) -> Candidate:
    """The cells of a row as one candidate."""
    text = ""
    edits: list[Edit] = []
    for member in members:
        text += " " if text and member.text else ""
        edits += (edit._replace(at=edit.at + len(text)) for edit in member.edits)
        text += member.text
    first = members[0]
    return Candidate(text, Role.TABLE, first.reason, box=first.box, edits=tuple(edits))
