"""What is an article and what only looks like one, on pages of many kinds."""

import pytest
from newspaper import HEADLINES, SENTENCES, TEASERS, cards, links, page, paragraphs

from baonoi.cleaner import clean
from baonoi.cli.hints import hint
from baonoi.errors import NoArticleError
from baonoi.model import Page, Role

H1 = "Xã Suối Lìm khởi công trạm y tế vùng cao"
CANONICAL = '<link rel="canonical" href="https://bao.example{}">'
WEBSITE = '<meta property="og:type" content="website">'

NOT_ARTICLES = {
    "home with a lead story": (
        "a home page",
        page(
            f"<div><h2><a href='/1'>{H1}</a></h2><p>{SENTENCES[0]} {SENTENCES[1]}</p></div>",
            cards(12),
            title="Báo Suối Mây - Tin nhanh trong ngày",
            head=CANONICAL.format("/") + WEBSITE,
        ),
    ),
    "home of cards that are links as a whole": (
        "a home page",
        page(
            cards(20, "<a href='{url}'><h3>{title}</h3><span>{age}</span><p>{teaser}</p></a>"),
            "<p>Đăng ký nhận bản tin sáng của chúng tôi để không lỡ câu chuyện nào.</p>",
            title="Trang chủ",
            head=CANONICAL.format("/"),
        ),
    ),
    "old home in tables": (
        "a home page",
        page(
            "<table><tr><td>",
            cards(14, "<a href='{url}'><b>{title}</b></a><br>{teaser}"),
            "</td></tr></table>",
            title="Suối Mây Online - Đọc báo, tin tức mới nhất",
        ),
    ),
    "category": (
        "a list of articles",
        page(
            "<h1>Kinh tế</h1>",
            cards(15),
            title="Kinh tế - Báo Suối Mây",
            head=CANONICAL.format("/kinh-te") + WEBSITE,
        ),
    ),
    "category that calls itself an article": (
        "a list of articles",
        page(
            "<h1>Tin giáo dục mới nhất hôm nay</h1>",
            cards(18, "<h3><a href='{url}'>{title}</a></h3><span>{age}</span><p>{teaser}</p>"),
            title="Tin giáo dục mới nhất hôm nay",
            head=CANONICAL.format("/giao-duc.htm") + '<meta property="og:type" content="article">',
        ),
    ),
    "tag": (
        "a list of articles",
        page(
            "<h1>Chủ đề: hồ tiêu</h1>",
            cards(9),
            title="Tin tức về hồ tiêu mới nhất",
            head=CANONICAL.format("/tag/ho-tieu"),
        ),
    ),
    "author": (
        "a list of articles",
        page(
            "<h1>Tác giả Lan Anh</h1><p>Phóng viên thường trú vùng cao, viết về y tế.</p>",
            cards(11),
            title="Bài viết của Lan Anh",
            head=CANONICAL.format("/tac-gia/lan-anh"),
        ),
    ),
    "missing page": (
        "an error page",
        page(
            "<h1>404</h1><p>Rất tiếc, đường dẫn bạn mở không còn tồn tại.</p>",
            "<a href='/'>Về trang chủ</a>",
            title="Lỗi 404 | Báo Suối Mây",
        ),
    ),
    "article that was taken down, with others offered": (
        "an error page",
        page(
            "<h1>Bài viết không tồn tại hoặc đã bị gỡ</h1><p>Mời đọc các bài khác.</p>",
            cards(6),
            title="Không tìm thấy bài viết",
        ),
    ),
    "server error": (
        "an error page",
        "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1>"
        "<p>nginx</p></body></html>",
    ),
    "maintenance": (
        "an error page",
        page(
            "<h2>Hệ thống đang được nâng cấp</h2><p>Mời bạn thử lại sau ít phút.</p>",
            title="Bảo trì hệ thống",
        ),
    ),
    "log-in": (
        "a log-in wall",
        page(
            "<form><h1>Đăng nhập</h1><p>Vui lòng đăng nhập để xem nội dung dành cho hội viên.</p>"
            "<input name=u><input type=password><button>Tiếp tục</button></form>"
            "<p>Quên mật khẩu? Chưa có tài khoản?</p>",
            title="Đăng nhập - Tạp chí Suối Mây",
        ),
    ),
    "bot check": (
        "a bot check",
        "<html><head><title>Một chút thôi...</title></head><body><h1>Xác minh bạn là con người</h1>"
        "<p>Báo cần kiểm tra kết nối của bạn trước khi tiếp tục. Hãy đánh dấu vào ô bên dưới.</p>"
        "</body></html>",
    ),
    "bot check in English": (
        "a bot check",
        "<html><head><title>Attention Required!</title></head><body><h1>One more step</h1><p>"
        "Please complete the security check to access this newspaper.</p><p>Ray ID: 9f2</p></body>",
    ),
    "search results": (
        "search results",
        page(
            "<h1>Kết quả tìm kiếm: trạm y tế</h1><p>Tìm thấy 218 kết quả</p>",
            cards(10),
            title="Tìm kiếm: trạm y tế - Báo Suối Mây",
        ),
    ),
    "search without results": (
        "search results",
        page(
            "<h1>Kết quả tìm kiếm cho “trạm y tế”</h1><p>Không tìm thấy kết quả nào phù hợp.</p>",
            title="Kết quả tìm kiếm",
        ),
    ),
    "shell of an application": (
        "a page that needs JavaScript",
        "<html><head><title>Báo Suối Mây</title><script src=a.js></script></head><body>"
        "<noscript>Bạn cần bật JavaScript để xem.</noscript><div id=root></div></body></html>",
    ),
    "subscription": (
        "a subscription offer",
        page(
            "<h1>Đồng hành cùng Suối Mây</h1><p>Trở thành hội viên để đọc mọi bài phân tích.</p>"
            "<h2>Gói tháng</h2><p>59.000 đồng/tháng, hủy bất cứ lúc nào</p><h2>Gói năm</h2>"
            "<p>Dùng thử 7 ngày, gia hạn tự động</p><p>Hình thức thanh toán: thẻ, ví điện tử.</p>",
            title="Đồng hành cùng Suối Mây",
        ),
    ),
}

