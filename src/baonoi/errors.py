"""One exception tree. An error is a value: a kind, a code, the facts, and a message to read.

BaonoiError                something failed
├── UsageError             what was asked for cannot be
├── SourceError            the source could not be read
│   └── NoArticleError     it was read, and there is no article in it
├── VoiceError             no usable voice
├── SynthesisError         a passage could not be said
├── OutputError            a file could not be written
└── StoppedError           stopped part-way, and can go on from there

Who shows an error says what to do about it, in the terms of its own surface: a flag, an exit
status, a status of HTTP, another language. No error knows of those.
"""

from __future__ import annotations

from typing import Any

from baonoi.told import Told

Fact = str | int | float


class BaonoiError(Exception):
    """What went wrong.

    Attributes:
        message: the same in one line for a person; where it is :class:`Told`, its facts are fields.
        code: a short name that stays, in kebab-case, such as ``host-silent``.
        fields: the facts in the message by name, such as a path, a host or a limit.
    """

    def __init__(self, message: str, code: str, /, **fields: Fact) -> None:
        super().__init__(message, code)
        self.message = message
        self.code = code
        self.fields = {**message.facts, **fields} if isinstance(message, Told) else fields

    def __str__(self) -> str:
        return self.message

    def to_json(self) -> dict[str, Any]:
        """The error as plain strings and numbers."""
        return {"code": self.code, "message": self.message, "fields": dict(self.fields)}


class UsageError(BaonoiError):
    """What is asked for cannot be."""


class SourceError(BaonoiError):
    """The source is missing, unreachable, too large or not text."""


class NoArticleError(SourceError):
    """The source was read, but nothing in it can be read aloud."""


class VoiceError(BaonoiError):
    """No voice can speak here and now."""


class SynthesisError(BaonoiError):
    """An engine failed on a passage for good."""


class OutputError(BaonoiError):
    """A file or folder could not be written."""


class StoppedError(BaonoiError):
    """The work stopped part-way; what was made is kept, and the same order goes on from there."""


def nothing_to_say() -> NoArticleError:
    """What is told where an article has no words that a voice could say."""
    return NoArticleError(Told("There is nothing in it that can be said."), "nothing-to-say")
