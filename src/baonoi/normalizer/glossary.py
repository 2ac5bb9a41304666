"""What an article defines itself: "Công nghiệp Quốc phòng (CNQP)", or the other way round.

A short form counts only when its letters are the first letters of the words beside it, in order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from baonoi.model import Glossary
from baonoi.normalizer.tables import entries
from baonoi.store.patterns import compile_pattern

_SHORT = r"[A-ZĐ](?:[A-ZĐa-zđ0-9]|[&.\-](?=[A-ZĐ])){1,14}"
_DEFINED_AFTER = compile_pattern(
    rf"[(\[]\s*+(?:(?:gọi tắt là|viết tắt là|gọi tắt|viết tắt|tức)\s*+)?"
    rf"[\"“]?({_SHORT})[\"”]?\s*[)\]]"
    rf"|(?:gọi tắt là|viết tắt là)\s+[\"“]?({_SHORT})(?![\w])"
)
_DEFINED_BEFORE = compile_pattern(rf"(?<![\w])({_SHORT})\s*\(([^()]{{4,160}})\)")
_WORD = compile_pattern(r"[^\W_]+")
_REACH = 160
_PASSED_OVER = frozenset("và của về các cho trong với là do theo tại the of and for on in".split())


def _initials(short: str) -> str:
    """The letters to account for: capitals and digits, without marks, Đ as itself."""
    return "".join(_base(ch) for ch in short if ch.isupper() or ch.isdigit())


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter.upper())[0]


def _matching_end(words: list[re.Match[str]], wanted: str) -> int | None:
    """Index of the word at which a full form begins that ends with the last of these words."""
    left = len(wanted)
    for index in range(len(words) - 1, -1, -1):
        word = words[index][0]
        if _base(word[0]) == wanted[left - 1]:
            left -= 1
            if not left:
                return index
        elif word.lower() not in _PASSED_OVER or left == len(wanted):
            return None
    return None


def _loosely_matching(words: list[re.Match[str]], wanted: str) -> int | None:
    """The same where second syllables have no letter: Bảo trợ Tài năng Cờ (BTC).

    Only small words are passed over, and the form begins with a capital.
    """
    left = len(wanted)
    for index in range(len(words) - 1, max(-1, len(words) - 1 - 3 * len(wanted)), -1):
        word = words[index][0]
        if _base(word[0]) == wanted[left - 1] and (left > 1 or word[0].isupper()):
            left -= 1
            if not left:
                return index
        elif not word.islower():
            return None
    return None


def _full_before(text: str, end: int, short: str) -> str | None:
    """The full form that ends just before a place."""
    start = max(0, end - _REACH)
    words = list(_WORD.finditer(text, start, end))
    wanted = _initials(short)
    index = _matching_end(words, wanted)
    if index is None:
        index = _loosely_matching(words, wanted)
    if index is None:
        return _known_before(text[start:end], short)
    return text[words[index].start() : end].strip(' ,;:"“”-–')


def _known_before(before: str, short: str) -> str | None:
    """The full form that the table has, where just that stands before the bracket."""
    before = before.rstrip(' ,;:"“”-–')
    for entry in entries("acronyms").get(short, ()):
        if before.lower().endswith(entry.spoken.lower()):
            return before[-len(entry.spoken) :]
    return None


def _full_inside(inner: str, short: str) -> str | None:
    """The full form at the beginning of what stands in the bracket."""
    words = list(_WORD.finditer(inner))
    wanted = _initials(short)
    done = 0
    for word in words:
        if done < len(wanted) and _base(word[0][0]) == wanted[done]:
            done += 1
            if done == len(wanted):
                return inner[words[0].start() : word.end()]
        elif not done or word[0].lower() not in _PASSED_OVER:
            return None
    return None


def build_glossary(texts: Iterable[str]) -> Glossary:
    """The short forms that the blocks of an article define, each with its first full form."""
    entries: dict[str, str] = {}
    for text in texts:
        if "(" not in text and "[" not in text and "tắt" not in text:
            continue
        for found in _DEFINED_AFTER.finditer(text):
            short = found[1] or found[2]
            if len(_initials(short)) > 1 and short not in entries:
                full = _full_before(text, found.start(), short)
                if full and " " in full:
                    entries[short] = full
        for found in _DEFINED_BEFORE.finditer(text):
            short = found[1]
            if len(_initials(short)) > 1 and short not in entries:
                full = _full_inside(found[2], short)
                if full and " " in full:
                    entries[short] = full
    return Glossary(entries)
