"""Families of lines: only whole lines, never the beginning of a sentence."""

import pytest

from baonoi.cleaner import junk
from baonoi.cleaner.junk import Effect
from baonoi.cleaner.reasons import Reason


@pytest.mark.parametrize(
    ("line", "reason", "effect"),
    [
        ("Chia sẻ", Reason.SHARE, Effect.NONE),
        ("CHIA SẺ", Reason.SHARE, Effect.NONE),
        ("Tin liên quan", Reason.RELATED, Effect.OPENS),
        ("Tin liên quan:", Reason.RELATED, Effect.OPENS),
        ("Tổng thư ký toà soạn: Lê Bình", Reason.IMPRINT, Effect.CLOSES),
        ("Huỷ bỏ", Reason.COMMENTS, Effect.CLOSES),
        ("Gửi bình luận", Reason.COMMENTS, Effect.CLOSES),
        ("Bình luận (12)", Reason.COMMENTS, Effect.CLOSES),
        ("Đăng nhập", Reason.LOGIN, Effect.CLOSES),
        ("3 giờ trước", Reason.AGE, Effect.NONE),
        ("Cỡ chữ: A- A+", Reason.SIZE, Effect.NONE),
        ("Hôm nay, 10:21", Reason.AGE, Effect.NONE),
        ("Anh Hai đã gửi một liên kết", Reason.SHARE, Effect.NONE),
        ("Anh Hai đã thả ❤️ vào tin nhắn", Reason.SHARE, Effect.NONE),
        ("Nghe trên Spotify", Reason.PLAYER, Effect.NONE),
        ("Đăng ký kênh để nghe tập mới", Reason.SHARE, Effect.NONE),
        ("Like page để đọc tin nhanh hơn", Reason.SHARE, Effect.NONE),
        ("Mua ngay", Reason.AD, Effect.NONE),
        ("Thêm vào giỏ hàng", Reason.AD, Effect.NONE),
        ("Bấm xem >> Pháp luật", Reason.LINK, Effect.NONE),
        ("Sent from my iPhone", Reason.SHARE, Effect.NONE),
        ("Được gửi từ iPhone của tôi", Reason.SHARE, Effect.NONE),
        ("0:00", Reason.PLAYER, Effect.NONE),
        ("Share this:", Reason.SHARE, Effect.NONE),
        ("Like Loading...", Reason.SHARE, Effect.NONE),
        ("Click to share on X (Opens in new window)", Reason.SHARE, Effect.NONE),
        ("Recent Posts", Reason.RELATED, Effect.OPENS),
        ("← Previous Post", Reason.MENU, Effect.NONE),
        ("Posted in Tin hoạt động", Reason.TAGS, Effect.NONE),
        ("Leave a Reply", Reason.COMMENTS, Effect.CLOSES),
        ("5 phút đọc", Reason.COUNTER, Effect.NONE),
        ("Thời gian đọc: 7 phút", Reason.COUNTER, Effect.NONE),
        ("— Phố cũ (@phocu) July 16, 2025", Reason.ADDRESS, Effect.NONE),
        ("https://bao.example/x-1.html", Reason.ADDRESS, Effect.NONE),
    ],
)
def test_a_whole_line_belongs_to_its_family(line: str, reason: Reason, effect: Effect) -> None:
    assert junk.family(line) == (reason, effect)


@pytest.mark.parametrize(
    "line",
    [
        "Chia sẻ với bà con, ông nói vụ này được mùa.",
        "Tin liên quan đến vụ cháy chợ chưa được xác nhận.",
        "Bình luận viên kỳ cựu chia tay khán giả",
        "Ba giờ trước trận đấu, khán đài đã kín chỗ.",
        "Đăng nhập " * 40,
    ],
)
def test_a_line_that_only_begins_so_belongs_to_none(line: str) -> None:
    assert junk.family(line) is None


@pytest.mark.parametrize("line", [">> Lũ về sớm", "► Cầu mới", "Mời bạn đọc xem thêm tại đây."])
def test_a_pointer_to_another_article(line: str) -> None:
    assert junk.link_line(line)


@pytest.mark.parametrize("line", ["5 > 3 là điều ai cũng biết", "Xem thêm phim, ông ngủ muộn."])
def test_no_pointer(line: str) -> None:
    assert not junk.link_line(line)


@pytest.mark.parametrize(
    "line", ["(Còn tiếp)", "(Xem tiếp trang sau)", "Kỳ 1: Đất. Kỳ 2: Nước.", "Kỳ sau: Người giữ đò"]
)
def test_a_series_is_announced(line: str) -> None:
    assert junk.series_line(line)


def test_a_part_that_is_told_of_in_passing_announces_none() -> None:
    assert not junk.series_line("Ở kỳ 2 của giải, đội nhà thua sát nút.")


def test_the_label_of_a_picture_file_has_no_accents() -> None:
    assert junk.picture_label("Cho noi Cai Rang hinh anh 3")
    assert not junk.picture_label("Chợ nổi Cái Răng hình ảnh 3")


@pytest.mark.parametrize(
    "label", ["Giới trẻ 'săn' lớp học nghề - Ảnh 1.", "Chợ nổi họp lại – Hình 12"]
)
def test_the_numbered_label_of_a_picture(label: str) -> None:
    assert junk.picture_label(label)


@pytest.mark.parametrize("line", ["Chợ nổi họp lại - Ảnh: Hà Anh", "Khách xem phòng tranh số 1."])
def test_no_label_of_a_picture(line: str) -> None:
    assert not junk.picture_label(line)


def test_runs_are_found_whole() -> None:
    flags = [True, True, False, True, True, True, False, True]
    assert junk.runs(flags, 2) == [(0, 2), (3, 6)]
    assert junk.runs(flags, 1)[-1] == (7, 8)
    assert junk.runs([], 1) == []
