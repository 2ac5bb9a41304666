"""5. Lay it out: an Article and its SpokenTexts become a Script."""

from baonoi.script.layout import FOREIGN, LaidOut, Layout, as_script, dateline, lay_out

__all__ = ["FOREIGN", "LaidOut", "Layout", "as_script", "dateline", "lay_out"]
