"""``baonoi bulletin``: what was read is put together, as a newsreader does."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from datetime import time as time_of_day
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from baonoi.cli import completion
from baonoi.cli.age import Age
from baonoi.cli.directory_option import directory_option
from baonoi.cli.language import said
from baonoi.cli.number import Number
from baonoi.cli.output import show
from baonoi.cli.voice_options import Request, voice_options
from baonoi.common import room, stopping
from baonoi.model import VIETNAM_TIME
from baonoi.told import Told

if TYPE_CHECKING:
    from baonoi.reading.events import Listener

MINUTES = 20
KEEP = 30
DAYS = {"today": 0, "hôm nay": 0, "yesterday": 1, "hôm qua": 1}
"""Days of which the whole counts, by how many ago they began."""


class Since(click.ParamType):
    """Seconds since 1970: of a day by its name, of a time, of an age."""

    name = "since"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """See click."""
        text = str(value).strip().lower()
        now = datetime.now(VIETNAM_TIME)
        if text in DAYS:
            day = now.date() - timedelta(days=DAYS[text])
            return datetime.combine(day, time_of_day(), VIETNAM_TIME).timestamp()
        try:
            moment = datetime.fromisoformat(text.upper())
            return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM_TIME)).timestamp()
        except ValueError:
            pass
        try:
            return now.timestamp() - Age().convert(text, param, ctx)
        except click.BadParameter:
            told = Told(
                "'{value}' is no day, time or age: yesterday, 2026-03-01, 12h.", value=value
            )
            self.fail(said(told))


@click.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi bulletin\n"
    "  baonoi bulletin --since yesterday --minutes 10 --from 'Bóng đá'\n"
    "  baonoi bulletin -o ban-tin.mp3\n",
)
@directory_option("Where what was read is, and the bulletin gets a folder.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    shell_complete=completion.audio_files,
    help="Write the audio alone to FILE, in the format of its ending.",
)
@click.option(
    "--since",
    type=Since(),
    default="24h",
    show_default=True,
    metavar="TIME",
    help="Tell what was published since then: yesterday, 2026-03-01, 12h.",
)
@click.option(
    "--minutes",
    type=Number(1, 600),
    default=MINUTES,
    show_default=True,
    metavar="N",
    help="About how long it is.",
)
@click.option(
    "--from",
    "papers",
    multiple=True,
    metavar="NAME",
    help="Tell news of this paper alone; several may be given.",
)
@click.option(
    "--voice",
    metavar="NAME",
    shell_complete=completion.voices,
    help="Who reads it; by default the voice that is settled.",
)
@voice_options
@click.option(
    "--keep",
    type=click.IntRange(1),
    default=KEEP,
    show_default=True,
    metavar="N",
    help="Keep the N newest bulletins.",
)
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
def command(
    directory: str,
    output: str | None,
    since: float,
    minutes: float,
    papers: tuple[str, ...],
    voice: str | None,
    request: Request,
    keep: int,
    quiet: bool,
) -> None:
    """Make one recording of what `baonoi update` read; print its path.

    It has an opening, the headlines, the news by subject, each with its source, and a close. As
    many papers and subjects are heard as there is time for, in short, and in whole where time is
    left. What another bulletin told is not told again.
    """
    from baonoi.cli.listening import tell_voice
    from baonoi.cli.notices import Notices
    from baonoi.cli.progress import Progress
    from baonoi.reading.settings import Settings
    from baonoi.station.broadcast import Order, broadcast
    from baonoi.station.database import Database
    from baonoi.station.follows import paper_named
    from baonoi.station.pruning import overdue_bulletins
    from baonoi.station.shelf import tidy_shelf
    from baonoi.voices import Host, choose

    room.ensure()
    settings = Settings.load()
    choice = choose(request(voice or settings.voice_request().name))
    with Database() as database, Host() as host, stopping.in_steps():
        order = Order(
            Path(directory).absolute(),
            settings.options(),
            since,
            60 * minutes,
            tuple(paper_named(database, name).name for name in papers),
            None if output is None else Path(output),
            keep,
        )
        progress = Progress(shown=not quiet)
        progress.expect(1)
        try:
            with progress.reading(choice.voice.label, 0) as advance:
                listeners: list[Listener] = [advance, partial(tell_voice, notices=Notices())]
                path = broadcast(database, order, choice, host, time.time(), listeners)
        finally:
            progress.close()
        if output is None:
            old = overdue_bulletins(database, order.directory)
            tidy_shelf(database, order.directory, settings.base_url(), old)
    show(str(path))
