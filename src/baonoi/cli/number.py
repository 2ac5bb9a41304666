"""Numbers on the command line, as both languages write them."""

from __future__ import annotations

from typing import Any

import click


class Number(click.FloatRange):
    """A number in a range, with a point or a comma."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """See click."""
        return super().convert(
            value.replace(",", ".") if isinstance(value, str) else value, param, ctx
        )
