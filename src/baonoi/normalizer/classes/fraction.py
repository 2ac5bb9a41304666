"""Classes ``fraction`` and ``ratio``: 3/4 is "ba phần tư", 91/91 and 123/4 are "trên".

"Phần" names a part of a whole: the lower number is ten or less, or a power of ten, and the upper is
smaller. All else is a count out of a count, an address, a score: "trên".
"""

from __future__ import annotations

from baonoi.model import SemioticClass
from baonoi.normalizer.classes import date, measure, score
from baonoi.normalizer.numbers import Number, digits, four_in_order, integer, parse
from baonoi.normalizer.reading import Context, Reading, compiled
from baonoi.store.patterns import compile_pattern

_SLASH = compile_pattern(r"\s?/\s?(?=[0-9])")
_BARE = compile_pattern(
    r"([0-9]{1,12})/([0-9]{1,3}(?:\.[0-9]{3}){1,3}|[0-9]{1,12})(?![0-9]|[/.,][0-9]|-[0-9]{3})"
)
_SEASON = compile_pattern(r"((?:19|20)[0-9]{2})[/\-–]((?:19|20)?[0-9]{2})(?![0-9]|[/.,\-][0-9])")
_SOME = r"([0-9]{1,2})[-–]([0-9]{1,2})/([0-9]{1,3})(?![0-9]|[-–/.,:][0-9])"
_HOURS = compile_pattern(r"\s?h(?![\w])")
_MIXED = compile_pattern(r"([0-9]{1,4}) ([0-9]{1,3})/([0-9]{1,3})(?![0-9]|[/.,\-][0-9])")
_DECIMAL = compile_pattern(
    r"([0-9]{1,4}(?:[.,][0-9]{1,4})?)/([0-9]{1,4}(?:,[0-9]{1,4})?)(?![0-9]|[/.,][0-9])"
)
_POINTED = compile_pattern(r"[0-9]\.[0-9]{1,2}/(?:5|10)")
"""A mark out of five or ten: 3.5/5."""
_RATIO = compile_pattern(r"([0-9][0-9.,]{0,20})(?:\s:\s|:)([0-9][0-9.,]{0,20})(?<![.,])(?![0-9:])")
_THREE = compile_pattern(r"[0-9]{1,3}(?:\s?:\s?[0-9]{1,3}){2,4}(?![0-9:])")
_EQUALS = compile_pattern(r"\s?=")
_OUT_OF = frozenset("điểm sao câu phiếu trận".split())
"""What is counted whole: 9/10 điểm is so many out of so many, 3/4 dân số a share."""
_SPANS = frozenset("năm tháng ngày giờ cả đại".split())
"""Behind a day they go on with it: 5-6/10 năm nay."""
_ADDRESS = frozenset("lớp bậc số hẻm ngõ ngách kiệt nhà sn tầng căn lô phòng dãy tổ".split())
_TENS = frozenset(("100", "1000"))


def _zeros(written: str, context: Context) -> str:
    return digits(written) if written[0] == "0" else integer(written, context.accent)


def say(above: str, below: str, context: Context) -> str:
    """A part of a whole, or so many out of so many."""
    if "0" in (above[0], below[0]):
        return f"{_zeros(above, context)} trên {_zeros(below, context)}"
    part = (int(below) <= 10 or below in _TENS) and len(above) <= 2
    part = part or (above == "1" and int(below) <= 100)
    if part and int(below) > 1:
        lower = four_in_order(integer(below, context.accent))
        return f"{integer(above, context.accent)} phần {lower}"
    return f"{integer(above, context.accent)} trên {integer(below, context.accent)}"


def out_of(above: str, below: str, context: Context) -> str:
    """So many out of so many."""
    return f"{_zeros(above, context)} trên {_zeros(below, context)}"


def read_some(context: Context, at: int) -> Reading | None:
    """About so many out of so many: 5-6/10 người, unless the words before call for days."""
    found = compiled(_SOME).match(context.text, at)
    if found is None or not int(found[1]) < int(found[2]) <= int(found[3]):
        return None
    counted = context.after(found.end())[0]
    spaced = context.text[found.end() : found.end() + 1] == " "
    shared = counted in score.COUNTED or counted in date.SHARED
    if not (spaced and shared) or counted in _SPANS or date.cued(context, at):
        return None
    first, last, whole = (integer(part, context.accent) for part in found.groups())
    return Reading(found.end(), f"{first} đến {last} trên {whole}", SemioticClass.FRACTION, 0.85)


