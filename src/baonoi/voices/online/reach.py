"""Whether a service can be reached: asked once, within two seconds, and remembered for a while."""

from __future__ import annotations

import socket
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from baonoi.common.log import Log
from baonoi.store import kept, paths
from baonoi.store.kept import Kept
from baonoi.told import Told, from_json, to_json
from baonoi.voices.engine import Availability
from baonoi.voices.online.proxy import is_socks, proxy_for

_log = Log(__name__)
LONGEST = 1.8
"""Seconds until a service that says nothing is taken for unreachable."""
REMEMBERED = {True: 600.0, False: 60.0}
"""Seconds for which an answer is believed; a network that is back is soon noticed."""

Memory = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Site:
    """Where a service stands, and where a library of ours has been told that it stands."""

    url: str
    module: str
    attribute: str

    def proxy(self) -> str:
        """The proxy before it; empty where there is none."""
        return proxy_for(self._url())

    def address(self) -> tuple[str, int]:
        """Host and port to connect to: the service's, or those of the proxy before it.

        Raises:
            ValueError: what is named as its proxy is no address.
        """
        parts = urlsplit(self.proxy() or self._url())
        secure = parts.scheme in ("https", "wss")
        return parts.hostname or "", parts.port or (443 if secure else 80)

    def availability(self) -> Availability:
        """Whether it can be reached, as far as is known; asked now where it is not."""
        try:
            host, port = self.address()
            socks = is_socks(self.proxy())
        except ValueError:
            no_address = Told("what the environment names as a proxy is no address")
            return Availability(False, no_address, "mend-proxy")
        if socks:
            through_socks = Told(
                "the proxy {host} speaks SOCKS, through which no service can be asked", host=host
            )
            return Availability(False, through_socks, "mend-proxy")
        key = f"{host}:{port}"
        known = _recall().get(key)
        if known is None:
            reason = probe(host, port)
            _log.info("%s", reason or f"{key} answers")
            _remember(key, reason)
        else:
            reason = from_json(known["reason"])
            _log.debug("%s, as found before", reason or f"{key} answers")
        if reason:
            return Availability(False, reason, Told("See that this machine is connected."))
        return Availability(True)

    def _url(self) -> str:
        known = getattr(sys.modules.get(self.module), self.attribute, None)
        if known is None:
            return self.url
        return str(known(tld="com", path="") if callable(known) else known)


EDGE = Site("wss://speech.platform.bing.com", "edge_tts.communicate", "WSS_URL")
GOOGLE = Site("https://translate.google.com", "gtts.tts", "_translate_url")


def remember_refusal(engine: str, reason: str) -> None:
    """A service can be reached, but does not speak: the next run need not find it out again."""
    _log.info("%s is not asked for a while: %s", engine, reason)
    _remember(_refused(engine), reason)


def unless_refused(engine: str) -> Availability:
    """Usable, unless its service was found not to speak a moment ago."""
    known = _recall().get(_refused(engine))
    if known is None:
        return Availability(True)
    return Availability(
        False,
        Told("a moment ago: {reason!b}", reason=from_json(known["reason"])),
        Told("Wait a little."),
    )


def _refused(engine: str) -> str:
    return f"refused:{engine}"


def probe(host: str, port: int, longest: float = LONGEST) -> str:
    """Why nothing answers there; empty where something does.

    A system may take half a minute to look a name up, so a thread of its own does, and is left.
    """
    outcome: list[str] = [Told("{host} does not answer", host=host)]

    def connect() -> None:
        try:
            socket.create_connection((host, port), timeout=longest).close()
            outcome[0] = ""
        except socket.gaierror:
            outcome[0] = Told("{host} cannot be found", host=host)
        except OSError as error:
            reason = str(error.strerror or error)
            outcome[0] = Told("{host} cannot be reached ({reason})", host=host, reason=reason)

    asking = threading.Thread(target=connect, daemon=True)
    asking.start()
    asking.join(longest)
    return outcome[0]


def _recall() -> Memory:
    """What is remembered and still believed."""
    memory = kept.load(paths.reach(), _read) or {}
    now = time.time()
    return {
        key: entry
        for key, entry in memory.items()
        if 0 <= now - entry["at"] < REMEMBERED[not entry["reason"]]
    }


def _read(told: Kept) -> Memory:
    return {
        key: {"at": float(entry["at"]), "reason": to_json(from_json(entry["reason"]))}
        for key, entry in told.head.items()
    }


def _remember(key: str, reason: str) -> None:
    memory = _recall() | {key: {"at": time.time(), "reason": to_json(reason)}}
    with suppress(OSError):
        kept.store(paths.reach(), memory)
