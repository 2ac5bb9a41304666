"""Classes ``phone`` and ``account``: numbers that name something are said digit by digit.

The groups in which they are written become short pauses. A country code is "cộng tám tư".
"""

from __future__ import annotations

import re

from baonoi.model import SemioticClass
from baonoi.normalizer.classes import money, percent, score
from baonoi.normalizer.numbers import digits, integer
from baonoi.normalizer.reading import Context, Reading
from baonoi.store.patterns import compile_pattern

_END = r"(?![0-9]|[.,/:][0-9])"
_INTERNATIONAL = compile_pattern(
    rf"\+([0-9]{{1,3}})((?:[ .\-]?\(?[0-9]{{1,9}}\)?){{2,6}}|[0-9]{{6,12}}){_END}"
)
_LOCAL = compile_pattern(
    r"""(?:
      0[0-9]{8,10}
    | 0[0-9]{1,7}(?:[ .\-][0-9]{2,8}){1,4}
    | 1[89]00(?:[ .\-]?[0-9]{2,6}){1,3}
    | 0(?:[ ][0-9]{2}){4,5}
    )(?![0-9A-ZĐ]|[.,:][0-9]|/[1-9])""",
    re.VERBOSE,
)
_AREA = compile_pattern(
    rf"\((0[0-9]{{1,4}}|\+[0-9]{{1,3}})\)[ .\-]?[0-9]{{3,8}}(?:[ .\-][0-9]{{2,5}}){{0,3}}{_END}"
)
_GROUPS = compile_pattern(rf"[0-9]{{2,12}}(?:[ .\-][0-9]{{1,7}}){{0,4}}{_END}")
_CARD = compile_pattern(
    rf"[0-9]{{4}}(?:([ \-])[0-9]{{4}})(?:\1[0-9]{{3,4}}){{1,3}}(?:\1[0-9]{{2}})?{_END}"
)
_PAIRS = compile_pattern(rf"[0-9]{{2}}(?:\s?[\-–]\s?[0-9]{{2}}){{4,9}}{_END}")
_DRAWN = frozenset("số xổ vietlott trúng thưởng jackpot giải".split())
_LONG = compile_pattern(r"[1-9][0-9]{9,63}(?![0-9]|[.,][0-9])")

_CUES = frozenset(
    """hotline sđt đt tel phone mobile fax zalo viber whatsapp thoại gọi lh đđ dđ lẻ
    nhánh""".split()
)
_LINES = frozenset((("tổng", "đài"), ("dây", "nóng"), ("đường", "nóng")))
_DIGITS = compile_pattern("[0-9]+")
_EMERGENCY = frozenset("111 112 113 114 115 117 1022".split())
_EMERGENCY_CUES = frozenset("gọi cứu sát hỏa hoả cháy số đài nóng nhanh".split())
_TICKET = compile_pattern(r"(?:0[0-9]|[0-9]{5,6})(?![0-9]|[.,][0-9])")
"""What a ticket of a lottery wins with."""
_ACCOUNT_CUES = frozenset(
    """khoản stk tk thẻ cccd cmnd cmt mst thuế cước chiếu chính bưu isbn issn imei seri pin otp id
    mã""".split()
)


def _say(written: str) -> str:
    groups = re.findall(r"\+?[0-9]+", written)
    return ", ".join(("cộng " if group[0] == "+" else "") + digits(group) for group in groups)


def _length(written: str) -> int:
    return sum(ch in "0123456789" for ch in written)


def read_international(context: Context, at: int) -> Reading | None:
    """A plus sign, a country code and a number."""
    found = _INTERNATIONAL.match(context.text, at)
    if found is None or not 8 <= _length(found[0]) <= 15:
        return None
    code, rest = found.groups()
    if rest[0] in "0123456789":  # +84912345678: the code is known, not written apart
        whole = code + rest
        size = 1 if whole[0] in "17" else 2
        code, rest = whole[:size], whole[size:]
    return Reading(found.end(), f"cộng {digits(code)}, {_say(rest)}", SemioticClass.PHONE)


def read_area(context: Context, at: int) -> Reading | None:
    """An area code in brackets: (024) 3825 1234."""
    if context.text[at + 1 : at + 2] not in ("0", "+"):
        return None
    found = _AREA.match(context.text, at)
    if found is None or not 8 <= _length(found[0]) <= 14:
        return None
    return Reading(found.end(), _say(found[0]), SemioticClass.PHONE)


