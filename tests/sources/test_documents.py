"""Word documents, e-books and PDFs, honest and hostile, through the process that reads them."""

from __future__ import annotations

import importlib.util
import io
import random
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from baonoi.cleaner import clean
from baonoi.cli.hints import hint
from baonoi.errors import SourceError
from baonoi.model import Role
from baonoi.sources import documents, open_source
from baonoi.sources.documents.archive import Archive
from baonoi.sources.documents.fault import DocumentError
from baonoi.sources.opening import MEDIA_TYPES

pytest.importorskip("mammoth")
pytest.importorskip("pypdfium2")

Maker = Callable[..., bytes]


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[bytes, str], str]:
    """The HTML of a document with these bytes."""

    def read(data: bytes, name: str) -> str:
        path = tmp_path / name
        path.write_bytes(data)
        page = open_source(str(path))
        kind = "pdf" if data.startswith(b"%PDF") else "docx" if b"word/" in data else "epub"
        assert page.media_type == MEDIA_TYPES[kind]
        return page.text

    return read


class TestDocx:
    def test_styles_become_elements(self, opened: Any, make_docx: Maker) -> None:
        data = make_docx(
            ("Title", "Mưa lớn"),
            ("Subtitle", "Dân vùng lũ"),
            ("heading1", "Thiệt hại"),
            ("", "Sáng nay…"),
            ("caption", "Ảnh: Lê Minh"),
        )
        assert opened(data, "bài.docx") == (
            '<h1>Mưa lớn</h1><p class="lead">Dân vùng lũ</p><h1>Thiệt hại</h1>'
            '<p>Sáng nay…</p><p class="caption">Ảnh: Lê Minh</p>'
        )

    def test_tables(self, opened: Any, make_docx: Maker) -> None:
        cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
        row = f"<w:tr>{cell.format('Gạo')}{cell.format('20 tấn')}</w:tr>"
        html = opened(make_docx(body=f"<w:tbl>{row}</w:tbl>"), "a.docx")
        assert html == "<table><tr><td><p>Gạo</p></td><td><p>20 tấn</p></td></tr></table>"

    def test_content_counts_and_not_the_name(self, opened: Any, make_docx: Maker) -> None:
        assert opened(make_docx(("", "Chào")), "bai.txt") == "<p>Chào</p>"

    def test_a_document_without_text(self, opened: Any, make_docx: Maker) -> None:
        with pytest.raises(SourceError, match="empty"):
            opened(make_docx(), "a.docx")

    def test_entities_are_not_expanded(self, opened: Any, make_docx: Maker) -> None:
        prologue = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
        with pytest.raises(SourceError, match="attack"):
            opened(make_docx(("", "&b;"), prologue=prologue), "a.docx")

    def test_nesting_without_measure(self, opened: Any, make_docx: Maker) -> None:
        body = "<w:sdt><w:sdtContent>" * 20_000 + "</w:sdtContent></w:sdt>" * 20_000
        with pytest.raises(SourceError, match=r"broken|memory"):
            opened(make_docx(body=body), "a.docx")

    @pytest.mark.parametrize(
        "run",
        [
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>nháp</w:t></w:r>",
            '<w:r><w:rPr><w:vanish w:val="1"/><w:b/></w:rPr><w:t>nháp</w:t></w:r>',
            '<w:hyperlink><w:r><w:rPr><w:rStyle w:val="An"/></w:rPr><w:t>nháp</w:t></w:r>'
            "</w:hyperlink>",
        ],
    )
    def test_hidden_text_is_listed_and_not_read(
        self, tmp_path: Path, make_docx: Maker, run: str
    ) -> None:
        shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> thôi.</w:t></w:r>'
        end = "<w:p><w:r><w:t>Hết mưa.</w:t></w:r></w:p>"
        body = f"<w:p><w:r><w:t>Mưa to</w:t></w:r>{run}{shown}</w:p>{end}"
        path = tmp_path / "a.docx"
        path.write_bytes(make_docx(body=body))
        article = clean(open_source(str(path)))
        assert [block.text for _, block in article.blocks()] == ["Mưa to thôi.", "Hết mưa."]
        assert [(c.text, c.reason) for c in article.cuts] == [("nháp", "not shown on the page")]

    def test_footnotes_are_notes(self, tmp_path: Path, make_docx: Maker) -> None:
        mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        body = (
            "<w:p><w:r><w:t>Chợ quê</w:t></w:r></w:p>"
            f"<w:p><w:r><w:t>Chợ có từ 1954</w:t></w:r>{mark}"
            "<w:r><w:t>, nay vẫn đông.</w:t></w:r></w:p>"
        )
        notes = '<w:footnote w:id="2"><w:p><w:r><w:t>Theo sử làng.</w:t></w:r></w:p></w:footnote>'
        path = tmp_path / "a.docx"
        path.write_bytes(make_docx(body=body, footnotes=notes))
        article = clean(open_source(str(path)))
        assert [(block.role, block.text) for _, block in article.blocks()] == [
            (Role.TITLE, "Chợ quê"),
            (Role.PARAGRAPH, "Chợ có từ 1954, nay vẫn đông."),
            (Role.NOTE, "Theo sử làng."),
        ]

    def test_nothing_of_a_document_is_cut_for_its_place(
        self, tmp_path: Path, make_docx: Maker
    ) -> None:
        lines = ("Lịch họp tổ", "Như sau:", "Thứ hai: tổ 1", "Chia sẻ", "Thứ ba: tổ 2, tổ 3")
        path = tmp_path / "a.docx"
        path.write_bytes(make_docx(*(("", line) for line in lines)))
        article = clean(open_source(str(path)))
        assert [block.text for _, block in article.blocks()] == list(lines)

    def test_merged_cells_of_a_table(self, tmp_path: Path, make_docx: Maker) -> None:
        def cell(text: str, more: str = "") -> str:
            return f"<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

        begin, under = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
        body = "<w:tbl>" + "".join(
            f"<w:tr>{row}</w:tr>"
            for row in (
                cell("Trại", begin) + cell("Gà (con)", '<w:gridSpan w:val="2"/>'),
                cell("", under) + cell("Trống") + cell("Mái"),
                cell("Bác Sáu") + cell("12") + cell("90"),
                cell("Cô Út") + cell("9") + cell("75"),
            )
        )
        path = tmp_path / "a.docx"
        path.write_bytes(make_docx(body=body + "</w:tbl>"))
        article = clean(open_source(str(path)))
        assert [block.text for _, block in article.blocks()] == [
            "Bác Sáu: Trống 12; Mái 90",
            "Cô Út: Trống 9; Mái 75",
        ]


