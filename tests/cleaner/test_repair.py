import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.cleaner import clean, repair, spelling
from baonoi.model import Page, Repair


@pytest.mark.parametrize(
    ("written", "repaired"),
    [
        ("Trời đã tối.Mọi người ra về.", "Trời đã tối. Mọi người ra về."),
        ("Họ ăn,uống rồi đi.", "Họ ăn, uống rồi đi."),
        ("Anh nói : đi thôi .", "Anh nói: đi thôi."),
        ("Hội nghị kết thúc./.", "Hội nghị kết thúc."),
        ("Đoàn đã về tới nơi/.", "Đoàn đã về tới nơi."),
        ("Tin &#39;vui&#39; &amp; lạ", "Tin 'vui' & lạ"),
        ("ngươì dân cuả làng", "người dân của làng"),
        ("Đây là сáсh làm hay.", "Đây là cách làm hay."),
        ("Ông kể: “Tôi đã thấy.", "Ông kể: “Tôi đã thấy.”"),
        ("Nước lên rồi. https://t.co/AbC123xyz pic.twitter.com/QwErTy12", "Nước lên rồi."),
        ("Ảnh đây pic.x.com/ab12CD nhé.", "Ảnh đây nhé."),
    ],
)
def test_what_typing_broke_is_mended(written: str, repaired: str) -> None:
    mended, repairs = repair.mend(written, False)
    assert mended == repaired
    assert repairs
    assert not any(r.doubtful for r in repairs)


@pytest.mark.parametrize(
    "text",
    [
        "Xem tại VnExpress.Net và baonoi.vn, giá 1.000,5 đồng.",
        "Mạng đổi tên từ twitter.com thành x.com; t.co vẫn còn, chart.co/bang thì không.",
        "TP.Hồ Chí Minh, P.Bến Nghé, TS.Lê An, 14,2 triệu, 8.30 sáng.",
        "Thư gửi về Toasoan.Hanoi@bao.vn trước 5/6.",
        "Ông nói: “Đi thôi”, rồi “đi thật”.",
        "Quý khách, quà, quốc gia, giếng, gìn giữ, thuở ấy, khuya, ngoèo.",
        'Màn hình 24" và 27"',
        "Đắk Lắk, Krông Pắk, Sa Pa, Pleiku",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert repair.mend(text, False) == (text, [])


def test_one_style_of_tone_marks() -> None:
    text = "Khi hòa nhập, họ vẫn khỏe, tùy việc mà làm; riêng chữ hoà viết khác."
    assert not spelling.style_of([text])
    assert "hòa viết" in repair.mend(text, False)[0]
    assert spelling.style_of(["hoà thuý khoẻ hòa"])
    assert repair.mend("hòa", True)[0] == "hoà"
    assert repair.mend("HÒA Bình", True)[0] == "HOÀ Bình"


def test_a_wrong_word_is_left_and_reported() -> None:
    text = "Că năm 2023, xã đã làm xong ba cây cầu."
    mended, (doubt,) = repair.mend(text, False)
    assert mended == text
    assert (doubt.written, doubt.repaired, doubt.doubtful) == ("Că năm 2023", "Cả năm 2023", True)


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "Cầu mới qua sông Vân thông xe sau hai năm\n\n"
        "Sáng nay, cây cầu dài 1,2 km nối hai xã ven sông chính thức thông xe,\n"
        "chấm dứt cảnh người dân phải chờ phà hàng giờ mỗi khi mùa nước lên\n"
        "cao hoặc khi phà hỏng máy giữa dòng.\n\n"
        "Công trình có tổng vốn hơn 300 tỷ đồng, trong đó ngân sách trung ương\n"
        "chiếm một nửa, phần còn lại do tỉnh và các doanh nghiệp trong vùng\n"
        "đóng góp trong ba năm.\n"
    )
    article = clean(Page(text))
    paragraphs = [block.text for _, block in article.blocks()]
    assert len(paragraphs) == 3
    assert "thông xe, chấm dứt" in paragraphs[1]
    assert list(article.repairs) == [
        Repair("xe,⏎chấm", "xe, chấm", "wrapped lines joined"),
        Repair("ương⏎chiếm", "ương chiếm", "wrapped lines joined"),
    ]


def test_doubled_spaces_are_listed_once_a_paragraph() -> None:
    text = (
        "Cầu mới qua sông Vân thông xe\n\n"
        "Sáng nay, cây cầu  dài 1,2 km nối hai xã   ven sông chính thức thông xe.\n\n"
        "Công trình có tổng vốn hơn 300 tỷ đồng, một nửa lấy từ ngân sách trung ương.  \n"
    )
    article = clean(Page(text))
    assert list(article.repairs) == [Repair("cầu  dài", "cầu dài", "doubled spaces")]
    assert "cầu dài 1,2 km nối hai xã ven sông" in [b.text for _, b in article.blocks()][1]


def test_straight_quotes_that_do_not_pair_are_left_and_reported() -> None:
    text = 'Ông nói: "Chúng tôi sẽ làm xong trước mùa mưa.'
    mended, (doubt,) = repair.mend(text, False)
    assert mended == text
    assert doubt.doubtful
    assert doubt.reason == "quotation marks do not pair"


@given(st.text(max_size=200))
def test_mending_never_fails_and_mends_once(text: str) -> None:
    text = " ".join(text.split())
    mended, _ = repair.mend(text, False)
    if "&" not in text:
        again, _ = repair.mend(mended, False)
        assert re.sub(r"\s", "", again) == re.sub(r"\s", "", mended)
