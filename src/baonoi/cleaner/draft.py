"""The page while it is being understood: its candidates and what was decided of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from baonoi.cleaner import byline, junk, shape
from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.junk import Effect
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role

Verdict = Role | Reason | None


@dataclass(slots=True)
class Facts:
    """What the head of a page says of its article; nothing of it is visible text."""

    title: str = ""
    lead: str = ""
    site: str = ""
    author: str = ""
    signed: str = ""
    """The author as the head gives it, be it a person's name or not."""
    published: datetime | date | None = None
    picture: str | None = None
    url: str | None = None
    alts: list[str] = field(default_factory=list)
    """Alternative texts of its pictures, in which some papers repeat the title."""
    name: str = ""
    """What ``<title>`` says, the site's name included."""
    kind: str = ""
    """``og:type``."""
    types: frozenset[str] = frozenset()
    """The ``@type`` of every item of its JSON-LD that stands for a page."""
    text: str = ""
    """JSON-LD's ``articleBody``."""
    free: bool | None = None
    """JSON-LD's ``isAccessibleForFree``; None where it says nothing."""
    passwords: int = 0
    """Fields for a password."""
    scripts: int = 0
    """Scripts of more than data."""
    without_script: str = ""
    """What ``<noscript>`` says."""


@dataclass(slots=True)
class Draft:
    """Candidates, and in parallel what each looks like and what it was decided to be."""

    candidates: list[Candidate]
    facts: Facts = field(default_factory=Facts)
    verdicts: list[Verdict] = field(init=False)
    families: list[tuple[Reason, Effect] | None] = field(init=False)
    prose: list[bool] = field(init=False)
    title: int = -1
    """The candidate that is the title; -1 where the page shows none."""
    first: int = 0
    """The first candidate that belongs to the article: title, date or paragraph."""
    body: int = 0
    """The first candidate of the running text."""
    last: int = -1
    """The last one."""
    incomplete: bool = False
    """Whether the page shows only the beginning of the article."""
    doubtful: set[int] = field(default_factory=set)
    """Candidates that were cut for their place alone and may belong to the article."""
    inner: set[int] = field(default_factory=set)
    """Candidates that open no section, should they be headings."""

    def __post_init__(self) -> None:
        self.verdicts = [c.reason for c in self.candidates]
        self.families = [None if c.reason else junk.family(c.text) for c in self.candidates]
        self.prose = [
            known is None and c.reason is None and c.link < 0.5 and shape.prose(c.text)
            for c, known in zip(self.candidates, self.families, strict=True)
        ]

    def text(self, number: int) -> str:
        """The text of a candidate."""
        return self.candidates[number].text

    def cut(self, start: int, end: int, reason: Reason | None) -> None:
        """Cut what is still undecided in a range; None leaves it undecided."""
        for number in range(max(start, 0), min(end, len(self.verdicts))):
            if self.verdicts[number] is None:
                self.verdicts[number] = reason

    def is_byline(self, number: int) -> bool:
        """Whether a candidate looks like a byline and like nothing else."""
        return self.families[number] is None and byline.is_byline(self.text(number))
