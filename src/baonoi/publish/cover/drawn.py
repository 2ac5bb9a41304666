"""A cover for a recording without a picture: paper, title and date, set in letters drawn here."""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from baonoi.model import Article, Cover
from baonoi.publish.cover.lettering import SPACE, Line, known, letter, width

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIDE = 600
"""Pixels of the square: more than a lock screen shows."""
_MARGIN = 52
_ACROSS = SIDE - 2 * _MARGIN
_GROUND, _INK = (0xA5, 0x15, 0x1F), (0xFF, 0xFF, 0xFF)
_SHADES = 16
"""From ground to ink, which smooth edges take: four bits."""
_NAMES, _DATE = (31.0, 27.0, 23.0, 20.0), 27.0
"""Height of a capital of the paper's name, the largest that fits, and of the date, in pixels."""
_SIZES = (58.0, 52.0, 46.0, 41.0, 37.0, 33.0, 30.0)
"""Of the title, the largest that fits."""
_RULE = 106
"""Where the line under the paper's name is."""
_TOP, _BOTTOM = 126, 500
"""Between which the title stands."""
_LEADING = 1.86
"""From one line to the next, in capitals: two marks stand over one."""
_CAPITAL = 70.0
_BOLD, _PLAIN = 4.9, 3.8
"""Half the width of a line, in units of the letters."""
_FINE = 0.72
"""Of that, the width of a mark's lines: two of them stand close."""
_ALBUM = "Báo Nói"
_EFFORT = 5
"""Of the compression: one step more takes twice the time and saves a thirtieth."""


def cover_for(article: Article) -> Cover | None:
    """The cover of an article; None where its title is in letters that are not known here.

    The same article gives the same bytes.
    """
    return drawn_cover(article.title, article.source, article.published)


@lru_cache(maxsize=16)
def drawn_cover(title: str, source: str | None, published: date | None) -> Cover | None:
    """The same from what stands on it."""
    words = known(title)
    if not any(character.isalnum() for character in words):
        return None
    sheet = _Sheet()
    name = known(source or "") or _ALBUM
    size = next((size for size in _NAMES if _fits(name, size)), _NAMES[-1])
    sheet.write(_shortened(name, size), _MARGIN, _RULE - 24, size, _BOLD)
    sheet.line(_MARGIN, _RULE, SIDE - _MARGIN, _RULE, 1.5)
    size, lines = _set(words)
    for number, line in enumerate(lines):
        base = _TOP + size * 1.5 + number * size * _LEADING
        sheet.write(line, _MARGIN, base, size, _BOLD)
    foot = SIDE - _MARGIN
    if published is not None:
        told = f"{published.day}/{published.month}/{published.year}"
        sheet.write(told, _MARGIN, foot, _DATE, _PLAIN)
    _wave(sheet, foot)
    return Cover(sheet.png(), "image/png")


def _set(text: str) -> tuple[float, list[str]]:
    """The title's size and lines."""
    for size in _SIZES:
        lines = _broken(text, _ACROSS * _CAPITAL / size)
        room = int((_BOTTOM - _TOP) / (size * _LEADING))
        if len(lines) <= room and all(_fits(line, size) for line in lines):
            return size, lines
    if len(lines) > room:
        lines = [*lines[: room - 1], " ".join(lines[room - 1 :])]
    return size, [_shortened(line, size) for line in lines]


def _broken(text: str, across: float) -> list[str]:
    """As few lines as words allow, all of about one length."""
    words = [(word, width(word)) for word in text.split()]
    count = len(_filled(words, across))
    narrow, wide = 0.0, across
    for _ in range(7):
        middle = (narrow + wide) / 2
        if len(_filled(words, middle)) > count:
            narrow = middle
        else:
            wide = middle
    return _filled(words, wide)


def _filled(words: Sequence[tuple[str, float]], across: float) -> list[str]:
    (first, taken), *rest = words
    lines = [first]
    for word, long in rest:
        if taken + SPACE + long <= across:
            lines[-1] += f" {word}"
            taken += SPACE + long
        else:
            lines.append(word)
            taken = long
    return lines


def _fits(text: str, size: float) -> bool:
    return width(text) * size / _CAPITAL <= _ACROSS


def _shortened(text: str, size: float) -> str:
    """The text, or as many of its words (else letters) as fit, and dots."""
    text = " ".join(text.split())
    if _fits(text, size):
        return text
    room = _ACROSS * _CAPITAL / size - width("...")
    count = bisect_right(list(accumulate(map(width, text))), room)
    kept = text[:count]
    if text[count] != " " and " " in kept:
        kept = kept[: kept.rindex(" ")]
    return f"{kept}..."


