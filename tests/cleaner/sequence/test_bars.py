"""What no line may be, in texts with and without the frame of a page."""

import pytest
from newspaper import HEADLINES, SENTENCES

from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.sequence import features
from baonoi.cleaner.sequence.states import State

S = State
TITLE = "Bến phà cũ hóa thành chợ sách"
CUTS = {S.BEFORE, S.HEAD_JUNK, S.BOX_START, S.BOX, S.AFTER_START, S.AFTER}
SAID = {S.TITLE, S.LEAD, S.PARAGRAPH, S.HEADING, S.CAPTION, S.HEAD_CAPTION}
SIGNED = {S.BYLINE, S.HEAD_BYLINE}
DATES = {S.TOP_DATE, S.HEAD_DATE, S.DATE}
MENU = ("Thời sự", "Giáo dục", "Pháp luật", "Bạn đọc")
FOOT = ("Bình luận (3)", "Chia sẻ", "Tin liên quan", *HEADLINES[:3])


def barred(*lines: str) -> list[set[State]]:
    return [set(bar) for bar in features.gather([Candidate(line) for line in lines]).barred]


def inside(line: str) -> set[State]:
    """What a line in the middle of a framed article cannot be."""
    lines = (*MENU, TITLE, *SENTENCES[:3], line, *SENTENCES[3:6], *FOOT)
    return barred(*lines)[lines.index(line)]


def test_a_text_without_a_frame_is_all_article() -> None:
    lines = (TITLE, *SENTENCES[:3], "Chuyện bên bờ", *SENTENCES[3:5], "Hết chuyện rồi")
    for bar in barred(*lines)[2:]:
        assert bar >= {S.BEFORE, S.BOX_START, S.AFTER_START}


def test_nothing_between_title_and_text_is_cut_without_a_frame() -> None:
    lines = (TITLE, "Đúng lịch, đủ giấy, đi sớm", *SENTENCES[:4])
    assert S.HEAD_JUNK in barred(*lines)[1]


def test_one_line_of_a_frame_is_no_frame() -> None:
    lines = (TITLE, *SENTENCES[:3], "Chia sẻ")
    assert all(S.BEFORE in bar for bar in barred(*lines))
    framed = barred(*MENU, *lines)
    assert S.BEFORE not in framed[0]


def test_running_text_is_never_a_frame_above() -> None:
    lines = (*MENU, SENTENCES[0], TITLE, *SENTENCES[1:4], *FOOT)
    assert S.BEFORE in barred(*lines)[4]


@pytest.mark.parametrize("line", ["Chia sẻ", "Tin liên quan", "Bình luận (7)", ">> Chợ sách mở"])
def test_a_known_line_of_a_frame_is_nothing_that_is_said(line: str) -> None:
    assert inside(line) >= SAID | SIGNED | DATES


def test_the_cell_of_a_table_may_be_a_paragraph() -> None:
    bar = inside("12")
    assert S.PARAGRAPH not in bar
    assert {S.TITLE, S.HEADING, *SIGNED} <= bar


def test_a_date_is_a_date() -> None:
    bar = inside("Thứ bảy, 14/03/2026 09:15")
    assert bar >= SAID | SIGNED
    assert not bar & {S.DATE}


def test_a_line_without_a_date_is_none() -> None:
    assert inside("Chuyện bên bờ sông Cái") >= DATES


@pytest.mark.parametrize(
    ("line", "signs"),
    [("Nguyễn Mộc Lan", True), ("Theo Mộc Lan (Báo Bến)", True), ("Chuyện bên bờ sông", False)],
)
def test_only_what_may_be_a_name_is_a_byline(line: str, signs: bool) -> None:
    assert (S.BYLINE not in inside(line)) is signs


@pytest.mark.parametrize(
    "line",
    ["gọi đò giữa khuya", "Những việc cần làm:", "Bến", "Bến cũ, người xưa,", "B" * 251 + " phà"],
)
def test_what_can_be_no_title(line: str) -> None:
    assert S.TITLE in inside(line)


def test_a_long_heading_is_still_a_heading() -> None:
    line = "Những trường hợp được đi phà không mất tiền kể từ ngày 1/4 năm nay trên cả hai bến"
    assert 60 < len(line) < 100
    assert S.HEADING not in inside(line)


def test_an_item_of_a_list_is_neither_heading_nor_caption() -> None:
    assert {S.HEADING, S.CAPTION, S.HEAD_CAPTION} <= inside("- Áo phao cho trẻ nhỏ")


@pytest.mark.parametrize("line", SENTENCES[6:])
def test_running_text_without_a_label_is_no_box(line: str) -> None:
    assert {S.BOX_START, S.BOX, S.HEAD_JUNK} <= inside(line)


@pytest.mark.parametrize("label", ["Trang chủ", "Đăng nhập"])
def test_a_label_above_the_title_speaks_for_no_box_inside_the_body(label: str) -> None:
    lines = (*MENU, label, TITLE, *SENTENCES, *FOOT)
    assert S.BOX in barred(*lines)[len(MENU) + 5]


def test_a_headline_alone_is_no_box_and_two_may_be() -> None:
    body = (*MENU, TITLE, *SENTENCES[:3])
    one = barred(*body, HEADLINES[4], *SENTENCES[3:6], *FOOT)
    two = barred(*body, HEADLINES[4], HEADLINES[5], *SENTENCES[3:6], *FOOT)
    at = len(body)
    assert S.BOX_START in one[at]
    assert S.BOX_START not in two[at]
    assert S.BOX not in two[at + 1]


def test_under_a_label_a_headline_alone_may_be_of_its_box() -> None:
    lines = (*MENU, TITLE, *SENTENCES[:3], "Đọc nhiều nhất", HEADLINES[4], *SENTENCES[3:6], *FOOT)
    assert S.BOX not in barred(*lines)[len(MENU) + 5]


def test_a_credited_caption_is_no_line_of_a_box() -> None:
    assert {S.BOX, S.BOX_START} <= inside("Bến phà lúc rạng sáng. Ảnh: Mộc Lan")


def test_the_article_does_not_end_before_the_last_of_its_text() -> None:
    lines = (*MENU, TITLE, *SENTENCES[:6], *FOOT)
    bars = barred(*lines)
    body = range(len(MENU) + 1, len(MENU) + 6)
    assert all(S.AFTER_START in bars[n] for n in body)
    assert S.AFTER_START not in bars[len(lines) - len(FOOT)]


def test_a_title_far_above_the_text_is_none() -> None:
    far = [f"Góc {n}" for n in range(52)]
    bars = barred("Bến phà cũ hóa thành chợ sách", *far, *SENTENCES[:3])
    assert S.TITLE in bars[0]


def test_every_line_is_left_something_to_be() -> None:
    lines = (*MENU, TITLE, "Nguyễn Mộc Lan", "Thứ bảy, 14/03/2026", *SENTENCES, *FOOT)
    assert all(set(State) - bar for bar in barred(*lines))
    assert all(set(State) - bar - CUTS for bar in barred(TITLE, *SENTENCES, "Hết chuyện rồi"))
