"""Class ``electronic``: addresses of pages and mail, hashtags, handles, file names.

Signs are named ("a còng", "chấm", "gạch chéo"), parts that read as words are said as words and the
others letter by letter.
"""

from __future__ import annotations

import re

from baonoi.common.syllable import is_syllable
from baonoi.model import SemioticClass
from baonoi.normalizer.foreign import respell
from baonoi.normalizer.letters import letter_name, spell
from baonoi.normalizer.numbers import digits, integer
from baonoi.normalizer.reading import LETTER, Context, Reading, compiled
from baonoi.normalizer.tables import entries, pairs
from baonoi.store.patterns import compile_pattern

_MAIL = compile_pattern(
    r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"
)
_URL = compile_pattern(
    r"(?:https?://|ftp://|www\.)[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){0,5}(?::[0-9]{1,5})?"
    r"(?:/[^\s<>\"”’»]{0,256})?"
)
_REST = compile_pattern(r"[^\s<>\"”’»]*+")
_LONGEST = 120
"""Characters of an address that is said to its end."""
_TOP = (
    "com|net|org|edu|gov|vn|info|biz|ai|io|tv|me|app|dev|asia|co|uk|us|jp|cn|fr|de|ru|kr|sg|au|eu|mil|int|tech|"
    "store|shop|site|online|xyz|pro|news|cc|ly|gl|hk|tw|th|la|kh|id|my|ph|in|ca|VN|COM|NET|COM.VN"
)
_DOMAIN = compile_pattern(
    rf"[A-Za-z0-9](?:[A-Za-z0-9\-]{{0,62}}\.){{1,4}}(?:{_TOP})(?![\w])(?:/[^\s<>\"”’»]{{0,256}})?(?!\.[A-Za-z])"
)
_ENDING = compile_pattern(rf"(?:\.(?:{_TOP})){{1,2}}(?![\w])")
_FILE = compile_pattern(
    r"[\w\-]{1,64}\.(?:pdf|docx?|xlsx?|pptx?|mp3|mp4|jpe?g|png|gif|zip|rar|txt|html?|exe|apk|csv|avi|mov)(?![\w])"
)
_HANDLE = compile_pattern(r"@[A-Za-z0-9_.]{1,63}[A-Za-z0-9_]|@[A-Za-z]")
_COLOUR = r"#[0-9A-Fa-f]{6}(?![\w])"
_HASHTAG = compile_pattern(rf"#{LETTER}(?:{LETTER}|[0-9_]){{0,99}}")
_PIECES = compile_pattern(r"[0-9]+|[A-Za-z]+|[^\W\d_]+|.", re.DOTALL)
_SPELLED = frozenset("vn tv ai io uk us jp cn fr de kr sg au eu hk tw th la kh id ph cc".split())
_VOWEL = compile_pattern("[aeiouyAEIOUY]")
_CAMEL = compile_pattern(r"[A-ZĐ]+(?![^\W\d_A-ZĐ])|[A-ZĐ]?[^\W\d_A-ZĐ]+|[0-9]+")
KEPT = frozenset(("www", "http", "https"))
"""Said letter by letter by every voice that knows foreign words."""
_MAX_SPELLED = 12
_UNSURE = 0.75
"""What of an address is a word and what is spelled, everyone decides for himself."""


def _word(piece: str, context: Context) -> str:
    lower = piece.lower()
    short = piece.isupper() and len(piece) <= 5 and lower not in ("com", "net", "org")
    if (
        short
        or lower in _SPELLED
        or (len(piece) <= 3 and not _VOWEL.search(piece) and lower not in KEPT)
    ):
        return " ".join(letter_name(ch, context.accent) for ch in lower)
    if len(piece) <= 2 and not is_syllable(lower):
        return " ".join(letter_name(ch, context.accent) for ch in lower)
    if lower in KEPT:
        spelled = " ".join(letter_name(ch, context.accent) for ch in lower)
        return lower if context.keeps_foreign else spelled
    if not _VOWEL.search(lower) and len(lower) <= _MAX_SPELLED:
        return " ".join(letter_name(ch, context.accent) for ch in lower)
    if context.keeps_foreign:
        return lower
    said = respell(lower)
    return said[0].lower() if said is not None else lower


