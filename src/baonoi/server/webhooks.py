"""Word of a job that is over, sent to whoever wanted it: signed, and again until it is taken.

Signature, headers and pauses are those of Standard Webhooks (standardwebhooks.com, version 1), so
that its libraries verify what is sent here.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from baonoi.errors import SourceError
from baonoi.server.job import Job, job_told
from baonoi.server.ledger import Delivery, Ledger
from baonoi.server.service import Service

PAUSES = (5.0, 300.0, 1800.0, 7200.0, 18000.0, 36000.0, 50400.0, 72000.0, 86400.0)
"""Seconds before each further try; then it is given up."""
AT_ONCE = 8
LEASE = 120.0
"""Seconds after which what was being sent by a server that died is sent again."""
GONE = 410
"""Nobody wants word there any more."""


def signature(secret: bytes, name: str, timestamp: int, body: bytes) -> str:
    """What proves that it comes from here, and when it was sent."""
    signed = b".".join((name.encode("ascii"), str(timestamp).encode("ascii"), body))
    mac = hmac.new(secret, signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(mac).decode('ascii')}"


class Webhooks:
    """Sends what is due."""

    def __init__(self, service: Service, clock: Callable[[], float]) -> None:
        self._service, self._clock = service, clock
        self._sending: set[asyncio.Task[None]] = set()

    async def send_due(self, ledger: Ledger) -> None:
        """Begin to send what is due; nothing is waited for."""
        free = AT_ONCE - len(self._sending)
        if free <= 0 or not self._service.settings.webhook_secrets:
            return
        for delivery in await asyncio.to_thread(ledger.due, self._clock(), free, LEASE):
            task = asyncio.create_task(self._send(ledger, delivery))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def close(self) -> None:
        """Wait for nothing: what was not taken is sent again by the next server."""
        for task in self._sending:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)

    async def _send(self, ledger: Ledger, delivery: Delivery) -> None:
        job = await asyncio.to_thread(ledger.find, delivery.job)
        if job is None:
            return
        body = _body(job)
        status, wait = await asyncio.to_thread(self._tried, delivery, body)
        if 200 <= status < 300:
            await asyncio.to_thread(ledger.sent, delivery.id)
        else:
            due = None
            if status != GONE and delivery.failures < len(PAUSES):
                pause = PAUSES[delivery.failures] * random.uniform(0.9, 1.1)  # not all at once
                due = self._clock() + max(pause, wait)
            await asyncio.to_thread(ledger.unsent, delivery.id, due)
        self._service.metrics.count(
            "baonoi_webhooks_total", taken="yes" if 200 <= status < 300 else "no"
        )

    def _tried(self, delivery: Delivery, body: bytes) -> tuple[int, float]:
        """The status that was answered, 0 for none, and the seconds that were asked for."""
        from baonoi.sources.sending import send

        now, settings = int(self._clock()), self._service.settings
        signatures = [
            signature(secret, delivery.id, now, body) for secret in settings.webhook_secrets
        ]
        headers = {
            "Content-Type": "application/json",
            "webhook-id": delivery.id,
            "webhook-timestamp": str(now),
            "webhook-signature": " ".join(signatures),
        }
        told: dict[str, Any] = {"job": delivery.job, "attempt": delivery.failures + 1}
        try:
            answer = send(delivery.url, body, headers, allow_private=settings.allow_private)
        except SourceError as error:
            self._service.journal.tell("webhook", **told, problem=error.code)
            return 0, 0.0
        self._service.journal.tell("webhook", **told, status=answer.status)
        return answer.status, answer.retry_after


def _body(job: Job) -> bytes:
    """The same at every try."""
    when = datetime.fromtimestamp(job.changed, UTC).isoformat(timespec="seconds")
    told = {"type": f"read.{job.state}", "timestamp": when, "data": job_told(job)}
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
