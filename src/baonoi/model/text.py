"""A text as written and as spoken."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Glossary:
    """What the article itself defines: short form to full form (CNQP: Công nghiệp Quốc phòng)."""

    entries: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article is about, and how it writes: found once, for all its blocks."""

    fields: frozenset[str] = frozenset()
    """``finance``, ``sport``, ``army``, ``health``, ``law``, ``traffic`` …: one or two."""
    dashed_dates: bool = False
    """Whether it writes days and months with a hyphen: 5-9."""


class SemioticClass(StrEnum):
    """What a written token is: which rule read it."""

    PLAIN = "plain"
    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    DECIMAL = "decimal"
    FRACTION = "fraction"
    RATIO = "ratio"
    RANGE = "range"
    LIST = "list"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    MONEY = "money"
    PERCENT = "percent"
    MEASURE = "measure"
    SCORE = "score"
    PHONE = "phone"
    ACCOUNT = "account"
    DOCUMENT = "document"
    ROMAN = "roman"
    ADDRESS = "address"
    PLATE = "plate"
    COORDINATE = "coordinate"
    ELECTRONIC = "electronic"
    VERSION = "version"
    ACRONYM = "acronym"
    ABBREVIATION = "abbreviation"
    INITIALS = "initials"
    LETTERS = "letters"
    FOREIGN = "foreign"
    MISSPELLED = "misspelled"
    MATH = "math"
    CHEMISTRY = "chemistry"
    SIGN = "sign"
    EMOJI = "emoji"
    PUNCTUATION = "punctuation"
    QUOTE = "quote"
    PAUSE = "pause"
    """A comma where one may stand, and nothing elsewhere."""
    HYPHEN = "hyphen"
    LIST_MARK = "list-mark"
    FOOTNOTE = "footnote"
    DEFINITION = "definition"
    """A bracket that only says again what stands before it."""
    LEXICON = "lexicon"
    """An entry of the user's own lexicon that names no class of its own."""


class Span(NamedTuple):
    """A written token and what became of it."""

    start: int
    end: int
    """Characters of the written text."""
    spoken_start: int
    spoken_end: int
    """Characters of the spoken text; equal where the token is silent."""
    kind: str = SemioticClass.PLAIN
    """Its semiotic class, or the class that the user's own lexicon names."""
    confidence: float = 1.0
    """How sure the reading is, 0 to 1: what speaks for it against what speaks for the others."""
    alternatives: tuple[str, ...] = ()
    """How else it could be said."""
    cue: str = ""
    """What decided, where something had to: a word beside it, its form, the article's subject."""

    def moved(self, by: int) -> Span:
        """The same, so many characters further on in the spoken text."""
        return self._replace(spoken_start=self.spoken_start + by, spoken_end=self.spoken_end + by)


