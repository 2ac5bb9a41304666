"""Classes ``acronym`` and ``abbreviation``: what the article defines, then what the lexicon knows.

Of several readings the words around choose. The dot of an abbreviation goes, so that no sentence
ends at "TP. HCM".
"""

from __future__ import annotations

from functools import cache
from itertools import combinations

from baonoi.common.syllable import is_syllable
from baonoi.model import SemioticClass
from baonoi.normalizer import expansion
from baonoi.normalizer.classes import version
from baonoi.normalizer.letters import spell
from baonoi.normalizer.numbers import integer
from baonoi.normalizer.reading import LETTER, UPPER, Context, Reading, compiled
from baonoi.normalizer.tables import Entry, entries
from baonoi.store.patterns import compile_pattern

_CUTS = compile_pattern(r"[^\w²³]|_|(?<=[^\W\d_])(?=[0-9⁰¹²³⁴-⁹])")
_PLACE = compile_pattern(rf"\s?(?:([0-9])|[{UPPER}][^\W\d_]{{1,20}}(?: [{UPPER}]|,))")
_OFFICES = (
    "giám đốc", "cục trưởng", "chủ tịch", "hiệu trưởng", "vụ trưởng", "viện trưởng",
    "trưởng phòng", "tổng giám",
)  # fmt: skip
"""Q. Giám đốc is an acting one, P. Giám đốc a deputy."""
_STREET_DAY = r"\s?[0-9]{1,2}[/-][0-9]{1,2}(?![0-9]|[/-][0-9])"
"""The day that a street is named after: Đ.3/2."""
_BEHIND = r"(?:GMT|UTC) ?[-−]([0-9]{1,2})(?::?([0-9]{2}))?(?![\w]|[-/.,][\w])"
"""A zone of time west of Greenwich."""
TITLES = frozenset("anh chị ông bà em cháu cô chú bác cậu bé mẹ bố con thầy".split())
_SMALL = compile_pattern(rf"{LETTER}{{4,6}}(?!{LETTER})")
_VOWEL = compile_pattern("[aeiouyA-ZÀ-ỹ]")
_WORDS = compile_pattern(rf"{LETTER}+")
_TITLED = rf"\.(?=\s?CK|\s?[{UPPER}][^\W\d_]* [{UPPER}][^\W\d_])"
"""The dot of a title before another or a name: BS.CKII. Trần Mai; no sentence begins like that."""
_REACH = 64
"""Characters behind a form in which the text may end."""
_IN_ARTICLE = "the article defines it"


def _entries(written: str) -> tuple[Entry, ...] | None:
    found = entries("acronyms").get(written)
    if found is None and 3 < len(written) <= _longest() and "D" in written and written.isupper():
        return _unmarked(written)
    if found is None:
        short = entries("abbreviations")
        found = short.get(written)
        if found is None and len(written) > 2 and not written.isalpha():
            found = short.get(written.lower())
    return found


@cache
def _longest() -> int:
    return max(map(len, entries("acronyms")))


def _unmarked(written: str) -> tuple[Entry, ...] | None:
    """What is typed without the stroke of its Đ: LD-TB-XH, HDND."""
    places = [at for at, ch in enumerate(written) if ch == "D"][:4]
    for count in range(len(places), 0, -1):
        for chosen in combinations(places, count):
            marked = "".join("Đ" if at in chosen else ch for at, ch in enumerate(written))
            found = entries("acronyms").get(marked)
            if found is not None and found[-1].default and found[-1].sense != "sound":
                return found
    return None


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
    if context.text[at] in "GU":
        zone = compiled(_BEHIND).match(context.text, at)
        if zone is not None:
            said = f"{reading.spoken} trừ {integer(zone[1], context.accent)}"
            said += f" giờ {integer(zone[2], context.accent)} phút" if zone[2] else ""
            return reading._replace(end=zone.end(), spoken=said)
    if reading.spoken == "đường" and compiled(_STREET_DAY).match(context.text, reading.end):
        return reading
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
    if reading is None or reading.kind == SemioticClass.LETTERS:
        return None
    return reading._replace(confidence=min(0.7, reading.confidence))


def lookup(context: Context, at: int, chunk: str) -> Reading | None:
    """The longest beginning of a chunk that glossary or lexicon know."""
    for size in _cuts(chunk):
        written = chunk[:size]
        following = chunk[size : size + 1]
        if not size or (following.isalpha() and written[-1] != "."):
            continue
        spoken = context.glossary.get(written)
        if spoken is not None:
            return _defined(context, at, written, spoken)
        found = _entries(written)
        if written[-1] == "." and size == len(chunk) and _last_word(context, at + size, written):
            continue  # the stop of a sentence: 5 tỷ TL.
        if found is None or (len(written) == 2 and written[1] == "." and not _place(context, at)):
            continue
        if written.startswith("Tr.") and context.before(at)[0] in TITLES:
            continue
        reading = _weighed(context, at, written, found)
        if reading is not None:
            return reading
    return None


def _defined(context: Context, at: int, written: str, full: str) -> Reading:
    """What the article defines, in full; by its letters where the full form is foreign."""
    if all(map(is_syllable, _WORDS.findall(full))):
        return Reading(at + len(written), full, SemioticClass.ACRONYM, 1.0, (), _IN_ARTICLE)
    spoken, _ = spell(written, context.accent)
    return Reading(at + len(written), spoken, SemioticClass.LETTERS, 0.95, (full,), _IN_ARTICLE)


def _weighed(context: Context, at: int, written: str, found: tuple[Entry, ...]) -> Reading | None:
    """What the lexicon has, where something speaks for it; else the letters of an acronym."""
    end = at + len(written)
    verdict, entry = expansion.choose(context, at, end, written, found)
    sense, confidence, cue, others = verdict
    if entry is None:
        if not written.isupper() or not written.isalpha():
            return None
        return Reading(end, sense.spoken, sense.kind, confidence, others, cue)
    sound = entry.sense in ("sound", "zone")
    said = entry.spoken if sound else _said_once(context, at, entry.spoken)
    if written[-1] == "." and _ends_sentence(context.text, end, said):
        end -= 1
    elif entry.sense == "title" and compiled(_TITLED).match(context.text, end):
        end += 1
    short = "." in written or "/" in written
    kind = SemioticClass.ABBREVIATION if short else SemioticClass.ACRONYM
    return Reading(end, said, kind, confidence, others, cue)


def _last_word(context: Context, end: int, written: str) -> bool:
    """Whether an acronym that has an entry without its dot ends the text."""
    rest = context.text[end : end + _REACH]
    return not rest.strip("\"'”’) \n") and written[:-1] in entries("acronyms")


def _place(context: Context, at: int) -> bool:
    """Whether Q., P., H. stand for a place or an office, as what follows tells."""
    if context.text[at] in "QP" and " ".join(context.after(at + 2)[:2]) in _OFFICES:
        return True
    found = _PLACE.match(context.text, at + 2)
    if found is None:
        return False
    if found[1]:
        day = context.text[at] == "Đ" and compiled(_STREET_DAY).match(context.text, at + 2)
        return context.text[at] in "QPFqp" or bool(day)
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
