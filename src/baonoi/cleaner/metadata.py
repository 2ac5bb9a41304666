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
from baonoi.cleaner.tables import rows, words
from baonoi.store.patterns import compile_pattern

_LARGEST = 400_000
"""Characters of JSON-LD that are looked at."""
_LONGEST = 600
"""Characters of a title or a description that are looked at."""
KINDS = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle"
    " ReviewNewsArticle BackgroundNewsArticle LiveBlogPosting BlogPosting Report".split()
)
"""What JSON-LD calls an article."""
_FIELD = r'"{}"\s*:\s*"((?:[^"\\]|\\.)*)"'
_ADDRESS = compile_pattern(
    r"(?:https?:)?(?://)?([\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info|edu|gov|news|tv|asia))(?:/\S*)?",
    re.IGNORECASE,
)
_NO_NAME = compile_pattern(r"[@/\\<>{}\[\]#=_|]|\d{2}|://|www\.")
_ORGANISATION = compile_pattern(
    r"^(?:báo|tạp chí|đài|nhà xuất bản|công ty|tập đoàn|tổng cục|ủy ban|uỷ ban|trung tâm|hiệp hội"
    r"|tòa soạn|toà soạn|ban biên tập|biên tập viên|ban (?:thời sự|thư ký|điện tử)|thông tấn xã"
    r"|trang tin|cổng thông tin|bộ (?:\w+ ){1,2}\w+|sở (?:\w+ ){1,2}\w+)\b|\bđiện tử\b"
    r"|\b(?:admin\w*|editor\w*|webmaster|user|guest|author|tác giả|team|staff|news|online|media"
    r"|press|agency|group|corp|jsc|ltd|tv|website|web)\b"
)
_BESIDE = compile_pattern(r"\s+(?:[|–—»]|-)\s+|\s*\|\s*|\s*::\s*")


class Head:
    """Collects the metadata of a page while it is read."""

    def __init__(self) -> None:
        self._meta: dict[str, str] = {}
        self._title = ""
        self._linked: list[str] = []
        self.alts: list[str] = []
        self.passwords = 0
        self.scripts = 0
        self._without_script = ""
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
            self._url = flat(tidy(href))

    def title(self, text: str) -> None:
        """The content of ``<title>``."""
        self._title = self._title or plain(text[:_LONGEST])

    def without_script(self, text: str) -> None:
        """The content of a ``<noscript>``."""
        if len(self._without_script) < _LONGEST:
            self._without_script += plain(text[:_LONGEST]) + " "

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
        article, types = self._article()
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
        facts.site = _site(_names(article.get("publisher"))[:1]) or _site(
            [meta.get("og:site_name", "")]
        )
        facts.author = _authors(article, meta, facts.site)
        facts.signed = facts.author or meta.get("author", "")
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
        facts.name = self._title
        facts.kind = meta.get("og:type", "").lower()
        facts.types = frozenset(types)
        facts.text = _long(article.get("articleBody"))
        facts.free = _truth(article.get("isAccessibleForFree"))
        facts.passwords = self.passwords
        facts.scripts = self.scripts
        facts.without_script = self._without_script.strip()
        return facts

    def _article(self) -> tuple[dict[str, Any], set[str]]:
        """The first article in the JSON-LD, and the types of all that stands beside it."""
        types: set[str] = set()
        found: dict[str, Any] = {}
        for text in self._linked:
            try:
                items = list(_items(json.loads(text)))
            except (ValueError, RecursionError):
                items = [_loose(text)]
            for item in items:
                kinds = _kinds(item)
                types.update(kinds)
                if not found and kinds & KINDS:
                    found = item
        return found, types


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


def site_beside(title: str) -> str:
    """The paper's name behind a page's title, where it says that it is one: "… - Báo Gió"."""
    *others, last = _BESIDE.split(title)
    return last if others and byline.is_paper(last) else ""


def outlet(host: str) -> str:
    """The name of the paper at a host, else the host."""
    host = host.removeprefix("www.").removeprefix("m.")
    for row in rows("outlets"):
        if host == row[0] or host.endswith("." + row[0]):
            return row[1]
    return host


def _items(value: Any) -> Iterator[dict[str, Any]]:
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            pending.extend(v for k, v in item.items() if k in {"@graph", "mainEntity"})


def _kinds(item: dict[str, Any]) -> set[str]:
    kind = item.get("@type")
    return {name for name in (kind if isinstance(kind, list) else [kind]) if isinstance(name, str)}


def _loose(text: str) -> dict[str, Any]:
    """The fields of JSON that is broken, as papers' templates often leave it."""
    if not any(f'"{kind}"' in text for kind in KINDS):
        return {}
    found: dict[str, Any] = {"@type": "Article"}
    for name in ("headline", "description", "datePublished", "articleBody"):
        match = re.search(_FIELD.format(name), text)
        if match is not None:
            try:
                found[name] = json.loads(f'"{match[1]}"', strict=False)
            except ValueError:
                found[name] = match[1]
    return found


def _text(value: Any) -> str:
    return plain(value[:_LONGEST]) if isinstance(value, str) else ""


def _long(value: Any) -> str:
    return value[:_LARGEST] if isinstance(value, str) else ""


def _truth(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower().rpartition("/")[2])
    return value if isinstance(value, bool) else None


def _names(value: Any, *, persons: bool = False) -> list[str]:
    """The names of a thing or of several; with ``persons`` without those of organisations."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            if persons and any("Organization" in kind for kind in _kinds(item)):
                continue
            item = item.get("name")
        if isinstance(item, list):
            found += [_text(each) for each in item]
        else:
            found.append(_text(item))
    return [name for name in found if name]


def _authors(article: dict[str, Any], meta: dict[str, str], site: str) -> str:
    """Who wrote it, as given; papers, addresses and accounts are no writers."""
    given = _names(article.get("author"), persons=True) or _names(
        article.get("creator"), persons=True
    )
    given = [name for name in given if _writes(name, site)]
    if not given:
        name = meta.get("author", "")
        given = [name] if byline.is_byline(name) and _writes(name, site) else []
    return ", ".join(dict.fromkeys(given))


def _writes(name: str, site: str) -> bool:
    """Whether a name in the head of a page can be a person's."""
    plain = name.casefold()
    known = {row[1].casefold() for row in rows("outlets")} | words("desks")
    if not 2 <= len(name) <= 80 or plain in known or _host(name) or _NO_NAME.search(name):
        return False
    bare = plain.removeprefix("báo ").removeprefix("tạp chí ")
    if site and (bare in site.casefold() or site.casefold() in plain):
        return False
    return name != plain and byline.names_person(name) and not _ORGANISATION.search(plain)


def _host(name: str) -> str:
    """The host of an address that stands where a name should; empty for a name."""
    match = _ADDRESS.fullmatch(name.strip())
    return match[1].lower() if match else ""


def _site(names: list[str]) -> str:
    """The name of the paper: never an address, and spelled as the paper spells it."""
    name = names[0] if names else ""
    host = _host(name)
    if host:
        return outlet(host)
    for row in rows("outlets"):
        if name.casefold() == row[0].partition(".")[0]:
            return row[1]
    return name if len(name) <= 40 else ""


def is_paper(name: str) -> bool:
    """Whether that is the name of a paper, which does not say so itself ("Báo Tin tức")."""
    plain = name.casefold()
    papers = {row[1].casefold() for row in rows("outlets") if len(row) == 2}
    return plain in papers and not plain.startswith("báo ")
