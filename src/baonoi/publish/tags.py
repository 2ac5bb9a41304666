"""ID3v2 tags of the recording and of its sections."""

from __future__ import annotations

from io import BytesIO

from baonoi.model import Article

ALBUM = "Báo Nói"
LANGUAGE = "vie"
"""Vietnamese in ISO 639-2, as TLAN wants it."""


def whole(article: Article) -> bytes:
    """The tag of the whole recording."""
    return _tag(article, article.title, ALBUM)


def section(article: Article, heading: str | None, number: int, count: int) -> bytes:
    """The tag of one section; the article is its album."""
    return _tag(article, heading or article.title, article.title, f"{number}/{count}")


def _tag(article: Article, title: str, album: str, track: str | None = None) -> bytes:
    from mutagen.id3 import ID3, TALB, TDRC, TIT2, TLAN, TPE1, TRCK

    tag = ID3()
    tag.add(TIT2(encoding=3, text=title))
    if article.source:
        tag.add(TPE1(encoding=3, text=article.source))
    tag.add(TALB(encoding=3, text=album))
    tag.add(TLAN(encoding=3, text=LANGUAGE))
    if article.published is not None:
        tag.add(TDRC(encoding=3, text=article.published.strftime("%Y-%m-%d")))
    if track is not None:
        tag.add(TRCK(encoding=3, text=track))
    file = BytesIO()
    tag.save(file, v2_version=4, padding=lambda _: 0)
    return file.getvalue()
