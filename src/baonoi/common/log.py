"""Loggers under the name ``baonoi``, silent until a program listens to them.

They are those of ``logging``, which takes several milliseconds to import. Who listens has imported
it; where nobody has, there is nobody to tell, and nothing is imported.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import logging

PACKAGE = "baonoi"


class Log:
    """A module's logger, by the name of the module."""

    def __init__(self, name: str) -> None:
        self._name = name

    def debug(self, message: str, *facts: object) -> None:
        """Tell what only matters where something is looked into; ``%`` marks stand for facts."""
        self._tell("DEBUG", message, facts)

    def info(self, message: str, *facts: object) -> None:
        """Tell what was done, where a person may wonder."""
        self._tell("INFO", message, facts)

    def warning(self, message: str, *facts: object) -> None:
        """Tell what went wrong and was mended."""
        self._tell("WARNING", message, facts)

    def _tell(self, level: str, message: str, facts: tuple[object, ...]) -> None:
        if "logging" not in sys.modules:
            return
        import logging

        logger = _logger(self._name)
        # The line that told it is two calls up.
        logger.log(getattr(logging, level), message, *facts, stacklevel=3)


@cache
def _logger(name: str) -> logging.Logger:
    """A logger that prints nothing by itself, not even warnings."""
    import logging

    package = logging.getLogger(PACKAGE)
    if not any(isinstance(handler, logging.NullHandler) for handler in package.handlers):
        package.addHandler(logging.NullHandler())
    return logging.getLogger(name)
