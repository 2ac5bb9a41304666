"""Every syllable that Vietnamese spelling allows keeps its vowels and its tone."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

import espeakng_loader
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.common.syllable import ONSETS, RIMES, is_syllable
from baonoi.model import Accent
from baonoi.voices.espeak.respelling import respell

TONES = {"": "", "\u0300": "2", "\u0301": "3", "\u0309": "4", "\u0303": "5", "\u0323": "6"}
"""Each tone mark and the figure by which eSpeak NG writes that tone; it may write level as 1."""
STOPS = ("p", "t", "c", "ch")
VOWELS = "aeiouyEOIU@V"
ACCENTS: dict[Accent, str] = {"northern": "vi", "southern": "vi-vn-x-south"}


def hosts(rime: str) -> Iterator[int]:
    """The letters a rime's tone mark may stand on: in oa, oe, uy it has an old and a new place."""
    vowels = re.match("[aăâeêioôơuưy]+", rime)
    assert vowels
    hatted = [at for at, letter in enumerate(vowels[0]) if letter in "ăâêôơ"]
    if hatted:
        yield hatted[-1]
    elif rime.startswith(("oa", "oe", "uy")):
        yield from (0, 1)
    else:
        yield 1 if rime.startswith("oo") else 0


@cache
def syllables() -> tuple[tuple[str, str, str, str], ...]:
    """Onset, rime, tone mark and spelling of every syllable, in the old and the new orthography."""
    found = []
    for rime in sorted(RIMES):
        for tone in TONES:
            if rime.endswith(STOPS) and tone not in ("\u0301", "\u0323"):
                continue
            for at in hosts(rime):
                marked = unicodedata.normalize("NFC", rime[: at + 1] + tone + rime[at + 1 :])
                found.extend(
                    (onset, rime, tone, onset + marked)
                    for onset in ["", *sorted(ONSETS)]
                    if is_syllable(onset + marked) and spelled_so(onset, rime)
                )
    return tuple(found)


def spelled_so(onset: str, rime: str) -> bool:
    """Whether an onset and a rime are written one after the other: no gi + i, no qu + u."""
    if onset == "gi":
        return rime[0] not in "i" and not rime.startswith("iê")
    if onset == "qu":
        return rime[0] not in "uoô"
    return onset != "g" or rime[0] != "i" or rime in ("i", "im", "in", "inh", "iêng")


def sounds_like(onset: str, rime: str) -> str:
    """The rime that is heard: the i of gi before ê, and the u of qu before i, belong to it."""
    if onset == "gi" and rime in ("êu", "êp", "êt", "êch"):
        return "i" + rime
    return "uy" + rime[1:] if onset == "qu" and rime in ("i", "im", "in", "inh") else rime


class Phonemes:
    """What eSpeak NG would say, as it writes it."""

    def __init__(self, voice: str) -> None:
        self._dll = ctypes.CDLL(str(espeakng_loader.get_library_path()))
        data = str(espeakng_loader.get_data_path()).encode()
        assert self._dll.espeak_Initialize(2, 5000, data, 0) > 0
        assert self._dll.espeak_SetVoiceByName(voice.encode()) == 0
        self._dll.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def __call__(self, text: str) -> str:
        rest = ctypes.c_char_p(text.encode())
        said = b""
        while rest.value:
            said += self._dll.espeak_TextToPhonemes(ctypes.byref(rest), 1, 0) or b""
        return re.sub("[',_|%]", "", said.decode())


def faults(voice: str, spelling: dict[str, str]) -> dict[str, list[str]]:
    """The syllables that are taken for another language, or lose their tone or a vowel."""
    phonemes = Phonemes(voice)
    found: dict[str, list[str]] = defaultdict(list)
    tails: dict[str, Counter[str]] = defaultdict(Counter)
    said: list[tuple[str, str, str]] = []
    for onset, rime, tone, syllable in syllables():
        heard = phonemes(spelling[syllable])
        if "(" in heard:
            found["foreign"].append(syllable)
            continue
        if "".join(re.findall(r"[2-9]", heard)) != TONES[tone]:
            found["tone"].append(syllable)
            continue
        vowel = re.search(f"[{VOWELS}].*", re.sub(r"\d", "", heard))
        tail = vowel[0] if vowel else ""
        group = sounds_like(onset, rime)
        tails[group][tail] += 1
        said.append((group, tail, syllable))
    for group, tail, syllable in said:
        nuclei = re.findall(f"[{VOWELS}]+", tail)
        usual = re.findall(f"[{VOWELS}]+", tails[group].most_common(1)[0][0])
        if nuclei != usual:
            found["vowel"].append(syllable)
    return dict(found)


@pytest.mark.parametrize("accent", ACCENTS)
def test_every_syllable_keeps_its_vowel_and_tone(accent: Accent) -> None:
    assert len(syllables()) > 18_000
    spelling = {syllable: respell(syllable, accent) for *_, syllable in syllables()}
    assert faults(ACCENTS[accent], spelling) == {}


def test_without_respelling_they_do_not() -> None:
    plain = {syllable: syllable for *_, syllable in syllables()}
    northern = faults("vi", plain)
    assert {"veo", "buy"} <= set(northern["foreign"])
    assert {"gi", "gin", "quinh", "họa", "tọan", "giuộc"} <= set(northern["vowel"])
    assert {"hu", "hung", "huống"} <= set(faults("vi-vn-x-south", plain)["vowel"])


@pytest.mark.parametrize(
    ("written", "respelled"),
    [
        ("Gì", "dì"),
        ("giết", "diết"),
        ("một giuộc", "một duộc"),
        ("quí", "quý"),
        ("Tòan", "Toàn"),
        ("hủy", "huỷ"),
        ("thủ\u00ad đô", "thủ đô"),
        ("to\u0300a a\u0301n", "toà án"),
        ("giữ gìn giếng quốc khoẻ", "giữ dìn giếng quốc khoẻ"),
    ],
)
def test_the_rules(written: str, respelled: str) -> None:
    assert respell(written) == respelled


def test_the_southern_rules_leave_the_north_alone() -> None:
    assert respell("tình huống") == "tình huống"
    assert respell("tình huống", "southern") != "tình huống"


@given(st.lists(st.sampled_from([syllable for *_, syllable in syllables()]), max_size=12))
def test_words_keep_their_number_and_respelling_is_done_once(words: list[str]) -> None:
    text = " ".join(words)
    for accent in ACCENTS:
        once = respell(text, accent)
        assert len(once.split()) == len(words)
        assert respell(once, accent) == once
