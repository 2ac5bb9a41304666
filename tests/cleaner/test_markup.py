"""What names of classes say."""

import pytest

from baonoi.cleaner import markup
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role


@pytest.mark.parametrize(
    ("names", "meaning"),
    [
        ("detail__sapo", Role.LEAD),
        ("articleSapo", Role.LEAD),
        ("fig-caption", Role.CAPTION),
        ("box-comment", Reason.COMMENTS),
        ("boxComment list", Reason.COMMENTS),
        ("paywall-box", Reason.WALL),
        ("pay-wall", Reason.WALL),
        ("location-stamp", "place"),
        ("ai-summary", Reason.PULL_QUOTE),
        ("box-tomtat-ai", Reason.PULL_QUOTE),
        ("article-summary", Role.LEAD),
        ("box-quiz", Reason.POLL),
        ("khao-sat", Reason.POLL),
        ("main-content", None),
        ("wallpaper", None),
        ("leaders", None),
    ],
)
def test_a_name_means_what_its_parts_say(names: str, meaning: markup.Meaning | None) -> None:
    assert markup.meaning(names) == meaning


def test_a_name_of_any_length_is_looked_at_in_part() -> None:
    assert markup.meaning("x" * 5000 + " sapo") is None
