"""Is a page an article at all? Named evidence for and against, weighed in one place.

Refusing an article is worse than reading a front page: a page counts as something else only where
several independent cues say so, and one without links and phrases of its own never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from urllib.parse import urlsplit

from baonoi.cleaner import metadata, shape, titles
from baonoi.cleaner.draft import Draft, Facts
from baonoi.cleaner.reasons import Reason
from baonoi.cleaner.tables import rows
from baonoi.model import Role


class Kind(StrEnum):
    """What a page is, for people to read."""

    ARTICLE = "an article"
    HOME = "a home page"
    LIST = "a list of articles"
    ERROR = "an error page"
    LOGIN = "a log-in wall"
    BOT = "a bot check"
    SEARCH = "search results"
    OFFER = "a subscription offer"
    SCRIPT = "a page that needs JavaScript"


@dataclass(frozen=True, slots=True)
class PageType:
    """The kind of a page, and what speaks for it, strongest first."""

    kind: Kind
    reasons: tuple[str, ...] = ()


_TEXT = frozenset({Role.LEAD, Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE, Role.TABLE, Role.CAPTION})
_LITTLE = 350
"""Characters up to which a page has hardly any text of its own."""
_ENOUGH = 900
"""Characters from which it has so much that a phrase proves nothing."""
_SURE = 3.0
"""Points from which a page is what its phrases say."""
_HEADLINE_WORDS = 5
_LINKED = 0.6
"""The share of a headline in links, with the time and the counters that stand beside it."""
_DENSE = 60
"""Characters of text that an article has at least for each headline linked from its page."""
_FEW = 4
"""Linked headlines below which a page is no list."""
_HIDDEN = frozenset({Reason.HIDDEN, Reason.COMMENTS, Reason.POLL})
_FRAME = _HIDDEN | {
    *(Reason.MENU, Reason.RELATED, Reason.TAGS, Reason.AD, Reason.IMPRINT, Reason.SHARE),
    Reason.PLAYER,
}
_LINES = 60
"""Lines in which phrases are looked for."""
_SEARCH_ADDRESS = re.compile(
    r"[/?&](?:tim-?kiem|search|timkiem|q=|s=|keywords?=|key=|query=|tukhoa=)"
)
_DAY = re.compile(r"\b\d{1,2}[/-]\d{1,2}\b")
_LIST_ADDRESS = re.compile(
    r"/(?:tags?|chu-de|topic|category|chuyen-muc|author|tac-gia|page|trang)\b"
)


def judge(draft: Draft, found: bool) -> PageType:
    """What a page is; ``found`` tells whether running text was found in it."""
    seen = _Seen(draft, found)
    kind, points, reasons = max(_phrases(seen), key=lambda each: each[1])
    if points >= _SURE:
        return PageType(kind, tuple(reasons))
    against = list(_against(seen))
    if len(seen.headlines) < _FEW or len(against) < 2:
        return PageType(Kind.ARTICLE)
    total = sum(points for points, _ in _for(seen)) - sum(points for points, _ in against)
    if total >= 0:
        return PageType(Kind.ARTICLE)
    against.sort(key=lambda each: -each[0])
    return PageType(Kind.HOME if seen.home else Kind.LIST, tuple(told for _, told in against))


def hint(looks: PageType) -> str:
    """Why a page was refused and what to do, in one line."""
    why = "; ".join(looks.reasons[:2])
    if looks.kind is Kind.SCRIPT:
        do = "Save the page in a browser, or copy its text into a file"
    elif looks.kind in {Kind.LOGIN, Kind.BOT}:
        do = "Open it in a browser and save the page from there"
    else:
        do = "Give the address of one article"
    return f"{why[:1].upper()}{why[1:]}. {do}; --anyway reads it all the same."


class _Seen:
    """What of a page the evidence is taken from."""

    def __init__(self, draft: Draft, found: bool) -> None:
        self.draft = draft
        self.found = found
        self.facts: Facts = draft.facts
        self.title = draft.text(draft.title) if draft.title >= 0 else ""

    @cached_property
    def headlines(self) -> set[str]:
        """Headlines that are links: to other articles."""
        title = self.title.casefold()
        return {
            c.text
            for c in self.draft.candidates
            if c.link >= _LINKED
            and c.text.casefold() != title
            and shape.count_words(c.text) >= _HEADLINE_WORDS
            and shape.headline(c.text)
        }

    @cached_property
    def kept(self) -> list[int]:
        """What is taken for the article's text."""
        return [n for n, v in enumerate(self.draft.verdicts) if v in _TEXT] if self.found else []

    @cached_property
    def own(self) -> int:
        """Characters of its text that do not stand right below a linked headline."""
        if not self.kept:
            return 0
        texts = {self.draft.text(n) for n in range(self.kept[0], self.kept[-1])}
        if 3 * len(texts & self.headlines) <= 2 * len(self.kept):
            return self.all
        return sum(len(self.draft.text(n)) for n in self.kept if not self._under_headline(n))

    @cached_property
    def all(self) -> int:
        """Characters of its text."""
        return sum(len(self.draft.text(n)) for n in self.kept)

    @cached_property
    def teasers(self) -> int:
        """Characters of running text anywhere that stands right below a linked headline."""
        return sum(
            len(c.text)
            for n, c in enumerate(self.draft.candidates)
            if c.link < 0.5 and len(c.text) >= 60 and self._under_headline(n)
        )

    @cached_property
    def between(self) -> int:
        """Linked headlines between the title and the text."""
        draft = self.draft
        if draft.title < 0 or not self.kept:
            return 0
        inside = {draft.text(n) for n in range(draft.title + 1, self.kept[0])}
        return len(inside & self.headlines)

    @cached_property
    def agrees(self) -> bool:
        """Whether the title that is shown is a headline and the one in the head of the page."""
        if shape.count_words(self.title) < 4 or _general(self.title):
            return False
        told = (self.facts.title, self.facts.name)
        return any(titles.alike(self.title, form) for form in _forms(*told))

    @cached_property
    def dated(self) -> bool:
        """Whether the article shows when it was published."""
        return self.found and Role.DATELINE in self.draft.verdicts

    @cached_property
    def address(self) -> str:
        """``root``, ``section``, ``slug``, or nothing where the page does not tell its address."""
        if not self.facts.url:
            return ""
        path = urlsplit(self.facts.url).path.strip("/")
        if path in {"", "index.html", "home", "trang-chu", "vi", "vi-vn"}:
            return "root"
        last = path.rpartition("/")[2].partition(".")[0]
        if last.count("-") >= 4 or re.search(r"\d{5}", last):
            return "slug"
        return "section" if last.count("-") <= 3 and not re.search(r"\d{3}", last) else ""

    @cached_property
    def generic(self) -> bool:
        """Whether its title is that of a front page or of a section."""
        if self.agrees:
            return False
        return any(
            _general(form) for form in (self.title, *_forms(self.facts.name or self.facts.title))
        )

    @cached_property
    def home(self) -> bool:
        """Whether it is the front page rather than another list."""
        if self.address:
            return self.address == "root"
        forms = _forms(self.facts.name or self.facts.title)
        if any(shape.section_name(form) for form in (self.title, *forms)):
            return False
        site = self.facts.site.casefold()
        return any(_fits(Kind.HOME, form) or form.casefold() == site for form in forms[:1])

    @cached_property
    def heads(self) -> list[str]:
        """The titles a page gives itself, without the site's name, and its headings."""
        return _forms(self.facts.name, self.facts.title)

    @cached_property
    def headings(self) -> list[str]:
        """Headings of the first levels, and what is shown as title."""
        draft = self.draft
        shown = [
            c.text
            for c in draft.candidates
            if c.level in {1, 2} and c.link < 0.5 and c.reason not in _HIDDEN
        ]
        return [self.title, *shown[:4]]

    @cached_property
    def lines(self) -> list[str]:
        """Short lines of text that are shown and are no links."""
        return [
            c.text
            for c in self.draft.candidates
            if c.link < 0.8 and c.reason not in _FRAME and 3 <= len(c.text) <= 400
        ][:_LINES]

    @cached_property
    def shown(self) -> int:
        """Characters that are shown and are no links."""
        return sum(
            len(c.text)
            for c in self.draft.candidates
            if c.link < 0.5 and c.reason is not Reason.HIDDEN
        )

    def _under_headline(self, n: int) -> bool:
        for above in range(n - 1, max(n - 4, -1), -1):
            text = self.draft.text(above)
            if text in self.headlines:
                return True
            candidate = self.draft.candidates[above]
            if len(text) > 40 or (candidate.link < 0.5 and (candidate.level or candidate.strong)):
                return False
        return False


