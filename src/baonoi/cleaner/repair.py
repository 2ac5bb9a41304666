"""What typing broke and can be mended without touching a word; doubts are only reported."""

from __future__ import annotations

import html
import re

from baonoi.cleaner import spelling
from baonoi.cleaner.candidate import flat, tidy
from baonoi.cleaner.letters import LOWER, UPPER
from baonoi.model import Repair
from baonoi.store.patterns import compile_pattern

# Each begins with its mark and looks behind it then: few characters are one, and most are letters.
_GLUED_STOP = compile_pattern(rf"[.!?…;](?<=[{LOWER}]{{2}}.)(?=[{UPPER}][{LOWER}]+[\s,.])")
_GLUED_COMMA = compile_pattern(rf",(?<=[{LOWER}]{{2}},)(?=[{LOWER}{UPPER}]{{2}})")
_GLUED_QUOTE = compile_pattern(rf"[”»](?<=[{LOWER}].)(?=[{LOWER}])")
_LOOSE_MARK = compile_pattern(r" (?<=\w ) *([,;:.!?])(?=\s|$)")
_END_MARK = compile_pattern(r"\.?\s*/\s*\.\s*$")
_END_LENGTH = 12
_LOOKALIKE = str.maketrans("аеорсхуіѕјАВЕКМНОРСТХІЅЈðÐƉɖ", "aeopcxyisjABEKMHOPCTXISJđĐĐđ")
_FOREIGN = compile_pattern(r"[\u0400-\u045f\u00d0\u00f0\u0189\u0256]")
_POST_LINK = compile_pattern(
    r"\s*(?<![\w./])(?:https?://)?(?:t\.co|pic\.(?:twitter|x)\.com)/\w{4,}(?![\w/])", re.I
)
"""What a network writes behind a post of its own accord: a picture, another page."""
_HOST = compile_pattern(r"\w\.(?:com|vn|net|org|edu|gov|info|io)\b", re.I)
_NAME_BEFORE = {"tp", "p", "q", "tx", "ts", "ths", "gs", "pgs", "bs", "ks", "st", "tt", "đ"}


def mend(text: str, new_style: bool) -> tuple[str, list[Repair]]:
    """The text as it should have been typed, what was done, and what was left in doubt."""
    repairs: list[Repair] = []
    text = _references(text, repairs)
    text = _post_links(text, repairs)
    text = _letters(text, repairs)
    text = _spaces(text, repairs)
    text = _end_mark(text, repairs)
    suspects = spelling.suspects(text)
    text = spelling.place_tones(text, suspects, new_style, repairs)
    text = _quotes(text, repairs)
    return text, repairs + spelling.doubts(text, suspects)


def _references(text: str, repairs: list[Repair]) -> str:
    if "&" not in text or ";" not in text:
        return text
    resolved = flat(tidy(html.unescape(text)))
    if resolved != text:
        repairs.append(Repair(text[:60], resolved[:60], "character reference"))
    return resolved


def _post_links(text: str, repairs: list[Repair]) -> str:
    if "/" not in text:
        return text
    links = _POST_LINK.findall(text)
    repairs += [Repair(link.strip(), "", "link of a post") for link in links]
    return _POST_LINK.sub("", text) if links else text


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
    match = _END_MARK.search(text) if "/" in text[-_END_LENGTH:] else None
    if match is None or match.start() == 0:
        return text
    last = text[text.rfind(" ", 0, match.start()) + 1 :]
    mended = text[: match.start()] + "."
    repairs.append(
        Repair(last, mended[text.rfind(" ", 0, match.start()) + 1 :], "end mark of a report")
    )
    return mended


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
