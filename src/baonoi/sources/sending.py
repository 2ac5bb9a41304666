"""Lets another server know of something: one POST over a connection that is checked and watched."""

from __future__ import annotations

from typing import NamedTuple

from urllib3.exceptions import HTTPError

from baonoi.common.retry import retry_after
from baonoi.sources.addresses import resolve
from baonoi.sources.client import Client, Limits
from baonoi.sources.deadline import Deadline
from baonoi.sources.web import failed, own_version, parsed

LIMITS = Limits(total=20.0, connect=10.0, read=15.0)


class Sent(NamedTuple):
    """What the other server said."""

    status: int
    retry_after: float
    """Seconds for which it wants to be left alone; 0 where it says nothing."""


def send(
    url: str,
    body: bytes,
    headers: dict[str, str],
    *,
    allow_private: bool = False,
    limits: Limits = LIMITS,
) -> Sent:
    """Send it once; redirects are not followed, and of the answer only the head is read.

    Raises:
        SourceError: it could not be sent, or the address may not be asked.
    """
    target = parsed(url)
    asked = {"User-Agent": f"baonoi/{own_version()}", **headers}
    with Deadline(limits.total) as deadline:
        client = Client(deadline, limits, allow_private=allow_private)
        try:
            answer = client.post(target, asked, body)
        except HTTPError as error:
            raise failed(target, error) from None
    return Sent(answer.status, retry_after(answer.headers.get("retry-after")) or 0.0)


def judge(url: str, *, allow_private: bool = False) -> None:
    """See whether an address may be asked at all; nothing is sent, and a name may lead nowhere yet.

    Raises:
        SourceError: it may not.
    """
    target = parsed(url)
    try:
        resolve((target.host or "").strip("[]"), 0, allow_private=allow_private)
    except OSError:
        return
