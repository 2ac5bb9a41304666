"""What nobody foresaw: two lines and a report, instead of a traceback."""

from __future__ import annotations

import errno
import sys
from contextlib import suppress
from pathlib import Path

from baonoi import __version__
from baonoi.common.parallel import NO_THREAD
from baonoi.common.printable import printable
from baonoi.errors import BaonoiError
from baonoi.store import paths
from baonoi.told import Told

MOST = 20
"""Reports that are kept."""
_UNMAPPED = ("failed to map segment", "annot allocate memory")
"""What the loader says of a library for which there is no memory."""


def as_error(error: Exception) -> BaonoiError:
    """The error in two lines for a person; a report holds the rest, where it can be written."""
    number = error.errno if isinstance(error, OSError) else None
    unmapped = isinstance(error, ImportError) and any(each in str(error) for each in _UNMAPPED)
    if isinstance(error, MemoryError) or number == errno.ENOMEM or unmapped:
        return BaonoiError(Told("There is not enough memory."), "memory-short")
    if (isinstance(error, RuntimeError) and str(error) == NO_THREAD) or number == errno.EAGAIN:
        return BaonoiError(Told("The system gives no more threads or processes."), "threads-short")
    kind = type(error).__name__
    path = _written(error)
    if path is None:
        return BaonoiError(
            Told("Something nobody foresaw went wrong ({kind}).", kind=kind), "error-unforeseen"
        )
    return BaonoiError(
        Told("Something nobody foresaw went wrong ({kind}): see {path}", kind=kind, path=str(path)),
        "error-reported",
    )


def _written(error: Exception) -> Path | None:
    """The report's path; None where it can be written nowhere."""
    import tempfile
    from datetime import UTC, datetime
    from hashlib import sha256

    text = _report(error)
    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{sha256(text.encode()).hexdigest()[:8]}.txt"
    for folder in (paths.reports(), Path(tempfile.gettempdir())):
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"baonoi-{name}"
            path.write_text(text, encoding="utf-8")
            for old in sorted(paths.reports().glob("baonoi-*.txt"))[:-MOST]:
                old.unlink(missing_ok=True)
            return path
    return None


def _report(error: Exception) -> str:
    """What helps to mend it: versions, the command line, the way to the error."""
    import platform
    import traceback

    return printable(
        f"Báo Nói {__version__}, Python {platform.python_version()} on {platform.platform()}\n"
        f"{' '.join(map(repr, sys.argv))}\n\n"
        f"{''.join(traceback.format_exception(error))}"
    )
