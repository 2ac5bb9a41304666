"""What will be said, laid out as it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from baonoi.common import stopping
from baonoi.model import VIETNAM_TIME, Article, Script, SpokenText, Voice
from baonoi.reading.options import PARTS, ReadingOptions

if TYPE_CHECKING:
    from baonoi.script import LaidOut, Selection

USUAL = ReadingOptions()


class Plan:
    """One article as one voice reads it. What was laid out once stays."""

    def __init__(
        self,
        article: Article,
        voice: Voice,
        options: ReadingOptions = USUAL,
        parts: Mapping[str, Article] | None = None,
    ) -> None:
        """Lay out nothing yet.

        Args:
            article: what is read.
            voice: who reads.
            options: how.
            parts: texts of other articles that are read in it, each with its own: it is spelled out
                as there.
        """
        from baonoi.script import Layout

        self.article, self.voice, self.options = article, voice, options
        self._layout = Layout(
            article,
            _in_parts(article, voice, options, parts or {}),
            selection=selection_of(article, options),
            pace=voice.pace,
            rests=not voice.phrases,
        )
        self._coming = iter(self._layout)
        self._laid_out: list[LaidOut] = []

    @property
    def characters(self) -> int:
        """About how much there is to read, before anything is laid out."""
        return characters_of(self.article, self.options)

    def passages(self) -> Iterator[LaidOut]:
        """Every passage in order, each laid out when it is asked for."""
        at = 0
        while True:
            if at == len(self._laid_out):
                stopping.check()
                passage = next(self._coming, None)
                if passage is None:
                    return
                self._laid_out.append(passage)
            yield self._laid_out[at]
            at += 1

    @property
    def script(self) -> Script:
        """All of it."""
        from baonoi.script import as_script

        return as_script(list(self.passages()), self._layout.left_out)


def selection_of(article: Article, options: ReadingOptions) -> Selection:
    """What of an article these options let be said."""
    from baonoi.script import Selection

    opening = ""
    if options.say_source:
        from baonoi.reading.said_source import said_source

        opening = said_source(
            article, datetime.now(VIETNAM_TIME), dated="date" not in options.without
        )
    return Selection(
        captions=options.captions,
        notes=options.notes,
        without=frozenset(PARTS[name] for name in options.without),
        opening=opening,
    )


def characters_of(article: Article, options: ReadingOptions) -> int:
    """About how many written characters will be said, before anything is laid out."""
    from baonoi.script import characters

    return characters(article, selection_of(article, options))


def script_of(article: Article, voice: Voice, options: ReadingOptions = USUAL) -> Script:
    """Spell the article out in the voice's accent and lay the reading out."""
    return Plan(article, voice, options).script


def _in_parts(
    article: Article, voice: Voice, options: ReadingOptions, parts: Mapping[str, Article]
) -> Callable[[str], SpokenText]:
    """Spells out each text as the article has it from which it is."""
    own = _say(article, voice, options)
    if not parts:
        return own
    several = {id(part): part for part in parts.values()}  # of each many texts
    others = {name: _say(part, voice, options) for name, part in several.items()}
    return lambda text: (others[id(parts[text])] if text in parts else own)(text)


def _say(article: Article, voice: Voice, options: ReadingOptions) -> Callable[[str], SpokenText]:
    """Spells out one text as this article and this voice have it."""
    from baonoi.normalizer import build_glossary, find_subject, load_lexicon, normalize

    texts = [article.title, *(block.text for _, block in article.blocks())]
    return partial(
        normalize,
        accent=voice.accent,
        glossary=build_glossary(texts),
        subject=find_subject(texts),
        lexicon=None if options.lexicon is None else load_lexicon(options.lexicon),
        foreign="keep" if voice.says_foreign else "respell",
    )
