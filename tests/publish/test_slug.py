from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from baonoi.publish.slug import LONGEST, distinguished, slugify


@given(st.text())
def test_a_slug_is_safe_everywhere(text: str) -> None:
    slug = slugify(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= LONGEST


@given(st.text(), st.text())
def test_a_distinguished_slug_is_safe_too(text: str, identity: str) -> None:
    slug = distinguished(slugify(text), identity)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= LONGEST


def test_vietnamese_becomes_ascii() -> None:
    assert slugify("Đường về quê, ngày 9/2!") == "duong-ve-que-ngay-9-2"


def test_names_that_windows_keeps_for_itself() -> None:
    assert slugify("CON") == "con-bai"
    assert slugify("") == "bai-viet"
