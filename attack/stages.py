"""What an input goes through: each stage on its own, and what must be made of a text for it."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from baonoi.errors import SourceError
from baonoi.model import Page, Voice

_SENTENCE = "Hôm nay, xã khởi công cây cầu nối hai bờ sông, dự kiến hoàn thành sau hai năm."
_VOICE = Voice("attack", "Attack", "none", "male", "northern")


@dataclass(frozen=True, slots=True)
class Stage:
    """Something that is done with a text."""

    name: str
    work: Callable[[Any], object]
    given: Callable[[str], Any] = str
    """Makes of a text what the work is done on; not counted."""


def _page(kind: str, text: str) -> Page:
    return Page(text, kind, "attack")


def _in_article(kind: str, text: str) -> Page:
    """The text inside an article, so that it is not refused before it is looked at."""
    if kind == "text/html":
        around = "".join(f"<p>{_SENTENCE}</p>" for _ in range(3))
        return _page(kind, f"<h1>Khởi công cây cầu</h1>{around}<p>{text}</p>{around}")
    around = "\n\n".join([_SENTENCE] * 3)
    return _page(kind, f"Khởi công cây cầu\n\n{around}\n\n{text}\n\n{around}")


def _clean(page: Page) -> None:
    from baonoi.cleaner import clean

    with suppress(SourceError):
        clean(page, anyway=True)


def _open(data: bytes) -> None:
    from baonoi.sources.opening import to_page
    from baonoi.sources.raw import Raw

    with suppress(SourceError):
        to_page(Raw(data, "attack"))


def _encoded(encoding: str, text: str) -> bytes:
    return text.encode(encoding, "ignore")


def _normalize(text: str) -> None:
    from baonoi.normalizer import normalize
    from baonoi.script.layout import LONGEST

    for sentence in normalize(text, foreign="respell").split():
        sentence.divide(LONGEST)


def _explain(text: str) -> None:
    from baonoi.cleaner import clean
    from baonoi.reading.explanation import explain
    from baonoi.reading.plan import script_of

    article = clean(_in_article("text/plain", text), anyway=True)
    explain(article, script_of(article, _VOICE))


def _feed(page: Page) -> None:
    from baonoi.sources import open_feed

    with suppress(SourceError):
        open_feed(page)


def _feed_of(text: str) -> Page:
    item = f"<item><title>{html.escape(text)}</title><link>https://bao.example/a</link></item>"
    return _page("text/html", f"<rss><channel>{item}</channel></rss>")


def _document(kind: str, data: bytes) -> None:
    from importlib import import_module

    from baonoi.sources.documents.fault import DocumentError

    with suppress(DocumentError):
        cast(Any, import_module(f"baonoi.sources.documents.{kind}")).to_html(data)


def _zipped(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text.encode("utf-8", "replace"))
    return made.getvalue()


def _lines_as_xml(text: str, before: str, after: str) -> str:
    kept = "".join(ch for ch in text if ch.isprintable() or ch == "\n")
    return "".join(f"{before}{html.escape(line)}{after}" for line in kept.split("\n"))


def docx_of(text: str) -> bytes:
    """A Word document, a paragraph a line."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relation = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    body = _lines_as_xml(text, "<w:p><w:r><w:t>", "</w:t></w:r></w:p>")
    return _zipped(
        {
            "[Content_Types].xml": "<Types xmlns="
            '"http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{relation}"><Relationship Id="a" '
            f'Type="{office}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body>'
            "</w:document>",
        }
    )


def epub_of(text: str, *, raw: bool = False) -> bytes:
    """An e-book of one chapter, a paragraph a line; ``raw`` takes the text for its markup."""
    chapter = text if raw else _lines_as_xml(text, "<p>", "</p>")
    return _zipped(
        {
            "META-INF/container.xml": '<container><rootfile full-path="a.opf"/></container>',
            "a.opf": '<package><manifest><item id="a" href="a.xhtml" '
            'media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>',
            "a.xhtml": f"<html><body><h1>Chương 1</h1>{chapter}</body></html>",
        }
    )


def _doctype_of(text: str) -> bytes:
    return epub_of(f"<!DOCTYPE html [{text}", raw=True)


STAGES: tuple[Stage, ...] = (
    Stage("open utf-8", _open, partial(_encoded, "utf-8")),
    Stage("open windows-1258", _open, partial(_encoded, "cp1258")),
    Stage("clean text", _clean, partial(_page, "text/plain")),
    Stage("clean text inside", _clean, partial(_in_article, "text/plain")),
    Stage("clean html", _clean, partial(_page, "text/html")),
    Stage("clean html inside", _clean, partial(_in_article, "text/html")),
    Stage("clean markdown", _clean, partial(_page, "text/markdown")),
    Stage("clean subtitles", _clean, partial(_page, "text/vtt")),
    Stage("normalize", _normalize),
    Stage("explain", _explain),
    Stage("feed", _feed, _feed_of),
    Stage("documents docx", partial(_document, "docx"), docx_of),
    Stage("documents epub", partial(_document, "epub"), epub_of),
    Stage("documents epub markup", partial(_document, "epub"), partial(epub_of, raw=True)),
    Stage("documents epub doctype", partial(_document, "epub"), _doctype_of),
)
