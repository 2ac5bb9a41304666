"""What is laid over eSpeak NG's level speech: declination, resets, ends, questions, roles."""

from __future__ import annotations

import re
from contextlib import closing
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.model import Clip, Passage, Role, SpokenText, Voice
from baonoi.normalizer import normalize
from baonoi.voices.cache import clip_key
from baonoi.voices.espeak import VOICES, EspeakEngine
from baonoi.voices.espeak.intonation import Said, Scale, marked, melodies

SCALE = Scale(55, 5.0, 200)
CODES = re.compile(r"\x01[0-9]+[PS]")


def passage(*sentences: str, role: Role = Role.PARAGRAPH) -> Passage:
    texts = tuple(normalize(sentence) for sentence in sentences)
    return Passage(role, texts, (0.45,) * len(texts))


def melody(*sentences: str, role: Role = Role.PARAGRAPH) -> list[list[Said]]:
    said = passage(*sentences, role=role)
    return list(melodies(said, [text.spoken.split() for text in said.sentences]))


def heights(said: list[Said]) -> list[float]:
    return [each.height for each in said]


def test_pitch_goes_down_and_begins_anew_lower_at_a_clause() -> None:
    (said,) = melody("Sáng nay mẹ đi chợ từ lúc còn tối, cha ra đồng thăm lúa rồi mới ăn cơm.")
    first, second = heights(said)[:9], heights(said)[9:]
    for group in (first, second):
        assert all(before > after for before, after in pairwise(group))
    assert first[-1] < second[0] < first[0]
    assert second[-1] == min(heights(said))


def test_a_new_sentence_begins_as_high_as_one_does() -> None:
    said = melody("Mưa rơi suốt đêm qua, trời lạnh.", "Nay nắng lại lên.", "Ai cũng mừng lắm.")
    tops = [heights(each)[0] for each in said]
    assert tops[0] > tops[1] >= tops[2] > max(heights(said[0])[5:])


def test_a_sentence_that_was_divided_goes_on() -> None:
    parts = melody("Người đi chợ về kể lại,", "nước đã lên tới chân cầu rồi.")
    assert parts[0][-1].height > parts[1][-1].height
    assert parts[1][0].height < parts[0][0].height
    assert parts[1][-1].pace < parts[0][-1].pace < 1


def test_last_syllables_are_longer() -> None:
    (said,) = melody("Con trâu già nằm nghỉ dưới bóng cây đa.")
    assert [each.pace for each in said[:-2]] == [1.0] * (len(said) - 2)
    assert said[-1].pace < said[-2].pace < 1.0


def test_a_question_rises_a_call_is_higher() -> None:
    asked, told, called = (melody(f"Anh đi đâu{mark}")[0] for mark in "?.!")
    assert asked[-1].height > max(heights(asked[:-1])) + 1.5
    assert told[-1].height == min(heights(told))
    assert all(c.height > t.height for c, t in zip(called, told, strict=True))


def test_titles_are_higher_and_slower() -> None:
    text = "Cầu mới qua sông thông xe"
    (title,), (plain,) = melody(text, role=Role.TITLE), melody(text)
    assert all(t.height > p.height and t.pace < p.pace for t, p in zip(title, plain, strict=True))


def test_what_somebody_says_is_set_off_over_sentences_but_no_name() -> None:
    text = "Bà nói: “Tôi ở đây đã bốn mươi năm.", "Không đi đâu nữa” rồi bà cười vui."
    plain = "Bà nói: Tôi ở đây đã bốn mươi năm.", "Không đi đâu nữa rồi bà cười vui."
    said, same = melody(*text), melody(*plain)
    higher = [
        [round(a.height - b.height, 6) for a, b in zip(one, other, strict=True)]
        for one, other in zip(said, same, strict=True)
    ]
    assert set(higher[0][:2]) == {0.0}
    assert len(set(higher[0][2:])) == 1
    assert higher[0][2] > 0
    assert all(step > 0 for step in higher[1][:4])
    assert set(higher[1][-4:]) == {0.0}
    assert melody("Phim “Mùa len trâu” lại ra rạp.") == melody("Phim Mùa len trâu lại ra rạp.")


