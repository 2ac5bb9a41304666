"""Raised and lowered characters: exponents and indices keep their place, marks of notes go silent.

``<sup>`` and ``<sub>`` say only where a figure stands. "10<sup>7</sup>" without them is 107, and
"2024<sup>1</sup>" is 20241: what a raised figure is must be told from what stands beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from baonoi.cleaner.candidate import Edit, flat, tidy
from baonoi.store.patterns import compile_pattern

TAGS = frozenset({"a", "sub", "sup"})

_FIGURES = "0123456789+-−–"
_RAISE = str.maketrans(_FIGURES, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_LOWER = str.maketrans(_FIGURES, "₀₁₂₃₄₅₆₇₈₉₊₋₋₋")

_MARK = compile_pattern(
    r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§¶#]{1,3})[\])]?\.?|[↑^↩⤴←](?:\ufe0e|\ufe0f)?"
)
_BRACKETED = compile_pattern(r"\[[^\[\]]{1,40}\]|\(\d{1,3}\)")
_SYMBOL = compile_pattern(r"[*†‡§¶#]{1,3}")
_NUMBER = compile_pattern(r"\d{1,3}")
_SIGNED = compile_pattern(r"[+\-−–]\d{1,3}")
_ION = compile_pattern(r"\d?[+\-−–]")
_NOTE_ID = compile_pattern(r"\d|note|fn|cite|chu.?thich", re.IGNORECASE)
_FRAME_ID = compile_pattern(r"comment|binh|luan|ykien|top|share", re.IGNORECASE)

_UNIT = compile_pattern(r"(?<![^\W\d_])(?:(?:[khdcmµμn]|da)?m|ft|in|yd|mi|inch|mét|dặm|Nm)$|/s$")
_AMOUNT = compile_pattern(r"(?<![\w.,])\d[\d.,]*$")
_VARIABLE = compile_pattern(r"(?<![^\W\d_])[a-zA-ZΔπ]$")
_PRODUCT = compile_pattern(r"[=+×·*/]\s*\d*[a-zA-Z]{1,4}$")
_BRACKET = compile_pattern(r"\([^()]*[+\-−–×*/][^()]*\)$")
_OPERATOR_BEFORE = compile_pattern(r"[=+\-−–×·*/<>≈≤≥^]\s*$")
_OPERATOR_AFTER = compile_pattern(r"\s*[=+−×·*/<>≈≤≥]")
_SCALE_AFTER = compile_pattern(r"\s*[CFK]\b")
_NAME_AFTER = compile_pattern(r"[A-Z][a-z]?(?![^\W\d_])")
_WORD = compile_pattern(r"[^\W\d_]{2,}$")
_BASES = frozenset({"2", "10"})
"""Numbers that are raised to powers more often than they carry a note."""
_CONTEXT = 40
_MOST = 300
"""Raised characters up to which those of one block are looked at."""


@dataclass(slots=True)
class Raised:
    """A stretch of text parts inside ``<sup>``, ``<sub>`` or a link to a place of the page."""

    tag: str
    depth: int
    """How many elements were open around it."""
    start: int
    target: str = ""
    """The place it leads to."""
    end: int = -1

    def __or__(self, other: Raised) -> Raised:
        """Both as one: a raised link, or a link around a raised figure."""
        tag = self.tag if self.tag != "a" else other.tag
        end = max(self.end, other.end)
        return Raised(tag, self.depth, self.start, self.target or other.target, end)


def fragment(address: str) -> str:
    """The place of a page that an address leads to; "" where it leads elsewhere."""
    return address[1:] if address.startswith("#") else ""


def is_note(place: str) -> bool:
    """Whether the name of a place can be a note's: "fn1", "ftn2", "cite_note-3"."""
    return _NOTE_ID.search(place) is not None


def _is_own(place: str) -> bool:
    """Whether a raised link can lead to a note: the count of comments is raised as well."""
    return bool(place) and _FRAME_ID.search(place) is None


