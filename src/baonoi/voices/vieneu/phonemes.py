"""Phonemes as the model knows them, and what its phonemizer says wrongly set right.

Some syllables on the level tone it takes for English (*veo*), or gives another tone (*sun*, *vim*).
They are asked for on the falling tone, whose mark is then taken out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from baonoi.common.tables import rows_under_head
from baonoi.store.patterns import compile_pattern

VERSION = 1
FALLING = "2"
"""The mark of the falling tone (huyền) among the phonemes; the level tone has none."""
_WORD = compile_pattern(r"[^\W\d_]+")


@cache
def misread() -> dict[str, str]:
    """Syllables that are said wrongly, and their sisters on the falling tone."""
    table = rows_under_head(Path(__file__).with_name("level_tone.tsv"))
    return {row[0]: row[1] for row in table}


def phonemes(text: str, convert: Callable[[str], str]) -> str:
    """The phonemes that ``convert`` makes of a text, a word a token."""
    places = [at for at, word in enumerate(_WORD.findall(text)) if word.lower() in misread()]
    if places:
        said = convert(_WORD.sub(lambda word: misread().get(word[0].lower(), word[0]), text))
        tokens = said.split()
        if len(tokens) == len(_WORD.findall(text)):
            for at in places:
                tokens[at] = tokens[at].replace(FALLING, "")
            return " ".join(tokens)
    return convert(text)
