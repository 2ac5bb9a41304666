"""Where the work is done: processes of this machine, or a cluster that somebody else keeps.

The engine is dask.distributed. On one machine its scheduler runs in this process; each worker is a
process of its own with one thread, and a nanny that starts another where it dies.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from baonoi import __version__
from baonoi.common.parallel import cores
from baonoi.errors import StoppedError, UsageError
from baonoi.told import Told

FIRST_WORKER = 60.0
"""Seconds for which the first worker is waited for."""
SILENCE = 20.0
"""Seconds after which a scheduler is given up that is not connected."""
WITHOUT_WORKERS = 120.0
"""Seconds for which workers may all be gone."""
ANSWERS = 10
"""Seconds within which a scheduler must answer who comes to it."""
DEATHS = 1
"""Workers that may die of one task before it is taken for the reason; a kill may meet any."""
REMEMBERED = 10
"""Entries of each of Dask's logs of what it did. It keeps a thousand messages to every worker, each
with the rows of its batch: with many workers, most of the scheduler's memory."""
SETTINGS = {
    "distributed.admin.low-level-log-length": REMEMBERED,
    "distributed.admin.log-length": REMEMBERED,
    "distributed.admin.system-monitor.log-length": 600,
    "distributed.diagnostics.computations.max-history": REMEMBERED,
    "distributed.diagnostics.erred-tasks.max-history": REMEMBERED,
    "distributed.scheduler.allowed-failures": DEATHS,
    "distributed.scheduler.worker-saturation": 1.1,
    "distributed.comm.timeouts.connect": f"{ANSWERS}s",
    "distributed.worker.profile.enabled": False,
    # Without Dask's own MALLOC_TRIM_THRESHOLD_, with which every array is fetched anew from the
    # system: an article took half as long again.
    "distributed.nanny.pre-spawn-environ": {
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    },
    "distributed.admin.large-graph-warning-threshold": "100MB",
}


class Cluster:
    """A client, and whether there is still somebody who works for it."""

    def __init__(self, client: Any, address: str) -> None:
        self.client, self.address = client, address
        self._seen = self._worked = time.monotonic()

    def threads(self) -> int:
        """Tasks that are done at once, as far as is known now."""
        workers = self.client.scheduler_info(n_workers=-1)["workers"]
        return sum(worker["nthreads"] for worker in workers.values())

    def check(self) -> None:
        """Make sure that it is of use to wait.

        Raises:
            StoppedError: the scheduler is gone, or all workers have been for long.
        """
        now = time.monotonic()
        if self.client.status == "running":
            self._seen = now
            if self.threads():
                self._worked = now
        if self.client.status == "closed" or now - self._seen > SILENCE:
            raise self.gone()
        if now - self._worked > WITHOUT_WORKERS:
            raise StoppedError(
                Told("No worker is left at {address}.", address=self.address), "workers-gone"
            )

    def gone(self) -> StoppedError:
        """What is told where nobody answers at its address."""
        return StoppedError(
            Told("The scheduler at {address} is gone.", address=self.address), "scheduler-gone"
        )

    def forget(self) -> None:
        """Let Dask forget the names of tasks that are over: it keeps the last 100,000."""
        from dask.utils import key_split

        key_split.cache_clear()

    @property
    def dashboard(self) -> str:
        """Where a browser sees what is done; empty where that is not installed."""
        try:
            import bokeh  # noqa: F401  # without it there are only numbers
        except ImportError:
            return ""
        return str(self.client.dashboard_link or "")


@contextmanager
def cluster(workers: int | None = None, address: str | None = None) -> Iterator[Cluster]:
    """A cluster for a run: that of the address, or processes of this machine, one a core.

    Raises:
        UsageError: dask.distributed is not installed, or workers have another version of ours.
        StoppedError: nobody answers at the address.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise UsageError(
            Told("An archive is read by dask.distributed, which is not installed."),
            "library-missing",
            extra="archive",
        ) from error
    with dask.config.set(SETTINGS):
        if address is None:
            with (
                _quiet(),
                LocalCluster(
                    n_workers=workers or cores(),
                    threads_per_worker=1,
                    processes=True,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",
                    silence_logs=logging.CRITICAL,
                ) as local,
                Client(local, set_as_default=False) as client,
            ):
                yield _ready(Cluster(client, local.scheduler_address))
            return
        with _quiet():
            try:
                client = Client(address, timeout=ANSWERS, set_as_default=False)
            except (OSError, TimeoutError, ValueError) as error:
                raise StoppedError(
                    Told("Nobody answers at {address}.", address=address), "scheduler-silent"
                ) from error
            found = Cluster(client, address)
            try:
                yield _ready(found)
            finally:
                with suppress(Exception):  # of a dead scheduler nobody can take leave
                    client.close(timeout=2)


def _ready(found: Cluster) -> Cluster:
    """Wait for the first worker; let none read that is of another version."""
    try:
        found.client.wait_for_workers(1, timeout=FIRST_WORKER)
    except TimeoutError:
        raise StoppedError(
            Told("No worker is left at {address}.", address=found.address), "workers-gone"
        ) from None
    try:
        versions = found.client.run(_version)
    except ImportError as error:
        raise _of_another_version(found.address, str(error)) from error
    except OSError as error:  # it came to the scheduler, which finds no way back to it
        raise StoppedError(
            Told("The scheduler cannot reach a worker: {reason}.", reason=str(error)),
            "worker-unreachable",
        ) from error
    for worker, version in versions.items():
        if version != __version__:
            raise _of_another_version(worker, version)
    return found


def _of_another_version(worker: str, version: str) -> UsageError:
    return UsageError(
        Told(
            "The worker {worker} has Báo Nói {version}, not {own}.",
            worker=worker,
            version=version,
            own=__version__,
        ),
        "worker-of-another-version",
    )


def _version() -> str:
    """Of the package, on a worker."""
    return __version__


@contextmanager
def _quiet() -> Iterator[None]:
    """Let dask's own loggers be silent: what matters of what they say is told in our words."""
    logger = logging.getLogger("distributed")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
