"""Paragraphs of an article that seem to be in another language: a voice would garble them."""

from __future__ import annotations

from baonoi.common.syllable import is_syllable
from baonoi.model import Article, Block, Role
from baonoi.store.patterns import compile_pattern

RUNNING = (Role.LEAD, Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE, Role.NOTE)
FEWEST = 6
"""Small-lettered words by which a paragraph's language is told: capitals begin names."""
NATIVE = 0.5
"""Share of those that are Vietnamese syllables below which it is another language. Of English words
about a third look like one, of Vietnamese without its marks three quarters."""
_QUOTED = compile_pattern(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|\([^()]*\)")
_WORD = compile_pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def in_other_languages(article: Article) -> list[Block]:
    """The paragraphs that seem not to be Vietnamese; a name or a quotation within one is none."""
    return [
        block for _, block in article.blocks() if block.role in RUNNING and _is_foreign(block.text)
    ]


def _is_foreign(text: str) -> bool:
    words = [word for word in _WORD.findall(_QUOTED.sub(" ", text)) if word[0].islower()]
    native = sum(map(is_syllable, words))
    return len(words) >= FEWEST and native < NATIVE * len(words)
