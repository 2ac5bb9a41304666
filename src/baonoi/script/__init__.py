"""5. Lay it out: an Article and its SpokenTexts become a Script."""

from baonoi.script.layout import FOREIGN, dateline, lay_out

__all__ = ["FOREIGN", "dateline", "lay_out"]
