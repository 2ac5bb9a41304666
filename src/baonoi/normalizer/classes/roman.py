"""Class ``roman``: thế kỷ XXI, quý III/2024, Đại hội XIII; not a person's initial.

One letter (V, X, I) is a number only after a word that is counted in Roman numerals; two and more
also elsewhere when they are made of I, V and X, or begin a heading.
"""

from __future__ import annotations

from baonoi.model import SemioticClass
from baonoi.normalizer.classes.date import year_after
from baonoi.normalizer.classes.punctuation import line_start
from baonoi.normalizer.numbers import four_in_order, integer
from baonoi.normalizer.reading import UPPER, Context, Reading
from baonoi.store.patterns import compile_pattern

_NUMERAL = compile_pattern(
    r"(?=[IVXLCDM])M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})(?![\w])(?!['’.&][^\W\d_])"
)
_LETTERS = frozenset("LCDM")
_RANGE = compile_pattern(r"\s?[-–—]\s?(?=[IVXLCDM]{1,12}(?![\w]))")
_SUB = compile_pattern(r"(?:\.[0-9]{1,2}){1,3}(?![\w])")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_COUNTED = frozenset(
    """kỷ kỉ khóa khoá kỳ kì quý quí chương mục phần điều khoản lục hội thứ nghị cấp
    loại hạng vùng lớp đoàn bậc độ đoạn tập hồi số quyển bảng giai lần năm đợt vòng
    tiểu kế đệ nhóm khu chiến bài cột câu tổ hình ca pha trang triều vua đế thánh
    hoàng cụm quyết tuyến giải vực dân cục ban miền khôi hậu""".split()
)
_CLUBS = frozenset("tp.hcm tphcm nội".split())
"""Cities with more than one women's club: TP.HCM I."""
_RULERS = frozenset(
    """napoleon napoléon elizabeth phanxicô phaolô louis charles george henry william edward
    nicholas nikolai wilhelm friedrich rama pius piô felipe philip ferdinand leopold""".split()
)
_SHOUTED = compile_pattern(r" [^\W\d_]{2}(?<=[A-ZĐÀ-Ỹ]{2})")
_ORDINAL = frozenset("thứ hạng quý quí".split())
_FIRST_OF = frozenset("thứ hạng".split())
_REIGNS = compile_pattern(rf"(?:[{UPPER}][^\W\d_]{{1,20}})\s$")


def value(numeral: str) -> int:
    """What a Roman numeral amounts to."""
    total = 0
    for ch, following in zip(numeral, numeral[1:] + " ", strict=True):
        step = _VALUES[ch]
        total += -step if step < _VALUES.get(following, 0) else step
    return total


def _say(context: Context, at: int, numeral: str) -> str:
    said = integer(str(value(numeral)), context.accent)
    before = context.before(at)[0]
    if before in _FIRST_OF and said == "một":
        return "nhất"
    quarters = before in _ORDINAL or (
        context.follows(at, SemioticClass.ROMAN) and "quý" in context.before(at)[:4]
    )
    return four_in_order(said) if quarters else said


def read_heading(context: Context, at: int) -> Reading | None:
    """The numeral that begins a line: I. Mục tiêu."""
    if context.text[at] in "IVX" and line_start(context.text, at):
        return read(context, at)
    return None


def read(context: Context, at: int) -> Reading | None:
    """A Roman numeral, with the year or the range that belongs to it."""
    found = _NUMERAL.match(context.text, at)
    if found is None or not found[0]:
        return None
    numeral, end = found[0], found.end()
    if numeral in _LETTERS:
        return None
    before = context.before(at)
    if before[:2] == ["hội", "xã"] and len(numeral) == 1:
        return None  # mạng xã hội X
    club = numeral == "I" and before[0] in _CLUBS
    ruler = before[0] in _RULERS and context.text[end : end + 1] != "."
    counting = before[0] in _COUNTED and not (before[0] == "năm" and len(numeral) < 2)
    counted = club or ruler or counting or context.follows(at, SemioticClass.ROMAN)
    if not counted and not _plain_enough(context, at, end, numeral):
        return None
    spoken = _say(context, at, numeral)
    sub = _SUB.match(context.text, end)
    if sub is not None:
        spoken += "".join(f" chấm {integer(n, context.accent)}" for n in sub[0].split(".")[1:])
        end = sub.end()
    dash = _RANGE.match(context.text, end)
    if dash is not None and counted:
        other = _NUMERAL.match(context.text, dash.end())
        if other is not None and value(other[0]) > value(numeral):
            again = "quý " if before[0] == "quý" else ""
            spoken += f" đến {again}{_say(context, at, other[0])}"
            end = other.end()
    if before[0] in ("quý", "quí", "kỳ", "đợt", "lần", "khóa", "thứ") or context.follows(
        at, SemioticClass.ROMAN
    ):
        end, when = year_after(context, end)
        spoken += when
    return Reading(end, spoken, SemioticClass.ROMAN, 1.0 if counted else 0.8)


def _plain_enough(context: Context, at: int, end: int, numeral: str) -> bool:
    """Whether a numeral without a counting word is a number all the same."""
    text = context.text
    opens = not text[:at].strip() or text[at - 1 : at] == "\n"
    if opens and text[end : end + 1] in (".", ")", "/") and text[end + 1 : end + 2] in (" ", ""):
        return set(numeral) <= set("IVXL")
    if len(numeral) < 2 or not set(numeral) <= set("IVX"):
        return False
    if numeral in ("XI", "VI", "XX"):
        return bool(_REIGNS.search(text, max(0, at - 24), at)) and not _SHOUTED.match(text, end)
    return True
