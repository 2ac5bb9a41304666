"""Serve whoever comes, and end without cutting anybody off."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from aiohttp import web

from baonoi.common import stopping
from baonoi.server.app import make_app
from baonoi.server.door import Door
from baonoi.server.memory import give_back, keep_giving_back
from baonoi.server.service import Service
from baonoi.server.settings import ServerSettings
from baonoi.server.sockets import BACKLOG, port_of

OBJECTS = (700, 10, 10)
"""Python's own pace of looking for garbage: the command line's would let a server grow."""
OTHER_FILES = 256
"""Open files that no client stands for: pipes of workers, what is read and written."""
LINGER = 2.0
"""Seconds for which the rest of a refused body is read, so that its client hears why."""


def run(
    settings: ServerSettings,
    sockets: Sequence[socket.socket],
    for_wyoming: Sequence[socket.socket],
    grace: float,
) -> None:
    """Serve whoever comes there, until the process is asked to end.

    Args:
        settings: how.
        sockets: at which clients wait.
        for_wyoming: at which those of Home Assistant do.
        grace: seconds for which those who listen may go on then.
    """
    give_back()
    stopping.listen_no_more()  # what is under way ends in its own time
    asyncio.run(_run(settings, sockets, for_wyoming, grace))


async def _run(
    settings: ServerSettings,
    sockets: Sequence[socket.socket],
    for_wyoming: Sequence[socket.socket],
    grace: float,
) -> None:
    service = Service(settings)
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C is heard as an interrupt
            loop.add_signal_handler(number, asked.set)
    try:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(listening(service, sockets, grace))
            if settings.wyoming:
                from baonoi.server.wyoming import wyoming

                await stack.enter_async_context(wyoming(service, for_wyoming, grace))
                service.journal.tell("wyoming", host=settings.wyoming[0], port=port_of(for_wyoming))
            trimming = asyncio.create_task(keep_giving_back())
            try:
                threading.Thread(target=_prepare, args=(service,), daemon=True).start()
                await asked.wait()
            finally:
                trimming.cancel()
                service.closing.set()
                service.journal.tell("closing")
    finally:
        await asyncio.to_thread(service.close)


def _prepare(service: Service) -> None:
    """Have the voice ready; what stays for good is not looked at for garbage any more."""
    service.preload()
    gc.freeze()
    gc.set_threshold(*OBJECTS)


@asynccontextmanager
async def listening(
    service: Service, sockets: Sequence[socket.socket], grace: float
) -> AsyncIterator[None]:
    """Clients are let in. At its end nobody is any more, and the last are waited for.

    Args:
        service: what they find.
        sockets: where they come.
        grace: seconds for which they are waited for.
    """
    settings = service.settings
    runner = web.AppRunner(
        make_app(service),
        handler_cancellation=True,
        access_log=None,
        shutdown_timeout=grace,
        keepalive_timeout=settings.limits.keep,
        lingering_time=LINGER,
    )
    await runner.setup()
    assert runner.server is not None  # it is set up
    door = Door(runner.server, settings, service.metrics)
    _allow_files(2 * settings.limits.connections)
    loop = asyncio.get_running_loop()
    try:
        servers = [await loop.create_server(door, sock=each, backlog=BACKLOG) for each in sockets]
        try:
            yield
        finally:
            for server in servers:
                server.close()
            await door.close()
    finally:
        await runner.cleanup()


def _allow_files(wanted: int) -> None:
    """Let this process have a connection and a file for each client, where the system allows it."""
    with suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        if now != resource.RLIM_INFINITY and now < wanted + OTHER_FILES:
            some = wanted + OTHER_FILES
            less = some if most == resource.RLIM_INFINITY else min(some, most)
            resource.setrlimit(resource.RLIMIT_NOFILE, (less, most))
