"""A chapter of an e-book: its markup reduced to what says something, its headings put in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

FRONT = frozenset(
    "cover titlepage title-page halftitlepage halftitle toc copyright-page copyright imprint "
    "landmarks page-list loi lot loa lov doc-cover doc-toc doc-pagelist".split()
)
"""What EPUB (Structural Semantics Vocabulary 1.1, OPF 2.0 guide) calls a book's front matter."""
FRONT_CLASS = "front-matter"

_NOTES = frozenset(
    "footnote footnotes endnote endnotes rearnote rearnotes doc-footnote".split()
) | {
    "doc-endnote",
    "doc-endnotes",
}
_MARKS = frozenset({"noteref", "doc-noteref"})
_PAGES = frozenset({"pagebreak", "doc-pagebreak"})
_KEPT = ("alt", "colspan", "hidden", "href", "id", "rowspan", "src")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HOLDERS = ("article", "body", "div", "main", "section")
_LETTERS = str.maketrans("0123456789", "ghjkmpqvyz")
_ABOVE = 200
"""Characters that may stand above the heading of a chapter: a motto, a number."""


@dataclass(slots=True)
class Entry:
    """A line of the table of contents."""

    label: str
    place: str
    """The element it leads to; "" for the chapter's beginning."""
    depth: int
    """From 1."""


@dataclass(slots=True)
class Chapter:
    """One document of the book's spine."""

    body: etree._Element
    number: int
    front: bool = False
    """Whether it is front matter as a whole."""
    entries: list[Entry] = field(default_factory=list)


def place_name(number: int, name: str) -> str:
    """The name that a place of a chapter has in the whole book; digits would mean a note."""
    return f"{name}--{str(number).translate(_LETTERS)}"


def kinds(element: etree._Element) -> set[str]:
    """What an element is by ``epub:type`` and ``role``."""
    said = ""
    for name, value in map(_as_text, element.attrib.items()):
        if name in ("role", "epub:type") or name.endswith("}type"):
            said += f" {value}"
    return set(said.lower().split())


def _as_text(pair: tuple[str | bytes, str | bytes]) -> tuple[str, str]:
    """What lxml gives as text; its stubs allow bytes."""
    return str(pair[0]), str(pair[1])


def localize(root: etree._Element) -> None:
    """Call elements by their names alone."""
    for element in root.iter():
        if isinstance(element.tag, str) and "}" in element.tag:
            element.tag = element.tag.partition("}")[2]
    etree.cleanup_namespaces(root)


def simplify(chapter: Chapter, number_of: Callable[[str], int | None]) -> None:
    """Keep of the attributes what tells notes, captions, spans and links within the book.

    ``number_of`` gives the number of the chapter to which an address in this one leads.
    """
    for element in list(chapter.body.iter()):
        if not isinstance(element.tag, str):
            continue
        kind = kinds(element)
        names = element.get("class", "")
        style = element.get("style", "").replace(" ", "").lower()
        kept = {name: element.get(name, "") for name in _KEPT if element.get(name) is not None}
        if kept.get("id"):
            kept["id"] = place_name(chapter.number, kept["id"])
        if "href" in kept:
            kept["href"] = _link(kept["href"], chapter.number, number_of)
        if kind & FRONT:
            kept["class"] = FRONT_CLASS
        elif kind & _NOTES:
            kept["class"] = "footnote"
        elif "caption" in names.lower():
            kept["class"] = "caption"
        if "display:none" in style or kind & _PAGES:
            kept["hidden"] = ""
        element.attrib.clear()
        for name, value in kept.items():
            if value or name != "href":
                element.set(name, value)
        if kind & _MARKS and not len(element):
            mark = etree.SubElement(element, "sup")
            mark.text, element.text = element.text, None


def _link(address: str, number: int, number_of: Callable[[str], int | None]) -> str:
    """A link as it leads within the whole book; one that leads elsewhere says nothing here."""
    name, _, place = address.partition("#")
    if not place or "://" in name:
        return ""
    target = number_of(name) if name else number
    return "" if target is None else f"#{place_name(target, place)}"


def name_sections(chapter: Chapter, title: str) -> None:
    """Make the headings that name a part of the book ``h1``, and every other one smaller.

    Where the table of contents names what has no heading, its name becomes one. A heading that
    repeats the book's ``title`` names no part of it.
    """
    if chapter.front:
        return
    outline = _Outline(chapter.body)
    own = [h for h in outline.headings if _text(h).casefold() != title.casefold()]
    top = own[0] if own and outline.before[own[0]] <= _ABOVE else None
    named: list[etree._Element] = [] if top is None else [top]
    parts = 0
    for entry in chapter.entries:
        place = outline.places.get(place_name(chapter.number, entry.place))
        if place is None or not outline.before[place]:
            if top is None:
                top = _named_before(chapter.body, entry.label)
        elif entry.depth == 1:
            parts += 1
            heading = outline.begins.get(outline.before[place])
            named.append(_named_before(place, entry.label) if heading is None else heading)
    if named and not parts:
        named = [h for h in own if h.tag == named[0].tag]
    ends = {outline.after[heading] for heading in named if heading in outline.after} - {0}
    names = set(named)
    for heading in own:
        if heading in names and outline.before[heading] not in ends:
            heading.tag = "h1"
        elif heading.tag == "h1":
            heading.tag = "h2"


class _Outline:
    """How many characters of a chapter stand before each of its elements."""

    def __init__(self, body: etree._Element) -> None:
        self.before: dict[etree._Element, int] = {}
        self.after: dict[etree._Element, int] = {}
        """Those up to the end of each heading."""
        self.places: dict[str, etree._Element] = {}
        self.headings: list[etree._Element] = []
        self.begins: dict[int, etree._Element] = {}
        """The first heading after so many characters."""
        size = 0
        for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
            if event == "start":
                self._enter(element, size)
                size += _size(element.text)
            else:
                if event == "end" and element.tag in _HEADINGS:
                    self.after[element] = size
                size += _size(element.tail)

    def _enter(self, element: etree._Element, size: int) -> None:
        self.before[element] = size
        if element.get("id"):
            self.places.setdefault(element.get("id", ""), element)
        if element.tag in _HEADINGS and _text(element):
            self.headings.append(element)
            self.begins.setdefault(size, element)


def _size(text: str | None) -> int:
    return len((text or "").strip())


def _text(element: etree._Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())


def _named_before(place: etree._Element, label: str) -> etree._Element:
    """A heading that the book has only in its table of contents, put where it belongs."""
    heading = etree.Element("h1")
    heading.text = label
    if place.tag == "body":
        heading.tail, place.text = place.text, None
        place.insert(0, heading)
        return heading
    above = place.getparent()
    while above is not None and above.tag not in _HOLDERS:
        place, above = above, above.getparent()
    place.addprevious(heading)
    return heading
