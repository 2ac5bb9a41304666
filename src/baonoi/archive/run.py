"""A run: rows become batches, a window of which is under way; nothing is held of what is done."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Any

from baonoi.archive.batch import Batch, Tally, read_batch, set_aside
from baonoi.archive.cluster import Cluster
from baonoi.archive.order import Order
from baonoi.archive.row import Row
from baonoi.common import stopping
from baonoi.common.log import Log
from baonoi.errors import BaonoiError, OutputError, StoppedError
from baonoi.told import Told

_log = Log(__name__)
LARGEST = 16
"""Rows of a batch: enough that the scheduler is seldom asked, few enough to be done again."""
BATCHES_A_THREAD = 3
"""Under way or waiting, so that no worker waits for its next one."""
TRIES = 3
"""Of a batch whose shard cannot be put."""
HINDERED = 64
"""Rows in a row that fail for a reason that would meet all others, too: then the run stops."""
FORGOTTEN = 1000
"""Batches after which nothing is held of those that are done."""
RESULT = 30.0
"""Seconds for which a few numbers are waited for that are there."""
_LOOK = 0.5
"""Seconds between two looks whether anybody still works."""

Work = Callable[[Order, Batch], Tally]
"""What a worker does with a batch."""


def run(
    rows: Iterable[Row],
    order: Order,
    cluster: Cluster,
    work: Work = read_batch,
    tell: Callable[[Tally], None] = lambda tally: None,
) -> Tally:
    """Have all rows read; what became of them is in the shards of the run.

    Args:
        rows: read as they are needed.
        order: how, and where to.
        cluster: where.
        work: what is done with a batch.
        tell: told how far it is.

    Raises:
        StoppedError: nobody works any more, or what hinders one row hinders all.
        OutputError: the index cannot be written.
        KeyboardInterrupt: the process shall stop.
    """
    return _Run(rows, order, cluster, work, tell).finish()


class _Run:
    def __init__(
        self,
        rows: Iterable[Row],
        order: Order,
        cluster: Cluster,
        work: Work,
        tell: Callable[[Tally], None],
    ) -> None:
        self._order, self._cluster, self._work, self._tell = order, cluster, work, tell
        self._coming = self._batches(iter(rows))
        self._again: deque[Batch] = deque()
        self._suspects: deque[Batch] = deque()
        """Single rows whose workers died. Each is tried once more when nothing else is under way,
        for a kill, or another row on the same worker, may have been the reason."""
        self._running: dict[str, tuple[Batch, Any]] = {}
        self._done: SimpleQueue[str] = SimpleQueue()
        self._tries: dict[str, int] = {}
        self._tally = Tally()
        self._threads = max(1, cluster.threads())
        self._submitted = 0
        self._in_a_row = 0
        """Rows that failed one after another for a reason that meets all."""

    def finish(self) -> Tally:
        try:
            self._fill()
            while self._running:
                stopping.check()
                try:
                    number = self._done.get(timeout=_LOOK)
                except Empty:
                    self._cluster.check()
                    self._threads = max(1, self._cluster.threads())
                else:
                    self._take(*self._running.pop(number))
                self._fill()
        except BaseException:
            for _, future in self._running.values():
                future.cancel(reason="stopped", msg="stopped")
            raise
        return self._tally

    def _batches(self, rows: Iterator[Row]) -> Iterator[Batch]:
        """Small ones first: a short list keeps all workers busy to its end."""
        number = read = 0
        while True:
            size = min(LARGEST, 1 + read // (8 * self._threads))
            some = tuple(islice(rows, size))
            if not some:
                return
            yield Batch(f"{number:08d}", some)
            number += 1
            read += len(some)

    def _fill(self) -> None:
        """Give out as many batches as there is room for."""
        while len(self._running) < BATCHES_A_THREAD * self._threads:
            batch = self._again.popleft() if self._again else next(self._coming, None)
            if batch is None:
                break
            self._submit(batch)
        if not self._running and self._suspects:
            self._submit(self._suspects.popleft())

    def _submit(self, batch: Batch) -> None:
        self._submitted += 1
        if self._submitted % FORGOTTEN == 0:
            self._cluster.forget()
        key = f"baonoi-{self._order.run}-{batch.number}-{self._tries.get(batch.number, 0)}"
        future = self._cluster.client.submit(
            self._work, self._order, batch, key=key, pure=False, retries=0
        )
        self._running[batch.number] = batch, future
        future.add_done_callback(lambda _: self._done.put(batch.number))

    def _take(self, batch: Batch, future: Any) -> None:
        """Count what was done; what was not is tried again, in parts or alone."""
        from distributed.scheduler import KilledWorker

        try:
            tally = future.result(timeout=RESULT)
        except KilledWorker:
            self._killed(batch)
            return
        except (CancelledError, TimeoutError):
            raise self._cluster.gone() from None
        except OutputError as error:
            self._once_more(batch, error)
            return
        except BaonoiError:
            raise
        except Exception as error:  # whatever does not fit between us and its workers
            reason = " ".join(str(error).split())[:200] or type(error).__name__
            raise StoppedError(
                Told("The cluster cannot do the work: {reason}", reason=reason), "cluster-unfit"
            ) from error
        finally:
            future.release()
        self._tries.pop(batch.number, None)
        self._count(tally)

    def _count(self, tally: Tally) -> None:
        self._tally.add(tally)
        self._stop_if_hopeless(tally)
        self._tell(self._tally)

    def _killed(self, batch: Batch) -> None:
        """Look for the row that kills, by halves; set aside the one that does so alone."""
        tries = self._tries.get(batch.number, 0)
        _log.warning("workers died of batch %s, %d rows", batch.number, len(batch.rows))
        if len(batch.rows) > 1:
            self._again.extend(batch.halves())
        elif not tries:
            self._tries[batch.number] = 1
            self._suspects.append(batch)
        else:
            self._count(set_aside(self._order, batch))

    def _once_more(self, batch: Batch, error: BaonoiError) -> None:
        tries = self._tries.get(batch.number, 0) + 1
        _log.warning("batch %s cannot be told of: %s", batch.number, error.message)
        if tries >= TRIES:
            raise error
        self._tries[batch.number] = tries
        self._again.append(batch)

    def _stop_if_hopeless(self, tally: Tally) -> None:
        every = tally.hindered == tally.rows
        self._in_a_row = self._in_a_row + tally.rows if every else 0
        if self._in_a_row >= HINDERED:
            code = tally.codes.most_common(1)[0][0]
            raise StoppedError(
                Told(
                    "{rows} articles in a row failed for one reason ({reason}).",
                    rows=self._in_a_row,
                    reason=code,
                ),
                "archive-hindered",
            )
