"""Start a server, and end it without cutting anybody off."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from baonoi.common import stopping
from baonoi.errors import OutputError
from baonoi.server.app import make_app
from baonoi.server.service import Service
from baonoi.server.settings import ServerSettings
from baonoi.told import Told

GRACE = 30.0
"""Seconds for which those who listen may go on once the server is asked to end."""
OBJECTS = (700, 10, 10)
"""Python's own pace of looking for garbage: the command line's would let a server grow."""

Tell = Callable[[str], None]
"""Told of the address once somebody may come."""


def serve(settings: ServerSettings, tell: Tell, grace: float = GRACE) -> None:
    """Serve until the process is asked to end.

    Raises:
        OutputError: it cannot listen there.
    """
    gc.set_threshold(*OBJECTS)
    stopping.listen_no_more()  # what is under way ends in its own time
    asyncio.run(_serve(settings, tell, grace))


async def _serve(settings: ServerSettings, tell: Tell, grace: float) -> None:
    service = Service(settings)
    runner = web.AppRunner(
        make_app(service), handler_cancellation=True, access_log=None, shutdown_timeout=grace
    )
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C is heard as an interrupt
            loop.add_signal_handler(number, asked.set)
    await runner.setup()
    try:
        port = await listen(runner, settings)
        threading.Thread(target=service.preload, daemon=True).start()
        tell(address(settings, port))
        await asked.wait()
    finally:
        service.closing.set()
        service.journal.tell("closing")
        await runner.cleanup()
        await asyncio.to_thread(service.close)


async def listen(runner: web.AppRunner, settings: ServerSettings) -> int:
    """Let clients in; the port.

    Raises:
        OutputError: somebody else listens there, or it may not be.
    """
    site = web.TCPSite(runner, settings.host, settings.port, backlog=1024, reuse_address=True)
    try:
        await site.start()
    except OSError as error:
        raise OutputError(
            Told(
                "Cannot listen on {host}, port {port}: {reason}.",
                host=settings.host,
                port=settings.port,
                reason=str(error.strerror or error),
            ),
            "port-taken",
        ) from error
    found: int = runner.addresses[0][1]
    return found


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
