"""What passes from stage to stage: frozen dataclasses, in the order in which they come to be.

Offsets count characters of the written text and samples of the finished audio; seconds appear only
where something is shown or written out.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from typing import Literal, NamedTuple

VIETNAM_TIME = timezone(timedelta(hours=7))
"""The zone of a time that names none; Vietnam has kept it, without summer time, since 1975."""

Accent = Literal["northern", "southern"]
Gender = Literal["male", "female", "unknown"]


# --- sources -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """A source as it was opened: decoded text, not yet understood."""

    text: str
    media_type: str = "text/plain"
    """``text/plain``, ``text/markdown``, ``text/html``, ``text/vtt`` or ``application/x-subrip``;
    the type of the file for a book (.epub) and a Word document. The text of these is HTML, and so
    is that of a PDF, which counts as a page.
    """
    origin: str = "-"
    """The path, the final URL, or ``-`` for standard input."""


# --- cleaner -----------------------------------------------------------------------------------


class Role(StrEnum):
    """What a block is to the article."""

    TITLE = "title"
    DATELINE = "dateline"
    LEAD = "lead"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    TABLE = "table"
    CAPTION = "caption"
    BYLINE = "byline"
    NOTE = "note"
    """A footnote or endnote; unspoken unless asked for."""
    CODE = "code"
    """A line of a program, which nobody reads aloud."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the article, as it will be shown: repaired, NFC, without line breaks."""

    role: Role
    text: str
    raw: str | None = None
    """The characters of the source it was made from, where repair changed them; else None."""
    rule: str = field(default="", compare=False)
    """By what its role was decided."""

    @property
    def original(self) -> str:
        """The block as it stands in the source."""
        return self.text if self.raw is None else self.raw


@dataclass(frozen=True, slots=True)
class Cut:
    """Something of the source that is not part of the article, and why."""

    text: str
    reason: str
    doubtful: bool = False
    """Whether it is running text that was cut for its place alone."""
    rule: str = field(default="", compare=False)
    """By what it was decided to be none."""


@dataclass(frozen=True, slots=True)
class Metadatum:
    """Characters of the source that became metadata and are in no block: an agency tag, say."""

    text: str
    field: str


@dataclass(frozen=True, slots=True)
class Repair:
    """What typing broke and the cleaner mended; with ``doubtful`` it was left as it stands."""

    written: str
    repaired: str
    reason: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; the opening section has no heading."""

    heading: Block | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A news article, understood. Its blocks stand in the order of the source."""

    title: str
    sections: tuple[Section, ...]
    source: str | None = None
    """Who published it: an agency tag, the paper's name, a host name."""
    published: datetime | date | None = None
    """With its time zone; a plain date where the page gives no time of day."""
    byline: str | None = None
    url: str | None = None
    picture: str | None = None
    incomplete: bool = False
    """Whether the source shows only its beginning, and holds back the rest for subscribers."""
    cuts: tuple[Cut, ...] = ()
    metadata: tuple[Metadatum, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def doubted(self) -> int:
        """Characters that were cut and may belong to the article all the same."""
        return sum(len(cut.text) for cut in self.cuts if cut.doubtful)

    def blocks(self) -> Iterator[tuple[int, Block]]:
        """Every block, headings included, with the number of its section."""
        for number, section in enumerate(self.sections):
            if section.heading is not None:
                yield number, section.heading
            for block in section.blocks:
                yield number, block


# --- normalizer --------------------------------------------------------------------------------


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


_WORD = re.compile(r"\S+")
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+")
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
        middle = len(self.spoken) / 2
        for clause in _CLAUSES:
            ends = [end.end() for end in clause.finditer(self.spoken)]
            for end in sorted(ends, key=lambda end: abs(end - middle)):
                parts = self._cut([end])
                if len(parts) == 2 and min(len(part.spoken) for part in parts) * 6 > longest:
                    return tuple(piece for part in parts for piece in part.divide(longest))
        return (self,)

    def _cut(self, cuts: Iterable[int]) -> tuple[SpokenText, ...]:
        """Cut before each of these spoken characters, but never inside a token or into nothing."""
        parts: list[SpokenText] = []
        done = written_from = spoken_from = 0
        end = len(self.spoken.rstrip())
        for cut in cuts:
            if cut >= end:
                break
            upto = done
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


# --- voices ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, and what that voice can do."""

    name: str
    label: str
    """As a listener sees it: "Giọng nam"."""
    engine: str
    gender: Gender
    accent: Accent = "northern"
    says_foreign: bool = False
    """Whether it says foreign words as they are written."""
    word_times: bool = False
    """Whether it tells when each word is said; otherwise times are estimated."""
    repeatable: bool = False
    """Whether the same input gives the same audio."""
    gain: float = 1.0
    """Calibrated factor that brings its speech to the target loudness."""
    presence: float = 0.0
    """How much its treble is lifted: the light equaliser of a dull voice."""
    pace: float = 1.0
    """Scale of the pauses around its sentences."""


# --- script ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """One block as it will be said: the unit of synthesis, of the cache, of retry."""

    role: Role
    sentences: tuple[SpokenText, ...]
    pauses: tuple[float, ...]
    """Seconds of silence after each sentence."""


@dataclass(frozen=True, slots=True)
class ScriptSection:
    """What will be one section of the recording."""

    heading: str | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A block that is not spoken, and why."""

    role: Role
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Script:
    """The reading, laid out: what is said, in order, with the pauses between."""

    sections: tuple[ScriptSection, ...]
    left_out: tuple[LeftOut, ...] = ()

    def passages(self) -> Iterator[Passage]:
        """Every passage in order."""
        for section in self.sections:
            yield from section.passages


# --- synthesis ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """One passage's audio, exactly as the engine gave it, pauses not included."""

    pcm: bytes | memoryview
    """Little-endian int16, mono: the sentences one after another."""
    sample_rate: int
    sentences: array[int]
    """The sample at which each sentence ends, one a sentence."""
    words: array[int]
    """Start and end sample of each spoken word, two numbers a word; empty where unknown."""
    voice: str


# --- stitch ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """Where everything is in the finished audio, in samples."""

    sample_rate: int
    sections: array[int]
    """Start and end of each section, two numbers a section; each starts with a frame of its own, so
    that up to a few frames of silence lie between one's end and the next one's start."""
    sentences: array[int]
    """Start and end of each sentence, two numbers a sentence."""
    words: array[int]
    """Start and end of each spoken word, two numbers a word."""
    estimated: bool = False
    """Whether word times were reckoned from the audio instead of told by the engine."""

    @property
    def samples(self) -> int:
        """Length of the whole."""
        return self.sections[-1] if self.sections else 0


@dataclass(frozen=True, slots=True)
class Stream:
    """One section, encoded: bare MP3 frames in a file, to be joined with others as they are."""

    path: Path
    info: bytes
    """The Info frame to put in front where the section stands alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """The encoded sections, in order, and where everything is in them."""

    article: Article
    script: Script
    voice: Voice
    timeline: Timeline
    streams: tuple[Stream, ...]
    """One a section."""
    info: bytes
    """The Info frame to put in front of all of them."""
    passed_over: tuple[tuple[str, str], ...] = ()
    """Better voices that could not speak, and why: name and reason."""
