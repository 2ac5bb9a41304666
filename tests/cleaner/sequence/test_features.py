"""What stands around the lines of a paste."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newspaper import HEADLINES, SENTENCES

from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.sequence import features
from baonoi.cleaner.sequence.features import Evidence

TITLE = "Xã Suối Lìm khởi công trạm y tế mới"
MENU = ("Trang chủ", "Thời sự", "Giáo dục", "Kinh doanh", "Thể thao", "Đăng nhập")


def gather(*lines: str) -> Evidence:
    return features.gather([Candidate(line) for line in lines])


def of(evidence: Evidence, line: str) -> list[str]:
    return next(
        names
        for one, names in zip(evidence.looks, evidence.features, strict=True)
        if one.text == line
    )


def test_no_lines_have_no_evidence() -> None:
    assert gather() == Evidence(0, [], [], [], [])


@given(st.lists(st.sampled_from((*MENU, *SENTENCES, *HEADLINES, "1", "-")), max_size=60))
@settings(max_examples=60, deadline=None)
def test_everything_is_told_of_every_line_that_is_weighed(lines: list[str]) -> None:
    found = gather(*lines)
    count = len(found.looks)
    assert [one.text for one in found.looks] == lines[found.first : found.first + count]
    assert len(found.features) == len(found.barred) == len(found.dear) == count
    assert all(names[0].startswith("k=") for names in found.features)


def test_menus_far_above_and_lists_far_below_are_not_weighed() -> None:
    above = MENU * 20
    below = ("Tin liên quan", *HEADLINES) * 6
    found = gather(*above, TITLE, *SENTENCES, *below)
    texts = [one.text for one in found.looks]
    assert 0 < found.first < len(above)
    assert TITLE in texts
    assert set(SENTENCES) <= set(texts)
    assert found.first + len(texts) < len(above) + 1 + len(SENTENCES) + len(below)


def test_short_lines_far_above_that_are_no_frame_are_weighed() -> None:
    above = [f"Câu hát thứ {n} của làng" for n in range(80)]
    assert gather(*above, *SENTENCES).first == 0


def test_places_count_from_the_running_text() -> None:
    found = gather(*MENU, TITLE, *SENTENCES, "Bình luận (2)", HEADLINES[0])
    assert "up0at|headline" in of(found, TITLE)
    assert "in0at|prose" in of(found, SENTENCES[0])
    assert "in9at|prose" in of(found, SENTENCES[-1])
    assert "down0at|COMMENTS!" in of(found, "Bình luận (2)")
    assert "at0" in of(found, MENU[0])
    assert "last" in of(found, HEADLINES[0])


def test_a_long_comment_is_not_the_running_text() -> None:
    comments = ["Tôi đọc mà thấy thương bà con vùng cao quá, mong trạm sớm mở cửa để đỡ khổ."] * 4
    found = gather(TITLE, *SENTENCES[:5], "Bình luận (4)", *comments)
    assert "in0at|prose" in of(found, SENTENCES[0])
    assert "in9at|prose" in of(found, SENTENCES[4])


def test_what_stands_twice_says_so() -> None:
    found = gather(HEADLINES[0], *SENTENCES[:3], HEADLINES[0] + " »")
    assert "again+" in found.features[0]
    assert "twice+" in found.features[-1]
    assert not {"again", "again+", "twice", "twice+"} & set(found.features[1])


def test_a_line_that_running_text_near_repeats_is_an_echo() -> None:
    line = "mỗi hộ góp ba ngày công đào mương"
    said = f"Theo quy ước của bản, {line} trước khi mùa mưa về, ai bận thì nhờ người làm thay."
    before = gather(TITLE, *SENTENCES[:2], line.capitalize(), said, SENTENCES[2])
    after = gather(TITLE, *SENTENCES[:2], said, line.capitalize(), SENTENCES[2])
    assert "echoahead" in of(before, line.capitalize())
    assert "echoback" in of(after, line.capitalize())


def test_a_headline_of_the_same_matter_shares_its_words() -> None:
    found = gather(TITLE, *SENTENCES, HEADLINES[4])
    own = [name for name in of(found, TITLE) if name.startswith("subjecta")]
    other = [name for name in of(found, HEADLINES[4]) if name.startswith("subjectz")]
    assert int(own[0].removeprefix("subjecta")) > int(other[0].removeprefix("subjectz"))


def test_lines_below_a_label_know_it() -> None:
    found = gather(TITLE, *SENTENCES[:3], "Tin liên quan", HEADLINES[0], HEADLINES[1])
    assert "underRELATED0" in of(found, HEADLINES[0])
    assert "underRELATED1" in of(found, HEADLINES[1])
    assert "overRELATED0" in of(found, SENTENCES[2])


def test_a_run_of_headlines_is_told_by_its_length() -> None:
    found = gather(TITLE, *SENTENCES[:3], *HEADLINES[:4])
    assert all("runh3" in of(found, line) for line in HEADLINES[:4])
    assert "toph3" in of(found, HEADLINES[0])
    assert "toph3" not in of(found, HEADLINES[1])


def test_how_much_of_a_frame_stands_around() -> None:
    found = gather(*MENU, TITLE, *SENTENCES, "Chia sẻ", "Bình luận (2)", "Tin liên quan")
    assert "frame2:0|headline" in of(found, TITLE)
    assert "whole2" in found.features[0]


LONG = (
    "Bản nằm lưng chừng núi, quanh năm mây phủ, đường lên dốc đứng. Mỗi sớm, tiếng gà gọi tiếng "
    "mõ trâu, khói bếp quyện sương. Người già ngồi bên hiên tước sợi lanh, trẻ nhỏ chạy theo đàn "
    "dê lên nương, còn trai tráng đã xuống chợ từ lúc trăng chưa lặn, vai gùi măng và mật ong."
)
SHOTS = (
    "Cụ bà tước sợi lanh bên hiên nhà.",
    "Đàn dê xuống núi lúc chiều muộn.",
    "Bếp lửa giữ ấm qua đêm đông dài.",
    "Phiên chợ họp từ ba giờ sáng.",
)


def test_short_lines_of_a_photo_essay_are_no_loss() -> None:
    second = LONG.replace("Bản", "Làng")
    lines = (TITLE, LONG, *SHOTS, second, *(f"Lại {shot}" for shot in SHOTS), SENTENCES[0])
    found = gather(*lines)
    assert "essay" in of(found, SHOTS[0])
    dear = dict(zip(lines, found.dear, strict=True))
    assert dear[LONG]
    assert not dear[SHOTS[0]]


@pytest.mark.parametrize("line", [SENTENCES[0], "Phà chạy lại từ chiều qua."])
def test_sentences_are_dear_and_headings_are_not(line: str) -> None:
    found = gather(TITLE, *SENTENCES[1:4], "Chuyện bên bờ", line, SENTENCES[5])
    assert found.dear[5]
    assert not found.dear[4]
