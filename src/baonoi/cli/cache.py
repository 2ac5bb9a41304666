"""``baonoi cache``: the clips and encoded sections kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

KINDS = ("clips", "sections")
"""The folders of the cache."""


@click.group(invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """See, prune or clear what is kept so that nothing is said or encoded twice."""
    if context.invoked_subcommand is None:
        context.invoke(show)


@command.command()
def show() -> None:
    """Show where it is and how much room it takes."""
    click.echo(f"{_usage()}, in {_folder()}")


@command.command()
def prune() -> None:
    """Remove the clips used longest ago until the rest fits the limit."""
    from baonoi.voices import ClipCache

    ClipCache().prune()
    click.echo(f"{_usage()} left")


@command.command()
def clear() -> None:
    """Remove everything that is kept."""
    from baonoi.store import files

    for kind in KINDS:
        files.prune(_folder() / kind, 0)
    click.echo(f"{_usage()} left")


def _folder() -> Path:
    from baonoi.store import paths

    return paths.cache()


def _usage() -> str:
    return ", ".join(
        f"{len(sizes)} {kind} of {sum(sizes) / 1e6:.1f} MB"
        for kind in KINDS
        if (sizes := list(_sizes(_folder() / kind))) or kind == KINDS[0]
    )


def _sizes(folder: Path) -> Iterator[int]:
    for path in folder.glob("[0-9a-f]*"):
        try:
            yield path.stat().st_size
        except OSError:  # another process removed it meanwhile
            continue
