"""Whether the feeds of a folder are right at every moment: valid, and what they name is there."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from attack.station_update import BASE

SCHEMA = Path(__file__).resolve().parent.parent / "tests" / "publish" / "podcast.rng"
Stamp = tuple[int, int, int]


@dataclass(slots=True)
class Feeds:
    """All feeds of a folder, looked at again and again."""

    folder: Path
    _known: dict[Path, tuple[Stamp, list[str]]] = field(default_factory=dict)
    """Of each feed as it was last: what tells that it is still the same, and the files it names."""
    _new: dict[Path, list[bytes]] = field(default_factory=dict)

    def look(self) -> str:
        """What a feed names that is not there; nothing where all is."""
        for feed in (self.folder / "feed.xml", *sorted((self.folder / "feeds").glob("*.xml"))):
            for name in self._named(feed):
                # Between a look at the feed and one at the disk it may have been written anew.
                if not os.path.exists(name) and name in self._named(feed):  # noqa: PTH110  # many
                    return f"{feed.name} names {name}, which is not there"
        return ""

    def faults(self) -> str:
        """What is wrong with any version that was seen since this was last asked."""
        new, self._new = self._new, {}
        for feed, texts in new.items():
            for text in texts:
                if found := invalid(text):
                    return f"{feed.name}: {found}"
        return ""

    def _named(self, feed: Path) -> list[str]:
        """The files that a feed names."""
        try:
            status = feed.stat()
            stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
            known = self._known.get(feed)
            if known is not None and known[0] == stamp:
                return known[1]
            text = feed.read_bytes()
        except FileNotFoundError:
            return []
        self._new.setdefault(feed, []).append(text)
        names = [f"{self.folder}/{unquote(name)}" for name in _addresses(text)]
        self._known[feed] = stamp, names
        return names


def _addresses(text: bytes) -> list[str]:
    from lxml import etree

    try:
        tree: Any = etree.fromstring(text)
    except etree.XMLSyntaxError:
        return []  # which is told as a fault of its own
    found = tree.xpath("//item//@url | //item//*[local-name() = 'image']/@href")
    return [str(each).removeprefix(f"{BASE}/") for each in found]


def invalid(text: bytes) -> str:
    """What is wrong with a feed, by a schema and by a program that reads feeds."""
    import feedparser  # type: ignore[import-untyped]
    from lxml import etree

    try:
        tree: Any = etree.fromstring(text)
    except etree.XMLSyntaxError as error:
        return f"not well-formed: {error}"
    if not _schema().validate(tree):
        return f"not valid: {_schema().error_log}"
    read = feedparser.parse(text)
    if read.bozo or len(read.entries) != len(tree.findall(".//item")):
        return "feedparser cannot read it"
    return ""


@cache
def _schema() -> Any:
    from lxml import etree

    return etree.RelaxNG(etree.parse(str(SCHEMA)))
