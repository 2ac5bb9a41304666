"""E-books: chapters with their names, notes, front matter; whatever tools made them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from baonoi.cleaner import clean
from baonoi.model import Article, Page, Role
from baonoi.sources import open_source

Read = Callable[..., Page]
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
SPACES = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
LONG = "Đêm ấy gió thổi suốt từ chập tối, mái lá rung lên từng hồi, không ai trong nhà ngủ được."


@pytest.fixture
def book(tmp_path: Path) -> Read:
    """Opens a book made of files (name to body), with a navigation, an NCX or a guide."""

    def read(
        files: dict[str, str],
        *,
        nav: str = "",
        ncx: str = "",
        guide: str = "",
        authors: tuple[str, ...] = ("Vũ Thị Mây",),
        body: str = "",
        unread: tuple[str, ...] = (),
    ) -> Page:
        items = "".join(
            f'<item id="f{n}" href="{name}" media-type="application/xhtml+xml"/>'
            for n, name in enumerate(files)
        )
        spine = "".join(
            f'<itemref idref="f{n}" linear="{"no" if name in unread else "yes"}"/>'
            for n, name in enumerate(files)
        )
        creators = "".join(f"<dc:creator>{author}</dc:creator>" for author in authors)
        package = (
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Nhà bên sông</dc:title>'
            f"{creators}</metadata><manifest>{items}"
            '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
            '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
            f"<spine>{spine}</spine><guide>{guide}</guide></package>"
        )
        path = tmp_path / "sach.epub"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("META-INF/container.xml", CONTAINER)
            packed.writestr("OPS/book.opf", package)
            for name, text in files.items():
                packed.writestr(f"OPS/{name}", f"<html {SPACES}><body{body}>{text}</body></html>")
            if nav:
                packed.writestr("OPS/nav.xhtml", f"<html {SPACES}><body>{nav}</body></html>")
            if ncx:
                packed.writestr(
                    "OPS/toc.ncx",
                    '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "ncx.dtd">'
                    f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{ncx}</navMap></ncx>',
                )
        return open_source(str(path))

    return read


def point(label: str, address: str, inside: str = "") -> str:
    return (
        f"<navPoint><navLabel><text>{label}</text></navLabel>"
        f'<content src="{address}"/>{inside}</navPoint>'
    )


def toc(*entries: tuple[str, str]) -> str:
    listed = "".join(f'<li><a href="{address}">{label}</a></li>' for label, address in entries)
    return f'<nav epub:type="toc"><ol>{listed}</ol></nav>'


def names(article: Article) -> list[str | None]:
    """Of its sections; the opening one counts only if something stands there."""
    sections = [section for section in article.sections if section.heading or section.blocks]
    return [section.heading.text if section.heading else None for section in sections]


def said(article: Article) -> list[str]:
    return [block.text for _, block in article.blocks() if block.role is not Role.NOTE]


def test_a_book_is_its_chapters(book: Read) -> None:
    files = {
        f"c{n}.xhtml": f"<h2>Chương {n}</h2><p>Ngắn thôi</p><h3>Sáng</h3><p>{LONG}</p>"
        for n in (1, 2, 3)
    }
    article = clean(book(files, authors=("Vũ Thị Mây", "Nhóm Bến Xưa")))
    assert (article.title, article.byline) == ("Nhà bên sông", "Vũ Thị Mây, Nhóm Bến Xưa")
    assert names(article) == ["Chương 1", "Chương 2", "Chương 3"]
    assert said(article)[:4] == ["Chương 1", "Ngắn thôi", "Sáng", LONG]
    assert article.cuts == ()
    assert [block.role for block in article.sections[1].blocks][1] is Role.HEADING


@pytest.mark.parametrize("kind", ["nav", "ncx"])
def test_chapters_without_headings_are_named_by_the_contents(book: Read, kind: str) -> None:
    files = {"a.xhtml": f"<p>{LONG}</p>", "b.xhtml": f"<p>{LONG}</p>", "c.xhtml": f"<p>{LONG}</p>"}
    if kind == "nav":
        page = book(files, nav=toc(("Nước lên", "a.xhtml"), ("Nước xuống", "c.xhtml#top")))
    else:
        page = book(files, ncx=point("Nước lên", "a.xhtml") + point("Nước xuống", "c.xhtml"))
    article = clean(page)
    assert names(article) == ["Nước lên", "Nước xuống"]
    assert [len(section.blocks) for section in article.sections] == [0, 2, 1]


def test_chapters_in_one_file(book: Read) -> None:
    text = (
        f"<h1>Nhà bên sông</h1><h2>Một</h2><p>{LONG}</p><h3>Trưa</h3><p>{LONG}</p>"
        f"<h2>Hai</h2><p>{LONG}</p>"
    )
    article = clean(book({"a.xhtml": text}))
    assert names(article) == [None, "Một", "Hai"]
    anchors = (
        f'<p id="x1">{LONG}</p><p>{LONG}</p><p><a id="x2"/>{LONG}</p>'
        f'<div id="x3"><h4>Ba</h4><p>{LONG}</p></div>'
    )
    contents = toc(("Một", "a.xhtml#x1"), ("Hai", "a.xhtml#x2"), ("Phần ba", "a.xhtml#x3"))
    assert names(clean(book({"a.xhtml": anchors}, nav=contents))) == ["Một", "Hai", "Ba"]


def test_a_heading_right_under_another_opens_no_section(book: Read) -> None:
    article = clean(book({"a.xhtml": f"<h1>Chương 1</h1><h1>Ngày về</h1><p>{LONG}</p>"}))
    assert names(article) == ["Chương 1"]
    assert said(article) == ["Chương 1", "Ngày về", LONG]


def test_subsections_of_the_contents_stay_in_their_chapter(book: Read) -> None:
    text = f'<h2>Một</h2><p>{LONG}</p><h3 id="s">Sáng</h3><p>{LONG}</p>'
    contents = point("Một", "a.xhtml", point("Sáng", "a.xhtml#s")) + point("Hai", "b.xhtml")
    article = clean(book({"a.xhtml": text, "b.xhtml": f"<p>{LONG}</p>"}, ncx=contents))
    assert names(article) == ["Một", "Hai"]


FRONT = {"bia.xhtml": "<p>Bìa trước</p>", "a.xhtml": f"<h1>Một</h1><p>{LONG}</p>"}


@pytest.mark.parametrize(
    "marked",
    [
        {"files": {**FRONT, "bia.xhtml": '<section epub:type="cover"><p>Bìa trước</p></section>'}},
        {"files": {**FRONT, "bia.xhtml": '<div role="doc-cover">Bìa trước</div>'}},
        {"guide": '<reference type="title-page" href="bia.xhtml"/>'},
        {"nav": toc() + '<nav epub:type="landmarks"><ol><li><a epub:type="copyright-page" '
                'href="bia.xhtml">Bản quyền</a></li></ol></nav>'},
    ],
    ids=["type", "role", "guide", "landmarks"],
)  # fmt: skip
def test_front_matter_is_listed(book: Read, marked: dict[str, str]) -> None:
    article = clean(book(**{"files": FRONT, **marked}))
    assert [(cut.text, cut.reason) for cut in article.cuts] == [
        ("Bìa trước", "front matter of the book")
    ]
    assert said(article) == ["Một", LONG]


def test_what_is_not_marked_as_front_matter_is_read(book: Read) -> None:
    files = {
        "a.xhtml": '<section epub:type="dedication"><p>Tặng mẹ</p></section>',
        "b.xhtml": "<div class='menu share'>Chia sẻ</div><p>Xem thêm</p><nav>Đăng nhập</nav>",
        "c.xhtml": "<footer>Hết</footer>",
    }
    article = clean(book(files, unread=("c.xhtml",)))
    assert said(article) == ["Tặng mẹ", "Chia sẻ", "Xem thêm", "Đăng nhập", "Hết"]
    assert article.cuts == ()


def test_notes_across_files(book: Read) -> None:
    files = {
        "a.xhtml": f'<h1>Một</h1><p>Năm 1954<a epub:type="noteref" href="n.xhtml#n1">1</a> '
        f'cả nhà<sup><a href="n.xhtml#n2" id="r2">2</a></sup> đi.</p><p>{LONG}</p>',
        "n.xhtml": '<h1>Chú thích</h1><aside epub:type="footnote" id="n1"><p>Tháng bảy.</p></aside>'
        '<p id="n2"><a href="a.xhtml#r2">2.</a> Trừ bà nội.</p>',
    }
    article = clean(book(files))
    assert said(article)[1] == "Năm 1954 cả nhà đi."
    notes = [block.text for _, block in article.blocks() if block.role is Role.NOTE]
    assert notes == ["Tháng bảy.", "Trừ bà nội."]
    first = article.sections[1].blocks[0]
    assert first.original.replace(" ", "") == "Năm19541cảnhà2đi."


def test_ids_of_one_file_are_none_of_another(book: Read) -> None:
    files = {
        "a.xhtml": f'<h1>Một</h1><p>{LONG}<a href="#n1">[1]</a></p><p id="n1">Chú.</p>',
        "b.xhtml": f'<h1>Hai</h1><p id="n1">{LONG}</p>',
    }
    article = clean(book(files))
    assert [b.text for _, b in article.blocks() if b.role is Role.NOTE] == ["Chú."]


def test_page_numbers_of_the_print_are_hidden(book: Read) -> None:
    text = f'<h1>Một</h1><p>{LONG}</p><p epub:type="pagebreak">12</p><p>{LONG}</p>'
    article = clean(book({"a.xhtml": text}))
    assert [(cut.text, cut.reason) for cut in article.cuts] == [("12", "not shown on the page")]


def test_contents_that_lead_nowhere(book: Read) -> None:
    contents = toc(("Ma", "khong.xhtml"), ("Mất", "a.xhtml#khong"), ("Ngoài", "https://a.example/"))
    article = clean(book({"a.xhtml": f"<p>{LONG}</p>"}, nav=contents))
    assert names(article) == ["Mất"]


def test_a_broken_table_of_contents_harms_nothing(book: Read) -> None:
    article = clean(book({"a.xhtml": f"<h1>Một</h1><p>{LONG}</p>"}, ncx="<navPoint>&x;<<"))
    assert names(article) == ["Một"]


def test_a_long_list_of_anchors_takes_no_longer_than_reading(book: Read) -> None:
    text = "".join(f'<p id="x{n}">Đoạn {n}.</p>' for n in range(4000))
    contents = toc(*((f"Mục {n}", f"a.xhtml#x{n}") for n in range(4000)))
    article = clean(book({"a.xhtml": text}, nav=contents))
    assert len(names(article)) == 4000


def test_a_doctype_goes_with_all_it_declares(book: Read) -> None:
    from baonoi.sources.documents.epub import _without_doctype

    assert _without_doctype("<!DOCTYPE html><html/>") == "<html/>"
    assert _without_doctype("<!DOCTYPE html [ <!ENTITY a '>'> ] ><p>a</p>") == "<p>a</p>"
    assert _without_doctype("<p>[a]></p>") == "<p>[a]></p>"
    assert _without_doctype("<!DOCTYPE html [ <p>") == "<!DOCTYPE html [ <p>"
    page = book({"a.xhtml": f"<h1>Một</h1><p>{LONG}</p>" + "<!DOCTYPE [" * 20_000})
    assert LONG in page.text
