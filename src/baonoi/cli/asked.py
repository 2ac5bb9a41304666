"""Which command was asked for, and what options it has: known after it failed, too."""

from __future__ import annotations

from types import TracebackType

import click

_KEPT = "asked"


class Context(click.Context):
    """Leaves in an error the innermost command in which it happened."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            error.__dict__.setdefault(_KEPT, self)
        super().__exit__(kind, error, trace)


def in_our_context(command: click.Command) -> click.Command:
    """The command, whose contexts, and those of what is below it, are ours."""
    command.context_class = Context
    if isinstance(command, click.Group):
        for below in command.commands.values():
            in_our_context(below)
    return command


def options(error: BaseException | None = None) -> frozenset[str] | None:
    """Every option of the command that runs, or in which it happened, and those of ``baonoi``.

    None where there is no command.
    """
    context = click.get_current_context(silent=True)
    if error is not None:
        context = error.__dict__.get(_KEPT, context)
    return None if context is None else options_of(context)


def options_of(context: click.Context) -> frozenset[str]:
    """Of a command, and of the first of those it is below."""
    commands = {context.command, context.find_root().command}
    return frozenset(
        name
        for command in commands
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option)
        for name in (*parameter.opts, *parameter.secondary_opts)
    )
