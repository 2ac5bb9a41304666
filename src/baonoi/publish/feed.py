"""A podcast feed of a folder of recordings: RSS 2.0 with iTunes and Podcasting 2.0 tags.

Sources: RSS 2.0 (rssboard.org), the requirements of Apple Podcasts, and the podcast namespace 1.0
(podcastindex.org) with its JSON chapters 1.2.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import format_datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as ET

from baonoi.common.identity import canonical
from baonoi.common.log import Log
from baonoi.model import Role
from baonoi.publish.library import Entry, Kept, SectionTold, entries
from baonoi.publish.shelf import FEED
from baonoi.store.files import whole_file, writing
from baonoi.told import Told

_log = Log(__name__)
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
GENERATOR = "Báo Nói"
CHAPTERS = "chapters.json"
AI_CONTENT = "ai-content"
TRANSCRIPTS = (("transcript.vtt", "text/vtt"), ("transcript.srt", "application/x-subrip"))
_FEEDS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The podcast namespace's own, for a feed's GUID."""
_ITEMS = uuid.uuid5(uuid.NAMESPACE_DNS, "baonoi")
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""
_SUMMARY = 600
"""Characters of an article's beginning that describe it."""


@dataclass(frozen=True, slots=True)
class Channel:
    """What the feed says of itself."""

    title: str = "Báo Nói"
    description: str = "Báo Việt Nam đọc thành tiếng."
    author: str = "Báo Nói"
    email: str | None = None
    image: str | None = None
    """Address of a square picture of 1400 to 3000 pixels, as Apple asks for."""
    category: str = "News"


class Episode(NamedTuple):
    """An article as the feed offers it."""

    entry: Entry
    sections: list[SectionTold]
    """Of its first voice."""


def write_feed(
    directory: Path,
    base_url: str,
    channel: Channel,
    to: Path | None = None,
    tell: Callable[[str], None] | None = None,
) -> Path:
    """Write the feed of what ``directory`` holds, and chapters beside each recording.

    A recording of which something is missing or damaged is left out.

    Args:
        directory: a folder of recordings.
        base_url: where that folder is served, without a slash at the end.
        channel: what the feed says of itself.
        to: the feed's file; ``feed.xml`` in the folder where it is not given.
        tell: told which recordings are left out.

    Raises:
        OutputError: something cannot be written.
    """
    path = to or directory / FEED
    tell = tell or partial(_log.warning, "%s")
    listed = [each for entry in entries(directory) if (each := _episode(entry, tell)) is not None]
    with writing(path, "feed-unwritable"):
        for each in listed:
            _write_chapters(each)
        with whole_file(path) as file:
            _write(_rss(listed, base_url, path.name, channel), file)
    _log.info("%s written, %d recordings", path, len(listed))
    return path


def renew_feed(directory: Path) -> Path | None:
    """Write the feed that stands in ``directory`` anew, as it tells of itself; give its path.

    None where there is none, or somebody else made it.

    Raises:
        OutputError: something cannot be written.
    """
    try:
        channel = ET.parse(directory / FEED).getroot().find("channel")
    except (OSError, ET.ParseError):
        return None
    if channel is None or channel.findtext("generator") != GENERATOR:
        return None
    image = channel.find(f"{{{ITUNES}}}image")
    category = channel.find(f"{{{ITUNES}}}category")
    usual = Channel()
    about = Channel(
        channel.findtext("title") or usual.title,
        channel.findtext("description") or usual.description,
        channel.findtext(f"{{{ITUNES}}}author") or usual.author,
        channel.findtext(f"{{{ITUNES}}}owner/{{{ITUNES}}}email"),
        None if image is None else image.get("href"),
        usual.category if category is None else category.get("text", usual.category),
    )
    base_url = (channel.findtext("link") or "").rstrip("/")
    return write_feed(directory, base_url, about) if "://" in base_url else None


def _write(rss: ET.Element, file: BinaryIO) -> None:
    for prefix, uri in (("itunes", ITUNES), ("podcast", PODCAST), ("atom", ATOM)):
        ET.register_namespace(prefix, uri)
    ET.indent(rss)
    ET.ElementTree(rss).write(file, encoding="utf-8", xml_declaration=True)
    file.write(b"\n")