class TestEpub:
    def test_chapters_in_order(self, opened: Any, make_epub: Maker) -> None:
        html = opened(make_epub("<h1>Một</h1><p>A&nbsp;B &eacute;</p>", "<p>Hai</p>"), "a.epub")
        assert "<title>Sách nhỏ</title>" in html
        assert '<meta name="author" content="Lê Minh">' in html
        assert "<section><h1>Một</h1><p>A\xa0B é</p></section>" in html
        assert html.index("Một") < html.index("Hai")
        assert '<section class="front-matter"><p>Mục lục</p></section>' in html

    def test_careless_markup_loses_nothing(self, opened: Any, make_epub: Maker) -> None:
        html = opened(make_epub("<p>R&D, 5 < 6 & 7<br>Hết</p>"), "a.epub")
        assert "R&amp;D, 5 &lt; 6 &amp; 7<br>Hết" in html

    def test_paths_that_climb_out_find_nothing(
        self, opened: Any, make_epub: Maker, tmp_path: Path
    ) -> None:
        (tmp_path / "kin.xhtml").write_text("<p>bí mật</p>", encoding="utf-8")
        package = zipfile.ZipFile(io.BytesIO(make_epub("<p>A</p>"))).read("OEBPS/book.opf")
        climbing = package.replace(b"ch0.xhtml", b"../../../../kin.xhtml")
        with pytest.raises(SourceError, match="holds no text"):
            opened(make_epub("<p>A</p>", OEBPS__book_dot_opf=climbing), "a.epub")

    @pytest.mark.parametrize("depth", [9, 30])
    def test_entity_bombs(self, opened: Any, make_epub: Maker, depth: int) -> None:
        laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(depth))
        bomb = f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}]><html><body>&l{depth};</body></html>'
        begun = time.monotonic()
        html = opened(make_epub("<p>A</p>", "", OEBPS__ch1_dot_xhtml=bomb), "a.epub")
        assert "haha" not in html
        assert time.monotonic() - begun < 10

    def test_books_with_a_lock(self, opened: Any, make_epub: Maker) -> None:
        lock = (
            '<encryption><EncryptedData><CipherData><CipherReference URI="OEBPS/ch0.xhtml"/>'
            "</CipherData></EncryptedData></encryption>"
        )
        with pytest.raises(SourceError, match="locked by its seller"):
            opened(make_epub("<p>A</p>", **{"META-INF__encryption_dot_xml": lock}), "a.epub")

    def test_parts_that_are_missing(self, opened: Any) -> None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("META-INF/container.xml", "<container/>")
        with pytest.raises(SourceError, match="does not say where"):
            opened(packed.getvalue(), "a.epub")


