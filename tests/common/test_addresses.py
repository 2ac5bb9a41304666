from __future__ import annotations

import pytest

from baonoi.common.addresses import joined, parts


@pytest.mark.parametrize("wrong", ["http://[", "http://a\u2100b/", "//[", "http://a:b/"])
def test_what_is_no_address_hinders_nobody(wrong: str) -> None:
    joined("https://bao.example/a", wrong)
    assert parts(wrong).netloc == ""


def test_the_others_are_taken_apart_and_joined() -> None:
    assert joined("https://bao.example/a/b", "../c?d#e") == "https://bao.example/c?d#e"
    assert parts("https://bao.example/a?b").hostname == "bao.example"
    assert joined("https://bao.example/", "http://[") == "http://["
