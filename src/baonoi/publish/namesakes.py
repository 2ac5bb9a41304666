"""Which folder an article's recordings get: its slug, told apart from other articles of that title.

Only that one folder is looked into, however many stand beside it: an article with an address is
found under a mark of it, whatever its title was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO, NamedTuple

from baonoi.common.identity import address_mark, canonical
from baonoi.errors import OutputError
from baonoi.model import Article, Role
from baonoi.publish.library import MANIFEST, head_of, told_text, whole_of
from baonoi.publish.slug import LONGEST, distinguished, slugify
from baonoi.store.store import Store

_SLUG = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{LONGEST - 1}}}")
_BODY = (Role.LEAD, Role.PARAGRAPH, Role.LIST_ITEM, Role.QUOTE, Role.CAPTION)
"""What tells an article from its namesakes."""


ADDRESSES = "addresses"
"""The folder of marks: a file an address, with the slug of its article."""


def slug_for(store: Store, article: Article) -> str:
    """The article's slug; with a hash where another article has it already.

    An article that was read before keeps the slug it got then, under a new title, too.

    Raises:
        OutputError: the store cannot be asked.
    """
    earlier = _earlier(store, article)
    if earlier is not None:
        return earlier
    slug = slugify(article.title)
    kept = _kept(store, slug)
    if kept is None or _same(store, kept, article):
        return slug
    return distinguished(slug, f"{article.title}\0{article.source}\0{_own(article)}")


def remember(store: Store, article: Article, slug: str) -> None:
    """Note under which slug the article of that address is kept.

    Raises:
        OutputError: it cannot be noted.
    """
    mark = address_mark(article.url)
    if mark is None:
        return
    name = f"{ADDRESSES}/{mark}"
    if _noted(store, name) != slug:
        store.put(name, BytesIO(slug.encode()))


def forget(store: Store, url: str | None) -> None:
    """What is noted of an address is needed no more.

    Raises:
        OutputError: it cannot be taken away.
    """
    mark = address_mark(url)
    if mark is not None:
        store.delete(f"{ADDRESSES}/{mark}")


def _earlier(store: Store, article: Article) -> str | None:
    """The slug under which the article of that address is kept."""
    mark = address_mark(article.url)
    slug = mark and _noted(store, f"{ADDRESSES}/{mark}")
    kept = slug and _kept(store, slug)
    same = kept and canonical(told_text(kept.head.get("url"))) == canonical(article.url)
    return slug if same else None


def _noted(store: Store, name: str) -> str | None:
    """The slug that a note holds; none where there is no note, or it is damaged."""
    if not store.exists(name):
        return None
    with closing(store.get(name)) as file:
        slug = file.read(LONGEST + 1).decode("ascii", "replace")
    return slug if _SLUG.fullmatch(slug) else None


def _own(article: Article) -> str:
    """What tells an article from others of its title and source."""
    if address := canonical(article.url):
        return address
    body = next((block.text for _, block in article.blocks() if block.role in _BODY), "")
    return f"{_day(article.published) or ''}\0{body}"


class _Kept(NamedTuple):
    """A recording that is there."""

    manifest: str
    head: dict[str, Any]


def _kept(store: Store, slug: str) -> _Kept | None:
    """The recording in that folder, or else one of its voices in theirs."""
    manifest = re.compile(rf"{slug}/([^/]+/)?{re.escape(MANIFEST)}")
    for name in sorted(filter(manifest.fullmatch, store.list(slug)), key=len):
        head = _read(store, name, head_of)
        if "title" in head:
            return _Kept(name, head)
    return None


def _same(store: Store, kept: _Kept, article: Article) -> bool:
    """Whether what is kept is this article, perhaps before a correction, and not a namesake."""
    head = kept.head
    addresses = canonical(told_text(head.get("url"))), canonical(article.url)
    if None not in addresses:
        return addresses[0] == addresses[1]
    if (head["title"], head.get("source") or None) != (article.title, article.source or None):
        return False
    days = _day(told_text(head.get("published"))), _day(article.published)
    if None not in days and days[0] != days[1]:
        return False
    try:
        said = [
            str(sentence["written"])
            for section in _read(store, kept.manifest, whole_of)["sections"]
            for sentence in section["sentences"]
            if sentence["role"] in _BODY
        ]
    except (KeyError, TypeError):
        return True
    text = "\n".join(block.text for _, block in article.blocks())
    return not said or any(sentence in text for sentence in said)


def _day(published: date | str | None) -> str | None:
    """The day of a time, as a manifest writes it."""
    told = published.isoformat() if isinstance(published, date) else published
    return told[:10] if told else None


def _read(store: Store, name: str, parse: Callable[[BinaryIO], dict[str, Any]]) -> dict[str, Any]:
    """What a manifest tells; nothing where it is broken, or was taken away meanwhile."""
    try:
        with closing(store.get(name)) as file:
            return parse(file)
    except OutputError:
        if store.exists(name):
            raise
        return {}
    except ValueError:
        return {}
