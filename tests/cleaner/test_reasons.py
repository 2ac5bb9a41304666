"""Reasons are read by people, in English and in Vietnamese."""

import pytest

from baonoi.cleaner.reasons import Reason
from baonoi.publish.page.wording import table


@pytest.mark.parametrize("reason", Reason)
def test_a_reason_has_a_vietnamese_wording(reason: Reason) -> None:
    assert str(reason) in table("reasons")
    assert table("reasons")[reason].vi != str(reason)


def test_reasons_are_told_apart() -> None:
    assert len({str(reason) for reason in Reason}) == len(Reason.__members__)
    assert all(reason[0].islower() or not reason[0].isalpha() for reason in Reason)
