"""Is a page an article at all? Named evidence for and against, weighed in one place.

Refusing an article is worse than reading a front page: a page counts as something else only where
several independent cues say so, and one without links and phrases of its own never does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from baonoi.cleaner import metadata, shape
from baonoi.cleaner import page_phrases as phrases
from baonoi.cleaner.draft import Draft
from baonoi.cleaner.page_phrases import Kind
from baonoi.cleaner.page_view import View
from baonoi.common.addresses import parts
from baonoi.store.patterns import compile_pattern
from baonoi.told import Told, joined

__all__ = ["Kind", "PageType", "code", "judge", "why"]


@dataclass(frozen=True, slots=True)
class PageType:
    """The kind of a page, and what speaks for it, strongest first."""

    kind: Kind
    reasons: tuple[str, ...] = ()


_LITTLE = 350
"""Characters up to which a page has hardly any text of its own."""
_ENOUGH = 900
"""Characters from which it has so much that a phrase proves nothing."""
_SURE = 3.0
"""Points from which a page is what its phrases say."""
_DENSE = 60
"""Characters of text that an article has at least for each headline linked from its page."""
_FEW = 4
"""Linked headlines below which a page is no list."""
_SEARCH_ADDRESS = compile_pattern(
    r"[/?&](?:tim-?kiem|search|timkiem|q=|s=|keywords?=|key=|query=|tukhoa=)"
)
_LIST_ADDRESS = compile_pattern(
    r"/(?:tags?|chu-de|topic|category|chuyen-muc|author|tac-gia|page|trang)\b"
)


def judge(draft: Draft, found: bool) -> PageType:
    """What a page is; ``found`` tells whether running text was found in it."""
    view = View(draft, found)
    kind, points, reasons = max(_phrases(view), key=lambda each: each[1])
    if points >= _SURE:
        return PageType(kind, tuple(reasons))
    against = list(_against(view))
    if len(view.headlines) < _FEW or len(against) < 2:
        return PageType(Kind.ARTICLE)
    total = sum(points for points, _ in _for(view)) - sum(points for points, _ in against)
    if total >= 0:
        return PageType(Kind.ARTICLE)
    against.sort(key=lambda each: -each[0])
    return PageType(Kind.HOME if view.home else Kind.LIST, tuple(told for _, told in against))


def why(looks: PageType) -> str:
    """What speaks most against the page, as clauses."""
    return joined("; ", looks.reasons[:2])


def code(looks: PageType) -> str:
    """The code of the error that refuses the page."""
    if looks.kind is Kind.SCRIPT:
        return "page-needs-script"
    return "page-guarded" if looks.kind in {Kind.LOGIN, Kind.BOT} else "page-of-another-kind"


def _phrases(view: View) -> Iterator[tuple[Kind, float, list[str]]]:
    """For each kind that has phrases of its own, how much speaks for it."""
    yield Kind.ARTICLE, 0.0, []
    if view.own >= _ENOUGH:
        return
    for kind in (Kind.BOT, Kind.ERROR, Kind.LOGIN, Kind.OFFER, Kind.SEARCH, Kind.SCRIPT):
        points, reasons = _said(view, kind)
        if not points:
            continue
        points += view.own <= _LITTLE
        if view.agrees and not any(phrases.fits(kind, head) for head in (view.title, *view.heads)):
            points -= 3 if view.own > 80 else 1
        if view.facts.types & metadata.KINDS or view.facts.published or view.dated:
            points -= 2
        yield kind, points, reasons


def _said(view: View, kind: Kind) -> tuple[float, list[str]]:
    """What a page says itself of its kind."""
    points = 0.0
    reasons: list[str] = []
    head = next((each for each in view.heads if phrases.fits(kind, each)), "")
    if head:
        points += 2.5
        reasons.append(Told('its title says "{text}"', text=_short(head)))
    heading = next((each for each in view.headings if each and phrases.fits(kind, each)), "")
    if heading:
        points += 2
        if heading.casefold() != head.casefold():
            reasons.append(Told('a heading says "{text}"', text=_short(heading)))
    lines: list[str] = []
    if points or kind is Kind.OFFER or (view.own <= _LITTLE and kind is not Kind.SEARCH):
        most = 4 if kind is Kind.OFFER else 2
        lines = [each for each in view.lines if phrases.holds(kind, each)][:most]
    if kind is Kind.SCRIPT and phrases.holds(kind, view.facts.without_script):
        lines.append(view.facts.without_script)
    points += 1.5 * len(lines)
    reasons += [Told('it says "{text}"', text=_short(line)) for line in lines[:1]]
    if kind is Kind.LOGIN and view.facts.passwords and points:
        points += 1
        reasons.append(Told("it asks for a password"))
    if kind is Kind.SEARCH and view.facts.url and _SEARCH_ADDRESS.search(view.facts.url.lower()):
        points += 2
        reasons.append(Told("its address is that of a search"))
    if kind is Kind.SCRIPT:
        empty = view.shown <= _LITTLE and view.own <= _LITTLE / 2 and view.facts.scripts > 0
        if not empty or len(view.headlines) >= _FEW:
            return 0.0, []
        points += 1.5 if view.shown > 80 else 2.5
        reasons.append(Told("it shows hardly any text without its scripts"))
    return points, reasons


def _for(view: View) -> Iterator[tuple[float, str]]:
    """What speaks for an article."""
    for size in (300, 700, 1500, 3000):
        if view.own >= size:
            yield 1.0, f"{size} characters of running text"
    if view.agrees:
        yield 3.0, "its title is the one in the head of the page"
    if shape.count_words(view.title) >= 4 and not view.generic:
        candidate = view.draft.candidates[view.draft.title]
        if candidate.level == 1 or candidate.link < 0.5:
            yield 1.0, "it has a headline"
    if view.facts.types & metadata.KINDS:
        yield 2.0, "its data says so"
    if view.facts.published is not None:
        yield 1.0, "it was published"
    if view.dated:
        yield 1.0, "it shows its date"
    if view.address == "slug":
        yield 1.0, "its address is a headline"


def _against(view: View) -> Iterator[tuple[float, str]]:
    """What speaks for a list of articles or a front page."""
    count = len(view.headlines)
    if count >= 8 and _DENSE * count > view.own:
        told = Told(
            "{count} linked headlines, {characters} characters of text beside them",
            count=count,
            characters=view.own,
        )
        yield (3.0 if count >= 30 else 2.0), told
    if view.all and view.own < 0.4 * view.all:
        yield 2.0, Told("its text stands below linked headlines")
    if view.teasers >= 300 and view.teasers > 2 * view.own:
        yield 1.5, Told("more teasers of other articles than text")
    if view.between >= 4:
        yield (
            2.0,
            Told("{count} linked headlines between its title and its text", count=view.between),
        )
    if view.address == "root":
        yield 4.0, Told("its address is the site's root")
    elif view.address == "section":
        yield 1.5, Told("its address is a section's")
    if view.facts.url and _LIST_ADDRESS.search(parts(view.facts.url).path):
        yield 1.0, Told("its address is a list's")
    if view.facts.kind == "website" or view.facts.types & {"CollectionPage", "ItemList"}:
        yield 1.0, Told("its data calls it a site or a collection")
    if view.generic:
        yield 2.0, Told("its title is that of a front page or a section")
    if not view.title:
        yield 1.0, Told("it shows no title above its text")
    if not view.found:
        yield 2.0, Told("no running text stands out")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
