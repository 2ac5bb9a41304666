"""``baonoi cache``: the clips kept."""

from __future__ import annotations

import click


@click.group(invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """See, prune or clear the clips that are kept so that nothing is said twice."""
    if context.invoked_subcommand is None:
        context.invoke(show)


@command.command()
def show() -> None:
    """Show where the clips are and how much room they take."""
    from baonoi.voices import ClipCache

    usage = ClipCache().usage()
    click.echo(f"{usage.clips} clips, {usage.bytes / 1e6:.1f} MB, in {usage.folder}")


@command.command()
def prune() -> None:
    """Remove the clips used longest ago until the rest fits the limit."""
    from baonoi.voices import ClipCache

    usage = ClipCache().prune()
    click.echo(f"{usage.clips} clips, {usage.bytes / 1e6:.1f} MB left")


@command.command()
def clear() -> None:
    """Remove every clip."""
    from baonoi.voices import ClipCache

    usage = ClipCache().clear()
    click.echo(f"{usage.clips} clips left")
