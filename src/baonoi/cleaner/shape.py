"""What a line looks like, whatever it says: prose, a headline, a menu word."""

from __future__ import annotations

import re
from functools import lru_cache

from baonoi.cleaner.letters import UPPER
from baonoi.cleaner.tables import plain, words
from baonoi.store.patterns import compile_pattern

_SENTENCE_END = compile_pattern(r"(?:[.!?…]|\.\s*/\s*\.)[\s\"'”’»)\]]*$")
_CLOSED = compile_pattern(r"[.!?…:;,][\s\"'”’»)\]]*$")
_NAMED = (
    r"\w{2,20}\.(?:vn|VN|net|com)|Dân Việt|Dân trí|Dân Trí|VietNamNet|VietnamNet|Vietnam\+"
    r"|VTC News|Thanh Niên Online|Zing|CafeF|GiadinhNet|ICTnews|VnMedia|VnEconomy|Infonet"
    rf"|Kinhtedothi|Báo(?: [{UPPER}]\w+){{1,4}}"
)
_AGENCY = compile_pattern(
    rf"(?P<bracket>\((?=[^)]{{0,24}}[{UPPER}])[\w&.+/ -]{{2,24}}\)\s*[-–—:.]?\s*)(?=\S)"
    r"|(?P<lower>\([a-z]{2,12}(?: [a-z]{2,12}){0,3}\)\s*[-–—]\s+)(?=\S)"
    rf"|(?P<placed>(?:[{UPPER}][\w.]*\s){{1,4}}"
    r"\((?:TTXVN|VNA|VOV|VNS)[^()]{0,12}\)\s*[-–—]?\s*)"
    rf"|(?P<plain>(?!LTS\b)(?P<code>[{UPPER}][{UPPER}&]{{1,7}})?"
    rf"(?(code)(?:\.[A-Z]{{2,3}})?(?: Online| News)?|(?:{_NAMED}))"
    rf"(?P<dash>\s*[-–—]\s*))(?=[“\"'‘{UPPER}0-9])"
)
_TEASER = compile_pattern(rf"\S\((?=[^)]{{0,20}}[{UPPER}])[\w&. ]{{2,20}}\) ?[-–] \S")
_SENTENCE_BREAK = compile_pattern(rf"[.!?…][\"”’)]*\s+(?=[“\"({UPPER}0-9])")


def ends_sentence(text: str) -> bool:
    """Whether it ends with a full stop, a question mark or the like."""
    return _SENTENCE_END.search(text[-12:]) is not None


def closed(text: str) -> bool:
    """Whether it ends with any mark that closes a clause."""
    return _CLOSED.search(text[-8:]) is not None


@lru_cache(maxsize=4096)
def agency(text: str) -> int:
    """The length of a desk's tag before the lead, "(ĐCSVN) - " or "TTO - "; 0 where there is none.

    A tag stands in brackets or has a space on both sides of its dash; the code of a known desk may
    lack one of them. "VN-Index", "SU-57", "Thừa Thiên - Huế", "ASEAN - Nhật Bản" are no tags.
    """
    match = _AGENCY.match(text)
    if match is None:
        return 0
    if match["plain"]:
        name = match["code"] or ""
        dash = match["dash"]
        known = name.casefold() in words("desks") or len(name) < len(match[0]) - len(dash)
        spaces = dash[:1].isspace() + dash[-1:].isspace()
        if spaces < (1 if known else 2) or name.casefold() in words("bodies"):
            return 0
    elif match["bracket"] and not re.search(r"[-–—]\s*$", match[0]):
        inner = match[0].strip("() -–—:.")
        if (
            not (inner.isupper() or "." in inner)
            or inner.isdigit()
            or not text[match.end()].isupper()
        ):
            return 0
    return match.end()


def tagged(text: str) -> bool:
    """Whether the tag it begins with is surely one of a desk, wherever it stands."""
    tag = text[: agency(text)].strip(" -–—:")
    name = tag.strip("()")
    if not tag or name.islower():
        return False
    return (
        "." in name
        or (tag[0] == "(" and name.isupper())
        or name.casefold() in words("desks")
        or re.fullmatch(_NAMED, name) is not None
    )


def count_words(text: str) -> int:
    """Words as white space parts them."""
    return text.count(" ") + 1 if text else 0


def sentences(text: str) -> int:
    """About how many sentences it holds."""
    return len(_SENTENCE_BREAK.findall(text)) + 1


@lru_cache(maxsize=2048)
def prose(text: str) -> bool:
    """Whether it can only be running text: a long sentence, or several."""
    if len(text) < 60:
        return False
    if _TEASER.search(text):
        return False
    if len(text) >= 160:
        return count_words(text) >= 20
    if text.rstrip('"”’').endswith(("?", "!")) and sentences(text) == 1:
        return False
    return count_words(text) >= 9 and (ends_sentence(text) or agency(text) > 0)


def teaser(text: str) -> bool:
    """Whether a headline and a teaser with an agency's tag are glued: "Ba xe cháy(Báo A) - Tối"."""
    return _TEASER.search(text) is not None


def headline(text: str) -> bool:
    """Whether it could be a title: three to forty words that do not end as a sentence."""
    if not 12 <= len(text) <= 220 or not 3 <= count_words(text) <= 42:
        return False
    first = text.lstrip("\"'“‘(«[ ")[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    return not text.rstrip("\"'”’»)").endswith((".", ":", ";", ",")) or text.endswith("...")


def menu(text: str) -> bool:
    """Whether it could be an entry of a site's menu."""
    if plain(text) in words("sections"):
        return True
    return len(text) <= 28 and count_words(text) <= 5 and not closed(text)


@lru_cache(maxsize=4096)
def section_name(text: str) -> bool:
    """Whether it is a section that papers have in their menus."""
    return plain(text).strip(" >»›/|") in words("sections")
