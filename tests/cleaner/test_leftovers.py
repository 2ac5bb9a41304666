"""What the words of a line and of its neighbours tell within a paste."""

import pytest
from newspaper import SENTENCES

from baonoi.cleaner import clean
from baonoi.cleaner.reasons import Reason
from baonoi.model import Article, Page, Role

TITLE = "Trạm y tế mới trên nền sân kho cũ"


def paste(*lines: str) -> Article:
    return clean(Page("\n".join(lines)))


def roles(article: Article) -> dict[str, Role]:
    return {block.text: block.role for _, block in article.blocks()}


def cuts(article: Article) -> dict[str, str]:
    return {cut.text: cut.reason for cut in article.cuts}


LIVE = (
    "Trực tiếp: Bão số 15 áp sát Khánh Hòa",
    "Cập nhật lúc 16:40 28/11/2026",
    "Tối nay bão số 15 đi vào đất liền Khánh Hòa - Ninh Thuận với sức gió mạnh nhất cấp 10.",
    "16:40",
    "Khánh Hòa cấm người dân ra đường từ 19h",
    "Chủ tịch tỉnh yêu cầu người dân không ra khỏi nhà từ 19h đến khi có thông báo mới.",
    "16:05",
    "Sân bay Cam Ranh đóng cửa",
    "Cục Hàng không quyết định đóng cửa sân bay Cam Ranh từ 18h hôm nay đến 10h ngày mai.",
    "15:20",
    "Gần 4.000 tàu cá đã vào bờ",
    "Bộ đội biên phòng cho biết toàn bộ tàu cá của tỉnh đã vào nơi tránh trú.",
    "Nhóm phóng viên",
    "Chia sẻ bài viết",
)


def test_the_times_of_a_ticker_are_dates() -> None:
    found = roles(paste(*LIVE))
    assert [found[time] for time in ("16:40", "16:05", "15:20")] == [Role.DATELINE] * 3
    assert found["Gần 4.000 tàu cá đã vào bờ"] is Role.HEADING


@pytest.mark.parametrize(
    ("above", "length"), [("Video: Người dân gánh đá lên trạm", "1:24"), ("Quảng cáo", "00:30")]
)
def test_the_length_of_a_film_is_no_text(above: str, length: str) -> None:
    article = paste("Chia sẻ", TITLE, *SENTENCES[:4], above, length, *SENTENCES[4:], "Chia sẻ")
    assert cuts(article)[length] == Reason.PLAYER.value


def test_the_times_of_a_programme_stay() -> None:
    programme = ("16:40", "Chào buổi chiều", "17:05", "Phim thiếu nhi", "19:00", "Bản tin tối")
    article = paste(TITLE, *SENTENCES[:4], *programme, *SENTENCES[4:])
    assert Role.DATELINE not in {roles(article)[line] for line in programme}


def test_a_time_within_the_text_stays() -> None:
    article = paste(TITLE, *SENTENCES[:4], "5:30", *SENTENCES[4:])
    assert "5:30" in roles(article)


def test_an_offer_between_its_label_and_its_button_is_left_out() -> None:
    offer = "Nồi chiên không dầu giảm 40% hôm nay"
    article = paste(
        "Chia sẻ", TITLE, *SENTENCES[:4], "TÀI TRỢ", offer, "Mua ngay", *SENTENCES[4:], "Chia sẻ"
    )
    assert cuts(article)[offer] == Reason.AD.value


def test_text_between_two_advertisements_stays() -> None:
    article = paste(
        "Chia sẻ", TITLE, *SENTENCES[:4], "Quảng cáo", SENTENCES[4], "Quảng cáo", *SENTENCES[5:]
    )
    assert roles(article)[SENTENCES[4]] is Role.PARAGRAPH


ASKED = (
    "Đất không có sổ đỏ có được bồi thường khi thu hồi?",
    "Thứ hai, 23/11/2026 07:00",
    "Hỏi: Gia đình tôi sử dụng mảnh đất 200 m2 từ năm 1990, chưa được cấp sổ đỏ. Nay xã thông báo"
    " thu hồi để làm đường. Gia đình tôi có được bồi thường không?",
    "Trần Thị Mùi (Thanh Hóa)",
    "Trả lời:",
    "Theo Luật Đất đai 2024, hộ gia đình sử dụng đất ổn định trước ngày 15/10/1993, được xã xác"
    " nhận không tranh chấp, thì được xem xét bồi thường.",
    "Nếu không đồng ý với phương án, bà có quyền khiếu nại trong vòng 90 ngày kể từ ngày nhận.",
    "Luật sư Phạm Quốc Hưng",
    "Bạn có thể quan tâm",
    "Thủ tục tách thửa đất nông nghiệp",
)


def test_who_asks_is_no_writer() -> None:
    article = paste(*ASKED)
    assert article.byline == "Luật sư Phạm Quốc Hưng"
    assert roles(article)["Trần Thị Mùi (Thanh Hóa)"] is Role.PARAGRAPH
    assert roles(article)["Trả lời:"] is Role.PARAGRAPH


def test_the_button_below_a_comment_is_no_answer() -> None:
    article = paste(TITLE, *SENTENCES, "Bình luận (2)", "Lan Anh", "Trạm đẹp quá.", "Trả lời:")
    assert cuts(article)["Trả lời:"] == Reason.COMMENTS.value


