"""4. Spell it out: written Vietnamese becomes spoken Vietnamese."""

from __future__ import annotations

import unicodedata
from typing import Literal

from baonoi.model import Accent, Glossary, SpokenText
from baonoi.normalizer.custom import Lexicon, load_lexicon, personal_lexicon
from baonoi.normalizer.glossary import build_glossary
from baonoi.normalizer.reading import Context
from baonoi.normalizer.scanner import scan

__all__ = ["Lexicon", "build_glossary", "load_lexicon", "normalize"]


def normalize(
    text: str,
    *,
    accent: Accent = "northern",
    glossary: Glossary | None = None,
    lexicon: Lexicon | None = None,
    foreign: Literal["respell", "keep"] = "keep",
) -> SpokenText:
    """A text as an anchor would say it, and which words came from which characters.

    ``glossary`` is what the article defines (``build_glossary``), ``lexicon`` the user's own
    entries (``load_lexicon``; without it the person's own file holds). ``foreign`` says what
    becomes of foreign words: "respell" writes them in Vietnamese syllables for a voice that cannot
    say them, "keep" leaves them as they are. Text that is not NFC is made so first: offsets count
    the NFC text.
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    own = personal_lexicon() if lexicon is None else lexicon
    defined = glossary.entries if glossary is not None else {}
    return scan(Context(text, accent, defined, foreign == "keep", own))
