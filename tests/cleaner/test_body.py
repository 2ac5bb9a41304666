"""The body of a page: what stands in it is the article unless something speaks against that."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newspaper import HEADLINES, SENTENCES, TEASERS, cards, links, page

from baonoi.cleaner import clean
from baonoi.errors import NoArticleError
from baonoi.model import Article, Page, Role

TITLE = "Lịch tạm ngừng cấp nước ở bốn phường trong tuần"
OPENINGS = (
    "Công ty cấp nước thông báo lịch tạm ngừng trong tuần tới như sau:",
    "Theo thống kê của sở, mỗi ngày thành phố dùng hơn bốn trăm nghìn mét khối nước sạch [1]",
    "Bốn phường bị ảnh hưởng (trừ khu tập thể cũ và trường tiểu học ven hồ)",
    "Trước mùa khô, mỗi nhà nên làm sớm những việc này",
    "Cần chuẩn bị gì?",
)
SHORT = (
    "<h2>Phường Tân Hòa</h2>",
    "<p><strong>Phường Vĩnh Hội</strong></p>",
    "<p>7h30 - 11h: các tổ 1, 2, 3.</p>",
    "<p>13h - 16h: tổ 4 và chợ</p>",
    "<ul><li>Trữ nước đủ dùng hai ngày</li><li>Khóa van khi ra khỏi nhà</li></ul>",
    "<p>250 g bột nếp, 100 g đường</p>",
    "<p>Người dân cần đăng ký tài khoản để xem lịch riêng.</p>",
    "<p>VN-Index không liên quan gì ở đây</p>",
    "<p>(Nguồn nước lấy từ hồ chứa số hai)</p>",
    "<p>Bước 1: khóa van tổng</p>",
)
JUNK = (
    "<div><a href='/1'>{headline}</a></div>",
    "<div class='box'><h4><a href='/2'>{headline}</a></h4><p>{teaser}</p></div>",
    "<p>Tin liên quan</p><ul><li><a href='/3'>{headline}</a></li></ul>",
    "<div class='share'><span>Chia sẻ</span><span>Facebook</span></div>",
    "<p><a href='/4'>&gt;&gt; {headline}</a></p>",
    "<div class='ads'>Quảng cáo</div>",
    "<aside><h3>Đọc nhiều</h3><p>{teaser}</p></aside>",
    "<div class='audio'>Nghe bài viết<span>0:00 / 3:12</span></div>",
    "<figure><img src=a.jpg><figcaption>{headline}. Ảnh: Lan Anh</figcaption></figure>",
    "<div class='comment-box'><p>Bình luận (3)</p><p>{teaser}</p></div>",
)


def texts(*fragments: str) -> list[str]:
    """The texts of fragments, tags aside."""
    import re

    return [t for f in fragments for t in re.split(r"<[^>]+>", f) if t.strip()]


def kept(article: Article) -> list[str]:
    return [block.text for _, block in article.blocks() if block.role is not Role.TITLE]


content = st.lists(
    st.one_of(st.sampled_from(SHORT), st.sampled_from([f"<p>{t}</p>" for t in SENTENCES])),
    min_size=2,
    max_size=10,
    unique=True,
)
junk = st.builds(
    lambda form, headline, teaser: form.format(headline=headline, teaser=teaser),
    st.sampled_from(JUNK),
    st.sampled_from(HEADLINES),
    st.sampled_from(TEASERS),
)


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_nothing_of_a_body_is_cut_for_its_place_alone(
    data: st.DataObject,
) -> None:
    opening = f"<p>{data.draw(st.sampled_from(OPENINGS))}</p>"
    enough = [f"<p>{text}</p>" for text in SENTENCES[:4]]
    body = list(dict.fromkeys([opening, *data.draw(content), *enough]))
    mixed = list(body)
    for piece in data.draw(st.lists(junk, max_size=5)):
        mixed.insert(data.draw(st.integers(0, len(mixed))), piece)
    tag = data.draw(st.sampled_from(["article", "div class='detail'", "section", "td"]))
    html = page(
        f"<{tag}><h1>{TITLE}</h1>{''.join(mixed)}</{tag.split()[0]}>",
        data.draw(st.sampled_from(["", links(), cards(5)])),
        title=data.draw(st.sampled_from([TITLE, f"{TITLE} - Báo Suối Mây"])),
    )
    found = kept(clean(Page(html, "text/html")))
    wanted = texts(*body)
    assert [text for text in found if text in wanted] == wanted


@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("frame", ["<div>{}</div>", "<article>{}</article>", "{}"])
def test_a_first_paragraph_without_a_stop_is_where_the_body_begins(
    opening: str, frame: str
) -> None:
    body = [f"<p>{opening}</p>", *SHORT, f"<p>{SENTENCES[0]}</p>", f"<p>{SENTENCES[1]}</p>"]
    html = frame.format(f"<h1>{TITLE}</h1>" + "".join(body))
    article = clean(Page(html, "text/html"))
    assert kept(article) == texts(*body)
    assert not article.cuts


def test_short_lines_after_the_last_long_paragraph_stay() -> None:
    tail = ("Đội hình ra sân", "Suối Lìm: Tú; Hà, Sơn, Bách; Dương, Quý; Tài", "Kết quả: 2-1")
    body = "".join(f"<p>{text}</p>" for text in (*SENTENCES[:3], *tail))
    html = page(f"<div><h1>{TITLE}</h1>{body}<p><b>Lan Anh</b></p></div>", links(), title=TITLE)
    article = clean(Page(html, "text/html"))
    assert [t for t in kept(article) if t in tail] == list(tail)
    assert article.byline == "Lan Anh"


STORY = "<{tag}><h1>{title}</h1>{text}<p class='author'>{author}</p></{end}>"


@pytest.mark.parametrize("tag", ["article", "div class='post'"])
@pytest.mark.parametrize("named", [0, 1, None])
def test_of_two_articles_one_is_read_and_the_other_cut(tag: str, named: int | None) -> None:
    titles = ("Xã Suối Lìm mở lớp dạy bơi cho trẻ", "Huyện Tân Hòa thông xe cầu phao mới")
    halves = (SENTENCES[:4], SENTENCES[4:])
    stories = [
        STORY.format(
            tag=tag,
            end=tag.split(maxsplit=1)[0],
            title=title,
            text="".join(f"<p>{t}</p>" for t in half),
            author=author,
        )
        for title, half, author in zip(titles, halves, ("Minh Tâm", "Hải Đăng"), strict=True)
    ]
    head = "" if named is None else titles[named]
    article = clean(Page(page("<main>", *stories, "</main>", title=head), "text/html"))
    read = named or 0
    assert article.title == titles[read]
    assert article.byline == ("Minh Tâm", "Hải Đăng")[read]
    assert [t for t in kept(article) if t in SENTENCES] == list(halves[read])
    gone = {cut.text: cut.reason for cut in article.cuts}
    assert all(gone[text] == "other articles" for text in (titles[1 - read], *halves[1 - read]))


def test_chapters_are_no_articles_of_their_own() -> None:
    parts = [
        f"<section><h1>{title}</h1>{''.join(f'<p>{t}</p>' for t in half)}</section>"
        for title, half in (("Trên đảo xa bờ", SENTENCES[:4]), ("Ngày trở về", SENTENCES[4:]))
    ]
    article = clean(Page("<body>" + "".join(parts) + "</body>", "text/html"))
    assert [t for t in kept(article) if t in SENTENCES] == list(SENTENCES)


def test_a_card_to_which_its_teaser_is_glued_is_no_paragraph() -> None:
    card = f"<div><a href='/a'>{HEADLINES[0]}</a>{TEASERS[0]}</div>"
    body = "".join(f"<p>{text}</p>" for text in SENTENCES[:4])
    html = f"<h1>{TITLE}</h1><div>{body}<div class='b'>{card}</div></div>"
    article = clean(Page(html, "text/html"))
    assert kept(article) == list(SENTENCES[:4])
    assert {cut.reason for cut in article.cuts} == {"other articles"}
    inline = f"<h1>{TITLE}</h1>{body}<p><a href='/a'>Sở Giao thông vận tải tỉnh</a> nói vậy.</p>"
    assert kept(clean(Page(inline, "text/html")))[-1].endswith("vận tải tỉnh nói vậy.")


def test_an_item_that_holds_a_whole_article_is_no_item() -> None:
    body = "".join(f"<p>{text}</p>" for text in SENTENCES)
    article = clean(Page(f"<ul><li><h1>{TITLE}</h1>{body}</li></ul>", "text/html"))
    assert {b.role for _, b in article.blocks()} == {Role.TITLE, Role.LEAD, Role.PARAGRAPH}


def test_a_page_of_links_alone_has_no_body() -> None:
    with pytest.raises(NoArticleError):
        clean(Page(page(links()), "text/html"))


def test_short_texts_below_pictures_belong_to_a_photo_essay() -> None:
    shots = (
        "Chợ họp từ ba giờ sáng",
        "Cụ Mảy bán lá dong",
        "Men rượu gói lá",
        "Chín giờ, chợ tan.",
    )
    frames = "".join(
        f"<div><div><img src=a></div><div class='t'>{text}</div></div>" for text in shots
    )
    html = page(
        f"<div><h1>Chợ phiên trong sương</h1><div><p>{SENTENCES[0]}</p></div>",
        f"<div>{frames}</div><div class='author'>Hà Khánh</div></div>",
        links(),
        title="Chợ phiên trong sương",
    )
    article = clean(Page(html, "text/html"))
    captions = [b.text for _, b in article.blocks() if b.role is Role.CAPTION]
    assert captions == list(shots)
    assert article.byline == "Hà Khánh"
