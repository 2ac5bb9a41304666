"""PDF: what stands where on the pages, as PDFium sees it."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from baonoi.sources.documents.fault import DocumentError, too_long
from baonoi.sources.documents.page_layout import HYPHEN, Cell, Line, Picture, lay_out
from baonoi.store.patterns import compile_pattern
from baonoi.told import Told

_Box = tuple[float, float, float, float]

_LINE = compile_pattern(f"[^\n{HYPHEN}]*[\n{HYPHEN}]?")
_MAX_PAGES = 1000
_MAX_CHARACTERS = 3_000_000
"""Of a book of so many pages."""
_SMALLEST_PICTURE = 40.0  # points


def to_html(data: bytes) -> str:
    """The text in reading order: headings by size, paragraphs by their spacing and indents."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError(Told("is locked by a password"), "document-locked") from None
        raise DocumentError(Told("is broken")) from None
    if len(document) > _MAX_PAGES:
        raise too_long(Told("{count} pages", count=_MAX_PAGES))
    room = _MAX_CHARACTERS
    pages: list[list[Line | Picture]] = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        room -= text.count_chars()
        if room < 0:
            raise too_long(Told("{count} characters", count=_MAX_CHARACTERS))
        pages.append(list(_page_content(page, text, number)))
    if not any(isinstance(thing, Line) for page in pages for thing in page):
        raise DocumentError(Told("holds pictures of text only, or none"), "document-without-text")
    return lay_out(pages)


def _page_content(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, number: int
) -> Iterator[Line | Picture]:
    """The lines in reading order, then the pictures. Points, counted from the top of the page."""
    height = page.get_height()
    for start, words in _lines(text.get_text_range()):
        line = _line(text, start, words, height, number)
        if line is not None:
            yield line
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = picture.get_bounds()
        if min(right - left, top - bottom) >= _SMALLEST_PICTURE:
            yield Picture(left, height - top, right, height - bottom)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines and where they begin; PDFium runs one on that ends with a hyphen."""
    for line in _LINE.finditer(text):
        yield line.start(), line[0].removesuffix("\n")


def _line(
    text: pypdfium2.PdfTextPage, start: int, written: str, height: float, page: int
) -> Line | None:
    """A line with its cells; None where nothing but spaces stands there."""
    boxes = {
        at: text.get_charbox(start + at)
        for at, letter in enumerate(written)
        if not letter.isspace()
    }
    if not boxes:
        return None
    middle = start + list(boxes)[len(boxes) // 2]
    size = _size(text, middle)
    frame = text.get_charbox(middle, loose=True)
    return Line(
        cells=tuple(_cells(written, boxes, 1.2 * size)),
        size=size,
        bold=_is_bold(text, [start + at for at in boxes]),
        top=height - frame[3],
        bottom=height - frame[1],
        page=page,
        page_height=height,
    )


def _cells(written: str, boxes: dict[int, _Box], gap: float) -> Iterator[Cell]:
    begun = last = next(iter(boxes))
    for at, box in boxes.items():
        if box[0] - boxes[last][2] > gap:
            yield Cell(boxes[begun][0], boxes[last][2], written[begun : last + 1])
            begun = at
        last = at
    yield Cell(boxes[begun][0], boxes[last][2], written[begun : last + 1])


def _size(text: pypdfium2.PdfTextPage, index: int) -> float:
    """The height of the type on the page, whatever mixture of font size and scaling makes it."""
    matrix = pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(text, index)
    if pdfium.FPDFText_GetMatrix(text, index, matrix):
        size *= math.hypot(matrix.b, matrix.d) or 1.0
    return round(float(size), 1) or 1.0


def _is_bold(text: pypdfium2.PdfTextPage, indices: list[int]) -> bool:
    """By the name or weight of most letters' fonts; composed letters tell neither."""
    name = ctypes.create_string_buffer(256)
    flags = ctypes.c_int()
    votes: list[bool] = []
    for index in indices[:: max(1, len(indices) // 9)]:
        if pdfium.FPDFText_GetFontInfo(text, index, name, len(name), flags):
            weight = pdfium.FPDFText_GetFontWeight(text, index)
            votes.append(b"bold" in name.value.lower() or weight >= 600)
    return sum(votes) * 2 > len(votes)
