import pytest

from baonoi.cleaner.dates import dateline, from_metadata


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Thứ sáu, 09/02/2024 22:11", "2024-02-09T22:11:00+07:00"),
        ("Thứ tư, 22/10/2025, 19:25 (GMT+7)", "2025-10-22T19:25:00+07:00"),
        ("29/01/2023 14:16 GMT+7", "2023-01-29T14:16:00+07:00"),
        ("16:12 04/11/2019", "2019-11-04T16:12:00+07:00"),
        ("Thời sự Thứ bảy, 10/12/2022, 00:00 (GMT+7)", "2022-12-10T00:00:00+07:00"),
        ("Thứ 6,9/12/2022", "2022-12-09"),
        ("15-07-2025 - 01:00 PM", "2025-07-15T13:00:00+07:00"),
        ("Chủ nhật, ngày 1/2/2024 - 9h05", "2024-02-01T09:05:00+07:00"),
        ("3 tháng 1 năm 2025", "2025-01-03"),
        ("Cập nhật lúc: 08:30, 05/06/2024 (GMT+07:00)", "2024-06-05T08:30:00+07:00"),
        ("Quỳnh Như, Theo Đời sống 10:32 06/11/2024", "2024-11-06T10:32:00+07:00"),
        ("Thu Nguyệt • 22:10 09/12/2025 • 1.203 lượt xem", "2025-12-09T22:10:00+07:00"),
        ("By Lan Chi | 12 Th5, 2025 | Mẹo vặt | 0 bình luận", "2025-05-12"),
        ("Bởi Khánh Vy · 11 tháng 1, 2026 · Đọc trong 7 phút", "2026-01-11"),
        ("Thứ Hai, 12 Tháng Mười Một, 2025", "2025-11-12"),
        ("Tháng Năm 12, 2025", "2025-05-12"),
        ("Th5 12, 2025", "2025-05-12"),
        ("May 12, 2025 by admin", "2025-05-12"),
        ("Đăng lúc 08:00 ngày 5/6/2025 bởi Hà Anh", "2025-06-05T08:00:00+07:00"),
        ("20/1/2026 08:15 Theo dõi Báo Gió trên Google News", "2026-01-20T08:15:00+07:00"),
        ("Đỗ Văn An, Vũ Thị Bình - Lê Chung Thứ bảy, 14/03/2026", "2026-03-14"),
    ],
)
def test_the_date_lines_of_papers(line: str, moment: str) -> None:
    stamp = dateline(line)
    assert stamp is not None
    assert stamp.published.isoformat() == moment


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 22/10/2025, ông An đến trụ sở xã nộp đơn.",
        "Tính đến 31/12/2023 cả nước có 900.000 doanh nghiệp",
        "99/99/2024 10:00",
        "Gọi 0912.345.6789 để đặt báo",
        "Hà Anh",
        "Lợi nhuận 9 tháng năm 2025",
        "Tháng Năm 12 đội vào vòng trong",
        "",
    ],
)
def test_what_is_no_date_line(line: str) -> None:
    assert dateline(line) is None


@pytest.mark.parametrize(
    ("line", "writer"),
    [
        ("Đăng bởi Cô Ba vào 01/05/2025", "Cô Ba"),
        ("Thảo Vân , Theo Phụ nữ mới 10:30 21/09/2025", "Thảo Vân"),
        ("Posted on Tháng Tám 15, 2025 by vanphong", ""),
        ("By Lan Chi | 12 Th5, 2025 | Mẹo vặt | 0 bình luận", "Lan Chi"),
        ("Đăng lúc 08:00 ngày 5/6/2025 bởi Hà Anh", "Hà Anh"),
        ("Hoàng Lân - Thể thao - 14/03/2026 21:45", "Hoàng Lân"),
        ("Thời sự Thứ bảy, 10/12/2022, 00:00 (GMT+7)", ""),
        ("May 12, 2025 by admin", ""),
    ],
)
def test_the_writer_beside_a_date(line: str, writer: str) -> None:
    stamp = dateline(line)
    assert stamp is not None
    assert stamp.signed == writer


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2025-10-22T19:25:52+07:00", "2025-10-22T19:25:52+07:00"),
        ("2025-10-22T12:25:52Z", "2025-10-22T12:25:52+00:00"),
        ("2024-01-12T15:50:00+0700", "2024-01-12T15:50:00+07:00"),
        ("2025-10-22 19:25", "2025-10-22T19:25:00+07:00"),
        ("2025-10-22", "2025-10-22"),
        ("22/10/2025 19:25", "2025-10-22T19:25:00+07:00"),
    ],
)
def test_dates_of_metadata(value: str, moment: str) -> None:
    found = from_metadata(value)
    assert found is not None
    assert found.isoformat() == moment


def test_rubbish_in_metadata_is_no_date() -> None:
    assert from_metadata("2025-99-99T00:00") is None
    assert from_metadata("hôm qua") is None
