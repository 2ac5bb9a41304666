"""What a large input costs, stage by stage, in seconds of the processor.

    python -m attack.size [--megabytes N …]

Prose, lines of figures, one endless word and a page of nothing but "<" are opened, cleaned, spelled
out and laid out: about as much as is read of one source, and as much as is opened.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import TypeVar

from baonoi.cleaner import clean
from baonoi.errors import SourceError
from baonoi.model import Article, Page, Voice
from baonoi.reading.plan import script_of
from baonoi.sources.opening import to_page
from baonoi.sources.raw import Raw

VOICE = Voice("attack", "Attack", "none", "male", "northern")
PROSE = (
    "Bà con trong xóm ra đồng từ sớm, gặt xong rồi chở lúa về sân phơi trước khi trời đổ mưa, còn "
    "người già và trẻ nhỏ ở nhà lo cơm nước cho cả đội gặt, đây là lần thứ {} trong năm."
)
FIGURES = "Đợt {}: tăng 14,2% so với 2.345 tỷ đồng ngày 5/9/2026, đạt 12.500 tấn/ha."
Made = TypeVar("Made")


def of_lines(line: str, size: int) -> bytes:
    """Lines, no two of them alike, a headline first."""

    def lines() -> Iterator[bytes]:
        yield "Tin trong ngày\n".encode()
        left = size
        for number in count():
            if left <= 0:
                return
            text = f"\n{line.format(number)}\n".encode()
            left -= len(text)
            yield text

    return b"".join(lines())


KINDS: dict[str, Callable[[int], bytes]] = {
    "prose": lambda size: of_lines(PROSE, size),
    "figures": lambda size: of_lines(FIGURES, size),
    "one word": lambda size: b"a" * size,
    "<": lambda size: b"<" * size,
}


def main() -> None:
    """Print a line for each kind."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--megabytes", type=float, nargs="+", default=[0.6, 20.0], help="of each kind"
    )
    print(f"{'':10} {'MB':>6} {'open':>8} {'clean':>8} {'spell out':>10}")
    for megabytes in parser.parse_args().megabytes:
        size = round(megabytes * 1_000_000)
        for kind, make in KINDS.items():
            print(f"{kind:10} {megabytes:6.1f} {' '.join(_row(make(size)))}", flush=True)


def _row(data: bytes) -> Iterator[str]:
    page, seconds = _timed(lambda: to_page(Raw(data, "attack")))
    yield f"{seconds:8.2f}"
    article, seconds = _timed(lambda: _cleaned(page))
    yield f"{seconds:8.2f}"
    if article is None:
        yield "   refused"
        return
    _, seconds = _timed(lambda: script_of(article, VOICE))
    yield f"{seconds:10.2f}"


def _cleaned(page: Page) -> Article | None:
    """The article; None where there is none, or more than is read."""
    try:
        return clean(page, anyway=True)
    except SourceError:
        return None


def _timed(work: Callable[[], Made]) -> tuple[Made, float]:
    gc.collect()
    began = time.process_time()
    made = work()
    return made, time.process_time() - began


if __name__ == "__main__":
    main()