def _phrases(seen: _Seen) -> Iterator[tuple[Kind, float, list[str]]]:
    """For each kind that has phrases of its own, how much speaks for it."""
    yield Kind.ARTICLE, 0.0, []
    if seen.own >= _ENOUGH:
        return
    for kind in (Kind.BOT, Kind.ERROR, Kind.LOGIN, Kind.OFFER, Kind.SEARCH, Kind.SCRIPT):
        points, reasons = _said(seen, kind)
        if not points:
            continue
        points += seen.own <= _LITTLE
        if seen.agrees and not any(_fits(kind, head) for head in (seen.title, *seen.heads)):
            points -= 3 if seen.own > 80 else 1
        if seen.facts.types & metadata.KINDS or seen.facts.published or seen.dated:
            points -= 2
        yield kind, points, reasons


def _said(seen: _Seen, kind: Kind) -> tuple[float, list[str]]:
    """What a page says itself of its kind."""
    points = 0.0
    reasons: list[str] = []
    head = next((each for each in seen.heads if _fits(kind, each)), "")
    if head:
        points += 2.5
        reasons.append(f'its title says "{_short(head)}"')
    heading = next((each for each in seen.headings if each and _fits(kind, each)), "")
    if heading:
        points += 2
        if heading.casefold() != head.casefold():
            reasons.append(f'a heading says "{_short(heading)}"')
    lines: list[str] = []
    if points or kind is Kind.OFFER or (seen.own <= _LITTLE and kind is not Kind.SEARCH):
        most = 4 if kind is Kind.OFFER else 2
        lines = [each for each in seen.lines if _holds(kind, each)][:most]
    if kind is Kind.SCRIPT and _holds(kind, seen.facts.without_script):
        lines.append(seen.facts.without_script)
    points += 1.5 * len(lines)
    reasons += [f'it says "{_short(line)}"' for line in lines[:1]]
    if kind is Kind.LOGIN and seen.facts.passwords and points:
        points += 1
        reasons.append("it asks for a password")
    if kind is Kind.SEARCH and seen.facts.url and _SEARCH_ADDRESS.search(seen.facts.url.lower()):
        points += 2
        reasons.append("its address is that of a search")
    if kind is Kind.SCRIPT:
        empty = seen.shown <= _LITTLE and seen.own <= _LITTLE / 2 and seen.facts.scripts > 0
        if not empty or len(seen.headlines) >= _FEW:
            return 0.0, []
        points += 1.5 if seen.shown > 80 else 2.5
        reasons.append("it shows hardly any text without its scripts")
    return points, reasons


