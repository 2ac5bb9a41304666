"""``baonoi archive``: many articles, on many cores or machines, each once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from baonoi.cli import completion
from baonoi.cli.age import Age
from baonoi.cli.anyway_option import anyway_option
from baonoi.cli.lexicon_option import lexicon_option
from baonoi.cli.output import show
from baonoi.cli.selection_options import selection_options
from baonoi.cli.sound_options import sound_options
from baonoi.cli.voice_options import Request, voice_options
from baonoi.common import room, stopping
from baonoi.errors import UsageError
from baonoi.reading.options import ReadingOptions
from baonoi.told import Told

INSTEAD = ("status", "sweep", "rebuild")
"""What is done with an archive instead of reading into it."""


@click.command(
    epilog="Examples:\n\n\b\n"
    "  baonoi archive bai-bao.jsonl kho\n"
    "  baonoi archive --sample 100 bai-bao.parquet s3://bao/nghe\n"
    "  baonoi archive --scheduler tcp://10.0.0.1:8786 https://bao.vn/sitemap.xml s3://bao/nghe\n"
    "  baonoi archive --retry s3://bao/nghe\n"
    "  baonoi archive --status s3://bao/nghe\n",
)
@click.argument(
    "places", metavar="[MANIFEST] TARGET", nargs=-1, required=True, shell_complete=completion.files
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help="Read in N processes of this machine; by default one a core.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Read on the cluster of this scheduler of Dask's: tcp://10.0.0.1:8786.",
)
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", help="Read no more than the first N rows."
)
@click.option(
    "--sample",
    type=click.IntRange(1),
    metavar="N",
    help="Read N rows by chance, and tell what time, bytes and requests all would take.",
)
@click.option("--retry", is_flag=True, help="Read again what failed before; without MANIFEST.")
@click.option("--status", is_flag=True, help="Tell what is in TARGET, and what failed.")
@click.option("--rebuild", is_flag=True, help="Make the index of TARGET anew from its recordings.")
@click.option(
    "--sweep",
    is_flag=True,
    help="Remove earlier revisions from TARGET, and what killed workers left.",
)
@click.option(
    "--older",
    type=Age(),
    default="1h",
    show_default=True,
    metavar="AGE",
    help="Sweep only what is older: 2h, 1d.",
)
@click.option(
    "--index",
    "form",
    type=click.Choice(["parquet", "jsonl"]),
    help="The form of the index.  [default: parquet, where pyarrow is installed]",
)
@click.option(
    "--without-conditions",
    is_flag=True,
    help="Write to a store that cannot keep two workers apart: let no two runs write to it.",
)
@click.option("--clip-cache", is_flag=True, help="Keep what is said in each worker's cache.")
@click.option(
    "--online-limit",
    type=click.IntRange(1),
    default=4,
    show_default=True,
    metavar="N",
    help="Let N articles at once, over all workers, be read by an online voice.",
)
@click.option(
    "--host-limit",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    metavar="N",
    help="Fetch N pages at once, over all workers, from one host.",
)
@click.option(
    "--voice",
    metavar="NAME",
    shell_complete=completion.voices,
    help="Who reads rows that name no voice; by default the voice that is settled.",
)
@voice_options
@sound_options("Kilobits a second: 16 to 160.  [default: 64]")
@click.option(
    "--captions/--no-captions",
    help="Read the captions of pictures, too; a photo essay's are read anyway.",
)
@selection_options
@lexicon_option
@anyway_option
@click.option(
    "--allow-private", is_flag=True, help="Fetch from addresses of private networks, too."
)
@click.option("--json", "as_json", is_flag=True, help="Tell what became of it all as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
def command(
    places: tuple[str, ...],
    workers: int | None,
    scheduler: str | None,
    limit: int | None,
    sample: int | None,
    retry: bool,
    older: float,
    form: str | None,
    without_conditions: bool,
    clip_cache: bool,
    online_limit: int,
    host_limit: int,
    voice: str | None,
    request: Request,
    bitrate: str | None,
    as_json: bool,
    quiet: bool,
    **options: Any,
) -> int:
    """Read every article of MANIFEST into TARGET, each once, and keep an index.

    MANIFEST is a list with a column called source (JSONL, CSV or Parquet; id, voice and options if
    you like), a sitemap, a feed, a folder, a pattern, or a prefix of an object store. TARGET is a
    folder or a prefix: s3://, gs://, az://. Whatever stops it, the same command goes on; what is
    there is not made again. Exit status 0 where all is there, 5 where something failed.
    """
    instead = [name for name in INSTEAD if options.pop(name)]
    target = _target(places, alone=bool(instead) or retry)
    if len(instead) + retry + bool(sample) > 1:
        raise UsageError(Told("One thing at a time can be done with an archive."), "one-at-a-time")
    room.ensure()
    from baonoi.cli import archiving

    if instead:
        told = archiving.keep(instead[0], target, older, form)
        show(json.dumps(told, ensure_ascii=False, indent=1) if as_json else archiving.line(told))
        return 0
    from baonoi.archive.job import pinned
    from baonoi.archive.order import Order
    from baonoi.archive.places import everywhere
    from baonoi.reading.settings import Settings

    manifest = None if retry else places[0]
    if scheduler:  # its workers stand in folders of their own
        target = everywhere(target)
        if manifest and Path(manifest).is_dir():
            manifest = everywhere(manifest)
    name = voice or Settings.load().voice_request().name
    order = Order(
        target,
        pinned(request(name)),
        ReadingOptions(bitrate=None if bitrate is None else int(bitrate), **options),
        conditional=not without_conditions,
        cached=clip_cache,
        online=online_limit,
        per_host=host_limit,
    )
    wanted = archiving.Wanted(manifest, limit, sample, form)
    with stopping.in_steps():
        return archiving.read(wanted, order, workers, scheduler, as_json=as_json, quiet=quiet)


def _target(places: tuple[str, ...], *, alone: bool) -> str:
    """The last of them; the only one where no list is read."""
    if len(places) != (1 if alone else 2):
        message = (
            Told("This takes TARGET alone.") if alone else Told("It takes MANIFEST and TARGET.")
        )
        raise UsageError(message, "places-of-an-archive")
    return places[-1]
