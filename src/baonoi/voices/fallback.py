"""Starting again with the next best voice, when one fails before it has said anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Concatenate, ParamSpec

from baonoi.errors import VoiceError
from baonoi.model import Article, Recording
from baonoi.voices.catalog import Choice

P = ParamSpec("P")
Record = Callable[Concatenate[Article, Choice, P], Recording]


def or_next_best(record: Record[P]) -> Record[P]:
    """Record with the chosen voice, or with the next one from the beginning.

    The words may differ from voice to voice, so a recording is never passed on half-way.
    """

    @wraps(record)
    def record_with_best(
        article: Article, choice: Choice, /, *args: P.args, **kwargs: P.kwargs
    ) -> Recording:
        while True:
            try:
                recording = record(article, choice, *args, **kwargs)
            except VoiceError as error:
                choice = choice.instead(error)
            else:
                choice.tell()
                passed = ((voice.name, state.reason) for voice, state in choice.passed_over)
                return replace(recording, passed_over=tuple(passed))

    return record_with_best
