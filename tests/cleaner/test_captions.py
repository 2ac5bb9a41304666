import pytest

from baonoi.cleaner import captions


@pytest.mark.parametrize(
    "text",
    [
        "Quầy rau sáng khai trương. Ảnh: Minh An",
        "Quầy rau sáng khai trương (Ảnh: PV).",
        "Quầy rau sáng khai trương - Ảnh: M.AN",
        "Quầy rau sáng khai trương - ảnh: M.A",
        "Quầy rau sáng khai trương. Ảnh MXH",
        "Quầy rau sáng khai trương. Reuters.",
        "Quầy rau sáng khai trương. Nguồn hình ảnh, Getty Images",
        "Quầy rau sáng khai trương (ảnh Minh An)",
        "Bến chợ những năm 1960 - Ảnh tư liệu",
        "Ảnh minh họa",
        "(Ảnh minh hoạ)",
        "Ảnh Internet",
        "Ảnh chụp màn hình",
        "Hình 2: Sơ đồ khu chợ mới",
        "Clip: Xe tải lao vào quầy hàng (Nguồn: Facebook)",
        "Đồ họa: Tấn Nguyên",
    ],
)
def test_credits_make_captions(text: str) -> None:
    assert captions.credited(text)


@pytest.mark.parametrize(
    "text",
    [
        "Đài truyền hình - truyền thanh huyện đã đưa tin.",
        "Ông nói về nguồn: đất, nước và con người ở vùng này.",
        "Ảnh hưởng của bão số 3",
        "Hình thức xử phạt mới",
        "Nhiều người đăng ảnh lên mạng, xin cách liên hệ với chủ quầy.",
        "Chị Lan kể: “Ảnh cưới của tôi trôi mất trong trận lũ năm ngoái, giờ chẳng còn tấm nào.”",
    ],
)
def test_the_words_of_credits_in_prose(text: str) -> None:
    assert not captions.credited(text)


@pytest.mark.parametrize(
    "text", ["Tang vật bị công an thu giữ", "Hai đối tượng tại cơ quan điều tra.", "Ông Bảy (phải)"]
)
def test_lines_that_speak_of_a_picture(text: str) -> None:
    assert captions.leaning(text) > 0.6


@pytest.mark.parametrize(
    "text",
    ["Vì sao giá rau tăng?", "1. Rửa sạch", "Giải pháp nào cho chợ quê", "PHƯƠNG HƯỚNG NĂM 2024"],
)
def test_lines_that_head_a_part(text: str) -> None:
    assert captions.leaning(text) < 0
