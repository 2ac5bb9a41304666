"""5. Lay it out: an Article and its SpokenTexts become a Script."""

from baonoi.script.layout import dateline, lay_out

__all__ = ["dateline", "lay_out"]
