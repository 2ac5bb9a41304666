"""What a Vietnamese syllable can be: onset, rime and tone, the way they are spelled.

The inventory is that of the standard orthography (Hoàng Phê, Chính tả tiếng Việt): 27 onsets, some
160 rimes, six tones, of which only sắc and nặng go with a stop at the end.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

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

_VOWELS = "aăâeêioôơuưy"
_STOPS = ("p", "t", "c", "ch")
_TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_STOP_TONES = ("\u0301", "\u0323")
_ETHNIC = frozenset("đắk đăk lắk lăk".split())
"""Names of the Central Highlands, printed with their own k."""


def _marked(rime: str) -> tuple[int, ...]:
    """Where the tone mark of a rime stands; oa, oe, uy have an old and a new place (hòa, hoà)."""
    vowels = rime[: sum(letter in _VOWELS for letter in rime)]
    hatted = [at for at, letter in enumerate(vowels) if letter in "ăâêôơ"]
    if hatted:
        return (hatted[-1],)
    if vowels.startswith(("oa", "oe", "uy")):
        return (1, 0)
    return (1,) if vowels == "oo" else (0,)


def with_tone(rime: str, tone: str) -> str:
    """The rime under a combining tone mark, in the place the new orthography gives it."""
    at = _marked(rime)[0] + 1
    return unicodedata.normalize("NFC", rime[:at] + tone + rime[at:])


@cache
def _toned_rimes() -> frozenset[str]:
    found = set()
    for rime in RIMES:
        stopped = rime.endswith(_STOPS)
        if not stopped:
            found.add(rime)
        for at in _marked(rime):
            for tone in _STOP_TONES if stopped else _TONES:
                marked = rime[: at + 1] + tone + rime[at + 1 :]
                found.add(unicodedata.normalize("NFC", marked))
    return frozenset(found)


_FRONT = frozenset("eèéẽẻẹêềếễểệiìíĩỉịyỳýỹỷỵ")


def _fit(onset: str, rime: str) -> bool:
    if rime not in _toned_rimes():
        return False
    front = rime[0] in _FRONT
    if onset in ("gh", "ngh"):
        return front
    if onset in ("c", "ng"):
        return not front
    if onset == "g":
        return not front or rime[0] in "iìíĩỉị"  # gì, gìn, giếng: the i of gi is the rime's too
    if onset == "q":
        return rime[0] in "uùúũủụ"
    return True


@lru_cache(maxsize=32768)
def is_syllable(word: str) -> bool:
    """Whether a word is spelled as one Vietnamese syllable, in any case and NFC or NFD."""
    word = word.lower()
    if not word.isascii():
        word = unicodedata.normalize("NFC", word)
    if word in _ETHNIC:
        return True
    return _fit("", word) or any(
        _fit(word[:size], word[size:])
        for size in (1, 2, 3)
        if word[:size] in ONSETS or word[:size] == "q"
    )