def settle(
    parts: list[str], found: list[Raised], note: bool = False
) -> tuple[str, tuple[Edit, ...], list[str]]:
    """The text of parts, what in it is not as written, and the places its note marks lead to.

    In a ``note`` every link that looks like a mark leads back to where the note was made.
    """
    text = ""
    at = 0
    edits: list[Edit] = []
    targets: list[str] = []
    for raised in _joined(found)[:_MOST]:
        text += "".join(parts[at : raised.start])
        at = raised.end
        inside = "".join(parts[raised.start : raised.end])
        written = flat(tidy(inside))
        after = "".join(parts[at : at + 4])[:_CONTEXT]
        before = flat(tidy(text[-_CONTEXT:]))
        if note and raised.target and _MARK.fullmatch(written):
            shown: str | None = ""
        else:
            shown = _shown(raised, written, before, text[-1:], after)
        if shown is None:
            text += inside
            continue
        before = flat(tidy(text))
        gap = bool(before) and text[-1:].isspace()
        if shown == "":
            edits.append(Edit(len(before), "", written))
            if is_note(raised.target) or (raised.tag == "sup" and _is_own(raised.target)):
                targets.append(raised.target)
        else:
            edits.append(Edit(len(before) + gap, shown, written))
            text += shown
    text = flat(tidy(text + "".join(parts[at:])))
    if any(text[e.at : e.at + len(e.shown)] != e.shown or e.at > len(text) for e in edits):
        return flat(tidy("".join(parts))), (), []
    return text, tuple(edits), targets


def _joined(found: list[Raised]) -> list[Raised]:
    """Those that hold text, each in its place, one inside another as one."""
    joined: list[Raised] = []
    for raised in sorted(found, key=lambda each: (each.start, -each.end)):
        if joined and raised.start < joined[-1].end:
            joined[-1] |= raised
        elif raised.end > raised.start:
            joined.append(raised)
    return joined


def _shown(raised: Raised, written: str, before: str, last: str, after: str) -> str | None:
    """What stands for it in the text: "" for a note's mark, None where it stays as it is."""
    if not written:
        return None
    if raised.target and _MARK.fullmatch(written):
        glued = bool(last) and not last.isspace()
        if raised.tag == "sup" or written[0] in "[↑^↩⤴←" or (glued and is_note(raised.target)):
            return ""
    if raised.tag == "sub":
        return _lowered(written, before)
    if raised.tag == "sup":
        return _raised(written, before, last, after)
    return None


def _lowered(written: str, before: str) -> str | None:
    index = _NUMBER.fullmatch(written) or _ION.fullmatch(written)
    formula = before[-1:].isalpha() or before[-1:] in (")", "]")
    return written.translate(_LOWER) if index and formula and not before.endswith("PM") else None


def _raised(written: str, before: str, last: str, after: str) -> str | None:
    counted = before[-1:].isdigit()
    if _BRACKETED.fullmatch(written) or _SYMBOL.fullmatch(written):
        return ""
    ring = written in ("o", "º", "°") or (written in ("0", "O") and _SCALE_AFTER.match(after))
    if ring and counted:
        return "°"
    if _SIGNED.fullmatch(written) or (_ION.fullmatch(written) and before[-1:].isalnum()):
        return written.translate(_RAISE)
    if written.lower() == "tm":
        return "™"
    if not _NUMBER.fullmatch(written):
        return "" if written in tuple("abcde") and _WORD.search(before) else None
    if not last or last.isspace():
        return None if _NAME_AFTER.match(after) else ""
    return written.translate(_RAISE) if is_exponent(written, before, after) else ""


def is_exponent(written: str, before: str, after: str) -> bool:
    """Whether a raised number is a power of what stands before it rather than a note's mark."""
    if written in ("2", "3") and _UNIT.search(before):
        return True
    if _VARIABLE.search(before):
        return written in ("2", "3", "4") or _OPERATOR_AFTER.match(after) is not None
    if _BRACKET.search(before) or (_PRODUCT.search(before) and written in ("2", "3", "4")):
        return True
    amount = _AMOUNT.search(before)
    if amount is None:
        return False
    reckoned = _OPERATOR_BEFORE.search(before[: amount.start()]) or _OPERATOR_AFTER.match(after)
    if reckoned:
        return len(amount[0]) <= 3
    return amount[0] in _BASES and written != "1"
