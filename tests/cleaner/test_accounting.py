"""Nothing of a page is lost: source = blocks + metadata + cuts + markup, white space aside."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from baonoi.cleaner import clean
from baonoi.cleaner.candidate import tidy
from baonoi.errors import NoArticleError
from baonoi.model import Article, Page

UNSEEN = {
    *("script", "style", "template", "noscript", "svg", "math", "head", "iframe"),
    *("object", "applet", "canvas"),
}

PROSE = (
    "Sáng nay, thành phố khởi công cây cầu mới nối hai bờ sông, dự kiến xong sau hai năm.",
    "Theo báo cáo của sở, mỗi ngày có 12.000 lượt xe qua bến phà cũ.Người dân chờ rất lâu.",
    '"Chúng tôi mong cầu xong sớm để con đi học đỡ vất vả", ông Trần Văn Bình nói.',
    "Công trình dài 1,2 km, rộng 24 m, tổng vốn hơn 900 tỷ đồng từ ngân sách thành phố./.",
)
LINES = (
    *PROSE,
    "(ĐCSVN) - Chiều 3/2, tỉnh tổ chức lễ khởi công dự án thủy lợi hồ Sông Móng, phục vụ 4.000 ha.",
    "Khởi công cầu mới qua sông",
    "Cầu mới nhìn từ bờ bắc. Ảnh: Minh An",
    "Thứ sáu, 09/02/2024 22:11",
    "0:00/ 0:00",
    "leftcenterrightdel",
    "• Giọng nam",
    "- Vậy bao giờ cầu xong?",
    "Tin liên quan",
    ">> Xem thêm: Hầm chui mới thông xe",
    "Bình luận (0)",
    "Hà Anh",
    "Că năm qua, ngươì dân hoà thuận ,vui vẻ  lắm &amp; đông",
    "#caumoi #giaothong",
    "https://bao.example.vn/cau-moi.htm",
    "TP HCMNếu cầu xong, xe chạy thẳng vào trung tâm chỉ mất mười lăm phút.",
    "Đê vỡ năm 1945.[1] Đến 2024² mới xong, rộng 5 m².",
    "[1] Theo gia phả.",
    "\u200bĐoàn xe\u00ad dừng lại Nguye\u0302\u0303n\u00a0Hải",
    "",
)
TAGS = tuple("p div b a li ul td th tr table thead h2 span figure figcaption sup sub".split())
ATTRIBUTES = (
    "",
    ' class="sapo"',
    ' class="comment-box"',
    ' class="location-stamp"',
    ' style="display:none"',
    ' class="author"',
    ' hidden=""',
)


def characters(text: str) -> str:
    return unicodedata.normalize("NFD", "".join(tidy(text).split()))


def visible(html: str) -> str:
    """The text nodes of a page outside what no reader sees, by way of a tree."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, recover=True)
    root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    if root is None:
        return ""
    texts: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"}:
            texts.append("" if unseen else element.tail or "")
        elif event == "start":
            unseen += element.tag in UNSEEN
            texts.append("" if unseen else element.text or "")
        else:
            unseen -= element.tag in UNSEEN
            texts.append("" if unseen else element.tail or "")
    return "".join(texts)


def parts(article: Article) -> list[list[str]]:
    return [
        [characters(block.original) for _, block in article.blocks()],
        [characters(cut.text) for cut in article.cuts],
        [characters(datum.text) for datum in article.metadata],
    ]


def woven(source: str, queues: list[list[str]]) -> bool:
    """Whether the source is the queues' strings, each queue in its own order."""
    states = {(0, 0, 0)}
    at = {(0, 0, 0): 0}
    while states:
        following: set[tuple[int, int, int]] = set()
        for state in states:
            if at[state] == len(source) and all(
                done == len(queue) for done, queue in zip(state, queues, strict=True)
            ):
                return True
            for number, queue in enumerate(queues):
                if state[number] < len(queue) and source.startswith(
                    queue[state[number]], at[state]
                ):
                    after = [*state]
                    after[number] += 1
                    key = (after[0], after[1], after[2])
                    at[key] = at[state] + len(queue[state[number]])
                    following.add(key)
        states = following
    return False


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=25))
@settings(max_examples=250, deadline=None)
def test_every_character_of_a_text_comes_out_once_and_in_order(lines: list[str]) -> None:
    source = "\n".join(lines)
    try:
        article = clean(Page(source))
    except NoArticleError:
        return
    assert woven(characters(source), parts(article))


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_at_all_is_accounted_for(text: str) -> None:
    source = PROSE[0] + "\n" + text + "\n" + PROSE[1] + " " + PROSE[2]
    try:
        article = clean(Page(source))
    except NoArticleError:
        return
    assert woven(characters(source), parts(article))


pieces = st.one_of(
    st.sampled_from(LINES),
    st.builds(
        lambda tag, attribute, text: f"<{tag}{attribute}>{text}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(ATTRIBUTES),
        st.sampled_from(LINES),
    ),
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        [
            "<br>",
            "<img src=x alt='Ảnh cầu mới qua sông'>",
            "<script>var a = '<p>không</p>';</script>",
            "<!-- ẩn -->",
            "<style>p{}</style>",
            "&nbsp;",
            "&#x;&khong;&lt;b&gt;",
            "<tr><td>Vàng</td><td>85,5</td></tr>",
            "<td rowspan=2 colspan=3>Bạc</td>",
            "10<sup>7</sup> con, H<sub>2</sub>O",
            "năm 2024<sup><a href='#fn1'>1</a></sup>",
            "<p id='fn1'><a href='#r1'>1</a> Theo sở</p>",
        ]
    ),
    st.text(alphabet="<>/&;abp =\"'ảđ \n", max_size=12),
)


@given(st.lists(pieces, max_size=40))
@settings(max_examples=300, deadline=None)
def test_every_visible_character_of_a_page_comes_out_once(parts_of_page: list[str]) -> None:
    html = "".join(parts_of_page) + "".join(f"<p>{text}</p>" for text in PROSE)
    try:
        article = clean(Page(html, "text/html"))
    except NoArticleError:
        return
    found = Counter("".join("".join(queue) for queue in parts(article)))
    assert found == Counter(characters(visible(html)))


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_the_sum_would_notice_a_loss(kind: str) -> None:
    source = "\n".join(PROSE) if kind == "text/plain" else "".join(f"<p>{t}</p>" for t in PROSE)
    queues = parts(clean(Page(source, kind)))
    queues[0] = queues[0][:-1]
    seen = source if kind == "text/plain" else visible(source)
    assert not woven(characters(seen), queues)
