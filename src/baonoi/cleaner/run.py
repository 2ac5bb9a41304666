"""Text between two boundaries of a page, while it is being gathered from the page's events."""

from __future__ import annotations

from dataclasses import dataclass, field

from baonoi.cleaner import raised
from baonoi.cleaner.candidate import Candidate, Edit, flat, tidy
from baonoi.model import Role

_WHOLE = 0.9
"""The share of bold or italic characters from which a text is bold or italic as a whole."""
_HEADLINE = 24
"""Characters without blanks from which a link to which text is glued is a headline of its own."""


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for the text inside an element."""

    box: int = 0
    bold: bool = False
    italic: bool = False
    link: int = 0
    """The number of the link around it; 0 for none."""
    align: str = ""
    level: int = 0
    hint: Role | None = None
    field: str = ""
    set_lines: bool = False
    """Whether line ends part lines, as in ``<pre>``."""


@dataclass(slots=True)
class Run:
    """Pieces of text, and how many of their characters are bold, italic, linked, of a role."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    """Characters that are no blanks; the figures below count the same."""
    bold: int = 0
    italic: int = 0
    linked: int = 0
    hinted: int = 0
    hint: Role | None = None
    ends_headline: bool = False
    """Whether a link long enough for a headline, and nothing else, stands before what comes."""
    noted: bool = False
    """Whether the mark of a note leads to it."""
    raised: list[raised.Raised] = field(default_factory=list)

    def add(self, text: str, context: Context) -> int:
        """Take a piece of text; how many characters it has."""
        self.parts.append(text)
        self.ends_headline = False
        size = len(text) - text.count(" ") - text.count("\n")
        if size > 0:
            self.size += size
            self.bold += size if context.bold else 0
            self.italic += size if context.italic else 0
            self.linked += size if context.link else 0
            if context.hint is not None:
                self.hinted += size
                self.hint = context.hint
        return size

    def end_link(self) -> None:
        """A link closes: it may be a headline to which its teaser is glued."""
        self.ends_headline = self.linked == self.size >= _HEADLINE

    def settle(self) -> tuple[str, tuple[Edit, ...], list[str]]:
        """The text, what in it is raised or a note's mark, and where the marks lead to."""
        if not self.raised:
            return flat(tidy("".join(self.parts))), (), []
        for one in self.raised:
            one.end = len(self.parts) if one.end < 0 else one.end
        text, edits, targets = raised.settle(self.parts, self.raised, self.is_note)
        return text, edits, [] if self.is_note else targets

    @property
    def is_note(self) -> bool:
        """Whether it is a footnote or endnote."""
        return self.noted or self.hint is Role.NOTE

    def candidate(
        self, text: str, edits: tuple[Edit, ...], context: Context, pictured: bool
    ) -> Candidate:
        """What becomes of it in the context in which it ends."""
        hint = self.hint if self.hinted >= _WHOLE * self.size else None
        return Candidate(
            text,
            hint=Role.NOTE if self.noted else hint,
            level=context.level,
            strong=self.bold >= _WHOLE * self.size,
            slanted=self.italic >= _WHOLE * self.size,
            centred=context.align == "center",
            right=context.align == "right",
            link=self.linked / self.size,
            pictured=pictured,
            box=context.box,
            field=context.field or ("" if text else "mark of a note"),
            edits=edits,
        )
