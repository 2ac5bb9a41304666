"""A document is all article: roles by markup and shape, nothing cut for where it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baonoi.cleaner import clean
from baonoi.errors import NoArticleError
from baonoi.model import Article, Page, Role

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BOOK = "application/epub+zip"
LONG = "Mùa này nước trong, cá về nhiều, sáng nào cũng có ghe từ ngã ba xuôi xuống đợi mua tận bến."


def article(html: str, kind: str = WORD) -> Article:
    return clean(Page(html, kind))


def roles(done: Article) -> list[Role]:
    return [block.role for _, block in done.blocks()]


@pytest.mark.parametrize("line", ["Chia sẻ", "Tin liên quan", "Xem thêm", "Bình luận (3)", "0:00"])
def test_lines_that_a_page_would_lose_are_kept(line: str) -> None:
    done = article(f"<p>Sổ tay bến</p><p>{line}</p><p>{LONG}</p><p>{line}</p>")
    assert [block.text for _, block in done.blocks()] == ["Sổ tay bến", line, LONG, line]
    assert done.cuts == ()


def test_title_date_lead_and_writer() -> None:
    done = article(
        f"<h1>Mùa cá về</h1><p>Thứ sáu, 09/02/2024 22:11</p><p><b>{LONG}</b></p><p>{LONG}.</p>"
        "<p>Bến vắng.</p><p><i>Trần Thị Lụa</i></p>"
    )
    assert roles(done) == [
        Role.TITLE,
        Role.DATELINE,
        Role.LEAD,
        Role.PARAGRAPH,
        Role.PARAGRAPH,
        Role.BYLINE,
    ]
    assert (done.title, done.byline) == ("Mùa cá về", "Trần Thị Lụa")
    assert done.published is not None


def test_a_last_sentence_is_no_writer() -> None:
    done = article("<p>Sổ tay bến</p><p>Nước lên.</p><p>Hết.</p>")
    assert roles(done) == [Role.TITLE, Role.PARAGRAPH, Role.PARAGRAPH]


def test_bold_lines_are_headings_when_text_stands_under_them() -> None:
    done = article(
        "<p>Lịch bến</p><p><b>Bến trên</b></p><p>Sáu giờ.</p><p><b>Bến dưới</b></p><p>Bảy giờ.</p>"
        "<p><b>Nhớ mang phao</b></p>"
    )
    assert roles(done)[1:] == [
        Role.HEADING,
        Role.PARAGRAPH,
        Role.HEADING,
        Role.PARAGRAPH,
        Role.PARAGRAPH,
    ]


def test_captions_stand_under_pictures_only() -> None:
    under = f"<p>Sổ tay bến</p><p>{LONG}</p><img src='a'><p><i>Ghe về bến</i></p><p>{LONG}</p>"
    assert roles(article(under))[2] is Role.CAPTION
    loose = f"<p>Sổ tay bến</p><p>{LONG}</p><p><i>Ghe về bến</i></p><p>{LONG}</p>"
    assert roles(article(loose))[2] is Role.PARAGRAPH


def test_a_book_keeps_its_title_and_its_smaller_headings_inside_chapters() -> None:
    done = article(
        "<head><title>Chuyện bến</title><meta name='author' content='Nhóm Ngã Ba'></head><body>"
        f"<section><h1>Chuyện bến</h1></section><section><h1>Một</h1><p>{LONG}</p><h2>Trưa</h2>"
        f"<p>{LONG}</p></section><section><h1>Hai</h1><p>Theo Tuổi Trẻ</p></section>",
        BOOK,
    )
    assert (done.title, done.byline) == ("Chuyện bến", "Nhóm Ngã Ba")
    assert [s.heading.text if s.heading else None for s in done.sections] == [None, "Một", "Hai"]
    assert [b.role for b in done.sections[1].blocks][1] is Role.HEADING
    assert done.sections[2].blocks[0].role is Role.PARAGRAPH


@pytest.mark.parametrize(
    "html", ["", "<p></p>", "<img src='a' alt='Bến sông buổi sáng'>", "<p>…</p>"]
)
@pytest.mark.parametrize("kind", [WORD, BOOK])
def test_nothing_to_read_is_no_article(html: str, kind: str) -> None:
    with pytest.raises(NoArticleError):
        article(html, kind)


TEXTS = ("Bến", "Ghe về.", LONG, "Tin khác", "Thứ sáu, 09/02/2024", "Ảnh: Lụa", "1", "Lụa")
TAGS = ("p", "h1", "h3", "li", "blockquote", "td", "nav", "footer", "aside", "figcaption", "pre")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(TAGS),
            st.sampled_from(["", " class='share'", " id='menu'", " class='footnote'"]),
            st.sampled_from(TEXTS),
        ),
        min_size=1,
        max_size=15,
    ),
    st.sampled_from([WORD, BOOK]),
)
@settings(max_examples=200, deadline=None)
def test_nothing_is_ever_cut(parts: list[tuple[str, str, str]], kind: str) -> None:
    html = "".join(f"<{tag}{more}>{text}</{tag}>" for tag, more, text in parts)
    done = article(html, kind)
    assert {cut.reason for cut in done.cuts} <= {"stands there twice"}
    said = [b.original for _, b in done.blocks()] + [m.text for m in done.metadata]
    assert sorted("".join(said).replace(" ", "")) == sorted(
        "".join(text for _, _, text in parts).replace(" ", "")
    )
