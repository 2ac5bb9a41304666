"""Class ``initials``: C.V.Kình is "xê vê Kình", V.T.Đ "vê tê đê", anh M. "anh mờ"."""

from __future__ import annotations

import re

from baonoi.normalizer.letters import letter_name
from baonoi.normalizer.reading import Context, Reading

_INITIALS = re.compile(r"[^\W\d_](?:\.\s?[^\W\d_](?![^\W\d_])){1,5}\.?(?![^\W\d_])(?!\.[^\W\d_])|(?:[^\W\d_]\.){1,5}(?=[^\W\d_]{2})")
_ONE = re.compile(r"[^\W\d_](?![\w'’&])")
_TITLES = frozenset("anh chị ông bà em cháu cô chú bác cậu bé mẹ bố con thầy".split())
_SINGLE = {"m": "mờ", "l": "lờ", "n": "nờ", "r": "rờ"}


def single(letter: str, context: Context) -> str:
    """One letter alone: a consonant by its sound where its name is foreign (M: "mờ")."""
    return _SINGLE.get(letter.lower()) or letter_name(letter, context.accent)


def read(context: Context, at: int) -> Reading | None:
    """Capitals with dots: the first letters of a name."""
    text = context.text
    found = _INITIALS.match(text, at)
    if found is None or not text[at].isupper():
        return None
    letters = [ch for ch in found[0] if ch.isalpha()]
    if not all(ch.isupper() for ch in letters):
        return None
    end = found.end()
    if text[end - 1] == "." and _stops(context, at, end):
        end -= 1
    spoken = " ".join(letter_name(ch, context.accent) for ch in letters)
    return Reading(end, spoken, "initials", 0.95)


def read_single(context: Context, at: int) -> Reading | None:
    """One consonant alone, with the dot of an initial."""
    text = context.text
    found = _ONE.match(text, at)
    if found is None:
        return None
    letter = found[0]
    end = found.end()
    if text[end : end + 1] == "." and letter.isupper() and not _stops(context, at, end + 1):
        end += 1
    name = single(letter, context)
    if not name or (name == letter.lower() and end == found.end()):
        return Reading(found.end(), letter, "plain")
    return Reading(end, letter if name == letter.lower() else name, "letters", 0.9)


def _stops(context: Context, at: int, end: int) -> bool:
    """Whether the dot after an initial ends the sentence."""
    rest = context.text[end : end + 2]
    if not rest.strip("\"'”’)"):
        return True
    if not rest[0].isspace():
        return False
    if rest[1:].islower() or context.before(at)[0] in _TITLES:
        return False
    return bool(context.before(at)[0])