MARKS = ",;:.!?…"
"""What punctuation is left in a spoken text."""
_WORD = re.compile(r"\S+")
_STOP = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*\s+")
_CLAUSES = (re.compile(r"[;:]\s+"), re.compile(r",\s+"))


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text as written and as spoken, and which words came from which characters.

    ``rewrites`` holds only the tokens that changed, and foreign words also where they are kept, in
    order and without overlap; between them the written and the spoken text are the same, character
    for character.
    """

    written: str
    spoken: str
    rewrites: tuple[Span, ...] = ()

    def __str__(self) -> str:
        return self.spoken

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every token of the written text, changed or not, in order and without overlap."""
        found: list[Span] = []
        at = 0
        shift = 0
        for rewrite in (*self.rewrites, None):
            end = len(self.written) if rewrite is None else rewrite.start
            found.extend(
                Span(*word.span(), word.start() + shift, word.end() + shift)
                for word in _WORD.finditer(self.written, at, end)
            )
            if rewrite is not None:
                found.append(rewrite)
                at = rewrite.end
                shift = rewrite.spoken_end - rewrite.end
        return tuple(found)

    def split(self) -> tuple[SpokenText, ...]:
        """Its sentences, each with its own spans; joined they hold every token once.

        A sentence ends at a stop of the spoken text that is followed by white space: the stops of
        abbreviations and numbers are gone from it.
        """
        return self._cut(stop.end() for stop in _STOP.finditer(self.spoken))

    def divide(self, longest: int) -> tuple[SpokenText, ...]:
        """Parts of at most ``longest`` spoken characters where its clauses allow that.

        Each cut is made at the clause end nearest to the middle; a semicolon or colon comes before
        a comma.
        """
        if len(self.spoken) <= longest:
            return (self,)
        for clause in _CLAUSES:
            end = self._best_cut(clause, longest)
            if end is not None:
                parts = self._cut([end])
                return tuple(piece for part in parts for piece in part.divide(longest))
        return (self,)

    def _best_cut(self, clause: re.Pattern[str], longest: int) -> int | None:
        """The clause end nearest to the middle that parts no token and leaves no crumb."""
        spoken = self.spoken
        first, last = len(spoken) - len(spoken.lstrip()), len(spoken.rstrip())
        ends = [rewrite.spoken_end for rewrite in self.rewrites]
        middle = len(spoken) / 2
        best: int | None = None
        for found in clause.finditer(spoken):
            end = found.end()
            if best is not None and abs(end - middle) >= abs(best - middle):
                continue
            shorter = min(found.start() + 1 - first, last - end)
            if shorter * 6 <= longest:
                continue
            token = bisect_right(ends, end)
            if token == len(ends) or self.rewrites[token].spoken_start >= end:
                best = end
        return best

    def with_commas(self, words: Iterable[int]) -> SpokenText:
        """The same with a comma before each of these spoken words, unless a mark stands there.

        None is laid inside a token.
        """
        ends = [word.end() for word in _WORD.finditer(self.spoken)]
        rewrites = deque(self.rewrites)
        spans: list[Span] = []
        spoken = ""
        done = written = 0
        for end in sorted({ends[word - 1] for word in words if 0 < word < len(ends)}):
            while rewrites and rewrites[0].spoken_end <= end:
                span = rewrites.popleft()
                written = span.end - span.spoken_end
                spans.append(span.moved(len(spoken) - done))
            inside = rewrites and rewrites[0].spoken_start < end
            if inside or self.spoken[end - 1] in MARKS:
                continue
            spoken += self.spoken[done:end]
            done = end
            at, here = end + written, len(spoken)
            spans.append(Span(at, at, here, here + 1, SemioticClass.PAUSE))
            spoken += ","
        spans += (span.moved(len(spoken) - done) for span in rewrites)
        return SpokenText(self.written, spoken + self.spoken[done:], tuple(spans))

    def _cut(self, cuts: Iterable[int]) -> tuple[SpokenText, ...]:
        """Cut before each of these spoken characters, but never inside a token or into nothing."""
        parts: list[SpokenText] = []
        done = upto = written_from = spoken_from = 0
        end = len(self.spoken.rstrip())
        for cut in cuts:
            if cut >= end:
                break
            while upto < len(self.rewrites) and self.rewrites[upto].spoken_end <= cut:
                upto += 1
            if upto < len(self.rewrites) and self.rewrites[upto].spoken_start < cut:
                continue
            last = self.rewrites[upto - 1] if upto else None
            shift = last.end - last.spoken_end if last else 0
            parts.append(self._part(written_from, cut + shift, spoken_from, cut, done, upto))
            written_from, spoken_from, done = cut + shift, cut, upto
        rest = (len(self.written), spoken_from, len(self.spoken), done, len(self.rewrites))
        parts.append(self._part(written_from, *rest))
        return tuple(parts)

    def _part(
        self, start: int, end: int, spoken_start: int, spoken_end: int, first: int, last: int
    ) -> SpokenText:
        written = self.written[start:end]
        spoken = self.spoken[spoken_start:spoken_end]
        start += len(written) - len(written.lstrip())
        spoken_start += len(spoken) - len(spoken.lstrip())
        written, spoken = written.strip(), spoken.strip()

        def moved(span: Span) -> Span:
            """The span in the part, which may have lost white space at its edges."""
            places = (span.start - start, span.end - start)
            spoken_places = (span.spoken_start - spoken_start, span.spoken_end - spoken_start)
            return span._replace(
                start=max(0, min(places[0], len(written))),
                end=max(0, min(places[1], len(written))),
                spoken_start=max(0, min(spoken_places[0], len(spoken))),
                spoken_end=max(0, min(spoken_places[1], len(spoken))),
            )

        return SpokenText(written, spoken, tuple(map(moved, self.rewrites[first:last])))
