"""``baonoi update``: what is new in the papers that are followed, read once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from baonoi.cli import completion
from baonoi.cli.age import Age
from baonoi.cli.directory_option import directory_option
from baonoi.cli.number import Number
from baonoi.cli.output import complain, show
from baonoi.cli.voice_options import Request, voice_options
from baonoi.common import room, stopping
from baonoi.errors import BaonoiError

if TYPE_CHECKING:
    from baonoi.station.articles import Waiting
    from baonoi.station.papers import Asked
    from baonoi.station.reading import Choose, Tried
    from baonoi.station.update import Update

KEEP = 50
"""Recordings of a paper."""
AGAIN = 5
"""The exit status where something must be tried again."""


@click.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi update\n"
    "  baonoi update -d /srv/nghe --keep 30 --max-minutes 60 -q\n"
    "  baonoi update --dry-run\n",
)
@directory_option("Where each recording gets a folder.")
@click.option(
    "--voice",
    metavar="NAME",
    shell_complete=completion.voices,
    help="Who reads papers that have no voice of their own; by default the voice that is settled.",
)
@voice_options
@click.option(
    "--keep",
    type=click.IntRange(1),
    default=KEEP,
    show_default=True,
    metavar="N",
    help="Keep the N newest recordings of a paper that does not say how many itself.",
)
@click.option(
    "--max-age",
    type=Age(),
    default="3d",
    show_default=True,
    metavar="AGE",
    help="Read nothing older: 36h, 3d, 2w.",
)
@click.option(
    "--max-minutes",
    type=Number(1),
    metavar="N",
    help="Read no more than N minutes of news now; the rest is read the next time.",
)
@click.option(
    "--now", "at_once", is_flag=True, help="Try again at once what waits for a later try."
)
@click.option(
    "--allow-private", is_flag=True, help="Fetch from addresses of private networks, too."
)
@click.option("--dry-run", is_flag=True, help="Ask the papers, read nothing: tell what is new.")
@click.option("--json", "as_json", is_flag=True, help="Tell what became of it all as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
def command(
    directory: str,
    voice: str | None,
    request: Request,
    keep: int,
    max_age: float,
    max_minutes: float | None,
    at_once: bool,
    allow_private: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Ask the papers that are followed what is new, and read it, the newest first.

    Each article is read once, however often its feed changes and whichever papers carry it. Prints
    the MP3s' paths. What cannot be read now is told, and tried again later, after pauses that grow.
    Exit status 0 where everything new was read, 5 where something must be tried again.
    """
    from baonoi.cli.updating import sum_up, tell_asked
    from baonoi.reading.settings import Settings
    from baonoi.station.articles import Limits
    from baonoi.station.database import Database
    from baonoi.station.update import Order, Update, report

    settings = Settings.load()
    order = Order(
        Path(directory).absolute(),
        replace(settings.options(), allow_private=allow_private),
        Limits(keep, max_age),
        None if max_minutes is None else 60 * max_minutes,
        at_once,
    )
    usual = voice or settings.voice_request().name
    asked: list[Asked] = []
    tried: list[Tried] = []
    stopped: BaonoiError | None = None
    with Database() as database, stopping.in_steps():
        update = Update(database, order)
        with update.alone():
            for each in update.ask():
                asked.append(each)
                tell_asked(each)
            waiting = update.waiting()
            if waiting and not dry_run:
                from baonoi.voices import choose

                chosen = cache(lambda name: choose(request(name or usual)))
                try:
                    tried.extend(_read(update, waiting, chosen, quiet=quiet, paths=not as_json))
                except BaonoiError as error:
                    stopped = error
            if not dry_run:
                update.tidy_shelf(settings.base_url())
            left = update.left()
    if as_json:
        told = report(asked, tried, waiting if dry_run else [], left)
        show(json.dumps(told, ensure_ascii=False, indent=1))
    elif dry_run:
        for article in waiting:
            show(f"{article.title} ({article.paper})  {article.url}")
    elif not quiet:
        sum_up(tried, left)
    if stopped is not None:
        return complain(stopped)
    return AGAIN if left else 0


def _read(
    update: Update, waiting: list[Waiting], chosen: Choose, *, quiet: bool, paths: bool
) -> Iterator[Tried]:
    """Read what waits, and let a person see how far it is."""
    from baonoi.cli.unforeseen import as_error
    from baonoi.cli.updating import Seen
    from baonoi.voices import Host

    room.ensure()
    seen = Seen(len(waiting), quiet=quiet)
    host = Host()
    try:
        for one in update.read(waiting, host, chosen, seen.listen, as_error):
            seen.tried(one, paths=paths)
            yield one
    finally:
        host.close()
        seen.close()
