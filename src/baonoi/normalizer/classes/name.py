"""Class ``initials``: C.V.Kình is "xê vê Kình", V.T.Đ "vê tê đê", anh M. "anh mờ"."""

from __future__ import annotations

from baonoi.common.syllable import is_syllable
from baonoi.model import SemioticClass
from baonoi.normalizer.classes import acronym
from baonoi.normalizer.letters import letter_name
from baonoi.normalizer.reading import LETTER, UPPER, Context, Reading, compiled
from baonoi.store.patterns import compile_pattern

_LETTER = rf"(?:Tr|Th|Ng|Nh|Ph|Kh|Ch|[{UPPER}])"
_INITIALS = compile_pattern(
    rf"{_LETTER}(?:\.\s?{_LETTER}(?![^\W\d_])){{1,5}}\.?(?![^\W\d_])(?!\.[^\W\d_])"
    rf"|(?:{_LETTER}\.){{1,5}}(?=[^\W\d_]{{2}})"
)
_LETTERS = compile_pattern(_LETTER)
_ONE = compile_pattern(rf"(?:{_LETTER}|{LETTER})(?!['’]?{LETTER}|[0-9])")
CLUSTERS = {
    "Tr": "trờ", "Th": "thờ", "Ng": "ngờ", "Nh": "nhờ", "Ph": "phờ", "Kh": "khờ", "Ch": "chờ",
}  # fmt: skip
_NEXT_NAME = compile_pattern(rf" ([{UPPER}][^\W\d_]{{1,24}})")
_YEARS = r" [0-9]{1,3} (?:năm|tháng|tuổi)(?!\w)"
_SINGLE = {"m": "mờ", "l": "lờ", "n": "nờ", "r": "rờ"}
"""As they are said alone; in a row their names are clearer."""


def single(letter: str, context: Context) -> str:
    """One letter alone: a consonant by its sound where its name is foreign (M: "mờ")."""
    if letter == "d":
        return "dê"  # điểm d and điểm đ must differ
    return (
        CLUSTERS.get(letter) or _SINGLE.get(letter.lower()) or letter_name(letter, context.accent)
    )


def read_dotted(context: Context, at: int) -> Reading | None:
    """Capitals with dots: the first letters of a name."""
    if "." not in context.chunk(at):
        return None
    text = context.text
    found = _INITIALS.match(text, at)
    if found is None or acronym.known(found[0]) or acronym.known(found[0].rstrip(".")):
        return None
    letters = _LETTERS.findall(found[0])
    end = found.end()
    if text[end - 1] == "." and _stops(context, at, end):
        end -= 1
    spoken = " ".join(_name(letter, context) for letter in letters)
    return Reading(end, spoken, SemioticClass.INITIALS, 0.95)


def _name(letter: str, context: Context) -> str:
    return CLUSTERS.get(letter) or letter_name(letter, context.accent)


def read_cluster(context: Context, at: int) -> Reading | None:
    """An initial of two letters: Ng. Văn A."""
    text = context.text
    if text[at + 2 : at + 3] == "." and text[at : at + 2] in CLUSTERS:
        return read_single(context, at)
    return None


def read_single(context: Context, at: int) -> Reading | None:
    """One consonant alone, with the dot of an initial."""
    text = context.text
    found = _ONE.match(text, at)
    if found is None:
        return None
    letter = found[0]
    end = found.end()
    if is_syllable(letter) and (letter.islower() or not letter.isascii()):
        return Reading(end, letter, SemioticClass.PLAIN)
    if text[end : end + 1] == "." and letter.isupper() and not _stops(context, at, end + 1):
        end += 1
    name = single(letter, context)
    if not name or (name == letter.lower() and end == found.end()):
        return Reading(found.end(), letter, SemioticClass.PLAIN)
    return Reading(end, letter if name == letter.lower() else name, SemioticClass.LETTERS, 0.9)


def _stops(context: Context, at: int, end: int) -> bool:
    """Whether the dot after an initial ends the sentence."""
    text = context.text
    rest = text[end : end + 2]
    if not rest.strip("\"'”’)"):
        return True
    if not rest[0].isspace():
        return False
    if rest[1:].isdigit() and compiled(_YEARS).match(text, end):
        return False  # N.V.Đ. 12 năm
    if rest[1:].islower() or rest[1:] in ("-", "–", "(") or context.before(at)[0] in acronym.TITLES:
        return False
    following = _NEXT_NAME.match(text, end)
    if following is not None and not is_syllable(following[1]):
        return False  # V. Putin
    before = text[max(0, at - 24) : at].rstrip().rpartition(" ")[2]
    if before[:1].isupper() and not is_syllable(before):
        return False  # George W. Bush
    return bool(before)
