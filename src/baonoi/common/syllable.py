"""What a Vietnamese syllable can be: onset, rime and tone, the way they are spelled.

The inventory is that of the standard orthography (Hoàng Phê, Chính tả tiếng Việt): 27 onsets, some
160 rimes, six tones, of which only sắc and nặng go with a stop at the end.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

VOWELS = "aăâeêioôơuưy"
"""The vowel letters, without tones."""

TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
"""The combining marks of huyền, sắc, ngã, hỏi and nặng."""

ONSETS = frozenset("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split())
"""Every consonant spelling a syllable may begin with."""

RIMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt oe oem oen oeng oeo oep oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uân uâng uât uây
    uê uêch uên uênh uêt uêu uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu
    """.split()
)
"""Every rime without its tone."""

_STOPS = ("p", "t", "c", "ch")
_STOP_TONES = ("\u0301", "\u0323")
_OPEN = frozenset({"oa", "oe", "uy"})
_FRONT = frozenset("eêiy")
_MANY = "??"
_ETHNIC = frozenset("đắk đăk lắk lăk".split())
"""Names of the Central Highlands, printed with their own k."""


def with_tone(rime: str, tone: str) -> str:
    """The rime under a combining tone mark, in the place the new orthography gives it."""
    return _put(rime, _marked(rime)[0], tone)


@lru_cache(maxsize=32768)
def is_syllable(word: str) -> bool:
    """Whether a word is spelled as one Vietnamese syllable, in any case and NFC or NFD."""
    word = word.lower()
    if not word.isascii():
        word = unicodedata.normalize("NFC", word)
    if word in _ETHNIC:
        return True
    return any(
        rime in _toned_rimes() and _goes(onset, _bare(rime[0])) for onset, rime in _cuts(word)
    )


@lru_cache(maxsize=8192)
def possible(word: str) -> bool:
    """Whether a small-lettered NFC word is a syllable once its tone is put on the right vowel."""
    letters, tone = bare(word)
    parts = _parts(letters)
    if parts is None or tone == _MANY:
        return word in _ETHNIC
    return tone in _STOP_TONES or not parts[1].endswith(_STOPS)


@lru_cache(maxsize=8192)
def placed(word: str, new_style: bool = False) -> str:
    """The small-lettered NFC syllable with its tone where the orthography puts it.

    ``new_style`` sets it on the second vowel of an open oa, oe, uy ("hoà"), else on the first
    ("hòa"). What is no syllable stays as it is.
    """
    letters, tone = bare(word)
    parts = _parts(letters)
    if not tone or tone == _MANY or parts is None:
        return word
    onset, rime = parts
    spot = 0 if rime in _OPEN and not new_style else _marked(rime)[0]
    return onset + _put(rime, spot, tone)


def two_ways(word: str) -> bool:
    """Whether it is one of those that both styles of tone marks are used for: hòa, hoà."""
    letters, tone = bare(word)
    parts = _parts(letters)
    return bool(tone) and tone != _MANY and parts is not None and parts[1] in _OPEN


def bare(word: str) -> tuple[str, str]:
    """A word without its tone, NFC, and the tone's mark; "??" for the mark where there are two."""
    if word.isascii():
        return word, ""
    tone = ""
    letters: list[str] = []
    for mark in unicodedata.normalize("NFD", word):
        if mark in TONES:
            if tone:
                return word, _MANY
            tone = mark
        else:
            letters.append(mark)
    return unicodedata.normalize("NFC", "".join(letters)), tone


def _cuts(word: str) -> list[tuple[str, str]]:
    """Every way to part a word into an onset and the rest, the longest onset first."""
    return [
        (word[:size], word[size:])
        for size in (3, 2, 1, 0)
        if size < len(word) and (not size or word[:size] in ONSETS or word[:size] == "q")
    ]


def _parts(letters: str) -> tuple[str, str] | None:
    """Onset and rime of a syllable without its tone."""
    for onset, rime in _cuts(letters):
        if rime in RIMES and _goes(onset, rime[0]):
            return onset, rime
    return None


def _goes(onset: str, first: str) -> bool:
    """Whether an onset is spelled so before a rime that begins with the bare vowel ``first``."""
    front = first in _FRONT
    if onset in ("gh", "ngh"):
        return front
    if onset in ("c", "ng"):
        return not front
    if onset == "g":
        return not front or first == "i"  # gì, gìn, giếng: the i of gi is the rime's too
    if onset == "q":
        return first == "u"
    return True


def _marked(rime: str) -> tuple[int, ...]:
    """Where the tone mark of a rime stands; oa, oe, uy have an old and a new place (hòa, hoà)."""
    vowels = rime[: sum(letter in VOWELS for letter in rime)]
    hatted = [at for at, letter in enumerate(vowels) if letter in "ăâêôơ"]
    if hatted:
        return (hatted[-1],)
    if vowels.startswith(("oa", "oe", "uy")):
        return (1, 0)
    return (1,) if vowels == "oo" else (0,)


def _put(rime: str, at: int, tone: str) -> str:
    return unicodedata.normalize("NFC", rime[: at + 1] + tone + rime[at + 1 :])


@cache
def _bare(letter: str) -> str:
    return bare(letter)[0]


@cache
def _toned_rimes() -> frozenset[str]:
    found = set()
    for rime in RIMES:
        stopped = rime.endswith(_STOPS)
        if not stopped:
            found.add(rime)
        for at in _marked(rime):
            for tone in _STOP_TONES if stopped else TONES:
                found.add(_put(rime, at, tone))
    return frozenset(found)
