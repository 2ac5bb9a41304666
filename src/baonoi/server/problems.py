"""What a client is told of an error: a status, and problem+json or OpenAI's shape.

BaonoiError                500
├── UsageError             400
├── SourceError            422
│   └── NoArticleError     422
├── VoiceError             503
├── SynthesisError         502
├── OutputError            507
└── StoppedError           503

Nobody is told of what was not foreseen more than that it happened.
"""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from baonoi.errors import (
    BaonoiError,
    OutputError,
    SourceError,
    StoppedError,
    SynthesisError,
    UsageError,
    VoiceError,
)

STATUSES: dict[type[BaonoiError], int] = {
    BaonoiError: 500,
    UsageError: 400,
    SourceError: 422,
    VoiceError: 503,
    SynthesisError: 502,
    OutputError: 507,
    StoppedError: 503,
}
"""A class that is not here has its parent's."""
BY_CODE = {
    "address-private": 403,
    "host-silent": 504,
    "host-too-slow": 504,
    "host-busy": 502,
    "host-unreachable": 502,
    "connection-broken": 502,
    "source-too-large": 413,
    "library-missing": 501,
}
"""Where a code says more than its class."""
OPENAI = ("/v1/audio/", "/v1/models")
"""Where errors have OpenAI's shape."""
PRIVATE = frozenset({"path", "folder", "reason"})
"""Facts that tell of the server's disk."""


class Refused(Exception):  # noqa: N818  (an answer, not a failure)
    """A request that is not let in or makes no sense."""

    def __init__(self, status: int, code: str, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def status_of(error: Exception) -> int:
    """The status of HTTP that tells what kind of error it was."""
    if isinstance(error, Refused | web.HTTPException):
        return error.status
    if isinstance(error, BaonoiError):
        kinds = type(error).__mro__
        return BY_CODE.get(error.code) or next(STATUSES[kind] for kind in kinds if kind in STATUSES)
    return 500


def code_of(error: Exception) -> str:
    """The error's short name."""
    if isinstance(error, Refused | BaonoiError):
        return error.code
    if isinstance(error, web.HTTPException):
        return {404: "not-found", 405: "method-not-allowed", 413: "too-large"}.get(
            error.status, "refused"
        )
    return "unforeseen"


def detail_of(error: Exception) -> str:
    """What a client may know, in one line."""
    if isinstance(error, Refused):
        return error.detail
    if isinstance(error, OutputError) and error.code != "library-missing":
        return "The server cannot write its files."
    if isinstance(error, BaonoiError):
        return str(error.message)
    if isinstance(error, web.HTTPException):
        return error.reason
    return "Something went wrong that nobody foresaw."


def problem(error: Exception) -> dict[str, Any]:
    """The error as RFC 9457 has it, with our code."""
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": detail_of(error),
        "status": status_of(error),
        "code": code_of(error),
    }
    if isinstance(error, BaonoiError) and not isinstance(error, OutputError):
        facts = {name: fact for name, fact in error.fields.items() if name not in PRIVATE}
        told["fields"] = {name: _plain(fact) for name, fact in facts.items()}
    return told


def openai(error: Exception) -> dict[str, Any]:
    """The error as OpenAI's clients read it."""
    status = status_of(error)
    kind = "server_error" if status >= 500 else "invalid_request_error"
    if status == 401:
        kind = "authentication_error"
    if status == 429:
        kind = "rate_limit_error"
    param = error.fields.get("param") if isinstance(error, BaonoiError) else None
    param = getattr(error, "param", param)
    return {
        "error": {"message": detail_of(error), "type": kind, "param": param, "code": code_of(error)}
    }


def answer(error: Exception, *, as_openai: bool) -> web.Response:
    """The response that tells of an error."""
    headers = error.headers if isinstance(error, Refused | web.HTTPException) else {}
    kept = {
        name: headers[name]
        for name in ("Retry-After", "WWW-Authenticate", "Allow")
        if name in headers
    }
    body = openai(error) if as_openai else problem(error)
    return web.Response(
        status=status_of(error),
        body=json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"),
        content_type="application/json" if as_openai else "application/problem+json",
        headers={"Cache-Control": "no-store", **kept},
    )


def _plain(fact: object) -> object:
    return fact if isinstance(fact, int | float) else str(fact)
