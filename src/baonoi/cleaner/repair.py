"""What typing broke and can be mended without touching a word; what is doubtful is only reported."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from baonoi.cleaner import syllable
from baonoi.cleaner.candidate import tidy
from baonoi.cleaner.letters import LOWER, TONES, UPPER, VOWELS
from baonoi.cleaner.lines import unescape
from baonoi.cleaner.tables import rows
from baonoi.model import Repair

_WORD = re.compile(rf"(?<![\w'’-])[{LOWER}{UPPER}]{{2,8}}(?![\w'’])")
_TWO_WAYS = re.compile(
    rf"(?<!\w)[{LOWER}{UPPER}]*(?:[òóỏõọ][ae]|[ùúủũụ]y|o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)", re.I
)
_GLUED_STOP = re.compile(rf"(?<=[{LOWER}]{{2}})([.!?…;])(?=[{UPPER}][{LOWER}]+[\s,.])")
_GLUED_COMMA = re.compile(rf"(?<=[{LOWER}]{{2}}),(?=[{LOWER}{UPPER}]{{2}})")
_GLUED_QUOTE = re.compile(rf"(?<=[{LOWER}])([”»])(?=[{LOWER}])")
_LOOSE_MARK = re.compile(r"(?<=\w) +([,;:.!?])(?=\s|$)")
_END_MARK = re.compile(r"\.?\s*/\s*\.\s*$")
_LOOKALIKE = str.maketrans("аеорсхуіѕјАВЕКМНОРСТХІЅЈðÐƉɖ", "aeopcxyisjABEKMHOPCTXISJđĐĐđ")
_FOREIGN = re.compile(r"[\u0400-\u045f\u00d0\u00f0\u0189\u0256]")
_HOST = re.compile(r"\w\.(?:com|vn|net|org|edu|gov|info|io)\b", re.I)
_NAME_BEFORE = {"tp", "p", "q", "tx", "ts", "ths", "gs", "pgs", "bs", "ks", "st", "tt", "đ"}


def style_of(texts: Iterable[str]) -> bool:
    """Whether an article mostly writes hoà, thuý (True) rather than hòa, thúy."""
    counts: Counter[bool] = Counter()
    for text in texts:
        for match in _TWO_WAYS.finditer(text):
            word = match[0].lower()
            if syllable.two_ways(word) and syllable.possible(word):
                counts[word == syllable.placed(word, new_style=True)] += 1
    return counts[True] > counts[False]


def mend(text: str, new_style: bool) -> tuple[str, list[Repair]]:
    """The text as it should have been typed, and what was done."""
    repairs: list[Repair] = []
    text = _references(text, repairs)
    text = _letters(text, repairs)
    text = _spaces(text, repairs)
    text = _end_mark(text, repairs)
    text = _tone_marks(text, new_style, repairs)
    text = _quotes(text, repairs)
    return text, repairs


def doubts(text: str) -> list[Repair]:
    """Words that cannot be Vietnamese but nearly are; they are read as they stand."""
    found: list[Repair] = []
    for match in _WORD.finditer(text):
        word = match[0]
        low = word.lower()
        if low.isascii() or not (word.islower() or word.istitle()) or syllable.possible(low):
            continue
        if word.istitle() and not _opens_sentence(text, match.start()):
            continue
        meant = _suggestion(low)
        if meant:
            meant = meant.capitalize() if word.istitle() else meant
            rest = re.match(r"(?: [^\s,.;:!?]+){0,2}", text[match.end() :])
            after = rest[0] if rest else ""
            found.append(Repair(word + after, meant + after, "not a Vietnamese word", True))
    return found


def _references(text: str, repairs: list[Repair]) -> str:
    resolved = " ".join(tidy(unescape(text)).split())
    if resolved != text:
        repairs.append(Repair(text[:60], resolved[:60], "character reference"))
    return resolved


def _letters(text: str, repairs: list[Repair]) -> str:
    if not _FOREIGN.search(text):
        return text

    def latin(match: re.Match[str]) -> str:
        word = match[0]
        mended = word.translate(_LOOKALIKE)
        if mended == word or _FOREIGN.search(mended) or not re.search(rf"[{LOWER}{UPPER}]", word):
            return word
        repairs.append(Repair(word, mended, "look-alike letter"))
        return mended

    return re.sub(r"\w+", latin, text)


def _spaces(text: str, repairs: list[Repair]) -> str:
    def spaced(match: re.Match[str]) -> str:
        start = max(text.rfind(" ", 0, match.start()) + 1, 0)
        end = text.find(" ", match.end())
        around = text[start : end if end > 0 else len(text)]
        before = text[start : match.start()].lower()
        if _HOST.search(around) or before in _NAME_BEFORE or "@" in around or "/" in around:
            return match[0]
        reason = "space after a comma" if match[0] == "," else "space after a stop"
        repairs.append(Repair(around, around.replace(match[0], match[0] + " ", 1), reason))
        return match[0] + " "

    text = _GLUED_STOP.sub(spaced, text)
    text = _GLUED_COMMA.sub(spaced, text)
    text = _GLUED_QUOTE.sub(spaced, text)
    mended = _LOOSE_MARK.sub(r"\1", text)
    if mended != text:
        loose = _LOOSE_MARK.search(text)
        assert loose is not None
        start = text.rfind(" ", 0, loose.start()) + 1
        written = text[start : loose.end()]
        repairs.append(Repair(written, _LOOSE_MARK.sub(r"\1", written), "space before a mark"))
    return mended


def _end_mark(text: str, repairs: list[Repair]) -> str:
    match = _END_MARK.search(text)
    if match is None or match.start() == 0:
        return text
    last = text[text.rfind(" ", 0, match.start()) + 1 :]
    mended = text[: match.start()] + "."
    repairs.append(
        Repair(last, mended[text.rfind(" ", 0, match.start()) + 1 :], "end mark of a report")
    )
    return mended


def _tone_marks(text: str, new_style: bool, repairs: list[Repair]) -> str:
    if text.isascii():
        return text

    def placed(match: re.Match[str]) -> str:
        word = match[0]
        low = word.lower()
        if low.isascii():
            return word
        old, new = syllable.placed(low), syllable.placed(low, new_style=True)
        wanted = new if new_style else old
        if low == wanted or (low == old == new) or not syllable.possible(low):
            return word
        mended = _cased(wanted, word)
        style = low in (old, new)
        repairs.append(
            Repair(word, mended, "one style of tone marks" if style else "tone mark moved")
        )
        return mended

    return _WORD.sub(placed, text)


def _cased(word: str, like: str) -> str:
    return "".join(
        new.upper() if old.isupper() else new for new, old in zip(word, like, strict=True)
    )


def _quotes(text: str, repairs: list[Repair]) -> str:
    """A quotation that is opened and never closed ends with its paragraph."""
    opened, shut = text.count("“"), text.count("”")
    if opened == shut + 1 and text.rfind("“") > text.rfind("”"):
        tail = text[text.rfind("“") :]
        if len(tail) > 2 and '"' not in text:
            mended = text + "”"
            repairs.append(Repair(tail[:40], tail[:40] + " … ”", "quotation mark closed"))
            return mended
    elif text.count('"') % 2 and not re.search(r'\d\s?"', text):
        repairs.append(Repair(text[:60], text[:60], "quotation marks do not pair", True))
    return text


def _opens_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" \"“'(‘-*")
    return not before or before[-1] in ".!?…:"


def _suggestion(word: str) -> str:
    """The most frequent syllable that differs in the mark of one letter; empty for none."""
    ranks = _ranks()
    best = ""
    for spot, letter in enumerate(word):
        for other in _family(letter):
            meant = word[:spot] + other + word[spot + 1 :]
            if other != letter and meant in ranks and (not best or ranks[meant] < ranks[best]):
                best = meant
    return best


def _ranks() -> dict[str, int]:
    if not _rank_of:
        _rank_of.update({row[0]: number for number, row in enumerate(rows("common"))})
    return _rank_of


def _family(letter: str) -> str:
    if not _families:
        import unicodedata

        groups = ("aăâ", "eê", "oôơ", "uư", "i", "y", "dđ")
        for group in groups:
            tones = ("", *TONES) if group[0] in VOWELS else ("",)
            members = "".join(unicodedata.normalize("NFC", c + t) for c in group for t in tones)
            _families.update(dict.fromkeys(members, members))
    return _families.get(letter, "")


_rank_of: dict[str, int] = {}
_families: dict[str, str] = {}
