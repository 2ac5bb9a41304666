from __future__ import annotations

from array import array
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.model import (
    Article,
    Passage,
    Recording,
    Role,
    Script,
    ScriptSection,
    Span,
    SpokenText,
    Timeline,
    Voice,
)
from baonoi.publish.cues import LINE, Cue, cues

VOICE = Voice("test", "Test", "test", "male")


def recording(text: SpokenText, *, known: bool = True) -> Recording:
    """One sentence, 1000 samples a word."""
    count = len(text.spoken.split())
    words = array("q")
    for number in range(count):
        words.extend((1000 * number, 1000 * (number + 1)) if known else (-1, -1))
    end = 1000 * count
    script = Script((ScriptSection(None, (Passage(Role.PARAGRAPH, (text,), (0.5,)),)),))
    timeline = Timeline(1000, array("q", [0, end]), array("q", [0, end]), words)
    return Recording(Article("", ()), script, VOICE, timeline, (), b"")


def shown(text: str, **options: bool) -> list[Cue]:
    return list(cues(recording(SpokenText(text, text), **options)))


def test_a_short_sentence_is_one_line() -> None:
    assert shown("Cầu mới đã thông xe.") == [Cue(0, 5000, ("Cầu mới đã thông xe.",))]


def test_two_lines_end_where_a_phrase_does() -> None:
    (cue,) = shown("Người dân hai bên bờ đi lại dễ hơn từ khi cầu mới được thông xe.")
    assert cue.lines == ("Người dân hai bên bờ đi lại dễ hơn", "từ khi cầu mới được thông xe.")
    (cue,) = shown("Phà đã ngừng chạy từ sáng nay, cầu mới thì thông xe lúc tám giờ.")
    assert cue.lines == ("Phà đã ngừng chạy từ sáng nay,", "cầu mới thì thông xe lúc tám giờ.")


def test_a_long_sentence_is_cut_at_its_clauses() -> None:
    text = (
        "Từ sáng sớm hơn hai trăm hộ dân của làng đã dọn bùn khỏi sân phơi và nhà kho; "
        "đến trưa những mẻ giấy đầu tiên sau lũ được trải ra trên triền cỏ cạnh bờ đê."
    )
    first, second = shown(text)
    assert first.text == text.partition("; ")[0] + ";"
    assert first.end == second.start == 1000 * len(first.text.split())
    assert second.end == 1000 * len(text.split())


def test_a_cut_falls_between_tokens() -> None:
    """What is read as one is shown as one, and tells the time by its spoken words."""
    written = (
        "Giá vàng hôm nay tăng mạnh ở hầu hết các cửa hàng lên tới mức "
        "85.000.000 đồng/lượng, cao nhất năm."
    )
    spoken = written.replace("85.000.000 đồng/lượng,", "tám mươi lăm triệu đồng một lượng,")
    start = written.index("85")
    token = Span(start, start + 22, start, start + 34, "money")
    first, second = cues(recording(SpokenText(written, spoken, (token,))))
    assert "85.000.000 đồng/lượng" in first.text or "85.000.000 đồng/lượng" in second.text
    before = len(spoken[: spoken.index(second.text[:6])].split())
    assert second.start == 1000 * before


def test_times_are_shared_by_length_where_words_have_none() -> None:
    text = "Một hai ba bốn năm sáu bảy tám chín mười " * 3
    parts = shown(text.strip(), known=False)
    assert len(parts) == 2
    assert parts[0].end == parts[1].start == pytest.approx(15000, abs=1000)


def test_silent_words_at_the_end_take_a_share() -> None:
    """A cue lasts, even where nothing in it is said."""
    written = "Một hai ba bốn năm sáu bảy tám chín mười. " + "(" + "***** " * 14 + ")"
    spoken = written[:41]
    silent = Span(42, len(written), 41, 41, "symbol")
    parts = list(cues(recording(SpokenText(written, spoken, (silent,)))))
    assert all(part.start < part.end for part in parts)
    assert " ".join(part.text for part in parts) == written


def test_a_word_longer_than_a_line_stays_whole() -> None:
    address = "https://bao.example/" + "duong-dan-rat-dai-" * 4
    parts = shown(f"Xem tại {address} để biết thêm về việc này, và về những việc khác nữa.")
    assert any(line == address for part in parts for line in part.lines)


TEXT = st.lists(
    st.text(st.sampled_from("aàbđ0,.;:–(”"), min_size=1, max_size=12), min_size=1, max_size=60
).map(" ".join)


@given(TEXT, st.booleans())
def test_everything_is_shown_once_in_lines_that_fit(text: str, known: bool) -> None:
    parts = shown(text, known=known)
    assert " ".join(part.text for part in parts) == text
    for part in parts:
        assert len(part.lines) <= 2
        assert all(len(line) <= LINE for line in part.lines)
    times = [time for part in parts for time in (part.start, part.end)]
    assert times == sorted(times)
    assert all(part.start < part.end for part in parts)


def test_cues_are_where_they_are_heard(
    marked: SimpleNamespace, long_article: Article, tmp_path: Path
) -> None:
    made = marked.record(long_article, tmp_path)
    words = made.timeline.words
    number = 0
    for cue in cues(made):
        assert cue.start == words[2 * number]
        number += len(cue.text.split())
    assert 2 * number == len(words)
