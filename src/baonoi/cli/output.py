"""What a person and a program are told: the only place that writes to the terminal.

Words of articles, names of files and answers of servers are others' text. On a terminal they are
shown, and never obeyed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import click

from baonoi.cli.language import said
from baonoi.common.log import Log
from baonoi.common.printable import in_one_line, printable
from baonoi.errors import BaonoiError

_log = Log(__name__)

nothing_drawn: Callable[[], AbstractContextManager[None]] = nullcontext
aside = nothing_drawn
"""Within it others may write to the terminal: whoever draws there puts here what makes room."""


def show(line: str = "") -> None:
    """A result on standard output: as it is for a program, fit to be shown for a person."""
    with aside():
        click.echo(printable(line) if sys.stdout.isatty() else line)


def show_drawn(text: str) -> None:
    """A drawing on standard output, whose own colours are to act; its words are fit to be shown."""
    click.echo(text, nl=False)


def note(message: str) -> None:
    """One line on standard error of what a person should know although all went well."""
    with aside():
        click.echo(f"baonoi: {in_one_line(said(message))}", err=True)


def say(message: str, hint: str) -> None:
    """One line for what is wrong, one for what to do."""
    with aside():
        note(message)
        click.echo(f"  {in_one_line(said(hint))}", err=True)


def complain(error: BaonoiError) -> int:
    """Show an error and what to do about it, and give its exit status."""
    from baonoi.cli import hints

    _log.debug("%s: %s %s", type(error).__name__, error.code, error.fields)
    say(error.message, hints.hint(error))
    return hints.status(error)
