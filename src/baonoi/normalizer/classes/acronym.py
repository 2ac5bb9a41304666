"""Classes ``acronym`` and ``abbreviation``: what the article defines, then what the lexicon knows.

Of several readings the words around choose. The dot of an abbreviation goes, so that no sentence
ends at "TP. HCM".
"""

from __future__ import annotations

import re
from itertools import pairwise

from baonoi.model import SemioticClass
from baonoi.normalizer.classes import version
from baonoi.normalizer.reading import LETTER, UPPER, Context, Reading
from baonoi.normalizer.tables import Entry, entries

_CUTS = re.compile(r"[.\-–/&'’+_]|(?<=[^\W\d_])(?=[0-9⁰¹²³⁴-⁹])")
_PLACE = re.compile(rf"\s?(?:([0-9])|[{UPPER}][^\W\d_]{{1,20}}(?: [{UPPER}]|,))")
_CODES = frozenset(("VN", "QH", "VJ", "VU", "SE", "TN"))
"""Of flights and trains, before a number: VN123."""
TITLES = frozenset("anh chị ông bà em cháu cô chú bác cậu bé mẹ bố con thầy".split())
_FLIGHT = re.compile("-?[0-9]")
_SMALL = re.compile(rf"{LETTER}{{2,5}}(?!{LETTER})")
_VOWEL = re.compile("[aeiouyA-ZÀ-ỹ]")
_WINDOW = 5


def _chosen(
    context: Context, at: int, end: int, found: tuple[Entry, ...]
) -> tuple[Entry, float] | None:
    if len(found) == 1 and found[0].default:
        return found[0], 1.0
    before, after = context.before(at)[:_WINDOW], context.after(end)[:_WINDOW]
    before += [f"{first} {second}" for second, first in pairwise(before)]
    after += [f"{first} {second}" for first, second in pairwise(after)]
    if after[0][:1].isdigit():
        after.append("#")
    for entry in found:
        if not entry.before.isdisjoint(before) or not entry.after.isdisjoint(after):
            return entry, 0.95
    return (found[-1], 0.7) if found[-1].default else None


def _entries(written: str) -> tuple[Entry, ...] | None:
    found = entries("acronyms").get(written)
    if found is None:
        short = entries("abbreviations")
        found = short.get(written)
        if found is None and not written.isalpha():
            found = short.get(written.lower())
    return found


def _cuts(chunk: str) -> list[int]:
    """Where the chunk may end, the longest first; a dot belongs to what it shortens."""
    ends = {len(chunk)}
    for found in _CUTS.finditer(chunk):
        ends.add(found.start())
        if found[0] == ".":
            ends.add(found.end())
    return sorted(ends, reverse=True)[:8]


def read(context: Context, at: int) -> Reading | None:
    """An acronym or abbreviation, with the number that is written on to it: QL1A, U23."""
    reading = lookup(context, at, context.chunk(at))
    if reading is None:
        return None
    tail = version.tail(context, reading.end)
    if tail is None:
        return reading
    return reading._replace(end=tail[0], spoken=f"{reading.spoken} {tail[1]}")


def read_small(context: Context, at: int) -> Reading | None:
    """One in small letters that cannot be a word."""
    found = _SMALL.match(context.text, at)
    if found is None or _VOWEL.search(found[0]):
        return None
    reading = lookup(context, at, found[0].upper())
    return reading._replace(confidence=0.7) if reading is not None else None


def lookup(context: Context, at: int, chunk: str) -> Reading | None:
    """The longest beginning of a chunk that glossary or lexicon know."""
    for size in _cuts(chunk):
        if not size:
            continue
        written = chunk[:size]
        following = chunk[size : size + 1]
        if following.isalpha() and written[-1] != ".":
            continue
        spoken = context.glossary.get(written)
        if spoken is not None:
            return Reading(at + size, spoken, SemioticClass.ACRONYM)
        found = _entries(written)
        if found is None or (len(written) == 2 and written[1] == "." and not _place(context, at)):
            continue
        if written.startswith("Tr.") and context.before(at)[0] in TITLES:
            continue
        if written in _CODES and _FLIGHT.match(chunk, size):
            continue
        end = at + size
        chosen = _chosen(context, at, end, found)
        if chosen is None:
            continue
        entry, confidence = chosen
        others = tuple(other.spoken for other in found if other is not entry)
        said = _said_once(context, at, entry.spoken)
        if written[-1] == "." and _ends_sentence(context.text, end, said):
            end -= 1
        kind = (
            SemioticClass.ABBREVIATION
            if "." in written or "/" in written
            else SemioticClass.ACRONYM
        )
        return Reading(end, said, kind, confidence, others if confidence < 0.9 else ())
    return None


def _place(context: Context, at: int) -> bool:
    """Whether Q., P., H. stand for a place: a number or a name of two words follows."""
    found = _PLACE.match(context.text, at + 2)
    if found is None:
        return False
    if found[1]:
        return context.text[at] in "QPFqp"
    return context.before(at)[0] not in TITLES


def _ends_sentence(text: str, end: int, said: str) -> bool:
    """Whether the dot of an abbreviation is the stop of the sentence too."""
    rest = text[end : end + 3].lstrip("\"'”’)")
    if not rest:
        return True
    return said.endswith("vân vân") and (rest.strip()[:1].isupper() or rest[:1] == ".")


def _said_once(context: Context, at: int, spoken: str) -> str:
    """The reading without the words that stand before it already: thuế VAT, Bộ BQP."""
    if at and context.text[at - 1] != " ":
        return spoken
    words = spoken.split()
    lower = spoken.lower().split()
    before = context.before(at)
    for count in range(min(3, len(words) - 1), 0, -1):
        if lower[:count] == before[count - 1 :: -1][:count]:
            return " ".join(words[count:])
    return spoken


def known(written: str) -> bool:
    """Whether the lexicon has it, whatever it looks like."""
    return _entries(written) is not None
