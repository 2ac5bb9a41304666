"""E-books: .epub, read in the order of their spine (EPUB 3.3)."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from lxml import etree

from baonoi.sources.documents.archive import Archive
from baonoi.sources.documents.fault import DocumentError

_MAX_CHAPTER = 8 * 1024 * 1024
"""Bytes; libxml2 drops what exceeds 10 MB in one piece."""
_MARKUP = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml"}
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w{2,32});")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_NAMESPACE = re.compile(r' xmlns(?::\w+)?="[^"]*"')


def to_html(data: bytes) -> str:
    """The chapters one after another, each a section; title, author and date in the head."""
    archive = Archive(data)
    container = _parse(archive.read_xml("META-INF/container.xml"))
    package_path = next((e.get("full-path", "") for e in container.iter("{*}rootfile")), "")
    if not package_path:
        raise DocumentError("does not say where its text is")
    package = _parse(archive.read_xml(package_path))
    chapters = list(_chapters(archive, package, posixpath.dirname(package_path)))
    if not chapters:
        raise DocumentError("holds no text")
    return f"<html><head>{_head(package)}</head><body>{''.join(chapters)}</body></html>"


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise DocumentError("is broken")
    return root


def _head(package: etree._Element) -> str:
    def said(name: str) -> str:
        found = package.find(f".//{{http://purl.org/dc/elements/1.1/}}{name}")
        return html.escape((found.text or "").strip()) if found is not None else ""

    parts = [f"<title>{said('title')}</title>" if said("title") else ""]
    for name, term in (("author", "creator"), ("date", "date")):
        if said(term):
            parts.append(f'<meta name="{name}" content="{said(term)}">')
    return "".join(parts)


def _chapters(archive: Archive, package: etree._Element, folder: str) -> Iterator[str]:
    manifest = {item.get("id"): item for item in package.iter("{*}item")}
    names = set(archive.names)
    locked = _locked(archive)
    for entry in package.iter("{*}itemref"):
        item = manifest.get(entry.get("idref"))
        if item is None or item.get("media-type") not in _MARKUP:
            continue
        if "nav" in item.get("properties", "").split() or entry.get("linear") == "no":
            continue
        # Only ever looked up among the members: "../../etc/passwd" is simply not there.
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        if name in locked:
            raise DocumentError("is locked by its seller", "Give a copy without such a lock.")
        if name in names:
            yield _chapter(archive.read(name))


def _locked(archive: Archive) -> set[str]:
    """The members that are encrypted; fonts often are in books that are not."""
    if "META-INF/encryption.xml" not in archive.names:
        return set()
    listing = _parse(archive.read_xml("META-INF/encryption.xml"))
    uris = (reference.get("URI", "") for reference in listing.iter("{*}CipherReference"))
    return {unquote(urlsplit(uri).path) for uri in uris}


def _chapter(data: bytes) -> str:
    """The body of a chapter. Its DOCTYPE goes unread: entities are the ones of HTML."""
    if len(data) > _MAX_CHAPTER:
        raise DocumentError("has a chapter larger than any", "Save the article alone as .txt.")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = _DOCTYPE.sub("", data.decode(encoding, "replace"), count=1)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    root = _markup(_ENTITY.sub(lambda found: html.unescape(found[0]), text))
    body = next(root.iter("{*}body"), root)
    inside = html.escape(body.text or "") + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in body
    )
    return f"<section>{_NAMESPACE.sub('', inside)}</section>\n"


def _markup(text: str) -> etree._Element:
    """XHTML as it should be, or else what a browser would make of it: no letter gets lost."""
    try:
        return etree.fromstring(
            text.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True)
        )
    except etree.XMLSyntaxError:
        parser = etree.HTMLParser(encoding="utf-8", no_network=True)
        root = etree.fromstring(text.encode("utf-8"), parser)
        if root is None:
            raise DocumentError("is broken") from None
        return root
