"""What the stages call things, in the language of whoever reads it.

Reasons and kinds of words are in the listening page's tables, in both languages; roles, rules and
cues in the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from baonoi.cli.language import spoken, words

Vocabulary = Literal["reasons", "kinds", "roles", "rules", "cues"]
Name = Callable[[Vocabulary, str], str]
"""Names something of a vocabulary."""


def named(vocabulary: Vocabulary, key: str) -> str:
    """As a person reads it."""
    if spoken() == "en":
        return key
    if vocabulary in ("reasons", "kinds"):
        from baonoi.publish.page.wording import look_up

        return look_up(vocabulary, key).vi
    return words(key)


def as_it_is(vocabulary: Vocabulary, key: str) -> str:
    """As a program reads it."""
    return key
