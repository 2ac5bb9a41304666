"""What begins with a letter: abbreviations, numerals, names, acronyms, foreign words."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from itertools import pairwise

from baonoi.model import SemioticClass
from baonoi.normalizer.classes import (
    acronym,
    address,
    chemistry,
    date,
    electronic,
    measure,
    money,
    name,
    quantity,
    roman,
    version,
)
from baonoi.normalizer.classes.punctuation import line_start
from baonoi.normalizer.foreign import phrases, respell
from baonoi.normalizer.letters import letter_name, spell
from baonoi.normalizer.reading import LETTER, Context, Reading
from baonoi.normalizer.tables import pairs
from baonoi.syllable import is_syllable

_WORD = re.compile(rf"{LETTER}{{1,40}}(?:['’-]{LETTER}{{1,40}}){{0,4}}")
_LETTERS = re.compile(rf"{LETTER}+")
_AND = re.compile(r"([A-ZĐ]{1,5})&([A-ZĐ]{1,5})(?![\w])")
_VIETNAMESE = re.compile("[ăđơưạ-ỹ]", re.IGNORECASE)
"""Letters that hardly another language has: what they spell and is no syllable is a slip."""
_VOWEL = re.compile("[aeiouyAEIOUYÀ-ỹ]")
_CURRENCY = frozenset("UHSACVEGJ")
_WORD_BEFORE = re.compile(rf"({LETTER}{{1,8}}) $")
_WORD_AFTER = re.compile(rf" ({LETTER}{{1,8}})(?!{LETTER})")
_DIGIT_NEXT = re.compile(r"\s?[0-9]")
_SHORT = 5
_LONGEST_ACRONYM = 24


def read(context: Context, at: int, stop: int) -> Reading:
    """The reading of what begins with a letter; kind ``plain`` where it stays as it is."""
    text = context.text
    found = acronym.CHUNK.match(text, at)
    chunk = found[0] if found else text[at]
    if "." in chunk or "@" in chunk or chunk.startswith(("http", "ftp")):
        reading = electronic.read(context, at, chunk)
        if reading is not None:
            return reading
    if context.text[at] in _CURRENCY and money.prefix(context, at):
        reading = quantity.read(context, at)
        if reading is not None:
            return reading
    if _headline(context, at):
        found = _LETTERS.match(context.text, at)
        return Reading(found.end() if found else at + 1, chunk, SemioticClass.PLAIN)
    if chunk[0] in "IVX" and line_start(context.text, at):
        reading = roman.read(context, at)
        if reading is not None:
            return reading
    reading = name.read(context, at) if "." in chunk else None
    reading = reading or address.read_road(context, at)
    if reading is not None:
        return reading
    reading = acronym.lookup(context, at, chunk) or roman.read(context, at)
    if reading is not None:
        return _with_number(context, reading)
    if chunk[0] in "QTq":
        reading = date.read_short(context, at)
        if reading is not None:
            return reading
    return _plain_word(context, at)


def _headline(context: Context, at: int) -> bool:
    """Whether a word in capitals is a Vietnamese word among others: GIÁ CA CAO, not CA tỉnh."""
    text = context.text
    found = _LETTERS.match(text, at)
    if found is None or len(found[0]) < 2 or not found[0].isupper() or not is_syllable(found[0]):
        return False
    if set(found[0]) <= set("IVX"):
        return False
    before = _WORD_BEFORE.search(text, max(0, at - 12), at)
    after = _WORD_AFTER.match(text, found.end())
    return any(
        word is not None and len(word[1]) > 1 and word[1].isupper() and is_syllable(word[1])
        for word in (before, after)
    )


def _with_number(context: Context, reading: Reading) -> Reading:
    """A reading with the number that is written on to it: QL1A, U23."""
    if reading.kind == "roman":
        return reading
    tail = version.tail(context, reading.end)
    if tail is None:
        return reading
    return reading._replace(end=tail[0], spoken=f"{reading.spoken} {tail[1]}")


def _plain_word(context: Context, at: int) -> Reading:
    text = context.text
    if text[at].isupper() and text[at + 2 : at + 3] == ".":
        reading = name.read_single(context, at) if text[at : at + 2] in name.CLUSTERS else None
        if reading is not None:
            return reading
    found = _LETTERS.match(text, at)
    assert found is not None
    written, end = found[0], found.end()
    joined = _AND.match(text, at)
    if joined is not None:
        names = [_spelled(context, part) for part in joined.groups()]
        return Reading(joined.end(), " và ".join(names), SemioticClass.LETTERS, 0.8)
    reading = _phrase(context, at, written) if end < len(text) else None
    if reading is not None:
        return reading
    reading = chemistry.read(context, at) or _unit(context, at, written)
    if reading is not None:
        return reading
    if context.keeps_foreign and written.lower() in electronic.KEPT:
        return Reading(end, written, SemioticClass.FOREIGN)
    if written.islower() and len(written) <= _SHORT and not _VOWEL.search(written):
        reading = acronym.lookup(context, at, written.upper())
        if reading is not None:
            return reading._replace(confidence=0.7)
    tail = version.tail(context, end) if end < len(text) else None
    if tail is not None:
        spoken = _stem(context, written)
        return Reading(tail[0], f"{spoken} {tail[1]}", SemioticClass.VERSION, 0.9)
    whole = _WORD.match(text, at)
    if whole is not None and "-" in whole[0] and all(map(is_syllable, whole[0].split("-"))):
        return Reading(whole.end(), whole[0], SemioticClass.PLAIN)
    if whole is not None and whole.end() > end and _foreign_whole(whole[0]):
        written, end = whole[0], whole.end()
    elif len(written) == 1:
        return _one(context, at)
    return _unknown(context, written, end)


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """The foreign names of several words by their first word, the longest first."""
    found: dict[str, list[str]] = {}
    for written in phrases():
        found.setdefault(written.partition(" ")[0], []).append(written)
    return {head: tuple(sorted(names, key=len, reverse=True)) for head, names in found.items()}


def phrase_heads() -> Container[str]:
    """The words that may begin a foreign name of several words."""
    return _phrases()


def _phrase(context: Context, at: int, head: str) -> Reading | None:
    text = context.text
    for written in _phrases().get(head, ()):
        end = at + len(written)
        if text.startswith(written, at) and not text[end : end + 1].isalnum():
            spoken = written if context.keeps_foreign else phrases()[written]
            return Reading(end, spoken, SemioticClass.FOREIGN, 0.95)
    return None


def _foreign_whole(written: str) -> bool:
    """Whether parts joined by hyphens are one foreign word: e-mail, Jean-Claude; not UBND-HĐND."""
    if "'" in written or "’" in written or _known_foreign(written):
        return True
    parts = _LETTERS.findall(written)
    return any(part.islower() and len(part) > 1 and not is_syllable(part) for part in parts) or (
        not is_syllable(parts[0]) and not parts[0].isupper()
    )


def _one(context: Context, at: int) -> Reading:
    text = context.text
    if greek := pairs("signs", "greek").get(text[at]):
        return Reading(at + 1, greek, SemioticClass.MATH)
    if text[at] == "x" and _DIGIT_NEXT.match(text, at + 1) and context.last_end:
        spaced = text[at - 1 : at] == " " == text[at + 1 : at + 2]
        abuts = not text[context.last_end : at].strip()
        if spaced or abuts:
            return Reading(at + 1, "nhân", SemioticClass.MATH)
    return name.read_single(context, at) or Reading(at + 1, context.text[at], SemioticClass.PLAIN)


def _stem(context: Context, written: str) -> str:
    """The letters before a number."""
    if is_syllable(written) and not (written.isupper() and len(written) < 3):
        return written
    if len(written) > 1 and not written.isupper() and (unit := measure.name(written)):
        return unit
    if len(written) == 1 or (written.isupper() and len(written) < 3):
        return _spelled(context, written)
    reading = _unknown(context, written, 0)
    return reading.spoken


def _spelled(context: Context, written: str) -> str:
    if len(written) == 1:
        return letter_name(written, context.accent)
    return spell(written, context.accent)[0]


def _unit(context: Context, at: int, written: str) -> Reading | None:
    """A unit without its number: đơn vị km, đồng/m2."""
    if written.isupper() or is_syllable(written):
        return None
    found = measure.suffix(context, at)
    if found is None or (len(written) == 1 and found[0] == at + 1):
        return None
    return Reading(found[0], found[1], SemioticClass.MEASURE, 0.9)


def _unknown(context: Context, written: str, end: int) -> Reading:
    if is_syllable(written):
        return Reading(end, written, SemioticClass.PLAIN)
    if written.isupper() and len(written) <= _LONGEST_ACRONYM:
        if respelled := _known_foreign(written):
            spoken = written if context.keeps_foreign else respelled
            return Reading(end, spoken, SemioticClass.FOREIGN)
        spoken, confidence = spell(written, context.accent)
        return Reading(end, spoken, SemioticClass.LETTERS, confidence)
    parts = _parts(written) if len(written) < _LONGEST_ACRONYM else []
    if len(parts) > 1 and all(map(is_syllable, parts)):
        return Reading(end, " ".join(parts), SemioticClass.LETTERS, 0.7)
    if _VIETNAMESE.search(written) and not _known_foreign(written):
        return Reading(end, written, SemioticClass.MISSPELLED, 0.3)
    if len(written) <= 3 and not _VOWEL.search(written):
        return Reading(end, spell(written, context.accent)[0], SemioticClass.LETTERS, 0.7)
    if context.keeps_foreign:
        return Reading(end, written, SemioticClass.FOREIGN)
    found = respell(written)
    if found is None:
        return Reading(end, written, SemioticClass.FOREIGN, 0.5)
    return Reading(end, found[0], SemioticClass.FOREIGN, found[1])


def _parts(written: str) -> list[str]:
    """Words that lost the space between them: khỏeTrở."""
    seams = [
        at for at in range(1, len(written)) if written[at - 1].islower() and written[at].isupper()
    ]
    return [written[one:other] for one, other in pairwise([0, *seams, len(written)])]


def _known_foreign(written: str) -> str | None:
    found = respell(written)
    return found[0] if found is not None and found[1] > 0.9 else None
