"""2. Understand it: a Page becomes an Article.

A page is read into candidates (``lines``, ``dom``), the article's place among them is found
(``region``), each is given a role or a reason (``roles``), what was cut on weak evidence is noted
(``doubt``), and of those with a role sections are made (``sections``). A document (``markdown``,
``subtitles``, a book) is an article as a whole (``documents``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from baonoi.cleaner import doubt, region, roles, sections
from baonoi.cleaner.candidate import LONGEST, TooLongError
from baonoi.cleaner.draft import Draft, frame
from baonoi.cleaner.reasons import Reason
from baonoi.common.addresses import parts
from baonoi.errors import NoArticleError
from baonoi.model import Article, Page
from baonoi.told import Told

__all__ = ["Reason", "clean", "to_json"]

DOCUMENTS = frozenset(
    {
        "text/markdown",
        "text/vtt",
        "application/x-subrip",
        "application/epub+zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)
"""Media types of what is all article."""


def clean(page: Page, *, anyway: bool = False) -> Article:
    """The article of a page, its cuts and its repairs.

    With ``anyway`` a page that looks like something else is read all the same.

    Raises:
        NoArticleError: there is no article in it, or it looks like a home page, a list of
            articles, an error page, a log-in wall, a bot check, search results, or a page that
            needs JavaScript.
    """
    listed = 0 if anyway else _addresses(page)
    if listed:
        raise NoArticleError(
            Told(
                "{source} is a list of {count} addresses, not an article.",
                source=page.origin,
                count=listed,
            ),
            "list-of-addresses",
        )
    try:
        draft = None if _binary(page.text) else understand(page, anyway)
    except TooLongError:
        raise NoArticleError(
            Told("{source} is longer than any article or book.", source=page.origin),
            "document-too-long",
            limit=LONGEST,
        ) from None
    if draft is None:
        raise NoArticleError(Told("no article found in {source}", source=page.origin), "no-article")
    draft.decide(doubt.find(draft))
    address = page.origin if page.origin.startswith(("http://", "https://")) else None
    host = parts(address).hostname or "" if address else ""
    article = sections.gather(draft, sections.divide(draft), host, address)
    if page.media_type not in DOCUMENTS:
        return article
    return replace(
        article,
        title=draft.facts.title if draft.title < 0 and draft.facts.title else article.title,
        byline=article.byline or draft.facts.signed or None,
    )


def to_json(article: Article) -> dict[str, Any]:
    """What ``clean --json`` prints: plain lists and strings, ``published`` as ISO 8601."""
    return {
        "version": 1,
        "title": article.title,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "byline": article.byline,
        "url": article.url,
        "picture": article.picture,
        "incomplete": article.incomplete,
        "blocks": [
            {"role": str(block.role), "text": block.text, "section": number}
            for number, block in article.blocks()
        ],
        "cuts": [
            {"text": cut.text, "reason": cut.reason, **({"doubtful": True} if cut.doubtful else {})}
            for cut in article.cuts
        ],
        "metadata": [{"text": m.text, "field": m.field} for m in article.metadata],
        "repairs": [
            {
                "written": r.written,
                "repaired": r.repaired,
                "reason": r.reason,
                "doubtful": r.doubtful,
            }
            for r in article.repairs
        ],
    }


def _understand_document(page: Page) -> Draft | None:
    """The same for a document, where everything is the article."""
    from baonoi.cleaner import documents

    if page.media_type == "text/markdown":
        from baonoi.cleaner import markdown

        draft = documents.draft(*markdown.read(page.text))
        found = documents.assign(draft, documents.Kind.TEXT)
    elif page.media_type in {"text/vtt", "application/x-subrip"}:
        from baonoi.cleaner import subtitles

        draft = Draft(subtitles.read(page.text))
        found = documents.assign(draft, documents.Kind.SPEECH)
    else:
        from baonoi.cleaner import dom

        draft = documents.draft(*dom.read(page.text))
        book = page.media_type == "application/epub+zip"
        found = documents.assign(draft, documents.Kind.BOOK if book else documents.Kind.TEXT)
    return draft if found else None


def _binary(text: str) -> bool:
    """Whether a text is what decoding made of bytes that are no text."""
    sample = text[:4096]
    return "\ufffd" * 3 in sample or sample.count("\x00") > 8


def _addresses(page: Page) -> int:
    """How many web addresses a text holds that is nothing but a list of them; 0 for any other."""
    lines = page.text.splitlines() if page.media_type == "text/plain" else []
    words = " ".join(line for line in lines if not line.startswith("#")).split()
    only = all(word.startswith(("http://", "https://")) for word in words)
    return len(words) if only else 0


def understand(page: Page, anyway: bool = False) -> Draft | None:
    """The page with a verdict on every candidate; None where there is no article in it."""
    if page.media_type in {"text/html", "application/xhtml+xml"}:
        return _understand_page(page, anyway)
    if page.media_type in DOCUMENTS:
        return _understand_document(page)
    from baonoi.cleaner import lines, pasted

    draft = Draft(lines.read(page.text))
    if pasted.assign(draft):
        return draft
    if not (anyway and region.take_all(draft)):
        return None
    roles.assign(draft)
    return draft


def _understand_page(page: Page, anyway: bool) -> Draft | None:
    """The same of HTML, where the page itself tells much of what it is."""
    from baonoi.cleaner import body, data, dom, page_type, underneath, wall

    candidates, boxes, facts = dom.read(page.text)
    frame(candidates, body.judge_zones(candidates, boxes))
    body.judge_lists(candidates, boxes)
    low, high = body.find(candidates, boxes, facts.title)
    draft = Draft(candidates, facts)
    found = region.bound_page(draft, low, high)
    if found:
        roles.assign(draft)
        draft.incomplete = wall.cut_off(draft) or underneath.lacks_pages(draft)
    told = data.draft_of(draft, found)
    if told is not None:
        return told
    if anyway:
        if not found and region.take_all(draft):
            roles.assign(draft)
            found = True
        return draft if found else None
    looks = page_type.judge(draft, found)
    if looks.kind is not page_type.Kind.ARTICLE:
        raise NoArticleError(
            Told(
                "{source} looks like {kind}, not like an article.",
                source=page.origin,
                kind=Told(looks.kind.value),
            ),
            page_type.code(looks),
            reasons=page_type.why(looks),
        )
    return draft if found else None