def test_an_unclosed_quotation_raises_nothing() -> None:
    assert melody("Ông kể “ngày xưa làng này vui lắm.") == melody(
        "Ông kể ngày xưa làng này vui lắm."
    )


TEXT = st.text(
    st.sampled_from("aăbđê \x01\x02\x1b\x7f\x85 58PS,.?!-" + "\u00a0"), min_size=1, max_size=60
)


@given(st.lists(TEXT.filter(lambda text: text.strip()), min_size=1, max_size=3))
def test_no_text_brings_codes_along_and_every_sentence_sets_its_own(texts: list[str]) -> None:
    said = Passage(Role.PARAGRAPH, tuple(SpokenText(t, t) for t in texts), (0.45,) * len(texts))
    for text, coded in zip(texts, marked(said, texts, SCALE), strict=True):
        words, plain = coded.split(" "), text.split()
        assert len(words) == len(plain)
        for word, own in zip(words, plain, strict=True):
            left = CODES.sub("", word, count=2) if word.startswith("\x01") else word
            assert not re.search(r"[\x00-\x1f\x7f-\x9f]", left)
            assert left == re.sub(r"[\x00-\x1f\x7f-\x9f]", "", own) or left == "\u0335"
        assert re.match(r"\x01[0-9]+S\x01[0-9]+P", words[0])


def test_codes_stand_only_where_something_changes() -> None:
    codes = list(SCALE.codes([Said(0, 1), Said(0, 1), Said(1, 1), Said(1, 0.8)]))
    assert codes == ["\x01200S\x0155P", "", "\x0160P", "\x01160S"]
    assert list(SCALE.codes([Said(99, 9), Said(-99, 0)])) == ["\x01450S\x0199P", "\x010P\x0180S"]


def say(voice: Voice, *passages: Passage) -> list[Clip]:
    with closing(EspeakEngine()) as engine:
        return list(engine.synthesize(passages, voice))


def syllables(clip: Clip) -> list[float]:
    """The pitch of each word's middle, in semitones."""
    parselmouth = pytest.importorskip("parselmouth", reason="needs praat-parselmouth")
    found = []
    for start, end in zip(clip.words[::2], clip.words[1::2], strict=True):
        part = np.frombuffer(clip.pcm, dtype="<i2")[start:end] / 32768
        track = parselmouth.Sound(part, clip.sample_rate).to_pitch_ac(0.005, 60)
        heard = track.selected_array["frequency"]
        found.append(float(12 * np.log2(np.median(heard[heard > 0]))))
    return found


@pytest.mark.parametrize("voice", VOICES, ids=lambda voice: voice.name)
def test_it_is_heard(voice: Voice) -> None:
    """Every syllable has the level tone: what moves is the sentence."""
    asked, told, long = say(
        voice,
        passage("Hôm nay anh đi đâu?"),
        passage("Hôm nay anh đi đâu."),
        passage("Hôm qua cô Lan đưa hai con ra công viên chơi."),
    )
    assert syllables(asked)[-1] - syllables(told)[-1] > 2
    assert syllables(asked)[-1] - float(np.median(syllables(asked)[:-1])) > 1
    line = np.polyfit(np.linspace(0, 1, 10), syllables(long)[:10], 1)[0]
    assert -6 < line < -2
    lengths = np.diff([*told.words[::2], len(told.pcm) // 2])
    assert lengths[-1] > 1.2 * np.median(lengths[:-1])


def test_a_long_sentence_without_a_mark_is_said_to_its_end() -> None:
    """The library takes so many codes a clause, and so many characters."""
    words = "chúng tôi đi làm đồng về nhà ăn cơm tối rồi " * 40
    (clip,) = say(VOICES[0], passage(words.strip() + "."))
    starts = clip.words[::2].tolist()
    assert len(starts) == 440
    assert all(before < after for before, after in pairwise(starts))


def test_the_role_is_part_of_a_clips_key() -> None:
    keys = {
        clip_key(passage("Cầu thông xe", role=role), VOICES[0], "1")
        for role in (Role.TITLE, Role.PARAGRAPH)
    }
    assert len(keys) == 2
