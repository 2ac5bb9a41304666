"""Class ``account``: numbers with figures hidden, and numbers of books: one by one, none lost.

51G-123.xx, 1903xxxx888, 09xx.xxx.123 and 0912***456 are said figure by figure, with what hides the
others as it is called ("ích", "sao"); no stop inside ends a sentence.
"""

from __future__ import annotations

from baonoi.model import SemioticClass
from baonoi.normalizer.letters import letter_name
from baonoi.normalizer.numbers import UNITS, integer
from baonoi.normalizer.reading import Context, Reading, compiled

_MASKED = (
    r"(?=[0-9A-ZĐxX*.\- ]{0,16}?(?:[0-9.\- ](?:[xX]{2,}|\*{2,})|[xX*]{2,}[.\- ]?[0-9]))"
    r"[0-9]{1,19}(?:[A-WYZĐ]{1,2}[0-9]?)?"
    r"(?:[.\-]?(?:[0-9]{1,12}|[xX]{1,12}(?![a-wyzà-ỹA-WYZ])|\*{1,12})"
    r"| (?:[0-9]{2,12}|[xX]{2,12}|\*{2,12})(?![\w*.])){1,6}(?![\w*])"
)
_PLATE = r"([1-9][0-9])([A-ZĐ]{1,2}[0-9]?)(?=[.\- ])"
_BOOK = r"97[89](?:[\- ][0-9]{1,7}){3}[\- ]?[0-9X](?![\w])|97[89][0-9]{10}(?![0-9])"
_SIGNS = {"x": "ích", "X": "ích", "*": "sao"}


def _one_by_one(written: str, context: Context) -> str:
    said = []
    for ch in written:
        if ch in "0123456789":
            said.append(UNITS[int(ch)])
        elif ch in _SIGNS:
            said.append(_SIGNS[ch])
        elif ch.isalpha():
            said.append(letter_name(ch, context.accent))
    return " ".join(said)


def read(context: Context, at: int) -> Reading | None:
    """A number of which figures are hidden."""
    found = compiled(_MASKED).match(context.text, at)
    if found is None or not ("x" in found[0].lower() or "*" in found[0]):
        return None
    written = found[0]
    if sum(ch in "0123456789xX*" for ch in written) < 5:
        return None
    plate = compiled(_PLATE).match(written)
    if plate is not None:
        series = _one_by_one(plate[2], context)
        rest = _one_by_one(written[plate.end() :], context)
        said = f"{integer(plate[1], context.accent)} {series}, {rest}"
        return Reading(found.end(), said, SemioticClass.PLATE, 0.95, (), "hidden figures")
    said = _one_by_one(written, context)
    return Reading(found.end(), said, SemioticClass.ACCOUNT, 0.95, (), "hidden figures")


def read_book(context: Context, at: int) -> Reading | None:
    """The number of a book: ISBN 978-604-1-12345-6."""
    found = compiled(_BOOK).match(context.text, at)
    if found is None:
        return None
    if "-" not in found[0] and "isbn" not in context.before(at)[:2]:
        return None
    return Reading(found.end(), _one_by_one(found[0], context), SemioticClass.ACCOUNT, 0.95)
