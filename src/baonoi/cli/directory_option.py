"""``-d``, for every command that keeps recordings in a folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from baonoi.cli import completion

Command = TypeVar("Command", bound=Callable[..., Any])


def directory_option(about: str) -> Callable[[Command], Command]:
    """Let the command take a folder, of which its help tells ``about``."""
    return click.option(
        "-d",
        "--directory",
        default="output",
        show_default=True,
        metavar="DIR",
        shell_complete=completion.folders,
        help=about,
    )
