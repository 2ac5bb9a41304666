"""Lay the reading out: title, date, lead, sections under their headings, and the byline last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from baonoi.model import (
    Article,
    LeftOut,
    Passage,
    Rest,
    Role,
    Script,
    ScriptSection,
    SpokenText,
)
from baonoi.script.breath import rests as rests_of
from baonoi.script.pauses import CLAUSE, SENTENCE, between
from baonoi.script.selection import Selection, selected
from baonoi.store.patterns import compile_pattern
from baonoi.told import Told

LONGEST = 320
"""Characters of spoken text that a voice says well in one go; a longer sentence is divided."""

USUAL = Selection()

NOTHING = "nothing in it can be said"
FOREIGN = Told("in a script that no voice here reads")
_LATIN = compile_pattern(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")

Say = Callable[[str], SpokenText]
"""Spells a text out in the voice's accent with the article's glossary."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A passage in its place."""

    section: int
    """Number of its section in the script."""
    heading: str | None
    """Of its section."""
    passage: Passage
    number: int
    """In its section."""
    last: bool
    """Whether it ends its section."""
    ends_script: bool


class Layout:
    """An article on its way into a script: block after block, each spelled out when it is needed.

    A passage is there as soon as the block behind it is spelled out: the pause between them depends
    on both.
    """

    def __init__(
        self,
        article: Article,
        say: Say,
        *,
        selection: Selection = USUAL,
        pace: float = 1.0,
        rests: bool = True,
    ) -> None:
        """Lay out nothing yet.

        Args:
            article: what to read.
            say: spells out one text.
            selection: what of it is said.
            pace: scale of all pauses.
            rests: whether the voice is told where to pause inside sentences.
        """
        self._article, self._say, self._pace = article, say, pace
        self._selection, self._rests = selection, rests
        self.left_out: list[LeftOut] = []
        """What was met so far that is not spoken."""

    def __iter__(self) -> Iterator[LaidOut]:
        """Every passage in order."""
        section = number = 0
        spoken = self._spoken()
        block = next(spoken, None)
        while block is not None:
            following = next(spoken, None)
            last = following is None or following.section != block.section
            pause = between(block.role, following.role if following else None)
            passage = self._passage(block, pause)
            yield LaidOut(section, block.heading, passage, number, last, following is None)
            section, number = (section + 1, 0) if last else (section, number + 1)
            block = following

    def _spoken(self) -> Iterator[_Spoken]:
        """The blocks that are said, spelled out."""
        for each in selected(self._article, self._selection):
            if each.unspoken:
                self.left_out.append(LeftOut(each.role, each.text, each.unspoken))
                continue
            said = self._say(each.text)
            if _LATIN.search(said.spoken):
                heading = self._article.sections[each.section].heading
                yield _Spoken(each.section, heading.text if heading else None, each.role, said)
            else:
                foreign = any(character.isalpha() for character in said.spoken)
                reason = FOREIGN if foreign else NOTHING
                self.left_out.append(LeftOut(each.role, each.text, reason))

    def _passage(self, block: _Spoken, last: float) -> Passage:
        sentences: list[SpokenText] = []
        pauses: list[float] = []
        for sentence in block.text.split():
            if not _LATIN.search(sentence.spoken) and any(map(str.isalpha, sentence.spoken)):
                self.left_out.append(LeftOut(block.role, sentence.written, FOREIGN))
                continue
            parts = sentence.divide(LONGEST)
            sentences += parts
            pauses += [CLAUSE] * (len(parts) - 1) + [SENTENCE]
        pauses[-1] = last
        scaled = tuple(round(pause * self._pace, 3) for pause in pauses)
        return Passage(block.role, tuple(sentences), scaled, self._inner(sentences))

    def _inner(self, sentences: list[SpokenText]) -> tuple[tuple[Rest, ...], ...]:
        """The pauses inside the sentences."""
        if not self._rests:
            return ()
        return tuple(
            tuple(Rest(word, round(pause * self._pace, 3)) for word, pause in rests_of(sentence))
            for sentence in sentences
        )


class _Spoken(NamedTuple):
    """A block that is said."""

    section: int
    """Of the article."""
    heading: str | None
    role: Role
    text: SpokenText


def lay_out(
    article: Article,
    say: Say,
    *,
    selection: Selection = USUAL,
    pace: float = 1.0,
    rests: bool = True,
) -> Script:
    """The whole script of an article: see :class:`Layout`."""
    layout = Layout(article, say, selection=selection, pace=pace, rests=rests)
    return as_script(layout, layout.left_out)


def as_script(passages: Iterable[LaidOut], left_out: Iterable[LeftOut]) -> Script:
    """The script of passages that are laid out."""
    sections = tuple(
        ScriptSection(heading, tuple(each.passage for each in group))
        for (_, heading), group in groupby(passages, key=lambda each: (each.section, each.heading))
    )
    return Script(sections, tuple(left_out))
