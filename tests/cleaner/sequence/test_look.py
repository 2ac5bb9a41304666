"""What a line looks like by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.cleaner.reasons import Reason
from baonoi.cleaner.sequence.look import LENGTHS, bucket, look


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thứ bảy, 14/03/2026 09:15 (GMT+7)", "date"),
        ("Ngõ nhỏ thành vườn hoa(Báo Bến) - Chiều qua, cả ngõ cùng xuống xới đất.", "teaser"),
        (">> Ba đời thắp đèn cho bến phà", "link"),
        ("Xem thêm: Ba đời thắp đèn cho bến phà", "LINK"),
        ("Ben pha cu hinh anh 3", "alt"),
        ("Bến phà cũ lúc rạng sáng. Ảnh: Mộc Lan", "credit"),
        ("Giáo dục", "section"),
        ("Bến phà chở hơn hai nghìn lượt khách mỗi ngày, đông nhất là sáng thứ hai.", "prose"),
        ("Theo Mộc Lan (Báo Bến)", "byline"),
        ("Nguyễn Mộc Lan", "person"),
        ("Phà chạy lại từ chiều qua.", "sentence"),
        ("Góc bến", "menu"),
        ("Bến phà cũ hóa thành chợ sách", "headline"),
        ("7h30 - 9h: ấp Hạ;", "other"),
        ("Tin liên quan", "RELATED!"),
        ("Bình luận (12)", "COMMENTS!"),
        ("Chia sẻ", "SHARE"),
        ("Quảng cáo", "AD"),
    ],
)
def test_the_class_of_a_line(text: str, kind: str) -> None:
    assert look(text).kind == kind


def test_a_line_that_a_list_follows_is_running_text() -> None:
    text = (
        "Để kịp mùa nước nổi, ban quản lý bến đề nghị các chủ phà làm xong trước cuối tháng "
        "những việc sau đây:"
    )
    assert look(text).prose
    assert not look("Các chủ phà cần làm:").prose


@pytest.mark.parametrize("text", ["Tin liên quan", "Bình luận (4)", "Các tin khác"])
def test_labels_close_or_open(text: str) -> None:
    found = look(text)
    assert found.labels
    assert found.chrome
    assert not found.prose


def test_counters_and_marks_may_stand_in_an_article() -> None:
    found = look("12")
    assert found.family is Reason.COUNTER
    assert not found.chrome
    assert not found.labels


@pytest.mark.parametrize(
    "text", ["COVID-19 làm bến vắng khách.", "VN-Index lên mười điểm hôm qua.", "SU-30 hạ cánh."]
)
def test_an_acronym_with_a_hyphen_is_no_tag(text: str) -> None:
    assert "agency" not in look(text).shapes
    assert look(text).kind in {"sentence", "other"}


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("1. Bến Thượng", "numbered"),
        ("Bước 2: đổ nước vừa xâm xấp", "numbered"),
        ("II. Giữ bến", "numbered"),
        ("PHÀ CHẠY LẠI", "capitals"),
        ("Trang chủ | Thời sự | Bạn đọc", "bars"),
        ("Đội hình: Hòa, Lâm, Tuấn", "label:"),
        ("Ngoài đồng:", "colon4"),
        ("Cập nhật lúc 7:45", "dated"),
        ("(TTXVN) - Phà chạy lại", "agency"),
        ("Phà chạy lại (12/03/2026)", "aged"),
        ("Mừng cho bà con. Thích", "likes"),
        ("- Ông có mệt không?", "first-"),
        ("“Bến là nhà”, ông nói", "firstq"),
        ("(hai giờ sáng)", "first("),
        ("2 giờ sáng", "first0"),
        ("phà chạy lại", "firsta"),
        ("Phà chạy lại.", "end."),
        ('Ông nói: "Phà chạy rồi!"', "end!"),
        ("Phà chạy lúc 4", "end0"),
        ("Phà chạy lại", "enda"),
        ("Những người giữ bến", "word=những"),
    ],
)
def test_the_shape_of_a_line(text: str, feature: str) -> None:
    assert feature in look(text).shapes


@given(st.text(max_size=400))
def test_any_line_has_a_look_and_a_shape(text: str) -> None:
    found = look(text)
    assert found.kind
    assert found.size == len(text)
    assert len(set(found.shapes)) == len(found.shapes)


@given(st.integers(0, 600))
def test_a_bucket_counts_the_bounds_that_are_exceeded(value: int) -> None:
    assert bucket(value, LENGTHS) == sum(value > bound for bound in LENGTHS)
