"""Whether two articles are one that several papers carry: their words, and their numbers.

Bottom-k sketches of shingles estimate the resemblance of texts (Broder, "On the resemblance and
containment of documents", 1997). Vietnamese is written syllable by syllable, so a shingle is a run
of syllables. A paper's price list or weather of today has the words of yesterday's and other
numbers: it is another article.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from hashlib import blake2b
from typing import NamedTuple, Self

from baonoi.model import Article, Role

SHINGLE = 4
"""Syllables."""
SIZE = 128
"""Of a sketch: the estimate is off by about 0.04 at a resemblance of 0.5."""
LEAST = 40
"""Shingles of a text below which it tells too little."""
ALIKE = 0.5
"""Resemblance from which it is one article: a copy with another title, some paragraphs less."""
RELATED = 0.2
"""Resemblance from which two articles of one canonical address are believed to be one."""
SAME_NUMBERS = 0.6
"""Share of the fewer numbers that are among the others."""
BODY = (Role.LEAD, Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE, Role.HEADING)
"""What an article itself says: its title is its paper's own."""
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Likeness(NamedTuple):
    """What is kept of a text to know it again."""

    sketch: frozenset[int]
    """The smallest hashes of its shingles; empty where the text is too short."""
    numbers: frozenset[str]

    @classmethod
    def of(cls, article: Article) -> Self:
        """That of an article's body; titles are the papers' own."""
        texts = (block.text for _, block in article.blocks() if block.role in BODY)
        text = unicodedata.normalize("NFC", "\n".join(texts)).casefold()
        words = _WORD.findall(text)
        shingles = {
            _hashed(" ".join(words[at : at + SHINGLE])) for at in range(len(words) - SHINGLE + 1)
        }
        sketch = sorted(shingles)[:SIZE] if len(shingles) >= LEAST else ()
        return cls(frozenset(sketch), frozenset(_NUMBER.findall(text)))

    @classmethod
    def kept(cls, sketch: bytes | None, numbers: str | None) -> Self:
        """As a database has it."""
        return cls(frozenset(array("Q", sketch or b"")), frozenset((numbers or "").split()))

    def to_keep(self) -> tuple[bytes, str]:
        """For a database."""
        return array("Q", sorted(self.sketch)).tobytes(), " ".join(sorted(self.numbers))

    def resemblance(self, other: Likeness) -> float:
        """About which share of the shingles of both is in each; 0 where one is too short."""
        if not self.sketch or not other.sketch:
            return 0.0
        both = sorted(self.sketch | other.sketch)[:SIZE]
        return sum(each in self.sketch and each in other.sketch for each in both) / len(both)

    def same_article(self, other: Likeness) -> bool:
        """Whether one paper's article is the other's."""
        return self.resemblance(other) >= ALIKE and self._agree(other)

    def _agree(self, other: Likeness) -> bool:
        fewer = min(len(self.numbers), len(other.numbers))
        return not fewer or len(self.numbers & other.numbers) >= SAME_NUMBERS * fewer


def _hashed(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode("utf-8"), digest_size=8).digest(), "little")
