"""The papers of the simulated month: what they write, and what goes wrong with them."""

from __future__ import annotations

import random
import sys
from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))
import newsstand  # type: ignore[import-not-found]  # the folder is no package

HOUR = 3600.0
BEGIN = 1_760_000_000.0
LISTED = 30
"""Items of a feed."""
WRITES = 1 / 12
"""Articles of a paper an hour."""
KINDS = (
    *("rss", "atom", "rdf", "broken", "huge", "redirected"),
    *("refused", "moved", "retitled", "copied", "walled", "valid"),
)
"""What each of the papers does."""
HUGE = 40 << 20
VALID = 3 * 3600
"""Seconds for which the last paper vouches for its feed."""
OF_WALLS = 3
"""How often a page behind a log-in may be asked for."""


def stand() -> AbstractContextManager[list[Any]]:
    """The papers, on loopback."""
    return newsstand.newsstand(len(KINDS))  # type: ignore[no-any-return]  # it has no types here


@dataclass
class World:
    """The papers, and what the articles are that can be read."""

    papers: list[Any]
    draw: random.Random
    number: int = 0
    readable: dict[str, str] = field(default_factory=dict)
    """By address the name of the story: copies share one."""
    _noted: list[int] = field(default_factory=lambda: [0] * len(KINDS))
    """How many requests of each paper were looked at."""
    _answered: list[float] = field(default_factory=lambda: [0.0] * len(KINDS))
    """When each paper last gave its feed to a run that could note it."""
    _read: Counter[str] = field(default_factory=Counter)
    """How often each page was handed out to runs that could note it."""

    def hour(self, now: float) -> bool:
        """Let an hour pass; tell whether anything was written."""
        before = self.number
        for kind, paper in zip(KINDS, self.papers, strict=True):
            if self.draw.random() < WRITES:
                self._write(kind, paper, now)
            for each in paper.stories[LISTED:]:
                each.listed = False
            paper.status, paper.raw = 200, None
            for each in paper.stories[:LISTED]:
                each.status = 200
            bad = self.draw.random() < 0.2
            if kind == "broken" and bad:
                paper.raw = paper.feed_text()[: self.draw.randrange(400)]
            elif kind == "huge" and bad and self.draw.random() < 0.2:
                paper.raw = b"<rss>" + b" " * HUGE
            elif kind == "refused" and bad:
                paper.status = self.draw.choice((500, 403, 404))
            elif kind == "redirected":
                paper.status, paper.location = 302, f"{paper.url}/rss"
                if paper.stories and self.draw.random() < 0.5:
                    paper.stories[0].status = 503  # its page is not to be had this hour
            elif kind == "moved" and now > BEGIN + 9 * HOUR:
                paper.status, paper.location = 301, f"{paper.url}/rss"
            if kind in ("retitled", "moved") and paper.stories and bad:
                self._retitle(paper)
        return self.number > before

    def _write(self, kind: str, paper: Any, now: float) -> None:
        self.number += 1
        name = f"{self.number}"
        more: dict[str, Any] = {"paragraphs": newsstand.story(name, 4), "guid": f"bai-{name}"}
        if kind == "copied" and self.papers[0].stories:
            original = self.draw.choice(self.papers[0].stories[:3])
            name = self.readable[f"{self.papers[0].url}{original.path}"]
            more["paragraphs"] = ["Theo bản tin sáng nay.", *original.paragraphs[:-1]]
        more["hidden"] = kind == "walled" and self.number % 2 == 0
        made = paper.add(self.number, now - self.draw.random() * HOUR, **more)
        if not made.hidden:
            self.readable[f"{paper.url}{made.path}"] = name

    def _retitle(self, paper: Any) -> None:
        """A new title, and its words in a new address, under the same mark."""
        each = self.draw.choice([story for story in paper.stories if story.listed])
        name = self.readable.pop(f"{paper.url}{each.path}")
        each.title = f"{each.title} mới"
        each.path = f"/bai-moi-{self.draw.randrange(10**6)}-{name}.html"
        self.readable[f"{paper.url}{each.path}"] = name

    def mend(self) -> None:
        """Everything is well from now on."""
        for paper in self.papers:
            paper.status, paper.raw = 200, None
            for each in paper.stories:
                each.status = 200

    def asked_too_often(self, now: float, *, killed: bool) -> str:
        """What of the last run's requests was one too many; a killed one could not note its own."""
        if killed:  # what it had asked for is not the next one's
            newsstand.settle(self.papers)
        fault = ""
        for at, paper in enumerate(self.papers):
            new, self._noted[at] = paper.asked[self._noted[at] :], len(paper.asked)
            feeds = Counter(path for path, _, _ in new if path in ("/feed", "/rss"))
            given = any(status in (200, 304) for path, status, _ in new if path in feeds)
            if any(count > 1 for count in feeds.values()):
                fault = f"{paper.name} was asked for its feed twice in one run"
            if feeds and now - self._answered[at] < paper.max_age:
                fault = f"{paper.name} was asked {now - self._answered[at]:.0f} s after it answered"
            if given and not killed:
                self._answered[at] = now
            pages = Counter(path for path, status, _ in new if path[:4] == "/bai" and status == 200)
            hidden = {each.path for each in paper.stories if each.hidden}
            for path, count in pages.items():
                page = f"{paper.url}{path}"
                if count + self._read[page] > (OF_WALLS if path in hidden else 1):
                    fault = f"{page} was fetched again"
                if not killed:
                    self._read[page] += count
        return fault
