"""Class ``measure``: 50km is "năm mươi ki lô mét", 100 km/h "một trăm ki lô mét trên giờ".

Between two technical units "/" is "trên"; after a count, a price, a share it is "một" (3 lần/tuần).
A number after the unit is its part: 1m75 is "một mét bảy mươi lăm".
"""

from __future__ import annotations

from functools import cache

from baonoi.common.syllable import is_syllable
from baonoi.model import SemioticClass
from baonoi.normalizer.numbers import digits, integer, parse
from baonoi.normalizer.reading import LETTER, Context, Reading, compiled
from baonoi.normalizer.tables import pairs, rows
from baonoi.store.patterns import compile_pattern

_UNIT = compile_pattern(
    r"([\s]?)((?:[°º˚]\s?[CFKcfk](?![^\W\d_])|[°º˚′″℃℉]|[^\W\d_]{1,12})(?:[²³]|[23](?![0-9]))?"
    r"(?:/[^\W\d_]{1,12}(?:[²³]|[23](?![0-9]))?)?)"
)
_PER = compile_pattern(
    r"\s?/\s?(?:([0-9]{1,4}(?:\.[0-9]{3}){0,2})\s?)?([^\W\d_]{1,12}(?:[²³]|[23](?![0-9]))?)(?![^\W_])"
)
_COUNTED = compile_pattern(
    r"\s([^\W\d_]{1,7}(?:\s[^\W\d_]{1,7}){0,2})(?=\s?/\s?(?:[0-9]{1,4}(?:\.[0-9]{3}){0,2}\s?)?[^\W\d_])"
)
_PART = compile_pattern(r"(m|kg|km|l)([0-9]{1,2})(?![\w])")
_LETTERS = compile_pattern(rf"{LETTER}+")
_VOWEL = compile_pattern("[aeiouyAEIOUYÀ-ỹ]")
_BY_UNIT = frozenset("mỗi một theo bằng vị tính vài mấy trăm nghìn ngàn triệu tỷ nửa per".split())
_VOLUME = r"/[mdµμ]?[lLgm]"
_PHYSICAL = frozenset(
    """điện dòng ampe ampere sạc dao aptomat áp nguồn pin lực công lượng vôn tải volt cắm chì phích
    biến""".split()
)
_LONE = frozenset("mgslVWhÅ")
"""Units of one letter that may stand apart from their number."""
_CAPITALS = frozenset("VWLΩÅ")
"""Capitals that are units wherever they follow a number; others are mostly names (5G, 12A)."""
_WHERE = {
    "l/p": (frozenset("mạch tim thở nhịp".split()), "lần trên phút"),
    "D": (frozenset("xạ cận viễn loạn kính".split()), "đi-ốp"),
    "mb": (frozenset(("áp",)), "mi-li-ba"),
    "T": (frozenset("trẻ bé gói hạn cước góp hđ hđlđ hành nghỉ thưởng việc".split()), "tháng"),
}
"""What a sign means behind some words alone."""
_RATE_BEHIND = r"\s[0-9]{1,2}(?:[,.][0-9]{1,2})?%"
"""What a deposit yields: 12T 5,8%."""
_PILLS = frozenset("thuốc đạn ma hồng nén".split())
_CHIPS = frozenset("ultra arc".split())
"""Their V is none of electricity: Ultra 7 258V, Arc 140V."""
_NAMING = frozenset(
    """lớp số nhà tầng phòng đường lộ lô căn khối tổ điều hộ bus tuyến xe hẻm ngõ mục khoản bài
    hiệu mã tỉnh chỗ ghế cổng bến đội""".split()
)
"""After these a capital belongs to the number: số 12A."""
_BY_WORD = r"\s?/\s?([0-9.]+\s?)?([^\W\d_]{1,12})"
COUNTERS = frozenset(
    """giờ phút giây ngày đêm tuần tháng quý năm vụ mùa người hộ khách em bé trẻ lượt lần
    chuyến xe con cái chiếc bộ bữa suất phần hộp chai gói túi lon thùng bao ly cốc bát
    phòng căn lớp trường đội trận ván ca kíp buổi tiết môn bài câu trang sào mẫu công
    lượng chỉ cây tấn tạ yến lít cổ đơn tài cuốn quyển vé sản dự hồ khóa kỳ đợt vạn
    nghìn triệu héc mét kilô học sinh cán bệnh nhân viên""".split()
)
"""What something may be counted by: 3 lần/tuần; not chuyến đến/đi."""
_CHILDREN = frozenset("trẻ bé em".split())
_LIMITS = frozenset("dưới trên từ trẻ em bé tới đến".split())
"""Before the height up to which children pay less: trẻ dưới 1m2."""
_LENGTH_CUES = frozenset("cao dài rộng sâu dày".split())
_RATED = frozenset("Hz W V A kW".split())
"""After a slash and with a number of their own they begin anew: 220V/50Hz."""
_SPANS = frozenset("năm tháng tuần ngày giờ".split())
_RATES = frozenset("giờ giây phút lít".split())
_LONGEST = 5
"""Words in the name of a unit."""
_BELOW = frozenset("mglshLW")
"""Units of one letter that stand below a line: g/L, lm/W."""
_BELOW_ONLY = {"ph": "phút", "th": "tháng"}
"""What is short there alone: lần/ph."""
_EACH = compile_pattern(r"/([^\W\d_]{1,6}(?:[²³]|[23](?![0-9]))?)(?![^\W_]|\s?[0-9])")
_DENSE = ("vuông", "khối", "lít")
"""How units end that a bare number is counted in: 290/km2, 10.000/mm3, 45.000/µL."""