def _rss(listed: list[Episode], base_url: str, name: str, about: Channel) -> ET.Element:
    address = f"{base_url}/{quote(name)}"
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    _add(channel, "title", about.title)
    _add(channel, "link", f"{base_url}/")
    _add(channel, "description", about.description)
    _add(channel, "language", "vi")
    _add(channel, "generator", GENERATOR)
    _add(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=address)
    _add(channel, f"{{{ITUNES}}}author", about.author)
    _add(channel, f"{{{ITUNES}}}type", "episodic")
    _add(channel, f"{{{ITUNES}}}explicit", "false")
    _add(channel, f"{{{ITUNES}}}category", text=about.category)
    if about.image:
        _add(channel, f"{{{ITUNES}}}image", href=about.image)
    if about.email:
        owner = _add(channel, f"{{{ITUNES}}}owner")
        _add(owner, f"{{{ITUNES}}}name", about.author)
        _add(owner, f"{{{ITUNES}}}email", about.email)
    without_scheme = address.split("://", 1)[1]
    _add(channel, f"{{{PODCAST}}}guid", str(uuid.uuid5(_FEEDS, without_scheme)))
    _add(channel, f"{{{PODCAST}}}medium", "podcast")
    _add(channel, f"{{{PODCAST}}}txt", "true", purpose=AI_CONTENT)
    for each in listed:
        _item(channel, each, base_url)
    return rss


def _item(channel: ET.Element, episode: Episode, base_url: str) -> None:
    entry, first = episode.entry, episode.entry.first
    item = ET.SubElement(channel, "item")
    _add(item, "title", first.title)
    if first.url and first.url.startswith(("https://", "http://")):
        _add(item, "link", first.url)
    elif first.page.exists():
        _add(item, "link", _address(first.page, first, base_url))
    _add(item, "description", _summary(episode))
    _add(item, "guid", _guid(entry), isPermaLink="false")
    _add(item, "pubDate", format_datetime(first.published or first.made))
    sound = {"type": "audio/mpeg", "length": str(first.audio.stat().st_size)}
    _add(item, "enclosure", url=_address(first.audio, first, base_url), **sound)
    _add(item, f"{{{ITUNES}}}duration", str(round(first.duration)))
    _add(item, f"{{{ITUNES}}}explicit", "false")
    _add(item, f"{{{ITUNES}}}episodeType", "full")
    _add(item, f"{{{PODCAST}}}txt", "true", purpose=AI_CONTENT)
    if author := first.byline or first.source:
        _add(item, f"{{{ITUNES}}}author", author)
    if (picture := first.cover) is not None:
        _add(item, f"{{{ITUNES}}}image", href=_address(picture, first, base_url))
    for name, kind in TRANSCRIPTS:
        if (first.folder / name).exists():
            address = _address(first.folder / name, first, base_url)
            _add(item, f"{{{PODCAST}}}transcript", url=address, type=kind, language="vi")
    if (chapters := first.folder / CHAPTERS).exists():
        address = _address(chapters, first, base_url)
        _add(item, f"{{{PODCAST}}}chapters", url=address, type="application/json+chapters")
    for other in entry.voices[1:]:
        size = str(other.audio.stat().st_size)
        tag = f"{{{PODCAST}}}alternateEnclosure"
        found = _add(item, tag, type="audio/mpeg", length=size, title=other.label)
        _add(found, f"{{{PODCAST}}}source", uri=_address(other.audio, other, base_url))


def _add(parent: ET.Element, tag: str, content: str | None = None, **given: str) -> ET.Element:
    element = ET.SubElement(parent, tag, {key: _UNFIT.sub("", text) for key, text in given.items()})
    element.text = None if content is None else _UNFIT.sub("", content)
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
    for kept in entry.voices:
        try:
            kept.audio.stat()
            sections = sections or kept.sections()
        except (OSError, ValueError) as error:
            tell(
                Told(
                    "{path} is left out: it is not whole ({reason}).",
                    path=str(kept.folder),
                    reason=str(error),
                )
            )
        else:
            voices.append(kept)
    return Episode(replace(entry, voices=tuple(voices)), sections) if voices else None


def _address(path: Path, kept: Kept, base_url: str) -> str:
    return f"{base_url}/{quote(path.relative_to(kept.root).as_posix())}"
