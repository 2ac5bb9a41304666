"""Containers know what they hold and what parts them."""

import pytest

from baonoi.cleaner.boxes import Boxes
from baonoi.cleaner.reasons import Reason


@pytest.fixture
def boxes() -> Boxes:
    """1 holds 2 and 4, 2 holds 3; 5 stands beside 1."""
    made = Boxes()
    for parent, tag in ((0, "main"), (1, "div"), (2, "p"), (1, "p"), (0, "aside")):
        made.open(parent, tag, Reason.RELATED if tag == "aside" else None)
    return made


def test_containers_are_numbered_in_the_order_in_which_they_open(boxes: Boxes) -> None:
    assert boxes.tags == ["", "main", "div", "p", "p", "aside"]
    assert boxes.reasons[5] is Reason.RELATED
    assert boxes.open(5, "p", None) == 6


@pytest.mark.parametrize(
    ("root", "held"), [(0, {0, 1, 2, 3, 4, 5}), (1, {1, 2, 3, 4}), (2, {2, 3}), (5, {5})]
)
def test_a_container_holds_itself_and_all_that_opens_in_it(
    boxes: Boxes, root: int, held: set[int]
) -> None:
    assert {box for box, inside in enumerate(boxes.inside(root)) if inside} == held


@pytest.mark.parametrize(
    ("one", "other", "parted"), [(3, 4, (1, 2, 4)), (3, 5, (0, 1, 5)), (2, 4, (1, 2, 4))]
)
def test_two_are_parted_in_the_nearest_container_around_both(
    boxes: Boxes, one: int, other: int, parted: tuple[int, int, int]
) -> None:
    assert boxes.parted(one, other) == parted


def test_a_picture_is_near_what_shares_a_close_container(boxes: Boxes) -> None:
    assert boxes.near(3, 4)
    deep = 2
    for _ in range(4):
        deep = boxes.open(deep, "div", None)
    assert not boxes.near(5, deep)
