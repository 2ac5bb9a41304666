"""What a person and a program are told: the only place that writes to the terminal.

Words of articles, names of files and answers of servers are others' text. On a terminal they are
shown, and never obeyed.
"""

from __future__ import annotations

import sys

import click

from baonoi.cli.language import said
from baonoi.common.log import Log
from baonoi.common.printable import in_one_line, printable
from baonoi.errors import BaonoiError

_log = Log(__name__)


def show(line: str = "") -> None:
    """A result on standard output: as it is for a program, fit to be shown for a person."""
    click.echo(printable(line) if sys.stdout.isatty() else line)


def show_drawn(text: str) -> None:
    """A drawing on standard output, whose own colours are to act; its words are fit to be shown."""
    click.echo(text, nl=False)


def note(message: str) -> None:
    """One line on standard error of what a person should know although all went well."""
    click.echo(f"baonoi: {in_one_line(said(message))}", err=True)


def say(message: str, hint: str) -> None:
    """One line for what is wrong, one for what to do."""
    note(message)
    click.echo(f"  {in_one_line(said(hint))}", err=True)


def complain(error: BaonoiError) -> int:
    """Show an error and what to do about it, and give its exit status."""
    from baonoi.cli import hints

    _log.debug("%s: %s %s", type(error).__name__, error.code, error.fields)
    say(error.message, hints.hint(error))
    return hints.status(error)
