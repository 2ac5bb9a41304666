"""Pages saved as one file."""

from __future__ import annotations

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from baonoi.errors import SourceError
from baonoi.sources import open_source
from baonoi.sources.opening import to_page
from baonoi.sources.raw import Raw


def saved(*parts: MIMEText) -> bytes:
    message = MIMEMultipart("related")
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://bao.example/mua.html"
    for part in parts:
        message.attach(part)
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_the_page_is_taken_out(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "mưa.mhtml"
    page, style = MIMEText("<p>Mưa to</p>", "html", charset), MIMEText("p{}", "css")
    path.write_bytes(saved(style, page))
    opened = open_source(str(path))
    assert (opened.text, opened.media_type) == ("<p>Mưa to</p>", "text/html")


@pytest.mark.parametrize(
    "data",
    [
        saved(MIMEText("p{}", "css")),
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n"
        + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 5000,
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n" + b"--a\n\n" * 2**20,
    ],
)
def test_without_a_page(data: bytes) -> None:
    with pytest.raises(SourceError, match="without the page"):
        to_page(Raw(data, "a.mhtml"))


def test_an_article_about_mail_is_none() -> None:
    text = "MIME-Version: là một trường.\n\nCòn multipart/related là một kiểu."
    assert to_page(Raw(text.encode(), "a.txt")).text == text
    message = EmailMessage()
    message.set_content("Chào")
    assert "Chào" in to_page(Raw(message.as_bytes(), "a.eml")).text
