"""Sentences that can be said in another language: English text that keeps its template and facts.

No stage knows of other languages. Who shows a sentence translates its template, and fills in the
same facts.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from functools import partial
from typing import Any, Self

LANGUAGES = ("vi", "en")
"""In which what is told can be said."""


class Words(string.Formatter):
    """``str.format``, with ``!c`` for a capital at the beginning and ``!b`` for no stop at the end.

    A clause becomes a sentence by the one, a sentence a clause by the other.
    """

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        """See the class."""
        if conversion == "c":
            return f"{value[:1].upper()}{value[1:]}"
        if conversion == "b":
            return value.rstrip(".")
        return super().convert_field(value, conversion)


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
        told = super().__new__(cls, Words().vformat(template, (), facts))
        told.template = template
        told.facts = facts
        return told

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), self.template, **self.facts), ()


def joined(separator: str, parts: Iterable[str]) -> Told:
    """Sentences one after another, each in its own words."""
    facts = {f"part{number}": part for number, part in enumerate(parts)}
    return Told(separator.join(f"{{{name}}}" for name in facts), **facts)


def to_json(text: str) -> Any:
    """A text as JSON has it, so that :func:`from_json` gives it with its facts."""
    if not isinstance(text, Told):
        return str(text)
    facts = {
        name: to_json(fact) if isinstance(fact, str) else fact for name, fact in text.facts.items()
    }
    return {"template": text.template, "facts": facts}


def from_json(told: Any) -> str:
    """The text that JSON tells.

    Raises:
        LookupError, TypeError, ValueError: it tells none.
    """
    if isinstance(told, str):
        return told
    facts = {
        name: from_json(fact) if isinstance(fact, dict) else fact
        for name, fact in told["facts"].items()
    }
    return Told(told["template"], **facts)
