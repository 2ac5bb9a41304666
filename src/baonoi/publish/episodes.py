"""The episodes of a podcast: what a feed tells of each recording, and its chapters.

Sources: RSS 2.0 (rssboard.org), the requirements of Apple Podcasts, and the podcast namespace 1.0
(podcastindex.org) with its JSON chapters 1.2.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Container
from dataclasses import replace
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as ET

from baonoi.common.identity import canonical
from baonoi.common.xml import fit_for_xml
from baonoi.model import Role
from baonoi.publish.library import Entry, Kept, SectionTold, entry_of, names_of_folders
from baonoi.publish.memory import Memory
from baonoi.store.files import whole_file
from baonoi.told import Told

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
NAMESPACES = (("itunes", ITUNES), ("podcast", PODCAST), ("atom", ATOM))
CHAPTERS = "chapters.json"
AI_CONTENT = "ai-content"
FORMAT = 2
"""Of an item: it goes up when one changes."""
TRANSCRIPTS = (("transcript.vtt", "text/vtt"), ("transcript.srt", "application/x-subrip"))
_ITEMS = uuid.uuid5(uuid.NAMESPACE_DNS, "baonoi")
_SUMMARY = 600
"""Characters of an article's beginning that describe it."""

for _prefix, _uri in NAMESPACES:
    ET.register_namespace(_prefix, _uri)


class Item(NamedTuple):
    """An article as a feed tells of it."""

    slug: str
    title: str
    published: float
    """Seconds since 1970; when it was recorded, where it has no date."""
    bulletin: bool
    xml: str


class Episode(NamedTuple):
    """An article and what its first voice says."""

    entry: Entry
    sections: list[SectionTold]


def items_of(
    directory: Path, base_url: str, tell: Callable[[str], None], without: Container[str] = ()
) -> list[Item]:
    """The articles recorded in a folder, the latest first, and chapters beside each recording.

    What was made of recordings that have not changed is kept.

    Args:
        directory: a folder of recordings.
        base_url: where that folder is served.
        tell: told which recordings are left out, because they are not whole.
        without: the slugs of others that are left out.

    Raises:
        OSError: chapters cannot be written.
    """
    memory = Memory(directory, base_url, FORMAT)
    found = [
        item
        for name in names_of_folders(directory)
        if name not in without and (item := _item_of(directory, name, base_url, memory, tell))
    ]
    memory.save()
    found.sort(key=lambda item: item.title)
    found.sort(key=lambda item: item.published, reverse=True)
    return found


def _item_of(
    directory: Path, slug: str, base_url: str, memory: Memory, tell: Callable[[str], None]
) -> Item | None:
    known = memory.get(slug)
    if known is not None:
        return Item(*known)
    entry = entry_of(directory / slug)
    episode = None if entry is None else _episode(entry, tell)
    if episode is None:
        return None
    _write_chapters(episode)
    first = episode.entry.first
    item = Item(
        slug,
        first.title,
        (first.published or first.made).timestamp(),
        first.bulletin,
        _serialized(_item(episode, base_url)),
    )
    memory.put(episode.entry, item)
    return item


def _serialized(item: ET.Element) -> str:
    """In a feed, whose root tells the namespaces once for all."""
    ET.indent(item, level=2)
    text = ET.tostring(item, encoding="unicode")
    for prefix, uri in NAMESPACES:
        text = text.replace(f' xmlns:{prefix}="{uri}"', "", 1)
    return text.rstrip()


