"""E-books: .epub, read in the order of their spine (EPUB 3.3, and OPF 2.0 before it)."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote

from lxml import etree

from baonoi.common.addresses import parts
from baonoi.sources.documents.archive import Archive
from baonoi.sources.documents.chapters import (
    FRONT,
    FRONT_CLASS,
    Chapter,
    Entry,
    kinds,
    localize,
    name_sections,
    simplify,
)
from baonoi.sources.documents.fault import DocumentError, too_long
from baonoi.store.patterns import compile_pattern
from baonoi.told import Told

_MAX_CHAPTER = 8 * 1024 * 1024
"""Bytes; libxml2 drops what exceeds 10 MB in one piece."""
_MOST_TAGS = 1_500_000
"""Tags of a book, in all its chapters."""
_DEEPEST = 50
"""Levels of a table of contents."""
_MARKUP = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml"}
_NCX = "application/x-dtbncx+xml"
_ENTITY = compile_pattern(r"&(?!(?:amp|lt|gt|quot|apos);)(\w{2,32});")
_SUBSET_END = compile_pattern(r"\]\s*+>")
_NAMESPACE = compile_pattern(r' xmlns(?::\w+)?="[^"]*"')
_DC = "{http://purl.org/dc/elements/1.1/}"


def to_html(data: bytes) -> str:
    """The chapters one after another, each a section; title, authors and date in the head.

    A chapter begins with an ``h1``: its heading, or its name in the table of contents. What the
    book marks as front matter is a section of the class ``front-matter``.
    """
    archive = Archive(data)
    container = _parse(archive.read_xml("META-INF/container.xml"))
    package_path = next((e.get("full-path", "") for e in container.iter("{*}rootfile")), "")
    if not package_path:
        raise DocumentError(Told("does not say where its text is"))
    package = _parse(archive.read_xml(package_path))
    chapters = _chapters(archive, package, posixpath.dirname(package_path))
    title = " ".join(_said(package, "title"))
    numbers = {name: chapter.number for name, chapter in chapters.items()}
    _read_contents(archive, package, package_path, chapters)
    if all(chapter.front for chapter in chapters.values()):
        raise DocumentError(Told("holds no text"))
    parts: list[str] = []
    for name, chapter in chapters.items():
        simplify(chapter, partial(_number_of, numbers, posixpath.dirname(name)))
        name_sections(chapter, title)
        parts.append(_written(chapter))
    return f"<html><head>{_head(package)}</head><body>{''.join(parts)}</body></html>"


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise DocumentError(Told("is broken"))
    return root


def _member(folder: str, address: str) -> str:
    """The member of the archive that a link leads to.

    Only ever looked up among the members: "../../etc/passwd" is simply not there.
    """
    return posixpath.normpath(posixpath.join(folder, unquote(address.partition("#")[0])))


def _number_of(numbers: dict[str, int], folder: str, address: str) -> int | None:
    return numbers.get(_member(folder, address))


# --- metadata ---------------------------------------------------------------------------------


def _said(package: etree._Element, name: str) -> list[str]:
    """The Dublin Core elements of a name."""
    texts = (" ".join((found.text or "").split()) for found in package.iter(_DC + name))
    return [text for text in texts if text]


def _head(package: etree._Element) -> str:
    titles = _said(package, "title")[:1]
    parts = [f"<title>{html.escape(title)}</title>" for title in titles]
    authors = ", ".join(dict.fromkeys(_said(package, "creator")))
    for name, content in (("author", authors), ("date", "".join(_said(package, "date")[:1]))):
        if content:
            parts.append(f'<meta name="{name}" content="{html.escape(content)}">')
    return "".join(parts)


# --- the table of contents --------------------------------------------------------------------


def _read_contents(
    archive: Archive, package: etree._Element, path: str, chapters: dict[str, Chapter]
) -> None:
    """Give the chapters their names, and front matter its mark."""
    folder = posixpath.dirname(path)
    for reference in package.iter("{*}reference"):
        if reference.get("type", "").lower() in FRONT:
            _mark_front(chapters, _member(folder, reference.get("href", "")))
    names = set(archive.names)
    contents = {
        "nav" if "nav" in item.get("properties", "").split() else item.get("media-type"): name
        for item in package.iter("{*}item")
        if (name := _member(folder, item.get("href", ""))) in names
    }
    entries: list[tuple[str, Entry]] = []
    if "nav" in contents:
        root = _markup(_text(archive.read(contents["nav"])))
        localize(root)
        entries = _nav_entries(root, posixpath.dirname(contents["nav"]), chapters)
    if not entries and _NCX in contents:
        data = _without_doctype(_text(archive.read(contents[_NCX])))
        root = _parse(data.encode("utf-8"))
        localize(root)
        entries = list(_ncx_entries(root, posixpath.dirname(contents[_NCX])))
    for name, entry in entries:
        if name in chapters:
            chapters[name].entries.append(entry)


def _mark_front(chapters: dict[str, Chapter], name: str) -> None:
    if name in chapters:
        chapters[name].front = True


def _nav_entries(
    root: etree._Element, folder: str, chapters: dict[str, Chapter]
) -> list[tuple[str, Entry]]:
    """The entries of EPUB 3's navigation document; its landmarks tell the front matter."""
    found: list[tuple[str, Entry]] = []
    for nav in root.iter("nav"):
        kind = kinds(nav)
        for link in nav.iter("a"):
            name = _member(folder, link.get("href", ""))
            place = link.get("href", "").partition("#")[2]
            if "landmarks" in kind:
                if kinds(link) & FRONT and not place:
                    _mark_front(chapters, name)
            elif "page-list" not in kind:
                depth = sum(1 for above in link.iterancestors("ol"))
                label = " ".join("".join(str(part) for part in link.itertext()).split())
                if label and depth <= _DEEPEST:
                    found.append((name, Entry(label, place, depth)))
    return found


