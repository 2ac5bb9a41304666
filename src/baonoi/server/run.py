"""Start a server, and end it without cutting anybody off."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from aiohttp import web

from baonoi.common import stopping
from baonoi.server.app import make_app
from baonoi.server.door import Door, taken
from baonoi.server.memory import give_back
from baonoi.server.service import Service
from baonoi.server.settings import ServerSettings

GRACE = 30.0
"""Seconds for which those who listen may go on once the server is asked to end."""
OBJECTS = (700, 10, 10)
"""Python's own pace of looking for garbage: the command line's would let a server grow."""
OTHER_FILES = 256
"""Open files that no client stands for: pipes of workers, what is read and written."""
LINGER = 2.0
"""Seconds for which the rest of a refused body is read, so that its client hears why."""

Tell = Callable[[str], None]
"""Told of the address once somebody may come."""


def serve(settings: ServerSettings, tell: Tell, grace: float = GRACE) -> None:
    """Serve until the process is asked to end.

    Raises:
        OutputError: it cannot listen there.
    """
    gc.set_threshold(*OBJECTS)
    give_back()
    stopping.listen_no_more()  # what is under way ends in its own time
    asyncio.run(_serve(settings, tell, grace))


async def _serve(settings: ServerSettings, tell: Tell, grace: float) -> None:
    service = Service(settings)
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C is heard as an interrupt
            loop.add_signal_handler(number, asked.set)
    try:
        async with AsyncExitStack() as stack:
            port = await stack.enter_async_context(listening(service, grace))
            if settings.wyoming is not None:
                from baonoi.server.wyoming import wyoming

                host, asked_for = settings.wyoming
                opened = wyoming(service, host, asked_for, grace)
                told = await stack.enter_async_context(opened)
                service.journal.tell("wyoming", host=host, port=told)
            try:
                tell(address(settings, port))
                threading.Thread(target=service.preload, daemon=True).start()
                await asked.wait()
            finally:
                service.closing.set()
                service.journal.tell("closing")
    finally:
        await asyncio.to_thread(service.close)


@asynccontextmanager
async def listening(service: Service, grace: float) -> AsyncIterator[int]:
    """Clients are let in; the port. At its end nobody is any more, and the last are waited for.

    Args:
        service: what they find.
        grace: seconds for which they are waited for.

    Raises:
        OutputError: somebody else listens there, or it may not be.
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
    try:
        server = await _open(door, settings)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()
            await door.close()
    finally:
        await runner.cleanup()


async def _open(door: Door, settings: ServerSettings) -> asyncio.Server:
    loop = asyncio.get_running_loop()
    _allow_files(2 * settings.limits.connections)
    try:
        return await loop.create_server(
            door, settings.host, settings.port, backlog=1024, reuse_address=True
        )
    except OSError as error:
        raise taken(settings.host, settings.port, error) from error


def _allow_files(wanted: int) -> None:
    """Let this process have a connection and a file for each client, where the system allows it."""
    with suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        if now != resource.RLIM_INFINITY and now < wanted + OTHER_FILES:
            some = wanted + OTHER_FILES
            less = some if most == resource.RLIM_INFINITY else min(some, most)
            resource.setrlimit(resource.RLIMIT_NOFILE, (less, most))


def address(settings: ServerSettings, port: int) -> str:
    """Where a person finds it."""
    if settings.base_url:
        return f"{settings.base_url}/"
    host = settings.host
    if host in ("0.0.0.0", "::", ""):
        host = lan_address() or "localhost"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def lan_address() -> str | None:
    """This machine's address on its own network; nothing is sent to find it."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # reserved for documentation (RFC 5737)
        found: str = probe.getsockname()[0]
        return found
    return None
