"""What is seen of a page before it is weighed."""

import pytest

from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.decision import Decision, Rule
from baonoi.cleaner.draft import Draft, Facts
from baonoi.cleaner.page_view import View
from baonoi.model import Role

TITLE = "Chợ nổi họp sớm vào mùa nước lớn"
OTHER = "Cầu phao mới nối hai bờ sông Vàm"
TEASER = "Công trình giúp học sinh hai xã không phải đi đò ngang mỗi khi nước lớn về."
TEXT = "Ghe chở khóm từ miệt vườn đã neo kín khúc sông từ lúc trời còn chưa sáng hẳn."


def view(*candidates: Candidate, facts: Facts | None = None, text: int = -1) -> View:
    draft = Draft([Candidate(TITLE, level=1), *candidates], facts or Facts())
    draft.title = 0
    draft.decide([Decision(0, Role.TITLE, Rule.TITLE)])
    draft.decide(Decision(n, Role.PARAGRAPH, Rule.LOOKS) for n in [text] if n >= 0)
    return View(draft, found=True)


def test_headlines_are_links_of_some_words() -> None:
    seen = view(Candidate(OTHER, link=1.0), Candidate("Thời sự", link=1.0), Candidate(TITLE))
    assert seen.headlines == {OTHER}


def test_text_below_a_linked_headline_is_a_teaser() -> None:
    listed = [Candidate(OTHER, link=1.0), Candidate(TEASER)]
    assert view(*listed).teasers == len(TEASER)
    assert view(Candidate(OTHER), Candidate(TEASER)).teasers == 0


def test_its_own_text_is_what_was_kept() -> None:
    assert view(Candidate(TEXT), text=1).own == len(TEXT)
    assert view(Candidate(TEXT)).own == 0


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://bao.example/", "root"),
        ("https://bao.example/the-thao.html", "section"),
        ("https://bao.example/cho-noi-hop-som-vao-mua-712345.html", "slug"),
        ("", ""),
    ],
)
def test_addresses_tell_what_they_lead_to(url: str, address: str) -> None:
    assert view(facts=Facts(url=url)).address == address


def test_a_title_agrees_with_the_head_of_the_page() -> None:
    assert view(facts=Facts(title=TITLE)).agrees
    assert view(facts=Facts(name=f"{TITLE} | Báo Suối Mây")).agrees
    assert not view(facts=Facts(title="Trang chủ của báo Suối Mây")).agrees


def test_nothing_is_kept_where_no_text_was_found() -> None:
    draft = Draft([Candidate(TEXT)])
    assert View(draft, found=False).kept == []
    assert not View(draft, found=False).dated
