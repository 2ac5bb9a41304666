"""Carries out what the ledger holds: a few jobs at a time, after a restart, too.

One server of a folder keeps it, the one that holds the ledger's lock; another takes over within
seconds when that one dies. What is being read is never noted step by step: every clip is kept, so
that a job that is begun again says only what had not been said.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from baonoi.errors import BaonoiError
from baonoi.reading.job import ReadingJob
from baonoi.server.job import Job, job_of
from baonoi.server.ledger import Ledger
from baonoi.server.live import Live
from baonoi.server.lives import Lives, new_name
from baonoi.server.problems import Refused, code_of
from baonoi.server.service import Service
from baonoi.server.webhooks import Webhooks
from baonoi.store import paths

if TYPE_CHECKING:
    from baonoi.publish.library import Kept

LOOKED = 2.0
"""Seconds between two looks for what another server took or left."""
SWEPT = 3600.0
"""Seconds between two looks for what can be forgotten."""
DAY = 24 * 3600.0
PASSING = frozenset(
    ("connection-broken", "host-busy", "host-silent", "host-too-slow", "host-unreachable")
)
"""What may be otherwise in a while."""
PAUSES = (5.0, 20.0, 80.0, 320.0, 1280.0)
"""Seconds before each further try to begin; then it has failed."""

T = TypeVar("T")


class Keeper:
    """The jobs of one server."""

    def __init__(
        self, service: Service, lives: Lives, clock: Callable[[], float] = time.time
    ) -> None:
        self._service, self._lives, self._clock = service, lives, clock
        self._path = paths.served(service.settings.directory) / "jobs.sqlite3"
        self._webhooks = Webhooks(service, clock)
        self._ledger: Ledger | None = None
        self._opening, self._beginning = asyncio.Lock(), asyncio.Lock()
        self._lock = ExitStack()
        self._keeps = False
        self._reading: dict[str, asyncio.Task[None]] = {}
        self._taking: dict[ReadingJob, asyncio.Task[Job]] = {}
        self._news = asyncio.Event()
        self._swept = 0.0
        self._loop = asyncio.create_task(self._keep())
        service.metrics.gauge("baonoi_jobs", self._count)

    async def order(self, order: ReadingJob, client: str, webhook: str | None = None) -> Job:
        """Have something read whether or not somebody listens; the same order is one job.

        It is begun at once where there is room, so that who orders hears at once what hinders it.

        Args:
            order: what is to be read.
            client: who orders.
            webhook: the address to which word is sent once it is over.

        Raises:
            BaonoiError: it cannot be read.
            Refused: too much waits.
        """
        task = self._taking.get(order)
        if task is None:
            client = client.encode("ascii", "replace").decode("ascii")
            task = self._taking[order] = asyncio.create_task(self._take(order, client))
            task.add_done_callback(lambda done: self._taken(order, done))
        job = await asyncio.shield(task)  # an order that is half taken would wait for ever
        if webhook is not None:
            now = self._clock()
            await self._run(lambda ledger: ledger.notify(job.id, webhook, now))
            self._news.set()
        return job

    async def find(self, name: str) -> Job | None:
        """The job of that name."""
        ledger = await self._known()
        return None if ledger is None else await asyncio.to_thread(ledger.find, name)

    async def told(self, name: str) -> list[str]:
        """What became of each word that was to be sent of a job."""
        ledger = await self._known()
        return [] if ledger is None else await asyncio.to_thread(ledger.told, name)

    async def hear(self, name: str) -> Live | None:
        """What is read of a job, for somebody who waits for it: it need not wait any more.

        Raises:
            BaonoiError: it cannot be read.
            Refused: too much is being read.
        """
        live = self._lives.find(name)
        if live is not None:
            return live
        job = await self.find(name)
        if job is None or job.over or not self._keeps or self._service.closing.is_set():
            return None
        task = await self._begin(job)
        while task is not None and self._lives.find(name) is None and not task.done():
            await asyncio.wait((task,), timeout=0.05)
        return self._lives.find(name)

    async def cancel(self, name: str) -> Job | None:
        """Read no more of it; what is being saved is as good as done."""
        live = self._lives.find(name)
        ledger = await self._known()
        if ledger is not None and (live is None or live.state == "reading"):
            await asyncio.to_thread(ledger.settle, name, "cancelled", self._clock())
        if live is not None:
            live.cancel()
        return await self.find(name)

    async def close(self) -> None:
        """Leave what is not done to the next server."""
        tasks = [self._loop, *self._reading.values(), *self._taking.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._webhooks.close()
        self._lock.close()
        if self._ledger is not None:
            self._ledger.close()

    def _taken(self, order: ReadingJob, task: asyncio.Task[Job]) -> None:
        del self._taking[order]
        if not task.cancelled():
            task.exception()  # who ordered may have left

    async def _take(self, order: ReadingJob, client: str) -> Job:
        ledger, now = await self._made(), self._clock()
        same = await asyncio.to_thread(ledger.same, order, now)
        if same is not None:
            return same
        limits = self._service.settings.limits
        await asyncio.to_thread(ledger.make_room, client, limits)
        if not self._keeps or len(self._reading) + len(self._taking) > limits.readings:
            job = Job(new_name(), "waiting", order=order)
            job = await asyncio.to_thread(ledger.add, job, client, now)
            self._news.set()
            return job
        live = await self._lives.open(order.source, order.voice, order.options, kept=True)
        job = replace(job_of(live), state="reading", begun=now, order=order)
        job = await asyncio.to_thread(ledger.add, job, client, now)
        if job.id == live.name and not job.over and job.id not in self._reading:
            self._follow(job.id, self._until_over(job.id, live))
        return job

    async def _begin(self, job: Job) -> asyncio.Task[None] | None:
        """What reads it; None where it waits no more, or another server reads it."""
        async with self._beginning:
            ledger = await self._made()
            if await asyncio.to_thread(ledger.begin, job.id, self._clock()):
                self._follow(job.id, self._carried_out(job))
            return self._reading.get(job.id)

    def _follow(self, name: str, what: Coroutine[Any, Any, None]) -> None:
        def over(_: object) -> None:
            del self._reading[name]
            self._news.set()

        self._reading[name] = asyncio.create_task(what)
        self._reading[name].add_done_callback(over)

    async def _carried_out(self, job: Job) -> None:
        """Open it and say it; what hinders it is noted."""
        ledger = await self._made()
        private = self._service.settings.allow_private  # as it is now, not as it was then
        options = replace(job.order.options, allow_private=private)
        try:
            live = await self._lives.open(
                job.order.source, job.order.voice, options, kept=True, name=job.id
            )
        except Exception as error:
            await self._hindered(job, error)
            return
        seen = job_of(live)
        await asyncio.to_thread(ledger.understood, job.id, seen.title, seen.voice, seen.slug)
        await self._until_over(job.id, live)

    async def _until_over(self, name: str, live: Live) -> None:
        while not live.over:
            await live.change()
        seen = job_of(live)
        await self._settled(
            name, seen.state, seconds=seen.seconds, audio=seen.audio, error=seen.error
        )

    async def _hindered(self, job: Job, error: Exception) -> None:
        now, code = self._clock(), code_of(error)
        if isinstance(error, Refused):
            await self._run(lambda ledger: ledger.put_off(job.id, now + PAUSES[0], job.failures))
        elif code in PASSING and job.failures < len(PAUSES):
            due = now + PAUSES[job.failures]
            await self._run(lambda ledger: ledger.put_off(job.id, due, job.failures + 1))
        else:
            if not isinstance(error, BaonoiError):
                self._service.journal.tell("fault", job=job.id, error=repr(error)[:500])
            await self._settled(job.id, "failed", error=code)
        self._service.journal.tell("job", job=job.id, problem=code)

    async def _settled(self, name: str, state: str, **told: Any) -> None:
        await self._run(lambda ledger: ledger.settle(name, state, self._clock(), **told))

    async def _run(self, what: Callable[[Ledger], T]) -> T:
        return await asyncio.to_thread(what, await self._made())

    async def _keep(self) -> None:
        while True:
            try:
                ledger = await self._known()
                if ledger is not None:
                    await self._look(ledger)
            except Exception as error:
                self._service.journal.tell("fault", error=repr(error)[:500])
            try:
                await asyncio.wait_for(self._news.wait(), LOOKED)
            except TimeoutError:
                continue
            self._news.clear()

    async def _look(self, ledger: Ledger) -> None:
        await self._webhooks.send_due(ledger)
        if not self._keeps or self._service.closing.is_set():
            return
        for name in tuple(self._reading):
            live = self._lives.find(name)
            job = await asyncio.to_thread(ledger.find, name)
            if live is not None and job is not None and job.state == "cancelled":
                live.cancel()  # somebody told another server
        while len(self._reading) < self._service.settings.limits.readings:
            job = await asyncio.to_thread(ledger.next, self._clock())
            if job is None:
                break
            await self._begin(job)
        now = self._clock()
        if now - self._swept > SWEPT:
            self._swept = now
            oldest = now - self._service.settings.limits.days * DAY
            await asyncio.to_thread(ledger.sweep, oldest)

    async def _known(self) -> Ledger | None:
        """The ledger, if there is one; held by this server, if by no other."""
        if self._ledger is None and not self._path.exists():
            return None
        return await self._made()

    async def _made(self) -> Ledger:
        async with self._opening:
            if self._ledger is None:
                self._ledger = await asyncio.to_thread(self._opened)
            if not self._keeps:
                self._keeps = await asyncio.to_thread(self._held, self._ledger)
            return self._ledger

    def _opened(self) -> Ledger:
        self._service.settings.directory.mkdir(parents=True, exist_ok=True)
        return Ledger(self._path)

    def _held(self, ledger: Ledger) -> bool:
        with ExitStack() as stack:
            if not stack.enter_context(ledger.held()):
                return False
            self._resume(ledger)
            self._lock = stack.pop_all()
        return True

    def _resume(self, ledger: Ledger) -> None:
        """Settle what an ended server had begun: it is there, or it is begun again."""
        from baonoi.publish.renewal import renew

        directory = self._service.settings.directory
        for job in ledger.interrupted():
            kept = recorded(directory, job) if ledger.alone(job) else None
            if kept is None:
                ledger.put_off(job.id, 0.0, job.failures)
            else:
                audio = kept.audio.relative_to(directory).as_posix()
                ledger.settle(job.id, "done", self._clock(), audio=audio, seconds=kept.duration)
                renew(directory)
            self._service.journal.tell("job", job=job.id, state="done" if kept else "waiting")

    def _count(self) -> dict[tuple[tuple[str, str], ...], float]:
        waiting = 0 if self._ledger is None else self._ledger.waiting()
        return {(("state", "waiting"),): float(waiting)}


def recorded(directory: Path, job: Job) -> Kept | None:
    """The recording that a job had made before its server ended."""
    from baonoi.publish.library import MANIFEST, entry_of, head_of

    entry = entry_of(directory / job.slug) if job.slug else None
    if entry is None or job.begun is None:
        return None
    for kept in entry.voices:
        with suppress(OSError, ValueError), (kept.folder / MANIFEST).open("rb") as file:
            ours = (head_of(file).get("voice"), kept.title) == (job.voice, job.title)
            if ours and kept.made.timestamp() >= int(job.begun):
                return kept
    return None
