"""Class ``document``: 15/2020/NĐ-CP is "mười lăm năm hai nghìn không trăm hai mươi của Chính phủ".

The number keeps its zero (08-NQ/TW: "không tám"), a year follows as "năm". The kind of document
and who issued it are said in full, unless the words around the number say so already.
"""

from __future__ import annotations

import re
from itertools import pairwise

from baonoi.model import SemioticClass
from baonoi.normalizer.classes.cardinal import DOCUMENTS, named
from baonoi.normalizer.letters import letter_name, spell
from baonoi.normalizer.numbers import digits, integer
from baonoi.normalizer.reading import Context, Reading, compiled
from baonoi.normalizer.tables import entries, pairs
from baonoi.store.patterns import compile_pattern

_NUMBER = compile_pattern(
    r"([0-9]{1,6})([a-zA-ZĐđ]?)(?:/((?:19|20)[0-9]{2}))?\s?[/\-–]\s?"
    r"([A-ZĐ][A-Za-zĐđ0-9]{0,11}(?:[-–/.&]{1,2}[A-ZĐ][A-Za-zĐđ0-9]{0,11}){0,4})(?![\w])"
)
_SPACED = compile_pattern(r"\s[/\-–]\s?|\s?[/\-–]\s")
_YEARED = compile_pattern(r"([0-9]{1,5})\s?[/:\-]\s?((?:19|20)[0-9]{2})(?![0-9]|[/\-][0-9])")
_A_YEAR = compile_pattern("(?:19|20)[0-9]{2}")
_STANDARD = compile_pattern(r"([0-9]{1,6})((?:-[0-9]{1,3})?):((?:19|20)[0-9]{2})(?![0-9])")
_STANDARDS = frozenset("iso tcvn qcvn tcxdvn iec astm en iso/iec haccp tccs bs".split())
_KINDS = frozenset("quyết định thị luận tư báo văn điện lệnh luật".split())
_SHORT_KINDS = frozenset("qđ nđ nq tt ct kh cv".split())
_LAWS = _SHORT_KINDS | {"luật"}
_ARTICLE = r"Đ\.\s?([0-9]{1,3})(?![\w]|[.,/-][\w])"
_CODES = frozenset("blhs blds bltths bltds luật khoản k bộ".split())
"""What an article is of: Đ.168 BLHS."""
_SHORT = r"(NĐ|NQ|QĐ)-?([0-9]{1,4})(?![\w]|[.,/-][\w])"
_SHORT_NAMES = {"NĐ": "Nghị định", "NQ": "Nghị quyết", "QĐ": "Quyết định"}
_SPLIT = compile_pattern(r"[-–/.&]+")
_BETWEEN = 3
"""Words between the kind of a document and "số"."""
_TERM = compile_pattern(r"QH([0-9]{1,2})|UBTVQH([0-9]{1,2})")


def read_short(context: Context, at: int) -> Reading | None:
    """A document by its letters and number in one: NĐ168, NQ57."""
    found = compiled(_SHORT).match(context.text, at)
    if found is None:
        found = compiled(_ARTICLE).match(context.text, at)
        before = context.before(at)
        clause = before[0][:1].isdigit() and before[1] == "khoản"
        if found is None or not (
            clause
            or context.follows(at, SemioticClass.DOCUMENT)
            or not _CODES.isdisjoint(context.after(found.end())[:3])
        ):
            return None
        return Reading(
            found.end(), f"Điều {_number(context, found[1], '')}", SemioticClass.DOCUMENT, 0.9
        )
    said = f"{_SHORT_NAMES[found[1]]} {_number(context, found[2], '')}"
    return Reading(found.end(), said, SemioticClass.DOCUMENT, 0.9)


def _part(context: Context, written: str) -> tuple[str, str]:
    """A part of a document's sign in words, and whether it is a ``type`` or an ``issuer``."""
    term = re.fullmatch(r"([A-ZĐ]+?)([0-9]{1,2})", written)
    known = pairs("documents").get(term[1] if term else written)
    if known is not None:
        kind = "type" if known[:1].islower() else "issuer"
        if term:
            known += " khóa " + integer(term[2], context.accent)
        return known, kind
    found = entries("acronyms").get(written)
    if found is not None and (found[-1].default or len(written) > 2):
        return found[-1].spoken, "issuer"
    if written in context.glossary:
        return context.glossary[written], "issuer"
    letters = [letter_name(ch, context.accent) for ch in written]
    return " ".join(letters) if len(written) < 12 else spell(written, context.accent)[0], "letters"


