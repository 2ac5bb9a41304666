"""``baonoi serve``: the shelf, articles while they are made, and an API that others speak."""

from __future__ import annotations

import os
import sys
from io import StringIO
from pathlib import Path

import click

from baonoi.cli import completion
from baonoi.cli.output import note, show, show_drawn
from baonoi.common.addresses import base_address
from baonoi.errors import UsageError
from baonoi.store import paths
from baonoi.told import Told

MADE_UP = 16
"""Bytes of a token that is made up."""


@click.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi serve\n"
    "  baonoi serve --host 0.0.0.0\n"
    "  baonoi serve --base-url https://nghe.bao.example --allow-origin https://bao.example\n",
)
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Where it listens; 0.0.0.0 is wherever this machine can be reached.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="PORT",
    default=8778,
    show_default=True,
    help="0 takes a free one.",
)
@click.option(
    "-d",
    "--directory",
    metavar="DIR",
    default="output",
    show_default=True,
    type=click.Path(path_type=Path),
    shell_complete=completion.folders,
    help="The folder of recordings.",
)
@click.option("--token", metavar="TEXT", help="What clients must know; better in BAONOI_TOKEN.")
@click.option("--base-url", metavar="URL", help="Where the world sees it.")
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="SITE",
    help="Let pages of that site ask; several may be given.",
)
@click.option(
    "--voice",
    "usual_voice",
    metavar="NAME",
    shell_complete=completion.voices,
    help="Who reads where a client names nobody.",
)
@click.option("--offline", is_flag=True, help="Let no voice use the network.")
@click.option("--allow-private", is_flag=True, help="Fetch from private networks, too.")
@click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=N",
    help="Another limit, such as jobs=50; docs/serve.md lists them.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Processes of the embedded voice; usually one a core.",
)
@click.option(
    "--wyoming",
    metavar="[ADDRESS:]PORT",
    help="Speak Home Assistant's protocol there, too; its usual port is 10200.",
)
@click.option(
    "--log-format",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How requests and jobs are logged on standard error.",
)
@click.option("--no-access-log", is_flag=True, help="Log jobs and faults, and no requests.")
def command(
    host: str,
    port: int,
    directory: Path,
    token: str | None,
    base_url: str | None,
    origins: tuple[str, ...],
    usual_voice: str | None,
    offline: bool,
    allow_private: bool,
    limits: tuple[str, ...],
    workers: int | None,
    wyoming: str | None,
    log_format: str,
    no_access_log: bool,
) -> None:
    """Serve the recordings in DIR, and make new ones for whoever asks.

    A browser finds the shelf there, programs an API. Beyond this machine a token is needed.
    """
    from baonoi.reading.settings import Settings
    from baonoi.server.settings import (
        Limits,
        ServerSettings,
        checked_address,
        checked_origin,
        is_loopback,
        secrets_in,
    )

    token = token or os.environ.get(paths.TOKEN) or None
    told = token is not None
    if token is None and not is_loopback(host):
        token = _made_up()
    settings = ServerSettings(
        host,
        port,
        directory,
        token,
        base_address(base_url) if base_url else None,
        tuple(map(checked_origin, origins)),
        allow_private,
        usual_voice or Settings.load().voice_request().name,
        offline or paths.told_to_stay_offline(),
        log=log_format,
        log_requests=not no_access_log,
        workers=workers,
        limits=Limits.told(limits),
        wyoming=None if wyoming is None else checked_address(wyoming),
        webhook_secrets=secrets_in(os.environ.get(paths.WEBHOOK_SECRET, "")),
    )
    from baonoi.server.start import serve

    def tell(address: str) -> None:
        known = f"{address}#token={token}" if token else address
        show(address if told else known)
        if not is_loopback(host) and sys.stdout.isatty():
            draw_code(known)

    serve(settings, tell)


def draw_code(address: str) -> None:
    """The address for a phone's camera, on a terminal; the token is in it."""
    try:
        import segno
    except ImportError:
        note(Told("for a code that a phone reads: pip install 'baonoi[serve]'"))
        return
    drawn = StringIO()
    segno.make_qr(address, error="l").terminal(drawn, compact=True, border=2)
    show_drawn(drawn.getvalue())


def _made_up() -> str:
    """A token of this run, which a person sees on the terminal and nobody in a log."""
    import secrets

    if not sys.stdout.isatty():
        raise UsageError(
            Told("Whoever reaches this machine could use it: a token is needed."), "token-missing"
        )
    note(Told("a token was made up for this run; set BAONOI_TOKEN to have one that stays"))
    return secrets.token_urlsafe(MADE_UP)
