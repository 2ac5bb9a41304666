"""5. Lay it out: an Article and its SpokenTexts become a Script."""

from baonoi.script.layout import FOREIGN, LaidOut, Layout, as_script, lay_out
from baonoi.script.selection import Selection, characters, dateline

__all__ = [
    "FOREIGN",
    "LaidOut",
    "Layout",
    "Selection",
    "as_script",
    "characters",
    "dateline",
    "lay_out",
]
