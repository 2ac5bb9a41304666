"""What pages are called that are no articles."""

import pytest

from baonoi.cleaner import page_phrases as phrases
from baonoi.cleaner.page_phrases import Kind


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (Kind.ERROR, "404"),
        (Kind.ERROR, "Không tìm thấy trang"),
        (Kind.HOME, "Trang chủ"),
        (Kind.LOGIN, "Đăng nhập"),
        (Kind.SEARCH, "Kết quả tìm kiếm: gạo nếp"),
    ],
)
def test_a_title_fits_its_kind(kind: Kind, title: str) -> None:
    assert phrases.fits(kind, title)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.ARTICLE])
def test_a_headline_fits_none(kind: Kind) -> None:
    assert not phrases.fits(kind, "Người trang trí đình làng suốt bốn mươi năm")


def test_an_article_has_no_phrases() -> None:
    assert not phrases.fits(Kind.ARTICLE, "")
    assert not phrases.holds(Kind.ARTICLE, "Sáng nay, chợ nổi họp sớm.")


def test_a_section_is_general_and_a_day_is_not() -> None:
    assert phrases.general("Thời sự")
    assert not phrases.general("Thời sự ngày 7/3")


def test_forms_are_with_and_without_the_site() -> None:
    assert "Chợ nổi họp sớm" in phrases.forms("Chợ nổi họp sớm | Báo Suối Mây")
    assert phrases.forms("", "") == []
