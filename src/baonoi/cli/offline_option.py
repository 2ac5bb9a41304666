"""``--offline`` for what shows a script and says nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from baonoi.model import Voice


def offline_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command be kept from asking services whether they are there."""
    return click.option(
        "--offline", is_flag=True, help="Ask no service whether its voice could speak."
    )(command)


def voice_for(source: str, offline: bool) -> Voice:
    """The voice in whose accent a source is spelled out; for a local one no network is used."""
    from baonoi.model import VoiceRequest
    from baonoi.voices import choose

    return choose(VoiceRequest(offline=offline or "://" not in source)).voice