def _item(episode: Episode, base_url: str) -> ET.Element:
    entry, first = episode.entry, episode.entry.first
    item = ET.Element("item")
    add(item, "title", first.title)
    if first.url and first.url.startswith(("https://", "http://")):
        add(item, "link", first.url)
    elif first.page.exists():
        add(item, "link", _address(first.page, first, base_url))
    add(item, "description", _summary(episode))
    add(item, "guid", _guid(entry), isPermaLink="false")
    add(item, "pubDate", format_datetime(first.published or first.made))
    sound = {"type": "audio/mpeg", "length": str(first.audio.stat().st_size)}
    add(item, "enclosure", url=_address(first.audio, first, base_url), **sound)
    add(item, f"{{{ITUNES}}}duration", str(round(first.duration)))
    add(item, f"{{{ITUNES}}}explicit", "false")
    add(item, f"{{{ITUNES}}}episodeType", "full")
    add(item, f"{{{PODCAST}}}txt", "true", purpose=AI_CONTENT)
    if author := first.byline or first.source:
        add(item, f"{{{ITUNES}}}author", author)
    if (picture := first.cover) is not None:
        add(item, f"{{{ITUNES}}}image", href=_address(picture, first, base_url))
    for name, kind in TRANSCRIPTS:
        if (first.folder / name).exists():
            address = _address(first.folder / name, first, base_url)
            add(item, f"{{{PODCAST}}}transcript", url=address, type=kind, language="vi")
    if (chapters := first.folder / CHAPTERS).exists():
        address = _address(chapters, first, base_url)
        add(item, f"{{{PODCAST}}}chapters", url=address, type="application/json+chapters")
    for other in entry.voices[1:]:
        size = str(other.audio.stat().st_size)
        tag = f"{{{PODCAST}}}alternateEnclosure"
        found = add(item, tag, type="audio/mpeg", length=size, title=other.label)
        add(found, f"{{{PODCAST}}}source", uri=_address(other.audio, other, base_url))
    return item


def add(parent: ET.Element, tag: str, content: str | None = None, **given: str) -> ET.Element:
    """An element in another one, without what XML cannot hold."""
    element = ET.SubElement(parent, tag, {key: fit_for_xml(text) for key, text in given.items()})
    element.text = None if content is None else fit_for_xml(content)
    return element


def _guid(entry: Entry) -> str:
    """The same wherever the article is served, however often it is read anew, and under a new title
    as long as its address is the same."""
    first = entry.first
    own = canonical(first.url) or f"{entry.slug}|{first.source}|{first.title}"
    return f"urn:uuid:{uuid.uuid5(_ITEMS, own)}"


def _summary(episode: Episode) -> str:
    """The lead, or the first paragraph."""
    for role in (Role.LEAD, Role.PARAGRAPH):
        text = " ".join(
            written
            for section in episode.sections
            for each, written in section.sentences
            if each == role
        )
        if text:
            return text if len(text) <= _SUMMARY else f"{text[:_SUMMARY].rsplit(' ', 1)[0]} …"
    return episode.entry.first.title


def _write_chapters(episode: Episode) -> None:
    first = episode.entry.first
    if len(episode.sections) < 2:
        (first.folder / CHAPTERS).unlink(missing_ok=True)
        return
    chapters = [
        {"startTime": section.start, "title": section.heading or first.title}
        for section in episode.sections
    ]
    content = {"version": "1.2.0", "title": first.title, "chapters": chapters}
    with whole_file(first.folder / CHAPTERS) as file:
        file.write(json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8"))


def _episode(entry: Entry, tell: Callable[[str], None]) -> Episode | None:
    """The article in the voices that are whole; None where none is."""
    voices: list[Kept] = []
    sections: list[SectionTold] = []
    for each in entry.voices:
        try:
            each.audio.stat()
            sections = sections or each.sections()
        except (OSError, ValueError) as error:
            tell(
                Told(
                    "{path} is left out: it is not whole ({reason}).",
                    path=str(each.folder),
                    reason=str(error),
                )
            )
        else:
            voices.append(each)
    return Episode(replace(entry, voices=tuple(voices)), sections) if voices else None


def _address(path: Path, kept: Kept, base_url: str) -> str:
    return f"{base_url}/{quote(path.relative_to(kept.root).as_posix())}"
