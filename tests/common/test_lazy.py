"""A package's names are imported when they are first asked for, and then stay."""

from __future__ import annotations

import subprocess
import sys

import pytest

import baonoi.publish
import baonoi.sources
from baonoi.common.lazy import imported_when_asked

LISTS = """
import sys
import baonoi.sources
print("baonoi.sources.feed" in sys.modules)
baonoi.sources.is_feed
print("baonoi.sources.feed" in sys.modules, "is_feed" in vars(baonoi.sources))
"""


def test_a_name_is_imported_once_it_is_asked_for() -> None:
    told = subprocess.run([sys.executable, "-c", LISTS], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True", "True"]


@pytest.mark.parametrize("package", [baonoi.publish, baonoi.sources])
def test_all_names_are_there(package: object) -> None:
    for name in package.__all__:  # type: ignore[attr-defined]  # a package has it
        assert getattr(package, name) is not None


def test_a_name_that_is_not_there_is_told() -> None:
    with pytest.raises(AttributeError, match=r"'baonoi\.sources' has no attribute 'naught'"):
        imported_when_asked("baonoi.sources", {"is_feed": "feed"})("naught")
