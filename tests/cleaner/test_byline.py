import pytest

from baonoi.cleaner import byline


@pytest.mark.parametrize(
    "text",
    [
        "Hà Anh",
        "Tiến Hiệp - Lan Anh",
        "D.KIM THOA",
        "C.V.KÌNH ghi",
        "Bởi Lê Thùy An -",
        "Ký sự của Lê Hải Triều",
        "KÝ SỰ CỦA LÊ HẢI TRIỀU",
        "Phóng sự ảnh của Hà Mi",
        "Bút ký của Trần Nguyên Mỹ",
        "NGUYỄN VĂN AN, TRẦN THỊ BÌNH",
        "MỘC LAN - BẢO AN",
        "(Nguồn: tổng hợp từ Tuổi Trẻ, VnExpress)",
        "Tác giả, Hà Mi Lan",
        "MỘC LAN",
        "PV",
        "Nhóm PV",
        "Bảo Trân (t/h)",
        "Minh Quang (tổng hợp)",
        "Hồng Hạnh/VOV",
        "Phương Linh (Theo Daily Mail)",
        "Bài và ảnh: NGUYỄN VĂN AN",
        "Theo TTXVN",
        "Tin, ảnh: Ban Truyền thông",
        "(Theo Reuters, CNN)",
        "Nguồn: Vietnam+",
        "Tham khảo: CNN",
        "Theo Trí Thức Trẻ",
        "(Tổng hợp)",
        "ThS. Lê Thị Hoa",
    ],
)
def test_bylines(text: str) -> None:
    assert byline.is_byline(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hà Nội",
        "Thời sự",
        "Tang vật vụ án",
        "Bởi vì trời mưa",
        "Ký sự của một người đi rừng",
        "Phóng sự của đài tỉnh",
        "Ký sự của Lê Hải Triều kể chuyện rừng",
        "STT Đội Trận Điểm",
        "Thứ Sáu",
        "LŨ VỀ MUỘN, ĐỒNG BẰNG ĐÓI PHÙ SA",
        "TT Tên Lớp",
        "Theo báo cáo của bộ",
        "Theo khía cạnh Phật giáo",
        "Nghiên cứu mới",
        "Kết luận",
        "Kết Luận",
        "NGUYÊN LIỆU",
        "Có",
        "Không",
        "TP HCM",
        "",
    ],
)
def test_what_is_no_byline(text: str) -> None:
    assert not byline.is_byline(text)


@pytest.mark.parametrize("text", ["TP HCM", "KẾT QUẢ", "ĐỘI HÌNH RA SÂN", "THỜI SỰ"])
def test_a_heading_in_capitals_signs_no_part(text: str) -> None:
    assert not byline.signs_within(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vết thương ngày một nặng hơn.Minh Quang (tổng hợp)", "Minh Quang (tổng hợp)"),
        ("Hai bên đã ký kết. Nguyễn Văn An", "Nguyễn Văn An"),
        ("Lễ hội kéo dài ba ngày. (Tổng hợp)", "(Tổng hợp)"),
    ],
)
def test_a_name_glued_behind_the_last_stop(text: str, name: str) -> None:
    assert text[byline.glued(text) :] == name


@pytest.mark.parametrize(
    "text", ["Đoàn đã về tới nơi. Hà Nội", "Ông tên là Nguyễn Văn An.", "Cả làng vui. Ai cũng cười"]
)
def test_no_name_is_glued(text: str) -> None:
    assert byline.glued(text) == -1


def test_names_without_their_labels() -> None:
    assert byline.bare_name("Bài và ảnh: Hà Anh") == "Hà Anh"
    assert byline.bare_name("Bởi Lê Thùy An -") == "Lê Thùy An"
    assert not byline.names_person("Nguồn: Daily Mail")


@pytest.mark.parametrize(
    "text", ["Bạn đọc Minh Hạnh (Đồng Nai)", "Độc giả Lê Văn Tám, Huế", "Bạn đọc H.T.L."]
)
def test_who_asks(text: str) -> None:
    assert byline.asks(text)


@pytest.mark.parametrize("text", ["Bạn đọc viết", "Bạn đọc và tòa soạn", "Độc giả Mỹ mua gì?"])
def test_who_does_not_ask(text: str) -> None:
    assert not byline.asks(text)