BYLINE = "<p><b>Lan Anh</b></p>"
ARTICLES = {
    "long": page(f"<h1>{H1}</h1>", paragraphs(), BYLINE, title=f"{H1} - Báo Suối Mây"),
    "brief among many others": page(
        f"<h1>{H1}</h1><span>26/11/2025 09:15</span><div><p>{SENTENCES[0]}</p></div>",
        cards(24),
        title=f"{H1} | Báo Suối Mây",
    ),
    "without a title in its head": page(f"<h2>{H1}</h2>", paragraphs(5), links()),
    "old, without markup": page(
        f"<table><tr><td><b>{H1}</b><br>{'<br>'.join(SENTENCES)}</td></tr></table>",
        links(),
        title="Suối Mây Online",
    ),
    "top stories above it": page(
        links(HEADLINES[:10]), f"<h1>{H1}</h1>", paragraphs(6), cards(12), title=H1
    ),
    "about an error": page(
        "<h1>Lỗi 404 trên cổng dịch vụ công: người dân kêu khó</h1>",
        paragraphs(5),
        title="Lỗi 404 trên cổng dịch vụ công: người dân kêu khó",
    ),
    "about a search at sea": page(
        "<h1>Tìm kiếm hai ngư dân mất tích trong đêm</h1>",
        paragraphs(3),
        title="Tìm kiếm hai ngư dân mất tích trong đêm - Báo Suối Mây",
    ),
    "with a log-in form and a captcha": page(
        "<form><input><input type=password><p>Quên mật khẩu?</p></form>",
        f"<h1>{H1}</h1><p>26/11/2025 09:15</p>",
        paragraphs(3),
        "<form><p>Mã xác nhận</p><p>Nhập mã captcha</p><p>Gửi bình luận</p></form>",
        title=H1,
    ),
    "notice": page(
        "<h1>Thông báo tạm ngừng cấp nước</h1><p>Từ 8h ngày 3/6: các tổ 1, 2, 3.</p>"
        "<p>Từ 13h: tổ 4.</p><p>Mong bà con thông cảm.</p>",
        title="Thông báo tạm ngừng cấp nước",
    ),
    "digest with linked headlines": page(
        "<h1>Tin tức sáng 7/3: giá tiêu tăng, cầu phao thông xe</h1><p>07/03/2026 06:00</p>",
        cards(8, "<h3><a href='{url}'>{title}</a></h3><p>{teaser}</p>"),
        f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>",
        title="Tin tức sáng 7/3: giá tiêu tăng, cầu phao thông xe - Báo Suối Mây",
        head=CANONICAL.format("/tin-tuc-sang-7-3-gia-tieu-tang-cau-phao-20260307.htm")
        + '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Tin tức sáng 7/3",'
        '"datePublished":"2026-03-07T06:00:00+07:00"}</script>',
    ),
    "fragment": f"<h1>{H1}</h1>{paragraphs(3)}",
    "fragment without a title": paragraphs(4),
    "pictures": page(
        f"<h1>{H1}</h1>",
        "".join(f"<figure><img src=x><figcaption>{t}</figcaption></figure>" for t in TEASERS),
        links(),
        title=H1,
    ),
    "video": page(
        "<h1>Video: Sóng lớn đánh vỡ bờ kè</h1><p>26/11/2025 08:00</p><video src=a></video>"
        "<p>Sóng cao bốn mét đánh vỡ đoạn kè dài hai mươi mét, chưa ai bị thương.</p>",
        links(),
        title="Video: Sóng lớn đánh vỡ bờ kè",
    ),
}


@pytest.mark.parametrize("name", NOT_ARTICLES)
def test_a_page_that_is_no_article_is_refused_by_its_name(name: str) -> None:
    kind, html = NOT_ARTICLES[name]
    with pytest.raises(NoArticleError) as refused:
        clean(Page(html, "text/html", "trang.html"))
    assert refused.value.message == f"trang.html looks like {kind}, not like an article."
    assert "--anyway" in hint(refused.value)


@pytest.mark.parametrize("name", NOT_ARTICLES)
def test_it_is_read_all_the_same_where_that_is_asked_for(name: str) -> None:
    html = NOT_ARTICLES[name][1]
    if name == "shell of an application":
        pytest.skip("nothing of it can be read")
    article = clean(Page(html, "text/html"), anyway=True)
    assert any(block.role is not Role.TITLE for _, block in article.blocks())


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_never_refused(name: str) -> None:
    article = clean(Page(ARTICLES[name], "text/html"))
    assert not article.incomplete
    assert any(block.role is not Role.TITLE for _, block in article.blocks())


def test_a_list_of_addresses_is_refused_with_the_way_to_read_it() -> None:
    with pytest.raises(NoArticleError) as refused:
        clean(Page("https://bao.example/a\n\nhttps://bao.example/b\n", origin="ds bai.txt"))
    assert refused.value.message == "ds bai.txt is a list of 2 addresses, not an article."
    assert hint(refused.value).endswith("baonoi read --list 'ds bai.txt'")
    assert clean(Page("Theo https://bao.example/a thì trời sẽ mưa vào chiều nay.")).title
