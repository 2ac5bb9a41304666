from __future__ import annotations

import pytest

from baonoi.model import Subject
from baonoi.normalizer import find_subject, normalize

FINANCE = ["Cổ phiếu ngân hàng dẫn dắt thị trường.", "Khối ngoại bán ròng, thanh khoản giảm."]
SPORT = ["Đội tuyển bước vào bán kết.", "Huấn luyện viên khen hàng công, thủ môn và khán đài."]


@pytest.mark.parametrize(("texts", "field"), [(FINANCE, "finance"), (SPORT, "sport")])
def test_an_article_is_about_what_its_words_tell(texts: list[str], field: str) -> None:
    assert find_subject(texts).fields == {field}


def test_a_word_or_two_make_no_subject() -> None:
    assert find_subject(["Bác sĩ ấy từng là cầu thủ."]).fields == frozenset()
    assert find_subject([]) == Subject()


@pytest.mark.parametrize(
    ("texts", "dashed"),
    [
        (["Chiều 5-9, hội nghị khai mạc.", "Ngày 6-9 bế mạc."], True),
        (["Chiều 5/9, hội nghị khai mạc.", "Ngày 6-9 bế mạc."], False),
        (["Không có ngày nào cả."], False),
    ],
)
def test_how_an_article_writes_its_days_is_seen(texts: list[str], dashed: bool) -> None:
    assert find_subject(texts).dashed_dates is dashed


def test_the_subject_decides_where_the_sentence_does_not() -> None:
    text = "Theo CTV, mọi việc ổn. Còn KLQG thì chưa."
    sport = normalize(text, subject=Subject(frozenset(("sport",))))
    assert sport.spoken.endswith("Còn kỷ lục quốc gia thì chưa.")
    (span,) = [span for span in sport.rewrites if text[span.start : span.end] == "KLQG"]
    assert span.cue == "subject: sport"
    assert "ca e-lờ quy giê" in normalize(text).spoken


def test_a_habit_of_the_article_makes_a_day_of_a_pair() -> None:
    text = "Đợt mưa 5-9 gây ngập"
    habit = normalize(text, subject=Subject(dashed_dates=True))
    assert habit.spoken == "Đợt mưa ngày năm tháng chín gây ngập"
    assert normalize(text).spoken == "Đợt mưa năm đến chín gây ngập"
