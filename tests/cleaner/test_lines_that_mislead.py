"""Sentences that look like junk and stay; junk that looks like sentences and goes."""

import pytest

from baonoi.cleaner import clean, junk
from baonoi.cleaner.reasons import Reason
from baonoi.model import Article, Page, Role

BEFORE = (
    "Người dân hai xã ven sông góp đất mở đường",
    "Sáng nay, hơn 200 hộ dân ký cam kết hiến đất để mở rộng con đường duy nhất ra chợ huyện.",
    "Con đường dài 3,4 km, nhiều đoạn chỉ rộng hai mét, xe cứu thương không vào được mùa mưa.",
)
AFTER = (
    "Xã dự kiến khởi công trong quý II, hoàn thành trước mùa lũ để học sinh kịp tới trường mới.",
    "Huyện hỗ trợ xi măng, còn cát đá và công lao động do các hộ dân tự nguyện đóng góp thêm.",
)


def article_with(*lines: str) -> Article:
    return clean(Page("\n".join((*BEFORE, *lines, *AFTER))))


def blocks(article: Article) -> dict[str, Role]:
    return {block.text: block.role for _, block in article.blocks()}


@pytest.mark.parametrize(
    "line",
    [
        "Theo báo cáo của xã, có 214 hộ hiến tổng cộng 9.600 m2 đất trong hai tháng đầu năm nay.",
        "20 ngày trước, nhận khoản lương đầu tiên, anh Tú mua ngay hai bao xi măng góp cho xóm.",
        "Chia sẻ với chúng tôi, bà Năm nói đất thì tiếc nhưng đường rộng con cháu mới khá lên.",
        "Bình luận về cách làm này, ông Hải cho rằng điều quý nhất là không ai phải ép ai ký giấy.",
        "Chưa có phản hồi nào từ phía chủ đầu tư về đề nghị dời cột điện ra khỏi lòng đường mới.",
        "Nguồn gốc con đường có từ năm 1936, khi đồn điền cần lối chở mủ cao su ra bến sông Cái.",
        "Video ghi lại cảnh bà con phá hàng rào được hơn 30.000 lượt xem sau một ngày đăng tải.",
        "Kỳ sau, đội thi công sẽ làm tiếp đoạn qua nghĩa trang, nơi còn bảy ngôi mộ chưa di dời.",
        "Bạn đang đọc bài viết này bằng ánh đèn của con đường mà bà con đã góp đất để mở ra đấy.",
        "Bấm vào đây là lời mời mà kẻ lừa đảo nhắn cho nạn nhân trong nhiều vụ gần đây ở huyện.",
        "Tải ứng dụng giả mạo, ông Hải mất 400 triệu đồng chỉ trong một buổi sáng đầu tháng năm.",
        "Bạn đọc ủng hộ gia đình em Mai hơn 120.000.000 đồng trong hai tuần sau khi báo đưa tin.",
        "Mọi sự giúp đỡ xin gửi về tài khoản 0123456789 của Hội Chữ thập đỏ xã, ghi rõ tên em Mai.",
        "Bạn đọc giúp đỡ em Mai xin gửi về tài khoản 0123456789 của Hội Chữ thập đỏ xã Tân Hòa.",
        "Khán giả gọi điện đến đường dây 1900 5555 để bình chọn cho đội văn nghệ của xã đêm qua.",
        "Người dân để lại bình luận bên dưới bài đăng của xã, phần lớn mong đường sớm làm xong.",
        "Khi truy cập vào đường link, bạn đã đồng ý cho kẻ gian chiếm quyền điện thoại của mình.",
        "Liên hệ với xã từ sớm, nhà thầu cho biết đá hộc phải chở từ mỏ cách công trường 40 km.",
    ],
)
def test_a_sentence_that_looks_like_junk_stays(line: str) -> None:
    assert blocks(article_with(line))[line] is Role.PARAGRAPH


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("leftcenterrightdel", Reason.PICTURE),
        ("Nghe bài viết", Reason.PLAYER),
        ("0:00 / 3:12", Reason.PLAYER),
        (">> Cầu treo sắp sập, dân vẫn liều mình qua sông", Reason.LINK),
        ("Xem thêm: Cầu treo sắp sập, dân vẫn liều mình qua sông", Reason.LINK),
        ("Bạn đang đọc bài viết Người dân góp đất tại chuyên mục Xã hội", Reason.LINK),
        ("Quảng cáo", Reason.AD),
        ("Nguoi dan hien dat mo duong hinh anh 2", Reason.ALT),
        ("Người dân góp đất mở đường - Ảnh 2.", Reason.ALT),
        ("Your browser does not support the audio element.", Reason.PLAYER),
        ("Trình duyệt của bạn không hỗ trợ phát video.", Reason.PLAYER),
        ("Tải ứng dụng Báo Gió để đọc tin nhanh nhất: iOS | Android", Reason.SHARE),
        ("Nếu thấy hay, hãy nhấn thích và đăng ký kênh YouTube của xã nhé!", Reason.SHARE),
        ("Đừng quên theo dõi chuyên mục Nông thôn để biết thêm nhiều chuyện hay!", Reason.SHARE),
        ("Đăng ký nhận bản tin mỗi sáng", Reason.SHARE),
        ("Độc giả gửi câu hỏi về địa chỉ hoi@bao.example hoặc gọi 1900 0000.", Reason.COMMENTS),
        ("Mọi ý kiến đóng góp xin gửi về email: toasoan@bao.example", Reason.COMMENTS),
        ("Nếu có câu hỏi, hãy để lại bình luận bên dưới nhé!", Reason.COMMENTS),
        ("Mời độc giả bấm vào đây để đọc bài gốc", Reason.LINK),
        ("Trang 1/3 1 2 3 Trang sau »", Reason.MENU),
        ("Quảng cáo - nội dung tiếp tục bên dưới", Reason.AD),
        ("Chúng tôi sử dụng cookie để cải thiện trải nghiệm của bạn.", Reason.LOGIN),
        ("#hiendat #moduong #nongthonmoi", Reason.TAGS),
        ("https://bao.example.vn/nguoi-dan-hien-dat-123.html", Reason.ADDRESS),
        ("A A", Reason.SIZE),
        ("Chia sẻ", Reason.SHARE),
        ("Mời quý độc giả đón đọc kỳ 2: Những con đường mang tên người hiến đất", Reason.SERIES),
    ],
)
def test_junk_in_the_middle_of_a_body_goes(line: str, reason: Reason) -> None:
    article = article_with(line)
    assert line not in blocks(article)
    assert [cut.reason for cut in article.cuts] == [reason]


