"""Fetches a page: follows redirects, tries again, and says what went wrong."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from urllib3.exceptions import (
    DecodeError,
    HTTPError,
    LocationParseError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.util import Url, parse_url

from baonoi.common import stopping
from baonoi.common.addresses import joined
from baonoi.common.log import Log
from baonoi.common.retry import retry_after
from baonoi.errors import SourceError
from baonoi.sources.cache import KeptPage, PageCache, conditions_of
from baonoi.sources.client import Client, Limits, Response
from baonoi.sources.deadline import Deadline
from baonoi.sources.raw import Raw
from baonoi.store import paths
from baonoi.store.patterns import compile_pattern
from baonoi.told import Told

_log = Log(__name__)
_MAX_REDIRECTS = 10
_ATTEMPTS = 3
_PAUSE = 0.5
"""Seconds before the second attempt; twice that before the third."""
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_BUSY = (429, 502, 503, 504)

_HTML = ("text/html", "application/xhtml+xml")
_TEXT = ("text/plain", "text/markdown", "text/x-markdown")
_XML = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
)
_DOCUMENTS = (
    "application/pdf",
    "application/epub+zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)
# Said of anything by servers that know no better: the content is looked at instead.
_UNKNOWN = ("application/octet-stream", "binary/octet-stream")
_ACCEPTED = frozenset((*_HTML, *_TEXT, *_XML, *_DOCUMENTS, *_UNKNOWN))
_PREFERRED = f"{', '.join(_HTML)}, {', '.join((*_XML, *_DOCUMENTS))};q=0.9, text/*;q=0.8"

_CHARSET = compile_pattern(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said of an address that had been asked for before, perhaps."""

    raw: Raw | None
    """None where what it sent then is still so."""
    moved: str | None = None
    """Where it is asked for from now on; None where it has not moved for good."""
    etag: str = ""
    last_modified: str = ""
    fresh: float = 0.0
    """Seconds for which the server vouches for it (RFC 9111, 4.2.1)."""


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    cache_dir: Path | None = None,
    limits: Limits | None = None,
    accept: frozenset[str] = _ACCEPTED,
) -> Raw:
    """Fetch an http(s) address; the origin is the address it ended at.

    Pages are kept in the folder ``pages`` of ``cache_dir``, by default of the user's cache. What is
    of a media type not in ``accept`` is refused.

    Raises :class:`SourceError` when that fails or takes longer than ``limits``.
    """
    cache = PageCache(paths.pages(cache_dir))
    found: dict[str, KeptPage] = {}

    def conditions(address: str) -> dict[str, str]:
        page = cache.get(address)
        if page is None:
            return {}
        found[address] = page
        return page.conditions

    with _fetching(limits or Limits(), accept, allow_private=allow_private) as fetcher:
        end = fetcher.follow(url, conditions)
    response, target = end.response, end.url
    if response.status == 304:
        kept = found[target.url]
        _log.info("%s: 304, %d bytes kept from before", target.url, len(kept.body))
        return _raw(kept.body, kept.content_type, target)
    _log.info("%s: 200, %d bytes fetched", target.url, len(response.body))
    cache.put(target.url, response.headers, response.body)
    return _raw(response.body, response.headers.get("content-type", ""), target)


def ask(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    allow_private: bool = False,
    limits: Limits | None = None,
) -> Answer:
    """Ask for an address again: what came of it, unless that is what came of it before.

    Nothing is kept here: who asks again and again knows ``etag`` and ``last_modified`` himself.

    Raises :class:`SourceError` when that fails or takes longer than ``limits``; its fields hold the
    ``status``, and ``retry_after`` in seconds where the server named a time.
    """
    known = conditions_of(etag, last_modified)
    with _fetching(limits or Limits(), _ACCEPTED, allow_private=allow_private) as fetcher:
        end = fetcher.follow(url, lambda _: known)
    headers = end.response.headers
    _log.info("%s: %d", end.url.url, end.response.status)
    return Answer(
        None
        if end.response.status == 304
        else _raw(end.response.body, headers.get("content-type", ""), end.url),
        end.moved,
        headers.get("etag", ""),
        headers.get("last-modified", ""),
        _freshness(headers.get("cache-control", ""), headers.get("age", "")),
    )


def _freshness(control: str, age: str) -> float:
    """Seconds for which an answer with these headers may be used without asking."""
    if re.search(r"\bno-(?:store|cache)\b", control, re.IGNORECASE):
        return 0.0
    told = re.search(r"\bmax-age\s*=\s*\"?(\d{1,9})", control, re.IGNORECASE)
    passed = int(age) if re.fullmatch(r"\d{1,9}", age) else 0
    return float(max(0, int(told[1]) - passed)) if told else 0.0


@contextmanager
def _fetching(limits: Limits, accept: frozenset[str], *, allow_private: bool) -> Iterator[_Fetcher]:
    with Deadline(limits.total) as deadline:
        client = Client(deadline, limits, allow_private=allow_private)
        yield _Fetcher(client, deadline, limits, accept)


class _End(NamedTuple):
    """Where redirects led, and what was answered there."""

    response: Response
    url: Url
    moved: str | None
    """The address that permanent redirects name, as far as none but such had led there."""


