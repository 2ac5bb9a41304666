"""Class ``version``: names and models of letters and numbers (COVID-19, U23, AK-47, 5G, v1.2.3).

Two digits are a number (U23: "hai mươi ba"), a year and a round number too; longer ones are said
digit by digit (A320: "ba hai không").
"""

from __future__ import annotations

import re

from baonoi.common.syllable import is_syllable
from baonoi.model import SemioticClass
from baonoi.normalizer.letters import letter_name
from baonoi.normalizer.numbers import digits, integer
from baonoi.normalizer.reading import Context, Reading
from baonoi.normalizer.tables import entries
from baonoi.store.patterns import compile_pattern

_DOTTED = compile_pattern(r"[0-9]{1,6}(?:\.[0-9]{1,6}){2,6}(?![0-9])(?!\.[0-9])")
_GLUED = compile_pattern(r"([0-9]{1,5})(?:[-.](?=[A-Z]))?([A-Za-zĐđ]{1,3})([0-9]{0,3})(?![\w])")
_AFTER = compile_pattern(r"([A-Za-zĐđ]{1,3})([0-9]{0,3})(?![\w])")
TAIL = compile_pattern(r"[-–.]?[0-9]{1,15}(?:[.,][0-9]{1,3}){0,3}(?![0-9])")
_SECOND = compile_pattern(r"-([0-9]{3,5})(?=[A-Z]{1,2}(?![\w]))")
_MORE = compile_pattern(r"(?:-[0-9]{1,2}){2,4}(?![\w]|[.,/\-][\w])")
"""Numbers that are each said: Omega-3-6-9."""
_PIECES = compile_pattern(r"[0-9]+|[^\W\d_]+|[.,]")


def number(written: str, context: Context) -> str:
    """The number in a name: short and round ones as numbers, others digit by digit."""
    if written[0] == "0" and len(written) > 1:
        return digits(written)
    if len(written) <= 2 or written.endswith("00") or re.fullmatch("(?:19|20)[0-9]{2}", written):
        return integer(written, context.accent)
    return digits(written)


def dotted(written: str, context: Context) -> str:
    """Numbers between dots: 1.2.3, "một chấm hai chấm ba"."""
    return " chấm ".join(
        digits(part) if part[0] == "0" else integer(part, context.accent)
        for part in written.split(".")
    )


def read(context: Context, at: int) -> Reading | None:
    """A version of three numbers and more, or an address on the net (192.168.1.1)."""
    found = _DOTTED.match(context.text, at)
    if found is None:
        return None
    parts = found[0].split(".")
    octets = len(parts) == 4 and all(int(part) < 256 and str(int(part)) == part for part in parts)
    thousands = all(len(part) == 3 for part in parts[1:]) and 0 < len(parts[0].lstrip("0")) <= 3
    if thousands and not (octets and context.after(found.end())[0] != "đồng"):
        return None
    if octets:
        spoken = " chấm ".join(digits(part) for part in parts)
        return Reading(found.end(), spoken, SemioticClass.ELECTRONIC)
    return Reading(found.end(), dotted(found[0], context), SemioticClass.VERSION, 0.9)


def read_glued(context: Context, at: int) -> Reading | None:
    """A number with letters behind it that are no unit: 5G, 12A, 3D, 1080p."""
    found = _GLUED.match(context.text, at)
    if found is None:
        return None
    head, letters, tail = found.groups()
    if letters == "bis" and not tail:
        return Reading(
            found.end(), f"{integer(head, context.accent)} bít", SemioticClass.VERSION, 0.9
        )
    known = entries("acronyms").get(letters) if len(letters) > 1 and not tail else None
    sure = known is not None and (known[-1].default or len(known) == 1)
    names = known[-1].spoken if known and sure else _letters(letters, context)
    spoken = f"{integer(head, context.accent)} {names}"
    if tail:
        spoken += " " + number(tail, context)
    return Reading(found.end(), spoken, SemioticClass.VERSION, 0.9)


def _letters(written: str, context: Context) -> str:
    return " ".join(letter_name(ch, context.accent) for ch in written)


def tail(context: Context, at: int) -> tuple[int, str] | None:
    """The number behind the letters of a name: where it ends, and how it is said."""
    found = TAIL.match(context.text, at)
    if found is None:
        return None
    written = found[0].lstrip("-–.")
    if "." in written or "," in written:
        said = " chấm ".join(
            digits(part) if part[0] == "0" else integer(part, context.accent)
            for part in re.split("[.,]", written)
        )
    else:
        said = number(written, context)
    end = found.end()
    second = _SECOND.match(context.text, end) if end - at < 4 else None
    if second is not None:
        said += " " + number(second[1], context)
        end = second.end()
    more = _MORE.match(context.text, end)
    if more is not None:
        parts = more[0][1:].split("-")
        said += "".join(f" {integer(part, context.accent)}" for part in parts)
        end = more.end()
    after = _AFTER.match(context.text, end)
    if after is not None:
        word = len(after[1]) > 2 and is_syllable(after[1])
        said += " " + (after[1] if word else _letters(after[1], context))
        if after[2]:
            said += " " + number(after[2], context)
        end = after.end()
    return end, said
