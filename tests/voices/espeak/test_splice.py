"""What codes put into the sound comes out again, and pauses are as long as asked for."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

import espeakng_loader
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.voices.espeak import SETTINGS
from baonoi.voices.espeak.pool import Pool, Request
from baonoi.voices.espeak.splice import spliced

TEXTS = (
    "Sáng nay người dân hai bờ sông đã đi chợ sớm mua bán đông vui.",
    "Anh ấy nói năm nay làm ăn được nhờ mưa thuận gió hòa.",
)


@pytest.fixture
def pool() -> Iterator[Pool]:
    """In a process of its own: what else was loaded in this one would be heard."""
    found = Pool(
        str(espeakng_loader.get_library_path()), str(espeakng_loader.get_data_path()), size=1
    )
    yield found
    found.close()


def say(pool: Pool, texts: list[str]) -> tuple[bytes, array[int], array[int]]:
    """As the library says them."""
    answer = pool.ask(Request(SETTINGS["espeak-nam-bac"], texts))
    return answer.audio, answer.ends, answer.words


def test_codes_that_change_nothing_leave_no_trace(pool: Pool) -> None:
    """But for a few samples of where pulses begin, and milliseconds at a stop's own silence."""
    pitch = SETTINGS["espeak-nam-bac"]["pitch"]
    for text in TEXTS:
        plain, ends, words = say(pool, [text])
        coded = " ".join(f"\x01{pitch}P{word}" for word in text.split())
        sound, coded_ends, coded_words = say(pool, [coded])
        gap = coded_words[0]
        assert gap > 50
        assert coded_words[-2] - words[-2] > gap * len(text.split()) // 2
        gaps = dict.fromkeys(range(len(text.split())), gap)
        again, moved_ends, moved = spliced(sound, coded_ends, coded_words, gaps, {})
        first = slice(0, 2 * words[4])
        one, other = (np.frombuffer(sound[first], dtype="<i2") for sound in (again, plain))
        assert np.corrcoef(one, other)[0, 1] > 0.95
        assert np.abs(np.array(moved) - np.array(words)).max() <= 110
        assert abs(moved_ends[-1] - ends[-1]) <= 110


def quiet(samples: int) -> bytes:
    return bytes(2 * samples)


def loud(samples: int) -> bytes:
    return np.full(samples, 5000, dtype="<i2").tobytes()


@given(
    st.lists(
        st.tuples(st.integers(50, 400), st.integers(0, 300), st.integers(0, 600)),
        min_size=1,
        max_size=8,
    )
)
def test_every_word_keeps_its_sound_and_gets_its_rest(words: list[tuple[int, int, int]]) -> None:
    """Words of so many samples, so much quiet before each, so much asked for."""
    sound, times, at = loud(100), array("i"), 100
    for length, before, _ in words:
        sound += quiet(before) + loud(length)
        times.extend((at + before, at + before + length))
        at += before + length
    rests = {number: wanted for number, (_, _, wanted) in enumerate(words)}
    made, ends, moved = spliced(sound, array("i", [at]), times, {}, rests)
    samples = np.frombuffer(made, dtype="<i2")
    assert ends[-1] == len(samples)
    assert np.count_nonzero(samples) == np.count_nonzero(np.frombuffer(sound, dtype="<i2"))
    done = 100
    for number, (length, before, wanted) in enumerate(words):
        start = moved[2 * number]
        assert start - done == (wanted if before else 0)
        assert samples[start : start + length].all()
        done = start + length


def test_a_gap_is_cut_and_a_closure_kept() -> None:
    sound = loud(100) + quiet(130) + loud(100) + quiet(400) + loud(100)
    times = array("i", [0, 230, 230, 730, 730, 830])
    made, ends, moved = spliced(sound, array("i", [330, 830]), times, {1: 130, 2: 130}, {})
    assert made == loud(200) + quiet(270) + loud(100)
    assert moved.tolist() == [0, 100, 100, 470, 470, 570]
    assert ends.tolist() == [200, 570]
