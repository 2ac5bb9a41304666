"""Standard input, output and error as others left them: in another encoding, closed, full, gone.

A descriptor that is closed is taken by nobody else here: the next file opened would get its number,
and what a library prints would go into it. Nobody reads standard error where it cannot be written,
so that is no reason to fail.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from baonoi.errors import OutputError
from baonoi.told import Told

_closed: set[int] = set()


def closed(number: int) -> bool:
    """Whether that descriptor was closed when the process began."""
    return number in _closed


def prepare() -> None:
    """Have all three, in UTF-8 on every system: Vietnamese goes out as it is."""
    for number, stream in enumerate((sys.stdin, sys.stdout, sys.stderr)):
        if stream is None:
            _closed.add(number)
            _take(number)
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.stdout or _nowhere(1)
    sys.stderr = sys.stderr or _nowhere(2)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout = _Telling(sys.stdout.detach(), "utf-8", "replace", line_buffering=_seen(1))
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr = _Forgiving(sys.stderr.detach(), "utf-8", "replace", line_buffering=True)


def give_up(number: int) -> None:
    """Write to nowhere what still goes to that descriptor: nobody takes it."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)


@contextmanager
def written() -> Iterator[None]:
    """Tell of standard output what hinders it.

    Raises:
        BrokenPipeError: whoever read it has enough.
        OutputError: it cannot take what the block writes.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up(1)
        reason = str(error.strerror or error)
        raise OutputError(
            Told("Cannot write to standard output: {reason}.", reason=reason),
            "unwritable",
            path="-",
        ) from error


def _take(number: int) -> None:
    """Keep the number of a closed descriptor; whoever reads from it still gets an error."""
    with suppress(OSError):
        new = os.open(os.devnull, os.O_WRONLY)
        if new != number:
            os.dup2(new, number)
            os.close(new)


def _seen(number: int) -> bool:
    with suppress(OSError):
        return os.isatty(number)
    return False


def _nowhere(number: int) -> TextIO:
    return open(number, "w", encoding="utf-8", errors="replace", closefd=False)


class _Telling(io.TextIOWrapper):
    """Standard output, which tells as an error of ours what hinders it."""

    def write(self, text: str) -> int:
        """See :func:`written`."""
        with written():
            return super().write(text)

    def flush(self) -> None:
        """See :func:`written`."""
        with written():
            super().flush()


class _Forgiving(io.TextIOWrapper):
    """Standard error that may be full or gone."""

    def write(self, text: str) -> int:
        """As ever; where that cannot be, to nowhere from now on."""
        try:
            return super().write(text)
        except OSError:
            give_up(2)
            return len(text)

    def flush(self) -> None:
        """The same."""
        try:
            super().flush()
        except OSError:
            give_up(2)
