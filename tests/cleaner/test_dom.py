"""What the parser's events become: candidates, their containers, what the head says."""

import pytest
from newspaper import SENTENCES, page, paragraphs

from baonoi.cleaner import clean, dom
from baonoi.model import Page, Role


def texts(html: str) -> list[str]:
    return [candidate.text for candidate in dom.read(html)[0]]


def test_blocks_part_text_and_inline_elements_do_not() -> None:
    assert texts("<p>Một <b>hai</b> ba</p><div>bốn<p>năm</p>sáu</div>") == [
        "Một hai ba",
        "bốn",
        "năm",
        "sáu",
    ]
    assert texts("<p>Một<br>hai</p>") == ["Một", "hai"]
    assert texts("<h1>Một<br>hai</h1>") == ["Một hai"]
    assert texts("<pre>Một\nhai</pre>") == ["Một", "hai"]


def test_what_no_reader_sees_is_no_candidate() -> None:
    assert texts("<script>var a</script><style>b{}</style><noscript>c</noscript><p>d</p>") == ["d"]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<a href=x>Cầu phao mới nối hai bờ sông Vàm</a>Công trình dài trăm mét.", 2),
        ("<a href=x>Cầu phao mới nối hai bờ sông Vàm</a> Công trình dài trăm mét.", 1),
        ("<a href=x>Sông Vàm</a>Công trình dài trăm mét.", 1),
        ("<a href=x>Cầu phao mới nối hai bờ sông Vàm</a>, công trình dài trăm mét.", 1),
        ("Ở đó <a href=x>cầu phao mới nối hai bờ sông Vàm</a>Công trình.", 1),
        ("<pre><a href=x>Cầu phao mới nối hai bờ sông Vàm</a>\nCông trình.</pre>", 2),
    ],
)
def test_a_headline_to_which_a_teaser_is_glued_stands_alone(html: str, found: int) -> None:
    assert len(texts(f"<div>{html}</div>")) == found


def test_emphasis_links_and_places_are_kept() -> None:
    html = (
        "<div><p><b>Đậm</b></p><p><i>Nghiêng</i></p><p><a href=x>Dẫn</a> đi</p><h3>Mục</h3></div>"
    )
    bold, slanted, linked, heading = dom.read(html)[0]
    assert bold.strong
    assert slanted.slanted
    assert 0.4 < linked.link < 0.7
    assert heading.level == 3
    caption = dom.read("<figure><img src=a><figcaption>Ảnh chợ</figcaption></figure>")[0][0]
    assert caption.hint is Role.CAPTION
    assert caption.pictured


def test_the_head_tells_what_the_page_is() -> None:
    facts = dom.read(
        "<html><head><title>Suối Mây</title><meta property='og:type' content='Website'>"
        "<noscript><style>p{}</style>Hãy bật JavaScript</noscript><script src=a.js></script>"
        '<script type="application/ld+json">{"@graph":[{"@type":"CollectionPage"},{"@type":'
        '["NewsArticle"],"headline":"Mưa","articleBody":"Mưa to.","isAccessibleForFree":"False"}]}'
        "</script></head><body><input type=Password></body></html>"
    )[2]
    assert facts.name == "Suối Mây"
    assert facts.title == "Mưa"
    assert facts.kind == "website"
    assert facts.types == {"CollectionPage", "NewsArticle"}
    assert facts.text == "Mưa to."
    assert facts.free is False
    assert facts.passwords == 1
    assert facts.scripts == 1
    assert "JavaScript" in facts.without_script


def test_a_box_with_a_choice_is_a_poll() -> None:
    choices = "".join(f"<label><input type='radio'>{name}</label>" for name in ("Có", "Chưa rõ"))
    box = f"<div class='x'><h3>Bạn có ủng hộ không?</h3>{choices}</div>"
    html = page("<div><h1>Xã khởi công trạm y tế</h1>", paragraphs(2), box, paragraphs(), "</div>")
    told = {block.text for _, block in clean(Page(html, "text/html")).blocks()}
    assert told == {"Xã khởi công trạm y tế", *SENTENCES}


def test_what_is_ticked_off_and_a_page_with_a_choice_are_no_poll() -> None:
    choice = "<input type='radio'>"
    items = "".join(f"<li><input type='checkbox'>{name}</li>" for name in ("Áo phao", "Đèn pin"))
    html = page(f"<div>{choice}<h1>Xã khởi công trạm y tế</h1>{paragraphs()}<ul>{items}</ul></div>")
    told = [block.text for _, block in clean(Page(html, "text/html")).blocks()]
    assert told == ["Xã khởi công trạm y tế", *SENTENCES, "Áo phao", "Đèn pin"]
