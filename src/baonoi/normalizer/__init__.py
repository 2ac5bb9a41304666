"""4. Spell it out: written Vietnamese becomes spoken Vietnamese."""

from __future__ import annotations

import unicodedata
from typing import Literal

from baonoi.model import Accent, Glossary, SpokenText, Subject
from baonoi.normalizer.custom import Lexicon, load_lexicon, personal_lexicon
from baonoi.normalizer.glossary import build_glossary
from baonoi.normalizer.reading import Context
from baonoi.normalizer.scanner import scan
from baonoi.normalizer.subject import find_subject

__all__ = ["Lexicon", "build_glossary", "find_subject", "load_lexicon", "normalize"]


def normalize(
    text: str,
    *,
    accent: Accent = "northern",
    glossary: Glossary | None = None,
    subject: Subject | None = None,
    lexicon: Lexicon | None = None,
    foreign: Literal["respell", "keep"] = "keep",
) -> SpokenText:
    """A text as an anchor would say it, and which words came from which characters.

    ``glossary`` is what the article defines (``build_glossary``), ``subject`` what it is about and
    how it writes its dates (``find_subject``); without them the text itself decides. ``lexicon`` is
    the user's own entries (``load_lexicon``; without it the person's own file holds). ``foreign``
    says what becomes of foreign words: "respell" writes them in Vietnamese syllables for a voice
    that cannot say them, "keep" leaves them as they are. Text that is not NFC is made so first:
    offsets count the NFC text.
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    own = personal_lexicon() if lexicon is None else lexicon
    if glossary is None and ")" in text:
        glossary = build_glossary((text,))
    defined = glossary.entries if glossary is not None else {}
    return scan(Context(text, accent, defined, foreign == "keep", own, subject or Subject()))
