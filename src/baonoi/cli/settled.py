"""What a person has settled, as defaults of the options."""

from __future__ import annotations

import os
from typing import Any

from baonoi.store import paths

_PARAMETERS = {"voice": "voices", "base-url": "base_url", "say-source": "say_source"}
"""Where an option's parameter does not bear the setting's name."""


def defaults() -> dict[str, Any]:
    """The settled values by the options' parameters, for a command and those below it.

    Raises:
        UsageError: the file or a variable cannot be.
        SourceError: the file cannot be read.
    """
    if not paths.config().exists() and not any(name.startswith("BAONOI_") for name in os.environ):
        return {}
    from baonoi.reading.settings import Settings

    told = {
        _PARAMETERS.get(name, name): _given(settled.value)
        for name, settled in Settings.load().told.items()
    }
    return {**told, "try": told}


def _given(value: Any) -> Any:
    """As an option takes it: a choice among numbers is one among words."""
    return str(value) if type(value) is int else value
