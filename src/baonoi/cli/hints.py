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

import re
import shlex
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from baonoi.cli import asked
from baonoi.cli.installing import adapted
from baonoi.cli.language import filled, said, words
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
_OTHER_COMMAND = re.compile(r"`[^`]*`|\b(?:baonoi|pip|pipx|uv) [a-z].*|\S+ -m .*")
_OPTION = re.compile(r"(?<![\w-])(?:--[a-z][a-z-]*|-[a-z])")


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
        mend = str(fields["mend"])
        fields["mend"] = mended(mend, str(fields.get("voice", "")), asked.options(error))
    had = asked.options(error)
    for name in (error.code, *(kind.__name__ for kind in type(error).__mro__)):
        with suppress(LookupError, ValueError):
            if told := filled(words(_template(name, had)), fields):
                return adapted(told)
    return ""


def mended(
    mend: str,
    voice: str,
    had: frozenset[str] | None = None,
    say: Callable[[str], str] = words,
) -> str:
    """What mends a voice: the words of that code, or what its engine says of it.

    Args:
        mend: a code of the table, or such words.
        voice: its name.
        had: the options of the command that says it; by default, of the one that runs.
        say: gives a message in the language that is wanted; by default, that of the person.
    """
    template = _template(mend, had or asked.options()) if mend in templates() else ""
    return adapted(say(template).format(voice=voice) or said(mend))


@cache
def templates() -> dict[str, tuple[str, ...]]:
    """By code or class: the hint, with the error's fields in braces, and one without options.

    ``{source!q}`` is the source as a shell's word, and ``{again}`` the command that was run.
    """
    table = rows_under_head(Path(__file__).with_name("hints.tsv"))
    return {row[0]: row[1:] for row in table}


def options_named(hint: str) -> list[str]:
    """The options that a hint names as those of the command that was run."""
    return _OPTION.findall(_OTHER_COMMAND.sub("", hint))


def _template(name: str, had: frozenset[str] | None) -> str:
    """What is said at a command that has these options."""
    first, *otherwise = templates()[name]
    if otherwise and had is not None and not had.issuperset(options_named(first)):
        return otherwise[0]
    return first