def _number(context: Context, number: str, letter: str) -> str:
    said = digits(number) if number[0] == "0" else integer(number, context.accent)
    return f"{said} {letter_name(letter, context.accent)}" if letter else said


def read(context: Context, at: int) -> Reading | None:
    """The number of a document, with its year and its sign."""
    found = _NUMBER.match(context.text, at)
    if found is None:
        return _year_only(context, at)
    number, letter, year, sign = found.groups()
    capitals = sum(ch.isupper() for ch in sign)
    if capitals < 2 or (
        not year and not _is_sign(context, at, sign, _SPACED.search(found[0]) is not None)
    ):
        return _year_only(context, at)
    spoken = _number(context, number, letter)
    if year:
        spoken += " năm " + integer(year, context.accent)
    typed = _type_said(context.before(at))
    after = context.after(found.end())
    issued = after[0] == "của" or (after[0] == "ngày" and "của" in after[1:7])
    previous = ""
    for written in _SPLIT.split(sign):
        words, kind = _part(context, written)
        if (kind == "type" and (typed or _said_before(context, at, words))) or (
            kind == "issuer" and issued
        ):
            continue
        spoken += (" của " if kind == "issuer" and previous != kind else ", ") + words
        previous = kind
    return Reading(found.end(), spoken, SemioticClass.DOCUMENT)


def _type_said(before: list[str]) -> bool:
    """Whether the words before name the kind of document."""
    words = before[:7]
    return not _SHORT_KINDS.isdisjoint(before[:2]) or any(
        f"{second}-{first}" in DOCUMENTS for first, second in pairwise(words)
    )


def _said_before(context: Context, at: int, words: str) -> bool:
    """Whether the kind of document stands before its number."""
    kind = words.lower().split()[::-1]
    before = context.before(at)
    if before[0] != "số":
        return before[: len(kind)] == kind
    starts = range(1, _BETWEEN + 2)  # chương trình hành động số
    return any(before[start : start + len(kind)] == kind for start in starts)


def _is_sign(context: Context, at: int, sign: str, spaced: bool) -> bool:
    parts = _SPLIT.split(sign)
    known = pairs("documents")
    if spaced and parts[0] not in known:
        return False  # khu vực 7 - TP.HCM
    return (
        len(parts) > 1
        or named(context, at)
        or (parts[0] in known and context.before(at)[0] in _KINDS)
    )


def _year_only(context: Context, at: int) -> Reading | None:
    """Luật số 07/2024, ISO 9001:2015."""
    text = context.text
    found = _STANDARD.match(text, at)
    if found is not None and not _STANDARDS.isdisjoint(context.before(at)[:2]):
        number, part, year = found.groups()
        said = _number(context, number, "")
        if part:
            said += " gạch " + integer(part[1:], context.accent)
        return Reading(
            found.end(), f"{said}, {integer(year, context.accent)}", SemioticClass.DOCUMENT
        )
    found = _YEARED.match(text, at)
    if found is None:
        return None
    if "-" in found[0] and _A_YEAR.fullmatch(found[1]):
        return None  # kế hoạch 2016-2020
    before = context.before(at)
    kinds = {f"{before[1]}-{before[0]}"}
    if len(before) > 2:
        kinds.add(f"{before[2]}-{before[1]}")
    lawlike = not kinds.isdisjoint(DOCUMENTS) or before[0] in _LAWS or before[:2] == ["số", "luật"]
    lawlike = lawlike or ("/" in found[0] and context.follows(at, SemioticClass.DOCUMENT))
    if not lawlike:
        return None
    spoken = f"{_number(context, found[1], '')} năm {integer(found[2], context.accent)}"
    return Reading(found.end(), spoken, SemioticClass.DOCUMENT)
