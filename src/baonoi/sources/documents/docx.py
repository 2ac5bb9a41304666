"""Word documents: .docx."""

from __future__ import annotations

import io
import re
import zipfile

import mammoth

from baonoi.sources.documents.archive import Archive

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.lead:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""
_NOTE_MARK = re.compile(r'<sup><a href="#(?:foot|end)note-\d+"[^>]*>\[\d+\]</a></sup>')
_NOTE_RETURN = re.compile(r' ?<a href="#(?:foot|end)note-ref-\d+">↑</a>')


def to_html(data: bytes) -> str:
    """The document's text; pictures keep their place and their description only.

    Footnotes stand at the end, without the marks that lead there and back.
    """
    result = mammoth.convert_to_html(
        _text_parts(Archive(data)),
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
    )
    return _NOTE_RETURN.sub("", _NOTE_MARK.sub("", str(result.value)))


def _text_parts(archive: Archive) -> io.BytesIO:
    """A copy with the XML parts alone, each of them checked."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as kept:
        for name in dict.fromkeys(archive.names):
            if name.endswith((".xml", ".rels")):
                kept.writestr(name, archive.read_xml(name))
    copy.seek(0)
    return copy
