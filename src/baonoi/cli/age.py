"""Ages on the command line: 36h, 3d, 2w; a number alone is days."""

from __future__ import annotations

import re
from typing import Any

import click

from baonoi.cli.language import said
from baonoi.told import Told

_AGE = re.compile(r"(\d{1,5}(?:[.,]\d+)?)\s*([hdw]?)", re.IGNORECASE)
_SECONDS = {"h": 3600.0, "d": 86400.0, "": 86400.0, "w": 7 * 86400.0}


class Age(click.ParamType):
    """Seconds."""

    name = "age"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """See click."""
        if not isinstance(value, str):
            return float(value)
        found = _AGE.fullmatch(value.strip())
        if found is None:
            self.fail(said(Told("'{value}' is no age such as 36h, 3d or 2w.", value=value)))
        return float(found[1].replace(",", ".")) * _SECONDS[found[2].lower()]
