"""Every decision can be told: the rules are a vocabulary of plain words."""

import pytest
from newspaper import HEADLINES, SENTENCES, links, page, paragraphs

from baonoi.cleaner import clean
from baonoi.cleaner.decision import Rule
from baonoi.model import Article, Page

TITLE = "Trạm y tế mới trên nền sân kho cũ"


@pytest.mark.parametrize("rule", Rule)
def test_a_rule_is_named_in_few_words(rule: Rule) -> None:
    assert 1 <= len(rule.split()) <= 8
    assert rule.strip(" .") == rule


def test_no_two_rules_have_one_name() -> None:
    assert len({str(rule) for rule in Rule}) == len(Rule.__members__)


def read(body: str) -> Article:
    html = page(f"<article><h1>{TITLE}</h1>{body}</article>", links(), title=TITLE)
    return clean(Page(html, "text/html"))


def rules(article: Article) -> dict[str, str]:
    """By its text, which rule decided of what."""
    cuts = {cut.text: cut.rule for cut in article.cuts}
    return cuts | {block.text: block.rule for _, block in article.blocks()}


def test_each_part_of_a_page_tells_its_rule() -> None:
    late = "<p>Đi xa hơn</p><p>Ảnh: Thu Lan</p>"
    body = paragraphs() + "<p>>> Xem thêm: Cầu phao mới nối hai bờ</p>" + late + "<p>Chia sẻ</p>"
    found = rules(read(body))
    assert found[TITLE] == Rule.TITLE
    assert found[SENTENCES[0]] == Rule.LEAD
    assert found[SENTENCES[3]] == Rule.LOOKS
    assert found["Trang chủ"] == Rule.FRAME
    assert found["Chia sẻ"] == Rule.KNOWN
    assert found[HEADLINES[4]] == Rule.PLACE


def test_nothing_is_without_a_rule() -> None:
    found = rules(read(paragraphs()))
    assert set(found.values()) <= {str(rule) for rule in Rule}


def test_a_paste_tells_its_rule() -> None:
    text = "\n\n".join([TITLE, *SENTENCES])
    found = rules(clean(Page(text)))
    assert found[SENTENCES[4]] == Rule.PASTE
