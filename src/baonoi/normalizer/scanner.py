"""The one pass over a text: finds what cannot be said as it stands, and asks the classes in turn.

Words are told apart by white space. What was once found to need nothing is remembered, so that running
text costs little more than a look into a set; only what is left is given to the rules.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from baonoi.model import Span, SpokenText
from baonoi.normalizer.classes import acronym, punctuation, sign, word
from baonoi.normalizer.reading import LETTER, Context, Reading
from baonoi.normalizer.rules import read_number
from baonoi.normalizer.syllable import is_syllable
from baonoi.normalizer.tables import Entry, entries

_TOKEN = re.compile(r"\S+")
_PLAIN = re.compile(rf"({LETTER}+(?:-{LETTER}+)*)[,.;:?!…]?")
_ROMAN = re.compile(r"[IVXLCDM]+")
_MARKS = ",.;:?!…"
_REMEMBERED = 65536
_plain: set[str] = set()


def _abbreviations() -> Mapping[str, tuple[Entry, ...]]:
    return entries("abbreviations")


def _needs_nothing(token: str) -> bool:
    found = _PLAIN.fullmatch(token)
    if found is None:
        return False
    written = found[1]
    if token in _abbreviations():
        return False
    if _ROMAN.fullmatch(written) or (written.isupper() and acronym.known(written)):
        return False
    return all(is_syllable(part) for part in written.split("-"))


def _plain_number(text: str, at: int, stop: int) -> bool:
    return text[at:stop].isdigit()


class _Scan:
    """The state of one pass."""

    __slots__ = ("_done", "_length", "_pieces", "_spans", "context")

    def __init__(self, context: Context) -> None:
        self.context = context
        self._pieces: list[str] = []
        self._spans: list[Span] = []
        self._done = 0
        self._length = 0

    def run(self) -> SpokenText:
        context, text = self.context, self.context.text
        own = bool(context.lexicon.entries)
        plain = context.lexicon.quiet if own else _plain
        if any(is_syllable(short) for short in context.glossary):
            plain = set()
        for found in _TOKEN.finditer(text):
            token = found[0]
            if token in plain:
                continue
            at, stop = found.span()
            if stop <= self._done:
                continue
            if (
                at >= self._done
                and _needs_nothing(token)
                and token.rstrip(_MARKS) not in context.glossary
                and not (own and context.lexicon.touches(token))
            ):
                if len(plain) < _REMEMBERED:
                    plain.add(token)
                continue
            self._token(max(at, self._done), stop)
        if not self._spans:
            return SpokenText(text, text)
        self._pieces.append(text[self._done :])
        return SpokenText(text, "".join(self._pieces), tuple(self._spans))

    def _token(self, at: int, stop: int) -> None:
        context, text = self.context, self.context.text
        lexicon = context.lexicon
        while at < stop:
            ch = text[at]
            own = lexicon.match(text, at) if lexicon.entries else None
            if own is not None:
                reading: Reading | None = Reading(at + len(own.written), own.spoken, own.kind)
            elif ch in "0123456789":
                reading = read_number(context, at)
            elif ch.isalpha():
                reading = word.read(context, at, stop)
            else:
                reading = sign.read(context, at) or punctuation.read(context, at)
            if reading is None:
                reading = Reading(at + 1, "", "sign", 0.5)
            if reading.kind != "plain":
                self._emit(at, reading)
            at = reading.end

    def _emit(self, start: int, reading: Reading) -> None:
        """Puts a reading into the spoken text, with the spaces and marks that fit there."""
        text, end, spoken = self.context.text, reading.end, reading.spoken
        if reading.kind == punctuation.PAUSE or not spoken.strip():
            start, end, spoken = self._pause(start, end, spoken)
        else:
            tail = self._tail(start)
            if spoken[0] in _MARKS:
                while start > self._done and text[start - 1] in " \u00a0":
                    start -= 1
                if self._tail(start) in _MARKS or not self._tail(start):
                    spoken = spoken[1:]
            elif tail and not tail.isspace():
                spoken = " " + spoken
            elif text[start].isdigit() and start - 1 == self._done > 0 and self._abuts(start):
                start -= 1
                spoken = ", " + spoken  # 09/02/2024 22:11
            following = text[end : end + 1]
            if following.isalnum() and not spoken.endswith(" "):
                spoken += " "
        gap = text[self._done : start]
        begin = self._length + len(gap)
        self._pieces += (gap, spoken)
        self._length = begin + len(spoken)
        self._done = end
        span = Span(
            start, end, begin, self._length, reading.kind, reading.confidence, reading.alternatives
        )
        self._spans.append(span)
        self.context.last_kind = reading.kind
        self.context.last_spoken = reading.spoken
        self.context.last_end = end

    def _abuts(self, start: int) -> bool:
        """Whether a number follows another with nothing but a space between."""
        return self.context.text[start - 2].isdigit() or self.context.last_kind == "coordinate"

    def _tail(self, start: int) -> str:
        """The last character of the spoken text before a place of the written one."""
        if start > self._done:
            return self.context.text[start - 1]
        for piece in reversed(self._pieces):
            if piece:
                return piece[-1]
        return ""

    def _pause(self, start: int, end: int, spoken: str) -> tuple[int, int, str]:
        """A comma where a clause may end, else at most the space that parts two words."""
        text = self.context.text
        while start > self._done and text[start - 1] in " \t\u00a0":
            start -= 1
        while end < len(text) and text[end] in " \t\u00a0":
            end += 1
        tail, following = self._tail(start), text[end : end + 1]
        if not tail or tail == "\n" or not following or following == "\n":
            return start, end, ""
        if tail.isspace():
            return start, end, ""
        if following in _MARKS or following in ")]}”’»/":
            return start, end, ""
        if tail in _MARKS or spoken != ",":
            return start, end, " "
        return start, end, ", "


def scan(context: Context) -> SpokenText:
    """The text of a context, spelled out."""
    return _Scan(context).run()
