"""Whether a word can be a Vietnamese syllable, and on which vowel its tone mark belongs.

The rules are those of the standard orthography: onset, rime, tone; rimes that end in c, ch, p or t
take only sắc and nặng.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from baonoi.cleaner.letters import TONES, VOWELS

_V = frozenset(VOWELS)
_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x|"
_RIMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây|e|ec|em|en|eng|eo|ep|et"
    "|ê|êch|êm|ên|êng|ênh|êp|êt|êu|i|ia|ich|iêc|iêm|iên|iêng|iêp|iêt|iêu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam"
    "|oan|oang|oanh|oao|oap|oat|oay|oăc|oăm|oăn|oăng|oăt|oc|oe|oem|oen|oeng|oeo|oep|oet|oi|om|on|ong|ooc|oong|op|ot|ô|ôc|ôi|ôm"
    "|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt|u|ua|uân|uâng|uât|uây|uc|uê|uêch|uên|uênh|uêt|uêu|ui|um|un|ung|uôc|uôi|uôm|uôn|uông"
    "|uôt|uơ|up|ut|uy|uya|uych|uyên|uyêt|uynh|uyn|uyp|uyt|uyu|ư|ưa|ưc|ưi|ưm|ưn|ưng|ươc|ươi|ươm|ươn|ương|ươp|ươt"
    "|ươu|ưt|ưu|y|ych|yên|yêm|yêng|yêt|yêu|ynh|yt"
)
_SYLLABLE = re.compile(rf"(?P<onset>{_ONSETS})(?P<rime>{_RIMES})")
_AFTER_QU = re.compile(
    r"qu(?:a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|ân|âng|ât|ây|e|ec|en|eo|et|ê|êch|ên|ênh|êt"
    r"|i|ich|inh|it|y|ynh|yt|yên|yêt|ơ|ơn|ơt|oc|ôc)"
)
_OPEN_PAIRS = {"oa", "oe", "uy"}


def bare(word: str) -> tuple[str, str]:
    """A small-lettered word without its tone, and the tone's mark."""
    tone = ""
    letters: list[str] = []
    for mark in unicodedata.normalize("NFD", word):
        if mark in TONES:
            if tone:
                return word, "??"
            tone = mark
        else:
            letters.append(mark)
    return unicodedata.normalize("NFC", "".join(letters)), tone


@lru_cache(maxsize=8192)
def possible(word: str) -> bool:
    """Whether a small-lettered word can be written so in Vietnamese, its tone set anywhere."""
    letters, tone = bare(word)
    if tone == "??":
        return False
    if letters.startswith("qu"):
        return _AFTER_QU.fullmatch(letters) is not None
    match = _SYLLABLE.fullmatch(letters)
    if match is None:
        return False
    return tone in {"\u0301", "\u0323"} or not match["rime"].endswith(("c", "ch", "p", "t"))


@lru_cache(maxsize=8192)
def placed(word: str, new_style: bool = False) -> str:
    """The small-lettered syllable with its tone where the orthography puts it.

    ``new_style`` sets it on the second vowel of an open oa, oe, uy ("hoà"), else on the first
    ("hòa").
    """
    letters, tone = bare(word)
    if not tone or tone == "??":
        return word
    start = 0
    if letters.startswith("qu") or (
        letters.startswith("gi") and len(letters) > 2 and letters[2] in _V
    ):
        start = 2
    nucleus = [n for n in range(start, len(letters)) if letters[n] in _V]
    if not nucleus:
        return word
    spot = nucleus[0]
    marked = [n for n in nucleus if letters[n] in "ăâêôơư"]
    if marked:
        spot = marked[-1]
    elif len(nucleus) > 1:
        tail = letters[nucleus[-1] + 1 :]
        if (
            len(nucleus) == 3
            or tail
            or (letters[nucleus[0] : nucleus[1] + 1] in _OPEN_PAIRS and new_style)
        ):
            spot = nucleus[1]
    return letters[:spot] + unicodedata.normalize("NFC", letters[spot] + tone) + letters[spot + 1 :]


def two_ways(word: str) -> bool:
    """Whether it is one of those that both styles of tone marks are used for: hòa, hoà."""
    letters, tone = bare(word)
    if not tone or tone == "??" or letters.startswith("qu"):
        return False
    return letters[-2:] in _OPEN_PAIRS and (len(letters) < 3 or letters[-3] not in _V)
