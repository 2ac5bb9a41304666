"""The page while it is being understood: its candidates and what was decided of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from baonoi.cleaner import byline, junk, shape
from baonoi.cleaner.candidate import Candidate
from baonoi.cleaner.decision import Decision, Rule, Verdict
from baonoi.cleaner.junk import Effect
from baonoi.cleaner.reasons import Reason
from baonoi.model import Role


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


def frame(candidates: Sequence[Candidate], decisions: Iterable[Decision]) -> None:
    """Give candidates the reasons of their containers; the first that is found holds."""
    for decision in decisions:
        candidate = candidates[decision.number]
        if candidate.reason is None and isinstance(decision.verdict, Reason):
            candidate.reason, candidate.rule = decision.verdict, decision.rule


@dataclass(slots=True)
class Draft:
    """Candidates, and in parallel what each looks like and what it was decided to be."""

    candidates: list[Candidate]
    facts: Facts = field(default_factory=Facts)
    verdicts: list[Verdict] = field(init=False)
    rules: list[Rule | None] = field(init=False)
    """By what each verdict was given."""
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
        self.rules = [c.rule for c in self.candidates]
        self.families = [None if c.reason else junk.family(c.text) for c in self.candidates]
        self.prose = [
            known is None and c.reason is None and c.link < 0.5 and shape.prose(c.text)
            for c, known in zip(self.candidates, self.families, strict=True)
        ]

    def text(self, number: int) -> str:
        """The text of a candidate."""
        return self.candidates[number].text

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Apply decisions: the one place where a candidate gets its verdict.

        Each is applied before the next is asked for, so that a rule sees what it has decided.
        """
        for number, verdict, rule, doubtful in decisions:
            self.verdicts[number] = verdict
            self.rules[number] = rule
            if verdict is None:
                self.families[number] = None
            if doubtful:
                self.doubtful.add(number)

    def bound(self) -> None:
        """Let the article end with the last candidate that has a role in it."""
        self.last = max(n for n, verdict in enumerate(self.verdicts) if isinstance(verdict, Role))

    def disown(self, number: int) -> None:
        """Note that what looks like running text is none of this article's."""
        self.prose[number] = False

    def release(self, number: int) -> None:
        """Forget what the container of a candidate and its links say of it."""
        candidate = self.candidates[number]
        candidate.reason = candidate.rule = None
        candidate.link = 0.0
        self.verdicts[number] = self.rules[number] = None

    def is_byline(self, number: int) -> bool:
        """Whether a candidate looks like a byline and like nothing else."""
        return self.families[number] is None and byline.is_byline(self.text(number))
