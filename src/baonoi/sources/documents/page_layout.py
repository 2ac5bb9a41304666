"""From lines on pages to headings, paragraphs and tables.

All measures are points; ``top`` and ``bottom`` count downwards from the top of the page.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from baonoi.common.syllable import is_syllable
from baonoi.store.patterns import compile_pattern


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a line that wide gaps set apart; most lines are one."""

    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type."""

    cells: tuple[Cell, ...]
    size: float
    bold: bool
    top: float
    bottom: float
    page: int
    page_height: float

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.cells[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.cells[-1].right

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a picture stands."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that belong together: a paragraph, a heading, a table."""

    lines: tuple[Line, ...]
    table: bool = False


HYPHEN = "\ufffe"
"""What PDFium gives for a hyphen at the end of a line."""
_LAST = compile_pattern(r"[^\W\d_]+$")
_FIRST = compile_pattern(r"[^\W\d_]+")
_Content = Line | Picture
_MARGIN = 0.08
"""The part of a page's height, above and below, where running heads and page numbers stand."""
_PAGE_NUMBER = compile_pattern(r"\W*(?:trang|page)?\s*\d+(?:\s*/\s*\d+)?\W*", re.IGNORECASE)
_HEADING = 1.12
"""How much larger than the body's a heading's type is."""


def lay_out(pages: Sequence[Sequence[_Content]]) -> str:
    """HTML of the pages' content; running heads and page numbers come last, in a footer."""
    lines = [thing for page in pages for thing in page if isinstance(thing, Line)]
    body = _body_size(lines)
    furniture = set(_furniture(lines, body))
    flow = [
        thing for page in pages for thing in _with_pictures_in_place(page) if thing not in furniture
    ]
    parts: list[str] = []
    largest = max((line.size for line in flow if isinstance(line, Line)), default=body)
    for thing in _blocks(flow):
        part = '<figure><img src="" alt=""></figure>'
        if isinstance(thing, _Block):
            part = _table(thing) if thing.table else _paragraph(thing, body, largest)
            if part.startswith("<h1>"):
                largest = float("inf")  # one title; the rest are headings within
        parts.append(part)
    if furniture:
        running = (f"<p>{html.escape(_joined([line]))}</p>" for line in lines if line in furniture)
        parts.append(f"<footer>{''.join(running)}</footer>")
    return "\n".join(parts)


def _body_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _furniture(lines: Sequence[Line], body: float) -> Iterator[Line]:
    """Lines in the margins that come again on other pages, number the page, or are small."""
    margin = [line for line in lines if _in_margin(line)]
    seen = Counter(re.sub(r"\d+", "#", line.text) for line in margin)
    for line in margin:
        again = seen[re.sub(r"\d+", "#", line.text)] > 1
        if again or _PAGE_NUMBER.fullmatch(line.text) or line.size < 0.85 * body:
            yield line


def _in_margin(line: Line) -> bool:
    edge = _MARGIN * line.page_height
    return line.bottom < edge or line.top > line.page_height - edge


def _with_pictures_in_place(page: Sequence[_Content]) -> Iterator[_Content]:
    """The page's content, each picture before the first line under it."""
    pictures = [thing for thing in page if isinstance(thing, Picture)]
    for line in page:
        if isinstance(line, Line):
            for picture in [each for each in pictures if _stands_over(each, line)]:
                pictures.remove(picture)
                yield picture
            yield line
    yield from pictures


def _stands_over(picture: Picture, line: Line) -> bool:
    beside = line.right < picture.left or line.left > picture.right
    return not beside and line.top > (picture.top + picture.bottom) / 2


def _blocks(flow: Sequence[_Content]) -> Iterator[_Block | Picture]:
    pitch = _pitches([thing for thing in flow if isinstance(thing, Line)])
    for is_line, things in groupby(flow, key=lambda thing: isinstance(thing, Line)):
        if not is_line:
            yield from (thing for thing in things if isinstance(thing, Picture))
            continue
        lines = [thing for thing in things if isinstance(thing, Line)]
        start = 0
        while start < len(lines):
            end = _table_end(lines, start)
            table = end - start > 1
            if not table:
                end = start + 1
                while end < len(lines) and _goes_on(lines, end, start, pitch):
                    end += 1
            yield _Block(tuple(lines[start:end]), table)
            start = end


def _pitches(lines: Sequence[Line]) -> dict[float, float]:
    """The commonest distance from line to line, for each size of type."""
    steps: dict[float, Counter[float]] = {}
    for above, below in pairwise(lines):
        step = below.bottom - above.bottom
        if above.page == below.page and above.size == below.size and 0 < step < 3 * above.size:
            steps.setdefault(above.size, Counter())[round(step * 2) / 2] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in steps.items()}