def read(context: Context, at: int) -> Reading | None:
    """A telephone number, known by its shape or by the words before it."""
    text = context.text
    drawn = _PAIRS.match(text, at)
    if drawn is not None and (_length(drawn[0]) > 11 or not _DRAWN.isdisjoint(context.before(at))):
        numbers = (_drawn(pair, context) for pair in re.findall("[0-9]+", drawn[0]))
        return Reading(drawn.end(), ", ".join(numbers), SemioticClass.SCORE, 0.8)
    found = _LOCAL.match(text, at)
    longest = 14 if text.startswith("00", at) else 12
    if found is not None and 8 <= _length(found[0]) <= longest:
        return Reading(found.end(), _say(found[0]), SemioticClass.PHONE)
    before = [word for word in context.before(at)[:9] if not word.isdigit()][:5]
    before += ["", ""]
    called = not _CUES.isdisjoint(before) or _line(before)
    if called and not _priced(context, at):
        found = _GROUPS.match(text, at)
        if found is not None and _length(found[0]) >= 3 and not _counts(context, found.end()):
            sure = _length(found[0]) > 4 or before[0] in _CUES or _line(before[:2])
            return Reading(found.end(), _say(found[0]), SemioticClass.PHONE, 1.0 if sure else 0.7)
    found = _GROUPS.match(text, at)
    if found and before[0] in ("gửi", "nhắn") and "tin" in before:
        return Reading(found.end(), digits(found[0]), SemioticClass.PHONE, 0.9)
    called = not _EMERGENCY_CUES.isdisjoint(before[:2]) or before[:2] == ["cấp", "khẩn"]
    called = called or context.follows(at, SemioticClass.PHONE)
    if found and found[0] in _EMERGENCY and called:
        return Reading(found.end(), digits(found[0]), SemioticClass.PHONE, 0.9)
    return None


def _line(before: list[str]) -> bool:
    """Whether a line is named before: tổng đài, đường dây nóng; not Đài Loan, Đài Bắc."""
    near = before[:4]
    return any(pair in _LINES for pair in zip(near[1:], near, strict=False)) or near[0] == "đài"


def _priced(context: Context, at: int) -> bool:
    """Whether what follows the digits makes an amount of them."""
    digit = _DIGITS.match(context.text, at)
    end = digit.end() if digit else at
    return money.suffix(context, end) is not None or percent.suffix(context, end) is not None


def _drawn(pair: str, context: Context) -> str:
    """One of the numbers of a lottery, with the zero that is printed on the ball."""
    return digits(pair) if pair[0] == "0" else integer(pair, context.accent)


def _counts(context: Context, end: int) -> bool:
    """Whether the number counts what follows (gọi 200 cuộc)."""
    text = context.text
    if text[end : end + 1].islower():
        return True  # pin dùng 15-18h
    return text[end : end + 1] == " " and text[end + 1 : end + 2].islower()


def read_account(context: Context, at: int) -> Reading | None:
    """A card, an account, an identity number, or any run of ten digits and more."""
    text = context.text
    found = _CARD.match(text, at)
    if found is not None:
        return Reading(found.end(), _say(found[0]), SemioticClass.ACCOUNT)
    if not _ACCOUNT_CUES.isdisjoint(context.before(at)[:3]):
        found = _GROUPS.match(text, at)
        if found is not None and _length(found[0]) >= 4 and not _counts(context, found.end()):
            thousands = "." in found[0] and found[0][0] != "0"
            if not thousands:
                return Reading(found.end(), _say(found[0]), SemioticClass.ACCOUNT, 0.9)
    if "giải" in context.before(at)[:3]:
        found = _TICKET.match(text, at)
        several = found is not None and score.lists(text, at)
        if found is not None and not several and not _counts(context, found.end()):
            return Reading(found.end(), digits(found[0]), SemioticClass.ACCOUNT, 0.9)
    found = _LONG.match(text, at)
    if found is not None and not found[0].endswith("000"):
        return Reading(found.end(), digits(found[0]), SemioticClass.ACCOUNT, 0.8)
    return None
