"""How recordings sound and how they are coded, for every command that makes MP3s of articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from baonoi.cli.number import Number
from baonoi.reading.options import BITRATES, LOUDNESS, QUALITY, ReadingOptions

USUAL = ReadingOptions()
Command = TypeVar("Command", bound=Callable[..., Any])


def sound_options(bitrates: str) -> Callable[[Command], Command]:
    """Let the command take loudness, bitrate and quality; ``bitrates`` tells of the second."""
    options = (
        click.option(
            "--loudness",
            type=Number(*LOUDNESS),
            default=USUAL.loudness,
            show_default=True,
            metavar="LUFS",
            help="How loud it is.",
        ),
        click.option(
            "--bitrate",
            type=click.Choice([str(each) for each in BITRATES]),
            metavar="KBITS",
            help=bitrates,
        ),
        click.option(
            "--quality",
            type=click.IntRange(*QUALITY),
            default=USUAL.quality,
            show_default=True,
            metavar="N",
            help="Effort of the MP3 encoder: 0 slowest and best, 9 fastest.",
        ),
    )

    def with_options(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return with_options
