"""From bytes to clean Unicode text."""

from __future__ import annotations

import codecs
import re
import unicodedata

from baonoi.sources.kinds import not_text
from baonoi.sources.raw import Raw
from baonoi.store.patterns import compile_pattern

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]{2,40})"""
    rb"""|<\?xml[^>]{0,100}?\bencoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
# A name from outside may pick among these only: Python also knows codecs that are no charsets.
_TRUSTED = compile_pattern(r"utf|cp125|iso8859|gb|big5|euc|shift_jis|koi8|ascii|mac")
_VIETNAMESE_ONLY = compile_pattern("[ăđơưĂĐƠƯẠ-ỹ]")
# Named by pages in every old Vietnamese encoding there is, so they prove nothing.
_WEAK = ("ascii", "iso8859-1", "cp1252", "cp1258")


def decode(raw: Raw) -> str:
    """The text of the source: by its mark, its declared encoding, or what its bytes show."""
    data = raw.data
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\0" in data:
        return _decode_wide(raw)
    try:
        return _mended(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    declared = [name for name in map(_known, (raw.charset, _declared(data))) if name]
    for name in declared:
        if name not in _WEAK:
            try:
                return _mended(data.decode(name))
            except UnicodeDecodeError:
                continue
    from baonoi.sources.legacy import decode_legacy

    return decode_legacy(data) or data.decode(
        "cp1258" if "cp1258" in declared else "cp1252", "replace"
    )


def _mended(text: str) -> str:
    """Text that was decoded wrongly once; where Vietnamese letters stand it was not."""
    if _VIETNAMESE_ONLY.search(text):
        return text
    from baonoi.sources.legacy import mend

    return mend(text)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _known(name: str | None) -> str | None:
    try:
        encoding = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    return encoding if _TRUSTED.match(encoding) else None


def _decode_wide(raw: Raw) -> str:
    """UTF-16 without a mark: every other byte of its ASCII is zero. Else it is no text."""
    head = raw.data[:8192]
    low, high = head[0::2].count(0), head[1::2].count(0)
    encoding = "utf-16-le" if high > low else "utf-16-be"
    if max(low, high) >= len(head) // 8 and min(low, high) <= max(low, high) // 50:
        try:
            text = raw.data.decode(encoding)
        except UnicodeDecodeError:
            text = "\0"
        if "\0" not in text:
            return text
    raise not_text(raw)


_LINE_END = compile_pattern("\r\n?|[\v\f\x85\u2028\u2029]")
_UNSEEN = compile_pattern(
    "[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)
_CONTROL = compile_pattern("[\x80-\x9f]")
_WINDOWS = {
    byte: ord(bytes((byte,)).decode("cp1252"))
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""Control characters of ISO 6429, which no text has: the letters of Windows-1252 are meant, as the
HTML standard reads references to them."""
_PARTED = compile_pattern("(?<=\\w)[\xad\ufffe]\n(?=\\w)")
"""A word parted at the end of a line, as copied from a PDF."""
_REFERENCE = compile_pattern(
    r"&(?:(shy|zwnj|zwj|ZeroWidthSpace|NoBreak|lrm|rlm)|#0{0,4}(\d{3,5})|#[xX]0{0,4}([0-9a-fA-F]{2,4}));"
)
_MARKS = compile_pattern(r"[^\w\s]{31,}")


def tidy(text: str) -> str:
    """NFC, lines ended by ``\\n``, without controls, soft hyphens and zero-width characters."""
    text = _PARTED.sub("", _LINE_END.sub("\n", text))
    text = _CONTROL.sub(lambda found: chr(_WINDOWS.get(ord(found[0]), 0)), text)
    text = _REFERENCE.sub(_resolve, text)
    text = _UNSEEN.sub("", text)
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _MARKS.sub(_cap_marks, text))


def _resolve(reference: re.Match[str]) -> str:
    """A character reference to what is unseen, or to a mark that belongs to the letter before."""
    if reference[1]:
        return ""
    number = int(reference[2]) if reference[2] else int(reference[3], 16)
    character = chr(_WINDOWS.get(number, number))
    if _UNSEEN.match(character):
        return ""
    taken = "\u0300" <= character <= "\u036f" or number in _WINDOWS
    return character if taken else reference[0]


def _cap_marks(run: re.Match[str]) -> str:
    """At most 30 combining marks on one letter (UAX #15, stream-safe text).

    Sorting a longer run takes quadratic time in ``unicodedata``, and no language has one.
    """
    kept: list[str] = []
    marks = 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= 30:
            kept.append(character)
    return "".join(kept)
