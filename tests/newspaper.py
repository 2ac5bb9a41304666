"""Pages of papers that do not exist, built part by part for tests."""

from __future__ import annotations

from collections.abc import Iterable

SENTENCES = (
    "Sáng nay, xã Suối Lìm khởi công trạm y tế mới trên nền sân kho, dự kiến xong đầu mùa mưa.",
    "Trạm có tám phòng khám, một phòng sinh và chỗ đậu cho xe cứu thương tới từ các bản xa.",
    "Bà con góp ba trăm ngày công, thanh niên trong xã nhận phần san nền và chuyển vật liệu.",
    "Trước đây, người bệnh phải đi hơn bốn mươi cây số đường đèo mới tới được bệnh viện huyện.",
    "Lãnh đạo xã nói thiết bị sẽ được bàn giao theo hai đợt, đợt đầu ngay khi trạm hoàn thành.",
    "Hai bác sĩ trẻ quê ở xã đã đăng ký về làm việc, một người vừa học xong chuyên khoa nhi.",
    "Kinh phí hơn sáu tỷ đồng, một nửa lấy từ ngân sách tỉnh, phần còn lại do doanh nghiệp ủng hộ.",
    "Chủ tịch xã mong trạm mới giúp phụ nữ vùng cao sinh nở an toàn, không còn đẻ tại nhà.",
)
HEADLINES = (
    "Giá hồ tiêu tăng phiên thứ tư liên tiếp",
    "Cầu phao mới nối hai bờ sông Vàm",
    "Mưa đá làm hỏng hàng trăm mái nhà",
    "Trường làng mở lớp bơi miễn phí cho trẻ",
    "Đội chủ nhà gỡ hòa phút bù giờ",
    "Ngư dân trúng đậm mẻ cá cơm đầu mùa",
    "Tuyến xe buýt đêm chạy thử từ tuần sau",
    "Hội sách cũ trở lại sau ba năm vắng bóng",
    "Nông dân bỏ lúa trồng sen lấy hạt",
    "Bệnh viện tỉnh ghép thận thành công ca đầu",
    "Chợ nổi họp lại vào sáng chủ nhật",
    "Đàn sếu đầu đỏ về lại vườn quốc gia",
    "Xưởng mộc cháy rụi trong đêm mưa",
    "Thầy giáo già dạy chữ cho cả bản",
    "Đường ven hồ cấm xe tải từ tháng sau",
    "Phim tài liệu về nghề muối đoạt giải",
)
TEASERS = (
    "Thương lái gom hàng sớm hơn mọi năm, người trồng vẫn dè dặt vì giá phân bón còn cao.",
    "Công trình giúp học sinh hai xã không phải đi đò ngang mỗi khi nước lớn vào mùa mưa.",
    "Cơn mưa kéo dài hai mươi phút, nhiều vườn cây ăn trái đang ra hoa bị rụng gần hết.",
    "Lớp học do các cựu vận động viên đứng ra tổ chức, mỗi tuần ba buổi chiều tại hồ xã.",
)
MENU = ("Trang chủ", "Thời sự", "Thế giới", "Kinh tế", "Giáo dục", "Thể thao", "Văn hóa")


def page(*body: str, title: str = "", head: str = "") -> str:
    """A whole page with a menu above and an imprint below."""
    menu = "".join(f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(MENU))
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"</head><body><header><nav><ul>{menu}</ul></nav></header>{''.join(body)}"
        "<footer><p>Giấy phép số 7/GP-BTTTT</p><p>Điện thoại: 024 7654 3210</p></footer>"
        "</body></html>"
    )


def paragraphs(count: int = len(SENTENCES)) -> str:
    """The text of an article."""
    return "".join(f"<p>{text}</p>" for text in SENTENCES[:count])


def cards(count: int, form: str = "<h3><a href='{url}'>{title}</a></h3><p>{teaser}</p>") -> str:
    """Boxes of other articles."""
    return "".join(
        "<div>"
        + form.format(
            url=f"/bai-{n}.html",
            title=f"{HEADLINES[n % len(HEADLINES)]}{' ' + str(n) if n >= len(HEADLINES) else ''}",
            teaser=TEASERS[n % len(TEASERS)],
            age=f"{n + 1} giờ trước",
        )
        + "</div>"
        for n in range(count)
    )


def links(titles: Iterable[str] = HEADLINES) -> str:
    """A list of linked headlines."""
    items = "".join(f"<li><a href='/x{n}'>{title}</a></li>" for n, title in enumerate(titles))
    return f"<ul>{items}</ul>"