def _wave(sheet: _Sheet, foot: float) -> None:
    """What shows that it is heard: the bars of a sound."""
    for number, height in enumerate((8, 20, 34, 22, 30, 14, 6)):
        x = SIDE - _MARGIN - 6 * 11 + number * 11
        sheet.line(x, foot - _DATE / 2 - height / 2, x, foot - _DATE / 2 + height / 2, 2.4)


class _Sheet:
    """A square in shades from ground to ink."""

    def __init__(self) -> None:
        import numpy as np

        self._shades = np.zeros((SIDE, SIDE), np.uint8)

    def write(self, text: str, x: float, base: float, size: float, half: float) -> None:
        """Write a line of text; ``half`` the width of its lines is in units of the letters."""
        for character in text:
            advance, parts = _letter(character, size, half)
            for left, top, ink in parts:
                self._lay(round(x) + left, round(base) + top, ink)
            x += advance

    def line(self, x: float, y: float, to_x: float, to_y: float, half: float) -> None:
        """Draw a straight line, as wide as twice ``half``, in pixels."""
        self._lay(*_inked([(x, y, to_x, to_y)], half))

    def _lay(self, left: int, top: int, ink: NDArray[np.uint8]) -> None:
        import numpy as np

        height, across = ink.shape
        x, y = max(left, 0), max(top, 0)
        place = self._shades[y : top + height, x : left + across]
        cut = ink[y - top :, x - left :][: place.shape[0], : place.shape[1]]
        np.maximum(place, cut, out=place)

    def png(self) -> bytes:
        """The sheet as a PNG with a palette."""
        import numpy as np

        rows = np.zeros((SIDE, SIDE // 2 + 1), np.uint8)  # each begins with the number of no filter
        rows[:, 1:] = self._shades[:, ::2] << 4 | self._shades[:, 1::2]
        palette = bytes(
            round(ground + (ink - ground) * shade / (_SHADES - 1))
            for shade in range(_SHADES)
            for ground, ink in zip(_GROUND, _INK, strict=True)
        )
        head = struct.pack(">IIBBBBB", SIDE, SIDE, 4, 3, 0, 0, 0)
        drawn = zlib.compress(rows.tobytes(), _EFFORT)
        chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", drawn))
        parts = [_chunk(kind, data) for kind, data in (*chunks, (b"IEND", b""))]
        return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


_Inked = tuple[int, int, "NDArray[np.uint8]"]
"""Left, top, and the shade of each pixel."""


@lru_cache(maxsize=512)
def _letter(character: str, size: float, half: float) -> tuple[float, list[_Inked]]:
    """How far the next letter stands, and the ink of this one: the next covers need it again."""
    found = letter(character)
    if found is None:
        return 0.0, []
    scale = size / _CAPITAL
    parts = ((found.lines, half), (found.marks, half * _FINE))
    inked = [
        _inked([_scaled(line, scale) for line in lines], wide * scale)
        for lines, wide in parts
        if lines
    ]
    return found.advance * scale, inked


def _scaled(line: Line, scale: float) -> Line:
    """In pixels, down is positive."""
    x, y, to_x, to_y = line
    return x * scale, -y * scale, to_x * scale, -to_y * scale


def _inked(lines: list[Line], half: float) -> _Inked:
    """By how much of each pixel is nearer to one of the lines than ``half``."""
    import numpy as np

    drawn = np.array(lines, np.float32)
    left, top = (int(np.floor(drawn[:, axis::2].min() - half - 1)) for axis in (0, 1))
    right, bottom = (int(np.ceil(drawn[:, axis::2].max() + half + 1)) for axis in (0, 1))
    from_x, from_y, to_x, to_y = drawn.T[:, :, None, None]
    along, down = to_x - from_x, to_y - from_y
    length = np.maximum(along * along + down * down, np.float32(1e-6))
    off_x = np.arange(left, right, dtype=np.float32) + np.float32(0.5) - from_x
    off_y = np.arange(top, bottom, dtype=np.float32)[:, None] + np.float32(0.5) - from_y
    at = off_x * (along / length) + off_y * (down / length)
    np.maximum(at, 0, out=at)
    np.minimum(at, 1, out=at)
    square = (off_x - at * along) ** 2
    square += (off_y - at * down) ** 2
    ink = np.clip(np.float32(half + 0.5) - np.sqrt(square.min(axis=0)), 0, 1)
    return left, top, np.rint(ink * (_SHADES - 1)).astype(np.uint8)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
