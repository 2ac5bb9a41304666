"""Finding a library of the system's own."""

from __future__ import annotations

import ctypes.util

import pytest

from baonoi.common.system_library import system_library

C = ctypes.util.find_library("c")
needs_c = pytest.mark.skipif(C is None, reason="no C library is found by its name here")


@needs_c
def test_the_first_that_is_there_and_holds_the_function() -> None:
    found = system_library(["libnothing-of-the-kind.so.9", str(C)], "nothing-of-the-kind", "strlen")
    assert found.strlen(b"song") == 4


@needs_c
def test_what_the_names_do_not_find_the_system_may() -> None:
    assert system_library([], "c", "abs").abs(-5) == 5


@needs_c
@pytest.mark.parametrize(("stem", "function"), [("nothing-of-the-kind", "abs"), ("c", "no_such")])
def test_without_it_an_error_says_so(stem: str, function: str) -> None:
    with pytest.raises(OSError, match=f"no lib{stem}"):
        system_library([str(C)] if function == "no_such" else [], stem, function)


def test_the_system_is_not_asked_where_a_name_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    if C is None:
        pytest.skip("no C library is found by its name here")

    def never(name: str) -> None:
        raise AssertionError(name)

    monkeypatch.setattr(ctypes.util, "find_library", never)
    assert system_library([C], "c", "abs").abs(-5) == 5
