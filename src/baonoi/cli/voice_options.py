"""The options that say how a voice is chosen, for every command that speaks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from baonoi.cli import completion
from baonoi.cli.number import Number
from baonoi.model import SPEEDS, VoiceRequest

Request = Callable[[str], VoiceRequest]
"""The request for the voice of that name as the options have it."""


def voice_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command, and give it a ``request`` that tells them."""

    @wraps(command)
    def with_request(
        *args: Any,
        engine: str | None,
        offline: bool,
        speed: float,
        simulate_male: bool,
        **kwargs: Any,
    ) -> Any:
        def request(name: str) -> VoiceRequest:
            return VoiceRequest(name, engine, offline, speed, simulate_male)

        return command(*args, request=request, **kwargs)

    for option in (
        click.option(
            "--simulate-male",
            is_flag=True,
            help="Let a female voice speak with a man's timbre where no man can.",
        ),
        click.option(
            "--speed",
            type=Number(*SPEEDS),
            default=1.0,
            show_default=True,
            metavar="X",
            help="How fast it speaks: 0.5 to 2 times as fast as usual.",
        ),
        click.option("--offline", is_flag=True, help="Let no voice use the network."),
        click.option(
            "--engine",
            metavar="NAME",
            shell_complete=completion.engines,
            help="Let only this engine speak: edge, gtts, piper, espeak.",
        ),
    ):
        with_request = option(with_request)
    return with_request
