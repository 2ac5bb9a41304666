"""A foreign word in Vietnamese syllables, by rule, for the names no lexicon has.

Letters become sounds by a table (``lexicon/sounds.tsv``) that suits European and romanised Asian
names alike. Sounds become legal syllables: what cannot end a syllable is weakened or dropped, what
cannot begin one with its neighbour gets its own ``ờ``, as in Ma-đờ-rít.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from baonoi.common.syllable import RIMES, with_tone
from baonoi.normalizer.tables import rows
from baonoi.store.patterns import compile_pattern

_VOWELS = "aeiouyăâêôơư"
_V, _C = f"[{_VOWELS}]", f"[^{_VOWELS}]"

_FOREIGN_LETTERS = str.maketrans(
    {
        **dict.fromkeys("äæ", "e"),
        **dict.fromkeys("öőøœ", "ơ"),
        **dict.fromkeys("üű", "uy"),
        **dict.fromkeys("ñńň", "nh"),
        **dict.fromkeys("šșşś", "sh"),
        **dict.fromkeys("čć", "ch"),
        **dict.fromkeys("žżź", "j"),
        **dict.fromkeys("éèëě", "ê"),
        **{"å": "o", "ß": "ss", "ç": "x", "ł": "l", "ğ": "g", "ı": "i", "þ": "th", "ð": "đ"},
    }
)
_OWN_MARKS = dict.fromkeys("ăâêôơư")
_DOUBLED = compile_pattern(r"([bdfhklmnprtvz])\1")
_MAGIC_E = compile_pattern(f"^({_C}*)([aiou])({_C})e(?=s?$)")
_SILENT_E = compile_pattern(f"(?<={_V})({_C}+)(?<!{_C}l)e$")
_OPEN_THROUGHOUT = compile_pattern(f"^{_V}?(?:{_C}h?{_V}){{3,}}{_C}e$")
_LONG = {"a": "ê", "i": "ai", "o": "ô", "u": "u"}

_CODAS = {
    **dict.fromkeys(("b", "f", "ph", "p", "v"), "p"),
    **dict.fromkeys(("đ", "t", "th", "x", "s", "z", "gi", "ch", "tr"), "t"),
    **dict.fromkeys(("c", "g", "kh"), "c"),
    **{"l": "n", "m": "m", "n": "n", "ng": "ng", "nh": "nh", "r": "c"},
}
_PALATAL = {"c": "ch", "ng": "nh"}
_NASALS = ("m", "n", "ng", "nh")
_GLIDED = {
    "a": "oa",
    "e": "oe",
    "ê": "uê",
    "i": "uy",
    "ơ": "uơ",
    "ai": "oai",
    "ây": "uây",
    "ă": "oă",
}
_OPEN = {"ă": "a", "â": "ơ", "oă": "oa", "iê": "ia", "uô": "ua", "uyê": "uya"}
_BEFORE_FRONT = {"c": "k", "g": "gh", "ng": "ngh"}
_ACUTE, _GRAVE = "\u0301", "\u0300"


@cache
def _sounds() -> tuple[re.Pattern[str], tuple[tuple[str, ...], ...]]:
    table = list(rows("sounds", 2))
    patterns = (row[0].replace("V", _V).replace("C", _C) for row in table)
    pattern = compile_pattern("|".join(f"({pattern})" for pattern in patterns))
    return pattern, tuple(tuple(row[1].split()) for row in table)


def _plain(word: str) -> str:
    """Lower case; foreign letters by their nearest, tone marks away, ă â ê ô ơ ư đ kept."""
    word = unicodedata.normalize("NFC", word.lower()).translate(_FOREIGN_LETTERS)
    if word.isascii():
        return word
    letters = []
    for letter in word:
        bare = unicodedata.normalize("NFD", letter)
        kept = unicodedata.normalize("NFC", bare[:2])
        letters.append(kept if kept in _OWN_MARKS else bare[0])
    return "".join(letters)


def _heard(word: str) -> str:
    """The word without the letters that only spelling has: doubles, a silent e."""
    word = _DOUBLED.sub(r"\1", word)
    if _OPEN_THROUGHOUT.match(word):
        return word
    word = _MAGIC_E.sub(lambda found: f"{found[1]}{_LONG[found[2]]}{found[3]}", word)
    return _SILENT_E.sub(r"\1", word)


def _is_vowel(sound: str) -> bool:
    return sound[0] in _VOWELS


def _syllable(onset: str, nucleus: str, codas: Sequence[str], last: bool) -> list[str]:
    """One syllable, and after it one with ờ for a coda that it cannot take."""
    glide = onset.endswith("w")
    onset = onset.removesuffix("w")
    if glide and nucleus in _GLIDED:
        nucleus = _GLIDED[nucleus]
    elif glide:
        onset = onset or "v"
    rime, left = _rime(nucleus, codas, last)
    stopped = rime.endswith(("p", "t", "c", "ch"))
    spelled = with_tone(rime, _ACUTE) if stopped else rime
    return [_joined(onset, spelled, rime), *(_weak(sound) for sound in left)]


def _rime(nucleus: str, codas: Sequence[str], last: bool) -> tuple[str, list[str]]:
    """A legal rime, and the sounds that found no place in it."""
    if codas and codas[0] == "r" and (last or len(codas) > 1 or nucleus in ("ơ", "i")):
        codas = codas[1:]
    if nucleus == "ô" and codas and codas[0] == "r":
        return "ooc", []
    coda = _CODAS.get(codas[0], "") if codas else ""
    for final in (_PALATAL.get(coda, coda) if nucleus[-1] in "iêy" else coda, coda, "n"):
        if coda and nucleus + final in RIMES and (final != "n" or coda in _NASALS):
            return nucleus + final, []
    left = [codas[0]] if coda and coda not in _NASALS else []
    return _OPEN.get(nucleus, nucleus), left


def _joined(onset: str, spelled: str, rime: str) -> str:
    if onset == "c" and rime.startswith(("oa", "oă", "oe")):
        return "qu" + spelled[1:]
    if onset == "c" and rime.startswith(("uâ", "uê", "uơ", "uy")):
        return "q" + spelled
    if onset == "gi" and rime[0] == "i":
        return "d" + spelled  # "gin" loses its vowel in some voices; "din" sounds the same
    if rime[0] in "eêiy":
        onset = _BEFORE_FRONT.get(onset, onset)
    return ("d" if onset == "z" else onset) + spelled


def _weak(sound: str) -> str:
    return _joined(sound.removesuffix("w"), with_tone("ơ", _GRAVE), "ơ")


def _onset(cluster: list[str], at_start: bool) -> tuple[list[str], list[str], str]:
    """Divide the consonants before a vowel: codas of what went before, weak ones, the onset."""
    glide = ""
    if cluster and cluster[-1] == "w":
        cluster, glide = cluster[:-1], "w"
    if not cluster:
        return [], [], glide
    onset, rest = cluster[-1] + glide, cluster[:-1]
    if at_start or not rest:
        return [], rest, onset
    if onset in ("r", "l") and len(rest) == 1 and rest[0] not in (*_NASALS, "l", "r"):
        return [], rest, onset
    coda, middle = rest[0], rest[1:]
    if onset not in ("r", "l"):
        middle = [sound for sound in middle if sound in ("l", "r")] if coda in _NASALS else middle
    return [coda], middle, onset


def syllables(word: str) -> list[str]:
    """The syllables of a word of Latin letters, each legal in Vietnamese; lower case."""
    pattern, table = _sounds()
    sounds = [
        sound
        for found in pattern.finditer(_heard(_plain(word)))
        for sound in table[(found.lastindex or 1) - 1]
    ]
    spelled: list[str] = []
    cluster: list[str] = []
    onset, nucleus = "", ""
    for sound in sounds:
        if not _is_vowel(sound):
            if not cluster or cluster[-1] != sound:
                cluster.append(sound)
            continue
        codas, weak, following = _onset(cluster, at_start=not nucleus)
        if nucleus:
            spelled += _syllable(onset, nucleus, codas, last=False)
        spelled += [_weak(one) for one in weak]
        onset, nucleus, cluster = following, sound, []
    if not nucleus:
        return [_weak(sound) for sound in cluster if sound != "w"]
    return spelled + _syllable(onset, nucleus, cluster, last=True)
