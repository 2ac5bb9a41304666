"""What the stages call things, in the language of whoever reads it.

Reasons and kinds of words are in the listening page's tables, in both languages; roles, rules and
cues in the catalogue.
"""

from __future__ import annotations

from baonoi.cli.language import spoken, words
from baonoi.reading.explanation import Vocabulary


def named(vocabulary: Vocabulary, key: str) -> str:
    """As a person reads it."""
    if spoken() == "en":
        return key
    if vocabulary in ("reasons", "kinds"):
        from baonoi.publish.page.wording import look_up

        return look_up(vocabulary, key).vi
    return words(key)
