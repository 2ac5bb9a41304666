"""What a server is told when it starts."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from baonoi.errors import UsageError
from baonoi.told import Told

SECRET = "whsec_"
"""What stands before a secret of webhooks in Base64, as Standard Webhooks has it."""
SHORTEST = 16
"""Bytes of a secret that nobody guesses."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much anybody may ask for."""

    characters: int = 200_000
    """Of a text that is sent to be said."""
    speech_characters: int = 20_000
    """Of what OpenAI's clients send at once, who say 4,096 themselves."""
    bytes: int = 4 << 20
    """Of a request's body."""
    jobs: int = 256
    """Readings and streams at once; who comes then is asked to come again."""
    jobs_each: int = 128
    """The same of one client."""
    requests: int = 1200
    """Requests a minute of one client."""
    readings: int = 4
    """Jobs that are read at once, whoever listens; the others wait."""
    queue: int = 1000
    """Jobs that wait or are read, of all clients."""
    queue_each: int = 500
    """The same of one client."""
    days: int = 7
    """For which what became of a job can be asked for."""
    seconds: int = 7200
    """That a reading may take which is kept whoever listens."""
    idle: int = 20
    """Seconds in which a client must have sent the body of its request."""
    head: int = 10
    """The same of its head."""
    keep: int = 75
    """Seconds for which a connection is kept whose client asks for nothing more."""
    stalled: int = 600
    """Seconds after which one is ended whose client takes nothing of what it is sent."""
    connections: int = 1000
    """At once; who comes then takes the place of one that waits for nothing."""
    connections_each: int = 256
    """The same from one address."""

    @classmethod
    def told(cls, parts: tuple[str, ...]) -> Self:
        """The limits with those changes: ``jobs=20``.

        Raises:
            UsageError: no limit has that name, or it is no number.
        """
        names = [each.name.replace("_", "-") for each in fields(cls)]
        changed: dict[str, int] = {}
        for part in parts:
            name, _, value = part.partition("=")
            if name not in names or not value.isdecimal() or int(value[:12]) < 1:
                raise UsageError(
                    Told("There is no limit {limit!r}.", limit=part),
                    "limit-unknown",
                    limits=", ".join(names),
                )
            changed[name.replace("-", "_")] = int(value[:12])
        return cls(**changed)


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Where it listens, what it serves, whom it lets in."""

    host: str = "127.0.0.1"
    port: int = 8778
    directory: Path = Path("output")
    token: str | None = None
    """What a client must know; None lets everybody in who reaches it."""
    base_url: str | None = None
    """Where the world sees it, without its last slash."""
    origins: tuple[str, ...] = ()
    """Other sites whose pages may ask, each a scheme and a host."""
    allow_private: bool = False
    """Whether pages may be fetched from this machine and its own network."""
    voice: str = "nam"
    """Who reads where nobody is named."""
    offline: bool = False
    """Whether voices leave the network unused."""
    log: str = "text"
    """How the log is written: text or json."""
    log_requests: bool = True
    """Whether each request is one of its lines."""
    workers: int | None = None
    """Processes of the embedded voice, and steps that are done side by side; None is one a core."""
    limits: Limits = field(default_factory=Limits)
    wyoming: tuple[str, int] | None = None
    """Where Home Assistant's protocol is spoken: a host and a port; None is nowhere."""
    webhook_secrets: tuple[bytes, ...] = field(default=(), repr=False)
    """With which it signs what it sends: with each, while one takes the place of another."""


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def checked_address(text: str) -> tuple[str, int]:
    """A port, of this machine alone, or an address and a port.

    Raises:
        UsageError: it is neither.
    """
    host, _, port = text.rpartition(":")
    if port.isdecimal() and int(port[:6]) < 65536 and not re.search(r"[\s/@]", host):
        return host.strip("[]") or "127.0.0.1", int(port[:6])
    raise UsageError(
        Told("{address!r} is no port, such as 10200 or 0.0.0.0:10200.", address=text),
        "not-a-port",
    )


def checked_origin(text: str) -> str:
    """A site as browsers name it in ``Origin``.

    Raises:
        UsageError: it is more or less than a scheme and a host.
    """
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if host and parts.scheme in ("http", "https") and parts.path in ("", "/") and not parts.query:
        return f"{parts.scheme}://{parts.netloc.lower()}"
    raise UsageError(
        Told("{origin!r} is not a site, such as https://bao.example.", origin=text), "not-a-site"
    )


def secrets_in(text: str) -> tuple[bytes, ...]:
    """The secrets in a variable: each as it stands, or Base64 after ``whsec_``.

    Raises:
        UsageError: one is too short, or no Base64.
    """
    found = []
    for word in text.split():
        secret = word.encode("utf-8", "surrogateescape")
        if word.startswith(SECRET):
            try:
                secret = base64.b64decode(word.removeprefix(SECRET), validate=True)
            except (binascii.Error, ValueError):
                secret = b""
        if len(secret) < SHORTEST:
            raise UsageError(
                Told("A secret of webhooks has fewer than {shortest} bytes.", shortest=SHORTEST),
                "webhook-secret-short",
            )
        found.append(secret)
    return tuple(found)
