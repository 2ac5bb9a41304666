"""Word documents: .docx."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterator

import mammoth
from lxml import etree

from baonoi.sources.documents.archive import Archive
from baonoi.sources.documents.fault import too_long
from baonoi.store.patterns import compile_pattern
from baonoi.told import Told

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.lead:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STORIES = compile_pattern(r"word/(?:document|footnotes|endnotes)\d*\.xml")
_OFF = ("0", "false", "off")
_MOST_TAGS = 700_000
"""Tags of a document: some 100,000 plain paragraphs. mammoth takes its time for each."""


def to_html(data: bytes) -> str:
    """The document's text; pictures keep their place and their description only.

    Footnotes and endnotes stand at the end, and links lead there and back. Text that Word does
    not show stands last, hidden here too.
    """
    parts = _text_parts(Archive(data))
    if sum(part.count(b"<") for part in parts.values()) > _MOST_TAGS:
        raise too_long(Told("{count} paragraphs", count="100,000"))
    hidden = _take_hidden(parts)
    result = mammoth.convert_to_html(
        _packed(parts),
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
    )
    listed = "".join(f"<p>{html.escape(text)}</p>" for text in hidden)
    return str(result.value) + (f'<div hidden="">{listed}</div>' if listed else "")


def _text_parts(archive: Archive) -> dict[str, bytes]:
    """The XML parts alone, each of them checked."""
    names = dict.fromkeys(archive.names)
    return {name: archive.read_xml(name) for name in names if name.endswith((".xml", ".rels"))}


def _packed(parts: dict[str, bytes]) -> io.BytesIO:
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as kept:
        for name, data in parts.items():
            kept.writestr(name, data)
    copy.seek(0)
    return copy


def _take_hidden(parts: dict[str, bytes]) -> list[str]:
    """Take the runs out that are hidden (ECMA-376, 17.3.2.41); their text, a line a paragraph."""
    styles = parts.get("word/styles.xml", b"")
    names = frozenset(_hidden_styles(styles)) if b"vanish" in styles else frozenset()
    found: list[str] = []
    for name, data in parts.items():
        if not _STORIES.fullmatch(name) or not (names or b"vanish" in data):
            continue
        root = _parsed(data)
        for paragraph in root.iter(_WORD + "p"):
            above = _style(paragraph, "pPr/", "pStyle") in names
            runs = [run for run in paragraph.iter(_WORD + "r") if _is_hidden(run, names, above)]
            text = "".join(str(part) for run in runs for part in run.itertext(_WORD + "t"))
            for run in runs:
                parent = run.getparent()
                if parent is not None:
                    parent.remove(run)
            if text.strip():
                found.append(text)
        parts[name] = etree.tostring(root)
    return found


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _hidden_styles(data: bytes) -> Iterator[str]:
    for style in _parsed(data).iter(_WORD + "style"):
        if _vanishes(style):
            yield style.get(_WORD + "styleId", "")


def _vanishes(element: etree._Element) -> bool | None:
    """Whether its own formatting hides it; None where it does not say."""
    mark = element.find(f"{_WORD}rPr/{_WORD}vanish")
    return None if mark is None else mark.get(_WORD + "val", "1").lower() not in _OFF


def _is_hidden(run: etree._Element, names: frozenset[str], above: bool) -> bool:
    own = _vanishes(run)
    return above or _style(run, "rPr/", "rStyle") in names if own is None else own


def _style(element: etree._Element, path: str, name: str) -> str | None:
    found = element.find(f"{_WORD}{path}{_WORD}{name}")
    return None if found is None else found.get(_WORD + "val")
