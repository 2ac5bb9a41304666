"""The families of lines that belong to a page and not to its article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache, lru_cache

from baonoi.cleaner.letters import one_style
from baonoi.cleaner.reasons import Reason
from baonoi.cleaner.tables import rows
from baonoi.store.patterns import compile_pattern

_LONGEST = 260
_REMEMBERED = 1 << 15
"""Lines: all of a long text's, for each is asked about three times."""
_COUNTED = 60
"""Characters up to which a line may end in a counter."""
_COUNTER = compile_pattern(r"(?:\s*\(\s*\d+\s*\)|\s*[:»›>▸→]+|\s*\.{3})$")
_ARROW = compile_pattern(
    r"(?:>{1,4}|»{1,3}|►|▶|☛|➤|⏩|=>|->|→|\[\+\]|Xem thêm ?[:>»]+|Đọc thêm ?[:>»]+)\s*\S"
)
_UNACCENTED = compile_pattern(r"(?P<title>[\x20-\x7e]{8,}?) hinh anh(?: \d+)?")
_NUMBERED = compile_pattern(r".{12,200}\s[-–]\s?(?:Ảnh|Hình|Video|Photo) \d{1,3}\.?")
_LINKED = compile_pattern(
    r"(?:mời|hãy)? ?(?:quý vị|quý độc giả|bạn đọc|bạn|độc giả)? ?(?:xem|đọc|nghe|theo dõi)"
    r" (?:thêm|tiếp|lại|ngay)(?: (?:bài|tin|video|clip|các|những))?"
    r".{0,60}(?:tại đây|ở đây|dưới đây)[.!: ]*",
    re.IGNORECASE,
)
_PART = compile_pattern(r"\b(?:kỳ|bài) (?:\d{1,2}|cuối|[IVX]{1,4})\s*[:.]\s", re.IGNORECASE)
_SERIES = compile_pattern(
    r"\(?(?:còn tiếp|còn nữa|hết)\)?\.?"
    r"|\(?(?:xem|đọc) tiếp (?:trang|kỳ|số|phần|bài) .{1,20}"
    r"|(?:mời )?(?:bạn|bạn đọc|quý độc giả)? ?đón (?:đọc|xem) .{0,20}(?:kỳ|bài|số|phần)\b.{2,120}"
    r"|(?:kỳ|bài|số|phần) (?:tới|sau|tiếp|tiếp theo|cuối)\s*:.{3,140}",
    re.IGNORECASE,
)
_PAGE = compile_pattern(r"trang (\d{1,2}) ?/ ?(\d{1,2})\b.{0,40}", re.IGNORECASE)


class Effect(Enum):
    """What a line says of those after it."""

    NONE = ""
    CLOSES = "closes"
    """Nothing of the article follows."""
    OPENS = "opens"
    """A list of other articles follows."""


@cache
def _families() -> tuple[re.Pattern[str], tuple[tuple[Reason, Effect], ...]]:
    patterns: list[str] = []
    meanings: list[tuple[Reason, Effect]] = []
    for name, effect, pattern in rows("junk")[1:]:
        patterns.append(f"(?P<f{len(meanings)}>{pattern})")
        meanings.append((Reason[name], Effect(effect)))
    return compile_pattern("|".join(patterns), re.IGNORECASE), tuple(meanings)


@lru_cache(maxsize=_REMEMBERED)
def family(text: str) -> tuple[Reason, Effect] | None:
    """The family a whole line belongs to, whatever stands around it."""
    if len(text) > _LONGEST:
        return None
    text = one_style(text)
    pattern, meanings = _families()
    match = pattern.fullmatch(text)
    if match is None and len(text) <= _COUNTED:
        match = pattern.fullmatch(_COUNTER.sub("", text))
    return None if match is None or match.lastgroup is None else meanings[int(match.lastgroup[1:])]


@lru_cache(maxsize=4096)
def link_line(text: str) -> bool:
    """Whether it points to another article: ">> …", "Xem thêm: …", "mời xem tại đây"."""
    if len(text) > 300:
        return False
    return _ARROW.match(text) is not None or _LINKED.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def series_line(text: str) -> bool:
    """Whether it lists the parts of a series or announces the next."""
    if len(text) > 400:
        return False
    parts = _PART.findall(text)
    listed = len(parts) > 1 and _PART.match(text.lstrip("(")) is not None
    return listed or _SERIES.fullmatch(text) is not None


def page_of(text: str) -> tuple[int, int] | None:
    """Which page of how many a line says it is: "Trang 1/3"."""
    match = _PAGE.fullmatch(text) if len(text) <= _COUNTED else None
    return (int(match[1]), int(match[2])) if match is not None else None


def picture_label(text: str) -> bool:
    """Whether it is the label of a picture file: "Tung tin … hinh anh 1", "Tung tin … - Ảnh 1."."""
    return (_UNACCENTED if text.isascii() else _NUMBERED).fullmatch(text) is not None


def runs(flags: Sequence[bool], shortest: int) -> list[tuple[int, int]]:
    """The runs of true flags that are at least so long, as (first, past the last)."""
    found: list[tuple[int, int]] = []
    start = -1
    for number, flag in enumerate([*flags, False]):
        if flag and start < 0:
            start = number
        elif not flag and start >= 0:
            if number - start >= shortest:
                found.append((start, number))
            start = -1
    return found
