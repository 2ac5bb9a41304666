"""The options that let a person see what is done: on standard error, or in a file."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from baonoi.cli import completion, output
from baonoi.common.log import PACKAGE
from baonoi.common.printable import printable

if TYPE_CHECKING:
    import logging

Command = TypeVar("Command", bound=Callable[..., Any])


def log_options(command: Command) -> Command:
    """Add ``-v`` and ``--log``, which act by themselves."""
    for option in (_log, _verbose):
        command = option(command)
    return command


class _StandardError(io.TextIOBase):
    """What it is at each line, which stands above a progress bar."""

    def write(self, text: str) -> int:
        with output.aside():
            return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


def _show(context: click.Context, __: click.Parameter, level: int) -> None:
    """Tell on standard error: what was done, and with 2 or more every step."""
    if level and not context.resilient_parsing:
        import logging

        handler = logging.StreamHandler(_StandardError())
        handler.setLevel(logging.INFO if level == 1 else logging.DEBUG)
        handler.setFormatter(_formatter("baonoi: %(message)s"))
        _listen(handler)


def _write(context: click.Context, __: click.Parameter, path: str | None) -> None:
    """Tell a file of every step, behind what stands there."""
    if path is None or context.resilient_parsing:
        return
    import logging

    from baonoi.store.files import writing

    with writing(path, "log-unwritable"):
        handler = logging.FileHandler(Path(path), encoding="utf-8")
    handler.setFormatter(_formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    _listen(handler)


def _formatter(line: str) -> logging.Formatter:
    """Lines in which foreign text is shown, and never obeyed."""
    import logging

    class Printable(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            return printable(super().format(record))

    return Printable(line, "%Y-%m-%dT%H:%M:%S%z")


def _listen(handler: logging.Handler) -> None:
    """Let it hear our own loggers, and no other package's, until the process ends."""
    import logging

    package = logging.getLogger(PACKAGE)
    package.setLevel(logging.DEBUG)
    package.addHandler(handler)


_verbose = click.option(
    "-v",
    "--verbose",
    count=True,
    callback=_show,
    expose_value=False,
    help="Tell what is done; -vv tells every step.",
)
_log = click.option(
    "--log",
    metavar="FILE",
    shell_complete=completion.files,
    callback=_write,
    expose_value=False,
    help="Append every step to FILE, with the time.",
)