def name(written: str) -> str | None:
    """The name of a unit, in the spelling given or, from three letters on, in any case."""
    units = pairs("units")
    written = written.replace("\u03bc", "\u00b5")  # the Greek letter is not the sign
    said = units.get(written)
    if said is None and len(written) > 2:
        said = units.get(written.lower()) or _folded().get(written.lower())
    if said is None and written[-1:] in "23" and written[:-1].isalpha():
        return name(written[:-1] + {"2": "²", "3": "³"}[written[-1]])
    return said


@cache
def _classes() -> dict[str, str]:
    return {spoken: kind for _, spoken, kind, *_ in rows("units", 3)}


def _class_of(spoken: str) -> str:
    """What the unit measures that a spoken amount ends with; "" if none is known."""
    words = spoken.split()
    ends = (" ".join(words[-count:]) for count in range(min(len(words), _LONGEST), 0, -1))
    return next((_classes()[end] for end in ends if end in _classes()), "")


def comparable(one: str, other: str) -> bool:
    """Whether two spoken amounts may measure the same; so they may where one has no unit."""
    kinds = {_class_of(one), _class_of(other)} - {""}
    return len(kinds) < 2


def is_data(unit: str) -> bool:
    """Whether a unit by this name measures memory."""
    return _classes().get(unit) == "data"


def after_number(context: Context, at: int) -> str:
    """The name of the unit behind the number that begins here; "" if there is none."""
    number = parse(context.text, at)
    unit = suffix(context, number.end) if number is not None else None
    return unit[1] if unit is not None else ""


_fold: dict[str, str] = {}


def _folded() -> dict[str, str]:
    if not _fold:
        for written, said in pairs("units").items():
            _fold.setdefault(written.lower(), said)
    return _fold


def part(context: Context, at: int, before: int) -> tuple[int, str] | None:
    """A unit with the part of it that follows: 1m75, 1kg2."""
    found = _PART.match(context.text, at)
    if found is None:
        return None
    unit, rest = found.groups()
    words = context.before(before)
    child = (
        context.text[before] == "1" and words[0] in _LIMITS and not _CHILDREN.isdisjoint(words[:4])
    )
    long = unit == "m" and (child or not _LENGTH_CUES.isdisjoint(words[:2]))
    if unit in ("m", "km") and rest in ("2", "3") and not long:
        return None  # m2, m3
    said = digits(rest) if rest[0] == "0" else integer(rest, context.accent)
    return found.end(), f"{name(unit)} {said}"


def suffix(context: Context, at: int) -> tuple[int, str, bool] | None:
    """The unit after a number: where it ends, its name, and whether it is a technical one."""
    found = _UNIT.match(context.text, at)
    if found is None:
        return None
    space, written = found.groups()
    while written:
        end = found.start(2) + len(written)
        following = context.text[end : end + 1]
        joined = following in ("-", ".") and context.text[end + 1 : end + 2].isalpha()
        if not (following.isalnum() or following == "_" or (joined and len(written) == 1)):
            said = _known(context, at, written, bool(space))
            if said:
                return end, said, True
        written = written.rpartition("/")[0]
    return None