SECOND = (
    "Người nuôi ong rừng U Minh vào vụ mới",
    "Thứ sáu, 27/11/2026 - 11:20",
    "(Dân trí) - Từ đầu tháng 11, thợ gác kèo ong ở rừng U Minh Hạ bắt đầu vào vụ, mỗi chuyến lấy"
    " được vài chục lít mật.",
    "Ông Ba Rừng, người có 300 kèo, nói năm nay hoa tràm nở sớm hơn mọi năm nửa tháng.",
    "Mật ong rừng hiện bán tại chỗ 700.000 đồng một lít.",
    "Huỳnh Hải",
)


def test_a_second_article_keeps_its_headline_and_its_lead() -> None:
    first = (
        "Hai con hổ được thả về khu bảo tồn",
        "Thứ sáu, 27/11/2026 - 10:05",
        "(Dân trí) - Hai con hổ Đông Dương nuôi từ nhỏ ở trung tâm cứu hộ Sóc Sơn đã được chuyển về"
        " khu bán hoang dã rộng 6 ha.",
        "Trước khi chuyển, chúng được gây mê nhẹ và kiểm tra sức khỏe trong hai ngày.",
        "Nhân viên trung tâm sẽ theo dõi qua camera trong ba tháng đầu.",
        "Hoàng Lam",
    )
    found = roles(paste(*first, "", *SECOND))
    assert found[SECOND[0]] is Role.HEADING
    assert found[SECOND[2]] is Role.PARAGRAPH


def test_sentences_that_open_a_text_are_no_captions() -> None:
    opening = (
        "Cái giếng nằm giữa làng, thành bằng đá ong, nước trong đến mức nhìn thấy rêu dưới đáy.",
        "Ngày tôi còn nhỏ, chiều nào đàn bà trong làng cũng ra giếng gánh nước.",
        "Năm 1998 có nước máy, giếng vắng dần. Người ta đậy nắp, rồi quên.",
    )
    article = paste(
        "Chuyện cái giếng làng",
        "Bút ký của Trần Nguyên Mỹ",
        "15:30 - 28/11/2026",
        opening[0],
        "***",
        *opening[1:],
        "***",
        "Tháng trước, thanh niên làng vét giếng. Dưới đáy có ba cái gầu nan và một đồng xu cổ.",
        "(Còn nữa)",
        "T.N.M.",
        "Tặng sao",
    )
    assert article.title == "Chuyện cái giếng làng"
    assert not {roles(article).get(line) for line in opening} & {Role.CAPTION, None}


def test_a_caption_with_its_credit_stays_one() -> None:
    caption = "Trạm y tế mới nhìn từ con đường đất. Ảnh: Hà Mi"
    article = paste("Chia sẻ", TITLE, "28/11/2026 08:00", caption, *SENTENCES)
    assert roles(article)[caption] is Role.CAPTION


def test_the_rows_below_the_head_of_a_table() -> None:
    rows = ("STT Đội Trận Điểm", "1 Hà Nội 12 27", "2 Nam Định 12 24", "3 Hải Phòng 12 22")
    article = paste(TITLE, *SENTENCES[:5], "Bảng xếp hạng sau vòng 12", *rows, "QUANG HUY")
    assert {roles(article)[row] for row in rows} == {Role.TABLE}
    assert article.byline == "QUANG HUY"


def test_a_letter_keeps_whom_it_goes_to_and_where_its_writer_lives() -> None:
    found = roles(
        paste(
            "Bạn đọc viết",
            "Thư ngỏ gửi Công ty Cấp nước",
            "27/11/2026 09:00",
            "Kính gửi: Ban biên tập Báo Đồng Xanh",
            "Tôi tên Lê Văn Tám, ngụ ấp 3, xã Tân Bình. Nhà tôi và 60 hộ mất nước từ ngày 15/11.",
            "Chúng tôi đã gọi tổng đài nhiều lần nhưng chưa được trả lời rõ ràng.",
            "Rất mong quý báo phản ánh giúp.",
            "Xin chân thành cảm ơn!",
            "Lê Văn Tám",
            "(ấp 3, xã Tân Bình)",
            "Tòa soạn trả lời:",
            "Báo đã chuyển đơn đến công ty. Phía công ty hẹn khắc phục xong trước ngày 5/12.",
            "BAN BẠN ĐỌC",
            "Ý kiến (4)",
            "Trần Lan",
            "Xóm tôi cũng vậy.",
        )
    )
    assert found["Kính gửi: Ban biên tập Báo Đồng Xanh"] is Role.PARAGRAPH
    assert found["(ấp 3, xã Tân Bình)"] is Role.PARAGRAPH
    assert "Xóm tôi cũng vậy." not in found


def test_a_headline_in_capitals_below_a_chat() -> None:
    article = paste(
        "Hôm nay, 10:21",
        "Anh Hai",
        "Anh Hai đã gửi một liên kết",
        "Đọc nè mấy đứa",
        "",
        "LŨ VỀ MUỘN, ĐỒNG BẰNG ĐÓI PHÙ SA",
        "",
        *SENTENCES[:4],
    )
    assert article.title == "LŨ VỀ MUỘN, ĐỒNG BẰNG ĐÓI PHÙ SA"
