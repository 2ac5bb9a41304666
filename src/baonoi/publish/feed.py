"""A podcast feed of a folder of recordings: RSS 2.0 with iTunes and Podcasting 2.0 tags.

A feed of many episodes is paged (RFC 5005, 3): who knows only the first page has the latest.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

from baonoi.common.log import Log
from baonoi.publish.episodes import (
    AI_CONTENT,
    ATOM,
    ITUNES,
    NAMESPACES,
    PODCAST,
    Item,
    add,
    items_of,
)
from baonoi.publish.library import FEED
from baonoi.publish.slug import distinguished, slugify
from baonoi.store.files import whole_file, writing

_log = Log(__name__)
GENERATOR = "Báo Nói"
FEEDS = "feeds"
"""The folder of feeds of single papers."""
BULLETINS = "Bản tin"
"""The feed of bulletins alone."""
PAGE = 200
"""Episodes of a page."""
_FEEDS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The podcast namespace's own, for a feed's GUID."""


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


def write_feed(
    directory: Path,
    base_url: str,
    channel: Channel,
    to: Path | None = None,
    tell: Callable[[str], None] | None = None,
    groups: Mapping[str, Container[str]] | None = None,
    without: Container[str] = (),
) -> Path:
    """Write the feed of what ``directory`` holds, and chapters beside each recording.

    A recording of which something is missing or damaged is left out. A page that would be the same
    is not written again.

    Args:
        directory: a folder of recordings.
        base_url: where that folder is served, without a slash at the end.
        channel: what the feed says of itself.
        to: the feed's file; ``feed.xml`` in the folder where it is not given.
        tell: told which recordings are left out.
        groups: feeds of their own, in the folder ``feeds``: the slugs of each by its name.
        without: the slugs of what is left out, because it is about to go.

    Raises:
        OutputError: something cannot be written.
    """
    path = to or directory / FEED
    with writing(path, "feed-unwritable"):
        items = items_of(directory, base_url, tell or partial(_log.warning, "%s"), without)
        bulletins = {each.slug for each in items if each.bulletin}
        taken = {slugify(BULLETINS)}
        if bulletins:
            _write_own(
                items, BULLETINS, slugify(BULLETINS), bulletins, directory, base_url, channel
            )
        for name, slugs in (groups or {}).items():
            file = slugify(name)
            file = distinguished(file, name) if file in taken else file
            taken.add(file)
            _write_own(items, name, file, slugs, directory, base_url, channel)
        _write_pages(items, base_url, path, channel, base_url)
    _log.info("%s written, %d recordings", path, len(items))
    return path


def _write_own(
    items: Sequence[Item],
    name: str,
    file: str,
    slugs: Container[str],
    directory: Path,
    base_url: str,
    channel: Channel,
) -> None:
    """The feed of some of the recordings alone."""
    own = [each for each in items if each.slug in slugs]
    about = replace(channel, title=f"{channel.title}: {name}", description=name)
    beside = directory / FEEDS / f"{file}.xml"
    beside.parent.mkdir(exist_ok=True)
    _write_pages(own, f"{base_url}/{FEEDS}", beside, about, base_url)


def renew_feed(
    directory: Path,
    base_url: str | None = None,
    groups: Mapping[str, Container[str]] | None = None,
    without: Container[str] = (),
) -> Path | None:
    """Write the feed that stands in ``directory`` anew, as it tells of itself; give its path.

    Where there is none, one begins if ``base_url`` is known. None where there is none after all,
    or somebody else made it. See :func:`write_feed` for ``groups`` and ``without``.

    Raises:
        OutputError: something cannot be written.
    """
    about, own = Channel(), base_url
    if (directory / FEED).exists():
        told = _told(directory / FEED)
        if told is None:
            return None
        about, own = told
    address = (base_url or own or "").rstrip("/")
    if "://" not in address:
        return None
    return write_feed(directory, address, about, groups=groups, without=without)


def _told(feed: Path) -> tuple[Channel, str] | None:
    """What a feed of ours says of itself, and where it is served; None of another's."""
    try:
        channel = ET.parse(feed).getroot().find("channel")
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
    return about, channel.findtext("link") or ""


def _write_pages(
    items: Sequence[Item], folder_url: str, path: Path, about: Channel, base_url: str
) -> None:
    """Write the pages, the first one last: what it leads to is there."""
    pages = [items[at : at + PAGE] for at in range(0, len(items), PAGE)] or [items]
    names = [_numbered(path, number).name for number in range(1, len(pages) + 1)]
    addresses = [f"{folder_url}/{quote(name)}" for name in names]
    for number in reversed(range(len(pages))):
        text = _page(pages[number], addresses, number, about, base_url).encode("utf-8")
        page = path.with_name(names[number])
        if not page.exists() or page.read_bytes() != text:
            with whole_file(page) as file:
                file.write(text)
    number = len(pages) + 1
    while (left := _numbered(path, number)).exists() and _told(left) is not None:
        left.unlink()
        number += 1


def _numbered(path: Path, number: int) -> Path:
    return path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")


def _page(
    items: Sequence[Item], addresses: list[str], number: int, about: Channel, base_url: str
) -> str:
    rss = ET.Element("rss", {"version": "2.0"})
    _describe(ET.SubElement(rss, "channel"), addresses, number, about, base_url)
    ET.indent(rss)
    # All namespaces are told here, for the items, too.
    head = ET.tostring(rss, encoding="unicode")
    told = "".join(
        f' xmlns:{prefix}="{uri}"'
        for prefix, uri in NAMESPACES
        if f' xmlns:{prefix}="' not in head.partition(">")[0]
    )
    head = head.replace("<rss", f"<rss{told}", 1)
    start, end, rest = head.rpartition("\n  </channel>")
    listed = "".join(f"\n    {item.xml}" for item in items)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{start}{listed}{end}{rest}\n"


def _describe(
    channel: ET.Element, addresses: list[str], number: int, about: Channel, base_url: str
) -> None:
    add(channel, "title", about.title)
    add(channel, "link", f"{base_url}/")
    add(channel, "description", about.description)
    add(channel, "language", "vi")
    add(channel, "generator", GENERATOR)
    for rel, page in _links(number, len(addresses)).items():
        link = {"rel": rel, "type": "application/rss+xml", "href": addresses[page]}
        add(channel, f"{{{ATOM}}}link", **link)
    add(channel, f"{{{ITUNES}}}author", about.author)
    add(channel, f"{{{ITUNES}}}type", "episodic")
    add(channel, f"{{{ITUNES}}}explicit", "false")
    add(channel, f"{{{ITUNES}}}category", text=about.category)
    if about.image:
        add(channel, f"{{{ITUNES}}}image", href=about.image)
    if about.email:
        owner = add(channel, f"{{{ITUNES}}}owner")
        add(owner, f"{{{ITUNES}}}name", about.author)
        add(owner, f"{{{ITUNES}}}email", about.email)
    without_scheme = addresses[0].split("://", 1)[1]
    add(channel, f"{{{PODCAST}}}guid", str(uuid.uuid5(_FEEDS, without_scheme)))
    add(channel, f"{{{PODCAST}}}medium", "podcast")
    add(channel, f"{{{PODCAST}}}txt", "true", purpose=AI_CONTENT)


def _links(number: int, count: int) -> dict[str, int]:
    """Where a page leads, by relation; to itself alone where there are no others."""
    found = {"self": number}
    if count > 1:
        found |= {"first": 0, "last": count - 1}
        found |= {"previous": number - 1} if number else {}
        found |= {"next": number + 1} if number + 1 < count else {}
    return found
