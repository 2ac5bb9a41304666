"""Words that no table has: in capitals, foreign, with numbers in them, slips of the pen."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from itertools import pairwise

from baonoi.common.syllable import is_syllable
from baonoi.model import SemioticClass
from baonoi.normalizer.classes import electronic, measure, name, version
from baonoi.normalizer.foreign import phrases, respell
from baonoi.normalizer.letters import letter_name, spell
from baonoi.normalizer.numbers import integer
from baonoi.normalizer.reading import LETTER, Context, Reading, compiled
from baonoi.normalizer.tables import pairs
from baonoi.store.patterns import compile_pattern

_WORD = compile_pattern(rf"{LETTER}{{1,40}}(?:['’-]{LETTER}{{1,40}}){{0,12}}")
_LETTERS = compile_pattern(rf"{LETTER}+")
_AND = compile_pattern(r"([A-ZĐ]{1,5})&([A-ZĐ]{1,5})(?![\w])")
_VIETNAMESE = compile_pattern("[ăđơưạ-ỹ]", re.IGNORECASE)
"""Letters that hardly another language has: what they spell and is no syllable is a slip."""
_VOWEL = compile_pattern("[aeiouyAEIOUYÀ-ỹ]")
_WORD_BEFORE = compile_pattern(rf"({LETTER}{{1,8}}) $")
_WORD_AFTER = compile_pattern(rf" ({LETTER}{{1,8}})(?!{LETTER})")
_DIGIT_RUN = "[0-9]+"
_TIMES = compile_pattern(r"x[0-9]{1,3}(?![\w.,-])")
_DIGIT_NEXT = compile_pattern(r"\s?[0-9]")
_MUTE = "[BCDFGHJKLMNPQRSTVWXZ]"
_SAYABLE = f"{_MUTE}{{0,2}}[AEIOUY]{{1,2}}(?:{_MUTE}{{1,2}}[AEIOUY]{{1,2}})+{_MUTE}{{0,2}}"
_LONG = _SAYABLE.replace("{1,2}[AEIOUY]", "{1,3}[AEIOUY]")
"""Capitals that read as a word: two vowels and more, with few consonants between."""
_RATING = r"([A-D]{1,3})([+\-−])(?![\w+\-−])"
_RATED = frozenset("hạng bậc mức nhiệm xuống lên giữ fitch s&p moody điểm loại đạt".split())
_LONGEST_ACRONYM = 24


def read_headline(context: Context, at: int) -> Reading | None:
    """A Vietnamese word in capitals among others: GIÁ CA CAO, not CA tỉnh."""
    text = context.text
    found = _LETTERS.match(text, at)
    if found is None or len(found[0]) < 2 or not found[0].isupper() or not is_syllable(found[0]):
        return None
    if set(found[0]) <= set("IVX"):
        return None
    before = _WORD_BEFORE.search(text, max(0, at - 12), at)
    after = _WORD_AFTER.match(text, found.end())
    if any(
        word is not None and len(word[1]) > 1 and word[1].isupper() and is_syllable(word[1])
        for word in (before, after)
    ):
        return Reading(found.end(), found[0], SemioticClass.PLAIN)
    return None


def read_joined(context: Context, at: int) -> Reading | None:
    """Letters around "&": R&D."""
    joined = _AND.match(context.text, at)
    if joined is None:
        return None
    names = [_spelled(context, part) for part in joined.groups()]
    return Reading(joined.end(), " và ".join(names), SemioticClass.LETTERS, 0.8)


def read_rating(context: Context, at: int) -> Reading | None:
    """A rating with its sign: BB-, A+."""
    found = compiled(_RATING).match(context.text, at)
    if found is None or _RATED.isdisjoint(context.before(at)[:6]):
        return None
    names = [letter_name(ch, context.accent) for ch in found[1]]
    sign = "cộng" if found[2] == "+" else "trừ"
    return Reading(found.end(), " ".join((*names, sign)), SemioticClass.LETTERS, 0.9)


def read_kept(context: Context, at: int) -> Reading | None:
    """What every voice that knows foreign words spells: www."""
    found = _LETTERS.match(context.text, at)
    if found is None or not context.keeps_foreign or found[0].lower() not in electronic.KEPT:
        return None
    return Reading(found.end(), found[0], SemioticClass.FOREIGN)


def read_numbered(context: Context, at: int) -> Reading | None:
    """Letters and a number in one: A320, COVID-19, iPhone15."""
    found = _LETTERS.match(context.text, at)
    tail = version.tail(context, found.end()) if found is not None else None
    if found is None or tail is None:
        return None
    stem = "nhân" if _TIMES.match(context.text, at) else _stem(context, found[0])  # lãi x5
    said = f"{stem} {tail[1]}"
    return Reading(tail[0], said, SemioticClass.VERSION, 0.9)


def read(context: Context, at: int) -> Reading:
    """What nobody else knows."""
    text = context.text
    found = _LETTERS.match(text, at)
    if found is None:
        return Reading(at + 1, "", SemioticClass.SIGN, 0.5)
    written, end = found[0], found.end()
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


@cache
def _shouted() -> dict[str, tuple[str, ...]]:
    """The same by their first word in capitals, as headlines have them: SEA GAMES."""
    found: dict[str, tuple[str, ...]] = {}
    for head, names in _phrases().items():
        found[head.upper()] = (*found.get(head.upper(), ()), *names)
    return found


def phrase_heads() -> Container[str]:
    """The words that may begin a foreign name of several words."""
    return _phrases()


def read_phrase(context: Context, at: int) -> Reading | None:
    """A foreign name of several words: New York."""
    text = context.text
    head = _LETTERS.match(text, at)
    if head is None:
        return None
    shouted = len(head[0]) > 1 and head[0].isupper()
    for written in (_shouted() if shouted else _phrases()).get(head[0], ()):
        end = at + len(written)
        same = text.startswith(written, at) or (shouted and text[at:end] == written.upper())
        if same and not text[end : end + 1].isalnum():
            kept = compiled(_DIGIT_RUN).sub(lambda run: integer(run[0], context.accent), written)
            spoken = kept if context.keeps_foreign else phrases()[written]
            return Reading(end, spoken, SemioticClass.FOREIGN, 0.95)
    return None


def read_dotted(context: Context, at: int) -> Reading | None:
    """A foreign name with a dot in it that the table knows: V.League, Co.opmart."""
    written = context.chunk(at).rstrip(".")
    if "." not in written or (respelled := _known_foreign(written)) is None:
        return None
    said = written.replace(".", "-") if context.keeps_foreign else respelled
    return Reading(at + len(written), said, SemioticClass.FOREIGN, 0.95)


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
        return pairs("signs", "greek").get(written) or letter_name(written, context.accent)
    return spell(written, context.accent)[0]


def _unknown(context: Context, written: str, end: int) -> Reading:
    if is_syllable(written):
        return Reading(end, written, SemioticClass.PLAIN)
    if written.isupper() and len(written) <= _LONGEST_ACRONYM:
        if respelled := _known_foreign(written):
            spoken = written if context.keeps_foreign else respelled
            return Reading(end, spoken, SemioticClass.FOREIGN)
        if len(written) > 5 and compiled(_SAYABLE if len(written) < 8 else _LONG).fullmatch(
            written
        ):
            name = written.capitalize()  # ARIRANG
            found = None if context.keeps_foreign else respell(name)
            letters = spell(written, context.accent)[0]
            said = found[0] if found is not None else name
            return Reading(end, said, SemioticClass.FOREIGN, 0.7, (letters,))
        spoken, confidence = spell(written, context.accent)
        return Reading(end, spoken, SemioticClass.LETTERS, confidence)
    parts = _parts(written) if len(written) < _LONGEST_ACRONYM else []
    if len(parts) > 1 and all(map(is_syllable, parts)):
        apart = " ".join(parts)
        said = apart if context.keeps_foreign else phrases().get(apart, apart)
        return Reading(end, said, SemioticClass.LETTERS, 0.7)
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
