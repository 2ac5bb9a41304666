"""What tags, class names and styles say of the text inside an element."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from baonoi.cleaner.reasons import Reason
from baonoi.cleaner.tables import rows
from baonoi.model import Role
from baonoi.store.patterns import compile_pattern

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt "
    "ruby s samp small span strike strong sub sup time tt u var wbr o:p st1:place".split()
)
"""Tags that do not part their text from what stands beside it."""
UNSEEN = frozenset(
    "script style template noscript svg math head iframe object applet canvas".split()
)
"""Tags whose content is not text of the page."""
PICTURES = frozenset("img picture video iframe embed object amp-img amp-video amp-iframe".split())
ZONES = {
    "nav": Reason.MENU,
    "menu": Reason.MENU,
    "button": Reason.MENU,
    "select": Reason.MENU,
    "option": Reason.MENU,
    "aside": Reason.RELATED,
    "footer": Reason.IMPRINT,
    "dialog": Reason.HIDDEN,
    "textarea": Reason.COMMENTS,
}
"""Tags that stand for a part of the page's frame."""
ROLES = {
    "figcaption": Role.CAPTION,
    "caption": Role.CAPTION,
    "li": Role.LIST_ITEM,
    "blockquote": Role.QUOTE,
}
BOLD = frozenset({"b", "strong"})
ITALIC = frozenset({"i", "em", "cite"})
LEVELS = {f"h{n}": n for n in range(1, 7)}

Meaning = Role | Reason | str
_HUMP = compile_pattern(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_APART = compile_pattern(r"[\s_\-:.]+")
_NAME_LENGTH = 200


@cache
def _meanings() -> tuple[re.Pattern[str], tuple[Meaning, ...]]:
    patterns: list[str] = []
    meanings: list[Meaning] = []
    for name, pattern in rows("classes")[1:]:
        patterns.append(rf"(?P<m{len(meanings)}>\b{pattern}\b)")
        meanings.append(
            Role[name] if name in Role.__members__ else Reason[name] if name.isupper() else name
        )
    return compile_pattern("|".join(patterns)), tuple(meanings)


@lru_cache(maxsize=4096)
def meaning(names: str) -> Meaning | None:
    """What an element's class and id, parted by a blank, say of it; None for nothing."""
    plain = _APART.sub(" ", _HUMP.sub(" ", names[:_NAME_LENGTH])).lower()
    pattern, meanings = _meanings()
    match = pattern.search(plain)
    return None if match is None or match.lastgroup is None else meanings[int(match.lastgroup[1:])]