class TestPdf:
    LINES = (
        (60, 80, 20, "Mưa lớn ở miền Trung gây ngập nặng"),
        (60, 120, 11, "*Chính quyền hỗ trợ dân vùng lũ."),
        (60, 150, 11, "Sáng nay mưa to suốt đêm ở miền Trung, nước dâng rất nhanh và nhiều nhà"),
        (60, 164, 11, "ngập sâu."),
        (60, 186, 11, "Theo ông Nguyễn Văn Thạch, mưa lớn chưa từng thấy trong hai mươi năm qua,"),
        (60, 200, 11, "“nước lên nhanh”."),
    )

    def test_type_becomes_structure(self, opened: Any, make_pdf: Maker) -> None:
        assert opened(make_pdf(list(self.LINES)), "a.pdf").split("\n") == [
            "<h1>Mưa lớn ở miền Trung gây ngập nặng</h1>",
            "<p><b>Chính quyền hỗ trợ dân vùng lũ.</b></p>",
            "<p>Sáng nay mưa to suốt đêm ở miền Trung, nước dâng rất nhanh và nhiều nhà ngập sâu."
            "</p>",
            "<p>Theo ông Nguyễn Văn Thạch, mưa lớn chưa từng thấy trong hai mươi năm qua, “nước "
            "lên nhanh”.</p>",
        ]

    def test_running_heads_stand_apart(self, opened: Any, make_pdf: Maker) -> None:
        pages = [[*self.LINES, (280, 820, 11, f"Báo Mẫu số 5 – {n}")] for n in (1, 2)]
        html = opened(make_pdf(*pages), "a.pdf")
        assert html.endswith("<footer><p>Báo Mẫu số 5 – 1</p><p>Báo Mẫu số 5 – 2</p></footer>")
        assert html.count("Báo Mẫu") == 2

    def test_tables(self, opened: Any, make_pdf: Maker) -> None:
        rows = [
            (60, 300, 11, "*Huyện"), (300, 300, 11, "*Diện tích"),
            (60, 314, 11, "Sơn Tịnh"), (300, 314, 11, "420"),
        ]  # fmt: skip
        assert (
            "<table><tr><th>Huyện</th><th>Diện tích</th></tr>"
            "<tr><td>Sơn Tịnh</td><td>420</td></tr></table>"
        ) in opened(make_pdf([*self.LINES, *rows]), "a.pdf")

    def test_pages_without_type(self, opened: Any, make_pdf: Maker) -> None:
        with pytest.raises(SourceError, match="pictures of text") as caught:
            opened(make_pdf([]), "a.pdf")
        assert caught.value.code == "document-without-text"

    def test_locked(self, opened: Any, make_pdf: Maker) -> None:
        locked = make_pdf(list(self.LINES)).replace(
            b"trailer<<",
            b"trailer<</Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"11" * 32 + b">/U<"
            + b"22" * 32 + b">>>/ID[<31><31>]",
        )  # fmt: skip
        with pytest.raises(SourceError, match="locked by a password"):
            opened(locked, "a.pdf")

    def test_broken(self, opened: Any, make_pdf: Maker) -> None:
        with pytest.raises(SourceError, match="is a PDF that is broken"):
            opened(b"%PDF-1.7\n" + b"\0\1" * 500, "a.pdf")


