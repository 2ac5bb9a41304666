"""Lists of feeds as other programs have them: OPML 2.0 (opml.org) in and out.

What other programs do not know of a feed, who reads it and what of it is wanted, stands in
attributes of a namespace of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree import ElementTree as ET

from baonoi.common.printable import without_acting
from baonoi.common.xml import fit_for_xml
from baonoi.errors import SourceError
from baonoi.station.follows import Paper, Wishes
from baonoi.told import Told

NAMESPACE = "urn:baonoi:station"


class Outline(NamedTuple):
    """A feed of a list."""

    url: str
    name: str
    """Empty where the list gives none."""
    wishes: Wishes


def write_opml(papers: Iterable[Paper]) -> str:
    """The papers as a list."""
    ET.register_namespace("baonoi", NAMESPACE)
    opml = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(opml, "head"), "title").text = "Báo Nói"
    body = ET.SubElement(opml, "body")
    for paper in papers:
        wishes = paper.wishes
        ours = {
            "voice": wishes.voice or "",
            "keep": "" if wishes.keep is None else str(wishes.keep),
            "match": ", ".join(wishes.wanted),
            "skip": ", ".join(wishes.unwanted),
        }
        told = {"type": "rss", "text": paper.name, "title": paper.name, "xmlUrl": paper.url}
        told |= {f"{{{NAMESPACE}}}{name}": value for name, value in ours.items() if value}
        ET.SubElement(body, "outline", {name: fit_for_xml(each) for name, each in told.items()})
    ET.indent(opml)
    return ET.tostring(opml, encoding="unicode", xml_declaration=False) + "\n"


def read_opml(text: str, source: str) -> list[Outline]:
    """The feeds of a list, each address once, in its order.

    Raises:
        SourceError: it is no such list, or names no feed.
    """
    from lxml import etree

    # Entities stay unresolved, nothing is loaded, and libxml2 keeps its limits.
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, huge_tree=False, encoding="utf-8"
    )
    declared = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = etree.fromstring(declared.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # there is nothing to recover
        root = None
    found: dict[str, Outline] = {}
    for each in () if root is None else root.iter("{*}outline"):
        told = {str(name).lower(): str(value) for name, value in each.attrib.items()}
        url = told.get("xmlurl", "").strip()
        if url.lower().startswith(("http://", "https://")):
            name = without_acting(" ".join((told.get("title") or told.get("text") or "").split()))
            found.setdefault(url, Outline(url, name, _wishes(told)))
    if not found:
        raise SourceError(Told("{source} lists no feed.", source=source), "list-without-feed")
    return list(found.values())


def _wishes(told: dict[str, str]) -> Wishes:
    ours = {name: told.get(f"{{{NAMESPACE}}}{name}", "") for name in ("voice", "keep")}
    keep = ours["keep"]
    return Wishes(
        ours["voice"] or None,
        int(keep) if re.fullmatch(r"[0-9]{1,6}", keep) and int(keep) else None,
        words_of(told.get(f"{{{NAMESPACE}}}match", "")),
        words_of(told.get(f"{{{NAMESPACE}}}skip", "")),
    )


def words_of(text: str) -> tuple[str, ...]:
    """Words or phrases parted by commas."""
    return tuple(filter(None, (" ".join(part.split()) for part in text.split(","))))
