"""Vietnamese as it was encoded before Unicode: windows-1258, TCVN3 (ABC), VISCII, VPS and VNI.

Which of them bytes are in is told by reading them: the right one gives Vietnamese syllables, the
others give letters in an order that no syllable has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, partial
from itertools import islice
from pathlib import Path

from baonoi.common.tables import rows
from baonoi.store.patterns import compile_pattern

_Decoder = Callable[[bytes], str]

_SURE = 0.7
"""The share of words with marks that must be syllables before an encoding is believed."""

_HIGH_WORD = re.compile(
    rb"[^\s<>&;=\"'()\[\],.:!?/]{0,12}[\x80-\xff][^\s<>&;=\"'()\[\],.:!?/]{0,12}"
)
_SAMPLE = 3000


def decode_legacy(data: bytes) -> str | None:
    """The text of bytes in one of the old encodings; None where none of them fits."""
    sample = b" ".join(word[0] for word in islice(_HIGH_WORD.finditer(data), _SAMPLE))
    best = max(_decoders(), key=lambda decoder: _likelihood(decoder(sample)))
    return best(data) if _likelihood(best(sample)) >= _SURE else None


def mend(text: str) -> str:
    """Undo a wrong decoding that was saved as Unicode; other text comes back as it is.

    Typical of documents set in the fonts of old encodings ("Coäng hoøa", "Céng hßa") and of
    UTF-8 that was once taken for windows-1252 ("Viá»‡t Nam").
    """
    if len(_MARKED_WORD.findall(text, 0, 20_000)) < 3:
        return text
    if _likelihood(text[:20_000]) >= 0.5:
        return text
    data = _as_bytes(text)
    if data is None:
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return decode_legacy(data) or text


@cache
def _decoders() -> tuple[_Decoder, ...]:
    """In the order of trust where several fit equally: letters in common say nothing."""
    tables = _tables()
    abc = {code: letter for code, letter in tables["tcvn3"].items() if code >= b"\xa0"}
    return (
        partial(str, encoding="cp1258", errors="replace"),
        partial(_decode_single, abc),
        partial(_decode_single, tables["viscii"]),
        _decode_vni,
        partial(_decode_single, tables["vps"]),
        partial(_decode_single, tables["tcvn3"]),
    )


@cache
def _tables() -> dict[str, dict[bytes, str]]:
    head, *letters = rows(Path(__file__).with_name("legacy.tsv"))
    return {
        name: {bytes.fromhex(row[column]): row[0] for row in letters}
        for column, name in enumerate(head)
        if column
    }


def _western(data: bytes) -> str:
    """windows-1252, with the few bytes it leaves open as they are in Latin-1."""
    text = data.decode("latin-1")
    return text.translate(_c1_of_1252())


@cache
def _c1_of_1252() -> dict[int, str]:
    found = {byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
    return {byte: character for byte, character in found.items() if character}


def _decode_single(table: dict[bytes, str], data: bytes) -> str:
    letters = {code[0]: letter for code, letter in table.items()}
    return data.decode("latin-1").translate(_c1_of_1252() | letters)


def _decode_vni(data: bytes) -> str:
    letters = _vni_letters()
    return _vni_pattern().sub(lambda found: letters[found[0]], _western(data))


@cache
def _vni_letters() -> dict[str, str]:
    return {_western(code): letter for code, letter in _tables()["vni"].items()}


@cache
def _vni_pattern() -> re.Pattern[str]:
    return compile_pattern("|".join(sorted(_vni_letters(), key=len, reverse=True)))


def _as_bytes(text: str) -> bytes | None:
    """The bytes that windows-1252 made this text of; None where it did not."""
    back = {ord(character): byte for byte, character in _c1_of_1252().items()}
    codes = text.translate(back)
    try:
        return codes.encode("latin-1")
    except UnicodeEncodeError:
        return None


_MARKED_WORD = compile_pattern(r"[\x80-\U0010ffff][^\s,.:;!?()\"'“”‘’–—…/-]*")
_NEUTRAL = compile_pattern(r"[“”‘’–—…«»•\xa0·°²³½©®™€£₫×]+")
_TONE = compile_pattern("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = compile_pattern(
    "(?:ngh|nh|ng|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
    "(?:iê|yê|uyê|uô|ươ|ia|uya|ua|ưa|oa|oă|oe|uâ|uê|uy|uơ|oo|[aăâeêioôơuưy])"
    "(?P<coda>ch|nh|ng|[cmnpt]|[iyou])?"
)


def _likelihood(text: str) -> float:
    """The share of words with non-ASCII letters that are shaped like Vietnamese syllables."""
    spaced = _NEUTRAL.sub(" ", unicodedata.normalize("NFC", text))
    words = [word for word in re.split(r"[\s,.:;!?()\"'/-]+", spaced) if not word.isascii()]
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def _is_syllable(word: str) -> bool:
    """Whether onset, rhyme and tone go together: a stop (p, t, c, ch) allows sắc and nặng only."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(letters)
    found = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", _TONE.sub("", letters)))
    if found is None or len(tones) > 1:
        return False
    return found["coda"] not in ("p", "t", "c", "ch") or tones in ([], ["\u0301"], ["\u0323"])
