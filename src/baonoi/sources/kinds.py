"""Tells what kind of thing was read, by its content first and its name second."""

from __future__ import annotations

import re
from typing import Literal

from baonoi.errors import SourceError
from baonoi.sources.raw import Raw
from baonoi.store.patterns import compile_pattern
from baonoi.told import Told

DocumentKind = Literal["docx", "epub", "pdf"]
TextKind = Literal["text/plain", "text/markdown", "text/html", "text/vtt", "application/x-subrip"]

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"\0\0\1\0", "a picture"),
    (b"ID3", "a sound file"),
    (b"\xff\xfb", "a sound file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"BZh", "a compressed archive"),
    (b"\xfd7zXZ", "a compressed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"bplist00", "a web archive of Safari"),
    (b"SQLite format 3\0", "a database"),
)

_ZIP_CONTENTS: tuple[tuple[bytes, str], ...] = (
    (b"xl/workbook", "a spreadsheet"),
    (b"ppt/presentation", "a presentation"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file"),
)


def binary_kind(raw: Raw) -> DocumentKind | None:
    """The kind of document the bytes are; None where they are text.

    Raises :class:`SourceError` for pictures, sound, programs and formats that are not read.
    """
    data = raw.data
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\3\4"):
        return _zip_kind(raw)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SourceError(
            Told("{source} is an old Word file, or one locked by a password.", source=raw.label),
            "word-file-old",
        )
    if data.startswith(b"{\\rtf"):
        raise SourceError(Told("{source} is a rich-text file.", source=raw.label), "rich-text")
    if _holds_controls(data[:65536]):
        raise not_text(raw)
    return None


def not_text(raw: Raw) -> SourceError:
    """The error for something that nobody could read aloud."""
    kind = _name_of_binary(raw.data)
    return SourceError(
        Told("{source} is {kind}, not text.", source=raw.label, kind=Told(kind)), "not-text"
    )


def _zip_kind(raw: Raw) -> DocumentKind:
    # Names stand uncompressed in an archive: no need to open what may be hostile.
    data = raw.data
    for mark, what in _ZIP_CONTENTS:
        if mark in data:
            raise SourceError(
                Told("{source} is {kind}.", source=raw.label, kind=Told(what)), "office-file"
            )
    if b"META-INF/container.xml" in data:
        return "epub"
    if b"word/" in data:
        return "docx"
    raise SourceError(Told("{source} is a zip archive.", source=raw.label), "zip-archive")


def _holds_controls(head: bytes) -> bool:
    """Whether control characters abound that no text has.

    Zero bytes are judged when the encoding is known: UTF-16 is full of them. A few of the rest
    are letters in old Vietnamese encodings, so their mere presence says nothing.
    """
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    controls = sum(head.count(byte) for byte in range(1, 32) if byte not in b"\t\n\v\f\r\x1b")
    return controls > len(head) // 20


def _name_of_binary(data: bytes) -> str:
    for mark, what in _SIGNATURES:
        if data.startswith(mark):
            return what
    if data.startswith(b"RIFF"):
        return "a picture" if data[8:12] == b"WEBP" else "a sound file"
    if data[4:8] == b"ftyp":
        return "a video"
    return "a binary file"


_DOCUMENT = compile_pattern(r"<(?:!doctype\s+html|(?:html|head|body)\b)", re.IGNORECASE)
_ROOT_OF_FEED = r"(?:rss|(?:[\w.-]+:)?(?:feed|rdf))(?![\w.:-])"
_FEED = compile_pattern(rf"<{_ROOT_OF_FEED}", re.IGNORECASE)
_ELEMENT = compile_pattern(
    r"<(?:meta|title|main|article|section|header|div|table|p|h[1-6]|ul|ol|figure|blockquote|span|"
    r"strong|b|em|i|a|img|br|center|font)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_BLOCK = compile_pattern(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|table|tr|td|figure|article|section|body|html)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_ANY_TAG = compile_pattern(r"</[a-z][a-z0-9]*\s*>|<(?:br|img|hr|p)\b[^<>]{0,500}>", re.IGNORECASE)

_CUE = r"(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}[ \t]*-->[ \t]*(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d"
_WEBVTT = compile_pattern(rf"\s*WEBVTT(?:[ \t][^\n]*)?\n(?:[^\n]*\n){{0,200}}?[ \t]*{_CUE}")
_SUBRIP = compile_pattern(rf"\s*(?:\d{{1,6}}[ \t]*\n\s*)?{_CUE}")


def text_kind(text: str, raw: Raw) -> TextKind:
    """Whether decoded text is plain, Markdown, HTML or subtitles, whatever its name claims."""
    if _WEBVTT.match(text):
        return "text/vtt"
    if _SUBRIP.match(text):
        return "application/x-subrip"
    markdown = raw.media_type == "text/markdown" or raw.suffix in (".md", ".markdown")
    opening = _after_prologue(text)
    if _DOCUMENT.match(opening) or _FEED.match(opening):
        return "text/html"
    if markdown:
        return "text/markdown"
    claimed = raw.media_type in ("text/html", "application/xhtml+xml") or raw.suffix in (
        ".html",
        ".htm",
        ".xhtml",
    )
    if claimed:
        return "text/html" if _ANY_TAG.search(text) else "text/plain"
    return "text/html" if _is_markup(text[:200_000], opening) else "text/plain"


_PROLOGUE = (("<?", "?>"), ("<!--", "-->"))
_FEED_TYPE = compile_pattern(rf"<!DOCTYPE\s+{_ROOT_OF_FEED}[^<>\[]{{0,1000}}(\[)?", re.IGNORECASE)
_SUBSET_END = compile_pattern(r"\]\s{0,100}>")


def is_feed_text(text: str) -> bool:
    """Whether text is RSS or Atom, by its root element."""
    return _FEED.match(_after_prologue(text)) is not None


def _after_prologue(text: str) -> str:
    """The first characters that are no white space, XML declaration, comment or a feed's DTD."""
    at = 0
    for _ in range(20):
        at += len(text[at : at + 4096]) - len(text[at : at + 4096].lstrip())
        end = _feed_type_end(text, at)
        if end < 0:
            mark = next((end for start, end in _PROLOGUE if text.startswith(start, at)), "")
            end = text.find(mark, at, at + 65536) + len(mark) if mark else 0
            if end <= at:
                break
        at = end
    return text[at : at + 4096].lstrip()


def _feed_type_end(text: str, at: int) -> int:
    """Where the document type of a feed ends, with what it declares; -1 where none stands."""
    found = _FEED_TYPE.match(text, at)
    if found is None:
        return -1
    end = _SUBSET_END.search(text, found.end()) if found[1] else None
    if end is not None:
        return end.end()
    return text.find(">", found.end(), found.end() + 65536) + 1 or -1


def _is_markup(head: str, opening: str) -> bool:
    """Whether text of unknown kind is HTML: it opens with a tag, or tags make up its blocks.

    An article that merely mentions a tag or two is not.
    """
    tags = len(_BLOCK.findall(head))
    if _ELEMENT.match(opening):
        return tags > 0 or _ANY_TAG.search(head) is not None
    return tags >= 3 and tags * 2000 >= len(head)