def read(context: Context, at: int) -> Reading | None:
    """Two numbers around a slash."""
    text, accent = context.text, context.accent
    found = _MIXED.match(text, at)
    if found is not None and int(found[2]) < int(found[3]) <= 16:
        whole, above, below = found.groups()
        said = f"{integer(whole, accent)} và {say(above, below, context)}"
        return Reading(found.end(), said, SemioticClass.FRACTION, 0.8)
    found = _BARE.match(text, at)
    if found is None:
        return None
    above, below = found[1], found[2].replace(".", "")
    if above == "24" and below == "7":
        return Reading(found.end(), "hai mươi tư trên bảy", SemioticClass.FRACTION)
    whole = out_of(above, below, context)
    if context.before(at)[0] in _ADDRESS:
        return Reading(found.end(), whole, SemioticClass.ADDRESS)
    counted = context.after(found.end())[0] in _OUT_OF and int(above) > 1
    said = whole if above == below or counted else say(above, below, context)
    unit = measure.suffix(context, found.end())
    if said == whole:
        hours = _HOURS.match(text, found.end())
        if hours is not None:
            return Reading(hours.end(), said + " giờ", SemioticClass.TIME)
        if unit is None:
            end, points = _marks(context, found.end())
            return Reading(end, said + points, SemioticClass.FRACTION)
    if unit is not None:
        if measure.is_data(unit[1]):  # the memory of two models: 12/16GB
            said = f"{_zeros(above, context)}, {_zeros(below, context)}"
        return Reading(unit[0], f"{said} {unit[1]}", SemioticClass.MEASURE)
    return Reading(found.end(), said, SemioticClass.FRACTION, 0.8, (whole,))


def read_season(context: Context, at: int) -> Reading | None:
    """A season, a school year: 2023/24, 2023/2024."""
    found = _SEASON.match(context.text, at)
    if found is None or found[2][-2:] != f"{int(found[1]) + 1}"[-2:]:
        return None
    joint = " đến " if len(found[2]) == 4 else ", "
    said = integer(found[1], context.accent) + joint + integer(found[2], context.accent)
    return Reading(found.end(), said, SemioticClass.RANGE)


def read_decimal(context: Context, at: int) -> Reading | None:
    """A number out of another where one is no whole number: 29,75/30, 1/5,6."""
    found = _DECIMAL.match(context.text, at)
    if found is None or not ("," in found[0] or _POINTED.fullmatch(found[0])):
        return None
    above, below = _number(found[1]), _number(found[2])
    if above is None or below is None:
        return None
    said = f"{above.say(context.accent)} trên {below.say(context.accent)}"
    end, points = _marks(context, found.end())
    return Reading(end, said + points, SemioticClass.FRACTION)


def _marks(context: Context, at: int) -> tuple[int, str]:
    """The points that so many out of so many are: 41,25/60đ."""
    if compiled(r"đ(?![^\W_]|/)").match(context.text, at) is None:
        return at, ""
    return at + 1, " điểm"


def _number(written: str) -> Number | None:
    number = parse(written, 0)
    return number if number is not None and number.end == len(written) else None


def read_ratio(context: Context, at: int) -> Reading | None:
    """Two numbers around a colon that are no time: 1:10.000, "một trên mười nghìn"."""
    found = _THREE.match(context.text, at)
    if found is not None:
        parts = [integer(part.strip(), context.accent) for part in found[0].split(":")]
        return Reading(found.end(), ", ".join(parts), SemioticClass.RATIO, 0.8)
    found = _RATIO.match(context.text, at)
    if found is None:
        return None
    first, second = _number(found[1]), _number(found[2])
    if first is None or second is None:
        return None
    goals = " " not in found[0] and (found[1] + found[2]).isdigit() and len(found[0]) < 6
    if goals and score.cued(context.before(at)):
        return Reading(
            found.end(), score.say(found[1], found[2], context), SemioticClass.SCORE, 0.9
        )
    if _EQUALS.match(context.text, found.end()):
        said = f"{first.say(context.accent)} chia {second.say(context.accent)}"
        return Reading(found.end(), said, SemioticClass.MATH)
    said = f"{first.say(context.accent)} trên {second.say(context.accent)}"
    return Reading(found.end(), said, SemioticClass.RATIO, 0.75)
