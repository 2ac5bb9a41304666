"""Fetches a page: follows redirects, tries again, and says what went wrong."""

from __future__ import annotations

import re
import ssl
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

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
from baonoi.sources.cache import PageCache
from baonoi.sources.client import Client, Limits, Response
from baonoi.sources.deadline import Deadline
from baonoi.sources.raw import Raw
from baonoi.store import paths

_log = Log(__name__)
_MAX_REDIRECTS = 10
_ATTEMPTS = 3
_PAUSE = 0.5
"""Seconds before the second attempt; twice that before the third."""
_REDIRECTS = (301, 302, 303, 307, 308)
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

_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


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
    limits = limits or Limits()
    cache = PageCache(paths.pages(cache_dir))
    with Deadline(limits.total) as deadline:
        client = Client(deadline, limits, allow_private=allow_private)
        fetcher = _Fetcher(client, deadline, limits, accept)
        target = _parse(url)
        for _ in range(_MAX_REDIRECTS + 1):
            kept = cache.get(target.url)
            response = fetcher.get(target, kept.conditions if kept else {})
            if response.status == 304 and kept:
                _log.info("%s: 304, %d bytes kept from before", target.url, len(kept.body))
                return _raw(kept.body, kept.content_type, target)
            if response.status == 200:
                _log.info("%s: 200, %d bytes fetched", target.url, len(response.body))
                cache.put(target.url, response.headers, response.body)
                return _raw(response.body, response.headers.get("content-type", ""), target)
            if response.status not in _REDIRECTS or "location" not in response.headers:
                raise _refused(target, response.status)
            moved = _parse(joined(target.url, _location(response)))
            _log.debug("%s: %d, leads to %s", target.url, response.status, moved.url)
            target = moved
    raise SourceError(
        f"{url} leads from one address to the next without end.",
        "too-many-redirects",
        url=url,
    )


class _Fetcher:
    """Gets one address, again where a failure may pass."""

    def __init__(
        self, client: Client, deadline: Deadline, limits: Limits, accept: frozenset[str]
    ) -> None:
        self._client = client
        self._deadline = deadline
        self._limits = limits
        self._accept = accept

    def get(self, url: Url, conditions: dict[str, str]) -> Response:
        headers = {
            "User-Agent": f"baonoi/{_version()} (reads news aloud)",
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
                    raise _failed(url, error) from None
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
                f"{url.host} is too slow: the page was not there after {self._limits.total:g} s.",
                "host-too-slow",
                host=str(url.host),
                limit=self._limits.total,
            )


def _parse(text: str) -> Url:
    scheme = text.partition(":")[0].lower()
    if scheme not in ("http", "https"):
        raise SourceError(
            f"The address leads to {scheme}:, but only http and https are followed.",
            "redirect-elsewhere",
            url=text,
            scheme=scheme,
        )
    try:
        url = parse_url(text)
    except (LocationParseError, ValueError):
        url = Url()
    if not url.host or re.search(r"\s", url.host):
        raise SourceError(f"{text} is not a web address.", "not-a-web-address", url=text)
    if url.auth:
        raise SourceError(
            f"The address of {url.host} holds a user name or a password.",
            "address-with-password",
            host=url.host,
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


def _version() -> str:
    try:
        return version("baonoi")
    except PackageNotFoundError:
        return "0"


def _may_pass(error: HTTPError) -> bool:
    return not isinstance(error, DecodeError | LocationParseError) and not (
        isinstance(error, SSLError) and isinstance(error.args[0], ssl.SSLCertVerificationError)
    )


def _failed(url: Url, error: HTTPError) -> SourceError:
    cause = next((part for part in error.args if isinstance(part, Exception)), error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return SourceError(
            f"The certificate of {url.host} is not valid: {cause.verify_message}.",
            "certificate-invalid",
            host=str(url.host),
            reason=str(cause.verify_message),
        )
    if isinstance(error, ReadTimeoutError) or isinstance(cause, TimeoutError):
        return SourceError(f"{url.host} does not answer.", "host-silent", host=str(url.host))
    if isinstance(error, DecodeError):
        return SourceError(
            f"{url.host} sent a page that cannot be unpacked.",
            "page-garbled",
            host=str(url.host),
        )
    if isinstance(cause, OSError) and cause.strerror:
        return SourceError(
            f"Cannot reach {url.host}: {cause.strerror}.",
            "host-unreachable",
            host=str(url.host),
            reason=str(cause.strerror),
        )
    return SourceError(
        f"{url.host} broke off before the page was there.",
        "connection-broken",
        host=str(url.host),
    )


def _refused(url: Url, status: int) -> SourceError:
    if status in (404, 410):
        return SourceError(
            f"There is no page at {url.url} ({status}).", "no-page", url=url.url, status=status
        )
    if status in (401, 402, 403, 406, 451):
        return SourceError(
            f"{url.host} does not hand the page out ({status}).",
            "page-withheld",
            host=str(url.host),
            status=status,
        )
    if status in _BUSY or status >= 500:
        return SourceError(
            f"{url.host} cannot answer now ({status}).",
            "host-busy",
            host=str(url.host),
            status=status,
        )
    return SourceError(
        f"{url.host} answered with status {status} instead of a page.",
        "unexpected-status",
        host=str(url.host),
        status=status,
    )
