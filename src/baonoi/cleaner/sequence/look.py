"""What a line of a paste looks like by itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache

from baonoi.cleaner import byline, captions, dates, junk, shape
from baonoi.cleaner.junk import Effect
from baonoi.cleaner.reasons import Reason
from baonoi.store.patterns import compile_pattern

LENGTHS = (12, 28, 45, 60, 80, 105, 130, 200, 420)
SYLLABLE = compile_pattern(r"\w+")
_COMMON = frozenset(
    "và của các có là trong một với được không người đã để những cho ở về khi".split()
)
"""Words too common to tell what a text is about."""
_NUMBERED = compile_pattern(
    r"(?:\d{1,2}[.)/]|[a-eđ]\)|[IVX]{1,4}[.)]|(?:Bước|Bài|Phần|Kỳ) \d)\s*\S?"
)
_AGED = compile_pattern(r"\((?:\d+ (?:phút|giờ|ngày) trước|\d{1,2}/\d{1,2}/\d{4})\)$|\d{4}$")
_LIKES = compile_pattern(r"(?:thích|trả lời|like|reply|phản hồi)\b.{0,20}$", re.IGNORECASE)
_DATED = compile_pattern(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}[:h]\d{2}\b")
_FIGURE = compile_pattern(r"\d")
_LABELLED = compile_pattern(r"[^\W\d_][\w ]{1,24}: ?\S")
_FRAME = frozenset(
    {
        *(Reason.COMMENTS, Reason.RELATED, Reason.SHARE, Reason.LOGIN, Reason.TAGS),
        *(Reason.IMPRINT, Reason.POLL, Reason.PLAYER, Reason.MENU),
    }
)
"""Families that only the frame of a page has."""
_CHROME = frozenset({"teaser", "link", "alt", "section"})
"""Other classes that only it has."""


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """The words of a text that tell what it is about."""
    return frozenset(SYLLABLE.findall(text.casefold())) - _COMMON


def bucket(value: float, bounds: tuple[float, ...]) -> int:
    """How many of the bounds a value exceeds."""
    return bisect_left(bounds, value)


@dataclass(frozen=True, eq=False)
class Look:
    """A line as far as it shows by itself."""

    text: str
    folded: str
    """The text in small letters."""
    kind: str
    """The coarse class: a family of junk, or date, credit, byline, prose, sentence, headline …"""
    family: Reason | None
    chrome: bool
    """Whether only the frame of a page has such a line."""
    prose: bool
    labels: bool
    """Whether it closes the article or opens a box."""
    size: int
    """Its length in characters."""

    @cached_property
    def shapes(self) -> tuple[str, ...]:
        """The features that it has whatever stands around it."""
        return _shapes(self)


@lru_cache(maxsize=4096)
def look(text: str) -> Look:
    """The class of a line."""
    known = junk.family(text)
    if known is None:
        prose = _runs(text)
        kind = _kind(text, prose)
        family, labels, chrome = None, False, kind in _CHROME
    else:
        prose = False
        family, effect = known
        labels, chrome = effect is not Effect.NONE, family in _FRAME
        kind = family.name + ("!" if labels else "")
    return Look(text, text.casefold(), kind, family, chrome, prose, labels, len(text))


def _kind(text: str, prose: bool) -> str:
    """The class of a line that is of no family of junk."""
    if dates.dateline(text) is not None:
        return "date"
    if shape.teaser(text):
        return "teaser"
    if junk.link_line(text) or junk.series_line(text):
        return "link"
    if junk.picture_label(text):
        return "alt"
    if captions.credited(text):
        return "credit"
    if shape.section_name(text):
        return "section"
    if prose:
        return "prose"
    if byline.is_byline(text):
        return "person" if byline.is_person(text) else "byline"
    if shape.ends_sentence(text) and shape.count_words(text) >= 4:
        return "sentence"
    if shape.menu(text):
        return "menu"
    return "headline" if shape.headline(text) else "other"


def _runs(text: str) -> bool:
    """Whether it is running text: a paragraph, or what introduces a list.

    Headlines set one behind the other are as long, and have no stop.
    """
    if text.endswith(":"):
        return len(text) >= 80 and shape.count_words(text) >= 15
    return shape.prose(text) and (shape.closed(text) or shape.sentences(text) > 1)


def _shapes(one: Look) -> tuple[str, ...]:
    text = one.text
    size = len(text)
    words = shape.count_words(text)
    last = text.rstrip("\"'”’»)] ")[-1:]
    found = [
        f"k={one.kind}",
        f"len{bucket(size, LENGTHS)}",
        f"words{bucket(words, (1, 2, 4, 7, 11, 16, 25))}",
        "end" + (last if last in ".!?:,;…" else "0" if last.isdigit() else "a"),
        "first" + _first(text[:1]),
    ]
    commas = text.count(",")
    told = {
        "numbered": _NUMBERED.match(text) is not None,
        "capitals": size > 3 and text.isupper(),
        "ascii": size > 14 and text.isascii(),
        "commas": commas >= 3 and commas * 4 > words and not shape.ends_sentence(text),
        "bars": "|" in text or "›" in text or " » " in text,
        "label:": _LABELLED.match(text) is not None,
        "colon4": words <= 4 and last == ":",
        "figures": size <= 130 and _FIGURE.search(text) is not None and not shape.closed(text),
        "dated": size <= 120 and _DATED.search(text) is not None,
        "agency": shape.agency(text) > 0,
        "aged": _AGED.search(text[-24:]) is not None,
        "likes": _LIKES.search(text[-40:]) is not None,
    }
    found += [name for name, holds in told.items() if holds]
    if told["dated"]:
        found.append(f"dated|{one.kind}")
    return (*found, *_words(one, words))


def _first(letter: str) -> str:
    if letter.isalpha():
        return "A" if letter.isupper() else "a"
    if letter.isdigit():
        return "0"
    if letter in "\"“'‘«":
        return "q"
    return letter if letter in "-–*•+>»([" else "x"


def _words(one: Look, words: int) -> list[str]:
    """What a short line says: its first word, the cues of captions and headings, of names."""
    found: list[str] = []
    if one.family is not None or words < 2:
        return found
    if 4 <= words <= 30:
        opening = SYLLABLE.match(one.folded)
        if opening is not None:
            found.append(f"word={opening[0]}")
    if one.size <= 200 and not one.prose:
        found += captions.cues(one.text)
        found.append(f"leans{bucket(captions.leaning(one.text), (-1.5, -0.6, 0, 0.6, 1.5, 2.5))}")
        if byline.is_labelled(one.text):
            found.append("signed")
        if byline.signs_within(one.text):
            found.append("signs")
    return found