@pytest.mark.parametrize("seed", range(4))
def test_damage_gives_text_or_a_clear_error(
    opened: Any, make_docx: Maker, make_epub: Maker, make_pdf: Maker, seed: int
) -> None:
    chance = random.Random(seed)
    errors: list[SourceError] = []
    whole = {
        "a.docx": make_docx(("", "Chào")),
        "a.epub": make_epub("<p>Chào</p>"),
        "a.pdf": make_pdf(list(TestPdf.LINES)),
    }
    for name, data in whole.items():
        damaged = bytearray(data)
        for _ in range(20):
            damaged[chance.randrange(8, len(damaged))] = chance.randrange(256)
        try:
            opened(bytes(damaged), name)
        except SourceError as error:
            errors.append(error)
    assert all(hint(error) and "\n" not in error.message for error in errors)


def _bomb(names: list[str], size: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in names:
            archive.writestr(name, bytes(size))
    return packed.getvalue()


class TestBombs:
    def test_text_without_measure(self, opened: Any, make_epub: Maker) -> None:
        with pytest.raises(SourceError, match="larger than any"):
            opened(make_epub("<p>" + "a" * 9 * 1024**2), "a.epub")
        with pytest.raises(SourceError, match="holds more text"):
            opened(make_epub(*["<p>" + "a" * 7 * 1024**2] * 3), "a.epub")

    @pytest.mark.parametrize(
        ("names", "size", "name"),
        [
            (["[Content_Types].xml", "word/document.xml"], 200 * 1024**2, "a.docx"),
            (["META-INF/container.xml"], 200 * 1024**2, "a.epub"),
            (["word/document.xml", *(f"word/{n}.xml" for n in range(60))], 1024**2, "a.docx"),
        ],
        ids=["docx", "epub", "many"],
    )
    def test_do_not_go_off(self, opened: Any, names: list[str], size: int, name: str) -> None:
        with pytest.raises(SourceError, match="unpacks to far more"):
            opened(_bomb(names, size), name)

    def test_too_many_members(self) -> None:
        with pytest.raises(DocumentError, match="far more"):
            Archive(_bomb([f"word/{n}.xml" for n in range(5001)], 1))

    def test_a_member_that_lies_about_its_size(self) -> None:
        size = 50 * 1024**2
        data = _bomb(["word/document.xml"], size)
        liar = data.replace(struct.pack("<I", size), struct.pack("<I", 100))
        assert liar != data
        with pytest.raises(DocumentError):
            Archive(liar).read("word/document.xml")

    def test_a_locked_member(self, make_docx: Maker) -> None:
        data = bytearray(make_docx(("", "Chào")))
        entry = data.rindex(b"PK\1\2")
        data[entry + 8] |= 1
        with pytest.raises(DocumentError, match="password"):
            Archive(bytes(data)).read("word/document.xml")


def test_time_is_bounded(opened: Any, make_pdf: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "TIME_LIMIT", 0.01)
    with pytest.raises(SourceError, match="takes longer"):
        opened(make_pdf(list(TestPdf.LINES)), "a.pdf")


def test_a_reader_that_dies_is_a_broken_document(
    opened: Any, make_pdf: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "__name__", "baonoi.nothing")
    with pytest.raises(SourceError, match="is broken"):
        opened(make_pdf(list(TestPdf.LINES)), "a.pdf")


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_without_the_extra(
    opened: Any, make_docx: Maker, make_pdf: Maker, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    data = {"docx": make_docx(("", "Chào")), "pdf": make_pdf(list(TestPdf.LINES))}[kind]
    with pytest.raises(SourceError) as caught:
        opened(data, f"a.{kind}")
    assert " install mammoth" in hint(caught.value).replace("'", "")


def test_what_holds_too_much_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch, make_docx: Maker, make_pdf: Maker
) -> None:
    from baonoi.sources.documents import docx, pdf

    monkeypatch.setattr(docx, "_MOST_TAGS", 3)
    monkeypatch.setattr(pdf, "_MAX_CHARACTERS", 3)
    with pytest.raises(DocumentError, match="holds more than"):
        docx.to_html(make_docx(("Title", "Mưa lớn")))
    with pytest.raises(DocumentError, match="holds more than"):
        pdf.to_html(make_pdf([(50, 50, 12, "Mua lon")]))
