"""The one pass over a text: finds what cannot be said as it stands, and asks the classes in turn.

Words are told apart by white space. What was once found to need nothing is remembered, so that
running text costs little more than a look into a set; only what is left is given to the rules.
"""

from __future__ import annotations

from baonoi.common.syllable import is_syllable
from baonoi.model import SemioticClass, SpokenText
from baonoi.normalizer import lengthy, rules
from baonoi.normalizer.classes import acronym
from baonoi.normalizer.classes.unlisted import phrase_heads
from baonoi.normalizer.custom import Lexicon
from baonoi.normalizer.reading import LETTER, Context, Reading
from baonoi.normalizer.spoken import MARKS, SpokenBuilder
from baonoi.normalizer.tables import entries
from baonoi.store.patterns import compile_pattern

_TOKEN = compile_pattern(r"\S+")
_PLAIN = compile_pattern(rf"({LETTER}+(?:-{LETTER}+)*)[,.;:?!…]?")
_ROMAN = compile_pattern(r"[IVXLCDM]+")
_REMEMBERED = 65536
_PLAIN_TOKENS: dict[bool, set[str]] = {True: set(), False: set()}
"""By whether foreign words are kept."""


def _needs_nothing(token: str, context: Context) -> bool:
    found = _PLAIN.fullmatch(token)
    if found is None:
        return False
    written = found[1]
    if len(written) == 1 and written != token and written.isupper():
        return False
    if token in entries("abbreviations") or written in entries("abbreviations"):
        return False
    if _ROMAN.fullmatch(written) or (written.isupper() and acronym.known(written)):
        return False
    if written in context.glossary or not all(map(is_syllable, written.split("-"))):
        return False
    if context.lexicon.entries and context.lexicon.touches(token):
        return False
    return context.keeps_foreign or written not in phrase_heads()


def _quiet(context: Context) -> set[str]:
    """The tokens known to need nothing under this lexicon, glossary and way with foreign words."""
    if any(is_syllable(short) for short in context.glossary):
        return set()
    if context.lexicon.entries:
        return context.lexicon.quiet[context.keeps_foreign]
    return _PLAIN_TOKENS[context.keeps_foreign]


def scan(context: Context, *, whole: bool = False) -> SpokenText:
    """The text of a context, spelled out.

    With ``whole`` also of words that nobody could follow all is said but codes.
    """
    text, lexicon = context.text, context.lexicon
    quiet = _quiet(context)
    draft = SpokenBuilder(text)
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token in quiet:
            continue
        at, stop = found.span()
        if stop <= draft.done:
            continue
        if at >= draft.done and _needs_nothing(token, context):
            if len(quiet) < _REMEMBERED:
                quiet.add(token)
            continue
        at = max(at, draft.done)
        named = _named(context, at, stop, whole) if stop - at >= lengthy.SHORTEST else []
        while at < stop:
            while named and named[0][1].end <= at:
                del named[0]
            code = named[0][1] if named and named[0][0] <= at else None
            reading = _read(context, lexicon, at, code)
            if (
                reading.kind == SemioticClass.PLAIN
                and text[at] in MARKS
                and _misplaced(text, at, draft)
            ):
                reading = Reading(reading.end, text[at], SemioticClass.PUNCTUATION)
            if reading.kind != "plain":
                draft.add(at, reading, apart=_abuts(context, at))
                context.remember(reading)
            at = reading.end
    return draft.finish()


def _misplaced(text: str, at: int, draft: SpokenBuilder) -> bool:
    """Whether a mark follows another, or a space."""
    return text[at - 1 : at].isspace() or draft.marked(at)


def _named(context: Context, at: int, end: int, whole: bool) -> list[tuple[int, Reading]]:
    """What of a long word is only named, and from where."""
    if not whole and end - at >= lengthy.LONG:
        spoken = scan(context.of(context.text[at:end]), whole=True).spoken
        row = lengthy.name_row(context, at, end, spoken)
        if row is not None:
            return [(at, row)]
    found = lengthy.codes(context, at, end)
    return [(start, lengthy.name_code(context, start, stop)) for start, stop in found]


def _read(context: Context, lexicon: Lexicon, at: int, code: Reading | None) -> Reading:
    own = lexicon.match(context.text, at) if lexicon.entries else None
    if own is not None:
        return Reading(at + len(own.written), own.spoken, own.kind)
    return code or rules.read(context, at)


def _abuts(context: Context, at: int) -> bool:
    """Whether a number follows another with nothing but a space between: 09/02/2024 22:11."""
    text = context.text
    if not text[at].isdigit() or at - 1 != context.last_end or at < 2:
        return False
    return text[at - 2].isdigit() or context.last_kind == SemioticClass.COORDINATE
