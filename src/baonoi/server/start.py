"""Start a server: it can be reached before what will answer is imported."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from baonoi.server.settings import ServerSettings
from baonoi.server.sockets import address_of, bound, port_of

GRACE = 30.0
"""Seconds for which those who listen may go on once the server is asked to end."""

Tell = Callable[[str], None]
"""Told of the address once somebody may come."""


def serve(settings: ServerSettings, tell: Tell, grace: float = GRACE) -> None:
    """Serve until the process is asked to end.

    Raises:
        OutputError: it cannot listen there.
    """
    with ExitStack() as stack:
        sockets = stack.enter_context(bound(settings.host, settings.port))
        for_wyoming = stack.enter_context(bound(*settings.wyoming)) if settings.wyoming else ()
        tell(
            f"{settings.base_url}/"
            if settings.base_url
            else address_of(settings.host, port_of(sockets))
        )
        from baonoi.server.run import run  # whoever comes meanwhile waits in the socket

        run(settings, sockets, for_wyoming, grace)
