"""What the command line adds to an error: what to do about it, and an exit status.

BaonoiError                1
├── UsageError             2
├── SourceError            3
│   └── NoArticleError     3
├── VoiceError             4
├── SynthesisError         1
├── OutputError            1
└── StoppedError           5
"""

from __future__ import annotations

import shlex
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from baonoi.cli.installing import adapted
from baonoi.cli.language import filled, words
from baonoi.common.tables import rows_under_head
from baonoi.errors import BaonoiError, SourceError, StoppedError, UsageError, VoiceError

STATUSES: dict[type[BaonoiError], int] = {
    BaonoiError: 1,
    UsageError: 2,
    SourceError: 3,
    VoiceError: 4,
    StoppedError: 5,
}
"""A class that is not here has its parent's."""


def status(error: BaonoiError) -> int:
    """The exit status that tells a program what kind of error it was."""
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def hint(error: BaonoiError) -> str:
    """What a person at the command line can do about it, in one line.

    The table says it by the error's code, and by its class where another package made up the code
    or gave other fields with it.
    """
    fields = {**error.fields, "again": shlex.join(["baonoi", *sys.argv[1:]])}
    if "mend" in fields:
        fields["mend"] = mended(str(fields["mend"]), str(fields.get("voice", "")))
    for name in (error.code, *(kind.__name__ for kind in type(error).__mro__)):
        with suppress(LookupError, ValueError):
            if told := filled(words(templates()[name]), fields):
                return adapted(told)
    return ""


def mended(mend: str, voice: str) -> str:
    """What mends a voice: the words of that code, or what its engine says of it."""
    template = words(templates().get(mend, ""))
    return adapted(filled(template, {"voice": voice}) or mend)


@cache
def templates() -> dict[str, str]:
    """By code or class: the hint, with the error's fields in braces.

    ``{source!q}`` is the source as a shell's word, and ``{again}`` the command that was run.
    """
    table = rows_under_head(Path(__file__).with_name("hints.tsv"))
    return {row[0]: row[1] for row in table}