def _for(seen: _Seen) -> Iterator[tuple[float, str]]:
    """What speaks for an article."""
    for size in (300, 700, 1500, 3000):
        if seen.own >= size:
            yield 1.0, f"{size} characters of running text"
    if seen.agrees:
        yield 3.0, "its title is the one in the head of the page"
    if shape.count_words(seen.title) >= 4 and not seen.generic:
        candidate = seen.draft.candidates[seen.draft.title]
        if candidate.level == 1 or candidate.link < 0.5:
            yield 1.0, "it has a headline"
    if seen.facts.types & metadata.KINDS:
        yield 2.0, "its data says so"
    if seen.facts.published is not None:
        yield 1.0, "it was published"
    if seen.dated:
        yield 1.0, "it shows its date"
    if seen.address == "slug":
        yield 1.0, "its address is a headline"


def _against(seen: _Seen) -> Iterator[tuple[float, str]]:
    """What speaks for a list of articles or a front page."""
    count = len(seen.headlines)
    if count >= 8 and _DENSE * count > seen.own:
        told = f"{count} linked headlines, {seen.own} characters of text beside them"
        yield (3.0 if count >= 30 else 2.0), told
    if seen.all and seen.own < 0.4 * seen.all:
        yield 2.0, "its text stands below linked headlines"
    if seen.teasers >= 300 and seen.teasers > 2 * seen.own:
        yield 1.5, "more teasers of other articles than text"
    if seen.between >= 4:
        yield 2.0, f"{seen.between} linked headlines between its title and its text"
    if seen.address == "root":
        yield 4.0, "its address is the site's root"
    elif seen.address == "section":
        yield 1.5, "its address is a section's"
    if seen.facts.url and _LIST_ADDRESS.search(urlsplit(seen.facts.url).path):
        yield 1.0, "its address is a list's"
    if seen.facts.kind == "website" or seen.facts.types & {"CollectionPage", "ItemList"}:
        yield 1.0, "its data calls it a site or a collection"
    if seen.generic:
        yield 2.0, "its title is that of a front page or a section"
    if not seen.title:
        yield 1.0, "it shows no title above its text"
    if not seen.found:
        yield 2.0, "no running text stands out"


def _forms(*told: str) -> list[str]:
    """Titles as they stand and without the site's name."""
    return [form for each in told if each for form in metadata.without_site(each)]


def _general(title: str) -> bool:
    """Whether a title is one of a front page or of a section: no day is named in it."""
    if _DAY.search(title):
        return False
    return shape.section_name(title) or _fits(Kind.LIST, title) or _fits(Kind.HOME, title)


@cache
def _patterns(kind: Kind, where: str) -> re.Pattern[str]:
    found = [
        pattern for name, place, pattern in rows("pages")[1:] if (name, place) == (kind.name, where)
    ]
    return re.compile("|".join(f"(?:{each})" for each in found) or r"(?!)", re.IGNORECASE)


def _fits(kind: Kind, title: str) -> bool:
    """Whether a title, as a whole, is one of such a page."""
    return len(title) <= 200 and _patterns(kind, "title").fullmatch(title.strip()) is not None


def _holds(kind: Kind, line: str) -> bool:
    """Whether a line holds a phrase of such a page."""
    return bool(line) and _patterns(kind, "line").search(line) is not None


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
