from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baonoi.common.identity import address_mark, canonical

ARTICLE = "https://bao.vn/thoi-su/cau-moi-123.html"


@pytest.mark.parametrize(
    "shared",
    [
        ARTICLE,
        "http://www.bao.vn/thoi-su/cau-moi-123.html",
        "https://m.bao.vn/thoi-su/cau-moi-123.html",
        "https://BAO.vn:443/thoi-su/cau-moi-123.html#binh-luan",
        f"{ARTICLE}?utm_source=zalo&utm_medium=share",
        f"{ARTICLE}?fbclid=IwAR0&zarsrc=30",
        "https://bao.vn/thoi-su/cau-moi-123.html/",
        "https://bao.vn/thoi-su/cau-moi-123.amp.html",
        "https://amp.bao.vn/thoi-su/cau-moi-123.html/amp",
    ],
)
def test_an_article_is_the_same_however_it_is_shared(shared: str) -> None:
    assert canonical(shared) == canonical(ARTICLE)


@pytest.mark.parametrize(
    "other",
    [
        "https://bao.vn/thoi-su/cau-moi-124.html",
        "https://bao-khac.vn/thoi-su/cau-moi-123.html",
        "https://nghean.bao.vn/thoi-su/cau-moi-123.html",
        f"{ARTICLE}?trang=2",
        "https://bao.vn:8080/thoi-su/cau-moi-123.html",
    ],
)
def test_another_address_is_another_article(other: str) -> None:
    assert canonical(other) != canonical(ARTICLE)


def test_the_order_of_parameters_says_nothing() -> None:
    assert canonical("https://bao.vn/?b=2&a=1&utm_id=3") == canonical("https://bao.vn?a=1&b=2")


@pytest.mark.parametrize(
    "none", [None, "", "bai.txt", "http://[", "file:///a", "https://a:b/", "//x"]
)
def test_what_is_no_address(none: str | None) -> None:
    assert canonical(none) is None
    assert address_mark(none) is None


@given(st.text())
def test_nothing_breaks_it(text: str) -> None:
    mark = address_mark(f"https://bao.vn/{text}")
    assert mark is None or len(mark) == 21