def _ncx_entries(root: etree._Element, folder: str) -> Iterator[tuple[str, Entry]]:
    """The entries of EPUB 2's table of contents."""
    for point in root.iter("navPoint"):
        label = " ".join(point.findtext("navLabel/text", "").split())
        content = point.find("content")
        address = "" if content is None else content.get("src", "")
        depth = 1 + sum(1 for above in point.iterancestors("navPoint"))
        if label and depth <= _DEEPEST:
            yield _member(folder, address), Entry(label, address.partition("#")[2], depth)


# --- chapters ---------------------------------------------------------------------------------


def _chapters(archive: Archive, package: etree._Element, folder: str) -> dict[str, Chapter]:
    """The documents of the spine, by their names."""
    manifest = {item.get("id"): item for item in package.iter("{*}item")}
    names = set(archive.names)
    locked = _locked(archive)
    chapters: dict[str, Chapter] = {}
    tags = 0
    for entry in package.iter("{*}itemref"):
        item = manifest.get(entry.get("idref"))
        if item is None or item.get("media-type") not in _MARKUP:
            continue
        name = _member(folder, item.get("href", ""))
        if name in locked:
            raise DocumentError(Told("is locked by its seller"), "document-rights-managed")
        if name in names and name not in chapters:
            data = archive.read(name)
            tags += data.count(b"<")
            if tags > _MOST_TAGS:
                raise too_long(Told("{count} tags", count=_MOST_TAGS))
            chapters[name] = _chapter(data, len(chapters))
            chapters[name].front |= "nav" in item.get("properties", "").split()
    return chapters


def _locked(archive: Archive) -> set[str]:
    """The members that are encrypted; fonts often are in books that are not."""
    if "META-INF/encryption.xml" not in archive.names:
        return set()
    listing = _parse(archive.read_xml("META-INF/encryption.xml"))
    uris = (reference.get("URI", "") for reference in listing.iter("{*}CipherReference"))
    return {unquote(parts(uri).path) for uri in uris}


def _chapter(data: bytes, number: int) -> Chapter:
    """A chapter's body. Its DOCTYPE goes unread: entities are the ones of HTML."""
    if len(data) > _MAX_CHAPTER:
        raise DocumentError(Told("has a chapter larger than any"), "document-too-large")
    root = _markup(_text(data))
    localize(root)
    body = next(root.iter("body"), root)
    front = any(kinds(element) & FRONT for element in (root, body))
    return Chapter(body, number, front)


def _text(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return data.decode(encoding, "replace")


def _without_doctype(text: str) -> str:
    """Markup without its DOCTYPE and what that declares; one that does not end stays."""
    start = text.find("<!DOCTYPE")
    if start < 0:
        return text
    end = text.find(">", start) + 1
    subset = text.find("[", start, end or len(text))
    if subset >= 0:
        found = _SUBSET_END.search(text, subset)
        end = 0 if found is None else found.end()
    return text[:start] + text[end:] if end else text


def _markup(text: str) -> etree._Element:
    """XHTML as it should be, or else what a browser would make of it: no letter gets lost."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", _without_doctype(text))
    data = _ENTITY.sub(lambda found: html.unescape(found[0]), text).encode("utf-8")
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", no_network=True))
        if root is None:
            raise DocumentError(Told("is broken")) from None
        return root


def _written(chapter: Chapter) -> str:
    body = chapter.body
    inside = html.escape(body.text or "") + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in body
    )
    kind = f' class="{FRONT_CLASS}"' if chapter.front else ""
    return f"<section{kind}>{_NAMESPACE.sub('', inside)}</section>\n"
