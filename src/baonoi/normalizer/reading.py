"""What the rules of the classes are given, and what they give back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from baonoi.model import Accent, Subject
from baonoi.normalizer.custom import Lexicon
from baonoi.store.patterns import compile_pattern

LETTER = (
    r"[^\W\d_\u00b2\u00b3\u00b9\u00bc-\u00be\u02b0-\u02b8\u02e0-\u02e4\u1369-\u137c\u19da\u1d2c-\u1d6a"
    r"\u1d9b-\u1dbf\u2070-\u209c\u2150-\u218b\u2460-\u24ff\u2776-\u2793\u2c7c\u2c7d]"
)
"""One letter, as a pattern: not the raised figures that ``\\w`` takes for letters too."""

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The capitals, for use between square brackets."""

_REACH = 64
"""Characters of context that a rule may look at, on either side: what keeps the cost linear."""
_NEXT = compile_pattern(r"[ \u00a0]?[\"“'‘(]?([^\W\d_]+)")
_CHUNK = compile_pattern(r"[^\s,;:!?()\[\]{}\"“”«»…‘]{1,40}")
_WORDS = compile_pattern(r"[^\W_]+(?:[-/.&][^\W_]+)*|[.;?!…\n]|%")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern that few texts need, compiled for the first that does: importing stays quick."""
    return compile_pattern(pattern)


def next_name(text: str, at: int) -> str:
    """The word with a capital, but not all in capitals, that comes next; "" if another does."""
    found = _NEXT.match(text, at)
    word = found[1] if found is not None else ""
    return word if word[:1].isupper() and not word.isupper() else ""


class Reading(NamedTuple):
    """How a token is said."""

    end: int
    """Where it ends in the written text."""
    spoken: str
    kind: str
    """Its semiotic class, or the class that the user's own lexicon names."""
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    cue: str = ""
    """What decided, where something had to."""


_NO_SUBJECT = Subject()


class Context:
    """The text around a token and everything that is known about it."""

    __slots__ = (
        "_after",
        "_after_at",
        "_before",
        "_before_at",
        "_chunk",
        "_chunk_at",
        "accent",
        "glossary",
        "keeps_foreign",
        "last_end",
        "last_kind",
        "last_spoken",
        "lexicon",
        "subject",
        "text",
    )

    def __init__(
        self,
        text: str,
        accent: Accent,
        glossary: Mapping[str, str],
        keeps_foreign: bool,
        lexicon: Lexicon,
        subject: Subject = _NO_SUBJECT,
    ) -> None:
        self.text = text
        self.accent = accent
        self.glossary = glossary
        self.keeps_foreign = keeps_foreign
        self.lexicon = lexicon
        self.subject = subject
        self.last_kind = ""
        self.last_spoken = ""
        self.last_end = 0
        self._before_at = self._after_at = self._chunk_at = -1
        self._chunk = ""
        self._before: list[str] = []
        self._after: list[str] = []

    def of(self, text: str) -> Context:
        """Another text of which the same is known."""
        return Context(
            text, self.accent, self.glossary, self.keeps_foreign, self.lexicon, self.subject
        )

    def before(self, at: int) -> list[str]:
        """The words before a place in lower case, the nearest first; a stop ends them.

        Always at least two long: "" stands for what is not there.
        """
        if at != self._before_at:
            start = max(0, at - _REACH)
            words = _WORDS.findall(self.text[start:at].lower())
            if start and words and self.text[start - 1].isalnum():
                del words[0]  # cut in two
            words.reverse()
            for index, word in enumerate(words):
                if word in ".;?!…\n":
                    del words[index:]
                    break
            words += ["", ""]
            self._before, self._before_at = words, at
        return self._before

    def after(self, at: int) -> list[str]:
        """The words after a place in lower case, the nearest first; a stop ends them."""
        if at != self._after_at:
            words = _WORDS.findall(self.text[at : at + _REACH].lower())
            for index, word in enumerate(words):
                if word in ".;?!…\n":
                    del words[index:]
                    break
            words += ["", ""]
            self._after, self._after_at = words, at
        return self._after

    def chunk(self, at: int) -> str:
        """What stands from a place up to white space, a bracket, a quotation mark or a clause."""
        if at != self._chunk_at:
            found = _CHUNK.match(self.text, at)
            self._chunk, self._chunk_at = found[0] if found else self.text[at], at
        return self._chunk

    def remember(self, reading: Reading) -> None:
        """Keeps what the rules after it may want to know."""
        self.last_kind = reading.kind
        self.last_spoken = reading.spoken
        self.last_end = reading.end

    def follows(self, at: int, *kinds: str) -> bool:
        """Whether a reading of one of these classes ended just before, but for a joining word."""
        if self.last_kind not in kinds or at - self.last_end > 12:
            return False
        between = self.text[self.last_end : at].strip().lower()
        return between in _JOINS


_JOINS = frozenset(("", ",", "-", "–", "—", "và", "đến", "tới", "hoặc", "hay", "đến hết", ";", "/"))

Rule = Callable[[Context, int], Reading | None]
"""Looks at one place of the text, and reads what begins there if it is of its class."""