def _goes_on(lines: Sequence[Line], at: int, start: int, pitch: dict[float, float]) -> bool:
    """Whether the line at ``at`` belongs to the paragraph that began at ``start``."""
    above, line = lines[at - 1], lines[at]
    if above.bold != line.bold or abs(above.size - line.size) > 0.08 * above.size:
        return False
    if len(line.cells) > 1 and _table_end(lines, at) - at > 1:
        return False
    first = max(start, at - 8)
    if _joint(above.text, line.text) is None and _ends_early(lines[first : at + 3], at - first):
        return False
    if _joint(above.text, line.text) is not None and above.page == line.page:
        return True
    jumped = above.page != line.page or line.bottom <= above.bottom
    if jumped:  # to another column or page: only a sentence under way goes along
        return above.text[-1] not in '.!?…:”"' and line.text[0].islower()
    if line.bottom - above.bottom > 1.3 * pitch.get(line.size, 1.5 * line.size):
        return False
    indent = line.left - above.left
    return indent < 0.8 * line.size or (
        at - start == 1 and indent < 3 * line.size and line.text[0].islower()
    )


def _ends_early(lines: Sequence[Line], at: int) -> bool:
    """Whether the next line's first word would have fitted: then the break was meant.

    The lines are those of the paragraph and a few more, which tell how wide its column is.
    """
    above, line = lines[at - 1], lines[at]
    column = [
        other.right
        for other in lines
        if (other.size, other.bold, other.page) == (above.size, above.bold, above.page)
        and abs(other.left - above.left) < 4 * above.size
    ]
    word = line.text.split()[0]
    letter = (line.right - line.left) / len(line.text)
    return max(column) - above.right > 1.2 * letter * (len(word) + 1) + 0.5 * line.size


def _table_end(lines: Sequence[Line], start: int) -> int:
    """Past the last of the rows that begin at ``start``: lines with the same aligned cells."""
    first = lines[start]
    end = start + 1
    if len(first.cells) < 2:
        return end
    while end < len(lines) and _is_row_of(first, lines[end]):
        end += 1
    return end


def _is_row_of(first: Line, line: Line) -> bool:
    if len(first.cells) != len(line.cells) or first.page != line.page:
        return False
    near = 2 * first.size
    return all(
        min(
            abs(a.left - b.left),
            abs(a.right - b.right),
            abs(a.left + a.right - b.left - b.right) / 2,
        )
        < near
        for a, b in zip(first.cells, line.cells, strict=True)
    )


def _table(block: _Block) -> str:
    tag = "th" if block.lines[0].bold and not block.lines[1].bold else "td"
    rows = []
    for number, line in enumerate(block.lines):
        name = tag if number == 0 else "td"
        cells = "".join(
            f"<{name}>{html.escape(_hyphened(cell.text))}</{name}>" for cell in line.cells
        )
        rows.append(f"<tr>{cells}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _paragraph(block: _Block, body: float, largest: float) -> str:
    first = block.lines[0]
    text = html.escape(_joined(block.lines))
    if first.size >= _HEADING * body and len(text) < 300:
        tag = "h1" if first.size >= largest else "h2"
        return f"<{tag}>{text}</{tag}>"
    return f"<p><b>{text}</b></p>" if first.bold else f"<p>{text}</p>"


def _joined(lines: Sequence[Line]) -> str:
    """The words of a paragraph; a hyphen at a line's end holds the two parts together."""
    text = lines[0].text
    for line in lines[1:]:
        joint = _joint(text, line.text)
        text = f"{text} {line.text}" if joint is None else text[:-1] + joint + line.text
    return _hyphened(text)


def _hyphened(text: str) -> str:
    return text.replace(HYPHEN, "-")


def _joint(above: str, below: str) -> str | None:
    """What stands between two lines that a hyphen parts: "-" or nothing; None without one.

    Vietnamese never parts a word, so a hyphen between two syllables, figures or capitals was
    written; between other letters it is a foreign word's that was parted.
    """
    if above.endswith("\u00ad"):
        return ""
    if not above.endswith(("-", HYPHEN)) or not above[-2:-1].isalnum() or not below[:1].isalnum():
        return None
    left, right = _LAST.search(above[:-1]), _FIRST.match(below)
    if left is None or right is None or not right[0][0].islower():
        return "-"
    parted = above.endswith(HYPHEN) and not (is_syllable(left[0]) and is_syllable(right[0]))
    return "" if parted else "-"
