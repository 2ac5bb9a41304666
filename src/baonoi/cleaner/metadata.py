"""What the head of a page says: JSON-LD, OpenGraph, ``<meta>`` and ``<title>``."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from baonoi.cleaner import byline, dates
from baonoi.cleaner.candidate import flat, tidy
from baonoi.cleaner.draft import Facts

_LARGEST = 400_000
"""Characters of JSON-LD that are looked at."""
_LONGEST = 600
"""Characters of a title or a description that are looked at."""
_KINDS = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "AnalysisNewsArticle")
_FIELD = r'"{}"\s*:\s*"((?:[^"\\]|\\.)*)"'
_BESIDE = re.compile(r"\s+(?:[|–—»]|-)\s+|\s*\|\s*|\s*::\s*")


class Head:
    """Collects the metadata of a page while it is read."""

    def __init__(self) -> None:
        self._meta: dict[str, str] = {}
        self._title = ""
        self._linked: list[str] = []
        self.alts: list[str] = []
        self._url: str | None = None

    def meta(self, attributes: dict[str, str]) -> None:
        """A ``<meta>``; the first of a name counts."""
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content", "").strip()
        if name and content:
            self._meta.setdefault(name.lower(), plain(content[:_LONGEST]))

    def link(self, attributes: dict[str, str]) -> None:
        """A ``<link>``: the canonical address."""
        href = attributes.get("href", "")
        if attributes.get("rel", "").lower() == "canonical" and href.startswith("http"):
            self._url = href

    def title(self, text: str) -> None:
        """The content of ``<title>``."""
        self._title = self._title or plain(text[:_LONGEST])

    def linked(self, text: str) -> None:
        """The content of a JSON-LD script."""
        self._linked.append(text[:_LARGEST])

    def alt(self, text: str) -> None:
        """The alternative text of a picture."""
        if 12 <= len(text) <= 250 and len(self.alts) < 100:
            self.alts.append(plain(text))

    def facts(self) -> Facts:
        """What all of them say together; JSON-LD first, then OpenGraph, then the rest."""
        facts = Facts(alts=self.alts)
        article = self._article()
        meta = self._meta
        facts.title = (
            _text(article.get("headline"))
            or meta.get("og:title", "")
            or meta.get("twitter:title", "")
            or self._title
        )
        facts.lead = (
            _text(article.get("description"))
            or meta.get("og:description", "")
            or meta.get("description", "")
        )
        facts.site = _site(_name(article.get("publisher")) or meta.get("og:site_name", ""))
        author = _name(article.get("author")) or meta.get("author", "")
        if author and byline.is_person(author):
            facts.author = author
        for value in (
            _text(article.get("datePublished")),
            meta.get("article:published_time", ""),
            meta.get("pubdate", ""),
            meta.get("datepublished", ""),
            meta.get("date", ""),
            meta.get("dc.date.issued", ""),
        ):
            facts.published = facts.published or (dates.from_metadata(value) if value else None)
        facts.picture = meta.get("og:image") or None
        facts.url = self._url or meta.get("og:url") or None
        return facts

    def _article(self) -> dict[str, Any]:
        for text in self._linked:
            try:
                found = next(_articles(json.loads(text)), None)
            except (ValueError, RecursionError):
                found = _loose(text)
            if found:
                return found
        return {}


def plain(text: str) -> str:
    """Tidied, references resolved, on one line."""
    return flat(tidy(html.unescape(text)))


def without_site(title: str) -> list[str]:
    """A page's title as it stands and without the paper's name around it."""
    parts = _BESIDE.split(title)
    forms = [title]
    for count in range(len(parts) - 1, 0, -1):
        cut = title.find(parts[count], sum(map(len, parts[:count])))
        forms.append(_BESIDE.sub(lambda m: m[0], title[:cut]).rstrip(" |–—»-:"))
    return forms


def _articles(value: Any) -> Iterator[dict[str, Any]]:
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending.extend(reversed(item))
        elif isinstance(item, dict):
            kind = item.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(name in _KINDS for name in kinds):
                yield item
            pending.extend(v for k, v in item.items() if k in {"@graph", "mainEntity"})


def _loose(text: str) -> dict[str, Any]:
    """The fields of JSON that is broken, as papers' templates often leave it."""
    if not any(f'"{kind}"' in text for kind in _KINDS):
        return {}
    found: dict[str, Any] = {}
    for name in ("headline", "description", "datePublished"):
        match = re.search(_FIELD.format(name), text)
        if match is not None:
            try:
                found[name] = json.loads(f'"{match[1]}"', strict=False)
            except ValueError:
                found[name] = match[1]
    return found


def _text(value: Any) -> str:
    return plain(value[:_LONGEST]) if isinstance(value, str) else ""


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _text(value)


def _site(name: str) -> str:
    return name if len(name) <= 40 else ""
