"""Marks of notes that were typed: "năm 1945.[1]", "Hà Nội²"; and the notes that they lead to."""

from __future__ import annotations

import re
import unicodedata

from baonoi.cleaner import raised
from baonoi.cleaner.candidate import Candidate, Edit
from baonoi.model import Role
from baonoi.store.patterns import compile_pattern

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_BRACKETED = compile_pattern(r"(?<=[^\s\[(])((?:\[(?:\d{1,3}|cần dẫn nguồn)\])+)")
_SUPERSCRIPT = compile_pattern(rf"(?<=[^\s{_RAISED}⁺⁻/])[{_RAISED}]{{1,3}}(?![⁺⁻/⁄{_RAISED}])")
_FORMULA = compile_pattern(r"(?<![^\W\d_])[A-Z]{1,2}$")
_LABEL = compile_pattern(rf"(?:\[(\d{{1,3}})\]|([{_RAISED}]{{1,3}}))[.:]?\s*(?=\S)")
_NUMBERED = compile_pattern(r"(\d{1,3})[.)]\s+(?=\S)")
_FIGURE = compile_pattern(r"\d{1,3}")
_TITLE = compile_pattern(
    r"(?:các )?(?:chú thích|ghi chú|chú giải|(?:tài liệu |nguồn )?tham khảo|nguồn|notes|references)"
    r"\s*:?$",
    re.IGNORECASE,
)
"""What stands over notes."""
_LOOSE = (None, Role.LIST_ITEM)
_HINT = compile_pattern(rf"[\[{_RAISED}]")


def settle(candidates: list[Candidate]) -> None:
    """Make the marks of notes silent, and call notes what begins with a mark made before."""
    met: set[str] = set()
    above: Candidate | None = None
    for candidate in candidates:
        if _HINT.search(candidate.text) is not None:
            label = _LABEL.match(candidate.text)
            spans = [span for span in _marks(candidate.text) if not _edited(candidate, *span)]
            if label is not None and candidate.hint in _LOOSE and _is_next(label[0], met, above):
                candidate.hint = Role.NOTE
                spans.insert(0, label.span())
            for start, end in spans:
                met |= _numbers(candidate.text[start:end])
            _silence(candidate, spans)
        if candidate.hint is Role.NOTE and above is not None and _TITLE.match(above.text):
            above.hint = above.hint or Role.HEADING
        above = candidate
    _settle_numbered(candidates)


def _settle_numbered(candidates: list[Candidate]) -> None:
    """Call notes what is numbered "1. …" below the text, where each number is that of a mark."""
    marks: set[str] = set()
    last = len(candidates)
    for n, candidate in enumerate(candidates):
        found = {
            number
            for edit in candidate.edits
            if not edit.shown and candidate.hint is not Role.NOTE
            for number in _numbers(edit.written)
        }
        if found:
            marks |= found
            last = n
    labels = [
        (candidate, label)
        for candidate in candidates[last + 1 :]
        if candidate.hint in _LOOSE and (label := _NUMBERED.match(candidate.text))
    ]
    numbers = [label[1] for _, label in labels]
    if not marks or numbers != sorted(marks, key=int):
        return
    for candidate, label in labels:
        candidate.hint = Role.NOTE
        _silence(candidate, [label.span()])


def _is_next(label: str, met: set[str], above: Candidate | None) -> bool:
    """Whether what begins with a label is a note: its mark was met, or a note stands above it."""
    return bool(_numbers(label) & met) or (above is not None and above.hint is Role.NOTE)


def _marks(text: str) -> list[tuple[int, int]]:
    found = [match.span() for match in _BRACKETED.finditer(text)]
    for match in _SUPERSCRIPT.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        written = unicodedata.normalize("NFKC", match[0])
        power = raised.is_exponent(written, before, text[match.end() : match.end() + 40])
        if not power and not _FORMULA.search(before):
            found.append(match.span())
    return sorted(found)


def _numbers(mark: str) -> set[str]:
    """The numbers of marks."""
    return set(_FIGURE.findall(unicodedata.normalize("NFKC", mark)))


def _edited(candidate: Candidate, start: int, end: int) -> bool:
    """Whether the characters are not those of the source: a figure that stood raised there."""
    return any(edit.at < end and start < edit.at + len(edit.shown) for edit in candidate.edits)


def _silence(candidate: Candidate, spans: list[tuple[int, int]]) -> None:
    """Take stretches out of a text and keep them as what it does not show."""
    if not spans:
        return
    text = ""
    edits: list[Edit] = []
    rest = list(candidate.edits)
    at = 0
    for start, end in (*spans, (len(candidate.text), len(candidate.text))):
        shift = len(text) - at
        while rest and rest[0].at <= start:
            edits.append(rest[0]._replace(at=rest[0].at + shift))
            rest.pop(0)
        text += candidate.text[at:start]
        if end > start:
            edits.append(Edit(len(text), "", candidate.text[start:end]))
        at = end
    candidate.text, candidate.edits = text, (*edits, *rest)