def say(written: str, context: Context) -> str:
    """An address piece by piece."""
    said = []
    for piece in _PIECES.findall(written):
        if piece[0] in "0123456789":
            short = len(piece) <= 2 and piece[0] != "0"
            said.append(integer(piece, context.accent) if short else digits(piece))
        elif piece.isalpha():
            said.append(_word(piece, context))
        else:
            said.append(pairs("signs", "electronic").get(piece, ""))
    return " ".join(filter(None, said))


def read_word(context: Context, at: int) -> Reading | None:
    """A mail address, a page, a domain or a file."""
    chunk = context.chunk(at)
    if "@" in chunk:
        found = _MAIL.match(context.text, at)
        if found is not None:
            return Reading(found.end(), say(found[0], context), SemioticClass.ELECTRONIC, _UNSURE)
    if "." not in chunk and not chunk.startswith(("http", "ftp")):
        return None
    for pattern in (_URL, _DOMAIN, _FILE):
        found = pattern.match(context.text, at)
        if found is not None:
            rest = _REST.match(context.text, found.end()) if "/" in found[0] else None
            written = context.text[at : rest.end() if rest else found.end()].rstrip(".,;:!?")
            part = _first_part(written)
            said = say(part.rstrip("/"), context) + (", vân vân" if part != written else "")
            return Reading(at + len(written), said, SemioticClass.ELECTRONIC, _UNSURE)
    return None


def _first_part(address: str) -> str:
    """An address as far as anybody could follow: of a long one no more than who it belongs to."""
    if len(address) <= _LONGEST:
        return address
    scheme, mark, rest = address.rpartition("://") if "://" in address[:9] else ("", "", address)
    return f"{scheme}{mark}{rest.partition('/')[0][:_LONGEST]}"


def _tag(piece: str, context: Context) -> str:
    """A word of a hashtag."""
    if len(piece) == 1 and not (is_syllable(piece) and piece.islower()):
        return letter_name(piece, context.accent) or piece
    if piece.isupper() and not is_syllable(piece):
        found = entries("acronyms").get(piece)
        return found[-1].spoken if found else spell(piece, context.accent)[0]
    if not is_syllable(piece) and (len(piece) < 3 or not _VOWEL.search(piece)):
        return " ".join(filter(None, (letter_name(ch, context.accent) for ch in piece)))
    if context.keeps_foreign or is_syllable(piece):
        return piece
    said = respell(piece)
    return said[0] if said is not None else piece


def read_ending(context: Context, at: int) -> Reading | None:
    """The ending of a domain on its own: .vn, .com.vn."""
    if context.text[at] != "." or context.text[at - 1 : at].isalnum():
        return None
    found = _ENDING.match(context.text, at)
    return (
        Reading(found.end(), say(found[0], context), SemioticClass.ELECTRONIC, _UNSURE)
        if found
        else None
    )


def read_colour(context: Context, at: int) -> Reading | None:
    """A colour of a web page, figure by figure: #FF5733."""
    found = compiled(_COLOUR).match(context.text, at)
    if found is None or found[0][1:].isalpha():
        return None
    said = " ".join(letter_name(ch, context.accent) for ch in found[0][1:])
    return Reading(found.end(), "thăng " + said, SemioticClass.ELECTRONIC, 0.9)


def read_handle(context: Context, at: int) -> Reading | None:
    """@handle and #hashtag."""
    text = context.text
    if text[at] == "#" and not text[at + 1 : at + 2].isalpha():
        return None
    if text[at] == "@":
        found = _HANDLE.match(text, at)
        if found is None:
            return Reading(at + 1, "a còng", SemioticClass.ELECTRONIC)
        return Reading(found.end(), say(found[0], context), SemioticClass.ELECTRONIC, _UNSURE)
    found = _HASHTAG.match(text, at)
    if found is None:
        return None
    pieces = [
        integer(piece, context.accent) if piece[0] in "0123456789" else _tag(piece, context)
        for piece in _CAMEL.findall(found[0])
    ]
    return Reading(found.end(), "thăng " + " ".join(pieces), SemioticClass.ELECTRONIC, 0.8)
