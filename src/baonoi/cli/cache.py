"""``baonoi cache``: the clips, encoded sections and fetched pages kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click

from baonoi.cli import output
from baonoi.cli.language import said
from baonoi.store import files, paths
from baonoi.told import Told, joined

KINDS = {
    paths.CLIPS: Told("clips"),
    paths.SECTIONS: Told("sections"),
    paths.PAGES: Told("pages"),
}
"""What the folders of the cache hold."""


@click.group(invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """See, prune or clear what is kept so that nothing is said or encoded twice."""
    if context.invoked_subcommand is None:
        context.invoke(show)


@command.command()
def show() -> None:
    """Show where it is and how much room it takes."""
    output.show(said(Told("{usage}, in {path}", usage=_usage(), path=str(paths.cache()))))


@command.command()
def prune() -> None:
    """Remove what was used longest ago until the rest fits the limits."""
    from baonoi.reading.section_cache import SectionCache
    from baonoi.sources.cache import PageCache
    from baonoi.voices import ClipCache

    ClipCache().prune()
    SectionCache(paths.sections()).prune()
    PageCache(paths.pages()).prune()
    output.show(said(Told("{usage} left", usage=_usage())))


@command.command()
def clear() -> None:
    """Remove everything that is kept."""
    for kind in paths.FOLDERS:
        files.prune(paths.cache() / kind, 0)
    with suppress(OSError):
        paths.reach().unlink(missing_ok=True)
    output.show(said(Told("{usage} left", usage=_usage())))


def _usage() -> str:
    return joined(
        ", ",
        (
            Told(
                "{count} {kind} of {size:.1f} MB",
                count=len(sizes),
                kind=kind,
                size=sum(sizes) / 1e6,
            )
            for folder, kind in KINDS.items()
            if (sizes := list(_sizes(paths.cache() / folder))) or folder == paths.CLIPS
        ),
    )


def _sizes(folder: Path) -> Iterator[int]:
    for path in folder.glob("[0-9a-f]*"):
        try:
            yield path.stat().st_size
        except OSError:  # another process removed it meanwhile
            continue
