"""One exception tree; every error carries what is wrong, what to do, and an exit status.

BaonoiError                1  something failed
├── UsageError             2  the command line was wrong
├── SourceError            3  the source could not be read
│   └── NoArticleError     3  it was read, and there is no article in it
├── VoiceError             4  no usable voice
├── SynthesisError         1  a passage could not be said
├── OutputError            1  a file could not be written
└── StoppedError           5  stopped part-way; run again to go on
"""

from __future__ import annotations

from typing import ClassVar


class BaonoiError(Exception):
    """What went wrong, in one line, and in another what a person can do about it."""

    exit_status: ClassVar[int] = 1

    def __init__(
        self, message: str, hint: str = "", *, code: str = "", **fields: str | int
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code or type(self).__name__
        self.fields = fields

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.message, self.hint, self.code, self.fields)


def _again(
    kind: type[BaonoiError], message: str, hint: str, code: str, fields: dict[str, str | int]
) -> BaonoiError:
    """The error in another process: an exception carries only what stands in a row."""
    error = kind(message, hint, code=code)
    error.fields = fields
    return error


class UsageError(BaonoiError):
    """The command line asks for something that cannot be."""

    exit_status = 2


class SourceError(BaonoiError):
    """The source is missing, unreachable, too large or not text."""

    exit_status = 3


class NoArticleError(SourceError):
    """The source was read, but nothing in it can be read aloud."""


class VoiceError(BaonoiError):
    """No voice can speak here and now."""

    exit_status = 4


class SynthesisError(BaonoiError):
    """An engine failed on a passage for good."""


class OutputError(BaonoiError):
    """A file or folder could not be written."""


class StoppedError(BaonoiError):
    """The work stopped part-way; what was made is kept, and the same command goes on from there."""

    exit_status = 5
