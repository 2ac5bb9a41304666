from __future__ import annotations

import pytest

from baonoi.common.addresses import base_address, joined, parts
from baonoi.errors import UsageError


@pytest.mark.parametrize("wrong", ["http://[", "http://a\u2100b/", "//[", "http://a:b/"])
def test_what_is_no_address_hinders_nobody(wrong: str) -> None:
    joined("https://bao.example/a", wrong)
    assert parts(wrong).netloc == ""


def test_the_others_are_taken_apart_and_joined() -> None:
    assert joined("https://bao.example/a/b", "../c?d#e") == "https://bao.example/c?d#e"
    assert parts("https://bao.example/a?b").hostname == "bao.example"
    assert joined("https://bao.example/", "http://[") == "http://["


@pytest.mark.parametrize(
    "wrong", ["bao.example", "ftp://bao.example", "https://", "http://[", "https://a.b/?c", "x/#y"]
)
def test_what_can_be_built_on(wrong: str) -> None:
    assert base_address("https://bao.example/nghe//") == "https://bao.example/nghe"
    with pytest.raises(UsageError, match="Not an address to build on"):
        base_address(wrong)
