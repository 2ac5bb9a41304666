"""What of a page tells whether it is an article: its headlines, text, address and titles."""

from __future__ import annotations

import re
from functools import cached_property

from baonoi.cleaner import page_phrases as phrases
from baonoi.cleaner import shape, titles
from baonoi.cleaner.draft import Draft, Facts
from baonoi.cleaner.page_phrases import Kind
from baonoi.cleaner.reasons import Reason
from baonoi.common.addresses import parts
from baonoi.model import Role

_TEXT = frozenset({Role.LEAD, Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE, Role.TABLE, Role.CAPTION})
_HEADLINE_WORDS = 5
_LINKED = 0.6
"""The share of a headline in links, with the time and the counters that stand beside it."""
_HIDDEN = frozenset({Reason.HIDDEN, Reason.COMMENTS, Reason.POLL})
_FRAME = _HIDDEN | {
    *(Reason.MENU, Reason.RELATED, Reason.TAGS, Reason.AD, Reason.IMPRINT, Reason.SHARE),
    Reason.PLAYER,
}
_LINES = 60
"""Lines in which phrases are looked for."""


class View:
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
        return any(titles.alike(self.title, form) for form in phrases.forms(*told))

    @cached_property
    def dated(self) -> bool:
        """Whether the article shows when it was published."""
        return self.found and Role.DATELINE in self.draft.verdicts

    @cached_property
    def address(self) -> str:
        """``root``, ``section``, ``slug``, or nothing where the page does not tell its address."""
        if not self.facts.url:
            return ""
        path = parts(self.facts.url).path.strip("/")
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
            _general(form)
            for form in (self.title, *phrases.forms(self.facts.name or self.facts.title))
        )

    @cached_property
    def home(self) -> bool:
        """Whether it is the front page rather than another list."""
        if self.address:
            return self.address == "root"
        forms = phrases.forms(self.facts.name or self.facts.title)
        if any(shape.section_name(form) for form in (self.title, *forms)):
            return False
        site = self.facts.site.casefold()
        return any(phrases.fits(Kind.HOME, form) or form.casefold() == site for form in forms[:1])

    @cached_property
    def heads(self) -> list[str]:
        """The titles a page gives itself, without the site's name, and its headings."""
        return phrases.forms(self.facts.name, self.facts.title)

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


def _general(title: str) -> bool:
    """Whether a title is a front page's or names sections: "Văn hóa - Xã hội"."""
    return phrases.general(title) or all(map(shape.section_name, title.split(" - ")))
