"""Tone marks that stand on the wrong vowel, and words that cannot be Vietnamese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from baonoi.cleaner.letters import LOWER, UPPER
from baonoi.cleaner.tables import rows
from baonoi.common import syllable
from baonoi.model import Repair
from baonoi.store.patterns import compile_pattern


def _toned(vowels: str) -> str:
    both = vowels + vowels.upper()
    return "".join(unicodedata.normalize("NFC", v + t) for v in both for t in syllable.TONES)


_WORD = compile_pattern(rf"(?<![\w'’-])[{LOWER}{UPPER}]{{2,8}}(?![\w'’])")
_AFTER = compile_pattern(r"(?: [^\s,.;:!?]+){0,2}")
_TWO_WAYS = compile_pattern(rf"[OoUu{_toned('ou')}][AaEeYy{_toned('aey')}](?![\w'’])")
"""The end of a word that both styles of tone marks may be used for."""
_ONSET = 4


def style_of(texts: Iterable[str]) -> bool:
    """Whether an article mostly writes hoà, thuý (True) rather than hòa, thúy."""
    balance = 0
    for text in texts:
        for match in _TWO_WAYS.finditer(text):
            start = match.start()
            while start and start > match.start() - _ONSET and text[start - 1].isalpha():
                start -= 1
            balance += _leans(text[start : match.end()])
    return balance > 0


def suspects(text: str) -> set[str]:
    """The different words of a text that may be wrong: those that cannot be Vietnamese but have
    its letters, and those whose tone mark stands otherwise in one style or in both.
    """
    return set().union(*map(_suspects, text.split()))


def place_tones(text: str, among: set[str], new_style: bool, repairs: list[Repair]) -> str:
    """The text with every tone mark on its vowel and in one style, ``among`` holds its suspects."""
    wrong = {word: mended for word in among if (mended := _placed(word, new_style)) != word}
    if not wrong:
        return text

    def put(match: re.Match[str]) -> str:
        word = match[0]
        mended = wrong.get(word, word)
        if mended != word:
            moved = not syllable.two_ways(word.lower())
            reason = "tone mark moved" if moved else "one style of tone marks"
            repairs.append(Repair(word, mended, reason))
        return mended

    return _WORD.sub(put, text)


def doubts(text: str, among: set[str]) -> list[Repair]:
    """Words that cannot be Vietnamese but nearly are; they are read as they stand."""
    odd = {word: meant for word in among if not _sound(word) and (meant := _suggestion(word))}
    if not odd:
        return []
    found: list[Repair] = []
    for match in _WORD.finditer(text):
        word = match[0]
        if word not in odd or (word.istitle() and not _opens_sentence(text, match.start())):
            continue
        after = _AFTER.match(text, match.end())
        rest = after[0] if after else ""
        found.append(Repair(word + rest, odd[word] + rest, "not a Vietnamese word", True))
    return found


@lru_cache(maxsize=1024)
def _leans(word: str) -> int:
    """1 for a word in the new style, -1 for one in the old, 0 where there is but one."""
    word = word.lower()
    if not (syllable.two_ways(word) and syllable.possible(word)):
        return 0
    return 1 if word == syllable.placed(word, new_style=True) else -1


@lru_cache(maxsize=16384)
def _suspects(token: str) -> tuple[str, ...]:
    """The words of a token that may be wrong."""
    if token.isascii():
        return ()
    words = _WORD.findall(token)
    return tuple([word for word in words if not word.isascii() and not _settled(word)])


def _settled(word: str) -> bool:
    """Whether a word can be Vietnamese and is set alike in both styles of tone marks."""
    low = word.lower()
    return low == syllable.placed(low) == syllable.placed(low, new_style=True) and _sound(word)


@lru_cache(maxsize=16384)
def _placed(word: str, new_style: bool) -> str:
    low = word.lower()
    old, new = syllable.placed(low), syllable.placed(low, new_style=True)
    wanted = new if new_style else old
    if low == wanted or (low == old == new) or not syllable.possible(low):
        return word
    return "".join(
        letter.upper() if like.isupper() else letter
        for letter, like in zip(wanted, word, strict=True)
    )


def _sound(word: str) -> bool:
    return not (word.islower() or word.istitle()) or syllable.possible(word.lower())


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip(" \"“'(‘-*")
    return not before or before[-1] in ".!?…:"


@lru_cache(maxsize=1024)
def _suggestion(word: str) -> str:
    """The most frequent syllable that differs in the mark of one letter; empty for none."""
    ranks = _ranks()
    low = word.lower()
    near = [
        low[:spot] + other + low[spot + 1 :]
        for spot, letter in enumerate(low)
        for other in _alike().get(letter, "")
        if other != letter
    ]
    meant = min((m for m in near if m in ranks), key=ranks.__getitem__, default="")
    return meant.capitalize() if word.istitle() else meant


@cache
def _ranks() -> dict[str, int]:
    return {row[0]: number for number, row in enumerate(rows("common"))}


@cache
def _alike() -> dict[str, str]:
    """Each letter with all those that only marks tell from it."""
    alike: dict[str, str] = {}
    for group in ("aăâ", "eê", "oôơ", "uư", "i", "y", "dđ"):
        tones = ("", *syllable.TONES) if group[0] in syllable.VOWELS else ("",)
        members = "".join(unicodedata.normalize("NFC", c + t) for c in group for t in tones)
        alike.update(dict.fromkeys(members, members))
    return alike