def test_a_box_of_other_articles_goes_and_the_article_goes_on() -> None:
    article = article_with(
        "Tin liên quan",
        "Cầu treo sắp sập, dân vẫn liều mình qua sông",
        "Đổi đất lấy đường: chuyện chưa kể ở vùng cù lao",
    )
    assert [cut.reason for cut in article.cuts] == [Reason.RELATED] * 3
    assert all(line in blocks(article) for line in AFTER)


def test_what_follows_the_comment_form_is_lost_to_the_article() -> None:
    text = "\n".join((*BEFORE, *AFTER, "Hà Anh", "Ý kiến bình luận", "Họ và tên", "Email", "Gửi"))
    article = clean(Page(text))
    assert article.byline == "Hà Anh"
    assert {cut.reason for cut in article.cuts} == {Reason.COMMENTS}


def test_a_site_clock_is_not_the_date_of_the_article() -> None:
    text = "\n".join(("Thứ tư, 22/10/2025", "Thời sự", "Pháp luật", "Thứ hai, 20/10/2025, 08:15"))
    article = clean(Page("\n".join((text, *BEFORE, *AFTER))))
    assert article.published is not None
    assert article.published.isoformat() == "2025-10-20T08:15:00+07:00"
    assert Reason.CLOCK in {cut.reason for cut in article.cuts}


def test_a_repeated_paragraph_is_dropped_beside_its_twin_only() -> None:
    beside = article_with(BEFORE[2])
    assert [cut.reason for cut in beside.cuts] == [Reason.REPEAT]
    refrain = (
        "Đường rộng thì lòng người cũng rộng, các cụ trong xóm vẫn nhắc nhau như thế mỗi chiều."
    )
    poem = [
        line for verse in (*BEFORE[1:], *AFTER) for line in (verse, refrain, verse + " Thế đó.")
    ]
    far = clean(Page("\n".join((BEFORE[0], *poem))))
    assert sum(block.text == refrain for _, block in far.blocks()) == 4


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_words_a_person_understands(reason: Reason) -> None:
    assert " " in reason or len(reason) > 4
    assert reason == reason.lower()


def test_families_are_for_whole_lines() -> None:
    assert junk.family("Chia sẻ") is not None
    assert junk.family("Chia sẻ nỗi đau cùng gia đình nạn nhân") is None
