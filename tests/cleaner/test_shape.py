"""What a line looks like: tags of desks and what only resembles them, prose, headlines, menus."""

import pytest

from baonoi.cleaner import clean, shape
from baonoi.model import Page, Role

BODY = (
    "Sáng nay, trạm khí tượng ghi nhận mưa lớn trên cả ba huyện phía tây của tỉnh miền núi này.",
    "Nước sông lên nhanh, chính quyền đã đưa hơn một trăm hộ ven bờ tới nơi an toàn từ hôm qua.",
    "Học sinh của bốn trường được nghỉ học đến hết tuần, lịch thi giữa kỳ lùi lại bảy ngày.",
)
TAGS = (
    "TTO - ",
    "TPO – ",
    "NLĐO- ",
    "(ĐCSVN) - ",
    "(Dân trí) – ",
    "SGGP Online - ",
    "VOV.VN - ",
    "QQBC - ",
    "Dân Việt - ",
    "Hà Nội (TTXVN 5/6) - ",
    "(giao duc) - ",
    "(doi song) - ",
    "(the thao) – ",
)
WORDS = (
    "MERS-CoV lây chậm hơn người ta từng nghĩ, theo nhóm bác sĩ vừa công bố nghiên cứu hôm qua.",
    "HNX-Index mất ba điểm trong phiên sáng, sau khi nhóm cổ phiếu dầu khí bị bán ra rất mạnh.",
    "F-16 của hãng chế tạo Mỹ đã bay thử lần đầu ở căn cứ mới xây bên bờ biển phía nam nước này.",
    "IELTS-UKVI là kỳ thi mà người xin thị thực phải dự, lệ phí tăng thêm bốn trăm nghìn đồng.",
    "ASEAN - Hàn Quốc ký tuyên bố chung về kinh tế biển sau hai ngày họp tại thủ đô Jakarta.",
    "BRICS-11 gồm mười một nước, chiếm gần một nửa dân số thế giới theo thống kê mới công bố.",
    "Bà Rịa - Vũng Tàu có thêm hai cảng nước sâu đón tàu hàng lớn từ tháng sau, theo sở này.",
)


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_of_a_desk_is_taken_off_the_lead(tag: str) -> None:
    assert shape.agency(tag + BODY[0]) == len(tag)
    for kind, end in (("text/plain", "\n"), ("text/html", "</p><p>")):
        title = "Mưa lớn ở ba huyện" if end == "\n" else "<h1>Mưa lớn ở ba huyện</h1>"
        article = clean(Page(title + end + tag + end.join(BODY), kind))
        texts = [b.text for _, b in article.blocks() if b.role is not Role.TITLE]
        assert texts == list(BODY)
        assert article.metadata[0].text == tag.strip()


def test_a_desk_in_small_letters_is_not_the_source() -> None:
    article = clean(Page(f"<h1>Mưa lớn</h1><p>(xa hoi) - {'</p><p>'.join(BODY)}</p>", "text/html"))
    assert article.source is None
    assert article.metadata[0].field == "desk"


@pytest.mark.parametrize("text", WORDS)
@pytest.mark.parametrize("place", [0, 2, 3])
@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_an_acronym_before_a_hyphen_is_a_word(text: str, place: int, kind: str) -> None:
    assert shape.agency(text) == 0
    body = [*BODY[:place], text, *BODY[place:]]
    source = "Chuyện hôm nay ở miền núi\n" + "\n".join(body)
    if kind == "text/html":
        source = "<h1>Chuyện hôm nay</h1>" + "".join(f"<p>{line}</p>" for line in body)
    article = clean(Page(source, kind))
    assert [b.text for _, b in article.blocks() if b.role is not Role.TITLE] == body
    assert not article.cuts


def test_only_a_sure_tag_marks_a_teaser() -> None:
    assert shape.tagged("(Dân trí) - Chiều nay có mưa.")
    assert shape.tagged("TTO - Chiều nay có mưa.")
    assert not shape.tagged("(Cười) - Tôi nghĩ là có mưa.")
    assert not shape.tagged("QQBC - Chiều nay có mưa.")
    assert not shape.tagged("Chiều nay có mưa.")


def test_what_is_prose_and_what_is_a_headline() -> None:
    assert all(map(shape.prose, BODY))
    assert not shape.prose("Mưa lớn ở ba huyện phía tây, hơn một trăm hộ dân phải rời nhà đêm")
    assert shape.headline("Mưa lớn ở ba huyện phía tây")
    assert not shape.headline("Mưa lớn ở ba huyện phía tây.")
    assert not shape.headline("mưa lớn ở ba huyện phía tây")
    assert shape.menu("Thời sự")
    assert shape.section_name("» Thời sự")
    assert shape.section_name("Phỏng vấn")
    assert not shape.section_name("Phỏng vấn ông Sáu")
    assert not shape.menu("Mưa lớn khiến hơn một trăm hộ dân phải rời nhà")
    assert shape.sentences("Mưa to. Nước lên. Dân rời nhà.") == 3


@pytest.mark.parametrize("name", ["Văn hoá", "VĂN HOÁ", "Sức khoẻ", "Sức khỏe", "Số hoá"])
def test_a_section_is_one_in_either_style_of_tone_marks(name: str) -> None:
    assert shape.section_name(name)
