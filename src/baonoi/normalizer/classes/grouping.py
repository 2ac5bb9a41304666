"""What a comma between figures does: it parts a fraction, thousands (40,000), or a list (21,22).

In Vietnam a comma begins the fraction. A foreign report parts thousands with it, and a list may
have lost its space.
"""

from __future__ import annotations

from itertools import pairwise

from baonoi.model import SemioticClass
from baonoi.normalizer.classes import measure, money
from baonoi.normalizer.evidence import Sense, Verdict, cues, decide
from baonoi.normalizer.numbers import digits, integer
from baonoi.normalizer.reading import Context, Reading, compiled

_THOUSANDS = r"[1-9][0-9]{0,2},[0-9]{3}(?![0-9]|[.,][0-9])"
_ENGLISH_NEAR = (
    r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}(?![0-9])|(?<![0-9.,])[0-9]+\.[0-9]{1,2}(?![0-9.])"
    r"|(?<![0-9.,])[1-9][0-9]{0,2},[0-9]{3}\.[0-9]"
)
_VIETNAMESE_NEAR = r"(?<![0-9.,])[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![0-9.])"
_AMOUNT = frozenset("tỷ tỉ triệu nghìn ngàn trăm lần phần độ điểm".split())
_MEASURED = frozenset("% ha m m2 m3 km km2 kg g gam mg ml l lít tấn giây mm cm s kw mw gw".split())
_LIST = r"([0-9]{1,3}),([0-9]{1,3})((?:,[0-9]{1,3}){0,8})(?![0-9]|[.,/][0-9]|[^\W_]|\s?%)"
_LISTED_BEFORE = r"[0-9], $"
_LISTED_AFTER = r"(?:,| và) ?[0-9]"
_NUMBERED = frozenset(
    """số lớp lô khối thửa bài câu tổ quận phường tháng tầng phòng thứ ngày khu mẫu đội ca kỳ tập
    trang điều khoản mục chương hạng tuyến đường xe vòng bảng""".split()
)
_WHOLE = frozenset(
    """người lượt vé ca chỗ khán bệnh học con cái chiếc xe căn hộ sản cổ suất bản trẻ em
    sinh giáo công khách tàu đơn hồ nhân cán phòng ghế trang từ bước máy thuê tài""".split()
)
"""What has no halves: 12,345 lượt."""
_SCALES = frozenset("tỷ tỉ triệu nghìn ngàn".split())
_PRICED = frozenset("giá mức vùng phiếu".split())
_PARTNER = (
    r"\s?(?:-|–|đến|tới|lên|xuống|còn|và)\s?[1-9][0-9]{0,2},[0-9]{3}"
    r"\s?(?:đ|đồng|VND|VNĐ|USD)(?![^\W_])"
)
_REACH = 160


def weigh(context: Context, at: int) -> Verdict | None:
    """For a number with a comma and three figures: the verdict, whose class ``cardinal`` is for
    thousands and ``decimal`` for a fraction; None for any other number."""
    text = context.text
    found = compiled(_THOUSANDS).match(text, at)
    if found is None:
        return None
    end = found.end()
    after = context.after(end)
    price = money.suffix(context, end)
    dong = price is not None and price[1] == "đồng"
    near = text[max(0, at - _REACH) : at] + " " + text[end : end + _REACH]
    word = after[0] if text[end : end + 1] in (" ", "\u00a0") else ""
    measured = after[0] in _MEASURED
    return decide(
        (
            Sense(
                SemioticClass.DECIMAL,
                "",
                cues(
                    (True, "the comma", 2.0),
                    (after[0] in _AMOUNT, after[0], 6.0),
                    (measured, after[0], 2.5),
                    (compiled(_VIETNAMESE_NEAR).search(near), "thousands with dots beside it", 1.5),
                ),
            ),
            Sense(
                SemioticClass.CARDINAL,
                "",
                cues(
                    (found[0].endswith("000"), "its zeros", 4.0),
                    (found[0].endswith("00"), "its zeros", 2.5),
                    (found[0].endswith("0"), "its zeros", 0.5),
                    (found[0].endswith("00") and after[0] in _SCALES, "its zeros", 4.0),
                    (not _PRICED.isdisjoint(context.before(at)[:4]), "a price", 2.0),
                    (compiled(_PARTNER).match(text, end), "its partner", 3.0),
                    (dong, "đồng", 6.0),
                    (price is not None and not dong, "its currency", 2.0),
                    (after[0] == "mah", "mAh", 3.0),
                    (word in _WHOLE, word, 2.0),
                    (
                        word
                        and not measured
                        and word not in _AMOUNT
                        and text[end + 1 : end + 2].islower(),
                        word,
                        2.0,
                    ),
                    (compiled(_ENGLISH_NEAR).search(near), "numbers written the English way", 2.5),
                ),
            ),
        )
    )


def _in_order(written: list[str], before: list[str]) -> bool:
    """Whether figures in threes are a list and not one number: thửa 101,102,103."""
    if any(len(part) != 3 for part in written[1:]):
        return True
    numbers = [int(part) for part in written]
    steps = {other - one for one, other in pairwise(numbers)}
    return steps == {1} or not _NUMBERED.isdisjoint(before[:2])


def read_list(context: Context, at: int) -> Reading | None:
    """Numbers in a row that lost the space behind their comma: lớp 10,11,12."""
    text = context.text
    found = compiled(_LIST).match(text, at)
    if found is None:
        return None
    written = found[0].split(",")
    numbers = [int(part) for part in written]
    before = context.before(at)
    rising = all(one < other for one, other in pairwise(numbers))
    padded = any(part[0] == "0" and len(part) > 1 for part in written[1:])
    padded = padded and len({len(part) for part in written}) > 1
    if not rising or padded or (len(written) > 2 and not _in_order(written, before)):
        return None
    outside = compiled(_LISTED_BEFORE).search(text, max(0, at - 4), at) or compiled(
        _LISTED_AFTER
    ).match(text, found.end())
    numbered = next((word for word in before[:3] if word in _NUMBERED), "")
    amount = len(written) == 2 and (
        measure.suffix(context, found.end()) or context.after(found.end())[0] in _SCALES
    )
    verdict = decide(
        (
            Sense(
                SemioticClass.DECIMAL,
                "",
                cues((True, "the comma", 3.0), (amount, "an amount", 2.5)),
            ),
            Sense(
                SemioticClass.LIST,
                "",
                cues(
                    (len(written) > 2, "no number has two points", 4.0),
                    (outside, "numbers beside it", 2.5),
                    (numbered, numbered, 2.0),
                    (numbers[1] == numbers[0] + 1, "one after another", 1.5),
                ),
            ),
        )
    )
    if verdict.sense.kind != SemioticClass.LIST:
        return None
    said = ", ".join(
        digits(part) if part[0] == "0" else integer(part, context.accent) for part in written
    )
    return Reading(found.end(), said, SemioticClass.LIST, verdict.confidence, (), verdict.cue)
