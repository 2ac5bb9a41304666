"""Sentences that can be said in another language: English text that keeps its template and facts.

No stage knows of other languages. Who shows a sentence translates its template, and fills in the
same facts.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Self

LANGUAGES = ("vi", "en")
"""In which what is told can be said."""


class Told(str):
    """A sentence in English, with what it was made of.

    Attributes:
        template: the sentence, with the names of facts in braces.
        facts: each fact by its name; one may be such a sentence itself.
    """

    template: str
    facts: dict[str, Any]

    def __new__(cls, template: str, /, **facts: Any) -> Self:
        """The sentence with its facts filled in."""
        told = super().__new__(cls, template.format_map(facts))
        told.template = template
        told.facts = facts
        return told

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), self.template, **self.facts), ()
