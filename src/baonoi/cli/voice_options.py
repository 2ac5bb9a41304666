"""The options that say how a voice is chosen, for every command that speaks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from baonoi.voices import Choice

Pick = Callable[[str], "Choice"]
"""Chooses the voice of that name as the options have it."""


def voice_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command, and give it a ``pick`` that obeys them.

    Where the command has a ``quiet`` that is not set, who speaks is said on standard error.
    """

    @wraps(command)
    def with_pick(
        *args: Any,
        engine: str | None,
        offline: bool,
        speed: float,
        simulate_male: bool,
        **kwargs: Any,
    ) -> Any:
        def pick(name: str) -> Choice:
            from baonoi.voices import choose

            return choose(
                name,
                engine=engine,
                offline=offline,
                speed=speed,
                simulate_male=simulate_male,
                announce=None if kwargs.get("quiet") else announce,
            )

        return command(*args, pick=pick, **kwargs)

    for option in (
        click.option(
            "--simulate-male",
            is_flag=True,
            help="Let a female voice speak with a man's timbre where no man can.",
        ),
        click.option(
            "--speed",
            type=click.FloatRange(0.5, 2.0),
            default=1.0,
            show_default=True,
            metavar="X",
            help="How fast it speaks: 0.5 to 2 times as fast as usual.",
        ),
        click.option("--offline", is_flag=True, help="Let no voice use the network."),
        click.option(
            "--engine",
            metavar="NAME",
            help="Let only this engine speak: edge, gtts, piper, espeak.",
        ),
    ):
        with_pick = option(with_pick)
    return with_pick


def announce(note: str) -> None:
    """Say who speaks, and why nobody better."""
    click.echo(f"baonoi: {note}", err=True)