class _Fetcher:
    """Gets one address, again where a failure may pass."""

    def __init__(
        self, client: Client, deadline: Deadline, limits: Limits, accept: frozenset[str]
    ) -> None:
        self._client = client
        self._deadline = deadline
        self._limits = limits
        self._accept = accept

    def follow(self, url: str, conditions: Callable[[str], dict[str, str]]) -> _End:
        """Follow redirects to a page (200), or to one that has not changed (304).

        Args:
            url: where to begin.
            conditions: the request headers that ask for an address only if it has changed.
        """
        target = parsed(url)
        moved: str | None = None
        for_good = True
        for _ in range(_MAX_REDIRECTS + 1):
            asked = conditions(target.url)
            response = self.get(target, asked)
            if response.status == 200 or (response.status == 304 and asked):
                return _End(response, target, moved)
            if response.status not in _REDIRECTS or "location" not in response.headers:
                raise _refused(target, response)
            for_good = for_good and response.status in _PERMANENT
            target = self._next(target, response)
            moved = target.url if for_good else moved
        raise SourceError(
            Told("{url} leads from one address to the next without end.", url=url),
            "too-many-redirects",
        )

    def _next(self, target: Url, response: Response) -> Url:
        moved = parsed(joined(target.url, _location(response)))
        _log.debug("%s: %d, leads to %s", target.url, response.status, moved.url)
        return moved

    def get(self, url: Url, conditions: dict[str, str]) -> Response:
        """One answer to one address."""
        headers = {
            "User-Agent": f"baonoi/{own_version()} (reads news aloud)",
            "Accept": _PREFERRED if self._accept is _ACCEPTED else ", ".join(sorted(self._accept)),
            "Accept-Language": "vi, *;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            **conditions,
        }
        attempt = 0
        while True:
            attempt += 1
            last = attempt == _ATTEMPTS
            wait = _PAUSE * attempt
            try:
                response = self._client.get(url, headers, self._accept)
            except HTTPError as error:
                self._check_time(url)
                if last or not _may_pass(error):
                    raise failed(url, error) from None
                failure = type(error).__name__
            else:
                self._check_time(url)
                if last or response.status not in _BUSY:
                    return response
                wait = retry_after(response.headers.get("retry-after")) or wait
                if wait > min(self._limits.retry_after, self._deadline.left):
                    return response
                failure = str(response.status)
            _log.info("%s: %s, tried again in %.1f s", url.url, failure, wait)
            stopping.sleep(min(wait, self._deadline.left))

    def _check_time(self, url: Url) -> None:
        if not self._deadline.left:
            raise SourceError(
                Told(
                    "{host} is too slow: the page was not there after {limit:g} s.",
                    host=str(url.host),
                    limit=self._limits.total,
                ),
                "host-too-slow",
            )


def parsed(text: str) -> Url:
    """The parts of an address of the web.

    Raises:
        SourceError: it is none, or holds a password.
    """
    scheme = text.partition(":")[0].lower()
    if scheme not in ("http", "https"):
        raise SourceError(
            Told(
                "The address leads to {scheme}:, but only http and https are followed.",
                scheme=scheme,
            ),
            "redirect-elsewhere",
            url=text,
        )
    try:
        url = parse_url(text)
    except (LocationParseError, ValueError):
        url = Url()
    if not url.host or re.search(r"\s", url.host):
        raise SourceError(Told("{url} is not a web address.", url=text), "not-a-web-address")
    if url.auth:
        raise SourceError(
            Told("The address of {host} holds a user name or a password.", host=url.host),
            "address-with-password",
        )
    return url._replace(fragment=None)


def _location(response: Response) -> str:
    """The target of a redirect; servers send UTF-8 where the standard asks for ASCII."""
    location = response.headers["location"]
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _raw(body: bytes, content_type: str, url: Url) -> Raw:
    media_type = content_type.partition(";")[0].strip().lower()
    charset = _CHARSET.search(content_type)
    return Raw(body, url.url, media_type or None, charset[1] if charset else None)


@cache
def own_version() -> str:
    """Which version of ours asks."""
    try:
        return version("baonoi")
    except PackageNotFoundError:
        return "0"


def _may_pass(error: HTTPError) -> bool:
    return not isinstance(error, DecodeError | LocationParseError) and not (
        isinstance(error, SSLError) and isinstance(error.args[0], ssl.SSLCertVerificationError)
    )


def failed(url: Url, error: HTTPError) -> SourceError:
    """What an exchange that broke down is told as."""
    cause = next((part for part in error.args if isinstance(part, Exception)), error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return SourceError(
            Told(
                "The certificate of {host} is not valid: {reason}.",
                host=str(url.host),
                reason=str(cause.verify_message),
            ),
            "certificate-invalid",
        )
    if isinstance(error, ReadTimeoutError) or isinstance(cause, TimeoutError):
        return SourceError(Told("{host} does not answer.", host=str(url.host)), "host-silent")
    if isinstance(error, DecodeError):
        return SourceError(
            Told("{host} sent a page that cannot be unpacked.", host=str(url.host)), "page-garbled"
        )
    if isinstance(cause, OSError) and cause.strerror:
        return SourceError(
            Told("Cannot reach {host}: {reason}.", host=str(url.host), reason=str(cause.strerror)),
            "host-unreachable",
        )
    return SourceError(
        Told("{host} broke off before the page was there.", host=str(url.host)), "connection-broken"
    )


def _refused(url: Url, response: Response) -> SourceError:
    status = response.status
    if status in (404, 410):
        return SourceError(
            Told("There is no page at {url} ({status}).", url=url.url, status=status), "no-page"
        )
    if status in (401, 402, 403, 406, 451):
        return SourceError(
            Told(
                "{host} does not hand the page out ({status}).", host=str(url.host), status=status
            ),
            "page-withheld",
        )
    if status in _BUSY or status >= 500:
        return SourceError(
            Told("{host} cannot answer now ({status}).", host=str(url.host), status=status),
            "host-busy",
            retry_after=retry_after(response.headers.get("retry-after")) or 0.0,
        )
    return SourceError(
        Told(
            "{host} answered with status {status} instead of a page.",
            host=str(url.host),
            status=status,
        ),
        "unexpected-status",
    )
