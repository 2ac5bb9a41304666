"""The containers of a page, which hold its candidates and each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from baonoi.cleaner.reasons import Reason

_AROUND_PICTURE = 2
"""Containers around a picture that hold its caption as well."""
_AROUND_TEXT = 3
"""Containers around a text in which its picture stands."""


@dataclass(slots=True)
class Boxes:
    """Containers, numbered from 1 in the order in which they open; 0 is the page."""

    parents: list[int] = field(default_factory=lambda: [0])
    tags: list[str] = field(default_factory=lambda: [""])
    reasons: list[Reason | None] = field(default_factory=lambda: [None])
    """Why the markup says that a container is no part of an article."""

    def open(self, parent: int, tag: str, reason: Reason | None) -> int:
        """The number of a container that opens in another."""
        self.parents.append(parent)
        self.tags.append(tag)
        self.reasons.append(reason)
        return len(self.parents) - 1

    def inside(self, root: int) -> bytearray:
        """A flag for every container: whether it is the root or inside it."""
        flags = bytearray(len(self.parents))
        flags[root] = 1
        for box in range(root + 1, len(self.parents)):
            flags[box] = flags[self.parents[box]]
        return flags

    def parted(self, one: int, other: int) -> tuple[int, int, int]:
        """The nearest container around two, and the two containers in it that part them."""
        around = {0: one}
        box = one
        while box:
            around[self.parents[box]] = box
            box = self.parents[box]
        box = other
        while self.parents[box] not in around:
            box = self.parents[box]
        return self.parents[box], around[self.parents[box]], box

    def near(self, picture: int, box: int) -> bool:
        """Whether a picture stands in one of the nearest containers of a text's."""
        around = {picture}
        for _ in range(_AROUND_PICTURE):
            picture = self.parents[picture]
            around.add(picture)
        for _ in range(_AROUND_TEXT):
            if box in around and (box or picture == 0):
                return True
            box = self.parents[box]
        return False