def _known(context: Context, at: int, written: str, apart: bool) -> str | None:
    if written in _WHERE:
        cues, said = _WHERE[written]
        if not cues.isdisjoint(context.before(at)[:5]):
            return said
    if written == "T" and not apart:
        rate = compiled(_RATE_BEHIND).match(context.text, at + 1)
        if rate is not None or context.after(at + 1)[0] == "trở":
            return "tháng"
    if written == "v" and not apart and context.after(at + 1)[0] in _PILLS:
        return "viên"
    if written == "p" and not apart and not context.text[max(0, at - 3) : at].isdigit():
        return "phút"
    if written == "V" and not _CHIPS.isdisjoint(context.before(at)[:3]):
        return None
    if len(written) == 1 and written.isupper() and written not in _CAPITALS:
        before = context.before(at)
        named = apart or not _NAMING.isdisjoint(before[:4])
        physical = not _PHYSICAL.isdisjoint(before[:6]) or context.follows(at, "measure")
        physical = physical or len(context.text.strip()) < 7
        return name(written) if written in "AJN" and physical and not named else None
    if apart and len(written) == 1 and written.isalpha() and written not in _LONE:
        return None
    if written == "in" and apart:
        return None
    if written == "ng" and not apart and not compiled(_VOLUME).match(context.text, at + 2):
        return "người"
    return name(written.replace(" ", ""))


def counted(context: Context, at: int) -> tuple[int, str] | None:
    """A word that is counted per something: người/km², lần/tuần."""
    found = _COUNTED.match(context.text, at)
    if found is None or not all(is_syllable(word) for word in found[1].split()):
        return None
    counted_by = compiled(_BY_WORD).match(context.text, found.end())
    if counted_by is None:
        return None
    by = counted_by[2]
    if not (counted_by[1] or by in COUNTERS or by in _BELOW_ONLY or name(by)):
        return None
    return found.end(), found[1]


def per(context: Context, at: int, technical: str = "") -> tuple[int, str]:
    """What follows slashes after a unit, and where it ends; "" where nothing does.

    Args:
        technical: the unit or what is counted, where it is neither money nor a share.
    """
    said = ""
    for _ in range(3):
        found = _PER.match(context.text, at)
        if found is None:
            break
        amount, written = found.groups()
        unit = name(written) if len(written) > 1 or written in _BELOW else None
        unit = unit or _BELOW_ONLY.get(written) or pairs("currencies").get(written)
        if not (unit or is_syllable(written)) or (amount and written in _RATED):
            break
        if amount and unit and is_data(technical) and is_data(unit):
            break  # the memory of two models: 256GB/512GB
        joint = (
            "trên"
            if written in ("h", "s", "tổng") or (technical and (unit or written in _RATES))
            else "một"
        )
        if amount == "1" and joint == "trên":
            joint = "trên một"
        elif amount and amount != "1":
            within = said and written in _SPANS
            joint = ("trong " if within else "trên ") + integer(
                amount.replace(".", ""), context.accent
            )
        said += f" {joint} {unit or written}"
        at = found.end()
    return at, said


def each(context: Context, at: int, *, priced: bool) -> tuple[int, str] | None:
    """What a bare number is counted in, right behind its slash: 290/km2, 120/phút.

    One that may be a price has anything that is counted: 300.000/người.
    """
    found = _EACH.match(context.text, at)
    if found is None:
        return None
    if priced and found[1] in COUNTERS:
        return found.end(), f"mỗi {found[1]}"
    said = found[1] if found[1] in _RATES else name(found[1])
    if said is None or not (said in _RATES or said.endswith(_DENSE)):
        return None
    return found.end(), f"trên {said}"


def read_alone(context: Context, at: int) -> Reading | None:
    """A unit without its number: đơn vị km, đồng/m2, °C."""
    found = _LETTERS.match(context.text, at)
    written = found[0] if found else ""
    if written.isupper() or (written and is_syllable(written)):
        return None
    unit = suffix(context, at)
    if written and not _bare(context, at, written):
        return None
    if unit is None or (len(written) == 1 and unit[0] == at + 1):
        return None
    return Reading(unit[0], unit[1], SemioticClass.MEASURE, 0.9)


def _bare(context: Context, at: int, written: str) -> bool:
    """Whether letters without a number can be a unit: km, kWh; not the name Ah or Pa."""
    if context.text[at - 1 : at] in ("/", "-") or context.before(at)[0] in _BY_UNIT:
        return True
    return written[0].islower() and _VOWEL.search(written) is None
